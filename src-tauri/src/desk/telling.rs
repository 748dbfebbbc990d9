//! How far a long work at the desk is, and how a person stops it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::many::progress;
use crate::failure::{Answer, Failure};
use crate::many::Sent;

/// The code of what a person stopped before anything came in or left.
pub(super) const STOPPED: &str = "import-stopped";

/// How often a page hears how far it is: nobody reads faster, and each word takes the page a moment.
const OFTEN: Duration = Duration::from_millis(100);

/// Tells a page how far a work is.
pub(super) struct Telling<F: Fn(Sent)> {
    told: F,
    begun: Instant,
    last: Instant,
    done: usize,
    total: usize,
}

impl<F: Fn(Sent)> Telling<F> {
    /// Begins a work of so many steps.
    pub(super) fn new(total: usize, told: F) -> Telling<F> {
        let begun = Instant::now();
        Telling {
            told,
            begun,
            last: begun,
            done: 0,
            total,
        }
    }

    /// Notes that one more step is done, the one of this name. The first and the last are always told.
    pub(super) fn tell(&mut self, name: impl FnOnce() -> String) {
        self.done += 1;
        if self.done == 1 || self.done == self.total || self.last.elapsed() > OFTEN {
            self.last = Instant::now();
            (self.told)(progress(self.done, self.total, name(), self.begun));
        }
    }
}

/// Returns an error once a person stopped the work.
pub(super) fn go_on(stop: &AtomicBool) -> Answer<()> {
    match stop.load(Ordering::Relaxed) {
        true => Err(Failure::new(STOPPED)),
        false => Ok(()),
    }
}

/// Returns what came of a work, or nothing if a person stopped it.
pub(super) fn unless_stopped<T>(done: Answer<T>) -> Answer<Option<T>> {
    match done {
        Err(failure) if failure.code == STOPPED => Ok(None),
        done => done.map(Some),
    }
}
