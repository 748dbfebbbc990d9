//! What can go wrong in core.

/// What can go wrong with a record or a document.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The JSON is not a record: the field and what is wrong with it.
    #[error("not a record: {0}")]
    Shape(String),
    /// The JSON or the document is nested deeper than any record.
    #[error("nested too deeply")]
    Depth,
    /// A text or a list is larger than any record needs.
    #[error("too large: {0}")]
    Size(String),
    /// The document's bytes are damaged, or do not lead to the heads that were stored.
    #[error("the document is damaged: {0}")]
    Damaged(String),
    /// The heads that an edit is based on are not part of the document.
    #[error("unknown heads")]
    Heads,
    /// An edit names a segment or field that is not there, or gives it a value it cannot have.
    #[error("this edit does not fit the record: {0}")]
    Misfit(String),
    /// An edit tried to change what is fixed at birth: id, kind or audience.
    #[error("{0} is fixed at birth")]
    Fixed(&'static str),
}
