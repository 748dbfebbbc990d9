//! `maructl rekey`: another passphrase for the same vault.

use clap::{ArgMatches, Command};
use maru_core::labels::Labels;
use maru_store::Vault;
use serde_json::json;

use crate::failure::Failure;
use crate::output::Terminal;
use crate::{passphrase, tree, vault};

/// Adds the arguments.
pub(crate) fn grow(command: Command, labels: Labels) -> Command {
    tree::vault(command, labels).arg(tree::path("new-passphrase-file", "ctl-val-file", labels))
}

/// Wraps the key of the vault anew; the records themselves are not written.
pub(crate) fn run(terminal: &Terminal, matches: &ArgMatches) -> Result<(), Failure> {
    let old = passphrase::known(terminal, matches)?;
    // Opened first: nobody should type a new passphrase twice to learn that the old one was wrong.
    let mut vault = Vault::open(vault::folder(matches), &old)?;
    let new = passphrase::next(terminal, matches)?;
    vault.rekey(&old, &new)?;
    vault.close()?;
    let path = vault::folder(matches).display().to_string();
    if terminal.is_json() {
        return terminal.document(&json!({ "vault": path }));
    }
    terminal.line(&terminal.text("ctl-done-rekey", &[("path", &path)]))
}
