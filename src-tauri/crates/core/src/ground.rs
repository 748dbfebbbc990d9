//! The ground of a record: the maps that its laptops write into together.
//!
//! A record is born with all of them. One that was made before a map was known lacks it, and two laptops that each made
//! it would hide one another's entries. So nobody makes it in a change of their own: each laptop lays the same change,
//! of the same actor and without a time. Wherever copies meet, it is there once.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use automerge::transaction::CommitOptions;
use automerge::{ActorId, AutoCommit, Change, ChangeHash, ObjId, ROOT, ReadDoc};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use crate::bridge::{fill_map, read};
use crate::document::Document;
use crate::error::Error;
use crate::record::Record;

/// One map, and the actor whose only change it is.
#[derive(Debug, Clone)]
struct Layer {
    key: String,
    /// The map without a single value: empty, or with the empty texts and maps that belong to it.
    map: Map<String, Value>,
    actor: ActorId,
}

/// What a document has of the maps of its kind.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ground {
    actors: Vec<ActorId>,
    /// The maps that it lacks.
    missing: Vec<Layer>,
    /// The changes of those that were laid after its birth.
    laid: Vec<ChangeHash>,
}

impl Ground {
    /// Returns the ground of a document whose record this is.
    pub(crate) fn of(doc: &AutoCommit, record: &Value) -> Result<Ground, Error> {
        let mut ground = Ground::default();
        for layer in known(record).iter() {
            let there = doc
                .get(&ROOT, layer.key.as_str())
                .map_err(|e| Error::Damaged(e.to_string()))?;
            ground.actors.push(layer.actor.clone());
            match there {
                Some((_, ObjId::Id(_, actor, _))) if actor == layer.actor => {
                    ground.laid.extend(layer.change()?.get_heads());
                }
                Some(_) => {}
                None => ground.missing.push(layer.clone()),
            }
        }
        Ok(ground)
    }

    /// Returns the ground of a new document, in which nobody has laid a map yet.
    pub(crate) fn born(record: &Value) -> Ground {
        let layers = known(record);
        let missing = layers.iter().filter(|layer| record.get(&layer.key).is_none());
        Ground {
            actors: layers.iter().map(|layer| layer.actor.clone()).collect(),
            missing: missing.cloned().collect(),
            laid: Vec::new(),
        }
    }

    /// Returns whether every map is there.
    pub(crate) fn is_whole(&self) -> bool {
        self.missing.is_empty()
    }

    /// Returns whether a change lays a map. Nobody made it, so no history tells of it.
    pub(crate) fn is_layer(&self, change: &Change) -> bool {
        change.deps().is_empty() && self.actors.contains(change.actor_id())
    }
}

impl Layer {
    /// Returns a document that holds the one change that makes this map.
    fn change(&self) -> Result<AutoCommit, Error> {
        let mut doc = AutoCommit::new().with_actor(self.actor.clone());
        let whole = Map::from_iter([(self.key.clone(), Value::Object(self.map.clone()))]);
        fill_map(&mut doc, &ROOT, &whole, 0)?;
        doc.commit_with(CommitOptions::default().with_time(0));
        Ok(doc)
    }
}

impl Document {
    /// Lays the maps that the record lacks.
    pub(crate) fn lay_ground(&mut self) -> Result<(), Error> {
        let missing = std::mem::take(&mut self.ground.missing);
        for layer in &missing {
            let mut change = layer.change()?;
            self.ground.laid.extend(change.get_heads());
            self.doc
                .merge(&mut change)
                .map_err(|e| Error::Damaged(e.to_string()))?;
        }
        self.json = read(&self.doc)?;
        Ok(())
    }

    /// Returns a moment together with the maps that were laid later: what is written at it finds them there.
    pub(crate) fn on_ground(&self, moment: &[ChangeHash]) -> Vec<ChangeHash> {
        let mut all = moment.to_vec();
        all.extend(self.ground.laid.iter().filter(|hash| !moment.contains(hash)));
        all
    }
}

/// Gives a record of an earlier moment the maps that were not known then, empty as they were.
pub(crate) fn level(record: &mut Value) {
    let layers = known(record);
    if let Some(fields) = record.as_object_mut() {
        for Layer { key, map, .. } in layers.iter() {
            fields
                .entry(key.clone())
                .or_insert_with(|| Value::Object(map.clone()));
        }
    }
}

/// Returns the maps that a record of this kind has from birth. They are the same for all records of a kind, and every
/// document that is read asks for them.
fn known(record: &Value) -> Cow<'static, [Layer]> {
    const KINDS: [&str; 4] = ["agreement", "meeting", "practice", "note"];
    static LAYERS: OnceLock<[Vec<Layer>; 4]> = OnceLock::new();
    let all = LAYERS.get_or_init(|| KINDS.map(|kind| layers(&json!({ "kind": kind }))));
    let kind = record.get("kind").and_then(Value::as_str);
    match KINDS.iter().position(|known| Some(*known) == kind) {
        Some(at) => Cow::Borrowed(&all[at]),
        None => Cow::Owned(layers(record)),
    }
}

/// Returns the maps that a record of this kind has from birth.
fn layers(record: &Value) -> Vec<Layer> {
    let empty = json!({ "id": "", "kind": record.get("kind") });
    let Ok(Value::Object(fields)) = Record::from_json(empty).map(|record| record.to_json()) else {
        return Vec::new();
    };
    let maps = fields.into_iter().filter_map(|(key, value)| match value {
        Value::Object(map) => Some((key, bare(map))),
        _ => None,
    });
    maps.map(|(key, map)| {
        // Of another shape it is another change, and an actor has only one first change.
        let name = json!(["ground", key, map]).to_string();
        let actor = ActorId::from(&Sha256::digest(name.as_bytes())[..16]);
        Layer { key, map, actor }
    })
    .collect()
}

/// Takes the values out of a map, so that the maps and the texts that are merged letter by letter remain.
fn bare(map: Map<String, Value>) -> Map<String, Value> {
    let kept = map.into_iter().filter_map(|(key, value)| match value {
        Value::Object(below) => Some((key, Value::Object(bare(below)))),
        Value::String(_) if matches!(key.as_str(), "en" | "ko") => Some((key, "".into())),
        _ => None,
    });
    // In one order, however a build keeps maps: the change and its actor follow from it.
    kept.collect::<BTreeMap<String, Value>>().into_iter().collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::layers;

    #[test]
    fn a_map_is_the_same_change_on_every_laptop_and_in_every_version() {
        let hash = |kind: &str, key: &str| {
            let layers = layers(&json!({ "kind": kind }));
            let layer = layers.iter().find(|layer| layer.key == key).expect("a map");
            layer.change().expect("a change").get_heads()[0].to_string()
        };
        // Laptops hold changes with these hashes: another one would be a second map, which hides the first.
        assert_eq!(
            ["attachments", "gist", "vote"].map(|key| hash("meeting", key)),
            [
                "12ce8556c5fc0514c80c6e41f1a09e26b9797b7a959d2ce09866c52956e84d97",
                "158d5eeeafe8d61c0a3099f5936e3f79cf49ccf2a3160292520cb542b2c5783e",
                "5e0bef9fa2168c839a161b4b5fa198d244c14054fa45437de01406d2d1c98440",
            ]
        );
        assert_eq!(hash("practice", "attachments"), hash("agreement", "attachments"));
    }
}
