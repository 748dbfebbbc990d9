//! The window: how long until something is on the screen, and how much memory it takes, beside an empty window of
//! the same toolkit.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use x11rb::connection::Connection;
use x11rb::protocol::xproto::{ConnectionExt, ImageFormat};
use x11rb::rust_connection::RustConnection;

use crate::measure::{Figure, Goal};
use crate::paper::{beside, run};

/// The accent of a button: only a painted page of Maru shows it.
const MARU: [u8; 3] = [0x08, 0x38, 0x91];
/// The ground of the empty page.
const EMPTY: [u8; 3] = [0xf4, 0xf5, 0xf6];
const ROUNDS: usize = 7;
const PATIENCE: Duration = Duration::from_secs(60);

/// Returns the window's figures, or none where the programs or a virtual display are missing.
pub(crate) fn figures() -> Vec<Figure> {
    let (Some(maru), Some(empty), Some(maructl)) =
        (beside("maru"), beside("examples/empty"), beside("maructl"))
    else {
        return Vec::new();
    };
    let (mut starts, mut floors, mut sizes, mut bases) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let (time, size) = measure(&empty, EMPTY, None);
        floors.push(time);
        bases.push(size);
        let (time, size) = measure(&maru, MARU, Some(&maructl));
        starts.push(time);
        sizes.push(size);
    }
    let floor = Figure::of_times("empty window on screen", &floors, None);
    let start = Figure::of_times(
        "Maru's window on screen",
        &starts,
        Some(Goal::Median(floor.median * 1.3)),
    );
    let base = Figure::of("empty window, memory (PSS)", "MiB", &bases, None);
    let size = Figure::of(
        "Maru's window, memory (PSS)",
        "MiB",
        &sizes,
        Some(Goal::Median(base.median + 40.0)),
    );
    vec![floor, start, base, size]
}

/// Starts a program on a display of its own; returns when its colour was on the screen and its memory once it stopped
/// growing.
fn measure(program: &Path, colour: [u8; 3], maructl: Option<&PathBuf>) -> (Duration, f64) {
    let home = tempfile::tempdir().expect("a folder");
    if let Some(maructl) = maructl {
        let vault = home.path().join("data/Maru/vault");
        std::fs::create_dir_all(home.path().join("data/Maru")).expect("a folder");
        run(maructl, &["init", "--sample", "--vault"], &[&vault]);
    }
    let (mut server, display) = display();
    let mut child = Command::new(program)
        .env("DISPLAY", &display)
        .env("HOME", home.path())
        .env("XDG_CONFIG_HOME", home.path().join("config"))
        .env("XDG_DATA_HOME", home.path().join("data"))
        .env("XDG_CACHE_HOME", home.path().join("cache"))
        .env("XDG_RUNTIME_DIR", home.path())
        .env("GDK_BACKEND", "x11")
        .env("NO_AT_BRIDGE", "1")
        .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1")
        .env_remove("DBUS_SESSION_BUS_ADDRESS")
        .env_remove("WAYLAND_DISPLAY")
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let start = Instant::now();
    let (screen, _) = RustConnection::connect(Some(&display)).expect("the display");
    until(|| shows(&screen, colour).then_some(()));
    let painted = start.elapsed();
    let size = settled(child.id());
    end(&mut child);
    end(&mut server);
    (painted, size)
}

fn display() -> (Child, String) {
    let mut server = Command::new("Xvfb")
        .args([
            "-displayfd",
            "1",
            "-screen",
            "0",
            "1366x900x24",
            "-nolisten",
            "tcp",
        ])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("Xvfb is installed");
    let mut number = String::new();
    let out = server.stdout.take().expect("its output");
    BufReader::new(out)
        .read_line(&mut number)
        .expect("the number of the display");
    (server, format!(":{}", number.trim()))
}

fn end(child: &mut Child) {
    child.kill().ok();
    child.wait().ok();
}

fn until<T>(mut look: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(start.elapsed() < PATIENCE, "nothing within {PATIENCE:?}");
        std::thread::park_timeout(Duration::from_millis(4));
    }
}

/// Returns whether a good patch of the colour is on the screen.
fn shows(screen: &RustConnection, colour: [u8; 3]) -> bool {
    let root = screen.setup().roots[0].root;
    let image = screen.get_image(ImageFormat::Z_PIXMAP, root, 0, 0, 1366, 900, u32::MAX);
    let Ok(Ok(image)) = image.map(|cookie| cookie.reply()) else {
        return false;
    };
    let [red, green, blue] = colour;
    image
        .data
        .chunks_exact(4)
        .filter(|pixel| pixel[..3] == [blue, green, red])
        .nth(400)
        .is_some()
}

/// Returns the memory of a process and its children in MiB, once two looks a second apart agree.
fn settled(id: u32) -> f64 {
    let mut last = (Instant::now(), 0.0);
    until(|| {
        if last.0.elapsed() < Duration::from_secs(1) {
            return None;
        }
        let now = family(id).into_iter().map(proportional).sum::<f64>();
        let still = (now - last.1).abs() < 0.5;
        last = (Instant::now(), now);
        still.then_some(now)
    })
}

fn family(id: u32) -> Vec<u32> {
    let mut all = vec![id];
    let children = std::fs::read_to_string(format!("/proc/{id}/task/{id}/children")).unwrap_or_default();
    let tasks = std::fs::read_dir(format!("/proc/{id}/task"))
        .into_iter()
        .flatten()
        .flatten();
    let by_task = tasks.filter_map(|task| std::fs::read_to_string(task.path().join("children")).ok());
    let named: std::collections::BTreeSet<u32> = std::iter::once(children)
        .chain(by_task)
        .flat_map(|line| {
            line.split_whitespace()
                .filter_map(|n| n.parse().ok())
                .collect::<Vec<u32>>()
        })
        .collect();
    all.extend(named.into_iter().flat_map(family));
    all
}

fn proportional(id: u32) -> f64 {
    let text = std::fs::read_to_string(format!("/proc/{id}/smaps_rollup")).unwrap_or_default();
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix("Pss:"))
        .unwrap_or("0");
    line.trim().trim_end_matches(" kB").parse::<f64>().unwrap_or(0.0) / 1024.0
}
