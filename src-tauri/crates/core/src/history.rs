//! Who changed what and when, and where two laptops wrote different values at one place.

use automerge::{ObjId, ObjType, Prop, ROOT, ReadDoc, Value as Stored};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use specta::Type;

use crate::bilingual::Side;
use crate::bridge::{MAX_DEPTH, read_value};
use crate::document::Document;
use crate::error::Error;

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
    /// The names of the edits, such as `write` or `insert`.
    pub what: Vec<String>,
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

pub(crate) fn instant(ms: i64) -> String {
    jiff::Timestamp::from_millisecond(ms)
        .map(|t| t.to_string())
        .unwrap_or_default()
}

impl Document {
    /// Returns every change, oldest first.
    pub fn history(&mut self) -> Vec<Change> {
        let metas: Vec<_> = self
            .doc
            .get_changes_meta(&[])
            .into_iter()
            .map(|m| {
                (
                    m.hash,
                    m.timestamp,
                    m.message.as_ref().map(ToString::to_string),
                    m.actor.into_owned(),
                )
            })
            .collect();
        let mut history: Vec<Change> = Vec::with_capacity(metas.len());
        for (hash, time, message, actor) in metas {
            let (side, device) = self.author(&actor);
            let what = message
                .unwrap_or_default()
                .split(',')
                .map(str::to_owned)
                .collect();
            history.push(Change {
                hash: hash.to_string(),
                time: instant(time),
                device,
                side,
                what,
            });
        }
        history
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
        let mut found = Vec::new();
        self.gather(&ROOT, &mut Vec::new(), &mut found)?;
        Ok(found)
    }

    fn gather(
        &mut self,
        map: &ObjId,
        path: &mut Vec<String>,
        found: &mut Vec<Conflict>,
    ) -> Result<(), Error> {
        if path.len() > MAX_DEPTH {
            return Err(Error::Depth);
        }
        let keys: Vec<String> = self.doc.keys(map).collect();
        for key in keys {
            let all: Vec<(Stored<'static>, ObjId)> = self
                .doc
                .get_all(map, Prop::Map(key.clone()))
                .map_err(|e| Error::Damaged(e.to_string()))?
                .into_iter()
                .map(|(value, id)| (value.into_owned(), id))
                .collect();
            path.push(key);
            if all.len() > 1 && !is_kept_by_maru(path) {
                self.compare(&all, path, found)?;
            }
            if let Some((Stored::Object(ObjType::Map), id)) = all.last() {
                self.gather(id, path, found)?;
            }
            path.pop();
        }
        Ok(())
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
