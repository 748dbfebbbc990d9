use maru_core::bilingual::Lang;

use crate::Vault;
use crate::error::Error;
use crate::fixture::{PASSPHRASE, Place, START, edit, expect_clean, meeting, sample, write};

fn backed_up(place: &Place) -> (Vault, std::path::PathBuf, String) {
    let mut vault = place.create();
    vault.import(sample()).expect("the sample");
    vault.add(meeting("m", START)).expect("added");
    let hash = vault.attach(&vec![5; 1_500_000], "image/png").expect("attached");
    edit(&mut vault, "m", &[write("b", Lang::Ko, "백업 직전")]);
    let out = place.beside("vault.marubackup");
    vault.backup(&out).expect("backed up");
    (vault, out, hash)
}

#[test]
fn a_backup_opens_on_another_laptop_with_the_same_passphrase() {
    let place = Place::new();
    let (mut vault, out, hash) = backed_up(&place);
    edit(&mut vault, "m", &[write("b", Lang::Ko, "백업 이후")]);
    let heads = vault.read("m").expect("read").heads;
    let elsewhere = Place::new();
    Vault::restore(&out, &elsewhere.vault(), PASSPHRASE).expect("restored");
    let mut restored = elsewhere.open();
    assert_eq!(
        restored.read("m").expect("read").record["segments"]["b"]["ko"],
        "백업 직전"
    );
    assert_ne!(restored.read("m").expect("read").heads, heads);
    assert_eq!(restored.attachment(&hash).expect("attached").len(), 1_500_000);
    assert_ne!(restored.device().id, vault.device().id, "another laptop");
    assert_eq!(
        restored.counts().expect("counts"),
        vault.counts().expect("counts")
    );
    expect_clean(&mut restored);
    edit(&mut restored, "m", &[write("b", Lang::En, "and goes on")]);
    let names: Vec<_> = std::fs::read_dir(out.parent().expect("a folder"))
        .expect("listed")
        .collect();
    assert_eq!(
        names.len(),
        2,
        "the vault and the backup, and no leftovers: {names:?}"
    );
}

#[test]
fn a_backup_is_replaced_whole() {
    let place = Place::new();
    let (mut vault, out, _) = backed_up(&place);
    let first = std::fs::read(&out).expect("readable");
    edit(&mut vault, "m", &[write("b", Lang::Ko, "나중")]);
    vault.backup(&out).expect("backed up");
    assert_ne!(std::fs::read(&out).expect("readable"), first);
    let inside = place.vault().join("backup");
    assert!(matches!(vault.backup(&inside), Err(Error::BackupInside(_))));
    assert!(matches!(
        vault.backup(&place.vault().join("vault.db")),
        Err(Error::BackupInside(_))
    ));
    assert!(vault.backup(&place.beside("nowhere/backup")).is_err());
    expect_clean(&mut vault);
}

#[test]
fn a_restore_takes_no_vault_away_and_needs_the_passphrase() {
    let place = Place::new();
    let (vault, out, _) = backed_up(&place);
    vault.close().expect("closed");
    let before = place.bytes("vault.db");
    assert!(matches!(
        Vault::restore(&out, &place.vault(), PASSPHRASE),
        Err(Error::Exists(_))
    ));
    assert_eq!(place.bytes("vault.db"), before);
    let elsewhere = Place::new();
    assert!(matches!(
        Vault::restore(&out, &elsewhere.vault(), "wrong"),
        Err(Error::WrongPassphrase)
    ));
    assert!(!elsewhere.vault().exists());
    std::fs::write(place.beside("letter"), "Dear colleagues").expect("written");
    let letter = Vault::restore(&place.beside("letter"), &elsewhere.vault(), PASSPHRASE);
    assert!(matches!(letter, Err(Error::NotABackup(_))));
    assert!(Vault::restore(&place.beside("nothing"), &elsewhere.vault(), PASSPHRASE).is_err());
}

#[test]
fn a_cut_or_changed_backup_leaves_no_vault() {
    let place = Place::new();
    let (_vault, out, _) = backed_up(&place);
    let whole = std::fs::read(&out).expect("readable");
    let bad = place.beside("bad");
    let mut cases: Vec<Vec<u8>> = Vec::new();
    for at in [
        0,
        7,
        9,
        12,
        15,
        16,
        23,
        31,
        40,
        100,
        200,
        250,
        5_000,
        whole.len() / 2,
        whole.len() - 1,
    ] {
        cases.push(whole[..at].to_vec());
        let mut flipped = whole.clone();
        flipped[at] ^= 1;
        cases.push(flipped);
    }
    cases.push([&whole[..], b"x"].concat());
    for bytes in cases {
        std::fs::write(&bad, &bytes).expect("written");
        let elsewhere = Place::new();
        let restored = Vault::restore(&bad, &elsewhere.vault(), PASSPHRASE);
        assert!(restored.is_err(), "{} bytes", bytes.len());
        assert!(
            matches!(
                Vault::open(&elsewhere.vault(), PASSPHRASE),
                Err(Error::NotAVault(_))
            ),
            "{} bytes: {restored:?}",
            bytes.len()
        );
        assert!(
            !elsewhere.vault().exists(),
            "{} bytes: an empty vault",
            bytes.len()
        );
        Vault::restore(&out, &elsewhere.vault(), PASSPHRASE).expect("the same folder takes the good one");
    }
}

#[test]
fn a_newer_backup_is_said_to_be_newer() {
    let place = Place::new();
    let (_vault, out, _) = backed_up(&place);
    let mut bytes = std::fs::read(&out).expect("readable");
    bytes[8] = 9;
    std::fs::write(&out, bytes).expect("written");
    let restored = Vault::restore(&out, &Place::new().vault(), PASSPHRASE);
    assert!(matches!(restored, Err(Error::Newer { found: 9, known: 1 })));
}
