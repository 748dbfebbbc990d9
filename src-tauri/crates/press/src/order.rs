//! What is ordered: which languages, for whom, on which day.

use maru_core::bilingual::{Lang, Side};

use crate::form::Form;

/// The languages of a paper.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Languages {
    /// English.
    En,
    /// Korean.
    Ko,
    /// Both, side by side.
    #[default]
    Both,
}

impl Languages {
    /// Returns the languages in the order in which this side's own copy shows them: its own first.
    pub fn order(self, side: &Side) -> Vec<Lang> {
        match self {
            Languages::En => vec![Lang::En],
            Languages::Ko => vec![Lang::Ko],
            Languages::Both => vec![side.lang(), side.lang().other()],
        }
    }

    /// Returns the sign for it in the name of a file.
    pub fn sign(self) -> &'static str {
        match self {
            Languages::En => "EN",
            Languages::Ko => "KO",
            Languages::Both => "EN-KO",
        }
    }

    /// Returns the id of the label that names this choice.
    pub fn label(self) -> &'static str {
        match self {
            Languages::En => "export-en",
            Languages::Ko => "export-ko",
            Languages::Both => "export-bilingual",
        }
    }
}

/// An order for a paper.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Order {
    /// Which paper.
    pub form: Form,
    /// The languages.
    pub languages: Languages,
    /// Whether the record itself travels inside the PDF, so that another Maru can take it in.
    pub attach: bool,
    /// The side that exports: its copy names itself first, and its rules mark it.
    pub side: Side,
    /// The instant of the export (RFC 3339), printed as the day it was prepared and kept in the metadata.
    pub now: String,
    /// The side that receives it; nothing means every side that the record is shared with.
    pub receiving: Option<Side>,
}

impl Order {
    /// Returns whether the whole record is asked for, in both languages.
    pub fn is_whole(&self) -> bool {
        self.form == Form::Summary && self.languages == Languages::Both
    }
}
