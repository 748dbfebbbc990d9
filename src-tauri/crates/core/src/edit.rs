//! Everything that a person can do to a record, as data.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use specta::Type;

use crate::bilingual::{Lang, Side};
use crate::segment::SegmentKind;

/// One thing that a person does to a record. A command carries a list of them, applied all or none.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Edit {
    /// Sets a field, or every leaf of a subtree that differs. What the new value does not name is left alone.
    Set {
        /// The keys from the root, such as `["title", "en"]` or `["people", id, "capacity"]`.
        path: Vec<String>,
        /// The new value.
        value: Value,
    },
    /// Takes an optional field, or one entry of a map, away.
    Clear {
        /// The keys from the root.
        path: Vec<String>,
    },
    /// Puts a new segment in; a segment that was there before (an undo) comes back instead.
    Insert {
        /// The id of the new segment, a UUID of version 7.
        id: String,
        /// The segment it follows; none for the very start.
        after: Option<String>,
        /// Its fields, without place and numbers.
        segment: Value,
    },
    /// Makes one cell say this.
    Write {
        /// The segment.
        id: String,
        /// The language of the cell.
        lang: Lang,
        /// The whole new text.
        text: String,
    },
    /// Makes a segment another kind: a point becomes a decision.
    Turn {
        /// The segment.
        id: String,
        /// The new kind.
        kind: SegmentKind,
    },
    /// Moves a segment.
    Move {
        /// The segment.
        id: String,
        /// The segment it follows from now on; none for the very start.
        after: Option<String>,
    },
    /// Deletes a segment. Its text and number stay in the record.
    Remove {
        /// The segment.
        id: String,
    },
    /// Brings a deleted segment back.
    Restore {
        /// The segment.
        id: String,
    },
    /// Marks a translation as checked against the original of now (R12).
    Check {
        /// The segment.
        id: String,
        /// The language of the translation.
        lang: Lang,
        /// The side that checked it.
        side: Side,
    },
    /// Gives the next free number, where two laptops took the same one.
    Renumber {
        /// The segment.
        id: String,
    },
    /// Writes down that a side agrees to a practice as it is at the base. It comes alone, so that it names one text.
    Agree {
        /// The id of the entry, a UUID of version 7.
        id: String,
        /// The side that agrees.
        side: Side,
        /// The person who said so.
        by: String,
    },
    /// Moves a practice from its status to another.
    Advance {
        /// The id of the entry, a UUID of version 7.
        id: String,
        /// The status to come.
        status: String,
        /// The person who moves it.
        by: String,
    },
}

impl Edit {
    /// Returns the name that stands in the history.
    pub fn name(&self) -> &'static str {
        match self {
            Edit::Set { .. } => "set",
            Edit::Clear { .. } => "clear",
            Edit::Insert { .. } => "insert",
            Edit::Write { .. } => "write",
            Edit::Turn { .. } => "turn",
            Edit::Move { .. } => "move",
            Edit::Remove { .. } => "remove",
            Edit::Restore { .. } => "restore",
            Edit::Check { .. } => "check",
            Edit::Renumber { .. } => "renumber",
            Edit::Agree { .. } => "agree",
            Edit::Advance { .. } => "advance",
        }
    }
}
