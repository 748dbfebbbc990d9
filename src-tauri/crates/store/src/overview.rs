//! What the first page asks of a vault: what comes next, what waits, what ends, and what changed.

use std::collections::BTreeMap;

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

/// Returns the statement that finds the meeting that is on or comes next. What began more than a day ago and is not over
/// is one of the few that take several days, which have an index of their own: the others need not be looked at, nor all
/// that is still to come.
fn next_meeting() -> String {
    let found = |index, condition| {
        format!(
            "SELECT * FROM (SELECT document, starts, id FROM entry INDEXED BY {index}
             WHERE binned = 0 AND kind = 'meeting' AND ends >= ?1 AND {condition} ORDER BY starts, id LIMIT 1)"
        )
    };
    let short = found("entry_starts", "starts >= ?1 - 86400000");
    let long = found("entry_long", "ends - starts > 86400000");
    format!(
        "SELECT {COLUMNS} FROM entry e
         WHERE e.document = (SELECT document FROM ({short} UNION ALL {long}) ORDER BY starts, id LIMIT 1)"
    )
}

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
        self.one(&format!("SELECT {COLUMNS} FROM entry e WHERE e.id = ?1"), [id])
    }

    /// Returns the rows of these records in their order; one that is not there is left out.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn rows(&self, ids: &[String]) -> Result<Vec<Row>, Error> {
        ids.iter().filter_map(|id| self.row(id).transpose()).collect()
    }

    /// Returns the meeting that is on or comes next at an instant (RFC 3339): of several, the one that began first.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn next_meeting(&self, now: &str) -> Result<Option<Row>, Error> {
        let now = clock::parse(now).unwrap_or_else(clock::now);
        self.one(&next_meeting(), [now])
    }

    /// Returns the joint records with a translation that is missing or stale, newest first. What our own side keeps for
    /// itself, such as a folder of old notes, is written in one language and waits for nothing.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn to_translate(&self, limit: u32) -> Result<Vec<Row>, Error> {
        let sql = format!(
            "SELECT {COLUMNS} FROM entry e INDEXED BY entry_to_translate
             WHERE e.to_translate > 0 AND e.binned = 0 AND e.audience = 'joint'
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
            "SELECT {COLUMNS} FROM entry e INDEXED BY entry_review
             WHERE e.kind = 'practice' AND e.binned = 0 AND e.status IN ('own_review', 'joint_review')
             ORDER BY e.ord DESC, e.id DESC LIMIT ?1"
        );
        self.some(&sql, [bounded(limit, LONGEST)])
    }

    /// Returns the agreements that run: those that end first before the others, those of an unknown end last.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn endings(&self, limit: u32) -> Result<Vec<Ending>, Error> {
        let sql = format!(
            "SELECT {COLUMNS}, e.lapse, e.lapse_basis FROM entry e INDEXED BY entry_lapse
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
        let sql = "SELECT CASE binned WHEN 0 THEN kind ELSE 'bin' END AS place, sum(n) FROM tally
            WHERE agreement = '' GROUP BY place HAVING sum(n) > 0";
        let mut statement = self.db.prepare_cached(sql)?;
        let rows = statement.query_map((), |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Returns whether there is sample data, in the bin or outside.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn has_sample(&self) -> Result<bool, Error> {
        let sql = "SELECT 1 FROM entry INDEXED BY entry_sample WHERE sample = 1";
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
