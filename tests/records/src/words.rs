//! The words of the field in both languages, and sentences made of them.

use std::sync::OnceLock;

use maru_core::bilingual::{Bilingual, Side};
use maru_core::record::Record;
use maru_core::sample;

use crate::chance::Chance;
use crate::people;

const TERMS: &str = include_str!("words/terms.tsv");
const PATTERNS: &str = include_str!("words/patterns.tsv");
const NAMES: &str = include_str!("words/names.tsv");
const EN_LABELS: &str = include_str!("../../../ui/labels/en.ftl");
const KO_LABELS: &str = include_str!("../../../ui/labels/ko.ftl");

/// A word or a sentence: English and Korean.
pub(crate) type Pair = (String, String);

/// All that sentences are made of.
pub(crate) struct Words {
    terms: Vec<Pair>,
    patterns: Vec<Pair>,
    /// Whole sentences: of the sample records, and of the labels.
    spoken: Vec<Pair>,
    pub(crate) places: Vec<Pair>,
    pub(crate) bodies: Vec<Pair>,
    pub(crate) posts: Vec<Pair>,
    pub(crate) uk_given: Vec<Pair>,
    pub(crate) uk_family: Vec<Pair>,
    pub(crate) kr_family: Vec<Pair>,
    pub(crate) kr_given: Vec<Pair>,
}

/// Returns the words, which are read once.
pub(crate) fn words() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| {
        let named = |kind: &str| {
            let lines = NAMES.lines().filter_map(|line| line.strip_prefix(kind));
            lines.filter_map(|line| pair(line.strip_prefix('\t')?)).collect()
        };
        Words {
            terms: TERMS.lines().filter_map(pair).collect(),
            patterns: PATTERNS.lines().filter_map(pair).collect(),
            spoken: spoken(),
            places: named("place"),
            bodies: named("body"),
            posts: named("post"),
            uk_given: named("uk-given"),
            uk_family: named("uk-family"),
            kr_family: named("kr-family"),
            kr_given: named("kr-given"),
        }
    })
}

fn pair(line: &str) -> Option<Pair> {
    let (en, ko) = line.split_once('\t')?;
    Some((en.to_owned(), ko.to_owned()))
}

/// Returns whole sentences that stand in the application: the lines of the sample records, and labels that are texts.
fn spoken() -> Vec<Pair> {
    let mut all = Vec::new();
    for json in sample::records(&Side::new("uk")) {
        let Ok(record) = Record::from_json(json) else {
            continue;
        };
        let lines = record
            .flow()
            .into_iter()
            .map(|(_, line)| (line.en.clone(), line.ko.clone()));
        all.extend(lines.filter(|(en, ko)| !en.is_empty() && !ko.is_empty()));
    }
    let korean: std::collections::BTreeMap<&str, &str> = labels(KO_LABELS).collect();
    for (id, en) in labels(EN_LABELS) {
        if en.split(' ').count() >= 5
            && let Some(ko) = korean.get(id)
        {
            all.push((en.to_owned(), (*ko).to_owned()));
        }
    }
    all
}

/// Returns the labels that stand on one line and take no argument.
fn labels(file: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let messages = file.lines().filter_map(|line| line.split_once(" = "));
    messages.filter(|(id, text)| id.starts_with(|c: char| c.is_ascii_lowercase()) && !text.contains('{'))
}

/// Returns a term; about every third one is made of two.
pub(crate) fn term(chance: &mut Chance) -> Pair {
    let words = words();
    let (en, ko) = chance.common(&words.terms).clone();
    if !chance.happens(0.35) {
        return (en, ko);
    }
    let (second_en, second_ko) = chance.common(&words.terms);
    // Korean compounds are written with a space or without one, as the writer likes.
    let between = if chance.happens(0.4) { "" } else { " " };
    (format!("{en} {second_en}"), format!("{ko}{between}{second_ko}"))
}

/// Returns a sentence.
pub(crate) fn sentence(chance: &mut Chance) -> Bilingual {
    let words = words();
    if chance.happens(0.06) {
        let (en, ko) = chance.one(&words.spoken);
        return Bilingual::new(en.as_str(), ko.as_str());
    }
    let (en, ko) = chance.common(&words.patterns);
    let slots = Slots::drawn(chance);
    Bilingual::new(slots.filled(en), slots.filled(ko))
}

/// Returns a day as both languages write it.
pub(crate) fn day(chance: &mut Chance) -> (i32, u8, u8) {
    let (year, month, day) = (
        2019 + chance.below(10),
        1 + chance.below(12),
        1 + chance.below(28),
    );
    // All of them are small.
    (year as i32, month as u8, day as u8)
}

/// What stands in the gaps of one sentence.
struct Slots(Vec<(&'static str, String)>);

impl Slots {
    fn drawn(chance: &mut Chance) -> Slots {
        const MONTHS: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        let words = words();
        let (a, b) = (term(chance), term(chance));
        let person = people::name(chance);
        let (place, body) = (chance.common(&words.places), chance.common(&words.bodies));
        let (year, month, day) = day(chance);
        let m = 2 + chance.rank(60);
        let title = chance.one(&[" 과장은", " 국장은", " 사무관은", " 서기관은", " 팀장은"]);
        Slots(vec![
            ("a", a.0),
            ("b", b.0),
            ("ka", a.1),
            ("kb", b.1),
            ("name", person.0),
            ("kname", person.1),
            ("title", (*title).to_owned()),
            ("place", place.0.clone()),
            ("kplace", place.1.clone()),
            ("org", body.0.clone()),
            ("korg", body.1.clone()),
            ("date", format!("{day} {} {year}", MONTHS[usize::from(month) - 1])),
            ("kdate", format!("{year}. {month}. {day}.")),
            ("n", (m + 1 + chance.rank(90)).to_string()),
            ("m", m.to_string()),
        ])
    }

    fn get(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(slot, _)| *slot == name);
        found
            .map(|(_, word)| word.as_str())
            .expect("a pattern names only what there is")
    }

    /// Returns a pattern with its gaps filled; a Korean gap names the particle that follows it.
    fn filled(&self, pattern: &str) -> String {
        let korean = pattern.chars().any(is_syllable);
        let mut text = String::with_capacity(pattern.len() * 2);
        let mut rest = pattern;
        while let Some((before, after)) = rest.split_once('{') {
            text.push_str(before);
            let (gap, left) = after.split_once('}').expect("a gap that is closed");
            let (name, form) = gap.split_once(':').unwrap_or((gap, ""));
            let word = match (korean, name) {
                (true, "a") => self.get("ka"),
                (true, "b") => self.get("kb"),
                _ => self.get(name),
            };
            text.push_str(word);
            text.push_str(particle(word, form));
            rest = left;
        }
        text.push_str(rest);
        capital(&text)
    }
}

/// Returns the text with its first letter as a capital.
pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn is_syllable(letter: char) -> bool {
    ('가'..='힣').contains(&letter)
}

/// Returns the particle in the form that a word asks for: 을 after a final consonant, 를 after a vowel.
fn particle(word: &str, form: &str) -> &'static str {
    // The 28 finals of a syllable follow each other; the first is none, the ninth is ㄹ.
    let last = word.chars().last().filter(|c| is_syllable(*c));
    let last = last.map_or(0, |c| (u32::from(c) - 0xAC00) % 28);
    let closed = last != 0;
    match (form, closed) {
        ("을", true) => "을",
        ("을", false) => "를",
        ("은", true) => "은",
        ("은", false) => "는",
        ("이", true) => "이",
        ("이", false) => "가",
        ("과", true) => "과",
        ("과", false) => "와",
        ("으로", true) if last != 8 => "으로",
        ("으로", _) => "로",
        ("임", _) => "임을",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::{Chance, particle, sentence, words};

    #[test]
    fn particles_follow_the_end_of_the_word() {
        for (word, form, shown) in [
            ("협력", "을", "을"),
            ("서비스", "을", "를"),
            ("과정", "으로", "으로"),
            ("발", "으로", "로"),
            ("회의", "으로", "로"),
            ("2027. 3. 9.", "으로", "로"),
            ("기관", "과", "과"),
        ] {
            assert_eq!(particle(word, form), shown, "{word}");
        }
    }

    #[test]
    fn every_pattern_has_both_languages_and_no_gap_is_left() {
        let mut chance = Chance::of(1, 1);
        for _ in 0..5000 {
            let said = sentence(&mut chance);
            assert!(
                !said.en.contains(['{', '}']) && !said.ko.contains(['{', '}']),
                "{said:?}"
            );
            assert!(said.ko.chars().any(super::is_syllable), "{said:?}");
        }
        assert!(words().spoken.len() > 100, "{}", words().spoken.len());
    }
}
