//! Checking: the file, every document against its heads, every row against its document; and making the rows anew.

use std::ops::ControlFlow;

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::ahead::side_by_side;
use crate::attachment::hash;
use crate::chunk::{self, Stored};
use crate::clock;
use crate::database;
use crate::error::Error;
use crate::index::{self, Index};
use crate::projection;
use crate::tally;
use crate::vault::Vault;

/// How much to check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Depth {
    /// The structure of the file, and that every record has its parts.
    Quick,
    /// Every page, every document, every row and every attachment.
    Full,
}

/// What a check found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Report {
    /// How many documents there are.
    pub documents: u32,
    /// How many attachments there are.
    pub attachments: u32,
    /// What is wrong.
    pub faults: Vec<Fault>,
}

impl Report {
    /// Returns whether nothing is wrong.
    pub fn is_clean(&self) -> bool {
        self.faults.is_empty()
    }

    fn note(&mut self, code: &str, record: Option<&str>, detail: impl Into<String>) {
        let record = record.map(str::to_owned);
        self.faults.push(Fault {
            code: code.to_owned(),
            record,
            detail: detail.into(),
        });
    }
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Fault {
    /// The label `fault-…` says what it is: `file`, `document`, `projection`, `attachment` or `search`.
    pub code: String,
    /// The record that it is about, if it is about one.
    pub record: Option<String>,
    /// Where exactly.
    pub detail: String,
}

impl Vault {
    /// Checks the vault, and changes nothing.
    ///
    /// # Errors
    /// If the check itself cannot be done; what is wrong stands in the report.
    pub fn check(&mut self, depth: Depth) -> Result<Report, Error> {
        self.check_telling(depth, |_, _| ())
    }

    /// Checks the vault as [`Vault::check`] does, and says how far a full check is: documents done, of how many.
    ///
    /// # Errors
    /// If the check itself cannot be done.
    pub fn check_telling(
        &mut self,
        depth: Depth,
        mut progress: impl FnMut(u32, u32),
    ) -> Result<Report, Error> {
        let mut report = Report::default();
        match depth {
            Depth::Quick => {
                self.db.pragma_query(None, "quick_check", |row| {
                    let line: String = row.get(0)?;
                    if line != "ok" && !database::is_of_index(&line) {
                        report.note("file", None, line);
                    }
                    Ok(())
                })?;
            }
            Depth::Full => {
                // The check of the pages reads the file, not the log.
                database::fold_log(&self.db)?;
                for fault in database::faults(&self.db)? {
                    report.note("file", None, fault);
                }
            }
        }
        let ids = ids(&self.db)?;
        report.documents = count(ids.len());
        if depth == Depth::Full {
            let (mut done, all) = (0, report.documents);
            side_by_side(
                fetching(&self.db, &ids),
                |(id, stored)| (id, Read::of(id, stored)),
                |(id, read)| -> Result<(), Error> {
                    check_document(&self.db, id, read, &mut report)?;
                    done += 1;
                    progress(done, all);
                    Ok(())
                },
            )?;
            self.check_attachments(&mut report)?;
            if !tally::is_true(&self.db)? {
                report.note("projection", None, "tally");
            }
            for fault in index::faults(&self.db)? {
                report.note("search", None, fault);
            }
        } else {
            check_parts(&self.db, &mut report)?;
        }
        let attachments: u32 = self
            .db
            .query_row("SELECT count(*) FROM attachment", (), |row| row.get(0))?;
        report.attachments = attachments;
        Ok(report)
    }

    fn check_attachments(&self, report: &mut Report) -> Result<(), Error> {
        let mut statement = self.db.prepare("SELECT hash FROM attachment ORDER BY hash")?;
        let hashes: Vec<String> = statement
            .query_map((), |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        for wanted in hashes {
            match self.attachment(&wanted) {
                Ok(bytes) if hash(&bytes) == wanted => {}
                Ok(_) | Err(Error::Damaged(_)) => report.note("attachment", None, wanted),
                Err(e) => return Err(e),
            }
        }
        Ok(())
    }

    /// Makes all projections anew from the documents, in one transaction, and says how far it is: documents done, of
    /// how many. A document that cannot be read keeps the rows that it had.
    ///
    /// # Errors
    /// `Stopped` if it is told to break off, or whatever keeps the rows from being written; then the old ones are all
    /// there.
    pub fn rebuild(&mut self, progress: impl FnMut(u32, u32) -> ControlFlow<()>) -> Result<Report, Error> {
        let transaction = self.db.unchecked_transaction()?;
        let report = make_anew(&transaction, progress)?;
        transaction.commit()?;
        Ok(report)
    }
}

/// Makes all projections anew inside the caller's transaction; a document that cannot be read keeps its rows.
pub(crate) fn make_anew(
    db: &Connection,
    mut progress: impl FnMut(u32, u32) -> ControlFlow<()>,
) -> Result<Report, Error> {
    let ids = ids(db)?;
    let mut report = Report {
        documents: count(ids.len()),
        ..Report::default()
    };
    let mut index = Index::anew(db)?;
    let (mut done, all) = (0, report.documents);
    side_by_side(
        fetching(db, &ids),
        |(id, stored)| (id, Read::of(id, stored)),
        |(id, read)| {
            if progress(done, all).is_break() {
                return Err(Error::Stopped);
            }
            done += 1;
            match read {
                Ok(read) => {
                    projection::replace(&mut index, read.no, &read.lines)?;
                    db.prepare_cached("UPDATE document SET changed = ?2 WHERE no = ?1 AND changed <> ?2")?
                        .execute((read.no, read.newest))?;
                }
                Err(e @ (Error::RecordDamaged { .. } | Error::Refused(_))) => {
                    report.note("document", Some(id), e.to_string());
                    index.keep(id)?;
                }
                Err(e) => return Err(e),
            }
            Ok(())
        },
    )?;
    index.finish()?;
    tally::count_anew(db)?;
    if progress(report.documents, report.documents).is_break() {
        return Err(Error::Stopped);
    }
    Ok(report)
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn ids(db: &Connection) -> Result<Vec<String>, Error> {
    let mut statement = db.prepare("SELECT id FROM document ORDER BY no")?;
    let rows = statement.query_map((), |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Reads the bytes of the documents one after the other.
fn fetching<'a>(
    db: &'a Connection,
    ids: &'a [String],
) -> impl FnMut() -> Option<(&'a str, Result<Stored, Error>)> {
    let mut ids = ids.iter();
    move || ids.next().map(|id| (id.as_str(), chunk::fetch(db, id)))
}

/// A document that was read, and what the database should say of it.
struct Read {
    no: i64,
    lines: Vec<projection::Line>,
    /// When it was changed last, by its changes.
    newest: String,
    /// The same by its row.
    changed: String,
}

impl Read {
    fn of(id: &str, stored: Result<Stored, Error>) -> Result<Read, Error> {
        let mut loaded = stored?.load()?;
        let newest = chunk::guarded(id, || Ok(loaded.document.newest()))?;
        let lines = projection::rows(id, &mut loaded.document, newest)?;
        Ok(Read {
            no: loaded.no,
            lines,
            newest: clock::sortable(newest),
            changed: loaded.changed,
        })
    }
}

fn check_document(
    db: &Connection,
    id: &str,
    read: Result<Read, Error>,
    report: &mut Report,
) -> Result<(), Error> {
    match read {
        Ok(read) => {
            if let Some(table) = projection::compare(db, read.no, &read.lines)? {
                report.note("projection", Some(id), table.name());
            }
            if read.changed != read.newest {
                report.note("projection", Some(id), "changed");
            }
        }
        Err(e @ (Error::RecordDamaged { .. } | Error::Refused(_))) => {
            report.note("document", Some(id), e.to_string());
        }
        Err(e) => return Err(e),
    }
    Ok(())
}

/// Checks that every document has a snapshot and a row for lists.
fn check_parts(db: &Connection, report: &mut Report) -> Result<(), Error> {
    let sql = "SELECT d.id, s.document IS NULL, e.document IS NULL FROM document d
        LEFT JOIN snapshot s ON s.document = d.no LEFT JOIN entry e ON e.document = d.no
        WHERE s.document IS NULL OR e.document IS NULL";
    let mut statement = db.prepare(sql)?;
    let mut rows = statement.query(())?;
    while let Some(row) = rows.next()? {
        let id: String = row.get(0)?;
        if row.get(1)? {
            report.note("document", Some(&id), "no snapshot");
        }
        if row.get(2)? {
            report.note("projection", Some(&id), "entry");
        }
    }
    Ok(())
}

#[cfg(test)]
#[path = "check_tests.rs"]
mod tests;
