//! What a reader understood of one note: plain text in lines, and what they point at.

use maru_core::text::{CELL, RECORD, fits};
use serde::{Deserialize, Serialize};

use crate::error::Error;

/// No note is larger, in bytes.
pub(super) const MOST: u64 = 4 << 20;
/// No note has more lines: so many entries may stand in one map of a record.
pub(super) const LINES: usize = maru_core::text::ENTRIES;
/// No title is longer, in characters: a heading that is stays a line.
pub(super) const TITLE: usize = 300;
/// So many remarks on one note are kept; who has more broken links than this knows it from these.
const REMARKS: usize = 50;

/// A note as its reader understood it. What it lacks, its file's name may give.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The title that it gives itself, or nothing.
    pub title: String,
    /// The day, the day and hour, or the instant that its front matter names.
    pub when: Option<String>,
    /// The place that its front matter names.
    pub place: String,
    /// The tags of its front matter.
    pub tags: Vec<String>,
    /// The lines in their order.
    pub lines: Vec<Line>,
    /// What its text links to, as it is written there.
    pub links: Vec<String>,
    /// The digest of its text, whatever its encoding and its line ends.
    pub digest: String,
    /// What a person should know of its reading.
    pub remarks: Vec<Remark>,
}

/// One line of a note.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// What it is.
    pub kind: LineKind,
    /// Its words, inline CommonMark of bold and links only; of a picture, the caption.
    pub text: String,
    /// Picture: where it lies, as it is written in the note.
    pub target: String,
    /// Picture: what there is to see.
    pub alt: String,
}

/// What a line of a note is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum LineKind {
    /// A paragraph, an entry of a list, a row of a table.
    #[default]
    Point,
    /// A heading of any level.
    Heading,
    /// Quoted words.
    Quote,
    /// A box that is not ticked.
    Task,
    /// A box that is ticked.
    Done,
    /// A picture.
    Picture,
}

/// What a person should know of a note before it comes in: a code, and the words of the note that it is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Remark {
    /// `broken`, `refused`, `large`, `front`, `fields`, `date` or `old-text`; of a record, `out-…`.
    pub code: String,
    /// The link, the field or the date, as it is written.
    pub name: String,
}

impl Remark {
    /// Returns the remark of this code on these words, which are cut where they are long.
    pub(crate) fn new(code: &str, name: &str) -> Remark {
        let mut kept: String = name.chars().take(120).collect();
        if kept.len() < name.len() {
            kept.push('…');
        }
        Remark {
            code: code.to_owned(),
            name: kept,
        }
    }

    /// Adds a remark to others, unless it is there or there are many.
    pub(crate) fn add(all: &mut Vec<Remark>, code: &str, name: &str) {
        let remark = Remark::new(code, name);
        if all.len() < REMARKS && !all.contains(&remark) {
            all.push(remark);
        }
    }
}

impl Note {
    /// Adds a remark, unless it is there or there are many.
    pub(super) fn remark(&mut self, code: &str, name: &str) {
        Remark::add(&mut self.remarks, code, name);
    }

    /// Returns what these bytes say.
    ///
    /// # Errors
    /// The codes `note-…` say why they are no note.
    pub(super) fn read(bytes: &[u8]) -> Result<Note, Error> {
        if bytes.len() as u64 > MOST {
            return Err(Error::new("note-large").with("most", (MOST >> 20).to_string()));
        }
        let (text, is_old) = super::decode::text(bytes)?;
        let mut note = Note {
            digest: super::decode::digest(&text),
            ..Note::default()
        };
        if is_old {
            note.remark("old-text", "");
        }
        let body = super::front::read(&text, &mut note)?;
        super::body::read(body, &mut note)?;
        if note.lines.is_empty() && note.title.is_empty() {
            return Err(Error::new("note-empty"));
        }
        match note.fits() {
            true => Ok(note),
            false => Err(Error::new("note-long")),
        }
    }

    /// Returns whether a record can hold what it says, so that this is known before anything comes in.
    fn fits(&self) -> bool {
        let texts = || {
            let lines = self
                .lines
                .iter()
                .flat_map(|line| [&line.text, &line.alt, &line.target]);
            lines.chain([&self.title, &self.place])
        };
        texts().all(|text| fits(text, CELL)) && texts().map(String::len).sum::<usize>() < RECORD
    }
}
