//! Lists: pages of rows by key, never by offset, and never from documents.

use maru_core::record::{Audience, Kind};
use rusqlite::types::Value as Cell;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::error::Error;
use crate::projection::tight;
use crate::row::{self, COLUMNS, Row};
use crate::vault::Vault;

/// The longest page.
const LONGEST: u32 = 1000;
/// The most words of a filter that count.
const WORDS: usize = 8;

/// By what a list is sorted. Dates and changes begin with the newest, everything else with the first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// The start of a meeting, the signature of an agreement, the birth of everything else.
    #[default]
    Date,
    /// The title as an English list sorts it.
    TitleEn,
    /// The title as a Korean list sorts it.
    TitleKo,
    /// How far it is along the statuses of its kind.
    Status,
    /// The last change.
    Changed,
}

impl Sort {
    /// The index that is read, its key, and whether it begins with the greatest.
    fn plan(self, listing: &Listing) -> (&'static str, &'static str, bool) {
        match self {
            Sort::Date if listing.agreement.is_some() => ("entry_agreement", "e.ord", true),
            Sort::Date if listing.kind.is_some() => ("entry_kind", "e.ord", true),
            Sort::Date => ("entry_all", "e.ord", true),
            Sort::TitleEn => ("entry_key_en", "e.key_en", false),
            Sort::TitleKo => ("entry_key_ko", "e.key_ko", false),
            Sort::Status => ("entry_stage", "e.stage", false),
            Sort::Changed => ("document_changed", "d.changed", true),
        }
    }
}

/// Which rows to list. Titles and statuses are keys of lists of one kind; without one they are sorted as they are found.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Type)]
pub struct Listing {
    /// Only this kind.
    pub kind: Option<Kind>,
    /// Only this audience.
    pub audience: Option<Audience>,
    /// Only what belongs to this agreement, by id.
    #[serde(default)]
    pub agreement: Option<String>,
    /// Only this status.
    #[serde(default)]
    pub status: Option<String>,
    /// Only what has every word of this in its title or place; initial consonants count.
    #[serde(default)]
    pub text: String,
    /// By what it is sorted.
    #[serde(default)]
    pub sort: Sort,
    /// Whether it is sorted the other way round.
    #[serde(default)]
    pub turned: bool,
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
    /// The key that the last row is sorted by.
    pub sort: String,
    /// Its id.
    pub id: String,
}

/// A page of rows.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Type)]
pub struct Page {
    /// The rows.
    pub rows: Vec<Row>,
    /// Where the next page starts, if there is one.
    pub next: Option<Cursor>,
    /// How many rows all pages have together; told with the first page alone.
    pub total: Option<u32>,
}

/// Returns a limit within bounds.
pub(crate) fn bounded(limit: u32, longest: u32) -> u32 {
    if limit == 0 { 50 } else { limit.min(longest) }
}

/// A statement and its parameters by name.
struct Query {
    sql: String,
    params: Vec<(String, Cell)>,
}

/// Returns the words of a filter as they are compared.
pub(crate) fn words(typed: &str) -> Vec<String> {
    typed
        .split_whitespace()
        .map(tight)
        .filter(|word| !word.is_empty())
        .take(WORDS)
        .collect()
}

/// Returns what finds the documents that have so many words: read once from an index of its own, not row by row from the
/// table.
fn found(of_a_kind: bool, words: usize) -> String {
    let kind = if of_a_kind { " AND f.kind = :kind" } else { "" };
    let words: String = (0..words)
        .map(|at| format!(" AND instr(f.find, :word{at}) > 0"))
        .collect();
    format!(
        "WITH found AS MATERIALIZED (
           SELECT f.document FROM entry f INDEXED BY entry_find WHERE f.binned = :binned{kind}{words})
         "
    )
}

/// Returns how many rows words and kind alone let through, as SQL; nothing where something else filters them too.
fn matches(listing: &Listing) -> &'static str {
    let other = listing.audience.is_some() || listing.agreement.is_some() || listing.status.is_some();
    if other || words(&listing.text).is_empty() {
        "NULL"
    } else {
        "(SELECT count(*) FROM found)"
    }
}

impl Query {
    fn has(&mut self, name: &str, condition: &str, value: impl Into<Cell>) {
        self.sql.push_str(&format!(" AND {condition}"));
        self.params.push((format!(":{name}"), value.into()));
    }

    /// Adds what the rows must have; they are read from `source`.
    fn of(select: &str, source: &str, listing: &Listing) -> Query {
        let words = words(&listing.text);
        let (with, found) = if words.is_empty() {
            (String::new(), "")
        } else {
            (
                found(listing.kind.is_some(), words.len()),
                " AND e.document IN found",
            )
        };
        let mut query = Query {
            sql: format!("{with}SELECT {select} FROM {source} WHERE e.binned = :binned{found}"),
            params: vec![(":binned".to_owned(), i64::from(listing.binned).into())],
        };
        for (at, word) in words.into_iter().enumerate() {
            query.params.push((format!(":word{at}"), word.into()));
        }
        if let Some(kind) = &listing.kind {
            query.has("kind", "e.kind = :kind", kind.code().to_owned());
        }
        if let Some(audience) = listing.audience {
            query.has("audience", "e.audience = :audience", audience.code().to_owned());
        }
        if let Some(agreement) = &listing.agreement {
            query.has("agreement", "e.agreement = :agreement", agreement.clone());
        }
        if let Some(status) = &listing.status {
            query.has("status", "e.status = :status", status.clone());
        }
        query
    }

    /// Counts what the tally knows: rows that no word filters.
    fn tally(listing: &Listing) -> Query {
        let counted = Listing {
            agreement: Some(listing.agreement.clone().unwrap_or_default()),
            text: String::new(),
            ..listing.clone()
        };
        Query::of("max(coalesce(sum(e.n), 0), 0)", "tally e", &counted)
    }

    fn page(listing: &Listing) -> Query {
        let (index, key, falling) = listing.sort.plan(listing);
        let falling = falling != listing.turned;
        let source = match listing.sort {
            Sort::Changed => {
                format!("document d INDEXED BY {index} CROSS JOIN entry e ON e.document = d.no")
            }
            // Without a kind there is no index that is sorted by these.
            _ if listing.kind.is_none() && listing.sort != Sort::Date => "entry e".to_owned(),
            _ => format!("entry e INDEXED BY {index}"),
        };
        // The id of the index that is read: then nothing has to be sorted.
        let id = if listing.sort == Sort::Changed {
            "d.id"
        } else {
            "e.id"
        };
        let mut query = Query::of(
            &format!("{COLUMNS}, {key}, {}", matches(listing)),
            &source,
            listing,
        );
        let (sign, way) = if falling { ("<", "DESC") } else { (">", "ASC") };
        if let Some(after) = &listing.after {
            query.has(
                "sort",
                &format!("({key}, {id}) {sign} (:sort, :id)"),
                after.sort.clone(),
            );
            query.params.push((":id".to_owned(), after.id.clone().into()));
        }
        query
            .sql
            .push_str(&format!(" ORDER BY {key} {way}, {id} {way} LIMIT :limit"));
        query
    }

    fn params(&self) -> Vec<(&str, &dyn rusqlite::ToSql)> {
        let pairs = self.params.iter();
        pairs
            .map(|(name, value)| (name.as_str(), value as &dyn rusqlite::ToSql))
            .collect()
    }
}

impl Vault {
    /// Returns a page of rows.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn list(&self, listing: &Listing) -> Result<Page, Error> {
        let limit = bounded(listing.limit, LONGEST);
        let mut query = Query::page(listing);
        query
            .params
            .push((":limit".to_owned(), i64::from(limit + 1).into()));
        let mut statement = self.db.prepare_cached(&query.sql)?;
        let rows = statement.query_map(query.params().as_slice(), |row| {
            Ok((row::read(row)?, row.get(17)?, row.get(18)?))
        })?;
        let mut rows: Vec<(Row, String, Option<u32>)> = rows.collect::<Result<_, _>>()?;
        let most = usize::try_from(limit).unwrap_or(usize::MAX);
        let full = rows.len() > most;
        rows.truncate(most);
        let matches = rows.first().and_then(|(_, _, matches)| *matches);
        let end = rows.last().map(|(row, sort, _)| Cursor {
            sort: sort.clone(),
            id: row.id.clone(),
        });
        let total = match &listing.after {
            None if full => Some(matches.map_or_else(|| self.count(listing), Ok)?),
            None => u32::try_from(rows.len()).ok(),
            Some(_) => None,
        };
        Ok(Page {
            rows: rows.into_iter().map(|(row, ..)| row).collect(),
            next: end.filter(|_| full),
            total,
        })
    }

    /// Returns how many rows a listing has: from the tally, and only where words filter it by counting.
    fn count(&self, listing: &Listing) -> Result<u32, Error> {
        let query = if words(&listing.text).is_empty() {
            Query::tally(listing)
        } else {
            let index = if listing.kind.is_some() {
                "entry_kind"
            } else {
                "entry_all"
            };
            Query::of("count(*)", &format!("entry e INDEXED BY {index}"), listing)
        };
        let mut statement = self.db.prepare_cached(&query.sql)?;
        Ok(statement.query_row(query.params().as_slice(), |row| row.get(0))?)
    }
}

#[cfg(test)]
#[path = "listing_tests.rs"]
mod tests;
