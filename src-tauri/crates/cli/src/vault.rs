//! The vault that a command works on.

use std::path::{Path, PathBuf};

use clap::ArgMatches;
use maru_store::Vault;

use crate::failure::Failure;
use crate::output::Terminal;
use crate::{file, passphrase};

/// Returns the folder that `--vault` names.
pub(crate) fn folder(matches: &ArgMatches) -> &Path {
    path(matches, "vault").unwrap_or(Path::new("."))
}

/// Returns the path that an option names.
pub(crate) fn path<'a>(matches: &'a ArgMatches, name: &str) -> Option<&'a Path> {
    matches.get_one::<PathBuf>(name).map(PathBuf::as_path)
}

/// Returns the text that an option names.
pub(crate) fn text<'a>(matches: &'a ArgMatches, name: &str) -> Option<&'a str> {
    matches.get_one::<String>(name).map(String::as_str)
}

/// Does this work in the vault, and closes it whatever comes of the work.
pub(crate) fn inside<T>(
    terminal: &Terminal,
    matches: &ArgMatches,
    work: impl FnOnce(&mut Vault) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let folder = folder(matches);
    // What may not be entered looks like a folder without a vault.
    if let Err(e) = std::fs::read_dir(folder)
        && e.kind() == std::io::ErrorKind::PermissionDenied
    {
        return Err(file::unreadable(folder, &e));
    }
    let passphrase = passphrase::known(terminal, matches)?;
    let mut vault = Vault::open(folder, &passphrase)?;
    drop(passphrase);
    let done = work(&mut vault);
    // What the work says goes first: closing after a failure often fails for the same reason.
    let closed = vault.close().map_err(Failure::from);
    done.and_then(|done| closed.map(|()| done))
}
