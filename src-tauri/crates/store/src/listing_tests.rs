use std::ops::ControlFlow;

use std::collections::BTreeSet;

use maru_core::bilingual::Lang;
use maru_core::record::{Audience, Kind};
use serde_json::json;

use super::{Listing, Sort};
use crate::fixture::{Place, START, edit, expect_clean, filled, meeting, set, start, write};
use crate::{ActionFilter, Search, Vault};

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
fn a_page_reads_one_index_in_its_order_and_sorts_nothing() {
    let place = Place::new();
    let vault = filled(&place);
    let after = Some(super::Cursor {
        sort: "2027".to_owned(),
        id: "m".to_owned(),
    });
    let all = Listing {
        after,
        ..Listing::default()
    };
    let meetings = Listing {
        kind: Some(Kind::Meeting),
        ..all.clone()
    };
    let own = Listing {
        audience: Some(Audience::Own),
        status: Some("live".to_owned()),
        ..meetings.clone()
    };
    let ours = Listing {
        agreement: Some("agr".to_owned()),
        ..meetings.clone()
    };
    let by = |sort, listing: &Listing| Listing {
        sort,
        turned: true,
        ..listing.clone()
    };
    for (listing, index) in [
        (all.clone(), "INDEX entry_all ("),
        (meetings, "INDEX entry_kind ("),
        (own.clone(), "INDEX entry_kind ("),
        (ours.clone(), "INDEX entry_agreement ("),
        (by(Sort::TitleEn, &own), "COVERING INDEX entry_key_en ("),
        (by(Sort::TitleKo, &ours), "COVERING INDEX entry_key_ko ("),
        (by(Sort::Status, &own), "INDEX entry_stage ("),
        (by(Sort::Changed, &all), "COVERING INDEX document_changed ("),
        (by(Sort::Changed, &own), "COVERING INDEX document_changed ("),
    ] {
        for listing in [
            listing.clone(),
            Listing {
                text: "session ㅎㅇ".to_owned(),
                ..listing
            },
        ] {
            let plan = crate::fixture::plan(&vault, &super::Query::page(&listing).sql);
            assert!(plan.contains(&format!("USING {index}")), "{plan}");
            assert!(
                !plan.contains("TEMP B-TREE") && !plan.contains("SCAN e"),
                "{plan}"
            );
            assert_eq!(
                plan.contains("SEARCH f USING COVERING INDEX entry_find ("),
                !listing.text.is_empty(),
                "{plan}"
            );
            let count = super::Query::of("count(*)", "entry e", &listing);
            assert!(!crate::fixture::plan(&vault, &count.sql).contains("SCAN e"));
        }
    }
}

#[test]
fn a_list_sorts_by_every_head_both_ways() {
    let place = Place::new();
    let mut vault = place.create();
    let titles = [
        ("a", "Session 10", "나 회의"),
        ("b", "Session 2", "가 회의"),
        ("c", "", "다 회의"),
    ];
    for (id, en, ko) in titles {
        let mut record = meeting(id, START);
        record["title"] = json!({ "en": en, "ko": ko });
        vault.add(record).expect("added");
    }
    edit(
        &mut vault,
        "a",
        &[set(&["minutes", "status"], "confirmed_both".into())],
    );
    edit(
        &mut vault,
        "c",
        &[set(&["minutes", "status"], "own_draft".into())],
    );
    edit(&mut vault, "b", &[set(&["minutes", "status"], "live".into())]);
    for (sort, expected) in [
        (Sort::TitleEn, ["b", "a", "c"]),
        (Sort::TitleKo, ["b", "a", "c"]),
        (Sort::Status, ["b", "c", "a"]),
        (Sort::Changed, ["b", "c", "a"]),
    ] {
        for turned in [false, true] {
            let listing = Listing {
                kind: Some(Kind::Meeting),
                sort,
                turned,
                limit: 1,
                ..Listing::default()
            };
            let mut seen = pages(&mut vault, &listing, |_| {});
            if turned {
                seen.reverse();
            }
            assert_eq!(seen, expected, "{sort:?} turned: {turned}");
        }
    }
}

#[test]
fn a_list_is_filtered_by_words_of_both_languages_status_agreement_and_audience() {
    let place = Place::new();
    let mut vault = filled(&place);
    edit(&mut vault, "m03", &[set(&["place", "en"], "London".into())]);
    edit(&mut vault, "m04", &[set(&["agreement"], "agr".into())]);
    edit(
        &mut vault,
        "m05",
        &[set(&["minutes", "status"], "confirmed_both".into())],
    );
    let found = |vault: &Vault, listing: Listing| -> Vec<String> {
        let page = vault.list(&listing).expect("a page");
        assert_eq!(page.total, u32::try_from(page.rows.len()).ok());
        page.rows.into_iter().map(|row| row.id).collect()
    };
    let text = |text: &str| Listing {
        text: text.to_owned(),
        ..Listing::default()
    };
    assert_eq!(found(&vault, text("LONDON session")), ["m03"]);
    assert_eq!(found(&vault, text("m07 ㅅㅁㅎㅇ")), ["m07"]);
    assert_eq!(found(&vault, text("m07 실무 회의")), ["m07"]);
    assert!(found(&vault, text("%")).is_empty());
    assert_eq!(found(&vault, text("  ")).len(), 27);
    let agreement = Some("agr".to_owned());
    assert_eq!(
        found(
            &vault,
            Listing {
                agreement,
                ..Listing::default()
            }
        ),
        ["m04"]
    );
    let status = Some("confirmed_both".to_owned());
    assert_eq!(
        found(
            &vault,
            Listing {
                status,
                ..Listing::default()
            }
        ),
        ["m05"]
    );
    let audience = Some(Audience::Own);
    assert_eq!(
        found(
            &vault,
            Listing {
                audience,
                ..Listing::default()
            }
        ),
        ["note"]
    );
    let first = vault
        .list(&Listing {
            limit: 5,
            ..Listing::default()
        })
        .expect("a page");
    assert_eq!((first.rows.len(), first.total), (5, Some(27)));
    let second = vault.list(&Listing {
        limit: 5,
        after: first.next,
        ..Listing::default()
    });
    assert_eq!(second.expect("a page").total, None);
}

#[test]
fn a_record_without_a_day_of_its_own_names_none_and_stands_by_its_birth() {
    let place = Place::new();
    let mut vault = place.create();
    let id = vault.add(meeting("m", START)).expect("added");
    let day = |vault: &Vault, id: &str| vault.row(id).expect("read").expect("a row").day;
    assert_eq!(day(&vault, &id).as_deref(), Some("2027-03-09"));
    edit(&mut vault, &id, &[set(&["days", "d", "start"], "".into())]);
    assert_eq!(day(&vault, &id), None);
    let row = vault.row(&id).expect("read").expect("a row");
    assert!(row.sort.ends_with('Z'), "{}", row.sort);
    assert!(
        vault
            .actions(&ActionFilter::default())
            .expect("read")
            .iter()
            .all(|row| row.meeting_date.is_none())
    );
    let hits = vault.search(&Search::of("실무회의", 9)).expect("a search").hits;
    assert_eq!(hits.iter().map(|hit| &hit.day).collect::<Vec<_>>(), [&None]);

    let draft =
        json!({ "id": "a", "kind": "agreement", "audience": "joint", "title": { "en": "Draft", "ko": "" } });
    let agreement = vault.add(draft).expect("added");
    assert_eq!(day(&vault, &agreement), None);
    let signed = json!({ "value": "2023-11-22", "certainty": "stated" });
    edit(&mut vault, &agreement, &[set(&["dates", "signed"], signed)]);
    assert_eq!(day(&vault, &agreement).as_deref(), Some("2023-11-22"));
    let month = json!({ "value": "2023-11", "certainty": "stated" });
    edit(&mut vault, &agreement, &[set(&["dates", "signed"], month)]);
    assert_eq!(day(&vault, &agreement).as_deref(), Some("2023-11"));
    let found = |query: &str| vault.search(&Search::of(query, 9)).expect("a search").hits.len();
    assert_eq!(
        (
            found("after:2023-10-31 kind:agreement"),
            found("after:2023-12-01 kind:agreement")
        ),
        (1, 0)
    );
    let practice =
        json!({ "id": "p", "kind": "practice", "audience": "joint", "title": { "en": "Draft", "ko": "" } });
    let practice = vault.add(practice).expect("added");
    assert!(
        day(&vault, &practice).is_some(),
        "a practice begins when it is made"
    );
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
    assert_eq!(
        vault.counts().expect("counts").into_iter().collect::<Vec<_>>(),
        [("bin".to_owned(), 1)]
    );
    assert!(
        vault
            .actions(&ActionFilter::default())
            .expect("actions")
            .is_empty()
    );
    expect_clean(&mut vault);
}

#[test]
fn the_bin_tells_when_a_record_came_there_whatever_is_written_later() {
    let place = Place::new();
    let mut vault = place.create();
    for id in ["first", "second"] {
        vault.add(meeting(id, START)).expect("added");
    }
    edit(&mut vault, "second", &[set(&["binned"], true.into())]);
    edit(&mut vault, "first", &[set(&["binned"], true.into())]);
    edit(&mut vault, "second", &[set(&["title", "en"], "Renamed".into())]);
    let bin = |vault: &Vault| {
        let listing = Listing {
            binned: true,
            ..Listing::default()
        };
        let rows = vault.list(&listing).expect("a page").rows;
        rows.into_iter().map(|row| (row.id, row.sort)).collect::<Vec<_>>()
    };
    let put = |vault: &mut Vault, id: &str| {
        let history = vault.history(id).expect("a history");
        let change = history.iter().find(|change| change.fields.contains("binned"));
        change.expect("the change").time.clone()
    };
    let since = ["first", "second"].map(|id| (id.to_owned(), put(&mut vault, id)));
    assert_eq!(BTreeSet::from_iter(bin(&vault)), BTreeSet::from(since.clone()));
    expect_clean(&mut vault);
    vault
        .rebuild(|_, _| ControlFlow::Continue(()))
        .expect("made anew");
    assert_eq!(BTreeSet::from_iter(bin(&vault)), BTreeSet::from(since));

    edit(&mut vault, "first", &[set(&["binned"], false.into())]);
    let back = vault.row("first").expect("read").expect("a row");
    assert_eq!(back.sort, START, "outside the bin it stands by its own day again");
    expect_clean(&mut vault);
}
