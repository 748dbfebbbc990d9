//! A meeting: its facts, the people, and one flow of segments.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use specta::Type;

use crate::attachment::Attachment;
use crate::bilingual::{Bilingual, Lang, Side};
use crate::record::{Handling, Head, Keywords};
use crate::segment::{Segment, is_false};

/// A meeting of two or more sides.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, Type)]
pub struct Meeting {
    /// What every record has.
    #[serde(flatten)]
    pub head: Head,
    /// `working_session`, `bilateral`, `side_consultation` or `visit`.
    #[serde(default)]
    pub form: String,
    /// The title; English as our own side words it.
    #[serde(default)]
    pub title: Bilingual,
    /// The English title as each side words it, where they differ: each names itself first.
    #[serde(default)]
    pub title_by: BTreeMap<String, String>,
    /// A reference that people use for it, such as `SES-2027-002`.
    #[serde(default)]
    pub reference: String,
    /// The meeting in whose course it was held, by id: of a side consultation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<String>,
    /// Whether a person put its outcome into the minutes of that meeting.
    #[serde(default, skip_serializing_if = "is_false")]
    pub in_minutes: bool,
    /// The side that hosts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub host: Option<Side>,
    /// The convening body (개최기관).
    #[serde(default)]
    pub convening_body: Bilingual,
    /// The co-organising body.
    #[serde(default)]
    pub co_organiser: Bilingual,
    /// The place.
    #[serde(default)]
    pub place: Bilingual,
    /// The IANA zone of the place, such as `Asia/Seoul`.
    #[serde(default)]
    pub zone: String,
    /// The days, by id.
    #[serde(default)]
    pub days: BTreeMap<String, Day>,
    /// `in_person`, `remote` or `hybrid`.
    #[serde(default)]
    pub mode: String,
    /// Working languages and interpretation.
    #[serde(default)]
    pub languages: Languages,
    /// What was agreed about naming and recording speakers.
    #[serde(default)]
    pub ground_rules: GroundRules,
    /// How the record may be handled and disclosed.
    #[serde(default)]
    pub handling: Handling,
    /// The delegations, by side.
    #[serde(default)]
    pub delegations: BTreeMap<String, Delegation>,
    /// The people, by id.
    #[serde(default)]
    pub people: BTreeMap<String, Person>,
    /// The segments, by id.
    #[serde(default)]
    pub segments: BTreeMap<String, Segment>,
    /// Pictures and documents that belong to it, by id.
    #[serde(default)]
    pub attachments: BTreeMap<String, Attachment>,
    /// Whether there was a vote, and its result in words (R5).
    #[serde(default)]
    pub vote: Vote,
    /// How far the minutes are.
    #[serde(default)]
    pub minutes: Minutes,
    /// The summary in a few sentences.
    #[serde(default)]
    pub summary: Bilingual,
    /// The one sentence that Korean law asks for at the head of a document (문서요지); see `document_summary`.
    #[serde(default)]
    pub gist: Bilingual,
    /// The keywords (키워드).
    #[serde(default)]
    pub keywords: Keywords,
    /// Fields that a newer Maru wrote; kept untouched.
    #[serde(flatten)]
    #[specta(skip)]
    pub rest: Map<String, Value>,
}

impl Meeting {
    /// Returns the document summary (문서요지) in one language: the gist, or the summary where there is none.
    pub fn document_summary(&self, lang: Lang) -> &str {
        let gist = self.gist.get(lang);
        if gist.trim().is_empty() {
            self.summary.get(lang)
        } else {
            gist
        }
    }

    /// Returns the meeting without the people who were taken off, as it leaves a vault. One whom a standing line names,
    /// or who prepared the minutes, stays: the line would name nobody.
    #[must_use]
    pub fn without_removed(mut self) -> Meeting {
        let standing = self.segments.values().filter(|segment| !segment.removed);
        let named = standing.flat_map(|s| s.owner.iter().chain(&s.co_owner).chain(&s.support));
        let named: BTreeSet<String> = named.chain(&self.minutes.prepared_by).cloned().collect();
        self.people
            .retain(|id, person| !person.removed || named.contains(id));
        self
    }
}

/// One day of a meeting.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, Type)]
pub struct Day {
    /// When it starts, an instant with its zone (RFC 9557), such as `2027-03-09T09:30:00+09:00[Asia/Seoul]`.
    pub start: String,
    /// When it ends, an instant with its zone (RFC 9557).
    pub end: String,
}

/// Working languages and interpretation.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, Type)]
pub struct Languages {
    /// Language codes in order.
    #[serde(default)]
    pub working: Vec<String>,
    /// `none`, `consecutive` or `simultaneous`.
    #[serde(default)]
    pub interpretation: String,
}

/// What was agreed about naming and recording speakers.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, Type)]
pub struct GroundRules {
    /// `named`, `by_side` or `none`.
    #[serde(default)]
    pub attribution: String,
    /// The rule in words.
    #[serde(default)]
    pub text: Bilingual,
    /// `no_audio`, `audio` or `verbatim`.
    #[serde(default)]
    pub recording: String,
}

/// The delegation of one side.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, Type)]
pub struct Delegation {
    /// Its name.
    #[serde(default)]
    pub name: Bilingual,
    /// Its place among the delegations, a fractional index.
    #[serde(default)]
    pub pos: String,
}

/// Whether a person takes part or is in attendance: a statutory pair in Korea (참석자, 배석자).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Type)]
#[serde(rename_all = "snake_case")]
pub enum Capacity {
    /// Attendee (참석자).
    #[default]
    Attendee,
    /// In attendance (배석자).
    InAttendance,
    /// A capacity that a newer Maru wrote.
    #[serde(untagged)]
    Other(String),
}

/// One person at a meeting, with the name and title as that person's own side gave them (R15).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, Type)]
pub struct Person {
    /// The side.
    pub side: Side,
    /// The place in the list, a fractional index.
    #[serde(default)]
    pub pos: String,
    /// The family name.
    #[serde(default)]
    pub family: Bilingual,
    /// The given name.
    #[serde(default)]
    pub given: Bilingual,
    /// Whether the family name comes first in the English form too.
    #[serde(default)]
    pub family_name_first: bool,
    /// The English form of address, such as `Ms`.
    #[serde(default)]
    pub honorific: String,
    /// The titles over time; the one in force on the meeting's date is printed.
    #[serde(default)]
    pub titles: BTreeMap<String, Post>,
    /// The band used for seating and counterparts, `0` to `7`, or empty.
    #[serde(default)]
    pub rank_band: String,
    /// `head_of_delegation`, `member`, `expert`, `note_taker` or `interpreter`.
    #[serde(default)]
    pub role: String,
    /// Attendee or in attendance.
    #[serde(default)]
    pub capacity: Capacity,
    /// Whether the person chairs or co-chairs.
    #[serde(default, skip_serializing_if = "is_false")]
    pub chair: bool,
    /// Whether the person was taken off the list; kept so that actions still name them.
    #[serde(default, skip_serializing_if = "is_false")]
    pub removed: bool,
    /// Fields that a newer Maru wrote; kept untouched.
    #[serde(flatten)]
    #[specta(skip)]
    pub rest: Map<String, Value>,
}

/// A title that a person held from a date on.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, Type)]
pub struct Post {
    /// The title in each language.
    #[serde(default)]
    pub title: Bilingual,
    /// The first day, `YYYY-MM-DD`; empty when it has always been so.
    #[serde(default)]
    pub since: String,
}

/// Whether there was a vote (표결).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, Type)]
pub struct Vote {
    /// Whether a vote was held.
    #[serde(default)]
    pub held: bool,
    /// The result in words; empty prints "No vote / 표결 없음" when none was held.
    #[serde(default)]
    pub text: Bilingual,
}

/// How far the minutes are (`minutes_status` of the vocabularies).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, Type)]
pub struct Minutes {
    /// `live`, `own_draft`, `with_other_side`, `open_points`, `confirmed_both`, `closed_with_differences`, `corrected`.
    #[serde(default)]
    pub status: String,
    /// The version in people's words.
    #[serde(default)]
    pub version: String,
    /// The person who prepared them, by id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prepared_by: Option<String>,
    /// Where each side stands, such as `comments_sent`.
    #[serde(default)]
    pub positions: BTreeMap<String, String>,
    /// Wording that is still open, by id.
    #[serde(default)]
    pub open_points: BTreeMap<String, OpenPoint>,
}

/// Wording that is still open.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, Type)]
pub struct OpenPoint {
    /// The segment that it is about, by id.
    #[serde(default)]
    pub segment: String,
    /// What is asked.
    #[serde(default)]
    pub text: Bilingual,
}
