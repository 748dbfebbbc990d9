//! The rows of one segment: its place in the registers, and its text for search.

use std::collections::BTreeSet;

use maru_core::bilingual::{Bilingual, Lang, Side};
use maru_core::date;
use maru_core::find::fact;
use maru_core::meeting::Person;
use maru_core::names;
use maru_core::segment::{Segment, SegmentKind};
use maru_core::state::{TextState, state};
use maru_core::zone;
use serde::Deserialize as _;
use serde_json::Value;

use super::words::{Ground, Part, plain};
use super::{Line, Table, sorting, text, whole};

/// What counts a segment in the row of its record.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Marks {
    /// It is a decision.
    pub(super) decision: bool,
    /// It is an action.
    pub(super) action: bool,
    /// It is an action that is still to be done.
    pub(super) open_action: bool,
    /// Its translation is missing or stale.
    pub(super) to_translate: bool,
}

/// Stands where no due date is said, so that these actions come last.
pub(crate) const NO_DATE: &str = "9999-12-31";

/// Returns the marks and rows of a segment; a deleted one has none.
pub(super) fn project(id: &str, segment: &Segment, json: &Value, ground: &Ground) -> (Marks, Vec<Line>) {
    if segment.removed {
        return (Marks::default(), Vec::new());
    }
    let status = segment.status.clone().unwrap_or_default();
    let action = segment.kind == SegmentKind::Action;
    let wanting = |lang| matches!(state(segment, lang), TextState::Missing | TextState::Stale);
    let marks = Marks {
        decision: segment.kind == SegmentKind::Decision,
        action,
        open_action: action && status.is_open(),
        to_translate: Lang::BOTH.into_iter().any(wanting),
    };
    let words = Bilingual::new(plain(&segment.en), plain(&segment.ko));
    let mut lines = Vec::new();
    match segment.kind {
        SegmentKind::Decision => lines.push(decision(id, segment, &words)),
        SegmentKind::Action => lines.push(self::action(id, segment, &words, json)),
        SegmentKind::Commitment => lines.push(commitment(id, segment, &words)),
        _ => {}
    }
    if matches!(segment.kind, SegmentKind::Decision | SegmentKind::Action) {
        lines.extend(segment.serves.as_deref().map(|goal| serves(id, goal)));
    }
    lines.extend(ground.line(id, Part::Segment(marks.decision), &facts(segment, marks), words));
    (marks, lines)
}

/// Returns what search knows of a segment alone.
fn facts(segment: &Segment, marks: Marks) -> Vec<String> {
    let mut facts = vec![fact("s-", &code(&segment.kind))];
    let sides: BTreeSet<&Side> = [&segment.owner_side, &segment.by, &segment.lead]
        .into_iter()
        .flatten()
        .collect();
    facts.extend(sides.into_iter().map(|side| fact("side-", &side.0)));
    if matches!(segment.kind, SegmentKind::Action | SegmentKind::Commitment) {
        facts.push(fact("ss-", &code(&segment.status.clone().unwrap_or_default())));
    }
    if marks.open_action {
        facts.push(fact("open", ""));
    }
    if Lang::BOTH
        .into_iter()
        .any(|lang| state(segment, lang) == TextState::Stale)
    {
        facts.push(fact("stale", ""));
    }
    facts
}

/// Returns the code that stands in the record for a value of one of its vocabularies.
fn code<T: serde::Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(code)) => code,
        _ => String::new(),
    }
}

fn side(segment: &Segment) -> String {
    segment
        .owner_side
        .as_ref()
        .map(ToString::to_string)
        .unwrap_or_default()
}

fn due(segment: &Segment) -> &str {
    segment
        .due
        .as_deref()
        .filter(|due| !due.is_empty())
        .unwrap_or(NO_DATE)
}

/// Returns the row that says which commitment a segment serves. It alone points from a segment: `segment` is its own.
fn serves(id: &str, goal: &str) -> Line {
    Line {
        table: Table::Link,
        cells: vec![text(goal), text(id), text("serves")],
    }
}

/// Returns the last day on which an action is in time.
fn in_time(segment: &Segment) -> String {
    let precision = segment.due_precision.clone().unwrap_or_default();
    match date::day(due(segment)) {
        Ok(day) => date::last_in_time(day, &precision).to_string(),
        Err(_) => NO_DATE.to_owned(),
    }
}

/// Returns the zone on whose clock an action is late: of the side that owns it, else of the meeting.
fn clock(segment: &Segment, json: &Value) -> String {
    if let Some(zone) = segment.owner_side.as_ref().and_then(zone::zone_of) {
        return zone.to_owned();
    }
    let days = json.get("days").and_then(Value::as_object).into_iter().flatten();
    let starts = days.filter_map(|(_, day)| zone::instant(day.get("start")?.as_str()?).ok());
    let first = starts.min();
    let named = first.and_then(|first| first.time_zone().iana_name().map(str::to_owned));
    named.unwrap_or_else(|| "UTC".to_owned())
}

fn decision(id: &str, segment: &Segment, words: &Bilingual) -> Line {
    let cells = vec![
        text(id),
        text(&segment.pos),
        text(segment.number().unwrap_or_default()),
        text(code(&segment.decision.clone().unwrap_or_default())),
        text(&words.en),
        text(&words.ko),
    ];
    Line {
        table: Table::Decision,
        cells,
    }
}

fn action(id: &str, segment: &Segment, words: &Bilingual, json: &Value) -> Line {
    let person = segment
        .owner
        .as_ref()
        .and_then(|owner| json.get("people")?.get(owner));
    let person: Option<Person> = person.and_then(|value| Person::deserialize(value).ok());
    let owner = person.map(|p| names::both(&p)).unwrap_or_default();
    let status = segment.status.clone().unwrap_or_default();
    let number = segment.number().unwrap_or_default();
    let evidence = segment.evidence.clone().unwrap_or_default();
    let done = if status.is_open() { '0' } else { '1' };
    let agreement = json.get("agreement").and_then(Value::as_str).unwrap_or_default();
    let find = sorting::findable([&number, &words.en, &words.ko, &owner.en, &owner.ko].map(String::as_str));
    let cells = vec![
        text(id),
        text(number),
        text(&words.en),
        text(&words.ko),
        text(side(segment)),
        text(owner.en),
        text(owner.ko),
        text(due(segment)),
        text(code(&status)),
        whole(status.is_open()),
        text(format!("{done} {}", in_time(segment))),
        text(clock(segment, json)),
        text(code(&segment.due_precision.clone().unwrap_or_default())),
        text(agreement),
        text(evidence.en),
        text(evidence.ko),
        text(find),
    ];
    Line {
        table: Table::Action,
        cells,
    }
}

fn commitment(id: &str, segment: &Segment, words: &Bilingual) -> Line {
    let cells = vec![
        text(id),
        text(&segment.pos),
        text(segment.number().unwrap_or_default()),
        text(&words.en),
        text(&words.ko),
        text(side(segment)),
        text(due(segment)),
        text(code(&segment.status.clone().unwrap_or_default())),
        text(segment.area.clone().unwrap_or_default()),
    ];
    Line {
        table: Table::Commitment,
        cells,
    }
}
