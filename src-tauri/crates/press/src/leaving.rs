//! The plain list of exactly what leaves, shown before anything does (R2).

use maru_core::attachment::Seen;
use maru_core::bilingual::Bilingual;
use maru_core::labels::both;
use maru_core::record::Record;
use maru_core::segment::SegmentKind;
use serde::Serialize;

use crate::form::Form;
use crate::marking;
use crate::order::{Languages, Order};
use crate::text::line;

/// One line of the list of what leaves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Leaving {
    /// The id of the label that names it.
    pub label: String,
    /// How many of them leave, where they can be counted.
    pub count: Option<u32>,
    /// What it is in words, where that can be said.
    pub words: Option<Bilingual>,
}

/// Returns everything that leaves with a paper of this record, and at last what does not.
pub fn leaving(record: &Record, order: &Order) -> Vec<Leaving> {
    let mut list = Vec::from_iter(form(record, order));
    list.extend(shown(record, order));
    if order.form == Form::Summary {
        list.extend(pictures(record, order));
    }
    if order.attach {
        list.push(label("leaving-record", "leaving-record-said"));
        list.extend(carried(record));
    }
    let properties = match order.form {
        Form::Summary => "leaving-properties-said",
        Form::Agenda | Form::Decisions | Form::Actions => "leaving-properties-short",
    };
    list.push(label("leaving-properties", properties));
    list.push(label("leaving-not", "leaving-not-said"));
    list
}

/// Returns everything that leaves with the JSON of this record: it is not divided, whatever was ordered.
pub fn leaving_json(record: &Record, order: &Order) -> Vec<Leaving> {
    let order = Order {
        form: Form::Summary,
        languages: Languages::Both,
        ..order.clone()
    };
    let mut list = shown(record, &order);
    list.extend(pictures(record, &order));
    list.push(label("leaving-whole", "leaving-record-said"));
    list.extend(carried(record));
    list.push(label("leaving-not", "leaving-not-said"));
    list
}

/// Returns everything that leaves with a record as Markdown. The whole record takes its pictures and documents along in
/// a folder, a text to read the pictures that it shows.
pub fn leaving_markdown(record: &Record, order: &Order) -> Vec<Leaving> {
    let mut list = match order.is_whole() {
        true => Vec::new(),
        false => Vec::from_iter(form(record, order)),
    };
    list.extend(shown(record, order));
    if order.form == Form::Summary {
        list.extend(pictures(record, order));
    }
    let kept = match order.is_whole() {
        true => {
            list.push(label("leaving-whole", "leaving-record-said"));
            list.extend(carried(record));
            "leaving-not-said"
        }
        false => "leaving-not-text",
    };
    list.push(label("leaving-not", kept));
    list
}

/// Says which of the papers of a meeting it is.
fn form(record: &Record, order: &Order) -> Option<Leaving> {
    matches!(record, Record::Meeting(_)).then(|| label("paper-form", order.form.label()))
}

/// Returns what a reader sees, whatever holds it.
fn shown(record: &Record, order: &Order) -> Vec<Leaving> {
    let title = match record {
        Record::Meeting(_) => "meeting-title",
        _ => "title",
    };
    let mut list = vec![
        said(title, record.title()),
        label("leaving-languages", order.languages.label()),
    ];
    if record.head().sample {
        list.push(label("sample-data", "yes"));
    }
    let marking = marking::handling(record)
        .map(|handling| marking::marking(handling, order))
        .unwrap_or_default();
    if !marking.is_empty() {
        list.push(said(
            "leaving-marking",
            Bilingual::new(marking.as_str(), marking.as_str()),
        ));
    }
    list.extend(body(record, order.form));
    list
}

/// Returns what the record itself carries beyond what its pages print.
fn carried(record: &Record) -> Vec<Leaving> {
    let mut list = attached(record);
    list.extend(review(record));
    list
}

/// Counts the steps of a review and the agreements of the sides, which name people and laptops.
fn review(record: &Record) -> Option<Leaving> {
    let Record::Practice(practice) = record else {
        return None;
    };
    let steps = practice.moves.len() + practice.consents.len();
    (steps > 0).then(|| counted("leaving-review", steps))
}

/// Returns everything that leaves with a table of actions of several meetings.
pub(crate) fn of_register(
    meetings: usize,
    actions: usize,
    marking: &str,
    sample: bool,
    order: &Order,
) -> Vec<Leaving> {
    let mut list = vec![
        label("paper-form", "paper-register"),
        label("leaving-languages", order.languages.label()),
    ];
    if sample {
        list.push(label("sample-data", "yes"));
    }
    if !marking.is_empty() {
        list.push(said("leaving-marking", Bilingual::new(marking, marking)));
    }
    list.push(counted("nav-sessions", meetings));
    list.push(counted("leaving-actions", actions));
    list.push(label("leaving-properties", "leaving-properties-short"));
    list.push(label("leaving-not", "leaving-not-said"));
    list
}

fn body(record: &Record, form: Form) -> Vec<Leaving> {
    let flow = record.flow();
    let count = |kind: SegmentKind| flow.iter().filter(|(_, segment)| segment.kind == kind).count();
    match record {
        Record::Meeting(meeting) => {
            let facts = counted("leaving-facts", meeting.days.len());
            match form {
                Form::Summary => {}
                Form::Agenda => return vec![facts, counted("leaving-agenda", count(SegmentKind::Agenda))],
                Form::Decisions => {
                    return vec![facts, counted("leaving-decisions", count(SegmentKind::Decision))];
                }
                Form::Actions => return vec![facts, counted("leaving-actions", count(SegmentKind::Action))],
            }
            let listed = [
                SegmentKind::Agenda,
                SegmentKind::Decision,
                SegmentKind::Action,
                SegmentKind::Picture,
            ];
            vec![
                facts,
                counted(
                    "leaving-people",
                    meeting.people.values().filter(|p| !p.removed).count(),
                ),
                counted("leaving-agenda", count(SegmentKind::Agenda)),
                counted("leaving-decisions", count(SegmentKind::Decision)),
                counted("leaving-actions", count(SegmentKind::Action)),
                counted(
                    "leaving-notes",
                    flow.iter().filter(|(_, s)| !listed.contains(&s.kind)).count(),
                ),
            ]
        }
        Record::Agreement(agreement) => {
            let listed = |removed: &[bool]| removed.iter().filter(|gone| !**gone).count();
            let forms: Vec<bool> = agreement
                .forms_of_cooperation
                .values()
                .map(|form| form.removed)
                .collect();
            let related: Vec<bool> = agreement.related.values().map(|one| one.removed).collect();
            let commitments = count(SegmentKind::Commitment);
            let pictures = count(SegmentKind::Picture);
            vec![
                label("leaving-terms", "leaving-terms-said"),
                counted(
                    "leaving-people",
                    agreement.participants.values().filter(|p| !p.removed).count(),
                ),
                counted(
                    "paper-areas",
                    agreement.areas.values().filter(|area| !area.removed).count(),
                ),
                counted("paper-forms", listed(&forms)),
                counted("paper-commitments", commitments),
                counted("leaving-lines", flow.len() - commitments - pictures),
                counted("paper-related", listed(&related)),
            ]
        }
        Record::Practice(practice) => {
            let contact = (!practice.contact.is_empty()).then(|| said("agr-poc", practice.contact.clone()));
            let evidence = practice.evidence.values().filter(|one| !one.removed).count();
            let mut list = Vec::from_iter(contact);
            list.push(counted("leaving-lines", flow.len() - count(SegmentKind::Picture)));
            list.push(counted("bp-evidence", evidence));
            list
        }
        _ => vec![counted("leaving-lines", flow.len().max(1))],
    }
}

/// Counts the pictures, and names those that do not say what there is to see.
fn pictures(record: &Record, order: &Order) -> Vec<Leaving> {
    let seen = record.pictures();
    let langs = order.languages.order(&order.side);
    let untold = seen
        .iter()
        .enumerate()
        .filter(|(_, seen)| langs.iter().any(|lang| !seen.tells(*lang)));
    let name = |(at, seen): (usize, &Seen<'_>)| {
        let [en, ko] = seen.caption;
        let caption = Bilingual::new(en, ko);
        let number = [("n", (at + 1).to_string())];
        let number: Vec<(&str, &str)> = number.iter().map(|(name, n)| (*name, n.as_str())).collect();
        let words = if caption.is_empty() {
            both("picture-number", &number)
        } else {
            caption
        };
        said("leaving-picture-untold", words)
    };
    let counted = (!seen.is_empty()).then(|| counted("leaving-pictures", seen.len()));
    counted.into_iter().chain(untold.map(name)).collect()
}

/// Returns the attachments that leave with the JSON of a record, each by its name.
fn attached(record: &Record) -> Vec<Leaving> {
    let all = record.attached();
    let name = |name: &str| said("attachment", Bilingual::new(name, name));
    all.iter().map(|(_, attachment)| name(&attachment.name)).collect()
}

fn said(label: &str, words: Bilingual) -> Leaving {
    let words = Bilingual::new(line(&words.en), line(&words.ko));
    Leaving {
        label: label.to_owned(),
        count: None,
        words: Some(words),
    }
}

fn label(label: &str, words: &str) -> Leaving {
    Leaving {
        label: label.to_owned(),
        count: None,
        words: Some(both(words, &[])),
    }
}

fn counted(label: &str, count: usize) -> Leaving {
    Leaving {
        label: label.to_owned(),
        count: Some(u32::try_from(count).unwrap_or(u32::MAX)),
        words: None,
    }
}
