//! `maru-bench`: how fast the vault, the press and the window are, each measured beside the floor under it.
//!
//! Prints a table and writes the same figures as JSON to the file named by `--json`. `cargo xtask bench` builds
//! everything for release and runs it. Words on the command line choose parts: `vault`, `lists`, `paper`, `many`,
//! `archive`, `picture`, `window`, `switching`, `typing`. `--growth FOLDER [SIZES]` measures instead how all of it grows with the vault,
//! and `--peers FOLDER` what people would use instead, side by side.

#![allow(
    clippy::print_stdout,
    reason = "a table on the terminal is what this program is for"
)]

mod archive;
mod bare;
mod fresh;
mod growth;
mod lists;
mod many;
mod measure;
mod meeting;
mod paper;
mod peers;
mod picture;
#[cfg(target_os = "linux")]
mod screen;
#[cfg(target_os = "linux")]
mod sight;
#[cfg(target_os = "linux")]
mod switching;
#[cfg(target_os = "linux")]
mod typing;
mod vault;
#[cfg(target_os = "linux")]
mod window;

use std::path::Path;
use std::process::ExitCode;

use measure::{Figure, Noise};
use serde_json::json;

/// The heap of what is measured.
#[cfg(target_os = "linux")]
#[global_allocator]
static HEAP: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

/// A part: its name and what measures it.
type Part = (&'static str, fn() -> Vec<Figure>);

const PARTS: &[Part] = &[
    ("vault", vault::figures),
    ("lists", lists::figures),
    ("paper", paper::figures),
    ("many", many::figures),
    ("archive", archive::figures),
    ("picture", picture::figures),
    #[cfg(target_os = "linux")]
    ("window", window::figures),
    #[cfg(target_os = "linux")]
    ("switching", switching::figures),
    #[cfg(target_os = "linux")]
    ("typing", typing::figures),
];

fn main() -> ExitCode {
    // What is read apart is read by this program, called once more, as by the programs of Maru.
    let mut called = std::env::args_os();
    if called.nth(1).is_some_and(|word| word == maru_picture::ARGUMENT) {
        return maru_picture::serve();
    }
    if maru_files::is_reader(std::env::args_os()) {
        return match maru_files::serve() {
            Ok(()) => ExitCode::SUCCESS,
            Err(_) => ExitCode::FAILURE,
        };
    }
    run();
    ExitCode::SUCCESS
}

fn run() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let rest: Vec<&str> = words.iter().skip(1).map(String::as_str).collect();
    match (words.first().map(String::as_str), rest.as_slice()) {
        (Some("--growth"), [folder, sizes @ ..]) => return growth::run(sizes, Path::new(folder)),
        (Some("--peers"), [folder]) => return peers::run(Path::new(folder)),
        (Some("--growth-of"), [size, folder]) => {
            return growth::of(size.parse().expect("a size"), Path::new(folder));
        }
        _ => {}
    }
    let json = words
        .iter()
        .position(|w| w == "--json")
        .and_then(|at| words.get(at + 1));
    let chosen: Vec<&Part> = PARTS
        .iter()
        .filter(|(name, _)| words.iter().any(|w| w == name))
        .collect();
    let chosen = if chosen.is_empty() {
        PARTS.iter().collect()
    } else {
        chosen
    };
    println!(
        "{:<52} {:>10} {:>10} {:<4} {:>5}  goal",
        "", "median", "p95", "", "runs"
    );
    let before = Noise::now();
    let mut figures: Vec<Figure> = Vec::new();
    for (_, measure) in chosen {
        let part = measure();
        part.iter().for_each(|figure| println!("{}", figure.line()));
        figures.extend(part);
    }
    let after = Noise::now();
    Noise::say(before, after);
    if let Some(path) = json {
        let all: Vec<_> = figures.iter().map(Figure::json).collect();
        let whole = Noise::beside(before, after, json!({ "figures": all }));
        match std::fs::write(path, whole.to_string()) {
            Ok(()) => println!("the same as JSON: {path}"),
            Err(error) => println!("{path}: {error}"),
        }
    }
}
