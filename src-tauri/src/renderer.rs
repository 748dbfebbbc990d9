//! Chooses how WebKitGTK draws, before anything else runs.

#![allow(unsafe_code, reason = "WebKitGTK is told by an environment variable alone")]

use std::fs::read_dir;

const SWITCH: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";

/// Switches the DMA-BUF renderer off on a machine without a graphics processor.
///
/// There it would draw through software OpenGL: slower to start, and some 70 MiB more.
pub(crate) fn choose() {
    let graphics = read_dir("/dev/dri").is_ok_and(|nodes| {
        nodes
            .flatten()
            .any(|node| node.file_name().to_string_lossy().starts_with("renderD"))
    });
    if !graphics && std::env::var_os(SWITCH).is_none() {
        // SAFETY: this is the first statement of `main`; no other thread runs that could read the environment.
        unsafe { std::env::set_var(SWITCH, "1") };
    }
}
