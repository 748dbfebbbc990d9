//! What a person is told of two moments of one record.

mod laptop;

use laptop::{Laptop, insert, meet, meeting, place, remove, set, write};
use maru_core::bilingual::{Bilingual, Lang};
use maru_core::compare::{Difference, FieldChange, Happened, compare};
use maru_core::document::Heads;
use maru_core::edit::Edit;
use maru_core::error::Error;
use maru_core::segment::SegmentKind;
use serde_json::{Value, json};

/// The segments that differ, with what happened to each.
fn told(differences: &[Difference]) -> Vec<(&str, &[Happened])> {
    differences
        .iter()
        .filter_map(|one| match one {
            Difference::Segment { id, happened, .. } => Some((id.as_str(), happened.as_slice())),
            Difference::Field(_) => None,
        })
        .collect()
}

/// The fields that differ, as paths.
fn changed(differences: &[Difference]) -> Vec<String> {
    differences
        .iter()
        .filter_map(|one| match one {
            Difference::Field(changed) => Some(changed.path.join(".")),
            Difference::Segment { .. } => None,
        })
        .collect()
}

#[test]
fn nothing_changed_is_nothing_told() {
    let mut laptop = Laptop::first(&meeting());
    let then = laptop.doc.heads();
    assert_eq!(laptop.doc.differences(&then, None).expect("a comparison"), []);
}

#[test]
fn every_thing_that_can_happen_to_a_segment_is_told_by_its_name() {
    let mut laptop = Laptop::first(&meeting());
    laptop.edit(&[insert("d", Some("c"), json!({ "en": "Delta." })), remove("d")]);
    let then = laptop.doc.heads();
    laptop.edit(&[
        write("a", Lang::Ko, "협력에 관한 첫 줄."),
        remove("b"),
        insert("e", Some("a"), json!({ "ko": "새 줄." })),
        Edit::Restore { id: "d".into() },
    ]);
    let found = laptop.doc.differences(&then, None).expect("a comparison");
    assert_eq!(
        told(&found),
        [
            ("a", &[Happened::Changed][..]),
            ("b", &[Happened::Removed]),
            ("e", &[Happened::Added]),
            ("d", &[Happened::Restored]),
        ]
    );
    let Difference::Segment { before, after, .. } = &found[0] else {
        panic!("a segment: {found:?}");
    };
    assert_eq!(
        (before, after),
        (
            &Bilingual::new("Alpha text about cooperation.", "협력에 관한 알파."),
            &Bilingual::new("Alpha text about cooperation.", "협력에 관한 첫 줄."),
        )
    );
}

#[test]
fn of_two_lines_that_change_places_one_moved() {
    let mut laptop = Laptop::first(&meeting());
    let then = laptop.doc.heads();
    laptop.edit(&[place("a", Some("c")), write("a", Lang::En, "Alpha, moved.")]);
    let found = laptop.doc.differences(&then, None).expect("a comparison");
    assert_eq!(told(&found), [("a", &[Happened::Moved, Happened::Changed][..])]);
}

#[test]
fn another_kind_and_its_fields_are_changes_of_the_line() {
    let mut laptop = Laptop::first(&meeting());
    let then = laptop.doc.heads();
    laptop.edit(&[
        Edit::Turn {
            id: "a".into(),
            kind: SegmentKind::Action,
        },
        set(&["segments", "a", "due"], "2027-04-16"),
    ]);
    let found = laptop.doc.differences(&then, None).expect("a comparison");
    let [
        Difference::Segment {
            kind,
            was,
            number,
            fields,
            ..
        },
    ] = found.as_slice()
    else {
        panic!("one segment: {found:?}");
    };
    assert_eq!(
        (kind, was.as_ref()),
        (&SegmentKind::Action, Some(&SegmentKind::Point))
    );
    assert_eq!(number.as_deref(), Some("A-01"));
    let due = FieldChange {
        path: vec!["due".into()],
        before: None,
        after: Some("2027-04-16".into()),
    };
    assert!(fields.contains(&due), "{fields:?}");
}

#[test]
fn fields_outside_the_body_are_told_to_the_single_value() {
    let mut laptop = Laptop::first(&meeting());
    let then = laptop.doc.heads();
    laptop.edit(&[
        set(&["title", "ko"], "제2차 회의"),
        set(
            &["people", "p"],
            json!({ "side": "uk", "family": { "en": "Sample" } }),
        ),
        set(&["handling", "uk"], "OFFICIAL"),
        set(&["binned"], true),
    ]);
    laptop.edit(&[set(&["binned"], false)]);
    let found = laptop.doc.differences(&then, None).expect("a comparison");
    assert_eq!(
        changed(&found),
        ["handling.uk", "people.p", "title"],
        "a field set and set back is none"
    );
    let Some(Difference::Field(FieldChange { before, after, .. })) = found.last() else {
        panic!("a field: {found:?}");
    };
    assert_eq!(
        (before.clone(), after.clone()),
        (
            Some(json!({ "en": "Session", "ko": "회의" })),
            Some(json!({ "en": "Session", "ko": "제2차 회의" })),
        )
    );
}

#[test]
fn an_empty_line_and_a_check_of_a_translation_are_no_change_of_the_text() {
    let mut laptop = Laptop::first(&meeting());
    let then = laptop.doc.heads();
    laptop.edit(&[
        insert("d", Some("c"), json!({})),
        Edit::Check {
            id: "a".into(),
            lang: Lang::Ko,
            side: maru_core::bilingual::Side::new("kr"),
        },
    ]);
    assert_eq!(laptop.doc.differences(&then, None).expect("a comparison"), []);
}

#[test]
fn two_moments_in_the_past_are_compared_across_a_merge() {
    let mut ours = Laptop::first(&meeting());
    let mut theirs = ours.copy(1);
    let first = ours.doc.heads();
    ours.edit(&[write("a", Lang::En, "Alpha, ours.")]);
    theirs.edit(&[write("b", Lang::En, "Beta, theirs.")]);
    let alone = ours.doc.heads();
    meet(&mut ours, &mut theirs);
    let both = ours.doc.heads();
    ours.edit(&[remove("c")]);
    let between = |ours: &mut Laptop, from: &Heads, to: &Heads| {
        let found = ours.doc.differences(from, Some(to)).expect("a comparison");
        told(&found)
            .iter()
            .map(|(id, _)| (*id).to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(between(&mut ours, &first, &alone), ["a"]);
    assert_eq!(between(&mut ours, &alone, &both), ["b"]);
    assert_eq!(between(&mut ours, &first, &both), ["a", "b"]);
    assert_eq!(between(&mut ours, &both, &first), ["a", "b"], "and backwards");
    let nowhere = Heads(vec!["00".repeat(32)]);
    assert!(matches!(ours.doc.differences(&nowhere, None), Err(Error::Heads)));
}

#[test]
fn what_is_no_record_has_no_differences_and_breaks_nothing() {
    for odd in [
        Value::Null,
        json!([]),
        json!({ "segments": 7 }),
        json!({ "segments": { "a": 7 } }),
    ] {
        let found = compare(&odd, &odd);
        assert_eq!(found, [], "{odd}");
        let found = compare(&odd, &meeting());
        assert_eq!(told(&found).len(), 3, "{odd}: {found:?}");
    }
}
