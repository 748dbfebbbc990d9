//! Erasing for ever (R20): the document with all its history, its rows, and the attachments that it named or ever named
//! and that no other record does.

use std::collections::BTreeSet;

use rusqlite::OptionalExtension;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::database;
use crate::error::Error;
use crate::index::Index;
use crate::projection;
use crate::vault::Vault;

/// What an erasure took away.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Loss {
    /// How many records.
    pub records: u32,
    /// How many attachments that no other record names.
    pub attachments: u32,
}

impl Vault {
    /// Erases records that lie in the bin, all or none. Nothing of them stays in the database or its log.
    ///
    /// # Errors
    /// `NoRecord`, or `NotInBin` if one does not lie there; then all are there still.
    pub fn erase(&mut self, ids: &[String]) -> Result<Loss, Error> {
        let sql = "SELECT e.document, e.binned FROM entry e WHERE e.id = ?1";
        let mut doomed = Vec::with_capacity(ids.len());
        for id in ids {
            let found: Option<(i64, bool)> = self
                .db
                .prepare_cached(sql)?
                .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?;
            match found {
                Some((no, true)) => doomed.push((no, id.clone())),
                Some((_, false)) => return Err(Error::NotInBin(id.clone())),
                None => return Err(Error::NoRecord(id.clone())),
            }
        }
        self.destroy(&doomed)
    }

    /// Erases everything that lies in the bin.
    ///
    /// # Errors
    /// If it cannot be taken away; then all is there still.
    pub fn empty_bin(&mut self) -> Result<Loss, Error> {
        let doomed = self.chosen("binned = 1")?;
        self.destroy(&doomed)
    }

    /// Takes every sample record away for good, and returns how many there were (R13).
    ///
    /// # Errors
    /// If they cannot be taken away; then all are there still.
    pub fn remove_sample(&mut self) -> Result<u32, Error> {
        let doomed = self.chosen("sample = 1")?;
        Ok(self.destroy(&doomed)?.records)
    }

    fn chosen(&self, which: &str) -> Result<Vec<(i64, String)>, Error> {
        let sql = format!("SELECT document, id FROM entry WHERE {which}");
        let mut statement = self.db.prepare(&sql)?;
        let rows = statement.query_map((), |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn destroy(&mut self, doomed: &[(i64, String)]) -> Result<Loss, Error> {
        let transaction = self.db.unchecked_transaction()?;
        let mut index = Index::of(&transaction)?;
        let mut held = BTreeSet::new();
        for (no, _) in doomed {
            let mut statement =
                transaction.prepare_cached("SELECT attachment FROM holding WHERE document = ?1")?;
            let rows = statement.query_map([no], |row| row.get(0))?;
            held.extend(rows.collect::<Result<Vec<String>, _>>()?);
            projection::take(&mut index, *no)?;
            // Snapshot and chunks go with the document.
            transaction
                .prepare_cached("DELETE FROM document WHERE no = ?1")?
                .execute([no])?;
        }
        index.finish_without_trace()?;
        let mut loss = Loss {
            records: u32::try_from(doomed.len()).unwrap_or(u32::MAX),
            attachments: 0,
        };
        for hash in held {
            let gone = transaction
                .prepare_cached(
                    "DELETE FROM attachment WHERE hash = ?1
                     AND NOT EXISTS (SELECT 1 FROM holding WHERE attachment = ?1)",
                )?
                .execute([hash])?;
            loss.attachments += u32::try_from(gone).unwrap_or(u32::MAX);
        }
        transaction.commit()?;
        for (_, id) in doomed {
            self.open.remove(id);
        }
        // The pages were overwritten with zeros (`secure_delete`); the log still holds them as they were.
        match database::fold_log(&self.db) {
            // They are erased all the same; the log is folded in when there is room.
            Err(Error::Full | Error::ReadOnly(_)) => Ok(loss),
            folded => folded.map(|()| loss),
        }
    }
}

#[cfg(test)]
#[path = "erase_tests.rs"]
mod tests;
