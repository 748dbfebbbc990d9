//! Files that a person named: read with a limit, written beside and put in place at once.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

use maru_files::Over;

use crate::failure::Failure;

/// Returns the bytes of a file that is no larger than this.
pub(crate) fn read(path: &Path, most: u64) -> Result<Vec<u8>, Failure> {
    let refused = |e: io::Error| unreadable(path, &e);
    let file = File::open(path).map_err(refused)?;
    let mut bytes = Vec::new();
    // Not by the length that the file says it has: a pipe says nothing and /dev/zero never ends.
    file.take(most + 1).read_to_end(&mut bytes).map_err(refused)?;
    if bytes.len() as u64 > most {
        return Err(Failure::new("file-size")
            .with("file", path.display().to_string())
            .with("most", (most >> 20).to_string()));
    }
    Ok(bytes)
}

/// Puts these bytes at this place: all of them, or nothing.
pub(crate) fn write(path: &Path, bytes: &[u8], over: Over) -> Result<(), Failure> {
    let refused = |e: io::Error| failure("unwritable", path, &e);
    let folder = folder(path);
    let mut beside = tempfile::Builder::new()
        .prefix(".maru-")
        .tempfile_in(folder)
        .map_err(refused)?;
    beside.write_all(bytes).map_err(refused)?;
    beside.as_file().sync_all().map_err(refused)?;
    match over {
        Over::Nothing | Over::Beside => beside.persist_noclobber(path).map_err(|e| refused(e.error))?,
        Over::Anything => beside.persist(path).map_err(|e| refused(e.error))?,
    };
    sync(folder).map_err(refused)
}

/// Returns the folder in which a file lies.
pub(crate) fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// A new name in a folder is on disk only when the folder is.
#[cfg(unix)]
fn sync(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync(_folder: &Path) -> io::Result<()> {
    Ok(())
}

/// Returns why a file that a person named cannot be read.
pub(crate) fn unreadable(path: &Path, error: &io::Error) -> Failure {
    failure("unreadable", path, error)
}

/// Returns what the disk said about a path, as a failure.
pub(crate) fn failure(code: &'static str, path: &Path, error: &io::Error) -> Failure {
    let code = match error.kind() {
        io::ErrorKind::NotFound if code == "unreadable" => "no-file",
        io::ErrorKind::AlreadyExists => "exists",
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
            "disk-full"
        }
        io::ErrorKind::PermissionDenied if code == "unreadable" => "not-allowed",
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => "read-only",
        _ => code,
    };
    Failure::new(code).with("path", path.display().to_string())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_file_that_is_there_stays_until_a_person_says_otherwise() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("minutes.pdf");
        write(&path, b"first", Over::Nothing).expect("written");
        let refused = write(&path, b"second", Over::Nothing).expect_err("it exists");
        assert_eq!(refused.code(), "exists");
        assert_eq!(fs::read(&path).expect("a file"), b"first");
        write(&path, b"third", Over::Anything).expect("replaced");
        assert_eq!(fs::read(&path).expect("a file"), b"third");
        assert_eq!(
            fs::read_dir(folder.path()).expect("a folder").count(),
            1,
            "nothing is left beside it"
        );
    }

    #[test]
    fn a_file_that_never_ends_is_refused() {
        assert_eq!(
            read(Path::new("/dev/zero"), 1 << 20)
                .expect_err("too large")
                .code(),
            "file-size"
        );
    }
}
