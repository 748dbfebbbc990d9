//! Practices: what one side does well, section by section.

use maru_core::practice::SECTIONS;
use serde_json::{Map, Value, json};

use crate::chance::Chance;
use crate::moment::Moment;
use crate::words::{capital, sentence, term};

pub(crate) fn fields(
    chance: &mut Chance,
    moment: Moment,
    id: impl Fn(usize) -> String,
) -> Map<String, Value> {
    let english = chance.happens(0.5);
    let origin = if english { "en" } else { "ko" };
    let (subject, way) = (term(chance), term(chance));
    let mut lines = Map::new();
    for at in 0..chance.tail(4, 120) {
        let said = sentence(chance);
        let section = SECTIONS[(at * 3 / 2) % (SECTIONS.len() - 2)];
        let line = json!({ "pos": "", "kind": "point", "origin": origin, "section": section, "en": said.en, "ko": said.ko });
        lines.insert(id(at), line);
    }
    let one_line = sentence(chance);
    let status = [
        "draft",
        "own_review",
        "joint_review",
        "agreed_both",
        "final",
        "published",
    ];
    Map::from_iter([
        ("kind".to_owned(), "practice".into()),
        ("audience".to_owned(), "joint".into()),
        ("template".to_owned(), "bp-1".into()),
        (
            "reference".to_owned(),
            format!("BP-{}-{:03}", moment.year, chance.below(400)).into(),
        ),
        ("origin_side".to_owned(), if english { "uk" } else { "kr" }.into()),
        ("original_language".to_owned(), origin.into()),
        ("status".to_owned(), (*chance.one(&status)).into()),
        (
            "title".to_owned(),
            json!({ "en": capital(&format!("{} with {}", subject.0, way.0)), "ko": format!("{} 기반 {}", way.1, subject.1) }),
        ),
        (
            "one_line".to_owned(),
            json!({ "en": one_line.en, "ko": one_line.ko }),
        ),
        (
            "keywords".to_owned(),
            json!({ "en": [subject.0, way.0], "ko": [subject.1, way.1] }),
        ),
        ("review_by".to_owned(), moment.months_later(24).into()),
        ("segments".to_owned(), lines.into()),
    ])
}
