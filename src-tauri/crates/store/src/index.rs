//! The index of search: for each row of `plain`, what can be typed to find its texts. It is written with the edit, in its
//! transaction; where it is damaged, the edit is written all the same, and search says so.

mod pieces;
mod place;
mod proof;

use std::collections::{BTreeMap, BTreeSet};

use maru_core::find::{fact, terms};
use rusqlite::{Connection, OptionalExtension};

use crate::error::Error;
use crate::schema;
use pieces::JOINED;
pub(crate) use pieces::gather;
use place::NUMBER;
pub(crate) use place::{AFTER_ALL, day, number, places, standing};
pub(crate) use proof::faults;

/// What says that the index holds every row: no number is larger.
const WHOLE: i64 = (1 << NUMBER) - 1;
/// So many rows are put in at once while the index is made anew: others get their turn in between.
const MENDED: i64 = 1000;
/// Rows of so many bytes are written at once, in order: out of order, each would be a piece of the index of its own. With
/// more, the words that FTS5 gathers first are more than lies near the processor.
const HEAVY: usize = 2_000_000;

/// What a row of `plain` says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Text<'t> {
    pub(crate) segment: &'t str,
    pub(crate) title: bool,
    pub(crate) standing: i64,
    pub(crate) facts: &'t str,
    pub(crate) en: &'t str,
    pub(crate) ko: &'t str,
}

impl Text<'_> {
    /// Returns what the index keeps of it.
    pub(crate) fn body(&self) -> String {
        body(self.facts, self.en, self.ko)
    }
}

/// Returns what the index keeps of a row.
pub(crate) fn body(facts: &str, en: &str, ko: &str) -> String {
    format!("{facts} {}", terms([en, ko]))
}

/// Changes of the index inside a transaction of the caller's; [`Index::finish`] writes them.
pub(crate) struct Index<'c> {
    db: &'c Connection,
    /// The number of the last row that it holds; of those behind, nothing is written.
    upto: i64,
    /// Whether it was emptied, so that there is nothing to take out.
    empty: bool,
    next: Option<i64>,
    gone: Vec<i64>,
    come: BTreeMap<i64, String>,
    weight: usize,
    /// Whether what is written stays apart from the pieces that are there.
    apart: bool,
}

impl<'c> Index<'c> {
    /// Begins to change the index.
    pub(crate) fn of(db: &'c Connection) -> Result<Index<'c>, Error> {
        Ok(Index {
            db,
            upto: upto(db)?,
            empty: false,
            next: None,
            gone: Vec::new(),
            come: BTreeMap::new(),
            weight: 0,
            apart: false,
        })
    }

    /// Empties the index, whatever state it is in; every row has to be put in again.
    pub(crate) fn anew(db: &'c Connection) -> Result<Index<'c>, Error> {
        Index::emptied(db, WHOLE)
    }

    /// Puts in the rows of `plain` that are not in it yet, so many at most. An index that holds none is emptied first.
    pub(crate) fn mend(db: &'c Connection) -> Result<(), Error> {
        let held = upto(db)?;
        let mut index = match held {
            0 => Index::emptied(db, WHOLE)?,
            _ => Index {
                upto: WHOLE,
                ..Index::of(db)?
            },
        };
        let mut statement = db.prepare_cached(
            "SELECT no, place, facts, en, ko FROM plain WHERE no > ?1 ORDER BY no LIMIT ?2",
        )?;
        let mut rows = statement.query((held, MENDED))?;
        let (mut last, mut many) = (held, 0);
        while let Some(row) = rows.next()? {
            let (facts, en, ko): (String, String, String) = (row.get(2)?, row.get(3)?, row.get(4)?);
            (last, many) = (row.get(0)?, many + 1);
            index.come(row.get(1)?, body(&facts, &en, &ko))?;
        }
        drop(rows);
        index.write()?;
        if index.upto != WHOLE {
            return Err(Error::IndexDamaged);
        }
        hold(db, if many < MENDED { WHOLE } else { last })
    }

    fn emptied(db: &'c Connection, upto: i64) -> Result<Index<'c>, Error> {
        if db
            .execute("INSERT INTO find(find) VALUES ('delete-all')", ())
            .is_err()
        {
            db.execute_batch("DROP TABLE IF EXISTS find")?;
            db.execute_batch(&schema::index())?;
        }
        hold(db, upto)?;
        let mut index = Index {
            empty: true,
            ..Index::of(db)?
        };
        // What came in while it broke may have left its pieces apart.
        index.join_pieces_of(JOINED)?;
        Ok(index)
    }

    /// Returns the database.
    pub(crate) fn db(&self) -> &'c Connection {
        self.db
    }

    /// Puts the texts of a segment, or of what is outside the segments, in the place of what was there. What is the same
    /// is not written again.
    pub(crate) fn put(&mut self, document: i64, text: &Text<'_>) -> Result<(), Error> {
        let key = (document, text.segment, text.title);
        let sql = "SELECT no, place, facts = ?4 AND en = ?5 AND ko = ?6 FROM plain
            WHERE document = ?1 AND segment = ?2 AND title = ?3";
        let known: Option<(i64, i64, bool)> = self
            .db
            .prepare_cached(sql)?
            .query_row((key.0, key.1, key.2, text.facts, text.en, text.ko), |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })
            .optional()?;
        let Some((no, there, same)) = known else {
            return self.put_new(document, text, text.body());
        };
        let place = (text.standing << NUMBER) | no;
        if same && there == place {
            return if self.empty {
                self.come(place, text.body())
            } else {
                Ok(())
            };
        }
        self.go([there]);
        self.db
            .prepare_cached("UPDATE plain SET place = ?2, facts = ?3, en = ?4, ko = ?5 WHERE no = ?1")?
            .execute((no, place, text.facts, text.en, text.ko))?;
        self.come(place, text.body())
    }

    /// Puts in a text that was not there, with what the index keeps of it.
    pub(crate) fn put_new(&mut self, document: i64, text: &Text<'_>, body: String) -> Result<(), Error> {
        let no = self.next_number()?;
        let place = (text.standing << NUMBER) | no;
        self.db
            .prepare_cached("INSERT INTO plain VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?
            .execute((
                no,
                document,
                text.segment,
                text.title,
                place,
                text.facts,
                text.en,
                text.ko,
            ))?;
        self.come(place, body)
    }

    fn next_number(&mut self) -> Result<i64, Error> {
        let next = match self.next {
            Some(next) => next,
            None => self
                .db
                .prepare_cached("SELECT coalesce(max(no), 0) + 1 FROM plain")?
                .query_row((), |row| row.get(0))?,
        };
        self.next = Some(next + 1);
        Ok(next)
    }

    fn come(&mut self, place: i64, body: String) -> Result<(), Error> {
        if number(place) > self.upto {
            return Ok(());
        }
        self.weight += body.len();
        self.come.insert(place, body);
        if self.weight > HEAVY { self.write() } else { Ok(()) }
    }

    /// Takes the texts of a segment, or of what is outside the segments, away.
    pub(crate) fn remove(&mut self, document: i64, segment: &str, title: bool) -> Result<(), Error> {
        let sql = "DELETE FROM plain WHERE document = ?1 AND segment = ?2 AND title = ?3 RETURNING place";
        let place = self
            .db
            .prepare_cached(sql)?
            .query_row((document, segment, title), |row| row.get(0))
            .optional()?;
        self.go(place);
        Ok(())
    }

    fn go(&mut self, places: impl IntoIterator<Item = i64>) {
        for place in places {
            self.come.remove(&place);
            if number(place) <= self.upto {
                self.gone.push(place);
            }
        }
    }

    /// Takes all texts of a document away.
    pub(crate) fn take(&mut self, document: i64) -> Result<(), Error> {
        let mut statement = self
            .db
            .prepare_cached("DELETE FROM plain WHERE document = ?1 RETURNING place")?;
        let places = statement.query_map([document], |row| row.get(0))?;
        let places = places.collect::<Result<Vec<i64>, _>>()?;
        self.go(places);
        Ok(())
    }

    /// Takes away the texts of a document that are none of these.
    pub(crate) fn retain(&mut self, document: i64, kept: &BTreeSet<(&str, bool)>) -> Result<(), Error> {
        let mut statement = self
            .db
            .prepare_cached("SELECT segment, title FROM plain WHERE document = ?1")?;
        let rows = statement.query_map([document], |row| Ok((row.get(0)?, row.get(1)?)))?;
        for (segment, title) in rows.collect::<Result<Vec<(String, bool)>, _>>()? {
            if !kept.contains(&(segment.as_str(), title)) {
                self.remove(document, &segment, title)?;
            }
        }
        Ok(())
    }

    /// Puts in what `plain` holds of a document, after the index was emptied.
    pub(crate) fn keep(&mut self, id: &str) -> Result<(), Error> {
        let mut statement = self.db.prepare_cached(
            "SELECT p.place, p.facts, p.en, p.ko FROM plain p JOIN document d ON d.no = p.document WHERE d.id = ?1",
        )?;
        let mut rows = statement.query([id])?;
        while let Some(row) = rows.next()? {
            let (facts, en, ko): (String, String, String) = (row.get(1)?, row.get(2)?, row.get(3)?);
            self.come(row.get(0)?, body(&facts, &en, &ko))?;
        }
        Ok(())
    }

    /// Writes what is still to be written.
    pub(crate) fn finish(mut self) -> Result<(), Error> {
        self.write()?;
        if self.apart {
            self.join_pieces_of(JOINED)?;
        }
        Ok(())
    }

    /// Writes everything, and leaves nothing of what was taken away in the pages of the index.
    pub(crate) fn finish_without_trace(mut self) -> Result<(), Error> {
        let gone = !self.gone.is_empty();
        self.write()?;
        if gone && self.upto > 0 {
            self.attempt("INSERT INTO find(find) VALUES ('optimize')", |statement| {
                statement.execute(()).map(|_| ())
            })?;
        }
        Ok(())
    }

    fn write(&mut self) -> Result<(), Error> {
        self.weight = 0;
        let mut gone = std::mem::take(&mut self.gone);
        let come = std::mem::take(&mut self.come);
        if self.empty {
            gone.clear();
        }
        gone.sort_unstable();
        if !gone.is_empty() {
            self.attempt("DELETE FROM find WHERE rowid = ?1", |statement| {
                gone.iter()
                    .try_for_each(|place| statement.execute([place]).map(|_| ()))
            })?;
        }
        if !come.is_empty() {
            self.attempt("INSERT INTO find (rowid, terms) VALUES (?1, ?2)", |statement| {
                come.iter().try_for_each(|row| statement.execute(row).map(|_| ()))
            })?;
        }
        Ok(())
    }

    /// Does something with the index. Where that shows that the index is damaged, it is left as it is until it is made
    /// anew: nobody's words wait for that.
    fn attempt(
        &mut self,
        sql: &str,
        work: impl FnOnce(&mut rusqlite::Statement<'_>) -> rusqlite::Result<()>,
    ) -> Result<(), Error> {
        if self.upto == 0 {
            return Ok(());
        }
        self.run("SAVEPOINT find_written")?;
        let written = self
            .db
            .prepare_cached(sql)
            .and_then(|mut statement| work(&mut statement));
        // A savepoint makes FTS5 write what it holds back, now and not when the transaction ends.
        let written = written
            .and_then(|()| self.run("SAVEPOINT find_settled"))
            .and_then(|()| self.run("RELEASE find_settled"));
        match written {
            Ok(()) => self.run("RELEASE find_written")?,
            Err(error) => {
                self.run("ROLLBACK TO find_written")?;
                self.run("RELEASE find_written")?;
                if !is_damage(&error) {
                    return Err(error.into());
                }
                hold(self.db, 0)?;
                self.upto = 0;
            }
        }
        Ok(())
    }

    fn run(&self, sql: &str) -> rusqlite::Result<()> {
        self.db.prepare_cached(sql)?.execute(()).map(drop)
    }
}

/// Returns whether an error says that the index itself is not as it should be.
pub(crate) fn is_damage(error: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode::{ConstraintViolation, DatabaseCorrupt, NotADatabase, Unknown};
    matches!(
        error.sqlite_error_code(),
        Some(ConstraintViolation | DatabaseCorrupt | NotADatabase | Unknown)
    )
}

/// Returns the number of the last row that the index holds.
fn upto(db: &Connection) -> Result<i64, Error> {
    Ok(db
        .prepare_cached("SELECT find_upto FROM vault")?
        .query_row((), |row| row.get(0))?)
}

/// Says up to which row the index holds all.
pub(crate) fn hold(db: &Connection, upto: i64) -> Result<(), Error> {
    db.execute("UPDATE vault SET find_upto = ?1", [upto])?;
    Ok(())
}

/// Returns whether the index holds every row.
pub(crate) fn is_whole(db: &Connection) -> Result<bool, Error> {
    Ok(upto(db)? == WHOLE)
}

/// Returns whether the index holds nothing though there are texts: damage to its root looks like an empty index.
pub(crate) fn is_hollow(db: &Connection) -> Result<bool, Error> {
    let held = db
        .prepare_cached("SELECT rowid FROM find WHERE find MATCH ?1 LIMIT 1")
        .and_then(|mut statement| statement.exists([format!("\"{}\"", fact("t", ""))]));
    match held {
        Ok(held) => Ok(!held && extent(db)?.0 > 0),
        Err(error) if is_damage(&error) => Ok(true),
        Err(error) => Err(error.into()),
    }
}

/// Returns how many rows there are by their last number, and how many of them the index holds.
pub(crate) fn extent(db: &Connection) -> Result<(i64, i64), Error> {
    let all: i64 = db.query_row("SELECT coalesce(max(no), 0) FROM plain", (), |row| row.get(0))?;
    Ok((all, all.min(upto(db)?)))
}

#[cfg(test)]
#[path = "index_tests.rs"]
mod tests;
