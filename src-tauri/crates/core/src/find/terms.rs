//! What an index keeps of a text, so that every beginning of a word is a prefix of one of its terms.

use std::ops::Range;

use super::strokes::{initial, is_hangul, strokes};

/// The most keys of a term in Hangul. A longer word is asked for in pieces that overlap: then each piece is one term, and
/// nothing has to be gathered from many.
pub(super) const KEYS: usize = 4;
/// The most letters of a term in another script; the rest of a word is compared in the text.
pub(super) const LETTERS: usize = 8;
/// The beginning of a longer one that is a term too. The other beginnings are kept by FTS5 itself (`prefix` in the
/// schema), which would keep this one of every term in Hangul a second time.
pub(super) const BEGINNING: usize = 4;

/// Returns the words of a text: letters and digits that stand together, each with its place in bytes.
pub(super) fn words(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    let mut letters = text.char_indices().peekable();
    std::iter::from_fn(move || {
        while letters.next_if(|(_, letter)| !letter.is_alphanumeric()).is_some() {}
        let (start, _) = *letters.peek()?;
        let mut end = start;
        while let Some((at, letter)) = letters.next_if(|(_, letter)| letter.is_alphanumeric()) {
            end = at + letter.len_utf8();
        }
        text.get(start..end).map(|word| (start..end, word))
    })
}

/// Returns the terms of texts, which must be composed (NFC), with a space between them: from each syllable on the next
/// keys, also those of the words that follow, and the next initial consonants; of other scripts the beginning of each word,
/// and what follows where Hangul ends.
pub fn terms<'t>(texts: impl IntoIterator<Item = &'t str>) -> String {
    let mut all = Terms::default();
    for text in texts {
        all.read(text);
    }
    all.joined()
}

/// Terms one behind the other, each with the place where it ends.
#[derive(Default)]
struct Terms {
    written: String,
    ends: Vec<usize>,
    keys: Vec<char>,
}

impl Terms {
    fn read(&mut self, text: &str) {
        let words: Vec<&str> = words(text).map(|(_, word)| word).collect();
        for (at, word) in words.iter().enumerate() {
            let later = words.get(at + 1..).unwrap_or_default();
            let mut before = None;
            for (from, letter) in word.char_indices() {
                let hangul = is_hangul(letter);
                let rest = word.get(from..).unwrap_or_default();
                if hangul {
                    let on = || rest.chars().chain(later.iter().flat_map(|word| word.chars()));
                    self.keyed(on());
                    self.consonants(on());
                } else if before != Some(false) {
                    self.lettered(rest);
                }
                before = Some(hangul);
            }
        }
    }

    fn keyed(&mut self, letters: impl Iterator<Item = char>) {
        self.keys.clear();
        for letter in letters {
            strokes(letter, &mut self.keys);
            if self.keys.len() >= KEYS {
                break;
            }
        }
        self.keys.truncate(KEYS);
        self.add();
    }

    /// Adds the initial consonants from here on, if there are at least two.
    fn consonants(&mut self, letters: impl Iterator<Item = char>) {
        self.keys.clear();
        self.keys.extend(letters.map_while(initial).take(KEYS));
        if self.keys.len() > 1 {
            self.add();
        }
    }

    fn lettered(&mut self, rest: &str) {
        self.keys.clear();
        for letter in rest
            .chars()
            .take_while(|letter| !is_hangul(*letter))
            .take(LETTERS)
        {
            strokes(letter, &mut self.keys);
        }
        self.keys.truncate(LETTERS);
        self.add();
        if self.keys.len() > BEGINNING {
            self.keys.truncate(BEGINNING);
            self.add();
        }
    }

    fn add(&mut self) {
        self.written.extend(&self.keys);
        self.ends.push(self.written.len());
    }

    fn joined(&self) -> String {
        let starts = std::iter::once(&0).chain(&self.ends);
        let each = starts
            .zip(&self.ends)
            .filter_map(|(start, end)| self.written.get(*start..*end));
        let mut each: Vec<&str> = each.collect();
        each.sort_unstable();
        each.dedup();
        each.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_letters_and_digits_that_stand_together() {
        let found: Vec<&str> = words("  AI-시대, 「디지털정부법」 (2027)")
            .map(|(_, word)| word)
            .collect();
        assert_eq!(found, ["AI", "시대", "디지털정부법", "2027"]);
        assert_eq!(words(" …\n").count(), 0);
    }

    #[test]
    fn a_term_begins_at_each_syllable_and_change_of_script() {
        let joined = terms(["AI정부 협력", "협력"]);
        let all: Vec<&str> = joined.split(' ').collect();
        for term in [
            "ai",
            "ㅈㅓㅇㅂ",
            "ㅂㅜㅎㅕ",
            "ㅎㅕㅂㄹ",
            "ㄹㅕㄱ",
            "ㅈㅂㅎㄹ",
            "ㅂㅎㄹ",
            "ㅎㄹ",
        ] {
            assert!(all.contains(&term), "{term}: {all:?}");
        }
        assert_eq!(all.len(), 8, "{all:?}");
    }
}
