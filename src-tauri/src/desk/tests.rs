//! A person at the desk, without a window.

mod archive;
mod many;
mod restoring;

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use maru_core::bilingual::Side;
use maru_core::edit::Edit;
use maru_core::record::Kind;
use maru_store::{Listing, Search};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::*;
use crate::rows::{PaperForm, PaperLanguages, PaperOrder};
use crate::status::{NewVault, Purpose, Stage};

const BOTH: PaperOrder = PaperOrder {
    form: PaperForm::Summary,
    languages: PaperLanguages::Both,
    attach: false,
};
const PASSPHRASE: &str = "나비 lantern 강물 orchard";

thread_local! {
    static CLOCK: Cell<u64> = const { Cell::new(0) };
}

/// The clock of these tests runs when a test says so.
fn now() -> Moment {
    let seconds = Duration::from_secs(CLOCK.get());
    Moment {
        steady: seconds,
        wall: seconds,
    }
}

fn pass(seconds: u64) {
    CLOCK.set(CLOCK.get() + seconds);
}

#[derive(Clone, Default)]
struct Memory(Arc<Mutex<BTreeMap<String, Value>>>);

impl Drawer for Memory {
    fn get(&self, name: &str) -> Option<Value> {
        held(&self.0).get(name).cloned()
    }

    fn put(&self, values: &[(&str, Value)]) {
        held(&self.0).extend(
            values
                .iter()
                .map(|(name, value)| ((*name).to_owned(), value.clone())),
        );
    }
}

/// A laptop: its disk and what it remembers. Maru may be started on it again and again.
struct Laptop {
    disk: TempDir,
    memory: Memory,
}

impl Laptop {
    fn new() -> Laptop {
        Laptop {
            disk: tempfile::tempdir().expect("a disk"),
            memory: Memory::default(),
        }
    }

    fn start(&self) -> Desk {
        let drawer = Box::new(self.memory.clone());
        Desk::new(Beginning {
            drawer,
            now,
            read_records: |bytes, _| maru_files::records(&bytes),
            read_notes: Readers {
                notes: maru_files::notes::here,
                pictures: || Box::new(|wish, bytes, _| maru_picture::answer(wish, bytes.to_vec())),
            },
            system: Lang::En,
            usual: self.disk.path().join("Maru"),
            // The program of a unit test is no reader; the work is the same.
            prepare: |bytes, _| maru_picture::prepare(bytes),
            vouch: |pictures| {
                pictures
                    .iter()
                    .try_for_each(|one| maru_picture::vouch(one.clone()).map(drop))
            },
        })
    }
}

fn new_vault(sample: bool) -> NewVault {
    NewVault {
        passphrase: PASSPHRASE.to_owned(),
        side: Side::new("uk"),
        device: "GDS-07".to_owned(),
        sample,
    }
}

fn code<T: std::fmt::Debug>(answer: Answer<T>) -> String {
    answer.expect_err("this is refused").code
}

fn meeting_of(desk: &Desk) -> String {
    let listing = Listing {
        kind: Some(Kind::Meeting),
        limit: 1,
        ..Listing::default()
    };
    desk.list(&listing)
        .expect("meetings")
        .rows
        .first()
        .expect("a meeting")
        .id
        .clone()
}

#[test]
fn a_vault_from_the_first_start_to_the_next() {
    let laptop = Laptop::new();
    let desk = laptop.start();
    assert_eq!(
        (desk.status().stage, desk.status().vault_name.as_str()),
        (Stage::First, "Maru")
    );
    let status = desk.create_vault(new_vault(true)).expect("a vault");
    assert_eq!(status.stage, Stage::Open);
    assert!(status.sample && status.counts.get("meeting").is_some_and(|n| *n > 0));
    assert_eq!(status.device.expect("this laptop").name, "GDS-07");
    assert!(desk.remove_sample().expect("removed") > 0);
    assert!(!desk.status().sample && desk.status().counts.is_empty());
    drop(desk);
    let desk = laptop.start();
    let status = desk.status();
    assert_eq!(
        (status.stage, status.device, status.counts.len()),
        (Stage::Locked, None, 0)
    );
    assert_eq!(desk.unlock(PASSPHRASE).expect("open").stage, Stage::Open);
    assert_eq!(desk.lock().expect("locked").stage, Stage::Locked);
}

#[test]
fn a_folder_with_other_files_gets_a_folder_of_its_own() {
    let laptop = Laptop::new();
    let documents = laptop.disk.path().join("문서");
    fs::create_dir(&documents).expect("a folder");
    fs::write(documents.join("letter.txt"), "x").expect("a file");
    let desk = laptop.start();
    assert_eq!(desk.choose(Purpose::Create, documents.clone()), "Maru");
    desk.create_vault(new_vault(false)).expect("a vault");
    assert!(documents.join("Maru/vault.db").exists() && !documents.join("vault.db").exists());
}

#[test]
fn what_cannot_be_a_vault_makes_nothing() {
    let laptop = Laptop::new();
    let desk = laptop.start();
    let wrong = |change: fn(&mut NewVault)| {
        let mut new = new_vault(false);
        change(&mut new);
        code(desk.create_vault(new))
    };
    assert_eq!(wrong(|new| new.device = " \u{202e}\n".to_owned()), "device-name");
    assert_eq!(wrong(|new| new.side = Side::new("../uk")), "side-code");
    assert_eq!(wrong(|new| new.passphrase = "1234".to_owned()), "passphrase-weak");
    assert_eq!(wrong(|new| new.passphrase.clear()), "passphrase-unusable");
    assert_eq!(desk.status().stage, Stage::First);
    assert!(!laptop.disk.path().join("Maru").exists());
}

#[test]
fn only_a_folder_with_a_vault_is_opened() {
    let laptop = Laptop::new();
    let desk = laptop.start();
    assert_eq!(code(desk.open_vault()), "no-folder");
    desk.choose(Purpose::Open, laptop.disk.path().to_owned());
    assert_eq!(code(desk.open_vault()), "not-a-vault");
    assert_eq!(desk.status().stage, Stage::First);
    let elsewhere = laptop.disk.path().join("자료함");
    desk.choose(Purpose::Create, elsewhere.clone());
    desk.create_vault(new_vault(false)).expect("a vault");
    drop(desk);
    let other = Laptop::new().start();
    assert_eq!(other.choose(Purpose::Open, elsewhere), "자료함");
    let status = other.open_vault().expect("a vault");
    assert_eq!(
        (status.stage, status.vault_name.as_str()),
        (Stage::Locked, "자료함")
    );
    assert_eq!(other.unlock(PASSPHRASE).expect("open").stage, Stage::Open);
}

#[test]
fn wrong_passphrases_make_the_next_one_wait_also_after_a_new_start() {
    let laptop = Laptop::new();
    laptop.start().create_vault(new_vault(false)).expect("a vault");
    let desk = laptop.start();
    for _ in 0..3 {
        assert_eq!(code(desk.unlock("나비 lantern")), "wrong-passphrase");
    }
    let refused = desk.unlock(PASSPHRASE).expect_err("it is too early");
    assert_eq!(
        (refused.code.as_str(), refused.args["seconds"].as_str()),
        ("wait", "2")
    );
    drop(desk);
    let desk = laptop.start();
    assert_eq!(desk.status().wait_seconds, 2);
    pass(2);
    assert_eq!(code(desk.unlock("나비")), "wrong-passphrase");
    assert_eq!(desk.status().wait_seconds, 4);
    pass(4);
    assert_eq!(desk.unlock(PASSPHRASE).expect("open").wait_seconds, 0);
    assert_eq!(
        code(desk.rekey("나비", "orchard 나비 lantern 강물")),
        "wrong-passphrase"
    );
    assert_eq!(laptop.memory.get("tries"), Some(json!(1)));
}

#[test]
fn a_vault_that_is_open_elsewhere_is_no_wrong_passphrase() {
    let laptop = Laptop::new();
    let first = laptop.start();
    first.create_vault(new_vault(false)).expect("a vault");
    let second = laptop.start();
    for _ in 0..5 {
        assert_eq!(code(second.unlock(PASSPHRASE)), "vault-in-use");
    }
    assert_eq!(second.status().wait_seconds, 0);
}

#[test]
fn a_vault_is_tended_in_a_pause_and_not_while_somebody_types() {
    let laptop = Laptop::new();
    let desk = laptop.start();
    assert!(!desk.tend_in_a_pause(), "nothing is open");
    desk.create_vault(new_vault(true)).expect("a vault");
    let log = laptop.disk.path().join("Maru/vault.db-wal");
    let log = || fs::metadata(&log).map_or(0, |file| file.len());
    assert!(!desk.tend_in_a_pause() && log() > 0);
    pass(3);
    while desk.tend_in_a_pause() {}
    assert_eq!(log(), 0);
}

#[test]
fn nobody_at_the_desk_locks_it() {
    let laptop = Laptop::new();
    let desk = laptop.start();
    desk.create_vault(new_vault(false)).expect("a vault");
    desk.set_settings(Settings {
        lock_minutes: 5,
        ..desk.status().settings
    });
    pass(299);
    assert!(!desk.lock_if_idle());
    desk.touch();
    pass(299);
    assert!(!desk.lock_if_idle());
    pass(1);
    assert!(desk.lock_if_idle() && !desk.lock_if_idle());
    assert_eq!(code(desk.home()), "locked");
}

#[test]
fn an_edit_is_there_after_the_lock() {
    let laptop = Laptop::new();
    let desk = laptop.start();
    desk.create_vault(new_vault(true)).expect("a vault");
    let id = meeting_of(&desk);
    let opened = desk.open_record(&id).expect("the meeting");
    let edit = Edit::Set {
        path: vec!["place".to_owned(), "ko".to_owned()],
        value: json!("세종특별자치시"),
    };
    let changed = desk
        .edit_record(id.clone(), &opened.heads, &[edit])
        .expect("edited");
    assert_ne!(changed.heads, opened.heads);
    desk.lock().expect("locked");
    assert_eq!(code(desk.open_record(&id)), "locked");
    desk.unlock(PASSPHRASE).expect("open");
    let again = desk.open_record(&id).expect("the meeting");
    assert_eq!(again.record["place"]["ko"], "세종특별자치시");
    assert_eq!(again.heads, changed.heads);
    assert!(desk.history(&id).expect("history").changes.len() > 1);
    let found = desk.search(&Search::of("세종특별자치시", 1)).expect("found");
    assert!(!found.hits.is_empty());
    assert!(!desk.home().expect("home").changed.is_empty());
}

#[test]
fn a_paper_is_seen_and_saved_and_forgotten_with_the_lock() {
    let laptop = Laptop::new();
    let desk = laptop.start();
    desk.create_vault(new_vault(true)).expect("a vault");
    let preview = desk.preview(&meeting_of(&desk), BOTH).expect("a preview");
    assert!(preview.pages > 0 && !preview.leaving.is_empty() && preview.file_name.ends_with(".pdf"));
    let last = desk
        .papers
        .picture(preview.ticket, preview.pages - 1, 50)
        .expect("the last page");
    assert!(last.0.starts_with(b"\x89PNG"));
    assert_eq!(
        code(desk.papers.picture(preview.ticket, preview.pages, 50)),
        "paper-page-number"
    );

    let save = |path: &Path| {
        let export = desk.papers.begin(preview.ticket).expect("an export");
        desk.save_paper(&export, path)
    };
    assert_eq!(code(save(&laptop.disk.path().join("Maru/a.pdf"))), "save-inside");
    let path = laptop.disk.path().join("회의록.pdf");
    assert_eq!(
        save(&path).expect("saved").expect("not stopped").name,
        "회의록.pdf"
    );
    assert!(fs::read(&path).expect("the file").starts_with(b"%PDF-"));

    let export = desk.papers.begin(preview.ticket).expect("an export");
    desk.lock().expect("locked");
    let late = laptop.disk.path().join("late.pdf");
    assert_eq!(code(desk.save_paper(&export, &late)), "locked");
    assert_eq!(code(desk.papers.picture(preview.ticket, 0, 50)), "paper-gone");
    assert!(!late.exists());
}

#[test]
fn what_our_side_keeps_to_itself_makes_no_paper() {
    let laptop = Laptop::new();
    let desk = laptop.start();
    desk.create_vault(new_vault(true)).expect("a vault");
    let own = desk
        .list(&Listing {
            limit: 1000,
            ..Listing::default()
        })
        .expect("records")
        .rows;
    let own = own
        .iter()
        .find(|row| row.audience.code() == "own")
        .expect("a note of our own side");
    assert_eq!(code(desk.preview(&own.id, BOTH)), "paper-own");
}

#[test]
fn a_backup_lies_where_a_person_placed_it() {
    let laptop = Laptop::new();
    let desk = laptop.start();
    desk.create_vault(new_vault(false)).expect("a vault");
    assert!(desk.backup_name().starts_with("Maru 2"));
    let path = laptop.disk.path().join("copy.maru-backup");
    assert_eq!(desk.backup(&path).expect("saved").name, "copy.maru-backup");
    assert!(path.exists());
    assert_eq!(
        code(desk.backup(&laptop.disk.path().join("Maru/copy"))),
        "backup-inside"
    );
}
