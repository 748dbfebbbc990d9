//! `maructl history`: every change of a record, oldest first, or what differs between two of its moments.

use clap::{ArgMatches, Command};
use maru_core::history::Change;
use maru_core::labels::Labels;

use crate::failure::Failure;
use crate::output::{Table, Terminal};
use crate::{clock, compare, moment, tree, vault};

/// Adds the arguments.
pub(crate) fn grow(command: Command, labels: Labels) -> Command {
    tree::vault(command.arg(tree::operand("id", labels).required(true)), labels)
        .arg(tree::option("compare", "ctl-val-moment", labels).num_args(2))
}

/// Prints the changes, or the differences.
pub(crate) fn run(terminal: &Terminal, matches: &ArgMatches) -> Result<(), Failure> {
    let id = vault::text(matches, "id").unwrap_or_default();
    if let Some(moments) = matches.get_many::<String>("compare") {
        let moments: Vec<&str> = moments.map(String::as_str).collect();
        return differences(terminal, matches, id, &moments);
    }
    let (changes, side) = vault::inside(terminal, matches, |vault| {
        Ok((vault.history(id)?, vault.device().side.clone()))
    })?;
    if terminal.is_json() {
        return terminal.document(&changes);
    }
    let heads = [
        "ctl-col-number",
        "ctl-col-time",
        "ctl-col-device",
        "ctl-col-side",
        "ctl-col-what",
    ];
    let mut table = Table::new(terminal, &heads);
    for (number, change) in (1..).zip(&changes) {
        let what: Vec<String> = change
            .what
            .iter()
            .map(|name| done(terminal, change, name))
            .collect();
        table.row([
            i32::to_string(&number),
            clock::moment(&change.time, &side),
            change.device.clone(),
            terminal.side(&change.side),
            what.join(", "),
        ]);
    }
    terminal.table(&table)
}

/// Returns one thing that a change did, in words; of files with their names.
fn done(terminal: &Terminal, change: &Change, name: &str) -> String {
    let (label, files) = match name {
        "attach" => ("attachment-added", &change.attached),
        "detach" => ("attachment-removed", &change.detached),
        _ => return terminal.word("edit", name),
    };
    terminal.text(label, &[("name", &files.join(", "))])
}

fn differences(terminal: &Terminal, matches: &ArgMatches, id: &str, moments: &[&str]) -> Result<(), Failure> {
    let found = vault::inside(terminal, matches, |vault| {
        let [before, after] = moments else {
            return Err(Failure::wrong_use("use").with("command", "maructl history"));
        };
        let before = moment::heads(vault, id, before)?;
        let after = moment::heads(vault, id, after)?;
        Ok(vault.compare(id, &before, Some(&after))?)
    })?;
    if terminal.is_json() {
        return terminal.document(&found);
    }
    if found.is_empty() {
        return terminal.line(&terminal.text("no-differences", &[]));
    }
    let lines = compare::lines(terminal, &found);
    lines.iter().try_for_each(|line| terminal.line(line))
}
