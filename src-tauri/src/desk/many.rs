//! Many papers at once: what would leave, and the sending of it.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use jiff::Timestamp;
use maru_core::bilingual::Side;
use maru_core::record::Record;
use maru_files::{Fate, Format, Over, Pair, Parcel, Wish, make_all};
use maru_press::{Order, Pictures, Register};
use maru_store::{ActionFilter, ActionRow, Vault};

use super::opening::name_of;
use super::telling::{Telling, go_on};
use super::{Desk, held};
use crate::disk;
use crate::failure::{Answer, Failure};
use crate::many::{ManyFormat, ManyOrder, Sent, Survey};
use crate::rows::{Leaving, Saved, Staying};

/// Files that were ordered, once it was said what leaves with them.
pub(crate) struct Sending {
    order: ManyOrder,
    /// Those that may leave.
    ids: Vec<String>,
    now: String,
    stop: AtomicBool,
}

impl Sending {
    /// Returns whether everything goes into one file.
    pub(crate) fn is_one_file(&self) -> bool {
        self.order.zip || self.order.format == ManyFormat::Table
    }

    /// Returns whether that one file is a PDF.
    pub(crate) fn is_table(&self) -> bool {
        self.order.format == ManyFormat::Table
    }

    /// Returns the name that the one file would have.
    pub(crate) fn file_name(&self, words: &str) -> String {
        let day = self.now.get(..10).unwrap_or_default();
        let ending = if self.is_table() { "pdf" } else { "zip" };
        format!("{day} {words}.{ending}")
    }

    /// Stops it; nothing is left of what was written.
    pub(crate) fn cancel(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    fn go_on(&self) -> Answer<()> {
        match self.stop.load(Ordering::Relaxed) {
            true => Err(Failure::from(maru_press::Error::Stopped)),
            false => Ok(()),
        }
    }

    fn wish(&self, side: Side) -> Wish {
        wish(&self.order, side, &self.now)
    }
}

fn wish(order: &ManyOrder, side: Side, now: &str) -> Wish {
    Wish {
        format: match order.format {
            ManyFormat::Pdf | ManyFormat::Table => Format::Pdf,
            ManyFormat::Json => Format::Json,
            ManyFormat::Markdown => Format::Markdown,
        },
        order: Order {
            form: order.paper.form.into(),
            languages: order.paper.languages.into(),
            attach: order.paper.attach && order.format == ManyFormat::Pdf,
            side,
            now: now.to_owned(),
            receiving: None,
        },
    }
}

impl Desk {
    /// Says exactly what would leave with these records, and what must stay and why (R2); nothing if a person stopped it.
    pub(crate) fn survey(&self, order: ManyOrder, told: impl Fn(Sent)) -> Answer<Option<Survey>> {
        let looking = self.begin_reading();
        let mut telling = Telling::new(order.ids.len(), told);
        let now = Timestamp::now().to_string();
        let side = self.with_vault(|vault| Ok(vault.device().side.clone()))?;
        let wish = wish(&order, side, &now);
        let mut register = Register::new(&wish.order);
        let actions = self.all_actions(&order)?;
        let (mut leaving, mut staying) = (Vec::new(), Vec::new());
        let (mut titles, mut ids) = (Vec::new(), Vec::new());
        let mut agreements = Agreements::default();
        for id in &order.ids {
            if go_on(&looking).is_err() {
                return Ok(None);
            }
            let pair = self.pair(id, &mut agreements, None)?;
            let title = pair.record.title();
            let fate = match order.format {
                ManyFormat::Table => {
                    register.add(&pair.record, actions.get(id).map_or(&[][..], Vec::as_slice))
                }
                _ => maru_press::may_leave_as(&pair.record, pair.agreement.as_ref(), &wish.order),
            };
            match fate {
                Ok(()) => {
                    add_up(&mut leaving, wish.leaving(&pair.record));
                    titles.push(title);
                    ids.push(id.clone());
                }
                Err(error) => {
                    let Failure { code, args } = error.into();
                    staying.push(Staying { title, code, args });
                }
            }
            telling.tell(String::new);
        }
        if order.format == ManyFormat::Table {
            leaving = register.leaving().into_iter().map(Leaving::from).collect();
        }
        // What is true of all stands at the end.
        leaving.sort_by_key(|line| (line.label == "leaving-not", line.label == "leaving-properties"));
        let stop = AtomicBool::new(false);
        let ticket = self.papers.order(Sending {
            order,
            ids,
            now,
            stop,
        });
        Ok(Some(Survey {
            ticket,
            titles,
            leaving,
            staying,
        }))
    }

    /// Sends what was ordered to the place that a person chose; returns nothing if they stopped it meanwhile.
    pub(crate) fn send(&self, sending: &Sending, place: &Path, told: impl Fn(Sent)) -> Answer<Option<Saved>> {
        let inside = match sending.is_one_file() {
            true => disk::lies_in(place, &self.folder()),
            false => disk::lies_in(&place.join("x"), &self.folder()),
        };
        if inside {
            return Err(Failure::new("save-inside"));
        }
        let done = match sending.is_table() {
            true => self.send_table(sending, place),
            false => self.send_files(sending, place, told),
        };
        match done {
            Ok(()) => {
                *held(&self.saved) = Some(place.to_owned());
                Ok(Some(Saved { name: name_of(place) }))
            }
            Err(failure) if failure.code == "paper-stopped" => Ok(None),
            Err(failure) => Err(failure),
        }
    }

    fn send_files(&self, sending: &Sending, place: &Path, told: impl Fn(Sent)) -> Answer<()> {
        let wish = sending.wish(self.with_vault(|vault| Ok(vault.device().side.clone()))?);
        let refused = |error: &std::io::Error| Failure::of_disk(place, error);
        let parcel = match sending.order.zip {
            // The dialog has asked already whether a file that is there is replaced.
            true => Parcel::zip(place, Over::Anything),
            false => Parcel::folder(place, Over::Beside),
        };
        let mut parcel = parcel.map_err(|e| refused(&e))?;
        let (begun, total) = (Instant::now(), sending.ids.len());
        let mut done = 0;
        let put = |_: &str, fate: Fate| {
            let made = fate.map_err(|(_, error)| error)?;
            let name = parcel.name(&made.name);
            parcel.put_made(&name, &made).map_err(|e| refused(&e))?;
            done += 1;
            told(progress(done, total, name, begun));
            Ok(())
        };
        let mut agreements = Agreements::default();
        let read = |id: &str| self.pair(id, &mut agreements, Some(&wish));
        make_all(&sending.ids, &wish, &sending.stop, read, put)?;
        sending.go_on()?;
        parcel.finish().map_err(|e| refused(&e))
    }

    fn send_table(&self, sending: &Sending, place: &Path) -> Answer<()> {
        let wish = sending.wish(self.with_vault(|vault| Ok(vault.device().side.clone()))?);
        let actions = self.all_actions(&sending.order)?;
        let mut register = Register::new(&wish.order);
        let mut agreements = Agreements::default();
        for id in &sending.ids {
            sending.go_on()?;
            let pair = self.pair(id, &mut agreements, None)?;
            register.add(&pair.record, actions.get(id).map_or(&[][..], Vec::as_slice))?;
        }
        let choice = sending.order.open.then_some("filter-open");
        let choice: Vec<&str> = choice.into_iter().collect();
        let pdf = register
            .typeset(&choice, None, &sending.stop)?
            .pdf_unless(&sending.stop)?;
        let still = || !sending.stop.load(Ordering::Relaxed);
        match disk::place(place, &pdf, still)? {
            true => Ok(()),
            false => Err(Failure::from(maru_press::Error::Stopped)),
        }
    }

    /// Reads a record with the agreement that its paper names. It takes no place in the vault's memory, and the vault is
    /// free again at once.
    fn pair(&self, id: &str, agreements: &mut Agreements, wish: Option<&Wish>) -> Answer<Pair> {
        self.with_vault(|vault| {
            let record = Record::from_json(vault.glance(id)?)?;
            let agreement = match &record.head().agreement {
                Some(agreement) => agreements.get(agreement, vault),
                None => None,
            };
            // Where it is only said what leaves, the bytes of the pictures are not asked for.
            let wanted = wish.map(|wish| wish.files(&record)).unwrap_or_default();
            let pictures = Pictures(vault.attached(&wanted)?);
            Ok(Pair {
                record,
                agreement,
                pictures,
            })
        })
    }

    /// Returns the actions that are asked for, by meeting; none where no table is made.
    fn all_actions(&self, order: &ManyOrder) -> Answer<BTreeMap<String, Vec<String>>> {
        let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
        if order.format != ManyFormat::Table {
            return Ok(found);
        }
        let mut after = None;
        loop {
            let filter = ActionFilter {
                open: order.open,
                limit: 1_000,
                after,
                ..ActionFilter::default()
            };
            let rows = self.actions(&filter)?;
            let Some(last) = rows.last() else { return Ok(found) };
            after = Some(last.cursor());
            for ActionRow { record, segment, .. } in rows {
                found.entry(record).or_default().push(segment);
            }
        }
    }
}

/// The agreement that was asked for last: many meetings in a row belong to one.
#[derive(Default)]
struct Agreements {
    last: Option<(String, Option<Record>)>,
}

impl Agreements {
    /// Returns an agreement. One that is not in this vault, or damaged, is not named on paper; the minutes print.
    fn get(&mut self, id: &str, vault: &Vault) -> Option<Record> {
        match &self.last {
            Some((known, agreement)) if known == id => agreement.clone(),
            _ => {
                let json = vault.glance(id).ok();
                let agreement = json.and_then(|json| Record::from_json(json).ok());
                self.last = Some((id.to_owned(), agreement.clone()));
                agreement
            }
        }
    }
}

/// Adds one list of what leaves to another: what is counted is added, what is said once is said once.
fn add_up(all: &mut Vec<Leaving>, one: Vec<maru_press::Leaving>) {
    for line in one.into_iter().map(Leaving::from) {
        // The titles stand in a list of their own.
        if matches!(line.label.as_str(), "meeting-title" | "title") {
            continue;
        }
        let same = all
            .iter_mut()
            .find(|known| known.label == line.label && (line.count.is_some() || known.words == line.words));
        match (same, line.count) {
            (Some(known), Some(count)) => known.count = Some(known.count.unwrap_or(0).saturating_add(count)),
            (Some(_), None) => {}
            (None, _) => all.push(line),
        }
    }
}

/// Returns how far a work is that began then.
pub(super) fn progress(done: usize, total: usize, name: String, begun: Instant) -> Sent {
    let spent = begun.elapsed().as_secs();
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let left = spent * (total - done) as u64 / done.max(1) as u64;
    Sent {
        done: number(done),
        total: number(total),
        name,
        // After the first few seconds nobody can tell yet.
        seconds_left: (spent >= 3 && done < total).then(|| u32::try_from(left).unwrap_or(u32::MAX)),
    }
}

/// What keeps the one order of many papers.
pub(crate) type Ordered = Option<(u32, Arc<Sending>)>;
