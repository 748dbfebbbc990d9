//! What the reader may use, set by itself before it reads the first byte.

/// What a picture of a hundred million pixels takes at worst, with room to spare.
#[cfg(unix)]
const MEMORY: u64 = 2 << 30;
/// Seconds of processor time; the largest real picture takes five.
#[cfg(unix)]
const SECONDS: u64 = 30;

/// Limits this process: memory, processor time, no files, nothing written.
#[cfg(unix)]
pub(crate) fn limit() -> std::io::Result<()> {
    use rustix::process::{Resource, Rlimit, setrlimit};
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
        // macOS knows no limit of address space; the decoder's own limits and the clock hold there.
        if !(cfg!(target_os = "macos") && matches!(resource, Resource::As)) {
            set?;
        }
    }
    Ok(())
}

#[cfg(not(unix))]
pub(crate) fn limit() -> std::io::Result<()> {
    Ok(())
}
