//! Text before it is set: only what the fonts can draw and the archive format allows.

use unicode_normalization::UnicodeNormalization;

use crate::world::covers;

/// The most characters that a short field prints.
pub(crate) const FIELD: usize = 600;

/// The sign that stands where a character cannot be drawn.
const BLANK: char = '□';

/// Returns the text in NFC, without bidirectional controls, other controls, joiners and tags; private-use characters
/// and those that no font draws become □. One of them would make the whole export fail.
pub(crate) fn clean(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    for c in text.nfc() {
        match c {
            '\n' | '\u{2028}' | '\u{2029}' | '\u{85}' => kept.push('\n'),
            '\t' => kept.push(' '),
            c if c.is_control() || is_unseen(c) => {}
            c if c.is_whitespace() => kept.push(' '),
            '\u{e000}'..='\u{f8ff}' | '\u{f0000}'.. => kept.push(BLANK),
            c if covers(c) => kept.push(c),
            '\u{2010}'..='\u{2012}' => kept.push('-'),
            '\u{223c}' | '\u{301c}' | '\u{ff5e}' => kept.push('~'),
            _ => kept.push(BLANK),
        }
    }
    kept
}

/// Returns the cleaned text on one line, without more than [`FIELD`] characters.
pub(crate) fn line(text: &str) -> String {
    let text = start(text, FIELD * 4);
    let clean = clean(text);
    let words: Vec<&str> = clean.split_whitespace().collect();
    cut(&words.join(" "), FIELD)
}

/// Returns the text with at most this many characters; the last one says that something was left out.
pub(crate) fn cut(text: &str, most: usize) -> String {
    if text.chars().nth(most).is_none() {
        return text.to_owned();
    }
    let mut kept: String = text.chars().take(most.saturating_sub(1)).collect();
    kept.truncate(kept.trim_end().len());
    kept.push('…');
    kept
}

/// Returns the first characters of the text, at most this many.
pub(crate) fn start(text: &str, most: usize) -> &str {
    match text.char_indices().nth(most) {
        Some((end, _)) => text.get(..end).unwrap_or(text),
        None => text,
    }
}

/// Joiners, marks of direction, variation selectors and tags: nothing that a reader of paper sees.
fn is_unseen(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}'
        | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_drawn_is_shown_as_a_box() {
        assert_eq!(clean("a\u{e000}b\u{fffd}c"), "a□b□c");
        assert_eq!(clean("ᄒᆞᆫ").chars().filter(|c| *c == '□').count(), 3);
    }

    #[test]
    fn what_is_unseen_goes() {
        assert_eq!(
            clean("a\u{202e}b\u{0}c\u{85}d\u{200d}e\u{e0041}f\u{feff}g\u{9f}"),
            "abc\ndefg"
        );
    }

    #[test]
    fn korean_from_a_mac_is_composed() {
        let apart: String = "협력".nfd().collect();
        assert_eq!(clean(&apart), "협력");
    }

    #[test]
    fn a_field_is_one_short_line() {
        assert_eq!(line(" a \n b\u{3000}c "), "a b c");
        assert_eq!(line(&"가".repeat(5_000)).chars().count(), FIELD);
        assert!(line(&"가".repeat(5_000)).ends_with('…'));
    }
}
