use super::*;

fn read(typed: &str) -> Query {
    Query::read(typed, Vocabulary::of_labels())
}

fn said(query: &Query) -> Vec<String> {
    let sign = |wanted: &Wanted| if wanted.not { "-" } else { "" };
    let one = |wanted: &Wanted| format!("{}{}", sign(wanted), wanted.words.join("_"));
    query.wanted.iter().map(one).collect()
}

#[test]
fn a_query_is_words_phrases_and_what_must_not_be() {
    for (typed, words) in [
        ("  협력   cooperation ", vec!["협력", "cooperation"]),
        (
            "\"review the draft\" -\"old text\" -final",
            vec!["review_the_draft", "-old_text", "-final"],
        ),
        ("A-01", vec!["A", "01"]),
        ("\"never closed", vec!["never_closed"]),
        ("http://x", vec!["http", "x"]),
        ("-", vec![]),
        ("\"\" \" … \"", vec![]),
    ] {
        assert_eq!(said(&read(typed)), words, "{typed}");
    }
    assert!(read("-final").is_wordless() && read("").is_wordless());
    assert!(!read("협").is_wordless());
}

#[test]
fn a_filter_is_no_word() {
    let query = read(
        "kind:decision 협력 -side:uk after:2027-03 before:2028 is:late agreement:\"digital government\"",
    );
    assert_eq!(said(&query), ["협력"]);
    let filters: Vec<(Field, &str, bool)> = query
        .filters
        .iter()
        .map(|filter| (filter.field, filter.values[0].as_str(), filter.not))
        .collect();
    assert_eq!(
        filters,
        [
            (Field::Kind, "segment decision", false),
            (Field::Side, "uk", true),
            (Field::After, "2027-03-01", false),
            (Field::Before, "2028-01-01", false),
            (Field::Is, "late", false),
            (Field::Agreement, "digital government", false),
        ]
    );
}

#[test]
fn one_korean_name_may_stand_for_two_filters() {
    use crate::bilingual::Lang;
    use crate::labels::Labels;
    let korean = |id: &str| Labels::new(Lang::Ko).text(id, &[]);
    for (value, field) in [("ctl-status-in-effect", Field::Status), ("find-late", Field::Is)] {
        let query = read(&format!("{}:\"{}\"", korean("find-status"), korean(value)));
        assert_eq!(
            query.filters.first().map(|filter| filter.field),
            Some(field),
            "{query:?}"
        );
    }
}

#[test]
fn a_filter_that_says_nothing_is_told_and_does_not_count() {
    let query = read("kind: status:nonsense before:soon after:2027-13 after:27 협력");
    assert_eq!(query.filters, []);
    assert_eq!(
        query.unclear,
        [
            "kind:",
            "status:nonsense",
            "before:soon",
            "after:2027-13",
            "after:27"
        ]
    );
    assert_eq!(said(&query), ["협력"]);
}

#[test]
fn the_name_of_a_term_brings_its_other_name() {
    for (typed, id, of) in [
        ("report on Digital Government", "digital-government", 2..4),
        ("디지털 정부", "digital-government", 0..2),
        ("디지털정부", "digital-government", 0..1),
        ("ai government", "ai-government", 0..2),
    ] {
        let query = read(typed);
        assert_eq!(query.through.len(), 1, "{typed}: {:?}", query.through);
        assert_eq!(
            (query.through[0].term.id.as_str(), &query.through[0].of),
            (id, &of),
            "{typed}"
        );
    }
    assert!(read("\"digital government\"").through.is_empty());
    assert!(read("-openness data").through.is_empty());
}

#[test]
fn the_other_layout_leaves_filters_alone() {
    let swapped = |typed: &str| Query::swapped(typed, Vocabulary::of_labels());
    assert_eq!(
        swapped("kind:meeting guqfur").as_deref(),
        Some("kind:meeting 협력")
    );
    assert_eq!(swapped("ㅡㅐㅕ -guqfur").as_deref(), Some("mou -협력"));
    for nothing in ["kind:meeting", "", "2027", "AI정부", "mou"] {
        assert_eq!(swapped(nothing), None, "{nothing}");
    }
}
