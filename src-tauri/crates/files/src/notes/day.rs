//! The day that a note names, in the ways in which people and programs write it. What may be read in two ways, such as
//! `09/03/2027`, is not read.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::fmt::strtime::BrokenDownTime;

/// How English notes write a day; Notion writes the second and the last.
const WORDS: [&str; 6] = [
    "%d %B %Y",
    "%B %d, %Y",
    "%d %b %Y",
    "%b %d, %Y",
    "%A %d %B %Y",
    "%B %d, %Y %I:%M %p",
];

/// Returns the moment that a field names: `2027-03-09`, `2027-03-09T14:00:00`, or an instant where it says its offset.
pub(super) fn moment(text: &str) -> Option<String> {
    let text = text.trim();
    if let Ok(instant) = text.parse::<Timestamp>() {
        return Some(instant.to_string());
    }
    let has_hour = text.contains(':');
    if let Ok(at) = text.parse::<DateTime>()
        && has_hour
    {
        return Some(at.to_string());
    }
    if let Ok(day) = text.parse::<Date>() {
        return Some(day.to_string());
    }
    if let Some((day, rest)) = numbers(text) {
        return match rest
            .trim()
            .trim_start_matches(['(', '일', '월', '화', '수', '목', '금', '토', ')'])
        {
            rest if rest.trim().is_empty() => Some(day.to_string()),
            rest => hour(rest.trim()).map(|hour| day.to_datetime(hour).to_string()),
        };
    }
    WORDS.iter().find_map(|form| {
        let parsed = BrokenDownTime::parse(form, text).ok()?;
        match parsed.to_datetime() {
            Ok(at) if has_hour => Some(at.to_string()),
            _ => parsed.to_date().ok().map(|day| day.to_string()),
        }
    })
}

/// Returns the first day that stands in a file's name: `2027-03-09`, `2027. 3. 9.`, `20270309`, `2027년 3월 9일`.
pub(super) fn in_name(name: &str) -> Option<String> {
    let starts = name.char_indices().map(|(at, _)| at);
    let mut before = ' ';
    for at in starts {
        let rest = name.get(at..).unwrap_or_default();
        let fresh = !before.is_ascii_digit();
        before = rest.chars().next().unwrap_or(' ');
        if fresh && let Some((day, _)) = numbers(rest) {
            return Some(day.to_string());
        }
    }
    None
}

fn hour(text: &str) -> Option<jiff::civil::Time> {
    text.contains(':').then(|| text.parse().ok()).flatten()
}

/// Reads year, month and day from the start of a text, and returns what stands behind them.
fn numbers(text: &str) -> Option<(Date, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let number = |text: &str| text.parse::<i16>().ok();
    let date = |year: i16, month: i16, day: i16| {
        let in_time = (1900..2200).contains(&year);
        let small = |n: i16| i8::try_from(n).ok();
        Date::new(year, small(month)?, small(day)?)
            .ok()
            .filter(|_| in_time)
    };
    if digits == 8 {
        let day = date(
            number(text.get(..4)?)?,
            number(text.get(4..6)?)?,
            number(text.get(6..8)?)?,
        );
        return Some((day?, text.get(8..)?));
    }
    if digits != 4 {
        return None;
    }
    let year = number(text.get(..4)?)?;
    let (month, rest) = part(text.get(4..)?, '년')?;
    let (day, rest) = part(rest, '월')?;
    let rest = rest.trim_start_matches(['.', '일']);
    Some((date(year, month, day)?, rest))
}

/// Reads a number of one or two digits behind a sign that parts the numbers of a date.
fn part(text: &str, sign: char) -> Option<(i16, &str)> {
    let mut chars = text.chars();
    let first = chars
        .next()
        .filter(|c| matches!(c, '-' | '.' | '/' | '_' | ' ') || *c == sign)?;
    let rest = text.get(first.len_utf8()..)?.trim_start_matches(' ');
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let number = (1..=2).contains(&digits).then(|| rest.get(..digits))??;
    Some((number.parse().ok()?, rest.get(digits..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_as_people_and_programs_write_it() {
        for (written, meant) in [
            ("2027-03-09", "2027-03-09"),
            ("2027-03-09 14:00", "2027-03-09T14:00:00"),
            ("2027-03-09T14:00:30", "2027-03-09T14:00:30"),
            ("2027-03-09 05:00:00Z", "2027-03-09T05:00:00Z"),
            ("2027-03-09T14:00+09:00", "2027-03-09T05:00:00Z"),
            ("20270309", "2027-03-09"),
            ("2027/3/9", "2027-03-09"),
            ("2027. 3. 9.", "2027-03-09"),
            ("2027. 3. 9.(화) 14:00", "2027-03-09T14:00:00"),
            ("2027년 3월 9일", "2027-03-09"),
            ("9 March 2027", "2027-03-09"),
            ("March 9, 2027", "2027-03-09"),
            ("March 9, 2027 2:30 PM", "2027-03-09T14:30:00"),
        ] {
            assert_eq!(moment(written).as_deref(), Some(meant), "{written}");
        }
    }

    #[test]
    fn what_may_mean_two_days_means_none() {
        for written in [
            "09/03/2027",
            "3/9/27",
            "270309",
            "2027-13-09",
            "2027-02-30",
            "soon",
            "",
            "2027",
            "2027-03",
        ] {
            assert_eq!(moment(written), None, "{written}");
        }
    }

    #[test]
    fn a_files_name_may_name_the_day() {
        for (name, meant) in [
            ("2027-03-09 Weekly meeting", Some("2027-03-09")),
            ("회의록 20270309 최종", Some("2027-03-09")),
            ("회의록_2027. 3. 9._최종", Some("2027-03-09")),
            ("2027년 3월 9일 실무회의", Some("2027-03-09")),
            ("MOIS-120270309", None),
            ("Room 2027", None),
            ("1234567890", None),
        ] {
            assert_eq!(in_name(name).as_deref(), meant, "{name}");
        }
    }
}
