//! Records of a vault: adding, reading, editing, and letting go.

use std::collections::BTreeMap;

use maru_core::bilingual::Lang;
use maru_core::carried;
use maru_core::compare::Difference;
use maru_core::document::{Document, Edited, Heads, Stamp};
use maru_core::edit::Edit;
use maru_core::history::{Change, Conflict};
use maru_core::numbers::clashes;
use maru_core::review::Review;
use maru_core::state::{TextState, state};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use specta::Type;

use crate::ahead::side_by_side;
use crate::attachment;
use crate::chunk::{self, guarded};
use crate::clock;
use crate::error::Error;
use crate::index::Index;
use crate::open::OpenRecord;
use crate::projection::{self, Projection};
use crate::tend::Heap;
use crate::vault::Vault;

/// After this many chunks a document is written whole, so that loading stays quick.
const MANY_CHUNKS: i64 = 500;
/// How many documents stay in memory.
const MANY_OPEN: usize = 32;

/// A record as a reader sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct Opened {
    /// The id.
    pub id: String,
    /// The heads, on which the next edit is based.
    pub heads: Heads,
    /// The record.
    pub record: Value,
    /// The state of every text, by segment.
    pub states: BTreeMap<String, States>,
    /// Where two laptops wrote different values.
    pub conflicts: Vec<Conflict>,
    /// Numbers that two laptops gave at once, each with the segments that carry it.
    pub clashes: Vec<(String, Vec<String>)>,
}

/// The state of a segment's texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct States {
    /// Of the English text.
    pub en: TextState,
    /// Of the Korean text.
    pub ko: TextState,
}

impl Vault {
    /// Adds a record and returns its id. An id and a time of birth are given where the record says none.
    ///
    /// # Errors
    /// `Refused` if it is no record; `RecordExists`.
    pub fn add(&mut self, record: Value) -> Result<String, Error> {
        let ids = self.import(vec![record])?;
        ids.into_iter().next().ok_or_else(|| Error::BadId(String::new()))
    }

    /// Adds records, all or none, and returns their ids. The bytes of attachments that travelled beside a record are
    /// kept with it; whether its pictures are pictures has been asked before.
    ///
    /// # Errors
    /// As [`Vault::add`].
    pub fn import(&mut self, records: Vec<Value>) -> Result<Vec<String>, Error> {
        self.import_each(records.into_iter().map(|mut record| {
            let files = carried::unpack(&mut record)?;
            Ok::<_, Error>((record, files))
        }))
    }

    /// Adds records as they come, each with the bytes of its attachments by hash: all or none, and no more than a few of
    /// them in memory at a time. Returns their ids.
    ///
    /// # Errors
    /// As [`Vault::add`], and the first error that comes in the place of a record.
    pub fn import_each<E: From<Error>>(
        &mut self,
        records: impl IntoIterator<Item = Result<(Value, BTreeMap<String, Vec<u8>>), E>>,
    ) -> Result<Vec<String>, E> {
        let _heap = Heap::of(&self.db)?;
        let transaction = self.db.unchecked_transaction().map_err(Error::from)?;
        let stamp = self.stamp();
        let changed = clock::sortable(stamp.time);
        let mut index = Index::of(&transaction)?;
        index.stay_apart()?;
        let mut ids = Vec::new();
        let (mut records, mut broken) = (records.into_iter(), None);
        // The records before one that does not come are looked at first: the first fault is the one to report.
        let next = || match records.next()?.and_then(|(mut record, files)| {
            attachment::receive(&transaction, files)?;
            // Here, where they come one after the other: by their ids they stay in this order.
            let id = name(&mut record, &changed)?;
            Ok((id, record))
        }) {
            Ok(named) => Some(named),
            Err(error) => {
                broken = Some(error);
                None
            }
        };
        let make = |(id, record): (String, Value)| Arrival::of(id, &record, &stamp);
        side_by_side(next, make, |made| {
            ids.push(made?.put(&mut index, &changed)?);
            Ok::<_, Error>(())
        })?;
        if let Some(error) = broken {
            return Err(error);
        }
        index.finish()?;
        transaction.commit().map_err(Error::from)?;
        Ok(ids)
    }

    /// Reads a record and keeps it in memory for the edits to come.
    ///
    /// # Errors
    /// `NoRecord`, or `RecordDamaged` if its bytes do not lead to its heads.
    pub fn read(&mut self, id: &str) -> Result<Opened, Error> {
        let open = self.record(id)?;
        let document = &mut open.at.document;
        let (heads, conflicts) = guarded(id, || Ok((document.heads(), document.conflicts()?)))?;
        let record = document.record()?;
        let states = record.segments().map(|(segment, s)| {
            (
                segment.to_owned(),
                States {
                    en: state(s, Lang::En),
                    ko: state(s, Lang::Ko),
                },
            )
        });
        Ok(Opened {
            id: id.to_owned(),
            heads,
            states: states.collect(),
            clashes: clashes(&record),
            record: document.json().clone(),
            conflicts,
        })
    }

    /// Returns the JSON of a record that is only looked at: it takes no place in memory, and nothing is written.
    ///
    /// # Errors
    /// As [`Vault::read`].
    pub fn glance(&self, id: &str) -> Result<Value, Error> {
        match self.open.get(id) {
            Some(open) => Ok(open.at.document.json().clone()),
            None => Ok(chunk::load(&self.db, id)?.document.json().clone()),
        }
    }

    /// Applies edits to a record as it was at `base`, and returns its new heads. When it returns, they are on disk.
    ///
    /// # Errors
    /// `Refused` if an edit cannot be; `Full` or `ReadOnly`. Then nothing changed, and the same edits may come again.
    pub fn edit(&mut self, id: &str, base: &Heads, edits: &[Edit]) -> Result<Heads, Error> {
        let stamp = self.stamp();
        let open = self.record(id)?;
        let projection = open.projected(id)?;
        let edited = guarded(id, || open.at.document.edit(base, edits, &stamp));
        let written = edited.and_then(|edited| self.write(id, &edited, projection, stamp.time));
        if matches!(&written, Err(e) if !matches!(e, Error::Refused(_))) {
            // The document in memory is ahead of the disk, or unsound; the next call reads it again.
            self.open.remove(id);
        }
        written
    }

    fn write(
        &mut self,
        id: &str,
        edited: &Edited,
        mut projection: Projection,
        time: i64,
    ) -> Result<Heads, Error> {
        let Vault { db, open, .. } = self;
        let open = open.get_mut(id).ok_or_else(|| Error::NoRecord(id.to_owned()))?;
        let heads = guarded(id, || Ok(open.at.document.heads()))?;
        if !edited.chunk.is_empty() {
            open.append(db, (edited, &mut projection), &heads, time)?;
            if open.at.chunks >= MANY_CHUNKS {
                // The edit is safe already; where there is no room now, the next edit tries again.
                let _ = open.compact(db, id);
            }
        }
        open.projection = Some(projection);
        Ok(heads)
    }

    /// Lets a record go: writes it whole, and forgets it.
    ///
    /// # Errors
    /// `RecordDamaged` if the whole document could not be read back; its chunks stay then.
    pub fn release(&mut self, id: &str) -> Result<(), Error> {
        let Some(mut open) = self.open.remove(id) else {
            return Ok(());
        };
        open.write_whole(&self.db, id)
    }

    /// Puts a record by that a person leaves: writes it whole, and keeps it at hand among those that were used last. People
    /// go from one record to another and back.
    ///
    /// # Errors
    /// As [`Vault::release`]; the record is forgotten then.
    pub fn put_by(&mut self, id: &str) -> Result<(), Error> {
        let Some(open) = self.open.get_mut(id) else {
            return Ok(());
        };
        let whole = open.write_whole(&self.db, id);
        if whole.is_err() {
            self.open.remove(id);
        }
        whole
    }

    /// Returns every change of a record, oldest first.
    ///
    /// # Errors
    /// As [`Vault::read`].
    pub fn history(&mut self, id: &str) -> Result<Vec<Change>, Error> {
        let open = self.record(id)?;
        guarded(id, || Ok(open.at.document.history()))
    }

    /// Brings a record, or one segment of it, back to a moment as a new change, and returns its new heads.
    ///
    /// # Errors
    /// `Refused` if the moment is none of this record, or the segment was not there then; else as [`Vault::edit`].
    pub fn go_back(&mut self, id: &str, moment: &Heads, segment: Option<&str>) -> Result<Heads, Error> {
        let document = &mut self.record(id)?.at.document;
        let (heads, edits) = guarded(id, || Ok((document.heads(), document.way_back(moment, segment)?)))?;
        self.edit(id, &heads, &edits)
    }

    /// Returns the record's JSON as it was at some heads.
    ///
    /// # Errors
    /// `Refused` if they are not heads of this record.
    pub fn read_at(&mut self, id: &str, heads: &Heads) -> Result<Value, Error> {
        let open = self.record(id)?;
        guarded(id, || open.at.document.json_at(heads))
    }

    /// Returns how far a record is: what is missing, and of a practice who agreed to which text.
    ///
    /// # Errors
    /// `NoRecord`, or `RecordDamaged`.
    pub fn review(&mut self, id: &str) -> Result<Review, Error> {
        let open = self.record(id)?;
        guarded(id, || open.at.document.review())
    }

    /// Returns what differs between two moments of a record; without a second one, between the first and now.
    ///
    /// # Errors
    /// `Refused` if they are not heads of this record.
    pub fn compare(
        &mut self,
        id: &str,
        before: &Heads,
        after: Option<&Heads>,
    ) -> Result<Vec<Difference>, Error> {
        let open = self.record(id)?;
        guarded(id, || open.at.document.differences(before, after))
    }

    /// Returns a record in memory, read from disk if it was not there.
    fn record(&mut self, id: &str) -> Result<&mut OpenRecord, Error> {
        let used = self.open.values().map(|open| open.used).max().unwrap_or(0) + 1;
        if !self.open.contains_key(id) {
            if self.open.len() >= MANY_OPEN {
                let oldest = self
                    .open
                    .iter()
                    .min_by_key(|(_, open)| open.used)
                    .map(|(id, _)| id.clone());
                oldest.map_or(Ok(()), |oldest| self.release(&oldest))?;
            }
            let open = OpenRecord::of(chunk::load(&self.db, id)?);
            self.open.insert(id.to_owned(), open);
        }
        let open = self
            .open
            .get_mut(id)
            .ok_or_else(|| Error::NoRecord(id.to_owned()))?;
        open.used = used;
        Ok(open)
    }
}

/// A record that comes in, made and not yet written.
struct Arrival {
    id: String,
    document: chunk::Written,
    lines: Vec<projection::Line>,
    bodies: Vec<String>,
}

impl Arrival {
    fn of(id: String, record: &Value, stamp: &Stamp) -> Result<Arrival, Error> {
        let actor = clock::random()?;
        let mut document = guarded(&id, || Document::create(record, actor, stamp))?;
        let lines = projection::rows(&id, &mut document, stamp.time)?;
        let document = chunk::Written::of(&id, &mut document)?;
        let bodies = projection::bodies(&lines);
        Ok(Arrival {
            id,
            document,
            lines,
            bodies,
        })
    }

    /// Writes it with its rows, and returns its id.
    fn put(self, index: &mut Index<'_>, changed: &str) -> Result<String, Error> {
        let no = chunk::insert(index.db(), &self.id, &self.document, changed)?;
        projection::put_new(index, no, &self.lines, self.bodies)?;
        Ok(self.id)
    }
}

/// Gives a new record an id and a time of birth where it says none, and returns the id.
fn name(record: &mut Value, now: &str) -> Result<String, Error> {
    let said = |record: &Value, key: &str| {
        record
            .get(key)
            .and_then(Value::as_str)
            .filter(|text| !text.is_empty())
            .map(str::to_owned)
    };
    if let Value::Object(fields) = record {
        let fresh =
            |value: Option<&Value>| matches!(value, None | Some(Value::Null)) || value == Some(&"".into());
        if fresh(fields.get("id")) {
            fields.insert("id".to_owned(), clock::id()?.into());
        }
        if fresh(fields.get("created")) {
            fields.insert("created".to_owned(), now.into());
        }
    }
    let id = said(record, "id").unwrap_or_default();
    let known = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if record.is_object() && (id.is_empty() || id.len() > 64 || !id.chars().all(known)) {
        return Err(Error::BadId(id));
    }
    Ok(id)
}

#[cfg(test)]
#[path = "record_tests.rs"]
mod tests;
