//! Which paper is made of a record.

use maru_core::record::Record;

/// A paper that can be made of a record.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Form {
    /// The whole record: the summary of a meeting, the sheet of an agreement, a practice or a note.
    #[default]
    Summary,
    /// The running order of a meeting alone, for the table.
    Agenda,
    /// The decisions of a meeting on one page, to be read aloud (R17).
    Decisions,
    /// The actions of a meeting: who does what by when.
    Actions,
}

impl Form {
    /// Every paper, in the order in which a person chooses.
    pub const ALL: [Form; 4] = [Form::Summary, Form::Agenda, Form::Decisions, Form::Actions];

    /// Returns the word for it on the command line.
    pub fn code(self) -> &'static str {
        match self {
            Form::Summary => "summary",
            Form::Agenda => "agenda",
            Form::Decisions => "decisions",
            Form::Actions => "actions",
        }
    }

    /// Returns the paper that this word stands for.
    pub fn from_code(code: &str) -> Option<Form> {
        Form::ALL.into_iter().find(|form| form.code() == code)
    }

    /// Returns the id of the label that names it.
    pub fn label(self) -> &'static str {
        match self {
            Form::Summary => "paper-summary",
            Form::Agenda => "agenda",
            Form::Decisions => "paper-decisions",
            Form::Actions => "paper-actions",
        }
    }

    /// Returns whether such a paper can be made of this record: all but the sheet are papers of a meeting.
    pub fn suits(self, record: &Record) -> bool {
        self == Form::Summary || matches!(record, Record::Meeting(_))
    }
}
