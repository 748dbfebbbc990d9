//! What a new record lacks is given to it at its birth.

use serde_json::{Map, Value, json};

use crate::apply::birth_of_translation;
use crate::numbering::{Numbering, number_field};
use crate::place;

/// Gives the segments of a new record what they lack: places in their order, numbers, and the maps that both sides
/// may fill.
pub(crate) fn complete_segments(record: &mut Map<String, Value>) {
    let Some(segments) = record.get_mut("segments").and_then(Value::as_object_mut) else {
        return;
    };
    if segments.values().any(|segment| !segment.is_object()) {
        // No record: the types say so in a moment.
        return;
    }
    let mut ids: Vec<String> = segments.keys().cloned().collect();
    let pos = |segments: &Map<String, Value>, id: &String| {
        segments[id]
            .get("pos")
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    ids.sort_by_cached_key(|id| (pos(segments, id), id.clone()));
    if ids.iter().any(|id| !place::is_valid(&pos(segments, id))) {
        for (id, pos) in ids.iter().zip(place::between("", None, ids.len())) {
            segments[id]["pos"] = pos.into();
        }
    }
    let mut numbers = Numbering::in_segments(segments);
    for id in ids {
        let Some(segment) = segments.get_mut(&id).and_then(Value::as_object_mut) else {
            continue;
        };
        birth_of_translation(segment);
        let kind = segment.get("kind").and_then(Value::as_str).unwrap_or_default();
        if kind == "picture" {
            segment
                .entry("alt")
                .or_insert_with(|| json!({ "en": "", "ko": "" }));
            continue;
        }
        let Some(field) = number_field(kind) else { continue };
        if !segment.contains_key(field) {
            segment.insert(field.to_owned(), numbers.next(field).into());
        }
    }
}
