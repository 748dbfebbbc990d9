//! Places: the rows of the index in the order of the answer.

use jiff::civil::date;

use crate::clock::first_day;

/// The bits of a place that are the number of its row of `plain`; above are those of the day, and the highest one.
pub(super) const NUMBER: u32 = 26;
pub(super) const DAY: u32 = 17;

/// Returns the day of a record as places have it: since 1900, from the beginning of a date or an instant.
pub(crate) fn day(text: &str) -> i64 {
    let first = date(1900, 1, 1);
    let days = first_day(text.get(..10).unwrap_or(text)).map_or(0, |date| (date - first).get_days());
    i64::from(days).clamp(0, (1 << DAY) - 1)
}

/// Returns what a place says before the number: whether its row comes first, and its day.
pub(crate) fn standing(first: bool, day: i64) -> i64 {
    (i64::from(first) << DAY) + day
}

/// Returns the places from one day to before another one.
pub(crate) fn places(first: bool, days: (i64, i64)) -> (i64, i64) {
    (
        standing(first, days.0) << NUMBER,
        (standing(first, days.1) << NUMBER) - 1,
    )
}

/// The day after the last one that places know.
pub(crate) const AFTER_ALL: i64 = 1 << DAY;

/// Returns the number of the row of `plain` at a place.
pub(crate) fn number(place: i64) -> i64 {
    place & ((1 << NUMBER) - 1)
}
