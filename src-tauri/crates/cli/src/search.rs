//! `maructl search`: where a word stands.

use clap::{ArgMatches, Command, value_parser};
use maru_core::labels::Labels;

use crate::failure::Failure;
use crate::output::{Table, Terminal};
use crate::{tree, vault};

/// Adds the arguments.
pub(crate) fn grow(command: Command, labels: Labels) -> Command {
    tree::vault(command.arg(tree::operand("query", labels).required(true)), labels).arg(
        tree::option("limit", "ctl-val-number", labels)
            .default_value("50")
            .value_parser(value_parser!(u32).range(1..=10_000)),
    )
}

/// Prints the hits.
pub(crate) fn run(terminal: &Terminal, matches: &ArgMatches) -> Result<(), Failure> {
    let query = vault::text(matches, "query").unwrap_or_default();
    let limit = matches.get_one::<u32>("limit").copied().unwrap_or(50);
    let hits = vault::inside(terminal, matches, |vault| Ok(vault.search(query, limit)?))?;
    if terminal.is_json() {
        return terminal.document(&hits);
    }
    let mut table = Table::new(
        terminal,
        &["ctl-col-id", "ctl-col-kind", "ctl-col-title", "ctl-col-found"],
    );
    for hit in &hits {
        table.row([
            hit.record.clone(),
            terminal.word("kind", hit.kind.code()),
            terminal.best(&hit.title).to_owned(),
            hit.excerpt.clone(),
        ]);
    }
    terminal.table(&table)
}
