//! The words on screen: both languages hold the same ids with the same arguments, and no id is asked for in vain.

use crate::{
    place,
    tally::Tally,
    tidy::verdict,
    tree::{self, Text},
};
use anyhow::{Context, Result};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

/// The headings of the field's vocabulary: the application draws on it as it grows.
const VOCABULARY: &[&str] = &[
    "navigation",
    "agreement",
    "people",
    "meeting",
    "record",
    "best-practice",
    "ai",
    "workforce",
    "handling",
    "exchange",
    "export",
    "common",
];

/// The messages of one language: id to pattern, and the ids that stand twice.
#[derive(Default)]
pub(crate) struct Labels {
    patterns: BTreeMap<String, String>,
    doubled: Vec<String>,
    /// Ids under the other headings: words that only the application needs.
    own: BTreeSet<String>,
}

impl Labels {
    /// Reads the labels of a language.
    pub(crate) fn read(language: &str) -> Result<Self> {
        let path = format!("ui/labels/{language}.ftl");
        let text =
            fs::read_to_string(place::at(&path)).with_context(|| format!("{path} could not be read"))?;
        Ok(parse(&text))
    }

    /// Returns the words of a label as they stand in the file.
    pub(crate) fn get(&self, id: &str) -> Option<&str> {
        self.patterns.get(id).map(String::as_str)
    }
}

/// Runs every check of the labels.
pub(crate) fn check() -> Result<Tally> {
    let (en, ko) = (Labels::read("en")?, Labels::read("ko")?);
    let sources: Vec<Text> = tree::texts()?.into_iter().filter(speaks).collect();
    let mut tally = verdict("every label is there in both languages", &differences(&en, &ko));
    tally += verdict("both languages take the same arguments", &arguments(&en, &ko));
    tally += verdict("no label stands twice or empty", &doubles(&[&en, &ko]));
    tally += verdict(
        "Korean labels hold Korean, English ones do not",
        &scripts(&en, &ko),
    );
    tally += verdict("every label of the application is used", &unused(&en, &sources));
    tally += verdict("every error says what to do", &advice(&en));
    Ok(tally)
}

fn parse(text: &str) -> Labels {
    let mut labels = Labels::default();
    let mut current = String::new();
    let mut own = false;
    for line in text.lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            own = !VOCABULARY.contains(&heading.trim());
        } else if let Some((id, pattern)) = message(line) {
            current = id.to_owned();
            if own {
                labels.own.insert(current.clone());
            }
            if labels
                .patterns
                .insert(current.clone(), pattern.to_owned())
                .is_some()
            {
                labels.doubled.push(current.clone());
            }
        } else if line.starts_with(' ')
            && let Some(pattern) = labels.patterns.get_mut(&current)
        {
            pattern.push('\n');
            pattern.push_str(line.trim());
        }
    }
    labels
}

/// Splits `id = pattern`.
fn message(line: &str) -> Option<(&str, &str)> {
    let (id, pattern) = line.split_once('=')?;
    let id = id.trim_end();
    let plain = id.starts_with(|first: char| first.is_ascii_lowercase())
        && id
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_'));
    plain.then_some((id, pattern.trim()))
}

fn differences(en: &Labels, ko: &Labels) -> Vec<String> {
    let only = |a: &Labels, b: &Labels, name: &str| -> Vec<String> {
        let missing = a.patterns.keys().filter(|id| !b.patterns.contains_key(*id));
        missing.map(|id| format!("{id} is only in {name}.ftl")).collect()
    };
    [only(en, ko, "en"), only(ko, en, "ko")].concat()
}

fn arguments(en: &Labels, ko: &Labels) -> Vec<String> {
    let both = en
        .patterns
        .iter()
        .filter_map(|(id, english)| Some((id, english, ko.patterns.get(id)?)));
    let unlike = both.filter(|(_, english, korean)| variables(english) != variables(korean));
    unlike
        .map(|(id, ..)| format!("{id} takes different arguments"))
        .collect()
}

/// Returns the names after `$` in a pattern.
fn variables(pattern: &str) -> BTreeSet<&str> {
    let end = |rest: &str| {
        rest.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_' && letter != '-')
            .unwrap_or(rest.len())
    };
    pattern
        .split('$')
        .skip(1)
        .filter_map(|rest| rest.get(..end(rest)))
        .collect()
}

fn doubles(languages: &[&Labels]) -> Vec<String> {
    let twice = languages
        .iter()
        .flat_map(|labels| labels.doubled.iter().map(|id| format!("{id} stands twice")));
    let empty = languages.iter().flat_map(|labels| {
        let bare = labels.patterns.iter().filter(|(_, pattern)| pattern.is_empty());
        bare.map(|(id, _)| format!("{id} is empty"))
    });
    twice.chain(empty).collect()
}

/// Finds a label pasted into the wrong file.
fn scripts(en: &Labels, ko: &Labels) -> Vec<String> {
    let hangul = |pattern: &str| pattern.chars().any(|letter| matches!(letter, '가'..='힣'));
    let latin = |pattern: &str| pattern.chars().any(|letter| letter.is_ascii_alphabetic());
    // A language is called by its own name everywhere.
    let foreign = |pattern: &str| hangul(pattern) && !latin(pattern) && pattern != "한국어";
    let english = en
        .patterns
        .iter()
        .filter(|(id, pattern)| en.own.contains(*id) && foreign(pattern));
    let sentence = |pattern: &str| {
        pattern
            .split_whitespace()
            .filter(|word| !word.contains(['$', '{', '}']))
            .count()
            > 3
    };
    let korean = ko
        .patterns
        .iter()
        .filter(|(id, pattern)| ko.own.contains(*id) && sentence(pattern) && !hangul(pattern));
    english
        .map(|(id, _)| format!("{id} is Korean in en.ftl"))
        .chain(korean.map(|(id, _)| format!("{id} is not Korean in ko.ftl")))
        .collect()
}

fn speaks(file: &Text) -> bool {
    matches!(file.ending(), "rs" | "ts" | "svelte" | "typ" | "html")
}

/// Finds labels that nothing asks for, whether by their whole id or by a start like `` `err-${code}` ``.
fn unused(en: &Labels, sources: &[Text]) -> Vec<String> {
    let starts: BTreeSet<&str> = sources.iter().flat_map(|file| stems(&file.text)).collect();
    let whole = |id: &str| sources.iter().any(|file| mentions(&file.text, id));
    let built = |id: &str| starts.iter().any(|start| id.starts_with(start));
    let idle = en.own.iter().filter(|id| !built(id) && !whole(id));
    idle.map(|id| format!("{id} is never shown")).collect()
}

fn mentions(text: &str, id: &str) -> bool {
    let edge =
        |letter: Option<char>| letter.is_none_or(|letter| !letter.is_ascii_alphanumeric() && letter != '-');
    text.match_indices(id).any(|(at, _)| {
        let before = text.get(..at).and_then(|start| start.chars().next_back());
        let after = text.get(at + id.len()..).and_then(|end| end.chars().next());
        edge(before) && edge(after)
    })
}

/// Returns the beginnings of ids that code completes: what stands between a quote and `${` or `{`.
fn stems(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices("-${").chain(text.match_indices("-{")) {
        let Some(before) = text.get(..=at) else { continue };
        let start = before.rfind(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-');
        let stem = before.get(start.map_or(0, |found| found + 1)..).unwrap_or("");
        if stem.len() > 2 {
            found.push(stem);
        }
    }
    found
}

fn advice(en: &Labels) -> Vec<String> {
    let errors = en.patterns.keys().filter_map(|id| id.strip_prefix("err-"));
    let silent = errors.filter(|code| !en.patterns.contains_key(&format!("rec-{code}")));
    silent
        .map(|code| format!("err-{code} has no rec-{code}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{advice, arguments, differences, doubles, mentions, parse, stems, variables};

    #[test]
    fn reads_messages_of_several_lines() {
        let labels =
            parse("## pages\na = One\nb =\n    Two { $n }\n    lines\n# not = this\na = Again\nc =\n");
        assert_eq!(labels.patterns["b"], "\nTwo { $n }\nlines");
        assert_eq!(labels.doubled, ["a"]);
        assert_eq!(doubles(&[&labels]).len(), 2);
        assert!(labels.own.contains("b"));
    }

    #[test]
    fn finds_differences() {
        let (en, ko) = (
            parse("a = { $x }\nb = B\nerr-lost = Lost"),
            parse("a = { $y }\nc = C"),
        );
        assert_eq!(differences(&en, &ko).len(), 3);
        assert_eq!(arguments(&en, &ko).len(), 1);
        assert_eq!(advice(&en).len(), 1);
        assert_eq!(variables("{ $one } { NUMBER($two) }").len(), 2);
    }

    #[test]
    fn finds_ids_in_code() {
        assert!(mentions("t(\"nav-home\")", "nav-home"));
        assert!(!mentions("t(\"nav-home-again\")", "nav-home"));
        assert_eq!(
            stems("t(`err-${code}`), format!(\"rec-{code}\")"),
            ["err-", "rec-"]
        );
    }
}
