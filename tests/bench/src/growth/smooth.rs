//! The longest pieces of work on the page's one thread: whoever presses a key waits for the one that is under way.
//!
//! The walk itself is that of `tests/e2e/examples/smooth.rs`, which feels the pulse of the page from inside.

use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

use super::measured::Measured;
use super::shelf::Shelf;
use crate::fresh::PASSPHRASE;
use crate::meeting;
use crate::paper::{beside, run};

const ROUNDS: usize = 3;
/// Lines of the long meeting, which is the newest of the vault.
const LINES: usize = 1_000;

/// Returns the longest piece on each page, and on any; nothing where the walk or the programs are missing.
pub(super) fn figures(shelf: &Shelf) -> Vec<Measured> {
    let walk = std::env::var_os("MARU_SMOOTH").map(PathBuf::from);
    let (Some(walk), Some(maructl)) = (walk, beside("maructl")) else {
        return Vec::new();
    };
    let long = meeting::of(LINES).to_string().replace("2027-03-09", "2099-03-09");
    let mut pages: Vec<(String, Vec<f64>)> = Vec::new();
    for _ in 0..ROUNDS {
        let (folder, vault) = shelf.copy();
        let file = folder.path().join("long.json");
        std::fs::write(&file, &long).expect("a file of a record");
        run(&maructl, &["import", "--vault"], &[&vault, &file]);
        let walked = Command::new(&walk)
            .arg(&vault)
            .arg(PASSPHRASE)
            .output()
            .expect("the walk starts");
        assert!(
            walked.status.success(),
            "{}",
            String::from_utf8_lossy(&walked.stderr)
        );
        let pieces: Vec<Value> = serde_json::from_slice(&walked.stdout).expect("the figures of the walk");
        for (page, longest) in longest(&pieces) {
            match pages.iter_mut().find(|(known, _)| *known == page) {
                Some((_, rounds)) => rounds.push(longest),
                None => pages.push((page, vec![longest])),
            }
        }
    }
    pages
        .into_iter()
        .map(|(page, rounds)| Measured::seen(format!("longest piece: {page}"), "ms", rounds))
        .collect()
}

/// Returns the longest piece of each page of one walk, and that of all together.
fn longest(pieces: &[Value]) -> Vec<(String, f64)> {
    let mut pages: Vec<(String, f64)> = vec![("any page".to_owned(), 0.0)];
    for piece in pieces {
        let (page, ms) = (
            piece["page"].as_str().unwrap_or_default(),
            piece["ms"].as_f64().unwrap_or_default(),
        );
        pages[0].1 = pages[0].1.max(ms);
        match pages.iter_mut().find(|(known, _)| known == page) {
            Some((_, most)) => *most = most.max(ms),
            None => pages.push((page.to_owned(), ms)),
        }
    }
    pages
}
