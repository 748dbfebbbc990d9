//! The vault's folder: its files, who may read them, and writing one so that a crash leaves the old or the new.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::error::Error;

/// The database.
pub(crate) const DATABASE: &str = "vault.db";
/// The database of a vault whose making was not finished.
pub(crate) const UNFINISHED: &str = "vault.db.new";
/// The keys.
pub(crate) const KEYS: &str = "keys";
/// The second copy of the keys.
pub(crate) const KEYS_COPY: &str = "keys.copy";
/// The lock.
pub(crate) const LOCK: &str = "lock";

/// Returns whether the folder holds a vault, whole or not.
pub(crate) fn holds_vault(folder: &Path) -> bool {
    [DATABASE, KEYS, KEYS_COPY]
        .iter()
        .any(|name| folder.join(name).exists())
}

/// Makes the folder of a new vault, for its owner's eyes alone, and returns whether it was not there before.
///
/// # Errors
/// `Exists` or `FolderNotEmpty` if something is there that a new vault would mix with.
pub(crate) fn prepare(folder: &Path) -> Result<bool, Error> {
    let path = folder.display().to_string();
    let mut new = false;
    if holds_vault(folder) {
        return Err(Error::Exists(path));
    }
    match fs::read_dir(folder) {
        Ok(entries) => {
            for entry in entries {
                let name = entry.map_err(|e| Error::disk(folder, e))?.file_name();
                let ours = [LOCK, UNFINISHED]
                    .iter()
                    .any(|known| name.to_string_lossy().starts_with(known));
                if !ours {
                    return Err(Error::FolderNotEmpty(path));
                }
            }
        }
        Err(e) if e.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(folder).map_err(|e| Error::disk(folder, e))?;
            new = true;
        }
        Err(e) => return Err(Error::disk(folder, e)),
    }
    restrict(folder, 0o700)?;
    for leftover in ["", "-journal", "-wal", "-shm"].map(|end| folder.join(format!("{UNFINISHED}{end}"))) {
        remove(&leftover)?;
    }
    Ok(new)
}

/// Takes a file away if it is there.
pub(crate) fn remove(path: &Path) -> Result<(), Error> {
    match fs::remove_file(path) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => Err(Error::disk(path, e)),
        _ => Ok(()),
    }
}

/// Takes the rights of everybody but the owner away.
#[cfg(unix)]
pub(crate) fn restrict(path: &Path, mode: u32) -> Result<(), Error> {
    use std::os::unix::fs::PermissionsExt;
    let rights = fs::metadata(path)
        .map_err(|e| Error::disk(path, e))?
        .permissions();
    if rights.mode() & 0o777 == mode {
        return Ok(());
    }
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).map_err(|e| Error::disk(path, e))
}

/// Takes the rights of everybody but the owner away: on Windows a folder inherits them from the person's profile.
#[cfg(not(unix))]
pub(crate) fn restrict(_path: &Path, _mode: u32) -> Result<(), Error> {
    Ok(())
}

/// Returns the way to open a file that only its owner may read.
pub(crate) fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).write(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options
}

/// Makes an empty file that only its owner may read, for SQLite to fill: it would make a file that others can read.
pub(crate) fn create_private(path: &Path) -> Result<(), Error> {
    private()
        .create_new(true)
        .open(path)
        .map(drop)
        .map_err(|e| Error::disk(path, e))
}

/// Returns the name under which a file is written before it takes its place.
pub(crate) fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(end);
    path.with_file_name(name)
}

/// Writes a whole file, so that a crash leaves the old one or the new one.
pub(crate) fn write_durably(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let beside = beside(path, ".new");
    let written = write_all(&beside, bytes);
    if written.is_err() {
        // The first error is the one to report.
        let _ = fs::remove_file(&beside);
    }
    written?;
    put_in_place(&beside, path)
}

fn write_all(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let write = || -> io::Result<()> {
        let mut file = private().create(true).truncate(true).open(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    };
    write().map_err(|e| Error::disk(path, e))
}

/// Renames a file that is safely on disk to its final name, and makes the name safe too.
pub(crate) fn put_in_place(from: &Path, to: &Path) -> Result<(), Error> {
    fs::rename(from, to).map_err(|e| Error::disk(to, e))?;
    sync(to.parent().unwrap_or(Path::new(".")))
}

/// Makes the names in a folder safe on disk.
#[cfg(unix)]
pub(crate) fn sync(folder: &Path) -> Result<(), Error> {
    let folder = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    File::open(folder)
        .and_then(|dir| dir.sync_all())
        .map_err(|e| Error::disk(folder, e))
}

/// Makes the names in a folder safe on disk: Windows does so with the rename.
#[cfg(not(unix))]
pub(crate) fn sync(_folder: &Path) -> Result<(), Error> {
    Ok(())
}

/// Makes a file's bytes safe on disk.
pub(crate) fn sync_file(path: &Path) -> Result<(), Error> {
    File::open(path)
        .and_then(|file| file.sync_all())
        .map_err(|e| Error::disk(path, e))
}
