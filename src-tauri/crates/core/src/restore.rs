//! The way back: the edits that make a record say again what it said at a moment.
//!
//! They are edits like any others, so the way back is a new change and nothing is lost: what was written since stays in
//! the history. Numbers stay with their segments (R9), and nobody's audience changes.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::bilingual::Lang;
use crate::document::{Document, Heads};
use crate::edit::Edit;
use crate::error::Error;
use crate::ground::level;
use crate::segment::SegmentKind;

/// Fields that no way back touches: what is fixed at birth, whether the record lies in the bin, and what people said
/// about the text: who agreed to it, who moved it on, and the comments.
const APART: [&str; 9] = [
    "id", "kind", "audience", "created", "segments", "binned", "consents", "moves", "comments",
];
/// The status of a practice tells of its moves, which stay.
const APART_OF_PRACTICE: [&str; 10] = [
    "id", "kind", "audience", "created", "segments", "binned", "consents", "moves", "comments", "status",
];
/// Fields of a segment that edits of their own change, or that only Maru writes.
const OWN: [&str; 10] = [
    "pos",
    "kind",
    "removed",
    "en",
    "ko",
    "origin",
    "translation",
    "decision_no",
    "action_no",
    "commitment_no",
];

type Fields = Map<String, Value>;

impl Document {
    /// Returns the edits that bring the record, or one segment of it, back to what it was at a moment.
    ///
    /// # Errors
    /// `Heads` if the moment is not part of the document; `Misfit` if the segment did not exist then.
    pub fn way_back(&mut self, moment: &Heads, segment: Option<&str>) -> Result<Vec<Edit>, Error> {
        let mut then = self.json_at(moment)?;
        level(&mut then);
        let (Value::Object(now), Value::Object(then)) = (self.json(), &then) else {
            return Err(Error::Heads);
        };
        let mut edits = Vec::new();
        if segment.is_none() {
            let apart: &[&str] = match now.get("kind").and_then(Value::as_str) {
                Some("practice") => &APART_OF_PRACTICE,
                _ => &APART,
            };
            differences(&mut Vec::new(), now, then, apart, &mut edits);
        }
        let none = Fields::new();
        let of = |record: &'_ Fields| record.get("segments").and_then(Value::as_object).cloned();
        let (new, old) = (of(now).unwrap_or_else(|| none.clone()), of(then).unwrap_or(none));
        if let Some(id) = segment.filter(|id| !old.contains_key(*id)) {
            return Err(Error::Misfit(format!("no segment {id} at that moment")));
        }
        let wanted = |id: &str| segment.is_none_or(|one| one == id);
        for (id, line) in new.iter().filter(|(id, _)| wanted(id)) {
            let Value::Object(line) = line else { continue };
            match old.get(id) {
                Some(Value::Object(then)) => line_back(id, line, then, &mut edits)?,
                _ if is_removed(line) => {}
                _ => edits.push(Edit::Remove { id: id.clone() }),
            }
        }
        edits.extend(
            moves(&new, &old)
                .into_iter()
                .filter(|(id, _)| wanted(id))
                .map(|(id, after)| Edit::Move { id, after }),
        );
        Ok(edits)
    }
}

fn is_removed(line: &Fields) -> bool {
    line.get("removed").and_then(Value::as_bool).unwrap_or(false)
}

/// Gathers the edits that lead from one map to another, down to the leaves that differ.
fn differences(path: &mut Vec<String>, now: &Fields, then: &Fields, apart: &[&str], edits: &mut Vec<Edit>) {
    for key in now
        .keys()
        .chain(then.keys().filter(|key| !now.contains_key(*key)))
    {
        if apart.contains(&key.as_str()) {
            continue;
        }
        path.push(key.clone());
        match (now.get(key), then.get(key)) {
            (Some(now), Some(then)) if now == then => {}
            (Some(Value::Object(now)), Some(Value::Object(then))) => differences(path, now, then, &[], edits),
            (None, Some(Value::Null)) | (None, None) => {}
            (_, Some(value)) => edits.push(Edit::Set {
                path: path.clone(),
                value: value.clone(),
            }),
            // Somebody else may be writing about it: taken off the list, the words are kept.
            (Some(Value::Object(entry)), None) if is_listed(path) => {
                if !is_removed(entry) {
                    let path = [path.as_slice(), &["removed".to_owned()]].concat();
                    edits.push(Edit::Set {
                        path,
                        value: true.into(),
                    });
                }
            }
            (Some(_), None) => edits.push(Edit::Clear { path: path.clone() }),
        }
        path.pop();
    }
}

fn is_listed(path: &[String]) -> bool {
    matches!(path, [first, _] if first == "people" || first == "attachments")
}

/// Gathers the edits that bring one line back, but for its place.
fn line_back(id: &str, now: &Fields, then: &Fields, edits: &mut Vec<Edit>) -> Result<(), Error> {
    if is_removed(then) {
        if !is_removed(now) {
            edits.push(Edit::Remove { id: id.to_owned() });
        }
        return Ok(());
    }
    if is_removed(now) {
        edits.push(Edit::Restore { id: id.to_owned() });
    }
    if now.get("kind") != then.get("kind") {
        let kind = then.get("kind").cloned().unwrap_or_else(|| "point".into());
        let kind: SegmentKind = serde_json::from_value(kind).map_err(|e| Error::Shape(e.to_string()))?;
        edits.push(Edit::Turn {
            id: id.to_owned(),
            kind,
        });
    }
    texts_back(id, now, then, edits);
    let mut path = vec!["segments".to_owned(), id.to_owned()];
    differences(&mut path, now, then, &OWN, edits);
    Ok(())
}

/// Gathers the edits that bring the texts of a line back, and what was known about their translation: who had checked
/// these very words has checked them still (R12).
fn texts_back(id: &str, now: &Fields, then: &Fields, edits: &mut Vec<Edit>) {
    let path = |field: &[&str]| {
        let names = ["segments", id].into_iter().chain(field.iter().copied());
        names.map(str::to_owned).collect::<Vec<String>>()
    };
    let text = |line: &Fields, lang: Lang| {
        line.get(lang.code())
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    let original = match then.get("origin").and_then(Value::as_str) {
        Some("ko") => Lang::Ko,
        _ => Lang::En,
    };
    let written = [original, original.other()]
        .into_iter()
        .filter(|lang| text(now, *lang) != text(then, *lang))
        .map(|lang| Edit::Write {
            id: id.to_owned(),
            lang,
            text: text(then, lang),
        });
    let before = edits.len();
    edits.extend(written);
    let is_written = edits.len() > before;
    for field in ["origin", "translation"] {
        match (now.get(field), then.get(field)) {
            (now, then) if now == then && !is_written => {}
            (now, Some(value)) => {
                edits.push(Edit::Set {
                    path: path(&[field]),
                    value: value.clone(),
                });
                let known = value.as_object();
                let more = now.and_then(Value::as_object).into_iter().flatten();
                let more = more.filter(|(key, _)| known.is_some_and(|known| !known.contains_key(*key)));
                edits.extend(more.map(|(key, _)| Edit::Clear {
                    path: path(&[field, key]),
                }));
            }
            (None, None) if !is_written => {}
            (_, None) => edits.push(Edit::Clear { path: path(&[field]) }),
        }
    }
}

/// Returns the segments that have to move, each with the one it follows: as few as can be.
fn moves(now: &Fields, then: &Fields) -> Vec<(String, Option<String>)> {
    let place = |line: &Value| {
        line.get("pos")
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    let mut wanted: Vec<(String, &String)> = then
        .iter()
        .filter(|(id, line)| now.contains_key(*id) && line.as_object().is_some_and(|line| !is_removed(line)))
        .map(|(id, line)| (place(line), id))
        .collect();
    wanted.sort();
    let places: Vec<(String, &String)> = wanted.iter().map(|(_, id)| (place(&now[*id]), *id)).collect();
    let stays = longest_rising(&places);
    wanted
        .iter()
        .enumerate()
        .filter(|(at, _)| !stays.contains(at))
        .map(|(at, (_, id))| {
            let after = at.checked_sub(1).and_then(|before| wanted.get(before));
            ((*id).clone(), after.map(|(_, id)| (*id).clone()))
        })
        .collect()
}

/// Returns where the members of the longest rising run of a list stand, others between them left out.
fn longest_rising<T: Ord>(list: &[T]) -> BTreeSet<usize> {
    // The ends of the best runs by length, and what stands before each member in its run.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(list.len());
    for (at, one) in list.iter().enumerate() {
        let length = ends.partition_point(|end| list[*end] < *one);
        before.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        if length == ends.len() {
            ends.push(at);
        } else {
            ends[length] = at;
        }
    }
    let mut run = BTreeSet::new();
    let mut at = ends.last().copied();
    while let Some(one) = at {
        run.insert(one);
        at = before[one];
    }
    run
}
