//! When a record was made, over nine years; and the ids that follow from it.

use crate::chance::Chance;

/// How many years there are records of.
pub(crate) const YEARS: usize = 9;
/// How many days of a month there are records of. They end before its last Sunday: no clock changes.
const DAYS: usize = 24;

/// A day and an hour of the day.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Moment {
    pub(crate) year: usize,
    month: usize,
    day: usize,
    hour: usize,
    minute: usize,
}

impl Moment {
    /// Returns an hour of the day that lies so far into the nine years, from 0 up to, but not including, 1.
    pub(crate) fn drawn(share: f64, chance: &mut Chance) -> Moment {
        let at = (share * (YEARS * 12 * DAYS) as f64) as usize;
        Moment {
            year: 2018 + at / (12 * DAYS),
            month: 1 + at / DAYS % 12,
            day: 1 + at % DAYS,
            hour: 8 + chance.below(8),
            minute: 15 * chance.below(4),
        }
    }

    /// Returns the id of a part of the n-th record: of version 7, sorted by time.
    pub(crate) fn id(self, n: usize, part: usize) -> String {
        let minutes = (((self.year - 1970) * 12 + self.month - 1) * 31 + self.day) * 1440
            + self.hour * 60
            + self.minute;
        let millis = minutes * 60_000;
        format!(
            "{:08x}-{:04x}-7000-8{:03x}-{n:06x}{part:06x}",
            millis >> 16,
            millis & 0xffff,
            n % 4096
        )
    }

    /// Returns the instant (RFC 3339).
    pub(crate) fn instant(self) -> String {
        format!("{}Z", self.clock(0))
    }

    /// Returns the same hour at a place, some hours later (RFC 9557).
    pub(crate) fn at(self, zone: &str, later: usize) -> String {
        let offset = match zone {
            "Asia/Seoul" => "+09:00",
            _ if (4..=10).contains(&self.month) => "+01:00",
            _ => "+00:00",
        };
        format!("{}{offset}[{zone}]", self.clock(later))
    }

    /// Returns the day and what a clock shows on it, some hours later.
    fn clock(self, later: usize) -> String {
        let Moment {
            year,
            month,
            day,
            hour,
            minute,
        } = self;
        let hour = hour + later;
        format!("{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:00")
    }

    /// Returns the day some months later.
    pub(crate) fn months_later(self, months: usize) -> String {
        let month = self.month - 1 + months;
        format!("{}-{:02}-{:02}", self.year + month / 12, month % 12 + 1, self.day)
    }
}
