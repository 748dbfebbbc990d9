//! Time and randomness from the system, in the forms that records and the database keep.

use std::io;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use jiff::Timestamp;
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

/// Returns the milliseconds since 1970 of an instant, of an instant with its zone, or of the start of a day.
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
    let day = text.parse::<jiff::civil::Date>().ok()?;
    day.to_zoned_datetime(jiff::tz::TimeZone::UTC)
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

/// Returns a new id.
pub(crate) fn id() -> Result<String, Error> {
    Ok(maru_core::id::new(now(), random()?))
}

#[cfg(test)]
mod tests {
    use super::{parse, sortable};

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
        assert_eq!((parse(""), parse("tomorrow")), (None, None));
    }
}
