//! `maructl export`: records as PDF, JSON or Markdown, for the other side to read.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::{ArgGroup, ArgMatches, Command};
use maru_core::labels::Labels;
use maru_core::record::Kind;
use maru_press::Form;
use maru_store::Vault;
use serde::Serialize;

use crate::failure::Failure;
use crate::file::{self, Over};
use crate::output::Terminal;
use crate::sheet::{Sheet, Wish};
use crate::{list, tree, vault};

/// Adds the arguments.
pub(crate) fn grow(command: Command, labels: Labels) -> Command {
    tree::vault(command.arg(tree::operand("ids", labels).num_args(1..)), labels)
        .arg(tree::flag("all", labels))
        .group(ArgGroup::new("what").args(["ids", "all"]).required(true))
        .arg(list::kind(labels).requires("all"))
        .arg(
            tree::option("to", "ctl-val-format", labels)
                .required(true)
                .value_parser(["pdf", "json", "md"]),
        )
        .arg(
            tree::option("paper", "ctl-val-paper", labels)
                .default_value(Form::Summary.code())
                .value_parser(Form::ALL.map(Form::code)),
        )
        .arg(
            tree::option("text", "ctl-val-text", labels)
                .default_value("both")
                .value_parser(["en", "ko", "both"]),
        )
        .arg(tree::path("out", "ctl-val-path", labels).required(true))
        .arg(tree::flag("force", labels))
}

/// What left, and what stayed.
#[derive(Serialize, Default)]
struct Answer {
    exported: Vec<Exported>,
    skipped: Vec<Skipped>,
}

/// One file that was written, with the list of exactly what is in it (R2).
#[derive(Serialize)]
struct Exported {
    id: String,
    file: String,
    pages: Option<u32>,
    leaving: Vec<maru_press::Leaving>,
    missing: Vec<String>,
}

/// A record that must not leave.
#[derive(Serialize)]
struct Skipped {
    id: String,
    code: String,
    reason: String,
}

/// Writes the files.
pub(crate) fn run(terminal: &Terminal, matches: &ArgMatches) -> Result<(), Failure> {
    let mut answer = Answer::default();
    let end = vault::inside(terminal, matches, |vault| {
        let place = Place::new(matches)?;
        let wish = Wish::new(matches, &vault.device().side);
        match matches.get_flag("all") {
            true => everything(terminal, matches, vault, &wish, place, &mut answer),
            false => named(terminal, matches, vault, &wish, place, &mut answer),
        }
    });
    if terminal.is_json() && (end.is_ok() || !answer.exported.is_empty()) {
        terminal.document(&answer)?;
    }
    end
}

/// A record that was named and must not leave ends the export before anything is written.
fn named(
    terminal: &Terminal,
    matches: &ArgMatches,
    vault: &mut Vault,
    wish: &Wish,
    mut place: Place,
    answer: &mut Answer,
) -> Result<(), Failure> {
    let ids: Vec<&String> = matches.get_many::<String>("ids").into_iter().flatten().collect();
    let sheets = ids
        .iter()
        .map(|id| Sheet::read(vault, id, wish))
        .collect::<Result<Vec<_>, _>>()?;
    place.decide(sheets.len() > 1)?;
    sheets
        .into_iter()
        .try_for_each(|sheet| put(terminal, &mut place, sheet, answer))
}

/// Of everything, what must not leave is left out and named.
fn everything(
    terminal: &Terminal,
    matches: &ArgMatches,
    vault: &mut Vault,
    wish: &Wish,
    mut place: Place,
    answer: &mut Answer,
) -> Result<(), Failure> {
    place.decide(true)?;
    for row in list::all(vault, vault::text(matches, "kind").map(Kind::from_code), None)? {
        match Sheet::read(vault, &row.id, wish) {
            Ok(sheet) => put(terminal, &mut place, sheet, answer)?,
            Err(failure) if failure.must_stay() => {
                let reason = failure.what(terminal.labels());
                if !terminal.is_json() {
                    terminal.remark(&terminal.text("ctl-skipped", &[("id", &row.id), ("reason", &reason)]));
                }
                answer.skipped.push(Skipped {
                    id: row.id,
                    code: failure.code().to_owned(),
                    reason,
                });
            }
            Err(failure) => return Err(failure),
        }
    }
    if !terminal.is_json() && answer.exported.is_empty() {
        terminal.line(&terminal.text("ctl-done-export-none", &[]))?;
    }
    Ok(())
}

/// Says what leaves, and only then writes the file.
fn put(terminal: &Terminal, place: &mut Place, sheet: Sheet, answer: &mut Answer) -> Result<(), Failure> {
    let path = place.of(&sheet.name);
    place.check(&path)?;
    let file = path.display().to_string();
    if !terminal.is_json() {
        sheet.announce(terminal, &file);
    }
    file::write(&path, &sheet.bytes, place.over)?;
    if !terminal.is_json() {
        terminal.line(&terminal.text("ctl-done-export", &[("path", &file)]))?;
    }
    let Sheet {
        id,
        pages,
        leaving,
        missing,
        ..
    } = sheet;
    answer.exported.push(Exported {
        id,
        file,
        pages,
        leaving,
        missing,
    });
    Ok(())
}

/// Where the files go: one file that `--out` names, or a folder of files with names of their own.
struct Place {
    out: PathBuf,
    folder: bool,
    over: Over,
    taken: BTreeSet<String>,
}

impl Place {
    fn new(matches: &ArgMatches) -> Result<Place, Failure> {
        let out = vault::path(matches, "out").unwrap_or(Path::new(".")).to_owned();
        let over = if matches.get_flag("force") {
            Over::Anything
        } else {
            Over::Nothing
        };
        Ok(Place {
            folder: out.is_dir(),
            out,
            over,
            taken: BTreeSet::new(),
        })
    }

    /// Several files need a folder, which is made if it is not there.
    fn decide(&mut self, several: bool) -> Result<(), Failure> {
        if several {
            file::folder(&self.out)?;
            self.folder = true;
        }
        Ok(())
    }

    /// Refuses a path that is taken before it is said what leaves; the writing itself refuses it once more.
    fn check(&self, path: &Path) -> Result<(), Failure> {
        match self.over == Over::Nothing && path.exists() {
            true => Err(Failure::new("exists").with("path", path.display().to_string())),
            false => Ok(()),
        }
    }

    /// Returns the path of a file. Two records of one name and day get a number.
    fn of(&mut self, name: &str) -> PathBuf {
        if !self.folder {
            return self.out.clone();
        }
        let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
        let numbered = (2..).map(|n| format!("{stem} ({n}).{ending}"));
        let free = std::iter::once(name.to_owned())
            .chain(numbered)
            .find(|name| !self.taken.contains(name));
        let name = free.unwrap_or_else(|| name.to_owned());
        self.taken.insert(name.clone());
        self.out.join(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_records_of_one_name_get_two_files() {
        let mut place = Place {
            out: PathBuf::from("out"),
            folder: true,
            over: Over::Nothing,
            taken: BTreeSet::new(),
        };
        assert_eq!(
            place.of("2027-03-09 Session.pdf"),
            Path::new("out/2027-03-09 Session.pdf")
        );
        assert_eq!(
            place.of("2027-03-09 Session.pdf"),
            Path::new("out/2027-03-09 Session (2).pdf")
        );
        assert_eq!(
            place.of("2027-03-09 Session.pdf"),
            Path::new("out/2027-03-09 Session (3).pdf")
        );
    }
}
