//! Dates as each language writes them. Weekdays are computed, never typed (R6, R7).

use jiff::civil::Date;

use crate::bilingual::Lang;
use crate::error::Error;
use crate::labels::Labels;
use crate::segment::Precision;

/// Returns the day that `YYYY-MM-DD` names.
///
/// # Errors
/// `Error::Misfit` if it is no day of the calendar or written in another way.
pub fn day(text: &str) -> Result<Date, Error> {
    match text.parse::<Date>() {
        Ok(date) if text.len() == 10 && date.to_string() == text => Ok(date),
        _ => Err(Error::Misfit(format!("no date: {text}"))),
    }
}

/// Returns the date as `9 March 2027`.
pub fn date_en(date: Date) -> String {
    written(date, Lang::En, Weekday::No)
}

/// Returns the date as `Tuesday 9 March 2027`.
pub fn date_en_weekday(date: Date) -> String {
    written(date, Lang::En, Weekday::Yes)
}

/// Returns the date as `2027. 3. 9.`.
pub fn date_ko(date: Date) -> String {
    written(date, Lang::Ko, Weekday::No)
}

/// Returns the date as `2027. 3. 9.(화)`.
pub fn date_ko_weekday(date: Date) -> String {
    written(date, Lang::Ko, Weekday::Yes)
}

/// Whether the day of the week is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weekday {
    /// It is.
    Yes,
    /// It is not.
    No,
}

/// Returns the date in one language, with or without the day of the week.
pub fn written(date: Date, lang: Lang, weekday: Weekday) -> String {
    shortened(date, lang, weekday, Leave::Nothing)
}

/// Returns the days from the first to the last, as `9 to 10 March 2027` or `2027. 3. 9. ∼ 3. 10.`; one day stands
/// alone. What the second date repeats is left out where the language leaves it out.
pub fn range(first: Date, last: Date, lang: Lang, weekday: Weekday) -> String {
    if first == last {
        return written(first, lang, weekday);
    }
    let same_year = first.year() == last.year();
    let same_month = same_year && first.month() == last.month();
    let (before, after) = match lang {
        Lang::En if same_month => (Leave::YearAndMonth, Leave::Nothing),
        Lang::En if same_year => (Leave::Year, Leave::Nothing),
        Lang::Ko if same_year => (Leave::Nothing, Leave::Year),
        _ => (Leave::Nothing, Leave::Nothing),
    };
    from_to(
        lang,
        &shortened(first, lang, weekday, before),
        &shortened(last, lang, weekday, after),
    )
}

/// Returns a date that is known to the day, the month or the year only, as it stands in a record (`2025-01-21`,
/// `2024-07`, `2024`). A text of another form comes back as it is.
pub fn partial(text: &str, lang: Lang) -> String {
    if let Ok(date) = day(text) {
        return written(date, lang, Weekday::No);
    }
    if let Ok(date) = day(&format!("{text}-01")) {
        return month(date, lang);
    }
    match day(&format!("{text}-01-01")) {
        Ok(date) => year(date, lang),
        Err(_) => text.to_owned(),
    }
}

/// Returns a due date as exactly as it is known, written in one language.
pub fn due(date: Date, precision: &Precision, lang: Lang) -> String {
    match precision {
        Precision::Day => written(date, lang, Weekday::No),
        Precision::Month => month(date, lang),
        Precision::Quarter => {
            let quarter = ((date.month() - 1) / 3 + 1).to_string();
            Labels::new(lang).text(
                "date-quarter",
                &[("quarter", &quarter), ("year", &date.year().to_string())],
            )
        }
        Precision::Year => year(date, lang),
    }
}

/// Returns the last day on which something due is in time: the day itself, or the end of its month, quarter or year.
pub fn last_in_time(due: Date, precision: &Precision) -> Date {
    let month = match precision {
        Precision::Day => return due,
        Precision::Month => due.month(),
        Precision::Quarter => (due.month() - 1) / 3 * 3 + 3,
        Precision::Year => 12,
    };
    Date::new(due.year(), month, 1).map_or(due, Date::last_of_month)
}

/// Returns whether the due date has passed on this day: the day itself is still in time, and a month, a quarter or
/// a year has passed when it is over.
pub fn overdue(due: Date, precision: &Precision, today: Date) -> bool {
    last_in_time(due, precision) < today
}

/// Returns the date with its weekday and without its year, for the second date of a Korean range.
pub(crate) fn ko_without_year(date: Date) -> String {
    shortened(date, Lang::Ko, Weekday::Yes, Leave::Year)
}

/// Joins two dates or times with the word or sign that means "to".
pub(crate) fn from_to(lang: Lang, first: &str, last: &str) -> String {
    Labels::new(lang).text("date-range", &[("first", first), ("last", last)])
}

fn month(date: Date, lang: Lang) -> String {
    match lang {
        Lang::En => format!("{} {}", month_name(date), date.year()),
        Lang::Ko => format!("{}. {}.", date.year(), date.month()),
    }
}

fn year(date: Date, lang: Lang) -> String {
    match lang {
        Lang::En => date.year().to_string(),
        Lang::Ko => format!("{}.", date.year()),
    }
}

fn month_name(date: Date) -> String {
    Labels::new(Lang::En).text(&format!("month-{}", date.month()), &[])
}

enum Leave {
    Nothing,
    Year,
    YearAndMonth,
}

fn shortened(date: Date, lang: Lang, weekday: Weekday, leave: Leave) -> String {
    let name = match weekday {
        Weekday::Yes => {
            let id = format!("weekday-{}", date.weekday().to_monday_one_offset());
            Some(Labels::new(lang).text(&id, &[]))
        }
        Weekday::No => None,
    };
    match lang {
        Lang::En => {
            let mut words: Vec<String> = name.into_iter().collect();
            words.push(date.day().to_string());
            if !matches!(leave, Leave::YearAndMonth) {
                words.push(month_name(date));
            }
            if matches!(leave, Leave::Nothing) {
                words.push(date.year().to_string());
            }
            words.join(" ")
        }
        Lang::Ko => {
            let year = if matches!(leave, Leave::Nothing) {
                format!("{}. ", date.year())
            } else {
                String::new()
            };
            let name = name.map(|n| format!("({n})")).unwrap_or_default();
            format!("{year}{}. {}.{name}", date.month(), date.day())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Date {
        day(text).expect("a date")
    }

    #[test]
    fn each_language_writes_it_its_way() {
        let date = at("2027-03-09");
        assert_eq!(date_en(date), "9 March 2027");
        assert_eq!(date_en_weekday(date), "Tuesday 9 March 2027");
        assert_eq!(date_ko(date), "2027. 3. 9.");
        assert_eq!(date_ko_weekday(date), "2027. 3. 9.(화)");
    }

    #[test]
    fn weekdays_follow_the_calendar() {
        let names: Vec<String> = (1..=7)
            .map(|d| date_ko_weekday(Date::new(2026, 11, 22 + d).expect("a day")))
            .collect();
        let said: String = names.iter().filter_map(|n| n.chars().rev().nth(1)).collect();
        assert_eq!(said, "월화수목금토일");
    }

    #[test]
    fn ranges_leave_out_what_repeats() {
        let cases = [
            ("2027-03-09", "2027-03-09", "9 March 2027", "2027. 3. 9."),
            (
                "2027-03-09",
                "2027-03-10",
                "9 to 10 March 2027",
                "2027. 3. 9. ∼ 3. 10.",
            ),
            (
                "2027-03-30",
                "2027-04-02",
                "30 March to 2 April 2027",
                "2027. 3. 30. ∼ 4. 2.",
            ),
            (
                "2027-12-30",
                "2028-01-02",
                "30 December 2027 to 2 January 2028",
                "2027. 12. 30. ∼ 2028. 1. 2.",
            ),
        ];
        for (first, last, en, ko) in cases {
            assert_eq!(range(at(first), at(last), Lang::En, Weekday::No), en);
            assert_eq!(range(at(first), at(last), Lang::Ko, Weekday::No), ko);
        }
        let two = (at("2027-03-09"), at("2027-03-10"));
        assert_eq!(
            range(two.0, two.1, Lang::Ko, Weekday::Yes),
            "2027. 3. 9.(화) ∼ 3. 10.(수)"
        );
        assert_eq!(
            range(two.0, two.1, Lang::En, Weekday::Yes),
            "Tuesday 9 to Wednesday 10 March 2027"
        );
    }

    #[test]
    fn only_real_days_in_the_one_form_are_read() {
        for text in [
            "2027-02-29",
            "2027-3-9",
            "20270309",
            "2027-03-09T00:00",
            "",
            "오늘",
            "-000001-01-01",
        ] {
            assert!(day(text).is_err(), "{text}");
        }
    }

    #[test]
    fn what_is_known_in_part_is_written_in_part() {
        assert_eq!(partial("2024-07", Lang::En), "July 2024");
        assert_eq!(partial("2024-07", Lang::Ko), "2024. 7.");
        assert_eq!(partial("2024", Lang::Ko), "2024.");
        assert_eq!(partial("spring", Lang::En), "spring");
        assert_eq!(
            due(at("2024-03-31"), &Precision::Quarter, Lang::Ko),
            "2024년 1분기"
        );
        assert_eq!(
            due(at("2024-03-31"), &Precision::Quarter, Lang::En),
            "quarter 1 of 2024"
        );
    }

    #[test]
    fn a_due_date_passes_when_its_time_is_over() {
        let due = at("2024-02-10");
        let cases = [
            (Precision::Day, "2024-02-10", "2024-02-11"),
            (Precision::Month, "2024-02-29", "2024-03-01"),
            (Precision::Quarter, "2024-03-31", "2024-04-01"),
            (Precision::Year, "2024-12-31", "2025-01-01"),
        ];
        for (precision, still, late) in cases {
            assert!(
                !overdue(due, &precision, at(still)) && overdue(due, &precision, at(late)),
                "{precision:?}"
            );
        }
    }
}
