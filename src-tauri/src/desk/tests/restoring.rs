//! A backup becomes a vault: on a new laptop, and beside the vault of an old one.

use super::*;

/// Returns a laptop, and a backup that was made on another one with the sample in its vault.
fn backed_up() -> (Laptop, PathBuf, TempDir) {
    let (other, stick) = (Laptop::new(), tempfile::tempdir().expect("a stick"));
    let desk = other.start();
    desk.create_vault(new_vault(true)).expect("a vault");
    let backup = stick.path().join("Maru 2027-03-10.maru-backup");
    desk.backup(&backup).expect("a backup");
    (Laptop::new(), backup, stick)
}

#[test]
fn a_new_laptop_goes_on_from_a_backup() {
    let (laptop, backup, _stick) = backed_up();
    let desk = laptop.start();
    let status = desk.take_up(Some(backup));
    assert_eq!(
        (status.stage, status.backup.as_deref(), status.vault_name.as_str()),
        (Stage::First, Some("Maru 2027-03-10.maru-backup"), "Maru")
    );
    assert_eq!(code(desk.restore("not this one")), "wrong-passphrase");
    assert!(desk.status().backup.is_some(), "it can be tried again");
    let status = desk.restore(PASSPHRASE).expect("a vault");
    assert_eq!((status.stage, status.backup), (Stage::Open, None));
    assert!(status.sample && status.counts.get("meeting").is_some_and(|n| *n > 0));
    drop(desk);
    let desk = laptop.start();
    assert_eq!(desk.status().stage, Stage::Locked);
    desk.unlock(PASSPHRASE).expect("the same vault on the next day");
}

#[test]
fn a_backup_is_restored_beside_the_vault_that_is_there() {
    let (laptop, backup, _stick) = backed_up();
    let desk = laptop.start();
    desk.create_vault(new_vault(false)).expect("a vault of its own");
    assert_eq!(
        desk.take_up(Some(backup.clone())).vault_name,
        "Maru 2027-03-10",
        "not over the vault that is there"
    );
    desk.restore(PASSPHRASE).expect("a second vault");
    assert!(desk.status().sample);
    let first = laptop.disk.path().join("Maru");
    assert_eq!(desk.choose(Purpose::Open, first), "Maru");
    desk.open_vault().expect("the first vault is whole");
    assert!(desk.unlock(PASSPHRASE).expect("it opens").counts.is_empty());

    desk.choose(Purpose::Open, laptop.disk.path().join("Maru 2027-03-10"));
    desk.open_vault().expect("the second vault is whole");
    let again = desk.take_up(Some(backup));
    assert_eq!(again.vault_name, "Maru 2027-03-10");
    assert_eq!(code(desk.restore(PASSPHRASE)), "vault-exists");
}

#[test]
fn a_backup_that_is_none_or_is_left_alone_changes_nothing() {
    let (laptop, backup, stick) = backed_up();
    let desk = laptop.start();
    let other = stick.path().join("letter.maru-backup");
    fs::write(&other, "no backup at all").expect("a file");
    desk.take_up(Some(other));
    assert_eq!(code(desk.restore(PASSPHRASE)), "not-a-backup");
    desk.take_up(Some(backup));
    let status = desk.take_up(None);
    assert_eq!((status.stage, status.backup), (Stage::First, None));
    assert_eq!(
        desk.restore(PASSPHRASE).expect("nothing to do").stage,
        Stage::First
    );
    assert!(!laptop.disk.path().join("Maru/vault.db").exists());
}
