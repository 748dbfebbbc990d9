//! `maru-window-bench`: how fast the window comes, how much memory it takes, and how long unlocking does, measured
//! beside an empty window of the same toolkit on the same machine. `cargo xtask bench window` builds and runs it.
#![allow(clippy::print_stdout)] // a table on the terminal is what it is for

use maru_e2e::{Desk, Setting, desk::program, display::Display, load::Running, vault};
use serde_json::{Value, json};
use std::{
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

const STARTS: usize = 10;
const UNLOCKS: usize = 5;
/// Painted by the empty page alone.
const EMPTY_PAGE: [u8; 3] = [0xf4, 0xf5, 0xf6];
/// The colour of Maru's first button, in light.
const ACCENT: [u8; 3] = [0x08, 0x38, 0x91];

/// One measured thing and the most it may be.
struct Figure {
    name: &'static str,
    unit: &'static str,
    values: Vec<f64>,
    most: Option<f64>,
}

impl Figure {
    fn quantile(&self, share: f64) -> f64 {
        let mut sorted = self.values.clone();
        sorted.sort_by(f64::total_cmp);
        let at = ((sorted.len().saturating_sub(1)) as f64 * share).round() as usize;
        sorted.get(at).copied().unwrap_or(f64::NAN)
    }

    fn line(&self) -> String {
        let (median, most) = (self.quantile(0.5), self.most);
        let goal = most.map_or(String::new(), |most| {
            format!(
                "median \u{2264} {most:.0}  {}",
                if median <= most { "met" } else { "MISSED" }
            )
        });
        let runs = self.values.len();
        format!(
            "{:<52} {median:>10.2} {:>10.2} {:<4} {runs:>5}  {goal}",
            self.name,
            self.quantile(0.95),
            self.unit
        )
    }

    fn json(&self) -> Value {
        let median = self.quantile(0.5);
        json!({ "name": self.name, "unit": self.unit, "median": median, "p95": self.quantile(0.95), "runs": self.values.len(),
            "most": self.most, "met": self.most.is_none_or(|most| median <= most) })
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let noise = noise();
    let mut figures = starts();
    figures.push(unlock().await);
    println!(
        "{:<52} {:>10} {:>10} {:<4} {:>5}  goal",
        "", "median", "p95", "", "runs"
    );
    figures.iter().for_each(|figure| println!("{}", figure.line()));
    println!("noise of the machine: {noise:.2} (1.00 is quiet)");
    if let Some(path) = std::env::args().nth(1) {
        let all: Vec<Value> = figures.iter().map(Figure::json).collect();
        let text = json!({ "figures": all, "noise": noise }).to_string();
        std::fs::write(Path::new(&path), text).expect("the figures are written");
    }
}

/// Starts both programs in turn, so that what the machine does meanwhile meets both.
fn starts() -> Vec<Figure> {
    let (mut empty, mut maru, mut more) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..STARTS {
        let floor = start("MARU_EMPTY", "examples/empty", EMPTY_PAGE);
        let real = start("MARU_APP", "maru", ACCENT);
        empty.push(floor.0);
        maru.push(real.0);
        more.push(real.1 - floor.1);
    }
    let floor = Figure {
        name: "an empty window on the display",
        unit: "ms",
        values: empty,
        most: None,
    };
    let most = Some(floor.quantile(0.5) * 1.3);
    let real = Figure {
        name: "Maru's window on the display",
        unit: "ms",
        values: maru,
        most,
    };
    let memory = Figure {
        name: "memory of the window over the empty one",
        unit: "MiB",
        values: more,
        most: Some(40.0),
    };
    vec![floor, real, memory]
}

/// Returns how long a program took to be seen, in milliseconds, and its memory in MiB.
fn start(variable: &str, name: &str, colour: [u8; 3]) -> (f64, f64) {
    let display = Display::start(1366, 900);
    let home = tempfile::tempdir().expect("a home folder");
    let mut command = Command::new(program(variable, name));
    for variable in [
        "HOME",
        "XDG_DATA_HOME",
        "XDG_CONFIG_HOME",
        "XDG_CACHE_HOME",
        "XDG_RUNTIME_DIR",
    ] {
        command.env(variable, home.path());
    }
    command
        .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1")
        .env("NO_AT_BRIDGE", "1")
        .env("GDK_BACKEND", "x11");
    command
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("DBUS_SESSION_BUS_ADDRESS");
    let running = Running::start(&mut command, &display, colour);
    (running.on_screen.as_secs_f64() * 1e3, running.memory())
}

/// Measures what unlocking takes until Home stands, without the key derivation, which is slow on purpose and is
/// measured as the time of a refusal.
async fn unlock() -> Figure {
    let mut values = Vec::new();
    for _ in 0..UNLOCKS {
        let desk = Desk::with_sample(Setting::default()).await;
        desk.expect_js(
            "the lock screen",
            "document.querySelector('input[type=password]')",
        )
        .await;
        let refused = timed(
            &desk,
            "call('unlock', { passphrase: 'not this one' }).catch(() => {})",
        )
        .await;
        desk.type_text(vault::PASSPHRASE).await;
        let home = "Promise.resolve(document.querySelector('form').requestSubmit()).then(() => new Promise(done => {
            const look = () => document.querySelector('main h2, main h1 + *') && document.querySelector('nav') ? done() : requestAnimationFrame(look);
            look(); }))";
        values.push(timed(&desk, home).await - refused);
    }
    Figure {
        name: "unlock to Home, besides the key derivation",
        unit: "ms",
        values,
        most: Some(300.0),
    }
}

/// Returns how long a promise of the page takes, in milliseconds.
async fn timed(desk: &Desk, promise: &str) -> f64 {
    let script = format!(
        "const done = arguments[arguments.length - 1]; const call = window.__TAURI_INTERNALS__.invoke; const start = performance.now();
         ({promise}).then(() => done(performance.now() - start));"
    );
    desk.page
        .execute_async(&script, vec![])
        .await
        .expect("the promise ends")
        .as_f64()
        .expect("a time")
}

/// Returns how much longer than its median a fixed piece of work takes at its 95th percentile.
fn noise() -> f64 {
    let mut times: Vec<Duration> = (0..200)
        .map(|_| {
            let start = Instant::now();
            std::hint::black_box((0..200_000_u64).fold(0_u64, |a, b| a.wrapping_mul(31).wrapping_add(b)));
            start.elapsed()
        })
        .collect();
    times.sort();
    times[190].as_secs_f64() / times[100].as_secs_f64()
}
