//! Which field makes JSON no record: the types say that something is wrong, a person needs to know where.

use maru_core::record::Record;
use serde_json::{Map, Value};

/// Returns the keys from the record to the field that is missing or cannot be read, such as `people.p1.side`.
pub(crate) fn path(record: &Value) -> String {
    let Value::Object(whole) = record else {
        return String::new();
    };
    let Some(kind) = whole.get("kind").filter(|kind| kind.is_string()) else {
        return "kind".to_owned();
    };
    let mut keys: Vec<String> = Vec::new();
    let mut inside = whole.clone();
    while let Some((key, value)) = next(&inside, kind, &keys) {
        keys.push(key);
        match value {
            Value::Object(map) => inside = map,
            _ => break,
        }
    }
    keys.join(".")
}

/// Returns the entry of this map that is wrong by itself; where the map must not be without its other entries, the one
/// without which it is right.
fn next(map: &Map<String, Value>, kind: &Value, keys: &[String]) -> Option<(String, Value)> {
    let reads = |map: Map<String, Value>| is_record(kind, keys, map);
    let found = match reads(Map::new()) {
        true => map
            .iter()
            .find(|(key, value)| !reads(Map::from_iter([((*key).clone(), (*value).clone())]))),
        false => map.iter().find(|(key, _)| {
            let mut others = map.clone();
            others.remove(*key);
            reads(others)
        }),
    };
    found.map(|(key, value)| (key.clone(), value.clone()))
}

/// Returns whether a record that holds nothing but this map at these keys can be read.
fn is_record(kind: &Value, keys: &[String], map: Map<String, Value>) -> bool {
    let mut value = Value::Object(map);
    for key in keys.iter().rev() {
        value = Value::Object(Map::from_iter([(key.clone(), value)]));
    }
    if let Value::Object(record) = &mut value {
        for (key, needed) in [("id", Value::String(String::new())), ("kind", kind.clone())] {
            if keys.is_empty() && record.contains_key(key) {
                continue;
            }
            record.insert(key.to_owned(), needed);
        }
        // Places are given to segments that have none.
        let segments = record.get_mut("segments").and_then(Value::as_object_mut);
        for segment in segments
            .into_iter()
            .flatten()
            .filter_map(|(_, segment)| segment.as_object_mut())
        {
            segment
                .entry("pos")
                .or_insert_with(|| Value::String(String::new()));
        }
    }
    Record::from_json(value).is_ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_field_is_named_however_deep_it_stands() {
        for (record, field) in [
            (json!({ "title": {} }), "kind"),
            (json!({ "kind": 3 }), "kind"),
            (
                json!({ "kind": "meeting", "people": 3, "title": { "en": "x" } }),
                "people",
            ),
            (
                json!({ "kind": "meeting", "title": { "en": "x", "ko": 5 } }),
                "title.ko",
            ),
            (
                json!({ "kind": "meeting", "people": { "p1": { "side": "uk" }, "p2": { "rank_band": "1" } } }),
                "people.p2",
            ),
            (
                json!({ "kind": "meeting", "people": { "p1": { "side": "uk", "chair": "yes" } } }),
                "people.p1.chair",
            ),
            (
                json!({ "kind": "meeting", "segments": { "s": { "en": "a" }, "t": { "en": "a", "ko": [] } } }),
                "segments.t.ko",
            ),
            (
                json!({ "kind": "meeting", "segments": { "s": { "decision_no": -1 } } }),
                "segments.s.decision_no",
            ),
            (json!({ "kind": "note", "audience": "everybody" }), "audience"),
            (json!({ "kind": "note", "id": 7 }), "id"),
        ] {
            assert_eq!(path(&record), field, "{record}");
        }
    }
}
