//! A program on a display of its own: what it shows, the keys of a person, and how much memory it takes.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;
use x11rb::connection::Connection;
use x11rb::protocol::xproto::{ConnectionExt as _, InputFocus, KEY_PRESS_EVENT, KEY_RELEASE_EVENT, Window};
use x11rb::protocol::xtest::ConnectionExt as _;
use x11rb::rust_connection::RustConnection;
use x11rb::wrapper::ConnectionExt as _;
use x11rb::{CURRENT_TIME, NONE};

use crate::sight::{Area, Sight};

/// The accent of a button: only a painted page of Maru shows it.
pub(crate) const MARU: [u8; 3] = [0x08, 0x38, 0x91];
/// The size of the display, that of a small laptop.
pub(crate) const SIZE: (u16, u16) = (1366, 768);
const PATIENCE: Duration = Duration::from_secs(60);
/// So many pixels change while a cursor blinks.
const CURSOR: usize = 200;
/// At least so many change when a wide letter comes, and fewer while the cursor alone comes or goes.
const LETTER: usize = 45;

/// Keys that stand for no letter, as X names them.
pub(crate) const RETURN: u32 = 0xff0d;
pub(crate) const HOME: u32 = 0xff50;
pub(crate) const DOWN: u32 = 0xff54;
pub(crate) const CONTROL: u32 = 0xffe3;
pub(crate) const ESCAPE: u32 = 0xff1b;

/// A program on a display. Both end with it.
pub(crate) struct Screen {
    program: Child,
    server: Child,
    x: RustConnection,
    sight: Sight,
    started: Instant,
    _home: TempDir,
}

impl Screen {
    /// Starts a program in a home of its own.
    pub(crate) fn open(program: &Path, home: TempDir) -> Screen {
        let (server, display) = display();
        let at = home.path();
        let program = Command::new(program)
            .env("DISPLAY", &display)
            .env("HOME", at)
            .env("XDG_CONFIG_HOME", at.join("config"))
            .env("XDG_DATA_HOME", at.join("data"))
            .env("XDG_CACHE_HOME", at.join("cache"))
            .env("XDG_RUNTIME_DIR", at)
            .env("GDK_BACKEND", "x11")
            .env("NO_AT_BRIDGE", "1")
            .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1")
            // Scrollbars that come and go by themselves fade for seconds after the page is at rest.
            .env("GTK_OVERLAY_SCROLLING", "0")
            .env_remove("DBUS_SESSION_BUS_ADDRESS")
            .env_remove("WAYLAND_DISPLAY")
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        let started = Instant::now();
        let (x, _) = RustConnection::connect(Some(&display)).expect("the display");
        let sight = Sight::of(&x, SIZE);
        Screen {
            program,
            server,
            x,
            sight,
            started,
            _home: home,
        }
    }

    /// Waits until a good patch of a colour is on the screen, and returns how long that took from the start.
    pub(crate) fn shows(&self, [red, green, blue]: [u8; 3]) -> Duration {
        let seen = |pixels: &[u8]| {
            let same = pixels
                .chunks_exact(4)
                .filter(|pixel| pixel[..3] == [blue, green, red]);
            same.take(400).count() == 400
        };
        self.first(self.started, || self.looks((0, 0, SIZE.0, SIZE.1), seen))
    }

    fn root(&self) -> Window {
        self.x.setup().roots[0].root
    }

    pub(crate) fn pixels(&self, area: Area) -> Vec<u8> {
        self.sight.pixels(&self.x, area)
    }

    /// Returns what a look at the pixels of a part of the screen tells.
    fn looks<T>(&self, area: Area, look: impl FnOnce(&[u8]) -> T) -> T {
        let pixels = self.pixels(area);
        let told = look(&pixels);
        self.sight.put_back(pixels);
        told
    }

    /// Looks now and after whatever is painted, until the look finds what it looks for, and returns when that was painted,
    /// counted from `start`.
    fn first(&self, start: Instant, look: impl Fn() -> bool) -> Duration {
        let mut unseen = true;
        until(|| {
            let at = start.elapsed();
            unseen |= self.sight.painted(&self.x);
            (std::mem::take(&mut unseen) && look()).then_some(at)
        })
    }

    /// Waits until nothing but a cursor has moved in a part of the screen for half a second, and returns how long ago it
    /// was, counted from `start`, that it came to rest.
    pub(crate) fn rests(&self, area: Area, start: Instant) -> Duration {
        let (mut last, mut since) = (self.pixels(area), Instant::now());
        until(|| {
            let at = Instant::now();
            if self.sight.painted(&self.x) {
                let now = self.pixels(area);
                let moved = differ(&now, &last, CURSOR);
                let old = if moved {
                    std::mem::replace(&mut last, now)
                } else {
                    now
                };
                self.sight.put_back(old);
                if moved {
                    since = at;
                }
            }
            (since.elapsed() > Duration::from_millis(500)).then(|| since.duration_since(start))
        })
    }

    /// Waits until a letter has come into a part of the screen, and returns how long after `start` that was.
    pub(crate) fn changes(&self, area: Area, before: &[u8], start: Instant) -> Duration {
        self.first(start, || self.looks(area, |now| differ(now, before, LETTER)))
    }

    /// Returns the topmost row of pixels of a part of the screen that is not as it was before.
    pub(crate) fn first_row(&self, area: Area, before: &[u8]) -> Option<u16> {
        let width = usize::from(area.2) * 4;
        let now = self.pixels(area);
        let row = now
            .chunks(width)
            .zip(before.chunks(width))
            .position(|(a, b)| a != b);
        row.and_then(|row| u16::try_from(row).ok())
    }

    /// Gives the keyboard to the program's window.
    pub(crate) fn focus(&self) {
        let window = until(|| {
            let tree = self.x.query_tree(self.root()).ok()?.reply().ok()?;
            tree.children.into_iter().find(|window| {
                let size = self.x.get_geometry(*window).ok().and_then(|c| c.reply().ok());
                size.is_some_and(|size| size.width > 400)
            })
        });
        self.x
            .set_input_focus(InputFocus::PARENT, window, CURRENT_TIME)
            .expect("the window takes the keyboard");
        self.x.sync().expect("the display");
    }

    /// Presses keys together, the last one while the others are held.
    pub(crate) fn press(&self, keys: &[u32]) {
        let codes: Vec<u8> = keys.iter().map(|key| self.code(*key)).collect();
        for code in &codes {
            self.send(KEY_PRESS_EVENT, *code);
        }
        for code in codes.iter().rev() {
            self.send(KEY_RELEASE_EVENT, *code);
        }
        self.x.sync().expect("the display");
    }

    /// Types small letters and spaces.
    pub(crate) fn types(&self, text: &str) {
        text.chars().for_each(|letter| self.press(&[letter.into()]));
    }

    fn send(&self, event: u8, code: u8) {
        self.x
            .xtest_fake_input(event, code, CURRENT_TIME, NONE, 0, 0, 0)
            .expect("a key");
    }

    /// Returns the key that bears a letter.
    fn code(&self, letter: u32) -> u8 {
        let (least, most) = (self.x.setup().min_keycode, self.x.setup().max_keycode);
        let map = self.x.get_keyboard_mapping(least, most - least + 1);
        let map = map.expect("the display").reply().expect("its keys");
        let per_key = usize::from(map.keysyms_per_keycode);
        let at = map.keysyms.chunks(per_key).position(|key| key[0] == letter);
        least + u8::try_from(at.expect("a key that bears the letter")).expect("there are few keys")
    }

    /// Returns the memory of the program and its children in MiB, once two looks a second apart agree.
    pub(crate) fn memory(&self) -> f64 {
        let mut last = (Instant::now(), 0.0);
        until(|| {
            if last.0.elapsed() < Duration::from_secs(1) {
                return None;
            }
            let now = family(self.program.id())
                .into_iter()
                .map(proportional)
                .sum::<f64>();
            let still = (now - last.1).abs() < 0.5;
            last = (Instant::now(), now);
            still.then_some(now)
        })
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        for child in [&mut self.program, &mut self.server] {
            child.kill().ok();
            child.wait().ok();
        }
    }
}

fn display() -> (Child, String) {
    let (width, height) = SIZE;
    let mut server = Command::new("Xvfb")
        .args(["-displayfd", "1", "-screen", "0"])
        .arg(format!("{width}x{height}x24"))
        .args(["-nolisten", "tcp"])
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

/// Returns whether two pictures differ in so many pixels, or have not even the same size.
fn differ(now: &[u8], before: &[u8], least: usize) -> bool {
    let moved = now.chunks_exact(4).zip(before.chunks_exact(4));
    now.len() != before.len() || moved.filter(|(a, b)| a != b).take(least).count() == least
}

fn until<T>(mut look: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(start.elapsed() < PATIENCE, "nothing within {PATIENCE:?}");
        std::thread::park_timeout(Duration::from_millis(2));
    }
}

fn family(id: u32) -> Vec<u32> {
    let tasks = std::fs::read_dir(format!("/proc/{id}/task"))
        .into_iter()
        .flatten()
        .flatten();
    let children: BTreeSet<u32> = tasks
        .filter_map(|task| std::fs::read_to_string(task.path().join("children")).ok())
        .flat_map(|line| {
            line.split_whitespace()
                .filter_map(|n| n.parse().ok())
                .collect::<Vec<u32>>()
        })
        .collect();
    std::iter::once(id)
        .chain(children.into_iter().flat_map(family))
        .collect()
}

/// Returns the memory of a process in MiB, shared pages by the share that is its own.
fn proportional(id: u32) -> f64 {
    let text = std::fs::read_to_string(format!("/proc/{id}/smaps_rollup")).unwrap_or_default();
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix("Pss:"))
        .unwrap_or("0");
    line.trim().trim_end_matches(" kB").parse::<f64>().unwrap_or(0.0) / 1024.0
}
