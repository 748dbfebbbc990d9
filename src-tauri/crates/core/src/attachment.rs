//! Attachments: what a record says about pictures and documents. Their bytes lie in the vault, by hash.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use specta::Type;

use crate::bilingual::{Bilingual, Lang};
use crate::place::between;
use crate::record::Record;
use crate::segment::{Segment, SegmentKind, is_false};
use crate::text::line;

/// The field in which the bytes of attachments travel with the JSON of a record, in base64 by hash. It is no part of
/// the record: whoever writes it adds it, and whoever reads it takes it out.
pub const BYTES: &str = "attachments_bytes";

/// The longest name of a file that is kept.
const NAME: usize = 120;

/// A picture as a line of a body shows it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, Type)]
pub struct Picture {
    /// The hash of the attachment, SHA-256 in hex.
    pub hash: String,
    /// The hash of a small rendition for pages on screen; the same where the picture is small.
    #[serde(default)]
    pub small: String,
    /// The width in pixels.
    #[serde(default)]
    pub width: u32,
    /// The height in pixels.
    #[serde(default)]
    pub height: u32,
    /// `image/jpeg` or `image/png`.
    #[serde(default)]
    pub mime: String,
    /// Fields that a newer Maru wrote; kept untouched.
    #[serde(flatten)]
    #[specta(skip)]
    pub rest: Map<String, Value>,
}

/// What an attachment is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Type)]
#[serde(rename_all = "snake_case")]
pub enum AttachmentKind {
    /// A picture, which pages and papers show.
    Picture,
    /// A document, which Maru keeps as bytes and never opens.
    #[default]
    Document,
    /// A kind that a newer Maru wrote.
    #[serde(untagged)]
    Other(String),
}

/// A picture or a document that belongs to a record.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, Type)]
pub struct Attachment {
    /// The place among the others: a fractional index, compared as text; ties go by id.
    #[serde(default)]
    pub pos: String,
    /// What it is.
    #[serde(default)]
    pub kind: AttachmentKind,
    /// The hash of the bytes, SHA-256 in hex.
    pub hash: String,
    /// Picture: the hash of a small rendition for pages on screen.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub small: String,
    /// The name of the file.
    #[serde(default)]
    pub name: String,
    /// The type of the file, as far as its bytes tell.
    #[serde(default)]
    pub mime: String,
    /// How many bytes it has.
    #[serde(default)]
    pub size: u32,
    /// Picture: the width in pixels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub width: Option<u32>,
    /// Picture: the height in pixels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub height: Option<u32>,
    /// What it is, in words: the caption of a picture, the title of a document.
    #[serde(default)]
    pub caption: Bilingual,
    /// Picture: what there is to see, for people who cannot.
    #[serde(default)]
    pub alt: Bilingual,
    /// When it was added, an instant (RFC 3339).
    #[serde(default)]
    pub added: String,
    /// Whether a person took it off. It stays in the record, so that this can be undone, and does not leave with it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub removed: bool,
    /// Fields that a newer Maru wrote; kept untouched.
    #[serde(flatten)]
    #[specta(skip)]
    pub rest: Map<String, Value>,
}

/// A picture that a reader sees: a line of the body, or an attachment.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'a> {
    /// The hash of the picture.
    pub hash: &'a str,
    /// The caption.
    pub caption: [&'a str; 2],
    /// What there is to see.
    pub alt: Option<&'a Bilingual>,
    /// The width and the height in pixels; 0 where the record does not say.
    pub size: [u32; 2],
}

impl Seen<'_> {
    /// Returns whether it says in this language what there is to see.
    pub fn tells(&self, lang: Lang) -> bool {
        self.alt.is_some_and(|alt| !alt.get(lang).trim().is_empty())
    }
}

impl Segment {
    /// Returns the picture that this line shows.
    pub fn seen(&self) -> Option<Seen<'_>> {
        let picture = self
            .picture
            .as_ref()
            .filter(|_| self.kind == SegmentKind::Picture)?;
        Some(Seen {
            hash: &picture.hash,
            caption: [&self.en, &self.ko],
            alt: self.alt.as_ref(),
            size: [picture.width, picture.height],
        })
    }
}

impl Attachment {
    /// Returns the picture that this attachment is.
    pub fn seen(&self) -> Option<Seen<'_>> {
        (self.kind == AttachmentKind::Picture).then_some(Seen {
            hash: &self.hash,
            caption: [&self.caption.en, &self.caption.ko],
            alt: Some(&self.alt),
            size: [self.width, self.height].map(Option::unwrap_or_default),
        })
    }
}

impl Record {
    /// Returns the attachments in their order, without those that were taken off.
    pub fn attached(&self) -> Vec<(&str, &Attachment)> {
        let map = match self {
            Record::Agreement(r) => &r.attachments,
            Record::Meeting(r) => &r.attachments,
            Record::Practice(r) => &r.attachments,
            Record::Note(_) | Record::Unknown(_) => return Vec::new(),
        };
        standing(map)
    }

    /// Returns the pictures that a reader sees, in their order: those of the body, then those attached.
    pub fn pictures(&self) -> Vec<Seen<'_>> {
        let lines = self.flow().into_iter().filter_map(|(_, segment)| segment.seen());
        lines
            .chain(self.attached().into_iter().filter_map(|(_, a)| a.seen()))
            .collect()
    }
}

/// Returns attachments in their order, without those that were taken off.
pub(crate) fn standing(map: &BTreeMap<String, Attachment>) -> Vec<(&str, &Attachment)> {
    let mut all: Vec<_> = map
        .iter()
        .filter(|(_, attachment)| !attachment.removed)
        .map(|(id, attachment)| (id.as_str(), attachment))
        .collect();
    all.sort_by(|a, b| (&a.1.pos, a.0).cmp(&(&b.1.pos, b.0)));
    all
}

/// Returns the hashes of all attachments that a record uses, of deleted lines too: they can be brought back.
pub fn attachments(json: &Value) -> BTreeSet<String> {
    let all = |field: &str| {
        let map = json.get(field).and_then(Value::as_object);
        map.into_iter().flat_map(|map| map.values())
    };
    let pictures = all("segments").filter_map(|segment| segment.get("picture"));
    let hashes = pictures
        .chain(all("attachments"))
        .flat_map(|entry| ["hash", "small"].map(|name| entry.get(name)));
    hashes
        .filter_map(|hash| hash?.as_str())
        .filter(|hash| is_hash(hash))
        .map(str::to_owned)
        .collect()
}

/// Returns the hashes of what a record shows as pictures. Bytes that came from outside are shown only after the reader
/// has vouched for them.
pub fn shown(json: &Value) -> BTreeSet<String> {
    let mut pictures = json.clone();
    if let Some(attachments) = pictures.get_mut("attachments").and_then(Value::as_object_mut) {
        attachments.retain(|_, attachment| attachment.get("kind").and_then(Value::as_str) == Some("picture"));
    }
    attachments(&pictures)
}

/// Returns the name of a file on one line, in composed form, without the folders that some systems put before it.
pub fn file_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean = line(last);
    match clean.char_indices().nth(NAME) {
        None => clean,
        Some(_) => {
            let (stem, ending) = clean.rsplit_once('.').unwrap_or((&clean, ""));
            let ending: String = ending.chars().take(10).collect();
            let stem: String = stem.chars().take(NAME - 11).collect();
            format!("{stem}.{ending}")
        }
    }
}

/// Returns the place behind all attachments of a record.
pub fn place_behind(record: &Value) -> String {
    let all = record.get("attachments").and_then(Value::as_object);
    let places = all.into_iter().flatten();
    let last = places.filter_map(|(_, one)| one.get("pos")?.as_str()).max();
    between(last.unwrap_or_default(), None, 1).concat()
}

/// Returns whether a text is a hash as Maru writes them.
pub fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{attachments, file_name, is_hash, place_behind, shown};
    use crate::record::Record;

    fn hash(digit: char) -> String {
        std::iter::repeat_n(digit, 64).collect()
    }

    #[test]
    fn a_record_names_every_attachment_that_it_uses() {
        let [a, b, c, d] = ['a', 'b', 'c', 'd'].map(hash);
        let json = json!({
            "id": "m", "kind": "meeting",
            "segments": {
                "p": { "pos": "1", "kind": "picture", "picture": { "hash": a, "small": b }, "removed": true },
                "q": { "pos": "2", "kind": "picture", "picture": { "hash": a, "small": "../etc" } }
            },
            "attachments": {
                "x": { "hash": c, "kind": "document", "removed": true }, "y": { "hash": d, "kind": "picture" }
            }
        });
        let all: Vec<String> = attachments(&json).into_iter().collect();
        assert_eq!(all, [a.clone(), b, c, d.clone()]);
        let pictures: Vec<String> = shown(&json).into_iter().collect();
        assert_eq!(pictures, [a.clone(), hash('b'), d.clone()]);
        let record = Record::from_json(json).expect("a record");
        let seen: Vec<&str> = record.pictures().iter().map(|seen| seen.hash).collect();
        assert_eq!(seen, [&a, &d], "what was taken off is not seen");
        assert_eq!(record.attached().len(), 1);
    }

    #[test]
    fn a_name_is_a_name_and_no_path() {
        assert_eq!(file_name("C:\\Users\\a\\양해각서.pdf"), "양해각서.pdf");
        assert_eq!(file_name("../../etc/passwd"), "passwd");
        // In two parts, as macOS writes it.
        assert_eq!(file_name("\u{1112}\u{1161}\u{11ab}.jpg"), "한.jpg");
        let long = file_name(&format!("{}.docx", "가".repeat(500)));
        assert!(long.chars().count() <= 120 && long.ends_with(".docx"), "{long}");
    }

    #[test]
    fn what_is_attached_next_stands_behind_all_others() {
        let first = place_behind(&json!({ "kind": "meeting" }));
        let record = json!({ "attachments": { "a": { "pos": first }, "b": { "pos": "zz", "removed": true }, "c": 7 } });
        assert!(!first.is_empty() && place_behind(&record).as_str() > "zz");
    }

    #[test]
    fn a_record_of_any_shape_uses_nothing_by_mistake() {
        for json in [
            json!(null),
            json!({ "segments": [], "attachments": "x" }),
            json!({ "segments": { "p": { "picture": "x" } }, "attachments": { "x": null, "y": { "hash": 7 } } }),
        ] {
            assert!(attachments(&json).is_empty(), "{json}");
        }
        assert!(is_hash(&hash('0')) && !is_hash(&hash('A')) && !is_hash("0"));
    }
}
