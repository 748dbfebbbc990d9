//! What a running application costs: when its window is on the display, and its share of the memory.

use crate::display::{Display, end};
use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

const PATIENCE: Duration = Duration::from_secs(60);

/// A program that was started and has painted its window.
pub struct Running {
    child: Child,
    /// How long it took from the start of the program until its colour was on the display.
    pub on_screen: Duration,
}

impl Running {
    /// Starts a program and waits until a colour that only its page paints is on the display.
    pub fn start(command: &mut Command, display: &Display, colour: [u8; 3]) -> Self {
        assert!(
            !display.shows(colour),
            "the colour is on the display before the start"
        );
        let start = Instant::now();
        let quiet = command
            .env("DISPLAY", display.name())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let child = quiet.spawn().expect("the program starts");
        while !display.shows(colour) {
            assert!(start.elapsed() < PATIENCE, "the window never came on the display");
            std::thread::sleep(Duration::from_millis(3));
        }
        Self {
            child,
            on_screen: start.elapsed(),
        }
    }

    /// Returns the memory of the program and of the processes it started, shared pages counted in parts, in MiB.
    pub fn memory(&self) -> f64 {
        memory(self.child.id())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        end(&mut self.child);
    }
}

/// Returns the memory of a process and of everything it started, once it has stopped growing, in MiB.
pub fn memory(root: u32) -> f64 {
    let (mut last, start) = (0.0_f64, Instant::now());
    loop {
        let now: f64 = family(root).into_iter().filter_map(share).sum();
        if (now - last).abs() < 0.5 || start.elapsed() > PATIENCE {
            return now;
        }
        last = now;
        std::thread::sleep(Duration::from_secs(2));
    }
}

/// Returns a process and all that came from it.
fn family(root: u32) -> Vec<u32> {
    let mut children: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    let ids = fs::read_dir("/proc").into_iter().flatten().flatten();
    for id in ids.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok()) {
        if let Some(parent) = parent(id) {
            children.entry(parent).or_default().push(id);
        }
    }
    let (mut all, mut at) = (vec![root], 0);
    while let Some(id) = all.get(at).copied() {
        all.extend(children.remove(&id).unwrap_or_default());
        at += 1;
    }
    all
}

fn parent(id: u32) -> Option<u32> {
    let stat = fs::read_to_string(Path::new("/proc").join(id.to_string()).join("stat")).ok()?;
    stat.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()
}

fn share(id: u32) -> Option<f64> {
    let rollup = fs::read_to_string(format!("/proc/{id}/smaps_rollup")).ok()?;
    let line = rollup.lines().find(|line| line.starts_with("Pss:"))?;
    let kibibytes: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kibibytes / 1024.0)
}
