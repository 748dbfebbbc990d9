//! A practice: what one side does well, written down for the other.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use specta::Type;

use crate::attachment::Attachment;
use crate::bilingual::{Bilingual, Lang, Side};
use crate::record::{Handling, Head, Keywords};
use crate::segment::{Segment, is_false};

/// The sections of a practice, in their order. A segment of a practice names one of them.
pub const SECTIONS: [&str; 11] = [
    "problem",
    "users",
    "what_we_do",
    "results",
    "what_did_not_work",
    "conditions_for_reuse",
    "cost_and_skills",
    "risks",
    "inclusion",
    "rights",
    "contact",
];

/// A best-practice draft in both languages.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, Type)]
pub struct Practice {
    /// What every record has.
    #[serde(flatten)]
    pub head: Head,
    /// A reference that people use for it, such as `BP-UK-001`.
    #[serde(default)]
    pub reference: String,
    /// The version of the template, such as `bp-1`.
    #[serde(default)]
    pub template: String,
    /// The side that wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin_side: Option<Side>,
    /// The language it was written in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original_language: Option<Lang>,
    /// `draft`, `own_review`, `joint_review`, `agreed_both`, `final`, `published`, `withdrawn`.
    #[serde(default)]
    pub status: String,
    /// The title.
    #[serde(default)]
    pub title: Bilingual,
    /// The practice in one line.
    #[serde(default)]
    pub one_line: Bilingual,
    /// The keywords.
    #[serde(default)]
    pub keywords: Keywords,
    /// The organisation.
    #[serde(default)]
    pub organisation: Bilingual,
    /// The stage, such as `in_use`.
    #[serde(default)]
    pub stage: String,
    /// The text by section, by id.
    #[serde(default)]
    pub segments: BTreeMap<String, Segment>,
    /// Pictures and documents that belong to it, by id.
    #[serde(default)]
    pub attachments: BTreeMap<String, Attachment>,
    /// Figures that show the results, by id.
    #[serde(default)]
    pub evidence: BTreeMap<String, Evidence>,
    /// References of what it relates to.
    #[serde(default)]
    pub related: Vec<String>,
    /// The meetings that it comes from, by id, each with its place in the list, a fractional index.
    #[serde(default)]
    pub meetings: BTreeMap<String, String>,
    /// The sides that have to agree to it; none named are the British and the Korean one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sides: Vec<Side>,
    /// The area of cooperation, by id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<String>,
    /// Rights and licence.
    #[serde(default)]
    pub rights: Rights,
    /// The contact, as each side gives it.
    #[serde(default)]
    pub contact: Bilingual,
    /// When to review it, `YYYY-MM-DD`.
    #[serde(default)]
    pub review_by: String,
    /// Comments, by id.
    #[serde(default)]
    pub comments: BTreeMap<String, Comment>,
    /// Where a side agreed to the text, by id.
    #[serde(default)]
    pub consents: BTreeMap<String, Consent>,
    /// Every move from one status to another, by id.
    #[serde(default)]
    pub moves: BTreeMap<String, Move>,
    /// How the record may be handled and disclosed.
    #[serde(default)]
    pub handling: Handling,
    /// Fields that a newer Maru wrote; kept untouched.
    #[serde(flatten)]
    #[specta(skip)]
    pub rest: Map<String, Value>,
}

impl Practice {
    /// Returns the figures in their order, without those that were taken off the list.
    pub fn figures(&self) -> Vec<(&str, &Evidence)> {
        let mut figures: Vec<(&str, &Evidence)> = self
            .evidence
            .iter()
            .filter(|(_, figure)| !figure.removed)
            .map(|(id, figure)| (id.as_str(), figure))
            .collect();
        figures.sort_by_key(|(id, figure)| (figure.pos.clone(), *id));
        figures
    }

    /// Returns the practice without the figures and comments that were taken off, as it leaves a vault.
    #[must_use]
    pub fn without_removed(mut self) -> Practice {
        self.evidence.retain(|_, figure| !figure.removed);
        self.comments.retain(|_, comment| !comment.removed);
        self
    }
}

/// A figure, with its source.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, Type)]
pub struct Evidence {
    /// The place in the list, a fractional index.
    #[serde(default)]
    pub pos: String,
    /// What is measured.
    #[serde(default)]
    pub measure: Bilingual,
    /// The value in words, such as `62% → 74%`.
    #[serde(default)]
    pub value: String,
    /// The period.
    #[serde(default)]
    pub period: String,
    /// The source.
    #[serde(default)]
    pub source: String,
    /// Whether the figure is only an illustration.
    #[serde(default)]
    pub illustrative: bool,
    /// Whether it was taken off the list; it keeps all it says.
    #[serde(default, skip_serializing_if = "is_false")]
    pub removed: bool,
}

/// Rights and licence.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, Type)]
pub struct Rights {
    /// The licence, such as `OGL-UK-3.0` or `KOGL-1`.
    #[serde(default)]
    pub licence: String,
    /// The licence in words.
    #[serde(default)]
    pub name: Bilingual,
    /// Rights of third parties.
    #[serde(default)]
    pub third_party: String,
}

/// A comment of one side.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, Type)]
pub struct Comment {
    /// The side.
    pub side: Side,
    /// The day, `YYYY-MM-DD`.
    #[serde(default)]
    pub at: String,
    /// The comment.
    #[serde(default)]
    pub text: Bilingual,
    /// Whether it was settled.
    #[serde(default, skip_serializing_if = "is_false")]
    pub resolved: bool,
    /// Whether it was taken off the list; it keeps all it says.
    #[serde(default, skip_serializing_if = "is_false")]
    pub removed: bool,
}

/// That a side agreed, and to which text. Anybody may write it down for the other side: it is recorded, not policed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Type)]
pub struct Consent {
    /// The side that agreed.
    pub side: Side,
    /// The person who said so.
    #[serde(default)]
    pub by: String,
    /// When it was written down, an instant (RFC 3339).
    #[serde(default)]
    pub at: String,
    /// The laptop on which it was written down.
    #[serde(default)]
    pub device: String,
    /// The side of that laptop.
    #[serde(default)]
    pub recorded_by: Side,
    /// The digest of the text that was agreed to; see `review`.
    #[serde(default)]
    pub text: String,
    /// The moment of the text that was agreed to: the heads of the record.
    #[serde(default)]
    pub heads: Vec<String>,
}

/// One move from a status to another.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Type)]
pub struct Move {
    /// The status before.
    #[serde(default)]
    pub from: String,
    /// The status after.
    #[serde(default)]
    pub to: String,
    /// The person who moved it.
    #[serde(default)]
    pub by: String,
    /// When, an instant (RFC 3339).
    #[serde(default)]
    pub at: String,
    /// The laptop on which it was moved.
    #[serde(default)]
    pub device: String,
    /// The side of that laptop.
    #[serde(default)]
    pub side: Side,
}
