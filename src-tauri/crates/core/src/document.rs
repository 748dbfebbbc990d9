//! A document: one record with its whole history, ready to be merged with another laptop's copy.

use std::borrow::Cow;
use std::collections::BTreeSet;

use automerge::transaction::CommitOptions;
use automerge::{ActorId, AutoCommit, ChangeHash};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use specta::Type;

use crate::apply::Batch;
use crate::bilingual::Side;
use crate::birth::complete_segments;
use crate::bridge::{fill_root, kept, read, read_path, write_path};
use crate::edit::Edit;
use crate::entry;
use crate::error::Error;
use crate::ground::Ground;
use crate::history::hashes_in;
use crate::numbering::Numbering;
use crate::order::Order;
use crate::reading::Reading;
use crate::record::Record;

/// The newest changes of a document: hashes in hex, sorted. Two copies with the same heads say the same.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(transparent)]
pub struct Heads(pub Vec<String>);

impl Heads {
    pub(crate) fn of(hashes: &[ChangeHash]) -> Heads {
        let mut heads: Vec<String> = hashes.iter().map(ToString::to_string).collect();
        heads.sort();
        Heads(heads)
    }

    pub(crate) fn hashes(&self) -> Result<Vec<ChangeHash>, Error> {
        self.0
            .iter()
            .map(|hex| hex.parse().map_err(|_| Error::Heads))
            .collect()
    }
}

/// The laptop that a change was made on, and its side. Never a person's secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Author {
    /// The name of the laptop.
    pub device: String,
    /// Its side.
    pub side: Side,
}

/// Who makes a change, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// Who.
    pub author: Author,
    /// When, in milliseconds since 1970.
    pub time: i64,
}

/// What a batch of edits did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Edited {
    /// The bytes to append to the document's chunks; empty if nothing changed.
    pub chunk: Vec<u8>,
    /// The segments that changed, by id.
    pub segments: BTreeSet<String>,
    /// The other top-level fields that changed.
    pub fields: BTreeSet<String>,
    /// The hashes of attachments that were named.
    pub hashes: BTreeSet<String>,
}

/// The segments and fields that were written, and places to write after the merge.
type Written = (BTreeSet<String>, BTreeSet<String>, Vec<(String, String)>);

/// One record with its whole history.
#[derive(Debug, Clone)]
pub struct Document {
    pub(crate) doc: AutoCommit,
    pub(crate) json: Value,
    order: Order,
    numbers: Numbering,
    pub(crate) ground: Ground,
    /// The places at which more than one value stood when the document was read: an edit at the newest heads settles
    /// some and makes none. None after a merge.
    pub(crate) contested: Option<Vec<Vec<String>>>,
}

impl Document {
    /// Makes a new document from a record's JSON. Places and numbers that are missing are given.
    ///
    /// # Errors
    /// `Shape`, `Depth` or `Size` if the JSON is no record.
    pub fn create(record: &Value, actor: [u8; 16], stamp: &Stamp) -> Result<Document, Error> {
        let Value::Object(mut record) = entry::json(record)? else {
            return Err(Error::Shape("not an object".to_owned()));
        };
        complete_segments(&mut record);
        // Read and written by the types once, so that every map that both sides may fill is there from birth.
        let mut typed = Record::from_json(Value::Object(record))?;
        if let Record::Agreement(agreement) = &mut typed {
            agreement.give_dates();
        }
        let Value::Object(full) = typed.to_json() else {
            return Err(Error::Shape("not an object".to_owned()));
        };
        let mut doc = AutoCommit::new().with_actor(ActorId::from(actor));
        sign(&mut doc, stamp);
        fill_root(&mut doc, &full)?;
        let options = CommitOptions::default()
            .with_time(stamp.time)
            .with_message("create");
        doc.commit_with(options);
        let json = kept(Value::Object(full));
        Ok(Document {
            order: Order::of(&json),
            numbers: Numbering::born(&json),
            ground: Ground::born(&json),
            contested: Some(Vec::new()),
            doc,
            json,
        })
    }

    /// Loads a document from its snapshot and the chunks written since, and compares what comes out with the heads
    /// that were stored: Automerge takes a cut chunk without a word.
    ///
    /// # Errors
    /// `Damaged` if the bytes are no document or do not lead to these heads.
    pub fn load(
        snapshot: &[u8],
        chunks: &[Vec<u8>],
        heads: &Heads,
        actor: [u8; 16],
    ) -> Result<Document, Error> {
        if snapshot.is_empty() {
            return Err(Error::Damaged("an empty snapshot".to_owned()));
        }
        let bytes = [snapshot, &chunks.concat()].concat();
        let mut doc = AutoCommit::load(&bytes).map_err(|e| Error::Damaged(e.to_string()))?;
        if Heads::of(&doc.get_heads()) != *heads {
            return Err(Error::Damaged("the heads are not the stored ones".to_owned()));
        }
        doc.set_actor(ActorId::from(actor));
        let Reading { json, contested } = Reading::of(&doc)?;
        Ok(Document {
            order: Order::of(&json),
            numbers: Numbering::of(&doc, &json, &contested)?,
            ground: Ground::of(&doc, &json)?,
            contested: Some(contested),
            doc,
            json,
        })
    }

    /// Returns the newest heads.
    pub fn heads(&mut self) -> Heads {
        Heads::of(&self.doc.get_heads())
    }

    /// Returns the record's JSON at the newest heads.
    pub fn json(&self) -> &Value {
        &self.json
    }

    /// Returns the record's JSON as it was at some heads.
    ///
    /// # Errors
    /// `Heads` if they are not part of the document.
    pub fn json_at(&mut self, heads: &Heads) -> Result<Value, Error> {
        let hashes = self.known(heads)?;
        self.doc.isolate(&hashes);
        let value = read(&self.doc);
        self.doc.integrate();
        value
    }

    /// Returns the record.
    ///
    /// # Errors
    /// `Shape` if the document holds something else.
    pub fn record(&self) -> Result<Record, Error> {
        Record::read(&self.json)
    }

    /// Applies edits that a person made to the record as it was at `base`, and merges them with what happened since.
    /// All or nothing.
    ///
    /// # Errors
    /// `Heads` if `base` is not part of the document; `Misfit` or `Fixed` if an edit cannot be.
    pub fn edit(&mut self, base: &Heads, edits: &[Edit], stamp: &Stamp) -> Result<Edited, Error> {
        let hashes = self.known(base)?;
        let before = self.doc.get_heads();
        if self.ground.is_whole() {
            return self.edit_since(&before, &hashes, edits, stamp);
        }
        // Laid on a copy: an edit that cannot be, or that writes nothing, leaves nothing behind.
        let mut copy = self.clone();
        copy.lay_ground()?;
        let laid = copy.doc.get_heads();
        let edited = copy.edit_since(&before, &hashes, edits, stamp)?;
        if copy.doc.get_heads() == laid {
            return Ok(Edited::default());
        }
        *self = copy;
        Ok(edited)
    }

    /// Applies edits made at `hashes` to a document whose ground is whole; `before` is what is on disk.
    fn edit_since(
        &mut self,
        before: &[ChangeHash],
        hashes: &[ChangeHash],
        edits: &[Edit],
        stamp: &Stamp,
    ) -> Result<Edited, Error> {
        let base = Heads::of(hashes);
        let stale = Heads::of(before) != base;
        sign(&mut self.doc, stamp);
        if stale {
            let base = self.on_ground(hashes);
            self.doc.isolate(&base);
        }
        let outcome = self.write(&base, edits, stamp);
        if outcome.is_err() {
            self.doc.rollback();
        } else {
            let mut names: Vec<&str> = edits.iter().map(Edit::name).collect();
            names.dedup();
            names.truncate(12);
            self.commit(&names.join(","), stamp);
        }
        if stale {
            self.doc.integrate();
            self.contested = None;
        }
        let (mut segments, fields, later) = outcome?;
        for (id, pos) in later {
            write_path(
                &mut self.doc,
                &["segments".to_owned(), id.clone(), "pos".to_owned()],
                &pos.into(),
            )?;
            segments.insert(id);
        }
        self.commit("move", stamp);
        // Once for the bytes and for the hashes: Automerge looks through all of a document for what is new in it.
        let changes = self.doc.get_changes(before);
        let chunk: Vec<u8> = changes
            .iter()
            .flat_map(|change| change.raw_bytes())
            .copied()
            .collect();
        let hashes = hashes_in(&changes);
        self.refresh(&segments, &fields)?;
        Ok(if chunk.is_empty() {
            Edited::default()
        } else {
            Edited {
                chunk,
                segments,
                fields,
                hashes,
            }
        })
    }

    /// Ends a change; without writes there is none.
    fn commit(&mut self, message: &str, stamp: &Stamp) {
        let options = CommitOptions::default()
            .with_time(stamp.time)
            .with_message(message);
        self.doc.commit_with(options);
    }

    fn write(&mut self, base: &Heads, edits: &[Edit], stamp: &Stamp) -> Result<Written, Error> {
        let mut batch = Batch {
            doc: &mut self.doc,
            base,
            stamp,
            newest: &self.json,
            order: Cow::Borrowed(&self.order),
            numbers: self.numbers.clone(),
            segments: BTreeSet::new(),
            fields: BTreeSet::new(),
            later: Vec::new(),
        };
        batch.apply(edits)?;
        batch.check_shape()?;
        let Batch {
            order,
            numbers,
            segments,
            fields,
            later,
            ..
        } = batch;
        if let Cow::Owned(order) = order {
            self.order = order;
        }
        self.numbers = numbers;
        Ok((segments, fields, later))
    }

    /// Reads again what changed.
    fn refresh(&mut self, segments: &BTreeSet<String>, fields: &BTreeSet<String>) -> Result<(), Error> {
        for id in segments {
            let path = ["segments".to_owned(), id.clone()];
            if let Some(value) = read_path(&self.doc, &path)? {
                self.order
                    .put(id, value.get("pos").and_then(Value::as_str).unwrap_or_default());
                if let Some(Value::Object(segments)) = self.json.get_mut("segments") {
                    segments.insert(id.clone(), value);
                }
            }
        }
        for field in fields {
            match read_path(&self.doc, std::slice::from_ref(field))? {
                Some(value) => self.json[field] = value,
                None => drop(self.json.as_object_mut().map(|map| map.remove(field))),
            }
        }
        Ok(())
    }

    /// Brings in everything that another copy has, and returns the bytes to append; empty if there was nothing new.
    ///
    /// # Errors
    /// `Damaged` if the copies cannot be one record.
    pub fn merge(&mut self, other: &mut Document) -> Result<Vec<u8>, Error> {
        if self.json.get("id") != other.json.get("id") {
            return Err(Error::Misfit("two different records".to_owned()));
        }
        let before = self.doc.get_heads();
        self.doc
            .merge(&mut other.doc)
            .map_err(|e| Error::Damaged(e.to_string()))?;
        let Reading { json, contested } = Reading::of(&self.doc)?;
        self.numbers = Numbering::of(&self.doc, &json, &contested)?;
        self.contested = Some(contested);
        self.json = json;
        self.order = Order::of(&self.json);
        self.ground = Ground::of(&self.doc, &self.json)?;
        Ok(self.doc.save_after(&before))
    }

    /// Returns the whole document, compact.
    pub fn save(&mut self) -> Vec<u8> {
        self.doc.save()
    }

    /// Returns how many changes the document holds.
    pub fn changes_count(&mut self) -> usize {
        self.doc.get_changes_meta(&[]).len()
    }

    /// Returns the segment before another in reading order, deleted ones included.
    pub fn segment_before(&self, id: &str) -> Option<&str> {
        self.order.before(id)
    }

    fn known(&mut self, heads: &Heads) -> Result<Vec<ChangeHash>, Error> {
        let hashes = heads.hashes()?;
        // An unknown head would read as an empty document, without an error.
        if hashes.is_empty()
            || hashes
                .iter()
                .any(|h| self.doc.get_change_meta_by_hash(h).is_none())
        {
            return Err(Error::Heads);
        }
        Ok(hashes)
    }
}

/// Notes who writes. Only the first change of an actor carries the author.
fn sign(doc: &mut AutoCommit, stamp: &Stamp) {
    let name = json!([stamp.author.side, stamp.author.device]).to_string();
    let author = automerge::Author::from(name.into_bytes());
    if doc.get_author() != Some(&author) {
        doc.set_author(Some(author));
    }
}

#[cfg(test)]
mod tests;
