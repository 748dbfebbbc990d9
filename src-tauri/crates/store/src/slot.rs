//! A slot: the raw key of the database, wrapped by a key derived from a passphrase.

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

use crate::clock::{fill_random, random};
use crate::error::Error;
use crate::key::{Bytes, MAGIC, VERSION};
use crate::passphrase::prepare;

pub(crate) const PASSPHRASE: u8 = 1;
const KDF_ARGON2ID: u8 = 1;
/// Derivation, memory, passes, lanes and salt: what the wrapped key is bound to.
const PARAMETERS: usize = 1 + 12 + 16;
const BODY: usize = PARAMETERS + 24 + 48;

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
        Cost {
            memory: 64 * 1024,
            passes: 3,
            lanes: 4,
        }
    }
}

impl Cost {
    /// Returns the least work that Argon2id knows. For tests only.
    pub fn least() -> Cost {
        Cost {
            memory: 8,
            passes: 1,
            lanes: 1,
        }
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
pub(crate) struct Slot {
    pub(crate) kind: u8,
    pub(crate) body: Vec<u8>,
}

/// Returns the cost that a slot asks for, if it is bearable.
pub(crate) fn cost_of(body: &[u8]) -> Option<Cost> {
    let mut body = Bytes(body.get(1..)?);
    let mut next = || body.array().map(u32::from_le_bytes);
    let cost = Cost {
        memory: next()?,
        passes: next()?,
        lanes: next()?,
    };
    cost.is_bearable().then_some(cost)
}

/// Returns what the wrapped key is bound to: nobody can put a slot into another vault or lower its cost.
fn bound(vault: &[u8; 16], parameters: &[u8]) -> Vec<u8> {
    let mut bound = MAGIC.to_vec();
    bound.extend(VERSION.to_le_bytes());
    bound.extend(vault);
    bound.push(PASSPHRASE);
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

/// Returns a new slot that this passphrase opens.
pub(crate) fn wrap(vault: &[u8; 16], passphrase: &str, raw: &RawKey, cost: Cost) -> Result<Slot, Error> {
    let salt: [u8; 16] = random()?;
    let nonce: [u8; 24] = random()?;
    let mut body = vec![KDF_ARGON2ID];
    for number in [cost.memory, cost.passes, cost.lanes] {
        body.extend(number.to_le_bytes());
    }
    body.extend(salt);
    let cipher = derive(passphrase, cost, &salt)?;
    let payload = Payload {
        msg: &raw.0,
        aad: &bound(vault, &body),
    };
    let wrapped = cipher
        .encrypt(&XNonce::from(nonce), payload)
        .map_err(|_| Error::KeysDamaged)?;
    body.extend(nonce);
    body.extend(wrapped);
    Ok(Slot {
        kind: PASSPHRASE,
        body,
    })
}

/// Returns the raw key, or none if the passphrase is not the one of this slot.
pub(crate) fn open(vault: &[u8; 16], passphrase: &str, slot: &Slot) -> Result<Option<RawKey>, Error> {
    if slot.body.len() != BODY || slot.body.first() != Some(&KDF_ARGON2ID) {
        return Err(Error::KeysDamaged);
    }
    let cost = cost_of(&slot.body).ok_or(Error::KeysDamaged)?;
    let (parameters, rest) = slot.body.split_at(PARAMETERS);
    let (nonce, wrapped) = rest.split_at(24);
    let salt = parameters.get(13..).unwrap_or_default();
    let cipher = derive(passphrase, cost, salt)?;
    let nonce = <&XNonce>::try_from(nonce).map_err(|_| Error::KeysDamaged)?;
    let payload = Payload {
        msg: wrapped,
        aad: &bound(vault, parameters),
    };
    Ok(cipher
        .decrypt(nonce, payload)
        .ok()
        .map(|raw| RawKey(Zeroizing::new(raw))))
}
