//! Meetings: who sat there, and what was said, decided and given to somebody to do.

use serde_json::{Map, Value, json};

use crate::chance::Chance;
use crate::moment::Moment;
use crate::people::people;
use crate::words::{Pair, capital, sentence, term, words};

/// The year from which on things are still to be done.
const NOW: usize = 2026;

pub(crate) fn fields(
    chance: &mut Chance,
    moment: Moment,
    id: impl Fn(usize) -> String,
) -> Map<String, Value> {
    let subject = term(chance);
    let (form, title) = title(chance, &subject);
    let there = chance.common(&words().places);
    let zone = if chance.happens(0.5) {
        "Asia/Seoul"
    } else {
        "Europe/London"
    };
    let count = chance.tail(2, 24);
    let people = people(chance, count, |at| id(7000 + at));
    let ids: Vec<&String> = people.keys().collect();
    let lines: Map<String, Value> = (0..chance.tail(2, 600))
        .map(|at| (id(at), line(chance, at, moment, &ids)))
        .collect();
    let status = match moment.year {
        NOW.. => *chance.one(&["live", "own_draft", "with_other_side", "open_points"]),
        _ => *chance.common(&[
            "confirmed_both",
            "corrected",
            "closed_with_differences",
            "own_draft",
        ]),
    };
    let summary = if chance.happens(0.3) {
        sentence(chance)
    } else {
        Default::default()
    };
    let delegation = |en: &str, ko: &str, pos: &str| json!({ "name": { "en": en, "ko": ko }, "pos": pos });
    Map::from_iter([
        ("kind".to_owned(), "meeting".into()),
        (
            "audience".to_owned(),
            if chance.happens(0.9) { "joint" } else { "own" }.into(),
        ),
        ("form".to_owned(), form.into()),
        ("title".to_owned(), json!({ "en": title.0, "ko": title.1 })),
        (
            "reference".to_owned(),
            format!("SES-{}-{:03}", moment.year, chance.below(999)).into(),
        ),
        (
            "host".to_owned(),
            if zone == "Asia/Seoul" { "kr" } else { "uk" }.into(),
        ),
        ("place".to_owned(), json!({ "en": there.0, "ko": there.1 })),
        ("zone".to_owned(), zone.into()),
        (
            "days".to_owned(),
            json!({ id(6000): { "start": moment.at(zone, 0), "end": moment.at(zone, 1 + count % 6) } }),
        ),
        (
            "mode".to_owned(),
            (*chance.one(&["in_person", "remote", "hybrid"])).into(),
        ),
        (
            "delegations".to_owned(),
            json!({
                "uk": delegation("Delegation of the United Kingdom", "영국 측 대표단", "V"),
                "kr": delegation("Delegation of the Republic of Korea", "한국 측 대표단", "V1"),
            }),
        ),
        ("minutes".to_owned(), json!({ "status": status })),
        (
            "summary".to_owned(),
            json!({ "en": summary.en, "ko": summary.ko }),
        ),
        ("people".to_owned(), people.clone().into()),
        ("segments".to_owned(), lines.into()),
    ])
}

fn title(chance: &mut Chance, (en, ko): &Pair) -> (&'static str, Pair) {
    let time = 1 + chance.rank(12);
    let nth = ["First", "Second", "Third", "Fourth", "Fifth", "Sixth"].get(time - 1);
    let nth = nth.map_or_else(|| format!("{time}th"), |word| (*word).to_owned());
    match chance.rank(4) {
        0 => (
            "working_session",
            (
                format!("{nth} UK–ROK Working Session on {en}"),
                format!("제{time}차 한-영 {ko} 실무회의"),
            ),
        ),
        1 => (
            "bilateral",
            (format!("Bilateral meeting on {en}"), format!("{ko} 양자회의")),
        ),
        2 => ("visit", (format!("Visit to see {en}"), format!("{ko} 현장 방문"))),
        _ => ("side_consultation", (capital(en), format!("{ko} 별도 협의"))),
    }
}

fn line(chance: &mut Chance, at: usize, moment: Moment, people: &[&String]) -> Value {
    let (mut said, english) = (sentence(chance), chance.happens(0.5));
    // A remark takes more than one sentence now and then.
    while chance.happens(0.25) {
        let more = sentence(chance);
        said.en = format!("{} {}", said.en, more.en);
        said.ko = format!("{} {}", said.ko, more.ko);
    }
    // Nobody has translated it yet.
    if chance.happens(if moment.year >= NOW { 0.25 } else { 0.03 }) {
        let other = if english { &mut said.ko } else { &mut said.en };
        other.clear();
    }
    let mut line = json!({
        "pos": "", "kind": "point", "origin": if english { "en" } else { "ko" }, "en": said.en, "ko": said.ko,
        "by": *chance.one(&["uk", "kr", "joint"]),
    });
    match chance.unit() {
        kind if at == 0 || kind < 0.10 => line["kind"] = "agenda".into(),
        kind if kind < 0.14 => line["kind"] = "heading".into(),
        kind if kind < 0.26 => {
            line["kind"] = "decision".into();
            line["decision"] =
                (*chance.common(&["agreed", "agreed_ad_referendum", "noted", "deferred"])).into();
        }
        kind if kind < 0.44 => {
            line["kind"] = "action".into();
            line["owner_side"] = (*chance.one(&["uk", "kr"])).into();
            line["owner"] = (*chance.one(people)).as_str().into();
            line["due"] = moment.months_later(1 + chance.rank(30)).into();
            let done = if moment.year >= NOW { 0.3 } else { 0.97 };
            if chance.happens(done) {
                let shown = sentence(chance);
                line["status"] = "done".into();
                line["evidence"] = json!({ "en": shown.en, "ko": shown.ko });
            } else {
                line["status"] = (*chance.one(&["open", "in_progress", "on_hold"])).into();
            }
        }
        _ => {}
    }
    line
}
