//! A query as somebody types it: words, phrases in quotation marks, words that must not stand there, and filters.

use std::ops::Range;

use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

use super::glossary::{Term, names, tight};
use super::layout;
use super::terms::words;
use super::vocabulary::{Field, Vocabulary};

/// The most words and filters of a query that count, and the most letters that are read.
const WORDS: usize = 12;
const LETTERS: usize = 400;
/// The most words that the name of a term has.
const NAME: usize = 8;

/// One thing that is looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// The words, one after the other.
    pub words: Vec<String>,
    /// Whether they stood in quotation marks: then the last one is a whole word too.
    pub exact: bool,
    /// Whether they must not be there.
    pub not: bool,
}

impl Wanted {
    /// Returns the words of a text as a phrase, if there are any.
    pub fn exactly(text: &str) -> Option<Wanted> {
        let text: String = text.nfc().collect();
        let words: Vec<String> = words(&text).map(|(_, word)| word.to_owned()).collect();
        (!words.is_empty()).then_some(Wanted {
            words,
            exact: true,
            not: false,
        })
    }
}

/// What must be so of a place where words stand, or must not be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// What it is about.
    pub field: Field,
    /// The codes that are right; of an agreement, what was typed; of a day, `YYYY-MM-DD`. The kind of a segment has
    /// `segment ` before it.
    pub values: Vec<String>,
    /// Whether it must not be so.
    pub not: bool,
}

/// That some words are the name of a term, whose other names are looked for as well.
#[derive(Debug, Clone)]
pub struct Through {
    /// The term.
    pub term: &'static Term,
    /// Which of the wanted words name it.
    pub of: Range<usize>,
    /// Its names in the other language.
    pub others: &'static [Wanted],
}

/// What somebody looks for.
#[derive(Debug, Clone, Default)]
pub struct Query {
    /// The words and phrases.
    pub wanted: Vec<Wanted>,
    /// The filters.
    pub filters: Vec<Filter>,
    /// The terms that are named.
    pub through: Vec<Through>,
    /// Filters whose value says nothing, as they were typed. They do not count.
    pub unclear: Vec<String>,
}

/// One piece of what was typed, between spaces or quotation marks.
enum Piece<'t> {
    Bare(&'t str),
    Quoted(&'t str),
    /// The name of a filter, its value, and both as they stood there.
    Named(&'t str, &'t str, &'t str),
}

impl Query {
    /// Reads what was typed. Any text is a query.
    pub fn read(typed: &str, vocabulary: &Vocabulary) -> Query {
        let typed: String = typed.nfc().take(LETTERS).collect();
        let mut query = Query::default();
        for (not, piece) in pieces(&typed, vocabulary) {
            match piece {
                Piece::Named(name, value, whole) => query.filter(vocabulary, (name, value, whole), not),
                Piece::Quoted(text) => query.want(Wanted::exactly(text), not),
                Piece::Bare(text) => {
                    for (_, word) in words(text) {
                        let words = vec![word.to_owned()];
                        query.want(
                            Some(Wanted {
                                words,
                                ..Wanted::default()
                            }),
                            not,
                        );
                    }
                }
            }
        }
        query.through = through(&query.wanted);
        query
    }

    fn want(&mut self, wanted: Option<Wanted>, not: bool) {
        if self.wanted.len() < WORDS {
            self.wanted.extend(wanted.map(|wanted| Wanted { not, ..wanted }));
        }
    }

    fn filter(&mut self, vocabulary: &Vocabulary, (name, value, whole): (&str, &str, &str), not: bool) {
        let read = vocabulary.fields(name).into_iter().find_map(|field| {
            let values = match field {
                Field::Before | Field::After => day(value).into_iter().collect(),
                Field::Agreement => Vec::from_iter(Some(value.to_owned()).filter(|v| !tight(v).is_empty())),
                _ => vocabulary.codes(field, value),
            };
            (!values.is_empty()).then_some(Filter { field, values, not })
        });
        match read {
            Some(filter) if self.filters.len() < WORDS => self.filters.push(filter),
            Some(_) => {}
            None => self.unclear.push(whole.to_owned()),
        }
    }

    /// Returns whether no word is looked for.
    pub fn is_wordless(&self) -> bool {
        self.wanted.iter().all(|wanted| wanted.not)
    }

    /// Returns what the same keys write on the other keyboard layout, if that makes words. Filters stay as they are.
    pub fn swapped(typed: &str, vocabulary: &Vocabulary) -> Option<String> {
        let typed: String = typed.nfc().take(LETTERS).collect();
        let mut written = Vec::new();
        let mut any = false;
        for (not, piece) in pieces(&typed, vocabulary) {
            let sign = if not { "-" } else { "" };
            let other = |text: &str| match words(text).next() {
                Some(_) => layout::swapped(text),
                None => Some(text.to_owned()),
            };
            written.push(match piece {
                Piece::Named(.., whole) => format!("{sign}{whole}"),
                Piece::Quoted(text) => format!("{sign}\"{}\"", other(text)?),
                Piece::Bare(text) => {
                    any |= words(text).next().is_some();
                    format!("{sign}{}", other(text)?)
                }
            });
        }
        any.then(|| written.join(" "))
    }
}

/// Takes what was typed apart.
fn pieces<'t>(typed: &'t str, vocabulary: &'t Vocabulary) -> impl Iterator<Item = (bool, Piece<'t>)> {
    let mut rest = typed;
    std::iter::from_fn(move || {
        rest = rest.trim_start();
        if rest.is_empty() {
            return None;
        }
        let begins = |letter: char| letter.is_alphanumeric() || letter == '"';
        let (not, from) = match rest.strip_prefix('-') {
            Some(from) if from.starts_with(begins) => (true, from),
            _ => (false, rest),
        };
        if let Some(quoted) = from.strip_prefix('"') {
            let (text, behind) = quoted.split_once('"').unwrap_or((quoted, ""));
            rest = behind;
            return Some((not, Piece::Quoted(text)));
        }
        let end = from.find(char::is_whitespace).unwrap_or(from.len());
        let named = from.find(':').filter(|at| *at < end);
        let named = named.and_then(|at| Some((from.get(..at)?, from.get(at + 1..)?)));
        if let Some((name, value)) = named.filter(|(name, _)| !vocabulary.fields(name).is_empty()) {
            let (value, behind) = match value.strip_prefix('"') {
                Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
                None => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
            };
            let whole = from.get(..from.len() - behind.len()).unwrap_or(from);
            rest = behind;
            return Some((not, Piece::Named(name, value, whole)));
        }
        let (text, behind) = from.split_at(end);
        rest = behind;
        Some((not, Piece::Bare(text)))
    })
}

/// Reads a day, or the first day of a month or year: `2027`, `2027-03`, `2027-03-09`, also with full stops.
fn day(value: &str) -> Option<String> {
    let numbers = value.trim_end_matches('.').split(['-', '.', '/']);
    let numbers: Vec<i16> = numbers.map(|n| n.trim().parse().ok()).collect::<Option<_>>()?;
    let (year, month, day) = match numbers.as_slice() {
        [year] => (*year, 1, 1),
        [year, month] => (*year, *month, 1),
        [year, month, day] => (*year, *month, *day),
        _ => return None,
    };
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    (1000..=9999).contains(&year).then(|| date.to_string())
}

/// Returns the terms that words name, the longest names first; no word stands in two of them.
fn through(wanted: &[Wanted]) -> Vec<Through> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < wanted.len() {
        let longest = (1..=NAME.min(wanted.len() - at)).rev();
        let here = longest
            .filter_map(|many| wanted.get(at..at + many))
            .find_map(|some| {
                if some.iter().any(|one| one.not || one.exact) {
                    return None;
                }
                let said: String = some
                    .iter()
                    .flat_map(|one| &one.words)
                    .map(|word| tight(word))
                    .collect();
                let name = names().iter().find(|name| name.tight == said)?;
                Some(Through {
                    term: name.term,
                    of: at..at + some.len(),
                    others: &name.others,
                })
            });
        at = here.as_ref().map_or(at + 1, |through| through.of.end);
        found.extend(here);
    }
    found
}

#[cfg(test)]
#[path = "query_tests.rs"]
mod tests;
