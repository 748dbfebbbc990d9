//! A file of records, whatever form it has: told apart by how it begins, never by its name.

use serde_json::Value;

use crate::error::Error;
use crate::{json, markdown, pdf};

/// No record file is larger, in bytes.
pub const MOST: u64 = 64 << 20;

/// Returns the records of a file as JSON that core accepts: of a PDF, the record that it carries; of Markdown, the one
/// that Maru wrote; of JSON, all that stand in it.
///
/// # Errors
/// The codes `json-…`, `md-…` and `pdf-…` name what is wrong and where.
pub fn records(bytes: &[u8]) -> Result<Vec<Value>, Error> {
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if start.starts_with(b"%PDF-") {
        json::records(&pdf::attached(bytes)?)
    } else if start.starts_with(b"---\n") || start.starts_with(b"---\r\n") {
        Ok(vec![markdown::record(bytes)?])
    } else {
        json::records(bytes)
    }
}
