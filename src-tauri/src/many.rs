//! What pages show of many records at once: those that leave, and those that come in.

use maru_core::bilingual::Bilingual;
use maru_core::record::{Audience, Kind};
use maru_files::notes::Remark;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::failure::Failure;
use crate::rows::{Leaving, PaperOrder, Staying};

/// In which form many records leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ManyFormat {
    /// A paper of each.
    Pdf,
    /// The record itself, for another vault.
    Json,
    /// Text of each.
    Markdown,
    /// One table of the actions of all.
    Table,
}

/// What is ordered of many records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub(crate) struct ManyOrder {
    /// The records, by id.
    pub(crate) ids: Vec<String>,
    /// As which paper.
    pub(crate) paper: PaperOrder,
    /// In which form.
    pub(crate) format: ManyFormat,
    /// Whether they go into one ZIP, or into a folder.
    pub(crate) zip: bool,
    /// Of a table: whether only what is still to be done stands in it.
    pub(crate) open: bool,
}

/// Exactly what would leave with many records (R2).
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct Survey {
    /// Its number at the desk.
    pub(crate) ticket: u32,
    /// The titles of the records that leave.
    pub(crate) titles: Vec<Bilingual>,
    /// What leaves with all of them.
    pub(crate) leaving: Vec<Leaving>,
    /// The records that must stay.
    pub(crate) staying: Vec<Staying>,
}

/// How far the sending of many records, or the taking in of many notes, is.
#[derive(Debug, Clone, Serialize, Deserialize, Type, tauri_specta::Event)]
pub(crate) struct Sent {
    /// How many files are done.
    pub(crate) done: u32,
    /// How many there will be.
    pub(crate) total: u32,
    /// The name of the newest.
    pub(crate) name: String,
    /// How many seconds are left, where that can be told.
    pub(crate) seconds_left: Option<u32>,
}

/// A file of records that a person chose.
#[derive(Debug, Clone, Default, Serialize, Deserialize, Type)]
pub(crate) struct Incoming {
    /// Its name, without the folder.
    pub(crate) name: String,
    /// The records in it.
    pub(crate) records: Vec<IncomingRecord>,
    /// How many pictures come from the folder beside it.
    pub(crate) pictures: u32,
    /// How many documents come from there.
    pub(crate) documents: u32,
    /// What does not come, and why.
    pub(crate) remarks: Vec<NoteRemark>,
    /// Why nothing can be taken from it, if so.
    pub(crate) failure: Option<Failure>,
}

/// A record in a file.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct IncomingRecord {
    /// The kind.
    pub(crate) kind: Kind,
    /// The title.
    pub(crate) title: Bilingual,
    /// Who may ever see it.
    pub(crate) audience: Audience,
    /// Whether it is sample data.
    pub(crate) sample: bool,
    /// Whether it is in the vault already, where it stays as it is.
    pub(crate) known: bool,
}

/// A folder of notes that a person chose, looked through.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct Archived {
    /// Its name, without where it lies.
    pub(crate) name: String,
    /// How many notes would come in.
    pub(crate) fresh: u32,
    /// What would come of each note.
    pub(crate) notes: Vec<IncomingNote>,
    /// What is left out.
    pub(crate) left: Vec<LeftOut>,
}

/// What would come of one note.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct IncomingNote {
    /// Where it lies in the folder.
    pub(crate) path: String,
    /// The title.
    pub(crate) title: Bilingual,
    /// The day, if it names one.
    pub(crate) day: Option<String>,
    /// How many lines it has.
    pub(crate) lines: u32,
    /// How many pictures come with it.
    pub(crate) pictures: u32,
    /// How many documents come with it.
    pub(crate) documents: u32,
    /// What a person should know of it.
    pub(crate) remarks: Vec<NoteRemark>,
    /// Whether it is here already.
    pub(crate) known: KnownNote,
}

/// Whether a note is here already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum KnownNote {
    /// It is not.
    New,
    /// Its record is in the vault.
    Here,
    /// The same note lies in the folder twice.
    Twice,
}

/// What a person should know of a note: the label `note-remark-<code>` says it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub(crate) struct NoteRemark {
    /// The code.
    pub(crate) code: String,
    /// The words of the note that it is about.
    pub(crate) name: String,
}

impl From<Remark> for NoteRemark {
    fn from(Remark { code, name }: Remark) -> NoteRemark {
        NoteRemark { code, name }
    }
}

/// Something in a folder that is left out.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct LeftOut {
    /// Where it lies in the folder.
    pub(crate) path: String,
    /// Why.
    pub(crate) failure: Failure,
}

/// What came of a folder of notes.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct Arrived {
    /// How many records came.
    pub(crate) count: u32,
    /// What could be seen only when they came, by where the note lies.
    pub(crate) remarks: Vec<(String, NoteRemark)>,
}
