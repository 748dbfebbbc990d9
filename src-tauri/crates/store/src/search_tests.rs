use maru_core::bilingual::Lang;
use maru_core::segment::SegmentKind;
use serde_json::json;
use unicode_normalization::UnicodeNormalization;

use super::{Found, Hit, Piece, Search};
use crate::Vault;
use crate::fixture::{Place, START, edit, meeting, searched, set, write};

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
        let found = searched(&vault, query, 10);
        assert_eq!(found.len(), hits, "{query}: {found:?}");
    }
    let first = &searched(&vault, "close", 1)[0];
    assert_eq!(
        (first.record.as_str(), first.segment.as_deref(), first.lang),
        ("n", Some("b"), Lang::En)
    );
    assert_eq!(searched(&vault, "세종", 9)[0].segment, None);
    edit(&mut vault, "n", &[set(&["binned"], true.into())]);
    assert_eq!(searched(&vault, "close", 10).len(), 1, "not from the bin");
}

#[test]
fn a_deleted_line_is_not_found() {
    let place = Place::new();
    let mut vault = place.create();
    vault.add(meeting("m", START)).expect("added");
    let remove = |id: &str| maru_core::edit::Edit::Remove { id: id.to_owned() };
    edit(&mut vault, "m", &[remove("b")]);
    assert!(searched(&vault, "협력", 10).is_empty());
}

fn found(vault: &Vault, query: &str) -> Found {
    vault.search(&Search::of(query, 50)).expect("found")
}

/// The segments that are found, `-` for what is outside them and `=` for the title.
fn places(vault: &Vault, query: &str) -> Vec<String> {
    let name = |hit: Hit| match (hit.segment, hit.in_title) {
        (Some(segment), _) => segment,
        (None, true) => "=".to_owned(),
        (None, false) => "-".to_owned(),
    };
    found(vault, query).hits.into_iter().map(name).collect()
}

fn drawn(hit: &Hit) -> String {
    let one = |piece: &Piece| match piece.marked {
        true => format!("[{}]", piece.text),
        false => piece.text.clone(),
    };
    hit.excerpt.iter().map(one).collect()
}

fn session(id: &str, start: &str, segments: serde_json::Value) -> serde_json::Value {
    let mut record = meeting(id, start);
    record["segments"] = segments;
    record
}

#[test]
fn titles_and_decisions_come_first_and_then_the_newest() {
    let place = Place::new();
    let mut vault = place.create();
    let line = |kind: &str| json!({ "pos": "1", "kind": kind, "en": "the standard" });
    let early = "2026-01-05T10:00:00+00:00[Europe/London]";
    let mut old = session("old", early, json!({ "x": line("decision") }));
    old["title"]["en"] = "Standard".into();
    let new = json!({ "a": line("point"), "b": line("decision") });
    vault
        .import(vec![old, session("new", START, new)])
        .expect("imported");
    let order = places(&vault, "standard");
    assert!(
        order == ["b", "x", "=", "a"] || order == ["b", "=", "x", "a"],
        "{order:?}"
    );
    let hit = found(&vault, "standard").hits.remove(0);
    assert_eq!(
        (drawn(&hit).as_str(), hit.day.as_deref()),
        ("the [standard]", Some("2027-03-09"))
    );
    assert_eq!(
        (hit.segment_kind, hit.number.as_str()),
        (Some(SegmentKind::Decision), "D-01")
    );
}

/// An agreement, a meeting that belongs to it, and a note, all of which speak of data.
fn data() -> Vec<serde_json::Value> {
    let agreement = json!({
        "id": "agr", "kind": "agreement", "audience": "joint", "status": "signed",
        "created": "2026-05-01T00:00:00Z", "title": { "en": "Data accord", "ko": "데이터 약정" },
        "segments": { "k": { "pos": "1", "kind": "commitment", "en": "Share data", "owner_side": "uk" } }
    });
    let mut meeting = session(
        "m",
        START,
        json!({
            "a": { "pos": "1", "kind": "action", "en": "Send data", "owner_side": "kr", "due": "2027-04-01" },
            "b": { "pos": "2", "kind": "action", "en": "Keep data", "owner_side": "uk", "due": "2027-04-01",
                   "status": "done" },
            "c": { "pos": "3", "kind": "point", "en": "Data was spoken of" },
        }),
    );
    meeting["agreement"] = "agr".into();
    let note = json!({ "id": "note", "kind": "note", "created": "2027-06-01T00:00:00Z",
                       "text": { "en": "data again" } });
    vec![agreement, meeting, note]
}

#[test]
fn filters_let_through_what_is_so() {
    let place = Place::new();
    let mut vault = place.create();
    vault.import(data()).expect("imported");
    let all = |query: &str| {
        let search = Search {
            now: Some("2027-05-01T00:00:00Z".to_owned()),
            ..Search::of(query, 50)
        };
        let hits = vault.search(&search).expect("found").hits.into_iter();
        let mut names: Vec<String> = hits.map(|hit| hit.segment.unwrap_or(hit.record)).collect();
        names.sort();
        names.join(" ")
    };
    for (query, hits) in [
        ("data", "a agr b c k note"),
        ("data kind:meeting", "a b c"),
        ("data -kind:meeting", "agr k note"),
        ("data kind:action", "a b"),
        ("data kind:commitment", "k"),
        ("data side:uk", "b k"),
        ("data status:done", "b"),
        ("data status:signed", "agr k"),
        ("data is:late", "a"),
        ("data -is:late", "agr b c k note"),
        ("is:late", "a"),
        ("data before:2027", "agr k"),
        ("data after:2027-03-09 before:2027-03-10", "a b c"),
        ("data after:2027-06", "note"),
        ("data agreement:accord", "a agr b c k"),
        ("data agreement:agr kind:meeting", "a b c"),
        ("data agreement:nothing", ""),
        ("kind:meeting", "m"),
        ("status:signed", "agr"),
        ("status:done", "b"),
        ("side:uk", "b k"),
        ("after:2027", "m note"),
        ("data 종류:회의 상태:완료", "b"),
        ("data 종류:후속조치 측:\"한국 측\"", "a"),
        ("상태:\"기한 경과\"", "a"),
        ("data -spoken -share kind:meeting", "a b"),
        ("-data", ""),
        ("-data kind:meeting", "m"),
    ] {
        assert_eq!(all(query), hits, "{query}");
    }
    assert_eq!(found(&vault, "data agreement:nothing").unclear, ["nothing"]);
    assert_eq!(found(&vault, "data kind:x").unclear, ["kind:x"]);
}

#[test]
fn a_translation_that_is_stale_is_found() {
    let place = Place::new();
    let mut vault = place.create();
    let empty = json!({ "b": { "pos": "1", "kind": "point" } });
    vault.add(session("m", START, empty)).expect("added");
    edit(&mut vault, "m", &[write("b", Lang::En, "Close cooperation")]);
    edit(&mut vault, "m", &[write("b", Lang::Ko, "긴밀한 협력")]);
    assert!(places(&vault, "is:stale").is_empty());
    edit(&mut vault, "m", &[write("b", Lang::En, "Closer cooperation")]);
    assert_eq!(places(&vault, "is:stale"), ["b"]);
    assert_eq!(places(&vault, "협ㄹ is:stale"), ["b"]);
}

#[test]
fn the_other_name_of_a_term_is_found_and_told() {
    let place = Place::new();
    let mut vault = place.create();
    let segments = json!({
        "a": { "pos": "1", "kind": "point", "ko": "디지털정부 이행 점검" },
        "b": { "pos": "2", "kind": "point", "en": "on digital government" }
    });
    vault.add(session("m", START, segments)).expect("added");
    let all = found(&vault, "digital government");
    let by: Vec<bool> = all.hits.iter().map(|hit| hit.by.is_some()).collect();
    assert!(by.contains(&true) && by.contains(&false), "{by:?}");
    let korean = all.hits.iter().find_map(|hit| Some((hit, hit.by.as_ref()?)));
    let (hit, term) = korean.expect("the Korean one");
    assert_eq!(term.id, "digital-government");
    assert_eq!(
        (drawn(hit).as_str(), hit.lang),
        ("[디지털정부] 이행 점검", Lang::Ko)
    );
    assert!(all.terms[0].used && all.terms[0].term.id == "digital-government");
    let half = found(&vault, "디지털 격");
    assert_eq!(
        (half.terms[0].term.id.as_str(), half.terms[0].used),
        ("digital-divide", false)
    );
    assert!(half.terms[0].ko.iter().any(|piece| piece.marked));
}

#[test]
fn keys_of_the_other_layout_are_suggested_where_they_find_more() {
    let place = Place::new();
    let mut vault = place.create();
    vault.add(meeting("m", START)).expect("added");
    for (typed, meant) in [
        ("guqfur", Some("협력")),
        ("ㅊㅐㅐㅔ", Some("coop")),
        ("kind:meeting guqfur", Some("kind:meeting 협력")),
        ("cooperation", None),
        ("협력", None),
        ("dkssud", None),
    ] {
        assert_eq!(found(&vault, typed).suggestion.as_deref(), meant, "{typed}");
    }
}

#[test]
fn pages_follow_one_another_without_a_gap() {
    let place = Place::new();
    let vault = crate::fixture::filled(&place);
    let whole: Vec<Hit> = searched(&vault, "cooperation", 100);
    assert_eq!(whole.len(), 26);
    let mut pages = Vec::new();
    let mut search = Search::of("cooperation", 7);
    loop {
        let page = vault.search(&search).expect("a page");
        assert!(page.hits.len() <= 7);
        pages.extend(page.hits);
        match page.more {
            Some(more) => search.after = Some(more),
            None => break,
        }
    }
    assert_eq!(pages, whole);
    search.after = Some("nonsense".to_owned());
    assert_eq!(vault.search(&search).expect("the first page").hits.len(), 7);
}

#[test]
fn what_is_typed_now_is_found_now_and_names_of_files_too() {
    let place = Place::new();
    let mut vault = place.create();
    vault.add(meeting("m", START)).expect("added");
    let mut typed = String::new();
    for letter in ["점", "검", "표", " 회", "람"] {
        typed.push_str(letter);
        edit(&mut vault, "m", &[write("b", Lang::Ko, &typed)]);
        assert_eq!(places(&vault, &typed), ["b"], "{typed}");
    }
    assert!(
        places(&vault, "긴밀").is_empty(),
        "what stood there before is gone"
    );
    let file = json!({ "pos": "1", "kind": "document", "hash": "ab", "name": "예산안 Budget.pdf" });
    edit(&mut vault, "m", &[set(&["attachments", "f"], file)]);
    assert_eq!(places(&vault, "예산"), ["-"]);
    assert_eq!(places(&vault, "budget.pdf"), ["-"]);
    edit(
        &mut vault,
        "m",
        &[set(&["attachments", "f", "removed"], true.into())],
    );
    assert!(places(&vault, "예산").is_empty());
}

#[test]
fn any_bytes_are_a_query() {
    let place = Place::new();
    let mut vault = place.create();
    vault.add(meeting("m", START)).expect("added");
    for odd in [
        "\"",
        "*",
        "a* OR b",
        "NEAR(a b)",
        "{terms}: a",
        "find:",
        "ㅏ",
        "\u{1112}",
        "😀",
        "\0",
        "=t",
        "\"=t\"",
        "-\"",
        "^a",
        "kind:\"",
        "after:9999-99-99",
        "\u{202e}",
        "İ",
        "ﬁ",
        "Ⓐ",
        "9",
    ] {
        found(&vault, odd);
    }
    for long in ["협", "a", "ㅎ", "협력 ", "a ", "\"a ", "kind:meeting "] {
        found(&vault, &long.repeat(10_000));
    }
}
