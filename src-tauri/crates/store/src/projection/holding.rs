//! Which attachments a record shows: so that what no record shows any more can go when a record is erased (R20).

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Line, Table, text};

/// Returns the hashes that stand anywhere in a record, whatever the field is called.
pub(super) fn of(json: &Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    gather(json, &mut found);
    found
}

fn gather(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::String(text) if is_hash(text) => {
            found.insert(text.clone());
        }
        Value::Array(list) => list.iter().for_each(|one| gather(one, found)),
        Value::Object(map) => map.values().for_each(|one| gather(one, found)),
        _ => {}
    }
}

/// Returns whether a text has the form of an attachment's hash.
pub(crate) fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

pub(super) fn lines(holdings: &BTreeSet<String>) -> Vec<Line> {
    let line = |hash: &String| Line {
        table: Table::Holding,
        cells: vec![text(hash)],
    };
    holdings.iter().map(line).collect()
}
