//! A virtual display of its own for each test.

use std::{
    fs,
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
};
use tempfile::TempDir;

/// A running Xvfb.
pub struct Display {
    server: Child,
    name: String,
    frame: TempDir,
}

impl Display {
    /// Starts a display of this size. `-displayfd` lets the server choose a free number, so tests never meet.
    pub fn start(width: u32, height: u32) -> Self {
        let screen = format!("{width}x{height}x24");
        let frame = tempfile::tempdir().expect("a folder for the picture of the display");
        let mut server = Command::new("Xvfb")
            .args([
                "-displayfd",
                "1",
                "-screen",
                "0",
                &screen,
                "-nolisten",
                "tcp",
                "-fbdir",
            ])
            .arg(frame.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb starts (`cargo xtask setup` installs it)");
        let mut line = String::new();
        let out = server
            .stdout
            .take()
            .expect("the display was started with an output");
        BufReader::new(out)
            .read_line(&mut line)
            .expect("the display names its number");
        Self {
            server,
            name: format!(":{}", line.trim()),
            frame,
        }
    }

    /// Tells whether a patch of a colour, given as red, green and blue, is anywhere on the display.
    ///
    /// The server keeps its picture in a file, four bytes a pixel with blue first.
    pub fn shows(&self, [red, green, blue]: [u8; 3]) -> bool {
        let picture = fs::read(self.frame.path().join("Xvfb_screen0")).expect("the picture of the display");
        let same = |pixel: &[u8]| pixel.get(..3) == Some(&[blue, green, red]);
        picture
            .chunks_exact(4)
            .filter(|pixel| same(pixel))
            .take(100)
            .count()
            == 100
    }

    /// Returns the name for the variable `DISPLAY`.
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        end(&mut self.server);
    }
}

/// Ends a program that a test started, and waits until it is gone.
pub fn end(child: &mut Child) {
    child.kill().ok();
    child.wait().ok();
}
