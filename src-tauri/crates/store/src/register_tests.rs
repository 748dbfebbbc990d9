use maru_core::bilingual::{Lang, Side};
use maru_core::edit::Edit;
use serde_json::json;

use crate::fixture::{Place, START, edit, expect_clean, filled, meeting, set, start, write};
use crate::{ActionFilter, Vault};

#[test]
fn actions_come_by_due_date_and_page_by_page() {
    let place = Place::new();
    let mut vault = filled(&place);
    edit(
        &mut vault,
        "m07",
        &[set(&["segments", "c", "due"], "2027-01-01".into())],
    );
    edit(
        &mut vault,
        "m08",
        &[Edit::Clear {
            path: vec!["segments".into(), "c".into(), "due".into()],
        }],
    );
    edit(
        &mut vault,
        "m09",
        &[set(&["segments", "c", "status"], "done".into())],
    );
    edit(
        &mut vault,
        "m10",
        &[set(&["segments", "c", "owner_side"], "uk".into())],
    );
    let all = vault
        .actions(&ActionFilter {
            limit: 100,
            ..ActionFilter::default()
        })
        .expect("actions");
    assert_eq!(all.len(), 26);
    let records: Vec<&str> = all.iter().map(|row| row.record.as_str()).collect();
    assert_eq!(
        (records[0], records[24], records[25]),
        ("m07", "m08", "m09"),
        "no date, then done"
    );
    assert_eq!((all[24].due.as_deref(), all[0].number.as_str()), (None, "A-01"));
    assert_eq!(
        (all[0].owner.ko.as_str(), all[0].meeting_date.as_deref()),
        ("홍길동", Some("2027-03-07"))
    );
    let open = ActionFilter {
        open: true,
        limit: 4,
        ..ActionFilter::default()
    };
    let (mut filter, mut seen) = (open.clone(), Vec::new());
    loop {
        let rows = vault.actions(&filter).expect("actions");
        let Some(last) = rows.last() else { break };
        filter.after = Some(last.cursor());
        seen.extend(rows.into_iter().map(|row| row.record));
    }
    assert_eq!((seen.len(), seen.contains(&"m09".to_owned())), (25, false));
    let late = |now: &str| {
        let late_at = Some(now.to_owned());
        let late = vault.actions(&ActionFilter {
            late_at,
            limit: 100,
            ..open.clone()
        });
        late.expect("actions").len()
    };
    assert_eq!(late("2027-03-31T12:00:00Z"), 1);
    assert_eq!(
        late("2027-04-01T14:59:59Z"),
        1,
        "the first of April in Seoul and in London"
    );
    assert_eq!(late("2027-04-01T15:00:00Z"), 23, "in Seoul it is over");
    assert_eq!(late("2027-04-01T23:00:00Z"), 24, "in London too");
    let due_by = Some("2027-03-31".to_owned());
    let soon = vault
        .actions(&ActionFilter {
            due_by,
            ..open.clone()
        })
        .expect("actions");
    assert_eq!(soon.len(), 1);
    let ours = ActionFilter {
        owner_side: Some(Side::new("uk")),
        ..open
    };
    assert_eq!(vault.actions(&ours).expect("actions")[0].record, "m10");
    let plan = crate::fixture::plan(&vault, &super::query(&ActionFilter { limit: 1, ..ours }).0);
    assert!(
        plan.contains("INDEX action_ord") && !plan.contains("TEMP B-TREE"),
        "{plan}"
    );
}

#[test]
fn registers_of_one_record_are_in_reading_order() {
    let place = Place::new();
    let mut vault = place.create();
    let agreement = json!({
        "id": "agr", "kind": "agreement", "audience": "joint", "title": { "en": "MoU", "ko": "양해각서" },
        "dates": { "signed": { "value": "2023-11-22", "certainty": "stated" } },
        "segments": {
            "k2": { "pos": "2", "kind": "commitment", "en": "Second", "owner_side": "kr" },
            "k1": { "pos": "1", "kind": "commitment", "en": "First", "due": "2027-12-31" },
        }
    });
    vault
        .import(vec![agreement, meeting("m", START)])
        .expect("imported");
    let numbers: Vec<String> = vault
        .commitments("agr")
        .expect("rows")
        .into_iter()
        .map(|row| row.number)
        .collect();
    assert_eq!(numbers, ["C-01", "C-02"]);
    assert_eq!(vault.row("agr").expect("read").expect("a row").sort, "2023-11-22");
    let turn = |id: &str| Edit::Turn {
        id: id.to_owned(),
        kind: maru_core::segment::SegmentKind::Decision,
    };
    edit(&mut vault, "m", &[turn("b"), turn("a")]);
    let decisions = vault.decisions("m").expect("rows");
    let read: Vec<_> = decisions
        .iter()
        .map(|row| (row.number.as_str(), row.text.en.as_str()))
        .collect();
    assert_eq!(read, [("D-02", "Opening"), ("D-01", "Close cooperation")]);
}

#[test]
fn actions_are_found_by_word_owner_agreement_and_status() {
    let place = Place::new();
    let mut vault = filled(&place);
    edit(&mut vault, "m03", &[set(&["agreement"], "agr".into())]);
    edit(
        &mut vault,
        "m04",
        &[set(&["segments", "c", "status"], "on_hold".into())],
    );
    edit(&mut vault, "m05", &[write("c", Lang::Ko, "점검표 회람")]);
    edit(
        &mut vault,
        "m06",
        &[Edit::Clear {
            path: vec!["segments".into(), "c".into(), "owner".into()],
        }],
    );
    let evidence = json!({ "en": "Sent", "ko": "발송" });
    edit(
        &mut vault,
        "m07",
        &[set(&["segments", "c", "evidence"], evidence)],
    );
    let found = |filter: ActionFilter| -> Vec<String> {
        let rows = vault
            .actions(&ActionFilter { limit: 100, ..filter })
            .expect("actions");
        rows.into_iter().map(|row| row.record).collect()
    };
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(
        found(ActionFilter {
            agreement: some("agr"),
            ..ActionFilter::default()
        }),
        ["m03"]
    );
    assert_eq!(
        found(ActionFilter {
            status: some("on_hold"),
            ..ActionFilter::default()
        }),
        ["m04"]
    );
    assert_eq!(
        found(ActionFilter {
            text: "a-01 ㅈㄱㅍ".to_owned(),
            ..ActionFilter::default()
        }),
        ["m05"]
    );
    let owners = vault.owners().expect("owners");
    assert_eq!(
        owners.iter().map(|one| one.ko.as_str()).collect::<Vec<_>>(),
        ["홍길동"]
    );
    assert_eq!(
        found(ActionFilter {
            owner: some(&owners[0].en),
            ..ActionFilter::default()
        })
        .len(),
        25
    );
    let all = vault
        .actions(&ActionFilter {
            limit: 100,
            ..ActionFilter::default()
        })
        .expect("actions");
    let sent = all.iter().find(|row| row.record == "m07").expect("a row");
    assert_eq!(
        (sent.evidence.ko.as_str(), sent.zone.as_str()),
        ("발송", "Asia/Seoul")
    );
    expect_clean(&mut vault);
}

#[test]
fn a_commitment_knows_what_serves_it_as_long_as_a_person_says_so() {
    let place = Place::new();
    let mut vault = place.create();
    let mut first = meeting("m1", &start(9));
    first["segments"]["c"]["serves"] = "k".into();
    let agreement = json!({
        "id": "g", "kind": "agreement", "audience": "joint",
        "segments": { "k": { "pos": "1", "kind": "commitment", "en": "Share guidance", "ko": "지침 공유" } }
    });
    vault
        .import(vec![agreement, first, meeting("m2", &start(12))])
        .expect("imported");
    let decision = Edit::Insert {
        id: "x".to_owned(),
        after: Some("b".to_owned()),
        segment: json!({ "kind": "decision", "en": "Publish it", "serves": "k" }),
    };
    edit(&mut vault, "m2", &[decision]);
    let told = |vault: &Vault| {
        let rows = vault.services("g").expect("services");
        let rows = rows
            .into_iter()
            .map(|row| (row.record, row.number, row.commitment));
        rows.map(|(record, number, _)| format!("{record} {number}"))
            .collect::<Vec<_>>()
    };
    assert_eq!(told(&vault), ["m2 D-01", "m1 A-01"], "the newest meeting first");
    edit(&mut vault, "m2", &[set(&["title", "en"], "Renamed".into())]);
    edit(
        &mut vault,
        "m1",
        &[set(&["segments", "c", "serves"], "gone".into())],
    );
    assert_eq!(told(&vault), ["m2 D-01"], "one serves another commitment now");
    expect_clean(&mut vault);
    edit(&mut vault, "m2", &[Edit::Remove { id: "x".to_owned() }]);
    assert!(told(&vault).is_empty());
    edit(&mut vault, "m2", &[Edit::Restore { id: "x".to_owned() }]);
    edit(&mut vault, "m2", &[set(&["binned"], true.into())]);
    assert!(told(&vault).is_empty(), "what lies in the bin serves nothing");
    expect_clean(&mut vault);
}
