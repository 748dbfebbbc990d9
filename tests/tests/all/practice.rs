//! A practice with every field filled, on its way through files: what comes in is what went out, and what was taken off
//! stays at home.

use std::fs;

use serde_json::{Value, json};

use crate::agreement::holds;
use crate::desk::Desk;

const ID: &str = "0195783e-0000-7000-8000-0000000000b1";
/// What stays at home, by the words that would betray it.
const TAKEN_OFF: [&str; 4] = [
    "withdrawn figure",
    "withdrawn line",
    "withdrawn scan",
    "a remark of ours",
];

/// A practice in which every field says something.
fn whole() -> Value {
    let pair = |text: &str| json!({ "en": text, "ko": format!("{text} 국문") });
    let hash = |digit: &str| digit.repeat(64);
    json!({
        "id": ID, "kind": "practice", "audience": "joint", "created": "2027-01-02T03:04:05Z",
        "provenance": "Written for a test", "agreement": "0195783e-0000-7000-8000-0000000000b2",
        "reference": "BP-UK-007", "template": "bp-1", "origin_side": "uk", "original_language": "en",
        "status": "agreed_both", "stage": "in_use",
        "title": pair("Peer review"), "one_line": pair("Peers assess services"),
        "keywords": { "en": ["peer review"], "ko": ["동료 검토"] },
        "organisation": pair("A digital team"),
        "segments": {
            "a": {
                "pos": "F", "kind": "point", "section": "problem", "origin": "en",
                "en": "Checked late.\nBy people --> far away.\n\n**Bold** and [a link](https://example.org).",
                "ko": "뒤늦은 점검.\n<!-- 표시처럼 보이는 줄 -->",
                "translation": { "of": "8a7480696646b2a4", "checked_by": "kr", "checked": "d8c57b8a95f0fbc0" }
            },
            "b": { "pos": "V", "kind": "quote", "section": "results", "by": "kr", "origin": "ko", "en": "", "ko": "한 줄\n두 줄" },
            "c": {
                "pos": "f", "kind": "picture", "section": "results", "origin": "en", "en": "A wall of notes", "ko": "메모 벽",
                "picture": { "hash": hash("a"), "small": hash("b"), "width": 8, "height": 6, "mime": "image/png" },
                "alt": pair("Notes on a wall")
            },
            "d": { "pos": "k", "kind": "point", "section": "risks", "origin": "en", "en": "withdrawn line", "ko": "", "removed": true }
        },
        "attachments": {
            "x": { "pos": "V", "kind": "document", "hash": hash("c"), "name": "report.pdf", "mime": "application/pdf", "size": 7,
                "caption": pair("The report"), "added": "2027-02-03T04:05:06Z" },
            "y": { "pos": "k", "kind": "document", "hash": hash("d"), "name": "withdrawn scan.pdf", "mime": "application/pdf",
                "size": 7, "removed": true }
        },
        "evidence": {
            "e": { "pos": "V", "measure": pair("Met at first"), "value": "62% → 74%", "period": "2 years", "source": "annual report",
                "illustrative": false },
            "f": { "pos": "k", "measure": pair("withdrawn figure"), "value": "1", "removed": true }
        },
        "related": ["D-04", "BP-KR-002"],
        "meetings": { "0195783e-0000-7000-8000-0000000000b3": "V" },
        "sides": ["uk", "kr", "sg"], "area": "area-1",
        "rights": { "licence": "OGL-UK-3.0", "name": pair("Open Government Licence"), "third_party": "none" },
        "contact": pair("standards@example.invalid"), "review_by": "2028-03-31",
        "comments": {
            "g": { "side": "uk", "at": "2027-03-10", "text": pair("a remark of ours") },
            "h": { "side": "kr", "at": "2027-03-11", "text": pair("a remark of ours that was settled"), "resolved": true }
        },
        "consents": {
            "i": { "side": "kr", "by": "Hong", "at": "2027-03-12T01:02:03Z", "device": "MOIS-07", "recorded_by": "kr",
                "text": "8a7480696646b2a4", "heads": ["ab12"] }
        },
        "moves": {
            "j": { "from": "joint_review", "to": "agreed_both", "by": "Hong", "at": "2027-03-12T01:02:04Z", "device": "MOIS-07",
                "side": "kr" }
        },
        "handling": {
            "uk": "OFFICIAL", "instruction": "RECIPIENTS ONLY", "descriptor": "PERSONAL DATA", "disclosure": "part",
            "disclosure_basis": "제9조제1항제5호", "n2sf": "O"
        },
        "translator_notes": { "of a newer Maru": [1, 2.5, null] }
    })
}

/// The same as it may leave: of a deleted line only its place is left, of what was taken off nothing.
fn leaving(mut practice: Value) -> Value {
    let without = |map: &mut Value, id: &str| drop(map.as_object_mut().expect("a map").remove(id));
    without(&mut practice["evidence"], "f");
    without(&mut practice["attachments"], "y");
    practice["comments"] = json!({});
    // A text that is not there is told apart from one that was translated by what it was made from: nothing.
    let nothing = json!({ "of": "e3b0c44298fc1c14" });
    practice["segments"]["d"] =
        json!({ "pos": "k", "kind": "point", "removed": true, "en": "", "ko": "", "translation": nothing });
    practice
}

fn import(desk: &Desk, name: &str, record: &str) -> Value {
    let file = desk.file(name, record);
    desk.run("import", &[&file.display().to_string()]).done();
    desk.run("show", &[ID, "--json"]).json()["record"].clone()
}

/// Returns the first place where two records differ.
fn difference(one: &Value, other: &Value, path: &str) -> Option<String> {
    if let (Value::Object(a), Value::Object(b)) = (one, other) {
        let mut keys = a.keys().chain(b.keys());
        return keys.find_map(|key| difference(&one[key], &other[key], &format!("{path}/{key}")));
    }
    (one != other).then(|| format!("{path}: {one} is not {other}"))
}

#[test]
fn every_field_of_a_practice_comes_back_from_every_file() {
    let desk = Desk::of("uk");
    let kept = import(&desk, "practice.json", &whole().to_string());
    holds(&kept, &whole(), "");
    for format in ["json", "md"] {
        let out = desk.path(&format!("out.{format}"));
        let path = out.display().to_string();
        desk.run("export", &[ID, "--to", format, "--out", &path]).done();
        let file = fs::read_to_string(&out).expect("the file");
        for word in TAKEN_OFF {
            assert!(!file.contains(word), "{word:?} left as {format}: {file}");
        }
        let other = Desk::of("kr");
        let back = import(&other, &format!("in.{format}"), &file);
        assert_eq!(difference(&back, &leaving(kept.clone()), ""), None, "by {format}");
        other.run("check", &[]).done();
        // What has come says of itself what it said before.
        let again = other.path("again");
        let path = again.display().to_string();
        other.run("export", &[ID, "--to", format, "--out", &path]).done();
        assert_eq!(fs::read_to_string(&again).expect("the file"), file, "{format}");
    }
}

#[test]
fn the_list_of_what_leaves_names_what_the_pages_do_not_print() {
    let desk = Desk::of("uk");
    import(&desk, "practice.json", &whole().to_string());
    let said = |args: &[&str]| {
        let out = desk.path("out").display().to_string();
        let words = [&[ID, "--out", &out, "--force"], args].concat();
        desk.run("export", &words).stderr
    };
    let (record, review, file) = ("The record itself", "Steps of the review", "report.pdf");
    let pages = said(&["--to", "pdf"]);
    for (args, named, silent) in [
        (
            &["--to", "json"][..],
            &[record, review, file][..],
            &["In the document's properties"][..],
        ),
        (
            &["--to", "md"],
            &[record, review, file],
            &["the files of documents"],
        ),
        (
            &["--to", "md", "--text", "ko"],
            &["Pictures: 1", "the files of documents"],
            &[record, review, file],
        ),
        (&["--to", "pdf", "--attach-record"], &[record, review, file], &[]),
    ] {
        let list = said(args);
        for word in named {
            assert!(list.contains(word), "{args:?} does not name {word:?}: {list}");
        }
        for word in silent {
            assert!(!list.contains(word), "{args:?} names {word:?}: {list}");
        }
    }
    assert!(!pages.contains(record) && !pages.contains(review), "{pages}");
}

/// A meeting with two people who were taken off, one of whom still owns an action.
#[test]
fn a_person_who_was_taken_off_leaves_only_where_a_line_names_them() {
    let desk = Desk::of("uk");
    let person = |name: &str, removed: bool| json!({ "side": "kr", "pos": "V", "family": { "en": name, "ko": "" }, "given": { "en": "", "ko": "" }, "removed": removed });
    let id = "0195783e-0000-7000-8000-0000000000b4";
    let meeting = json!({
        "id": id, "kind": "meeting", "audience": "joint", "title": { "en": "People", "ko": "사람" },
        "people": { "p": person("Standing", false), "q": person("Stranger", true), "r": person("Owner", true), "s": person("Writer", true),
            "t": person("Former", true) },
        "minutes": { "prepared_by": "s" },
        "segments": {
            "a": { "pos": "V", "kind": "action", "en": "Send it", "ko": "", "owner_side": "kr", "owner": "r" },
            "b": { "pos": "k", "kind": "action", "en": "Dropped", "ko": "", "owner_side": "kr", "owner": "t", "removed": true }
        }
    });
    let file = desk.file("meeting.json", meeting.to_string());
    desk.run("import", &[&file.display().to_string()]).done();
    for (format, args) in [("json", &[][..]), ("md", &[]), ("pdf", &["--attach-record"])] {
        let out = desk.path(&format!("people.{format}"));
        let path = out.display().to_string();
        desk.run("export", &[&[id, "--to", format, "--out", &path], args].concat())
            .done();
        let other = Desk::of("kr");
        other.run("import", &[&path]).done();
        let people = other.run("show", &[id, "--json"]).json()["record"]["people"].clone();
        let ids: Vec<&String> = people.as_object().expect("people").keys().collect();
        assert_eq!(ids, ["p", "r", "s"], "by {format}");
    }
}
