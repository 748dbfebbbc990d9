//! A record: one agreement, meeting, practice or note, as plain typed values.

use schemars::JsonSchema;
use serde::de::value::MapDeserializer;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};
use specta::Type;

use crate::agreement::Agreement;
use crate::bilingual::{Bilingual, Lang};
use crate::error::Error;
use crate::meeting::Meeting;
use crate::note::Note;
use crate::practice::Practice;
use crate::segment::{Segment, is_false};

/// What kind of record it is.
#[derive(
    Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, Type,
)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// An agreement.
    Agreement,
    /// A meeting.
    #[default]
    Meeting,
    /// A best-practice draft.
    Practice,
    /// A note of our own side.
    Note,
    /// A kind that a newer Maru wrote; kept untouched.
    #[serde(untagged)]
    Other(String),
}

impl Kind {
    /// Returns the code that stands in the record.
    pub fn code(&self) -> &str {
        match self {
            Kind::Agreement => "agreement",
            Kind::Meeting => "meeting",
            Kind::Practice => "practice",
            Kind::Note => "note",
            Kind::Other(code) => code,
        }
    }

    /// Returns the kind with this code.
    pub fn from_code(code: &str) -> Kind {
        match code {
            "agreement" => Kind::Agreement,
            "meeting" => Kind::Meeting,
            "practice" => Kind::Practice,
            "note" => Kind::Note,
            other => Kind::Other(other.to_owned()),
        }
    }
}

/// Who may ever see a record. It is fixed at birth: sharing makes a copy without the history (R1).
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    JsonSchema,
    Type,
)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// Our side only. The safe answer whenever it is not said.
    #[default]
    Own,
    /// Both sides.
    Joint,
}

impl Audience {
    /// Returns the code that stands in the record.
    pub fn code(self) -> &'static str {
        match self {
            Audience::Own => "own",
            Audience::Joint => "joint",
        }
    }
}

/// What every record has.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, Type)]
pub struct Head {
    /// The id, a UUID of version 7.
    pub id: String,
    /// The kind.
    pub kind: Kind,
    /// Who may ever see it.
    #[serde(default)]
    pub audience: Audience,
    /// The agreement that it belongs to, by id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreement: Option<String>,
    /// Whether it is sample data, which is marked everywhere and removable in one step (R13).
    #[serde(default, skip_serializing_if = "is_false")]
    pub sample: bool,
    /// Whether it lies in the bin.
    #[serde(default, skip_serializing_if = "is_false")]
    pub binned: bool,
    /// When it was made, an instant (RFC 3339).
    #[serde(default)]
    pub created: String,
    /// Where what it says comes from, in words; said of sample data and of imported records.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub provenance: String,
}

/// How a record may be handled and disclosed. There is no place for classified grades (R16).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, Type)]
pub struct Handling {
    /// The UK tier, `OFFICIAL` or `OFFICIAL-SENSITIVE`, or empty (Government Security Classifications Policy, August 2024).
    #[serde(default)]
    pub uk: String,
    /// The UK handling instruction, such as `RECIPIENTS ONLY`, `HMG USE ONLY` or `EMBARGOED`.
    #[serde(default)]
    pub instruction: String,
    /// The UK descriptor, such as `PERSONAL DATA`.
    #[serde(default)]
    pub descriptor: String,
    /// Until when it is embargoed, an instant with its zone (RFC 9557) (R4).
    #[serde(default)]
    pub embargo_until: String,
    /// What applies after the embargo (R4).
    #[serde(default)]
    pub embargo_then: String,
    /// The Korean disclosure class: `open`, `part` or `closed` (정보공개법 제9조).
    #[serde(default)]
    pub disclosure: String,
    /// The legal basis of that class.
    #[serde(default)]
    pub disclosure_basis: String,
    /// The Korean network class, `O` or `S` (N2SF).
    #[serde(default)]
    pub n2sf: String,
}

/// Keywords (키워드) in both languages.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, Type)]
pub struct Keywords {
    /// English keywords.
    #[serde(default)]
    pub en: Vec<String>,
    /// Korean keywords.
    #[serde(default)]
    pub ko: Vec<String>,
}

/// A record of a kind that this Maru does not know: shown by its id, kept untouched.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, Type)]
pub struct Unknown {
    /// What every record has.
    #[serde(flatten)]
    pub head: Head,
    /// Everything else.
    #[serde(flatten)]
    #[specta(skip)]
    pub rest: Map<String, Value>,
}

/// One record.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, Type)]
#[serde(untagged)]
pub enum Record {
    /// An agreement.
    Agreement(Agreement),
    /// A meeting.
    Meeting(Meeting),
    /// A best-practice draft.
    Practice(Practice),
    /// A note of our own side.
    Note(Note),
    /// A kind that a newer Maru wrote.
    Unknown(Unknown),
}

impl Record {
    /// Reads a record from its JSON.
    ///
    /// # Errors
    /// `Error::Shape` names the first field that is missing or of the wrong type.
    pub fn from_json(value: Value) -> Result<Record, Error> {
        let kind = kind_in(&value)?;
        typed(&kind, value)
    }

    /// Reads a record from JSON that stays as it is.
    ///
    /// # Errors
    /// As [`Record::from_json`].
    pub(crate) fn read(value: &Value) -> Result<Record, Error> {
        typed(&kind_in(value)?, value)
    }

    /// Reads what stands outside the segments, which are most of a record: it comes out without any.
    ///
    /// # Errors
    /// As [`Record::from_json`].
    pub fn outside(value: &Value) -> Result<Record, Error> {
        let all = value.as_object().into_iter().flatten();
        let fields = all.filter(|(key, _)| *key != "segments");
        typed(
            &kind_in(value)?,
            MapDeserializer::new(fields.map(|(key, value)| (key.as_str(), value))),
        )
    }

    /// Returns the JSON of the record.
    pub fn to_json(&self) -> Value {
        serde_json::to_value(self).unwrap_or(Value::Null)
    }

    /// Returns what every record has.
    pub fn head(&self) -> &Head {
        match self {
            Record::Agreement(r) => &r.head,
            Record::Meeting(r) => &r.head,
            Record::Practice(r) => &r.head,
            Record::Note(r) => &r.head,
            Record::Unknown(r) => &r.head,
        }
    }

    /// Returns the title; of a note, its text.
    pub fn title(&self) -> Bilingual {
        match self {
            Record::Agreement(r) => r.title.clone(),
            Record::Meeting(r) => r.title.clone(),
            Record::Practice(r) => r.title.clone(),
            Record::Note(r) => r.text.clone(),
            Record::Unknown(r) => Bilingual::new(r.head.id.as_str(), ""),
        }
    }

    /// Returns all segments by id, deleted ones included.
    pub fn segments(&self) -> impl Iterator<Item = (&str, &Segment)> {
        let map = match self {
            Record::Agreement(r) => Some(&r.segments),
            Record::Meeting(r) => Some(&r.segments),
            Record::Practice(r) => Some(&r.segments),
            Record::Note(_) | Record::Unknown(_) => None,
        };
        map.into_iter()
            .flatten()
            .map(|(id, segment)| (id.as_str(), segment))
    }

    /// Returns the segments in the order in which they are read, without the deleted ones.
    pub fn flow(&self) -> Vec<(&str, &Segment)> {
        let mut flow: Vec<_> = self.segments().filter(|(_, s)| !s.removed).collect();
        flow.sort_by(|a, b| (&a.1.pos, a.0).cmp(&(&b.1.pos, b.0)));
        flow
    }

    /// Returns the record without what was taken off its lists, as it leaves a vault. Deleted segments stay: their numbers
    /// are never given again.
    pub fn without_removed(self) -> Record {
        match self {
            Record::Agreement(r) => Record::Agreement(r.without_removed()),
            Record::Meeting(r) => Record::Meeting(r.without_removed()),
            Record::Practice(r) => Record::Practice(r.without_removed()),
            Record::Note(_) | Record::Unknown(_) => self,
        }
    }

    /// Returns every text in one language that a reader sees, one to a line, for search and checks.
    pub fn plain(&self, lang: Lang) -> String {
        let mut lines = vec![self.title().get(lang).to_owned()];
        if let Record::Meeting(m) = self {
            lines.push(m.place.get(lang).to_owned());
            for p in m.people.values().filter(|p| !p.removed) {
                lines.push(format!("{} {}", p.family.get(lang), p.given.get(lang)));
            }
            lines.push(m.summary.get(lang).to_owned());
        }
        lines.extend(self.flow().into_iter().map(|(_, s)| s.text(lang).to_owned()));
        lines.retain(|l| !l.trim().is_empty());
        lines.join("\n")
    }
}

fn kind_in(value: &Value) -> Result<Kind, Error> {
    let code = value.get("kind").and_then(Value::as_str);
    code.map(Kind::from_code)
        .ok_or_else(|| Error::Shape("kind".to_owned()))
}

fn typed<'de, D>(kind: &Kind, value: D) -> Result<Record, Error>
where
    D: Deserializer<'de, Error = serde_json::Error>,
{
    let record = match kind {
        Kind::Agreement => Agreement::deserialize(value).map(Record::Agreement),
        Kind::Meeting => Meeting::deserialize(value).map(Record::Meeting),
        Kind::Practice => Practice::deserialize(value).map(Record::Practice),
        Kind::Note => Note::deserialize(value).map(Record::Note),
        Kind::Other(_) => Unknown::deserialize(value).map(Record::Unknown),
    };
    record.map_err(|e| Error::Shape(e.to_string()))
}
