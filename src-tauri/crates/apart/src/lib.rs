//! The process in which whatever comes from outside is read: a program of Maru, called once more, with little memory,
//! little time and nothing open.
//!
//! A hostile file can exhaust or crash its reader. So the vault is open only in the process that starts one, and what the
//! reader says is taken as bytes. This crate knows neither pictures nor records: each has its own reader.

use std::ffi::OsStr;
use std::io;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// Starts a program as a reader: it is called with this hidden word, and talks over its stdin and stdout.
///
/// # Errors
/// Why it did not start.
pub fn start(program: &Path, word: impl AsRef<OsStr>) -> io::Result<Child> {
    Command::new(program)
        .arg(word)
        // No secret of this process is handed on.
        .env_remove("MARU_PASSPHRASE")
        .env_remove("MARU_NEW_PASSPHRASE")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
}

/// Limits this process before it reads the first byte: memory, processor time, no files, nothing written.
///
/// # Errors
/// What the system says that cannot keep to a limit.
#[cfg(unix)]
pub fn limit() -> io::Result<()> {
    use rustix::process::{Resource, Rlimit, setrlimit};
    /// What a file of records or a picture of a hundred million pixels takes at worst, with room to spare.
    const MEMORY: u64 = 2 << 30;
    /// Seconds of processor time; the largest real file takes two, the largest real picture five.
    const SECONDS: u64 = 30;
    let limits = [
        (Resource::Cpu, SECONDS),
        (Resource::Core, 0),
        (Resource::Nofile, 3),
        (Resource::Fsize, 0),
        // Last, because it is the one that a system may not know.
        (Resource::As, MEMORY),
    ];
    for (resource, most) in limits {
        let set = setrlimit(
            resource,
            Rlimit {
                current: Some(most),
                maximum: Some(most),
            },
        );
        // macOS knows no limit of address space; processor time, the clock and a decoder's own limits hold there.
        if !(cfg!(target_os = "macos") && matches!(resource, Resource::As)) {
            set?;
        }
    }
    Ok(())
}

/// Windows has no such limits for a process to set itself; the clock of the one that started it still ends it.
///
/// # Errors
/// None.
#[cfg(not(unix))]
pub fn limit() -> io::Result<()> {
    Ok(())
}
