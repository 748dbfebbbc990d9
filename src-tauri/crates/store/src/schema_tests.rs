use maru_core::record::Kind;
use rusqlite::types::Value as Cell;
use serde_json::json;

use crate::fixture::{PASSPHRASE, Place, START, edit, expect_clean, meeting, sample, searched, set};
use crate::{ActionFilter, Depth, Error, Listing, Sort, Vault};

/// The tables and columns of version 1, in order.
const FIRST: &str = include_str!("schema/1.sql");

/// Takes back what version 8 brought: the indexes by title held no whole rows.
const WITHOUT_QUARTER: &str = "
    DROP INDEX entry_key_en;
    DROP INDEX entry_key_ko;
    ALTER TABLE entry DROP COLUMN quarter;
    CREATE INDEX entry_key_en ON entry (binned, kind, key_en, id, audience, agreement, status, document);
    CREATE INDEX entry_key_ko ON entry (binned, kind, key_ko, id, audience, agreement, status, document);
    UPDATE vault SET min_writer = 7;
    PRAGMA user_version = 7;";

/// Takes back what version 6 brought: nothing counted.
const WITHOUT_TALLY: &str = "
    DROP TABLE tally;
    DROP INDEX entry_review;
    DROP INDEX entry_sample;
    DROP INDEX entry_starts;
    DROP INDEX entry_long;
    CREATE INDEX entry_ends ON entry (kind, binned, ends) WHERE ends IS NOT NULL;
    UPDATE vault SET min_writer = 5;
    PRAGMA user_version = 5;";

/// Takes back what version 4 brought: one row held all that is outside the segments, and there was no index.
const WITHOUT_INDEX: &str = "
    CREATE TEMP TABLE old_plain AS SELECT document, segment, '' AS fold, group_concat(en, char(10)) AS en,
      group_concat(ko, char(10)) AS ko FROM plain GROUP BY document, segment;
    DROP TABLE plain;
    DROP TABLE find;
    CREATE TABLE plain (
      document  INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
      segment   TEXT NOT NULL,
      fold      TEXT NOT NULL,
      en        TEXT NOT NULL,
      ko        TEXT NOT NULL,
      PRIMARY KEY (document, segment)
    ) STRICT;
    INSERT INTO plain SELECT * FROM old_plain;
    DROP TABLE old_plain;
    ALTER TABLE vault DROP COLUMN find_upto;
    UPDATE vault SET min_reader = 1, min_writer = 3;
    PRAGMA user_version = 3;";

/// Takes back what some versions brought, the newest first.
fn take_back(vault: &Vault, versions: &[&str]) {
    for steps in versions {
        vault.db.execute_batch(steps).expect("an older version");
    }
}

/// Makes the vault one that the first Maru wrote: the tables of version 1, with the rows that it would have written.
fn turn_back(vault: &Vault) {
    let db = &vault.db;
    take_back(vault, &[WITHOUT_QUARTER, WITHOUT_TALLY, WITHOUT_INDEX]);
    db.execute_batch("PRAGMA foreign_keys = OFF; BEGIN;")
        .expect("begun");
    let names = [
        "vault",
        "device",
        "document",
        "snapshot",
        "chunk",
        "attachment",
        "attachment_part",
    ];
    let rows = ["entry", "decision", "action", "commitment", "link", "plain"];
    for name in names.iter().chain(&rows) {
        db.execute_batch(&format!(
            "CREATE TEMP TABLE old_{name} AS SELECT * FROM main.{name}; DROP TABLE {name};"
        ))
        .expect("set aside");
    }
    db.execute_batch("DROP TABLE holding;").expect("the new table");
    db.execute_batch(FIRST).expect("the first schema");
    for name in names.iter().chain(&rows) {
        let table = db.prepare(&format!("SELECT * FROM {name}")).expect("a table");
        let columns = table.column_names().collect::<Vec<_>>().join(", ");
        drop(table);
        db.execute_batch(&format!(
            "INSERT INTO {name} ({columns}) SELECT {columns} FROM old_{name}; DROP TABLE old_{name};"
        ))
        .expect("put back");
    }
    db.execute_batch(
        "PRAGMA user_version = 1; UPDATE vault SET min_reader = 1, min_writer = 1; COMMIT; PRAGMA foreign_keys = ON;",
    )
    .expect("committed");
}

fn number(vault: &Vault, sql: &str) -> i64 {
    vault.db.query_row(sql, (), |row| row.get(0)).expect("a number")
}

fn schema(vault: &Vault) -> Vec<String> {
    let mut statement = vault
        .db
        .prepare("SELECT coalesce(sql, name) FROM sqlite_schema ORDER BY name")
        .expect("the schema");
    let rows = statement.query_map((), |row| row.get(0)).expect("rows");
    rows.collect::<Result<_, _>>().expect("texts")
}

/// A vault of version 1 with the sample, an edited meeting and an agreement that ends.
fn first_vault(place: &Place) {
    let mut vault = place.create();
    vault.import(sample()).expect("imported");
    vault.add(meeting("m", START)).expect("added");
    vault
        .add(json!({
            "id": "agr", "kind": "agreement", "audience": "joint", "status": "in_effect",
            "title": { "en": "MoU", "ko": "양해각서" },
            "dates": { "ends": { "value": "2028-11-21", "certainty": "assumed", "typed": true } }
        }))
        .expect("added");
    edit(&mut vault, "m", &[set(&["title", "ko"], "제2차 실무회의".into())]);
    turn_back(&vault);
    assert_eq!(
        number(&vault, "SELECT count(*) FROM pragma_table_info('entry')"),
        20
    );
    vault.close().expect("closed");
}

#[test]
fn a_vault_of_the_first_version_opens_with_everything_in_it() {
    let place = Place::new();
    first_vault(&place);
    let mut vault = place.open();
    assert_eq!(number(&vault, "SELECT user_version FROM pragma_user_version"), 8);
    assert_eq!(number(&vault, "SELECT min_reader FROM vault"), 5);
    assert_eq!(number(&vault, "SELECT min_writer FROM vault"), 8);
    expect_clean(&mut vault);
    let listing = Listing {
        kind: Some(Kind::Meeting),
        text: "ㅅㅁㅎㅇ".to_owned(),
        ..Listing::default()
    };
    let found = vault.list(&listing).expect("a page").rows;
    assert!(found.iter().any(|row| row.id == "m"), "{found:?}");
    assert_eq!(
        vault.endings(10).expect("endings")[0].ends.as_deref(),
        Some("2028-11-21")
    );
    let actions = vault.actions(&ActionFilter::default()).expect("actions");
    assert!(actions.iter().all(|row| !row.zone.is_empty()), "{actions:?}");
    assert_eq!(
        vault.read("m").expect("read").record["title"]["ko"],
        "제2차 실무회의"
    );
    edit(&mut vault, "m", &[set(&["binned"], true.into())]);
    vault.close().expect("closed");
    expect_clean(&mut place.open());
}

#[test]
fn a_vault_of_the_second_version_tells_of_its_attachments_once() {
    let place = Place::new();
    let mut vault = place.create();
    vault
        .import(vec![meeting("m", START), meeting("n", START)])
        .expect("imported");
    let [shown, replaced, lost] =
        [b"now", b"old", b"bad"].map(|bytes| vault.attach(bytes, "x").expect("attached"));
    let show = |hash: &str| set(&["segments", "b", "picture"], json!({ "hash": hash }));
    edit(&mut vault, "m", &[show(&replaced)]);
    edit(&mut vault, "m", &[show(&shown)]);
    edit(&mut vault, "n", &[show(&lost)]);
    // As the second version wrote it: what a record names now, in two tables.
    let old = format!(
        "DELETE FROM holding WHERE attachment = '{replaced}';
         INSERT INTO link SELECT document, attachment, '', 'attachment' FROM holding;
         DELETE FROM holding WHERE attachment = '{lost}';
         UPDATE snapshot SET bytes = x'00' WHERE document = (SELECT no FROM document WHERE id = 'n');
         PRAGMA user_version = 2; UPDATE vault SET min_writer = 2;"
    );
    take_back(&vault, &[WITHOUT_QUARTER, WITHOUT_TALLY, WITHOUT_INDEX, &old]);
    vault.open.clear();
    drop(vault);
    let vault = place.open();
    assert_eq!(
        number(&vault, "SELECT count(*) FROM link WHERE how = 'attachment'"),
        0
    );
    for hash in [shown, replaced, lost] {
        let held = format!("SELECT count(*) FROM holding WHERE attachment = '{hash}'");
        assert_eq!(number(&vault, &held), 1, "{hash}");
        assert!(vault.attachment(&hash).is_ok(), "{hash}");
    }
}

#[test]
fn a_vault_of_the_third_version_finds_everything_that_is_in_it() {
    let place = Place::new();
    let mut vault = place.create();
    vault.import(sample()).expect("imported");
    vault.add(meeting("m", START)).expect("added");
    take_back(&vault, &[WITHOUT_QUARTER, WITHOUT_TALLY, WITHOUT_INDEX]);
    vault.open.clear();
    vault.close().expect("closed");
    let mut vault = place.open();
    for (query, segment) in [
        ("긴밀한 협ㄹ", Some("b")),
        ("m 실무", None),
        ("홍길동 세종", None),
    ] {
        let hits = searched(&vault, query, 10);
        assert_eq!(
            hits.first().map(|hit| hit.segment.as_deref()),
            Some(segment),
            "{query}"
        );
    }
    expect_clean(&mut vault);
    vault.close().expect("closed");
    expect_clean(&mut place.open());
}

#[test]
fn a_vault_of_the_fifth_version_is_counted_and_keeps_its_rows() {
    let place = Place::new();
    let mut vault = place.create();
    vault.import(sample()).expect("imported");
    vault.add(meeting("m", START)).expect("added");
    edit(&mut vault, "m", &[set(&["binned"], true.into())]);
    let counts = vault.counts().expect("counts");
    assert!(counts["bin"] == 1 && counts["meeting"] > 1, "{counts:?}");
    take_back(&vault, &[WITHOUT_QUARTER, WITHOUT_TALLY]);
    vault.open.clear();
    vault.close().expect("closed");
    let mut vault = place.open();
    assert_eq!(number(&vault, "SELECT user_version FROM pragma_user_version"), 8);
    assert_eq!(vault.counts().expect("counts"), counts);
    edit(&mut vault, "m", &[set(&["binned"], false.into())]);
    assert_eq!(vault.counts().expect("counts")["meeting"], counts["meeting"] + 1);
    expect_clean(&mut vault);
}

#[test]
fn a_vault_of_the_seventh_version_says_in_each_row_when_it_was_changed() {
    let place = Place::new();
    let mut vault = place.create();
    vault.import(sample()).expect("imported");
    let by_title = |vault: &Vault| {
        let listing = Listing {
            kind: Some(Kind::Meeting),
            sort: Sort::TitleKo,
            ..Listing::default()
        };
        vault.list(&listing).expect("a page").rows
    };
    let before = by_title(&vault);
    assert!(
        before.iter().all(|row| row.changed.ends_with(":00.000Z")),
        "{before:?}"
    );
    take_back(&vault, &[WITHOUT_QUARTER]);
    vault.open.clear();
    vault.close().expect("closed");
    let mut vault = place.open();
    assert_eq!(by_title(&vault), before);
    expect_clean(&mut vault);
}

#[test]
fn an_upgraded_vault_has_the_tables_of_a_new_one() {
    let (old, new) = (Place::new(), Place::new());
    first_vault(&old);
    assert_eq!(schema(&old.open()), schema(&new.create()));
}

#[test]
fn an_upgrade_that_is_cut_short_leaves_the_vault_as_it_was() {
    let place = Place::new();
    first_vault(&place);
    // A table in the way stops the upgrade in its last step.
    let raw = crate::key::find(&place.vault())
        .expect("keys")
        .open(PASSPHRASE)
        .expect("opened")
        .raw;
    let db = || {
        crate::database::open(
            &place.vault().join("vault.db"),
            &raw,
            crate::database::Purpose::Work,
        )
        .expect("the database")
    };
    db().execute_batch("CREATE TABLE holding (x); PRAGMA wal_checkpoint(TRUNCATE);")
        .expect("in the way");
    let before = place.bytes("vault.db");
    let error = Vault::open(&place.vault(), PASSPHRASE).expect_err("stopped");
    assert!(matches!(error, Error::Database(_)), "{error:?}");
    assert_eq!(place.bytes("vault.db"), before);
    db().execute_batch("DROP TABLE holding;").expect("out of the way");
    expect_clean(&mut place.open());
}

#[test]
fn a_damaged_record_keeps_its_rows_in_an_upgrade() {
    let place = Place::new();
    let mut vault = place.create();
    vault
        .import(vec![meeting("m", START), meeting("n", START)])
        .expect("imported");
    turn_back(&vault);
    vault
        .db
        .execute(
            "UPDATE snapshot SET bytes = ?1 WHERE document = (SELECT no FROM document WHERE id = 'm')",
            [Cell::Blob(vec![1, 2, 3])],
        )
        .expect("damaged");
    vault.close().expect("closed");
    let mut vault = place.open();
    let titles = vault.list(&Listing::default()).expect("a page").rows;
    assert_eq!(titles.len(), 2);
    assert!(
        titles
            .iter()
            .any(|row| row.id == "m" && row.title.en == "Session m")
    );
    let report = vault.check(Depth::Full).expect("a check");
    assert!(
        report
            .faults
            .iter()
            .all(|fault| fault.record.as_deref() == Some("m")),
        "{report:?}"
    );
    assert!(vault.read("n").is_ok() && vault.read("m").is_err());
}
