//! The two clocks of the lock: how long nobody touched the window, and how long the next passphrase must wait.

use std::sync::OnceLock;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// A moment by two clocks: one that nobody can set but that stops while the laptop sleeps, and one that runs on but
/// that anybody can set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Moment {
    /// Since this process began.
    pub(crate) steady: Duration,
    /// Since 1970.
    pub(crate) wall: Duration,
}

impl Moment {
    /// Returns this moment.
    pub(crate) fn now() -> Moment {
        static START: OnceLock<Instant> = OnceLock::new();
        let steady = START.get_or_init(Instant::now).elapsed();
        Moment {
            steady,
            wall: SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default(),
        }
    }

    /// Returns how long ago another moment was, by the clock that says more: a laptop that slept was not touched.
    fn since(self, other: Moment) -> Duration {
        let steady = self.steady.saturating_sub(other.steady);
        steady.max(self.wall.saturating_sub(other.wall))
    }
}

/// A pause between two sentences: whoever types again a moment later waits for nothing.
const PAUSE: Duration = Duration::from_secs(3);

/// How long nobody touched the window.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Idle {
    touched: Moment,
}

impl Idle {
    /// Returns the clock of a window that was touched just now.
    pub(crate) fn new(now: Moment) -> Idle {
        Idle { touched: now }
    }

    /// Notes that somebody is here.
    pub(crate) fn touch(&mut self, now: Moment) {
        self.touched = now;
    }

    /// Returns whether nobody was here for as long as a pause between two sentences.
    pub(crate) fn is_pause(&self, now: Moment) -> bool {
        now.since(self.touched) >= PAUSE
    }

    /// Returns how long the vault may stay open without another touch.
    pub(crate) fn left(&self, now: Moment, minutes: u32) -> Duration {
        Duration::from_secs(u64::from(minutes) * 60).saturating_sub(now.since(self.touched))
    }
}

/// How long the next passphrase must wait after wrong ones. It counts by the steady clock alone, so that setting the
/// laptop's clock gains nothing; after a new start the wait begins again.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Delay {
    tries: u32,
    since: Moment,
}

/// So many wrong passphrases are slips of the finger.
const SLIPS: u32 = 3;
/// Nobody is shut out for longer than this.
const LONGEST: u64 = 300;

impl Delay {
    /// Returns the delay after so many wrong passphrases, the last of them now.
    pub(crate) fn new(tries: u32, now: Moment) -> Delay {
        Delay { tries, since: now }
    }

    /// Returns how many wrong passphrases there were.
    pub(crate) fn tries(&self) -> u32 {
        self.tries
    }

    /// Returns how many seconds are left to wait.
    pub(crate) fn seconds(&self, now: Moment) -> u32 {
        let Some(over) = self.tries.checked_sub(SLIPS) else {
            return 0;
        };
        let whole = Duration::from_secs(2u64.checked_pow(over + 1).unwrap_or(LONGEST).min(LONGEST));
        let left = whole.saturating_sub(now.steady.saturating_sub(self.since.steady));
        u32::try_from(left.as_millis().div_ceil(1000)).unwrap_or(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(steady: u64, wall: u64) -> Moment {
        Moment {
            steady: Duration::from_secs(steady),
            wall: Duration::from_secs(1_000_000 + wall),
        }
    }

    #[test]
    fn the_vault_locks_after_its_minutes() {
        let mut idle = Idle::new(at(0, 0));
        assert_eq!(idle.left(at(540, 540), 10), Duration::from_secs(60));
        idle.touch(at(540, 540));
        assert_eq!(idle.left(at(600, 600), 10), Duration::from_secs(540));
        assert_eq!(idle.left(at(1140, 1140), 10), Duration::ZERO);
    }

    #[test]
    fn a_laptop_that_slept_was_not_touched() {
        assert_eq!(Idle::new(at(0, 0)).left(at(5, 3600), 10), Duration::ZERO);
    }

    #[test]
    fn setting_the_clock_back_does_not_keep_the_vault_open() {
        assert_eq!(Idle::new(at(0, 500_000)).left(at(600, 0), 10), Duration::ZERO);
    }

    #[test]
    fn the_wait_grows_to_its_longest_and_no_further() {
        let waits: Vec<u32> = (0..12)
            .map(|tries| Delay::new(tries, at(0, 0)).seconds(at(0, 0)))
            .collect();
        assert_eq!(waits, [0, 0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 300]);
        assert_eq!(Delay::new(u32::MAX, at(0, 0)).seconds(at(0, 0)), 300);
    }

    #[test]
    fn setting_the_clock_forward_does_not_shorten_the_wait() {
        let delay = Delay::new(5, at(10, 0));
        assert_eq!(delay.seconds(at(10, 86_400)), 8);
        assert_eq!(delay.seconds(at(17, 86_400)), 1);
        assert_eq!(delay.seconds(at(18, 0)), 0);
    }
}
