//! Records on their way out: one, or many on several cores, in order, with few of them in memory at a time.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

use maru_core::bilingual::Bilingual;
use maru_core::record::Record;
use maru_press::{Error, Leaving, Linked, Order, Pictures, file_name};

use crate::annex;
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
            Format::Markdown if self.order.is_whole() => {
                // The small renditions are made anew on the way in.
                let pictures = record.pictures().into_iter().map(|seen| seen.hash.to_owned());
                let attached = record.attached().into_iter().map(|(_, one)| one.hash.clone());
                pictures.chain(attached).collect()
            }
            Format::Markdown => Pictures::wanted(record, &self.order),
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
    body: Body,
    /// What goes into the folder beside it, by name. Without anything, there is no folder.
    pub beside: BTreeMap<String, Vec<u8>>,
    /// How many pages, where there are pages.
    pub pages: Option<u32>,
    /// Exactly what is in it (R2).
    pub leaving: Vec<Leaving>,
    /// What the law asks minutes to hold and these do not (R5): ids of labels.
    pub missing: Vec<String>,
}

/// A file as it is, or a text that leads to the folder beside it.
#[derive(Debug, Clone)]
enum Body {
    Bytes(Vec<u8>),
    Linked(Linked),
}

impl Made {
    /// Returns the file as it is under this name, after which the folder beside it is called.
    pub fn bytes(&self, name: &str) -> Cow<'_, [u8]> {
        match &self.body {
            Body::Bytes(bytes) => Cow::Borrowed(bytes),
            Body::Linked(text) => Cow::Owned(text.under(&annex::folder_of(name)).into_bytes()),
        }
    }
}

/// Makes the file of one record. What must not leave is refused here, whatever its form.
///
/// # Errors
/// As [`maru_press::pdf`].
pub fn make(pair: &Pair, wish: &Wish, stop: &AtomicBool) -> Result<Made, Error> {
    let (record, order) = (&pair.record, &wish.order);
    let name = file_name(record, order);
    let stem = name.strip_suffix(".pdf").unwrap_or(&name);
    let mut beside = BTreeMap::new();
    let (body, pages, missing, ending) = match wish.format {
        Format::Pdf => {
            let sheet =
                maru_press::typeset_with(record, pair.agreement.as_ref(), order, &pair.pictures, stop)?;
            let pdf = Body::Bytes(sheet.pdf_unless(stop)?);
            (pdf, Some(sheet.pages()), sheet.missing().to_vec(), "pdf")
        }
        Format::Json => {
            let text = maru_press::json_with(record, &pair.pictures.0)?;
            (Body::Bytes(text.into_bytes()), None, Vec::new(), "json")
        }
        Format::Markdown => {
            let wanted = wish.files(record);
            let names = annex::names(record, &pair.pictures, &wanted);
            let text = if order.is_whole() {
                markdown(record, &names)?
            } else {
                maru_press::markdown_with(record, order, &names)?
            };
            let file = |(hash, name)| Some((name, pair.pictures.0.get(&hash)?.clone()));
            beside.extend(names.into_iter().filter_map(file));
            (Body::Linked(text), None, Vec::new(), "md")
        }
    };
    Ok(Made {
        id: record.head().id.clone(),
        title: record.title(),
        name: format!("{stem}.{ending}"),
        body,
        beside,
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
