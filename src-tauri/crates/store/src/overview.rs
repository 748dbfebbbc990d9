//! What the first page asks of a vault: what comes next, what waits, what ends, and what changed.

use std::collections::BTreeMap;

use maru_core::record::Kind;
use rusqlite::{OptionalExtension, Params};
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::clock;
use crate::error::Error;
use crate::listing::bounded;
use crate::projection::NO_DATE;
use crate::row::{self, COLUMNS, Row};
use crate::vault::Vault;

/// The most rows of one answer.
const LONGEST: u32 = 1000;
const JOINED: &str = "entry e CROSS JOIN document d ON d.no = e.document";

/// An agreement that runs, and when it ends.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct Ending {
    /// The agreement.
    pub row: Row,
    /// The end date as a person typed it, a day, a month or a year; none if it is not known (R14).
    pub ends: Option<String>,
    /// `stated`, `assumed` or `unknown` (R14).
    pub basis: String,
}

impl Vault {
    /// Returns the row of one record.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn row(&self, id: &str) -> Result<Option<Row>, Error> {
        self.one(&format!("SELECT {COLUMNS} FROM {JOINED} WHERE e.id = ?1"), [id])
    }

    /// Returns the meeting that is on or comes next at an instant (RFC 3339).
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn next_meeting(&self, now: &str) -> Result<Option<Row>, Error> {
        let now = clock::parse(now).unwrap_or_else(clock::now);
        let sql = format!(
            "SELECT {COLUMNS} FROM {JOINED}
             WHERE e.kind = 'meeting' AND e.binned = 0 AND e.ends >= ?1 ORDER BY e.starts, e.id LIMIT 1"
        );
        self.one(&sql, [now])
    }

    /// Returns the joint records with a translation that is missing or stale, newest first. What our own side keeps for
    /// itself, such as a folder of old notes, is written in one language and waits for nothing.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn to_translate(&self, limit: u32) -> Result<Vec<Row>, Error> {
        let sql = format!(
            "SELECT {COLUMNS} FROM {JOINED} WHERE e.to_translate > 0 AND e.binned = 0 AND e.audience = 'joint'
             ORDER BY e.ord DESC, e.id DESC LIMIT ?1"
        );
        self.some(&sql, [bounded(limit, LONGEST)])
    }

    /// Returns the records that were changed after an instant, or at any time, the last one first.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn recent(&self, since: Option<&str>, limit: u32) -> Result<Vec<Row>, Error> {
        let since = since
            .and_then(clock::parse)
            .map(clock::sortable)
            .unwrap_or_default();
        let sql = format!(
            "SELECT {COLUMNS} FROM document d INDEXED BY document_changed CROSS JOIN entry e ON e.document = d.no
             WHERE e.binned = 0 AND d.changed > ?1 ORDER BY d.changed DESC, d.id DESC LIMIT ?2"
        );
        self.some(&sql, (since, bounded(limit, LONGEST)))
    }

    /// Returns the practices that wait for a review.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn in_review(&self, limit: u32) -> Result<Vec<Row>, Error> {
        let sql = format!(
            "SELECT {COLUMNS} FROM entry e INDEXED BY entry_kind CROSS JOIN document d ON d.no = e.document
             WHERE e.binned = 0 AND e.kind = ?1 AND e.status IN ('own_review', 'joint_review')
             ORDER BY e.ord DESC, e.id DESC LIMIT ?2"
        );
        self.some(&sql, (Kind::Practice.code(), bounded(limit, LONGEST)))
    }

    /// Returns the agreements that run: those that end first before the others, those of an unknown end last.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn endings(&self, limit: u32) -> Result<Vec<Ending>, Error> {
        let sql = format!(
            "SELECT {COLUMNS}, e.lapse, e.lapse_basis FROM entry e INDEXED BY entry_lapse
             CROSS JOIN document d ON d.no = e.document
             WHERE e.lapse IS NOT NULL AND e.binned = 0 ORDER BY e.lapse, e.document LIMIT ?1"
        );
        let mut statement = self.db.prepare_cached(&sql)?;
        let rows = statement.query_map([bounded(limit, LONGEST)], |row| {
            let ends: String = row.get(17)?;
            Ok(Ending {
                row: row::read(row)?,
                ends: Some(ends).filter(|day| day != NO_DATE),
                basis: row.get(18)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Returns how many records of each kind there are outside the bin, and as `bin` how many lie in it.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn counts(&self) -> Result<BTreeMap<String, u32>, Error> {
        let sql = "SELECT kind, count(*) FROM entry WHERE binned = 0 GROUP BY kind
            UNION ALL SELECT 'bin', count(*) FROM entry WHERE binned = 1 HAVING count(*) > 0";
        let mut statement = self.db.prepare_cached(sql)?;
        let rows = statement.query_map((), |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Returns whether there is sample data, in the bin or outside.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn has_sample(&self) -> Result<bool, Error> {
        let sql = "SELECT 1 FROM entry INDEXED BY entry_all WHERE binned IN (0, 1) AND sample = 1";
        Ok(self.db.prepare_cached(sql)?.exists(())?)
    }

    fn one(&self, sql: &str, params: impl Params) -> Result<Option<Row>, Error> {
        Ok(self
            .db
            .prepare_cached(sql)?
            .query_row(params, row::read)
            .optional()?)
    }

    fn some(&self, sql: &str, params: impl Params) -> Result<Vec<Row>, Error> {
        let mut statement = self.db.prepare_cached(sql)?;
        let rows = statement.query_map(params, row::read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

#[cfg(test)]
#[path = "overview_tests.rs"]
mod tests;
