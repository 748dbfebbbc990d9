//! What the tests share: a vault in a folder that goes with the test, and records to put into it.

use std::path::PathBuf;

use maru_core::bilingual::{Lang, Side};
use maru_core::document::Heads;
use maru_core::edit::Edit;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{Birth, Cost, Depth, Hit, Search, Vault};

pub(crate) const PASSPHRASE: &str = "마루 wooden hall";

/// A folder for one vault.
pub(crate) struct Place {
    folder: TempDir,
}

impl Place {
    pub(crate) fn new() -> Place {
        Place {
            folder: tempfile::tempdir().expect("a folder"),
        }
    }

    pub(crate) fn vault(&self) -> PathBuf {
        self.folder.path().join("vault")
    }

    /// A path beside the vault.
    pub(crate) fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn create(&self) -> Vault {
        let birth = Birth {
            side: Side::new("uk"),
            device: "desk".to_owned(),
        };
        Vault::create(&self.vault(), PASSPHRASE, &birth, Cost::least()).expect("a new vault")
    }

    pub(crate) fn open(&self) -> Vault {
        Vault::open(&self.vault(), PASSPHRASE).expect("an open vault")
    }

    pub(crate) fn bytes(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.vault().join(name)).expect("a file of the vault")
    }

    pub(crate) fn put(&self, name: &str, bytes: &[u8]) {
        std::fs::write(self.vault().join(name), bytes).expect("written");
    }
}

pub(crate) fn sample() -> Vec<Value> {
    maru_core::sample::records(&Side::new("uk"))
}

/// A meeting with an agenda item, a point and an action.
pub(crate) fn meeting(id: &str, start: &str) -> Value {
    json!({
        "id": id, "kind": "meeting", "audience": "joint", "created": "2027-01-02T03:04:05Z",
        "title": { "en": format!("Session {id}"), "ko": format!("{id} 실무회의") },
        "place": { "en": "Sejong", "ko": "세종" },
        "days": { "d": { "start": start, "end": start } },
        "people": { "p": { "side": "kr", "family": { "en": "Hong", "ko": "홍" },
                           "given": { "en": "Gildong", "ko": "길동" }, "family_name_first": true } },
        "segments": {
            "a": { "pos": "1", "kind": "agenda", "en": "Opening", "ko": "개회" },
            "b": { "pos": "2", "kind": "point", "en": "Close cooperation", "ko": "긴밀한 협력" },
            "c": { "pos": "3", "kind": "action", "en": "Send the draft", "owner_side": "kr", "owner": "p",
                   "due": "2027-04-01" }
        }
    })
}

pub(crate) const START: &str = "2027-03-09T09:30:00+09:00[Asia/Seoul]";

pub(crate) fn write(segment: &str, lang: Lang, text: &str) -> Edit {
    Edit::Write {
        id: segment.to_owned(),
        lang,
        text: text.to_owned(),
    }
}

pub(crate) fn set(path: &[&str], value: Value) -> Edit {
    Edit::Set {
        path: path.iter().map(|key| (*key).to_owned()).collect(),
        value,
    }
}

/// Applies edits to the newest heads.
pub(crate) fn edit(vault: &mut Vault, id: &str, edits: &[Edit]) -> Heads {
    let base = vault.read(id).expect("the record").heads;
    vault.edit(id, &base, edits).expect("an edit")
}

/// The start of a meeting on a day of March.
pub(crate) fn start(day: u32) -> String {
    format!("2027-03-{day:02}T09:30:00+09:00[Asia/Seoul]")
}

/// A vault with 26 meetings, two of them on one day, and a note.
pub(crate) fn filled(place: &Place) -> Vault {
    let mut vault = place.create();
    let records = (1..=25).map(|n| meeting(&format!("m{n:02}"), &start(n)));
    let twin = meeting("m25b", &start(25));
    vault.import(records.chain([twin]).collect()).expect("imported");
    vault
        .add(json!({ "id": "note", "kind": "note", "created": "2027-03-05T12:00:00Z" }))
        .expect("added");
    vault
}

/// Returns what a query finds.
pub(crate) fn searched(vault: &Vault, query: &str, limit: u32) -> Vec<Hit> {
    vault.search(&Search::of(query, limit)).expect("searched").hits
}

/// Returns how the database would read a statement.
pub(crate) fn plan(vault: &Vault, sql: &str) -> String {
    let mut plan = vault
        .db
        .prepare(&format!("EXPLAIN QUERY PLAN {sql}"))
        .expect("a plan");
    let unset = vec![rusqlite::types::Null; plan.parameter_count()];
    let rows = plan
        .query_map(rusqlite::params_from_iter(unset), |row| row.get::<_, String>(3))
        .expect("rows");
    rows.collect::<Result<Vec<_>, _>>().expect("lines").join("\n")
}

/// Checks everything and expects nothing wrong.
pub(crate) fn expect_clean(vault: &mut Vault) {
    let report = vault.check(Depth::Full).expect("a check");
    assert!(report.is_clean(), "{report:?}");
}
