//! Time and randomness from the system, in the forms that records and the database keep.

use std::io;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use jiff::Timestamp;
use jiff::civil::Date;
use maru_core::zone;

use crate::error::Error;

/// Returns the milliseconds since 1970.
pub(crate) fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

/// Returns an instant as text of one width, which sorts as time does: `2027-03-09T00:30:00.000Z`.
pub(crate) fn sortable(ms: i64) -> String {
    Timestamp::from_millisecond(ms)
        .unwrap_or(Timestamp::UNIX_EPOCH)
        .strftime("%Y-%m-%dT%H:%M:%S%.3fZ")
        .to_string()
}

/// Returns the quarter of an hour in which an instant lies, as [`sortable`] text. Every zone of today is whole quarters from
/// UTC: midnight begins one, and the day of the quarter is that of the instant wherever one is.
pub(crate) fn quarter(ms: i64) -> String {
    const QUARTER: i64 = 15 * 60 * 1000;
    sortable(ms.div_euclid(QUARTER) * QUARTER)
}

/// Returns the first day of a date that is known to the day, the month or the year (`2025-01-21`, `2024-07`, `2024`).
pub(crate) fn first_day(text: &str) -> Option<Date> {
    let written = ["", "-01", "-01-01"].map(|rest| format!("{text}{rest}"));
    written.iter().find_map(|day| day.parse().ok())
}

/// Returns the milliseconds since 1970 of an instant, of an instant with its zone, or of the start of a day, a month or a
/// year.
pub(crate) fn parse(text: &str) -> Option<i64> {
    if text.contains('[') {
        return text
            .parse::<jiff::ZonedDateTime>()
            .ok()
            .map(|z| z.timestamp().as_millisecond());
    }
    if let Ok(instant) = text.parse::<Timestamp>() {
        return Some(instant.as_millisecond());
    }
    first_day(text)?
        .to_zoned_datetime(jiff::tz::TimeZone::UTC)
        .ok()
        .map(|z| z.timestamp().as_millisecond())
}

/// Returns whether an action that is sorted by this is late at an instant (RFC 3339) on the clock of a zone.
pub(crate) fn is_late(sort: &str, zone: &str, now: &str) -> bool {
    let today = zone::today_in(zone, now).or_else(|_| zone::today_in("UTC", now));
    // Something is still to be done where the key begins with 0; a day that is not said is the last of all.
    let last = sort.strip_prefix("0 ");
    today.is_ok_and(|today| last.is_some_and(|last| *last < *today.to_string()))
}

/// Fills a buffer with randomness.
pub(crate) fn fill_random(buffer: &mut [u8]) -> Result<(), Error> {
    getrandom::fill(buffer).map_err(|e| Error::disk(Path::new("random"), io::Error::other(e.to_string())))
}

/// Returns random bytes.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], Error> {
    let mut bytes = [0; N];
    fill_random(&mut bytes)?;
    Ok(bytes)
}

/// The millisecond of the last id, and which one of that millisecond it was.
static LAST: Mutex<(i64, u16)> = Mutex::new((0, 0));
/// There are twelve bits for it (RFC 9562, 6.2, method 1).
const MOST: u16 = 0xfff;

/// Returns a new id. Ids that are made one after the other sort so, also within a millisecond: records that come in
/// together stay in their order.
pub(crate) fn id() -> Result<String, Error> {
    let mut random: [u8; 10] = random()?;
    let mut last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
    let now = now();
    *last = match *last {
        (before, _) if now > before => (now, 0),
        (before, nth) if nth < MOST => (before, nth + 1),
        (before, _) => (before + 1, 0),
    };
    let [high, low] = last.1.to_be_bytes();
    (random[0], random[1]) = (high, low);
    Ok(maru_core::id::new(last.0, random))
}

#[cfg(test)]
mod tests {
    use super::{id, parse, quarter, sortable};

    #[test]
    fn ids_that_are_made_one_after_the_other_sort_so() {
        let ids: Vec<String> = (0..10_000).map(|_| id().expect("an id")).collect();
        assert!(ids.is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn a_quarter_of_an_hour_keeps_the_day_in_every_zone() {
        let shown = |instant: &str| parse(instant).map(quarter);
        assert_eq!(
            shown("2027-03-09T00:44:59.999Z").as_deref(),
            Some("2027-03-09T00:30:00.000Z")
        );
        assert_eq!(
            shown("2027-03-09T00:45:00Z").as_deref(),
            Some("2027-03-09T00:45:00.000Z")
        );
        // Midnight in Nepal, five hours and three quarters before it is midnight in London.
        assert_eq!(
            shown("2027-03-09T00:00:01+05:45[Asia/Kathmandu]").as_deref(),
            Some("2027-03-08T18:15:00.000Z")
        );
        assert_eq!(
            shown("1969-12-31T23:59:59Z").as_deref(),
            Some("1969-12-31T23:45:00.000Z")
        );
    }

    #[test]
    fn times_of_all_forms_sort_together() {
        let morning = parse("2027-03-09T09:30:00+09:00[Asia/Seoul]").expect("a zoned time");
        assert_eq!(sortable(morning), "2027-03-09T00:30:00.000Z");
        assert_eq!(parse("2027-03-09T00:30:00.120Z"), Some(morning + 120));
        assert_eq!(sortable(morning + 120), "2027-03-09T00:30:00.120Z");
        assert_eq!(
            parse("2027-03-09").map(sortable).as_deref(),
            Some("2027-03-09T00:00:00.000Z")
        );
        assert_eq!(parse("2027-03"), parse("2027-03-01"));
        assert_eq!(parse("2027"), parse("2027-01-01"));
        assert_eq!((parse(""), parse("tomorrow"), parse("27")), (None, None, None));
    }
}
