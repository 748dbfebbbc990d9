//! The schema: its versions, and what tells a vault of this Maru from anything else.

use rusqlite::Connection;

use crate::error::{Error, essential};

/// `Maru` as SQLite's application id.
const APPLICATION: i64 = 0x4d61_7275;
/// The versions of the schema in order; the last one is current.
const VERSIONS: [&str; 1] = [include_str!("schema/1.sql")];
/// The oldest schema whose Maru may read and write what this one writes.
const OLDEST: i64 = 1;

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
        "INSERT INTO vault VALUES (1, ?1, ?2, ?3, ?3)",
        (vault, created, OLDEST),
    )?;
    Ok(())
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
