use maru_core::bilingual::Side;
use rusqlite::Connection;
use unicode_normalization::UnicodeNormalization;

use super::{Birth, Cost, Vault};
use crate::error::Error;
use crate::fixture::{PASSPHRASE, Place, START, edit, expect_clean, meeting, sample, set};

#[track_caller]
fn open_error(place: &Place, passphrase: &str) -> Error {
    Vault::open(&place.vault(), passphrase).expect_err("refused")
}

#[test]
fn a_vault_moves_between_threads() {
    fn is_send<T: Send>() {}
    is_send::<Vault>();
}

#[test]
fn only_its_passphrase_opens_it_however_hangul_is_typed() {
    let place = Place::new();
    place.create().close().expect("closed");
    assert!(matches!(
        open_error(&place, "마루 wooden hal"),
        Error::WrongPassphrase
    ));
    assert!(matches!(open_error(&place, ""), Error::PassphraseUnusable));
    let apart: String = PASSPHRASE.nfd().collect();
    assert_ne!(apart, PASSPHRASE);
    let vault = Vault::open(&place.vault(), &apart).expect("the same passphrase from a Mac");
    assert_eq!(vault.device().name, "desk");
}

#[test]
fn a_damaged_copy_of_the_keys_is_repaired() {
    let place = Place::new();
    place.create().close().expect("closed");
    let whole = place.bytes("keys");
    for name in ["keys", "keys.copy"] {
        for bad in [&b""[..], b"junk", &whole[..whole.len() - 1]] {
            place.put(name, bad);
            let error = open_error(&place, "wrong");
            assert!(matches!(error, Error::WrongPassphrase), "{error:?}");
            assert_eq!(place.bytes(name), bad, "a wrong passphrase repairs nothing");
            place.open().close().expect("closed");
            assert_eq!(place.bytes(name), whole);
        }
    }
}

#[test]
fn without_keys_nothing_is_touched() {
    let place = Place::new();
    place.create().close().expect("closed");
    let database = place.bytes("vault.db");
    place.put("keys", b"junk");
    std::fs::remove_file(place.vault().join("keys.copy")).expect("removed");
    assert!(matches!(open_error(&place, PASSPHRASE), Error::KeysDamaged));
    let birth = Birth {
        side: Side::new("uk"),
        device: String::new(),
    };
    let again = Vault::create(&place.vault(), PASSPHRASE, &birth, Cost::least());
    assert!(matches!(again, Err(Error::Exists(_))));
    assert_eq!(
        (place.bytes("vault.db"), place.bytes("keys")),
        (database, b"junk".to_vec())
    );
}

#[test]
fn a_newer_vault_is_refused_and_left_as_it_is() {
    let place = Place::new();
    let vault = place.create();
    vault
        .db
        .execute_batch("PRAGMA user_version = 99; UPDATE vault SET min_writer = 99;")
        .expect("as a newer one");
    vault.close().expect("closed");
    let before = place.bytes("vault.db");
    let error = open_error(&place, PASSPHRASE);
    assert!(matches!(error, Error::Newer { found: 99, known: 8 }), "{error:?}");
    assert_eq!(place.bytes("vault.db"), before);
    assert!(!place.vault().join("vault.db-wal").exists());
}

#[test]
fn a_newer_vault_that_this_maru_may_write_opens() {
    let place = Place::new();
    let vault = place.create();
    vault
        .db
        .execute_batch("PRAGMA user_version = 98;")
        .expect("as a newer one");
    vault.close().expect("closed");
    place.open().close().expect("closed");
}

#[test]
fn a_newer_keys_file_is_refused() {
    let place = Place::new();
    place.create().close().expect("closed");
    let mut keys = place.bytes("keys");
    keys[8] = 2;
    let body = keys.len() - 32;
    let digest = <sha2::Sha256 as sha2::Digest>::digest(&keys[..body]);
    keys[body..].copy_from_slice(&digest);
    place.put("keys", &keys);
    assert!(matches!(
        open_error(&place, PASSPHRASE),
        Error::Newer { found: 2, known: 1 }
    ));
    assert_eq!(place.bytes("keys"), keys);
}

#[test]
fn what_is_no_vault_is_said_so() {
    let place = Place::new();
    assert!(matches!(open_error(&place, PASSPHRASE), Error::NotAVault(_)));
    std::fs::create_dir(place.vault()).expect("a folder");
    place.put("letter.txt", b"Dear colleagues");
    assert!(matches!(open_error(&place, PASSPHRASE), Error::NotAVault(_)));
    let birth = Birth {
        side: Side::new("uk"),
        device: String::new(),
    };
    let made = Vault::create(&place.vault(), PASSPHRASE, &birth, Cost::least());
    assert!(matches!(made, Err(Error::FolderNotEmpty(_))));
    assert_eq!(std::fs::read_dir(place.vault()).expect("the folder").count(), 1);
}

#[test]
fn a_foreign_cut_or_empty_database_is_damage() {
    let place = Place::new();
    let mut vault = place.create();
    vault.import(sample()).expect("the sample");
    vault.close().expect("closed");
    let whole = place.bytes("vault.db");
    let plain = place.beside("plain.db");
    Connection::open(&plain)
        .and_then(|db| db.execute_batch("CREATE TABLE t (x)"))
        .expect("a plain database");
    let mut bad = vec![
        Vec::new(),
        vec![7; 8192],
        std::fs::read(&plain).expect("readable"),
    ];
    let page = 4096;
    for length in [
        1,
        100,
        page - 1,
        page,
        3 * page,
        whole.len() / 2,
        whole.len() - page,
        whole.len() - 1,
    ] {
        bad.push(whole[..length].to_vec());
    }
    for bytes in bad {
        place.put("vault.db", &bytes);
        let error = open_error(&place, PASSPHRASE);
        assert!(
            matches!(error, Error::Damaged(_)),
            "{} bytes: {error:?}",
            bytes.len()
        );
        assert_eq!(place.bytes("vault.db"), bytes);
    }
    std::fs::remove_file(place.vault().join("vault.db")).expect("removed");
    assert!(matches!(open_error(&place, PASSPHRASE), Error::Damaged(_)));
    place.put("vault.db", &whole);
    expect_clean(&mut place.open());
}

#[test]
fn the_database_of_another_vault_is_refused() {
    let (ours, theirs) = (Place::new(), Place::new());
    ours.create().close().expect("closed");
    theirs.create().close().expect("closed");
    ours.put("vault.db", &theirs.bytes("vault.db"));
    assert!(matches!(open_error(&ours, PASSPHRASE), Error::Damaged(_)));
}

#[test]
fn a_folder_may_be_called_anything() {
    let place = Place::new();
    let birth = Birth {
        side: Side::new("kr"),
        device: "노트북".to_owned(),
    };
    let folder = place.beside("우리 자료함 #1 50% (a&b);~'").join("더 안쪽");
    let vault = Vault::create(&folder, PASSPHRASE, &birth, Cost::least()).expect("made");
    vault.close().expect("closed");
    let vault = Vault::open(&folder, PASSPHRASE).expect("opened");
    assert_eq!(vault.device().side, Side::new("kr"));
    #[cfg(unix)]
    for name in ["what?immutable=0", "back\\slash", "a:b"] {
        let folder = place.beside(name);
        drop(Vault::create(&folder, PASSPHRASE, &birth, Cost::least()).expect("made"));
        Vault::open(&folder, PASSPHRASE).expect("opened");
    }
}

#[test]
fn one_process_owns_a_vault() {
    let place = Place::new();
    let vault = place.create();
    assert!(matches!(open_error(&place, PASSPHRASE), Error::InUse { .. }));
    drop(vault);
    place.open();
}

#[test]
fn a_new_passphrase_leaves_the_database_as_it_is() {
    let place = Place::new();
    let mut vault = place.create();
    vault.import(sample()).expect("the sample");
    vault.close().expect("closed");
    let before = place.bytes("vault.db");
    let mut vault = place.open();
    assert!(matches!(
        vault.rekey("wrong", "새 암호 문구"),
        Err(Error::WrongPassphrase)
    ));
    assert!(matches!(
        vault.rekey(PASSPHRASE, "a\tb"),
        Err(Error::PassphraseUnusable)
    ));
    vault.rekey(PASSPHRASE, "새 암호 문구").expect("changed");
    vault.close().expect("closed");
    assert_eq!(place.bytes("vault.db"), before);
    assert_eq!(place.bytes("keys"), place.bytes("keys.copy"));
    assert!(matches!(open_error(&place, PASSPHRASE), Error::WrongPassphrase));
    Vault::open(&place.vault(), "새 암호 문구").expect("opens");
}

#[test]
fn a_making_that_was_cut_short_is_finished_or_begun_again() {
    let place = Place::new();
    let mut vault = place.create();
    vault.add(meeting("m", START)).expect("added");
    vault.close().expect("closed");
    let (from, to) = (place.vault().join("vault.db"), place.vault().join("vault.db.new"));
    std::fs::rename(&from, &to).expect("renamed");
    assert!(matches!(open_error(&place, "wrong"), Error::WrongPassphrase));
    assert!(place.open().row("m").expect("a row").is_some());
    std::fs::rename(&from, &to).expect("renamed");
    for name in ["keys", "keys.copy"] {
        std::fs::remove_file(place.vault().join(name)).expect("removed");
    }
    let anew = place.create();
    assert_eq!(anew.row("m").expect("no row"), None);
}

#[cfg(unix)]
#[test]
fn others_may_read_nothing() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    let mut vault = place.create();
    vault.add(meeting("m", START)).expect("added");
    let mode = |path: &std::path::Path| std::fs::metadata(path).expect("there").permissions().mode() & 0o777;
    assert_eq!(mode(&place.vault()), 0o700);
    let mut seen = 0;
    for entry in std::fs::read_dir(place.vault()).expect("the folder") {
        let path = entry.expect("an entry").path();
        assert_eq!(mode(&path), 0o600, "{}", path.display());
        seen += 1;
    }
    assert_eq!(seen, 5, "keys twice, lock, database and its log");
}

#[test]
fn nothing_is_readable_in_the_files() {
    let place = Place::new();
    let mut vault = place.create();
    vault.add(meeting("m", START)).expect("added");
    vault.attach(b"CANARY-ATTACHED", "text/plain").expect("attached");
    edit(&mut vault, "m", &[set(&["title", "en"], "CANARY-TITLE".into())]);
    for entry in std::fs::read_dir(place.vault()).expect("the folder") {
        let path = entry.expect("an entry").path();
        let bytes = std::fs::read(&path).expect("readable");
        let text = String::from_utf8_lossy(&bytes);
        for word in ["CANARY", "협력", "Sejong", "SQLite format", "CREATE TABLE"] {
            assert!(!text.contains(word), "{word} in {}", path.display());
        }
    }
}

#[test]
fn a_laptop_gets_another_name() {
    let place = Place::new();
    let mut vault = place.create();
    vault.rename_device(" 세종\n노트북 ").expect("renamed");
    assert_eq!(vault.device().name, "세종 노트북");
    vault.close().expect("closed");
    assert_eq!(place.open().device().name, "세종 노트북");
}
