//! An agreement on two laptops: bodies, areas and dates that both sides write at once.

mod laptop;

use laptop::{Laptop, insert, meet, set};
use maru_core::agreement::Agreement;
use maru_core::numbers::clashes;
use maru_core::record::Record;
use serde_json::{Value, json};

fn agreement() -> Value {
    json!({
        "id": "g", "kind": "agreement", "audience": "joint", "status": "draft",
        "title": { "en": "MoU", "ko": "양해각서" },
        "participants": {
            "uk": { "side": "uk", "pos": "D", "body_at_signature": { "en": "Cabinet Office", "ko": "내각부" } },
            "kr": { "side": "kr", "pos": "V", "body_at_signature": { "en": "MOIS", "ko": "행정안전부" } }
        },
        "areas": {
            "a": { "pos": "F", "code": "UK-1", "en": "Cloud", "ko": "", "side": "uk" },
            "b": { "pos": "V", "code": "KR-1", "en": "", "ko": "클라우드", "side": "kr" },
            "c": { "pos": "k", "code": "KR-2", "en": "", "ko": "인재", "side": "kr" }
        }
    })
}

fn pair() -> (Laptop, Laptop) {
    let mut ours = Laptop::first(&agreement());
    let theirs = ours.copy(1);
    (ours, theirs)
}

fn read(laptop: &Laptop) -> Agreement {
    match laptop.doc.record().expect("a record") {
        Record::Agreement(agreement) => agreement,
        other => panic!("no agreement: {other:?}"),
    }
}

#[test]
fn a_body_that_one_takes_off_keeps_what_the_other_writes_in_it() {
    let (mut ours, mut theirs) = pair();
    ours.edit(&[set(&["participants", "kr", "removed"], true)]);
    theirs.edit(&[set(
        &["participants", "kr", "current_body", "ko"],
        "행정안전부 인공지능정부실",
    )]);
    meet(&mut ours, &mut theirs);
    let off = &read(&ours).participants["kr"];
    assert!(off.removed);
    assert_eq!(off.current_body.ko, "행정안전부 인공지능정부실");
    ours.edit(&[set(&["participants", "kr", "removed"], false)]);
    meet(&mut ours, &mut theirs);
    let back = &read(&theirs).participants["kr"];
    assert_eq!(
        (back.removed, back.current_body.ko.as_str()),
        (false, "행정안전부 인공지능정부실")
    );
}

#[test]
fn a_third_side_joins_while_the_other_two_are_written() {
    let (mut ours, mut theirs) = pair();
    let third =
        json!({ "side": "sg", "pos": "k", "body_at_signature": { "en": "GovTech", "ko": "정부기술청" } });
    ours.edit(&[set(&["participants", "sg"], third)]);
    theirs.edit(&[
        set(
            &["participants", "uk", "signatory", "title", "en"],
            "Parliamentary Secretary",
        ),
        set(
            &["participants", "uk", "succession", "s"],
            json!({ "date": "2024-07", "text": { "en": "Moved", "ko": "이관" }, "source": "" }),
        ),
    ]);
    meet(&mut ours, &mut theirs);
    let merged = read(&ours).participants;
    assert_eq!(merged.len(), 3);
    assert_eq!(merged["uk"].signatory.title.en, "Parliamentary Secretary");
    assert_eq!(merged["uk"].succession["s"].date, "2024-07");
}

#[test]
fn links_that_both_sides_make_at_once_both_hold() {
    let (mut ours, mut theirs) = pair();
    ours.edit(&[set(&["areas", "a", "links"], json!(["b"]))]);
    theirs.edit(&[set(&["areas", "a", "links"], json!(["c"]))]);
    meet(&mut ours, &mut theirs);
    let mut links = read(&ours).areas["a"].links.clone();
    links.sort();
    assert_eq!(links, ["b", "c"]);
    assert!(ours.doc.conflicts().expect("conflicts").is_empty());
}

#[test]
fn an_end_date_that_both_typed_differently_waits_for_a_person() {
    let (mut ours, mut theirs) = pair();
    ours.edit(&[set(&["dates", "ends", "value"], "2028-11-21")]);
    theirs.edit(&[
        set(&["dates", "ends", "value"], "2028-11-22"),
        set(&["dates", "ends", "certainty"], "assumed"),
        set(&["dates", "ends", "basis", "ko"], "5년간 유효"),
    ]);
    meet(&mut ours, &mut theirs);
    let ends = read(&ours).dates["ends"].clone();
    assert_eq!(
        (ends.certainty.as_str(), ends.basis.ko.as_str()),
        ("assumed", "5년간 유효"),
        "what only one of them wrote stands"
    );
    let conflicts = ours.doc.conflicts().expect("conflicts");
    assert_eq!(conflicts.len(), 1);
    assert_eq!(conflicts[0].path, ["dates", "ends", "value"]);
    assert_eq!(conflicts[0].values.len(), 2);
    ours.edit(&[set(&["dates", "ends", "value"], ends.value)]);
    assert!(ours.doc.conflicts().expect("conflicts").is_empty());
}

#[test]
fn no_date_is_worked_out_from_another() {
    let (mut ours, _) = pair();
    ours.edit(&[
        set(&["dates", "signed", "value"], "2023-11-22"),
        set(&["term", "value"], "P5Y"),
        set(
            &["reminders", "r"],
            json!({ "rule": "P12M_before_end", "date": "", "text": { "en": "", "ko": "" } }),
        ),
    ]);
    let read = read(&ours);
    assert_eq!(read.dates["ends"].value, "");
    assert_eq!(read.dates["in_effect"].value, "");
    assert_eq!(read.reminders["r"].date, "");
}

#[test]
fn what_was_taken_off_does_not_travel() {
    let (mut ours, _) = pair();
    ours.edit(&[
        set(&["areas", "a", "links"], json!(["b", "c"])),
        set(&["areas", "c", "removed"], true),
        set(&["participants", "kr", "removed"], true),
    ]);
    let travels = read(&ours).without_removed();
    assert_eq!(travels.participants.keys().collect::<Vec<_>>(), ["uk"]);
    assert_eq!(travels.areas["a"].links, ["b"]);
    assert!(!travels.areas.contains_key("c"));
}

#[test]
fn commitments_are_numbered_once_and_one_number_for_two_is_told() {
    let (mut ours, mut theirs) = pair();
    let commitment =
        |en: &str| json!({ "kind": "commitment", "en": en, "due_precision": "quarter", "area": "a" });
    ours.edit(&[insert("x", None, commitment("Share guidance"))]);
    theirs.edit(&[insert("y", None, commitment("Exchange experts"))]);
    meet(&mut ours, &mut theirs);
    assert_eq!(ours.segment("x").number().as_deref(), Some("C-01"));
    assert_eq!(clashes(&ours.doc.record().expect("a record")).len(), 1);
}
