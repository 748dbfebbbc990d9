//! What a person waits for: unlocking, Home, lists, opening, typing, searching.

use std::path::Path;

use maru_core::bilingual::Lang;
use maru_core::edit::Edit;
use maru_core::record::{Kind, Record};
use maru_store::{ActionFilter, Cursor, Listing, Search, Sort, Vault};

use super::measured::Measured;
use super::shelf::Shelf;
use super::typing;
use crate::fresh::PASSPHRASE;
use crate::measure::resident;

/// A day in the middle of what goes on.
const NOW: &str = "2026-09-01T09:00:00Z";
/// How many walks through a list, and of how many pages: so many a vault of 1,000 records has.
const WALKS: usize = 20;
const PAGES: usize = 12;

/// Returns the figures of a working day in a copy of the vault.
pub(crate) fn figures(shelf: &Shelf) -> Vec<Measured> {
    let (_folder, at) = shelf.copy();
    let mut figures = vec![
        Measured::value("text in the vault", "MB", shelf.text),
        Measured::value("size of the vault", "MB", shelf.on_disk()),
    ];
    let derive = |_| maru_store::derivation_time(&at, PASSPHRASE).expect("the derivation");
    let derivation = Measured::counted("the key", 5, derive);
    let unlock = Measured::counted("unlock, besides the key", 5, |_| {
        Vault::open(&at, PASSPHRASE).expect("opened")
    });
    figures.push(unlock.besides(&derivation));
    let pages = [
        page_after(&at, "list by date, the page after", Sort::Date),
        page_after(&at, "list by Korean title, the page after", Sort::TitleKo),
    ];
    let bare = resident();
    let mut vault = Vault::open(&at, PASSPHRASE).expect("opened");
    figures.push(Measured::timed("Home", 30, |_| home(&vault)));
    figures.extend(lists(&vault));
    figures.extend(pages);
    figures.extend(opening(shelf, &mut vault));
    figures.push(typed(shelf, &mut vault));
    let states = typing::states();
    figures.push(Measured::counted("search as you type", states.len(), |at| {
        vault.search(&Search::of(&states[at], 50)).expect("hits")
    }));
    figures.push(Measured::value(
        "memory after a day's work",
        "MiB",
        resident() - bare,
    ));
    figures.push(paper(shelf, &vault));
    figures
}

fn home(vault: &Vault) {
    vault.next_meeting(NOW).expect("the next one");
    vault.endings(8).expect("endings");
    vault.to_translate(8).expect("rows");
    vault.recent(Some(NOW), 8).expect("rows");
    vault.in_review(8).expect("rows");
    vault.counts().expect("counts");
    let due = ActionFilter {
        due_by: Some("2026-10-01".to_owned()),
        limit: 8,
        ..ActionFilter::default()
    };
    vault.actions(&due).expect("actions");
}

/// Returns a list of meetings, fifty on a page.
fn listing(sort: Sort) -> Listing {
    Listing {
        kind: Some(Kind::Meeting),
        sort,
        limit: 50,
        ..Listing::default()
    }
}

/// Measures the page after another one where nobody has read it yet: in walks from the top of a list, each in a vault that
/// was just opened. After one walk a small vault is in memory, and a large one never.
fn page_after(at: &Path, name: &str, sort: Sort) -> Measured {
    let walk = || {
        let vault = Vault::open(at, PASSPHRASE).expect("opened");
        let mut next = listing(sort);
        // To read the statement is no part of it: this one ends before the first page, or on it.
        next.after = Some(Cursor {
            sort: String::new(),
            id: String::new(),
        });
        vault.list(&next).expect("a page");
        next.after = vault.list(&listing(sort)).expect("the first page").next;
        let mut pages = Vec::new();
        while next.after.is_some() && pages.len() < PAGES {
            pages.push(Measured::counted(name, 1, |_| {
                next.after = vault.list(&next).expect("a page").next;
            }));
        }
        pages
    };
    let walks: Vec<Vec<Measured>> = (0..WALKS).map(|_| walk()).collect();
    Measured::typical(name, &walks)
}

fn lists(vault: &Vault) -> Vec<Measured> {
    let first = |name, sort| Measured::timed(name, 40, |_| vault.list(&listing(sort)).expect("a page"));
    let filtered = Listing {
        text: "ㄷㅈㅌ".to_owned(),
        ..listing(Sort::Changed)
    };
    vec![
        first("list by date, the first page", Sort::Date),
        first("list by Korean title, the first page", Sort::TitleKo),
        Measured::timed("list filtered by initial consonants", 20, |_| {
            vault.list(&filtered).expect("a page")
        }),
        Measured::timed("actions, the first page", 40, |_| {
            vault
                .actions(&ActionFilter {
                    limit: 50,
                    ..ActionFilter::default()
                })
                .expect("actions")
        }),
    ]
}

/// Records from all over the vault, as they come; and the one with the most lines.
fn opening(shelf: &Shelf, vault: &mut Vault) -> Vec<Measured> {
    let ids: Vec<String> = (0..60).map(|at| shelf.archive.id(at * shelf.size / 61)).collect();
    let open = Measured::counted("open a record", ids.len(), |at| {
        vault.read(&ids[at]).expect("a record");
        vault.release(&ids[at]).expect("let go");
    });
    let longest = (0..shelf.size.min(1000)).max_by_key(|n| lines(&shelf.archive.record(*n)));
    let longest = shelf.archive.id(longest.unwrap_or(0));
    vec![
        open,
        Measured::timed("open the longest of the first 1,000", 5, |_| {
            vault.read(&longest).expect("a record");
            vault.release(&longest).expect("let go");
        }),
    ]
}

fn lines(record: &serde_json::Value) -> usize {
    record["segments"].as_object().map_or(0, serde_json::Map::len)
}

/// Returns the number of a meeting with about so many lines.
fn meeting(shelf: &Shelf, wanted: std::ops::Range<usize>) -> usize {
    let found = (0..shelf.size).find(|n| {
        let record = shelf.archive.record(*n);
        record["kind"] == "meeting" && wanted.contains(&lines(&record))
    });
    found.expect("a meeting of that length")
}

/// A sentence typed letter by letter into a usual meeting.
fn typed(shelf: &Shelf, vault: &mut Vault) -> Measured {
    let n = meeting(shelf, 8..20);
    let id = shelf.archive.id(n);
    let record = shelf.archive.record(n);
    let line = record["segments"]
        .as_object()
        .and_then(|lines| lines.keys().next())
        .expect("a line")
        .clone();
    let mut heads = vault.read(&id).expect("a record").heads;
    let mut text = String::from("양측은 ");
    let letters: Vec<char> = "Both sides agreed to share the results. 공동 용어집 초안을 공유하기로 함. "
        .chars()
        .collect();
    Measured::timed("keystroke until it is on the disk", 400, |at| {
        text.push(letters[at % letters.len()]);
        let edit = Edit::Write {
            id: line.clone(),
            lang: Lang::Ko,
            text: text.clone(),
        };
        heads = vault.edit(&id, &heads, &[edit]).expect("an edit");
    })
}

/// The summary of a meeting of some pages.
fn paper(shelf: &Shelf, vault: &Vault) -> Measured {
    let id = shelf.archive.id(meeting(shelf, 15..40));
    Measured::timed("one summary as PDF, from the vault", 7, |_| {
        let record = Record::from_json(vault.glance(&id).expect("a record")).expect("a record");
        maru_press::pdf(&record, None, &crate::paper::order()).expect("a paper")
    })
}
