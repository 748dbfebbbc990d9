//! Which segments and fields a change touched: read from its operations, not from two whole states.

use std::collections::{BTreeSet, HashMap};

use automerge::legacy::{Key, ObjectId, Op, OpId};
use automerge::{AutoCommit, ObjId, ObjType, ROOT, ReadDoc, Value as Stored};

use crate::bridge::MAX_DEPTH;

/// Where an object of a document stands.
#[derive(Debug, Clone)]
enum Place {
    /// The map of all segments.
    Segments,
    /// A segment, or something in it.
    Segment(String),
    /// Something in another field of the record.
    Field(String),
}

/// Where every object of a document stands. What was replaced by something else is not among them: the change that
/// replaced it wrote at the place above.
#[derive(Debug, Default)]
pub(crate) struct Places(HashMap<OpId, Place>);

impl Places {
    /// Returns the places of a document.
    pub(crate) fn of(doc: &AutoCommit) -> Places {
        let mut places = Places::default();
        for field in doc.keys(&ROOT) {
            for id in objects(doc, &ROOT, &field) {
                let place = match field.as_str() {
                    "segments" => Place::Segments,
                    _ => Place::Field(field.clone()),
                };
                places.enter(doc, &id, &place, 0);
            }
        }
        places
    }

    fn enter(&mut self, doc: &AutoCommit, object: &ObjId, place: &Place, depth: usize) {
        let ObjId::Id(counter, actor, _) = object else {
            return;
        };
        if depth > MAX_DEPTH {
            return;
        }
        self.0.insert(OpId(*counter, actor.clone()), place.clone());
        let kind = doc.object_type(object);
        if matches!(kind, Ok(ObjType::Map | ObjType::Table)) {
            for key in doc.keys(object) {
                let below = match place {
                    Place::Segments => Place::Segment(key.clone()),
                    other => other.clone(),
                };
                for id in objects(doc, object, &key) {
                    self.enter(doc, &id, &below, depth + 1);
                }
            }
        } else if matches!(kind, Ok(ObjType::List)) {
            for entry in doc.list_range(object, ..) {
                if matches!(entry.value.clone().into_value(), Stored::Object(_)) {
                    self.enter(doc, &entry.id(), place, depth + 1);
                }
            }
        }
    }

    /// Returns the segments and the other fields that operations touched.
    pub(crate) fn touched(&self, operations: &[Op]) -> (BTreeSet<String>, BTreeSet<String>) {
        let (mut segments, mut fields) = (BTreeSet::new(), BTreeSet::new());
        for op in operations {
            let place = match &op.obj {
                ObjectId::Root => None,
                ObjectId::Id(id) => match self.0.get(id) {
                    Some(place) => Some(place),
                    None => continue,
                },
            };
            match (place, &op.key) {
                (None, Key::Map(key)) if key != "segments" => fields.insert(key.to_string()),
                (Some(Place::Segments), Key::Map(id)) => segments.insert(id.to_string()),
                (Some(Place::Segment(id)), _) => segments.insert(id.clone()),
                (Some(Place::Field(name)), _) => fields.insert(name.clone()),
                _ => false,
            };
        }
        (segments, fields)
    }
}

/// Returns the objects under a key, also those that a concurrent one hides.
fn objects(doc: &AutoCommit, map: &ObjId, key: &str) -> Vec<ObjId> {
    let all = doc.get_all(map, key).unwrap_or_default();
    all.into_iter()
        .filter(|(value, _)| matches!(value, Stored::Object(_)))
        .map(|(_, id)| id)
        .collect()
}
