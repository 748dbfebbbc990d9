//! Attachments: bytes by their hash, in parts, inside the one encrypted file.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension};
use sha2::{Digest, Sha256};

use crate::chunk::{self, guarded};
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
        let transaction = self.db.unchecked_transaction()?;
        let hash = keep(&transaction, bytes, mime)?;
        transaction.commit()?;
        Ok(hash)
    }

    /// Returns the bytes of those of these attachments that are in the vault.
    ///
    /// # Errors
    /// `Damaged` if some do not have their hash.
    pub fn attached(&self, wanted: &BTreeSet<String>) -> Result<BTreeMap<String, Vec<u8>>, Error> {
        let mut found = BTreeMap::new();
        for hash in wanted {
            match self.attachment(hash) {
                Ok(bytes) => drop(found.insert(hash.clone(), bytes)),
                // A copy of a record may have come without them.
                Err(Error::NoAttachment(_)) => {}
                Err(e) => return Err(e),
            }
        }
        Ok(found)
    }

    /// Takes the attachments away that no record names or ever named, and returns how many there were. What is being attached at this
    /// moment is named by no record yet: this is for the end of the work.
    ///
    /// # Errors
    /// If they cannot be taken away; then all are there still.
    pub fn sweep(&mut self) -> Result<u32, Error> {
        let unused = "SELECT hash FROM attachment
            WHERE NOT EXISTS (SELECT 1 FROM holding WHERE attachment = hash)";
        let mut statement = self.db.prepare(unused)?;
        let rows = statement.query_map((), |row| row.get(0))?;
        let mut left: BTreeSet<String> = rows.collect::<Result<_, _>>()?;
        drop(statement);
        if left.is_empty() {
            return Ok(0);
        }
        // These rows are a projection. Nothing is destroyed on their word alone: the documents are asked, all of them.
        for named in named(&self.db)? {
            left.remove(&named);
        }
        let transaction = self.db.unchecked_transaction()?;
        for hash in &left {
            transaction.execute("DELETE FROM attachment WHERE hash = ?1", [hash])?;
        }
        transaction.commit()?;
        Ok(u32::try_from(left.len()).unwrap_or(u32::MAX))
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

/// Keeps some bytes as a part of a larger transaction, and returns their hash.
pub(crate) fn keep(db: &Connection, bytes: &[u8], mime: &str) -> Result<String, Error> {
    if bytes.len() > LARGEST {
        return Err(Error::AttachmentLarge(bytes.len()));
    }
    let hash = hash(bytes);
    let known = db
        .prepare_cached("SELECT 1 FROM attachment WHERE hash = ?1")?
        .exists([&hash])?;
    if known {
        return Ok(hash);
    }
    // An attachment has at most 25 million bytes.
    let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    db.execute(
        "INSERT INTO attachment VALUES (?1, ?2, ?3, ?4)",
        (&hash, mime, size, clock::sortable(clock::now())),
    )?;
    for (part, bytes) in (0_i64..).zip(bytes.chunks(PART)) {
        db.prepare_cached("INSERT INTO attachment_part (attachment, part, bytes) VALUES (?1, ?2, ?3)")?
            .execute((&hash, part, bytes))?;
    }
    Ok(hash)
}

/// Keeps the bytes that travelled beside a record. They have the hashes that it names, or none is kept.
pub(crate) fn receive(db: &Connection, files: BTreeMap<String, Vec<u8>>) -> Result<(), Error> {
    for (wanted, bytes) in files {
        if hash(&bytes) != wanted {
            return Err(Error::AttachmentForged(wanted));
        }
        keep(db, &bytes, "")?;
    }
    Ok(())
}

/// Returns the hashes that any document names or ever named. One that cannot be read might name any: then nothing is known.
fn named(db: &Connection) -> Result<BTreeSet<String>, Error> {
    let mut statement = db.prepare("SELECT id FROM document")?;
    let rows = statement.query_map((), |row| row.get(0))?;
    let ids: Vec<String> = rows.collect::<Result<_, _>>()?;
    let mut named = BTreeSet::new();
    for id in ids {
        let mut document = chunk::load(db, &id)?.document;
        named.extend(guarded(&id, || Ok(document.every_hash()))?);
    }
    Ok(named)
}

#[cfg(test)]
#[path = "attachment_tests.rs"]
mod tests;
