//! Which segments and fields a change touched: read from its operations, not from two whole states.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use automerge::legacy::{Key, ObjectId, OpId, OpType};
use automerge::{AutoCommit, ExpandedChange, ObjId, ObjType, ROOT, ReadDoc, ScalarValue, Value as Stored};

use crate::bridge::MAX_DEPTH;

/// Where an object of a document stands.
#[derive(Debug, Clone)]
enum Place {
    /// The map of all segments.
    Segments,
    /// A segment, or something in it.
    Segment(String),
    /// The map of all attachments.
    Attachments,
    /// An attachment, or something in it.
    Attachment(String),
    /// Something in another field of the record.
    Field(String),
}

/// What a change touched.
#[derive(Debug, Default)]
pub(crate) struct Touched {
    /// The segments, by id.
    pub(crate) segments: BTreeSet<String>,
    /// The other fields of the record.
    pub(crate) fields: BTreeSet<String>,
    /// The attachments that came or went, by id: whether they are there since then.
    pub(crate) attached: BTreeMap<String, bool>,
    /// What attachments that came are called, by id.
    pub(crate) names: BTreeMap<String, String>,
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
                    "attachments" => Place::Attachments,
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
                    Place::Attachments => Place::Attachment(key.clone()),
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

    /// Returns what a change touched.
    pub(crate) fn touched(&self, change: &ExpandedChange) -> Touched {
        let mut touched = Touched::default();
        // An attachment that was taken back stands nowhere any more; it is known by the change that made it.
        let mut made: HashMap<OpId, String> = HashMap::new();
        for (number, op) in (change.start_op.get()..).zip(&change.operations) {
            let place = match &op.obj {
                ObjectId::Root => None,
                ObjectId::Id(id) => {
                    if let (Some(attachment), Key::Map(key), OpType::Put(ScalarValue::Str(name))) =
                        (made.get(id), &op.key, &op.action)
                        && key == "name"
                    {
                        touched.names.insert(attachment.clone(), name.to_string());
                    }
                    match self.0.get(id) {
                        Some(place) => Some(place),
                        None => continue,
                    }
                }
            };
            match (place, &op.key) {
                (None, Key::Map(key)) if key != "segments" => {
                    touched.fields.insert(key.to_string());
                }
                (Some(Place::Segments), Key::Map(id)) => {
                    touched.segments.insert(id.to_string());
                }
                (Some(Place::Segment(id)), _) => {
                    touched.segments.insert(id.clone());
                }
                (Some(Place::Attachments), Key::Map(id)) => {
                    touched.fields.insert("attachments".to_owned());
                    touched
                        .attached
                        .insert(id.to_string(), op.action != OpType::Delete);
                    made.insert(OpId(number, change.actor_id.clone()), id.to_string());
                }
                (Some(Place::Attachment(id)), key) => {
                    touched.fields.insert("attachments".to_owned());
                    if *key == Key::Map("removed".into()) {
                        let gone = op.action == OpType::Put(ScalarValue::Boolean(true));
                        touched.attached.insert(id.clone(), !gone);
                    }
                }
                (Some(Place::Field(name)), _) => {
                    touched.fields.insert(name.clone());
                }
                _ => {}
            }
        }
        touched
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
