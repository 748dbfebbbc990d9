//! A record in memory, for the edits to come.

use maru_core::document::{Edited, Heads};
use rusqlite::Connection;

use crate::chunk::{self, Loaded, guarded};
use crate::clock;
use crate::error::Error;
use crate::index::Index;
use crate::projection::{self, Past, Projection};

/// A record in memory.
pub(crate) struct OpenRecord {
    pub(crate) at: Loaded,
    /// What its rows on the disk say, once somebody writes in it: most records are only read.
    pub(crate) projection: Option<Projection>,
    /// When it was used last, counted in uses.
    pub(crate) used: u64,
}

impl OpenRecord {
    /// Returns a record as it was loaded; nobody has used it yet.
    pub(crate) fn of(at: Loaded) -> OpenRecord {
        OpenRecord {
            at,
            projection: None,
            used: 0,
        }
    }

    /// Takes out what the rows on the disk say: what an edit changes in them is told by the difference.
    pub(crate) fn projected(&mut self, id: &str) -> Result<Projection, Error> {
        if let Some(known) = self.projection.take() {
            return Ok(known);
        }
        let document = &mut self.at.document;
        let past = Past {
            binned: guarded(id, || Ok(document.binned_since()))?,
            changed: clock::parse(&self.at.changed).unwrap_or_default(),
        };
        Ok(Projection::of(document.json(), past)?.0)
    }

    /// Writes a chunk and the rows that it changes, in one transaction.
    pub(crate) fn append(
        &mut self,
        db: &Connection,
        (edited, projection): (&Edited, &mut Projection),
        heads: &Heads,
        time: i64,
    ) -> Result<(), Error> {
        // A clock that was set back must not make the newest change look old.
        let changed = clock::sortable(time).max(self.at.changed.clone());
        let document = &mut self.at.document;
        let past = Past {
            binned: document.binned_since(),
            changed: clock::parse(&changed).unwrap_or(time),
        };
        let update = projection.follow(document.json(), past, edited)?;
        let transaction = db.unchecked_transaction()?;
        chunk::append(
            &transaction,
            (self.at.no, self.at.next),
            &edited.chunk,
            heads,
            &changed,
        )?;
        let mut index = Index::of(&transaction)?;
        projection::put_update(&mut index, self.at.no, &update)?;
        index.finish()?;
        transaction.commit()?;
        self.at.chunks += 1;
        self.at.next += 1;
        self.at.changed = changed;
        Ok(())
    }

    /// Writes the document whole, where there is room for it.
    pub(crate) fn write_whole(&mut self, db: &Connection, id: &str) -> Result<(), Error> {
        match self.compact(db, id) {
            // Snapshot and chunks are on disk as they were; nothing is lost but a little time at the next load.
            Err(Error::Full | Error::ReadOnly(_)) => Ok(()),
            other => other,
        }
    }

    pub(crate) fn compact(&mut self, db: &Connection, id: &str) -> Result<(), Error> {
        if self.at.chunks > 0 {
            chunk::compact(db, id, self.at.no, &mut self.at.document)?;
            (self.at.chunks, self.at.next) = (0, 1);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use maru_core::bilingual::Lang;

    use crate::fixture::{Place, START, edit, expect_clean, meeting, write};

    #[test]
    fn a_record_that_a_person_leaves_is_whole_on_the_disk_and_goes_on_where_it_was() {
        let place = Place::new();
        let mut vault = place.create();
        vault.add(meeting("m", START)).expect("added");
        edit(&mut vault, "m", &[write("c", Lang::Ko, "초안")]);
        vault.put_by("m").expect("put by");
        let chunks = |vault: &crate::Vault| -> i64 {
            let sql = "SELECT count(*) FROM chunk";
            vault.db.query_row(sql, (), |row| row.get(0)).expect("a number")
        };
        assert_eq!(chunks(&vault), 0);
        let heads = vault.read("m").expect("read").heads;
        let next = edit(&mut vault, "m", &[write("c", Lang::Ko, "초안 송부")]);
        assert_ne!(heads, next);
        assert_eq!(chunks(&vault), 1);
        drop(vault);
        let mut vault = place.open();
        let record = vault.read("m").expect("read").record;
        assert_eq!(record["segments"]["c"]["ko"], "초안 송부");
        expect_clean(&mut vault);
    }

    #[test]
    fn no_more_than_a_few_are_kept_at_hand() {
        let place = Place::new();
        let mut vault = place.create();
        for n in 0..40 {
            let id = format!("m{n}");
            vault.add(meeting(&id, START)).expect("added");
            vault.read(&id).expect("read");
            vault.put_by(&id).expect("put by");
        }
        assert_eq!(vault.open.len(), 32);
        assert!(vault.open.contains_key("m39") && !vault.open.contains_key("m0"));
    }
}
