//! `maructl schema`: the JSON schema of records.

use clap::{ArgMatches, Command};
use maru_core::labels::Labels;

use crate::failure::Failure;
use crate::output::Terminal;
use crate::tree;

/// Adds the arguments. The schema is JSON with and without `--json`.
pub(crate) fn grow(command: Command, labels: Labels) -> Command {
    command.arg(tree::json(labels))
}

/// Prints the schema.
pub(crate) fn run(terminal: &Terminal, _matches: &ArgMatches) -> Result<(), Failure> {
    terminal.document(&maru_core::schema::schema())
}
