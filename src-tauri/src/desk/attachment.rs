//! Attachments: files that a person brings become pictures and documents of the vault, and leave it as copies.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use maru_core::attachment::{AttachmentKind, file_name};
use maru_core::record::Record;
use maru_picture::{MOST, Picture, Rendition};

use super::opening::name_of;
use super::{Desk, held};
use crate::disk;
use crate::failure::{Answer, Failure};
use crate::rows::{Brought, Kept, Refused, Saved, Wanted};

/// So many bytes tell what a file is.
const HEAD: u64 = 1_024;

/// Makes a picture of a file anew, apart from everything else; the flag stops it.
pub(crate) type Prepare = fn(&[u8], &AtomicBool) -> Result<Picture, maru_picture::Error>;

/// Says whether these are pictures as Maru makes them.
pub(crate) type Vouch = fn(&[Vec<u8>]) -> Result<(), maru_picture::Error>;

/// Reads a picture in a process of its own.
pub(crate) fn prepare_apart(bytes: &[u8], stop: &AtomicBool) -> Result<Picture, maru_picture::Error> {
    reader()?.prepare(bytes, stop)
}

/// Says whether these are pictures as Maru makes them, in a process of its own.
pub(crate) fn vouch_apart(pictures: &[Vec<u8>]) -> Result<(), maru_picture::Error> {
    reader()?.vouch_all(pictures)
}

/// This very program, started once more.
fn reader() -> Result<maru_picture::Reader, maru_picture::Error> {
    let program = std::env::current_exe().map_err(|e| maru_picture::Error::Reader(e.to_string()))?;
    maru_picture::Reader::start(&program)
}

impl Desk {
    /// Keeps a file that a person dropped or pasted, as what was wanted.
    pub(crate) fn attach(&self, name: &str, bytes: &[u8], wanted: Wanted) -> Answer<Kept> {
        let stop = self.begin_reading();
        self.keep_file(name, bytes, wanted, &stop)
    }

    /// Keeps the files that a person chose, and names those that could not be.
    pub(crate) fn attach_files(&self, paths: &[PathBuf], wanted: Wanted) -> Brought {
        let stop = self.begin_reading();
        let mut brought = Brought::default();
        for path in paths.iter().filter(|_| !stop.load(Ordering::Relaxed)) {
            let kept = read(path).and_then(|bytes| self.keep_file(&name_of(path), &bytes, wanted, &stop));
            match kept {
                Ok(kept) => brought.kept.push(kept),
                Err(failure) => brought.refused.push(Refused {
                    name: name_of(path),
                    failure,
                }),
            }
        }
        brought
    }

    /// Stops the reading of pictures or notes that is under way.
    pub(crate) fn cancel_reading(&self) {
        held(&self.reading).store(true, Ordering::Relaxed);
    }

    pub(super) fn begin_reading(&self) -> Arc<AtomicBool> {
        let stop = Arc::new(AtomicBool::new(false));
        *held(&self.reading) = Arc::clone(&stop);
        stop
    }

    fn keep_file(&self, name: &str, bytes: &[u8], wanted: Wanted, stop: &AtomicBool) -> Answer<Kept> {
        if !self.is_open() {
            return Err(Failure::new("locked"));
        }
        let name = file_name(name);
        if wanted == Wanted::Picture || maru_picture::is_picture(bytes)? {
            self.keep_picture(&name, &(self.prepare)(bytes, stop)?)
        } else {
            let mime = maru_picture::document_mime(bytes, &name);
            let hash = self.with_vault(|vault| vault.attach(bytes, mime))?;
            Ok(Kept {
                kind: AttachmentKind::Document,
                hash,
                small: String::new(),
                name,
                mime: mime.to_owned(),
                size: u32::try_from(bytes.len()).unwrap_or(u32::MAX),
                width: None,
                height: None,
            })
        }
    }

    fn keep_picture(&self, name: &str, picture: &Picture) -> Answer<Kept> {
        let Picture { full, small } = picture;
        let keep = |one: &Rendition| self.with_vault(|vault| vault.attach(&one.bytes, one.mime.name()));
        let (hash, small) = (keep(full)?, keep(small)?);
        Ok(Kept {
            kind: AttachmentKind::Picture,
            hash,
            small,
            name: picture.file_name(name),
            mime: full.mime.name().to_owned(),
            size: u32::try_from(full.bytes.len()).unwrap_or(u32::MAX),
            width: Some(full.width),
            height: Some(full.height),
        })
    }

    /// Returns the name under which a copy of an attachment would be saved, if its record may leave (R1, R3).
    pub(crate) fn copy_name(&self, record: &str, attachment: &str) -> Answer<String> {
        let record = self.with_vault(|vault| vault.read(record))?.record;
        let record = Record::from_json(record).map_err(maru_store::Error::from)?;
        maru_press::may_leave(&record)?;
        let attached = record.attached();
        let found = attached.iter().find(|(id, _)| *id == attachment);
        let (_, found) = found.ok_or_else(|| Failure::new("no-attachment"))?;
        Ok(safe(&found.name))
    }

    /// Saves a copy of an attachment where a person chose.
    pub(crate) fn save_copy(&self, record: &str, attachment: &str, path: &Path) -> Answer<Saved> {
        if disk::lies_in(path, &self.folder()) {
            return Err(Failure::new("save-inside"));
        }
        let bytes = self.with_vault(|vault| {
            let json = vault.read(record)?.record;
            let hash = json["attachments"][attachment]["hash"]
                .as_str()
                .unwrap_or_default();
            vault.attachment(hash)
        })?;
        disk::place(path, &bytes, || true)?;
        *held(&self.saved) = Some(path.to_owned());
        Ok(Saved { name: name_of(path) })
    }
}

/// Reads a file that a person chose; of one that is too large no more than its first bytes, which tell what it is.
fn read(path: &Path) -> Answer<Vec<u8>> {
    let unreadable = |_| Failure::new("unreadable").with("path", name_of(path));
    let file = File::open(path).map_err(unreadable)?;
    let length = file.metadata().map_err(unreadable)?.len();
    let mut bytes = Vec::new();
    let read = if length > MOST { HEAD } else { MOST + 1 };
    file.take(read).read_to_end(&mut bytes).map_err(unreadable)?;
    if length > MOST {
        return Err(match maru_picture::is_picture(&bytes)? {
            true => maru_picture::Error::Large.into(),
            false => maru_store::Error::AttachmentLarge(usize::try_from(length).unwrap_or(usize::MAX)).into(),
        });
    }
    Ok(bytes)
}

/// Returns a name that every system takes for a file.
fn safe(name: &str) -> String {
    let name: String = file_name(name)
        .chars()
        .map(|c| {
            if r#"<>:"/\|?*"#.contains(c) || c.is_control() {
                '_'
            } else {
                c
            }
        })
        .collect();
    let name = name.trim_matches(['.', ' ']);
    if name.is_empty() {
        "file".to_owned()
    } else {
        name.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn a_copy_gets_a_name_that_every_system_takes() {
        assert_eq!(safe("a:b?.pdf"), "a_b_.pdf");
        assert_eq!(safe(".."), "file");
    }
}
