//! Papers that are typeset but not yet saved, and the one export that may be under way.

use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use maru_press::Sheet;
use tokio::sync::Notify;

use crate::desk::many::{Ordered, Sending};
use crate::failure::{Answer, Failure};
use crate::rows::{Bytes, Saved};

/// So many papers are kept: the one on screen, and the one that takes its place.
const KEPT: usize = 2;

/// A typeset paper.
pub(crate) struct Printed {
    /// Its pages.
    pub(crate) sheet: Sheet,
    /// The name that its file would have.
    pub(crate) file_name: String,
}

/// The papers of the desk.
#[derive(Default)]
pub(crate) struct Papers {
    shelf: Mutex<Shelf>,
    export: Mutex<Option<Arc<Export>>>,
    ordered: Mutex<Ordered>,
}

#[derive(Default)]
struct Shelf {
    last: u32,
    printed: Vec<(u32, Arc<Printed>)>,
}

impl Papers {
    fn shelf(&self) -> MutexGuard<'_, Shelf> {
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn export(&self) -> MutexGuard<'_, Option<Arc<Export>>> {
        self.export.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps a paper and returns its number. The oldest one goes.
    pub(crate) fn keep(&self, printed: Printed) -> u32 {
        let mut shelf = self.shelf();
        shelf.last = shelf.last.wrapping_add(1);
        let ticket = shelf.last;
        shelf.printed.push((ticket, Arc::new(printed)));
        let over = shelf.printed.len().saturating_sub(KEPT);
        shelf.printed.drain(..over);
        ticket
    }

    /// Keeps the order of many papers and returns its number. The one before goes.
    pub(crate) fn order(&self, sending: Sending) -> u32 {
        let ticket = {
            let mut shelf = self.shelf();
            shelf.last = shelf.last.wrapping_add(1);
            shelf.last
        };
        let mut ordered = self.ordered.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, before)) = ordered.replace((ticket, Arc::new(sending))) {
            before.cancel();
        }
        ticket
    }

    /// Returns the order of this number: nothing is sent of which it was not said what leaves.
    pub(crate) fn ordered(&self, ticket: u32) -> Answer<Arc<Sending>> {
        let ordered = self.ordered.lock().unwrap_or_else(PoisonError::into_inner);
        let found = ordered.as_ref().filter(|(number, _)| *number == ticket);
        found
            .map(|(_, sending)| Arc::clone(sending))
            .ok_or_else(|| Failure::new("paper-gone"))
    }

    /// Forgets every paper, and stops an export.
    pub(crate) fn clear(&self) {
        self.cancel();
        self.shelf().printed.clear();
    }

    fn find(&self, ticket: u32) -> Answer<Arc<Printed>> {
        let shelf = self.shelf();
        let found = shelf.printed.iter().find(|(number, _)| *number == ticket);
        found
            .map(|(_, printed)| Arc::clone(printed))
            .ok_or_else(|| Failure::new("paper-gone"))
    }

    /// Draws a page, counted from 0, with this many picture points for a hundred points of paper.
    pub(crate) fn picture(&self, ticket: u32, page: u32, scale: u32) -> Answer<Bytes> {
        #[expect(clippy::cast_precision_loss, reason = "a scale has three digits")]
        let scale = scale.clamp(10, 600) as f32 / 100.0;
        Ok(Bytes(
            self.find(ticket)?.sheet.picture(page.saturating_add(1), scale)?,
        ))
    }

    /// Begins to save a paper. One that is under way already is stopped.
    pub(crate) fn begin(&self, ticket: u32) -> Answer<Arc<Export>> {
        let export = Arc::new(Export::new(self.find(ticket)?));
        if let Some(before) = self.export().replace(Arc::clone(&export)) {
            before.cancel();
        }
        Ok(export)
    }

    /// Stops the export that is under way.
    pub(crate) fn cancel(&self) {
        let mut ordered = self.ordered.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, sending)) = ordered.take() {
            sending.cancel();
        }
        drop(ordered);
        if let Some(export) = self.export().take() {
            export.cancel();
        }
    }
}

/// A paper on its way to the disk.
pub(crate) struct Export {
    printed: Arc<Printed>,
    stage: AtomicU8,
    stop: AtomicBool,
    stopped: Notify,
}

const UNDER_WAY: u8 = 0;
const STOPPED: u8 = 1;
const PLACED: u8 = 2;

impl Export {
    fn new(printed: Arc<Printed>) -> Export {
        let (stage, stop) = (AtomicU8::new(UNDER_WAY), AtomicBool::new(false));
        Export {
            printed,
            stage,
            stop,
            stopped: Notify::new(),
        }
    }

    /// Returns the name that the file would have.
    pub(crate) fn file_name(&self) -> &str {
        &self.printed.file_name
    }

    /// Returns the PDF, unless the export was stopped.
    pub(crate) fn pdf(&self) -> Answer<Vec<u8>> {
        Ok(self.printed.sheet.pdf_unless(&self.stop)?)
    }

    /// Agrees that the file is put in its place: from here on nobody can stop it. Returns false if somebody did.
    pub(crate) fn commit(&self) -> bool {
        self.turn_to(PLACED)
    }

    fn cancel(&self) {
        if self.turn_to(STOPPED) {
            self.stop.store(true, Ordering::Relaxed);
            self.stopped.notify_one();
        }
    }

    fn turn_to(&self, stage: u8) -> bool {
        self.stage
            .compare_exchange(UNDER_WAY, stage, Ordering::AcqRel, Ordering::Acquire)
            .is_ok()
    }

    /// Waits for the work, or for somebody to stop it: then the answer comes at once, and nothing is written.
    pub(crate) async fn or_cancelled(
        &self,
        work: impl Future<Output = Answer<Option<Saved>>>,
    ) -> Answer<Option<Saved>> {
        tokio::select! {
            done = work => done,
            () = self.stopped.notified() => Ok(None),
        }
    }
}

#[cfg(test)]
mod tests {
    use maru_core::bilingual::Side;
    use maru_core::record::Record;
    use maru_press::{Languages, Order};

    use super::*;

    fn printed() -> Printed {
        let sample = maru_core::sample::records(&Side::new("uk"));
        let meeting = sample
            .into_iter()
            .find(|record| record["kind"] == "meeting")
            .expect("a meeting");
        let record = Record::from_json(meeting).expect("a record");
        let order = Order {
            languages: Languages::En,
            side: Side::new("uk"),
            now: "2027-03-09T00:00:00Z".to_owned(),
            ..Order::default()
        };
        let sheet = maru_press::typeset(&record, None, &order).expect("a sheet");
        Printed {
            sheet,
            file_name: "minutes.pdf".to_owned(),
        }
    }

    #[test]
    fn the_oldest_paper_goes() {
        let papers = Papers::default();
        let tickets: Vec<u32> = (0..3).map(|_| papers.keep(printed())).collect();
        assert_eq!(
            papers.picture(tickets[0], 0, 50).err(),
            Some(Failure::new("paper-gone"))
        );
        let picture = papers.picture(tickets[2], 0, 50).expect("a picture");
        assert!(picture.0.starts_with(b"\x89PNG"));
        papers.clear();
        assert!(papers.picture(tickets[2], 0, 50).is_err());
    }

    #[tokio::test]
    async fn what_is_stopped_answers_at_once_and_is_never_placed() {
        let papers = Papers::default();
        let ticket = papers.keep(printed());
        let export = papers.begin(ticket).expect("an export");
        papers.cancel();
        let never = std::future::pending::<Answer<Option<Saved>>>();
        assert!(matches!(export.or_cancelled(never).await, Ok(None)));
        assert!(!export.commit());
        assert!(export.pdf().is_err());
    }

    #[tokio::test]
    async fn what_is_placed_cannot_be_stopped() {
        let papers = Papers::default();
        let ticket = papers.keep(printed());
        let export = papers.begin(ticket).expect("an export");
        assert!(export.commit());
        papers.cancel();
        let done = async {
            Ok(Some(Saved {
                name: "minutes.pdf".to_owned(),
            }))
        };
        let saved = export
            .or_cancelled(done)
            .await
            .expect("an answer")
            .expect("a file");
        assert_eq!(saved.name, "minutes.pdf");
    }
}
