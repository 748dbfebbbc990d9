//! Where in a text the words of a query stand. What the index suggests counts only if it is found here.

use std::ops::Range;

use super::glossary::Term;
use super::query::{Query, Wanted};
use super::strokes::{initial, is_consonant, is_hangul, keys, strokes};

/// Where the words of a query stand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks {
    /// The places in bytes, in order and apart.
    pub places: Vec<Range<usize>>,
    /// The term through which a place was found that does not hold the words themselves.
    pub by: Option<&'static Term>,
}

/// Returns where the words of a query stand in a text; `None` if one of them is missing, or one stands there that must
/// not. The text must be composed (NFC).
pub fn marks(text: &str, query: &Query) -> Option<Marks> {
    let read = Read::of(text);
    let mut all = Vec::new();
    let mut by = None;
    let mut at = 0;
    while let Some(wanted) = query.wanted.get(at) {
        let through = query.through.iter().find(|through| through.of.start == at);
        let own = through.map_or(at..at + 1, |through| through.of.clone());
        at = own.end;
        if wanted.not {
            if !read.find(wanted).is_empty() {
                return None;
            }
            continue;
        }
        let own = query.wanted.get(own).unwrap_or_default();
        let found: Option<Vec<Vec<Range<usize>>>> = own.iter().map(|one| some(read.find(one))).collect();
        if let Some(found) = found {
            all.extend(found.into_iter().flatten());
            continue;
        }
        let through = through?;
        let others = through.others.iter().flat_map(|other| read.find(other)).collect();
        all.extend(some(others)?);
        by = by.or(Some(through.term));
    }
    Some(Marks {
        places: apart(all),
        by,
    })
}

/// Returns where the words of a query stand in the name of a term in both languages, if all of them do.
pub fn term_marks(term: &Term, query: &Query) -> Option<[Vec<Range<usize>>; 2]> {
    let [en, ko] = [&term.en, &term.ko].map(|name| Read::of(name));
    let (mut in_en, mut in_ko) = (Vec::new(), Vec::new());
    for wanted in &query.wanted {
        let (here, there) = (en.find(wanted), ko.find(wanted));
        if (here.is_empty() && there.is_empty()) != wanted.not {
            return None;
        }
        in_en.extend(here);
        in_ko.extend(there);
    }
    Some([apart(in_en), apart(in_ko)])
}

fn some(found: Vec<Range<usize>>) -> Option<Vec<Range<usize>>> {
    (!found.is_empty()).then_some(found)
}

/// Puts places in order, and those that touch together.
fn apart(mut all: Vec<Range<usize>>) -> Vec<Range<usize>> {
    all.sort_by_key(|place| (place.start, place.end));
    let mut apart: Vec<Range<usize>> = Vec::new();
    for place in all {
        match apart.last_mut() {
            Some(last) if place.start <= last.end => last.end = last.end.max(place.end),
            _ => apart.push(place),
        }
    }
    apart
}

/// One key of a text.
struct Key {
    key: char,
    /// The letter that it belongs to, in bytes.
    letter: Range<usize>,
    hangul: bool,
    /// Whether it is the first key of its letter.
    first: bool,
    /// Whether a word may begin here.
    begins: bool,
    /// What stands before its letter, if the key is the first of it.
    gap: Gap,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Gap {
    /// Nothing: it goes on with the letter, or with the word.
    None,
    /// Spaces beside a Hangul letter, which Korean writes or leaves out.
    Spaces,
    /// Anything else.
    Break,
}

/// The initial consonant of a syllable.
struct Initial {
    key: char,
    letter: Range<usize>,
    /// Whether the syllable before stands next to it or a space away.
    follows: bool,
}

/// A text as keys, and as the initial consonants of its syllables.
struct Read {
    keys: Vec<Key>,
    initials: Vec<Initial>,
}

impl Read {
    fn of(text: &str) -> Read {
        let mut read = Read {
            keys: Vec::with_capacity(text.len()),
            initials: Vec::new(),
        };
        let (mut before, mut gap) = (None, Gap::Break);
        let mut written = Vec::new();
        for (at, letter) in text.char_indices() {
            if !letter.is_alphanumeric() {
                let space = letter.is_whitespace() && letter != '\n';
                gap = if space && gap != Gap::Break {
                    Gap::Spaces
                } else {
                    Gap::Break
                };
                continue;
            }
            let hangul = is_hangul(letter);
            if gap == Gap::Spaces && !hangul && before != Some(true) {
                gap = Gap::Break;
            }
            let place = at..at + letter.len_utf8();
            written.clear();
            strokes(letter, &mut written);
            for (nth, key) in written.iter().enumerate() {
                read.keys.push(Key {
                    key: *key,
                    letter: place.clone(),
                    hangul,
                    first: nth == 0,
                    begins: nth == 0 && (hangul || gap != Gap::None || before != Some(hangul)),
                    gap: if nth == 0 { gap } else { Gap::None },
                });
            }
            if let Some(key) = initial(letter) {
                let follows = gap != Gap::Break && before == Some(true);
                read.initials.push(Initial {
                    key,
                    letter: place,
                    follows,
                });
            }
            before = Some(hangul);
            gap = Gap::None;
        }
        read
    }

    fn find(&self, wanted: &Wanted) -> Vec<Range<usize>> {
        let words: Vec<Vec<char>> = wanted.words.iter().map(|word| keys(word)).collect();
        let Some(first) = words.first().and_then(|word| word.first()) else {
            return Vec::new();
        };
        let starts = self
            .keys
            .iter()
            .enumerate()
            .filter(|(_, key)| key.begins && key.key == *first);
        let mut found: Vec<Range<usize>> = starts
            .filter_map(|(at, key)| Some(key.letter.start..self.phrase(at, &words, wanted.exact)?))
            .collect();
        if let [word] = words.as_slice() {
            found.extend(self.by_initials(word));
        }
        found
    }

    /// Returns where the last letter of the words ends if they stand here, one behind the other.
    fn phrase(&self, start: usize, words: &[Vec<char>], exact: bool) -> Option<usize> {
        let mut at = start;
        for (nth, word) in words.iter().enumerate() {
            if nth > 0 && self.keys.get(at)?.gap == Gap::None {
                return None;
            }
            for (of_word, key) in word.iter().enumerate() {
                let here = self.keys.get(at)?;
                if here.key != *key || (of_word > 0 && here.gap == Gap::Break) {
                    return None;
                }
                at += 1;
            }
        }
        let last = self.keys.get(at.checked_sub(1)?)?;
        // A whole word ends here; particles may hang on to it.
        let whole = |next: &Key| next.first && (next.gap != Gap::None || last.hangul || next.hangul);
        (!exact || self.keys.get(at).is_none_or(whole)).then_some(last.letter.end)
    }

    fn by_initials(&self, word: &[char]) -> Vec<Range<usize>> {
        if word.len() < 2 || !word.iter().all(|key| is_consonant(*key)) {
            return Vec::new();
        }
        let fits = |run: &&[Initial]| {
            let together = run.iter().skip(1).all(|initial| initial.follows);
            together && run.iter().map(|initial| initial.key).eq(word.iter().copied())
        };
        let runs = self.initials.windows(word.len()).filter(fits);
        runs.filter_map(|run| Some(run.first()?.letter.start..run.last()?.letter.end))
            .collect()
    }
}

#[cfg(test)]
#[path = "marks_tests.rs"]
mod tests;
