//! `maructl actions`: who promised what, and what is late.

use std::path::Path;
use std::sync::atomic::AtomicBool;

use clap::{ArgMatches, Command};
use maru_core::bilingual::Side;
use maru_core::labels::Labels;
use maru_files::Over;
use maru_press::Register;
use maru_store::{ActionFilter, ActionRow, Vault};

use crate::failure::Failure;
use crate::output::{Table, Terminal};
use crate::{clock, file, sheet, spreadsheet, tree, vault};

/// Adds the arguments.
pub(crate) fn grow(command: Command, labels: Labels) -> Command {
    tree::vault(command, labels)
        .arg(tree::flag("open", labels))
        .arg(tree::flag("overdue", labels))
        .arg(tree::option("owner-side", "ctl-val-side", labels))
        .arg(tree::path("paper-out", "ctl-val-file", labels))
        .arg(tree::text(labels))
        .arg(tree::flag("force", labels))
        .arg(tree::flag("csv", labels).conflicts_with_all(["json", "paper-out"]))
}

/// Prints the actions, by due date.
pub(crate) fn run(terminal: &Terminal, matches: &ArgMatches) -> Result<(), Failure> {
    let now = clock::now();
    let rows = vault::inside(terminal, matches, |vault| {
        let rows = all(vault, matches, &now)?;
        if let Some(path) = vault::path(matches, "paper-out") {
            print(terminal, matches, vault, &rows, path)?;
        }
        if matches.get_flag("csv") {
            spreadsheet::print(terminal, vault, &rows, &now)?;
        }
        Ok(rows)
    })?;
    let written = vault::path(matches, "paper-out").is_some() || matches.get_flag("csv");
    if written && !terminal.is_json() {
        return Ok(());
    }
    if terminal.is_json() {
        return terminal.document(&rows);
    }
    let heads = [
        "ctl-col-number",
        "due",
        "agr-status",
        "ctl-col-side",
        "owner",
        "action",
        "ctl-kind-meeting",
        "ctl-col-id",
    ];
    let mut table = Table::new(terminal, &heads);
    for row in &rows {
        let late = row.is_late(&now);
        table.row([
            row.number.clone(),
            row.due.clone().unwrap_or_default(),
            if late {
                terminal.text("overdue", &[])
            } else {
                terminal.word("status", &row.status)
            },
            row.owner_side
                .as_ref()
                .map(|side| terminal.side(side))
                .unwrap_or_default(),
            terminal.best(&row.owner).to_owned(),
            terminal.best(&row.text).to_owned(),
            terminal.best(&row.meeting).to_owned(),
            row.record.clone(),
        ]);
    }
    terminal.table(&table)
}

/// Writes the actions as one table of a PDF, meeting by meeting. What must not leave is left out and named.
fn print(
    terminal: &Terminal,
    matches: &ArgMatches,
    vault: &mut Vault,
    rows: &[ActionRow],
    path: &Path,
) -> Result<(), Failure> {
    let over = if matches.get_flag("force") {
        Over::Anything
    } else {
        Over::Nothing
    };
    let mut register = Register::new(&sheet::order(sheet::languages(matches), &vault.device().side));
    for (id, chosen) in by_meeting(rows) {
        match register
            .add(&sheet::record(vault, id)?, &chosen)
            .map_err(Failure::from)
        {
            Ok(()) => {}
            Err(failure) if failure.must_stay() => {
                let reason = failure.what(terminal.labels());
                terminal.remark(&terminal.text("ctl-skipped", &[("id", id), ("reason", &reason)]));
            }
            Err(failure) => return Err(failure),
        }
    }
    let mut choice = Vec::new();
    choice.extend(matches.get_flag("open").then_some("filter-open"));
    choice.extend(matches.get_flag("overdue").then_some("overdue"));
    let side = vault::text(matches, "owner-side").map(Side::new);
    let file = path.display().to_string();
    let leaving = register.leaving();
    let pdf = register
        .typeset(&choice, side.as_ref(), &AtomicBool::new(false))?
        .pdf()?;
    if !terminal.is_json() {
        sheet::announce(terminal, &leaving, &[], &file);
    }
    file::write(path, &pdf, over)?;
    match terminal.is_json() {
        true => Ok(()),
        false => terminal.line(&terminal.text("ctl-done-export", &[("path", &file)])),
    }
}

/// Returns the meetings in the order in which they come first, each with the ids of its actions.
fn by_meeting(rows: &[ActionRow]) -> Vec<(&str, Vec<String>)> {
    let mut meetings: Vec<(&str, Vec<String>)> = Vec::new();
    for row in rows {
        let segment = row.segment.clone();
        match meetings.iter_mut().find(|(id, _)| *id == row.record) {
            Some((_, chosen)) => chosen.push(segment),
            None => meetings.push((&row.record, vec![segment])),
        }
    }
    meetings
}

/// Returns every action, answer by answer.
fn all(vault: &Vault, matches: &ArgMatches, now: &str) -> Result<Vec<ActionRow>, Failure> {
    let mut filter = ActionFilter {
        open: matches.get_flag("open"),
        late_at: matches.get_flag("overdue").then(|| now.to_owned()),
        owner_side: vault::text(matches, "owner-side").map(Side::new),
        limit: 1000,
        ..ActionFilter::default()
    };
    let mut rows = Vec::new();
    loop {
        let page = vault.actions(&filter)?;
        let Some(last) = page.last() else {
            return Ok(rows);
        };
        filter.after = Some(last.cursor());
        rows.extend(page);
    }
}
