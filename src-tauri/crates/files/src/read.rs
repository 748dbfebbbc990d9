//! A file of records, whatever form it has: told apart by how it begins, never by its name.

use serde_json::Value;

use crate::error::Error;
use crate::markdown::Link;
use crate::{json, markdown, pdf};

/// No record file is larger, in bytes.
pub const MOST: u64 = 64 << 20;

/// What stands in a file of records.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Found {
    /// The records as JSON that core accepts.
    pub records: Vec<Value>,
    /// Links of the first to files that lie beside this one. Nothing of them was read yet.
    pub links: Vec<Link>,
}

impl From<Vec<Value>> for Found {
    fn from(records: Vec<Value>) -> Found {
        let links = Vec::new();
        Found { records, links }
    }
}

/// Returns the records of a file: of a PDF, the record that it carries; of Markdown, the one
/// that Maru wrote; of JSON, all that stand in it.
///
/// # Errors
/// The codes `json-…`, `md-…` and `pdf-…` name what is wrong and where.
pub fn records(bytes: &[u8]) -> Result<Found, Error> {
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if start.starts_with(b"%PDF-") {
        json::records(&pdf::attached(bytes)?).map(Found::from)
    } else if start.starts_with(b"---\n") || start.starts_with(b"---\r\n") {
        let (record, links) = markdown::record(bytes)?;
        let records = vec![record];
        Ok(Found { records, links })
    } else {
        json::records(bytes).map(Found::from)
    }
}
