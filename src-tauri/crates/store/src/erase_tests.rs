use std::collections::HashSet;

use maru_core::bilingual::Lang;
use rusqlite::Connection;
use serde_json::json;

use crate::database::{self, Purpose};
use crate::fixture::{PASSPHRASE, Place, START, edit, expect_clean, meeting, searched, set, write};
use crate::key;
use crate::{Error, Listing, Loss, Vault};

/// Words that stand in the record that is erased, and nowhere else.
const CANARY: [&str; 4] = ["Canary Alpha", "카나리아 하나", "Canary Beta", "카나리아 둘"];

fn doomed(vault: &mut Vault) {
    let mut record = meeting("doomed", START);
    record["title"] = json!({ "en": CANARY[0], "ko": CANARY[1] });
    vault
        .import(vec![record, meeting("kept", START)])
        .expect("imported");
    edit(
        vault,
        "doomed",
        &[write("b", Lang::En, CANARY[2]), write("b", Lang::Ko, CANARY[3])],
    );
    // Words that were written over are in the history still.
    edit(vault, "doomed", &[write("b", Lang::En, "Other words")]);
}

fn bin(vault: &mut Vault, id: &str) {
    edit(vault, id, &[set(&["binned"], true.into())]);
}

/// Every text and every byte that the tables hold, as one text.
fn everything(vault: &Vault) -> String {
    let mut all = String::new();
    let tables: Vec<String> = vault
        .db
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")
        .expect("tables")
        .query_map((), |row| row.get(0))
        .expect("rows")
        .collect::<Result<_, _>>()
        .expect("names");
    for table in tables {
        let mut statement = vault
            .db
            .prepare(&format!("SELECT * FROM {table}"))
            .expect("a table");
        let width = statement.column_count();
        let mut rows = statement.query(()).expect("rows");
        while let Some(row) = rows.next().expect("a row") {
            for at in 0..width {
                let cell = row.get_ref(at).expect("a cell");
                let bytes = cell.as_bytes().unwrap_or_default();
                all.push_str(&String::from_utf8_lossy(bytes));
                all.push('\n');
            }
        }
    }
    all
}

#[test]
fn nothing_of_an_erased_record_stays() {
    let place = Place::new();
    let mut vault = place.create();
    doomed(&mut vault);
    bin(&mut vault, "doomed");
    let before = everything(&vault);
    assert!(
        before.contains(CANARY[0]) && before.contains(CANARY[3]),
        "the search sees them"
    );
    let loss = vault.erase(&["doomed".to_owned()]).expect("erased");
    assert_eq!(
        loss,
        Loss {
            records: 1,
            attachments: 0
        }
    );

    let after = everything(&vault);
    for word in CANARY.iter().chain(&["doomed"]) {
        assert!(!after.contains(word), "{word} is there still");
    }
    for table in ["document", "snapshot"] {
        let rows: i64 = vault
            .db
            .query_row(&format!("SELECT count(*) FROM {table}"), (), |row| row.get(0))
            .expect("a count");
        assert_eq!(rows, 1, "{table}");
    }
    // What the pages held was overwritten, and the log that held them is empty.
    let free: i64 = vault
        .db
        .query_row("PRAGMA secure_delete", (), |row| row.get(0))
        .expect("a setting");
    assert_eq!(free, 1);
    assert!(place.bytes("vault.db-wal").is_empty());
    assert!(matches!(vault.read("doomed"), Err(Error::NoRecord(_))));
    assert!(searched(&vault, "canary", 10).is_empty());
    expect_clean(&mut vault);
    vault.close().expect("closed");
    let mut vault = place.open();
    assert_eq!(vault.list(&Listing::default()).expect("a page").rows.len(), 1);
    expect_clean(&mut vault);
}

/// How many bytes of something are looked for.
const STRETCH: usize = 24;

/// Returns every page of the database as it was decrypted, also those that hold nothing any more.
fn pages(db: &mut Connection) -> Vec<u8> {
    db.serialize("main").expect("the pages").to_vec()
}

/// Returns the cells of a query, text or bytes.
fn cells(vault: &Vault, sql: &str) -> Vec<Vec<u8>> {
    let mut statement = vault.db.prepare(sql).expect("a query");
    let rows = statement.query_map((), |row| Ok(row.get_ref(0)?.as_bytes()?.to_vec()));
    rows.expect("rows").collect::<Result<_, _>>().expect("cells")
}

/// Returns stretches of these bytes that do not stand anywhere by chance.
fn stretches(cells: &[Vec<u8>]) -> HashSet<Vec<u8>> {
    let all = cells.iter().flat_map(|cell| cell.chunks_exact(STRETCH));
    all.filter(|one| one.iter().collect::<HashSet<_>>().len() > STRETCH / 2)
        .map(<[u8]>::to_vec)
        .collect()
}

/// Returns which of these stretches stand in some bytes.
fn standing<'s>(wanted: &'s HashSet<Vec<u8>>, bytes: &[u8]) -> HashSet<&'s [u8]> {
    let found = bytes.windows(STRETCH).filter_map(|one| wanted.get(one));
    found.map(Vec::as_slice).collect()
}

#[test]
fn no_page_of_the_database_holds_a_stretch_of_what_was_erased() {
    let place = Place::new();
    let mut vault = place.create();
    doomed(&mut vault);
    // Bytes that no compression makes smaller, over many pages; and words, letter after letter.
    let noise: Vec<u8> = (0..300_000_u64)
        .map(|n| n.wrapping_mul(n ^ 0x9e37_79b9_7f4a_7c15).to_le_bytes()[5])
        .collect();
    let hash = vault.attach(&noise, "image/png").expect("attached");
    edit(
        &mut vault,
        "doomed",
        &[set(&["segments", "a", "picture"], json!({ "hash": hash }))],
    );
    for n in 0..40 {
        let words: String = (0..60_u32)
            .map(|at| format!("{:x} ", (at * 7919 + n * 104_729).wrapping_mul(2_654_435_761)))
            .collect();
        edit(&mut vault, "doomed", &[write("b", Lang::En, &words)]);
    }
    let texts = "SELECT en || ko FROM plain";
    let bytes = "SELECT bytes FROM chunk UNION ALL SELECT bytes FROM snapshot
        UNION ALL SELECT bytes FROM attachment_part";
    let mut held = [cells(&vault, texts), cells(&vault, bytes)].concat();
    // Written whole, with chunks behind it, as records lie about.
    vault.release("doomed").expect("written whole");
    edit(&mut vault, "doomed", &[write("c", Lang::Ko, CANARY[1])]);
    bin(&mut vault, "doomed");
    held.extend([cells(&vault, texts), cells(&vault, bytes)].concat());
    let mut wanted = stretches(&held);
    let seen = standing(&wanted, &pages(&mut vault.db)).len();
    assert!(seen > 5_000, "the search sees what stands in the pages: {seen}");

    vault.erase(&["doomed".to_owned()]).expect("erased");
    assert!(place.bytes("vault.db-wal").is_empty(), "the log holds nothing");
    // What every record says, such as the name of the laptop, stands in the one that is kept.
    let kept = [cells(&vault, texts), cells(&vault, bytes)].concat().concat();
    let common: HashSet<Vec<u8>> = standing(&wanted, &kept).into_iter().map(<[u8]>::to_vec).collect();
    wanted.retain(|one| !common.contains(one));
    let left = |pages: &[u8]| standing(&wanted, pages).len();
    assert_eq!(left(&pages(&mut vault.db)), 0);
    vault.close().expect("closed");
    let raw = key::find(&place.vault())
        .and_then(|keys| keys.open(PASSPHRASE))
        .expect("the key")
        .raw;
    let path = place.vault().join("vault.db");
    let mut fresh = database::open(&path, &raw, Purpose::Look).expect("the file");
    let free: i64 = fresh
        .query_row("PRAGMA freelist_count", (), |row| row.get(0))
        .expect("a count");
    assert!(free > 50, "the pages are there still, and free: {free}");
    assert_eq!(left(&pages(&mut fresh)), 0);
    // And words as a person would look for them.
    let text = String::from_utf8_lossy(&pages(&mut fresh)).into_owned();
    for word in CANARY {
        assert!(!text.contains(word), "{word} stands there still");
    }
}

#[test]
fn only_what_lies_in_the_bin_is_erased_and_all_of_it_or_nothing() {
    let place = Place::new();
    let mut vault = place.create();
    doomed(&mut vault);
    let both = ["doomed".to_owned(), "kept".to_owned()];
    assert!(matches!(vault.erase(&both), Err(Error::NotInBin(id)) if id == "doomed"));
    bin(&mut vault, "doomed");
    assert!(matches!(vault.erase(&both), Err(Error::NotInBin(id)) if id == "kept"));
    assert!(matches!(
        vault.erase(&["none".to_owned()]),
        Err(Error::NoRecord(_))
    ));
    assert_eq!(
        vault.read("doomed").expect("there").record["title"]["en"],
        CANARY[0]
    );
    assert_eq!(vault.empty_bin().expect("emptied").records, 1);
    assert_eq!(vault.empty_bin().expect("empty"), Loss::default());
    assert!(vault.read("kept").is_ok());
}

#[test]
fn an_attachment_goes_with_the_last_record_that_shows_it() {
    let place = Place::new();
    let mut vault = place.create();
    doomed(&mut vault);
    let [own, shared, earlier] = [b"own picture", b"all picture", b"old picture"]
        .map(|bytes| vault.attach(bytes, "image/png").expect("attached"));
    let picture = |segment: &str, hash: &str| set(&["segments", segment, "picture"], json!({ "hash": hash }));
    let show = |hash: &str| picture("a", hash);
    edit(&mut vault, "doomed", &[show(&earlier)]);
    edit(&mut vault, "doomed", &[show(&own), picture("b", &shared)]);
    edit(&mut vault, "kept", &[show(&shared)]);
    bin(&mut vault, "doomed");
    let loss = vault.erase(&["doomed".to_owned()]).expect("erased");
    assert_eq!(
        loss,
        Loss {
            records: 1,
            attachments: 2
        },
        "its own one, and the one that it showed before"
    );
    assert!(vault.attachment(&shared).is_ok());
    for gone in [own, earlier] {
        assert!(matches!(vault.attachment(&gone), Err(Error::NoAttachment(_))));
    }
    assert!(!everything(&vault).contains("own picture"));
    expect_clean(&mut vault);
}
