//! What pages show that no crate below knows as one thing: an open record, the first page, a paper.

use std::collections::BTreeMap;

use maru_core::attachment::AttachmentKind;
use maru_core::bilingual::Bilingual;
use maru_core::document::Heads;
use maru_core::history::{Change, Conflict};
use maru_core::record::Record;
use maru_core::segment::{Segment, SegmentKind};
use maru_store::{ActionRow, Ending, Row, States};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use specta::Type;

use crate::failure::Failure;

/// A number that two laptops took at the same time.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct Clash {
    /// The number, such as `D-03`.
    pub(crate) number: String,
    /// The segments, by id.
    pub(crate) segments: Vec<String>,
}

/// One open record.
#[derive(Debug, Clone, Serialize, Type)]
pub(crate) struct Opened {
    /// Its id.
    pub(crate) id: String,
    /// Its newest changes; they go back with the next edit.
    pub(crate) heads: Heads,
    /// The record.
    #[specta(type = Record)]
    pub(crate) record: Value,
    /// How far each translation is, by segment.
    pub(crate) states: BTreeMap<String, States>,
    /// Places where two laptops wrote different values.
    pub(crate) conflicts: Vec<Conflict>,
    /// Numbers that two laptops took.
    pub(crate) clashes: Vec<Clash>,
}

impl From<maru_store::Opened> for Opened {
    fn from(opened: maru_store::Opened) -> Opened {
        let clashes = opened
            .clashes
            .into_iter()
            .map(|(number, segments)| Clash { number, segments })
            .collect();
        Opened {
            id: opened.id,
            heads: opened.heads,
            record: opened.record,
            states: opened.states,
            conflicts: opened.conflicts,
            clashes,
        }
    }
}

/// The history of a record.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct Past {
    /// Every change, oldest first.
    pub(crate) changes: Vec<Change>,
    /// The lines that any change but the first touched, by segment, as they read now.
    pub(crate) lines: BTreeMap<String, Touched>,
}

/// A line that was changed, as far as it has to be known again.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct Touched {
    /// What it is.
    pub(crate) kind: SegmentKind,
    /// Its number, such as `D-01`.
    pub(crate) number: Option<String>,
    /// How it begins.
    pub(crate) text: Bilingual,
}

/// How much of a line is told: enough to know it again.
const BEGINNING: usize = 80;

impl Past {
    /// Returns the history with the lines of a record that it names.
    pub(crate) fn of(changes: Vec<Change>, record: &Value) -> Past {
        let named = changes.iter().flat_map(|change| &change.segments);
        let lines = named.filter_map(|id| {
            let segment: Segment = serde_json::from_value(record["segments"].get(id)?.clone()).ok()?;
            let begin = |text: &str| text.chars().take(BEGINNING).collect();
            let line = Touched {
                number: segment.number(),
                text: Bilingual {
                    en: begin(&segment.en),
                    ko: begin(&segment.ko),
                },
                kind: segment.kind,
            };
            Some((id.clone(), line))
        });
        Past {
            lines: lines.collect(),
            changes,
        }
    }
}

/// The first page.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct Home {
    /// The next meeting.
    pub(crate) next: Option<Row>,
    /// Actions that are late or due soon.
    pub(crate) actions: Vec<ActionRow>,
    /// Agreements that run, those that end first before the others.
    pub(crate) endings: Vec<Ending>,
    /// Records with texts to translate.
    pub(crate) to_translate: Vec<Row>,
    /// Records that were changed since last time, or at any time where there was none; the last one first.
    pub(crate) changed: Vec<Row>,
    /// When Maru was used last before today.
    pub(crate) since: Option<String>,
    /// Practices that wait for a review.
    pub(crate) review: Vec<Row>,
}

/// The languages of a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum PaperLanguages {
    /// English.
    En,
    /// Korean.
    Ko,
    /// Both, in aligned rows.
    Both,
}

/// Which paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum PaperForm {
    /// The whole record.
    Summary,
    /// The running order of a meeting.
    Agenda,
    /// The decisions of a meeting, to be read aloud.
    Decisions,
    /// The actions of a meeting.
    Actions,
}

/// What is ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
pub(crate) struct PaperOrder {
    /// Which paper.
    pub(crate) form: PaperForm,
    /// Its languages.
    pub(crate) languages: PaperLanguages,
    /// Whether the record itself travels inside the PDF.
    pub(crate) attach: bool,
}

/// One thing that leaves with a paper (R2).
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct Leaving {
    /// The id of the label that names it.
    pub(crate) label: String,
    /// How many.
    pub(crate) count: Option<u32>,
    /// Which, in words.
    pub(crate) words: Option<Bilingual>,
}

impl From<maru_press::Leaving> for Leaving {
    fn from(leaving: maru_press::Leaving) -> Leaving {
        Leaving {
            label: leaving.label,
            count: leaving.count,
            words: leaving.words,
        }
    }
}

/// What a person wants a file for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Wanted {
    /// A picture, and nothing else.
    Picture,
    /// A picture or a document.
    Any,
}

/// A file that lies in the vault now, as a record would name it.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct Kept {
    /// What it is.
    pub(crate) kind: AttachmentKind,
    /// The hash of its bytes.
    pub(crate) hash: String,
    /// Picture: the hash of the small rendition.
    pub(crate) small: String,
    /// Its name.
    pub(crate) name: String,
    /// Its type.
    pub(crate) mime: String,
    /// How many bytes it has.
    pub(crate) size: u32,
    /// Picture: the width in pixels.
    pub(crate) width: Option<u32>,
    /// Picture: the height in pixels.
    pub(crate) height: Option<u32>,
}

/// A file that was not taken, and why.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct Refused {
    /// Its name.
    pub(crate) name: String,
    /// Why.
    pub(crate) failure: Failure,
}

/// What became of the files that a person chose.
#[derive(Debug, Clone, Default, Serialize, Deserialize, Type)]
pub(crate) struct Brought {
    /// Those that lie in the vault now.
    pub(crate) kept: Vec<Kept>,
    /// Those that do not.
    pub(crate) refused: Vec<Refused>,
}

/// A typeset paper, before it is saved.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct Preview {
    /// Its number at the desk.
    pub(crate) ticket: u32,
    /// The papers that can be made of this record.
    pub(crate) forms: Vec<PaperForm>,
    /// How many pages.
    pub(crate) pages: u32,
    /// Exactly what leaves (R2).
    pub(crate) leaving: Vec<Leaving>,
    /// The ids of the labels of what the law asks for and the record lacks (R5).
    pub(crate) missing: Vec<String>,
    /// The ids of the labels of everything else to know before it is sent.
    pub(crate) warnings: Vec<String>,
    /// The name that the file would have.
    pub(crate) file_name: String,
}

/// A record that stays at home when others leave.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct Staying {
    /// Its title.
    pub(crate) title: Bilingual,
    /// The code of the reason, which the label `err-…` says.
    pub(crate) code: String,
    /// The arguments of that label.
    pub(crate) args: BTreeMap<String, String>,
}

impl From<maru_press::csv::Staying> for Staying {
    fn from(staying: maru_press::csv::Staying) -> Staying {
        let args = staying.reason.args().into_iter();
        Staying {
            title: staying.title,
            code: staying.reason.code().to_owned(),
            args: args.map(|(name, value)| (name.to_owned(), value)).collect(),
        }
    }
}

/// A table of actions, before it is saved.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct TablePreview {
    /// Its number at the desk.
    pub(crate) ticket: u32,
    /// How many actions it holds.
    pub(crate) actions: u32,
    /// Exactly what leaves (R2).
    pub(crate) leaving: Vec<Leaving>,
    /// What stays (R1).
    pub(crate) staying: Vec<Staying>,
    /// The name that the file would have.
    pub(crate) file_name: String,
}

/// A file that was saved.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct Saved {
    /// Its name, without the folder.
    pub(crate) name: String,
}

/// How the last saved file is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Reveal {
    /// Opened with the system's viewer.
    Open,
    /// Shown in its folder.
    Folder,
}

/// Bytes that cross to the page as they are, without the detour over JSON.
#[derive(Debug, Clone)]
pub(crate) struct Bytes(pub(crate) Vec<u8>);

impl Type for Bytes {
    fn definition(_: &mut specta::Types) -> specta::datatype::DataType {
        specta_typescript::define("ArrayBuffer").into()
    }
}

impl tauri::ipc::IpcResponse for Bytes {
    fn body(self) -> tauri::Result<tauri::ipc::InvokeResponseBody> {
        Ok(tauri::ipc::InvokeResponseBody::Raw(self.0))
    }
}
