//! `maructl history`: every change of a record, oldest first.

use clap::{ArgMatches, Command};
use maru_core::labels::Labels;

use crate::failure::Failure;
use crate::output::{Table, Terminal};
use crate::{clock, tree, vault};

/// Adds the arguments.
pub(crate) fn grow(command: Command, labels: Labels) -> Command {
    tree::vault(command.arg(tree::operand("id", labels).required(true)), labels)
}

/// Prints the changes.
pub(crate) fn run(terminal: &Terminal, matches: &ArgMatches) -> Result<(), Failure> {
    let id = vault::text(matches, "id").unwrap_or_default();
    let (changes, side) = vault::inside(terminal, matches, |vault| {
        Ok((vault.history(id)?, vault.device().side.clone()))
    })?;
    if terminal.is_json() {
        return terminal.document(&changes);
    }
    let heads = ["ctl-col-time", "ctl-col-device", "ctl-col-side", "ctl-col-what"];
    let mut table = Table::new(terminal, &heads);
    for change in &changes {
        let what: Vec<String> = change
            .what
            .iter()
            .map(|name| terminal.word("edit", name))
            .collect();
        table.row([
            clock::moment(&change.time, &side),
            change.device.clone(),
            terminal.side(&change.side),
            what.join(", "),
        ]);
    }
    terminal.table(&table)
}
