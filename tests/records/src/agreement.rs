//! Agreements: two bodies, areas of cooperation, and commitments with their dates.

use serde_json::{Map, Value, json};

use crate::chance::Chance;
use crate::moment::Moment;
use crate::people;
use crate::words::{sentence, term, words};

pub(crate) fn fields(
    chance: &mut Chance,
    moment: Moment,
    id: impl Fn(usize) -> String,
) -> Map<String, Value> {
    let subject = term(chance);
    let participants = ["uk", "kr"].iter().enumerate().map(|(at, side)| {
        let body = chance.common(&words().bodies).clone();
        let signatory = people::name(chance);
        let participant = json!({
            "side": side, "pos": format!("V{at}"), "body_at_signature": { "en": body.0, "ko": body.1 },
            "signatory": { "name": { "en": signatory.0, "ko": signatory.1 } },
        });
        (id(8000 + at), participant)
    });
    let participants: Map<String, Value> = participants.collect();
    let areas: Map<String, Value> = (0..2 + chance.below(5))
        .map(|at| {
            let area = term(chance);
            (id(8100 + at), json!({ "pos": format!("V{at}"), "code": format!("AREA-{}", at + 1), "en": area.0, "ko": area.1 }))
        })
        .collect();
    let mut lines = Map::new();
    for at in 0..chance.tail(3, 60) {
        let said = sentence(chance);
        let mut line = json!({ "pos": "", "kind": "clause", "origin": "en", "en": said.en, "ko": said.ko });
        if at % 2 == 0 {
            line["kind"] = "commitment".into();
            line["owner_side"] = (*chance.one(&["uk", "kr", "joint"])).into();
            line["status"] = (*chance.one(&["open", "in_progress", "done"])).into();
            line["due"] = moment.months_later(3 + chance.below(40)).into();
            line["area"] = id(8100).into();
        }
        lines.insert(id(at), line);
    }
    let date = |value: String| json!({ "value": value, "certainty": "stated", "typed": true });
    Map::from_iter([
        ("kind".to_owned(), "agreement".into()),
        ("audience".to_owned(), "joint".into()),
        ("form".to_owned(), "mou".into()),
        (
            "reference".to_owned(),
            format!("AGR-{}-{:03}", moment.year, chance.below(400)).into(),
        ),
        ("status".to_owned(), "in_effect".into()),
        (
            "title".to_owned(),
            json!({ "en": format!("Memorandum of Understanding on {}", subject.0), "ko": format!("한-영 {}에 관한 양해각서", subject.1) }),
        ),
        ("languages".to_owned(), json!(["en", "ko"])),
        ("participants".to_owned(), participants.into()),
        ("areas".to_owned(), areas.into()),
        (
            "dates".to_owned(),
            json!({ "signed": date(moment.months_later(0)), "in_effect": date(moment.months_later(0)), "ends": date(moment.months_later(60)) }),
        ),
        ("segments".to_owned(), lines.into()),
    ])
}
