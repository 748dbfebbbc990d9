//! From one record to another in the real window: how long from the key on a title until the whole page is at rest.

use std::time::Instant;

use crate::measure::{Figure, Goal};
use crate::meeting;
use crate::screen::{CONTROL, DOWN, HOME, RETURN, Screen};
use crate::window::{PAGE, unlocked};

const ROUNDS: usize = 20;
/// Lines of the long session.
const LINES: usize = 300;

/// Returns the figures of switching, or none where the programs are missing.
pub(crate) fn figures() -> Vec<Figure> {
    // Later than the sessions of the sample, so that it stands above them.
    let long = meeting::of(LINES).to_string().replace("2027-03-09", "2028-03-09");
    let Some(screen) = unlocked(&long) else {
        return Vec::new();
    };
    [("a session of 300 lines", 0), ("the sample session", 1)]
        .into_iter()
        .map(|(name, row)| {
            let times: Vec<_> = (0..ROUNDS).map(|_| open(&screen, row)).collect();
            let name = format!("{name}, from the key to the page at rest");
            Figure::of_times(&name, &times, Some(Goal::P95(100.0)))
        })
        .collect()
}

/// Opens the record in a row of the list of sessions.
fn open(screen: &Screen, row: usize) -> std::time::Duration {
    screen.press(&[CONTROL, '3'.into()]);
    screen.rests(PAGE, Instant::now());
    screen.press(&[HOME]);
    (0..row).for_each(|_| screen.press(&[DOWN]));
    screen.rests(PAGE, Instant::now());
    let start = Instant::now();
    screen.press(&[RETURN]);
    let took = screen.rests(PAGE, start);
    assert!(took.as_millis() > 5, "nothing opened");
    took
}
