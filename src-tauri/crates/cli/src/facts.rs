//! What there is to know of a record before its text, each fact with its name.

use maru_core::agreement::Agreement;
use maru_core::bilingual::{Bilingual, Lang, Side};
use maru_core::date;
use maru_core::meeting::Meeting;
use maru_core::practice::Practice;
use maru_core::record::Record;
use maru_core::zone::both_local_times;

use crate::clock;
use crate::list::audience_label;
use crate::output::Terminal;

/// A name and what it names.
pub(crate) type Fact = (String, String);

/// Returns the facts of a record, as this side reads them.
pub(crate) fn facts(terminal: &Terminal, record: &Record, side: &Side) -> Vec<Fact> {
    let head = record.head();
    let name = |id: &str| terminal.text(id, &[]);
    let status = |code: &str| (name("agr-status"), terminal.word("status", code));
    let mut facts = vec![
        (name("ctl-col-id"), head.id.clone()),
        (name("ctl-col-kind"), terminal.word("kind", head.kind.code())),
        (name("visibility"), name(audience_label(head.audience))),
    ];
    if head.sample {
        facts.push((name("sample-data"), name("yes")));
    }
    match record {
        Record::Agreement(agreement) => {
            facts.push(status(&agreement.status));
            facts.extend(dates(terminal, agreement));
        }
        Record::Meeting(meeting) => {
            facts.push(status(&meeting.minutes.status));
            facts.extend(times(terminal, meeting));
            facts.push((name("place"), both(&meeting.place).join(" / ")));
            let people = meeting.people.values().filter(|person| !person.removed).count();
            facts.push((name("attendee"), people.to_string()));
        }
        Record::Practice(practice) => {
            facts.push(status(&practice.status));
            facts.push((name("organisation"), both(&practice.organisation).join(" / ")));
            facts.extend(consents(practice, side).map(|said| (name("bp-sides"), said)));
            facts.extend(
                practice
                    .meetings
                    .keys()
                    .map(|id| (name("bp-meetings"), id.clone())),
            );
        }
        Record::Note(note) => {
            facts.extend(
                note.about
                    .iter()
                    .map(|about| (name("ctl-col-about"), about.clone())),
            );
        }
        Record::Unknown(_) => {}
    }
    for (_, attached) in record.attached() {
        let mut words = vec![attached.name.clone()];
        words.extend(both(&attached.caption));
        facts.push((name("attachments"), words.join(" · ")));
    }
    facts.push((name("ctl-col-created"), clock::moment(&head.created, side)));
    facts.retain(|(_, value)| !value.is_empty());
    facts
}

/// Returns the texts that are there, English first.
pub(crate) fn both(text: &Bilingual) -> Vec<String> {
    let texts = Lang::BOTH.iter().map(|lang| text.get(*lang));
    texts.filter(|text| !text.is_empty()).map(str::to_owned).collect()
}

/// Returns which side agreed, in whose words and when it was written down.
fn consents(practice: &Practice, side: &Side) -> impl Iterator<Item = String> {
    let all = practice.consents.values();
    all.map(|one| format!("{} · {} · {}", one.side, one.by, clock::moment(&one.at, side)))
}

fn dates(terminal: &Terminal, agreement: &Agreement) -> Vec<Fact> {
    let labels = [
        ("signed", "agr-date-signed"),
        ("in_effect", "agr-date-effect"),
        ("ends", "agr-date-end"),
    ];
    let known = labels
        .iter()
        .filter_map(|(key, label)| Some((agreement.dates.get(*key)?, label)));
    known
        .map(|(dated, label)| {
            (
                terminal.text(label, &[]),
                date::partial(&dated.value, terminal.lang()),
            )
        })
        .collect()
}

/// Returns the days on the clock of every delegation (R8); of a day that names no moment, what is written.
fn times(terminal: &Terminal, meeting: &Meeting) -> Vec<Fact> {
    let sides: Vec<Side> = meeting.delegations.keys().map(|code| Side::new(code)).collect();
    let mut facts = Vec::new();
    for day in meeting.days.values() {
        let lines = match both_local_times(day, &sides) {
            Ok(local) if !local.is_empty() => local.iter().map(|one| one.written(terminal.lang())).collect(),
            _ => vec![format!("{} – {}", day.start, day.end)],
        };
        facts.extend(
            lines
                .into_iter()
                .map(|line| (terminal.text("date-time", &[]), line)),
        );
    }
    facts
}
