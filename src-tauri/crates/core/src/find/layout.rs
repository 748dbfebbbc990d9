//! What was meant by words that were typed on the other keyboard: dkssud is 안녕, ㅡㅐㅕ is mou.

use unicode_normalization::UnicodeNormalization;

use super::strokes::{is_consonant, is_final, is_hangul, is_initial, is_syllable, is_vowel, keys, syllable};

/// The two-set keyboard beside the Latin one, key by key; with shift, another letter on seven keys.
const KEYS: [(char, char); 33] = [
    ('q', 'ㅂ'),
    ('w', 'ㅈ'),
    ('e', 'ㄷ'),
    ('r', 'ㄱ'),
    ('t', 'ㅅ'),
    ('y', 'ㅛ'),
    ('u', 'ㅕ'),
    ('i', 'ㅑ'),
    ('o', 'ㅐ'),
    ('p', 'ㅔ'),
    ('a', 'ㅁ'),
    ('s', 'ㄴ'),
    ('d', 'ㅇ'),
    ('f', 'ㄹ'),
    ('g', 'ㅎ'),
    ('h', 'ㅗ'),
    ('j', 'ㅓ'),
    ('k', 'ㅏ'),
    ('l', 'ㅣ'),
    ('z', 'ㅋ'),
    ('x', 'ㅌ'),
    ('c', 'ㅊ'),
    ('v', 'ㅍ'),
    ('b', 'ㅠ'),
    ('n', 'ㅜ'),
    ('m', 'ㅡ'),
    ('Q', 'ㅃ'),
    ('W', 'ㅉ'),
    ('E', 'ㄸ'),
    ('R', 'ㄲ'),
    ('T', 'ㅆ'),
    ('O', 'ㅒ'),
    ('P', 'ㅖ'),
];

/// Returns what the same keys write on the other layout, if that makes words: Hangul in whole syllables, or Latin
/// letters. `None` where the text mixes both, or where the keys make no syllables.
pub(super) fn swapped(typed: &str) -> Option<String> {
    let typed: String = typed.nfc().collect();
    let letters = || typed.chars().filter(|letter| letter.is_alphabetic());
    letters().next()?;
    if letters().all(is_hangul) {
        return Some(keys(&typed).into_iter().map(latin).collect());
    }
    if letters().all(|letter| letter.is_ascii_alphabetic()) {
        let written = compose(typed.chars().map(hangul));
        let whole = written
            .chars()
            .filter(|letter| letter.is_alphabetic())
            .all(is_syllable);
        return whole.then_some(written);
    }
    None
}

fn latin(key: char) -> char {
    let found = KEYS.iter().find(|(_, written)| *written == key);
    found.map_or(key, |(latin, _)| latin.to_ascii_lowercase())
}

fn hangul(key: char) -> char {
    let found = |key: char| KEYS.iter().find(|(latin, _)| *latin == key);
    found(key)
        .or_else(|| found(key.to_ascii_lowercase()))
        .map_or(key, |(_, written)| *written)
}

/// Puts single keys together as an input method does.
pub(super) fn compose(keys: impl Iterator<Item = char>) -> String {
    let mut text = String::new();
    let mut open = Syllable::default();
    for key in keys {
        if !open.takes(key) {
            // A vowel takes the last consonant of what is written with it into its own syllable.
            let moved = open.lend(key);
            text.push_str(&open.written());
            open = moved.unwrap_or_default();
            if !open.takes(key) {
                text.push_str(&open.written());
                open = Syllable::default();
                text.push(key);
            }
        }
    }
    text.push_str(&open.written());
    text
}

/// The syllable under way: each part as the keys that wrote it.
#[derive(Default)]
struct Syllable {
    initial: Option<char>,
    vowel: Vec<char>,
    last: Vec<char>,
}

impl Syllable {
    /// Takes one more key, if it can belong to this syllable.
    fn takes(&mut self, key: char) -> bool {
        if is_consonant(key) {
            if self.vowel.is_empty() {
                let free = self.initial.is_none() && is_initial(key);
                if free {
                    self.initial = Some(key);
                }
                return free;
            }
            return self.initial.is_some() && grown(&mut self.last, key, is_final);
        }
        self.initial.is_some() && self.last.is_empty() && grown(&mut self.vowel, key, is_vowel)
    }

    /// Gives its last consonant away to the syllable that a vowel begins.
    fn lend(&mut self, vowel: char) -> Option<Syllable> {
        let initial = is_vowel(&[vowel]).then(|| self.last.pop()).flatten();
        initial.map(|initial| Syllable {
            initial: Some(initial),
            ..Syllable::default()
        })
    }

    fn written(&self) -> String {
        let whole = self
            .initial
            .and_then(|initial| syllable(initial, &self.vowel, &self.last));
        match whole {
            Some(letter) => letter.to_string(),
            None => self.initial.iter().chain(&self.vowel).chain(&self.last).collect(),
        }
    }
}

/// Adds a key to a part of a syllable, if the part is then still one letter.
fn grown(part: &mut Vec<char>, key: char, fits: impl Fn(&[char]) -> bool) -> bool {
    part.push(key);
    let fits = fits(part);
    if !fits {
        part.pop();
    }
    fits
}

#[cfg(test)]
mod tests {
    use super::swapped;

    #[test]
    fn keys_of_the_other_layout_say_what_was_meant() {
        for (typed, meant) in [
            ("dkssud", Some("안녕")),
            ("gkqdml", Some("합의")),
            ("guqfur", Some("협력")),
            ("didgorkrtj", Some("양해각서")),
            ("elwlxjf wjdqn", Some("디지털 정부")),
            ("wjdqn ghldml", Some("정부 회의")),
            ("rkqtdl", Some("값이")),
            ("RkRk", Some("까까")),
            ("ㅡㅐㅕ", Some("mou")),
            ("ㅁㅎㄱㄷㄷㅡ둣", Some("agreement")),
            ("mou", None),
            ("agreement", None),
            ("AI 정부", None),
            ("2027", None),
            ("", None),
        ] {
            assert_eq!(swapped(typed).as_deref(), meant, "{typed}");
        }
    }
}
