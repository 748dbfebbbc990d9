//! A query in the language of SQLite's FTS5, for an index of [`terms`](super::terms()). It is built of quoted letters and
//! digits alone, so nothing typed is syntax. What it finds is no less than what the texts hold, and a little more.

use super::query::{Query, Wanted};
use super::strokes::{is_consonant, is_hangul, strokes};
use super::terms::{BEGINNING, KEYS, LETTERS};

/// The most letters of a word that are looked up; the rest is compared in the text.
const LOOKED_UP: usize = 24;

/// Returns the term by which an index keeps a fact about a text: no word of a text begins with this sign.
pub fn fact(family: &str, code: &str) -> String {
    let mut term = format!("={family}");
    let known = |letter: &char| letter.is_ascii_alphanumeric() || *letter == '-' || *letter == '_';
    term.extend(
        code.chars()
            .filter(known)
            .map(|letter| letter.to_ascii_lowercase()),
    );
    term
}

impl Query {
    /// Returns what to ask an index for the words; `None` if no word is looked for. What must not be there is compared
    /// in the text alone: a prefix says too little to leave a text out.
    pub fn expression(&self) -> Option<String> {
        let mut all = Vec::new();
        let mut at = 0;
        while let Some(wanted) = self.wanted.get(at) {
            let through = self.through.iter().find(|through| through.of.start == at);
            if let Some(through) = through {
                let own = self.wanted.get(through.of.clone()).unwrap_or_default();
                let own = own
                    .iter()
                    .map(Wanted::expression)
                    .collect::<Vec<_>>()
                    .join(" AND ");
                let others = through
                    .others
                    .iter()
                    .map(|other| format!(" OR {}", other.expression()));
                all.push(format!("(({own}){})", others.collect::<String>()));
                at = through.of.end;
                continue;
            }
            if !wanted.not {
                all.push(wanted.expression());
            }
            at += 1;
        }
        (!all.is_empty()).then(|| all.join(" AND "))
    }
}

impl Wanted {
    /// Returns what to ask for these words.
    fn expression(&self) -> String {
        let each: Vec<String> = self
            .words
            .iter()
            .flat_map(|word| pieces(word))
            .map(|piece| asked(&piece, self.exact))
            .collect();
        format!("({})", each.join(" AND "))
    }
}

/// Takes a word apart where Hangul meets another script: a space may stand there in the text.
fn pieces(word: &str) -> Vec<Vec<char>> {
    let letters: Vec<char> = word.chars().take(LOOKED_UP).collect();
    let runs = letters.chunk_by(|a, b| is_hangul(*a) == is_hangul(*b));
    runs.map(<[char]>::to_vec).collect()
}

/// Returns what a piece of a word is asked for by. In Hangul, from each syllable on as many keys as a term has: text between
/// words runs on in terms, so it does not matter where spaces stand.
fn asked(letters: &[char], exact: bool) -> String {
    let all = keys(letters);
    if !letters.first().is_some_and(|letter| is_hangul(*letter)) {
        return match all.get(..LETTERS) {
            Some(whole) => quoted(whole),
            None if exact || all.len() == BEGINNING => quoted(&all),
            None => prefix(&all),
        };
    }
    let mut terms = Vec::new();
    if all.iter().all(|key| is_consonant(*key)) {
        if all.len() <= KEYS {
            return term(&all);
        }
        terms.extend(all.windows(KEYS).map(term));
        return format!("({})", terms.join(" AND "));
    }
    for at in 0..letters.len() {
        let rest = keys(letters.get(at..).unwrap_or_default());
        terms.push(term(&rest));
        if rest.len() <= KEYS {
            break;
        }
    }
    format!("({})", terms.join(" AND "))
}

/// Returns what to ask for the first of these keys: a whole term, or the beginning of one.
fn term(keys: &[char]) -> String {
    match keys.get(..KEYS) {
        Some(whole) => quoted(whole),
        None => prefix(keys),
    }
}

fn keys(letters: &[char]) -> Vec<char> {
    let mut keys = Vec::with_capacity(letters.len() * 3);
    letters.iter().for_each(|letter| strokes(*letter, &mut keys));
    keys
}

fn quoted(keys: &[char]) -> String {
    format!("\"{}\"", keys.iter().collect::<String>())
}

fn prefix(keys: &[char]) -> String {
    quoted(keys) + "*"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::find::Vocabulary;

    fn expression(typed: &str) -> String {
        Query::read(typed, Vocabulary::of_labels())
            .expression()
            .unwrap_or_default()
    }

    #[test]
    fn words_are_asked_for_by_their_prefixes() {
        for (typed, asked) in [
            ("", ""),
            (" … ", ""),
            ("-final", ""),
            ("coop", "(\"coop\")"),
            ("coope", "(\"coope\"*)"),
            ("Cooperation", "(\"cooperat\")"),
            ("\"AI law\"", "(\"ai\" AND \"law\")"),
            ("\"cooperation\"", "(\"cooperat\")"),
            ("협", "((\"ㅎㅕㅂ\"*))"),
            ("ㅎㄹ", "(\"ㅎㄹ\"*)"),
            ("협ㄹ", "((\"ㅎㅕㅂㄹ\"))"),
            ("협력", "((\"ㅎㅕㅂㄹ\" AND \"ㄹㅕㄱ\"*))"),
            ("ㄷㅈㅌㅈㅂ", "((\"ㄷㅈㅌㅈ\" AND \"ㅈㅌㅈㅂ\"))"),
            ("a* OR b\"", "(\"a\"*) AND (\"or\"*) AND (\"b\"*)"),
        ] {
            assert_eq!(expression(typed), asked, "{typed}");
        }
        assert!(expression("AI정부").starts_with("(\"ai\"* AND ("));
    }

    #[test]
    fn a_term_is_asked_for_by_all_its_names() {
        let asked = expression("digital government");
        assert!(
            asked.starts_with("(((\"digital\"*) AND (\"governme\")) OR (("),
            "{asked}"
        );
        assert!(asked.contains("\"ㅈㅣㅌㅓ\" AND \"ㅌㅓㄹㅈ\""), "{asked}");
    }

    #[test]
    fn a_fact_is_one_plain_term() {
        assert_eq!(fact("k-", "Meeting"), "=k-meeting");
        assert_eq!(fact("in-", "a\" OR 협력 b_1"), "=in-aorb_1");
    }
}
