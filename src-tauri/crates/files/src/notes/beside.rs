//! What lies beside a note and belongs to it: pictures, which are made anew, and documents, which are never opened.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use maru_core::attachment::{Attachment, AttachmentKind, Picture, file_name};
use maru_core::bilingual::Bilingual;
use maru_picture::Wish;
use sha2::{Digest, Sha256};

use super::folder::{Folder, is_note};
use super::inline;
use super::note::{Line, LineKind, Note, Remark};
use super::reader::ReadPicture;
use crate::error::Error;

/// So many bytes tell what a file is.
const HEAD: u64 = 1_024;
/// The largest document, as the vault keeps it.
pub(crate) const DOCUMENT: u64 = 25 << 20;
/// So many bytes come with one note at most, and so many files.
const TOGETHER: u64 = 64 << 20;
const FILES: usize = 200;

/// What a link of a note leads to.
pub(crate) enum Lies {
    /// Nothing in this folder.
    Nowhere,
    /// Another note, which comes in as a record of its own.
    Note,
    /// A picture that Maru reads, as far as its first bytes tell.
    Picture(PathBuf),
    /// Any other file.
    Document(PathBuf),
    /// A picture of a kind that is not read, or nothing.
    Refused,
    /// More than a vault keeps.
    Large,
}

/// What comes with one note or record so far.
#[derive(Default)]
pub(crate) struct Room {
    files: Vec<PathBuf>,
    bytes: u64,
}

impl Room {
    /// Returns whether a file comes already.
    pub(crate) fn holds(&self, file: &Path) -> bool {
        self.files.iter().any(|known| known == file)
    }

    /// Takes a file of so many bytes in; returns whether there was room.
    pub(crate) fn takes(&mut self, file: &Path, size: u64) -> bool {
        let fits = self.files.len() < FILES && self.bytes + size <= TOGETHER;
        if fits {
            self.bytes += size;
            self.files.push(file.to_owned());
        }
        fits
    }
}

/// How much comes with a note.
#[derive(Default)]
pub(super) struct Beside {
    pub(super) pictures: usize,
    pub(super) documents: usize,
}

/// What came with a note: its bytes by hash, and what the record says of its documents.
#[derive(Default)]
pub(super) struct Brought {
    pub(super) files: BTreeMap<String, Vec<u8>>,
    pub(super) documents: Vec<Attachment>,
    /// The pictures, by what the note calls them.
    pub(super) pictures: BTreeMap<String, Picture>,
    /// Pictures that turned out to be none.
    pub(super) remarks: Vec<Remark>,
}

/// Says what would come with a note, and turns what will not into text and a remark.
pub(super) fn look(folder: &Folder, path: &Path, note: &mut Note) -> Beside {
    let settled = settle(folder, path, note);
    let pictures = settled
        .iter()
        .filter(|(_, lies)| matches!(lies, Lies::Picture(_)));
    let documents = settled
        .iter()
        .filter(|(_, lies)| matches!(lies, Lies::Document(_)))
        .count();
    let known: Vec<&String> = pictures.map(|(target, _)| target).collect();
    let shown = note
        .lines
        .iter()
        .filter(|line| line.kind == LineKind::Picture && known.contains(&&line.target));
    Beside {
        pictures: shown.count(),
        documents,
    }
}

/// Brings what comes with a note. A picture that turns out to be none is text and a remark as well.
///
/// # Errors
/// What the disk says, and `import-stopped`.
pub(super) fn bring(
    folder: &Folder,
    path: &Path,
    note: &mut Note,
    read: &mut ReadPicture,
    stop: &AtomicBool,
) -> Result<Brought, Error> {
    let mut brought = Brought::default();
    for (target, lies) in settle(folder, path, note) {
        match lies {
            Lies::Picture(file) => {
                let bytes = folder.bytes(&file, maru_picture::MOST)?;
                match made(Wish::Prepare, &bytes, read, stop)? {
                    Some(made) => drop(brought.pictures.insert(target, keep(made, &mut brought.files))),
                    None => {
                        brought.remarks.push(Remark::new("refused", &target));
                        as_text(note, &target);
                    }
                }
            }
            Lies::Document(file) => {
                let bytes = folder.bytes(&file, DOCUMENT)?;
                let name = file_name(&file.to_string_lossy());
                let mime = maru_picture::document_mime(&bytes, &name).to_owned();
                let size = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
                let hash = hash(&bytes);
                brought.files.insert(hash.clone(), bytes);
                brought.documents.push(Attachment {
                    kind: AttachmentKind::Document,
                    caption: Bilingual::default(),
                    hash,
                    name,
                    mime,
                    size,
                    ..Attachment::default()
                });
            }
            Lies::Nowhere | Lies::Note | Lies::Refused | Lies::Large => {}
        }
    }
    Ok(brought)
}

/// Makes a picture anew, or hands it back as it is, as wished; nothing where it is none.
///
/// # Errors
/// `import-stopped`, and `stream` where no process starts.
pub(crate) fn made(
    wish: Wish,
    bytes: &[u8],
    read: &mut ReadPicture,
    stop: &AtomicBool,
) -> Result<Option<maru_picture::Picture>, Error> {
    match read(wish, bytes, stop) {
        Ok(made) => Ok(Some(made)),
        Err(maru_picture::Error::Stopped) => Err(Error::new("import-stopped")),
        Err(maru_picture::Error::Reader(reason)) => Err(Error::new("stream").with("reason", reason)),
        Err(_) => Ok(None),
    }
}

/// Keeps both renditions of a picture by their hash, and returns what a record says of it.
pub(crate) fn keep(made: maru_picture::Picture, files: &mut BTreeMap<String, Vec<u8>>) -> Picture {
    let maru_picture::Picture { full, small } = made;
    let picture = Picture {
        hash: hash(&full.bytes),
        small: hash(&small.bytes),
        width: full.width,
        height: full.height,
        mime: full.mime.name().to_owned(),
        ..Picture::default()
    };
    files.insert(picture.hash.clone(), full.bytes);
    files.insert(picture.small.clone(), small.bytes);
    picture
}

/// Returns the hash by which a record names some bytes.
pub(crate) fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Says where every link of a note leads, each once; what does not come is text and a remark from here on.
fn settle(folder: &Folder, path: &Path, note: &mut Note) -> Vec<(String, Lies)> {
    let shown = note.lines.iter().filter(|line| line.kind == LineKind::Picture);
    let mut targets: Vec<String> = shown.map(|line| line.target.clone()).collect();
    targets.append(&mut note.links.clone());
    let mut settled: Vec<(String, Lies)> = Vec::new();
    let mut room = Room::default();
    for target in targets {
        if settled.iter().any(|(known, _)| *known == target) {
            continue;
        }
        let mut lies = lies(folder, path, &target);
        if let Lies::Picture(file) | Lies::Document(file) = &lies {
            // Two spellings of one file are one file; a picture that is linked to as well is shown already.
            if room.holds(file) && matches!(lies, Lies::Document(_)) {
                continue;
            }
            if !room.takes(file, folder.size(file)) {
                lies = Lies::Large;
            }
        }
        match &lies {
            Lies::Nowhere => note.remark("broken", &target),
            Lies::Refused => note.remark("refused", &target),
            Lies::Large => note.remark("large", &target),
            Lies::Note | Lies::Picture(_) | Lies::Document(_) => {}
        }
        if !matches!(lies, Lies::Picture(_)) {
            as_text(note, &target);
        }
        settled.push((target, lies));
    }
    settled
}

fn lies(folder: &Folder, note: &Path, target: &str) -> Lies {
    if target.starts_with("data:") {
        return Lies::Refused;
    }
    let Some(file) = folder.find(note, target) else {
        return Lies::Nowhere;
    };
    match is_note(file) {
        true => Lies::Note,
        false => kind(folder, file),
    }
}

/// Says what a file of the folder is, as far as its first bytes tell.
pub(crate) fn kind(folder: &Folder, file: &Path) -> Lies {
    let Ok(head) = folder.bytes(file, HEAD) else {
        return Lies::Nowhere;
    };
    match (maru_picture::is_picture(&head), folder.size(file)) {
        (Ok(true), size) if size > maru_picture::MOST => Lies::Large,
        (Ok(false), size) if size > DOCUMENT => Lies::Large,
        (Ok(true), _) => Lies::Picture(file.to_owned()),
        (Ok(false), _) => Lies::Document(file.to_owned()),
        (Err(_), _) => Lies::Refused,
    }
}

/// Makes text of the pictures of this name: what the note says of them, and where they should have been.
fn as_text(note: &mut Note, target: &str) {
    for line in note
        .lines
        .iter_mut()
        .filter(|line| line.kind == LineKind::Picture && line.target == target)
    {
        let mut words = std::mem::take(&mut line.text);
        let place: String = target.chars().take(300).collect();
        if words.is_empty() {
            inline::push(&mut words, &place);
        } else {
            inline::push(&mut words, &format!(" ({place})"));
        }
        *line = Line {
            text: words,
            ..Line::default()
        };
    }
}
