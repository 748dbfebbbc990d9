use proptest::prelude::*;

use super::*;
use crate::find::{Vocabulary, glossary};

fn read(typed: &str) -> Query {
    Query::read(typed, Vocabulary::of_labels())
}

fn marked<'t>(text: &'t str, typed: &str) -> Option<Vec<&'t str>> {
    let found = marks(text, &read(typed))?;
    Some(
        found
            .places
            .into_iter()
            .filter_map(|place| text.get(place))
            .collect(),
    )
}

#[test]
fn words_are_found_as_they_are_typed() {
    let text = "국제협력과 AI Cooperation, 공공 데이터를 2027년";
    for (typed, stand) in [
        ("협", vec!["협"]),
        ("협ㄹ", vec!["협력"]),
        ("협려", vec!["협력"]),
        ("협ㄹㅕ", vec!["협력"]),
        ("협력", vec!["협력"]),
        ("ㅎㄹ", vec!["협력"]),
        ("ㄱㅈㅎㄹ", vec!["국제협력"]),
        ("coop", vec!["Coop"]),
        ("공공데이터", vec!["공공 데이터"]),
        ("공공데잍", vec!["공공 데이터"]),
        ("데이터 공공", vec!["공공", "데이터"]),
        ("ㄱㄱㄷㅇㅌ", vec!["공공 데이터"]),
        ("2027년", vec!["2027년"]),
        ("협력과ai", vec!["협력과 AI"]),
    ] {
        assert_eq!(marked(text, typed).unwrap_or_default(), stand, "{typed}");
    }
    for missing in [
        "학",
        "operation",
        "제도",
        "ㅎㅎ",
        "cooperative",
        "ai공공",
        "AI Coo Coor",
    ] {
        assert_eq!(marked(text, missing), None, "{missing}");
    }
    assert_eq!(marked("세종\n시청", "종시"), None, "two lines are no word");
}

#[test]
fn a_phrase_stands_together_and_a_word_that_must_not_be_there_does_not() {
    let text = "The two sides agreed to review the drafts. 양측은 초안을 검토하기로 함";
    for (typed, there) in [
        ("\"review the\"", true),
        ("\"the review\"", false),
        ("\"review the draft\"", false),
        ("\"review the drafts\"", true),
        ("\"초안을 검토\"", true),
        ("\"초안 검토\"", false),
        ("\"검토하\"", true),
        ("review -draft", false),
        ("review -final", true),
        ("review -\"the draft\"", true),
    ] {
        assert_eq!(marked(text, typed).is_some(), there, "{typed}");
    }
}

#[test]
fn a_place_is_found_through_the_other_name_of_a_term() {
    let query = read("digital government plan");
    let text = "디지털 정부 추진 (plan)";
    let found = marks(text, &query).expect("found");
    assert_eq!(found.by.map(|term| term.id.as_str()), Some("digital-government"));
    assert_eq!(text.get(found.places[0].clone()), Some("디지털 정부"));
    let own = marks("a plan for the digital government", &query).expect("found");
    assert_eq!(own.by, None, "the words themselves come first");
    assert!(marks("디지털 행정 plan", &query).is_none());
    assert!(
        marks("aids 보고서", &read("인공지능 보고서")).is_none(),
        "AI is a whole word"
    );
    assert!(marks("AI를 위한 보고서", &read("인공지능 보고서")).is_some());
}

#[test]
fn a_term_is_found_by_its_name_in_either_language() {
    let of = |typed: &str| {
        let query = read(typed);
        let all = glossary()
            .iter()
            .filter(|term| term_marks(term, &query).is_some());
        all.map(|term| term.id.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(of("디지털 격"), ["digital-divide"]);
    assert_eq!(of("pseudo"), ["pseudonymisation"]);
    assert_eq!(of("ㅇㄱㅊㅇ"), Vec::<&str>::new());
}

/// Letters that meet in such texts, in both scripts, apart and composed, and signs of every kind.
const LETTERS: &str = "[협력정부데이터학하기값ㅎㄹㅏㄳab1 \\-\":*()\u{1112}\u{1161}\u{11ab}😀漢İ\n]{0,40}";

proptest! {
    #[test]
    fn any_text_is_a_query_and_marks_lie_in_order(typed in "\\PC{0,60}|[\\x00-\\x7f협력ㅎ:\"]{0,60}", text in LETTERS) {
        let query = read(&typed);
        let _ = query.expression();
        let _ = Query::swapped(&typed, Vocabulary::of_labels());
        if let Some(found) = marks(&text, &query) {
            let mut end = 0;
            for place in found.places {
                prop_assert!(end <= place.start && place.start < place.end && text.get(place.clone()).is_some());
                end = place.end;
            }
        }
    }

    /// What is marked, read alone, holds a word of the query.
    #[test]
    fn what_is_marked_holds_the_word(text in LETTERS, typed in "[협력정부학하기ab1]{1,4}") {
        use unicode_normalization::UnicodeNormalization;
        let text: String = text.nfc().collect();
        for place in marked(&text, &typed).unwrap_or_default() {
            let bare: Vec<char> = keys(place).into_iter().filter(|key| key.is_alphanumeric()).collect();
            let wanted = keys(&typed);
            prop_assert!(bare.windows(wanted.len()).any(|some| some == wanted), "{place} for {typed}");
        }
    }

    #[test]
    fn what_is_half_typed_is_found_at_every_key(word in "[가-힣]{2,5}") {
        let text = format!("앞 {word} 뒤");
        let all = keys(&word);
        for many in 1..=all.len() {
            let typed: String = all.iter().take(many).collect();
            let shown = super::super::layout::compose(typed.chars());
            prop_assert!(marked(&text, &shown).is_some(), "{shown} of {word}");
        }
    }
}

#[test]
fn ten_thousand_letters_are_a_query() {
    for letter in ["협", "a", "ㅎ", "\"", "-", "( ", "협a", "\u{1112}"] {
        let query = read(&letter.repeat(10_000));
        assert!(query.expression().is_none_or(|asked| asked.len() < 20_000));
        marks("협력 a", &query);
    }
}

#[test]
fn it_does_not_matter_how_a_query_is_composed() {
    use unicode_normalization::UnicodeNormalization;
    let apart: String = "협력 café".nfd().collect();
    assert_eq!(read(&apart).wanted, read("협력 café").wanted);
}
