//! Backup: the whole vault in one encrypted file, and a vault from such a file.
//!
//! The file is a header, the keys as they are in the folder, and the database. Nothing in it is readable without the
//! passphrase, so it may lie on a stick or a shared drive.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use sha2::{Digest, Sha256};

use crate::clock;
use crate::database::{self, Purpose};
use crate::error::Error;
use crate::folder::{self, beside, private};
use crate::key::{self, Keys};
use crate::slot::RawKey;
use crate::vault::{Vault, settle};

const MAGIC: &[u8; 8] = b"MARUBACK";
const VERSION: u16 = 1;
/// Magic, version, two bytes of nothing, the length of the keys, the length of the database, the time.
const HEADER: usize = 8 + 2 + 2 + 4 + 8 + 8;
const DIGEST: usize = 32;
const LARGEST_KEYS: u32 = 16 * 1024;

impl Vault {
    /// Copies the vault, as it is now, into one file, and reads the copy back before it gets its name. A file of that
    /// name is replaced.
    ///
    /// # Errors
    /// `BackupInside`, `Full`, `ReadOnly`, or `BackupDamaged` if what was written does not read back.
    pub fn backup(&mut self, out: &Path) -> Result<(), Error> {
        let place = fs::canonicalize(parent(out)).map_err(|e| Error::disk(out, e))?;
        if fs::canonicalize(&self.folder).is_ok_and(|vault| place.starts_with(vault)) {
            return Err(Error::BackupInside(out.display().to_string()));
        }
        let (copy, part) = (beside(out, ".db.part"), beside(out, ".part"));
        let written = self
            .write_backup(&copy, &part)
            .and_then(|()| folder::put_in_place(&part, out));
        for leftover in [copy, part] {
            // The first error is the one to report.
            let _ = folder::remove(&leftover);
        }
        // Whoever reads it asked for this file, and for none of those that become it.
        written.map_err(|error| match error {
            Error::ReadOnly(_) => Error::ReadOnly(out.display().to_string()),
            Error::Disk { source, .. } => Error::disk(out, source),
            other => other,
        })
    }

    fn write_backup(&self, copy: &Path, part: &Path) -> Result<(), Error> {
        for leftover in [copy, part] {
            folder::remove(leftover)?;
        }
        folder::create_private(copy)?;
        database::copy(&self.db, copy, &self.raw)?;
        let made = documents(&database::open(copy, &self.raw, Purpose::Look)?)?;
        if made != documents(&self.db)? {
            return Err(Error::BackupDamaged("the copy has other records".to_owned()));
        }
        pack(copy, part, &self.keys).map_err(|e| Error::disk(part, e))?;
        read_through(part)
    }

    /// Makes a vault in a folder from a backup. The passphrase is the one that the vault had.
    ///
    /// # Errors
    /// `NotABackup`, `BackupDamaged`, `Newer`, `WrongPassphrase`, `Exists`; the folder holds no vault then.
    pub fn restore(from: &Path, folder: &Path, passphrase: &str) -> Result<(), Error> {
        if folder::holds_vault(folder) {
            return Err(Error::Exists(folder.display().to_string()));
        }
        let mut backup = Backup::open(from)?;
        let raw = backup.keys.open(passphrase)?;
        let keys = backup.keys.clone();
        settle(folder, &keys, |database| {
            folder::create_private(database)?;
            let mut file = private().open(database).map_err(|e| Error::disk(database, e))?;
            backup.unpack(&mut file, database)?;
            drop(file);
            accept(database, &raw, &keys)
        })
        .map(drop)
    }
}

fn parent(path: &Path) -> PathBuf {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    }
}

/// Returns every document with the heads that it must lead to.
fn documents(db: &Connection) -> Result<Vec<(String, String)>, Error> {
    let mut statement = db.prepare("SELECT id, heads FROM document ORDER BY id")?;
    let rows = statement.query_map((), |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Checks a database that came out of a backup, and makes it this laptop's.
fn accept(database: &Path, raw: &RawKey, keys: &Keys) -> Result<(), Error> {
    database::look(database, raw, &keys.vault)?;
    let db = database::open(database, raw, Purpose::Make)?;
    if let Some(fault) = database::faults(&db)?.into_iter().next() {
        return Err(Error::BackupDamaged(fault));
    }
    // Two laptops that both go on from here are two devices.
    db.execute("UPDATE device SET id = ?1 WHERE this = 1", [clock::id()?])?;
    Ok(())
}

/// Passes bytes on and digests them.
struct Digesting<'f, F> {
    inner: &'f mut F,
    digest: Sha256,
}

impl<F: Write> Write for Digesting<'_, F> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.digest.update(bytes.get(..written).unwrap_or_default());
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

fn pack(database: &Path, part: &Path, keys: &Keys) -> io::Result<()> {
    let keys = keys.to_bytes();
    let mut source = File::open(database)?;
    let mut header = MAGIC.to_vec();
    header.extend(VERSION.to_le_bytes());
    header.extend([0, 0]);
    // A keys file is at most 16 KiB.
    header.extend(u32::try_from(keys.len()).unwrap_or(u32::MAX).to_le_bytes());
    header.extend(source.metadata()?.len().to_le_bytes());
    header.extend(clock::now().to_le_bytes());
    header.extend(keys);
    let digest = Sha256::digest(&header);
    let mut file = private().create_new(true).open(part)?;
    file.write_all(&header)?;
    file.write_all(&digest)?;
    let mut body = Digesting {
        inner: &mut file,
        digest: Sha256::new(),
    };
    io::copy(&mut source, &mut body)?;
    let digest = body.digest.finalize();
    file.write_all(&digest)?;
    file.sync_all()
}

fn read_through(part: &Path) -> Result<(), Error> {
    Backup::open(part)?.unpack(&mut io::sink(), part)
}

/// A backup whose header was read and is whole.
struct Backup {
    path: PathBuf,
    file: File,
    keys: Keys,
    length: u64,
}

fn damaged(why: &str) -> Error {
    Error::BackupDamaged(why.to_owned())
}

/// Returns the number of so many bytes at a place of the header.
fn field<const N: usize>(header: &[u8], at: usize) -> Result<[u8; N], Error> {
    let bytes = header.get(at..).and_then(|rest| rest.first_chunk());
    bytes.copied().ok_or_else(|| damaged("the header is cut"))
}

impl Backup {
    fn open(path: &Path) -> Result<Backup, Error> {
        let disk = |e| Error::disk(path, e);
        let file = File::open(path).map_err(disk)?;
        let mut header = Vec::with_capacity(HEADER);
        (&file)
            .take(HEADER as u64)
            .read_to_end(&mut header)
            .map_err(disk)?;
        if !header.starts_with(MAGIC) {
            return Err(Error::NotABackup(path.display().to_string()));
        }
        let version = u16::from_le_bytes(field(&header, 8)?);
        if version > VERSION {
            return Err(Error::Newer {
                found: version.into(),
                known: VERSION.into(),
            });
        }
        let keys = u32::from_le_bytes(field(&header, 12)?).min(LARGEST_KEYS);
        let length = u64::from_le_bytes(field(&header, 16)?);
        field::<8>(&header, 24)?;
        let mut rest = Vec::new();
        (&file)
            .take(u64::from(keys) + DIGEST as u64)
            .read_to_end(&mut rest)
            .map_err(disk)?;
        let split = rest.split_at_checked(keys as usize);
        let (keys, digest) = split.ok_or_else(|| damaged("the keys are cut"))?;
        let digested = Sha256::new().chain_update(&header).chain_update(keys).finalize();
        if digested.as_slice() != digest {
            return Err(damaged("the header or the keys are changed"));
        }
        let (path, keys) = (path.to_owned(), key::read(keys)?);
        Ok(Backup {
            path,
            file,
            keys,
            length,
        })
    }

    /// Writes the database out and checks that every byte is the one that was put in.
    fn unpack(&mut self, to: &mut impl Write, place: &Path) -> Result<(), Error> {
        let mut body = Digesting {
            inner: to,
            digest: Sha256::new(),
        };
        let written = io::copy(&mut (&self.file).take(self.length), &mut body);
        let written = written.map_err(|e| Error::disk(place, e))?;
        body.flush().map_err(|e| Error::disk(place, e))?;
        let digest = body.digest.finalize();
        let mut stored = Vec::new();
        self.file
            .read_to_end(&mut stored)
            .map_err(|e| Error::disk(&self.path, e))?;
        if written != self.length || digest.as_slice() != stored {
            return Err(Error::BackupDamaged(
                "the database in it is cut or changed".to_owned(),
            ));
        }
        Ok(())
    }
}

#[cfg(test)]
#[path = "backup_tests.rs"]
mod tests;
