//! Who owns actions.

use std::collections::{BTreeMap, BTreeSet};

use maru_core::bilingual::Bilingual;

use crate::error::Error;
use crate::vault::Vault;

impl Vault {
    /// Returns who owns actions that are not in the bin, by name.
    ///
    /// Whether a record lies in the bin is asked only until one is found that does not: of a name that stands in many
    /// records, that is mostly the first.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn owners(&self) -> Result<Vec<Bilingual>, Error> {
        let mut kept = self
            .db
            .prepare_cached("SELECT binned = 0 FROM entry WHERE document = ?1")?;
        let mut named = self.db.prepare_cached(
            "SELECT owner_en, owner_ko, document FROM action INDEXED BY action_ord WHERE owner_en <> '' OR owner_ko <> ''",
        )?;
        let mut rows = named.query(())?;
        let mut owners: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let name = |at| -> rusqlite::Result<&str> { Ok(row.get_ref(at)?.as_str()?) };
            let (en, ko) = (name(0)?, name(1)?);
            if owners.get(en).is_some_and(|known| known.contains(ko)) {
                continue;
            }
            if kept.query_row([row.get::<_, i64>(2)?], |entry| entry.get(0))? {
                owners.entry(en.to_owned()).or_default().insert(ko.to_owned());
            }
        }
        let pairs = owners
            .into_iter()
            .flat_map(|(en, all)| all.into_iter().map(move |ko| Bilingual { en: en.clone(), ko }));
        Ok(pairs.collect())
    }
}

#[cfg(test)]
#[path = "owners_tests.rs"]
mod tests;
