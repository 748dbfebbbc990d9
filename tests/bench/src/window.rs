//! The window: how long until something is on the screen, and how much memory it takes, beside an empty window of
//! the same toolkit.

use std::path::Path;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::fresh::PASSPHRASE;
use crate::measure::{Figure, Goal};
use crate::paper::{beside, run};
use crate::screen::{ESCAPE, MARU, RETURN, SIZE, Screen};
use crate::sight::Area;

/// The ground of the empty page.
pub(crate) const EMPTY: [u8; 3] = [0xf4, 0xf5, 0xf6];
const ROUNDS: usize = 7;
/// The page, without the places beside it and the status line below.
pub(crate) const PAGE: Area = (240, 0, SIZE.0 - 240, SIZE.1 - 48);

/// Returns the window's figures, or none where the programs or a virtual display are missing.
pub(crate) fn figures() -> Vec<Figure> {
    let (Some(maru), Some(empty), Some(maructl)) =
        (beside("maru"), beside("examples/empty"), beside("maructl"))
    else {
        return Vec::new();
    };
    let (mut starts, mut floors, mut sizes, mut bases) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let (time, size) = measure(&empty, EMPTY, tempfile::tempdir().expect("a folder"));
        floors.push(time);
        bases.push(size);
        let (time, size) = measure(&maru, MARU, home(&maructl));
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

/// Starts a program; returns when its colour was on the screen and its memory once it stopped growing.
fn measure(program: &Path, colour: [u8; 3], home: TempDir) -> (Duration, f64) {
    let screen = Screen::open(program, home);
    (screen.shows(colour), screen.memory())
}

/// Returns a window that is open and at rest, on the sample vault and one more record; none where the programs are missing.
pub(crate) fn unlocked(record: &str) -> Option<Screen> {
    let (maru, maructl) = (beside("maru")?, beside("maructl")?);
    let home = home(&maructl);
    let file = home.path().join("record.json");
    std::fs::write(&file, record).expect("a file of a record");
    let vault = home.path().join("data/app.maru.desktop/Maru");
    run(&maructl, &["import", "--vault"], &[&vault, &file]);
    let screen = Screen::open(&maru, home);
    screen.shows(MARU);
    screen.focus();
    screen.rests(PAGE, Instant::now());
    screen.types(PASSPHRASE);
    screen.press(&[RETURN]);
    screen.rests(PAGE, Instant::now());
    // The tour of the first time.
    screen.press(&[ESCAPE]);
    Some(screen)
}

/// Returns a home with the sample vault where Maru looks for one, in a system that knows no folder for documents.
fn home(maructl: &Path) -> TempDir {
    let home = tempfile::tempdir().expect("a folder");
    let kept = home.path().join("data/app.maru.desktop");
    std::fs::create_dir_all(&kept).expect("a folder");
    run(maructl, &["init", "--sample", "--vault"], &[&kept.join("Maru")]);
    home
}
