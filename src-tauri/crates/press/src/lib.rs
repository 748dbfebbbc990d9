//! Puts records on paper: a PDF for archives and for everybody, its pages as pictures, Markdown and JSON.
//!
//! Text goes to the typesetter as data, never as source. This crate asks for no disk, no network and no clock: the same
//! record and the same order make the same bytes. What our side keeps to itself never gets past its gate.

mod actions;
mod agenda;
mod agreement;
mod body;
pub mod csv;
mod discussion;
mod error;
mod form;
mod inline;
mod leaving;
mod limbs;
mod linked;
mod markdown;
mod marking;
mod minutes;
mod name;
mod note;
mod order;
mod paper;
mod particulars;
mod people;
mod plate;
mod practice;
#[cfg(test)]
mod reading;
mod register;
mod sheet;
mod short;
#[cfg(test)]
mod tests;
mod text;
mod wording;
mod words;
mod world;

use std::collections::{BTreeMap, BTreeSet};

use maru_core::attachment::attachments;
use maru_core::carried;
use maru_core::record::Record;
use serde_json::Value;

pub use body::may_leave_as;
pub use error::Error;
pub use form::Form;
pub use leaving::{Leaving, leaving, leaving_json, leaving_markdown};
pub use linked::Linked;
pub use name::{file_name, safe};
pub use order::{Languages, Order};
pub use plate::Pictures;
pub use register::Register;
pub use sheet::{Paper, Sheet, composition, pdf, pdf_with, typeset, typeset_unless, typeset_with};
pub use world::font;

/// Refuses a record that may not leave, in whatever form.
///
/// # Errors
/// `Own`, `Blocked`, `Classified` or `Embargo`.
pub fn may_leave(record: &Record) -> Result<(), Error> {
    marking::gate(record, None)
}

/// The name of the file inside a PDF that is the record itself.
pub const RECORD: &str = "record.json";

/// Returns a record as Markdown, in the parts and words of its paper.
///
/// # Errors
/// As [`typeset`].
pub fn markdown(record: &Record, order: &Order) -> Result<String, Error> {
    markdown_with(record, order, &BTreeMap::new()).map(|text| text.under(""))
}

/// Returns the same beside a folder in which its pictures have these names, by hash.
///
/// # Errors
/// As [`typeset`].
pub fn markdown_with(
    record: &Record,
    order: &Order,
    names: &BTreeMap<String, String>,
) -> Result<Linked, Error> {
    let body = body::body(record, None, order)?;
    Ok(markdown::markdown(&body.composition, names))
}

/// Returns a record as JSON, in the shape that Maru reads again. Of a deleted line only its number stays, so that it is
/// never given again; its words do not leave, and neither does a comment, or an attachment, a person, a figure or an entry
/// of an agreement that was taken off.
///
/// # Errors
/// Refuses what may not leave (`Own`, `Blocked`, `Classified`, `Embargo`).
pub fn json(record: &Record) -> Result<String, Error> {
    json_with(record, &BTreeMap::new())
}

/// Returns a record as JSON with the bytes of its attachments, by hash, beside it.
///
/// # Errors
/// As [`json`].
pub fn json_with(record: &Record, files: &BTreeMap<String, Vec<u8>>) -> Result<String, Error> {
    let mut value = leaves(record)?;
    carried::pack(&mut value, files);
    let mut text = serde_json::to_string_pretty(&value).map_err(|e| Error::Typeset(e.to_string()))?;
    text.push('\n');
    Ok(text)
}

/// Returns the hashes of the attachments that leave with the JSON of a record.
///
/// # Errors
/// As [`json`].
pub fn leaving_files(record: &Record) -> Result<BTreeSet<String>, Error> {
    leaves(record).map(|value| attachments(&value))
}

/// Returns what leaves of a record.
fn leaves(record: &Record) -> Result<Value, Error> {
    marking::gate(record, None)?;
    let mut record = record.clone().without_removed();
    if let Record::Practice(practice) = &mut record {
        practice.comments.clear();
    }
    let mut value = record.to_json();
    if let Some(segments) = value.get_mut("segments").and_then(Value::as_object_mut) {
        segments.values_mut().for_each(empty_deleted);
    }
    if let Some(attachments) = value.get_mut("attachments").and_then(Value::as_object_mut) {
        attachments.retain(|_, attachment| attachment.get("removed") != Some(&Value::Bool(true)));
    }
    Ok(value)
}

/// Takes the words out of a deleted segment.
fn empty_deleted(segment: &mut Value) {
    const KEPT: [&str; 6] = [
        "pos",
        "kind",
        "removed",
        "decision_no",
        "action_no",
        "commitment_no",
    ];
    if segment.get("removed").and_then(Value::as_bool) == Some(true)
        && let Some(fields) = segment.as_object_mut()
    {
        fields.retain(|name, _| KEPT.contains(&name.as_str()));
        fields.insert("en".to_owned(), "".into());
        fields.insert("ko".to_owned(), "".into());
    }
}
