//! Pictures of the window, left in `target/pictures` for a person to look at.

use crate::{Desk, desk::root};
use std::{fs, path::PathBuf};

/// Returns the folder of the pictures.
pub fn folder() -> PathBuf {
    let folder =
        std::env::var_os("MARU_PICTURES").map_or_else(|| root().join("target/pictures"), PathBuf::from);
    fs::create_dir_all(&folder).expect("a folder for pictures");
    folder
}

impl Desk {
    /// Takes a picture of the window.
    pub async fn picture(&self, name: &str) -> PathBuf {
        let bytes = self.page.screenshot().await.expect("a picture of the window");
        let path = folder().join(format!("{name}.png"));
        fs::write(&path, bytes).expect("the picture is written");
        path
    }
}
