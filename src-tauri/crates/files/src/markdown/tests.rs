//! Stories about records that go out as Markdown and come back.

use maru_core::bilingual::Side;
use maru_core::sample;
use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::json;

/// Returns what a record is after it came in as JSON.
fn known(value: Value) -> Value {
    json::record(value).expect("a record")
}

/// Pictures and documents that lie beside every text of these stories.
fn names() -> BTreeMap<String, String> {
    let name = |(digit, name): (&str, &str)| (digit.repeat(64), name.to_owned());
    [("a", "01.jpg"), ("b", "서명본 (2).pdf")].map(name).into()
}

/// Returns the Markdown of a record of JSON.
fn written(value: &Value) -> String {
    let record = Record::from_json(value.clone()).expect("a record");
    markdown(&record, &names()).expect("Markdown").under("x.files")
}

/// Reads a record alone.
fn read_back(bytes: &[u8]) -> Result<Value, crate::Error> {
    record(bytes).map(|(record, _)| record)
}

/// Returns what comes back from the Markdown of a record, and what comes back from its JSON.
fn both_ways(value: &Value) -> (Value, Value) {
    let typed = Record::from_json(value.clone()).expect("a record");
    let json = maru_press::json(&typed).expect("JSON");
    let straight = known(serde_json::from_str(&json).expect("JSON"));
    let text = written(value);
    let back = read_back(text.as_bytes()).unwrap_or_else(|e| panic!("{e:?}\n{text}"));
    (back, straight)
}

fn refused(text: &str) -> (String, Option<String>) {
    let error = read_back(text.as_bytes()).expect_err("no record");
    let line = error.args().iter().find(|(name, _)| name == "line");
    (error.code().to_owned(), line.map(|(_, value)| value.clone()))
}

#[test]
fn every_sample_record_comes_back_equal() {
    for side in ["uk", "kr"] {
        for value in sample::records(&Side::new(side)) {
            if value["audience"] == "own" {
                let typed = Record::from_json(value).expect("a record");
                assert!(matches!(markdown(&typed, &names()), Err(Error::Own)));
                continue;
            }
            let (back, straight) = both_ways(&value);
            assert_eq!(back, straight);
        }
    }
}

#[test]
fn a_person_reads_it() {
    let text = written(&meeting(json!({
        "s1": { "pos": "a", "kind": "agenda", "en": "Opening", "ko": "개회" },
        "s2": { "pos": "b", "kind": "decision", "decision_no": 3, "en": "Meet again", "ko": "다시 만남" },
        "s3": { "pos": "c", "kind": "quote", "en": "One\ntwo", "ko": "" },
    })));
    for line in [
        "kind: \"meeting\"",
        "# Session",
        "## Opening",
        "## 개회",
        "**D-03** Meet again",
        "**D-03** 다시 만남",
        "> One",
        "> two",
    ] {
        assert!(text.lines().any(|one| one == line), "{line}\n{text}");
    }
}

#[test]
fn pictures_and_documents_are_linked_to_where_they_lie() {
    let text = written(&with_files());
    for line in [
        "![A hall / 강당](<x.files/01.jpg>)",
        "\\[after item three]",
        "[서명본.pdf](<x.files/서명본 (2).pdf>)",
        "서명한 문서",
    ] {
        assert!(text.lines().any(|one| one == line), "{line}\n{text}");
    }
    let (back, links) = record(text.as_bytes()).expect("a record");
    assert_eq!(back, with_files());
    let link = |owner, target: &str| Link {
        owner,
        target: target.to_owned(),
    };
    assert_eq!(
        links,
        [
            link(Owner::Segment("s1".to_owned()), "x.files/01.jpg"),
            link(Owner::Attachment("d".to_owned()), "x.files/서명본 (2).pdf"),
        ]
    );
}

fn with_files() -> Value {
    let mut whole = meeting(json!({
        "s1": { "pos": "a", "kind": "picture", "en": "[after item three]", "ko": "3번 안건 후",
                "picture": { "hash": "a".repeat(64), "width": 8, "height": 6, "mime": "image/jpeg" },
                "alt": { "en": "A hall", "ko": "강당" } },
        "s2": { "pos": "b", "kind": "picture", "en": "![gone](x)", "ko": "",
                "picture": { "hash": "c".repeat(64), "width": 8, "height": 6, "mime": "image/jpeg" } },
    }));
    whole["attachments"] = json!({
        "d": { "pos": "V", "kind": "document", "hash": "b".repeat(64), "name": "서명본.pdf", "mime": "application/pdf",
               "size": 7, "caption": { "en": "", "ko": "서명한 문서" } },
        "e": { "pos": "W", "kind": "document", "hash": "d".repeat(64), "name": "gone.pdf" },
    });
    known(whole)
}

#[test]
fn a_picture_that_a_person_adds_needs_no_more_than_its_link() {
    let text = written(&meeting(json!({})));
    let text = format!(
        "{text}\n<!-- picture -->\n![Two people](x.files/new.png)\n\nThe signing\n\n<!-- ko -->\n서명 장면\n"
    );
    let (back, links) = record(text.as_bytes()).expect("a record");
    let all = back["segments"].as_object().expect("segments");
    let (id, added) = all.iter().next().expect("one");
    assert_eq!(
        (&added["en"], &added["ko"], &added["alt"]["en"]),
        (&json!("The signing"), &json!("서명 장면"), &json!("Two people"))
    );
    assert_eq!(links[0].owner, Owner::Segment(id.clone()));
    assert_eq!(links[0].target, "x.files/new.png");
}

fn meeting(segments: Value) -> Value {
    known(json!({
        "id": "0195783e-0000-7000-8000-0000000000aa", "kind": "meeting", "audience": "joint",
        "title": { "en": "Session", "ko": "회의" }, "segments": segments,
    }))
}

#[test]
fn what_a_person_rewrites_in_an_editor_of_another_system_comes_in() {
    let text = written(&meeting(json!({
        "s1": { "pos": "a", "kind": "decision", "decision_no": 1, "en": "Old words", "ko": "옛 문장" },
    })));
    let text = text.replace("Old words", "New words").replace('\n', "\r\n");
    let text = format!("\u{feff}{text}\r\n<!-- point -->\r\n\r\nAdded by hand\r\n");
    let back = read_back(text.as_bytes()).expect("a record");
    assert_eq!(back["segments"]["s1"]["en"], "New words");
    assert_eq!(back["segments"]["s1"]["decision_no"], 1);
    let added = back["segments"].as_object().expect("segments").values();
    assert!(
        added
            .into_iter()
            .any(|one| one["en"] == "Added by hand" && one["kind"] == "point")
    );
}

#[test]
fn every_way_to_be_no_such_file_has_its_sentence_and_its_line() {
    let head = "---\nmaru: 1\nkind: \"note\"\n---\n";
    for (text, code, line) in [
        ("---\nmaru: 1\nkind: \"note\"\n".to_owned(), "md-open", None),
        ("---\ntitle: hello\n---\n".to_owned(), "md-front", Some("2")),
        (
            "---\ntitle: \"A blog\"\n---\n# A blog\n".to_owned(),
            "md-none",
            None,
        ),
        ("---\nmaru: 9\n---\n".to_owned(), "md-version", None),
        (
            "---\nmaru: 1\nkind: \"note\"\nkind: \"note\"\n---\n".to_owned(),
            "md-twice",
            Some("4"),
        ),
        (
            "---\nmaru: 1\n  \"a\": 1\n---\n".to_owned(),
            "md-front",
            Some("3"),
        ),
        (format!("{head}\nLost words\n"), "md-stray", Some("6")),
        (
            format!("{head}\n<!-- point {{\"id\": -->\n"),
            "md-mark",
            Some("6"),
        ),
        (format!("{head}\n<!-- point\n"), "md-mark", Some("6")),
        (format!("{head}\n<!-- ko -->\n"), "md-mark", Some("6")),
        (
            format!("{head}\n<!-- text -->\n<!-- text -->\n"),
            "md-twice",
            Some("7"),
        ),
        ("---\nmaru: 1\n---\n".to_owned(), "json-shape", Some("1")),
    ] {
        assert_eq!(
            refused(&text),
            (code.to_owned(), line.map(str::to_owned)),
            "{text}"
        );
    }
    for mark in ["{}", r#"{"id":"a"}"#, r#"{"id":"a","hash":7}"#] {
        let text = format!("---\nmaru: 1\nkind: \"meeting\"\n---\n<!-- attachment {mark} -->\n");
        assert!(
            ["md-mark", "json-shape"].contains(&refused(&text).0.as_str()),
            "{mark}"
        );
    }
    let cut = [head.as_bytes(), b"<!-- text -->\n\xb8\xde"].concat();
    assert_eq!(read_back(&cut).expect_err("EUC-KR").code(), "md-text");
}

#[test]
fn what_is_deep_or_huge_is_refused_and_crashes_nothing() {
    let deep = format!(
        "---\nmaru: 1\nkind: \"note\"\nx: {}1{}\n---\n",
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    assert_eq!(refused(&deep).0, "md-front");
    let deep = format!(
        "---\nmaru: 1\nkind: \"note\"\nx: {}1{}\n---\n",
        "[".repeat(60),
        "]".repeat(60)
    );
    assert_eq!(refused(&deep).0, "json-deep");
    let marks = format!(
        "---\nmaru: 1\nkind: \"meeting\"\n---\n{}",
        "<!-- point -->\n".repeat(60_000)
    );
    assert_eq!(refused(&marks).0, "json-large");
    let long = format!(
        "---\nmaru: 1\nkind: \"note\"\n---\n<!-- text -->\n\n{}\n",
        "가".repeat(1_100_000)
    );
    assert_eq!(refused(&long).0, "json-large");
}

/// A text as people and hostile people write it.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ -~]{0,40}",
        "[가-힣 ]{0,20}",
        "(.|\n){0,40}",
        Just("<!-- ko -->".to_owned()),
        Just("\\<!-- point -->\n---\n# x".to_owned()),
        Just("**D-01** again".to_owned()),
        Just(" --> ".to_owned()),
        Just("> quoted\n>\n> twice".to_owned()),
        Just("\n\nabove and below\n\n".to_owned()),
        Just("![shown](<x.files/01.jpg>)\nwords".to_owned()),
        Just("\\\\[linked](y)".to_owned()),
        Just("[a]: b".to_owned()),
    ]
}

fn segment() -> impl Strategy<Value = Value> {
    let kind = prop::sample::select(vec![
        "agenda",
        "heading",
        "point",
        "decision",
        "action",
        "quote",
        "clause",
        "commitment",
        "poll",
        "picture",
        "picture",
        "attachment",
        "ko",
        "line",
        "Titled Kind",
    ]);
    (
        kind,
        text(),
        text(),
        "[0-9A-Za-z]{1,4}",
        prop::option::of(1_u32..40),
        any::<bool>(),
        text(),
    )
        .prop_map(|(kind, en, ko, pos, number, removed, strange)| {
            let mut one =
                json!({ "pos": pos, "kind": kind, "en": en, "ko": ko, "by": "uk", "strange": strange });
            if let Some(number) = number {
                one["decision_no"] = json!(number);
                one["action_no"] = json!(number + 1);
                one["due"] = json!("2027-04-16");
                one["status"] = json!("in_progress");
            }
            if removed {
                one["removed"] = json!(true);
            }
            if kind == "picture" {
                let digit = if number.is_some() { "a" } else { "c" };
                one["picture"] =
                    json!({ "hash": digit.repeat(64), "width": 8, "height": 6, "mime": "image/jpeg" });
                one["alt"] = json!({ "en": strange, "ko": "강당" });
            }
            one
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_meeting_comes_back_equal(
        title in (text(), text()),
        summary in (text(), text()),
        name in text(),
        key in "[a-z_]{1,12}|.{1,8}",
        value in text(),
        segments in prop::collection::vec(segment(), 0..8),
        caption in (text(), text()),
        kept in prop::option::of("[a-d]"),
    ) {
        let segments: Map<String, Value> = segments.into_iter().enumerate().map(|(at, one)| (format!("s{at}"), one)).collect();
        let mut whole = json!({
            "id": "0195783e-0000-7000-8000-0000000000aa", "kind": "meeting", "audience": "joint",
            "title": { "en": title.0, "ko": title.1 }, "summary": { "en": summary.0, "ko": summary.1 },
            "days": { "1": { "start": "2027-03-09T09:30:00+09:00[Asia/Seoul]", "end": "2027-03-09T17:30:00+09:00[Asia/Seoul]" } },
            "people": { "p--1": { "side": "kr", "family": { "en": name, "ko": "홍" } } },
            "segments": segments,
        });
        if let Some(digit) = kept {
            let picture = if digit == "a" { "picture" } else { "document" };
            whole["attachments"] = json!({ "x--y": { "pos": "V", "kind": picture, "hash": digit.repeat(64), "name": name,
                "caption": { "en": caption.0, "ko": caption.1 }, "alt": { "en": caption.1, "ko": "" } } });
        }
        if whole.get(&key).is_none() {
            whole[key] = json!({ "newer": value });
        }
        // What core itself refuses is none of this story.
        let Ok(known) = json::record(whole) else { return Ok(()) };
        let (back, straight) = both_ways(&known);
        prop_assert_eq!(back, straight);
    }

    #[test]
    fn no_bytes_crash_the_reader(bytes in prop::collection::vec(any::<u8>(), 0..400), text in "(---|maru: 1|kind: \"note\"|<!-- [a-z]+ -->|<!-- (picture|attachment)|!?\\[a\\]\\(b\\)|\\{|\\}|\"|\n| ){0,40}") {
        let _ = read_back(&bytes);
        let _ = read_back(format!("---\nmaru: 1\nkind: \"note\"\n---\n{text}").as_bytes());
        let _ = read_back(format!("---\n{text}").as_bytes());
    }
}
