//! A whole document read from its beginning to its end, once: looking each value up takes several times as long.

use std::collections::HashMap;
use std::sync::Arc;

use automerge::iter::{DocItem, DocObjItem};
use automerge::{AutoCommit, ObjId, ObjType, ROOT, ReadDoc, ScalarValueRef, ValueRef};
use serde_json::{Map, Value};

use crate::bridge::MAX_DEPTH;
use crate::error::Error;

/// What a document says.
pub(crate) struct Reading {
    /// The record's JSON.
    pub(crate) json: Value,
    /// The places of maps where more than one value stands, by their keys from the root, in order.
    pub(crate) contested: Vec<Vec<String>>,
}

/// A map, a list or a text, and where it stands.
struct Object {
    value: Value,
    parent: usize,
    slot: Slot,
    depth: usize,
}

/// A place in an object.
enum Slot {
    Key(String),
    At(usize),
}

impl Reading {
    /// Reads the document as it is seen now (at the isolated heads, if it is isolated).
    ///
    /// # Errors
    /// `Depth` if it is nested deeper than any record.
    pub(crate) fn of(doc: &AutoCommit) -> Result<Reading, Error> {
        let mut pass = Pass::default();
        // The entries of one object come one after the other, and no object comes before the one it stands in.
        let mut last: Option<(Arc<ObjId>, usize)> = None;
        for DocObjItem { obj, item } in doc.iter() {
            let at = match last {
                Some((ref known, at)) if Arc::ptr_eq(known, &obj) => at,
                _ => pass.place(&obj)?,
            };
            last = Some((obj, at));
            pass.take(at, item)?;
        }
        Ok(pass.done())
    }
}

/// The objects that have come so far.
struct Pass {
    objects: Vec<Object>,
    places: HashMap<ObjId, usize>,
    contested: Vec<(usize, String)>,
}

impl Default for Pass {
    fn default() -> Pass {
        let root = Object {
            value: Value::Object(Map::new()),
            parent: 0,
            slot: Slot::At(0),
            depth: 0,
        };
        Pass {
            objects: vec![root],
            places: HashMap::from([(ROOT, 0)]),
            contested: Vec::new(),
        }
    }
}

impl Pass {
    fn place(&self, id: &ObjId) -> Result<usize, Error> {
        let place = self.places.get(id).copied();
        place.ok_or_else(|| Error::Damaged("an object that stands nowhere".to_owned()))
    }

    fn take(&mut self, at: usize, item: DocItem<'_>) -> Result<(), Error> {
        match item {
            DocItem::Map(entry) => {
                let key = entry.key.to_string();
                if entry.conflict {
                    self.contested.push((at, key.clone()));
                }
                let value = match entry.value {
                    ValueRef::Scalar(scalar) => plain(scalar),
                    ValueRef::Object(kind) => self.open(entry.id(), kind, at, Slot::Key(key.clone()))?,
                };
                if let Value::Object(map) = &mut self.objects[at].value {
                    map.insert(key, value);
                }
            }
            DocItem::List(entry) => {
                let next = self.objects[at].value.as_array().map_or(0, Vec::len);
                let value = match entry.value {
                    ValueRef::Scalar(scalar) => plain(scalar),
                    ValueRef::Object(kind) => self.open(entry.id(), kind, at, Slot::At(next))?,
                };
                if let Value::Array(list) = &mut self.objects[at].value {
                    list.push(value);
                }
            }
            DocItem::Text(span) => {
                if let Value::String(text) = &mut self.objects[at].value {
                    text.push_str(span.as_str());
                }
            }
        }
        Ok(())
    }

    /// Notes an object that is still to come; until then its place is kept.
    fn open(&mut self, id: ObjId, kind: ObjType, parent: usize, slot: Slot) -> Result<Value, Error> {
        let depth = self.objects[parent].depth + 1;
        if depth > MAX_DEPTH {
            return Err(Error::Depth);
        }
        let value = match kind {
            ObjType::Map | ObjType::Table => Value::Object(Map::new()),
            ObjType::List => Value::Array(Vec::new()),
            ObjType::Text => Value::String(String::new()),
        };
        self.places.insert(id, self.objects.len());
        self.objects.push(Object {
            value,
            parent,
            slot,
            depth,
        });
        Ok(Value::Null)
    }

    /// Puts every object into the one it stands in, the last one first: whole by then.
    fn done(mut self) -> Reading {
        let mut contested: Vec<Vec<String>> = self
            .contested
            .iter()
            .filter_map(|(at, key)| self.path(*at, key))
            .collect();
        contested.sort();
        while self.objects.len() > 1 {
            let Some(object) = self.objects.pop() else { break };
            let place = match (&mut self.objects[object.parent].value, object.slot) {
                (Value::Object(map), Slot::Key(key)) => map.get_mut(&key),
                (Value::Array(list), Slot::At(at)) => list.get_mut(at),
                _ => None,
            };
            if let Some(place) = place {
                *place = object.value;
            }
        }
        let json = self.objects.pop().map_or(Value::Null, |root| root.value);
        Reading { json, contested }
    }

    /// Returns the keys from the root to a place; none if it lies in a list.
    fn path(&self, at: usize, key: &str) -> Option<Vec<String>> {
        let mut path = vec![key.to_owned()];
        let mut at = at;
        while at > 0 {
            let Object { parent, slot, .. } = &self.objects[at];
            match slot {
                Slot::Key(key) => path.push(key.clone()),
                Slot::At(_) => return None,
            }
            at = *parent;
        }
        path.reverse();
        Some(path)
    }
}

fn plain(scalar: ScalarValueRef<'_>) -> Value {
    match scalar {
        ScalarValueRef::Str(text) => Value::String(text.into_owned()),
        ScalarValueRef::Int(n) | ScalarValueRef::Timestamp(n) => n.into(),
        ScalarValueRef::Uint(n) => n.into(),
        ScalarValueRef::F64(n) => n.into(),
        ScalarValueRef::Boolean(b) => Value::Bool(b),
        _ => Value::Null,
    }
}

#[cfg(test)]
mod tests {
    use automerge::transaction::Transactable;
    use automerge::{AutoCommit, ObjType, ROOT, ReadDoc};
    use serde_json::json;

    use super::Reading;
    use crate::bridge::{fill_map, read_path, write_path};
    use crate::error::Error;

    fn path(keys: &[&str]) -> Vec<String> {
        keys.iter().map(|key| (*key).to_owned()).collect()
    }

    /// Two laptops that wrote different things into one record, and one's own copy of both.
    fn merged() -> AutoCommit {
        let record = json!({
            "host": "uk", "mode": "hybrid", "gone": true, "count": 3, "part": 0.5, "none": {}, "bare": [],
            "days": { "1": { "start": "2027-03-09" } },
            "papers": ["a", "b", { "ref": "c", "en": "third" }],
            "segments": { "s": { "en": "We agreed.", "ko": "", "kind": "point" } },
        });
        let mut ours = AutoCommit::new();
        fill_map(&mut ours, &ROOT, record.as_object().expect("a map"), 0).expect("filled");
        ours.delete(&ROOT, "gone").expect("deleted");
        let mut theirs = ours.fork();
        for (doc, mode, text) in [
            (&mut ours, "online", "We all agreed."),
            (&mut theirs, "in_person", "We"),
        ] {
            write_path(doc, &path(&["mode"]), &mode.into()).expect("written");
            write_path(doc, &path(&["segments", "s", "en"]), &text.into()).expect("written");
            write_path(doc, &path(&["days", "1", "start"]), &mode.into()).expect("written");
        }
        ours.merge(&mut theirs).expect("merged");
        ours
    }

    #[test]
    fn what_is_read_at_once_is_what_is_read_value_by_value() {
        let mut doc = merged();
        let newest = doc.get_heads();
        let birth = doc.get_changes(&[])[0].hash();
        for heads in [newest.as_slice(), &[birth]] {
            doc.isolate(heads);
            let json = Reading::of(&doc).expect("read").json;
            let fields = json.as_object().expect("a map");
            assert_eq!(
                fields.keys().cloned().collect::<Vec<_>>(),
                doc.keys(&ROOT).collect::<Vec<_>>()
            );
            for (key, value) in fields {
                assert_eq!(
                    read_path(&doc, &path(&[key])).expect("read").as_ref(),
                    Some(value),
                    "{key}"
                );
            }
            doc.integrate();
        }
    }

    #[test]
    fn places_where_two_values_stand_are_found_and_merged_texts_are_none() {
        let contested = Reading::of(&merged()).expect("read").contested;
        assert_eq!(contested, [path(&["days", "1", "start"]), path(&["mode"])]);
    }

    #[test]
    fn what_is_nested_too_deep_is_refused() {
        let mut doc = AutoCommit::new();
        let mut at = ROOT;
        for _ in 0..30 {
            at = doc.put_object(&at, "in", ObjType::Map).expect("a map");
        }
        assert!(matches!(Reading::of(&doc), Err(Error::Depth)));
    }
}
