//! The words of a line: plain text with bold and links, written so that nothing else in it is read as a mark.

/// Returns the language of a text by its script: Korean where it holds Hangul.
pub(super) fn lang(text: &str) -> maru_core::bilingual::Lang {
    use maru_core::bilingual::Lang;
    use unicode_script::{Script, UnicodeScript};
    let korean = text.chars().any(|c| c.script() == Script::Hangul);
    if korean { Lang::Ko } else { Lang::En }
}

/// Adds a plain text. Only what would be read as a mark is guarded, so that the words stay as people search for them.
pub(super) fn push(words: &mut String, text: &str) {
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied().unwrap_or(' ');
        let is_mark = match c {
            '\\' => next.is_ascii_punctuation(),
            '*' | '_' => next == c || words.ends_with(c),
            '`' | '[' => true,
            '<' => next.is_ascii_alphabetic() || next == '/',
            '&' => next.is_ascii_alphabetic() || next == '#',
            _ => false,
        };
        if is_mark {
            words.push('\\');
        }
        words.push(c);
    }
}

/// Returns whether an address leads out of the folder, to where nothing is ever fetched from.
pub(super) fn is_web(address: &str) -> bool {
    let scheme = address.split_once(':').map_or("", |(scheme, _)| scheme);
    matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https" | "mailto")
}

/// Makes a link of what stands behind this place, if its words can carry one.
pub(super) fn link(words: &mut String, from: usize, address: &str) {
    let inside = words.split_off(from);
    let fits = !inside.trim().is_empty() && !address.contains(['<', '>', ' ', '\n']) && address.len() < 2_000;
    match fits && inside.trim() != address {
        true => words.push_str(&format!("[{}](<{address}>)", inside.replace(']', "\\]"))),
        false if inside.is_empty() => words.push_str(address),
        false => words.push_str(&inside),
    }
}

/// Returns the words of a line without their marks.
pub(super) fn bare(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if chars.peek().is_some_and(char::is_ascii_punctuation) => plain.extend(chars.next()),
            '*' if chars.peek() == Some(&'*') => drop(chars.next()),
            c => plain.push(c),
        }
    }
    plain
}
