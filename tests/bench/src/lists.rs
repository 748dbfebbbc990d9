//! Home and the lists of a vault with a thousand sessions, as the window asks for them.

use maru_core::record::Kind;
use maru_store::{ActionFilter, Cost, Listing, Sort};
use serde_json::{Value, json};

use crate::fresh;
use crate::measure::{Figure, Goal, time};

/// How many sessions there are.
const SESSIONS: usize = 1000;
/// How often each is asked.
const ROUNDS: usize = 50;
/// What a person waits for at most, in milliseconds.
const MOST: Goal = Goal::P95(50.0);

/// Returns the figures of Home and of lists.
pub(crate) fn figures() -> Vec<Figure> {
    let folder = tempfile::tempdir().expect("a folder");
    let mut vault = fresh::vault(&folder.path().join("vault"), Cost::least());
    vault
        .import((0..SESSIONS).map(session).collect())
        .expect("imported");
    let home = time(ROUNDS, |_| {
        vault.next_meeting("2027-03-01T00:00:00Z").expect("the next one");
        vault.endings(8).expect("endings");
        vault.to_translate(8).expect("rows");
        vault.recent(Some("2027-01-01T00:00:00Z"), 8).expect("rows");
        vault.in_review(8).expect("rows");
        vault.counts().expect("counts");
        let due = ActionFilter {
            due_by: Some("2030-01-01".to_owned()),
            limit: 8,
            ..ActionFilter::default()
        };
        vault.actions(&due).expect("actions");
    });
    let list = |sort, text: &str| {
        let listing = Listing {
            kind: Some(Kind::Meeting),
            sort,
            text: text.to_owned(),
            limit: 100,
            ..Listing::default()
        };
        time(ROUNDS, |_| drop(vault.list(&listing).expect("a page")))
    };
    let (by_title, found) = (list(Sort::TitleKo, ""), list(Sort::Changed, "ㅅㅁㅎㅇ 9"));
    let text = "ㅊㅇ".to_owned();
    let filter = ActionFilter {
        text,
        limit: 100,
        ..ActionFilter::default()
    };
    let actions = time(ROUNDS, |_| drop(vault.actions(&filter).expect("actions")));
    vec![
        Figure::of_times("Home, 1,000 sessions", &home, Some(MOST)),
        Figure::of_times("a list by title, first 100 of 1,000", &by_title, Some(MOST)),
        Figure::of_times("a list filtered by initial consonants", &found, Some(MOST)),
        Figure::of_times("actions filtered, 3,000 of them", &actions, Some(MOST)),
    ]
}

fn session(n: usize) -> Value {
    let (month, day) = (n % 12 + 1, n / 12 % 28 + 1);
    let start = format!(
        "{}-{month:02}-{day:02}T09:30:00+09:00[Asia/Seoul]",
        2024 + n / 336
    );
    let action = |pos: usize| {
        json!({
            "pos": pos.to_string(), "kind": "action", "origin": "en", "en": format!("Send draft {n}-{pos}"),
            "ko": format!("초안 {n}-{pos} 송부"), "owner_side": if pos == 1 { "uk" } else { "kr" },
            "due": format!("{}-{month:02}-{day:02}", 2025 + n / 336),
        })
    };
    json!({
        "id": format!("m{n}"), "kind": "meeting", "audience": "joint",
        "title": { "en": format!("Working session {n}"), "ko": format!("제{n}차 실무회의") },
        "place": { "en": "Sejong", "ko": "세종" }, "days": { "d": { "start": start, "end": start } },
        "segments": { "a": action(1), "b": action(2), "c": action(3) }
    })
}
