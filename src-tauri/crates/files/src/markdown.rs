//! A whole record as Markdown, for people and tools that read and write text, and back again.
//!
//! Before the body stand the fields, one on a line, each as JSON, which is YAML too. In the body each line of the
//! record begins with a mark that a reader of Markdown does not see: `<!-- decision {"id":"…"} -->`, then the English
//! text, then `<!-- ko -->` and the Korean one. `docs/format.md` describes it whole.

mod body;
mod front;
mod parse;

use maru_core::record::Record;
use maru_press::Error;
use serde_json::{Map, Value};

pub(crate) use parse::record;

/// The version of this form.
const VERSION: u64 = 1;
/// What stands above and beneath the fields.
const FENCE: &str = "---";

/// Returns a whole record as Markdown, in the shape that Maru reads again. The same leaves as with its JSON.
///
/// # Errors
/// As [`maru_press::json`].
pub fn markdown(record: &Record) -> Result<String, Error> {
    let json = maru_press::json(record)?;
    let value: Value = serde_json::from_str(&json).map_err(|e| Error::Typeset(e.to_string()))?;
    let Value::Object(mut fields) = value else {
        return Ok(String::new());
    };
    let mut text = String::new();
    let shown = body::taken(&mut fields);
    let segments = fields.remove("segments");
    front::write(&fields, segments.is_some(), &mut text);
    for (name, words) in shown {
        body::write_field(name, &words, &mut text);
    }
    body::write_segments(segments, &mut text);
    Ok(text)
}

/// Returns a JSON text that can stand in a mark: no pair of hyphens in it, which would end the mark.
fn unbroken(value: &Map<String, Value>) -> String {
    Value::Object(value.clone()).to_string().replace("--", "-\\u002d")
}

#[cfg(test)]
mod tests;
