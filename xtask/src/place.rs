//! Where things are: every path starts at the root of the tree, wherever the command was called.

use std::path::{Path, PathBuf};

/// Returns the root of the tree.
pub(crate) fn root() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here)
}

/// Returns a path given from the root of the tree.
pub(crate) fn at(path: &str) -> PathBuf {
    root().join(path)
}

/// Returns the folder where cargo builds.
pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| at("target"), |folder| root().join(folder))
}

/// Returns a program that cargo built.
pub(crate) fn program(profile: &str, name: &str) -> PathBuf {
    target()
        .join(profile)
        .join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}
