use maru_core::bilingual::{Bilingual, Lang};
use unicode_normalization::UnicodeNormalization;

use super::excerpt;
use crate::fixture::{Place, START, edit, meeting, set, write};

#[test]
fn words_are_found_in_any_case_and_however_hangul_is_typed() {
    let place = Place::new();
    let mut vault = place.create();
    vault
        .import(vec![
            meeting("m", START),
            meeting("n", "2028-01-01T09:00:00+00:00[Europe/London]"),
        ])
        .expect("imported");
    edit(
        &mut vault,
        "m",
        &[write(
            "b",
            Lang::Ko,
            "**디지털정부** [양해각서](https://example.org) 이행",
        )],
    );
    let apart: String = "협력".nfd().collect();
    for (query, hits) in [
        ("CLOSE coop", 2),
        ("협력", 1),
        (apart.as_str(), 1),
        ("정부", 1),
        ("디지털정부 양해", 1),
        ("양해각서 이행", 1),
        ("세종", 2),
        ("홍길동", 2),
        ("hong gildong", 2),
        ("example.org", 0),
        ("", 0),
        ("  \n ", 0),
        ("%", 0),
        ("'; DROP TABLE plain", 0),
        ("**", 0),
    ] {
        let found = vault.search(query, 10).expect("searched");
        assert_eq!(found.len(), hits, "{query}: {found:?}");
    }
    let first = &vault.search("close", 1).expect("searched")[0];
    assert_eq!(
        (first.record.as_str(), first.segment.as_deref(), first.lang),
        ("n", Some("b"), Lang::En)
    );
    assert_eq!(vault.search("세종", 9).expect("searched")[0].segment, None);
    edit(&mut vault, "n", &[set(&["binned"], true.into())]);
    assert_eq!(
        vault.search("close", 10).expect("searched").len(),
        1,
        "not from the bin"
    );
}

#[test]
fn a_deleted_line_is_not_found() {
    let place = Place::new();
    let mut vault = place.create();
    vault.add(meeting("m", START)).expect("added");
    let remove = |id: &str| maru_core::edit::Edit::Remove { id: id.to_owned() };
    edit(&mut vault, "m", &[remove("b")]);
    assert!(vault.search("협력", 10).expect("searched").is_empty());
}

#[test]
fn an_excerpt_shows_the_word_with_what_is_around() {
    let long = format!(
        "{} İstanbul Close\nCooperation {}",
        "가".repeat(100),
        "나".repeat(100)
    );
    let (text, lang) = excerpt(&Bilingual::new("", long), "close");
    assert_eq!(lang, Lang::Ko);
    assert!(
        text.starts_with('…') && text.ends_with('…') && text.contains("Close · Cooperation"),
        "{text}"
    );
    assert!(text.chars().count() <= 2 * super::AROUND + 10, "{text}");
    let (text, lang) = excerpt(&Bilingual::new("AI", "인공지능"), "ai");
    assert_eq!((text.as_str(), lang), ("AI", Lang::En));
    let (text, _) = excerpt(&Bilingual::new("", ""), "word");
    assert_eq!(text, "");
}
