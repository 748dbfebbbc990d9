//! How everything grows with the vault: the same measures in vaults of a hundred to a hundred thousand records.

mod measured;
mod picture;
mod shelf;
#[cfg(target_os = "linux")]
mod smooth;
mod store;
mod table;
mod typing;
mod upkeep;
#[cfg(target_os = "linux")]
mod window;

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use crate::measure::Noise;
use measured::Measured;
use shelf::Shelf;

/// The sizes where none are named.
const SIZES: [usize; 4] = [100, 1_000, 10_000, 100_000];

/// Measures every size in a process of its own, so that none sees what another one left in memory, and prints one table.
/// `words` may name the sizes, with commas between them.
pub(crate) fn run(words: &[&str], folder: &Path) {
    let sizes: Vec<usize> = words
        .iter()
        .flat_map(|word| word.split(','))
        .filter_map(|size| size.replace('_', "").parse().ok())
        .collect();
    let sizes = if sizes.is_empty() { SIZES.to_vec() } else { sizes };
    let this = std::env::current_exe().expect("this program");
    let (before, mut columns) = (Noise::now(), Vec::new());
    for size in sizes {
        let ran = Command::new(&this)
            .args(["--growth-of", &size.to_string()])
            .arg(folder)
            .status()
            .expect("this program starts");
        assert!(ran.success(), "the vault of {size} records could not be measured");
        let read = std::fs::read(told(folder, size)).expect("its figures");
        columns.push((size, serde_json::from_slice::<Value>(&read).expect("figures")));
    }
    let after = Noise::now();
    std::fs::write(folder.join("growth.md"), table::markdown(&columns)).expect("the table is written");
    std::fs::write(folder.join("growth.svg"), picture::drawn(&columns)).expect("the picture is written");
    println!("{}", table::written(&columns));
    Noise::say(before, after);
    let columns: Vec<Value> = columns
        .into_iter()
        .map(|(size, figures)| json!({ "records": size, "figures": figures }))
        .collect();
    let whole = Noise::beside(before, after, json!({ "machine": machine(), "sizes": columns }));
    let out = folder.join("growth.json");
    std::fs::write(&out, format!("{whole:#}")).expect("the figures are written");
    println!("the same as JSON: {}", out.display());
}

/// Where one size leaves its figures.
fn told(folder: &Path, size: usize) -> PathBuf {
    folder.join(format!("growth-{size}.json"))
}

/// Measures one size and leaves the figures in a file.
pub(crate) fn of(size: usize, folder: &Path) {
    let shelf = Shelf::ready(folder, size);
    let figures: Vec<Measured> = store::figures(&shelf)
        .into_iter()
        .chain(upkeep::figures(&shelf))
        .collect();
    #[cfg(target_os = "linux")]
    let figures: Vec<Measured> = figures
        .into_iter()
        .chain(window::figures(&shelf))
        .chain(smooth::figures(&shelf))
        .collect();
    for one in &figures {
        println!("{:>7}  {}", size, one.line());
    }
    let all: Vec<Value> = figures.iter().map(Measured::json).collect();
    std::fs::write(told(folder, size), Value::Array(all).to_string()).expect("the figures are written");
}

/// Says what machine it is.
fn machine() -> String {
    let about = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = about.lines().find_map(|line| line.strip_prefix("model name"));
    let model = model.map_or("unknown processor", |line| {
        line.trim_start_matches([' ', '\t', ':'])
    });
    let cores = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
    let system = std::fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    format!(
        "{model}, {cores} cores, {} {}",
        std::env::consts::OS,
        system.trim()
    )
}
