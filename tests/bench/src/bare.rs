//! A bare SQLCipher commit of the same bytes with the same settings: the floor under every keystroke.

use std::path::Path;
use std::time::Duration;

use rusqlite::Connection;

use crate::measure::time;

/// Returns how long each of `count` durable commits of `bytes` bytes takes.
pub(crate) fn commits(folder: &Path, count: usize, bytes: usize) -> Vec<Duration> {
    let connection = Connection::open(folder.join("bare.db")).expect("a database");
    let key = "0123456789abcdef".repeat(4);
    connection
        .execute_batch(&format!(
            "PRAGMA cipher_log_level=NONE; PRAGMA cipher_memory_security=ON; PRAGMA key=\"x'{key}'\";
             PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;
             CREATE TABLE chunk (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL);"
        ))
        .expect("the settings");
    let chunk = vec![7_u8; bytes];
    let mut insert = connection
        .prepare("INSERT INTO chunk (bytes) VALUES (?1)")
        .expect("a statement");
    time(count, |_| insert.execute([&chunk]).expect("a commit"))
}
