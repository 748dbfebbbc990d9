//! People on paper: names in each language's order, titles as on the day (R15).

use std::cmp::Reverse;

use jiff::civil::Date;
use maru_core::bilingual::{Bilingual, Lang, Side};
use maru_core::date;
use maru_core::meeting::{Capacity, Meeting, Person};
use unicode_script::{Script, UnicodeScript};

use crate::paper::{Attendant, Block, Group, Signatory, own_first};
use crate::text::line;
use crate::wording::{Wording, side_name};

/// Returns the name in one language, or as the other language writes it.
pub(crate) fn name(person: &Person, lang: Lang) -> String {
    let own = name_in(person, lang);
    if own.is_empty() {
        name_in(person, lang.other())
    } else {
        own
    }
}

/// Returns the name in one language: in Korean a Korean name is written without a space.
fn name_in(person: &Person, lang: Lang) -> String {
    let (family, given) = (line(person.family.get(lang)), line(person.given.get(lang)));
    let parts = if person.family_name_first {
        [family, given]
    } else {
        [given, family]
    };
    let korean = |part: &String| {
        part.chars()
            .all(|c| matches!(c.script(), Script::Hangul | Script::Han))
    };
    let close = lang == Lang::Ko && person.family_name_first && parts.iter().all(korean);
    parts.join(if close { "" } else { " " }).trim().to_owned()
}

/// Returns the title that was in force on this day, if there was one.
pub(crate) fn title(person: &Person, day: Option<Date>) -> Bilingual {
    let since = |text: &str| date::day(text).ok();
    person
        .titles
        .values()
        .filter(|post| match (since(&post.since), day) {
            (Some(since), Some(day)) => since <= day,
            _ => true,
        })
        .max_by_key(|post| since(&post.since))
        .map(|post| post.title.clone())
        .unwrap_or_default()
}

/// Returns the people of a side who were there, in their order.
pub(crate) fn of_side<'a>(meeting: &'a Meeting, side: &Side) -> Vec<&'a Person> {
    let mut people: Vec<(&String, &Person)> = meeting
        .people
        .iter()
        .filter(|(_, person)| !person.removed && person.side == *side)
        .collect();
    people.sort_by_key(|(id, person)| (person.pos.clone(), (*id).clone()));
    people.into_iter().map(|(_, person)| person).collect()
}

/// Returns the sides of a meeting in the order in which this side's own copy names them.
pub(crate) fn sides(meeting: &Meeting, own: &Side) -> Vec<Side> {
    let mut sides: Vec<(String, Side)> = meeting
        .delegations
        .iter()
        .map(|(code, d)| (d.pos.clone(), Side::new(code)))
        .collect();
    sides.sort();
    let mut sides: Vec<Side> = sides.into_iter().map(|(_, side)| side).collect();
    for person in meeting.people.values().filter(|person| !person.removed) {
        if !sides.contains(&person.side) {
            sides.push(person.side.clone());
        }
    }
    own_first(sides.iter(), own)
}

/// Returns one block for each delegation, attendees (참석자) before those in attendance (배석자).
pub(crate) fn delegations(meeting: &Meeting, day: Option<Date>, own: &Side, wording: &Wording) -> Vec<Block> {
    let sides = sides(meeting, own);
    sides
        .iter()
        .map(|side| delegation(meeting, side, day, wording))
        .collect()
}

fn delegation(meeting: &Meeting, side: &Side, day: Option<Date>, wording: &Wording) -> Block {
    let people = of_side(meeting, side);
    let (attendees, others): (Vec<&Person>, Vec<&Person>) = people
        .into_iter()
        .partition(|person| person.capacity == Capacity::Attendee);
    let group = |label: &str, people: Vec<&Person>| Group {
        label: wording.label(label),
        people: people
            .into_iter()
            .map(|person| attendant(person, day, wording))
            .collect(),
    };
    Block::People {
        name: wording.each(|lang| delegation_name(meeting, side, lang)),
        groups: vec![
            group("paper-attendees", attendees),
            group("in-attendance", others),
        ],
    }
}

/// Returns the name of a delegation, or of its side where it has none.
pub(crate) fn delegation_name(meeting: &Meeting, side: &Side, lang: Lang) -> String {
    let named = meeting
        .delegations
        .get(&side.0)
        .map(|d| line(d.name.best(lang)))
        .unwrap_or_default();
    if named.is_empty() {
        side_name(side, lang)
    } else {
        named
    }
}

fn attendant(person: &Person, day: Option<Date>, wording: &Wording) -> Attendant {
    Attendant {
        name: wording.each(|lang| formal_name(person, lang)),
        title: wording.short(&title(person, day)),
        role: role(person, wording),
    }
}

/// Returns the name with its form of address, which Korean puts nowhere in a list.
fn formal_name(person: &Person, lang: Lang) -> String {
    match lang {
        Lang::En => line(&format!("{} {}", person.honorific, name(person, lang))),
        Lang::Ko => name(person, lang),
    }
}

fn role(person: &Person, wording: &Wording) -> crate::words::Words {
    let id = match person.role.as_str() {
        "" | "member" => return wording.each(|_| String::new()),
        "head_of_delegation" => "head-of-delegation",
        "note_taker" => "note-taker",
        other => other,
    };
    wording.code(id, &person.role)
}

/// Returns the people who chair, with the id of the label that says whether they share the chair.
pub(crate) fn chairs<'a>(meeting: &'a Meeting, own: &Side) -> (&'static str, Vec<&'a Person>) {
    let sides = sides(meeting, own);
    let chairs: Vec<&Person> = sides
        .iter()
        .flat_map(|side| of_side(meeting, side))
        .filter(|person| person.chair)
        .collect();
    (if chairs.len() > 1 { "co-chair" } else { "chair" }, chairs)
}

/// Returns a place to sign for each delegation: of its head, or of the one of highest rank.
pub(crate) fn signatories(
    meeting: &Meeting,
    day: Option<Date>,
    own: &Side,
    wording: &Wording,
) -> Vec<Signatory> {
    let signs = |side: &Side| {
        let people = of_side(meeting, side);
        let head = people.iter().max_by_key(|person| {
            let attends = person.capacity == Capacity::Attendee;
            (
                person.role == "head_of_delegation",
                person.chair,
                attends,
                Reverse(person.rank_band.clone()),
            )
        });
        Signatory {
            body: wording.each(|lang| delegation_name(meeting, side, lang)),
            name: wording.each(|lang| head.map(|person| name(person, lang)).unwrap_or_default()),
            title: head
                .map(|person| wording.short(&title(person, day)))
                .unwrap_or_default(),
            date: wording.label("paper-signed-on"),
        }
    };
    sides(meeting, own).iter().map(signs).collect()
}
