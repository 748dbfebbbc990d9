//! Days and moments as the side of this laptop reads them.

use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};
use maru_core::bilingual::Side;
use maru_core::zone::zone_of;

/// Returns an instant (RFC 3339) as this side's clock shows it, `YYYY-MM-DD HH:MM`.
pub(crate) fn moment(instant: &str, side: &Side) -> String {
    match instant.parse() {
        Ok(instant) => at(instant, side).strftime("%Y-%m-%d %H:%M").to_string(),
        Err(_) => instant.to_owned(),
    }
}

/// Returns this moment, RFC 3339.
pub(crate) fn now() -> String {
    Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

fn at(instant: Timestamp, side: &Side) -> ZonedDateTime {
    let zone = zone_of(side).and_then(|name| TimeZone::get(name).ok());
    instant.to_zoned_datetime(zone.unwrap_or(TimeZone::UTC))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_side_reads_its_own_clock() {
        let instant = "2027-03-08T23:30:00Z";
        assert_eq!(moment(instant, &Side::new("uk")), "2027-03-08 23:30");
        assert_eq!(moment(instant, &Side::new("kr")), "2027-03-09 08:30");
        assert_eq!(moment(instant, &Side::new("zz")), "2027-03-08 23:30");
        assert_eq!(moment("long ago", &Side::new("uk")), "long ago");
    }
}
