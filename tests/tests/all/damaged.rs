//! Vaults that are broken, cut, newer or not vaults: a clear sentence, nothing changed, nothing lost.

use std::fs;
use std::path::Path;

use maru_tests::PASSPHRASE;
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use crate::cli::files;
use crate::desk::{Desk, Ran, run};

fn list_with(desk: &Desk, passphrase: &str) -> Ran {
    let mut command = desk.command("list", &["--json"]);
    Ran::of(
        command
            .env("MARU_PASSPHRASE", passphrase)
            .output()
            .expect("maructl starts"),
    )
}

/// Says what every command says of this desk in both languages, having proved that the vault stayed as it was.
fn said(desk: &Desk) -> String {
    let before = files(desk);
    let lines = ["en", "ko"].map(|lang| desk.run("list", &["--lang", lang]).failed());
    desk.run("check", &[]).failed();
    unchanged(desk, &before);
    desk.plain(&lines.join("\n"))
}

fn unchanged(desk: &Desk, before: &[(String, Vec<u8>)]) {
    let after = files(desk);
    let told = |files: &[(String, Vec<u8>)]| -> Vec<(String, usize)> {
        files
            .iter()
            .map(|(name, bytes)| (desk.plain(name), bytes.len()))
            .collect()
    };
    assert!(
        after == before,
        "a failed opening wrote: {:?} became {:?}",
        told(before),
        told(&after)
    );
}

#[test]
fn the_passphrase_is_the_same_however_it_is_typed_and_another_one_opens_nothing() {
    let desk = Desk::sample();
    let apart: String = PASSPHRASE.nfd().collect();
    assert_ne!(apart, PASSPHRASE);
    assert_eq!(
        list_with(&desk, &apart).done(),
        list_with(&desk, PASSPHRASE).done()
    );
    let before = files(&desk);
    for wrong in ["마루에 앉아 차 한 잔 43", "", " ", "akfndp dkswdk ck gks wks 42"] {
        let line = list_with(&desk, wrong).failed();
        assert!(line.contains("passphrase"), "{line}");
    }
    assert!(files(&desk) == before);
}

#[test]
fn one_damaged_copy_of_the_keys_is_repaired_from_the_other() {
    for name in ["keys", "keys.copy"] {
        let desk = Desk::sample();
        let path = desk.vault().join(name);
        let whole = fs::read(&path).expect("the keys");
        for damage in [
            Vec::new(),
            whole[..whole.len() / 2].to_vec(),
            flipped(&whole, 20),
            b"not keys at all".to_vec(),
        ] {
            fs::write(&path, damage).expect("damage");
            desk.run("list", &[]).done();
            assert_eq!(fs::read(&path).expect("the keys"), whole, "{name} is whole again");
        }
        fs::remove_file(&path).expect("damage");
        desk.run("list", &[]).done();
        assert_eq!(fs::read(&path).expect("the keys"), whole);
    }
}

fn flipped(bytes: &[u8], at: usize) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    bytes[at] ^= 1;
    bytes
}

#[test]
fn what_is_said_of_each_damage() {
    let desk = Desk::sample();
    let (db, keys, copy) = (
        desk.vault().join("vault.db"),
        desk.vault().join("keys"),
        desk.vault().join("keys.copy"),
    );
    let (db_bytes, keys_bytes) = (
        fs::read(&db).expect("the database"),
        fs::read(&keys).expect("the keys"),
    );
    let whole = || {
        fs::write(&db, &db_bytes).expect("mended");
        fs::write(&keys, &keys_bytes).expect("mended");
        fs::write(&copy, &keys_bytes).expect("mended");
    };
    let mut all = String::new();
    let mut case = |name: &str, desk: &Desk| all.push_str(&format!("{name}\n{}\n\n", said(desk)));

    fs::write(&keys, b"")
        .and(fs::write(&copy, flipped(&keys_bytes, 40)))
        .expect("damage");
    case("both copies of the keys are damaged", &desk);
    whole();
    for path in [&keys, &copy] {
        fs::write(path, newer(&keys_bytes)).expect("damage");
    }
    case("the keys are those of a newer Maru", &desk);
    whole();
    fs::write(&db, b"").expect("damage");
    case("the database is empty", &desk);
    fs::write(&db, &db_bytes[..db_bytes.len() / 2]).expect("damage");
    case("the database is cut", &desk);
    fs::write(&db, vec![0x5a; 20_000]).expect("damage");
    case("the database is noise", &desk);
    let other = Desk::sample();
    fs::copy(other.vault().join("vault.db"), &db).expect("damage");
    case("the database is that of another vault", &desk);
    whole();
    fs::remove_file(&db).expect("damage");
    case("the database is gone", &desk);
    whole();
    desk.run("check", &[]).done();
    let bare = Desk::bare();
    fs::create_dir(bare.vault()).expect("a folder");
    case("the folder is empty", &bare);
    let none = Desk::bare();
    let lines = ["en", "ko"].map(|lang| none.plain(&none.run("list", &["--lang", lang]).failed()));
    all.push_str(&format!("there is no folder\n{}\n", lines.join("\n")));
    assert!(!none.vault().exists());
    insta::assert_snapshot!(all);
}

/// Returns the keys as a newer Maru would write them: the next version, and the digest that goes with it.
fn newer(keys: &[u8]) -> Vec<u8> {
    let mut keys = keys[..keys.len() - 32].to_vec();
    keys[8] += 1;
    let digest = Sha256::digest(&keys);
    keys.extend(digest);
    keys
}

#[test]
fn no_flipped_bit_is_ever_read_as_if_it_were_right() {
    let desk = Desk::sample();
    let db = desk.vault().join("vault.db");
    let whole = fs::read(&db).expect("the database");
    let right = desk.run("list", &["--json"]).done();
    let mut found = 0;
    for step in 0..24 {
        let at = whole.len() * step / 24 + (step * 977) % 4096;
        fs::write(&db, flipped(&whole, at.min(whole.len() - 1))).expect("damage");
        // A page that the list does not need may be damaged; the check reads them all.
        let ran = desk.run("list", &["--json"]);
        match ran.status {
            Some(0) => assert_eq!(ran.stdout, right, "byte {at}"),
            _ => drop(ran.failed()),
        }
        found += usize::from(desk.run("check", &[]).status == Some(1));
        for leftover in ["vault.db-wal", "vault.db-shm"] {
            let _ = fs::remove_file(desk.vault().join(leftover));
        }
    }
    assert_eq!(found, 24, "the check finds every one");
    fs::write(&db, &whole).expect("mended");
    desk.run("check", &[]).done();
    assert_eq!(desk.run("list", &["--json"]).done(), right);
}

#[test]
fn a_backup_that_is_cut_or_foreign_restores_nothing() {
    let desk = Desk::sample();
    let backup = desk.path("backup");
    desk.run("backup", &["--out", &backup.display().to_string()])
        .done();
    let whole = fs::read(&backup).expect("the backup");
    let restored = desk.path("restored");
    let restore = |from: &Path, passphrase: &str| {
        let mut command = crate::desk::command(["restore", "--from"]);
        command
            .arg(from)
            .arg("--vault")
            .arg(&restored)
            .env("MARU_PASSPHRASE", passphrase);
        Ran::of(command.output().expect("maructl starts"))
    };
    let middle = whole.len() / 2;
    for damage in [
        Vec::new(),
        whole[..middle].to_vec(),
        whole[..whole.len() - 1].to_vec(),
        flipped(&whole, middle),
        b"PK\x03\x04 a zip".to_vec(),
    ] {
        let file = desk.file("damaged", damage);
        restore(&file, PASSPHRASE).failed();
        assert!(!restored.join("vault.db").exists());
    }
    restore(&desk.path("nowhere"), PASSPHRASE).failed();
    assert!(restore(&backup, "wrong").failed().contains("passphrase"));
    assert!(!restored.join("vault.db").exists());
    restore(&backup, &PASSPHRASE.nfd().collect::<String>()).done();
    run(["check", "--vault", &restored.display().to_string()]).done();
}
