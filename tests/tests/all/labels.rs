//! The words of Maru: every label in both languages, in one form, with the same arguments.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use unicode_normalization::is_nfc;

/// Reads the labels of a language: id to text. Read here from the file, not by the reader that Maru uses.
fn labels(lang: &str) -> BTreeMap<String, String> {
    let path = format!("{}/../ui/labels/{lang}.ftl", env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(&path).expect("the labels are there");
    assert!(is_nfc(&text), "{path} is not NFC");
    let mut labels: BTreeMap<String, String> = BTreeMap::new();
    let mut last = String::new();
    for (number, line) in text.lines().enumerate() {
        if line.starts_with('#') || line.trim().is_empty() {
            continue;
        }
        if line.starts_with([' ', '}']) {
            labels.entry(last.clone()).or_default().push_str(line);
            continue;
        }
        let (id, value) = line
            .split_once('=')
            .unwrap_or_else(|| panic!("{path}:{}: {line}", number + 1));
        last = id.trim().to_owned();
        let before = labels.insert(last.clone(), value.trim().to_owned());
        assert_eq!(before, None, "{path}:{}: {last} stands twice", number + 1);
    }
    labels
}

/// Returns the names of the variables and messages that a label puts in.
fn placed(text: &str) -> BTreeSet<String> {
    let inside = text
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split(['}', ' ', '-']).find(|word| word.starts_with('$')));
    inside
        .map(|name| name.trim_end_matches([',', ')']).to_owned())
        .collect()
}

#[test]
fn both_languages_say_the_same_things() {
    let (en, ko) = (labels("en"), labels("ko"));
    let ids = |labels: &BTreeMap<String, String>| labels.keys().cloned().collect::<BTreeSet<_>>();
    let (only_en, only_ko): (Vec<_>, Vec<_>) = (
        ids(&en).difference(&ids(&ko)).cloned().collect(),
        ids(&ko).difference(&ids(&en)).cloned().collect(),
    );
    assert!(
        only_en.is_empty() && only_ko.is_empty(),
        "only English: {only_en:?}, only Korean: {only_ko:?}"
    );
    assert!(
        en.len() > 318,
        "the terms of the domain and the words of the application"
    );
    for (id, text) in &en {
        let korean = &ko[id];
        assert!(!text.is_empty() && !korean.is_empty(), "{id} is empty");
        assert_eq!(
            placed(text),
            placed(korean),
            "{id} takes other arguments in Korean"
        );
    }
}

#[test]
fn every_error_says_what_to_do() {
    for lang in ["en", "ko"] {
        let labels = labels(lang);
        for id in labels.keys() {
            let pair = match (id.strip_prefix("err-"), id.strip_prefix("rec-")) {
                (Some(code), _) => format!("rec-{code}"),
                (_, Some(code)) => format!("err-{code}"),
                _ => continue,
            };
            assert!(labels.contains_key(&pair), "{id} without {pair} in {lang}");
        }
    }
}

#[test]
fn no_english_label_stands_in_for_a_korean_one() {
    let ko = labels("ko");
    for (id, text) in labels("en") {
        let words: String = text
            .split('{')
            .map(|part| part.rsplit('}').next().unwrap_or_default())
            .collect();
        let same = ko[&id] == text && words.chars().any(|c| c.is_ascii_lowercase());
        assert!(!same || KEPT.contains(&id.as_str()), "{id} = {text}");
    }
}

/// Labels that are the same in both languages: a command line, the sign of a unit, and the name of a language in itself.
const KEPT: [&str; 3] = ["ctl-usage-schema", "file-size-kilobytes", "tongue-en"];
