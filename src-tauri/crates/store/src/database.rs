//! Opening the database: the settings that keep it safe, in the order in which they take effect.

use std::path::Path;
use std::sync::Once;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use zeroize::Zeroizing;

use crate::error::Error;
use crate::folder::{beside, remove, sync_file};
use crate::schema;
use crate::slot::RawKey;

/// Before the key: SQLCipher would print page errors to the terminal, and leave plain pages in freed memory.
const BEFORE_KEY: &str = "PRAGMA cipher_log_level = NONE; PRAGMA cipher_memory_security = ON;";

/// For every connection. Temporary tables would otherwise spill plain text into files.
const ALWAYS: &str = "
    PRAGMA temp_store = MEMORY;
    PRAGMA trusted_schema = OFF;
    PRAGMA cell_size_check = ON;
    PRAGMA foreign_keys = ON;
    PRAGMA secure_delete = ON;
    PRAGMA synchronous = FULL;
    PRAGMA fullfsync = ON;
    PRAGMA checkpoint_fullfsync = ON;
    PRAGMA busy_timeout = 5000;
    PRAGMA cache_size = -32768;";

/// The size of a page of the database.
const PAGE: u64 = 4096;

/// What a connection is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// To look at a database that was closed, without a single write.
    Look,
    /// To look at a database and the log that a crash left.
    LookWithLog,
    /// To make a new database, whole before it gets its name.
    Make,
    /// To work in a vault.
    Work,
}

/// Opens a database file that is there.
///
/// # Errors
/// `Damaged` if the key is not its key: by its bytes, that is the same as damage.
pub(crate) fn open(path: &Path, key: &RawKey, purpose: Purpose) -> Result<Connection, Error> {
    if std::fs::metadata(path).map_err(|e| Error::disk(path, e))?.len() == 0 && purpose != Purpose::Make {
        return Err(Error::Damaged("the database is empty".to_owned()));
    }
    let db = connect(path, key, purpose)?;
    if purpose == Purpose::Work {
        // Before the first read: then the log's index stays in memory, and a vault opens on a disk without a free byte.
        db.execute_batch("PRAGMA locking_mode = EXCLUSIVE;")?;
    }
    db.execute_batch(ALWAYS)?;
    db.query_row("SELECT count(*) FROM sqlite_schema", (), |row| {
        row.get::<_, i64>(0)
    })?;
    if purpose == Purpose::Work {
        db.execute_batch("PRAGMA journal_mode = WAL;")?;
        db.set_prepared_statement_cache_capacity(96);
    }
    Ok(db)
}

/// Opens a connection and hands it the key, which is not tried yet.
fn connect(path: &Path, key: &RawKey, purpose: Purpose) -> Result<Connection, rusqlite::Error> {
    // SQLite counts itself as ready before SQLCipher has set itself up, and whoever comes in between is refused a key:
    // the first connection of the process is made alone.
    static READY: Once = Once::new();
    READY.call_once(|| drop(Connection::open_in_memory()));
    // Nobody shares a connection: it needs no locks of its own.
    let alone = OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = match purpose {
        Purpose::Look => {
            let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
            Connection::open_with_flags(unchanging(path), flags | alone)?
        }
        Purpose::LookWithLog => Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY | alone)?,
        Purpose::Make | Purpose::Work => {
            Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE | alone)?
        }
    };
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    db.execute_batch(BEFORE_KEY)?;
    db.execute_batch(&key_statement(key))?;
    Ok(db)
}

/// Returns the statement that hands SQLCipher the raw key. It is prepared from these very bytes, which are wiped.
fn key_statement(key: &RawKey) -> Zeroizing<String> {
    let hex = key.hex();
    let mut statement = Zeroizing::new(String::with_capacity(96));
    for part in ["PRAGMA key = \"x'", hex.as_str(), "'\";"] {
        statement.push_str(part);
    }
    statement
}

/// Folds the log into the database, and leaves it empty.
pub(crate) fn fold_log(db: &Connection) -> Result<(), Error> {
    Ok(db.execute_batch("PRAGMA wal_checkpoint(TRUNCATE);")?)
}

/// Checks without writing that the file is the database of this vault and not from a newer Maru.
pub(crate) fn look(path: &Path, key: &RawKey, vault: &[u8; 16]) -> Result<(), Error> {
    let closed = length(&beside(path, "-wal")) == 0;
    if closed && !length(path).is_multiple_of(PAGE) {
        return Err(Error::Damaged("the database is cut".to_owned()));
    }
    let purpose = if closed {
        Purpose::Look
    } else {
        Purpose::LookWithLog
    };
    let seen = open(path, key, purpose).and_then(|db| schema::identify(&db, vault));
    if !closed {
        // Reading a log makes an index for it, which is of no use to the connection that works.
        remove(&beside(path, "-shm"))?;
    }
    seen
}

/// Returns the address by which SQLite opens a file that nobody changes, without a log, an index or a lock.
fn unchanging(path: &Path) -> String {
    let mut address = "file:".to_owned();
    let bytes = path.as_os_str().as_encoded_bytes();
    if cfg!(windows) && bytes.get(1) == Some(&b':') {
        address.push_str("///");
    }
    for byte in bytes {
        match byte {
            b'\\' if cfg!(windows) => address.push('/'),
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => {
                address.push(char::from(*byte));
            }
            b':' if cfg!(windows) => address.push(':'),
            other => address.push_str(&format!("%{other:02X}")),
        }
    }
    address + "?immutable=1"
}

fn length(path: &Path) -> u64 {
    std::fs::metadata(path).map_or(0, |file| file.len())
}

/// Returns what SQLite and SQLCipher find wrong with the file; nothing if it is sound. The index of search is no part of
/// it: it holds nothing that cannot be made anew.
pub(crate) fn faults(db: &Connection) -> Result<Vec<String>, Error> {
    let mut faults = Vec::new();
    for pragma in ["cipher_integrity_check", "integrity_check", "foreign_key_check"] {
        db.pragma_query(None, pragma, |row| {
            let line: String = row.get(0)?;
            if line != "ok" && !is_of_index(&line) {
                faults.push(format!("{pragma}: {line}"));
            }
            Ok(())
        })?;
    }
    Ok(faults)
}

/// Returns whether SQLite speaks of the index of search alone.
pub(crate) fn is_of_index(line: &str) -> bool {
    line.contains("FTS5 table") || line.contains("fts5")
}

/// Copies a whole database, while it is in use, into a new one with the same key, and checks the copy.
pub(crate) fn copy(db: &Connection, to: &Path, key: &RawKey) -> Result<(), Error> {
    {
        let mut made = open(to, key, Purpose::Make)?;
        let backup = rusqlite::backup::Backup::new(db, &mut made)?;
        backup.run_to_completion(256, std::time::Duration::ZERO, None)?;
        drop(backup);
        // A copy of a database with a log carries its mark, and could not be read from a stick that is write-protected.
        made.execute_batch("PRAGMA journal_mode = DELETE;")?;
    }
    let faults = faults(&open(to, key, Purpose::Look)?)?;
    if let Some(fault) = faults.into_iter().next() {
        return Err(Error::BackupDamaged(fault));
    }
    sync_file(to)
}

#[cfg(test)]
mod tests {
    use std::process::Command;
    use std::sync::Barrier;

    use super::*;

    #[test]
    #[ignore = "a child of the test below"]
    fn eight_at_once() {
        let disk = tempfile::tempdir().expect("a folder");
        let key = RawKey::new().expect("a key");
        let start = Barrier::new(8);
        std::thread::scope(|threads| {
            for name in 0..8 {
                let (path, key, start) = (disk.path().join(name.to_string()), &key, &start);
                std::fs::write(&path, "").expect("a file");
                threads.spawn(move || {
                    start.wait();
                    open(&path, key, Purpose::Make).expect("a database");
                });
            }
        });
    }

    #[test]
    fn the_first_databases_of_a_process_may_open_side_by_side() {
        // Who is refused is a matter of microseconds: eight processes of six hundred, before the first one went alone.
        for _ in 0..250 {
            let ran = Command::new(std::env::current_exe().expect("this test"))
                .args(["database::tests::eight_at_once", "--exact", "--ignored"])
                .output()
                .expect("a process");
            assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stdout));
        }
    }
}
