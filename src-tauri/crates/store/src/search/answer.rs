//! What to look for, and what was found.

use maru_core::bilingual::{Bilingual, Lang};
use maru_core::find::Term;
use maru_core::record::{Audience, Kind};
use maru_core::segment::SegmentKind;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::Piece;

/// What to look for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Search {
    /// What was typed: words, phrases in quotation marks, words with `-` before them, and filters.
    pub query: String,
    /// The language in which an excerpt is shown where both hold the words.
    pub lang: Option<Lang>,
    /// The instant at which actions are late or not (RFC 3339); now, if it is not said.
    pub now: Option<String>,
    /// The most hits; 0 is 50.
    #[serde(default)]
    pub limit: u32,
    /// Where the answer before ended.
    pub after: Option<String>,
}

impl Search {
    /// Looks for what was typed, at most so many places.
    pub fn of(query: &str, limit: u32) -> Search {
        Search {
            query: query.to_owned(),
            limit,
            ..Search::default()
        }
    }
}

/// A place where the words stand.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct Hit {
    /// The record.
    pub record: String,
    /// Its kind.
    pub kind: Kind,
    /// Who may ever see it.
    pub audience: Audience,
    /// Its title.
    pub title: Bilingual,
    /// Its day, `YYYY-MM-DD`; none if it has none yet.
    pub day: Option<String>,
    /// Whether the words stand in the title; `excerpt` is the title then.
    pub in_title: bool,
    /// The segment; none where the words stand outside the segments.
    pub segment: Option<String>,
    /// What the segment is.
    pub segment_kind: Option<SegmentKind>,
    /// The number of the segment, such as `D-01`; empty if it has none.
    pub number: String,
    /// The text around the first word, in pieces that hold a word and pieces that do not.
    pub excerpt: Vec<Piece>,
    /// The language of that text.
    pub lang: Lang,
    /// The term through whose other name it was found; none where the words themselves stand.
    pub by: Option<Term>,
}

/// A term of the glossary that holds the words, or whose name they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct TermFound {
    /// The term.
    pub term: Term,
    /// Its English name in pieces.
    pub en: Vec<Piece>,
    /// Its Korean name in pieces.
    pub ko: Vec<Piece>,
    /// Whether places were found through its other name as well.
    pub used: bool,
}

/// How far the making of the index is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Mending {
    /// How many texts are in it.
    pub done: u32,
    /// Of how many.
    pub total: u32,
}

impl Mending {
    /// Returns whether search answers again.
    pub fn is_done(&self) -> bool {
        self.done >= self.total
    }
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Type)]
pub struct Found {
    /// The places: titles and decisions first, then the newest.
    pub hits: Vec<Hit>,
    /// Terms; told with the first answer alone.
    pub terms: Vec<TermFound>,
    /// Where the next answer begins, if there may be more.
    pub more: Option<String>,
    /// The same keys on the other keyboard layout, where these find more.
    pub suggestion: Option<String>,
    /// Filters whose value says nothing, as they were typed. They did not count.
    pub unclear: Vec<String>,
    /// Whether the index named places that are not there: it should be made anew.
    pub damaged: bool,
}
