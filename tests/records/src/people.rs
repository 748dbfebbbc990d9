//! People, invented: British names with their Korean spelling, Korean names with their romanisation.

use maru_core::bilingual::Bilingual;
use serde_json::{Map, Value, json};

use crate::chance::Chance;
use crate::words::{Pair, capital, words};

/// How many people there are altogether; the first ones sit in most meetings.
const PEOPLE: usize = 3000;

struct Known {
    korean: bool,
    family: Pair,
    given: Pair,
}

/// Returns the person of a rank, the same one whoever asks.
fn known(rank: usize) -> Known {
    let mut chance = Chance::of(0x6e61_6d65, rank as u64);
    let words = words();
    let korean = rank.is_multiple_of(2);
    if korean {
        let (first, second) = (chance.one(&words.kr_given), chance.one(&words.kr_given));
        Known {
            korean,
            family: chance.common(&words.kr_family).clone(),
            given: (
                format!("{}-{}", capital(&first.0), second.0),
                format!("{}{}", first.1, second.1),
            ),
        }
    } else {
        Known {
            korean,
            family: chance.one(&words.uk_family).clone(),
            given: chance.one(&words.uk_given).clone(),
        }
    }
}

/// Returns somebody's whole name in both languages.
pub(crate) fn name(chance: &mut Chance) -> Pair {
    let Known {
        korean,
        family,
        given,
    } = known(chance.rank(PEOPLE));
    if korean {
        (
            format!("{} {}", family.0, given.0),
            format!("{}{}", family.1, given.1),
        )
    } else {
        (
            format!("{} {}", given.0, family.0),
            format!("{} {}", given.1, family.1),
        )
    }
}

/// Returns `count` people of a meeting by id, with the sides of them all.
pub(crate) fn people(chance: &mut Chance, count: usize, id: impl Fn(usize) -> String) -> Map<String, Value> {
    let mut all = Map::new();
    for at in 0..count {
        let Known {
            korean,
            family,
            given,
        } = known(chance.rank(PEOPLE));
        let side = if korean { "kr" } else { "uk" };
        let post = chance.common(&words().posts);
        let body = chance.common(&words().bodies);
        let role = ["head_of_delegation", "note_taker", "interpreter"]
            .get(at)
            .filter(|_| count > 3);
        let person = json!({
            "side": side,
            "pos": format!("V{at:02}"),
            "family": Bilingual::new(family.0, family.1),
            "given": Bilingual::new(given.0, given.1),
            "family_name_first": korean,
            "honorific": if chance.happens(0.5) { "Ms" } else { "Mr" },
            "titles": { id(1000 + at): {
                "title": { "en": format!("{}, {}", post.0, body.0.trim_start_matches("the ")), "ko": format!("{} {}", body.1, post.1) },
            } },
            "role": role.unwrap_or(&"member"),
            "capacity": if at > 3 && chance.happens(0.3) { "in_attendance" } else { "attendee" },
            "chair": at == 0,
        });
        all.insert(id(at), person);
    }
    all
}
