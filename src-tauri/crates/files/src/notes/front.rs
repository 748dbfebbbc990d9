//! Front matter: the YAML or TOML above a note's text, as Obsidian, Joplin, Jekyll and Hugo write it.

use serde_json::{Map, Value};
use serde_saphyr::options::DuplicateKeyPolicy;

use super::day;
use super::inline;
use super::note::{self, Line, Note};
use crate::error::Error;

/// No front matter is larger, in bytes.
const MOST: usize = 64 << 10;
/// So many tags and people are taken from it.
const MANY: usize = 200;

const TITLE: &[&str] = &["title", "제목"];
const WHEN: &[&str] = &[
    "date",
    "day",
    "when",
    "start",
    "일시",
    "일자",
    "날짜",
    "created",
    "created_time",
    "created at",
];
const PLACE: &[&str] = &["location", "place", "장소"];
const TAGS: &[&str] = &["tags", "tag", "keywords", "키워드"];
/// Of these nobody can tell the side, so they stay a line of text.
const PEOPLE: &[&str] = &["attendees", "participants", "people", "참석자", "배석자", "참석"];
/// What programs write for themselves: nobody misses it.
const OURS: &[&str] = &[
    "id",
    "updated",
    "updated_time",
    "modified",
    "aliases",
    "cssclass",
    "cssclasses",
    "publish",
    "latitude",
    "longitude",
    "altitude",
];

/// Takes the front matter into the note and returns the text beneath it. One that cannot be read stays text.
///
/// # Errors
/// `note-maru` where Maru wrote it: that is a record, not a note.
pub(super) fn read<'a>(text: &'a str, note: &mut Note) -> Result<&'a str, Error> {
    let Some((fence, front, body)) = split(text) else {
        return Ok(text);
    };
    if fence == "---" && front.lines().next().is_some_and(|line| line.starts_with("maru:")) {
        return Err(Error::new("note-maru"));
    }
    let fields = match fence {
        _ if front.len() > MOST => None,
        "+++" => toml(front),
        _ => yaml(front),
    };
    let Some(fields) = fields else {
        note.remark("front", "");
        for line in front.lines().filter(|line| !line.trim().is_empty()) {
            note.lines.push(plain(line));
        }
        return Ok(body);
    };
    take(fields, note);
    Ok(body)
}

/// Returns the fence, what stands between two of it at the head of the text, and what stands beneath.
fn split(text: &str) -> Option<(&'static str, &str, &str)> {
    let fence = ["---", "+++"].into_iter().find(|fence| text.starts_with(fence))?;
    let (first, rest) = text.split_once('\n')?;
    if first.trim_end() != fence {
        return None;
    }
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        let end = line.trim_end();
        if end == fence || fence == "---" && end == "..." {
            return Some((fence, rest.get(..at)?, rest.get(at + line.len()..)?));
        }
        at += line.len();
    }
    None
}

fn yaml(front: &str) -> Option<Map<String, Value>> {
    if front.trim().is_empty() {
        return Some(Map::new());
    }
    // A few bytes of aliases can stand for millions of values; no note of a person holds a thousandth of these.
    let budget = serde_saphyr::budget! {
        max_events: 20_000,
        max_aliases: 100,
        max_anchors: 100,
        max_depth: 16,
    };
    let options = serde_saphyr::options! {
        budget: budget,
        duplicate_keys: DuplicateKeyPolicy::FirstWins,
        alias_limits: serde_saphyr::alias_limits! { max_total_replayed_events: 1_000 },
        leading_zero_numbers_as_strings: true,
        underscored_numbers_as_strings: true,
        strict_booleans: true,
    };
    match serde_saphyr::from_str_with_options(front, options) {
        Ok(Value::Object(fields)) => Some(fields),
        Ok(Value::Null) => Some(Map::new()),
        _ => None,
    }
}

fn toml(front: &str) -> Option<Map<String, Value>> {
    let table: toml::Table = front.parse().ok()?;
    let plain = |value: toml::Value| match value {
        toml::Value::Datetime(at) => Some(Value::from(at.to_string())),
        toml::Value::Array(values) => {
            let words = values.into_iter().filter_map(|value| match value {
                toml::Value::String(text) => Some(Value::from(text)),
                _ => None,
            });
            Some(words.collect())
        }
        toml::Value::String(text) => Some(Value::from(text)),
        toml::Value::Integer(number) => Some(Value::from(number)),
        _ => None,
    };
    Some(
        table
            .into_iter()
            .filter_map(|(name, value)| Some((name, plain(value)?)))
            .collect(),
    )
}

fn take(fields: Map<String, Value>, note: &mut Note) {
    let mut fields: Vec<(String, Value)> = fields.into_iter().collect();
    let mut first = |names: &[&str]| {
        names.iter().find_map(|wanted| {
            let at = fields
                .iter()
                .position(|(name, value)| is(name, wanted) && !words(value).is_empty())?;
            Some(fields.remove(at))
        })
    };
    let title = first(TITLE).map(|(_, value)| words(&value).join(", "));
    match title.unwrap_or_default() {
        title if maru_core::text::fits(&title, note::TITLE) => note.title = title,
        long => note.lines.push(plain(&long)),
    }
    note.place = first(PLACE)
        .map(|(_, value)| words(&value).join(", "))
        .unwrap_or_default();
    note.tags = first(TAGS).map(|(_, value)| tags(&value)).unwrap_or_default();
    while let Some((name, value)) = first(WHEN) {
        let said = words(&value).join(" ");
        match day::moment(&said) {
            Some(when) => {
                // The next that could say it, such as when the note was made, is not wanted any more.
                note.when.get_or_insert(when);
            }
            None => {
                note.remark("date", &said);
                note.lines.push(plain(&format!("{name}: {said}")));
            }
        }
    }
    while let Some((name, value)) = first(PEOPLE) {
        let people: Vec<String> = words(&value).iter().map(|name| unlinked(name)).collect();
        note.lines.push(plain(&format!("{name}: {}", people.join(", "))));
    }
    let left: Vec<&str> = fields
        .iter()
        .filter(|(name, value)| !OURS.iter().any(|ours| is(name, ours)) && !value.is_null())
        .map(|(name, _)| name.as_str())
        .collect();
    if !left.is_empty() {
        note.remark("fields", &left.join(", "));
    }
}

fn is(name: &str, wanted: &str) -> bool {
    name.trim().eq_ignore_ascii_case(wanted)
}

/// Returns the words of a field, however it holds them.
fn words(value: &Value) -> Vec<String> {
    let line = |text: &str| maru_core::text::line(text);
    let mut found: Vec<String> = match value {
        Value::String(text) => vec![line(text)],
        Value::Number(number) => vec![number.to_string()],
        Value::Array(values) => values.iter().take(MANY).flat_map(words).take(MANY).collect(),
        Value::Object(_) | Value::Bool(_) | Value::Null => Vec::new(),
    };
    found.retain(|text| !text.is_empty());
    found
}

fn tags(value: &Value) -> Vec<String> {
    let all = words(value);
    let parts: Vec<String> = match value {
        Value::String(text) => text.split([',', ' ']).map(maru_core::text::line).collect(),
        _ => all,
    };
    let mut tags: Vec<String> = Vec::new();
    for tag in parts {
        let tag = tag.trim_start_matches('#').to_owned();
        if !tag.is_empty()
            && !tags.contains(&tag)
            && tags.len() < MANY
            && maru_core::text::fits(&tag, maru_core::text::KEY)
        {
            tags.push(tag);
        }
    }
    tags
}

/// A person who is a page of their own in Obsidian is a name here.
fn unlinked(name: &str) -> String {
    name.replace("[[", "").replace("]]", "")
}

fn plain(text: &str) -> Line {
    let mut words = String::new();
    inline::push(&mut words, text);
    Line {
        text: words,
        ..Line::default()
    }
}
