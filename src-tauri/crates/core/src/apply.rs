//! How edits become writes to the document.

use std::borrow::Cow;
use std::collections::BTreeSet;

use automerge::AutoCommit;
use serde_json::{Map, Value, json};

use crate::bilingual::{Lang, Side};
use crate::bridge::{clear_path, read_path, settle_path, write_path};
use crate::document::{Heads, Stamp};
use crate::edit::Edit;
use crate::entry;
use crate::error::Error;
use crate::numbering::{Numbering, number_field};
use crate::order::{Order, Room};
use crate::record::Record;
use crate::segment::{Segment, SegmentKind};
use crate::state::digest;

/// One batch of edits on its way into a document.
pub(crate) struct Batch<'d> {
    pub(crate) doc: &'d mut AutoCommit,
    /// The moment that the edits were made at, and who makes them.
    pub(crate) base: &'d Heads,
    pub(crate) stamp: &'d Stamp,
    /// The record as it was before the batch, at the newest heads.
    pub(crate) newest: &'d Value,
    /// Copied only once a place changes: most edits are words.
    pub(crate) order: Cow<'d, Order>,
    pub(crate) numbers: Numbering,
    pub(crate) segments: BTreeSet<String>,
    pub(crate) fields: BTreeSet<String>,
    /// New places of segments that the base does not know yet. Written at the base they would be made a second time
    /// and hide the first, so they are written after the merge.
    pub(crate) later: Vec<(String, String)>,
}

fn path_of(id: &str, field: &str) -> Vec<String> {
    vec!["segments".to_owned(), id.to_owned(), field.to_owned()]
}

impl Batch<'_> {
    /// Applies all edits, in order.
    pub(crate) fn apply(&mut self, edits: &[Edit]) -> Result<(), Error> {
        let mut at = 0;
        while let Some(edit) = edits.get(at) {
            let run = run_of_inserts(&edits[at..]);
            if run > 1 {
                self.insert_run(&edits[at..at + run])?;
                at += run;
            } else {
                self.apply_one(edit)?;
                at += 1;
            }
        }
        Ok(())
    }

    fn apply_one(&mut self, edit: &Edit) -> Result<(), Error> {
        match edit {
            Edit::Set { path, value } => self.set(path, value),
            Edit::Clear { path } => {
                guard(path)?;
                self.touch(path);
                clear_path(self.doc, path)
            }
            Edit::Insert { .. } => self.insert_run(std::slice::from_ref(edit)),
            Edit::Write { id, lang, text } => self.write(id, *lang, text),
            Edit::Turn { id, kind } => self.turn(id, kind),
            Edit::Move { id, after } => {
                self.require(id)?;
                if after.as_ref() == Some(id) {
                    return Ok(());
                }
                let places = self.places(after.as_deref(), 1)?;
                self.place(id, &places[0])
            }
            Edit::Remove { id } => self.removed(id, true),
            Edit::Restore { id } => self.removed(id, false),
            Edit::Check { id, lang, side } => self.check(id, *lang, side),
            Edit::Renumber { id } => {
                let kind = self.text(id, "kind")?.unwrap_or_default();
                let Some(field) = number_field(&kind) else {
                    return Err(Error::Misfit(format!("{kind} has no number")));
                };
                let number = self.numbers.next(field);
                self.put(id, field, &number.into())
            }
            Edit::Agree { id, side, by } => self.agree(id, side, by),
            Edit::Advance { id, status, by } => self.advance(id, status, by),
        }
    }

    pub(crate) fn set(&mut self, path: &[String], value: &Value) -> Result<(), Error> {
        guard(path)?;
        self.touch(path);
        let value = entry::json(value)?;
        if settle_path(self.doc, path, &value)? {
            return Ok(());
        }
        write_path(self.doc, path, &value)
    }

    fn write(&mut self, id: &str, lang: Lang, words: &str) -> Result<(), Error> {
        self.require(id)?;
        let words = entry::cell(words)?;
        self.put(id, lang.code(), &Value::String(words.clone()))?;
        match self.text(id, "origin")? {
            None if words.trim().is_empty() => Ok(()),
            None => self.put(id, "origin", &lang.code().into()),
            Some(origin) if origin == lang.code() => Ok(()),
            Some(_) => {
                let original = self.text(id, lang.other().code())?.unwrap_or_default();
                self.put(id, "translation", &json!({ "of": digest(&original) }))
            }
        }
    }

    fn check(&mut self, id: &str, lang: Lang, side: &Side) -> Result<(), Error> {
        self.require(id)?;
        if self
            .text(id, "origin")?
            .is_none_or(|origin| origin == lang.code())
        {
            return Err(Error::Misfit("only a translation is checked".to_owned()));
        }
        let original = self.text(id, lang.other().code())?.unwrap_or_default();
        let translated = self.text(id, lang.code())?.unwrap_or_default();
        let state = json!({ "of": digest(&original), "checked_by": side, "checked": digest(&translated) });
        self.put(id, "translation", &state)
    }

    fn turn(&mut self, id: &str, kind: &SegmentKind) -> Result<(), Error> {
        self.require(id)?;
        let code = serde_json::to_value(kind).map_err(|e| Error::Shape(e.to_string()))?;
        // Two laptops may have turned it into different kinds: choosing the shown one settles that.
        if settle_path(self.doc, &path_of(id, "kind"), &code)? {
            self.segments.insert(id.to_owned());
        } else {
            self.put(id, "kind", &code)?;
        }
        let code = code.as_str().unwrap_or_default().to_owned();
        self.give_birth_fields(id, &code)
    }

    /// A decision, an action or a commitment has a number and a state from its first moment.
    fn give_birth_fields(&mut self, id: &str, kind: &str) -> Result<(), Error> {
        let first = match kind {
            "decision" => ("decision", json!("agreed")),
            "action" | "commitment" => ("status", json!("open")),
            // Born with it: two laptops that each made the map would hide one another's words.
            "picture" => ("alt", json!({ "en": "", "ko": "" })),
            _ => return Ok(()),
        };
        if read_path(self.doc, &path_of(id, first.0))?.is_none() {
            self.put(id, first.0, &first.1)?;
        }
        match number_field(kind) {
            Some(field) if read_path(self.doc, &path_of(id, field))?.is_none() => {
                let number = self.numbers.next(field);
                self.put(id, field, &number.into())
            }
            _ => Ok(()),
        }
    }

    fn insert_run(&mut self, run: &[Edit]) -> Result<(), Error> {
        let Some(Edit::Insert { after, .. }) = run.first() else {
            return Ok(());
        };
        let places = self.places(after.as_deref(), run.len())?;
        for (edit, pos) in run.iter().zip(places) {
            let Edit::Insert { id, segment, .. } = edit else {
                continue;
            };
            self.insert(id, &pos, segment)?;
        }
        Ok(())
    }

    fn insert(&mut self, id: &str, pos: &str, fields: &Value) -> Result<(), Error> {
        let Value::Object(fields) = entry::json(fields)? else {
            return Err(Error::Misfit("a segment is a map of fields".to_owned()));
        };
        let mut fields = fields;
        for field in ["pos", "removed", "decision_no", "action_no", "commitment_no"] {
            fields.remove(field);
        }
        if id.is_empty() || id.len() > 64 {
            return Err(Error::Misfit("the id of a segment".to_owned()));
        }
        let there = self.is_there(id)?;
        if !there && self.newest["segments"].get(id).is_some() {
            // The same save came twice: the first one made it, and somebody may have gone on writing in it.
            return Ok(());
        }
        self.segments.insert(id.to_owned());
        if !there {
            for key in ["en", "ko"] {
                fields.entry(key).or_insert_with(|| json!(""));
            }
            fields.entry("kind").or_insert_with(|| json!("point"));
            birth_of_translation(&mut fields);
            fields.insert("pos".to_owned(), pos.into());
        }
        let kind = fields.get("kind").and_then(Value::as_str).map(str::to_owned);
        write_path(
            self.doc,
            &["segments".to_owned(), id.to_owned()],
            &Value::Object(fields),
        )?;
        if there {
            self.removed(id, false)?;
        }
        self.place(id, pos)?;
        let kind = match kind {
            Some(kind) => kind,
            None => self.text(id, "kind")?.unwrap_or_default(),
        };
        self.give_birth_fields(id, &kind)
    }

    fn removed(&mut self, id: &str, removed: bool) -> Result<(), Error> {
        self.require(id)?;
        if read_path(self.doc, &path_of(id, "removed"))?.is_none() && !removed {
            return Ok(());
        }
        self.put(id, "removed", &removed.into())
    }

    fn places(&mut self, after: Option<&str>, count: usize) -> Result<Vec<String>, Error> {
        let Room { places, moved } = self.order.room(after, count)?;
        for (id, pos) in moved {
            if self.is_there(&id)? {
                self.place(&id, &pos)?;
            } else {
                self.order.to_mut().put(&id, &pos);
                self.later.push((id, pos));
            }
        }
        Ok(places)
    }

    fn place(&mut self, id: &str, pos: &str) -> Result<(), Error> {
        self.order.to_mut().put(id, pos);
        self.put(id, "pos", &pos.into())
    }

    fn put(&mut self, id: &str, field: &str, value: &Value) -> Result<(), Error> {
        self.segments.insert(id.to_owned());
        write_path(self.doc, &path_of(id, field), value)
    }

    fn text(&self, id: &str, field: &str) -> Result<Option<String>, Error> {
        Ok(read_path(self.doc, &path_of(id, field))?.and_then(|v| v.as_str().map(str::to_owned)))
    }

    fn is_there(&self, id: &str) -> Result<bool, Error> {
        Ok(self.text(id, "pos")?.is_some())
    }

    fn require(&self, id: &str) -> Result<(), Error> {
        if self.is_there(id)? {
            return Ok(());
        }
        Err(Error::Misfit(format!("no segment {id}")))
    }

    pub(crate) fn touch(&mut self, path: &[String]) {
        match path {
            [first, id, ..] if first == "segments" => self.segments.insert(id.clone()),
            [first, ..] => self.fields.insert(first.clone()),
            [] => false,
        };
    }

    /// Checks that what was touched still is what a record may hold.
    pub(crate) fn check_shape(&self) -> Result<(), Error> {
        for id in &self.segments {
            if let Some(value) = read_path(self.doc, &["segments".to_owned(), id.clone()])? {
                serde_json::from_value::<Segment>(value).map_err(|e| Error::Misfit(e.to_string()))?;
            }
        }
        if self.fields.is_empty() {
            return Ok(());
        }
        let mut part = json!({ "id": "", "kind": self.newest.get("kind") });
        for field in &self.fields {
            if let Some(value) = read_path(self.doc, std::slice::from_ref(field))? {
                part[field] = value;
            }
        }
        Record::from_json(part)
            .map(drop)
            .map_err(|e| Error::Misfit(e.to_string()))
    }
}

/// Every segment is born with the maps and texts that both sides may write at once: two laptops that each made them
/// would hide one another's.
pub(crate) fn birth_of_translation(fields: &mut Map<String, Value>) {
    let text = |key: &str| {
        fields
            .get(key)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .trim()
            .to_owned()
    };
    let (en, ko) = (text("en"), text("ko"));
    if !fields.contains_key("origin") {
        let origin = if !en.is_empty() {
            Some("en")
        } else if !ko.is_empty() {
            Some("ko")
        } else {
            None
        };
        if let Some(origin) = origin {
            fields.insert("origin".to_owned(), origin.into());
        }
    }
    let original = if fields.get("origin").and_then(Value::as_str) == Some("ko") {
        ko
    } else {
        en
    };
    fields
        .entry("translation")
        .or_insert_with(|| json!({ "of": digest(&original), "checked": "" }));
}

/// Refuses what is fixed at birth and what only its own edit may change.
fn guard(path: &[String]) -> Result<(), Error> {
    let names: Vec<&str> = path.iter().map(String::as_str).collect();
    match names.as_slice() {
        [] => Err(Error::Misfit("an empty path".to_owned())),
        ["id", ..] => Err(Error::Fixed("id")),
        ["kind", ..] => Err(Error::Fixed("kind")),
        ["audience", ..] => Err(Error::Fixed("audience")),
        ["created", ..] => Err(Error::Fixed("created")),
        ["segments"] | ["segments", _] => Err(Error::Misfit("segments change one by one".to_owned())),
        [
            "segments",
            _,
            "pos" | "kind" | "removed" | "decision_no" | "action_no" | "commitment_no",
            ..,
        ] => Err(Error::Misfit(format!("{} has an edit of its own", names[2]))),
        _ => Ok(()),
    }
}

/// Returns how many inserts at the start of a list follow one another, each after the one before.
fn run_of_inserts(edits: &[Edit]) -> usize {
    let mut run = 0;
    let mut last: Option<&String> = None;
    for edit in edits {
        let Edit::Insert { id, after, .. } = edit else {
            break;
        };
        if run > 0 && after.as_ref() != last {
            break;
        }
        last = Some(id);
        run += 1;
    }
    run
}
