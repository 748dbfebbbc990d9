//! The vaults that are measured: made once for each size, kept for the next run, and made anew when the records would
//! come out differently.

use std::path::{Path, PathBuf};

use maru_records::{Archive, text_bytes};
use serde_json::{Value, json};

use crate::fresh;

const SEED: u64 = 2023;
/// How many records go in with one transaction.
const BATCH: usize = 1000;

/// A vault of some size, and what is known of it.
pub(crate) struct Shelf {
    pub(crate) archive: Archive,
    pub(crate) size: usize,
    /// The vault as it was made; nobody writes into it.
    pub(crate) kept: PathBuf,
    /// The megabytes of text in it.
    pub(crate) text: f64,
}

impl Shelf {
    /// Returns the vault of this size, made now if there is none.
    pub(crate) fn ready(folder: &Path, size: usize) -> Shelf {
        let archive = Archive::new(SEED, size);
        let kept = folder.join(format!("growth-{size}"));
        let label = kept.join("made.json");
        let wanted = json!({ "mark": archive.mark(), "maru": env!("CARGO_PKG_VERSION") });
        let read = || serde_json::from_slice::<Value>(&std::fs::read(&label).ok()?).ok();
        let text = match read() {
            Some(made) if made["wanted"] == wanted => made["text"].as_f64().unwrap_or(0.0),
            _ => {
                let _ = std::fs::remove_dir_all(&kept);
                let text = fill(archive, size, &kept.join("vault"));
                std::fs::write(&label, json!({ "wanted": wanted, "text": text }).to_string())
                    .expect("a label");
                text
            }
        };
        Shelf {
            archive,
            size,
            kept: kept.join("vault"),
            text,
        }
    }

    /// Returns a copy of the vault that may be written to, in a folder that goes away with the copy. It is on the disk: what
    /// the system had still to write would slow down what is measured next, in a large vault for half a minute.
    pub(crate) fn copy(&self) -> (tempfile::TempDir, PathBuf) {
        let around = self.kept.parent().expect("the folder of the shelf");
        let folder = tempfile::tempdir_in(around).expect("a folder");
        let copy = folder.path().join("vault");
        std::fs::create_dir(&copy).expect("a folder");
        for file in std::fs::read_dir(&self.kept).expect("the vault").flatten() {
            let to = copy.join(file.file_name());
            std::fs::copy(file.path(), &to).expect("a copy");
            let written = std::fs::File::options().write(true).open(&to);
            written.and_then(|copy| copy.sync_all()).expect("on the disk");
        }
        (folder, copy)
    }

    /// Returns the megabytes that the vault takes on the disk.
    pub(crate) fn on_disk(&self) -> f64 {
        let files = std::fs::read_dir(&self.kept).expect("the vault").flatten();
        let bytes: u64 = files
            .filter_map(|file| file.metadata().ok())
            .map(|file| file.len())
            .sum();
        bytes as f64 / 1e6
    }
}

/// Makes a vault with its records and with what was typed into them, and returns the megabytes of text.
fn fill(archive: Archive, size: usize, at: &Path) -> f64 {
    std::fs::create_dir_all(at).expect("a folder");
    let mut vault = fresh::vault(at, maru_store::Cost::default());
    let mut text = 0;
    for first in (0..size).step_by(BATCH) {
        let records: Vec<Value> = (first..size.min(first + BATCH))
            .map(|n| archive.record(n))
            .collect();
        text += records.iter().map(text_bytes).sum::<usize>();
        vault.import(records).expect("imported");
        println!("{:>7}  records made: {}", size, size.min(first + BATCH));
    }
    for n in 0..size {
        let edits = archive.history(n);
        if edits.is_empty() {
            continue;
        }
        let id = archive.id(n);
        let mut heads = vault.read(&id).expect("a record").heads;
        for edit in edits {
            heads = vault.edit(&id, &heads, &[edit]).expect("an edit");
        }
        vault.release(&id).expect("let go");
    }
    // As in the first pause after it.
    while vault.tend().expect("tended") {}
    vault.close().expect("closed");
    text as f64 / 1e6
}
