//! `maructl import`: records from files, all of a file or none of it, and meetings from a folder of notes.

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use clap::{ArgMatches, Command, builder::PathBufValueParser};
use maru_core::carried;
use maru_core::labels::Labels;
use maru_core::record::Record;
use maru_files::Brought;
use maru_files::notes::{self, Archive, Remark};
use maru_picture::Reader;
use maru_store::Vault;
use serde::Serialize;

use crate::failure::Failure;
use crate::output::{Table, Terminal};
use crate::{archive, file, tree, vault};

/// Adds the arguments.
pub(crate) fn grow(command: Command, labels: Labels) -> Command {
    let files = tree::operand("files", labels)
        .required(true)
        .num_args(1..)
        .value_parser(PathBufValueParser::new());
    tree::vault(command.arg(files), labels)
        .arg(tree::option("as", "ctl-val-audience", labels).value_parser(["own", "joint"]))
        .arg(tree::flag("dry-run", labels))
}

/// What was named on the command line, once it was read.
enum Source {
    File(Brought),
    Folder(Box<Archive>),
}

/// What became of one file or folder.
#[derive(Serialize)]
#[serde(untagged)]
enum Taken {
    File(Taking),
    Folder(archive::Folder),
}

/// What became of a file of records.
#[derive(Serialize)]
struct Taking {
    file: String,
    records: Vec<String>,
    /// What came from the folder beside it.
    pictures: usize,
    documents: usize,
    remarks: Vec<Remark>,
}

/// Reads everything before the vault is changed, and then takes it in one by one.
pub(crate) fn run(terminal: &Terminal, matches: &ArgMatches) -> Result<(), Failure> {
    let paths: Vec<&Path> = matches
        .get_many::<PathBuf>("files")
        .into_iter()
        .flatten()
        .map(PathBuf::as_path)
        .collect();
    let read = paths.iter().map(|path| match path.is_dir() {
        true => Ok(None),
        false => records(path).map(Some),
    });
    let read = read.collect::<Result<Vec<_>, Failure>>()?;
    let mut taken = Vec::with_capacity(paths.len());
    let end = vault::inside(terminal, matches, |vault| {
        let read = paths.iter().zip(read).map(|(path, records)| match records {
            Some(records) => Ok((*path, Source::File(records))),
            None => {
                let archive = archive::look(terminal, vault, path);
                let archive = archive.map_err(|failure| failure.of_file(path.display().to_string()))?;
                Ok((*path, Source::Folder(Box::new(archive))))
            }
        });
        let read = read.collect::<Result<Vec<_>, Failure>>()?;
        for (path, source) in read {
            let done = match matches.get_flag("dry-run") {
                true => show(terminal, path, source),
                false => take(terminal, matches, vault, path, source),
            };
            let file = path.display().to_string();
            taken.push(done.map_err(|failure| failure.with("file", file.clone()).of_file(file))?);
        }
        Ok(())
    });
    // Also when a later file was refused: what was taken before is in the vault, and that must be known.
    if terminal.is_json() {
        terminal.document(&taken)?;
    }
    end
}

fn records(path: &Path) -> Result<Brought, Failure> {
    let bytes = file::read(path, maru_files::MOST)?;
    let stop = AtomicBool::new(false);
    let records = maru_files::apart(bytes, &stop)
        .and_then(|found| maru_files::bring(path, found, &mut notes::pictures_apart(), &stop))
        .map_err(Failure::from)
        .and_then(vouched);
    let file = path.display().to_string();
    records.map_err(|failure| failure.with("file", file.clone()).of_file(file))
}

/// Returns the records if every picture that travelled with them is one that Maru made.
fn vouched(brought: Brought) -> Result<Brought, Failure> {
    let pictures = carried::pictures(&brought.records)?;
    if !pictures.is_empty() {
        Reader::start(&std::env::current_exe()?)?.vouch_all(&pictures)?;
    }
    Ok(brought)
}

fn show(terminal: &Terminal, path: &Path, source: Source) -> Result<Taken, Failure> {
    let brought = match source {
        Source::Folder(archive) => return archive::show(terminal, path, &archive).map(Taken::Folder),
        Source::File(brought) => brought,
    };
    let taking = taking(path, &brought);
    let mut table = Table::new(terminal, &["ctl-col-kind", "ctl-col-title"]);
    for record in brought.records {
        let record = Record::from_json(record)?;
        let title = record.title();
        table.row([
            terminal.word("kind", record.head().kind.code()),
            terminal.best(&title).to_owned(),
        ]);
    }
    if !terminal.is_json() {
        terminal.table(&table)?;
        heed(terminal, &taking)?;
    }
    Ok(Taken::File(taking))
}

fn taking(path: &Path, brought: &Brought) -> Taking {
    Taking {
        file: path.display().to_string(),
        records: Vec::new(),
        pictures: brought.pictures,
        documents: brought.documents,
        remarks: brought.remarks.clone(),
    }
}

/// Says what comes from beside a file, and what does not.
fn heed(terminal: &Terminal, taking: &Taking) -> Result<(), Failure> {
    for remark in &taking.remarks {
        archive::say(terminal, &taking.file, remark);
    }
    let [pictures, documents] = [taking.pictures, taking.documents].map(|count| count.to_string());
    match taking.pictures + taking.documents {
        0 => Ok(()),
        _ => {
            let args = [("pictures", &*pictures), ("documents", &*documents)];
            terminal.line(&terminal.text("import-beside", &args))
        }
    }
}

fn take(
    terminal: &Terminal,
    matches: &ArgMatches,
    vault: &mut Vault,
    path: &Path,
    source: Source,
) -> Result<Taken, Failure> {
    let brought = match source {
        Source::Folder(archive) => {
            return archive::take(terminal, matches, vault, path, &archive).map(Taken::Folder);
        }
        Source::File(brought) => brought,
    };
    let mut taking = taking(path, &brought);
    taking.records = vault.import(brought.records)?;
    if !terminal.is_json() {
        let count = taking.records.len().to_string();
        let args = [("file", &*taking.file), ("count", &*count)];
        terminal.line(&terminal.text("ctl-done-import", &args))?;
        heed(terminal, &taking)?;
    }
    Ok(Taken::File(taking))
}
