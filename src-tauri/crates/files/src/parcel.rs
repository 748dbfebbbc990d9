//! Where many files go: a folder, or one ZIP. All of them arrive, or none is left.

mod draft;
mod laid;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tempfile::NamedTempFile;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use self::draft::Draft;
use self::laid::Laid;
use crate::annex::folder_of;
use crate::outgoing::Made;

/// What a file may take the place of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Over {
    /// Nothing: a file that is there already stays, and the parcel is refused.
    Nothing,
    /// Nothing: a file that is there already stays, and the new one gets a number.
    Beside,
    /// Whatever is there, because a person said so.
    Anything,
}

/// Many files on their way to one place. One that is dropped before it is finished takes back what it placed.
pub struct Parcel {
    over: Over,
    taken: BTreeSet<String>,
    into: Into,
}

enum Into {
    Folder {
        folder: PathBuf,
        /// Whether it was made for this parcel.
        made: bool,
        placed: Vec<PathBuf>,
        laid: Vec<Laid>,
    },
    Zip {
        path: PathBuf,
        writer: Option<Box<ZipWriter<Draft>>>,
        given_up: Arc<AtomicBool>,
    },
}

impl Parcel {
    /// Begins a parcel in a folder, which is made if it is not there.
    ///
    /// # Errors
    /// What the disk says.
    pub fn folder(folder: &Path, over: Over) -> io::Result<Parcel> {
        let made = !folder.exists();
        fs::create_dir_all(folder)?;
        Ok(Parcel {
            over,
            taken: BTreeSet::new(),
            into: Into::Folder {
                folder: folder.to_owned(),
                made,
                placed: Vec::new(),
                laid: Vec::new(),
            },
        })
    }

    /// Begins a ZIP that will stand at this path.
    ///
    /// # Errors
    /// What the disk says; `AlreadyExists` where a file is there that must stay.
    pub fn zip(path: &Path, over: Over) -> io::Result<Parcel> {
        if over == Over::Nothing && path.exists() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        let (draft, given_up) = Draft::new(beside(parent(path))?);
        Ok(Parcel {
            over,
            taken: BTreeSet::new(),
            into: Into::Zip {
                path: path.to_owned(),
                writer: Some(Box::new(ZipWriter::new(draft))),
                given_up,
            },
        })
    }

    /// Returns the name under which a file will go: two of one name get a number.
    pub fn name(&self, name: &str) -> String {
        let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
        let mut numbered = (2..).map(|n| format!("{stem} ({n}).{ending}"));
        let free = |name: &String| {
            let there = match &self.into {
                Into::Folder { folder, .. } if self.over == Over::Beside => {
                    let text = Path::new(name).extension().is_some_and(|ending| ending == "md");
                    folder.join(name).exists() || (text && folder.join(folder_of(name)).exists())
                }
                _ => false,
            };
            // Some systems take capitals for small letters.
            !there && !self.taken.contains(&name.to_lowercase())
        };
        let name = name.to_owned();
        if free(&name) {
            return name;
        }
        numbered.find(free).unwrap_or(name)
    }

    /// Puts a file of a record in, and the folder that belongs to it.
    ///
    /// # Errors
    /// As [`Parcel::put`].
    pub fn put_made(&mut self, name: &str, made: &Made) -> io::Result<()> {
        self.put_with(name, &made.bytes(name), &made.beside)
    }

    /// Puts a file in under the name that [`Parcel::name`] gave: whole, and on the disk.
    ///
    /// # Errors
    /// What the disk says; `AlreadyExists` where a file is there that must stay.
    pub fn put(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        self.put_with(name, bytes, &BTreeMap::new())
    }

    fn put_with(&mut self, name: &str, bytes: &[u8], files: &BTreeMap<String, Vec<u8>>) -> io::Result<()> {
        match &mut self.into {
            Into::Folder {
                folder, placed, laid, ..
            } => {
                let path = folder.join(name);
                let mut beside = beside(folder)?;
                beside.write_all(bytes)?;
                beside.as_file().sync_all()?;
                let annex = match files.is_empty() {
                    true => None,
                    false => Some(Laid::lay(folder, &folder_of(name), files, self.over)?),
                };
                if self.over == Over::Anything {
                    beside.persist(&path).map_err(|e| e.error)?;
                    annex.into_iter().for_each(Laid::stay);
                } else {
                    beside.persist_noclobber(&path).map_err(|e| e.error)?;
                    placed.push(path);
                    laid.extend(annex);
                }
            }
            Into::Zip { writer, .. } => {
                let options = SimpleFileOptions::default()
                    .compression_method(CompressionMethod::Deflated)
                    // No clock of this laptop travels along: the same records make the same ZIP.
                    .last_modified_time(DateTime::default());
                if let Some(writer) = writer {
                    let folder = folder_of(name);
                    let files = files
                        .iter()
                        .map(|(file, bytes)| (format!("{folder}/{file}"), bytes.as_slice()));
                    for (name, bytes) in std::iter::once((name.to_owned(), bytes)).chain(files) {
                        writer.start_file(name, options).map_err(io::Error::from)?;
                        writer.write_all(bytes)?;
                    }
                }
            }
        }
        self.taken.insert(name.to_lowercase());
        Ok(())
    }

    /// Closes the parcel: only now everything stays.
    ///
    /// # Errors
    /// What the disk says; then nothing is left.
    pub fn finish(mut self) -> io::Result<()> {
        match &mut self.into {
            Into::Folder {
                folder,
                made,
                placed,
                laid,
            } => {
                sync(folder)?;
                placed.clear();
                laid.drain(..).for_each(Laid::stay);
                *made = false;
            }
            Into::Zip { path, writer, .. } => {
                let Some(writer) = writer.take() else {
                    return Ok(());
                };
                let written = writer.finish().map_err(io::Error::from)?;
                let beside = written.into_file()?;
                beside.as_file().sync_all()?;
                match self.over {
                    Over::Nothing => beside.persist_noclobber(&*path),
                    Over::Beside | Over::Anything => beside.persist(&*path),
                }
                .map_err(|e| e.error)?;
                sync(parent(path))?;
            }
        }
        Ok(())
    }
}

impl Drop for Parcel {
    fn drop(&mut self) {
        match &mut self.into {
            Into::Folder {
                folder,
                made,
                placed,
                laid,
            } => {
                // Each takes itself back.
                laid.clear();
                for path in placed {
                    // What cannot be taken back is a whole file.
                    let _ = fs::remove_file(path);
                }
                if *made {
                    // A folder in which something lies by now stays.
                    let _ = fs::remove_dir(folder);
                }
            }
            Into::Zip { given_up, .. } => given_up.store(true, Ordering::Relaxed),
        }
    }
}

/// Returns the folder in which a file lies.
pub(crate) fn parent(path: &Path) -> &Path {
    path.parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

#[cfg(unix)]
fn beside(folder: &Path) -> io::Result<NamedTempFile> {
    use std::os::unix::fs::PermissionsExt;
    // What a person saves for others is as readable as their other files.
    let readable = fs::Permissions::from_mode(0o666);
    tempfile::Builder::new()
        .prefix(".maru-")
        .permissions(readable)
        .tempfile_in(folder)
}

#[cfg(not(unix))]
fn beside(folder: &Path) -> io::Result<NamedTempFile> {
    tempfile::Builder::new().prefix(".maru-").tempfile_in(folder)
}

/// A new name in a folder is on disk only when the folder is.
#[cfg(unix)]
fn sync(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests;
