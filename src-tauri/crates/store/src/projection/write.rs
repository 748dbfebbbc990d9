//! Putting rows into the database, and comparing what is there with what should be.

use rusqlite::types::Value as Cell;
use rusqlite::{Connection, params_from_iter};

use super::{Line, Table, Update};
use crate::error::Error;

fn insert(db: &Connection, document: i64, line: &Line) -> Result<(), Error> {
    let marks = (1..=line.cells.len() + 1)
        .map(|n| format!("?{n}"))
        .collect::<Vec<_>>()
        .join(",");
    let sql = match line.table {
        // In place: a row that is taken out and put in again would move to the end of its table on every keystroke.
        Table::Plain => format!(
            "INSERT INTO plain VALUES ({marks}) ON CONFLICT (document, segment)
             DO UPDATE SET fold = excluded.fold, en = excluded.en, ko = excluded.ko"
        ),
        table => format!("INSERT OR REPLACE INTO {} VALUES ({marks})", table.name()),
    };
    let cells = std::iter::once(Cell::Integer(document)).chain(line.cells.iter().cloned());
    db.prepare_cached(&sql)?.execute(params_from_iter(cells))?;
    Ok(())
}

/// Takes all rows of a document away.
pub(crate) fn take(db: &Connection, document: i64) -> Result<(), Error> {
    for table in Table::ALL {
        let sql = format!("DELETE FROM {} WHERE document = ?1", table.name());
        db.prepare_cached(&sql)?.execute([document])?;
    }
    Ok(())
}

/// Puts the rows of a new document in.
pub(crate) fn put(db: &Connection, document: i64, lines: &[Line]) -> Result<(), Error> {
    lines.iter().try_for_each(|line| insert(db, document, line))
}

/// Puts in what an edit changed.
pub(crate) fn put_update(db: &Connection, document: i64, update: &Update) -> Result<(), Error> {
    for (segment, lines) in &update.segments {
        for table in Table::OF_SEGMENTS {
            // A row that is there is replaced.
            if !lines.iter().any(|line| line.table == table) {
                let sql = format!(
                    "DELETE FROM {} WHERE document = ?1 AND segment = ?2",
                    table.name()
                );
                db.prepare_cached(&sql)?.execute((document, segment))?;
            }
        }
        db.prepare_cached("DELETE FROM link WHERE document = ?1 AND segment = ?2 AND how = 'serves'")?
            .execute((document, segment))?;
        put(db, document, lines)?;
    }
    if let Some(outside) = &update.outside {
        db.prepare_cached("DELETE FROM link WHERE document = ?1 AND how <> 'serves'")?
            .execute([document])?;
        db.prepare_cached("DELETE FROM plain WHERE document = ?1 AND segment = ''")?
            .execute([document])?;
        put(db, document, outside)?;
    }
    put(db, document, &update.holdings)?;
    update
        .entry
        .iter()
        .try_for_each(|line| insert(db, document, line))
}

/// Returns the first table whose rows of a document are not exactly these, if any.
pub(crate) fn compare(db: &Connection, document: i64, lines: &[Line]) -> Result<Option<Table>, Error> {
    for table in Table::ALL {
        let expected = lines.iter().filter(|line| line.table == table);
        let mut expected: Vec<String> = expected.map(|line| format!("{:?}", line.cells)).collect();
        let sql = format!("SELECT * FROM {} WHERE document = ?1", table.name());
        let mut statement = db.prepare_cached(&sql)?;
        let columns = statement.column_count();
        let rows = statement.query_map([document], |row| {
            let cells: Vec<Cell> = (1..columns).map(|n| row.get(n)).collect::<Result<_, _>>()?;
            Ok(format!("{cells:?}"))
        })?;
        let mut found = rows.collect::<Result<Vec<_>, _>>()?;
        expected.sort_unstable();
        found.sort_unstable();
        if expected != found {
            return Ok(Some(table));
        }
    }
    Ok(None)
}
