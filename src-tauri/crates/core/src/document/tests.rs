//! Stories of one document and its copies.

use serde_json::json;

use super::{Author, Document, Heads, Stamp};
use crate::bilingual::{Lang, Side};
use crate::edit::Edit;
use crate::error::Error;
use crate::segment::{Segment, SegmentKind};
use crate::state::{TextState, state};

fn stamp(device: &str, time: i64) -> Stamp {
    Stamp {
        author: Author {
            device: device.to_owned(),
            side: Side::new("uk"),
        },
        time,
    }
}

fn meeting() -> Document {
    let record = json!({
        "id": "m", "kind": "meeting", "audience": "joint", "title": { "en": "Kick-off", "ko": "착수 회의" },
        "segments": { "a": { "pos": "1", "kind": "agenda", "en": "Opening" }, "b": { "pos": "2", "en": "Beta" } }
    });
    Document::create(&record, [1; 16], &stamp("desk", 1)).expect("a record")
}

fn segment(doc: &Document, id: &str) -> Segment {
    serde_json::from_value(doc.json()["segments"][id].clone()).expect("a segment")
}

fn write(id: &str, lang: Lang, text: &str) -> Edit {
    Edit::Write {
        id: id.to_owned(),
        lang,
        text: text.to_owned(),
    }
}

fn copy(doc: &mut Document, actor: u8) -> Document {
    let heads = doc.heads();
    Document::load(&doc.save(), &[], &heads, [actor; 16]).expect("a copy")
}

#[test]
fn chunks_lead_back_to_the_same_record() {
    let mut doc = meeting();
    let snapshot = doc.save();
    let base = doc.heads();
    let edited = doc
        .edit(&base, &[write("b", Lang::Ko, "베타")], &stamp("desk", 2))
        .expect("an edit");
    let heads = doc.heads();
    let again =
        Document::load(&snapshot, std::slice::from_ref(&edited.chunk), &heads, [9; 16]).expect("loaded");
    assert_eq!(again.json(), doc.json());
    let cut = edited.chunk[..edited.chunk.len() - 1].to_vec();
    assert!(matches!(
        Document::load(&snapshot, &[cut], &heads, [9; 16]),
        Err(Error::Damaged(_))
    ));
}

#[test]
fn a_translation_turns_stale_when_its_original_changes() {
    let mut doc = meeting();
    for (edit, expected) in [
        (write("b", Lang::Ko, "베타"), TextState::Draft),
        (
            Edit::Check {
                id: "b".into(),
                lang: Lang::Ko,
                side: Side::new("kr"),
            },
            TextState::Checked,
        ),
        (write("b", Lang::En, "Beta, again"), TextState::Stale),
        (
            Edit::Check {
                id: "b".into(),
                lang: Lang::Ko,
                side: Side::new("kr"),
            },
            TextState::Checked,
        ),
        (write("b", Lang::Ko, "베타 다시"), TextState::Draft),
        (write("b", Lang::Ko, ""), TextState::Missing),
    ] {
        let base = doc.heads();
        doc.edit(&base, &[edit], &stamp("desk", 2)).expect("an edit");
        assert_eq!(state(&segment(&doc, "b"), Lang::Ko), expected);
        assert_eq!(state(&segment(&doc, "b"), Lang::En), TextState::Original);
    }
}

#[test]
fn numbers_are_given_once_and_never_again() {
    let mut doc = meeting();
    let turn = |id: &str, kind| Edit::Turn { id: id.into(), kind };
    for edit in [
        turn("b", SegmentKind::Decision),
        Edit::Remove { id: "b".into() },
        turn("a", SegmentKind::Decision),
        turn("a", SegmentKind::Point),
        Edit::Restore { id: "b".into() },
        turn("a", SegmentKind::Decision),
    ] {
        let base = doc.heads();
        doc.edit(&base, &[edit], &stamp("desk", 2)).expect("an edit");
    }
    assert_eq!(segment(&doc, "b").number().as_deref(), Some("D-01"));
    assert_eq!(segment(&doc, "a").number().as_deref(), Some("D-02"));
}

#[test]
fn a_stale_window_keeps_what_the_other_one_wrote() {
    let mut doc = meeting();
    let base = doc.heads();
    doc.edit(&base, &[write("b", Lang::En, "Beta on AI")], &stamp("desk", 2))
        .expect("first");
    let edited = doc
        .edit(&base, &[write("b", Lang::En, "Close Beta")], &stamp("desk", 3))
        .expect("second");
    assert!(edited.segments.contains("b"));
    assert_eq!(segment(&doc, "b").en, "Close Beta on AI");
    let nowhere = Heads(vec!["00".repeat(32)]);
    assert!(matches!(
        doc.edit(&nowhere, &[], &stamp("desk", 4)),
        Err(Error::Heads)
    ));
}

#[test]
fn concurrent_values_stay_until_a_person_chooses() {
    let mut ours = meeting();
    let mut theirs = copy(&mut ours, 2);
    let set = |doc: &mut Document, path: &[&str], value: &str, device: &str| {
        let base = doc.heads();
        let path = path.iter().map(|p| (*p).to_owned()).collect();
        doc.edit(
            &base,
            &[Edit::Set {
                path,
                value: value.into(),
            }],
            &stamp(device, 5),
        )
        .expect("a set");
    };
    set(&mut ours, &["zone"], "Europe/London", "desk");
    set(&mut theirs, &["zone"], "Asia/Seoul", "sejong");
    ours.merge(&mut theirs).expect("merged");
    set(&mut ours, &["mode"], "in_person", "desk");
    let conflicts = ours.conflicts().expect("conflicts");
    assert_eq!(conflicts.len(), 1);
    let devices: Vec<&str> = conflicts[0].values.iter().map(|v| v.device.as_str()).collect();
    assert!(
        devices.contains(&"desk") && devices.contains(&"sejong"),
        "{conflicts:?}"
    );
    let chosen = ours.json()["zone"].as_str().expect("a zone").to_owned();
    set(&mut ours, &["zone"], &chosen, "desk");
    assert!(
        ours.conflicts().expect("conflicts").is_empty(),
        "choosing the shown value settles it"
    );
}

#[test]
fn a_bad_edit_changes_nothing() {
    let mut doc = meeting();
    let (base, before) = (doc.heads(), doc.json().clone());
    let good = write("b", Lang::En, "changed");
    for bad in [
        write("nowhere", Lang::En, "x"),
        Edit::Set {
            path: vec!["audience".into()],
            value: "own".into(),
        },
        Edit::Set {
            path: vec!["title".into()],
            value: 7.into(),
        },
        Edit::Set {
            path: vec!["segments".into(), "b".into(), "due".into()],
            value: json!({ "x": 1 }),
        },
        Edit::Insert {
            id: "c".into(),
            after: Some("nowhere".into()),
            segment: json!({}),
        },
    ] {
        assert!(
            doc.edit(&base, &[good.clone(), bad.clone()], &stamp("desk", 2))
                .is_err(),
            "{bad:?}"
        );
        assert_eq!((doc.heads(), doc.json()), (base.clone(), &before), "{bad:?}");
    }
    doc.edit(&base, &[good], &stamp("desk", 3)).expect("still works");
    assert_eq!(segment(&doc, "b").en, "changed");
}

#[test]
fn choosing_a_kind_settles_two_different_ones() {
    let mut ours = meeting();
    let mut theirs = copy(&mut ours, 2);
    for (doc, kind) in [
        (&mut ours, SegmentKind::Heading),
        (&mut theirs, SegmentKind::Quote),
    ] {
        let base = doc.heads();
        doc.edit(&base, &[Edit::Turn { id: "b".into(), kind }], &stamp("desk", 5))
            .expect("turned");
    }
    ours.merge(&mut theirs).expect("merged");
    assert_eq!(ours.conflicts().expect("conflicts").len(), 1);
    let kind = segment(&ours, "b").kind;
    let base = ours.heads();
    ours.edit(&base, &[Edit::Turn { id: "b".into(), kind }], &stamp("desk", 6))
        .expect("chosen");
    assert!(ours.conflicts().expect("conflicts").is_empty());
}

#[test]
fn a_record_is_born_with_everything_that_was_given_and_reads_back_the_same() {
    let hash = "a".repeat(64);
    let mut record = json!({
        "id": "m", "kind": "meeting", "audience": "joint", "title": { "en": "Kick-off 🤝", "ko": "착수 회의" },
        "segments": {}, "languages": { "working": ["ko", "en"], "interpretation": "none" },
        "attachments": { "x": { "pos": "V", "kind": "document", "hash": hash, "size": 7, "added": "" } },
        "of a newer Maru": { "en": "", "list": [1, -2, 0.5, true, null, "text", { "ko": "낱말", "deep": [[]] }] },
    });
    for n in 0..60 {
        record["segments"][format!("s{n:02}")] = json!({ "pos": format!("a{n:02}"), "kind": "point", "en": format!("Line {n}"), "ko": "가나다 ".repeat(n) });
    }
    let mut doc = Document::create(&record, [1; 16], &stamp("desk", 1)).expect("a record");
    let mut again = copy(&mut doc, 2);
    assert_eq!(again.json(), doc.json());
    for (key, value) in record.as_object().expect("fields") {
        if key != "segments" && key != "attachments" {
            assert_eq!(&doc.json()[key], value, "{key}");
        }
    }
    assert_eq!(segment(&doc, "s59").ko, "가나다 ".repeat(59));
    // Both copies go on from it, and what one changes the other one gets.
    let base = doc.heads();
    doc.edit(&base, &[write("s30", Lang::En, "Line thirty")], &stamp("desk", 2))
        .expect("an edit");
    again
        .edit(
            &base,
            &[write("s31", Lang::En, "Line thirty-one")],
            &stamp("train", 5),
        )
        .expect("an edit");
    doc.merge(&mut again).expect("merged");
    assert_eq!(
        (segment(&doc, "s30").en, segment(&doc, "s31").en),
        ("Line thirty".into(), "Line thirty-one".into())
    );
    assert_eq!(doc.newest(), 5);
}

#[test]
fn a_new_record_says_what_it_will_be_read_as() {
    let odd = json!({ "big": u64::MAX, "whole": 2.0, "small": -0.25, "none": null, "list": [null, u64::MAX, { "none": null }] });
    let record = json!({ "id": "n", "kind": "note", "of a newer Maru": odd, "text": { "en": "e\u{301}" } });
    let mut doc = Document::create(&record, [1; 16], &stamp("desk", 1)).expect("a record");
    assert_eq!(copy(&mut doc, 2).json(), doc.json());
}

#[test]
fn the_hashes_of_a_record_are_the_same_before_and_after_somebody_changed_it() {
    let [kept, listed, said] = ["a", "b", "c"].map(|digit| digit.repeat(64));
    let record = json!({
        "id": "m", "kind": "meeting", "attachments": { "x": { "hash": kept } }, "of a newer Maru": [listed],
        "segments": { "a": { "pos": "V", "en": said } }
    });
    let mut doc = Document::create(&record, [1; 16], &stamp("desk", 1)).expect("a record");
    let unchanged = doc.every_hash();
    assert_eq!(
        unchanged.into_iter().collect::<Vec<_>>(),
        [kept.as_str(), listed.as_str()]
    );
    let base = doc.heads();
    let path = vec!["attachments".to_owned(), "x".to_owned(), "hash".to_owned()];
    let edit = Edit::Set {
        path,
        value: "d".repeat(64).into(),
    };
    doc.edit(&base, &[edit], &stamp("desk", 2)).expect("an edit");
    let changed: Vec<String> = doc.every_hash().into_iter().collect();
    assert_eq!(changed, [kept, listed, "d".repeat(64)]);
}
