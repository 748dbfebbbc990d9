//! `maructl backup`: the whole vault in one encrypted file.

use clap::{ArgMatches, Command};
use maru_core::labels::Labels;
use serde_json::json;

use crate::failure::Failure;
use crate::output::Terminal;
use crate::{tree, vault};

/// Adds the arguments.
pub(crate) fn grow(command: Command, labels: Labels) -> Command {
    tree::vault(command, labels)
        .arg(tree::path("out", "ctl-val-file", labels).required(true))
        .arg(tree::flag("force", labels))
}

/// Writes the backup. It opens with the same passphrase.
pub(crate) fn run(terminal: &Terminal, matches: &ArgMatches) -> Result<(), Failure> {
    let out = vault::path(matches, "out").unwrap_or(std::path::Path::new(""));
    if out.exists() && !matches.get_flag("force") {
        return Err(Failure::new("exists").with("path", out.display().to_string()));
    }
    let folder = out.parent().filter(|folder| !folder.as_os_str().is_empty());
    if folder.is_some_and(|folder| !folder.is_dir()) {
        return Err(Failure::new("unwritable").with("path", out.display().to_string()));
    }
    vault::inside(terminal, matches, |vault| Ok(vault.backup(out)?))?;
    let path = out.display().to_string();
    if terminal.is_json() {
        return terminal.document(&json!({ "backup": path }));
    }
    terminal.line(&terminal.text("ctl-done-backup", &[("path", &path)]))
}
