//! The row of a record in lists, and what the record points at.

use std::collections::BTreeSet;

use maru_core::agreement::Agreement;
use maru_core::bilingual::{Bilingual, Lang};
use maru_core::find::fact;
use maru_core::meeting::Meeting;
use maru_core::record::{Kind, Record};
use rusqlite::types::Value as Cell;

use super::segment::{Marks, NO_DATE};
use super::words::Ground;
use super::{Line, Table, sorting, text, whole};
use crate::clock::{parse, quarter, sortable};
use crate::index::day;

/// The statuses of an agreement that runs, and so may end.
const RUNNING: [&str; 6] = [
    "signed",
    "in_effect",
    "amended",
    "extended",
    "renewed",
    "suspended",
];

/// The row of a record in lists.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Entry {
    id: String,
    kind: String,
    audience: &'static str,
    agreement: Option<String>,
    sample: bool,
    binned: bool,
    sort: String,
    starts: Option<i64>,
    ends: Option<i64>,
    status: String,
    title: Bilingual,
    place: Bilingual,
    people: u32,
    decisions: u32,
    open_actions: u32,
    to_translate: u32,
    lapse: Option<String>,
    lapse_basis: String,
    quarter: String,
}

impl Entry {
    /// Returns the row of a record whose segments are still to be counted, and whose last change is still to be told; in
    /// the bin it is sorted by when it came there.
    pub(super) fn of(record: &Record, binned: Option<String>) -> Entry {
        let head = record.head();
        let mut entry = Entry {
            id: head.id.clone(),
            kind: head.kind.code().to_owned(),
            audience: head.audience.code(),
            agreement: head.agreement.clone(),
            sample: head.sample,
            binned: head.binned,
            sort: head.created.clone(),
            title: record.title(),
            ..Entry::default()
        };
        match record {
            Record::Meeting(meeting) => entry.meet(meeting),
            Record::Agreement(agreement) => entry.agree(agreement),
            Record::Practice(practice) => entry.status.clone_from(&practice.status),
            _ => {}
        }
        if let Some(since) = binned {
            entry.sort = since;
        }
        entry
    }

    /// Takes over what an agreement says.
    fn agree(&mut self, agreement: &Agreement) {
        let signed = agreement.dates.get("signed").map(|d| d.value.as_str());
        if let Some(signed) = signed.filter(|s| parse(s).is_some()) {
            signed.clone_into(&mut self.sort);
        }
        self.status.clone_from(&agreement.status);
        self.place.clone_from(&agreement.place_signed);
        self.people = count(agreement.participants.values().filter(|p| !p.removed));
        if RUNNING.contains(&self.status.as_str()) {
            // An end date is typed, never computed, and may be unknown (R14).
            let ends = agreement.dates.get("ends");
            let typed = ends.filter(|d| d.certainty != "unknown" && !d.value.trim().is_empty());
            self.lapse = Some(typed.map_or_else(|| NO_DATE.to_owned(), |d| d.value.trim().to_owned()));
            self.lapse_basis = match typed {
                Some(ends) if ends.certainty == "stated" => "stated",
                Some(_) => "assumed",
                None => "unknown",
            }
            .to_owned();
        }
    }

    /// Takes over what a meeting says.
    fn meet(&mut self, meeting: &Meeting) {
        let mut days: Vec<_> = meeting
            .days
            .values()
            .filter(|day| parse(&day.start).is_some())
            .collect();
        days.sort_by_key(|day| parse(&day.start));
        if let Some(first) = days.first() {
            self.sort.clone_from(&first.start);
            self.starts = parse(&first.start);
        }
        self.ends = days
            .iter()
            .filter_map(|d| parse(&d.end).or_else(|| parse(&d.start)))
            .max();
        self.status.clone_from(&meeting.minutes.status);
        self.place.clone_from(&meeting.place);
        self.people = count(meeting.people.values().filter(|p| !p.removed));
    }

    /// Returns what search knows of every text of the record.
    pub(super) fn ground(&self) -> Ground {
        let own = (self.kind == Kind::Agreement.code()).then_some(&self.id);
        let facts = [
            Some(fact("k-", &self.kind)),
            Some(fact("st-", &self.status)).filter(|_| !self.status.is_empty()),
            self.agreement.as_ref().or(own).map(|id| fact("in-", id)),
        ];
        Ground {
            day: day(&self.sort),
            facts: facts.into_iter().flatten().collect(),
        }
    }

    /// Counts the segments.
    pub(super) fn count<'m>(&mut self, marks: impl Iterator<Item = &'m Marks>) {
        (self.decisions, self.open_actions, self.to_translate) = (0, 0, 0);
        for mark in marks {
            self.decisions += u32::from(mark.decision);
            self.open_actions += u32::from(mark.open_action);
            self.to_translate += u32::from(mark.to_translate);
        }
    }

    /// Tells when the record was changed last, in milliseconds since 1970.
    pub(super) fn date(&mut self, changed: i64) {
        self.quarter = quarter(changed);
    }

    /// Returns the row.
    pub(super) fn line(&self) -> Line {
        let optional = |n: Option<i64>| n.map_or(Cell::Null, Cell::Integer);
        let at = parse(&self.sort).unwrap_or(0);
        let (en, ko) = (self.title.en.as_str(), self.title.ko.as_str());
        let cells = vec![
            text(&self.id),
            text(&self.kind),
            text(self.audience),
            self.agreement.as_ref().map_or(Cell::Null, text),
            whole(self.sample),
            whole(self.binned),
            text(sortable(at)),
            text(&self.sort),
            optional(self.starts),
            optional(self.ends),
            text(&self.status),
            text(&self.title.en),
            text(&self.title.ko),
            text(&self.place.en),
            text(&self.place.ko),
            whole(self.people),
            whole(self.decisions),
            whole(self.open_actions),
            whole(self.to_translate),
            text(sorting::stage(&Kind::from_code(&self.kind), &self.status, at)),
            text(sorting::title(en, ko, Lang::En)),
            text(sorting::title(ko, en, Lang::Ko)),
            text(sorting::findable([en, ko, &self.place.en, &self.place.ko])),
            self.lapse.as_ref().map_or(Cell::Null, text),
            text(&self.lapse_basis),
            text(&self.quarter),
        ];
        Line {
            table: Table::Entry,
            cells,
        }
    }
}

fn count<T>(all: impl Iterator<Item = T>) -> u32 {
    u32::try_from(all.count()).unwrap_or(u32::MAX)
}

/// Returns the rows that say which records and segments this record points at.
pub(super) fn links(record: &Record) -> Vec<Line> {
    let mut links: BTreeSet<(&str, &str, &str)> = BTreeSet::new();
    if let Some(agreement) = &record.head().agreement {
        links.insert((agreement, "", "agreement"));
    }
    match record {
        Record::Note(note) => {
            if let Some(about) = &note.about {
                links.insert((about, note.segment.as_deref().unwrap_or_default(), "about"));
            }
        }
        Record::Agreement(agreement) => {
            let related = agreement.related.values().filter(|r| !r.removed);
            let related = related.filter_map(|r| r.record.as_deref());
            links.extend(related.map(|target| (target, "", "related")));
        }
        Record::Practice(practice) => {
            let meetings = practice.meetings.keys().map(String::as_str);
            links.extend(meetings.map(|target| (target, "", "source")));
        }
        _ => {}
    }
    let line = |(target, segment, how)| Line {
        table: Table::Link,
        cells: vec![text(target), text(segment), text(how)],
    };
    links.into_iter().map(line).collect()
}
