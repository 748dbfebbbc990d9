//! Long texts: the work grows with their length, not with its square.
#![allow(clippy::disallowed_methods)] // A test may look at the clock; the crate may not.

mod laptop;

use std::time::{Duration, Instant};

use laptop::{Laptop, insert, meeting, write};
use maru_core::bilingual::Lang;
use serde_json::json;

/// A comparison that is quadratic takes minutes for what is asked here; a machine under load stays far below this.
const PATIENCE: Duration = Duration::from_secs(10);

fn hangul(from: u32, count: u32) -> String {
    (0..count)
        .filter_map(|n| char::from_u32(0xac00 + (from + n * 7) % 11_172))
        .collect()
}

fn timed(work: impl FnOnce()) {
    let start = Instant::now();
    work();
    assert!(start.elapsed() < PATIENCE, "{:?}", start.elapsed());
}

#[test]
fn twenty_thousand_syllables_over_twenty_thousand() {
    let mut laptop = Laptop::first(&meeting());
    laptop.edit(&[write("a", Lang::Ko, &hangul(0, 20_000))]);
    timed(|| drop(laptop.edit(&[write("a", Lang::Ko, &hangul(5, 20_000))])));
    assert_eq!(laptop.segment("a").ko, hangul(5, 20_000));
}

#[test]
fn twenty_thousand_syllables_over_a_few() {
    let mut laptop = Laptop::first(&meeting());
    laptop.edit(&[write("a", Lang::Ko, "열두 글자쯤 되는 문장")]);
    timed(|| drop(laptop.edit(&[write("a", Lang::Ko, &hangul(0, 20_000))])));
    timed(|| drop(laptop.edit(&[write("a", Lang::Ko, "다시 짧은 문장")])));
    assert_eq!(laptop.segment("a").ko, "다시 짧은 문장");
}

#[test]
fn a_word_in_the_middle_of_a_megabyte() {
    let (before, after) = (hangul(0, 200_000), hangul(3, 200_000));
    let mut laptop = Laptop::first(&meeting());
    laptop.edit(&[write("a", Lang::Ko, &format!("{before}협력{after}"))]);
    let mut other = laptop.copy(1);
    let new = format!("{before}긴밀한 협력{after}");
    timed(|| drop(laptop.edit(&[write("a", Lang::Ko, &new)])));
    other.edit(&[write("a", Lang::Ko, &format!("{before}협력{after}!"))]);
    laptop.merge(&mut other);
    assert_eq!(
        laptop.segment("a").ko,
        format!("{new}!"),
        "only what differs was written"
    );
}

#[test]
fn two_thousand_lines_at_once() {
    let mut laptop = Laptop::first(&meeting());
    let mut edits = Vec::new();
    let mut after = "a".to_owned();
    for n in 0..2_000 {
        let id = format!("line {n:04}");
        edits.push(insert(&id, Some(&after), json!({ "ko": hangul(n, 40) })));
        after = id;
    }
    timed(|| drop(laptop.edit(&edits)));
    let order = laptop.order();
    assert_eq!(
        (order.len(), order[1].as_str(), order[2_000].as_str()),
        (2_003, "line 0000", "line 1999")
    );
    let longest = laptop.doc.json()["segments"]
        .as_object()
        .expect("segments")
        .values();
    assert!(
        longest
            .filter_map(|s| s["pos"].as_str())
            .all(|pos| pos.len() < 12)
    );
}
