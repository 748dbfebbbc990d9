//! What takes its time: bringing records in, backup, check, and making the rows anew. And the memory that each needs.

use std::ops::ControlFlow;

use serde_json::Value;

use maru_records::Archive;
use maru_store::{Depth, Vault};

use super::measured::Measured;
use super::shelf::Shelf;
use crate::fresh::PASSPHRASE;
use crate::measure::{peak, reset_peak, resident};

/// How many records come in with one file, and how many files.
const FILE: usize = 1000;
const FILES: usize = 5;

/// Returns the figures of the upkeep of a copy of the vault.
pub(crate) fn figures(shelf: &Shelf) -> Vec<Measured> {
    let (folder, at) = shelf.copy();
    let mut vault = Vault::open(&at, PASSPHRASE).expect("opened");
    let mut figures = Vec::new();
    let mut season = files(shelf.archive, 1_000_000);
    let import = held("memory while 1,000 records come in", &mut figures, || {
        Measured::counted("import", season.len(), |_| {
            vault.import(season.pop().expect("one more")).expect("imported")
        })
    });
    figures.push(import.per_second("import, records a second", FILE));
    let mut strewn = files(shelf.archive.strewn(), 2_000_000);
    let import = Measured::counted("import", strewn.len(), |_| {
        vault.import(strewn.pop().expect("one more")).expect("imported")
    });
    figures.push(import.per_second("import of days from all nine years, records a second", FILE));
    // What waits for a pause is not part of what follows either.
    let pause = Measured::counted("the pause after it: tended", 1, |_| {
        while vault.tend().expect("tended") {}
    });
    figures.push(pause);
    let out = folder.path().join("backup.maru");
    let backup = held("memory while it is backed up", &mut figures, || {
        Measured::counted("backup", 1, |_| vault.backup(&out).expect("a backup"))
    });
    figures.push(backup);
    let check = |name, depth, vault: &mut Vault| {
        Measured::counted(name, 1, |_| {
            let report = vault.check(depth).expect("a report");
            assert!(report.is_clean(), "{:?}", report.faults);
        })
    };
    figures.push(check("check, quick", Depth::Quick, &mut vault));
    let full = held("memory while it is checked", &mut figures, || {
        check("check, full", Depth::Full, &mut vault)
    });
    figures.push(full);
    let rebuild = held("memory while it is rebuilt", &mut figures, || {
        Measured::counted("rebuild", 1, |_| {
            vault.rebuild(|_, _| ControlFlow::Continue(())).expect("rebuilt")
        })
    });
    figures.push(rebuild);
    let mut vault = Some(vault);
    figures.push(Measured::counted("close the vault", 1, |_| {
        vault.take().expect("an open vault").close().expect("closed");
    }));
    figures
}

/// Returns the records of some files that somebody brings along.
fn files(archive: Archive, from: usize) -> Vec<Vec<Value>> {
    let numbers = |file: usize| from + file * FILE..from + (file + 1) * FILE;
    (0..FILES)
        .map(|file| numbers(file).map(|n| archive.record(n)).collect())
        .collect()
}

/// Runs something and notes how much memory it took beyond what there was.
fn held<T>(name: &'static str, figures: &mut Vec<Measured>, run: impl FnOnce() -> T) -> T {
    let before = resident();
    reset_peak();
    let made = run();
    figures.push(Measured::value(name, "MiB", (peak() - before).max(0.0)));
    made
}
