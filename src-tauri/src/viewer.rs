//! The system's own viewer, for a file that a person has just saved. The page never says which.

use std::ffi::OsStr;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::rows::Reveal;

/// Opens a file, or shows it in its folder.
pub(crate) fn show(path: &Path, what: Reveal) -> io::Result<()> {
    let folder = path.parent().unwrap_or(path);
    match what {
        Reveal::Open => start(OPENER, &[path.as_os_str()]),
        Reveal::Folder if cfg!(target_os = "macos") => start(OPENER, &[OsStr::new("-R"), path.as_os_str()]),
        Reveal::Folder => start(OPENER, &[folder.as_os_str()]),
    }
}

#[cfg(target_os = "linux")]
const OPENER: &str = "xdg-open";
#[cfg(target_os = "macos")]
const OPENER: &str = "open";
#[cfg(target_os = "windows")]
const OPENER: &str = "explorer";

fn start(program: &str, args: &[&OsStr]) -> io::Result<()> {
    let mut viewer = Command::new(program)
        .args(args)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    // Somebody has to take its leave, or it stays in the process table.
    std::thread::spawn(move || viewer.wait());
    Ok(())
}
