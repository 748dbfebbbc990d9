//! Puts records on paper: a PDF for archives and for everybody, its pages as pictures, Markdown and JSON.
//!
//! Text goes to the typesetter as data, never as source. This crate asks for no disk, no network and no clock: the same
//! record and the same order make the same bytes. What our side keeps to itself never gets past its gate.

mod actions;
mod agenda;
mod agreement;
mod body;
mod discussion;
mod error;
mod form;
mod inline;
mod leaving;
mod markdown;
mod marking;
mod minutes;
mod name;
mod note;
mod order;
mod paper;
mod particulars;
mod people;
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

use maru_core::record::Record;
use serde_json::Value;

pub use error::Error;
pub use form::Form;
pub use leaving::{Leaving, leaving};
pub use name::file_name;
pub use order::{Languages, Order};
pub use register::Register;
pub use sheet::{Paper, Sheet, pdf, typeset, typeset_unless};

/// The name of the file inside a PDF that is the record itself.
pub const RECORD: &str = "record.json";

/// Returns a record as Markdown, in the parts and words of its paper.
///
/// # Errors
/// As [`typeset`].
pub fn markdown(record: &Record, order: &Order) -> Result<String, Error> {
    let body = body::body(record, None, order)?;
    Ok(markdown::markdown(&body.composition))
}

/// Returns a record as JSON, in the shape that Maru reads again. Of a deleted line only its number stays, so that it is
/// never given again; its words do not leave.
///
/// # Errors
/// Refuses what may not leave (`Own`, `Blocked`, `Classified`, `Embargo`).
pub fn json(record: &Record) -> Result<String, Error> {
    marking::gate(record, None)?;
    let mut value = record.to_json();
    if let Some(segments) = value.get_mut("segments").and_then(Value::as_object_mut) {
        segments.values_mut().for_each(empty_deleted);
    }
    let mut text = serde_json::to_string_pretty(&value).map_err(|e| Error::Typeset(e.to_string()))?;
    text.push('\n');
    Ok(text)
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
