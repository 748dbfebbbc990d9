//! Looking for words: an index beside reading every file.

use std::path::Path;
use std::process::Command;

use maru_core::bilingual::Side;
use maru_records::Archive;
use maru_store::{Birth, Cost, Search, Vault};

use super::Bout;
use super::notes;
use super::ran::{Ran, installed, missing};

const RECORDS: usize = 10_000;
/// A common word, a rare one, two of them, and Korean in the middle of a word.
const QUERIES: [&str; 5] = [
    "roadmap",
    "Satterthwaite",
    "training data",
    "영향평가",
    "공동 용어집",
];

/// Returns a vault of some of the records, as it stands next to their files.
pub(crate) fn vault(archive: Archive, count: usize, at: &Path) -> Vault {
    let birth = Birth {
        side: Side::new("uk"),
        device: "bench".to_owned(),
    };
    let mut vault = Vault::create(at, "calm wooden hall", &birth, Cost::least()).expect("a vault");
    for first in (0..count).step_by(1000) {
        let records = (first..count.min(first + 1000))
            .map(|n| archive.record(n))
            .collect();
        vault.import(records).expect("imported");
    }
    vault
}

pub(super) fn bouts(scratch: &Path) -> Vec<Bout> {
    let archive = Archive::new(2023, RECORDS);
    let vault = vault(archive, RECORDS, &scratch.join("searched"));
    let files = installed("rg").map(|rg| (rg, notes::write(archive, RECORDS, scratch)));
    let bout = |query: &&str| {
        let ours = Ran::here(15, |_| vault.search(&Search::of(query, 50)).expect("hits"));
        let ripgrep = match &files {
            Some((rg, files)) => Ok(Ran::program(7, |_| {
                let mut command = Command::new(rg);
                command
                    .args(["--ignore-case", "--fixed-strings", "--max-count", "1"])
                    .arg(query)
                    .arg(files);
                command
            })),
            None => Err(missing("apt install ripgrep")),
        };
        Bout {
            work: format!("search {RECORDS} records for “{query}”"),
            ours,
            others: vec![("ripgrep over the same text as files".to_owned(), ripgrep)],
        }
    };
    QUERIES.iter().map(bout).collect()
}
