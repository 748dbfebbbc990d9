//! The schema: its versions, and what tells a vault of this Maru from anything else.

use rusqlite::Connection;

use crate::error::{Error, essential};

/// `Maru` as SQLite's application id.
const APPLICATION: i64 = 0x4d61_7275;
/// The versions of the schema in order, each as the steps from the one before; the last one is current.
const VERSIONS: [&str; 8] = [
    include_str!("schema/1.sql"),
    include_str!("schema/2.sql"),
    include_str!("schema/3.sql"),
    include_str!("schema/4.sql"),
    include_str!("schema/5.sql"),
    include_str!("schema/6.sql"),
    include_str!("schema/7.sql"),
    include_str!("schema/8.sql"),
];
/// The last version whose steps leave something empty that is made from the documents.
const PROJECTED: i64 = 5;
/// The oldest schema whose Maru may read what this one writes: an older one asks the index for terms that it has not.
const OLDEST_READER: i64 = 5;
/// The oldest schema whose Maru may write to it: an older one does not say in a row for lists when it was changed.
const OLDEST_WRITER: i64 = 8;

/// Returns the statements that make the index of search, and those that set it up, of whatever version.
pub(crate) fn index() -> String {
    const MADE: &str = "CREATE VIRTUAL TABLE find";
    let last = VERSIONS.iter().rposition(|steps| steps.contains(MADE));
    let since = VERSIONS.iter().skip(last.unwrap_or_default());
    // What is said beside them may hold a semicolon too.
    let lines = since.flat_map(|steps| steps.lines());
    let steps: String = lines.filter_map(|line| line.split("--").next()).collect();
    let statements = steps.split_inclusive(';');
    statements
        .filter(|statement| statement.contains(MADE) || statement.contains("INSERT INTO find "))
        .collect()
}

fn current() -> i64 {
    // There is a handful of versions.
    i64::try_from(VERSIONS.len()).unwrap_or(i64::MAX)
}

/// Makes the tables of a new vault.
pub(crate) fn create(db: &Connection, vault: &[u8; 16], created: &str) -> Result<(), Error> {
    db.pragma_update(None, "application_id", APPLICATION)?;
    for sql in VERSIONS {
        db.execute_batch(sql)?;
    }
    db.pragma_update(None, "user_version", current())?;
    db.execute(
        "INSERT INTO vault (one, id, created, min_reader, min_writer) VALUES (1, ?1, ?2, ?3, ?4)",
        (vault, created, OLDEST_READER, OLDEST_WRITER),
    )?;
    Ok(())
}

/// What became of the tables of a vault that was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Upgraded {
    /// They are those of this Maru.
    Not,
    /// They were brought to the current version, with all that is in them.
    Whole,
    /// They were brought to the current version, and the projections must be made anew.
    Hollow,
}

/// Brings the tables of an older vault to the current version, inside the caller's transaction.
pub(crate) fn upgrade(db: &Connection) -> Result<Upgraded, Error> {
    let found: i64 = db.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let Some(steps) = usize::try_from(found).ok().and_then(|n| VERSIONS.get(n..)) else {
        return Ok(Upgraded::Not);
    };
    if steps.is_empty() {
        return Ok(Upgraded::Not);
    }
    for sql in steps {
        db.execute_batch(sql)?;
    }
    db.pragma_update(None, "user_version", current())?;
    db.execute(
        "UPDATE vault SET min_reader = max(min_reader, ?1), min_writer = max(min_writer, ?2)",
        (OLDEST_READER, OLDEST_WRITER),
    )?;
    Ok(if found < PROJECTED {
        Upgraded::Hollow
    } else {
        Upgraded::Whole
    })
}

/// Checks, without writing, that a database is the vault of these keys and that this Maru may write to it.
///
/// # Errors
/// `Newer` if a newer Maru wrote it in a way this one would harm; `Damaged` if it is no vault, or another one.
pub(crate) fn identify(db: &Connection, vault: &[u8; 16]) -> Result<(), Error> {
    let application: i64 = db.pragma_query_value(None, "application_id", |row| row.get(0))?;
    if application != APPLICATION {
        return Err(Error::Damaged("not a database of Maru".to_owned()));
    }
    let found: i64 = db.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if found < 1 {
        return Err(Error::Damaged("the schema has no version".to_owned()));
    }
    let (id, needs): (Vec<u8>, i64) = db
        .query_row(
            "SELECT id, max(min_reader, min_writer) FROM vault WHERE one = 1",
            (),
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .map_err(essential)?;
    if found > current() && needs > current() {
        let number = |n: i64| u32::try_from(n).unwrap_or(u32::MAX);
        return Err(Error::Newer {
            found: number(found),
            known: number(current()),
        });
    }
    if id != vault {
        return Err(Error::Damaged("the keys are those of another vault".to_owned()));
    }
    Ok(())
}

#[cfg(test)]
#[path = "schema_tests.rs"]
mod tests;
