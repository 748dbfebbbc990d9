//! An agreement: who signed what, when, with which force.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use specta::Type;

use crate::attachment::Attachment;
use crate::bilingual::{Bilingual, Side};
use crate::record::{Handling, Head};
use crate::segment::{Precision, Segment, is_false};

/// An agreement between two or more sides.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, Type)]
pub struct Agreement {
    /// What every record has.
    #[serde(flatten)]
    pub head: Head,
    /// `mou`, `arrangement`, `loi`, `joint_statement`, `charter`, `terms_of_reference`, `roadmap` …
    #[serde(default)]
    pub form: String,
    /// A reference that people use for it, such as `AGR-2023-001`.
    #[serde(default)]
    pub reference: String,
    /// The legal nature: stored, never inferred from the title (R21).
    #[serde(default)]
    pub legal_nature: LegalNature,
    /// The full title.
    #[serde(default)]
    pub title: Bilingual,
    /// The short title.
    #[serde(default)]
    pub short_title: Bilingual,
    /// The languages in which the title is official.
    #[serde(default)]
    pub official_titles: Vec<String>,
    /// The signing bodies, by id.
    #[serde(default)]
    pub participants: BTreeMap<String, Participant>,
    /// `idea`, `draft`, `in_discussion`, `text_agreed`, `signed`, `in_effect` … (`agreement_status`).
    #[serde(default)]
    pub status: String,
    /// The dates, each with its basis: `signed`, `in_effect`, `ends` (R14).
    #[serde(default)]
    pub dates: BTreeMap<String, Dated>,
    /// The duration as the text states it, ISO 8601 (`P5Y`).
    #[serde(default)]
    pub term: Stated,
    /// The renewal clause.
    #[serde(default)]
    pub renewal: Stated,
    /// The notice period.
    #[serde(default)]
    pub notice: Stated,
    /// The place of signature.
    #[serde(default)]
    pub place_signed: Bilingual,
    /// The occasion of signature.
    #[serde(default)]
    pub occasion: Bilingual,
    /// The languages of the text.
    #[serde(default)]
    pub languages: Vec<String>,
    /// Which text prevails.
    #[serde(default)]
    pub authenticity: Stated,
    /// The areas of cooperation, by id. Both sides' lists are held and linked (R22).
    #[serde(default)]
    pub areas: BTreeMap<String, Area>,
    /// The forms of cooperation, by id.
    #[serde(default)]
    pub forms_of_cooperation: BTreeMap<String, Listed>,
    /// Clauses and commitments, by id.
    #[serde(default)]
    pub segments: BTreeMap<String, Segment>,
    /// Related agreements, by id.
    #[serde(default)]
    pub related: BTreeMap<String, Related>,
    /// Reminders, by id.
    #[serde(default)]
    pub reminders: BTreeMap<String, Reminder>,
    /// Where the facts come from: key to address.
    #[serde(default)]
    pub sources: BTreeMap<String, String>,
    /// Which sources a field rests on: the field's name to keys of `sources`.
    #[serde(default)]
    pub rests_on: BTreeMap<String, Vec<String>>,
    /// Pictures and documents that belong to it, by id.
    #[serde(default)]
    pub attachments: BTreeMap<String, Attachment>,
    /// How the record may be handled and disclosed.
    #[serde(default)]
    pub handling: Handling,
    /// Fields that a newer Maru wrote; kept untouched.
    #[serde(flatten)]
    #[specta(skip)]
    pub rest: Map<String, Value>,
}

/// The dates that an agreement always has.
const DATES: [&str; 3] = ["signed", "in_effect", "ends"];

impl Agreement {
    /// Returns the agreement without what people took off its lists, and without links to it.
    #[must_use]
    pub fn without_removed(mut self) -> Agreement {
        self.participants.retain(|_, one| !one.removed);
        for participant in self.participants.values_mut() {
            participant.succession.retain(|_, one| !one.removed);
        }
        self.areas.retain(|_, one| !one.removed);
        let standing: BTreeSet<String> = self.areas.keys().cloned().collect();
        for area in self.areas.values_mut() {
            area.links.retain(|other| standing.contains(other));
        }
        self.forms_of_cooperation.retain(|_, one| !one.removed);
        self.related.retain(|_, one| !one.removed);
        self.reminders.retain(|_, one| !one.removed);
        self
    }

    /// Gives the dates their places: two laptops that each made one would hide one another's.
    pub(crate) fn give_dates(&mut self) {
        for date in DATES {
            self.dates.entry(date.to_owned()).or_default();
        }
    }
}

/// The legal nature of an agreement.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, Type)]
pub struct LegalNature {
    /// `non_binding_arrangement`, `binding` or empty while unknown.
    #[serde(default)]
    pub value: String,
    /// Why that is held.
    #[serde(default)]
    pub basis: String,
    /// Whether a person confirmed it.
    #[serde(default)]
    pub confirmed: bool,
}

/// One signing body, then and now.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, Type)]
pub struct Participant {
    /// The side.
    pub side: Side,
    /// The place in the list, a fractional index.
    #[serde(default)]
    pub pos: String,
    /// The body that signed.
    #[serde(default)]
    pub body_at_signature: Bilingual,
    /// The body that carried it out at first.
    #[serde(default)]
    pub implementing_body: Bilingual,
    /// The body today.
    #[serde(default)]
    pub current_body: Bilingual,
    /// Who signed.
    #[serde(default)]
    pub signatory: Signatory,
    /// How the body changed, by id.
    #[serde(default)]
    pub succession: BTreeMap<String, Succession>,
    /// The point of contact.
    #[serde(default)]
    pub contact: Bilingual,
    /// Whether a person took it off. It keeps what it says, so that nothing is lost in a merge.
    #[serde(default, skip_serializing_if = "is_false")]
    pub removed: bool,
}

/// The person who signed, with the title as on the day.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, Type)]
pub struct Signatory {
    /// The name.
    #[serde(default)]
    pub name: Bilingual,
    /// The title on the day.
    #[serde(default)]
    pub title: Bilingual,
    /// The title as the press gave it, while the person's own side has not confirmed one.
    #[serde(default)]
    pub press_title: Bilingual,
    /// What to know about name or title.
    #[serde(default)]
    pub note: String,
}

/// One change of a body.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, Type)]
pub struct Succession {
    /// The date, as exactly as it is known (`2024-07` or `2025-01-21`).
    #[serde(default)]
    pub date: String,
    /// What changed.
    #[serde(default)]
    pub text: Bilingual,
    /// The key of the source.
    #[serde(default)]
    pub source: String,
    /// Whether a person took it off. It keeps what it says, so that nothing is lost in a merge.
    #[serde(default, skip_serializing_if = "is_false")]
    pub removed: bool,
}

/// A date with its basis. "Assumed" and "unknown" are legal states (R14).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, Type)]
pub struct Dated {
    /// The date, `YYYY-MM-DD`; empty while unknown.
    #[serde(default)]
    pub value: String,
    /// `stated`, `assumed` or `unknown`.
    #[serde(default)]
    pub certainty: String,
    /// Whether a person typed it rather than took it from the text; an end date is never computed.
    #[serde(default, skip_serializing_if = "is_false")]
    pub typed: bool,
    /// Why this date.
    #[serde(default)]
    pub basis: Bilingual,
    /// Keys of the sources.
    #[serde(default)]
    pub sources: Vec<String>,
}

/// Something that the text states, or that is not known.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, Type)]
pub struct Stated {
    /// What is stated.
    #[serde(default)]
    pub value: String,
    /// Whether it is not known what the text says.
    #[serde(default)]
    pub unknown: bool,
    /// Why that is held.
    #[serde(default)]
    pub basis: Bilingual,
    /// Keys of the sources.
    #[serde(default)]
    pub sources: Vec<String>,
}

/// An area of cooperation.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, Type)]
pub struct Area {
    /// The place in the list, a fractional index.
    #[serde(default)]
    pub pos: String,
    /// A code, such as `AREA-1`.
    #[serde(default)]
    pub code: String,
    /// The English words.
    #[serde(default)]
    pub en: String,
    /// The Korean words.
    #[serde(default)]
    pub ko: String,
    /// The side whose list it stands on, or `joint`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<Side>,
    /// Areas of the other side that it corresponds to, by id. A link counts from both of its ends (R22).
    #[serde(default)]
    pub links: Vec<String>,
    /// Keys of the sources.
    #[serde(default)]
    pub sources: Vec<String>,
    /// Whether a person took it off. It keeps what it says, so that nothing is lost in a merge.
    #[serde(default, skip_serializing_if = "is_false")]
    pub removed: bool,
}

/// One line of a list in both languages.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, Type)]
pub struct Listed {
    /// The place in the list, a fractional index.
    #[serde(default)]
    pub pos: String,
    /// The English words.
    #[serde(default)]
    pub en: String,
    /// The Korean words.
    #[serde(default)]
    pub ko: String,
    /// The key of the source.
    #[serde(default)]
    pub source: String,
    /// Whether a person took it off. It keeps what it says, so that nothing is lost in a merge.
    #[serde(default, skip_serializing_if = "is_false")]
    pub removed: bool,
}

/// A related agreement.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, Type)]
pub struct Related {
    /// The place in the list, a fractional index.
    #[serde(default)]
    pub pos: String,
    /// `predecessor`, `political_framework`, `sibling`, `multilateral` …
    #[serde(default)]
    pub relation: String,
    /// Its title.
    #[serde(default)]
    pub title: Bilingual,
    /// The date of signature, `YYYY-MM-DD`, if known.
    #[serde(default)]
    pub signed: String,
    /// The record in this vault, by id, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<String>,
    /// The key of the source.
    #[serde(default)]
    pub source: String,
    /// Whether a person took it off. It keeps what it says, so that nothing is lost in a merge.
    #[serde(default, skip_serializing_if = "is_false")]
    pub removed: bool,
}

/// Something to do before a date.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, Type)]
pub struct Reminder {
    /// The rule, such as `P18M_before_end`.
    #[serde(default)]
    pub rule: String,
    /// The date, `YYYY-MM-DD`.
    #[serde(default)]
    pub date: String,
    /// How exactly the date is known.
    #[serde(default)]
    pub precision: Precision,
    /// What to do.
    #[serde(default)]
    pub text: Bilingual,
    /// Whether a person took it off. It keeps what it says, so that nothing is lost in a merge.
    #[serde(default, skip_serializing_if = "is_false")]
    pub removed: bool,
}
