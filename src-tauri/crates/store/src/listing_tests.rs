use maru_core::bilingual::{Lang, Side};
use maru_core::edit::Edit;
use maru_core::record::{Audience, Kind};
use serde_json::json;

use super::{Listing, statement};
use crate::fixture::{Place, START, edit, expect_clean, meeting, set, write};
use crate::{ActionFilter, Vault};

fn start(day: u32) -> String {
    format!("2027-03-{day:02}T09:30:00+09:00[Asia/Seoul]")
}

fn filled(place: &Place) -> Vault {
    let mut vault = place.create();
    let records = (1..=25).map(|n| meeting(&format!("m{n:02}"), &start(n)));
    let twin = meeting("m25b", &start(25));
    vault.import(records.chain([twin]).collect()).expect("imported");
    vault
        .add(json!({ "id": "note", "kind": "note", "created": "2027-03-05T12:00:00Z" }))
        .expect("added");
    vault
}

fn pages(vault: &mut Vault, listing: &Listing, mut between: impl FnMut(&mut Vault)) -> Vec<String> {
    let mut listing = listing.clone();
    let mut seen = Vec::new();
    loop {
        let page = vault.list(&listing).expect("a page");
        assert!(page.rows.len() <= usize::try_from(listing.limit).expect("small"));
        seen.extend(page.rows.into_iter().map(|row| row.id));
        between(vault);
        match page.next {
            Some(next) => listing.after = Some(next),
            None => return seen,
        }
    }
}

#[test]
fn pages_follow_one_another_newest_first() {
    let place = Place::new();
    let mut vault = filled(&place);
    for limit in [1, 7, 26, 27, 100] {
        let all = pages(
            &mut vault,
            &Listing {
                limit,
                ..Listing::default()
            },
            |_| {},
        );
        assert_eq!(all.len(), 27, "pages of {limit}");
        assert_eq!(all[..3], ["m25b", "m25", "m24"]);
        assert_eq!(
            all[20..23],
            ["m06", "note", "m05"],
            "a note stands where it was born"
        );
    }
}

#[test]
fn a_new_record_between_two_pages_neither_repeats_nor_hides_one() {
    let place = Place::new();
    let mut vault = filled(&place);
    let mut count = 0;
    let listing = Listing {
        kind: Some(Kind::Meeting),
        limit: 5,
        ..Listing::default()
    };
    let mut all = pages(&mut vault, &listing, |vault| {
        count += 1;
        vault
            .add(meeting(&format!("new{count}"), &start(28)))
            .expect("added");
    });
    assert_eq!(all.len(), 26);
    all.dedup();
    assert_eq!(all.len(), 26);
}

#[test]
fn a_page_reads_one_covering_index_and_sorts_nothing() {
    let place = Place::new();
    let vault = filled(&place);
    let after = Some(super::Cursor {
        sort: "2027".to_owned(),
        id: "m".to_owned(),
    });
    for (listing, index) in [
        (
            Listing {
                after: after.clone(),
                ..Listing::default()
            },
            "entry_all",
        ),
        (
            Listing {
                kind: Some(Kind::Meeting),
                after,
                ..Listing::default()
            },
            "entry_kind",
        ),
        (
            Listing {
                kind: Some(Kind::Note),
                audience: Some(Audience::Own),
                ..Listing::default()
            },
            "entry_kind",
        ),
    ] {
        let mut plan = vault
            .db
            .prepare(&format!("EXPLAIN QUERY PLAN {}", statement(&listing)))
            .expect("a plan");
        let unset = vec![rusqlite::types::Null; plan.parameter_count()];
        let rows = plan
            .query_map(rusqlite::params_from_iter(unset), |row| row.get::<_, String>(3))
            .expect("rows");
        let plan = rows.collect::<Result<Vec<_>, _>>().expect("lines").join("\n");
        assert!(
            plan.contains(&format!("USING COVERING INDEX {index} (")),
            "{plan}"
        );
        assert!(!plan.contains("TEMP B-TREE"), "{plan}");
    }
}

#[test]
fn a_row_says_what_the_record_says() {
    let place = Place::new();
    let mut vault = place.create();
    let id = vault.add(meeting("m", START)).expect("added");
    let row = vault.row(&id).expect("read").expect("a row");
    assert_eq!(
        (row.people, row.decisions, row.open_actions, row.to_translate),
        (1, 0, 1, 1)
    );
    assert_eq!((row.sort.as_str(), row.title.ko.as_str()), (START, "m 실무회의"));
    edit(
        &mut vault,
        &id,
        &[
            write("c", Lang::Ko, "초안 송부"),
            set(&["segments", "c", "status"], "done".into()),
        ],
    );
    edit(&mut vault, &id, &[set(&["title", "ko"], "착수 회의".into())]);
    let after = vault.row(&id).expect("read").expect("a row");
    assert_eq!(
        (after.open_actions, after.to_translate, after.title.ko.as_str()),
        (0, 0, "착수 회의")
    );
    assert!(after.changed >= row.changed);
    edit(&mut vault, &id, &[set(&["binned"], true.into())]);
    assert!(vault.list(&Listing::default()).expect("a page").rows.is_empty());
    assert_eq!(
        vault
            .list(&Listing {
                binned: true,
                ..Listing::default()
            })
            .expect("a page")
            .rows
            .len(),
        1
    );
    assert!(vault.counts().expect("counts").is_empty());
    assert!(
        vault
            .actions(&ActionFilter::default())
            .expect("actions")
            .is_empty()
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
fn what_changed_last_and_what_wants_a_translation_come_first() {
    let place = Place::new();
    let mut vault = filled(&place);
    edit(&mut vault, "m03", &[write("c", Lang::Ko, "초안 송부")]);
    assert_eq!(vault.recent(2).expect("rows")[0].id, "m03");
    let wanting = vault.to_translate(100).expect("rows");
    assert_eq!(
        wanting.len(),
        25,
        "one of 26 meetings is done; the note says nothing"
    );
    assert!(wanting.iter().all(|row| row.id != "m03"));
}

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
    assert_eq!((all[0].record.as_str(), all[25].record.as_str()), ("m07", "m08"));
    assert_eq!((all[25].due.as_deref(), all[0].number.as_str()), (None, "A-01"));
    assert_eq!(
        (all[0].owner.ko.as_str(), all[0].meeting_date.as_str()),
        ("홍길동", "2027-03-07")
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
    let late = ActionFilter {
        overdue_on: Some("2027-03-31".to_owned()),
        ..open.clone()
    };
    assert_eq!(vault.actions(&late).expect("actions").len(), 1);
    let ours = ActionFilter {
        owner_side: Some(Side::new("uk")),
        ..open
    };
    assert_eq!(vault.actions(&ours).expect("actions")[0].record, "m10");
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
