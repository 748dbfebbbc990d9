//! A segment: one line of a body, in both languages.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use specta::Type;

use crate::attachment::Picture;
use crate::bilingual::{Bilingual, Lang, Side};

/// What a segment is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Type)]
#[serde(rename_all = "snake_case")]
pub enum SegmentKind {
    /// The heading of an agenda item, with its time and lead side.
    Agenda,
    /// A heading inside an agenda item.
    Heading,
    /// A line of notes.
    #[default]
    Point,
    /// Something that both sides decided; numbered D-01, D-02 …
    Decision,
    /// Something that somebody will do; numbered …
    Action,
    /// Somebody's exact words.
    Quote,
    /// A picture with its caption.
    Picture,
    /// A clause of an agreement.
    Clause,
    /// A commitment in an agreement; numbered C-01, C-02 …
    Commitment,
    /// A kind that a newer Maru wrote.
    #[serde(untagged)]
    Other(String),
}

/// How a decision was taken (`decision_kind` of the vocabularies).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Type)]
#[serde(rename_all = "snake_case")]
pub enum DecisionKind {
    /// Agreed by both sides.
    #[default]
    Agreed,
    /// Agreed, subject to confirmation at home.
    AgreedAdReferendum,
    /// Noted.
    Noted,
    /// Put off to a later session.
    Deferred,
    /// Not agreed; both positions are recorded.
    NotAgreed,
    /// A kind that a newer Maru wrote.
    #[serde(untagged)]
    Other(String),
}

/// How far an action or a commitment is (`action_status` of the vocabularies). Overdue is computed, never stored.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Type)]
#[serde(rename_all = "snake_case")]
pub enum ActionStatus {
    /// Not started.
    #[default]
    Open,
    /// In progress.
    InProgress,
    /// Done; closing asks for a line of evidence.
    Done,
    /// On hold.
    OnHold,
    /// Dropped.
    Dropped,
    /// A status that a newer Maru wrote, or one that only a commitment has.
    #[serde(untagged)]
    Other(String),
}

impl ActionStatus {
    /// Returns whether something is still to be done.
    pub fn is_open(&self) -> bool {
        !matches!(self, ActionStatus::Done | ActionStatus::Dropped)
    }
}

/// How exactly a due date is known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Type)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// To the day.
    #[default]
    Day,
    /// To the month.
    Month,
    /// To the quarter.
    Quarter,
    /// To the year.
    Year,
}

/// From what a translation was made, and who checked it. Whether it is stale is computed (R11).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Type)]
pub struct Translation {
    /// The digest of the original text at the moment the translation was last written or confirmed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub of: String,
    /// The side that checked it (R12), if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checked_by: Option<Side>,
    /// The digest of the translated text that was checked.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub checked: String,
}

/// One line of a body in both languages. Fields beyond the first seven belong to one kind of segment each.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, Type)]
pub struct Segment {
    /// The place among the other segments: a fractional index, compared as text; ties go by id.
    pub pos: String,
    /// What the segment is.
    #[serde(default)]
    pub kind: SegmentKind,
    /// The English text, inline CommonMark (bold and link only).
    #[serde(default)]
    pub en: String,
    /// The Korean text, inline CommonMark (bold and link only).
    #[serde(default)]
    pub ko: String,
    /// The language it was first written in; the other one is the translation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Lang>,
    /// Whether a person deleted it. A deleted segment keeps its text and number, so nothing is lost in a merge.
    #[serde(default, skip_serializing_if = "is_false")]
    pub removed: bool,
    /// The state of the translation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub translation: Option<Translation>,

    /// The side that said or wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Side>,
    /// The section of a practice, or the kind of clause, that it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,

    /// Agenda item: when it starts, an instant with its zone (RFC 9557).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<String>,
    /// Agenda item: when it ends, an instant with its zone (RFC 9557).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<String>,
    /// Agenda item: the side that leads it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead: Option<Side>,
    /// Agenda item: what is wanted from it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Bilingual>,
    /// Agenda item: references of the papers for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub papers: Vec<String>,

    /// Decision: its number, given once and never reused (R9), kept even if the segment becomes something else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision_no: Option<u32>,
    /// Decision: how it was taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<DecisionKind>,

    /// Action: its number, given once and never reused (R9).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action_no: Option<u32>,
    /// Commitment: its number, given once and never reused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commitment_no: Option<u32>,
    /// Action or commitment: the side that owns it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner_side: Option<Side>,
    /// Action: the person who owns it, by id among the people of the record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// Action: the person of the other side who owns it too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub co_owner: Option<String>,
    /// Action: people who support it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub support: Vec<String>,
    /// Action or commitment: due date, `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// Commitment: how exactly the due date is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_precision: Option<Precision>,
    /// Commitment: the due date in the words of the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_text: Option<Bilingual>,
    /// Action or commitment: how far it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<ActionStatus>,
    /// Action or commitment: the line that shows it was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Bilingual>,
    /// Where it comes from: a decision ("D-01"), a side consultation or an earlier record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Decision or action: the commitment of the agreement that it serves, by the id of its segment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub serves: Option<String>,
    /// Commitment: the area of cooperation, by id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<String>,
    /// Commitment or fact: keys of the sources.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,

    /// Picture: the file that it shows; the texts are its caption.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<Picture>,
    /// Picture: what there is to see, for people who cannot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alt: Option<Bilingual>,

    /// Fields that a newer Maru wrote; kept untouched.
    #[serde(flatten)]
    #[specta(skip)]
    pub rest: Map<String, Value>,
}

impl Segment {
    /// Returns the text in one language.
    pub fn text(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Ko => &self.ko,
        }
    }

    /// Returns the number to print, such as `D-01`, for a decision, an action or a commitment that has one.
    pub fn number(&self) -> Option<String> {
        self.number_as(&self.kind)
    }

    /// Returns the number that it has, or keeps, as a segment of some kind.
    pub(crate) fn number_as(&self, kind: &SegmentKind) -> Option<String> {
        let (letter, number) = match kind {
            SegmentKind::Decision => ('D', self.decision_no),
            SegmentKind::Action => ('A', self.action_no),
            SegmentKind::Commitment => ('C', self.commitment_no),
            _ => return None,
        };
        number.map(|n| format!("{letter}-{n:02}"))
    }
}

pub(crate) fn is_false(value: &bool) -> bool {
    !*value
}
