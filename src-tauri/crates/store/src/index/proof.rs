//! Whether the index holds exactly what the texts have.

use std::hash::{DefaultHasher, Hash, Hasher};

use rusqlite::Connection;

use super::{body, is_damage, is_whole};
use crate::error::Error;

/// Returns what is wrong with the index, if anything: whether it holds exactly the terms of the texts in `plain`.
pub(crate) fn faults(db: &Connection) -> Result<Vec<String>, Error> {
    if !is_whole(db)? {
        return Ok(vec!["edits are not in it".to_owned()]);
    }
    let compared = sum_of_texts(db).and_then(|texts| Ok(texts == sum_of_terms(db)?));
    match compared {
        Ok(true) => Ok(Vec::new()),
        Ok(false) => Ok(vec!["other terms than the texts have".to_owned()]),
        Err(error) if is_damage(&error) => Ok(vec![error.to_string()]),
        Err(error) => Err(error.into()),
    }
}

/// How many terms there are, and their digests in sum, which is the same in any order.
#[derive(Default, PartialEq, Eq)]
struct Sum {
    terms: u64,
    digest: u64,
}

impl Sum {
    fn add(&mut self, place: i64, term: &str) {
        let mut hasher = DefaultHasher::new();
        (place, term).hash(&mut hasher);
        self.terms += 1;
        self.digest = self.digest.wrapping_add(hasher.finish());
    }
}

fn sum_of_texts(db: &Connection) -> rusqlite::Result<Sum> {
    let mut sum = Sum::default();
    let mut statement = db.prepare("SELECT place, facts, en, ko FROM plain")?;
    let mut rows = statement.query(())?;
    while let Some(row) = rows.next()? {
        let (facts, en, ko): (String, String, String) = (row.get(1)?, row.get(2)?, row.get(3)?);
        let place = row.get(0)?;
        let body = body(&facts, &en, &ko);
        body.split(' ')
            .filter(|term| !term.is_empty())
            .for_each(|term| sum.add(place, term));
    }
    Ok(sum)
}

fn sum_of_terms(db: &Connection) -> rusqlite::Result<Sum> {
    let mut sum = Sum::default();
    db.execute_batch("CREATE VIRTUAL TABLE temp.find_terms USING fts5vocab('main', 'find', 'instance')")?;
    let read = db
        .prepare("SELECT term, doc FROM temp.find_terms")
        .and_then(|mut statement| {
            let mut rows = statement.query(())?;
            while let Some(row) = rows.next()? {
                sum.add(row.get(1)?, row.get_ref(0)?.as_str()?);
            }
            Ok(())
        });
    db.execute_batch("DROP TABLE temp.find_terms")?;
    read.map(|()| sum)
}
