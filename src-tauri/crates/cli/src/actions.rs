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
use crate::{clock, file, sheet, tree, vault};

/// Adds the arguments.
pub(crate) fn grow(command: Command, labels: Labels) -> Command {
    tree::vault(command, labels)
        .arg(tree::flag("open", labels))
        .arg(tree::flag("overdue", labels))
        .arg(tree::option("owner-side", "ctl-val-side", labels))
        .arg(tree::path("paper-out", "ctl-val-file", labels))
        .arg(tree::text(labels))
        .arg(tree::flag("force", labels))
}

/// Prints the actions, by due date.
pub(crate) fn run(terminal: &Terminal, matches: &ArgMatches) -> Result<(), Failure> {
    let (rows, today) = vault::inside(terminal, matches, |vault| {
        let today = clock::today(&vault.device().side);
        let rows = all(vault, matches, &today)?;
        if let Some(path) = vault::path(matches, "paper-out") {
            print(terminal, matches, vault, &rows, path)?;
        }
        Ok((rows, today))
    })?;
    if vault::path(matches, "paper-out").is_some() && !terminal.is_json() {
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
        let late = row.is_open() && row.due.as_ref().is_some_and(|due| *due < today);
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
fn all(vault: &Vault, matches: &ArgMatches, today: &str) -> Result<Vec<ActionRow>, Failure> {
    let mut filter = ActionFilter {
        open: matches.get_flag("open"),
        overdue_on: matches.get_flag("overdue").then(|| today.to_owned()),
        owner_side: vault::text(matches, "owner-side").map(Side::new),
        limit: 1000,
        after: None,
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
