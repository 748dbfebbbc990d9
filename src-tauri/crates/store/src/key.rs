//! The keys file: slots that each wrap the one raw key of the database, in two copies.
//!
//! No passphrase and no digest of one is stored: a passphrase is right if what it opens is authentic.

use std::path::Path;
use std::time::{Duration, Instant};

use sha2::{Digest, Sha256};

use crate::error::Error;
use crate::folder::{KEYS, KEYS_COPY, write_durably};
use crate::slot::{self, Cost, RawKey, Slot};

pub(crate) const MAGIC: &[u8; 8] = b"MARUKEYS";
/// The version of the keys file.
pub(crate) const VERSION: u16 = 1;
const HEADER: usize = 36;
const DIGEST: usize = 32;
/// The largest keys file: 32 slots and some room.
const LARGEST: usize = 16 * 1024;

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
                    return Ok(Opened {
                        keys: keys.clone(),
                        raw,
                        repair,
                    });
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
        let slot = slot::wrap(&vault, passphrase, raw, cost)?;
        Ok(Keys {
            vault,
            counter: 1,
            slots: vec![slot],
        })
    }

    /// Returns the raw key.
    ///
    /// # Errors
    /// `WrongPassphrase` if no slot opens.
    pub(crate) fn open(&self, passphrase: &str) -> Result<RawKey, Error> {
        for slot in self.slots.iter().filter(|s| s.kind == slot::PASSPHRASE) {
            if let Some(raw) = slot::open(&self.vault, passphrase, slot)? {
                return Ok(raw);
            }
        }
        Err(Error::WrongPassphrase)
    }

    /// Replaces the passphrase. The raw key, and with it the database, stays.
    pub(crate) fn rewrap(&mut self, old: &str, new: &str) -> Result<(), Error> {
        let raw = self.open(old)?;
        let cost = self
            .slots
            .iter()
            .find(|s| s.kind == slot::PASSPHRASE)
            .and_then(|s| slot::cost_of(&s.body));
        let slot = slot::wrap(&self.vault, new, &raw, cost.unwrap_or_default())?;
        self.slots.retain(|s| s.kind != slot::PASSPHRASE);
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
pub(crate) struct Bytes<'b>(pub(crate) &'b [u8]);

impl<'b> Bytes<'b> {
    fn take(&mut self, count: usize) -> Option<&'b [u8]> {
        let (head, tail) = self.0.split_at_checked(count)?;
        self.0 = tail;
        Some(head)
    }

    pub(crate) fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
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
            slots.push(Slot {
                kind,
                body: self.take(usize::from(length))?.to_vec(),
            });
        }
        self.0.is_empty().then_some(Keys {
            vault,
            counter,
            slots,
        })
    }
}

/// Returns the keys in a backup or any other bytes.
///
/// # Errors
/// `KeysDamaged` or `Newer`.
pub(crate) fn read(bytes: &[u8]) -> Result<Keys, Error> {
    Keys::from_bytes(bytes).map_err(|e| match e {
        Unreadable::Damaged => Error::KeysDamaged,
        Unreadable::Newer(found) => Error::Newer {
            found: found.into(),
            known: VERSION.into(),
        },
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
#[path = "key_tests.rs"]
mod tests;
