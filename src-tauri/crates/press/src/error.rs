//! What can go wrong when a record is put on paper.

/// What can go wrong when a record is put on paper.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The record, or the agreement that it would name, is our side's own and never leaves (R1).
    #[error("a record of our own side does not leave")]
    Own,
    /// The marking forbids that the record leaves (R3).
    #[error("the marking {0} forbids export")]
    Blocked(String),
    /// The marking is a classified grade, which Maru does not hold (R16).
    #[error("the marking {0} is a classified grade")]
    Classified(String),
    /// The record is embargoed, but until when or what applies after is not said (R4).
    #[error("the embargo has no end or nothing that applies after it")]
    Embargo,
    /// There is no paper for this kind of record.
    #[error("no paper for a record of kind {0}")]
    Kind(String),
    /// There is no such paper of a record of this kind.
    #[error("no {paper} of a record of kind {kind}")]
    Form {
        /// The word for the paper.
        paper: &'static str,
        /// The kind of the record.
        kind: String,
    },
    /// Only the PDF of a summary can carry the record itself: a shorter paper would carry more than it shows.
    #[error("only the summary carries the record")]
    Attach,
    /// The record has more text than one paper can carry: how many characters, and how many fit.
    #[error("{found} characters; one paper carries {most}")]
    Long {
        /// How many characters the record has.
        found: usize,
        /// How many fit.
        most: usize,
    },
    /// There is no such page.
    #[error("no page {0}")]
    Page(usize),
    /// A person stopped the export.
    #[error("stopped")]
    Stopped,
    /// The typesetter could not set the record: its own words, for a report.
    #[error("typesetting failed: {0}")]
    Typeset(String),
}

impl Error {
    /// Returns the code by which the labels `err-…` and `rec-…` are found.
    pub fn code(&self) -> &'static str {
        match self {
            Error::Own => "paper-own",
            Error::Blocked(_) => "paper-blocked",
            Error::Classified(_) => "paper-classified",
            Error::Embargo => "paper-embargo",
            Error::Kind(_) => "paper-kind",
            Error::Form { .. } => "paper-form",
            Error::Attach => "paper-attach",
            Error::Long { .. } => "paper-long",
            Error::Page(_) => "paper-page-number",
            Error::Stopped => "paper-stopped",
            Error::Typeset(_) => "paper-typeset",
        }
    }

    /// Returns the arguments of those labels.
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Error::Blocked(marking) | Error::Classified(marking) => vec![("marking", marking.clone())],
            Error::Kind(kind) => vec![("kind", kind.clone())],
            Error::Form { paper, kind } => vec![("paper", (*paper).to_owned()), ("kind", kind.clone())],
            Error::Long { found, most } => vec![("found", found.to_string()), ("most", most.to_string())],
            Error::Page(page) => vec![("page", page.to_string())],
            Error::Own | Error::Attach | Error::Embargo | Error::Stopped | Error::Typeset(_) => Vec::new(),
        }
    }
}
