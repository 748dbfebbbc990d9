//! Plain words: what a record says, without marks, for registers and search.

use maru_core::bilingual::Bilingual;
use maru_core::meeting::Person;
use maru_core::names;
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

use super::{Line, Table, text};

/// How deep a record's fields are read; core refuses records that are deeper.
const DEEPEST: usize = 24;

/// Returns a text in the form in which search compares: composed and in lower case.
pub(crate) fn fold(words: &str) -> String {
    words.nfc().collect::<String>().to_lowercase()
}

/// Returns the row by which search finds two texts, if they say anything.
pub(super) fn plain_line(segment: &str, words: Bilingual) -> Option<Line> {
    if words.en.trim().is_empty() && words.ko.trim().is_empty() {
        return None;
    }
    let folded = format!("{}\n{}", fold(&words.en), fold(&words.ko));
    Some(Line {
        table: Table::Plain,
        cells: vec![text(segment), text(folded), text(words.en), text(words.ko)],
    })
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

/// Returns the row by which search finds what stands outside the segments: titles, places, people, keywords.
pub(super) fn outside(json: &Value) -> Vec<Line> {
    let (mut en, mut ko) = (Vec::new(), Vec::new());
    if let Some(reference) = json.get("reference").and_then(Value::as_str) {
        en.push(reference.to_owned());
    }
    let people = json
        .get("people")
        .and_then(Value::as_object)
        .into_iter()
        .flatten();
    for (_, person) in people {
        if let Ok(person) = serde_json::from_value::<Person>(person.clone())
            && !person.removed
        {
            let name = names::both(&person);
            en.push(name.en);
            ko.push(name.ko);
        }
    }
    for (key, value) in json.as_object().into_iter().flatten() {
        if key != "segments" {
            gather(key, value, 0, &mut en, &mut ko);
        }
    }
    for words in [&mut en, &mut ko] {
        words.retain(|line| !line.trim().is_empty());
    }
    plain_line("", Bilingual::new(en.join("\n"), ko.join("\n")))
        .into_iter()
        .collect()
}

fn gather(key: &str, value: &Value, depth: usize, en: &mut Vec<String>, ko: &mut Vec<String>) {
    if depth > DEEPEST || value.get("removed") == Some(&Value::Bool(true)) {
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
