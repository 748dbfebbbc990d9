//! Two moments of one record, told apart segment by segment.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use specta::Type;

use crate::bilingual::Bilingual;
use crate::document::{Document, Heads};
use crate::error::Error;
use crate::ground::level;
use crate::segment::{Segment, SegmentKind};

/// What is told of a segment by other means, or is Maru's own bookkeeping.
const TOLD_APART: [&str; 7] = ["pos", "kind", "en", "ko", "origin", "removed", "translation"];

/// What happened to a segment between two moments. One that moved may have changed too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Happened {
    /// It was not there before.
    Added,
    /// It was deleted.
    Removed,
    /// It had been deleted and came back.
    Restored,
    /// It stands elsewhere.
    Moved,
    /// Its words, its kind or one of its fields changed.
    Changed,
}

/// One thing that differs between two moments of a record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(tag = "of", rename_all = "snake_case")]
pub enum Difference {
    /// A segment of the body.
    Segment {
        /// Its id.
        id: String,
        /// What it is, or was before it was deleted.
        kind: SegmentKind,
        /// What it was, where it is another kind now.
        was: Option<SegmentKind>,
        /// The section that it belongs to, of a practice.
        section: Option<String>,
        /// Its number, such as `D-01`.
        number: Option<String>,
        /// What happened to it.
        happened: Vec<Happened>,
        /// Its texts before; empty if it was not there.
        before: Bilingual,
        /// Its texts after; empty if it is no longer there.
        after: Bilingual,
        /// Its other fields that differ.
        fields: Vec<FieldChange>,
    },
    /// A field outside the body.
    Field(FieldChange),
}

/// A field whose value differs. A text in both languages is one value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct FieldChange {
    /// The keys from the root, or from the segment.
    pub path: Vec<String>,
    /// The value before, if there was one.
    pub before: Option<Value>,
    /// The value after, if there is one.
    pub after: Option<Value>,
}

impl Difference {
    /// Returns whether it is about a segment of the body.
    pub fn is_segment(&self) -> bool {
        matches!(self, Difference::Segment { .. })
    }
}

impl Document {
    /// Returns what differs between two moments of this record; without a second one, between the first and now.
    ///
    /// # Errors
    /// `Heads` if a moment is not part of the document.
    pub fn differences(&mut self, before: &Heads, after: Option<&Heads>) -> Result<Vec<Difference>, Error> {
        let mut then = self.json_at(before)?;
        let mut now = match after {
            Some(heads) => self.json_at(heads)?,
            None => self.json().clone(),
        };
        // The first entry of a map is told as an entry, also where the record lacked the map.
        level(&mut then);
        level(&mut now);
        Ok(compare(&then, &now))
    }
}

/// Returns what differs between two moments of a record, given as its JSON: fields first, then the segments in the
/// order in which they are read now, deleted ones where they stood.
pub fn compare(before: &Value, after: &Value) -> Vec<Difference> {
    let mut found: Vec<Difference> = fields(before, after, &["segments"])
        .into_iter()
        .map(Difference::Field)
        .collect();
    let (was, is) = (Body::of(before), Body::of(after));
    let still = steady(&was.living, &is.living);
    for id in woven(&is.living, &was.living) {
        found.extend(segment(&id, &was, &is, &still));
    }
    found
}

/// The segments of one moment.
struct Body<'r> {
    all: BTreeMap<&'r str, &'r Value>,
    /// The ids in the order in which they are read, without the deleted ones.
    living: Vec<&'r str>,
}

impl Body<'_> {
    fn of(record: &Value) -> Body<'_> {
        let segments = record.get("segments").and_then(Value::as_object);
        let all: BTreeMap<&str, &Value> = segments
            .into_iter()
            .flatten()
            .map(|(id, segment)| (id.as_str(), segment))
            .collect();
        let pos = |id: &str| all[id].get("pos").and_then(Value::as_str).unwrap_or_default();
        let mut living: Vec<&str> = all
            .keys()
            .copied()
            .filter(|id| all[id].get("removed") != Some(&Value::Bool(true)))
            .collect();
        living.sort_by_key(|id| (pos(id), *id));
        Body { all, living }
    }

    /// Returns a segment that is read at this moment.
    fn read(&self, id: &str) -> Option<Segment> {
        let value = self.all.get(id)?;
        let segment: Segment = serde_json::from_value((*value).clone()).ok()?;
        (!segment.removed).then_some(segment)
    }
}

fn segment(id: &str, was: &Body<'_>, is: &Body<'_>, still: &BTreeSet<&str>) -> Option<Difference> {
    let (before, after) = (was.read(id), is.read(id));
    let mut happened = Vec::new();
    let mut changed = Vec::new();
    match (&before, &after) {
        (Some(old), Some(new)) => {
            if !still.contains(id) {
                happened.push(Happened::Moved);
            }
            changed = fields(was.all[id], is.all[id], &TOLD_APART);
            if (&old.kind, &old.en, &old.ko) != (&new.kind, &new.en, &new.ko) || !changed.is_empty() {
                happened.push(Happened::Changed);
            }
        }
        (None, Some(_)) if was.all.contains_key(id) => happened.push(Happened::Restored),
        (None, Some(_)) => happened.push(Happened::Added),
        (Some(_), None) => happened.push(Happened::Removed),
        (None, None) => {}
    }
    let shown = after.as_ref().or(before.as_ref())?;
    // An empty line is a place to type, and nobody reads it.
    let says_nothing = [&before, &after].into_iter().flatten().all(is_empty_line);
    if happened.is_empty() || says_nothing {
        return None;
    }
    let texts = |side: &Option<Segment>| match side {
        Some(segment) => Bilingual::new(segment.en.as_str(), segment.ko.as_str()),
        None => Bilingual::default(),
    };
    let turned = before.as_ref().zip(after.as_ref());
    Some(Difference::Segment {
        id: id.to_owned(),
        kind: shown.kind.clone(),
        was: turned.and_then(|(old, new)| (old.kind != new.kind).then(|| old.kind.clone())),
        section: shown.section.clone(),
        number: shown.number(),
        happened,
        before: texts(&before),
        after: texts(&after),
        fields: changed,
    })
}

fn is_empty_line(segment: &Segment) -> bool {
    let plain = matches!(segment.kind, SegmentKind::Point | SegmentKind::Heading);
    plain && segment.picture.is_none() && segment.en.trim().is_empty() && segment.ko.trim().is_empty()
}

/// Returns the fields that differ, down to the single value; what is there on one side only is told whole.
fn fields(before: &Value, after: &Value, but: &[&str]) -> Vec<FieldChange> {
    let none = Map::new();
    let (old, new) = (
        before.as_object().unwrap_or(&none),
        after.as_object().unwrap_or(&none),
    );
    let keys: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let mut found = Vec::new();
    for key in keys.into_iter().filter(|key| !but.contains(&key.as_str())) {
        gather(&mut vec![key.clone()], old.get(key), new.get(key), &mut found);
    }
    found
}

fn gather(
    path: &mut Vec<String>,
    before: Option<&Value>,
    after: Option<&Value>,
    found: &mut Vec<FieldChange>,
) {
    if before == after || (before.is_none_or(is_blank) && after.is_none_or(is_blank)) {
        return;
    }
    if let (Some(Value::Object(old)), Some(Value::Object(new))) = (before, after)
        && !(is_pair(old) && is_pair(new))
    {
        let keys: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
        for key in keys {
            path.push(key.clone());
            gather(path, old.get(key), new.get(key), found);
            path.pop();
        }
        return;
    }
    let said = |value: Option<&Value>| value.filter(|value| !is_blank(value)).cloned();
    found.push(FieldChange {
        path: path.clone(),
        before: said(before),
        after: said(after),
    });
}

/// Returns whether a value says nothing: a field that was cleared reads like one that was never there.
fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Bool(value) => !value,
        Value::String(text) => text.is_empty(),
        Value::Array(list) => list.is_empty(),
        Value::Object(map) => map.values().all(is_blank),
        Value::Number(_) => false,
    }
}

/// Returns whether a map is one text in both languages.
fn is_pair(map: &Map<String, Value>) -> bool {
    !map.is_empty()
        && map.iter().all(|(key, value)| {
            matches!(key.as_str(), "en" | "ko") && (value.is_string() || value.is_array())
        })
}

/// Returns the ids that stand where they stood: the longest run that is in the same order before and after.
fn steady<'a>(before: &[&'a str], after: &[&'a str]) -> BTreeSet<&'a str> {
    let place: BTreeMap<&str, usize> = before.iter().enumerate().map(|(at, id)| (*id, at)).collect();
    let common: Vec<(&'a str, usize)> = after
        .iter()
        .filter_map(|id| Some((*id, *place.get(id)?)))
        .collect();
    // Patience sorting: `ends` holds, for each length, the run that ends lowest.
    let mut ends: Vec<usize> = Vec::new();
    let mut previous: Vec<Option<usize>> = Vec::with_capacity(common.len());
    for (at, (_, value)) in common.iter().enumerate() {
        let length = ends.partition_point(|&end| common[end].1 < *value);
        previous.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        if length == ends.len() {
            ends.push(at);
        } else {
            ends[length] = at;
        }
    }
    let mut still = BTreeSet::new();
    let mut next = ends.last().copied();
    while let Some(at) = next {
        still.insert(common[at].0);
        next = previous[at];
    }
    still
}

/// Returns the list with what only the other one has, each behind the one that precedes it there.
fn woven(list: &[&str], more: &[&str]) -> Vec<String> {
    let known: BTreeSet<&str> = list.iter().copied().collect();
    let mut behind: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut last = "";
    for id in more {
        if known.contains(id) {
            last = id;
        } else {
            behind.entry(last).or_default().push(id);
        }
    }
    let after = |id: &str| behind.get(id).into_iter().flatten().map(|id| (*id).to_owned());
    let mut all: Vec<String> = after("").collect();
    for id in list {
        all.push((*id).to_owned());
        all.extend(after(id));
    }
    all
}
