//! `maructl export`: records as PDF, JSON or Markdown, for the other side to read.

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use clap::{ArgGroup, ArgMatches, Command};
use maru_core::labels::Labels;
use maru_core::record::Kind;
use maru_files::{Made, Over, Parcel, Wish, folder_of, make, make_all};
use maru_press::Form;
use maru_store::{Listing, Vault};
use serde::Serialize;

use crate::failure::Failure;
use crate::output::Terminal;
use crate::sheet::{announce, pair, wish};
use crate::{file, list, tree, vault};

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
        .arg(tree::text(labels))
        .arg(tree::flag("attach-record", labels))
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
    /// The folder beside it, where pictures or documents came with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    folder: Option<String>,
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
        let wish = wish(matches, &vault.device().side)?;
        let way = Way::new(terminal, matches);
        match matches.get_flag("all") {
            true => everything(&way, matches, vault, &wish, &mut answer),
            false => named(&way, matches, vault, &wish, &mut answer),
        }
    });
    if end.is_err() {
        // What stopped the work has taken back what was placed before.
        answer.exported.retain(|one| Path::new(&one.file).exists());
    }
    if terminal.is_json() && (end.is_ok() || !answer.exported.is_empty()) {
        terminal.document(&answer)?;
    }
    end
}

/// A record that was named and must not leave ends the export before anything is written.
fn named(
    way: &Way<'_>,
    matches: &ArgMatches,
    vault: &mut Vault,
    wish: &Wish,
    answer: &mut Answer,
) -> Result<(), Failure> {
    let ids = matches.get_many::<String>("ids").into_iter().flatten();
    let stop = AtomicBool::new(false);
    let made = ids
        .map(|id| {
            let refused = |e: maru_press::Error| Failure::from(e).with("id", id);
            make(&pair(vault, id, wish)?, wish, &stop).map_err(refused)
        })
        .collect::<Result<Vec<_>, _>>()?;
    if let ([one], false) = (made.as_slice(), way.is_many()) {
        return way.alone(one, answer);
    }
    let mut parcel = way.parcel()?;
    made.into_iter()
        .try_for_each(|made| way.put(&mut parcel, &made, answer))?;
    way.close(parcel, answer)
}

/// Of everything, what must not leave is left out and named.
fn everything(
    way: &Way<'_>,
    matches: &ArgMatches,
    vault: &mut Vault,
    wish: &Wish,
    answer: &mut Answer,
) -> Result<(), Failure> {
    let kind = vault::text(matches, "kind").map(Kind::from_code);
    let ids: Vec<String> = list::all(
        vault,
        Listing {
            kind,
            ..Listing::default()
        },
    )?
    .into_iter()
    .map(|row| row.id)
    .collect();
    let mut parcel = way.parcel()?;
    let stop = AtomicBool::new(false);
    let read = |id: &str| pair(vault, id, wish);
    make_all(&ids, wish, &stop, read, |id, fate| {
        let failure = match fate {
            Ok(made) => return way.put(&mut parcel, &made, answer),
            Err((_, error)) => Failure::from(error).with("id", id),
        };
        if !failure.must_stay() {
            return Err(failure);
        }
        let reason = failure.what(way.terminal.labels());
        if !way.terminal.is_json() {
            let words = way
                .terminal
                .text("ctl-skipped", &[("id", id), ("reason", &reason)]);
            way.terminal.remark(&words);
        }
        answer.skipped.push(Skipped {
            id: id.to_owned(),
            code: failure.code().to_owned(),
            reason,
        });
        Ok(())
    })?;
    way.close(parcel, answer)
}

fn exported(made: &Made, path: &Path) -> Exported {
    Exported {
        id: made.id.clone(),
        file: path.display().to_string(),
        folder: beside(made, path).map(|folder| folder.display().to_string()),
        pages: made.pages,
        leaving: made.leaving.clone(),
        missing: made.missing.clone(),
    }
}

/// Returns the folder that goes beside a file, if it has one.
fn beside(made: &Made, path: &Path) -> Option<PathBuf> {
    let name = path.file_name().filter(|_| !made.beside.is_empty())?;
    Some(path.with_file_name(folder_of(&name.to_string_lossy())))
}

/// Where the files go: one file that `--out` names, one ZIP, or a folder of files with names of their own.
struct Way<'a> {
    terminal: &'a Terminal,
    out: PathBuf,
    over: Over,
}

impl Way<'_> {
    fn new<'a>(terminal: &'a Terminal, matches: &ArgMatches) -> Way<'a> {
        let over = if matches.get_flag("force") {
            Over::Anything
        } else {
            Over::Nothing
        };
        Way {
            terminal,
            out: vault::path(matches, "out").unwrap_or(Path::new(".")).to_owned(),
            over,
        }
    }

    fn is_zip(&self) -> bool {
        !self.out.is_dir()
            && self
                .out
                .extension()
                .is_some_and(|ending| ending.eq_ignore_ascii_case("zip"))
    }

    /// Returns whether even a single file goes into something that holds many.
    fn is_many(&self) -> bool {
        let written = self.out.as_os_str().as_encoded_bytes();
        let named_as_folder = written
            .last()
            .is_some_and(|end| std::path::is_separator(char::from(*end)));
        self.out.is_dir() || self.is_zip() || named_as_folder
    }

    /// Several files need a folder, which is made if it is not there, or a ZIP.
    fn parcel(&self) -> Result<Parcel, Failure> {
        let parcel = if self.is_zip() {
            Parcel::zip(&self.out, self.over)
        } else {
            Parcel::folder(&self.out, self.over)
        };
        parcel.map_err(|e| file::failure("unwritable", &self.out, &e))
    }

    /// Refuses a path that is taken before it is said what leaves; the writing itself refuses it once more.
    fn check(&self, made: &Made, path: &Path) -> Result<(), Failure> {
        let places = std::iter::once(path.to_owned()).chain(beside(made, path));
        let mut taken = places.filter(|place| self.over == Over::Nothing && place.exists());
        match taken.next() {
            Some(place) => Err(Failure::new("exists").with("path", place.display().to_string())),
            None => Ok(()),
        }
    }

    /// Writes one file under the name that `--out` gives, and the folder that belongs to it.
    fn alone(&self, made: &Made, answer: &mut Answer) -> Result<(), Failure> {
        self.check(made, &self.out)?;
        self.say(made, &self.out);
        let name = self.out.file_name().unwrap_or_default().to_string_lossy();
        match beside(made, &self.out) {
            None => file::write(&self.out, &made.bytes(&name), self.over)?,
            Some(_) => {
                let refused = |e: std::io::Error| file::failure("unwritable", &self.out, &e);
                let mut parcel = Parcel::folder(file::folder(&self.out), self.over).map_err(refused)?;
                parcel.put_made(&name, made).map_err(refused)?;
                parcel.finish().map_err(refused)?;
            }
        }
        let exported = exported(made, &self.out);
        self.done(&exported)?;
        answer.exported.push(exported);
        Ok(())
    }

    /// Says what leaves, and only then puts the file in.
    fn put(&self, parcel: &mut Parcel, made: &Made, answer: &mut Answer) -> Result<(), Failure> {
        let name = parcel.name(&made.name);
        let path = self.out.join(&name);
        self.check(made, &path)?;
        self.say(made, &path);
        parcel
            .put_made(&name, made)
            .map_err(|e| file::failure("unwritable", &path, &e))?;
        answer.exported.push(exported(made, &path));
        Ok(())
    }

    fn close(&self, parcel: Parcel, answer: &Answer) -> Result<(), Failure> {
        let none = answer.exported.is_empty();
        // A ZIP of nothing is no answer to anything.
        if !(none && self.is_zip()) {
            let zip = self.is_zip();
            parcel
                .finish()
                .map_err(|e| file::failure("unwritable", &self.out, &e))?;
            match zip {
                true => self.written(&self.out.display().to_string())?,
                false => answer.exported.iter().try_for_each(|one| self.done(one))?,
            }
        }
        match none && !self.terminal.is_json() {
            true => self
                .terminal
                .line(&self.terminal.text("ctl-done-export-none", &[])),
            false => Ok(()),
        }
    }

    fn say(&self, made: &Made, path: &Path) {
        if !self.terminal.is_json() {
            announce(
                self.terminal,
                &made.leaving,
                &made.missing,
                &path.display().to_string(),
            );
        }
    }

    fn done(&self, one: &Exported) -> Result<(), Failure> {
        let places = std::iter::once(&one.file).chain(&one.folder);
        places.into_iter().try_for_each(|place| self.written(place))
    }

    fn written(&self, path: &str) -> Result<(), Failure> {
        match self.terminal.is_json() {
            true => Ok(()),
            false => self
                .terminal
                .line(&self.terminal.text("ctl-done-export", &[("path", path)])),
        }
    }
}
