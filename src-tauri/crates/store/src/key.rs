//! The keys file: slots that each wrap the one raw key of the database, in two copies.
//!
//! No passphrase and no digest of one is stored: a passphrase is right if what it opens is authentic.

use std::path::Path;
use std::time::{Duration, Instant};

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::clock::{fill_random, random};
use crate::error::Error;
use crate::folder::{KEYS, KEYS_COPY, write_durably};
use crate::passphrase::prepare;

const MAGIC: &[u8; 8] = b"MARUKEYS";
/// The version of the keys file.
pub(crate) const VERSION: u16 = 1;
const HEADER: usize = 36;
const DIGEST: usize = 32;
/// The largest keys file: 32 slots and some room.
const LARGEST: usize = 16 * 1024;
const SLOT_PASSPHRASE: u8 = 1;
const KDF_ARGON2ID: u8 = 1;
/// Derivation, memory, passes, lanes and salt: what the wrapped key is bound to.
const PARAMETERS: usize = 1 + 12 + 16;
const PASSPHRASE_BODY: usize = PARAMETERS + 24 + 48;

/// How much work it is to try a passphrase (Argon2id).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// Memory in KiB.
    pub memory: u32,
    /// Passes over that memory.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl Default for Cost {
    /// Returns the second choice of RFC 9106: 64 MiB, three passes, four lanes.
    fn default() -> Cost {
        Cost { memory: 64 * 1024, passes: 3, lanes: 4 }
    }
}

impl Cost {
    /// Returns the least work that Argon2id knows. For tests only.
    pub fn least() -> Cost {
        Cost { memory: 8, passes: 1, lanes: 1 }
    }

    /// Returns whether this is no more than a keys file may ask for: a hostile one could ask for all memory.
    fn is_bearable(self) -> bool {
        self.memory <= 1024 * 1024 && (1..=10).contains(&self.passes) && (1..=16).contains(&self.lanes)
    }
}

/// The raw key of the database.
#[derive(Clone)]
pub(crate) struct RawKey(Zeroizing<Vec<u8>>);

impl RawKey {
    /// Returns a new random key.
    pub(crate) fn new() -> Result<RawKey, Error> {
        let mut key = Zeroizing::new(vec![0; 32]);
        fill_random(&mut key)?;
        Ok(RawKey(key))
    }

    /// Returns the key in hex, as SQLCipher takes it.
    pub(crate) fn hex(&self) -> Zeroizing<String> {
        let mut hex = Zeroizing::new(String::with_capacity(64));
        for byte in self.0.iter() {
            for nibble in [byte >> 4, byte & 15] {
                // A nibble is below sixteen.
                hex.push(char::from_digit(u32::from(nibble), 16).unwrap_or('0'));
            }
        }
        hex
    }
}

/// One way to the raw key. Slots of a kind that this Maru does not know are kept as they are.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Slot {
    kind: u8,
    body: Vec<u8>,
}

/// The content of a keys file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Keys {
    /// The vault that the keys belong to.
    pub(crate) vault: [u8; 16],
    /// How often the keys were changed.
    counter: u64,
    slots: Vec<Slot>,
}

/// The two copies of the keys as found in a folder, each with its file's name; none where it is damaged or missing.
#[derive(Debug)]
pub(crate) struct Found(Vec<(&'static str, Option<Keys>)>);

/// Keys that a passphrase opened.
pub(crate) struct Opened {
    pub(crate) keys: Keys,
    pub(crate) raw: RawKey,
    /// The copies that are damaged, missing or say something else.
    pub(crate) repair: Vec<&'static str>,
}

impl Found {
    /// Opens the keys. Two whole copies that differ come from a change of passphrase that was cut short and never
    /// acknowledged: either passphrase is right then, and settles it.
    ///
    /// # Errors
    /// `WrongPassphrase` if it opens neither copy.
    pub(crate) fn open(self, passphrase: &str) -> Result<Opened, Error> {
        let mut tried: Vec<&Keys> = Vec::new();
        for keys in self.0.iter().filter_map(|(_, keys)| keys.as_ref()) {
            if tried.contains(&keys) {
                continue;
            }
            match keys.open(passphrase) {
                Ok(raw) => {
                    let other = self.0.iter().filter(|(_, copy)| copy.as_ref() != Some(keys));
                    let repair = other.map(|(name, _)| *name).collect();
                    return Ok(Opened { keys: keys.clone(), raw, repair });
                }
                Err(Error::WrongPassphrase) => tried.push(keys),
                Err(e) => return Err(e),
            }
        }
        Err(Error::WrongPassphrase)
    }
}

enum Unreadable {
    Damaged,
    Newer(u16),
}

impl Keys {
    /// Returns the keys of a new vault: one slot, for the passphrase.
    pub(crate) fn new(vault: [u8; 16], passphrase: &str, raw: &RawKey, cost: Cost) -> Result<Keys, Error> {
        let slot = wrap(&vault, passphrase, raw, cost)?;
        Ok(Keys { vault, counter: 1, slots: vec![slot] })
    }

    /// Returns the raw key.
    ///
    /// # Errors
    /// `WrongPassphrase` if no slot opens.
    pub(crate) fn open(&self, passphrase: &str) -> Result<RawKey, Error> {
        for slot in self.slots.iter().filter(|s| s.kind == SLOT_PASSPHRASE) {
            if let Some(raw) = unwrap_slot(&self.vault, passphrase, slot)? {
                return Ok(raw);
            }
        }
        Err(Error::WrongPassphrase)
    }

    /// Replaces the passphrase. The raw key, and with it the database, stays.
    pub(crate) fn rewrap(&mut self, old: &str, new: &str) -> Result<(), Error> {
        let raw = self.open(old)?;
        let cost = self.slots.iter().find(|s| s.kind == SLOT_PASSPHRASE).and_then(|s| cost_of(&s.body));
        let slot = wrap(&self.vault, new, &raw, cost.unwrap_or_default())?;
        self.slots.retain(|s| s.kind != SLOT_PASSPHRASE);
        self.slots.insert(0, slot);
        self.counter += 1;
        Ok(())
    }

    /// Returns the bytes of the file.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend(VERSION.to_le_bytes());
        // A vault has a handful of slots.
        bytes.extend(u16::try_from(self.slots.len()).unwrap_or(u16::MAX).to_le_bytes());
        bytes.extend(self.vault);
        bytes.extend(self.counter.to_le_bytes());
        for slot in &self.slots {
            // A slot is read with a length of two bytes and written as it was read.
            bytes.extend(u16::try_from(slot.body.len()).unwrap_or(u16::MAX).to_le_bytes());
            bytes.push(slot.kind);
            bytes.extend(&slot.body);
        }
        let digest = Sha256::digest(&bytes);
        bytes.extend(digest.iter());
        bytes
    }

    fn from_bytes(bytes: &[u8]) -> Result<Keys, Unreadable> {
        let damaged = Unreadable::Damaged;
        if bytes.len() < HEADER + DIGEST || bytes.len() > LARGEST {
            return Err(damaged);
        }
        let (body, digest) = bytes.split_at(bytes.len() - DIGEST);
        if Sha256::digest(body).as_slice() != digest || !body.starts_with(MAGIC) {
            return Err(damaged);
        }
        let mut rest = Bytes(body.get(8..).unwrap_or_default());
        let version = u16::from_le_bytes(rest.array().ok_or(Unreadable::Damaged)?);
        if version > VERSION {
            return Err(Unreadable::Newer(version));
        }
        rest.keys().ok_or(damaged)
    }
}

/// The bytes that are still to be read.
struct Bytes<'b>(&'b [u8]);

impl<'b> Bytes<'b> {
    fn take(&mut self, count: usize) -> Option<&'b [u8]> {
        let (head, tail) = self.0.split_at_checked(count)?;
        self.0 = tail;
        Some(head)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    fn keys(&mut self) -> Option<Keys> {
        let count = u16::from_le_bytes(self.array()?);
        let vault = self.array()?;
        let counter = u64::from_le_bytes(self.array()?);
        let mut slots = Vec::new();
        for _ in 0..count {
            let length = u16::from_le_bytes(self.array()?);
            let [kind] = self.array()?;
            slots.push(Slot { kind, body: self.take(usize::from(length))?.to_vec() });
        }
        self.0.is_empty().then_some(Keys { vault, counter, slots })
    }
}

fn cost_of(body: &[u8]) -> Option<Cost> {
    let mut body = Bytes(body.get(1..)?);
    let mut next = || body.array().map(u32::from_le_bytes);
    let cost = Cost { memory: next()?, passes: next()?, lanes: next()? };
    cost.is_bearable().then_some(cost)
}

/// Returns what the wrapped key is bound to: nobody can put a slot into another vault or lower its cost.
fn bound(vault: &[u8; 16], parameters: &[u8]) -> Vec<u8> {
    let mut bound = MAGIC.to_vec();
    bound.extend(VERSION.to_le_bytes());
    bound.extend(vault);
    bound.push(SLOT_PASSPHRASE);
    bound.extend(parameters);
    bound
}

fn derive(passphrase: &str, cost: Cost, salt: &[u8]) -> Result<XChaCha20Poly1305, Error> {
    let prepared = prepare(passphrase)?;
    let unusable = |_| Error::KeysDamaged;
    let params = Params::new(cost.memory, cost.passes, cost.lanes, Some(32)).map_err(unusable)?;
    let mut derived = Zeroizing::new(vec![0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(prepared.as_bytes(), salt, &mut derived)
        .map_err(|e| Error::Database(e.to_string()))?;
    let key = <&Key>::try_from(derived.as_slice()).map_err(|_| Error::KeysDamaged)?;
    Ok(XChaCha20Poly1305::new(key))
}

fn wrap(vault: &[u8; 16], passphrase: &str, raw: &RawKey, cost: Cost) -> Result<Slot, Error> {
    let salt: [u8; 16] = random()?;
    let nonce: [u8; 24] = random()?;
    let mut body = vec![KDF_ARGON2ID];
    for number in [cost.memory, cost.passes, cost.lanes] {
        body.extend(number.to_le_bytes());
    }
    body.extend(salt);
    let cipher = derive(passphrase, cost, &salt)?;
    let payload = Payload { msg: &raw.0, aad: &bound(vault, &body) };
    let wrapped = cipher.encrypt(&XNonce::from(nonce), payload).map_err(|_| Error::KeysDamaged)?;
    body.extend(nonce);
    body.extend(wrapped);
    Ok(Slot { kind: SLOT_PASSPHRASE, body })
}

/// Returns the raw key, or none if the passphrase is not the one of this slot.
fn unwrap_slot(vault: &[u8; 16], passphrase: &str, slot: &Slot) -> Result<Option<RawKey>, Error> {
    if slot.body.len() != PASSPHRASE_BODY || slot.body.first() != Some(&KDF_ARGON2ID) {
        return Err(Error::KeysDamaged);
    }
    let cost = cost_of(&slot.body).ok_or(Error::KeysDamaged)?;
    let (parameters, rest) = slot.body.split_at(PARAMETERS);
    let (nonce, wrapped) = rest.split_at(24);
    let salt = parameters.get(13..).unwrap_or_default();
    let cipher = derive(passphrase, cost, salt)?;
    let nonce = <&XNonce>::try_from(nonce).map_err(|_| Error::KeysDamaged)?;
    let payload = Payload { msg: wrapped, aad: &bound(vault, parameters) };
    Ok(cipher.decrypt(nonce, payload).ok().map(|raw| RawKey(Zeroizing::new(raw))))
}

/// Returns the keys in a backup or any other bytes.
///
/// # Errors
/// `KeysDamaged` or `Newer`.
pub(crate) fn read(bytes: &[u8]) -> Result<Keys, Error> {
    Keys::from_bytes(bytes).map_err(|e| match e {
        Unreadable::Damaged => Error::KeysDamaged,
        Unreadable::Newer(found) => Error::Newer { found: found.into(), known: VERSION.into() },
    })
}

/// Returns the keys of the vault in a folder.
///
/// # Errors
/// `KeysDamaged` if neither copy can be read; `Newer` if a newer Maru wrote one.
pub(crate) fn find(folder: &Path) -> Result<Found, Error> {
    let mut copies = Vec::new();
    for name in [KEYS, KEYS_COPY] {
        let bytes = std::fs::read(folder.join(name)).unwrap_or_default();
        copies.push(match read(&bytes) {
            Ok(keys) => (name, Some(keys)),
            Err(e @ Error::Newer { .. }) => return Err(e),
            Err(_) => (name, None),
        });
    }
    if copies.iter().all(|(_, keys)| keys.is_none()) {
        return Err(Error::KeysDamaged);
    }
    Ok(Found(copies))
}

/// Returns how long this machine needs to derive the key from a passphrase at the cost of the vault in a folder.
///
/// # Errors
/// Like opening the vault: the passphrase has to be the right one.
pub fn derivation_time(folder: &Path, passphrase: &str) -> Result<Duration, Error> {
    let found = find(folder)?;
    let start = Instant::now();
    found.open(passphrase)?;
    Ok(start.elapsed())
}

/// Writes both copies, one after the other: whenever it stops, one whole copy is there.
pub(crate) fn save(folder: &Path, keys: &Keys) -> Result<(), Error> {
    let bytes = keys.to_bytes();
    write_durably(&folder.join(KEYS_COPY), &bytes)?;
    write_durably(&folder.join(KEYS), &bytes)
}

/// Writes one copy anew.
pub(crate) fn repair(folder: &Path, keys: &Keys, name: &str) -> Result<(), Error> {
    write_durably(&folder.join(name), &keys.to_bytes())
}

#[cfg(test)]
mod tests {
    use super::{Cost, Keys, RawKey, find, read, repair, save};
    use crate::error::Error;
    use crate::folder::{KEYS, KEYS_COPY};

    fn keys(passphrase: &str) -> (Keys, RawKey) {
        let raw = RawKey::new().expect("randomness");
        (Keys::new([7; 16], passphrase, &raw, Cost::least()).expect("keys"), raw)
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
        assert!(matches!(keys.open("open sesame"), Err(Error::KeysDamaged)), "all memory of the machine");
    }

    #[test]
    fn a_slot_of_an_unknown_kind_stays() {
        let (mut keys, _) = keys("open sesame");
        keys.slots.push(super::Slot { kind: 9, body: vec![1, 2, 3] });
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
            assert!(find(folder.path()).expect("found").open("first").expect("opened").repair.is_empty());
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
            let opened = find(folder.path()).expect("found").open(passphrase).expect("opened");
            assert_eq!(opened.raw.hex(), raw.hex());
            assert_eq!(opened.repair.len(), 1);
            let found = find(folder.path()).expect("found");
            assert!(matches!(found.open("third"), Err(Error::WrongPassphrase)));
        }
        keys.rewrap("first", "second").expect("rewrapped");
        assert!(matches!(keys.open("first"), Err(Error::WrongPassphrase)));
    }
}
