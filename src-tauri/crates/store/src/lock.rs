//! The lock: one process owns a vault, and whoever comes second is told which.

use std::fs::{File, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;
use std::time::Duration;

use crate::error::Error;
use crate::folder::{LOCK, private};

/// A vault's lock. The system frees it when the process ends, however it ends.
#[derive(Debug)]
pub(crate) struct Lock(File);

impl Drop for Lock {
    fn drop(&mut self) {
        // A program that is just being started has this file too until it runs: closing it here would not be enough.
        let _ = self.0.unlock();
    }
}

impl Lock {
    /// Takes the lock of the vault in a folder.
    ///
    /// # Errors
    /// `InUse` names the process that has it.
    pub(crate) fn take(folder: &Path) -> Result<Lock, Error> {
        let path = folder.join(LOCK);
        let disk = |e| Error::disk(&path, e);
        let mut file = private().create(true).truncate(false).open(&path).map_err(disk)?;
        match patiently(&file) {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(holder(&mut file)),
            Err(TryLockError::Error(e)) => return Err(disk(e)),
        }
        let program = std::env::current_exe().unwrap_or_default();
        let program = program
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let who = format!("{program}\n{}\n", std::process::id());
        let write = |file: &mut File| {
            file.set_len(0)?;
            file.rewind()?;
            file.write_all(who.as_bytes())
        };
        // The name is a courtesy to whoever comes second; on a full disk there is no room for it.
        let _ = write(&mut file);
        Ok(Lock(file))
    }
}

/// Tries for a moment: a vault that is just being closed is free soon, and a program that starts another one holds its
/// files twice until that one runs.
fn patiently(file: &File) -> Result<(), TryLockError> {
    for _ in 0..20 {
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(10)),
            other => return other,
        }
    }
    file.try_lock()
}

fn holder(file: &mut File) -> Error {
    let mut text = String::new();
    // A holder that cannot be read is still a holder.
    let _ = file.take(1024).read_to_string(&mut text);
    let mut lines = text.lines().map(str::to_owned);
    Error::InUse {
        program: lines.next().unwrap_or_default(),
        process: lines.next().unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::Lock;
    use crate::error::Error;

    #[test]
    fn the_second_one_is_told_who_was_first() {
        let folder = tempfile::tempdir().expect("a folder");
        let first = Lock::take(folder.path()).expect("the lock");
        let Err(Error::InUse { program, process }) = Lock::take(folder.path()) else {
            panic!("two owners");
        };
        assert!(program.starts_with("maru_store"), "{program}");
        assert_eq!(process, std::process::id().to_string());
        drop(first);
        Lock::take(folder.path()).expect("free again");
    }

    #[test]
    fn a_program_that_is_just_being_started_keeps_no_vault_closed() {
        let folder = tempfile::tempdir().expect("a folder");
        let lock = Lock::take(folder.path()).expect("the lock");
        // What a started program has of its parent's files until it runs.
        let inherited = lock.0.try_clone().expect("the same file once more");
        drop(lock);
        Lock::take(folder.path()).expect("free, whoever has the file");
        drop(inherited);
    }
}
