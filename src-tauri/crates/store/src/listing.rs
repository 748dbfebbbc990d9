//! Lists: pages of rows by key, never by offset, and never from documents.

use std::collections::BTreeMap;

use maru_core::record::{Audience, Kind};
use rusqlite::{OptionalExtension, ToSql};
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::clock;
use crate::error::Error;
use crate::row::{self, COLUMNS, Row};
use crate::vault::Vault;

/// The longest page.
const LONGEST: u32 = 1000;

/// Which rows to list.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Type)]
pub struct Listing {
    /// Only this kind.
    pub kind: Option<Kind>,
    /// Only this audience.
    pub audience: Option<Audience>,
    /// Those in the bin, or those that are not.
    #[serde(default)]
    pub binned: bool,
    /// The end of the page before.
    pub after: Option<Cursor>,
    /// The most rows; 0 is 50.
    #[serde(default)]
    pub limit: u32,
}

/// The place between two pages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Cursor {
    /// The instant that the last row is sorted by.
    pub sort: String,
    /// Its id.
    pub id: String,
}

/// A page of rows, newest first.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Type)]
pub struct Page {
    /// The rows.
    pub rows: Vec<Row>,
    /// Where the next page starts, if there is one.
    pub next: Option<Cursor>,
}

/// Returns a limit within bounds.
pub(crate) fn bounded(limit: u32, longest: u32) -> u32 {
    if limit == 0 { 50 } else { limit.min(longest) }
}

fn statement(listing: &Listing) -> String {
    let mut sql = format!(
        "SELECT {COLUMNS}, e.ord FROM entry e CROSS JOIN document d ON d.no = e.document WHERE e.binned = :binned"
    );
    if listing.kind.is_some() {
        sql.push_str(" AND e.kind = :kind");
    }
    if listing.audience.is_some() {
        sql.push_str(" AND e.audience = :audience");
    }
    if listing.after.is_some() {
        sql.push_str(" AND (e.ord, e.id) < (:sort, :id)");
    }
    sql.push_str(" ORDER BY e.ord DESC, e.id DESC LIMIT :limit");
    sql
}

impl Vault {
    /// Returns a page of rows, newest first: meetings by their start, agreements by their signature.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn list(&self, listing: &Listing) -> Result<Page, Error> {
        let limit = bounded(listing.limit, LONGEST);
        let more = limit + 1;
        let kind = listing.kind.as_ref().map(Kind::code);
        let audience = listing.audience.map(Audience::code);
        let mut params: Vec<(&str, &dyn ToSql)> = vec![(":binned", &listing.binned), (":limit", &more)];
        if let Some(kind) = &kind {
            params.push((":kind", kind));
        }
        if let Some(audience) = &audience {
            params.push((":audience", audience));
        }
        if let Some(after) = &listing.after {
            params.extend([(":sort", &after.sort as &dyn ToSql), (":id", &after.id)]);
        }
        let mut statement = self.db.prepare_cached(&statement(listing))?;
        let rows = statement.query_map(params.as_slice(), |row| Ok((row::read(row)?, row.get(17)?)))?;
        let mut rows: Vec<(Row, String)> = rows.collect::<Result<_, _>>()?;
        let full = rows.len() > usize::try_from(limit).unwrap_or(usize::MAX);
        rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        let end = rows.last().map(|(row, sort)| Cursor {
            sort: sort.clone(),
            id: row.id.clone(),
        });
        Ok(Page {
            rows: rows.into_iter().map(|(row, _)| row).collect(),
            next: end.filter(|_| full),
        })
    }

    /// Returns the row of one record.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn row(&self, id: &str) -> Result<Option<Row>, Error> {
        let sql =
            format!("SELECT {COLUMNS} FROM entry e JOIN document d ON d.no = e.document WHERE e.id = ?1");
        Ok(self
            .db
            .prepare_cached(&sql)?
            .query_row([id], row::read)
            .optional()?)
    }

    /// Returns the records with a translation that is missing or stale, newest first.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn to_translate(&self, limit: u32) -> Result<Vec<Row>, Error> {
        self.rows(
            "WHERE e.to_translate > 0 AND e.binned = 0 ORDER BY e.ord DESC, e.id DESC",
            limit,
        )
    }

    /// Returns the records that were changed last.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn recent(&self, limit: u32) -> Result<Vec<Row>, Error> {
        self.rows("WHERE e.binned = 0 ORDER BY d.changed DESC, d.no DESC", limit)
    }

    fn rows(&self, which: &str, limit: u32) -> Result<Vec<Row>, Error> {
        let sql =
            format!("SELECT {COLUMNS} FROM entry e JOIN document d ON d.no = e.document {which} LIMIT ?1");
        let mut statement = self.db.prepare_cached(&sql)?;
        let rows = statement.query_map([bounded(limit, LONGEST)], row::read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Returns how many records of each kind there are outside the bin.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn counts(&self) -> Result<BTreeMap<String, u32>, Error> {
        let sql = "SELECT kind, count(*) FROM entry WHERE binned = 0 GROUP BY kind";
        let mut statement = self.db.prepare_cached(sql)?;
        let rows = statement.query_map((), |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Returns the meeting that is on or comes next at an instant (RFC 3339).
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn next_meeting(&self, now: &str) -> Result<Option<Row>, Error> {
        let now = clock::parse(now).unwrap_or_else(clock::now);
        let sql = format!(
            "SELECT {COLUMNS} FROM entry e JOIN document d ON d.no = e.document
             WHERE e.kind = 'meeting' AND e.binned = 0 AND e.ends >= ?1 ORDER BY e.starts, e.id LIMIT 1"
        );
        Ok(self
            .db
            .prepare_cached(&sql)?
            .query_row([now], row::read)
            .optional()?)
    }
}

#[cfg(test)]
#[path = "listing_tests.rs"]
mod tests;
