//! The actions as a table: who does what by when (R9).

use jiff::civil::Date;
use maru_core::date::{self, Weekday, written};
use maru_core::segment::{ActionStatus, Segment, SegmentKind};
use maru_core::zone;

use crate::discussion::owner;
use crate::minutes::{Minutes, anchor};
use crate::order::Order;
use crate::paper::{Block, Column, Field, Row};
use crate::wording::Wording;
use crate::words::Words;

/// Returns the actions by their numbers.
pub(crate) fn table(minutes: &Minutes<'_>) -> Vec<Block> {
    let rows = rows(minutes, |_| true);
    if rows.is_empty() {
        return Vec::new();
    }
    vec![Block::Table {
        columns: columns(minutes.wording),
        rows,
        whole: false,
    }]
}

/// Returns the rows of the actions that are wanted, by the ids of their segments.
pub(crate) fn rows(minutes: &Minutes<'_>, wanted: impl Fn(&str) -> bool) -> Vec<Row> {
    let listed = minutes.listed(&SegmentKind::Action).into_iter();
    let here = |at: usize| minutes.flow.get(at).is_some_and(|(id, _)| wanted(id));
    listed
        .filter(|(at, _)| here(*at))
        .map(|(at, segment)| row(minutes, at, segment))
        .collect()
}

/// Returns the columns of a table of actions.
pub(crate) fn columns(wording: &Wording) -> Vec<Column> {
    vec![
        wording.column("paper-number", [14, 15]),
        wording.pair("action"),
        wording.column("owner", [44, 39]),
        wording.column("due", [31, 29]),
        wording.column("agr-status", [23, 21]),
    ]
}

fn row(minutes: &Minutes<'_>, number: usize, segment: &Segment) -> Row {
    let wording = minutes.wording;
    let due = segment.due.as_deref().unwrap_or_default();
    let precision = segment.due_precision.clone().unwrap_or_default();
    let due = wording.kept(|lang| match date::day(due) {
        Ok(day) => date::due(day, &precision, lang),
        Err(_) => String::new(),
    });
    let evidence = segment.evidence.clone().unwrap_or_default();
    Row {
        across: None,
        anchor: Some(anchor(number)),
        cells: vec![
            Field::of(wording.sign(&segment.number().unwrap_or_default())),
            Field {
                text: wording.cell(segment),
                under: wording.short(&evidence),
            },
            Field::of(wording.each(|lang| owner(minutes.meeting, segment, lang))),
            Field::of(due),
            Field::of(status(segment, today(minutes.order), wording)),
        ],
    }
}

/// Returns how far an action is; that it is late is computed, never stored.
pub(crate) fn status(segment: &Segment, today: Option<Date>, wording: &Wording) -> Words {
    let status = segment.status.clone().unwrap_or_default();
    let due = segment.due.as_deref().and_then(|due| date::day(due).ok());
    let precision = segment.due_precision.clone().unwrap_or_default();
    let running = status.is_open() && !matches!(status, ActionStatus::Other(_));
    if let (true, Some(due), Some(today)) = (running, due, today)
        && date::overdue(due, &precision, today)
    {
        return wording.label("overdue");
    }
    match &status {
        ActionStatus::Open => wording.label("open"),
        ActionStatus::InProgress => wording.label("in-progress"),
        ActionStatus::Done => wording.label("done"),
        ActionStatus::OnHold => wording.label("on-hold"),
        ActionStatus::Dropped => wording.label("dropped"),
        ActionStatus::Other(code) => wording.code(&format!("paper-status-{code}"), code),
    }
}

/// Returns the day of the export as a fact.
pub(crate) fn prepared(order: &Order, wording: &Wording) -> Words {
    let day = today(order);
    wording.kept(|lang| day.map(|day| written(day, lang, Weekday::No)).unwrap_or_default())
}

/// Returns the day of the export where the exporting side sits.
pub(crate) fn today(order: &Order) -> Option<Date> {
    zone::today_in(zone::zone_of(&order.side).unwrap_or("UTC"), &order.now).ok()
}
