use super::{Cost, Keys, RawKey, find, read, repair, save};
use crate::error::Error;
use crate::folder::{KEYS, KEYS_COPY};

fn keys(passphrase: &str) -> (Keys, RawKey) {
    let raw = RawKey::new().expect("randomness");
    (
        Keys::new([7; 16], passphrase, &raw, Cost::least()).expect("keys"),
        raw,
    )
}

#[test]
fn a_passphrase_opens_what_it_wrapped_and_another_does_not() {
    let (keys, raw) = keys("협력 약정 마루");
    assert_eq!(keys.open("협력 약정 마루").expect("opens").hex(), raw.hex());
    assert!(matches!(keys.open("협력 약정 마류"), Err(Error::WrongPassphrase)));
}

#[test]
fn every_flipped_bit_and_every_cut_is_noticed() {
    let (keys, _) = keys("open sesame");
    let bytes = keys.to_bytes();
    assert_eq!(read(&bytes).expect("whole"), keys);
    for at in 0..bytes.len() {
        assert!(read(&bytes[..at]).is_err(), "cut at {at}");
        for bit in 0..8 {
            let mut bad = bytes.clone();
            bad[at] ^= 1 << bit;
            assert!(read(&bad).is_err(), "bit {bit} of byte {at}");
        }
    }
}

#[test]
fn a_slot_does_not_open_in_another_vault_or_at_another_cost() {
    let (mut keys, _) = keys("open sesame");
    keys.vault = [8; 16];
    assert!(matches!(keys.open("open sesame"), Err(Error::WrongPassphrase)));
    keys.vault = [7; 16];
    keys.slots[0].body[5] = 2;
    assert!(matches!(keys.open("open sesame"), Err(Error::WrongPassphrase)));
    keys.slots[0].body[1..5].copy_from_slice(&u32::MAX.to_le_bytes());
    assert!(
        matches!(keys.open("open sesame"), Err(Error::KeysDamaged)),
        "all memory of the machine"
    );
}

#[test]
fn a_slot_of_an_unknown_kind_stays() {
    let (mut keys, _) = keys("open sesame");
    keys.slots.push(crate::slot::Slot {
        kind: 9,
        body: vec![1, 2, 3],
    });
    let mut again = read(&keys.to_bytes()).expect("readable");
    again.rewrap("open sesame", "close sesame").expect("rewrapped");
    assert_eq!(again.slots[1], keys.slots[1]);
    assert!(again.open("close sesame").is_ok());
}

#[test]
fn one_damaged_copy_is_repaired_from_the_other() {
    let folder = tempfile::tempdir().expect("a folder");
    let (keys, _) = keys("first");
    save(folder.path(), &keys).expect("saved");
    for (name, bytes) in [(KEYS, &b""[..]), (KEYS_COPY, b"junk")] {
        std::fs::write(folder.path().join(name), bytes).expect("written");
        let opened = find(folder.path()).expect("found").open("first").expect("opened");
        assert_eq!((&opened.keys, &opened.repair[..]), (&keys, &[name][..]));
        repair(folder.path(), &opened.keys, name).expect("repaired");
        assert!(
            find(folder.path())
                .expect("found")
                .open("first")
                .expect("opened")
                .repair
                .is_empty()
        );
    }
    std::fs::write(folder.path().join(KEYS), "junk").expect("written");
    std::fs::remove_file(folder.path().join(KEYS_COPY)).expect("removed");
    assert!(matches!(find(folder.path()), Err(Error::KeysDamaged)));
}

#[test]
fn a_change_that_was_cut_short_opens_with_either_passphrase() {
    let (mut keys, raw) = keys("first");
    for passphrase in ["first", "second"] {
        let folder = tempfile::tempdir().expect("a folder");
        save(folder.path(), &keys).expect("saved");
        let mut changed = keys.clone();
        changed.rewrap("first", "second").expect("rewrapped");
        repair(folder.path(), &changed, KEYS_COPY).expect("the first of the two writes");
        let opened = find(folder.path())
            .expect("found")
            .open(passphrase)
            .expect("opened");
        assert_eq!(opened.raw.hex(), raw.hex());
        assert_eq!(opened.repair.len(), 1);
        let found = find(folder.path()).expect("found");
        assert!(matches!(found.open("third"), Err(Error::WrongPassphrase)));
    }
    keys.rewrap("first", "second").expect("rewrapped");
    assert!(matches!(keys.open("first"), Err(Error::WrongPassphrase)));
}
