//! Documents on disk: a snapshot, the chunks written since, and the heads that both must lead to.

use std::panic::{AssertUnwindSafe, catch_unwind};

use maru_core::Error as CoreError;
use maru_core::document::{Document, Heads};
use rusqlite::{Connection, OptionalExtension};

use crate::clock::random;
use crate::error::Error;

/// A document as it was read from disk.
pub(crate) struct Loaded {
    pub(crate) no: i64,
    pub(crate) document: Document,
    pub(crate) changed: String,
    /// How many chunks stand after the snapshot.
    pub(crate) chunks: i64,
    /// The number of the next chunk.
    pub(crate) next: i64,
}

/// Calls into a document. A panic there (a damaged document can cause one) becomes an error of this record alone.
pub(crate) fn guarded<T>(id: &str, call: impl FnOnce() -> Result<T, CoreError>) -> Result<T, Error> {
    let damaged = |why: String| Error::RecordDamaged {
        id: id.to_owned(),
        why,
    };
    match catch_unwind(AssertUnwindSafe(call)) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(CoreError::Damaged(why))) => Err(damaged(why)),
        Ok(Err(e)) => Err(Error::Refused(e)),
        // The message of the panic may hold words of the record.
        Err(_) => Err(damaged("it cannot be read".to_owned())),
    }
}

fn written(heads: &Heads) -> String {
    heads.0.join(" ")
}

/// A new document as it goes to disk.
pub(crate) struct Written {
    heads: Heads,
    bytes: Vec<u8>,
}

impl Written {
    /// Writes a document whole.
    pub(crate) fn of(id: &str, document: &mut Document) -> Result<Written, Error> {
        guarded(id, || {
            Ok(Written {
                heads: document.heads(),
                bytes: document.save(),
            })
        })
    }
}

/// Puts a new document in.
///
/// # Errors
/// `RecordExists` if there is one with this id.
pub(crate) fn insert(db: &Connection, id: &str, document: &Written, changed: &str) -> Result<i64, Error> {
    let there = db
        .prepare_cached("SELECT 1 FROM document WHERE id = ?1")?
        .exists([id])?;
    if there {
        return Err(Error::RecordExists(id.to_owned()));
    }
    db.prepare_cached("INSERT INTO document (id, heads, changed) VALUES (?1, ?2, ?3)")?
        .execute((id, written(&document.heads), changed))?;
    let no = db.last_insert_rowid();
    db.prepare_cached("INSERT INTO snapshot VALUES (?1, ?2)")?
        .execute((no, &document.bytes))?;
    Ok(no)
}

/// A document as it lies on disk.
pub(crate) struct Stored {
    id: String,
    no: i64,
    heads: Heads,
    changed: String,
    snapshot: Vec<u8>,
    chunks: Vec<Vec<u8>>,
    next: i64,
}

/// Reads a document and checks that it leads to its heads.
///
/// # Errors
/// `NoRecord`, or `RecordDamaged` if it does not.
pub(crate) fn load(db: &Connection, id: &str) -> Result<Loaded, Error> {
    fetch(db, id)?.load()
}

/// Reads the bytes of a document.
///
/// # Errors
/// `NoRecord`.
pub(crate) fn fetch(db: &Connection, id: &str) -> Result<Stored, Error> {
    let row = db
        .prepare_cached("SELECT no, heads, changed FROM document WHERE id = ?1")?
        .query_row([id], |row| {
            Ok((row.get(0)?, row.get::<_, String>(1)?, row.get(2)?))
        })
        .optional()?;
    let (no, heads, changed) = row.ok_or_else(|| Error::NoRecord(id.to_owned()))?;
    let snapshot: Option<Vec<u8>> = db
        .prepare_cached("SELECT bytes FROM snapshot WHERE document = ?1")?
        .query_row([no], |row| row.get(0))
        .optional()?;
    let (mut chunks, mut next) = (Vec::new(), 1);
    let mut statement = db.prepare_cached("SELECT no, bytes FROM chunk WHERE document = ?1 ORDER BY no")?;
    let mut rows = statement.query([no])?;
    while let Some(row) = rows.next()? {
        next = row.get::<_, i64>(0)? + 1;
        chunks.push(row.get::<_, Vec<u8>>(1)?);
    }
    Ok(Stored {
        id: id.to_owned(),
        no,
        heads: Heads(heads.split(' ').map(str::to_owned).collect()),
        changed,
        snapshot: snapshot.unwrap_or_default(),
        chunks,
        next,
    })
}

impl Stored {
    /// Makes the document of its bytes, and checks that it leads to its heads.
    ///
    /// # Errors
    /// `RecordDamaged` if it does not.
    pub(crate) fn load(self) -> Result<Loaded, Error> {
        let actor = random()?;
        let document = guarded(&self.id, || {
            Document::load(&self.snapshot, &self.chunks, &self.heads, actor)
        })?;
        Ok(Loaded {
            no: self.no,
            document,
            changed: self.changed,
            // A record has fewer chunks than a machine word can count.
            chunks: i64::try_from(self.chunks.len()).unwrap_or(i64::MAX),
            next: self.next,
        })
    }
}

/// Appends a chunk, with the heads that it leads to.
pub(crate) fn append(
    db: &Connection,
    (document, no): (i64, i64),
    bytes: &[u8],
    heads: &Heads,
    changed: &str,
) -> Result<(), Error> {
    db.prepare_cached("INSERT INTO chunk VALUES (?1, ?2, ?3)")?
        .execute((document, no, bytes))?;
    db.prepare_cached("UPDATE document SET heads = ?2, changed = ?3 WHERE no = ?1")?
        .execute((document, written(heads), changed))?;
    Ok(())
}

/// Replaces the snapshot by the whole document and takes away the chunks that it contains, in one transaction.
pub(crate) fn compact(db: &Connection, id: &str, no: i64, document: &mut Document) -> Result<(), Error> {
    let (heads, bytes) = guarded(id, || Ok((document.heads(), document.save())))?;
    // What replaces the only copy is read back first.
    let actor = random()?;
    guarded(id, || Document::load(&bytes, &[], &heads, actor))?;
    let transaction = db.unchecked_transaction()?;
    let replaced = transaction
        .prepare_cached("UPDATE snapshot SET bytes = ?2 WHERE document = ?1")?
        .execute((no, bytes))?;
    if replaced != 1 {
        return Err(Error::RecordDamaged {
            id: id.to_owned(),
            why: "it has no snapshot".to_owned(),
        });
    }
    transaction
        .prepare_cached("DELETE FROM chunk WHERE document = ?1")?
        .execute([no])?;
    transaction.commit()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Error, guarded};

    #[test]
    fn a_panic_in_a_document_is_an_error_of_that_record() {
        let caught = guarded::<()>("r", || panic!("words of the record"));
        let Err(Error::RecordDamaged { id, why }) = caught else {
            panic!("not an error: {caught:?}");
        };
        assert_eq!(id, "r");
        assert!(!why.contains("words"), "{why}");
    }
}
