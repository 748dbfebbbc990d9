//! Projections: rows for lists, registers and search, made from a record's JSON and from nothing else.
//!
//! An open record keeps its [`Projection`], so that an edit computes the rows of what it touched and no others.

mod entry;
mod holding;
mod segment;
mod sorting;
mod words;
mod write;

use std::collections::{BTreeMap, BTreeSet};

use maru_core::document::{Document, Edited};
use maru_core::record::Record;
use maru_core::segment::Segment;
use rusqlite::types::Value as Cell;
use serde::Deserialize as _;
use serde_json::Value;

use crate::chunk::guarded;
use crate::error::Error;
use entry::Entry;
use segment::Marks;

pub(crate) use segment::NO_DATE;
pub use sorting::statuses;
pub(crate) use sorting::tight;
pub(crate) use words::fold;
#[cfg(test)]
pub(crate) use write::PLAIN;
pub(crate) use write::{bodies, compare, put_new, put_update, replace, take};

/// A table of projections.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Table {
    /// One row per record, for lists.
    Entry,
    /// The register of decisions.
    Decision,
    /// The register of actions.
    Action,
    /// The register of commitments.
    Commitment,
    /// What points where.
    Link,
    /// Plain text for search.
    Plain,
    /// Which attachments it names or ever named.
    Holding,
}

impl Table {
    /// All tables.
    pub(crate) const ALL: [Table; 7] = [
        Table::Entry,
        Table::Decision,
        Table::Action,
        Table::Commitment,
        Table::Link,
        Table::Plain,
        Table::Holding,
    ];
    /// The tables that hold rows of single segments.
    const OF_SEGMENTS: [Table; 4] = [Table::Decision, Table::Action, Table::Commitment, Table::Plain];

    /// Returns the name in the schema.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Table::Entry => "entry",
            Table::Decision => "decision",
            Table::Action => "action",
            Table::Commitment => "commitment",
            Table::Link => "link",
            Table::Plain => "plain",
            Table::Holding => "holding",
        }
    }
}

/// One row, without its first column, the document.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Line {
    pub(crate) table: Table,
    pub(crate) cells: Vec<Cell>,
}

/// The rows that an edit changes.
#[derive(Debug, Default)]
pub(crate) struct Update {
    /// By segment: all rows that it has now.
    segments: Vec<(String, Vec<Line>)>,
    /// The rows of what is outside the segments, if that changed.
    outside: Option<Vec<Line>>,
    /// The row for lists, if it changed.
    entry: Option<Line>,
    /// The rows of what it names now, beside those of what it named before.
    holdings: Vec<Line>,
}

/// What a record's rows say of its history, which its JSON does not tell.
#[derive(Debug, Clone, Default)]
pub(crate) struct Past {
    /// Since when it has been in the bin, if it is there.
    pub(crate) binned: Option<String>,
    /// When it was changed last, in milliseconds since 1970.
    pub(crate) changed: i64,
}

/// What an open record's rows say now.
#[derive(Debug, Clone)]
pub(crate) struct Projection {
    entry: Entry,
    marks: BTreeMap<String, Marks>,
}

/// Returns all rows that the database should hold of a document that was changed last at an instant, in milliseconds since
/// 1970.
///
/// # Errors
/// `Refused` if it is no record; `RecordDamaged`.
pub(crate) fn rows(id: &str, document: &mut Document, changed: i64) -> Result<Vec<Line>, Error> {
    let (binned, named) = guarded(id, || Ok((document.binned_since(), document.every_hash())))?;
    let (_, mut lines) = Projection::of(document.json(), Past { binned, changed })?;
    lines.extend(holding::lines(&named));
    Ok(lines)
}

impl Projection {
    /// Returns the projection of a record, and all rows that come from what it says now.
    ///
    /// # Errors
    /// `Refused` if the JSON is no record.
    pub(crate) fn of(json: &Value, past: Past) -> Result<(Projection, Vec<Line>), Error> {
        let record = Record::outside(json)?;
        let mut entry = Entry::of(&record, past.binned);
        entry.date(past.changed);
        let ground = entry.ground();
        let mut lines = words::outside(json, &record.title(), &ground);
        lines.extend(entry::links(&record));
        let mut marks = BTreeMap::new();
        for (id, segment) in segments(json) {
            let (mark, made) = segment::project(id, &segment, json, &ground);
            marks.insert(id.to_owned(), mark);
            lines.extend(made);
        }
        entry.count(marks.values());
        lines.push(entry.line());
        Ok((Projection { entry, marks }, lines))
    }

    /// Follows an edit and returns the rows that it changes.
    ///
    /// # Errors
    /// `Refused` if the JSON is no record any more.
    pub(crate) fn follow(&mut self, json: &Value, past: Past, edited: &Edited) -> Result<Update, Error> {
        let mut update = Update {
            holdings: holding::lines(&edited.hashes).collect(),
            ..Update::default()
        };
        let mut entry = self.entry.clone();
        let mut touched: BTreeSet<&str> = edited.segments.iter().map(String::as_str).collect();
        if !edited.fields.is_empty() {
            let record = Record::outside(json)?;
            entry = Entry::of(&record, past.binned);
            let mut outside = words::outside(json, &record.title(), &entry.ground());
            outside.extend(entry::links(&record));
            update.outside = Some(outside);
        }
        let ground = entry.ground();
        if ground != self.entry.ground() {
            // Search knows of every text when it was, and what it belongs to.
            touched.extend(self.marks.keys().map(String::as_str));
        }
        if ["people", "days", "agreement"]
            .iter()
            .any(|field| edited.fields.contains(*field))
        {
            // The register of actions names their owners, the clock of the meeting and the agreement.
            touched.extend(
                self.marks
                    .iter()
                    .filter(|(_, m)| m.action)
                    .map(|(id, _)| id.as_str()),
            );
        }
        let mut marks = Vec::new();
        for id in touched {
            let segment = json.get("segments").and_then(|s| s.get(id)).and_then(typed);
            let (mark, lines) = segment
                .map(|s| segment::project(id, &s, json, &ground))
                .unwrap_or_default();
            marks.push((id.to_owned(), mark));
            update.segments.push((id.to_owned(), lines));
        }
        self.marks.extend(marks);
        entry.count(self.marks.values());
        entry.date(past.changed);
        if entry != self.entry {
            update.entry = Some(entry.line());
            self.entry = entry;
        }
        Ok(update)
    }
}

/// Returns the segments that this Maru can read, deleted ones included.
pub(crate) fn segments(json: &Value) -> impl Iterator<Item = (&str, Segment)> {
    let all = json
        .get("segments")
        .and_then(Value::as_object)
        .into_iter()
        .flatten();
    all.filter_map(|(id, value)| Some((id.as_str(), typed(value)?)))
}

fn typed(value: &Value) -> Option<Segment> {
    Segment::deserialize(value).ok()
}

fn text(value: impl Into<String>) -> Cell {
    Cell::Text(value.into())
}

fn whole(value: impl Into<i64>) -> Cell {
    Cell::Integer(value.into())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use maru_core::document::Edited;
    use serde_json::json;

    use super::{Past, Projection, Table};

    #[test]
    fn following_an_edit_and_starting_anew_come_to_the_same() {
        let before = json!({
            "id": "m", "kind": "meeting", "title": { "en": "Kick-off", "ko": "착수 회의" },
            "people": { "p": { "side": "kr", "family": { "ko": "김" }, "given": { "ko": "하늘" },
                               "family_name_first": true } },
            "segments": {
                "a": { "pos": "1", "kind": "action", "action_no": 1, "en": "Send", "origin": "en", "owner": "p" },
                "b": { "pos": "2", "kind": "point", "en": "Beta", "ko": "베타", "origin": "en" }
            }
        });
        let mut after = before.clone();
        after["people"]["p"]["given"]["ko"] = "바다".into();
        after["segments"]["b"]["removed"] = true.into();
        let (mut projection, lines) = Projection::of(&before, Past::default()).expect("a record");
        let owner = lines
            .iter()
            .find(|l| l.table == Table::Action)
            .expect("an action");
        assert!(format!("{owner:?}").contains("김하늘"), "{owner:?}");
        let edited = Edited {
            chunk: Vec::new(),
            segments: BTreeSet::from(["b".to_owned()]),
            fields: BTreeSet::from(["people".to_owned()]),
            hashes: BTreeSet::new(),
        };
        let update = projection
            .follow(&after, Past::default(), &edited)
            .expect("followed");
        let (anew, all) = Projection::of(&after, Past::default()).expect("a record");
        assert_eq!(projection.entry, anew.entry);
        for line in update
            .segments
            .iter()
            .flat_map(|(_, lines)| lines)
            .chain(update.outside.iter().flatten())
        {
            assert!(all.contains(line), "{line:?}");
        }
        assert_eq!(
            update.segments.len(),
            2,
            "the removed one and the action whose owner has a new name"
        );
    }

    #[test]
    fn a_row_for_lists_is_written_once_in_a_quarter_of_an_hour_of_typing() {
        let json = json!({
            "id": "m", "kind": "meeting",
            "segments": { "a": { "pos": "1", "kind": "point", "en": "Beta", "ko": "베타", "origin": "en" } }
        });
        let at = |changed| Past {
            binned: None,
            changed,
        };
        let (mut projection, _) = Projection::of(&json, at(0)).expect("a record");
        let edited = Edited {
            chunk: Vec::new(),
            segments: BTreeSet::from(["a".to_owned()]),
            fields: BTreeSet::new(),
            hashes: BTreeSet::new(),
        };
        let mut written = |changed| {
            let update = projection.follow(&json, at(changed), &edited);
            update.expect("followed").entry.is_some()
        };
        let minutes = [1, 14, 15, 29, 31];
        assert_eq!(
            minutes.map(|minute| written(minute * 60_000)),
            [false, false, true, false, true]
        );
    }
}
