//! Text at the edge: one form, nothing invisible that turns or breaks a line, and no more than anybody needs.

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The most characters that one field, or one cell of a body, may hold.
pub const CELL: usize = 1_000_000;
/// The most characters that an id or a key may hold.
pub const KEY: usize = 200;
/// The most entries that one list or map of a record may hold.
pub const ENTRIES: usize = 20_000;
/// The most characters that all texts of a record may hold together.
pub const RECORD: usize = 8_000_000;
/// The deepest that a record may be nested.
pub const DEPTH: usize = 16;

/// Returns the text in NFC, with line ends as `\n` and without characters that only mislead: NUL and other
/// controls, bidirectional controls, non-characters and the replacements of broken halves.
///
/// The joiners stay: emoji and some scripts are written with them. Old Hangul stays as it is.
pub fn clean(text: &str) -> String {
    if is_nfc(text) && text.chars().all(|c| c != '\r' && !is_unwanted(c)) {
        return text.to_owned();
    }
    let mut kept = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut in_flag = false;
    while let Some(c) = chars.next() {
        // Tag characters hide a second text inside a first one; the flags of England, Scotland and Wales need them.
        in_flag = c == BLACK_FLAG || (in_flag && is_tag(c));
        match c {
            c if is_tag(c) && in_flag => kept.push(c),
            '\r' => {
                if chars.peek() != Some(&'\n') {
                    kept.push('\n');
                }
            }
            '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{c}' => kept.push('\n'),
            c if is_unwanted(c) => {}
            c => kept.push(c),
        }
    }
    kept.nfc().collect()
}

/// Returns the text as [`clean`] does, on one line: line ends and tabs become single spaces, the ends are trimmed.
pub fn line(text: &str) -> String {
    clean(text)
        .split(['\n', '\t'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Returns whether the text has at most this many characters, without counting on past them.
pub fn fits(text: &str, most: usize) -> bool {
    text.len() <= most || text.chars().nth(most).is_none()
}

const BLACK_FLAG: char = '\u{1f3f4}';

fn is_tag(c: char) -> bool {
    matches!(c, '\u{e0000}'..='\u{e007f}')
}

fn is_unwanted(c: char) -> bool {
    match c {
        '\n' | '\t' => false,
        c if c.is_control() => true,
        // Marks, embeddings, overrides and isolates that turn the reading direction of what follows.
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{206f}' => true,
        '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fff9}'..='\u{fffd}' => true,
        c => is_tag(c) || (c as u32) & 0xfffe == 0xfffe || matches!(c, '\u{fdd0}'..='\u{fdef}'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn korean_from_a_mac_is_composed() {
        let apart: String = "협력 한국".nfd().collect();
        assert_ne!(apart, "협력 한국");
        assert_eq!(clean(&apart), "협력 한국");
    }

    #[test]
    fn compatibility_characters_are_kept() {
        assert_eq!(clean("① ㈜ ㎏ ﬁ"), "① ㈜ ㎏ ﬁ");
    }

    #[test]
    fn what_only_misleads_goes() {
        assert_eq!(
            clean("a\0b\u{1b}c\u{202e}d\u{2066}e\u{feff}f\u{fffd}g\u{e0041}h\u{7f}i"),
            "abcdefghi"
        );
    }

    #[test]
    fn joiners_private_use_and_old_hangul_stay() {
        let text = "👩\u{200d}💻 \u{e000} ᄒᆞᆫ 나랏말ᄊᆞ미";
        assert_eq!(clean(text), text.nfc().collect::<String>());
        assert!(clean(text).contains('\u{200d}') && clean(text).contains('\u{e000}'));
    }

    #[test]
    fn tags_stay_in_a_flag_alone() {
        let scotland = "🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}";
        assert_eq!(clean(scotland), scotland);
        assert_eq!(clean("a\u{e0067}b"), "ab");
    }

    #[test]
    fn line_ends_are_one() {
        assert_eq!(clean("a\r\nb\rc\u{2028}d\u{85}e"), "a\nb\nc\nd\ne");
        assert_eq!(line(" a\r\n\tb  \n\nc "), "a b c");
    }

    #[test]
    fn cleaning_twice_changes_nothing() {
        for text in ["a\r\r\n", "e\u{202e}\u{301}", "\u{1100}\0\u{1161}"] {
            assert_eq!(clean(&clean(text)), clean(text));
        }
    }

    #[test]
    fn length_is_counted_in_characters() {
        assert!(fits("한국어", 3) && !fits("한국어", 2) && fits("", 0));
    }
}
