//! A meeting of a thousand segments in both languages, as two long days leave behind.

use serde_json::{Map, Value, json};

/// Returns the JSON of a meeting with `count` segments.
pub(crate) fn of(count: usize) -> Value {
    let mut segments = Map::new();
    for n in 0..count {
        let kind = match n % 20 {
            0 => "agenda",
            7 => "decision",
            13 => "action",
            _ => "point",
        };
        segments.insert(
            id(n),
            json!({
                "kind": kind, "origin": if n % 2 == 0 { "en" } else { "ko" }, "pos": "",
                "en": format!("Point {n}. Both sides saw clear value and asked how outdated guidance is noticed."),
                "ko": format!("{n}번. 양측은 효과가 분명한 만큼 오래된 지침을 어떻게 발견하는지 확인하기로 함."),
            }),
        );
    }
    json!({
        "id": "", "kind": "meeting", "audience": "joint", "zone": "Asia/Seoul",
        "title": { "en": "A long working session", "ko": "긴 실무회의" },
        "days": { "1": { "start": "2027-03-09T09:30:00+09:00[Asia/Seoul]", "end": "2027-03-09T17:30:00+09:00[Asia/Seoul]" } },
        "segments": segments,
    })
}

/// Returns the id of the n-th segment.
pub(crate) fn id(n: usize) -> String {
    format!("0195c000-0000-7000-8000-{n:012}")
}
