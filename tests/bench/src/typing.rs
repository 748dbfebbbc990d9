//! One key in the real window: how long until its letter is on the screen.
//!
//! That is everything a hand waits for: the way of the key through X, the toolkit and the page, the letter laid out and
//! painted, and the frame of the display that it comes with, up to 17 ms later. The saves that fall into the typing are in
//! it too. The same keys in the short session of the sample show what of it a long text costs: no more than a page may take
//! for a key, 16 ms.

use std::time::{Duration, Instant};

use crate::measure::{Figure, Goal};
use crate::meeting;
use crate::screen::{CONTROL, RETURN, Screen};
use crate::window::{PAGE, unlocked};

const KEYS: usize = 120;
const LINES: usize = 1_000;
/// How fast a quick person types.
const PACE: Duration = Duration::from_millis(120);
/// So many pixels above and below the first letter the others come, once its line is full.
const ABOVE: u16 = 60;
const BELOW: u16 = 240;

/// Returns the figures of typing, or none where the programs are missing.
pub(crate) fn figures() -> Vec<Figure> {
    let Some(screen) = unlocked(&meeting::of(LINES).to_string()) else {
        return Vec::new();
    };
    let short = typed(&screen, "concentrate on naming");
    let long = typed(&screen, "point 500");
    let name = |session: &str| format!("a key in {session}, to its letter on screen");
    let short = Figure::of_times(&name("the sample session"), &short, None);
    let goal = Goal::P95(short.p95 + 16.0);
    let long = Figure::of_times(&name("a session of 1,000 lines"), &long, Some(goal));
    vec![short, long]
}

/// Goes to a line by its words and types behind them.
fn typed(screen: &Screen, words: &str) -> Vec<Duration> {
    screen.press(&[CONTROL, 'k'.into()]);
    screen.rests(PAGE, Instant::now());
    screen.types(words);
    screen.rests(PAGE, Instant::now());
    screen.press(&[RETURN]);
    screen.rests(PAGE, Instant::now());
    // Whatever else is on the page keeps quiet from the first letter on.
    screen.types("m");
    screen.rests(PAGE, Instant::now());
    let before = screen.pixels(PAGE);
    screen.types("m");
    screen.changes(PAGE, &before, Instant::now());
    let top = screen
        .first_row(PAGE, &before)
        .expect("the letter is on the screen");
    let top = top.saturating_sub(ABOVE).min(PAGE.3 - ABOVE - BELOW);
    let top = i16::try_from(top).expect("a height of the display");
    let line = (PAGE.0, top, PAGE.2, ABOVE + BELOW);
    (0..KEYS)
        .map(|_| {
            let before = screen.pixels(line);
            let start = Instant::now();
            screen.types("m");
            let took = screen.changes(line, &before, start);
            std::thread::park_timeout(PACE.saturating_sub(start.elapsed()));
            took
        })
        .collect()
}
