//! The numbers of decisions, actions and commitments: each given once and never again (R9).

use std::collections::BTreeMap;

use automerge::AutoCommit;
use serde_json::{Map, Value};

use crate::bridge::all_at;
use crate::error::Error;

const FIELDS: [&str; 3] = ["decision_no", "action_no", "commitment_no"];

/// Returns where the number of a kind of segment stands.
pub(crate) fn number_field(kind: &str) -> Option<&'static str> {
    match kind {
        "decision" => Some("decision_no"),
        "action" => Some("action_no"),
        "commitment" => Some("commitment_no"),
        _ => None,
    }
}

/// Returns the highest number in a field of segments, deleted ones included.
fn highest(segments: &Map<String, Value>, field: &str) -> u64 {
    let numbers = segments.values().filter_map(|s| s.get(field)?.as_u64());
    numbers.max().unwrap_or(0)
}

/// The highest number ever given, by field. A number that two laptops gave one segment differently counts too, even
/// the one that is not shown: somebody has read it aloud.
#[derive(Debug, Clone, Default)]
pub(crate) struct Numbering(BTreeMap<&'static str, u64>);

impl Numbering {
    /// Returns the numbers that a document has given whose record this is; `contested` are the places where it holds more
    /// than one value.
    ///
    /// # Errors
    /// `Damaged` if the document cannot be read.
    pub(crate) fn of(
        doc: &AutoCommit,
        record: &Value,
        contested: &[Vec<String>],
    ) -> Result<Numbering, Error> {
        let mut numbering = Numbering::born(record);
        for path in contested {
            let [first, _, name] = path.as_slice() else {
                continue;
            };
            let field = FIELDS.into_iter().find(|field| field == name);
            let (Some(field), "segments") = (field, first.as_str()) else {
                continue;
            };
            for (value, _) in all_at(doc, path)? {
                numbering.see(field, value.as_i64().unwrap_or(0));
            }
        }
        Ok(numbering)
    }

    /// Returns the numbers that a new record has given: there is no other one that it hides.
    pub(crate) fn born(record: &Value) -> Numbering {
        let segments = record.get("segments").and_then(Value::as_object);
        segments.map(Numbering::in_segments).unwrap_or_default()
    }

    /// Returns the numbers that segments carry.
    pub(crate) fn in_segments(segments: &Map<String, Value>) -> Numbering {
        Numbering(FIELDS.map(|field| (field, highest(segments, field))).into())
    }

    fn see(&mut self, field: &'static str, number: i64) {
        let last = self.0.entry(field).or_default();
        *last = u64::try_from(number).unwrap_or(0).max(*last);
    }

    /// Returns the next number, and counts it as given.
    pub(crate) fn next(&mut self, field: &'static str) -> u64 {
        let last = self.0.entry(field).or_default();
        *last = last.saturating_add(1);
        *last
    }
}
