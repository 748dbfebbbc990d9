//! Records on their way out: one, or many on several cores, in order, with few of them in memory at a time.

use std::collections::{BTreeSet, VecDeque};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

use maru_core::bilingual::Bilingual;
use maru_core::record::Record;
use maru_press::{Error, Leaving, Order, Pictures, file_name};

use crate::markdown::markdown;

/// A form that a record can leave in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Format {
    /// Pages to read and sign.
    #[default]
    Pdf,
    /// The record itself, for another vault.
    Json,
    /// Text: the whole record in both languages, or what a reader of one language needs.
    Markdown,
}

/// What is wished of each record.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// In which form.
    pub format: Format,
    /// As which paper, in which languages, for whom.
    pub order: Order,
}

/// A record with the agreement that its paper names.
pub struct Pair {
    /// The record.
    pub record: Record,
    /// The agreement that it belongs to, if it is at hand.
    pub agreement: Option<Record>,
    /// The bytes of its pictures and documents, as far as its form takes them along.
    pub pictures: Pictures,
}

impl Wish {
    /// Returns the hashes of the attachments that a record takes along in this form.
    pub fn files(&self, record: &Record) -> BTreeSet<String> {
        match self.format {
            Format::Pdf => Pictures::wanted(record, &self.order),
            // What may not leave is refused when it is made.
            Format::Json => maru_press::leaving_files(record).unwrap_or_default(),
            Format::Markdown => BTreeSet::new(),
        }
    }

    /// Returns the list of exactly what leaves with a record in this form (R2).
    pub fn leaving(&self, record: &Record) -> Vec<Leaving> {
        match self.format {
            Format::Pdf => maru_press::leaving(record, &self.order),
            Format::Json => maru_press::leaving_json(record, &self.order),
            Format::Markdown => maru_press::leaving_markdown(record, &self.order),
        }
    }
}

/// A file, ready to leave.
#[derive(Debug, Clone)]
pub struct Made {
    /// The id of the record.
    pub id: String,
    /// The title of the record.
    pub title: Bilingual,
    /// A safe name for the file.
    pub name: String,
    /// The file.
    pub bytes: Vec<u8>,
    /// How many pages, where there are pages.
    pub pages: Option<u32>,
    /// Exactly what is in it (R2).
    pub leaving: Vec<Leaving>,
    /// What the law asks minutes to hold and these do not (R5): ids of labels.
    pub missing: Vec<String>,
}

/// Makes the file of one record. What must not leave is refused here, whatever its form.
///
/// # Errors
/// As [`maru_press::pdf`].
pub fn make(pair: &Pair, wish: &Wish, stop: &AtomicBool) -> Result<Made, Error> {
    let (record, order) = (&pair.record, &wish.order);
    let name = file_name(record, order);
    let stem = name.strip_suffix(".pdf").unwrap_or(&name);
    let (bytes, pages, missing, ending) = match wish.format {
        Format::Pdf => {
            let sheet =
                maru_press::typeset_with(record, pair.agreement.as_ref(), order, &pair.pictures, stop)?;
            let pdf = sheet.pdf_unless(stop)?;
            (pdf, Some(sheet.pages()), sheet.missing().to_vec(), "pdf")
        }
        Format::Json => {
            let text = maru_press::json_with(record, &pair.pictures.0)?;
            (text.into_bytes(), None, Vec::new(), "json")
        }
        Format::Markdown => {
            let text = if order.is_whole() {
                markdown(record)?
            } else {
                maru_press::markdown(record, order)?
            };
            (text.into_bytes(), None, Vec::new(), "md")
        }
    };
    Ok(Made {
        id: record.head().id.clone(),
        title: record.title(),
        name: format!("{stem}.{ending}"),
        bytes,
        pages,
        leaving: wish.leaving(record),
        missing,
    })
}

/// What became of one record: its file, or why it must stay.
pub type Fate = Result<Made, (Bilingual, Error)>;

/// Makes the files of many records: `read` fetches each, several threads make them, and `put` gets them one by one in
/// the order that was asked for. So few are under way at a time that their number does not matter.
///
/// # Errors
/// The first that `read` or `put` returns; and `Stopped` as soon as somebody raised the flag.
pub fn make_all<E: From<Error>>(
    ids: &[String],
    wish: &Wish,
    stop: &AtomicBool,
    mut read: impl FnMut(&str) -> Result<Pair, E>,
    mut put: impl FnMut(&str, Fate) -> Result<(), E>,
) -> Result<(), E> {
    let workers = thread::available_parallelism().map_or(2, usize::from).clamp(1, 8);
    let (jobs, waiting) = sync_channel::<(Pair, SyncSender<Fate>)>(workers);
    let waiting = Mutex::new(waiting);
    thread::scope(|scope| {
        for _ in 0..workers.min(ids.len()) {
            scope.spawn(|| work(&waiting, wish, stop));
        }
        // Dropped at the end of this closure, which ends the workers.
        let jobs = jobs;
        let mut under_way: VecDeque<(&String, Receiver<Fate>)> = VecDeque::new();
        let mut left = ids.iter();
        loop {
            while under_way.len() < 2 * workers
                && let Some(id) = left.next()
            {
                go_on(stop)?;
                let (answer, fate) = sync_channel(1);
                if jobs.send((read(id)?, answer)).is_err() {
                    return Err(Error::Stopped.into());
                }
                under_way.push_back((id, fate));
            }
            let Some((id, fate)) = under_way.pop_front() else {
                return Ok(());
            };
            let fate = fate
                .recv()
                .map_err(|_| Error::Typeset("a thread ended".to_owned()))?;
            go_on(stop)?;
            put(id, fate)?;
        }
    })
}

fn work(waiting: &Mutex<Receiver<(Pair, SyncSender<Fate>)>>, wish: &Wish, stop: &AtomicBool) {
    loop {
        let job = waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((pair, answer)) = job else { return };
        let fate = make(&pair, wish, stop).map_err(|error| (pair.record.title(), error));
        // Nobody waits any more when the whole was stopped.
        let _ = answer.send(fate);
    }
}

fn go_on(stop: &AtomicBool) -> Result<(), Error> {
    if stop.load(Ordering::Relaxed) {
        Err(Error::Stopped)
    } else {
        Ok(())
    }
}
