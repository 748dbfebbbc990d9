//! A virtual display of its own for each test.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
};

/// A running Xvfb.
pub struct Display {
    server: Child,
    name: String,
}

impl Display {
    /// Starts a display of this size. `-displayfd` lets the server choose a free number, so tests never meet.
    pub fn start(width: u32, height: u32) -> Self {
        let screen = format!("{width}x{height}x24");
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", &screen, "-nolisten", "tcp"])
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
        }
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
