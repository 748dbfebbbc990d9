//! Keys by which lists sort and find: a title as each language's list orders it, a status by how far it is, and what a
//! person may type to find a row.

use std::collections::BTreeSet;

use maru_core::bilingual::Lang;
use maru_core::find::initial;
use maru_core::record::Kind;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Stands where there is no title, so that these come last.
const LAST: &str = "\u{10FFFF}";
/// In a Korean list, other letters come after Hangul: they are moved here, in their own order.
const BEHIND: u32 = 0xF_0000;
/// A number of more digits than this sorts by its first ones.
const DIGITS: usize = 18;

/// The statuses of each kind, in the order in which a record goes through them.
const STAGES: [(&str, &[&str]); 3] = [
    (
        "agreement",
        &[
            "idea",
            "draft",
            "in_discussion",
            "text_agreed",
            "signed",
            "in_effect",
            "amended",
            "extended",
            "renewed",
            "suspended",
            "expired",
            "ended_early",
            "replaced",
            "dropped",
        ],
    ),
    (
        "meeting",
        &[
            "live",
            "own_draft",
            "with_other_side",
            "open_points",
            "confirmed_both",
            "closed_with_differences",
            "corrected",
        ],
    ),
    (
        "practice",
        &[
            "draft",
            "own_review",
            "joint_review",
            "agreed_both",
            "final",
            "published",
            "withdrawn",
        ],
    ),
];

/// Returns every status that a record of some kind can have.
pub fn statuses() -> Vec<&'static str> {
    let mut all: Vec<&str> = STAGES
        .iter()
        .flat_map(|(_, steps)| steps.iter().copied())
        .collect();
    let mut seen = BTreeSet::new();
    all.retain(|status| seen.insert(*status));
    all
}

/// Returns the key of a title in the list of one language; where it is not written in that language, of the other one.
/// Case, accents, spaces and signs do not count, a number sorts by its value, and Korean lists begin with Hangul.
pub(super) fn title(own: &str, other: &str, lang: Lang) -> String {
    let words = if own.trim().is_empty() { other } else { own };
    let mut key = String::with_capacity(words.len());
    let folded = words.nfd().filter(|c| !is_combining_mark(*c)).nfc();
    let mut letters = folded
        .flat_map(char::to_lowercase)
        .filter(|c| c.is_alphanumeric())
        .peekable();
    while let Some(letter) = letters.next() {
        if let Some(digit) = letter.to_digit(10) {
            let mut number = digit.to_string();
            while let Some(next) = letters.peek().and_then(|c| c.to_digit(10)) {
                letters.next();
                number.push_str(&next.to_string());
            }
            let number: String = number.trim_start_matches('0').chars().take(DIGITS).collect();
            // Its length first: then 2 comes before 10.
            key.push_str(&format!("{:02}{number}", number.len()));
        } else {
            key.push(placed(letter, lang));
        }
    }
    if key.is_empty() { LAST.to_owned() } else { key }
}

fn placed(letter: char, lang: Lang) -> char {
    let code = u32::from(letter);
    if lang == Lang::En || is_hangul(letter) || code > 0xFFFF {
        return letter;
    }
    char::from_u32(BEHIND + code).unwrap_or(letter)
}

fn is_hangul(letter: char) -> bool {
    matches!(letter, '\u{AC00}'..='\u{D7A3}' | '\u{3131}'..='\u{318E}')
}

/// Returns the key of a status: how far it is, and within the same one the newest first.
pub(super) fn stage(kind: &Kind, status: &str, at: i64) -> String {
    let stages = STAGES.iter().find(|(name, _)| *name == kind.code());
    let step = stages.and_then(|(_, all)| all.iter().position(|one| *one == status));
    // Milliseconds of the years that a date can have fit into sixteen digits, before and after 1970.
    let age = 5_000_000_000_000_000_i64.saturating_sub(at).max(0);
    format!("{:02} {age:016}", step.unwrap_or(99))
}

/// Returns what a person may type to find these texts: each without spaces and in lower case, and its initial
/// consonants (ㅎㅇㄹ for 회의록).
pub(super) fn findable<'t>(texts: impl IntoIterator<Item = &'t str>) -> String {
    let mut all = String::new();
    for text in texts {
        let plain = tight(text);
        let consonants: String = plain.chars().map(|c| initial(c).unwrap_or(c)).collect();
        for part in [Some(&plain), Some(&consonants).filter(|c| **c != plain)]
            .into_iter()
            .flatten()
        {
            if !part.is_empty() {
                all.push_str(part);
                all.push('\n');
            }
        }
    }
    all
}

/// Returns a text as [`findable`] texts are compared: composed, in lower case, without spaces.
pub(crate) fn tight(text: &str) -> String {
    super::fold(text).split_whitespace().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(titles: &[&'static str], lang: Lang) -> Vec<&'static str> {
        let mut titles = titles.to_vec();
        titles.sort_by_key(|one| title(one, "", lang));
        titles
    }

    #[test]
    fn titles_sort_as_each_language_lists_them() {
        let titles = [
            "Zürich",
            "제10차 회의",
            "apple",
            "",
            "제2차 회의",
            "“Étude”",
            "Session 2",
            "Session 10",
            "가나다",
        ];
        assert_eq!(
            sorted(&titles, Lang::En),
            [
                "apple",
                "“Étude”",
                "Session 2",
                "Session 10",
                "Zürich",
                "가나다",
                "제2차 회의",
                "제10차 회의",
                ""
            ]
        );
        assert_eq!(
            sorted(&titles, Lang::Ko),
            [
                "가나다",
                "제2차 회의",
                "제10차 회의",
                "apple",
                "“Étude”",
                "Session 2",
                "Session 10",
                "Zürich",
                ""
            ]
        );
        assert_eq!(title("", "회의", Lang::En), title("회의", "", Lang::En));
    }

    #[test]
    fn a_status_sorts_by_how_far_it_is_and_then_newest_first() {
        let practice = Kind::from_code("practice");
        let mut keys = [
            stage(&practice, "published", 5),
            stage(&practice, "draft", 5),
            stage(&practice, "draft", 9),
            stage(&practice, "of a newer Maru", 1),
            stage(&practice, "draft", -9),
        ];
        keys.sort();
        assert_eq!(
            keys,
            [
                stage(&practice, "draft", 9),
                stage(&practice, "draft", 5),
                stage(&practice, "draft", -9),
                stage(&practice, "published", 5),
                stage(&practice, "of a newer Maru", 1),
            ]
        );
    }

    #[test]
    fn initial_consonants_find_a_title() {
        let found = findable(["Working Session", "제2차 실무 회의록", ""]);
        for typed in ["workingsession", "실무회의", "ㅅㅁㅎㅇㄹ", "제2차"] {
            assert!(found.contains(typed), "{typed} in {found}");
        }
        assert!(!found.contains("ㄱㄴ"));
    }
}
