//! An agreement with every field filled: it comes out of a vault as it went in, and what was taken off stays at home.

use std::fs;

use serde_json::{Value, json};

use crate::desk::Desk;

/// An agreement in which every field says something.
fn whole() -> Value {
    let pair = |text: &str| json!({ "en": text, "ko": format!("{text} 국문") });
    let dated = |value: &str, certainty: &str| json!({ "value": value, "certainty": certainty, "typed": true, "basis": pair("basis"), "sources": ["press"] });
    let stated = |value: &str, unknown: bool| json!({ "value": value, "unknown": unknown, "basis": pair("basis"), "sources": ["press"] });
    json!({
        "kind": "agreement", "audience": "joint", "created": "2027-01-02T03:04:05Z",
        "form": "mou", "reference": "AGR-2027-002", "status": "in_effect",
        "legal_nature": { "value": "non_binding_arrangement", "basis": "said by both", "confirmed": true },
        "title": pair("MoU"), "short_title": pair("Short"), "official_titles": ["en", "ko"],
        "participants": {
            "p": {
                "side": "uk", "pos": "D", "body_at_signature": pair("then"), "implementing_body": pair("at work"),
                "current_body": pair("now"),
                "signatory": { "name": pair("Alex Sample"), "title": pair("Minister"), "press_title": pair("press"), "note": "note" },
                "succession": {
                    "s": { "date": "2024-07", "text": pair("moved"), "source": "press" },
                    "t": { "date": "2025", "text": pair("slip"), "source": "", "removed": true }
                },
                "contact": pair("desk")
            },
            "q": { "side": "kr", "pos": "V", "body_at_signature": pair("withdrawn body"), "removed": true }
        },
        "dates": {
            "signed": dated("2023-11-22", "stated"), "in_effect": dated("", "unknown"), "ends": dated("2028-11-21", "assumed")
        },
        "term": stated("P5Y", false), "renewal": stated("", true), "notice": stated("P6M", false),
        "place_signed": pair("London"), "occasion": pair("visit"),
        "languages": ["en", "ko"], "authenticity": stated("", true),
        "areas": {
            "a": { "pos": "F", "code": "UK-1", "en": "Cloud", "ko": "", "side": "uk", "links": ["b", "c"], "sources": ["press"] },
            "b": { "pos": "V", "code": "KR-1", "en": "", "ko": "클라우드", "side": "kr", "links": [], "sources": [] },
            "c": { "pos": "k", "code": "KR-2", "en": "withdrawn area", "ko": "", "side": "kr", "links": [], "sources": [], "removed": true }
        },
        "forms_of_cooperation": { "f": { "pos": "V", "en": "Seminars", "ko": "세미나", "source": "press" } },
        "segments": {
            "k": {
                "pos": "V", "kind": "commitment", "en": "Share guidance", "ko": "지침 공유", "origin": "en",
                "commitment_no": 1, "owner_side": "joint", "due": "2027-12-31", "due_precision": "quarter",
                "due_text": pair("by the end of 2027"), "status": "done", "evidence": pair("published"), "area": "a",
                "sources": ["press"]
            }
        },
        "related": {
            "r": { "pos": "V", "relation": "predecessor", "title": pair("Earlier MoU"), "signed": "2013-12", "record": "other", "source": "press" }
        },
        "reminders": {
            "m": { "rule": "P12M_before_end", "date": "2027-11-21", "precision": "month", "text": pair("advice") }
        },
        "sources": { "press": "https://example.org/press" },
        "rests_on": { "title": ["press"] },
        "handling": { "uk": "OFFICIAL", "disclosure": "open", "n2sf": "O" }
    })
}

/// Asserts that everything in `wanted` stands in `found`, at the same place.
#[track_caller]
pub(crate) fn holds(found: &Value, wanted: &Value, path: &str) {
    match wanted {
        Value::Object(map) => map
            .iter()
            .for_each(|(key, value)| holds(&found[key], value, &format!("{path}/{key}"))),
        value => assert_eq!(found, value, "{path}"),
    }
}

fn taken_in(desk: &Desk, file: &str, record: &str) -> Value {
    let file = desk.file(file, record);
    desk.run("import", &[&file.display().to_string()]).done();
    let id = desk.ids("agreement").first().cloned().expect("an agreement");
    desk.run("show", &[&id, "--json"]).json()["record"].clone()
}

#[test]
fn every_field_of_an_agreement_comes_out_as_it_went_in() {
    let desk = Desk::of("uk");
    let shown = taken_in(&desk, "agreement.json", &whole().to_string());
    holds(&shown, &whole(), "");

    let id = shown["id"].as_str().expect("an id").to_owned();
    let out = desk.path("out.json");
    desk.run(
        "export",
        &[&id, "--to", "json", "--out", &out.display().to_string()],
    )
    .done();
    let exported = fs::read_to_string(&out).expect("the file");
    let other = Desk::of("kr");
    let again = taken_in(&other, "again.json", &exported);
    let mut wanted = whole();
    for path in ["/participants", "/areas", "/participants/p/succession"] {
        let map = wanted.pointer_mut(path).and_then(Value::as_object_mut);
        map.expect("a map").retain(|_, one| one.get("removed").is_none());
    }
    wanted["areas"]["a"]["links"] = json!(["b"]);
    holds(&again, &wanted, "");
    for (path, left) in [
        ("/participants", 1),
        ("/areas", 2),
        ("/participants/p/succession", 1),
    ] {
        let map = again.pointer(path).and_then(Value::as_object);
        assert_eq!(map.map(serde_json::Map::len), Some(left), "{path}");
    }
    for word in ["withdrawn", "slip"] {
        assert!(
            !exported.contains(word),
            "{word} was taken off and left all the same"
        );
    }
}

#[test]
fn the_sheet_of_an_agreement_leaves_out_what_was_taken_off() {
    let desk = Desk::of("uk");
    let shown = taken_in(&desk, "agreement.json", &whole().to_string());
    let out = desk.path("sheet.md");
    let id = shown["id"].as_str().expect("an id");
    desk.run("export", &[id, "--to", "md", "--out", &out.display().to_string()])
        .done();
    let sheet = fs::read_to_string(&out).expect("the file");
    assert!(sheet.contains("클라우드"), "{sheet}");
    for word in ["withdrawn", "slip"] {
        assert!(!sheet.contains(word), "{word} in {sheet}");
    }
}
