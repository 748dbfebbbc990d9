//! Stories about papers: what they say, what they refuse, what they survive.

mod archive;
mod forms;
mod hostile;
mod inline;
mod pictures;
mod practice;
mod rules;
mod words;

use maru_core::bilingual::Side;
use maru_core::record::Record;
use maru_core::sample;
use serde_json::Value;

use crate::{Languages, Order, typeset};

/// Returns the sample record of this kind, as JSON in a vault of this side.
fn sample(kind: &str, side: &str) -> Value {
    let records = sample::records(&Side::new(side));
    records
        .into_iter()
        .find(|record| record["kind"] == kind)
        .expect("the sample has one of each kind")
}

fn record(value: Value) -> Record {
    Record::from_json(value).expect("a record")
}

fn session() -> Value {
    sample("meeting", "uk")
}

fn order(languages: Languages, side: &str) -> Order {
    Order {
        languages,
        side: Side::new(side),
        now: "2027-03-11T05:00:00Z".to_owned(),
        ..Order::default()
    }
}

/// Returns the text of the pages of a record, one run to a line.
fn read(value: Value, order: &Order) -> String {
    typeset(&record(value), None, order).expect("a paper").text()
}

/// Returns the text of the pages with all white space as one space, for sentences that were broken into lines.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the text without any white space: where lines and words were broken is not what a test asks about.
fn close(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Returns the text of one page, counted from 0.
fn page(text: &str, number: usize) -> &str {
    text.split('\u{c}').nth(number).unwrap_or_default()
}

/// Returns the first segment of this kind.
fn first<'a>(record: &'a mut Value, kind: &str) -> &'a mut Value {
    let segments = record["segments"].as_object_mut().expect("segments");
    segments
        .values_mut()
        .find(|segment| segment["kind"] == kind)
        .expect("a segment of this kind")
}
