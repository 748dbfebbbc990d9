//! `maructl actions`: who promised what, and what is late.

use clap::{ArgMatches, Command};
use maru_core::bilingual::Side;
use maru_core::labels::Labels;
use maru_store::{ActionFilter, ActionRow, Vault};

use crate::failure::Failure;
use crate::output::{Table, Terminal};
use crate::{clock, tree, vault};

/// Adds the arguments.
pub(crate) fn grow(command: Command, labels: Labels) -> Command {
    tree::vault(command, labels)
        .arg(tree::flag("open", labels))
        .arg(tree::flag("overdue", labels))
        .arg(tree::option("owner-side", "ctl-val-side", labels))
}

/// Prints the actions, by due date.
pub(crate) fn run(terminal: &Terminal, matches: &ArgMatches) -> Result<(), Failure> {
    let (rows, today) = vault::inside(terminal, matches, |vault| {
        let today = clock::today(&vault.device().side);
        Ok((all(vault, matches, &today)?, today))
    })?;
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
