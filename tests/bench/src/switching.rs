//! From one record to another in the real window: how long from the key on a title until the whole page is at rest.

use std::time::Instant;

use crate::fresh::PASSPHRASE;
use crate::measure::{Figure, Goal};
use crate::meeting;
use crate::paper::{beside, run};
use crate::screen::{Area, CONTROL, DOWN, ESCAPE, HOME, MARU, RETURN, SIZE, Screen};
use crate::window::home;

const ROUNDS: usize = 20;
/// Lines of the long session.
const LINES: usize = 300;
/// The page, without the places beside it and the status line below.
const PAGE: Area = (240, 0, SIZE.0 - 240, SIZE.1 - 48);

/// Returns the figures of switching, or none where the programs are missing.
pub(crate) fn figures() -> Vec<Figure> {
    let (Some(maru), Some(maructl)) = (beside("maru"), beside("maructl")) else {
        return Vec::new();
    };
    let home = home(&maructl);
    // Later than the sessions of the sample, so that it stands above them.
    let long = meeting::of(LINES).to_string().replace("2027-03-09", "2028-03-09");
    let file = home.path().join("long.json");
    std::fs::write(&file, long).expect("a file of a record");
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
