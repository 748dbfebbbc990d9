//! A folder, looked through once: which notes lie in it, and where everything lies that they may point at.

use std::collections::{HashMap, HashSet};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use maru_core::text::clean;
use percent_encoding::percent_decode_str;

use crate::error::Error;

/// No archive has more files.
const FILES: usize = 200_000;

/// A folder of notes, and the files that lie beside them.
pub(crate) struct Folder {
    root: PathBuf,
    /// The notes by their path from the root, in the order of their names.
    pub(super) notes: Vec<PathBuf>,
    /// What was passed over, and why.
    pub(super) passed: Vec<(PathBuf, Error)>,
    /// The links among them, spelt as below.
    links: HashSet<String>,
    /// Every file by its path, in small letters and composed: macOS hands names out in parts.
    by_path: HashMap<String, PathBuf>,
    /// The file that lies highest of each name: Obsidian points by name alone.
    by_name: HashMap<String, PathBuf>,
}

impl Folder {
    /// Looks through a folder. Hidden files are no part of it; a link is not followed, wherever it leads.
    ///
    /// # Errors
    /// What the disk says of the folder itself, and `archive-many`.
    pub(super) fn read(root: &Path) -> Result<Folder, Error> {
        Folder::look(root, |_| true)
    }

    /// Looks at what lies in a folder itself and in the folders of these names in it, and no deeper.
    ///
    /// # Errors
    /// As [`Folder::read`].
    pub(crate) fn near(root: &Path, names: &[&str]) -> Result<Folder, Error> {
        let names: Vec<String> = names.iter().map(|name| key(name)).collect();
        Folder::look(root, |path| names.contains(&key(&path.to_string_lossy())))
    }

    fn look(root: &Path, enters: impl Fn(&Path) -> bool) -> Result<Folder, Error> {
        let root = root.canonicalize().map_err(|e| unread(root, &e))?;
        let mut folder = Folder {
            root,
            notes: Vec::new(),
            passed: Vec::new(),
            links: HashSet::new(),
            by_path: HashMap::new(),
            by_name: HashMap::new(),
        };
        // Breadth first, so that the first file of a name is the one that lies highest.
        let mut level = vec![PathBuf::new()];
        while !level.is_empty() {
            let mut deeper = Vec::new();
            for path in level {
                match folder.entries(&path) {
                    Ok(entries) => {
                        for (path, kind) in entries {
                            if !kind.is_dir() || enters(&path) {
                                folder.enter(path, kind, &mut deeper)?;
                            }
                        }
                    }
                    Err(error) if path.as_os_str().is_empty() => return Err(unread(&folder.root, &error)),
                    Err(error) => {
                        let failure = unread(&path, &error);
                        folder.passed.push((path, failure));
                    }
                }
            }
            level = deeper;
        }
        folder
            .notes
            .sort_by_cached_key(|path| clean(&path.to_string_lossy()));
        Ok(folder)
    }

    fn entries(&self, path: &Path) -> io::Result<Vec<(PathBuf, fs::FileType)>> {
        let mut found = Vec::new();
        for entry in fs::read_dir(self.root.join(path))? {
            let entry = entry?;
            if !entry.file_name().as_encoded_bytes().starts_with(b".") {
                found.push((path.join(entry.file_name()), entry.file_type()?));
            }
        }
        found.sort_by(|a, b| a.0.cmp(&b.0));
        Ok(found)
    }

    fn enter(&mut self, path: PathBuf, kind: fs::FileType, deeper: &mut Vec<PathBuf>) -> Result<(), Error> {
        if kind.is_dir() {
            deeper.push(path);
        } else if kind.is_symlink() {
            self.links.insert(key(&path.to_string_lossy()));
            self.passed.push((path, Error::new("note-symlink")));
        } else if kind.is_file() {
            if self.by_path.len() >= FILES {
                return Err(Error::new("archive-many").with("most", FILES.to_string()));
            }
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            self.by_name.entry(key(&name)).or_insert_with(|| path.clone());
            self.by_path.insert(key(&path.to_string_lossy()), path.clone());
            if is_note(&path) {
                self.notes.push(path);
            }
        }
        Ok(())
    }

    /// Returns the path from the root to the file that lies at this very place.
    pub(crate) fn at(&self, path: &str) -> Option<&Path> {
        self.by_path.get(&key(path)).map(PathBuf::as_path)
    }

    /// Returns whether a link stands at this place, or on the way to it.
    pub(crate) fn is_link(&self, path: &str) -> bool {
        let path = key(path);
        let ways = path.match_indices('/').map(|(end, _)| end);
        ways.chain([path.len()])
            .any(|end| path.get(..end).is_some_and(|way| self.links.contains(way)))
    }

    /// Returns the path from the root to where a link of a note leads, if a file lies there.
    pub(super) fn find(&self, note: &Path, target: &str) -> Option<&Path> {
        let target = target.replace('\\', "/");
        let decoded = percent_decode_str(&target).decode_utf8_lossy().into_owned();
        let near = note
            .parent()
            .unwrap_or(Path::new(""))
            .to_string_lossy()
            .replace('\\', "/");
        let cut = |text: &str| text.split(['#', '?']).next().unwrap_or_default().to_owned();
        // A name may hold the signs that part an address.
        let spellings = [decoded.clone(), target, cut(&decoded)];
        let here = spellings.iter().find_map(|spelling| {
            let places = [joined(&near, spelling), joined("", spelling)];
            places.into_iter().flatten().find_map(|place| self.at(&place))
        });
        let named = || {
            let name = spellings.first()?.rsplit('/').next()?;
            self.by_name
                .get(&key(name))
                .or_else(|| self.by_name.get(&key(&format!("{name}.md"))))
        };
        here.or_else(|| named().map(PathBuf::as_path))
    }

    /// Reads a file of the folder; one that is larger than this is cut one byte behind it.
    ///
    /// # Errors
    /// What the disk says, and if it is no longer a plain file inside of the folder.
    pub(crate) fn bytes(&self, path: &Path, most: u64) -> Result<Vec<u8>, Error> {
        let whole = self.root.join(path);
        let refused = |e: io::Error| unread(path, &e);
        let real = whole.canonicalize().map_err(refused)?;
        let kind = fs::symlink_metadata(&whole).map_err(refused)?;
        if !kind.is_file() || !real.starts_with(&self.root) {
            return Err(Error::new("archive-changed").with("path", path.to_string_lossy()));
        }
        let mut bytes = Vec::new();
        File::open(&real)
            .and_then(|file| file.take(most + 1).read_to_end(&mut bytes))
            .map_err(refused)?;
        Ok(bytes)
    }

    /// Returns how many bytes a file has.
    pub(crate) fn size(&self, path: &Path) -> u64 {
        fs::metadata(self.root.join(path)).map_or(0, |kind| kind.len())
    }
}

/// Returns whether a file is a note by its name.
pub(super) fn is_note(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default();
    ["md", "markdown"]
        .iter()
        .any(|known| ending.eq_ignore_ascii_case(known))
}

/// Returns whether two names are one on some system.
pub(crate) fn same(one: &str, other: &str) -> bool {
    key(one) == key(other)
}

/// Returns a name as two systems agree on it.
fn key(name: &str) -> String {
    clean(&name.replace('\\', "/")).to_lowercase()
}

/// Returns a path on from a folder, without steps back; nothing where they lead out.
fn joined(folder: &str, path: &str) -> Option<String> {
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in path.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()?),
            step => steps.push(step),
        }
    }
    Some(steps.join("/"))
}

/// Of the folder itself only its name is said: where it lies is nothing for a page.
fn unread(path: &Path, error: &io::Error) -> Error {
    let path = match path.is_absolute() {
        true => Path::new(path.file_name().unwrap_or_default()),
        false => path,
    };
    let code = match error.kind() {
        io::ErrorKind::NotFound => "no-file",
        io::ErrorKind::PermissionDenied => "not-allowed",
        _ => "unreadable",
    };
    Error::new(code).with("path", path.to_string_lossy())
}
