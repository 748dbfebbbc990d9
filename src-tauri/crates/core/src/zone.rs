//! Instants with their zones, and the same moment on every side's clock (R8).

use jiff::civil::Date;
use jiff::fmt::temporal::DateTimeParser;
use jiff::tz::{OffsetConflict, TimeZone};
use jiff::{Timestamp, ZonedDateTime};

use crate::bilingual::{Lang, Side};
use crate::date::{Weekday, from_to, ko_without_year, written};
use crate::error::Error;
use crate::labels::Labels;
use crate::meeting::Day;

/// The zone of the capital of each side that Maru knows, or of the city where its digital government sits.
const ZONES: [(&str, &str); 30] = [
    ("uk", "Europe/London"),
    ("kr", "Asia/Seoul"),
    ("ae", "Asia/Dubai"),
    ("au", "Australia/Sydney"),
    ("br", "America/Sao_Paulo"),
    ("ca", "America/Toronto"),
    ("cr", "America/Costa_Rica"),
    ("de", "Europe/Berlin"),
    ("dk", "Europe/Copenhagen"),
    ("ee", "Europe/Tallinn"),
    ("es", "Europe/Madrid"),
    ("fi", "Europe/Helsinki"),
    ("fr", "Europe/Paris"),
    ("id", "Asia/Jakarta"),
    ("il", "Asia/Jerusalem"),
    ("in", "Asia/Kolkata"),
    ("jp", "Asia/Tokyo"),
    ("kh", "Asia/Phnom_Penh"),
    ("mx", "America/Mexico_City"),
    ("my", "Asia/Kuala_Lumpur"),
    ("nl", "Europe/Amsterdam"),
    ("no", "Europe/Oslo"),
    ("nz", "Pacific/Auckland"),
    ("pl", "Europe/Warsaw"),
    ("pt", "Europe/Lisbon"),
    ("se", "Europe/Stockholm"),
    ("sg", "Asia/Singapore"),
    ("ua", "Europe/Kyiv"),
    ("us", "America/New_York"),
    ("uy", "America/Montevideo"),
];

/// Returns the IANA zone of a side, if Maru knows it.
pub fn zone_of(side: &Side) -> Option<&'static str> {
    ZONES
        .iter()
        .find(|(code, _)| *code == side.0)
        .map(|(_, zone)| *zone)
}

/// Returns the city that a zone is named after, in one language.
pub fn city(zone: &str, lang: Lang) -> String {
    let id: String = zone
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() {
                c.to_ascii_lowercase()
            } else {
                '-'
            }
        })
        .collect();
    let known = Labels::new(lang).find(&format!("city-{id}"), &[]);
    known.unwrap_or_else(|| zone.rsplit('/').next().unwrap_or(zone).replace('_', " "))
}

/// Returns the moment that an RFC 9557 text names, such as `2027-03-09T09:30:00+09:00[Asia/Seoul]`.
///
/// A meeting is held by the clock on the wall: where a zone's rules have changed since the text was written, so
/// that its offset fits no more, the wall's time in that zone is meant.
///
/// # Errors
/// `Error::Misfit` if it names no moment, or a zone that does not exist.
pub fn instant(text: &str) -> Result<ZonedDateTime, Error> {
    static PARSER: DateTimeParser = DateTimeParser::new().offset_conflict(OffsetConflict::PreferOffset);
    PARSER
        .parse_zoned_datetime(text)
        .map_err(|_| Error::Misfit(format!("no time with its zone: {text}")))
}

/// Returns the same moment on the clock of another zone.
///
/// # Errors
/// `Error::Misfit` if the text names no moment or the zone does not exist.
pub fn local(start: &str, zone: &str) -> Result<ZonedDateTime, Error> {
    Ok(instant(start)?.with_time_zone(time_zone(zone)?))
}

/// Returns the day on the calendar of a zone at this instant (RFC 3339).
///
/// # Errors
/// `Error::Misfit` if the text names no instant or the zone does not exist.
pub fn today_in(zone: &str, now: &str) -> Result<Date, Error> {
    let now: Timestamp = now
        .parse()
        .map_err(|_| Error::Misfit(format!("no instant: {now}")))?;
    Ok(now.to_zoned_datetime(time_zone(zone)?).date())
}

/// One day of a meeting on the clock of one side.
#[derive(Debug, Clone, PartialEq)]
pub struct LocalDay {
    /// The side.
    pub side: Side,
    /// Its zone.
    pub zone: &'static str,
    /// When the day starts there.
    pub start: ZonedDateTime,
    /// When the day ends there.
    pub end: ZonedDateTime,
}

impl LocalDay {
    /// Returns the times as a line, such as `London: Tuesday 9 March 2027, 00:30 to 08:30 (GMT)`.
    pub fn written(&self, lang: Lang) -> String {
        let zone = self
            .start
            .time_zone()
            .to_offset_info(self.start.timestamp())
            .abbreviation()
            .to_owned();
        format!(
            "{}: {} ({zone})",
            city(self.zone, lang),
            span(&self.start, &self.end, lang)
        )
    }
}

/// Returns one day of a meeting on every side's clock, in the order of the sides; a side whose zone is unknown is
/// left out.
///
/// # Errors
/// `Error::Misfit` if the day's start or end names no moment.
pub fn both_local_times(day: &Day, sides: &[Side]) -> Result<Vec<LocalDay>, Error> {
    let known = sides
        .iter()
        .filter_map(|side| zone_of(side).map(|zone| (side, zone)));
    known
        .map(|(side, zone)| {
            let (start, end) = (local(&day.start, zone)?, local(&day.end, zone)?);
            Ok(LocalDay {
                side: side.clone(),
                zone,
                start,
                end,
            })
        })
        .collect()
}

/// Returns the time on the 24-hour clock, such as `09:30`.
pub fn clock(moment: &ZonedDateTime) -> String {
    format!("{:02}:{:02}", moment.hour(), moment.minute())
}

/// Returns the time from start to end with days and weekdays, such as `2027. 3. 9.(화) 09:30 ∼ 17:30`.
pub fn span(start: &ZonedDateTime, end: &ZonedDateTime, lang: Lang) -> String {
    let last = if start.date() == end.date() {
        clock(end)
    } else if lang == Lang::Ko && start.year() == end.year() {
        format!("{} {}", ko_without_year(end.date()), clock(end))
    } else {
        moment(end, lang)
    };
    from_to(lang, &moment(start, lang), &last)
}

/// Returns the day with its weekday and the time, such as `Tuesday 9 March 2027, 09:30`.
pub fn moment(moment: &ZonedDateTime, lang: Lang) -> String {
    let day = written(moment.date(), lang, Weekday::Yes);
    match lang {
        Lang::En => format!("{day}, {}", clock(moment)),
        Lang::Ko => format!("{day} {}", clock(moment)),
    }
}

fn time_zone(zone: &str) -> Result<TimeZone, Error> {
    TimeZone::get(zone).map_err(|_| Error::Misfit(format!("no time zone: {zone}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day() -> Day {
        Day {
            start: "2027-03-09T09:30:00+09:00[Asia/Seoul]".to_owned(),
            end: "2027-03-09T17:30:00+09:00[Asia/Seoul]".to_owned(),
        }
    }

    #[test]
    fn every_zone_exists_and_its_city_has_a_name_in_both_languages() {
        for (side, zone) in ZONES {
            assert!(time_zone(zone).is_ok(), "{zone}");
            assert_eq!(zone_of(&Side::new(side)), Some(zone));
            assert!(!city(zone, Lang::Ko).is_ascii(), "{zone} has no Korean name");
        }
        assert_eq!(city("America/Port_of_Spain", Lang::Ko), "Port of Spain");
    }

    #[test]
    fn both_sides_read_their_own_clock() {
        let sides = [Side::new("kr"), Side::new("uk"), Side::new("joint")];
        let days = both_local_times(&day(), &sides).expect("local times");
        let ko: Vec<String> = days.iter().map(|d| d.written(Lang::Ko)).collect();
        assert_eq!(
            ko,
            [
                "서울: 2027. 3. 9.(화) 09:30 ∼ 17:30 (KST)",
                "런던: 2027. 3. 9.(화) 00:30 ∼ 08:30 (GMT)"
            ]
        );
        assert_eq!(
            days[1].written(Lang::En),
            "London: Tuesday 9 March 2027, 00:30 to 08:30 (GMT)"
        );
    }

    #[test]
    fn summer_time_is_the_zones_own() {
        let there = local("2027-06-09T09:30:00+09:00[Asia/Seoul]", "Europe/London").expect("a time");
        assert_eq!(clock(&there), "01:30");
    }

    #[test]
    fn a_span_over_two_days_names_both() {
        let start = instant("2027-03-09T09:30:00+09:00[Asia/Seoul]").expect("a time");
        let end = instant("2027-03-10T12:30:00+09:00[Asia/Seoul]").expect("a time");
        assert_eq!(
            span(&start, &end, Lang::Ko),
            "2027. 3. 9.(화) 09:30 ∼ 3. 10.(수) 12:30"
        );
        assert_eq!(
            span(&start, &end, Lang::En),
            "Tuesday 9 March 2027, 09:30 to Wednesday 10 March 2027, 12:30"
        );
    }

    #[test]
    fn the_clock_on_the_wall_counts_when_rules_have_changed() {
        let moment = instant("2027-07-01T09:30:00+00:00[Europe/London]").expect("a time");
        assert_eq!(
            (clock(&moment).as_str(), moment.offset().seconds()),
            ("09:30", 3600)
        );
        // An hour that happens twice: the offset says which of the two is meant.
        let first = instant("2027-10-31T01:30:00+01:00[Europe/London]").expect("a time");
        let second = instant("2027-10-31T01:30:00+00:00[Europe/London]").expect("a time");
        assert_eq!(
            second.timestamp().as_second() - first.timestamp().as_second(),
            3600
        );
    }

    #[test]
    fn what_is_no_moment_is_refused() {
        for text in [
            "",
            "2027-03-09",
            "2027-03-09T09:30",
            "2027-03-09T09:30:00+09:00[Mars/Base]",
            "내일",
        ] {
            assert!(instant(text).is_err(), "{text}");
        }
        assert!(local("2027-03-09T09:30:00+09:00[Asia/Seoul]", "Nowhere").is_err());
    }

    #[test]
    fn today_depends_on_where() {
        let now = "2027-03-09T16:00:00Z";
        assert_eq!(
            today_in("Asia/Seoul", now).expect("a day").to_string(),
            "2027-03-10"
        );
        assert_eq!(
            today_in("Europe/London", now).expect("a day").to_string(),
            "2027-03-09"
        );
    }
}
