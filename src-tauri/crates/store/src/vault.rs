//! A vault from its making to its closing.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use maru_core::bilingual::Side;
use maru_core::document::{Author, Stamp};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::database::{self, Purpose};
use crate::error::{Error, essential};
use crate::folder::{self, DATABASE, LOCK, UNFINISHED};
use crate::key::{self, Keys};
use crate::lock::Lock;
use crate::open::OpenRecord;
use crate::schema::Upgraded;
use crate::slot::{Cost, RawKey};
use crate::{check, clock, schema};

/// What a new vault has to know about its laptop.
#[derive(Debug, Clone)]
pub struct Birth {
    /// The side of the people who use it.
    pub side: Side,
    /// What the laptop is called.
    pub device: String,
}

/// A laptop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Device {
    /// The id.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// The side of the people who use it.
    pub side: Side,
}

/// An open vault. One process owns it, by its lock.
pub struct Vault {
    // Closed before the lock is free: fields go in this order.
    pub(crate) db: Connection,
    pub(crate) open: BTreeMap<String, OpenRecord>,
    pub(crate) folder: PathBuf,
    pub(crate) keys: Keys,
    pub(crate) raw: RawKey,
    device: Device,
    /// How many changes this connection had made when there was nothing left to tend; at first nobody knows what the one
    /// before left.
    pub(crate) tended: Option<u64>,
    _lock: Lock,
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Vault")
            .field("device", &self.device)
            .finish_non_exhaustive()
    }
}

impl Vault {
    /// Makes a vault in a folder that is empty or not there yet, and opens it.
    ///
    /// # Errors
    /// `Exists` or `FolderNotEmpty` if something is there; `PassphraseUnusable`; `ReadOnly` or `Full`.
    pub fn create(folder: &Path, passphrase: &str, birth: &Birth, cost: Cost) -> Result<Vault, Error> {
        let id: [u8; 16] = clock::random()?;
        let raw = RawKey::new()?;
        let keys = Keys::new(id, passphrase, &raw, cost)?;
        let lock = settle(folder, &keys, |path| {
            folder::create_private(path)?;
            let db = database::open(path, &raw, Purpose::Make)?;
            let transaction = db.unchecked_transaction()?;
            schema::create(&transaction, &id, &clock::sortable(clock::now()))?;
            let device = (clock::id()?, maru_core::text::line(&birth.device), &birth.side.0);
            transaction.execute("INSERT INTO device VALUES (?1, ?2, ?3, 1)", device)?;
            transaction.commit()?;
            Ok(())
        })?;
        Vault::begin(folder, lock, keys, raw)
    }

    /// Opens the vault in a folder.
    ///
    /// # Errors
    /// `NotAVault`, `InUse`, `WrongPassphrase`, `KeysDamaged`, `Newer`, `Damaged` or `ReadOnly`; nothing was written.
    /// A vault of an older Maru is brought to the present schema first, which may also end in `Full`; then it is as it was.
    pub fn open(folder: &Path, passphrase: &str) -> Result<Vault, Error> {
        if !folder::holds_vault(folder) {
            return Err(Error::NotAVault(folder.display().to_string()));
        }
        let lock = Lock::take(folder)?;
        let opened = key::find(folder)?.open(passphrase)?;
        let database = folder.join(DATABASE);
        let unfinished = folder.join(UNFINISHED);
        if !database.exists() && unfinished.exists() {
            // The making was cut short after the keys were safe and before the last step.
            database::look(&unfinished, &opened.raw, &opened.keys.vault)?;
            folder::put_in_place(&unfinished, &database)?;
        }
        if !database.exists() {
            return Err(Error::Damaged(format!("{DATABASE} is missing")));
        }
        database::look(&database, &opened.raw, &opened.keys.vault)?;
        for name in opened.repair {
            key::repair(folder, &opened.keys, name)?;
        }
        Vault::begin(folder, lock, opened.keys, opened.raw)
    }

    fn begin(folder: &Path, lock: Lock, keys: Keys, raw: RawKey) -> Result<Vault, Error> {
        let path = folder.join(DATABASE);
        let db = database::open(&path, &raw, Purpose::Work)?;
        upgrade(&db)?;
        folder::restrict(folder, 0o700)?;
        folder::restrict(&path, 0o600)?;
        let device = db
            .query_row("SELECT id, name, side FROM device WHERE this = 1", (), |row| {
                Ok(Device {
                    id: row.get(0)?,
                    name: row.get(1)?,
                    side: Side(row.get(2)?),
                })
            })
            .map_err(essential)?;
        let folder = folder.to_owned();
        Ok(Vault {
            db,
            open: BTreeMap::new(),
            folder,
            keys,
            raw,
            device,
            tended: None,
            _lock: lock,
        })
    }

    /// Closes the vault: open records are compacted, the log is folded into the database, the lock is free.
    ///
    /// # Errors
    /// If that fails. Everything acknowledged is on disk all the same.
    pub fn close(mut self) -> Result<(), Error> {
        self.settle()
    }

    fn settle(&mut self) -> Result<(), Error> {
        let ids: Vec<String> = self.open.keys().cloned().collect();
        let released = ids.iter().try_for_each(|id| self.release(id));
        // What was attached and then not used after all. Where this fails, the next closing tries again.
        let _ = self.sweep();
        match database::fold_log(&self.db) {
            // The log stays, with everything in it, and is folded in another time.
            Err(Error::Full | Error::ReadOnly(_)) => released,
            folded => folded.and(released),
        }
    }

    /// Returns this laptop.
    pub fn device(&self) -> &Device {
        &self.device
    }

    /// Gives this laptop another name. Changes made until now keep the old one.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn rename_device(&mut self, name: &str) -> Result<(), Error> {
        let name = maru_core::text::line(name);
        self.db
            .execute("UPDATE device SET name = ?1 WHERE this = 1", [&name])?;
        self.device.name = name;
        Ok(())
    }

    /// Changes the passphrase. Only the keys are written anew; the database stays as it is.
    ///
    /// # Errors
    /// `WrongPassphrase` if `old` is not the passphrase; `PassphraseUnusable`.
    pub fn rekey(&mut self, old: &str, new: &str) -> Result<(), Error> {
        let mut keys = self.keys.clone();
        keys.rewrap(old, new)?;
        key::save(&self.folder, &keys)?;
        self.keys = keys;
        Ok(())
    }

    /// Returns who changes something now.
    pub(crate) fn stamp(&self) -> Stamp {
        let author = Author {
            device: self.device.name.clone(),
            side: self.device.side.clone(),
        };
        Stamp {
            author,
            time: clock::now(),
        }
    }
}

impl Drop for Vault {
    fn drop(&mut self) {
        // Nobody is left to tell, and nothing acknowledged is at stake.
        let _ = self.settle();
    }
}

/// Brings an older vault to the present schema and makes its projections anew where they need it, in one transaction: cut
/// short anywhere, the vault is as it was.
fn upgrade(db: &Connection) -> Result<(), Error> {
    let transaction = db.unchecked_transaction()?;
    if schema::upgrade(&transaction)? == Upgraded::Hollow {
        check::make_anew(&transaction, |_, _| ControlFlow::Continue(()))?;
    }
    transaction.commit()?;
    Ok(())
}

/// Makes the database of a new vault under another name, then its keys, and gives the database its name last: cut
/// short anywhere, the folder holds nothing yet, or all of the vault. Where that fails, nothing of it stays behind.
pub(crate) fn settle(
    folder: &Path,
    keys: &Keys,
    make: impl FnOnce(&Path) -> Result<(), Error>,
) -> Result<Lock, Error> {
    let new = folder::prepare(folder)?;
    let lock = Lock::take(folder)?;
    let unfinished = folder.join(UNFINISHED);
    let made = make(&unfinished)
        .and_then(|()| folder::sync_file(&unfinished))
        .and_then(|()| key::save(folder, keys))
        .and_then(|()| folder::put_in_place(&unfinished, &folder.join(DATABASE)));
    if let Err(error) = made {
        // Some systems keep a file that is locked.
        drop(lock);
        for name in [
            folder::KEYS,
            folder::KEYS_COPY,
            UNFINISHED,
            "vault.db.new-journal",
            LOCK,
        ] {
            // The first error is the one to report.
            let _ = folder::remove(&folder.join(name));
        }
        if new {
            let _ = std::fs::remove_dir(folder);
        }
        return Err(error);
    }
    Ok(lock)
}

#[cfg(test)]
#[path = "vault_tests.rs"]
mod tests;
