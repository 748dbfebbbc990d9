//! The real window over the vault: from the start to the picture of the lock, from the passphrase to a still Home, from one
//! page to the next, a letter in the palette, and how much memory that takes beyond an empty window.

use std::time::Instant;

use tempfile::TempDir;

use super::measured::Measured;
use super::shelf::Shelf;
use crate::fresh::PASSPHRASE;
use crate::paper::beside;
use crate::screen::{CONTROL, ESCAPE, MARU, RETURN, SIZE, Screen};
use crate::sight::Area;
use crate::window::EMPTY;

const ROUNDS: usize = 3;
const WHOLE: Area = (0, 0, SIZE.0, SIZE.1);
/// The keys of agreements, sessions, practices and actions, and back to Home.
const PAGES: [char; 5] = ['2', '3', '4', '5', '1'];
/// What is looked for in the palette.
const LOOKED_FOR: &str = "data ro";

/// Returns the window's figures, or none where the programs or a virtual display are missing.
pub(super) fn figures(shelf: &Shelf) -> Vec<Measured> {
    let (Some(maru), Some(empty)) = (beside("maru"), beside("examples/empty")) else {
        return Vec::new();
    };
    let screen = Screen::open(&empty, tempfile::tempdir().expect("a folder"));
    screen.shows(EMPTY);
    let bare = screen.memory();
    drop(screen);
    let derivation = maru_store::derivation_time(&shelf.kept, PASSPHRASE).expect("the derivation");
    let (mut starts, mut homes, mut sizes) = (Vec::new(), Vec::new(), Vec::new());
    let (mut pages, mut letters) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let screen = Screen::open(&maru, home(shelf));
        starts.push(screen.shows(MARU).as_secs_f64() * 1e3);
        screen.focus();
        screen.types(PASSPHRASE);
        let pressed = Instant::now();
        screen.press(&[RETURN]);
        let still = screen.rests(WHOLE, pressed);
        homes.push(still.saturating_sub(derivation).as_secs_f64() * 1e3);
        sizes.push(screen.memory() - bare);
        // The tour of the first time.
        still_after(&screen, &[ESCAPE]);
        pages.extend(PAGES.map(|page| still_after(&screen, &[CONTROL, page.into()])));
        still_after(&screen, &[CONTROL, 'k'.into()]);
        letters.extend(
            LOOKED_FOR
                .chars()
                .map(|letter| still_after(&screen, &[letter.into()])),
        );
    }
    vec![
        Measured::seen("window: start to the lock on screen", "ms", starts),
        Measured::seen("window: passphrase to a still Home", "ms", homes),
        Measured::seen("window: from one page to the next", "ms", pages),
        Measured::seen(
            "window: a letter in the palette until its answers stand",
            "ms",
            letters,
        ),
        Measured::seen("window: memory over an empty one", "MiB", sizes),
    ]
}

/// Presses keys and returns how many milliseconds it took until the screen was still.
fn still_after(screen: &Screen, keys: &[u32]) -> f64 {
    let pressed = Instant::now();
    screen.press(keys);
    screen.rests(WHOLE, pressed).as_secs_f64() * 1e3
}

/// Returns a home with a copy of the vault where Maru looks for one.
fn home(shelf: &Shelf) -> TempDir {
    let (folder, copy) = shelf.copy();
    let kept = folder.path().join("data/app.maru.desktop");
    std::fs::create_dir_all(&kept).expect("a folder");
    std::fs::rename(copy, kept.join("Maru")).expect("in its place");
    folder
}
