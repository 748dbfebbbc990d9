//! The body: what a reader reads, line by line in both languages.

use std::collections::BTreeMap;

use maru_press::Linked;
use serde_json::{Map, Value};

use super::linked::{ATTACHMENT, is_linked, picture, write_linked};
use super::unbroken;

/// Fields that are text to be read and stand in the body, in this order.
pub(super) const FIELDS: [&str; 6] = ["title", "text", "one_line", "summary", "gist", "occasion"];
/// The mark before a Korean text.
pub(super) const KOREAN: &str = "ko";
/// A text in both languages.
#[derive(Default)]
pub(super) struct Words {
    pub(super) en: String,
    pub(super) ko: String,
}

/// Takes the fields out that stand in the body. One that holds more than two plain texts stays where it is.
pub(super) fn taken(fields: &mut Map<String, Value>) -> Vec<(&'static str, Words)> {
    let mut shown = Vec::new();
    for name in FIELDS {
        let words = fields.get(name).and_then(words);
        if let Some(words) = words {
            fields.remove(name);
            shown.push((name, words));
        }
    }
    shown
}

pub(super) fn words(value: &Value) -> Option<Words> {
    let map = value.as_object().filter(|map| map.len() == 2)?;
    let text = |lang: &str| {
        map.get(lang)
            .and_then(Value::as_str)
            .filter(|text| is_plain(text))
    };
    Some(Words {
        en: text("en")?.to_owned(),
        ko: text("ko")?.to_owned(),
    })
}

/// Returns whether a text comes back the same from between two marks: nothing at its ends that is seen by nobody.
pub(super) fn is_plain(text: &str) -> bool {
    let edges = |c: char| c.is_whitespace() || c.is_control();
    !text.contains(['\r', '\u{85}', '\u{2028}', '\u{2029}', '\u{b}', '\u{c}'])
        && !text.starts_with(edges)
        && !text.ends_with(edges)
}

/// Returns what stands before a text so that a reader sees what it is.
pub(super) fn prefix(kind: &str, fields: &Map<String, Value>) -> String {
    let number = |letter: char, name: &str| match fields.get(name).and_then(Value::as_u64) {
        Some(number) => format!("**{letter}-{number:02}** "),
        None => String::new(),
    };
    match kind {
        "title" => "# ".to_owned(),
        "agenda" => "## ".to_owned(),
        "heading" | "clause" => "### ".to_owned(),
        "quote" => "> ".to_owned(),
        "decision" => number('D', "decision_no"),
        "action" => number('A', "action_no"),
        "commitment" => number('C', "commitment_no"),
        _ => String::new(),
    }
}

/// Writes a field of the record.
pub(super) fn write_field(name: &str, words: &Words, text: &mut Linked) {
    text.push_str(&format!("\n<!-- {name} -->\n"));
    let prefix = prefix(name, &Map::new());
    write_words(&words.en, &words.ko, &prefix, text);
}

pub(super) fn write_words(en: &str, ko: &str, prefix: &str, text: &mut Linked) {
    write_text(en, prefix, text);
    if !ko.is_empty() {
        text.push_str(&format!("\n<!-- {KOREAN} -->\n"));
        write_text(ko, prefix, text);
    }
}

fn write_text(words: &str, prefix: &str, text: &mut Linked) {
    if words.is_empty() {
        return;
    }
    text.push_str("\n");
    for (at, line) in words.split('\n').enumerate() {
        let before = if at == 0 || prefix == "> " { prefix } else { "" };
        // A line that looks like a mark is text all the same.
        let looks = before.is_empty() && line.trim_start_matches('\\').starts_with("<!--");
        text.push_str(if looks { "\\" } else { before });
        text.push_str(line);
        text.push_str("\n");
    }
}

/// Writes the segments in the order in which they are read; the deleted ones, of which a number may be left, at last.
pub(super) fn write_segments(segments: Option<Value>, names: &BTreeMap<String, String>, text: &mut Linked) {
    let Some(Value::Object(segments)) = segments else {
        return;
    };
    let mut segments: Vec<(String, Map<String, Value>)> = segments
        .into_iter()
        .filter_map(|(id, segment)| match segment {
            Value::Object(fields) => Some((id, fields)),
            _ => None,
        })
        .collect();
    let removed = |fields: &Map<String, Value>| fields.get("removed").and_then(Value::as_bool) == Some(true);
    segments.sort_by_key(|(id, fields)| (removed(fields), pos(fields), id.clone()));
    for (id, fields) in segments {
        write_segment(id, fields, names, text);
    }
}

pub(super) fn pos(fields: &Map<String, Value>) -> String {
    let pos = fields.get("pos").and_then(Value::as_str);
    pos.unwrap_or_default().to_owned()
}

fn write_segment(
    id: String,
    mut fields: Map<String, Value>,
    names: &BTreeMap<String, String>,
    text: &mut Linked,
) {
    let kind = match fields.get("kind").and_then(Value::as_str) {
        Some(kind) if is_word(kind) => kind.to_owned(),
        _ => "line".to_owned(),
    };
    if kind != "line" {
        fields.remove("kind");
    }
    let prefix = prefix(&kind, &fields);
    let mut take = |lang: &str| match fields.get(lang).and_then(Value::as_str) {
        Some(text) if is_plain(text) => {
            let text = text.to_owned();
            fields.remove(lang);
            text
        }
        _ => String::new(),
    };
    let (en, ko) = (take("en"), take("ko"));
    fields.insert("id".to_owned(), id.into());
    text.push_str(&format!("\n<!-- {kind} {} -->\n", unbroken(&fields)));
    if is_linked(&kind) {
        let hash = fields.get("picture").and_then(|picture| picture.get("hash"));
        write_linked(picture(hash, fields.get("alt"), names), &en, &ko, text);
    } else {
        write_words(&en, &ko, &prefix, text);
    }
}

/// Returns whether a kind can stand at the head of a mark and is nothing else there.
pub(super) fn is_word(kind: &str) -> bool {
    let word = !kind.is_empty() && kind.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    word && ![KOREAN, ATTACHMENT, "line"].contains(&kind) && !FIELDS.contains(&kind)
}
