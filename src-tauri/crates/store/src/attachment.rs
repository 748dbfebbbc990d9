//! Attachments: bytes by their hash, in parts, inside the one encrypted file.

use rusqlite::OptionalExtension;
use sha2::{Digest, Sha256};

use crate::clock;
use crate::error::Error;
use crate::vault::Vault;

/// The largest attachment.
const LARGEST: usize = 25 * 1024 * 1024;
/// The bytes of one part: a page of an attachment is read without the rest.
const PART: usize = 1024 * 1024;

/// Returns the hash of some bytes in hex.
pub(crate) fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

impl Vault {
    /// Keeps some bytes and returns their hash. The same bytes are kept once.
    ///
    /// # Errors
    /// `AttachmentLarge`, or if they cannot be written.
    pub fn attach(&mut self, bytes: &[u8], mime: &str) -> Result<String, Error> {
        if bytes.len() > LARGEST {
            return Err(Error::AttachmentLarge(bytes.len()));
        }
        let hash = hash(bytes);
        let transaction = self.db.unchecked_transaction()?;
        if transaction
            .prepare_cached("SELECT 1 FROM attachment WHERE hash = ?1")?
            .exists([&hash])?
        {
            return Ok(hash);
        }
        // An attachment has at most 25 million bytes.
        let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
        transaction.execute(
            "INSERT INTO attachment VALUES (?1, ?2, ?3, ?4)",
            (&hash, mime, size, clock::sortable(clock::now())),
        )?;
        for (part, bytes) in (0_i64..).zip(bytes.chunks(PART)) {
            transaction
                .prepare_cached("INSERT INTO attachment_part (attachment, part, bytes) VALUES (?1, ?2, ?3)")?
                .execute((&hash, part, bytes))?;
        }
        transaction.commit()?;
        Ok(hash)
    }

    /// Returns the bytes with this hash, checked against it.
    ///
    /// # Errors
    /// `NoAttachment`, or `Damaged` if they do not have this hash.
    pub fn attachment(&self, wanted: &str) -> Result<Vec<u8>, Error> {
        let size: Option<u32> = self
            .db
            .prepare_cached("SELECT size FROM attachment WHERE hash = ?1")?
            .query_row([wanted], |row| row.get(0))
            .optional()?;
        let size = size.ok_or_else(|| Error::NoAttachment(wanted.to_owned()))?;
        let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(LARGEST).min(LARGEST));
        let mut statement = self
            .db
            .prepare_cached("SELECT bytes FROM attachment_part WHERE attachment = ?1 ORDER BY part")?;
        let mut rows = statement.query([wanted])?;
        while let Some(row) = rows.next()? {
            bytes.extend_from_slice(
                row.get_ref(0)?
                    .as_blob()
                    .map_err(|e| Error::Damaged(e.to_string()))?,
            );
        }
        if hash(&bytes) != wanted {
            return Err(Error::Damaged(format!("attachment {wanted}")));
        }
        Ok(bytes)
    }
}
