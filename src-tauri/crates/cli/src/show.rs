//! `maructl show`: one record, now or at an earlier moment, with its text in both languages.

use clap::{ArgMatches, Command};
use maru_core::bilingual::{Bilingual, Side};
use maru_core::history::{Change, Conflict};
use maru_core::labels::Labels;
use maru_core::record::Record;
use maru_core::segment::{Segment, SegmentKind};
use serde::Serialize;
use serde_json::Value;
use unicode_width::UnicodeWidthStr;

use crate::facts::{Fact, both, facts};
use crate::failure::Failure;
use crate::output::Terminal;
use crate::{clock, moment, tree, vault};

/// Adds the arguments.
pub(crate) fn grow(command: Command, labels: Labels) -> Command {
    tree::vault(command.arg(tree::operand("id", labels).required(true)), labels).arg(tree::option(
        "at",
        "ctl-val-moment",
        labels,
    ))
}

/// A record as it stood.
#[derive(Serialize)]
struct Past {
    id: String,
    /// The change after which it stood so.
    change: Change,
    record: Value,
}

/// Prints the record.
pub(crate) fn run(terminal: &Terminal, matches: &ArgMatches) -> Result<(), Failure> {
    let id = vault::text(matches, "id").unwrap_or_default();
    if let Some(named) = vault::text(matches, "at") {
        return past(terminal, matches, id, named);
    }
    let (opened, side) = vault::inside(terminal, matches, |vault| {
        Ok((vault.read(id)?, vault.device().side.clone()))
    })?;
    if terminal.is_json() {
        return terminal.document(&opened);
    }
    let record = Record::from_json(opened.record)?;
    let mut lines = whole(terminal, &record, facts(terminal, &record, &side));
    lines.extend(
        opened
            .conflicts
            .iter()
            .flat_map(|conflict| conflicting(terminal, conflict, &side)),
    );
    lines.iter().try_for_each(|line| terminal.line(line))
}

/// Prints the record as it stood.
fn past(terminal: &Terminal, matches: &ArgMatches, id: &str, named: &str) -> Result<(), Failure> {
    let (past, side) = vault::inside(terminal, matches, |vault| {
        let change = moment::find(vault, id, named)?;
        let record = vault.read_at(id, &change.heads)?;
        let id = id.to_owned();
        Ok((Past { id, change, record }, vault.device().side.clone()))
    })?;
    if terminal.is_json() {
        return terminal.document(&past);
    }
    let record = Record::from_json(past.record)?;
    let stood = format!(
        "{} · {}",
        clock::moment(&past.change.time, &side),
        past.change.device
    );
    let mut facts = facts(terminal, &record, &side);
    facts.insert(0, (terminal.text("ctl-col-moment", &[]), stood));
    let lines = whole(terminal, &record, facts);
    lines.iter().try_for_each(|line| terminal.line(line))
}

/// Returns the title, the facts and the text.
fn whole(terminal: &Terminal, record: &Record, facts: Vec<Fact>) -> Vec<String> {
    let mut lines = both(&record.title());
    lines.push(String::new());
    lines.extend(columns(facts));
    lines.extend(flow(terminal, record));
    lines
}

fn columns(facts: Vec<Fact>) -> Vec<String> {
    let width = facts.iter().map(|(name, _)| name.width()).max().unwrap_or(0);
    facts
        .into_iter()
        .map(|(name, value)| format!("{name}{}  {value}", " ".repeat(width - name.width())))
        .collect()
}

/// Returns the text, a blank line before each agenda item.
fn flow(terminal: &Terminal, record: &Record) -> Vec<String> {
    let mut lines = Vec::new();
    for (index, (_, segment)) in record.flow().into_iter().enumerate() {
        let mark = mark(terminal, segment);
        let texts = both(&Bilingual::new(segment.en.as_str(), segment.ko.as_str()));
        if index == 0 || segment.kind == SegmentKind::Agenda {
            lines.push(String::new());
        }
        let indent = " ".repeat(mark.width() + 1);
        for (line, text) in texts.iter().flat_map(|text| text.lines()).enumerate() {
            lines.push(if line == 0 {
                format!("{mark} {text}")
            } else {
                format!("{indent}{text}")
            });
        }
    }
    lines
}

/// Returns the number of a segment, or the word for what it is, with how far it is.
fn mark(terminal: &Terminal, segment: &Segment) -> String {
    let code = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let kind = code(&serde_json::to_value(&segment.kind).unwrap_or_default());
    let name = segment
        .number()
        .unwrap_or_else(|| terminal.word("segment", &kind));
    let state = match (&segment.decision, &segment.status) {
        (Some(decision), _) => terminal.word(
            "decision",
            &code(&serde_json::to_value(decision).unwrap_or_default()),
        ),
        (None, Some(status)) => {
            terminal.word("status", &code(&serde_json::to_value(status).unwrap_or_default()))
        }
        (None, None) => return format!("[{name}]"),
    };
    format!("[{name} {state}]")
}

/// Returns the wordings of a place that two laptops wrote differently (R10).
fn conflicting(terminal: &Terminal, conflict: &Conflict, side: &Side) -> Vec<String> {
    let mut lines = vec![
        String::new(),
        format!(
            "{}: {}",
            terminal.text("both-changed", &[]),
            conflict.path.join(" › ")
        ),
    ];
    for one in &conflict.values {
        let value = one
            .value
            .as_str()
            .map_or_else(|| one.value.to_string(), str::to_owned);
        lines.push(format!(
            "  {} {}: {value}",
            clock::moment(&one.time, side),
            one.device
        ));
    }
    lines
}
