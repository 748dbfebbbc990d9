//! Record files: JSON text of one record, of an array of records, or of an object that holds them as `records`.

use maru_core::attachment::BYTES;
use maru_core::bilingual::Side;
use maru_core::document::{Author, Document, Stamp};
use maru_core::text::DEPTH;
use serde_json::Value;

use crate::culprit;
use crate::error::Error;

/// The deepest that brackets may stand in each other, one less than where the JSON reader itself gives up. A record
/// needs 12; a reader without a limit can be crashed.
pub(crate) const DEEPEST: usize = 127;

/// Returns the records of a file as JSON that core accepts.
///
/// The failure names line and column, and for what is JSON but no record, where that record begins.
pub(crate) fn records(bytes: &[u8]) -> Result<Vec<Value>, Error> {
    let text = std::str::from_utf8(bytes).map_err(|e| at(Error::new("json-text"), bytes, e.valid_up_to()))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let starts = starts(text.as_bytes())?;
    let value = serde_json::from_str(text).map_err(|e| syntax(text, &e))?;
    let (values, depth) = unfold(value)?;
    values
        .into_iter()
        .enumerate()
        .map(|(index, value)| {
            let begin = starts
                .get(depth)
                .and_then(|list| list.get(index))
                .copied()
                .unwrap_or(0);
            record(value).map_err(|failure| at(failure, text.as_bytes(), begin))
        })
        .collect()
}

/// Returns the records, and how deep in brackets they stand.
fn unfold(value: Value) -> Result<(Vec<Value>, usize), Error> {
    match value {
        Value::Array(values) => Ok((values, 1)),
        Value::Object(mut map) if !map.contains_key("kind") => match map.remove("records") {
            Some(Value::Array(values)) if map.is_empty() => Ok((values, 2)),
            _ => Err(Error::new("json-none").with("line", "1").with("column", "1")),
        },
        Value::Object(map) => Ok((vec![Value::Object(map)], 0)),
        _ => Err(Error::new("json-none").with("line", "1").with("column", "1")),
    }
}

pub(crate) fn record(value: Value) -> Result<Value, Error> {
    let Value::Object(mut map) = value else {
        return Err(Error::new("json-none"));
    };
    // A record that was written by hand has no id yet; the vault gives one.
    map.entry("id").or_insert_with(|| Value::String(String::new()));
    let stamp = Stamp {
        author: Author {
            device: String::new(),
            side: Side::new("joint"),
        },
        time: 0,
    };
    // The bytes of attachments are no part of the record; the vault asks about them.
    let bytes = map.remove(BYTES);
    // Made once here, where a crash harms nothing, before it is made in the vault.
    let map = Value::Object(map);
    match Document::create(&map, [0; 16], &stamp) {
        Ok(rehearsal) => {
            let mut made = rehearsal.json().clone();
            if let (Some(bytes), Some(fields)) = (bytes, made.as_object_mut()) {
                fields.insert(BYTES.to_owned(), bytes);
            }
            Ok(made)
        }
        Err(maru_core::Error::Depth) => Err(Error::new("json-deep").with("most", DEPTH.to_string())),
        Err(maru_core::Error::Size(_)) => Err(Error::new("json-large")),
        Err(_) => Err(Error::new("json-shape").with("what", culprit::path(&map))),
    }
}

/// Walks over brackets and strings only, and returns where values begin inside no, one and two brackets.
///
/// Between the brackets of a record these are other places, but then the records stand further out and only their
/// own places are asked for.
fn starts(bytes: &[u8]) -> Result<[Vec<usize>; 3], Error> {
    let mut starts = [vec![0], Vec::new(), Vec::new()];
    let (mut depth, mut quoted, mut escaped, mut awaited) = (0_usize, false, false, false);
    for (at_byte, byte) in bytes.iter().enumerate() {
        if awaited && !byte.is_ascii_whitespace() {
            awaited = false;
            if let Some(list) = starts.get_mut(depth) {
                list.push(at_byte);
            }
        }
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b'[' | b'{' => {
                depth += 1;
                awaited = *byte == b'[';
                if depth > DEEPEST {
                    return Err(
                        at(Error::new("json-depth"), bytes, at_byte).with("most", DEEPEST.to_string())
                    );
                }
            }
            b']' | b'}' => {
                depth = depth.saturating_sub(1);
                awaited = false;
            }
            b',' => awaited = true,
            _ => {}
        }
    }
    Ok(starts)
}

fn syntax(text: &str, error: &serde_json::Error) -> Error {
    let said = error.to_string();
    let code = if said.contains("surrogate") || said.contains("hex escape") {
        "json-surrogate"
    } else if text.trim().is_empty() {
        "json-empty"
    } else if error.is_eof() {
        "json-cut"
    } else {
        "json-syntax"
    };
    Error::new(code)
        .with("line", error.line().to_string())
        .with("column", error.column().to_string())
}

fn at(failure: Error, bytes: &[u8], offset: usize) -> Error {
    let before = bytes.get(..offset).unwrap_or(bytes);
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let start = before
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(0, |newline| newline + 1);
    let column = String::from_utf8_lossy(before.get(start..).unwrap_or_default())
        .chars()
        .count()
        + 1;
    failure
        .with("line", line.to_string())
        .with("column", column.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> (String, String) {
        let failure = records(text.as_bytes()).expect_err(text);
        let arg = |name: &str| {
            failure
                .args()
                .iter()
                .find(|(n, _)| n == name)
                .map(|(_, v)| v.clone())
        };
        let place = format!(
            "{}:{}",
            arg("line").unwrap_or_default(),
            arg("column").unwrap_or_default()
        );
        (failure.code().to_owned(), place)
    }

    #[test]
    fn one_record_an_array_and_a_bundle_are_the_same_to_us() {
        let note = r#"{"id":"n","kind":"note","text":{"en":"A"}}"#;
        for text in [
            note.to_owned(),
            format!("[{note}]"),
            format!("\u{feff} {{\"records\": [\n{note}] }}"),
        ] {
            let found = records(text.as_bytes()).expect("records");
            assert_eq!(found.len(), 1);
            assert_eq!(found[0]["text"]["en"], "A");
        }
        assert_eq!(records(b"[]").expect("no records").len(), 0);
    }

    #[test]
    fn what_is_wrong_is_named_with_its_place() {
        assert_eq!(
            refused("{\"kind\":\n  oops}"),
            ("json-syntax".to_owned(), "2:3".to_owned())
        );
        assert_eq!(
            refused("[{\"kind\":\"note\""),
            ("json-cut".to_owned(), "1:15".to_owned())
        );
        assert_eq!(refused("  \n").0, "json-empty");
        assert_eq!(
            refused(r#"{"kind":"note","text":{"en":"\ud800"}}"#).0,
            "json-surrogate"
        );
        assert_eq!(refused("{\"people\":[]}").0, "json-none");
        assert_eq!(refused("3").0, "json-none");
        assert_eq!(
            refused(&"[".repeat(100_000)),
            ("json-depth".to_owned(), "1:128".to_owned())
        );
    }

    #[test]
    fn a_record_that_is_none_is_found_by_where_it_begins() {
        let good = r#"{"kind":"note","text":{"en":"[,]\"{"}}"#;
        for (text, place) in [
            (format!("[\n{good},\n  {{\"kind\":\"note\",\"text\":7}}]"), "3:3"),
            (format!("{{\"records\":[{good},\n{{\"text\":{{}}}}]}}"), "2:1"),
            ("{\"kind\":\"meeting\",\"people\":[]}".to_owned(), "1:1"),
        ] {
            assert_eq!(
                refused(&text),
                ("json-shape".to_owned(), place.to_owned()),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_no_object_is_no_record() {
        let text = r#"[{"kind":"note"},4]"#;
        assert_eq!(refused(text), ("json-none".to_owned(), "1:18".to_owned()));
    }

    #[test]
    fn text_in_another_encoding_is_refused() {
        let failure = records(b"{\"kind\":\"\xc7\xd1\"}").expect_err("EUC-KR");
        assert_eq!(failure.code(), "json-text");
    }
}
