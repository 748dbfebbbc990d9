use maru_core::bilingual::Lang;
use maru_core::edit::Edit;
use maru_core::segment::SegmentKind;
use maru_core::state::TextState;
use proptest::prelude::*;
use serde_json::json;

use super::MANY_CHUNKS;
use crate::error::Error;
use crate::fixture::{Place, START, edit, expect_clean, meeting, sample, set, write};

fn chunks(vault: &crate::Vault) -> i64 {
    vault
        .db
        .query_row("SELECT count(*) FROM chunk", (), |row| row.get(0))
        .expect("a count")
}

#[test]
fn records_that_come_in_together_stay_in_their_order() {
    let mut vault = Place::new().create();
    let nameless = |_| meeting("", START);
    let ids = vault.import((0..200).map(nameless).collect()).expect("imported");
    assert!(ids.is_sorted_by(|a, b| a < b));
}

#[test]
fn what_was_edited_is_there_after_opening_again() {
    let place = Place::new();
    let mut vault = place.create();
    let id = vault.add(meeting("m", START)).expect("added");
    let opened = vault.read(&id).expect("read");
    assert_eq!(opened.states["c"].ko, TextState::Missing);
    let heads = vault
        .edit(&id, &opened.heads, &[write("c", Lang::Ko, "초안 송부")])
        .expect("edited");
    let heads = vault
        .edit(&id, &heads, &[write("c", Lang::En, "Send the second draft")])
        .expect("edited");
    drop(vault);
    let mut vault = place.open();
    let again = vault.read(&id).expect("read");
    assert_eq!(again.heads, heads);
    assert_eq!(again.record["segments"]["c"]["ko"], "초안 송부");
    assert_eq!(again.states["c"].ko, TextState::Stale);
    let what: Vec<String> = vault
        .history(&id)
        .expect("history")
        .into_iter()
        .flat_map(|c| c.what)
        .collect();
    assert_eq!(what, ["create", "write", "write"]);
    assert_eq!(
        vault.read_at(&id, &opened.heads).expect("as it was")["segments"]["c"]["ko"],
        ""
    );
    expect_clean(&mut vault);
}

#[test]
fn a_stale_window_loses_nothing() {
    let place = Place::new();
    let mut vault = place.create();
    let id = vault.add(meeting("m", START)).expect("added");
    let base = vault.read(&id).expect("read").heads;
    vault
        .edit(&id, &base, &[write("b", Lang::En, "Close cooperation on AI")])
        .expect("one window");
    vault
        .edit(&id, &base, &[write("b", Lang::En, "Very close cooperation")])
        .expect("another window");
    let text = vault.read(&id).expect("read").record["segments"]["b"]["en"].clone();
    assert_eq!(text, "Very close cooperation on AI");
    expect_clean(&mut vault);
}

#[test]
fn an_id_and_a_birth_are_given_and_a_bad_id_is_refused() {
    let place = Place::new();
    let mut vault = place.create();
    let id = vault
        .add(json!({ "kind": "note", "text": { "ko": "메모" } }))
        .expect("added");
    assert_eq!(id.len(), 36);
    let record = vault.read(&id).expect("read").record;
    assert!(
        record["created"].as_str().is_some_and(|c| c.ends_with('Z')),
        "{record}"
    );
    assert_eq!(record["audience"], "own");
    for bad in ["../keys", "a b", "한글", &"x".repeat(65)] {
        let added = vault.add(json!({ "kind": "note", "id": bad }));
        assert!(matches!(added, Err(Error::BadId(_))), "{bad}");
    }
    assert!(matches!(vault.add(json!([1])), Err(Error::Refused(_))));
    assert!(matches!(
        vault.add(json!({ "kind": "note", "id": id })),
        Err(Error::RecordExists(_))
    ));
    assert!(matches!(vault.read("nowhere"), Err(Error::NoRecord(_))));
}

#[test]
fn an_import_is_all_or_nothing() {
    let place = Place::new();
    let mut vault = place.create();
    let bad = json!({ "id": "bad", "kind": "meeting", "title": 7 });
    assert!(vault.import(vec![meeting("m", START), bad]).is_err());
    assert!(vault.counts().expect("counts").is_empty());
    vault
        .import(vec![meeting("m", START), meeting("n", START)])
        .expect("imported");
    assert_eq!(vault.counts().expect("counts")["meeting"], 2);
    expect_clean(&mut vault);
}

#[test]
fn a_full_disk_loses_nothing_and_the_edit_may_come_again() {
    let place = Place::new();
    let mut vault = place.create();
    let id = vault.add(meeting("m", START)).expect("added");
    let base = vault.read(&id).expect("read").heads;
    let pages: i64 = vault
        .db
        .pragma_query_value(None, "page_count", |row| row.get(0))
        .expect("pages");
    vault
        .db
        .pragma_update_and_check(None, "max_page_count", pages, |_| Ok(()))
        .expect("no more room");
    // Noise, which the document cannot make small.
    let mut state = 7_u32;
    let large: String = (0..60_000)
        .map(|_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            char::from_u32(0xac00 + (state >> 8) % 11_000).unwrap_or('가')
        })
        .collect();
    let edits = [write("b", Lang::Ko, &large)];
    assert!(matches!(vault.edit(&id, &base, &edits), Err(Error::Full)));
    let now = vault.read(&id).expect("read");
    assert_eq!(
        (&now.heads, &now.record["segments"]["b"]["ko"]),
        (&base, &json!("긴밀한 협력"))
    );
    assert!(matches!(
        vault.add(meeting("n", &large)),
        Err(Error::Full | Error::Refused(_))
    ));
    expect_clean(&mut vault);
    vault
        .db
        .pragma_update_and_check(None, "max_page_count", 1_000_000, |_| Ok(()))
        .expect("room again");
    vault.edit(&id, &base, &edits).expect("the same edit");
    drop(vault);
    let mut vault = place.open();
    assert_eq!(
        vault.read(&id).expect("read").record["segments"]["b"]["ko"],
        large
    );
    expect_clean(&mut vault);
}

#[test]
fn a_refused_edit_changes_nothing() {
    let place = Place::new();
    let mut vault = place.create();
    let id = vault.add(meeting("m", START)).expect("added");
    let before = vault.read(&id).expect("read");
    let bad = [write("b", Lang::En, "changed"), write("nowhere", Lang::En, "x")];
    assert!(matches!(
        vault.edit(&id, &before.heads, &bad),
        Err(Error::Refused(_))
    ));
    assert_eq!(vault.read(&id).expect("read"), before);
    vault
        .edit(&id, &before.heads, &bad[..1])
        .expect("the good one alone");
    expect_clean(&mut vault);
}

#[test]
fn many_chunks_become_one_snapshot() {
    let place = Place::new();
    let mut vault = place.create();
    let id = vault.add(meeting("m", START)).expect("added");
    let mut heads = vault.read(&id).expect("read").heads;
    for n in 1..MANY_CHUNKS {
        heads = vault
            .edit(&id, &heads, &[write("b", Lang::En, &n.to_string())])
            .expect("edited");
    }
    assert_eq!(chunks(&vault), MANY_CHUNKS - 1);
    heads = vault
        .edit(&id, &heads, &[write("b", Lang::En, "last")])
        .expect("edited");
    assert_eq!(chunks(&vault), 0);
    heads = vault
        .edit(&id, &heads, &[write("b", Lang::En, "one more")])
        .expect("edited");
    assert_eq!(chunks(&vault), 1);
    vault.release(&id).expect("released");
    assert_eq!(chunks(&vault), 0);
    let opened = vault.read(&id).expect("read");
    assert_eq!(
        (opened.heads, &opened.record["segments"]["b"]["en"]),
        (heads, &json!("one more"))
    );
    assert_eq!(
        vault.history(&id).expect("history").len(),
        usize::try_from(MANY_CHUNKS).expect("small") + 2
    );
    expect_clean(&mut vault);
}

#[test]
fn a_damaged_record_leaves_the_others_alone() {
    let damage = [
        "UPDATE snapshot SET bytes = zeroblob(length(bytes)) WHERE document = 1",
        "UPDATE snapshot SET bytes = substr(bytes, 1, length(bytes) - 3) WHERE document = 1",
        "UPDATE snapshot SET bytes = x'' WHERE document = 1",
        "UPDATE chunk SET bytes = substr(bytes, 1, length(bytes) - 1) WHERE document = 1 AND no = 2",
        "DELETE FROM chunk WHERE document = 1 AND no = 2",
        "UPDATE document SET heads = (SELECT heads FROM document WHERE no = 2) WHERE no = 1",
        "DELETE FROM snapshot WHERE document = 1",
    ];
    for sql in damage {
        let place = Place::new();
        let mut vault = place.create();
        vault
            .import(vec![meeting("m", START), meeting("n", START)])
            .expect("imported");
        for text in ["one", "two"] {
            let heads = vault.read("m").expect("read").heads;
            vault
                .edit("m", &heads, &[write("b", Lang::En, text)])
                .expect("edited");
        }
        vault.open.clear();
        assert_eq!(vault.db.execute(sql, ()).expect("damaged"), 1, "{sql}");
        let error = vault.read("m").expect_err(sql);
        assert!(matches!(error, Error::RecordDamaged { .. }), "{sql}: {error:?}");
        let report = vault.check(crate::Depth::Full).expect("a check");
        assert!(
            report.faults.iter().all(|f| f.record.as_deref() == Some("m")),
            "{sql}: {report:?}"
        );
        assert!(!report.is_clean(), "{sql}");
        edit(&mut vault, "n", &[write("b", Lang::En, "still works")]);
        assert!(
            vault.row("m").expect("a row").is_some(),
            "its row still tells its title"
        );
    }
}

#[test]
fn the_sample_goes_in_one_step_and_nothing_else() {
    let place = Place::new();
    let mut vault = place.create();
    let sample = vault.import(sample()).expect("the sample");
    vault.add(meeting("ours", START)).expect("added");
    vault.read(&sample[0]).expect("read");
    expect_clean(&mut vault);
    assert_eq!(
        vault.remove_sample().expect("removed"),
        u32::try_from(sample.len()).expect("a few")
    );
    assert_eq!(vault.counts().expect("counts").values().sum::<u32>(), 1);
    assert!(matches!(vault.read(&sample[0]), Err(Error::NoRecord(_))));
    assert_eq!(vault.remove_sample().expect("nothing more"), 0);
    expect_clean(&mut vault);
    let left: i64 = vault
        .db
        .query_row("SELECT count(*) FROM plain", (), |row| row.get(0))
        .expect("a count");
    vault.remove_sample().expect("nothing");
    assert_eq!(left, 5, "the title, what else is outside, and three segments");
}

#[test]
fn reading_everything_keeps_a_few_in_memory() {
    let place = Place::new();
    let mut vault = place.create();
    let records = (0..40).map(|n| meeting(&format!("m{n}"), START)).collect();
    let ids = vault.import(records).expect("imported");
    for id in &ids {
        edit(&mut vault, id, &[write("b", Lang::En, "read")]);
    }
    assert!(vault.open.len() <= super::MANY_OPEN);
    assert!(vault.open.contains_key("m39") && !vault.open.contains_key("m0"));
    assert_eq!(
        vault.read("m0").expect("read").record["segments"]["b"]["en"],
        "read"
    );
}

#[test]
fn a_glance_keeps_nothing_in_memory_and_writes_nothing() {
    let place = Place::new();
    let mut vault = place.create();
    let ids = vault
        .import(vec![meeting("m0", START), meeting("m1", START)])
        .expect("imported");
    for id in &ids {
        edit(&mut vault, id, &[write("b", Lang::En, "seen")]);
    }
    vault.open.clear();
    let before = vault.db.total_changes();
    for id in &ids {
        let record = vault.glance(id).expect("a record");
        assert_eq!(record["segments"]["b"]["en"], "seen");
    }
    assert!(vault.open.is_empty() && vault.db.total_changes() == before);
    // What is open is looked at as it is now.
    edit(&mut vault, "m1", &[write("b", Lang::En, "being written")]);
    assert_eq!(
        vault.glance("m1").expect("a record")["segments"]["b"]["en"],
        "being written"
    );
    assert!(matches!(vault.glance("m9"), Err(Error::NoRecord(_))));
}

fn any_edit() -> impl Strategy<Value = Edit> {
    let segment = || prop::sample::select(vec!["a", "b", "c", "x", "y"]).prop_map(str::to_owned);
    let lang = || prop::sample::select(vec![Lang::En, Lang::Ko]);
    let kind = prop::sample::select(vec![
        SegmentKind::Point,
        SegmentKind::Decision,
        SegmentKind::Action,
    ]);
    prop_oneof![
        (segment(), lang(), "[a-z가-힣* ]{0,6}").prop_map(|(id, lang, text)| Edit::Write { id, lang, text }),
        (segment(), kind).prop_map(|(id, kind)| Edit::Turn { id, kind }),
        segment().prop_map(|id| Edit::Remove { id }),
        segment().prop_map(|id| Edit::Restore { id }),
        (segment(), prop::option::of(segment())).prop_map(|(id, after)| Edit::Move { id, after }),
        (segment(), prop::option::of(segment())).prop_map(|(id, after)| Edit::Insert {
            id,
            after,
            segment: json!({ "kind": "action", "owner": "p" })
        }),
        "[a-z]{0,5}".prop_map(|text| set(&["title", "en"], text.into())),
        "[가-힣]{1,3}".prop_map(|text| set(&["people", "p", "given", "ko"], text.into())),
        any::<bool>().prop_map(|binned| set(&["binned"], binned.into())),
        Just(set(&["segments", "c", "status"], "done".into())),
        Just(Edit::Clear {
            path: vec!["segments".into(), "c".into(), "due".into()]
        }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]
    #[test]
    fn rows_follow_any_edits(edits in prop::collection::vec((any_edit(), any::<bool>()), 1..40)) {
        let place = Place::new();
        let mut vault = place.create();
        let id = vault.add(meeting("m", START)).expect("added");
        let mut base = vault.read(&id).expect("read").heads;
        for (edit, stale) in edits {
            match vault.edit(&id, &base, &[edit]) {
                Ok(heads) if !stale => base = heads,
                Ok(_) | Err(Error::Refused(_)) => {}
                Err(e) => prop_assert!(false, "{e:?}"),
            }
        }
        let before = vault.read(&id).expect("read");
        expect_clean(&mut vault);
        vault.close().expect("closed");
        let mut vault = place.open();
        prop_assert_eq!(vault.read(&id).expect("read"), before);
        expect_clean(&mut vault);
    }
}
