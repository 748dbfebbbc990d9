//! Files that a person saves: whole or not at all.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use crate::failure::{Answer, Failure};

/// Writes a file beside its place, brings it to the disk, and puts it in place if `commit` still agrees; returns
/// whether it did. A file that was there before is replaced whole.
pub(crate) fn place(path: &Path, bytes: &[u8], commit: impl FnOnce() -> bool) -> Answer<bool> {
    write(path, bytes, commit).map_err(|error| Failure::of_disk(path, &error))
}

fn write(path: &Path, bytes: &[u8], commit: impl FnOnce() -> bool) -> io::Result<bool> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let mut beside = draft().tempfile_in(folder)?;
    beside.write_all(bytes)?;
    beside.as_file().sync_all()?;
    if !commit() {
        return Ok(false);
    }
    beside.persist(path).map_err(|error| error.error)?;
    settle(folder)?;
    Ok(true)
}

#[cfg(unix)]
fn draft() -> tempfile::Builder<'static, 'static> {
    use std::os::unix::fs::PermissionsExt;
    let mut draft = tempfile::Builder::new();
    // What a person saves for others is as readable as their other files.
    draft
        .prefix(".maru-")
        .permissions(fs::Permissions::from_mode(0o666));
    draft
}

#[cfg(not(unix))]
fn draft() -> tempfile::Builder<'static, 'static> {
    let mut draft = tempfile::Builder::new();
    draft.prefix(".maru-");
    draft
}

/// Brings the new name to the disk.
#[cfg(unix)]
fn settle(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Windows keeps names on its own, and opens no folder as a file.
#[cfg(not(unix))]
fn settle(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Returns whether a path lies in a folder, whatever links lead there.
pub(crate) fn lies_in(path: &Path, folder: &Path) -> bool {
    let real = |path: &Path| fs::canonicalize(path).ok();
    match (path.parent().and_then(real), real(folder)) {
        (Some(parent), Some(folder)) => parent.starts_with(folder),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("the folder");
        entries
            .map(|entry| {
                entry
                    .expect("an entry")
                    .file_name()
                    .to_string_lossy()
                    .into_owned()
            })
            .collect()
    }

    #[test]
    fn a_file_is_replaced_whole() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("회의록.pdf");
        fs::write(&path, "old").expect("the old file");
        assert_eq!(place(&path, b"new", || true), Ok(true));
        assert_eq!(fs::read(&path).expect("the file"), b"new");
        assert_eq!(names(folder.path()), ["회의록.pdf"]);
    }

    #[test]
    fn what_is_stopped_leaves_everything_as_it_was() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.pdf");
        fs::write(&path, "old").expect("the old file");
        assert_eq!(place(&path, b"new", || false), Ok(false));
        assert_eq!(fs::read(&path).expect("the file"), b"old");
        assert_eq!(names(folder.path()), ["a.pdf"]);
    }

    #[test]
    fn a_folder_that_is_gone_is_a_message_without_its_path() {
        let folder = tempfile::tempdir().expect("a folder");
        let failure = place(&folder.path().join("gone/a.pdf"), b"x", || true).expect_err("no folder");
        assert_eq!(failure, Failure::new("unwritable").with("path", "a.pdf"));
    }

    #[test]
    fn a_link_into_the_vault_is_seen_through() {
        let folder = tempfile::tempdir().expect("a folder");
        let vault = folder.path().join("vault");
        fs::create_dir(&vault).expect("a vault");
        assert!(lies_in(&vault.join("a.pdf"), &vault) && !lies_in(&folder.path().join("a.pdf"), &vault));
        #[cfg(unix)]
        {
            let link = folder.path().join("link");
            std::os::unix::fs::symlink(&vault, &link).expect("a link");
            assert!(lies_in(&link.join("a.pdf"), &vault));
        }
    }
}
