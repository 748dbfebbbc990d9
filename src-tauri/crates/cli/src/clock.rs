//! Days and moments as the side of this laptop reads them.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp, ZonedDateTime};
use maru_core::bilingual::Side;
use maru_core::id;
use maru_core::zone::zone_of;

use crate::failure::Failure;

/// Returns an instant (RFC 3339) as this side's clock shows it, `YYYY-MM-DD HH:MM`.
pub(crate) fn moment(instant: &str, side: &Side) -> String {
    match instant.parse() {
        Ok(instant) => at(instant, side).strftime("%Y-%m-%d %H:%M").to_string(),
        Err(_) => instant.to_owned(),
    }
}

/// Returns the instant at which a named time is over: a day, a minute as [`moment`] writes it on this side's clock, or
/// an instant (RFC 3339).
pub(crate) fn until(named: &str, side: &Side) -> Option<Timestamp> {
    if let Ok(instant) = named.parse::<Timestamp>() {
        return instant.checked_add(Span::new().milliseconds(1)).ok();
    }
    let zone = zone_of(side).and_then(|name| TimeZone::get(name).ok());
    let zone = zone.unwrap_or(TimeZone::UTC);
    let (start, length) = match named.parse::<Date>() {
        Ok(day) if named.len() == 10 => (day.to_datetime(Time::midnight()), Span::new().days(1)),
        _ => (
            DateTime::strptime("%Y-%m-%d %H:%M", named).ok()?,
            Span::new().minutes(1),
        ),
    };
    let end = start.checked_add(length).ok()?.to_zoned_datetime(zone).ok()?;
    Some(end.timestamp())
}

/// Returns this moment, RFC 3339.
pub(crate) fn now() -> String {
    Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// Returns a new id for something that a person adds.
pub(crate) fn id() -> Result<String, Failure> {
    let mut random = [0; 10];
    getrandom::fill(&mut random).map_err(|_| Failure::new("internal"))?;
    Ok(id::new(Timestamp::now().as_millisecond(), random))
}

fn at(instant: Timestamp, side: &Side) -> ZonedDateTime {
    let zone = zone_of(side).and_then(|name| TimeZone::get(name).ok());
    instant.to_zoned_datetime(zone.unwrap_or(TimeZone::UTC))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_named_time_is_over_when_its_last_moment_is() {
        let until = |named: &str| {
            let end = until(named, &Side::new("kr"));
            end.map(|end| end.to_string()).unwrap_or_default()
        };
        assert_eq!(until("2027-03-09"), "2027-03-09T15:00:00Z");
        assert_eq!(until("2027-03-09 08:30"), "2027-03-08T23:31:00Z");
        assert_eq!(until("2027-03-08T23:30:00Z"), "2027-03-08T23:30:00.001Z");
        assert_eq!(until("yesterday"), "");
    }

    #[test]
    fn each_side_reads_its_own_clock() {
        let instant = "2027-03-08T23:30:00Z";
        assert_eq!(moment(instant, &Side::new("uk")), "2027-03-08 23:30");
        assert_eq!(moment(instant, &Side::new("kr")), "2027-03-09 08:30");
        assert_eq!(moment(instant, &Side::new("zz")), "2027-03-08 23:30");
        assert_eq!(moment("long ago", &Side::new("uk")), "long ago");
    }
}
