//! A laptop with its own copy of one record, as the stories and the random tests use it.
#![allow(dead_code)] // Each test file uses its own part.

use maru_core::bilingual::{Lang, Side};
use maru_core::document::{Author, Document, Edited, Heads, Stamp};
use maru_core::edit::Edit;
use maru_core::error::Error;
use maru_core::segment::Segment;
use serde_json::{Value, json};

/// One laptop and its copy.
pub(crate) struct Laptop {
    pub(crate) doc: Document,
    stamp: Stamp,
}

impl Laptop {
    /// The laptop on which the record was made.
    pub(crate) fn first(record: &Value) -> Laptop {
        let stamp = stamp(0);
        let doc = Document::create(record, [100; 16], &stamp).expect("a record");
        Laptop { doc, stamp }
    }

    /// A laptop with a record that is there already.
    pub(crate) fn with(doc: Document, number: u8) -> Laptop {
        Laptop {
            doc,
            stamp: stamp(number),
        }
    }

    /// Another laptop that was given a copy.
    pub(crate) fn copy(&mut self, number: u8) -> Laptop {
        let heads = self.doc.heads();
        let doc = Document::load(&self.doc.save(), &[], &heads, [100 + number; 16]).expect("a copy");
        Laptop::with(doc, number)
    }

    /// Edits the record as it stands.
    pub(crate) fn edit(&mut self, edits: &[Edit]) -> Edited {
        let base = self.doc.heads();
        self.edit_at(&base, edits).expect("an edit")
    }

    /// Edits the record as it stood.
    pub(crate) fn edit_at(&mut self, base: &Heads, edits: &[Edit]) -> Result<Edited, Error> {
        self.stamp.time += 1000;
        self.doc.edit(base, edits, &self.stamp)
    }

    /// Takes in another copy.
    pub(crate) fn merge(&mut self, other: &mut Laptop) {
        self.doc.merge(&mut other.doc).expect("a merge");
    }

    pub(crate) fn segment(&self, id: &str) -> Segment {
        serde_json::from_value(self.doc.json()["segments"][id].clone()).expect("a segment")
    }

    /// The ids of the segments in reading order, deleted ones included.
    pub(crate) fn order(&self) -> Vec<String> {
        let Some(segments) = self.doc.json()["segments"].as_object() else {
            return Vec::new();
        };
        let mut ids: Vec<_> = segments.iter().map(|(id, s)| (s["pos"].as_str(), id)).collect();
        ids.sort_unstable();
        ids.into_iter().map(|(_, id)| id.clone()).collect()
    }
}

fn stamp(number: u8) -> Stamp {
    let side = Side::new(if number.is_multiple_of(2) { "uk" } else { "kr" });
    Stamp {
        author: Author {
            device: format!("laptop {number}"),
            side,
        },
        time: i64::from(number),
    }
}

/// Merges both ways, so that both copies know the same.
pub(crate) fn meet(one: &mut Laptop, other: &mut Laptop) {
    one.merge(other);
    other.merge(one);
    assert_eq!(one.doc.heads(), other.doc.heads());
    assert_eq!(one.doc.json(), other.doc.json());
}

/// A meeting with three points: alpha, beta, gamma.
pub(crate) fn meeting() -> Value {
    json!({
        "id": "m", "kind": "meeting", "audience": "joint", "title": { "en": "Session", "ko": "회의" },
        "place": { "en": "Sejong", "ko": "세종" }, "zone": "Asia/Seoul",
        "segments": {
            "a": { "pos": "F", "en": "Alpha text about cooperation.", "ko": "협력에 관한 알파." },
            "b": { "pos": "V", "en": "Beta.", "ko": "베타." },
            "c": { "pos": "k", "en": "Gamma.", "ko": "감마." }
        }
    })
}

pub(crate) fn write(id: &str, lang: Lang, text: &str) -> Edit {
    Edit::Write {
        id: id.to_owned(),
        lang,
        text: text.to_owned(),
    }
}

pub(crate) fn set(path: &[&str], value: impl Into<Value>) -> Edit {
    Edit::Set {
        path: path.iter().map(|key| (*key).to_owned()).collect(),
        value: value.into(),
    }
}

pub(crate) fn place(id: &str, after: Option<&str>) -> Edit {
    Edit::Move {
        id: id.to_owned(),
        after: after.map(str::to_owned),
    }
}

pub(crate) fn insert(id: &str, after: Option<&str>, segment: Value) -> Edit {
    Edit::Insert {
        id: id.to_owned(),
        after: after.map(str::to_owned),
        segment,
    }
}

pub(crate) fn remove(id: &str) -> Edit {
    Edit::Remove { id: id.to_owned() }
}
