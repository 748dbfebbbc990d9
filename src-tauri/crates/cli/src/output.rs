//! What a run says: answers on stdout, remarks on stderr, as text for a person or as one JSON document.

use std::io::{self, Write};

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
            return self.line(&self.text("nothing-here", &[]));
        }
        let mut out = io::BufWriter::new(io::stdout().lock());
        for line in table.lines() {
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
    heads: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// Returns an empty table with these headings, which are labels.
    pub(crate) fn new(terminal: &Terminal, heads: &[&str]) -> Table {
        Table {
            heads: heads.iter().map(|id| terminal.text(id, &[])).collect(),
            rows: Vec::new(),
        }
    }

    /// Adds a row.
    pub(crate) fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows
            .push(cells.into_iter().map(|cell| cut(&clean(&cell))).collect());
    }

    fn lines(&self) -> Vec<String> {
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
        all().map(|row| set(row, &widths)).collect()
    }
}

fn set(row: &[String], widths: &[usize]) -> String {
    let mut line = String::new();
    for (cell, width) in row.iter().zip(widths) {
        line.push_str(cell);
        line.extend(std::iter::repeat_n(' ', width.saturating_sub(cell.width()) + 2));
    }
    line.truncate(line.trim_end().len());
    line
}

fn cut(cell: &str) -> String {
    if cell.width() <= WIDEST {
        return cell.to_owned();
    }
    let mut kept = String::new();
    let mut width = 0;
    for c in cell.chars() {
        width += c.width().unwrap_or(0);
        if width >= WIDEST {
            break;
        }
        kept.push(c);
    }
    kept.push('…');
    kept
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
            heads: vec!["이름".to_owned(), "id".to_owned()],
            rows: vec![
                vec!["협력".to_owned(), "1".to_owned()],
                vec!["abcdef".to_owned(), "2".to_owned()],
                vec![String::new(), String::new()],
            ],
        };
        assert_eq!(table.lines(), ["이름    id", "협력    1", "abcdef  2", ""]);
    }

    #[test]
    fn a_long_cell_is_cut_by_what_it_takes_on_screen() {
        let cell = cut(&"가".repeat(1_000));
        assert!(cell.width() <= WIDEST && cell.ends_with('…'), "{cell}");
        assert_eq!(cut("short"), "short");
    }
}
