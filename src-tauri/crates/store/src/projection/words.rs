//! Plain words: what a record says, without marks, for registers and search.

use maru_core::bilingual::Bilingual;
use maru_core::find::fact;
use maru_core::meeting::Person;
use maru_core::names;
use maru_core::record::Kind;
use serde::Deserialize as _;
use serde_json::Value;
use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::{Line, Table, text, whole};
use crate::index::standing;

/// How deep a record's fields are read; core refuses records that are deeper.
const DEEPEST: usize = 24;

/// Returns a text in the form in which search compares: composed and in lower case.
pub(crate) fn fold(words: &str) -> String {
    words.nfc().collect::<String>().to_lowercase()
}

/// What every text of a record has in common for search.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Ground {
    /// The day of the record.
    pub(super) day: i64,
    /// Its kind, how far it is, and the agreement that it belongs to.
    pub(super) facts: Vec<String>,
}

/// What part of a record a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// Its title, which every record has a row for: a filter alone finds it there.
    Title,
    /// What else stands outside the segments.
    Outside,
    /// A segment, which may be a decision.
    Segment(bool),
}

impl Ground {
    /// Returns the row by which search finds two texts, if there is anything to find.
    pub(super) fn line(&self, segment: &str, part: Part, own: &[String], words: Bilingual) -> Option<Line> {
        let title = part == Part::Title;
        if !title && words.en.trim().is_empty() && words.ko.trim().is_empty() {
            return None;
        }
        let first = matches!(part, Part::Title | Part::Segment(true));
        let facts = title.then(|| fact("t", "")).into_iter();
        let facts: Vec<String> = facts.chain(self.facts.iter().chain(own).cloned()).collect();
        Some(Line {
            table: Table::Plain,
            cells: vec![
                text(segment),
                whole(title),
                whole(standing(first, self.day)),
                text(facts.join(" ")),
                text(composed(words.en)),
                text(composed(words.ko)),
            ],
        })
    }
}

fn composed(words: String) -> String {
    if is_nfc(&words) {
        words
    } else {
        words.nfc().collect()
    }
}

/// Returns the words of a cell without the marks of bold and link.
pub(super) fn plain(marked: &str) -> String {
    let mut words = String::with_capacity(marked.len());
    let mut chars = marked.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => words.extend(chars.next_if(char::is_ascii_punctuation).or(Some('\\'))),
            '*' if chars.next_if_eq(&'*').is_some() => {}
            '[' => {}
            ']' if chars.peek() == Some(&'(') => {
                for skipped in chars.by_ref() {
                    if skipped == ')' {
                        break;
                    }
                }
            }
            ']' => {}
            c => words.push(c),
        }
    }
    words
}

/// Returns the rows by which search finds the title, and what else stands outside the segments: places, people,
/// keywords, names of files.
pub(super) fn outside(json: &Value, title: &Bilingual, ground: &Ground) -> Vec<Line> {
    let (mut en, mut ko) = (Vec::new(), Vec::new());
    if let Some(reference) = json.get("reference").and_then(Value::as_str) {
        en.push(reference.to_owned());
    }
    for person in members(json, "people") {
        if let Ok(person) = Person::deserialize(person)
            && !person.removed
        {
            let name = names::both(&person);
            en.push(name.en);
            ko.push(name.ko);
        }
    }
    let files = members(json, "attachments").filter(|file| !is_removed(file));
    en.extend(files.filter_map(|file| Some(file.get("name")?.as_str()?.to_owned())));
    // The title has a row of its own.
    let own = match json.get("kind").and_then(Value::as_str).map(Kind::from_code) {
        Some(Kind::Note) => "text",
        Some(Kind::Agreement | Kind::Meeting | Kind::Practice) => "title",
        _ => "",
    };
    for (key, value) in json.as_object().into_iter().flatten() {
        if key != "segments" && key != own {
            gather(key, value, 0, &mut en, &mut ko);
        }
    }
    for words in [&mut en, &mut ko] {
        words.retain(|line| !line.trim().is_empty());
    }
    let title = Bilingual::new(plain(&title.en), plain(&title.ko));
    let rows = [
        ground.line("", Part::Title, &[], title),
        ground.line(
            "",
            Part::Outside,
            &[],
            Bilingual::new(en.join("\n"), ko.join("\n")),
        ),
    ];
    rows.into_iter().flatten().collect()
}

fn members<'j>(json: &'j Value, of: &str) -> impl Iterator<Item = &'j Value> {
    let all = json.get(of).and_then(Value::as_object).into_iter().flatten();
    all.map(|(_, member)| member)
}

fn is_removed(value: &Value) -> bool {
    value.get("removed") == Some(&Value::Bool(true))
}

fn gather(key: &str, value: &Value, depth: usize, en: &mut Vec<String>, ko: &mut Vec<String>) {
    if depth > DEEPEST || is_removed(value) {
        return;
    }
    match value {
        Value::Object(map) => map
            .iter()
            .for_each(|(key, value)| gather(key, value, depth + 1, en, ko)),
        Value::Array(list) => list
            .iter()
            .for_each(|value| gather(key, value, depth + 1, en, ko)),
        Value::String(words) if key == "en" => en.push(words.clone()),
        Value::String(words) if key == "ko" => ko.push(words.clone()),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::{fold, plain};

    #[test]
    fn marks_are_no_words() {
        for (marked, words) in [
            ("the **AI** pilot", "the AI pilot"),
            ("[양해각서](https://example.org/a_(b)) 서명", "양해각서) 서명"),
            (r"2 \* 3 \[sic\] C:\x", r"2 * 3 [sic] C:\x"),
            ("a * b ] c", "a * b  c"),
        ] {
            assert_eq!(plain(marked), words);
        }
    }

    #[test]
    fn search_folds_case_and_composes_hangul() {
        assert_eq!(
            fold("GDS \u{1112}\u{1167}\u{11b8}\u{1105}\u{1167}\u{11a8}"),
            "gds 협력"
        );
    }
}
