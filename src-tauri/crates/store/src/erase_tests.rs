use maru_core::bilingual::Lang;
use serde_json::json;

use crate::fixture::{Place, START, edit, expect_clean, meeting, set, write};
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
    assert!(vault.search("canary", 10).expect("hits").is_empty());
    expect_clean(&mut vault);
    vault.close().expect("closed");
    let mut vault = place.open();
    assert_eq!(vault.list(&Listing::default()).expect("a page").rows.len(), 1);
    expect_clean(&mut vault);
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
