//! The fields of a record above its body: one on a line, each as JSON.

use serde_json::{Map, Value};

use super::{FENCE, VERSION};
use crate::error::Error;

/// Fields whose entries stand on lines of their own, because there are many of them.
const SPREAD: [&str; 7] = [
    "days",
    "delegations",
    "people",
    "participants",
    "areas",
    "dates",
    "evidence",
];

/// Returns the fields as text. A record that has segments says so even when it has none at the moment.
pub(super) fn written(fields: &Map<String, Value>, segments: bool) -> String {
    let mut text = format!("{FENCE}\nmaru: {VERSION}\n");
    for first in ["kind", "id"] {
        if let Some(value) = fields.get(first) {
            text.push_str(&format!("{first}: {value}\n"));
        }
    }
    for (name, value) in fields
        .iter()
        .filter(|(name, _)| !matches!(name.as_str(), "kind" | "id"))
    {
        match value {
            Value::Object(entries) if SPREAD.contains(&name.as_str()) && !entries.is_empty() => {
                text.push_str(&format!("{}:\n", key(name)));
                for (name, value) in entries {
                    text.push_str(&format!("  {}: {value}\n", Value::from(name.as_str())));
                }
            }
            _ => text.push_str(&format!("{}: {value}\n", key(name))),
        }
    }
    if segments {
        text.push_str("segments: {}\n");
    }
    text.push_str(FENCE);
    text.push('\n');
    text
}

/// Returns a name as it stands before a colon: as it is where it cannot be taken for anything else.
fn key(name: &str) -> String {
    let plain = !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    if plain && !matches!(name, "null" | "true" | "false" | "maru") {
        name.to_owned()
    } else {
        Value::from(name).to_string()
    }
}

/// Returns the fields, and how many lines they took with their fences.
pub(super) fn read(text: &str) -> Result<(Map<String, Value>, usize), Error> {
    let mut fields = Map::new();
    let mut version = None;
    let mut open: Option<String> = None;
    for (at, line) in text.lines().enumerate().skip(1) {
        let wrong = || Error::new("md-front").with("line", (at + 1).to_string());
        if line.trim_end() == FENCE {
            return match version {
                Some(VERSION) => Ok((fields, at + 1)),
                Some(found) => Err(Error::new("md-version").with("found", found.to_string())),
                None => Err(Error::new("md-none")),
            };
        }
        if line.trim().is_empty() {
            continue;
        }
        let inside = line.starts_with(' ');
        let (name, rest) = split(line.trim_start()).ok_or_else(wrong)?;
        let rest = rest.trim();
        let into = match (&open, inside) {
            (Some(outer), true) => fields
                .get_mut(outer)
                .and_then(Value::as_object_mut)
                .ok_or_else(wrong)?,
            (None, true) => return Err(wrong()),
            (_, false) => {
                open = None;
                &mut fields
            }
        };
        let value = match rest {
            "" if !inside => {
                open = Some(name.clone());
                Value::Object(Map::new())
            }
            json => serde_json::from_str(json).map_err(|_| wrong())?,
        };
        if !inside && name == "maru" && version.is_none() && !line.starts_with('"') {
            version = Some(value.as_u64().ok_or_else(wrong)?);
        } else if into.insert(name, value).is_some() {
            return Err(Error::new("md-twice").with("line", (at + 1).to_string()));
        }
    }
    Err(Error::new("md-open"))
}

/// Splits a line at the colon behind its name.
fn split(line: &str) -> Option<(String, &str)> {
    if !line.starts_with('"') {
        let (name, rest) = line.split_once(':')?;
        let plain = !name.is_empty()
            && name
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'));
        return plain.then(|| (name.to_owned(), rest));
    }
    let mut names = serde_json::Deserializer::from_str(line).into_iter::<String>();
    let name = names.next()?.ok()?;
    let rest = line.get(names.byte_offset()..)?.trim_start().strip_prefix(':')?;
    Some((name, rest))
}
