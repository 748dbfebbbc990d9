//! The agenda as a table, and the times of a meeting on the clock of the place (R7, R8).

use jiff::ZonedDateTime;
use jiff::civil::Date;
use maru_core::bilingual::Lang;
use maru_core::date::{Weekday, written};
use maru_core::labels::Labels;
use maru_core::meeting::Day;
use maru_core::segment::{Segment, SegmentKind};
use maru_core::zone;

use crate::minutes::Minutes;
use crate::paper::{Block, Column, Field, Row};
use crate::people;
use crate::text::line;

/// Returns the day and times of one day of the meeting at its place.
pub(crate) fn here(minutes: &Minutes<'_>, day: &Day, lang: Lang) -> String {
    let at = |text: &str| local(minutes, text);
    let (Some(start), Some(end)) = (at(&day.start), at(&day.end).or_else(|| at(&day.start))) else {
        return String::new();
    };
    let zone = start
        .time_zone()
        .iana_name()
        .map(|name| zone::city(name, lang))
        .unwrap_or_default();
    if start == end {
        return format!("{} ({zone})", zone::moment(&start, lang));
    }
    format!("{} ({zone})", zone::span(&start, &end, lang))
}

/// Returns the date of one day of the meeting at its place.
pub(crate) fn day(minutes: &Minutes<'_>, day: &Day, lang: Lang) -> String {
    let start = local(minutes, &day.start);
    start
        .map(|start| written(start.date(), lang, Weekday::Yes))
        .unwrap_or_default()
}

/// Returns the times of one day on the clocks of the sides that are elsewhere, with the date where it is another.
pub(crate) fn there(minutes: &Minutes<'_>, day: &Day, lang: Lang) -> String {
    let here = local(minutes, &day.start).map(|start| start.date());
    let clocks = other_zones(minutes).into_iter().filter_map(|zone| {
        let start = zone::local(&day.start, zone).ok()?;
        let end = zone::local(&day.end, zone).unwrap_or_else(|_| start.clone());
        let written = if Some(start.date()) == here && start.date() == end.date() {
            let labels = Labels::new(lang);
            labels.text(
                "date-range",
                &[("first", &zone::clock(&start)), ("last", &zone::clock(&end))],
            )
        } else {
            zone::span(&start, &end, lang)
        };
        Some(format!("{}: {written}", zone::city(zone, lang)))
    });
    clocks.collect::<Vec<_>>().join("\n")
}

/// Returns the moment on the clock of the meeting's place.
fn local(minutes: &Minutes<'_>, text: &str) -> Option<ZonedDateTime> {
    zone::local(text, &minutes.meeting.zone)
        .or_else(|_| zone::instant(text))
        .ok()
}

/// Returns the agenda, a line across the table for each day.
pub(crate) fn table(minutes: &Minutes<'_>) -> Vec<Block> {
    let items: Vec<&Segment> = minutes
        .flow
        .iter()
        .map(|(_, s)| *s)
        .filter(|s| s.kind == SegmentKind::Agenda)
        .collect();
    if items.is_empty() {
        return Vec::new();
    }
    let mut rows = Vec::new();
    let mut day: Option<Date> = None;
    for (number, item) in items.iter().enumerate() {
        let start = item.start.as_deref().and_then(|text| local(minutes, text));
        if let Some(date) = start.as_ref().map(ZonedDateTime::date)
            && day != Some(date)
        {
            day = Some(date);
            let across = minutes.wording.each(|lang| written(date, lang, Weekday::Yes));
            rows.push(Row {
                across: Some(across),
                ..Row::default()
            });
        }
        rows.push(row(minutes, number + 1, item));
    }
    vec![Block::Table {
        columns: columns(minutes),
        rows,
        whole: false,
    }]
}

fn columns(minutes: &Minutes<'_>) -> Vec<Column> {
    let wording = minutes.wording;
    let there = |lang: Lang| {
        let zones = other_zones(minutes);
        zones
            .iter()
            .map(|zone| zone::city(zone, lang))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let here = |lang: Lang| match minutes.meeting.zone.as_str() {
        "" => Labels::new(lang).text("paper-time", &[]),
        zone => zone::city(zone, lang),
    };
    vec![
        wording.column("paper-number", [14, 15]),
        Column {
            head: wording.each(here),
            under: wording.each(there),
            width: [26, 30],
            pair: false,
        },
        wording.pair("agenda-item"),
        wording.column("paper-lead", [26, 24]),
    ]
}

fn row(minutes: &Minutes<'_>, number: usize, item: &Segment) -> Row {
    let wording = minutes.wording;
    let elsewhere: Vec<String> = other_zones(minutes)
        .iter()
        .map(|zone| times(minutes, item, Some(zone)))
        .filter(|times| !times.is_empty())
        .collect();
    let lead = item
        .lead
        .as_ref()
        .map(|side| wording.side(side))
        .unwrap_or_default();
    Row {
        cells: vec![
            Field::of(wording.sign(&number.to_string())),
            Field {
                text: wording.sign(&times(minutes, item, None)),
                under: wording.sign(&elsewhere.join(", ")),
            },
            Field {
                text: wording.cell(item),
                under: wording.each(|lang| wanted(minutes, item, lang)),
            },
            Field::of(lead),
        ],
        ..Row::default()
    }
}

/// Returns from when to when an item lasts, in a zone or at the place.
fn times(minutes: &Minutes<'_>, item: &Segment, zone: Option<&str>) -> String {
    let at = |text: &Option<String>| match (text.as_deref(), zone) {
        (Some(text), Some(zone)) => zone::local(text, zone).ok(),
        (Some(text), None) => local(minutes, text),
        (None, _) => None,
    };
    match (at(&item.start), at(&item.end)) {
        (Some(start), Some(end)) => format!("{}–{}", zone::clock(&start), zone::clock(&end)),
        (Some(start), None) => zone::clock(&start),
        _ => String::new(),
    }
}

/// Returns what is wanted from an item, and the papers for it.
fn wanted(minutes: &Minutes<'_>, item: &Segment, lang: Lang) -> String {
    let outcome = item.outcome.clone().unwrap_or_default();
    let alone = minutes.wording.langs().len() == 1;
    let mut said = vec![line(if alone {
        outcome.best(lang)
    } else {
        outcome.get(lang)
    })];
    let papers: Vec<String> = item
        .papers
        .iter()
        .map(|paper| line(paper))
        .filter(|p| !p.is_empty())
        .collect();
    if !papers.is_empty() {
        said.push(format!(
            "{}: {}",
            Labels::new(lang).text("paper", &[]),
            papers.join(", ")
        ));
    }
    said.retain(|text| !text.is_empty());
    said.join("\n")
}

/// Returns the zones of the sides that are not the zone of the place.
fn other_zones(minutes: &Minutes<'_>) -> Vec<&'static str> {
    let sides = people::sides(minutes.meeting, &minutes.order.side);
    let mut zones: Vec<&str> = sides.iter().filter_map(zone::zone_of).collect();
    zones.retain(|zone| *zone != minutes.meeting.zone);
    zones.dedup();
    zones.truncate(3);
    zones
}
