//! The pieces of the index: each commit writes one, and the more there are, the more has to be looked at for each word.

use rusqlite::Connection;

use super::Index;
use crate::error::Error;

/// So many pieces of the index become one while somebody types, as the schema says.
pub(super) const JOINED: i64 = 8;
/// About so many pages of the index are put together at once in a pause.
const GATHERED: i64 = 100;

impl Index<'_> {
    /// Leaves apart what is written from here on: much that comes in at once is put together with the rest in a pause.
    pub(crate) fn stay_apart(&mut self) -> Result<(), Error> {
        self.apart = true;
        self.join_pieces_of(0)
    }

    /// Says how many pieces are put together, a little with each that is written.
    pub(super) fn join_pieces_of(&mut self, count: i64) -> Result<(), Error> {
        let sql = "INSERT INTO find (find, rank) VALUES ('automerge', ?1)";
        self.attempt(sql, |statement| statement.execute([count]).map(|_| ()))
    }
}

/// Puts pieces of the index together, a few pages at a time, and returns whether there is more to do.
pub(crate) fn gather(db: &Connection) -> Result<bool, Error> {
    let transaction = db.unchecked_transaction()?;
    let before = db.total_changes();
    let mut index = Index::of(&transaction)?;
    index.attempt(
        "INSERT INTO find (find, rank) VALUES ('merge', ?1)",
        |statement| statement.execute([GATHERED]).map(|_| ()),
    )?;
    // FTS5 counts two changes and more where it did something.
    let more = index.upto > 0 && db.total_changes() - before > 1;
    transaction.commit()?;
    Ok(more)
}
