//! Places between places: short texts that sort, with always room between two of them.
//!
//! A place is a fraction in base 62, written without its leading point and never ending in the digit zero. The first
//! four digits are counted in steps, so that appending line after line keeps places four digits long.

const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const WIDTH: usize = 4;
const TOP: u32 = 62 * 62 * 62 * 62;
/// How far apart appended places are: room for 255 insertions before a place grows longer.
const STEP: u32 = 256;

fn digit(byte: u8) -> Option<u32> {
    DIGITS
        .iter()
        .position(|d| *d == byte)
        .and_then(|n| u32::try_from(n).ok())
}

/// Returns whether a text is a place.
pub(crate) fn is_valid(place: &str) -> bool {
    !place.is_empty() && !place.ends_with('0') && place.bytes().all(|b| digit(b).is_some())
}

/// Returns `count` places between `low` ("" for the start; anything that is no place counts as the start) and
/// `high` (`None` for the end), in order. `low` must sort before `high`.
pub(crate) fn between(low: &str, high: Option<&str>, count: usize) -> Vec<String> {
    let mut places = Vec::with_capacity(count);
    let low = if is_valid(low) { low } else { "" };
    spread(low, high, count, &mut places);
    places
}

fn spread(low: &str, high: Option<&str>, count: usize, places: &mut Vec<String>) {
    if high.is_none() || count == 1 {
        let mut last = low.to_owned();
        for _ in 0..count {
            last = one(&last, high);
            places.push(last.clone());
        }
        return;
    }
    if count == 0 {
        return;
    }
    // Halving keeps the places of a long paste short: their length grows with the logarithm of the count.
    let middle = halve(low.as_bytes(), high.map(str::as_bytes));
    spread(low, Some(&middle), (count - 1) / 2, places);
    places.push(middle.clone());
    spread(&middle, high, count - 1 - (count - 1) / 2, places);
}

/// Returns the first digits as a number.
fn number(place: &str) -> u32 {
    let digits = place
        .bytes()
        .map(|b| digit(b).unwrap_or(0))
        .chain(std::iter::repeat(0));
    digits.take(WIDTH).fold(0, |n, d| n * 62 + d)
}

fn written(mut n: u32) -> String {
    let mut digits = [0; WIDTH];
    for slot in digits.iter_mut().rev() {
        // The remainder is below 62.
        *slot = DIGITS[(n % 62) as usize];
        n /= 62;
    }
    String::from_utf8_lossy(&digits).trim_end_matches('0').to_owned()
}

/// Returns one place, close after `low` where there is room, so that lines typed one after the other stay short.
fn one(low: &str, high: Option<&str>) -> String {
    let from = number(low);
    let to = high.map_or(TOP, number);
    let step = match (low.is_empty(), high) {
        // The first place of all stands in the middle, with room on both sides.
        (true, None) => TOP / 2,
        (false, None) => STEP,
        (true, Some(_)) => to.saturating_sub(STEP).max(to / 2),
        (false, Some(_)) => (to.saturating_sub(from) / 2).min(8),
    };
    let n = from.saturating_add(step);
    if step > 0 && n > from && n < to {
        let place = written(n);
        if place.as_str() > low && high.is_none_or(|h| place.as_str() < h) {
            return place;
        }
    }
    halve(low.as_bytes(), high.map(str::as_bytes))
}

/// Returns the place halfway between two, digit by digit.
fn halve(low: &[u8], high: Option<&[u8]>) -> String {
    let mut out = String::new();
    let (mut low, mut high) = (low, high);
    loop {
        let a = low.first().and_then(|b| digit(*b)).unwrap_or(0);
        let b = high.map_or(62, |h| h.first().and_then(|b| digit(*b)).unwrap_or(0));
        if b > a + 1 {
            out.push(char::from(DIGITS[((a + b) / 2) as usize]));
            return out;
        }
        out.push(char::from(DIGITS[a as usize]));
        low = low.get(1..).unwrap_or_default();
        // Once the digits differ, the rest of the lower place may run up to the end.
        high = if a == b {
            high.map(|h| h.get(1..).unwrap_or_default())
        } else {
            None
        };
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{between, is_valid};

    proptest! {
        #[test]
        fn there_is_always_room(choices in prop::collection::vec((any::<prop::sample::Index>(), 1_usize..6), 1..300)) {
            let mut all = between("", None, 1);
            for (index, count) in choices {
                let at = index.index(all.len() + 1);
                let low = if at == 0 { "" } else { all[at - 1].as_str() };
                let made = between(low, all.get(at).map(String::as_str), count);
                prop_assert_eq!(made.len(), count);
                all.splice(at..at, made);
            }
            prop_assert!(all.iter().all(|p| is_valid(p)), "{:?}", all);
            prop_assert!(all.windows(2).all(|w| w[0] < w[1]), "{:?}", all);
        }
    }

    #[test]
    fn a_thousand_lines_typed_at_the_end_or_the_start_stay_short() {
        let end = between("", None, 1000);
        assert!(end.iter().all(|p| p.len() <= 4), "{:?}", end.last());
        let mut first = end[0].clone();
        for _ in 0..1000 {
            first = between("", Some(&first), 1).remove(0);
        }
        assert!(first.len() < 200, "{first}");
    }

    #[test]
    fn a_paste_of_five_thousand_lines_between_two_stays_short() {
        let two = between("", None, 2);
        let made = between(&two[0], Some(&two[1]), 5000);
        assert!(made.iter().all(|p| p.len() < 12));
    }
}
