//! A folder of notes on its way into a vault: what would come of each is said first, and all come in or none.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use clap::ArgMatches;
use maru_core::bilingual::Bilingual;
use maru_core::record::Audience;
use maru_files::notes::{self, Archive, Choice, Coming, Known, Readers, Remark};
use maru_store::Vault;
use serde::Serialize;

use crate::failure::Failure;
use crate::output::{Table, Terminal};
use crate::watch::Watch;
use crate::{clock, vault};

/// What came of a folder.
#[derive(Serialize)]
pub(crate) struct Folder {
    file: String,
    records: Vec<String>,
    notes: Vec<Note>,
    left: Vec<Left>,
}

/// What comes of one note.
#[derive(Serialize)]
struct Note {
    path: String,
    id: String,
    title: Bilingual,
    day: Option<String>,
    lines: usize,
    pictures: usize,
    documents: usize,
    /// Whether its record is in the vault already.
    known: bool,
    /// Whether the same note stands in the folder once more.
    twice: bool,
    remarks: Vec<Remark>,
}

/// What is left out.
#[derive(Serialize)]
struct Left {
    path: String,
    code: String,
    reason: String,
}

/// Looks through a folder and reads its notes.
pub(crate) fn look(terminal: &Terminal, vault: &Vault, path: &Path) -> Result<Archive, Failure> {
    let readers = Readers {
        notes: notes::apart,
        pictures: notes::pictures_apart,
    };
    let mut watch = Watch::new(terminal, "notes-read");
    let known = |id: &str| Ok::<_, Failure>(vault.row(id)?.is_some());
    let stop = Arc::new(AtomicBool::new(false));
    notes::survey(path, readers, &stop, known, |step| {
        watch.tell(step.done, step.total);
    })
}

/// Says what would come of a folder.
pub(crate) fn show(terminal: &Terminal, path: &Path, archive: &Archive) -> Result<Folder, Failure> {
    if !terminal.is_json() {
        let heads = [
            "ctl-col-date",
            "ctl-col-title",
            "ctl-col-contents",
            "ctl-col-file",
        ];
        let mut table = Table::new(terminal, &heads);
        for one in archive.coming.iter().filter(|one| one.known == Known::New) {
            let [lines, pictures, documents] =
                [one.lines, one.pictures, one.documents].map(|count| count.to_string());
            let args = [
                ("lines", &*lines),
                ("pictures", &*pictures),
                ("documents", &*documents),
            ];
            table.row([
                terminal.day(one.day.as_deref()),
                terminal.best(&one.title).to_owned(),
                terminal.text("notes-contents", &args),
                one.path.clone(),
            ]);
        }
        terminal.table(&table)?;
        heed(terminal, archive);
        for line in sums(terminal, archive) {
            terminal.line(&line)?;
        }
    }
    Ok(folder(terminal, path, archive))
}

/// Takes a folder in, all or nothing.
pub(crate) fn take(
    terminal: &Terminal,
    matches: &ArgMatches,
    vault: &mut Vault,
    path: &Path,
    archive: &Archive,
) -> Result<Folder, Failure> {
    let audience = match vault::text(matches, "as") {
        Some("joint") => Audience::Joint,
        _ => Audience::Own,
    };
    let choice = Choice {
        audience,
        side: vault.device().side.clone(),
        now: clock::now(),
    };
    let total = archive.fresh();
    let mut watch = Watch::new(terminal, "notes-written");
    let mut done = 0;
    let mut late: Vec<(String, Remark)> = Vec::new();
    let arrivals = archive.arrivals(choice, &Arc::new(AtomicBool::new(false)));
    let records = arrivals.map(|arrival| {
        let arrival = arrival?;
        done += 1;
        watch.tell(done, total);
        late.extend(
            arrival
                .remarks
                .into_iter()
                .map(|remark| (arrival.path.clone(), remark)),
        );
        Ok::<_, Failure>((arrival.record, arrival.files))
    });
    let records = vault.import_each(records)?;
    if !terminal.is_json() {
        heed(terminal, archive);
        for (path, remark) in &late {
            say(terminal, path, remark);
        }
        let (file, count) = (path.display().to_string(), records.len().to_string());
        terminal.line(&terminal.text("ctl-done-import", &[("file", &file), ("count", &count)]))?;
        for line in sums(terminal, archive).into_iter().skip(1) {
            terminal.line(&line)?;
        }
    }
    let mut taken = folder(terminal, path, archive);
    for (path, remark) in late {
        if let Some(note) = taken.notes.iter_mut().find(|note| note.path == path) {
            note.remarks.push(remark);
        }
    }
    Ok(Folder { records, ..taken })
}

fn folder(terminal: &Terminal, path: &Path, archive: &Archive) -> Folder {
    let left = archive.left.iter().map(|left| Left {
        path: left.path.clone(),
        code: left.error.code().to_owned(),
        reason: Failure::from(left.error.clone()).what(terminal.labels()),
    });
    Folder {
        file: path.display().to_string(),
        records: Vec::new(),
        notes: archive.coming.iter().map(note).collect(),
        left: left.collect(),
    }
}

fn note(one: &Coming) -> Note {
    Note {
        path: one.path.clone(),
        id: one.id.clone(),
        title: one.title.clone(),
        day: one.day.clone(),
        lines: one.lines,
        pictures: one.pictures,
        documents: one.documents,
        known: one.known == Known::Here,
        twice: one.known == Known::Twice,
        remarks: one.remarks.clone(),
    }
}

/// Says what a person should know, beside the answer.
fn heed(terminal: &Terminal, archive: &Archive) {
    for one in &archive.coming {
        let remarks = one.remarks.iter().filter(|_| one.known == Known::New);
        remarks.for_each(|remark| say(terminal, &one.path, remark));
        if one.known == Known::Twice {
            terminal.remark(&format!("{}: {}", one.path, terminal.text("notes-twice", &[])));
        }
    }
    for left in &archive.left {
        let failure = Failure::from(left.error.clone());
        let reason = failure.what(terminal.labels());
        let words = terminal.text("notes-left-one", &[("path", &left.path), ("reason", &reason)]);
        terminal.remark(&words);
    }
}

/// Says what a person should know of a note, or of a file of records.
pub(crate) fn say(terminal: &Terminal, path: &str, remark: &Remark) {
    let words = terminal.text(&format!("note-remark-{}", remark.code), &[("name", &remark.name)]);
    terminal.remark(&format!("{path}: {words}"));
}

/// Returns how many come in, and where there are any, how many are here and how many are left out.
fn sums(terminal: &Terminal, archive: &Archive) -> Vec<String> {
    let known = archive
        .coming
        .iter()
        .filter(|one| one.known == Known::Here)
        .count();
    let counts = [
        ("notes-coming", archive.fresh()),
        ("notes-known", known),
        ("notes-left", archive.left.len()),
    ];
    let told = counts
        .iter()
        .enumerate()
        .filter(|(at, (_, count))| *at == 0 || *count > 0);
    told.map(|(_, (label, count))| terminal.text(label, &[("count", &count.to_string())]))
        .collect()
}
