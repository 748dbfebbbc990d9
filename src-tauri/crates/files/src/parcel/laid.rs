//! A folder that was laid beside a text: whole, or not there. Dropped before the text has its place, it takes itself back,
//! and what it took the place of is there again.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::{Over, sync};

/// A folder that was laid, until it may stay.
pub(super) struct Laid {
    place: PathBuf,
    /// What it took the place of, which goes once the new one may stay.
    before: Option<TempDir>,
    stays: bool,
}

/// What was there before, inside of the folder that keeps it meanwhile.
const BEFORE: &str = "before";

impl Laid {
    /// Writes a folder beside its place, flushes it and puts it there.
    ///
    /// # Errors
    /// What the disk says; `AlreadyExists` where something is there that must stay.
    pub(super) fn lay(
        folder: &Path,
        name: &str,
        files: &BTreeMap<String, Vec<u8>>,
        over: Over,
    ) -> io::Result<Laid> {
        let place = folder.join(name);
        let there = fs::symlink_metadata(&place).is_ok();
        if there && over != Over::Anything {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        let fresh = draft(folder)?;
        for (name, bytes) in files {
            let mut file = File::create_new(fresh.path().join(name))?;
            file.write_all(bytes)?;
            file.sync_all()?;
        }
        sync(fresh.path())?;
        let before = match there {
            true => {
                let before = draft(folder)?;
                fs::rename(&place, before.path().join(BEFORE))?;
                Some(before)
            }
            false => None,
        };
        let laid = Laid {
            place,
            before,
            stays: false,
        };
        fs::rename(fresh.path(), &laid.place)?;
        Ok(laid)
    }

    /// Lets it stay.
    pub(super) fn stay(mut self) {
        self.stays = true;
    }
}

impl Drop for Laid {
    fn drop(&mut self) {
        if self.stays {
            return;
        }
        // What cannot be taken back is whole.
        let _ = fs::remove_dir_all(&self.place);
        if let Some(before) = &self.before {
            let _ = fs::rename(before.path().join(BEFORE), &self.place);
        }
    }
}

#[cfg(unix)]
fn draft(folder: &Path) -> io::Result<TempDir> {
    use std::os::unix::fs::PermissionsExt;
    // What a person saves for others is as readable as their other files.
    let readable = fs::Permissions::from_mode(0o777);
    tempfile::Builder::new()
        .prefix(".maru-")
        .permissions(readable)
        .tempdir_in(folder)
}

#[cfg(not(unix))]
fn draft(folder: &Path) -> io::Result<TempDir> {
    tempfile::Builder::new().prefix(".maru-").tempdir_in(folder)
}
