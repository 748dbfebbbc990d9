//! What is shown of a text: the part around the first word that was found, in pieces.

use std::ops::Range;

use serde::{Deserialize, Serialize};
use specta::Type;

/// How many letters are shown before the first word, and after it.
const BEFORE: usize = 40;
const AFTER: usize = 120;
/// Within so many letters, a text that is cut begins with a whole word.
const WORD: usize = 12;

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Piece {
    /// The letters.
    pub text: String,
    /// Whether they are what was looked for.
    pub marked: bool,
}

/// Returns a whole text in pieces, marked at places that lie in order.
pub(super) fn pieces(text: &str, places: &[Range<usize>]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut add = |place: Range<usize>, marked| {
        let Some(text) = text.get(place).filter(|text| !text.is_empty()) else {
            return;
        };
        // One line: a middle dot stands between what was on two.
        let text = text.replace('\n', " · ");
        pieces.push(Piece { text, marked });
    };
    let mut end = 0;
    for place in places {
        add(end..place.start, false);
        add(place.clone(), true);
        end = place.end;
    }
    add(end..text.len(), false);
    pieces
}

/// Returns the part of a text around the first place, in pieces.
pub(super) fn shown(text: &str, places: &[Range<usize>]) -> Vec<Piece> {
    let first = places.first().cloned().unwrap_or(0..0);
    let mut from = back(text, first.start, BEFORE);
    if from > 0 {
        // Not from the middle of a word, if one begins nearby.
        let nearby = text.get(from..first.start).unwrap_or_default();
        let next = nearby
            .char_indices()
            .take(WORD)
            .find(|(_, letter)| letter.is_whitespace());
        from += next.map_or(0, |(at, letter)| at + letter.len_utf8());
    }
    let rest = text.get(first.end..).unwrap_or_default();
    let to = rest
        .char_indices()
        .nth(AFTER)
        .map_or(text.len(), |(at, _)| first.end + at);
    let inside: Vec<Range<usize>> = places
        .iter()
        .filter(|place| place.start >= from && place.end <= to)
        .map(|place| place.start - from..place.end - from)
        .collect();
    let mut shown = pieces(text.get(from..to).unwrap_or_default(), &inside);
    let dots = || Piece {
        text: "…".to_owned(),
        marked: false,
    };
    if from > 0 {
        shown.insert(0, dots());
    }
    if to < text.len() {
        shown.push(dots());
    }
    shown
}

/// Returns the place so many letters before another one.
fn back(text: &str, at: usize, letters: usize) -> usize {
    let before = text.get(..at).unwrap_or_default();
    let nth = letters.checked_sub(1);
    let found = nth.and_then(|nth| before.char_indices().rev().nth(nth));
    found.map_or(0, |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(pieces: &[Piece]) -> String {
        let one = |piece: &Piece| {
            if piece.marked {
                format!("[{}]", piece.text)
            } else {
                piece.text.clone()
            }
        };
        pieces.iter().map(one).collect()
    }

    fn around(text: &str, word: &str) -> String {
        let places: Vec<Range<usize>> = text
            .match_indices(word)
            .map(|(at, word)| at..at + word.len())
            .collect();
        drawn(&shown(text, &places))
    }

    #[test]
    fn an_excerpt_shows_the_word_with_what_is_around() {
        let text = format!("{} 긴밀한\n협력을 {}", "가".repeat(100), "나".repeat(200));
        let shown = around(&text, "협력");
        assert!(shown.starts_with("…가"), "{shown}");
        assert!(
            shown.contains(" 긴밀한 · [협력]을 나") && shown.ends_with("나…"),
            "{shown}"
        );
        assert!(shown.chars().count() < BEFORE + AFTER + 12, "{shown}");
    }

    #[test]
    fn a_text_that_is_cut_begins_with_a_whole_word() {
        let shown = around(
            "The two sides agreed to work together on the standard of the service",
            "standard",
        );
        assert!(shown.starts_with("…sides agreed"), "{shown}");
    }

    #[test]
    fn a_short_text_is_shown_whole_with_all_its_marks() {
        assert_eq!(around("AI and AI", "AI"), "[AI] and [AI]");
        assert_eq!(drawn(&shown("no mark", &[])), "no mark");
        assert_eq!(drawn(&shown("", &[])), "");
    }
}
