//! The files of the tree, as git knows them.

use crate::{place, process};
use anyhow::{Context, Result};
use std::{
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::Path,
};

/// A text file of the tree: its path from the root, with `/` between folders, and its text.
pub(crate) struct Text {
    pub(crate) path: String,
    pub(crate) text: String,
}

impl Text {
    /// Returns the ending of the file's name.
    pub(crate) fn ending(&self) -> &str {
        Path::new(&self.path)
            .extension()
            .and_then(|ending| ending.to_str())
            .unwrap_or("")
    }
}

/// Returns every file that is in the tree or would be added to it, sorted by path.
pub(crate) fn paths() -> Result<Vec<String>> {
    let listed = process::answer(process::command("git").args([
        "ls-files",
        "--cached",
        "--others",
        "--exclude-standard",
    ]))
    .context("git could not list the files of the tree")?;
    let mut paths: Vec<String> = listed
        .lines()
        .filter(|path| place::at(path).is_file())
        .map(str::to_owned)
        .collect();
    paths.sort();
    paths.dedup();
    Ok(paths)
}

/// Returns every file that holds text.
pub(crate) fn texts() -> Result<Vec<Text>> {
    let read = |path: String| {
        fs::read_to_string(place::at(&path))
            .ok()
            .map(|text| Text { path, text })
    };
    Ok(paths()?.into_iter().filter_map(read).collect())
}

/// Returns a mark that changes when any of these files or folders changes.
pub(crate) fn digest(sources: &[&str]) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    for source in sources {
        take_in(&place::at(source), &mut hasher)?;
    }
    Ok(format!("{:016x}", hasher.finish()))
}

fn take_in(path: &Path, hasher: &mut DefaultHasher) -> Result<()> {
    if path.is_dir() {
        let mut inside: Vec<_> = fs::read_dir(path)?.collect::<std::io::Result<Vec<_>>>()?;
        inside.sort_by_key(fs::DirEntry::file_name);
        for entry in inside {
            take_in(&entry.path(), hasher)?;
        }
        return Ok(());
    }
    path.strip_prefix(place::root()).unwrap_or(path).hash(hasher);
    fs::read(path)
        .with_context(|| format!("{} could not be read", path.display()))?
        .hash(hasher);
    Ok(())
}
