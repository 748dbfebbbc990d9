//! Bare SQLCipher commits with the settings of a vault: the floor under every keystroke.

use std::path::Path;
use std::time::Duration;

use maru_core::find::terms;
use rusqlite::Connection;

use crate::measure::time;

/// So many rows of text stand there before, as in a long meeting.
const ROWS: i64 = 1000;

const SETTINGS: &str = "
    PRAGMA temp_store = MEMORY;
    PRAGMA secure_delete = ON;
    PRAGMA synchronous = FULL;
    PRAGMA cache_size = -65536;
    PRAGMA locking_mode = EXCLUSIVE;
    PRAGMA journal_mode = WAL;";

/// The tables that a keystroke writes into, as the schema of a vault has them.
const TABLES: &str = "
    CREATE TABLE document (no INTEGER PRIMARY KEY, heads TEXT NOT NULL, changed TEXT NOT NULL) STRICT;
    CREATE TABLE chunk (no INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
    CREATE TABLE plain (no INTEGER PRIMARY KEY, en TEXT NOT NULL, ko TEXT NOT NULL) STRICT;
    CREATE VIRTUAL TABLE find USING fts5(
      terms, content='', contentless_delete=1, detail=none, prefix='1 2 3 5 6 7', tokenize=\"ascii tokenchars '=-_'\"
    );
    INSERT INTO document VALUES (1, '', '');";

fn database(at: &Path) -> Connection {
    let connection = Connection::open(at).expect("a database");
    let key = "0123456789abcdef".repeat(4);
    connection
        .execute_batch(&format!(
            "PRAGMA cipher_log_level=NONE; PRAGMA cipher_memory_security=ON; PRAGMA key=\"x'{key}'\";
             {SETTINGS} {TABLES}"
        ))
        .expect("the settings");
    connection
}

/// Returns how long each of `count` durable commits of one row takes.
pub(crate) fn commits(folder: &Path, count: usize, bytes: usize) -> Vec<Duration> {
    let connection = database(&folder.join("bare.db"));
    let chunk = vec![7_u8; bytes];
    let mut insert = connection
        .prepare("INSERT INTO chunk (bytes) VALUES (?1)")
        .expect("a statement");
    time(count, |_| insert.execute([&chunk]).expect("a commit"))
}

/// Returns how long each of `count` durable commits of the rows of one keystroke takes, without the record, the merging and
/// the projections: the chunk, the heads, the text, and in FTS5 what can be typed to find it.
pub(crate) fn keystrokes(folder: &Path, count: usize, bytes: usize) -> Vec<Duration> {
    let connection = database(&folder.join("bare-rows.db"));
    let written = |no: i64, en: &str| {
        let ko = format!("{no}번. 양측은 효과가 분명한 만큼 오래된 지침을 어떻게 발견하는지 확인하기로 함.");
        let mut plain = connection
            .prepare_cached("INSERT OR REPLACE INTO plain VALUES (?1, ?2, ?3)")
            .expect("a statement");
        plain.execute((no, en, &ko)).expect("a row");
        let mut find = connection
            .prepare_cached("INSERT INTO find (rowid, terms) VALUES (?1, ?2)")
            .expect("a statement");
        find.execute((no, terms([en, ko.as_str()]))).expect("a row");
    };
    let whole = connection.unchecked_transaction().expect("begun");
    (0..ROWS).for_each(|no| {
        written(
            no,
            "Both sides saw clear value and asked how outdated guidance is noticed.",
        );
    });
    whole.commit().expect("committed");
    let (chunk, mut text) = (vec![7_u8; bytes], String::from("Both sides "));
    time(count, |at| {
        text.push(char::from(b'a' + u8::try_from(at % 26).unwrap_or(0)));
        let one = connection.unchecked_transaction().expect("begun");
        let run = |sql: &str, no: i64| {
            let mut statement = connection.prepare_cached(sql).expect("a statement");
            statement.execute([no]).expect("a row");
        };
        connection
            .prepare_cached("INSERT INTO chunk (bytes) VALUES (?1)")
            .and_then(|mut insert| insert.execute([&chunk]))
            .expect("a row");
        run(
            "UPDATE document SET heads = hex(randomblob(32)), changed = changed + ?1",
            1,
        );
        run("DELETE FROM find WHERE rowid = ?1", 501);
        written(501, &text);
        one.commit().expect("a commit");
    })
}
