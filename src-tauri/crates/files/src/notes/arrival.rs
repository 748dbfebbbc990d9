//! The records of an archive, one after the other: read once more, with their pictures, few of them in memory at a time.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use maru_core::bilingual::Side;
use maru_core::record::Audience;
use serde_json::Value;

use super::archive::{Archive, Known, go_on, read, shown};
use super::folder::Folder;
use super::note::{Note, Remark};
use super::reader::ReadPicture;
use super::{beside, record};
use crate::error::Error;

/// So many records wait for the vault.
const AHEAD: usize = 8;

/// What a person chose for all notes of an archive.
#[derive(Debug, Clone)]
pub struct Choice {
    /// Who may ever see the records.
    pub audience: Audience,
    /// Our side: hours without a zone are by its clock.
    pub side: Side,
    /// Now, an instant (RFC 3339).
    pub now: String,
}

/// A record that comes in, with the bytes of what is attached to it, by hash.
#[derive(Debug)]
pub struct Arrival {
    /// Where its note lies in the folder.
    pub path: String,
    /// The record.
    pub record: Value,
    /// The bytes.
    pub files: BTreeMap<String, Vec<u8>>,
    /// What could be seen only now: pictures that turned out to be none.
    pub remarks: Vec<Remark>,
}

/// The records of an archive on their way. Dropped before its end, it ends what works for it.
pub struct Arrivals {
    waiting: Receiver<Result<Arrival, Error>>,
    stop: Arc<AtomicBool>,
    ended: bool,
}

impl Iterator for Arrivals {
    type Item = Result<Arrival, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        // What is on its way already counts no more once somebody stopped it.
        let next = self.waiting.recv().ok().map(|next| go_on(&self.stop).and(next));
        self.ended = !matches!(next, Some(Ok(_)));
        next
    }
}

impl Archive {
    /// Returns the records of the notes that are not here yet. The first error is the last that comes: a note that is
    /// no longer what was shown is `archive-changed`, and `import-stopped` comes once somebody raised the flag.
    pub fn arrivals(&self, choice: Choice, stop: &Arc<AtomicBool>) -> Arrivals {
        let fresh = self.coming.iter().filter(|one| one.known == Known::New);
        let (paths, ids): (Vec<PathBuf>, Vec<String>) =
            fresh.map(|one| (one.file.clone(), one.id.clone())).unzip();
        let batches = read(&self.folder, paths, self.readers.notes, stop);
        let (out, waiting) = sync_channel(AHEAD);
        let work = Work {
            folder: Arc::clone(&self.folder),
            stop: Arc::clone(stop),
            pictures: (self.readers.pictures)(),
            choice,
        };
        thread::spawn(move || work.run(batches, ids, &out));
        Arrivals {
            waiting,
            stop: Arc::clone(stop),
            ended: false,
        }
    }
}

struct Work {
    folder: Arc<Folder>,
    stop: Arc<AtomicBool>,
    pictures: ReadPicture,
    choice: Choice,
}

impl Work {
    fn run(
        mut self,
        batches: Receiver<Result<super::archive::Batch, Error>>,
        ids: Vec<String>,
        out: &SyncSender<Result<Arrival, Error>>,
    ) {
        let mut ids = ids.into_iter();
        for batch in batches {
            let notes = match batch {
                Ok(notes) => notes,
                Err(error) => return drop(out.send(Err(error))),
            };
            for (path, note) in notes {
                let expected = ids.next().unwrap_or_default();
                let arrival = self.arrival(path, note, &expected);
                let ended = arrival.is_err();
                // Nobody waits any more when the whole was given up.
                if out.send(arrival).is_err() || ended {
                    return;
                }
            }
        }
    }

    fn arrival(
        &mut self,
        path: PathBuf,
        note: Result<Note, Error>,
        expected: &str,
    ) -> Result<Arrival, Error> {
        let mut note = match note {
            Ok(note) if record::id(&note, &path) == expected => note,
            Ok(_) | Err(_) => return Err(Error::new("archive-changed").with("path", shown(&path))),
        };
        let brought = beside::bring(&self.folder, &path, &mut note, &mut self.pictures, &self.stop)?;
        Ok(Arrival {
            path: shown(&path),
            record: record::record(note, &path, &self.choice, &brought),
            files: brought.files,
            remarks: brought.remarks,
        })
    }
}
