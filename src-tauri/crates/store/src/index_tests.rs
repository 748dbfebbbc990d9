use std::ops::ControlFlow;

use maru_core::bilingual::Lang;
use rusqlite::config::DbConfig;

use super::*;
use crate::fixture::{Place, START, edit, expect_clean, meeting, searched, set, start, write};
use crate::{Depth, Search, Vault};

fn open() -> (Place, Vault) {
    let place = Place::new();
    let mut vault = place.create();
    vault
        .import(vec![meeting("m", START), meeting("n", &start(12))])
        .expect("imported");
    (place, vault)
}

fn faults(vault: &mut Vault) -> Vec<String> {
    let report = vault.check(Depth::Full).expect("a check");
    report.faults.into_iter().map(|fault| fault.code).collect()
}

fn rebuild(vault: &mut Vault) {
    vault
        .rebuild(|_, _| ControlFlow::Continue(()))
        .expect("made anew");
}

/// Does to the tables of the index what only a defect or a bad disk does.
fn harm(vault: &Vault, sql: &str) {
    vault
        .db
        .set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, false)
        .expect("unguarded");
    vault.db.execute_batch(sql).expect(sql);
}

#[test]
fn places_are_in_the_order_of_the_answer() {
    let [old, new] = ["2026-12-31", "2027-03-09T09:30:00+09:00[Asia/Seoul]"].map(day);
    assert!(standing(true, old) > standing(false, new) && standing(false, new) > standing(false, old));
    let days = ["1900-01-01", "1899-12-31", "soon", ""].map(day);
    assert_eq!(days, [0; 4]);
    assert_eq!(day("9999-12-31"), AFTER_ALL - 1);
    let (from, to) = places(true, (old, new));
    assert!((from..=to).contains(&((standing(true, new - 1) << NUMBER) | 7)));
    assert!(!(from..=to).contains(&(standing(true, new) << NUMBER)));
    assert_eq!(number((standing(true, new) << NUMBER) | 7), 7);
}

#[test]
fn only_a_text_that_changed_is_written_again() {
    let (_place, vault) = open();
    let texts = "SELECT document, segment, title, place >> 26, facts, en, ko FROM plain ORDER BY no";
    let mut statement = vault.db.prepare(texts).expect("the texts");
    let mut rows = statement.query(()).expect("rows");
    let mut index = Index::of(&vault.db).expect("the index");
    let mut seen = 0;
    while let Some(row) = rows.next().expect("a row") {
        let [segment, facts, en, ko] = [1, 4, 5, 6].map(|at| row.get::<_, String>(at).expect("a text"));
        let text = |ko| Text {
            segment: &segment,
            title: row.get(2).expect("title"),
            standing: row.get(3).expect("standing"),
            facts: &facts,
            en: &en,
            ko,
        };
        let document = row.get(0).expect("document");
        index.put(document, &text(&ko)).expect("put");
        assert_eq!(index.come.len(), seen, "the same again: {segment}");
        index.put(document, &text("다른 글")).expect("put");
        seen += 1;
        assert_eq!((index.come.len(), index.gone.len()), (seen, seen), "{segment}");
    }
    assert_eq!(
        seen, 10,
        "title, what is outside, and three segments of two meetings"
    );
}

#[test]
fn an_edit_of_the_day_moves_every_text_of_the_record() {
    let (_place, mut vault) = open();
    let first = |vault: &Vault| searched(vault, "cooperation", 1).remove(0).record;
    assert_eq!(first(&vault), "n");
    edit(&mut vault, "m", &[set(&["days", "d", "start"], start(20).into())]);
    assert_eq!(first(&vault), "m");
    expect_clean(&mut vault);
}

#[test]
fn a_damaged_index_keeps_nobody_from_writing_and_is_made_anew() {
    for damage in [
        "UPDATE find_data SET block = x'ffffffffff' WHERE id > 10",
        "UPDATE find_data SET block = x'00' WHERE id = 10",
        "DELETE FROM find_data",
        "DROP TABLE find",
    ] {
        let (place, vault) = open();
        harm(&vault, damage);
        vault.close().expect("closed");
        let mut vault = place.open();
        let first = vault.search(&Search::of("cooperation", 10));
        assert!(matches!(first, Err(Error::IndexDamaged)), "{damage}: {first:?}");
        edit(&mut vault, "m", &[write("b", Lang::Ko, "새로운 낱말")]);
        let error = vault.search(&Search::of("낱말", 10)).expect_err(damage);
        assert!(matches!(error, Error::IndexDamaged), "{damage}: {error:?}");
        assert_eq!(faults(&mut vault), ["search"], "{damage}");
        vault.close().expect("closed");
        let mut vault = place.open();
        let again = vault.search(&Search::of("낱말", 10));
        assert!(matches!(again, Err(Error::IndexDamaged)), "{damage}: {again:?}");
        rebuild(&mut vault);
        assert_eq!(searched(&vault, "낱말", 10).len(), 1, "{damage}");
        expect_clean(&mut vault);
    }
}

#[test]
fn whatever_happens_to_an_index_it_is_set_up_as_a_new_one() {
    let set_up = |vault: &Vault| -> Vec<(String, i64)> {
        let mut statement = vault
            .db
            .prepare("SELECT k, v FROM find_config ORDER BY k")
            .expect("what it is set up with");
        let rows = statement.query_map((), |row| Ok((row.get(0)?, row.get(1)?)));
        rows.expect("rows").collect::<Result<_, _>>().expect("values")
    };
    let new = set_up(&Place::new().create());
    assert!(new.contains(&("automerge".to_owned(), JOINED)), "{new:?}");
    for harmed in [
        "",
        "DROP TABLE find",
        "DELETE FROM find_data",
        // As an import leaves it that met damage half way.
        "INSERT INTO find (find, rank) VALUES ('automerge', 0)",
    ] {
        let (_place, mut vault) = open();
        assert_eq!(set_up(&vault), new, "after an import");
        harm(&vault, harmed);
        rebuild(&mut vault);
        assert_eq!(set_up(&vault), new, "{harmed}");
    }
}

#[test]
fn an_index_that_lacks_a_text_or_has_one_too_many_is_noticed() {
    for change in [
        "DELETE FROM find WHERE rowid = (SELECT place FROM plain WHERE segment = 'b' AND ko <> '')",
        "INSERT INTO find (rowid, terms) VALUES (7, 'close')",
        "UPDATE find SET terms = 'close' WHERE rowid = (SELECT max(place) FROM plain)",
    ] {
        let (_place, mut vault) = open();
        harm(&vault, change);
        assert_eq!(faults(&mut vault), ["search"], "{change}");
        rebuild(&mut vault);
        expect_clean(&mut vault);
    }
}

#[test]
fn an_index_is_made_anew_piece_by_piece_while_others_write() {
    let place = Place::new();
    let mut vault = place.create();
    let records = (1..=400).map(|n| meeting(&format!("r{n:03}"), &start(1 + n % 28)));
    vault.import(records.collect()).expect("imported");
    vault.begin_mending().expect("begun");
    let mut steps = Vec::new();
    loop {
        let step = vault.mend_search().expect("a piece");
        steps.push(step.done);
        if step.is_done() {
            break;
        }
        let answer = vault.search(&Search::of("cooperation", 1));
        assert!(matches!(answer, Err(Error::IndexDamaged)), "{answer:?}");
        // Of what is in it already, of what is not, and what is new.
        edit(&mut vault, "r001", &[write("b", Lang::Ko, "앞의 낱말")]);
        edit(&mut vault, "r400", &[write("b", Lang::Ko, "뒤의 낱말")]);
        vault
            .add(meeting(&format!("new{}", step.done), START))
            .expect("added");
        let remove = |id: &str| maru_core::edit::Edit::Remove { id: id.to_owned() };
        edit(&mut vault, "r002", &[remove("b")]);
        vault.begin_mending().expect("goes on where it was");
    }
    assert!(steps.len() == 3 && steps.is_sorted(), "{steps:?}");
    assert_eq!(searched(&vault, "낱말", 10).len(), 2);
    assert_eq!(searched(&vault, "new1000", 10).len(), 1);
    expect_clean(&mut vault);
}

#[test]
fn a_place_that_is_not_there_is_told_and_not_shown() {
    let (_place, vault) = open();
    harm(&vault, "INSERT INTO find (rowid, terms) VALUES (7, 'close')");
    let found = vault.search(&Search::of("close", 10)).expect("found");
    assert!(found.damaged);
    assert_eq!(found.hits.len(), 2);
}

#[test]
fn a_rebuild_that_is_broken_off_leaves_everything_as_it_was() {
    let (_place, mut vault) = open();
    let stop = |done, _| match done {
        1 => ControlFlow::Break(()),
        _ => ControlFlow::Continue(()),
    };
    assert!(matches!(vault.rebuild(stop), Err(Error::Stopped)));
    assert_eq!(searched(&vault, "cooperation", 10).len(), 2);
    expect_clean(&mut vault);
}
