//! `maructl import`: records from files, all of a file or none of it.

use std::path::{Path, PathBuf};

use clap::{ArgMatches, Command, builder::PathBufValueParser};
use maru_core::carried;
use maru_core::labels::Labels;
use maru_picture::Reader;
use maru_store::Vault;
use serde::Serialize;
use serde_json::Value;

use crate::failure::Failure;
use crate::output::Terminal;
use crate::{file, tree, vault};

/// Adds the arguments.
pub(crate) fn grow(command: Command, labels: Labels) -> Command {
    let files = tree::operand("files", labels)
        .required(true)
        .num_args(1..)
        .value_parser(PathBufValueParser::new());
    tree::vault(command.arg(files), labels)
}

/// What became of one file.
#[derive(Serialize)]
struct Taken {
    file: String,
    records: Vec<String>,
}

/// Reads every file before the vault is touched, and then takes them in one by one.
pub(crate) fn run(terminal: &Terminal, matches: &ArgMatches) -> Result<(), Failure> {
    let files = matches.get_many::<PathBuf>("files").into_iter().flatten();
    let read = files
        .map(|path| Ok((path.as_path(), records(path)?)))
        .collect::<Result<Vec<_>, Failure>>()?;
    let mut taken = Vec::with_capacity(read.len());
    let end = vault::inside(terminal, matches, |vault| take(terminal, vault, read, &mut taken));
    // Also when a later file was refused: what was taken before is in the vault, and that must be known.
    if terminal.is_json() {
        terminal.document(&taken)?;
    }
    end
}

fn records(path: &Path) -> Result<Vec<Value>, Failure> {
    let bytes = file::read(path, maru_files::MOST)?;
    let records = maru_files::apart(bytes).map_err(Failure::from).and_then(vouched);
    let file = path.display().to_string();
    records.map_err(|failure| failure.with("file", file.clone()).of_file(file))
}

/// Returns the records if every picture that travelled with them is one that Maru made.
fn vouched(records: Vec<Value>) -> Result<Vec<Value>, Failure> {
    let pictures = carried::pictures(&records)?;
    if !pictures.is_empty() {
        Reader::start(&std::env::current_exe()?)?.vouch_all(&pictures)?;
    }
    Ok(records)
}

fn take(
    terminal: &Terminal,
    vault: &mut Vault,
    read: Vec<(&Path, Vec<Value>)>,
    taken: &mut Vec<Taken>,
) -> Result<(), Failure> {
    for (path, records) in read {
        let file = path.display().to_string();
        let records = vault
            .import(records)
            .map_err(|e| Failure::from(e).with("file", file.clone()).of_file(file.clone()))?;
        if !terminal.is_json() {
            let count = records.len().to_string();
            terminal.line(&terminal.text("ctl-done-import", &[("file", &file), ("count", &count)]))?;
        }
        taken.push(Taken { file, records });
    }
    Ok(())
}
