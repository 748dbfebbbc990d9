use maru_core::bilingual::Lang;
use serde_json::json;

use crate::fixture::{Place, START, edit, expect_clean, filled, meeting, set, write};

#[test]
fn agreements_that_run_come_by_their_end_and_an_unknown_end_is_said() {
    let place = Place::new();
    let mut vault = place.create();
    let agreement = |id: &str, status: &str, ends: serde_json::Value| json!({ "id": id, "kind": "agreement", "status": status, "dates": { "ends": ends } });
    vault
        .import(vec![
            agreement(
                "late",
                "in_effect",
                json!({ "value": "2029-01-31", "certainty": "stated" }),
            ),
            agreement(
                "soon",
                "signed",
                json!({ "value": "2027-03", "certainty": "assumed" }),
            ),
            agreement("open", "in_effect", json!({ "certainty": "unknown" })),
            agreement(
                "gone",
                "expired",
                json!({ "value": "2020-01-01", "certainty": "stated" }),
            ),
        ])
        .expect("imported");
    let ends = vault.endings(10).expect("endings");
    let said: Vec<_> = ends
        .iter()
        .map(|one| (one.row.id.as_str(), one.ends.as_deref(), one.basis.as_str()))
        .collect();
    assert_eq!(
        said,
        [
            ("soon", Some("2027-03"), "assumed"),
            ("late", Some("2029-01-31"), "stated"),
            ("open", None, "unknown"),
        ]
    );
    expect_clean(&mut vault);
}

#[test]
fn the_next_meeting_is_the_one_that_is_on_or_comes() {
    let place = Place::new();
    let vault = filled(&place);
    let next = |now: &str| vault.next_meeting(now).expect("read").map(|row| row.id);
    assert_eq!(next("2026-01-01T00:00:00Z").as_deref(), Some("m01"));
    assert_eq!(
        next("2027-03-10T00:30:00Z").as_deref(),
        Some("m10"),
        "09:30 in Seoul is 00:30 here"
    );
    assert_eq!(next("2027-03-10T00:30:01Z").as_deref(), Some("m11"));
    assert_eq!(next("2028-01-01T00:00:00Z"), None);
}

#[test]
fn a_visit_of_several_days_is_on_until_it_is_over() {
    let place = Place::new();
    let mut vault = filled(&place);
    let mut lasting = |id: &str, start: &str, end: &str| {
        let mut record = meeting(id, start);
        record["days"] = json!({ "d": { "start": start, "end": end } });
        vault.add(record).expect("added");
    };
    lasting(
        "visit",
        "2027-03-08T09:00:00+09:00[Asia/Seoul]",
        "2027-03-12T17:00:00+09:00[Asia/Seoul]",
    );
    lasting(
        "night",
        "2027-03-15T00:00:00+00:00[Europe/London]",
        "2027-03-16T00:00:00+00:00[Europe/London]",
    );
    let next = |now: &str| vault.next_meeting(now).expect("read").map(|row| row.id);
    assert_eq!(next("2027-03-07T00:00:00Z").as_deref(), Some("m07"));
    assert_eq!(next("2027-03-10T00:00:00Z").as_deref(), Some("visit"));
    assert_eq!(next("2027-03-12T08:00:00Z").as_deref(), Some("visit"));
    assert_eq!(next("2027-03-12T08:00:01Z").as_deref(), Some("m13"));
    assert_eq!(
        next("2027-03-16T00:00:00Z").as_deref(),
        Some("night"),
        "to its last moment, a day after its first"
    );
    let plan = crate::fixture::plan(&vault, &super::next_meeting());
    for index in ["entry_starts (", "entry_long ("] {
        assert!(plan.contains(&format!("COVERING INDEX {index}")), "{plan}");
    }
    assert!(!plan.contains("SCAN e"), "{plan}");
}

#[test]
fn what_changed_last_and_what_wants_a_translation_come_first() {
    let place = Place::new();
    let mut vault = filled(&place);
    edit(&mut vault, "m03", &[write("c", Lang::Ko, "초안 송부")]);
    assert_eq!(vault.recent(None, 2).expect("rows")[0].id, "m03");
    let sql = "SELECT changed FROM document WHERE id = 'm03'";
    let changed: String = vault.db.query_row(sql, (), |row| row.get(0)).expect("an instant");
    assert!(vault.recent(Some(&changed), 2).expect("rows").is_empty());
    let wanting = vault.to_translate(100).expect("rows");
    assert_eq!(
        wanting.len(),
        25,
        "one of 26 meetings is done; the note says nothing"
    );
    assert!(wanting.iter().all(|row| row.id != "m03"));
}

#[test]
fn records_are_named_wherever_they_stand_in_a_list_and_one_that_is_gone_is_left_out() {
    let place = Place::new();
    let mut vault = filled(&place);
    edit(&mut vault, "m04", &[set(&["binned"], true.into())]);
    let asked = ["m04", "elsewhere", "m03"].map(str::to_owned);
    let rows = vault.rows(&asked).expect("rows");
    assert_eq!(
        rows.iter().map(|row| row.id.as_str()).collect::<Vec<_>>(),
        ["m04", "m03"]
    );
}

#[test]
fn what_our_own_side_keeps_for_itself_waits_for_no_translation() {
    let place = Place::new();
    let mut vault = place.create();
    let mut own = meeting("own", START);
    own["audience"] = "own".into();
    vault
        .import(vec![own, meeting("joint", START)])
        .expect("imported");
    let wanting = vault.to_translate(100).expect("rows");
    assert_eq!(
        wanting
            .iter()
            .map(|row| (row.id.as_str(), row.to_translate))
            .collect::<Vec<_>>(),
        [("joint", 1)]
    );
    let row = vault.row("own").expect("read").expect("a row");
    assert_eq!((row.open_actions, row.to_translate), (1, 0));
}
