//! Putting rows into the database, and comparing what is there with what should be.

use rusqlite::types::Value as Cell;
use rusqlite::{Connection, params_from_iter};

use super::{Line, Table, Update};
use crate::error::Error;
use crate::index::{Index, Text};
use crate::tally;

/// What a row of texts says, but for its number.
pub(crate) const PLAIN: &str = "document, segment, title, place >> 26, facts, en, ko";

/// What becomes of a row that is there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum There {
    /// There is none; SQLite keeps no way back for each single row then.
    None,
    /// It is replaced.
    Replaced,
}

fn insert(db: &Connection, document: i64, line: &Line, there: There) -> Result<(), Error> {
    let marks = (1..=line.cells.len() + 1)
        .map(|n| format!("?{n}"))
        .collect::<Vec<_>>()
        .join(",");
    let conflict = match there {
        There::None => "",
        There::Replaced => "OR REPLACE ",
    };
    let sql = format!("INSERT {conflict}INTO {} VALUES ({marks})", line.table.name());
    let key = Cell::Integer(document);
    let cells = std::iter::once(&key).chain(&line.cells);
    db.prepare_cached(&sql)?.execute(params_from_iter(cells))?;
    match line.table {
        Table::Entry => tally::count_in(db, document),
        _ => Ok(()),
    }
}

/// Takes all rows of a document away.
pub(crate) fn take(index: &mut Index<'_>, document: i64) -> Result<(), Error> {
    index.take(document)?;
    take_but_texts(index.db(), document)
}

/// Puts rows in the place of all rows of a document. A text that is there keeps its number.
pub(crate) fn replace(index: &mut Index<'_>, document: i64, lines: &[Line]) -> Result<(), Error> {
    let texts = lines.iter().filter_map(Text::of);
    index.retain(document, &texts.map(|text| (text.segment, text.title)).collect())?;
    take_but_texts(index.db(), document)?;
    put(index, document, lines, There::None)
}

fn take_but_texts(db: &Connection, document: i64) -> Result<(), Error> {
    tally::count_out(db, document)?;
    for table in Table::ALL.into_iter().filter(|table| *table != Table::Plain) {
        let sql = format!("DELETE FROM {} WHERE document = ?1", table.name());
        db.prepare_cached(&sql)?.execute([document])?;
    }
    Ok(())
}

/// Puts rows of a document in; a text of the same segment is replaced.
fn put(index: &mut Index<'_>, document: i64, lines: &[Line], there: There) -> Result<(), Error> {
    lines.iter().try_for_each(|line| match Text::of(line) {
        Some(text) => index.put(document, &text),
        None => insert(index.db(), document, line, there),
    })
}

/// Puts in the rows of a new document, with what [`bodies`] made of them.
pub(crate) fn put_new(
    index: &mut Index<'_>,
    document: i64,
    lines: &[Line],
    bodies: Vec<String>,
) -> Result<(), Error> {
    let mut bodies = bodies.into_iter();
    lines.iter().try_for_each(|line| match Text::of(line) {
        Some(text) => index.put_new(document, &text, bodies.next().unwrap_or_else(|| text.body())),
        None => insert(index.db(), document, line, There::None),
    })
}

/// Returns what the index keeps of each text among the rows. Of many documents it is made aside, while others are written.
pub(crate) fn bodies(lines: &[Line]) -> Vec<String> {
    lines
        .iter()
        .filter_map(Text::of)
        .map(|text| text.body())
        .collect()
}

/// Puts in what an edit changed.
pub(crate) fn put_update(index: &mut Index<'_>, document: i64, update: &Update) -> Result<(), Error> {
    let db = index.db();
    for (segment, lines) in &update.segments {
        for table in Table::OF_SEGMENTS {
            // A row that is there is replaced.
            if lines.iter().any(|line| line.table == table) {
                continue;
            }
            if table == Table::Plain {
                index.remove(document, segment, false)?;
                continue;
            }
            let sql = format!(
                "DELETE FROM {} WHERE document = ?1 AND segment = ?2",
                table.name()
            );
            db.prepare_cached(&sql)?.execute((document, segment))?;
        }
        db.prepare_cached("DELETE FROM link WHERE document = ?1 AND segment = ?2 AND how = 'serves'")?
            .execute((document, segment))?;
        put(index, document, lines, There::Replaced)?;
    }
    if let Some(outside) = &update.outside {
        db.prepare_cached("DELETE FROM link WHERE document = ?1 AND how <> 'serves'")?
            .execute([document])?;
        if !outside.iter().filter_map(Text::of).any(|text| !text.title) {
            index.remove(document, "", false)?;
        }
        put(index, document, outside, There::Replaced)?;
    }
    put(index, document, &update.holdings, There::Replaced)?;
    let Some(entry) = &update.entry else {
        return Ok(());
    };
    // Replaced, it would still be counted as it was.
    tally::count_out(db, document)?;
    db.prepare_cached("DELETE FROM entry WHERE document = ?1")?
        .execute([document])?;
    insert(db, document, entry, There::None)
}

impl<'l> Text<'l> {
    /// Reads what the index has to know of a row of texts.
    fn of(line: &'l Line) -> Option<Text<'l>> {
        let cells = (line.table == Table::Plain).then_some(line.cells.as_slice())?;
        match cells {
            [
                Cell::Text(segment),
                Cell::Integer(title),
                Cell::Integer(standing),
                Cell::Text(facts),
                Cell::Text(en),
                Cell::Text(ko),
            ] => Some(Text {
                segment,
                title: *title == 1,
                standing: *standing,
                facts,
                en,
                ko,
            }),
            _ => None,
        }
    }
}

/// Returns the first table whose rows of a document are not exactly these, if any.
pub(crate) fn compare(db: &Connection, document: i64, lines: &[Line]) -> Result<Option<Table>, Error> {
    for table in Table::ALL {
        let expected = lines.iter().filter(|line| line.table == table);
        let mut expected: Vec<String> = expected.map(|line| format!("{:?}", line.cells)).collect();
        let columns = match table {
            Table::Plain => PLAIN,
            _ => "*",
        };
        let sql = format!("SELECT {columns} FROM {} WHERE document = ?1", table.name());
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
