//! What two people do to one record on two laptops, and what each of them finds afterwards.

mod laptop;

use laptop::{Laptop, insert, meet, meeting, place, remove, set, write};
use maru_core::bilingual::{Lang, Side};
use maru_core::document::{Author, Document, Stamp};
use maru_core::edit::Edit;
use maru_core::error::Error;
use maru_core::numbers::clashes;
use maru_core::record::Record;
use maru_core::segment::SegmentKind;
use serde_json::json;

fn pair() -> (Laptop, Laptop) {
    let mut ours = Laptop::first(&meeting());
    let theirs = ours.copy(1);
    (ours, theirs)
}

fn turn(id: &str, kind: SegmentKind) -> Edit {
    Edit::Turn {
        id: id.to_owned(),
        kind,
    }
}

#[test]
fn both_edit_both_languages_of_one_line() {
    let (mut ours, mut theirs) = pair();
    ours.edit(&[write("a", Lang::En, "Alpha text about close cooperation.")]);
    ours.edit(&[write("a", Lang::Ko, "긴밀한 협력에 관한 알파.")]);
    theirs.edit(&[write("a", Lang::En, "Alpha text about cooperation on AI.")]);
    theirs.edit(&[write("a", Lang::Ko, "협력에 관한 알파(인공지능).")]);
    meet(&mut ours, &mut theirs);
    assert_eq!(ours.segment("a").en, "Alpha text about close cooperation on AI.");
    assert_eq!(ours.segment("a").ko, "긴밀한 협력에 관한 알파(인공지능).");
    assert!(ours.doc.conflicts().expect("conflicts").is_empty());
}

#[test]
fn one_moves_a_line_and_the_other_edits_it() {
    let (mut ours, mut theirs) = pair();
    ours.edit(&[place("a", Some("c"))]);
    theirs.edit(&[write("a", Lang::En, "Alpha, edited.")]);
    meet(&mut ours, &mut theirs);
    assert_eq!(ours.order(), ["b", "c", "a"]);
    assert_eq!(ours.segment("a").en, "Alpha, edited.");
}

#[test]
fn both_move_one_line_and_one_edits_it() {
    let (mut ours, mut theirs) = pair();
    ours.edit(&[place("a", Some("c"))]);
    theirs.edit(&[place("a", Some("b")), write("a", Lang::Ko, "고친 알파.")]);
    meet(&mut ours, &mut theirs);
    let order = ours.order();
    assert!(
        order == ["b", "c", "a"] || order == ["b", "a", "c"],
        "once, at one of the two places: {order:?}"
    );
    assert_eq!(ours.segment("a").ko, "고친 알파.");
}

#[test]
fn both_put_all_lines_into_another_order() {
    let (mut ours, mut theirs) = pair();
    ours.edit(&[place("c", None), place("b", Some("c"))]);
    theirs.edit(&[place("b", None), place("a", Some("c"))]);
    meet(&mut ours, &mut theirs);
    let mut order = ours.order();
    order.sort_unstable();
    assert_eq!(order, ["a", "b", "c"]);
}

#[test]
fn one_deletes_a_line_and_the_other_edits_it() {
    let (mut ours, mut theirs) = pair();
    ours.edit(&[remove("b")]);
    theirs.edit(&[write("b", Lang::En, "Beta, still needed.")]);
    meet(&mut ours, &mut theirs);
    let kept = ours.segment("b");
    assert!(kept.removed, "shown as edited after it was deleted");
    assert_eq!(kept.en, "Beta, still needed.");
    ours.edit(&[Edit::Restore { id: "b".to_owned() }]);
    assert!(!ours.segment("b").removed);
}

#[test]
fn both_put_a_new_line_at_one_place() {
    let (mut ours, mut theirs) = pair();
    ours.edit(&[insert("x", Some("a"), json!({ "en": "Ours." }))]);
    theirs.edit(&[insert("y", Some("a"), json!({ "ko": "우리." }))]);
    meet(&mut ours, &mut theirs);
    assert_eq!(
        ours.order(),
        ["a", "x", "y", "b", "c"],
        "one place: the id decides"
    );
    // A line between the two finds room although both stand at one place.
    ours.edit(&[insert("z", Some("x"), json!({ "en": "Between." }))]);
    meet(&mut ours, &mut theirs);
    assert_eq!(theirs.order(), ["a", "x", "z", "y", "b", "c"]);
}

#[test]
fn a_window_behind_the_record_finds_room_among_lines_it_has_not_seen() {
    let (mut ours, mut theirs) = pair();
    let before = ours.doc.heads();
    ours.edit(&[insert("x", Some("a"), json!({ "en": "Ours." }))]);
    theirs.edit(&[insert("y", Some("a"), json!({ "ko": "우리." }))]);
    meet(&mut ours, &mut theirs);
    // The window knows neither x nor y, which share one place, and puts a line after each.
    ours.edit_at(&before, &[insert("w", Some("x"), json!({ "en": "Late." }))])
        .expect("an edit");
    meet(&mut ours, &mut theirs);
    assert!(
        ours.doc.conflicts().expect("conflicts").is_empty(),
        "{:?}",
        ours.doc.conflicts()
    );
    assert_eq!(ours.order(), ["a", "x", "w", "y", "b", "c"]);
    assert_eq!(
        (ours.segment("x").en, ours.segment("y").ko),
        ("Ours.".to_owned(), "우리.".to_owned())
    );
}

#[test]
fn a_save_that_is_sent_twice_is_one_line() {
    let (mut ours, _) = pair();
    let before = ours.doc.heads();
    let edits = [insert("x", Some("a"), json!({ "en": "Once." }))];
    ours.edit_at(&before, &edits).expect("first");
    ours.edit(&[write("x", Lang::Ko, "한 번.")]);
    ours.edit_at(&before, &edits)
        .expect("again, as after an answer that was lost");
    assert_eq!(ours.order(), ["a", "x", "b", "c"]);
    assert_eq!(
        (ours.segment("x").en, ours.segment("x").ko),
        ("Once.".to_owned(), "한 번.".to_owned())
    );
}

#[test]
fn both_set_one_field_and_are_told_who_and_when() {
    let (mut ours, mut theirs) = pair();
    ours.edit(&[set(&["mode"], "in_person")]);
    theirs.edit(&[set(&["mode"], "hybrid")]);
    meet(&mut ours, &mut theirs);
    let conflicts = ours.doc.conflicts().expect("conflicts");
    assert_eq!(conflicts.len(), 1);
    assert_eq!(conflicts[0].path, ["mode"]);
    let mut told: Vec<_> = conflicts[0]
        .values
        .iter()
        .map(|v| {
            (
                v.value.as_str().expect("a mode"),
                v.device.as_str(),
                v.side.0.as_str(),
                v.time.as_str(),
            )
        })
        .collect();
    assert_eq!(
        told.last().map(|last| last.0),
        ours.doc.json()["mode"].as_str(),
        "the last one is shown"
    );
    told.sort_unstable();
    assert_eq!(
        told,
        [
            ("hybrid", "laptop 1", "kr", "1970-01-01T00:00:01.001Z"),
            ("in_person", "laptop 0", "uk", "1970-01-01T00:00:01Z")
        ]
    );
    assert_eq!(
        theirs.doc.conflicts().expect("conflicts"),
        conflicts,
        "both are told the same"
    );
}

#[test]
fn both_set_the_same_and_are_not_bothered() {
    let (mut ours, mut theirs) = pair();
    ours.edit(&[set(&["mode"], "hybrid")]);
    theirs.edit(&[set(&["mode"], "hybrid")]);
    meet(&mut ours, &mut theirs);
    assert!(ours.doc.conflicts().expect("conflicts").is_empty());
}

#[test]
fn choosing_one_value_settles_it_on_both() {
    let (mut ours, mut theirs) = pair();
    ours.edit(&[set(&["zone"], "Europe/London")]);
    theirs.edit(&[set(&["zone"], "Asia/Tokyo")]);
    meet(&mut ours, &mut theirs);
    ours.edit(&[set(&["mode"], "hybrid")]);
    assert_eq!(
        ours.doc.conflicts().expect("conflicts").len(),
        1,
        "saving another field settles nothing"
    );
    ours.edit(&[set(&["zone"], "Europe/London")]);
    meet(&mut ours, &mut theirs);
    assert!(theirs.doc.conflicts().expect("conflicts").is_empty());
    assert_eq!(theirs.doc.json()["zone"], "Europe/London");
}

#[test]
fn a_record_that_was_made_twice_shows_both() {
    let mut ours = Laptop::first(&meeting());
    let mut other = meeting();
    other["title"]["en"] = "Another session".into();
    let stamp = Stamp {
        author: Author {
            device: "twin".to_owned(),
            side: Side::new("kr"),
        },
        time: 9,
    };
    let mut twin = Document::create(&other, [7; 16], &stamp).expect("a record");
    ours.doc.merge(&mut twin).expect("a merge");
    let conflicts = ours.doc.conflicts().expect("conflicts");
    let titles: Vec<_> = conflicts
        .iter()
        .filter(|c| c.path == ["title"])
        .flat_map(|c| &c.values)
        .collect();
    assert_eq!(titles.len(), 2, "{conflicts:?}");
}

#[test]
fn two_records_are_never_mixed() {
    let mut ours = Laptop::first(&meeting());
    let mut other = meeting();
    other["id"] = "n".into();
    let mut theirs = Laptop::first(&other);
    assert!(matches!(ours.doc.merge(&mut theirs.doc), Err(Error::Misfit(_))));
}

#[test]
fn an_edit_that_fails_behind_the_record_changes_nothing() {
    let (mut ours, _) = pair();
    let before = ours.doc.heads();
    ours.edit(&[write("a", Lang::En, "Newer.")]);
    let (heads, json) = (ours.doc.heads(), ours.doc.json().clone());
    let edits = [write("b", Lang::En, "Older."), write("nowhere", Lang::En, "x")];
    assert!(ours.edit_at(&before, &edits).is_err());
    assert_eq!((ours.doc.heads(), ours.doc.json().clone()), (heads, json));
    ours.edit_at(&before, &edits[..1]).expect("an edit");
    assert_eq!(
        (ours.segment("a").en, ours.segment("b").en),
        ("Newer.".to_owned(), "Older.".to_owned())
    );
}

#[test]
fn two_laptops_that_took_one_number_are_shown_and_one_is_renumbered() {
    let (mut ours, mut theirs) = pair();
    ours.edit(&[turn("a", SegmentKind::Decision)]);
    theirs.edit(&[turn("b", SegmentKind::Decision)]);
    meet(&mut ours, &mut theirs);
    let record = |laptop: &Laptop| Record::from_json(laptop.doc.json().clone()).expect("a record");
    assert_eq!(
        clashes(&record(&ours)),
        [("D-01".to_owned(), vec!["a".to_owned(), "b".to_owned()])]
    );
    theirs.edit(&[Edit::Renumber { id: "b".to_owned() }]);
    meet(&mut ours, &mut theirs);
    assert!(clashes(&record(&ours)).is_empty());
    assert_eq!(ours.segment("b").number().as_deref(), Some("D-02"));
    ours.edit(&[remove("b"), turn("c", SegmentKind::Decision)]);
    assert_eq!(
        ours.segment("c").number().as_deref(),
        Some("D-03"),
        "never reused"
    );
}

#[test]
fn a_number_that_one_laptop_has_shown_is_never_given_to_another_line() {
    let (mut ours, mut theirs) = pair();
    ours.edit(&[turn("b", SegmentKind::Decision)]);
    ours.edit(&[turn("a", SegmentKind::Decision)]);
    theirs.edit(&[turn("a", SegmentKind::Decision)]);
    theirs.edit(&[write("a", Lang::En, "Alpha, decided.")]);
    meet(&mut ours, &mut theirs);
    // Here line a was D-02, there it was D-01; whichever is shown now, the next one is D-03.
    ours.edit(&[turn("c", SegmentKind::Decision)]);
    theirs.edit(&[turn("c", SegmentKind::Decision)]);
    assert_eq!(ours.segment("c").number().as_deref(), Some("D-03"));
    assert_eq!(theirs.segment("c").number().as_deref(), Some("D-03"));
}

#[test]
fn text_is_composed_however_it_was_typed() {
    let (mut ours, _) = pair();
    ours.edit(&[write("b", Lang::Ko, "\u{1112}\u{1161}\u{11ab}국")]);
    assert_eq!(ours.segment("b").ko, "한국");
    let again = ours.edit(&[write("b", Lang::Ko, "한국")]);
    assert!(again.chunk.is_empty(), "the same text is no change");
}

#[test]
fn what_a_newer_maru_wrote_survives() {
    let mut record = meeting();
    record["seating"] = json!({ "plan": ["kr", "uk"], "notes": { "en": "Round table", "ko": "원탁" } });
    record["segments"]["b"]["kind"] = "poll".into();
    record["segments"]["b"]["options"] = json!([{ "en": "Yes" }, { "en": "No" }]);
    let mut ours = Laptop::first(&record);
    ours.edit(&[
        write("b", Lang::En, "Beta?"),
        place("b", None),
        set(&["mode"], "remote"),
    ]);
    let mut theirs = ours.copy(1);
    theirs.edit(&[write("b", Lang::Ko, "베타?")]);
    meet(&mut ours, &mut theirs);
    let json = ours.doc.json();
    assert_eq!(json["seating"], record["seating"]);
    assert_eq!(
        json["segments"]["b"]["options"],
        record["segments"]["b"]["options"]
    );
    assert_eq!(json["segments"]["b"]["kind"], "poll");

    let unknown =
        json!({ "id": "u", "kind": "opportunity", "audience": "joint", "idea": { "en": "X", "ko": "엑스" } });
    let mut ours = Laptop::first(&unknown);
    ours.edit(&[set(&["binned"], true)]);
    assert_eq!(ours.doc.json()["idea"], unknown["idea"]);
    assert_eq!(
        ours.doc.record().expect("a record").to_json()["kind"],
        "opportunity"
    );
}
