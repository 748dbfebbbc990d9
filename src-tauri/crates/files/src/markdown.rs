//! A whole record as Markdown, for people and tools that read and write text, and back again.
//!
//! Before the body stand the fields, one on a line, each as JSON, which is YAML too. In the body each line of the
//! record begins with a mark that a reader of Markdown does not see: `<!-- decision {"id":"…"} -->`, then the English
//! text, then `<!-- ko -->` and the Korean one. `docs/format.md` describes it whole.

mod body;
mod front;
mod leads;
mod linked;
mod parse;

use std::collections::BTreeMap;

use maru_core::record::Record;
use maru_press::{Error, Linked};
use serde_json::{Map, Value};

pub use leads::{Link, Owner};
pub(crate) use parse::record;

/// The version of this form.
const VERSION: u64 = 1;
/// What stands above and beneath the fields.
const FENCE: &str = "---";

/// Returns a whole record as Markdown, in the shape that Maru reads again. The same leaves as with its JSON; pictures and
/// documents that have a name, by hash, lie in the folder beside it.
///
/// # Errors
/// As [`maru_press::json`].
pub fn markdown(record: &Record, names: &BTreeMap<String, String>) -> Result<Linked, Error> {
    let json = maru_press::json(record)?;
    let value: Value = serde_json::from_str(&json).map_err(|e| Error::Typeset(e.to_string()))?;
    let Value::Object(mut fields) = value else {
        return Ok(Linked::default());
    };
    let mut text = Linked::default();
    let shown = body::taken(&mut fields);
    let attached = linked::taken_attachments(&mut fields);
    let segments = fields.remove("segments");
    text.push_str(&front::written(&fields, segments.is_some()));
    for (name, words) in shown {
        body::write_field(name, &words, &mut text);
    }
    body::write_segments(segments, names, &mut text);
    linked::write_attachments(attached, names, &mut text);
    Ok(text)
}

/// Returns a JSON text that can stand in a mark: no pair of hyphens in it, which would end the mark.
fn unbroken(value: &Map<String, Value>) -> String {
    Value::Object(value.clone()).to_string().replace("--", "-\\u002d")
}

#[cfg(test)]
mod tests;
