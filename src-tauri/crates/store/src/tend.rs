//! What may wait for a quiet moment: the pieces of the index of search are put together, and the log is folded in.
//! Otherwise it is done while somebody types, and one key in hundreds waits for it.

use rusqlite::Connection;

use crate::database;
use crate::error::Error;
use crate::index;
use crate::vault::Vault;

/// So many pages lie in the log before a commit folds them in.
const LOG: i64 = 1000;

/// While much comes in at once, the log grows into a heap: folded in with the commit, each page would be written twice
/// before anybody hears that it is safe. The first pause, or the first commit afterwards, folds it in.
pub(crate) struct Heap<'c>(&'c Connection);

impl<'c> Heap<'c> {
    /// Lets the log of a database grow until this is dropped.
    pub(crate) fn of(db: &'c Connection) -> Result<Heap<'c>, Error> {
        db.execute_batch("PRAGMA wal_autocheckpoint = 0;")?;
        Ok(Heap(db))
    }
}

impl Drop for Heap<'_> {
    fn drop(&mut self) {
        // It only ever fails for want of memory; then the pauses and the closing are left.
        let _ = self
            .0
            .execute_batch(&format!("PRAGMA wal_autocheckpoint = {LOG};"));
    }
}

impl Vault {
    /// Does a little of what may wait, in some ten milliseconds, and returns whether there is more.
    ///
    /// # Errors
    /// `Full` or `ReadOnly`; nothing is lost, and it waits for another time.
    pub fn tend(&mut self) -> Result<bool, Error> {
        if self.tended == Some(self.db.total_changes()) {
            return Ok(false);
        }
        if index::gather(&self.db)? {
            return Ok(true);
        }
        database::fold_log(&self.db)?;
        self.tended = Some(self.db.total_changes());
        Ok(false)
    }
}

#[cfg(test)]
mod tests {
    use maru_core::bilingual::Lang;

    use crate::Vault;
    use crate::fixture::{Place, START, edit, expect_clean, filled, meeting, searched, write};

    /// Returns how many pieces the index of search lies in.
    fn pieces(vault: &Vault) -> i64 {
        vault
            .db
            .query_row("SELECT count(DISTINCT segid) FROM find_idx", (), |row| row.get(0))
            .expect("a number")
    }

    fn log(place: &Place) -> u64 {
        let log = place.vault().join("vault.db-wal");
        std::fs::metadata(log).map_or(0, |file| file.len())
    }

    #[test]
    fn what_another_program_left_apart_is_put_together_too() {
        let place = Place::new();
        let mut vault = filled(&place);
        for n in 1..4 {
            vault
                .add(meeting(&format!("later{n}"), START))
                .expect("another piece");
        }
        let before = pieces(&vault);
        vault.close().expect("closed");
        let mut vault = place.open();
        while vault.tend().expect("tended") {}
        assert!(pieces(&vault) < before, "{} pieces of {before}", pieces(&vault));
        expect_clean(&mut vault);
    }

    #[test]
    fn in_a_quiet_moment_the_index_is_put_together_and_the_log_folded_in() {
        let place = Place::new();
        let mut vault = filled(&place);
        for n in 0..6 {
            edit(
                &mut vault,
                "m03",
                &[write("c", Lang::Ko, &format!("공동 용어집 {n}차 송부"))],
            );
        }
        let (typed, before) = (searched(&vault, "용어집 5차", 10), pieces(&vault));
        assert!(before > 4, "each edit is a piece of its own: {before}");
        assert_eq!(typed.len(), 1);
        let steps = (0..100).take_while(|_| vault.tend().expect("tended")).count();
        assert!(steps < 100, "it comes to an end");
        assert!(pieces(&vault) < 4, "{} pieces of {before}", pieces(&vault));
        assert_eq!(log(&place), 0, "the log is folded in");
        assert_eq!(searched(&vault, "용어집 5차", 10), typed);

        let before = vault.db.total_changes();
        assert!(!vault.tend().expect("nothing to do"));
        assert_eq!(vault.db.total_changes(), before, "and nothing is written");
        expect_clean(&mut vault);
    }
}
