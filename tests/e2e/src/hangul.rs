//! A Korean typist's machine: a message bus, a window manager, ibus with Hangul, and real keys.

use crate::{
    Desk,
    display::end,
    patience::{PATIENCE, settled, soon, until},
};
use serde_json::{Value, json};
use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    time::Duration,
};

/// How long a slow window may take to show what was typed.
const SLOW: Duration = Duration::from_secs(5);

/// The variables that make a GTK program take its text from ibus.
pub const INPUT: [(&str, &str); 4] = [
    ("GTK_IM_MODULE", "ibus"),
    ("XMODIFIERS", "@im=ibus"),
    ("GSETTINGS_BACKEND", "keyfile"),
    ("LANG", "C.UTF-8"),
];

/// A message bus of its own, for one laptop.
pub struct Bus {
    daemon: Child,
    /// The address for the variable `DBUS_SESSION_BUS_ADDRESS`.
    pub address: String,
}

impl Bus {
    /// Starts a bus.
    pub fn start() -> Self {
        let mut daemon = Command::new("dbus-daemon")
            .args(["--session", "--nofork", "--print-address=1"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("dbus-daemon starts (`cargo xtask setup` installs it)");
        let mut address = String::new();
        let out = daemon.stdout.take().expect("the bus was started with an output");
        BufReader::new(out)
            .read_line(&mut address)
            .expect("the bus names its address");
        Self {
            daemon,
            address: address.trim().to_owned(),
        }
    }
}

impl Drop for Bus {
    fn drop(&mut self) {
        end(&mut self.daemon);
    }
}

/// The input method and the window manager of one desk.
pub struct Typist<'desk> {
    desk: &'desk Desk,
    window: String,
    programs: Vec<Child>,
    // Last, so that the programs on the bus end before it.
    _bus: Bus,
}

impl<'desk> Typist<'desk> {
    /// Starts ibus with Hangul on a desk whose application was told to use it through this bus.
    pub async fn sit_down(desk: &'desk Desk, bus: Bus) -> Self {
        let manager = start(desk, &mut Command::new("openbox"));
        let ibus = start(
            desk,
            Command::new("ibus-daemon").args(["--xim", "--panel", "disable", "--cache", "refresh"]),
        );
        let mut typist = Self {
            desk,
            window: String::new(),
            programs: vec![ibus, manager],
            _bus: bus,
        };
        until("the Hangul engine", async || {
            typist.run("ibus", &["engine", "hangul"])?;
            typist.run("ibus", &["engine"])?.contains("hangul").then_some(())
        })
        .await;
        typist.window = until("the window on the display", async || {
            typist
                .run("xdotool", &["search", "--onlyvisible", "--name", "Maru"])?
                .lines()
                .last()
                .map(str::to_owned)
        })
        .await;
        typist
            .run("xdotool", &["windowfocus", "--sync", &typist.window])
            .expect("the window takes the keyboard");
        typist
    }

    fn run(&self, program: &str, arguments: &[&str]) -> Option<String> {
        let output = Command::new(program)
            .args(arguments)
            .envs(self.desk.environment())
            .stderr(Stdio::null())
            .output()
            .ok()?;
        output
            .status
            .success()
            .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    /// Presses real keys, one after another, as fast as a person does.
    pub fn keys(&self, keys: &[&str]) {
        self.keys_every(Duration::from_millis(60), keys);
    }

    /// Presses real keys with this time between them: how fast a person types is part of what is tested.
    pub fn keys_every(&self, pace: Duration, keys: &[&str]) {
        let delay = pace.as_millis().to_string();
        let arguments = [&["key", "--delay", delay.as_str()], keys].concat();
        self.run("xdotool", &arguments).expect("the keys are pressed");
    }

    /// Presses the keys of the 2-set layout that these letters stand on.
    pub fn type_keys(&self, letters: &str) {
        let keys: Vec<String> = letters.chars().map(name).collect();
        self.keys(&keys.iter().map(String::as_str).collect::<Vec<_>>());
    }

    /// Clicks a place of the page, given by a selector and a distance from its left edge, or its middle, once it is there.
    pub async fn click(&self, selector: &str, from_left: Option<i64>) {
        let script = "
            const one = document.querySelector(arguments[0]);
            if (!one) return null;
            one.scrollIntoView({ block: 'center' });
            const box = one.getBoundingClientRect();
            return [box.x, box.y, box.width, box.height].map(Math.round)";
        let place = until(selector, async || {
            let place = self.desk.js(script, vec![json!(selector)]).await;
            (!place.is_null()).then_some(place)
        })
        .await;
        let number = |at: usize| {
            place
                .get(at)
                .and_then(Value::as_i64)
                .expect("the box of an element has four numbers")
        };
        let x = number(0) + from_left.unwrap_or(number(2) / 2);
        let y = number(1) + number(3) / 2;
        let (x, y) = (x.to_string(), y.to_string());
        self.run(
            "xdotool",
            &["mousemove", "--window", &self.window, &x, &y, "click", "1"],
        )
        .expect("the click is made");
    }

    /// Puts the cursor into a text of the editor with the mouse, once more where the page still moved beneath it.
    pub async fn click_into(&self, text: &str) {
        let there = "return document.activeElement?.matches('.ProseMirror') ?? false";
        until("the cursor in the editor", async || {
            self.click(text, None).await;
            let look = async || (self.desk.js(there, vec![]).await == json!(true)).then_some(());
            soon(Duration::from_secs(1), look).await
        })
        .await;
    }

    /// Switches to Hangul as a person does at the end of a text: the key, a syllable, a look at what was `written` there, and
    /// the key once more if letters came instead. A window that has only just met the input method lets keys pass, and a slow
    /// one shows nothing yet.
    pub async fn switch(&self, text: &str, written: impl AsyncFn() -> String) {
        self.click_into(text).await;
        self.keys(&["End", "shift+space"]);
        let mut seen = String::new();
        let hangul = soon(PATIENCE, async || {
            let before = written().await;
            self.type_keys("gk ");
            soon(SLOW, async || (written().await != before).then_some(())).await;
            seen = settled(&written).await;
            if seen == before {
                // Nothing came at all: whoever sees that looks where the cursor is.
                self.click_into(text).await;
                self.keys(&["End"]);
            } else if !seen.contains('하') {
                self.keys(&["shift+space"]);
            }
            seen.contains('하').then_some(())
        });
        let hangul = hangul.await.is_some();
        assert!(hangul, "no Hangul under the keys, but {seen:?}");
    }
}

impl Drop for Typist<'_> {
    fn drop(&mut self) {
        self.programs.iter_mut().for_each(end);
    }
}

fn start(desk: &Desk, command: &mut Command) -> Child {
    let quiet = command
        .envs(desk.environment())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    quiet
        .spawn()
        .unwrap_or_else(|error| panic!("{command:?}: {error} (`cargo xtask setup` installs it)"))
}

/// Returns the name that X gives to the key of a letter.
fn name(letter: char) -> String {
    match letter {
        ' ' => "space".to_owned(),
        '\n' => "Return".to_owned(),
        upper if upper.is_ascii_uppercase() => format!("shift+{}", upper.to_ascii_lowercase()),
        other => other.to_string(),
    }
}
