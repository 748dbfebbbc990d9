//! When Maru was used: two instants and nothing else, so that Home can say what changed since last time.

use jiff::ZonedDateTime;
use serde::{Deserialize, Serialize};

/// The days on which Maru was used, each by its first opening.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Visits {
    /// The last day before this one.
    before: Option<String>,
    /// This day.
    latest: Option<String>,
}

impl Visits {
    /// Notes that the vault was opened. A day counts as one visit: the vault locks itself many times in it.
    pub(crate) fn enter(&mut self, now: &ZonedDateTime) {
        let same = |instant: &String| {
            let then = instant.parse::<jiff::Timestamp>().ok();
            then.is_some_and(|then| then.to_zoned_datetime(now.time_zone().clone()).date() == now.date())
        };
        if self.latest.as_ref().is_some_and(same) {
            return;
        }
        self.before = self.latest.replace(now.timestamp().to_string());
    }

    /// Returns when Maru was used last before today.
    pub(crate) fn last(&self) -> Option<&str> {
        self.before.as_deref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> ZonedDateTime {
        text.parse().expect("a moment")
    }

    #[test]
    fn a_day_counts_once_on_this_laptops_clock() {
        let mut visits = Visits::default();
        visits.enter(&at("2027-03-08T23:30:00+09:00[Asia/Seoul]"));
        assert_eq!(visits.last(), None);
        visits.enter(&at("2027-03-09T00:10:00+09:00[Asia/Seoul]"));
        assert_eq!(visits.last(), Some("2027-03-08T14:30:00Z"));
        visits.enter(&at("2027-03-09T18:00:00+09:00[Asia/Seoul]"));
        assert_eq!(visits.last(), Some("2027-03-08T14:30:00Z"));
        visits.enter(&at("2027-03-12T09:00:00+09:00[Asia/Seoul]"));
        assert_eq!(visits.last(), Some("2027-03-08T15:10:00Z"));
    }

    #[test]
    fn nonsense_is_no_visit() {
        let mut visits = Visits {
            before: None,
            latest: Some("yesterday".to_owned()),
        };
        visits.enter(&at("2027-03-09T09:00:00+00:00[Europe/London]"));
        assert_eq!(visits.last(), Some("yesterday"));
    }
}
