//! How a person's name and title are written: as that person's own side gave them, on the day of the meeting (R15).

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::bilingual::{Bilingual, Lang, Side};
use crate::meeting::{Capacity, Meeting, Person};

/// Returns the name in one language, such as `Hong Gildong`, `Jane Example`, `홍길동` or `제인 이그잼플`. The parts are
/// never taken from one another by guessing: where a language has none, the other language's name stands.
pub fn name(person: &Person, lang: Lang) -> String {
    let lang = if has_name(person, lang) {
        lang
    } else {
        lang.other()
    };
    let (family, given) = (person.family.get(lang).trim(), person.given.get(lang).trim());
    let (first, second) = if person.family_name_first {
        (family, given)
    } else {
        (given, family)
    };
    let between = if lang == Lang::Ko && person.family_name_first {
        ""
    } else {
        " "
    };
    match (first.is_empty(), second.is_empty()) {
        (false, false) => format!("{first}{between}{second}"),
        _ => format!("{first}{second}"),
    }
}

/// Returns the name in both languages.
pub fn both(person: &Person) -> Bilingual {
    Bilingual::new(name(person, Lang::En), name(person, Lang::Ko))
}

/// Returns the English name with its form of address before it, such as `Ms Jane Example`.
pub fn addressed(person: &Person) -> String {
    format!("{} {}", person.honorific.trim(), name(person, Lang::En))
        .trim()
        .to_owned()
}

/// Returns the title that the person held on this day: the latest that began no later. A day that is earlier than
/// every title gives the first known one, so that nobody stands without a title.
pub fn title(person: &Person, on: Option<Date>) -> Bilingual {
    let on = on.map(|day| day.to_string());
    let mut posts: Vec<_> = person
        .titles
        .iter()
        .map(|(id, post)| (post.since.as_str(), id, post))
        .collect();
    posts.sort_by_key(|(since, id, _)| (*since, *id));
    // Dates in this one form compare as text; the empty one, "always so", comes first.
    let held = posts
        .iter()
        .rev()
        .find(|(since, ..)| on.as_deref().is_none_or(|day| *since <= day));
    held.or(posts.first())
        .map(|(_, _, post)| post.title.clone())
        .unwrap_or_default()
}

/// The people of one side.
#[derive(Debug, Clone, PartialEq)]
pub struct Delegation<'m> {
    /// The side.
    pub side: &'m Side,
    /// What the delegation is called; empty if nobody named it.
    pub name: Bilingual,
    /// Those who take part (참석자), by id, in their order.
    pub attendees: Vec<(&'m str, &'m Person)>,
    /// Those in attendance (배석자), by id, in their order.
    pub in_attendance: Vec<(&'m str, &'m Person)>,
}

/// Returns the delegations in their order, each with its people in theirs. People who were taken off the list are
/// left out; a side without a delegation of its own comes after the others.
pub fn delegations(meeting: &Meeting) -> Vec<Delegation<'_>> {
    let mut by_side: BTreeMap<&str, Vec<(&str, &Person)>> = BTreeMap::new();
    for (id, person) in meeting.people.iter().filter(|(_, person)| !person.removed) {
        by_side.entry(&person.side.0).or_default().push((id, person));
    }
    let mut found: Vec<Delegation<'_>> = by_side
        .into_values()
        .filter_map(|mut people| {
            people.sort_by_key(|(id, person)| (person.pos.as_str(), *id));
            let side = &people.first()?.1.side;
            let name = meeting
                .delegations
                .get(&side.0)
                .map(|d| d.name.clone())
                .unwrap_or_default();
            let (in_attendance, attendees) = people
                .into_iter()
                .partition(|(_, person)| person.capacity == Capacity::InAttendance);
            Some(Delegation {
                side,
                name,
                attendees,
                in_attendance,
            })
        })
        .collect();
    let place = |side: &Side| meeting.delegations.get(&side.0).map(|d| d.pos.as_str());
    found.sort_by_key(|d| (place(d.side).is_none(), place(d.side), d.side));
    found
}

fn has_name(person: &Person, lang: Lang) -> bool {
    !person.family.get(lang).trim().is_empty() || !person.given.get(lang).trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::day;
    use crate::meeting::Post;
    use crate::record::Record;
    use crate::sample;

    fn session() -> Meeting {
        let found = sample::records(&Side::new("uk"))
            .into_iter()
            .find_map(|v| match Record::from_json(v) {
                Ok(Record::Meeting(m)) if m.form == "working_session" => Some(m),
                _ => None,
            });
        found.expect("the sample session")
    }

    #[test]
    fn names_stand_as_each_side_gave_them() {
        let meeting = session();
        let names: Vec<_> = delegations(&meeting)
            .into_iter()
            .map(|d| {
                (
                    d.side.0.clone(),
                    both(d.attendees[0].1),
                    d.attendees.len(),
                    d.in_attendance.len(),
                )
            })
            .collect();
        let expected = [
            ("kr".to_owned(), Bilingual::new("Hong Gildong", "홍길동"), 4, 2),
            (
                "uk".to_owned(),
                Bilingual::new("Jane Example", "제인 이그잼플"),
                5,
                1,
            ),
        ];
        assert_eq!(names, expected);
    }

    #[test]
    fn a_name_in_one_language_stands_in_both() {
        let person = Person {
            family: Bilingual::new("Kim", ""),
            given: Bilingual::new("Chulsoo", ""),
            family_name_first: true,
            honorific: "Mr".to_owned(),
            ..Person::default()
        };
        assert_eq!(name(&person, Lang::Ko), "Kim Chulsoo");
        assert_eq!(addressed(&person), "Mr Kim Chulsoo");
        assert_eq!(
            name(
                &Person {
                    given: Bilingual::new("Cher", ""),
                    ..Person::default()
                },
                Lang::En
            ),
            "Cher"
        );
        assert_eq!(name(&Person::default(), Lang::En), "");
    }

    #[test]
    fn the_title_is_that_of_the_day() {
        let post = |title: &str, since: &str| Post {
            title: Bilingual::new(title, ""),
            since: since.to_owned(),
        };
        let mut person = Person::default();
        person
            .titles
            .insert("b".to_owned(), post("Director", "2026-07-01"));
        person
            .titles
            .insert("a".to_owned(), post("Minister", "2028-01-01"));
        let on = |text: &str| title(&person, Some(day(text).expect("a day"))).en;
        assert_eq!(on("2027-03-09"), "Director");
        assert_eq!(on("2028-01-01"), "Minister");
        assert_eq!(on("2020-01-01"), "Director");
        assert_eq!(title(&person, None).en, "Minister");
        assert_eq!(title(&Person::default(), None), Bilingual::default());
    }

    #[test]
    fn who_was_taken_off_is_not_listed() {
        let mut meeting = session();
        meeting.delegations.clear();
        for person in meeting.people.values_mut() {
            person.removed = person.side.0 == "kr";
        }
        let sides: Vec<_> = delegations(&meeting)
            .into_iter()
            .map(|d| d.side.0.clone())
            .collect();
        assert_eq!(sides, ["uk"]);
    }
}
