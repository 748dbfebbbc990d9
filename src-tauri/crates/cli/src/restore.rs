//! `maructl restore`: a vault made again from its backup.

use clap::{ArgMatches, Command};
use maru_core::labels::Labels;
use maru_store::Vault;
use serde_json::json;

use crate::failure::Failure;
use crate::output::Terminal;
use crate::{passphrase, tree, vault};

/// Adds the arguments.
pub(crate) fn grow(command: Command, labels: Labels) -> Command {
    tree::vault(command, labels).arg(tree::path("from", "ctl-val-file", labels).required(true))
}

/// Makes the vault. A vault that is there already stays as it is.
pub(crate) fn run(terminal: &Terminal, matches: &ArgMatches) -> Result<(), Failure> {
    let from = vault::path(matches, "from").unwrap_or(std::path::Path::new(""));
    let passphrase = passphrase::known(terminal, matches)?;
    Vault::restore(from, vault::folder(matches), &passphrase)?;
    let path = vault::folder(matches).display().to_string();
    if terminal.is_json() {
        return terminal.document(&json!({ "vault": path }));
    }
    terminal.line(&terminal.text("ctl-done-restore", &[("path", &path)]))
}
