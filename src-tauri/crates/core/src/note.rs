//! A note of our own side: always a record of its own, never a part of a shared one (R1).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use specta::Type;

use crate::bilingual::Bilingual;
use crate::record::Head;

/// A note that points at a record or at one segment of it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, Type)]
pub struct Note {
    /// What every record has; the audience of a note is `own` unless a person chose otherwise.
    #[serde(flatten)]
    pub head: Head,
    /// What the note says.
    #[serde(default)]
    pub text: Bilingual,
    /// The record that it points at, by id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// The segment that it points at, by id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub segment: Option<String>,
    /// Fields that a newer Maru wrote; kept untouched.
    #[serde(flatten)]
    #[specta(skip)]
    pub rest: Map<String, Value>,
}
