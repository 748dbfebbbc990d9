//! Search: every word of the query stands somewhere in one place, whatever its case and however it was typed.

use maru_core::bilingual::{Bilingual, Lang};
use maru_core::record::Kind;
use maru_core::text::line;
use rusqlite::ToSql;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::error::Error;
use crate::listing::bounded;
use crate::projection::fold;
use crate::row::bilingual;
use crate::vault::Vault;

/// The most hits of one answer.
const LONGEST: u32 = 10_000;
/// The most words of a query that count.
const WORDS: usize = 8;
/// How many characters of a hit are shown before and after the word.
const AROUND: usize = 48;

/// A place where the words stand.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct Hit {
    /// The record.
    pub record: String,
    /// Its kind.
    pub kind: Kind,
    /// The segment; none where the words stand outside the segments.
    pub segment: Option<String>,
    /// The title of the record.
    pub title: Bilingual,
    /// The text around the first word.
    pub excerpt: String,
    /// The language of that text.
    pub lang: Lang,
}

impl Vault {
    /// Returns where the words of a query stand, newest records first. A query without a word finds nothing.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn search(&self, query: &str, limit: u32) -> Result<Vec<Hit>, Error> {
        let folded = fold(&line(query));
        let words: Vec<&str> = folded.split_whitespace().take(WORDS).collect();
        let Some(first) = words.first() else {
            return Ok(Vec::new());
        };
        let has: String = (1..=words.len())
            .map(|n| format!(" AND instr(p.fold, ?{n}) > 0"))
            .collect();
        let sql = format!(
            "SELECT e.id, e.kind, p.segment, e.title_en, e.title_ko, p.en, p.ko
             FROM entry e CROSS JOIN plain p ON p.document = e.document
             WHERE e.binned = 0{has} ORDER BY e.ord DESC, e.id DESC, p.segment LIMIT {}",
            bounded(limit, LONGEST)
        );
        let mut statement = self.db.prepare_cached(&sql)?;
        let params: Vec<&dyn ToSql> = words.iter().map(|word| word as &dyn ToSql).collect();
        let rows = statement.query_map(params.as_slice(), |row| {
            let segment: String = row.get(2)?;
            let (excerpt, lang) = excerpt(&bilingual(row, 5)?, first);
            Ok(Hit {
                record: row.get(0)?,
                kind: Kind::from_code(&row.get::<_, String>(1)?),
                segment: Some(segment).filter(|s| !s.is_empty()),
                title: bilingual(row, 3)?,
                excerpt,
                lang,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// Returns the text around a word, on one line, and its language.
fn excerpt(words: &Bilingual, word: &str) -> (String, Lang) {
    let lang = if fold(&words.en).contains(word) {
        Lang::En
    } else {
        Lang::Ko
    };
    let chars: Vec<char> = words.get(lang).chars().collect();
    // Lower case can be longer than what it was made from: each letter remembers where it came from.
    let lower: Vec<(char, usize)> = chars
        .iter()
        .enumerate()
        .flat_map(|(at, c)| c.to_lowercase().map(move |l| (l, at)))
        .collect();
    let wanted: Vec<char> = word.chars().collect();
    let found = lower
        .windows(wanted.len())
        .find(|w| w.iter().map(|(c, _)| c).eq(&wanted));
    let (start, end) = found
        .and_then(|w| Some((w.first()?.1, w.last()?.1)))
        .unwrap_or((0, wanted.len().min(chars.len().saturating_sub(1))));
    let from = start.saturating_sub(AROUND);
    let to = (end + 1 + AROUND).min(chars.len());
    let inside: String = chars.get(from..to).unwrap_or_default().iter().collect();
    let before = if from > 0 { "…" } else { "" };
    let after = if to < chars.len() { "…" } else { "" };
    (format!("{before}{}{after}", inside.replace('\n', " · ")), lang)
}

#[cfg(test)]
#[path = "search_tests.rs"]
mod tests;
