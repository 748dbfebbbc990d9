//! What was meant by words that were typed on the other keyboard: dkssud is 안녕, ㅡㅐㅕ is mou.

use unicode_normalization::UnicodeNormalization;

use super::strokes::{is_hangul, keys};

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
            .all(super::strokes::is_syllable);
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
    let mut syllable = Syllable::default();
    for key in keys {
        if !syllable.takes(key) {
            // A vowel takes the last consonant of what is written with it into its own syllable.
            let moved = if super::strokes::is_consonant(key) {
                None
            } else {
                syllable.lend(key)
            };
            text.push_str(&syllable.written());
            syllable = moved.unwrap_or_default();
            if !syllable.takes(key) {
                text.push_str(&syllable.written());
                syllable = Syllable::default();
                text.push(key);
            }
        }
    }
    text.push_str(&syllable.written());
    text
}

const INITIALS: &str = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
const VOWELS: &str = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ";
/// In the order of Unicode; a space stands for none.
const FINALS: &str = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ";

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
        if INITIALS.contains(key) || FINALS.contains(key) {
            if self.vowel.is_empty() {
                let free = self.initial.is_none() && INITIALS.contains(key);
                if free {
                    self.initial = Some(key);
                }
                return free;
            }
            return self.initial.is_some() && grown(&mut self.last, key, FINALS);
        }
        VOWELS.contains(key)
            && self.initial.is_some()
            && self.last.is_empty()
            && grown(&mut self.vowel, key, VOWELS)
    }

    /// Gives its last consonant away to the syllable that a vowel begins.
    fn lend(&mut self, vowel: char) -> Option<Syllable> {
        let initial = VOWELS.contains(vowel).then(|| self.last.pop()).flatten();
        initial.map(|initial| Syllable {
            initial: Some(initial),
            ..Syllable::default()
        })
    }

    fn written(&self) -> String {
        let at = |table: &str, part: &[char]| {
            let letter = one(part)?;
            table.chars().position(|other| other == letter)
        };
        let whole = || {
            let initial = at(INITIALS, &[self.initial?])?;
            let vowel = at(VOWELS, &self.vowel)?;
            let last = if self.last.is_empty() {
                0
            } else {
                at(FINALS, &self.last)?
            };
            let code = 0xAC00 + u32::try_from(initial * 588 + vowel * 28 + last).ok()?;
            char::from_u32(code)
        };
        match whole() {
            Some(letter) => letter.to_string(),
            None => self.initial.iter().chain(&self.vowel).chain(&self.last).collect(),
        }
    }
}

/// Adds a key to a part of a syllable, if the part is then still one letter of the table.
fn grown(part: &mut Vec<char>, key: char, table: &str) -> bool {
    part.push(key);
    let fits = one(part).is_some_and(|letter| table.contains(letter));
    if !fits {
        part.pop();
    }
    fits
}

/// Returns the one letter that these keys write together.
fn one(part: &[char]) -> Option<char> {
    match part {
        [letter] => Some(*letter),
        [first, second] => super::strokes::paired(*first, *second),
        _ => None,
    }
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
