//! Reading a record back from the Markdown that Maru wrote, also after a person has worked on its texts.

use serde_json::{Map, Value, json};

use super::body::{FIELDS, KOREAN, prefix};
use super::front;
use super::leads::{Link, Owner, attach, linked};
use super::linked::{ATTACHMENT, is_linked};
use crate::error::Error;
use crate::json;

/// A mark at the head of a text, and the text under it.
struct Part {
    /// The line where it stands, counted from 1.
    line: usize,
    kind: String,
    fields: Map<String, Value>,
    en: Vec<String>,
    ko: Option<Vec<String>>,
}

/// Returns the record as JSON that core accepts, and the links to the files that belong to it.
pub(crate) fn record(bytes: &[u8]) -> Result<(Value, Vec<Link>), Error> {
    let text = std::str::from_utf8(bytes).map_err(|e| {
        let before = bytes.get(..e.valid_up_to()).unwrap_or_default();
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        Error::new("md-text").with("line", line.to_string())
    })?;
    let text = text
        .strip_prefix('\u{feff}')
        .unwrap_or(text)
        .replace("\r\n", "\n");
    let (mut fields, taken) = front::read(&text)?;
    let mut segments = match fields.remove("segments") {
        Some(Value::Object(segments)) => Some(segments),
        None => None,
        Some(_) => {
            return Err(Error::new("json-shape")
                .with("what", "segments")
                .with("line", "1")
                .with("column", "1"));
        }
    };
    let mut links = Vec::new();
    for part in parts(&text, taken)? {
        links.extend(put(part, &mut fields, &mut segments)?);
    }
    if let Some(segments) = segments {
        fields.insert("segments".to_owned(), Value::Object(segments));
    }
    let record = json::record(Value::Object(fields));
    let record = record.map_err(|error| error.with("line", "1").with("column", "1"))?;
    Ok((record, links))
}

fn parts(text: &str, front: usize) -> Result<Vec<Part>, Error> {
    let mut parts: Vec<Part> = Vec::new();
    for (at, line) in text.split('\n').enumerate().skip(front) {
        let here = || (at + 1).to_string();
        if line.starts_with("<!--") {
            let inner = line
                .trim_end()
                .strip_prefix("<!--")
                .and_then(|rest| rest.strip_suffix("-->"))
                .map(str::trim)
                .ok_or_else(|| Error::new("md-mark").with("line", here()))?;
            let (kind, rest) = inner.split_once(' ').unwrap_or((inner, ""));
            if kind == KOREAN && rest.is_empty() {
                match parts.last_mut() {
                    Some(part) if part.ko.is_none() => part.ko = Some(Vec::new()),
                    _ => return Err(Error::new("md-mark").with("line", here())),
                }
                continue;
            }
            let fields = match rest {
                "" => Map::new(),
                json => serde_json::from_str(json).map_err(|_| Error::new("md-mark").with("line", here()))?,
            };
            parts.push(Part {
                line: at + 1,
                kind: kind.to_owned(),
                fields,
                en: Vec::new(),
                ko: None,
            });
        } else if let Some(part) = parts.last_mut() {
            let line = match line.trim_start_matches('\\').starts_with("<!--") {
                true => line.strip_prefix('\\').unwrap_or(line),
                false => line,
            };
            part.ko.as_mut().unwrap_or(&mut part.en).push(line.to_owned());
        } else if !line.trim().is_empty() {
            return Err(Error::new("md-stray").with("line", here()));
        }
    }
    Ok(parts)
}

/// Puts a part where it belongs: into the fields, among the segments or among what is attached. Returns the link to its
/// file, if it has one.
fn put(
    part: Part,
    fields: &mut Map<String, Value>,
    segments: &mut Option<Map<String, Value>>,
) -> Result<Option<Link>, Error> {
    let Part {
        line,
        kind,
        fields: mut own,
        mut en,
        ko,
    } = part;
    let link = if is_linked(&kind) { linked(&mut en) } else { None };
    let twice = || Error::new("md-twice").with("line", line.to_string());
    let prefix = prefix(&kind, &own);
    let texts = [("en", Some(en)), ("ko", ko)];
    let texts = texts.map(|(lang, lines)| (lang, said(lines.unwrap_or_default(), &prefix)));
    if kind == ATTACHMENT {
        return attach(own, texts, link, fields).map_err(|error| error.with("line", line.to_string()));
    }
    let field = FIELDS.contains(&kind.as_str()) && own.is_empty();
    for (lang, text) in texts {
        // A text with what nobody sees at its ends stands among the fields, as it is.
        if !own.contains_key(lang) {
            own.insert(lang.to_owned(), text.into());
        } else if !text.is_empty() {
            return Err(twice());
        }
    }
    if field {
        return match fields.insert(kind, Value::Object(own)) {
            Some(_) => Err(twice()),
            None => Ok(None),
        };
    }
    // A line that a person added needs no id and no place.
    let id = match own.remove("id") {
        Some(Value::String(id)) => id,
        None => format!("line-{line}"),
        Some(_) => return Err(Error::new("md-mark").with("line", line.to_string())),
    };
    if kind != "line" {
        own.entry("kind").or_insert_with(|| kind.into());
    }
    if let Some((alt, _)) = link.as_ref().filter(|(alt, _)| !alt.is_empty())
        && !own.contains_key("picture")
    {
        // Of a picture that a person added this is all that says what there is to see.
        own.entry("alt").or_insert_with(|| json!({ "en": alt, "ko": "" }));
    }
    let link = link.map(|(_, target)| Link {
        owner: Owner::Segment(id.clone()),
        target,
    });
    match segments.get_or_insert_default().insert(id, Value::Object(own)) {
        Some(_) => Err(twice()),
        None => Ok(link),
    }
}

/// Returns a text without the blank lines around it and without what a reader sees before it.
fn said(lines: Vec<String>, prefix: &str) -> String {
    let blank = |line: &&String| line.trim().is_empty();
    let start = lines.iter().take_while(blank).count();
    let end = lines.len()
        - lines
            .iter()
            .rev()
            .take_while(blank)
            .count()
            .min(lines.len() - start);
    let lines = lines.get(start..end).unwrap_or_default();
    let bare = |(at, line): (usize, &String)| {
        let cut = at == 0 || prefix == "> ";
        match line.strip_prefix(prefix).filter(|_| cut) {
            Some(rest) => rest.to_owned(),
            // A blank line of a quote loses its space in many an editor.
            None if cut && line == prefix.trim_end() => String::new(),
            None => line.clone(),
        }
    };
    lines.iter().enumerate().map(bare).collect::<Vec<_>>().join("\n")
}
