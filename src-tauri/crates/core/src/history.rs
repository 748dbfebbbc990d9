//! Who changed what and when, and where two laptops wrote different values at one place.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap};

use automerge::{ChangeHash, ObjId, ReadDoc, ScalarValue, Value as Stored};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use specta::Type;

use crate::attachment::is_hash;
use crate::bilingual::Side;
use crate::bridge::{all_at, is_text, read_value};
use crate::document::{Document, Heads};
use crate::error::Error;
use crate::reading::Reading;
use crate::touched::{Places, Touched};

/// One change of a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Change {
    /// The hash of the change; heads are made of such hashes.
    pub hash: String,
    /// When, an instant (RFC 3339).
    pub time: String,
    /// On which laptop.
    pub device: String,
    /// Of which side.
    pub side: Side,
    /// The names of the edits, such as `write` or `insert`; `attach` and `detach` where files came or went.
    pub what: Vec<String>,
    /// The segments that it touched, by id; none for the birth of the record, which touched them all.
    pub segments: BTreeSet<String>,
    /// The other fields of the record that it touched.
    pub fields: BTreeSet<String>,
    /// The files that it attached, by name.
    pub attached: Vec<String>,
    /// The files that it took off, by name.
    pub detached: Vec<String>,
    /// The moment right after it: everything up to here, also what another laptop wrote before.
    pub heads: Heads,
}

/// A place where two laptops wrote different values. Both are kept until a person chooses (R10).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct Conflict {
    /// The keys from the root.
    pub path: Vec<String>,
    /// The values; the last one is what the record shows meanwhile.
    pub values: Vec<Competing>,
}

/// One of several values of a place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct Competing {
    /// The value.
    pub value: Value,
    /// On which laptop it was written.
    pub device: String,
    /// Of which side.
    pub side: Side,
    /// When, an instant (RFC 3339).
    pub time: String,
}

/// Returns whether a place is Maru's own bookkeeping about a segment: nobody wrote it in words, so nobody can choose.
/// What a translation was made from is compared with the texts anyway, and of two moves one place is as good.
fn is_kept_by_maru(path: &[String]) -> bool {
    match path {
        [first, _, field, ..] => {
            first == "segments" && matches!(field.as_str(), "pos" | "origin" | "translation")
        }
        _ => false,
    }
}

/// Returns the places of changes in the order of their times, each after all that it was made on.
fn in_order(changes: &[automerge::Change]) -> Vec<usize> {
    let known: HashMap<ChangeHash, usize> =
        changes.iter().enumerate().map(|(at, c)| (c.hash(), at)).collect();
    let mut missing: Vec<usize> = Vec::with_capacity(changes.len());
    let mut followers: Vec<Vec<usize>> = vec![Vec::new(); changes.len()];
    let mut ready = BinaryHeap::new();
    for (at, change) in changes.iter().enumerate() {
        let before: Vec<usize> = change
            .deps()
            .iter()
            .filter_map(|hash| known.get(hash).copied())
            .collect();
        for one in &before {
            followers[*one].push(at);
        }
        if before.is_empty() {
            ready.push(Reverse((change.timestamp(), change.hash(), at)));
        }
        missing.push(before.len());
    }
    let mut order = Vec::with_capacity(changes.len());
    while let Some(Reverse((_, _, at))) = ready.pop() {
        order.push(at);
        for next in &followers[at] {
            missing[*next] -= 1;
            if missing[*next] == 0 {
                ready.push(Reverse((
                    changes[*next].timestamp(),
                    changes[*next].hash(),
                    *next,
                )));
            }
        }
    }
    order
}

/// Gathers every hash that a JSON names, outside of texts.
fn named(value: &Value, hashes: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            let plain = fields
                .iter()
                .filter(|(key, value)| !(is_text(key) && value.is_string()));
            plain.for_each(|(_, value)| named(value, hashes));
        }
        Value::Array(list) => list.iter().for_each(|value| named(value, hashes)),
        Value::String(text) if is_hash(text) => {
            hashes.insert(text.clone());
        }
        _ => {}
    }
}

/// Returns the hashes of attachments that changes write.
pub(crate) fn hashes_in(changes: &[automerge::Change]) -> BTreeSet<String> {
    let mut hashes = BTreeSet::new();
    for operation in changes.iter().flat_map(|change| change.decode().operations) {
        if let Some(ScalarValue::Str(text)) = operation.primitive_value()
            && is_hash(&text)
        {
            hashes.insert(text.to_string());
        }
    }
    hashes
}

/// Returns what was done, in the words of a person: files came or went, though by its edits a field was set. Where
/// something else was done as well, that is told too.
fn told(mut what: Vec<String>, touched: &Touched, attached: &[String], detached: &[String]) -> Vec<String> {
    let files = [("attach", attached), ("detach", detached)];
    let came_or_went = files.iter().filter(|(_, names)| !names.is_empty());
    let words: Vec<String> = came_or_went.map(|(word, _)| (*word).to_owned()).collect();
    if !words.is_empty() && touched.fields.len() == 1 && touched.segments.is_empty() {
        what.retain(|word| word != "set" && word != "clear");
    }
    what.extend(words);
    what
}

pub(crate) fn instant(ms: i64) -> String {
    jiff::Timestamp::from_millisecond(ms)
        .map(|t| t.to_string())
        .unwrap_or_default()
}

impl Document {
    /// Returns every change, oldest first: by the clocks of the laptops, but never before a change that it was made on.
    pub fn history(&mut self) -> Vec<Change> {
        let places = Places::of(&self.doc);
        let changes = self.doc.get_changes(&[]);
        let mut names = self.attachment_names();
        let mut moment: BTreeSet<ChangeHash> = BTreeSet::new();
        let mut history: Vec<Change> = Vec::with_capacity(changes.len());
        for at in in_order(&changes) {
            let change = &changes[at];
            if self.ground.is_layer(change) {
                continue;
            }
            let (side, device) = self.author(change.actor_id());
            let what: Vec<String> = change
                .message()
                .unwrap_or_default()
                .split(',')
                .map(str::to_owned)
                .collect();
            let touched = if change.deps().is_empty() {
                Touched::default()
            } else {
                places.touched(&change.decode())
            };
            names.extend(touched.names.clone());
            let called = |there: bool| {
                let ids = touched.attached.iter().filter(move |(_, now)| **now == there);
                ids.filter_map(|(id, _)| names.get(id).cloned())
                    .collect::<Vec<_>>()
            };
            let (attached, detached) = (called(true), called(false));
            let what = told(what, &touched, &attached, &detached);
            for before in change.deps() {
                moment.remove(before);
            }
            moment.insert(change.hash());
            history.push(Change {
                hash: change.hash().to_string(),
                time: instant(change.timestamp()),
                device,
                side,
                what,
                segments: touched.segments,
                fields: touched.fields,
                attached,
                detached,
                heads: Heads::of(&moment.iter().copied().collect::<Vec<_>>()),
            });
        }
        history
    }

    /// Returns what the attachments are called that the record holds, also those that were taken off, by id.
    fn attachment_names(&mut self) -> BTreeMap<String, String> {
        let all = self.json().get("attachments").and_then(Value::as_object);
        let named = all
            .into_iter()
            .flatten()
            .filter_map(|(id, attachment)| Some((id.clone(), attachment.get("name")?.as_str()?.to_owned())));
        named.filter(|(_, name)| !name.is_empty()).collect()
    }

    /// Returns when a record that lies in the bin was put there, an instant.
    pub fn binned_since(&mut self) -> Option<String> {
        if self.json().get("binned") != Some(&Value::Bool(true)) {
            return None;
        }
        let history = self.history();
        let put = history.iter().rfind(|change| change.fields.contains("binned"));
        // A record may have been born there: its birth names no fields.
        put.or(history.first()).map(|change| change.time.clone())
    }

    /// Returns the hashes of all attachments that the record names or ever named: whoever goes back to an earlier moment
    /// finds their bytes.
    pub fn every_hash(&mut self) -> BTreeSet<String> {
        // A record that nobody changed says all that it ever said; taking its one change apart takes much longer.
        if self.changes_count() == 1 {
            let mut hashes = BTreeSet::new();
            named(self.json(), &mut hashes);
            return hashes;
        }
        hashes_in(&self.doc.get_changes(&[]))
    }

    /// Returns when the newest change was made, in milliseconds since 1970: by the clocks of the laptops, and 0 where none
    /// of them said.
    pub fn newest(&mut self) -> i64 {
        let changes = self.doc.get_changes_meta(&[]);
        let times = changes.iter().map(|change| change.timestamp);
        times
            .filter(|time| jiff::Timestamp::from_millisecond(*time).is_ok())
            .max()
            .unwrap_or(0)
    }

    fn author(&self, actor: &automerge::ActorId) -> (Side, String) {
        let author = self.doc.get_author_for_actor(actor);
        let pair: Option<(String, String)> =
            author.and_then(|author| serde_json::from_slice(author.as_bytes()).ok());
        let (side, device) = pair.unwrap_or_default();
        (Side(side), device)
    }

    /// Returns every place where two laptops wrote different values.
    ///
    /// # Errors
    /// `Depth` if the document is nested deeper than any record.
    pub fn conflicts(&mut self) -> Result<Vec<Conflict>, Error> {
        let contested = match self.contested.take() {
            Some(known) => known,
            None => Reading::of(&self.doc)?.contested,
        };
        let mut found = Vec::new();
        for path in contested.iter().filter(|path| !is_kept_by_maru(path)) {
            let all = all_at(&self.doc, path)?;
            if all.len() > 1 {
                self.compare(&all, path, &mut found)?;
            }
        }
        self.contested = Some(contested);
        Ok(found)
    }

    fn compare(
        &mut self,
        all: &[(Stored<'static>, ObjId)],
        path: &[String],
        found: &mut Vec<Conflict>,
    ) -> Result<(), Error> {
        let mut values: Vec<Competing> = Vec::new();
        for (stored, id) in all {
            let value = read_value(&self.doc, stored.clone(), id, path.len())?;
            let hash = self.doc.hash_for_opid(id);
            let change = hash.and_then(|hash| self.doc.get_change_by_hash(&hash));
            let (side, device) = change
                .as_ref()
                .map(|c| self.author(c.actor_id()))
                .unwrap_or_default();
            let time = change.map(|c| instant(c.timestamp())).unwrap_or_default();
            // Two laptops that wrote the same agree already.
            values.retain(|known| known.value != value);
            values.push(Competing {
                value,
                device,
                side,
                time,
            });
        }
        if values.len() > 1 {
            found.push(Conflict {
                path: path.to_vec(),
                values,
            });
        }
        Ok(())
    }
}
