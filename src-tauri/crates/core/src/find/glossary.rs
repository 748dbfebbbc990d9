//! The terms of the cooperation, in both languages: a query in one language finds the other one's words too.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};
use specta::Type;
use unicode_normalization::UnicodeNormalization;

use super::query::Wanted;
use super::terms::words;
use crate::bilingual::{Bilingual, Lang};

const TERMS: &str = include_str!("glossary.json");

/// A term of the glossary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Term {
    /// The id.
    pub id: String,
    /// The English name; another one may follow in parentheses.
    pub en: String,
    /// The Korean name; another one may follow in parentheses.
    pub ko: String,
    /// What it means.
    pub definition: Bilingual,
    /// How sure the pair is: `law`, `official` or `usage`.
    pub confidence: String,
}

impl Term {
    /// Returns the names in one language, the one in parentheses last.
    fn names(&self, lang: Lang) -> Vec<&str> {
        let written = match lang {
            Lang::En => &self.en,
            Lang::Ko => &self.ko,
        };
        let parts = written.split(['(', ')']).map(str::trim);
        parts.filter(|name| !name.is_empty()).collect()
    }
}

/// Returns all terms.
pub fn glossary() -> &'static [Term] {
    static ALL: OnceLock<Vec<Term>> = OnceLock::new();
    ALL.get_or_init(|| {
        let read = serde_json::from_str(TERMS);
        debug_assert!(read.is_ok(), "{read:?}");
        read.unwrap_or_default()
    })
}

/// A name of a term as queries are compared with it, and what else to look for where it is asked for.
pub(super) struct Name {
    pub(super) term: &'static Term,
    /// Without spaces and signs, in lower case.
    pub(super) tight: String,
    pub(super) others: Vec<Wanted>,
}

/// Returns every name of every term.
pub(super) fn names() -> &'static [Name] {
    static ALL: OnceLock<Vec<Name>> = OnceLock::new();
    ALL.get_or_init(|| {
        let mut all = Vec::new();
        for term in glossary() {
            for (own, other) in [(Lang::En, Lang::Ko), (Lang::Ko, Lang::En)] {
                for name in term.names(own) {
                    let tight = tight(name);
                    let others = term.names(other).into_iter();
                    let others = others.filter(|other| self::tight(other) != tight);
                    let others: Vec<Wanted> = others.filter_map(Wanted::exactly).collect();
                    if !others.is_empty() {
                        all.push(Name { term, tight, others });
                    }
                }
            }
        }
        all
    })
}

/// Returns the letters and digits of a text, in lower case.
pub(super) fn tight(text: &str) -> String {
    let composed: String = text.nfc().collect();
    words(&composed).map(|(_, word)| word.to_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_glossary_is_read_whole() {
        assert_eq!(glossary().len(), 60);
        let named = |tight: &str| names().iter().find(|name| name.tight == tight);
        let ai = named("ai").expect("a name in parentheses");
        assert_eq!(ai.term.id, named("인공지능").expect("the Korean one").term.id);
        // The abbreviation is the same in both languages, so it brings the words of the other one alone.
        assert_eq!(ai.others, Vec::from_iter(Wanted::exactly("인공지능")));
        for term in glossary() {
            assert!(
                !term.definition.en.is_empty() && !term.definition.ko.is_empty(),
                "{}",
                term.id
            );
        }
    }
}
