//! The actions as a table for a spreadsheet: UTF-8 with a mark that says so, both languages side by side, and no cell
//! that a spreadsheet would take for a formula.

use maru_core::bilingual::{Bilingual, Lang, Side};
use maru_core::date::{self, last_in_time};
use maru_core::labels::both;
use maru_core::meeting::Meeting;
use maru_core::names;
use maru_core::record::Record;
use maru_core::segment::{Segment, SegmentKind};
use maru_core::zone;

use crate::actions::today;
use crate::error::Error;
use crate::inline::pieces;
use crate::leaving::Leaving;
use crate::marking::{embargo, gate, handling, marking};
use crate::order::{Languages, Order};
use crate::text::line;

/// Says that the bytes are UTF-8: without it, spreadsheets read Hangul in the code page of the system.
const MARK: &str = "\u{FEFF}";
/// What a spreadsheet takes for the start of a formula, in both widths, and what it skips before one (OWASP, CSV
/// Injection).
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// A table and exactly what leaves with it (R2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The bytes of the file.
    pub bytes: Vec<u8>,
    /// How many actions it holds.
    pub actions: u32,
    /// What leaves with it.
    pub leaving: Vec<Leaving>,
    /// What stays: records of our own side, and those whose marking keeps them.
    pub staying: Vec<Staying>,
    /// The name that the file would have.
    pub file_name: String,
}

/// A record that stays at home, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staying {
    /// Its title.
    pub title: Bilingual,
    /// The reason.
    pub reason: Error,
}

/// Returns the actions for which `chosen` says yes, given the id of the record and of the segment. Records of our own
/// side stay at home (R1), and so do those whose marking keeps them (R3, R4, R16).
///
/// # Errors
/// If the table cannot be written.
pub fn actions(
    records: &[Record],
    chosen: impl Fn(&str, &str) -> bool,
    order: &Order,
) -> Result<Sheet, Error> {
    let failed = |e: csv::Error| Error::Typeset(e.to_string());
    let mut table = csv::WriterBuilder::new()
        .quote_style(csv::QuoteStyle::Always)
        .terminator(csv::Terminator::CRLF)
        .from_writer(MARK.as_bytes().to_vec());
    table.write_record(heads().map(safe)).map_err(failed)?;
    let (mut count, mut sessions, mut staying) = (0_u32, Vec::new(), Vec::new());
    for record in records {
        let head = record.head();
        let listed: Vec<&Segment> = record
            .flow()
            .into_iter()
            .filter(|(id, segment)| segment.kind == SegmentKind::Action && chosen(&head.id, id))
            .map(|(_, segment)| segment)
            .collect();
        let Record::Meeting(meeting) = record else {
            continue;
        };
        if listed.is_empty() {
            continue;
        }
        if let Err(reason) = gate(record, None) {
            staying.push(Staying {
                title: title(record),
                reason,
            });
            continue;
        }
        let marked = marked(record, order);
        for segment in &listed {
            table
                .write_record(cells(meeting, segment, &marked, order).map(safe))
                .map_err(failed)?;
        }
        let number = u32::try_from(listed.len()).unwrap_or(u32::MAX);
        count = count.saturating_add(number);
        sessions.push(Leaving {
            label: "kind-meeting".to_owned(),
            count: Some(number),
            words: Some(title(record)),
        });
    }
    let bytes = table.into_inner().map_err(|e| Error::Typeset(e.to_string()))?;
    let day = today(order).map(|day| format!("{day} ")).unwrap_or_default();
    Ok(Sheet {
        bytes,
        actions: count,
        leaving: leaving(count, sessions),
        staying,
        file_name: format!("{day}{}.csv", both("nav-actions", &[]).best(order.side.lang())),
    })
}

fn leaving(count: u32, sessions: Vec<Leaving>) -> Vec<Leaving> {
    let said = |label: &str, words: Bilingual| Leaving {
        label: label.to_owned(),
        count: None,
        words: Some(words),
    };
    let mut all = vec![
        Leaving {
            label: "leaving-actions".to_owned(),
            count: Some(count),
            words: None,
        },
        said("leaving-languages", both(Languages::Both.label(), &[])),
        said("leaving-columns", both("leaving-columns-said", &[])),
    ];
    all.extend(sessions);
    all.push(said("leaving-not", both("leaving-not-said", &[])));
    all
}

fn title(record: &Record) -> Bilingual {
    let title = record.title();
    Bilingual::new(line(&title.en), line(&title.ko))
}

/// The heads of the columns: what holds words of people has one column in each language.
fn heads() -> [String; 15] {
    let one = |id: &str| {
        let name = both(id, &[]);
        format!("{} / {}", name.en, name.ko)
    };
    let [action, owner, evidence, session] =
        ["action", "owner", "editor-evidence", "kind-meeting"].map(|id| {
            let (name, en, ko) = (both(id, &[]), both("tongue-en", &[]), both("tongue-ko", &[]));
            [
                format!("{} ({}) / {} ({})", name.en, en.en, name.ko, en.ko),
                format!("{} ({}) / {} ({})", name.en, ko.en, name.ko, ko.ko),
            ]
        });
    let ([action_en, action_ko], [owner_en, owner_ko]) = (action, owner);
    let ([evidence_en, evidence_ko], [session_en, session_ko]) = (evidence, session);
    [
        one("paper-number"),
        one("due"),
        one("overdue"),
        one("agr-status"),
        one("owner-side"),
        owner_en,
        owner_ko,
        action_en,
        action_ko,
        evidence_en,
        evidence_ko,
        session_en,
        session_ko,
        one("date"),
        one("handling-marking"),
    ]
}

fn cells(meeting: &Meeting, segment: &Segment, marked: &str, order: &Order) -> [String; 15] {
    let owner = segment.owner.as_ref().and_then(|id| meeting.people.get(id));
    let owner = owner.map(names::both).unwrap_or_default();
    let evidence = segment.evidence.clone().unwrap_or_default();
    let side = segment.owner_side.as_ref();
    let status = segment.status.clone().unwrap_or_default();
    let code = serde_json::to_value(&status).ok();
    let code = code.as_ref().and_then(|code| code.as_str()).unwrap_or_default();
    [
        segment.number().unwrap_or_default(),
        due(segment),
        if late(meeting, segment, order) {
            pair("yes", "")
        } else {
            String::new()
        },
        pair(&format!("ctl-status-{}", code.replace('_', "-")), code),
        side.map(|side| pair(&format!("side-{side}"), &side.0))
            .unwrap_or_default(),
        owner.en,
        owner.ko,
        plain(&segment.en),
        plain(&segment.ko),
        plain(&evidence.en),
        plain(&evidence.ko),
        meeting.title.en.clone(),
        meeting.title.ko.clone(),
        held(meeting),
        marked.to_owned(),
    ]
}

/// Returns a label in both languages, or other words where there is none.
fn pair(id: &str, otherwise: &str) -> String {
    let find = |lang| maru_core::labels::Labels::new(lang).find(id, &[]);
    match (find(Lang::En), find(Lang::Ko)) {
        (Some(en), Some(ko)) => format!("{en} / {ko}"),
        _ => otherwise.to_owned(),
    }
}

/// Returns the due date as far as it is known, in the form that every spreadsheet reads: `2027-03-09`, `2027-03`.
fn due(segment: &Segment) -> String {
    use maru_core::segment::Precision;
    let due = segment.due.clone().unwrap_or_default();
    let kept = match segment.due_precision.clone().unwrap_or_default() {
        Precision::Day | Precision::Quarter => 10,
        Precision::Month => 7,
        Precision::Year => 4,
    };
    due.get(..kept).map(str::to_owned).unwrap_or(due)
}

/// Returns whether an action is late on the clock of the side that owns it, else of the meeting.
fn late(meeting: &Meeting, segment: &Segment, order: &Order) -> bool {
    let first = meeting
        .days
        .values()
        .filter_map(|day| zone::instant(&day.start).ok())
        .min();
    let of_meeting = first.and_then(|at| at.time_zone().iana_name().map(str::to_owned));
    let of_side = |side: &Side| zone::zone_of(side).map(str::to_owned);
    let clock = segment.owner_side.as_ref().and_then(of_side).or(of_meeting);
    let today = zone::today_in(clock.as_deref().unwrap_or("UTC"), &order.now);
    let due = segment.due.as_deref().and_then(|due| date::day(due).ok());
    let precision = segment.due_precision.clone().unwrap_or_default();
    let open = segment.status.clone().unwrap_or_default().is_open();
    matches!((due, today), (Some(due), Ok(today)) if open && last_in_time(due, &precision) < today)
}

fn held(meeting: &Meeting) -> String {
    let starts = meeting
        .days
        .values()
        .filter_map(|day| zone::instant(&day.start).ok());
    starts.min().map(|at| at.date().to_string()).unwrap_or_default()
}

fn marked(record: &Record, order: &Order) -> String {
    let Some(handling) = handling(record) else {
        return String::new();
    };
    let parts = [
        marking(handling, order),
        embargo(handling, Lang::En).unwrap_or_default(),
        embargo(handling, Lang::Ko).unwrap_or_default(),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}

/// Returns the words of a cell without the marks of bold and link.
fn plain(text: &str) -> String {
    pieces(text).into_iter().map(|piece| piece.text).collect()
}

/// Returns a cell on one line that no spreadsheet takes for a formula.
fn safe(cell: String) -> String {
    let starts = |text: &str| text.starts_with(FORMULA);
    let clean = line(&cell);
    if starts(&cell) || starts(&clean) {
        format!("'{clean}")
    } else {
        clean
    }
}

#[cfg(test)]
#[path = "tests/csv.rs"]
mod tests;
