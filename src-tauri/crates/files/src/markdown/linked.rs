//! Links to files in the folder beside the text, and the part of the body that tells what is attached to the record.

use std::collections::BTreeMap;

use maru_core::text::line;
use maru_press::Linked;
use serde_json::{Map, Value};

use super::body::{Words, pos, words, write_words};
use super::unbroken;

/// The mark of what is attached to the record.
pub(super) const ATTACHMENT: &str = "attachment";
/// The field of the record that holds all of it.
pub(super) const ATTACHMENTS: &str = "attachments";

/// Returns whether a link to a file may stand before the English text under a mark.
pub(super) fn is_linked(kind: &str) -> bool {
    matches!(kind, "picture" | ATTACHMENT)
}

/// Returns whether a line could be taken for such a link.
pub(super) fn looks_linked(line: &str) -> bool {
    let bare = line.trim_start_matches('\\');
    bare.starts_with('[') || bare.starts_with("![")
}

/// Writes a link, where there is a file to lead to, and the words under it.
pub(super) fn write_linked(link: Option<Shown<'_>>, en: &str, ko: &str, text: &mut Linked) {
    if let Some(Shown { shown, words, file }) = link {
        text.push_str("\n");
        match shown {
            true => text.show(&words, file),
            false => text.lead(&words, file),
        }
        text.push_str("\n");
    }
    match looks_linked(en) {
        true => write_words(&format!("\\{en}"), ko, "", text),
        false => write_words(en, ko, "", text),
    }
}

/// A link to a file of the folder beside the text.
pub(super) struct Shown<'a> {
    shown: bool,
    words: String,
    file: &'a str,
}

/// Returns the link that shows a picture, with what there is to see in both languages.
pub(super) fn picture<'a>(
    hash: Option<&Value>,
    alt: Option<&Value>,
    names: &'a BTreeMap<String, String>,
) -> Option<Shown<'a>> {
    let said = |lang| line(alt.and_then(|alt| alt.get(lang)?.as_str()).unwrap_or_default());
    let mut said = [said("en"), said("ko")].to_vec();
    said.retain(|text| !text.is_empty());
    said.dedup();
    Some(Shown {
        shown: true,
        words: said.join(" / "),
        file: names.get(hash?.as_str()?)?,
    })
}

/// Takes out what is attached to a record and can stand in the body.
pub(super) fn taken_attachments(fields: &mut Map<String, Value>) -> Vec<(String, Map<String, Value>)> {
    let Some(Value::Object(all)) = fields.get_mut(ATTACHMENTS) else {
        return Vec::new();
    };
    let mut taken = Vec::new();
    all.retain(|id, one| match one {
        Value::Object(fields) if !fields.contains_key("id") => {
            taken.push((id.clone(), std::mem::take(fields)));
            false
        }
        _ => true,
    });
    taken.sort_by_key(|(id, fields)| (pos(fields), id.clone()));
    taken
}

/// Writes what is attached to a record, each with a link to its file.
pub(super) fn write_attachments(
    all: Vec<(String, Map<String, Value>)>,
    names: &BTreeMap<String, String>,
    text: &mut Linked,
) {
    for (id, mut fields) in all {
        let named = fields.get("name").and_then(Value::as_str).unwrap_or_default();
        let link = match fields.get("kind").and_then(Value::as_str) {
            Some("picture") => picture(fields.get("hash"), fields.get("alt"), names),
            _ => fields
                .get("hash")
                .and_then(|hash| names.get(hash.as_str()?))
                .map(|file| Shown {
                    shown: false,
                    words: line(named),
                    file,
                }),
        };
        let caption = fields.get("caption").and_then(words);
        let caption = caption.filter(|words| !(words.en.is_empty() && words.ko.is_empty()));
        if caption.is_some() {
            fields.remove("caption");
        }
        let Words { en, ko } = caption.unwrap_or_default();
        fields.insert("id".to_owned(), id.into());
        text.push_str(&format!("\n<!-- {ATTACHMENT} {} -->\n", unbroken(&fields)));
        write_linked(link, &en, &ko, text);
    }
}
