//! Hostile text in every field: it prints as itself, or not at all, and never stops the export.

use maru_core::bilingual::Side;

use serde_json::{Value, json};

use super::{close, first, flat, order, read, record, sample, session};
use crate::{Error, Languages, file_name, markdown, pdf, typeset};

/// Returns texts that broke a typesetter, a parser or a reader somewhere.
fn corpus() -> Vec<String> {
    let mut corpus: Vec<String> = [
        "#import \"x.typ\": * #{panic(\"no\")} #read(\"/etc/passwd\")",
        "$ integral_0^oo x dif x $ ] } ) #] *bold _lean `code` <label> @ref // comment /* open",
        "\"}, {\"t\": \"text\", \"v\": \"\\u0000\"}, {\"",
        "<script>alert(1)</script><img src=x onerror=alert(1)>&amp;&#x202e;",
        "a\u{202e}txet desrever\u{202c} \u{2066}b\u{2069} \u{61c}\u{200f}",
        "nul\u{0} escape\u{1b}[31m next\u{85}line\u{2028}sep\u{2029}par\u{feff}bom\u{9b}",
        "👩\u{200d}👩\u{200d}👧\u{200d}👦 🇰🇷🇬🇧 🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f} 👍🏽 ☑ ☐ ✔ ⚖️",
        "\u{1112}\u{1161}\u{11ab}\u{1100}\u{116e}\u{11a8} 협력",
        "나랏말ᄊᆞ미 ᄒᆞᆫ글 \u{e000}\u{f8ff}\u{f0000}\u{10fffd} \u{fffd}\u{ffff}",
        "韓國 國際協力 𠀀𪜀 ①㉮㈜㎏ ½ ℃ ™",
        "Z\u{300}\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}\u{307}\u{308}\u{309}\u{30a}\u{30b}a\u{316}\u{317}\u{318}lgo",
        "[a](javascript:alert(1)) [b](file:///etc/passwd) [c](data:text/html,x) <http://example.org/<script>>",
        "مرحبا שלום ไทย हिन्दी Ελληνικά Кириллица 日本語 ភាសាខ្មែរ",
        "{n} {total} {{{}}} %s %n ${x} {{7*7}}",
        "D-01 entry-1 \\u{1F600} \\ \\\\ / : * ? \" < > | CON nul.txt ../../etc/passwd",
    ]
    .map(str::to_owned)
    .into();
    corpus.push(format!("[x](https://example.org/{})", "a".repeat(3_000)));
    corpus.push(format!("{}{}", ">".repeat(300), "*[".repeat(500)));
    corpus.push(" ".repeat(5_000));
    corpus.push("한".repeat(3_000));
    corpus.push("W".repeat(3_000));
    corpus.push("「『《〈【（".repeat(40));
    corpus
}

/// Fields that hold a choice, a number, a time or an id: no person writes free text there.
const CHOSEN: [&str; 31] = [
    "id",
    "kind",
    "audience",
    "created",
    "pos",
    "side",
    "days",
    "start",
    "end",
    "zone",
    "since",
    "due",
    "status",
    "owner",
    "agreement",
    "sources",
    "capacity",
    "until",
    "uk",
    "origin",
    "checked_by",
    "of",
    "checked",
    "decision",
    "certainty",
    "original_language",
    "due_precision",
    "precision",
    "embargo_until",
    "n2sf",
    "disclosure",
];

/// Puts a text into every place of a record where a person can write.
fn spoil(value: &mut Value, text: &str) {
    match value {
        Value::String(old) => *old = text.to_owned(),
        Value::Array(list) => list.iter_mut().for_each(|entry| spoil(entry, text)),
        Value::Object(map) => {
            let free = map.iter_mut().filter(|(key, _)| !CHOSEN.contains(&key.as_str()));
            free.for_each(|(_, entry)| spoil(entry, text));
        }
        _ => {}
    }
}

#[test]
fn every_field_takes_every_text() {
    for kind in ["meeting", "agreement", "practice"] {
        for text in corpus() {
            let mut hostile = sample(kind, "uk");
            let short: String = text
                .chars()
                .take(if kind == "meeting" { 400 } else { 80 })
                .collect();
            spoil(&mut hostile, &short);
            hostile["handling"]["uk"] = json!(short);
            let hostile = record(hostile);
            let paper = pdf(&hostile, None, &order(Languages::Both, "uk"));
            let paper = paper.unwrap_or_else(|error| panic!("{kind} {text:.60}: {error}"));
            assert!(paper.pdf.starts_with(b"%PDF-1.7"));
            let name = file_name(&hostile, &order(Languages::Both, "uk"));
            assert!(
                !name.contains(['/', '\\', ':', '\0', '"', '<', '>', '|', '?', '*']) && name.len() < 240,
                "{name}"
            );
            assert!(markdown(&hostile, &order(Languages::Both, "uk")).is_ok());
        }
    }
}

#[test]
fn one_line_takes_every_text_whole() {
    for text in corpus() {
        let mut session = session();
        let point = first(&mut session, "point");
        (point["en"], point["ko"]) = (json!(text), json!(text));
        for languages in [Languages::En, Languages::Ko] {
            let set = typeset(&record(session.clone()), None, &order(languages, "kr"))
                .and_then(|sheet| sheet.pdf());
            assert!(set.is_ok(), "{text:.60}: {:?}", set.err());
        }
    }
}

#[test]
fn source_of_the_typesetter_prints_as_itself() {
    let mut session = session();
    first(&mut session, "point")["en"] =
        json!("#import \"x.typ\": * $x^2$ ] #panic() = Heading <label> @ref `raw` ~ -- ...");
    let text = flat(&read(session, &order(Languages::En, "uk")));
    assert!(
        text.contains("#import \"x.typ\": * $x^2$ ] #panic() = Heading <label> @ref `raw` ~ -- ..."),
        "{text}"
    );
}

#[test]
fn directions_are_never_turned_and_blanks_are_shown() {
    let mut session = session();
    first(&mut session, "point")["en"] = json!("pay \u{202e}001\u{202c} now \u{e000} then");
    let text = flat(&read(session, &order(Languages::En, "uk")));
    assert!(text.contains("pay 001 now □ then"), "{text}");
}

#[test]
fn decomposed_hangul_is_printed_composed() {
    let mut session = session();
    first(&mut session, "point")["ko"] = json!("\u{1112}\u{1161}\u{11ab}\u{1100}\u{116e}\u{11a8}");
    assert!(read(session, &order(Languages::Ko, "kr")).contains("한국"));
}

#[test]
fn a_paragraph_of_a_megabyte_is_cut_and_says_so() {
    for text in [
        "word ".repeat(200_000),
        "낱말 ".repeat(150_000),
        "한".repeat(340_000),
        "x".repeat(1_000_000),
        "a\n".repeat(200_000),
    ] {
        let mut session = session();
        first(&mut session, "point")["en"] = json!(text);
        let sheet = typeset(&record(session), None, &order(Languages::En, "uk")).expect("a paper");
        assert!(sheet.warnings().contains(&"paper-cut".to_owned()));
        let said = format!(
            "the first 20000 of {} characters are printed",
            text.chars().count()
        );
        assert!(flat(&sheet.text()).contains(&said), "{said}");
        assert!(sheet.pdf().is_ok());
    }
}

#[test]
fn more_than_a_paper_carries_is_refused() {
    let mut session = session();
    let segments = session["segments"].as_object_mut().expect("segments");
    for number in 0..150 {
        let long = json!({"pos": "zz", "kind": "point", "en": "word ".repeat(4_000), "ko": ""});
        segments.insert(format!("x{number}"), long);
    }
    let refused = typeset(&record(session), None, &order(Languages::En, "uk"));
    assert!(matches!(refused, Err(Error::Long { .. })));
}

#[test]
fn what_is_left_out_or_wrong_leaves_a_gap_and_no_more() {
    let bare = json!({"id": "x", "kind": "meeting", "audience": "joint"});
    let strange = json!({"id": "x", "kind": "meeting", "audience": "joint", "zone": "Mars/Base",
        "days": {"a": {"start": "tomorrow", "end": ""}}, "segments": {"s": {"pos": "", "kind": "agenda", "start": "?"}},
        "people": {"p": {"side": ""}}, "title_by": {"uk": " "}});
    for value in [
        bare,
        strange,
        json!({"id": "x", "kind": "agreement", "audience": "joint"}),
        json!({"id": "x", "kind": "practice", "audience": "joint"}),
        json!({"id": "x", "kind": "note", "audience": "joint"}),
    ] {
        for languages in [Languages::En, Languages::Ko, Languages::Both] {
            let order = crate::Order {
                now: "never".to_owned(),
                ..order(languages, "zz")
            };
            let set = pdf(&record(value.clone()), None, &order);
            assert!(set.is_ok(), "{value}: {:?}", set.err());
        }
    }
    let newer = record(json!({"id": "x", "kind": "opportunity", "audience": "joint"}));
    assert!(matches!(
        pdf(&newer, None, &order(Languages::En, "uk")),
        Err(Error::Kind(_))
    ));
}

#[test]
fn no_word_of_our_own_sides_notes_is_in_anything_that_leaves() {
    for side in ["uk", "kr"] {
        let records: Vec<_> = sample::records(&Side::new(side))
            .into_iter()
            .map(record)
            .collect();
        let canaries = [
            "legal colleagues have not yet looked",
            "언급하지 않을 것",
            "accessibility testing experience",
            "체재비 부담 주체",
        ];
        let mut seen = 0;
        for record in &records {
            let order = order(Languages::Both, side);
            match (
                typeset(record, None, &order),
                markdown(record, &order),
                crate::json(record),
            ) {
                (Ok(sheet), Ok(markdown), Ok(json)) => {
                    let text = format!("{}{}{}", close(&sheet.text()), close(&markdown), close(&json));
                    assert!(canaries.iter().all(|canary| !text.contains(&close(canary))));
                    seen += 1;
                }
                (Err(Error::Own), Err(Error::Own), Err(Error::Own)) => {}
                _ => panic!("some ways let a record out and others do not"),
            }
        }
        assert!(seen >= 4 && seen < records.len(), "{seen} of {}", records.len());
    }
}

#[test]
fn the_words_of_deleted_lines_do_not_leave() {
    let mut session = session();
    let point = first(&mut session, "point");
    (point["en"], point["ko"], point["removed"]) =
        (json!("canary in a deleted line"), json!(""), json!(true));
    let deleted = first(&mut session, "decision");
    (deleted["en"], deleted["removed"]) = (json!("canary in a deleted decision"), json!(true));
    let written = crate::json(&record(session.clone())).expect("json");
    assert!(!written.contains("canary") && written.contains("\"decision_no\": 1"));
    assert!(!read(session, &order(Languages::Both, "uk")).contains("canary"));
}
