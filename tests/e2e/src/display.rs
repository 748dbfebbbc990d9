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
    size: (u32, u32),
    frame: TempDir,
}

impl Display {
    /// Starts a display of this size. `-displayfd` lets the server choose a free number, so tests never meet.
    pub fn start(size: (u32, u32)) -> Self {
        let screen = format!("{}x{}x24", size.0, size.1);
        let frame = tempfile::tempdir().expect("a folder for what the display shows");
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
            size,
            frame,
        }
    }

    /// Returns the name for the variable `DISPLAY`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns what is on a part of the display now, given as left, top, width and height: red, green and blue of
    /// every pixel.
    ///
    /// The server keeps the whole at the end of a file, four bytes for each pixel with blue first.
    pub fn pixels(&self, [left, top, width, height]: [usize; 4]) -> Vec<u8> {
        let file = fs::read(self.frame.path().join("Xvfb_screen0")).expect("what the display shows");
        let line = self.size.0 as usize * 4;
        let screen = file
            .get(file.len().saturating_sub(line * self.size.1 as usize)..)
            .unwrap_or_default();
        let lines = screen.chunks_exact(line).skip(top).take(height);
        let pixels = lines.flat_map(|line| line.chunks_exact(4).skip(left).take(width));
        pixels.flat_map(|pixel| [pixel[2], pixel[1], pixel[0]]).collect()
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
