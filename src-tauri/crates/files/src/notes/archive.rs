//! An archive, looked through: what would come of each note, what is left out and why. Nothing comes in yet.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

use maru_core::bilingual::Bilingual;
use maru_core::text::clean;

use super::folder::Folder;
use super::note::{MOST, Note, Remark};
use super::reader::{BATCH, ReadNotes, ReadPicture};
use super::{beside, record};
use crate::error::Error;

/// So many notes go to one process at most.
const TOGETHER: usize = 256;

/// Who reads what lies in the folder, each where a hostile file harms nothing.
#[derive(Clone, Copy)]
pub struct Readers {
    /// Reads notes.
    pub notes: ReadNotes,
    /// Starts what makes pictures anew.
    pub pictures: fn() -> ReadPicture,
}

/// How far a work has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// So many notes are done.
    pub done: usize,
    /// Of so many.
    pub total: usize,
}

/// Whether a note is here already.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Known {
    /// It is not.
    #[default]
    New,
    /// Its record is in the vault: it stays as it is.
    Here,
    /// The same note lies in the folder twice: it comes once.
    Twice,
}

/// What would come of one note.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coming {
    /// Where it lies in the folder.
    pub path: String,
    /// The id that its record would have, which is made of what it says.
    pub id: String,
    /// The title.
    pub title: Bilingual,
    /// The day, if it names one.
    pub day: Option<String>,
    /// How many lines it has.
    pub lines: usize,
    /// How many pictures come with it.
    pub pictures: usize,
    /// How many documents come with it.
    pub documents: usize,
    /// What a person should know of it.
    pub remarks: Vec<Remark>,
    /// Whether it is here already.
    pub known: Known,
    pub(super) file: PathBuf,
}

/// What is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// Where it lies in the folder.
    pub path: String,
    /// Why.
    pub error: Error,
}

/// A folder of notes, looked through.
pub struct Archive {
    pub(super) folder: Arc<Folder>,
    pub(super) readers: Readers,
    /// What would come of each note, in the order of their names.
    pub coming: Vec<Coming>,
    /// What is left out.
    pub left: Vec<Left>,
}

impl Archive {
    /// Returns how many notes would come in.
    pub fn fresh(&self) -> usize {
        self.coming.iter().filter(|one| one.known == Known::New).count()
    }
}

/// Looks through a folder, reads every note apart and says what would come of each. `known` says whether a record of
/// an id is in the vault, and `told` hears how far it is.
///
/// # Errors
/// What the disk says of the folder, `archive-many`, `archive-none` where no note lies in it, `import-stopped` once
/// somebody raised the flag, and what `known` returns.
pub fn survey<E: From<Error>>(
    root: &Path,
    readers: Readers,
    stop: &Arc<AtomicBool>,
    mut known: impl FnMut(&str) -> Result<bool, E>,
    mut told: impl FnMut(Step),
) -> Result<Archive, E> {
    let folder = Arc::new(Folder::read(root)?);
    let total = folder.notes.len();
    if total == 0 {
        let name = root.file_name().unwrap_or_default();
        return Err(Error::new("archive-none")
            .with("path", name.to_string_lossy())
            .into());
    }
    let passed = folder.passed.iter();
    let mut left: Vec<Left> = passed
        .map(|(path, error)| Left::new(path, error.clone()))
        .collect();
    let mut coming = Vec::with_capacity(total);
    let mut seen = BTreeSet::new();
    let mut done = 0;
    for batch in read(&folder, folder.notes.clone(), readers.notes, stop) {
        let batch = batch?;
        done += batch.len();
        for (path, note) in batch {
            match note {
                Err(error) => left.push(Left::new(&path, error)),
                Ok(note) => {
                    let mut one = look(&folder, &path, note);
                    one.known = match (seen.insert(one.id.clone()), known(&one.id)?) {
                        (_, true) => Known::Here,
                        (false, false) => Known::Twice,
                        (true, false) => Known::New,
                    };
                    coming.push(one);
                }
            }
        }
        told(Step { done, total });
        // What was read ahead meanwhile counts no more.
        go_on(stop)?;
    }
    Ok(Archive {
        folder,
        readers,
        coming,
        left,
    })
}

/// Ends a work that somebody stopped.
pub(crate) fn go_on(stop: &AtomicBool) -> Result<(), Error> {
    match stop.load(Ordering::Relaxed) {
        true => Err(Error::new("import-stopped")),
        false => Ok(()),
    }
}

impl Left {
    fn new(path: &Path, error: Error) -> Left {
        Left {
            path: shown(path),
            error,
        }
    }
}

/// Returns a path as people read it, whatever system it comes from.
pub(super) fn shown(path: &Path) -> String {
    clean(&path.to_string_lossy().replace('\\', "/"))
}

fn look(folder: &Folder, path: &Path, mut note: Note) -> Coming {
    let beside = beside::look(folder, path, &mut note);
    Coming {
        path: shown(path),
        id: record::id(&note, path),
        title: record::title(&note, path),
        day: record::moment(&note, path).and_then(|at| at.get(..10).map(str::to_owned)),
        lines: note.lines.len() - beside.pictures,
        pictures: beside.pictures,
        documents: beside.documents,
        remarks: note.remarks,
        known: Known::New,
        file: path.to_owned(),
    }
}

/// What became of each note of a batch.
pub(super) type Batch = Vec<(PathBuf, Result<Note, Error>)>;

/// Reads notes in their order on a thread of its own, few batches ahead of whoever takes them.
pub(super) fn read(
    folder: &Arc<Folder>,
    paths: Vec<PathBuf>,
    read: ReadNotes,
    stop: &Arc<AtomicBool>,
) -> Receiver<Result<Batch, Error>> {
    let (batches, waiting) = sync_channel(1);
    let (folder, stop) = (Arc::clone(folder), Arc::clone(stop));
    thread::spawn(move || {
        let mut paths = paths.into_iter().peekable();
        while paths.peek().is_some() {
            let batch = batch(&folder, &mut paths, read, &stop);
            let ended = batch.is_err();
            // Nobody waits any more when the whole was given up.
            if batches.send(batch).is_err() || ended {
                return;
            }
        }
    });
    waiting
}

fn batch(
    folder: &Folder,
    paths: &mut impl Iterator<Item = PathBuf>,
    read: ReadNotes,
    stop: &AtomicBool,
) -> Result<Batch, Error> {
    let (mut whole, mut bytes, mut size) = (Vec::new(), Vec::new(), 0);
    while whole.len() < TOGETHER && size < BATCH {
        go_on(stop)?;
        let Some(path) = paths.next() else { break };
        let note = folder.bytes(&path, MOST);
        let note = note.map(|note| {
            size += note.len() as u64;
            bytes.push(note);
        });
        whole.push((path, note));
    }
    let mut notes = read(&bytes, stop)?.into_iter();
    let fate = |(path, note): (PathBuf, Result<(), Error>)| {
        let read = note.and_then(|()| notes.next().unwrap_or_else(|| Err(Error::new("note-limits"))));
        (path, read)
    };
    Ok(whole.into_iter().map(fate).collect())
}
