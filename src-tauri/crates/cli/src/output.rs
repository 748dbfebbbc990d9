//! What a run says: answers on stdout, remarks on stderr, as text for a person or as one JSON document.

use std::io::{self, IsTerminal, Write};

use maru_core::bilingual::{Bilingual, Lang, Side};
use maru_core::labels::Labels;
use serde::Serialize;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::failure::Failure;

/// The widest that a column of a table may become; longer text is cut with `…`.
const WIDEST: usize = 60;

/// Where the words of one run go.
#[derive(Clone, Copy)]
pub(crate) struct Terminal {
    labels: Labels,
    json: bool,
}

impl Terminal {
    /// Returns the terminal of a run that speaks with these labels, or in JSON.
    pub(crate) fn new(labels: Labels, json: bool) -> Terminal {
        Terminal { labels, json }
    }

    /// Returns the labels of the run.
    pub(crate) fn labels(&self) -> Labels {
        self.labels
    }

    /// Returns the language of the run.
    pub(crate) fn lang(&self) -> Lang {
        self.labels.lang()
    }

    /// Returns whether the answer is one JSON document.
    pub(crate) fn is_json(&self) -> bool {
        self.json
    }

    /// Returns a label.
    pub(crate) fn text(&self, id: &str, args: &[(&str, &str)]) -> String {
        self.labels.text(id, args)
    }

    /// Returns the label of a code that stands in a record, or the code where a newer Maru wrote it.
    pub(crate) fn word(&self, family: &str, code: &str) -> String {
        self.named(&format!("ctl-{family}-{}", code.replace('_', "-")), code)
    }

    /// Returns the name of a side, or its code in capitals where it has no label.
    pub(crate) fn side(&self, side: &Side) -> String {
        self.named(&format!("side-{side}"), &side.0.to_uppercase())
    }

    /// Returns a label, or other words where there is none.
    pub(crate) fn named(&self, id: &str, otherwise: &str) -> String {
        self.labels.find(id, &[]).unwrap_or_else(|| otherwise.to_owned())
    }

    /// Returns a day, or that there is none yet.
    pub(crate) fn day(&self, day: Option<&str>) -> String {
        day.map_or_else(|| self.text("no-date", &[]), str::to_owned)
    }

    /// Returns the text in the language of the run, or in the other where there is none.
    pub(crate) fn best<'a>(&self, text: &'a Bilingual) -> &'a str {
        text.best(self.lang())
    }

    /// Writes one line of the answer.
    pub(crate) fn line(&self, line: &str) -> Result<(), Failure> {
        let mut out = io::stdout().lock();
        writeln!(out, "{}", clean(line))?;
        Ok(out.flush()?)
    }

    /// Writes the whole answer as one JSON document.
    pub(crate) fn document(&self, answer: &impl Serialize) -> Result<(), Failure> {
        let text = serde_json::to_string_pretty(answer)
            .map_err(|e| Failure::new("internal").with("reason", e.to_string()))?;
        let mut out = io::stdout().lock();
        writeln!(out, "{text}")?;
        Ok(out.flush()?)
    }

    /// Writes bytes as they are: a file that goes to whoever reads this run.
    pub(crate) fn bytes(&self, bytes: &[u8]) -> Result<(), Failure> {
        let mut out = io::stdout().lock();
        out.write_all(bytes)?;
        Ok(out.flush()?)
    }

    /// Writes a table, or that there is nothing.
    pub(crate) fn table(&self, table: &Table) -> Result<(), Failure> {
        if table.rows.is_empty() {
            return self.line(&self.text(table.nothing, &[]));
        }
        let bold = io::stdout().is_terminal();
        let mut out = io::BufWriter::new(io::stdout().lock());
        for line in table.lines(bold) {
            writeln!(out, "{line}")?;
        }
        Ok(out.flush()?)
    }

    /// Says something beside the answer. Nobody may be listening there, and that stops no work.
    pub(crate) fn remark(&self, line: &str) {
        let _ = writeln!(io::stderr().lock(), "{}", clean(line));
    }
}

/// Rows of text under headings, set in columns.
pub(crate) struct Table {
    heads: Vec<Cell>,
    rows: Vec<Vec<Cell>>,
    /// The label that stands in place of a table without rows.
    nothing: &'static str,
}

/// One cell of a table: pieces of text, each bold or not.
#[derive(Default)]
pub(crate) struct Cell {
    pieces: Vec<(String, bool)>,
    /// What stands behind the text whole, however long the text is.
    end: String,
}

impl<T: AsRef<str>> From<T> for Cell {
    fn from(text: T) -> Cell {
        let mut cell = Cell::default();
        cell.push(text.as_ref(), false);
        cell
    }
}

impl Cell {
    /// Adds a piece of text.
    pub(crate) fn push(&mut self, text: &str, bold: bool) {
        self.pieces.push((clean(text), bold));
    }

    /// Says what stands behind the text.
    pub(crate) fn end(&mut self, text: &str) {
        self.end = clean(text);
    }

    fn width(&self) -> usize {
        self.pieces.iter().map(|(text, _)| text.width()).sum::<usize>() + self.end.width()
    }

    /// Returns the cell, no wider than a column may be but for what stands behind its text.
    fn cut(self) -> Cell {
        let mut cell = Cell {
            end: self.end,
            ..Cell::default()
        };
        let mut width: usize = self.pieces.iter().map(|(text, _)| text.width()).sum();
        let fits = width <= WIDEST;
        width = 0;
        for (text, bold) in self.pieces {
            let mut kept = String::new();
            for letter in text.chars() {
                width += letter.width().unwrap_or(0);
                if !fits && width >= WIDEST {
                    kept.push('…');
                    cell.pieces.push((kept, bold));
                    return cell;
                }
                kept.push(letter);
            }
            cell.pieces.push((kept, bold));
        }
        cell
    }

    fn write(&self, line: &mut String, bold: bool) {
        for (text, heavy) in &self.pieces {
            if bold && *heavy {
                line.push_str("\x1b[1m");
                line.push_str(text);
                line.push_str("\x1b[0m");
            } else {
                line.push_str(text);
            }
        }
        line.push_str(&self.end);
    }
}

impl Table {
    /// Returns an empty table with these headings, which are labels.
    pub(crate) fn new(terminal: &Terminal, heads: &[&str]) -> Table {
        Table {
            heads: heads.iter().map(|id| terminal.text(id, &[]).into()).collect(),
            rows: Vec::new(),
            nothing: "nothing-here",
        }
    }

    /// Says by another label that there are no rows.
    pub(crate) fn or(self, nothing: &'static str) -> Table {
        Table { nothing, ..self }
    }

    /// Adds a row.
    pub(crate) fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.cells(cells.into_iter().map(Cell::from));
    }

    /// Adds a row of cells.
    pub(crate) fn cells(&mut self, cells: impl IntoIterator<Item = Cell>) {
        self.rows.push(cells.into_iter().map(Cell::cut).collect());
    }

    fn lines(&self, bold: bool) -> Vec<String> {
        let all = || std::iter::once(&self.heads).chain(&self.rows);
        let widths: Vec<usize> = (0..self.heads.len())
            .map(|column| {
                all()
                    .filter_map(|row| row.get(column))
                    .map(|cell| cell.width())
                    .max()
                    .unwrap_or(0)
            })
            .collect();
        all().map(|row| set(row, &widths, bold)).collect()
    }
}

fn set(row: &[Cell], widths: &[usize], bold: bool) -> String {
    let mut line = String::new();
    for (cell, width) in row.iter().zip(widths) {
        cell.write(&mut line, bold);
        line.extend(std::iter::repeat_n(' ', width.saturating_sub(cell.width()) + 2));
    }
    line.truncate(line.trim_end().len());
    line
}

/// Returns the text on one line without anything that a terminal would obey: control characters and the marks that
/// turn the direction of text become a visible sign, because record text may come from anybody.
pub(crate) fn clean(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => ' ',
            c if c.is_control() => '\u{FFFD}',
            '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {
                '\u{FFFD}'
            }
            c => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_a_terminal_obeys_passes() {
        assert_eq!(
            clean("a\x1b[31mb\u{9b}c\u{202e}d\ne\0"),
            "a\u{FFFD}[31mb\u{FFFD}c\u{FFFD}d e\u{FFFD}"
        );
        assert_eq!(clean("협력 약정 👩‍👩‍👧"), "협력 약정 👩‍👩‍👧");
    }

    #[test]
    fn columns_stand_straight_beside_hangul() {
        let table = Table {
            heads: vec!["이름".into(), "id".into()],
            rows: vec![
                vec!["협력".into(), "1".into()],
                vec!["abcdef".into(), "2".into()],
                vec!["".into(), "".into()],
            ],
            nothing: "",
        };
        assert_eq!(table.lines(false), ["이름    id", "협력    1", "abcdef  2", ""]);
    }

    #[test]
    fn what_is_bold_takes_no_more_room() {
        let mut table = Table {
            heads: vec!["a".into(), "b".into()],
            rows: Vec::new(),
            nothing: "",
        };
        let mut cell = Cell::from("긴밀한 ");
        cell.push("협\x1b력", true);
        cell.end(" (x)");
        table.cells([cell, "1".into()]);
        assert_eq!(table.lines(true)[1], "긴밀한 \x1b[1m협\u{FFFD}력\x1b[0m (x)  1");
        assert_eq!(table.lines(false)[1], "긴밀한 협\u{FFFD}력 (x)  1");
    }

    #[test]
    fn a_long_cell_is_cut_by_what_it_takes_on_screen() {
        let written = |cell: Cell| {
            let mut line = String::new();
            cell.cut().write(&mut line, false);
            line
        };
        let long = written("가".repeat(1_000).into());
        assert!(long.width() <= WIDEST && long.ends_with('…'), "{long}");
        assert_eq!(written("short".into()), "short");
    }
}
