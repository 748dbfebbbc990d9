//! Hangul as the keys that write it on the two-set keyboard (KS X 5002): 협력 is ㅎㅕㅂㄹㅕㄱ. A syllable that is still being
//! typed is then a prefix of the finished one, even where a consonant will move on to the next syllable (협ㄹ, 협려, 협력).

const INITIALS: [&str; 19] = [
    "ㄱ", "ㄲ", "ㄴ", "ㄷ", "ㄸ", "ㄹ", "ㅁ", "ㅂ", "ㅃ", "ㅅ", "ㅆ", "ㅇ", "ㅈ", "ㅉ", "ㅊ", "ㅋ", "ㅌ",
    "ㅍ", "ㅎ",
];
const VOWELS: [&str; 21] = [
    "ㅏ", "ㅐ", "ㅑ", "ㅒ", "ㅓ", "ㅔ", "ㅕ", "ㅖ", "ㅗ", "ㅗㅏ", "ㅗㅐ", "ㅗㅣ", "ㅛ", "ㅜ", "ㅜㅓ", "ㅜㅔ",
    "ㅜㅣ", "ㅠ", "ㅡ", "ㅡㅣ", "ㅣ",
];
const FINALS: [&str; 28] = [
    "", "ㄱ", "ㄲ", "ㄱㅅ", "ㄴ", "ㄴㅈ", "ㄴㅎ", "ㄷ", "ㄹ", "ㄹㄱ", "ㄹㅁ", "ㄹㅂ", "ㄹㅅ", "ㄹㅌ", "ㄹㅍ",
    "ㄹㅎ", "ㅁ", "ㅂ", "ㅂㅅ", "ㅅ", "ㅆ", "ㅇ", "ㅈ", "ㅊ", "ㅋ", "ㅌ", "ㅍ", "ㅎ",
];
/// The letters that two keys write and that stand alone while somebody types.
const PAIRS: [(char, &str); 18] = [
    ('ㄳ', "ㄱㅅ"),
    ('ㄵ', "ㄴㅈ"),
    ('ㄶ', "ㄴㅎ"),
    ('ㄺ', "ㄹㄱ"),
    ('ㄻ', "ㄹㅁ"),
    ('ㄼ', "ㄹㅂ"),
    ('ㄽ', "ㄹㅅ"),
    ('ㄾ', "ㄹㅌ"),
    ('ㄿ', "ㄹㅍ"),
    ('ㅀ', "ㄹㅎ"),
    ('ㅄ', "ㅂㅅ"),
    ('ㅘ', "ㅗㅏ"),
    ('ㅙ', "ㅗㅐ"),
    ('ㅚ', "ㅗㅣ"),
    ('ㅝ', "ㅜㅓ"),
    ('ㅞ', "ㅜㅔ"),
    ('ㅟ', "ㅜㅣ"),
    ('ㅢ', "ㅡㅣ"),
];
const FIRST: u32 = 0xAC00;
const SYLLABLES: u32 = 11_172;
/// Syllables with one initial consonant, and with one initial consonant and vowel.
const PER_INITIAL: u32 = 588;
const PER_VOWEL: u32 = 28;

/// Returns the place of a whole syllable among all of them.
fn place(letter: char) -> Option<u32> {
    u32::from(letter).checked_sub(FIRST).filter(|at| *at < SYLLABLES)
}

fn part(table: &[&'static str], at: u32) -> &'static str {
    usize::try_from(at)
        .ok()
        .and_then(|at| table.get(at).copied())
        .unwrap_or_default()
}

/// Returns whether it is a whole syllable.
pub(super) fn is_syllable(letter: char) -> bool {
    place(letter).is_some()
}

/// Returns whether it is a syllable, or a consonant or vowel that stands alone.
pub(super) fn is_hangul(letter: char) -> bool {
    is_syllable(letter) || ('ㄱ'..='ㅣ').contains(&letter)
}

/// Returns whether it is a consonant that stands alone.
pub(super) fn is_consonant(letter: char) -> bool {
    ('ㄱ'..='ㅎ').contains(&letter)
}

/// Returns the initial consonant of a whole syllable: ㅎ of 협.
pub fn initial(letter: char) -> Option<char> {
    part(&INITIALS, place(letter)? / PER_INITIAL).chars().next()
}

/// Adds the keys of one letter; of another script, the letter in lower case.
pub(super) fn strokes(letter: char, keys: &mut Vec<char>) {
    if let Some(at) = place(letter) {
        keys.extend(part(&INITIALS, at / PER_INITIAL).chars());
        keys.extend(part(&VOWELS, at % PER_INITIAL / PER_VOWEL).chars());
        keys.extend(part(&FINALS, at % PER_VOWEL).chars());
    } else if let Some((_, pair)) = PAIRS.iter().find(|(alone, _)| *alone == letter) {
        keys.extend(pair.chars());
    } else {
        keys.extend(letter.to_lowercase());
    }
}

/// Returns the place in a table of what these keys write.
fn written(table: &[&str], keys: &[char]) -> Option<u32> {
    let at = table
        .iter()
        .position(|each| each.chars().eq(keys.iter().copied()))?;
    u32::try_from(at).ok()
}

/// Returns whether a key begins a syllable.
pub(super) fn is_initial(key: char) -> bool {
    written(&INITIALS, &[key]).is_some()
}

/// Returns whether these keys write one vowel.
pub(super) fn is_vowel(keys: &[char]) -> bool {
    written(&VOWELS, keys).is_some()
}

/// Returns whether these keys write one final.
pub(super) fn is_final(keys: &[char]) -> bool {
    written(&FINALS, keys).is_some()
}

/// Returns the syllable that these keys write, as [`strokes`] takes it apart; no keys are no final.
pub(super) fn syllable(initial: char, vowel: &[char], last: &[char]) -> Option<char> {
    let initial = written(&INITIALS, &[initial])? * PER_INITIAL;
    let vowel = written(&VOWELS, vowel)? * PER_VOWEL;
    char::from_u32(FIRST + initial + vowel + written(&FINALS, last)?)
}

/// Returns the keys of a text, letter by letter.
pub(super) fn keys(text: &str) -> Vec<char> {
    let mut keys = Vec::with_capacity(text.len());
    text.chars().for_each(|letter| strokes(letter, &mut keys));
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str) -> String {
        keys(text).into_iter().collect()
    }

    #[test]
    fn a_syllable_is_the_keys_that_write_it() {
        for (text, written) in [
            ("협력", "ㅎㅕㅂㄹㅕㄱ"),
            ("회의", "ㅎㅗㅣㅇㅡㅣ"),
            ("값", "ㄱㅏㅂㅅ"),
            ("ㅄ", "ㅂㅅ"),
            ("까", "ㄲㅏ"),
            ("힣", "ㅎㅣㅎ"),
            ("AI 정부", "ai ㅈㅓㅇㅂㅜ"),
        ] {
            assert_eq!(typed(text), written, "{text}");
        }
    }

    #[test]
    fn what_is_half_typed_begins_what_is_typed() {
        let whole = typed("협력");
        for half in ["ㅎ", "혀", "협", "협ㄹ", "협려", "협력"] {
            assert!(whole.starts_with(&typed(half)), "{half}");
        }
        // While 하기 is typed, the screen shows 학 for a moment.
        assert!(typed("하기").starts_with(&typed("학")));
    }

    #[test]
    fn initial_consonants_are_those_of_whole_syllables() {
        let all: String = "디지털정부".chars().filter_map(initial).collect();
        assert_eq!(all, "ㄷㅈㅌㅈㅂ");
        assert_eq!(initial('ㄷ'), None);
        assert_eq!(initial('a'), None);
    }
}
