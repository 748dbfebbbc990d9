//! Joplin's terminal application: the same notes brought in, a start, and a search.

use std::path::Path;
use std::process::Command;

use maru_records::Archive;
use maru_store::Search;

use super::Bout;
use super::notes;
use super::ran::{Ran, installed, missing};
use super::search::vault;

const NOTES: usize = 1_000;
const HOW: &str = "npm install --global joplin@3.5.1";

pub(super) fn bouts(scratch: &Path) -> Vec<Bout> {
    let archive = Archive::new(2023, NOTES);
    let at = scratch.join("beside-joplin");
    let mut made = None;
    let import = Ran::here(1, |_| made = Some(vault(archive, NOTES, &at)));
    let vault = made.expect("a vault");
    let list = Ran::here(9, |_| vault.recent(None, 5).expect("rows"));
    let find = Ran::here(9, |_| vault.search(&Search::of("영향평가", 50)).expect("hits"));
    let [theirs, shown, found] = match installed("joplin") {
        Some(joplin) => joplins(&joplin, archive, scratch).map(Ok),
        None => [(); 3].map(|()| Err(missing(HOW))),
    };
    let bout = |work: &str, ours, name: &str, theirs| Bout {
        work: work.to_owned(),
        ours,
        others: vec![(name.to_owned(), theirs)],
    };
    vec![
        bout(
            "1,000 notes brought in",
            import,
            "Joplin, terminal application, from Markdown",
            theirs,
        ),
        bout(
            "the newest five, vault open",
            list,
            "Joplin, started for it",
            shown,
        ),
        bout(
            "search 1,000 notes, vault open",
            find,
            "Joplin, started for it",
            found,
        ),
    ]
}

/// Returns how long it takes to bring the notes in, to start and list five, and to start and search.
fn joplins(joplin: &Path, archive: Archive, scratch: &Path) -> [Ran; 3] {
    let notes = notes::write(archive, NOTES, scratch);
    let profile = scratch.join("joplin");
    let with = |words: &[&str]| {
        let mut command = Command::new(joplin);
        command.arg("--profile").arg(&profile).args(words);
        command
    };
    let import = Ran::program(1, |_| {
        let mut command = with(&["import", "--format", "md"]);
        command.arg(&notes);
        command
    });
    let list = Ran::program(3, |_| with(&["ls", "-n", "5"]));
    let find = Ran::program(3, |_| with(&["search", "영향평가"]));
    [import, list, find]
}
