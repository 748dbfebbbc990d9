//! `maructl check`: whether the file, the records and the lists of a vault are whole.

use std::ops::ControlFlow;

use clap::{ArgMatches, Command};
use maru_core::labels::Labels;
use maru_store::{Depth, Report};

use crate::failure::Failure;
use crate::output::{Table, Terminal};
use crate::watch::Watch;
use crate::{tree, vault};

/// Adds the arguments.
pub(crate) fn grow(command: Command, labels: Labels) -> Command {
    tree::vault(command, labels).arg(tree::flag("rebuild", labels))
}

/// Reads every page, document, row and attachment. What is wrong is listed, and the run has failed then.
pub(crate) fn run(terminal: &Terminal, matches: &ArgMatches) -> Result<(), Failure> {
    let report = vault::inside(terminal, matches, |vault| {
        if matches.get_flag("rebuild") {
            let mut watch = Watch::new(terminal, "lists-rebuilt");
            // Whoever breaks off ends the process: nothing of an open transaction stays.
            vault.rebuild(|done, all| {
                watch.tell(done as usize, all as usize);
                ControlFlow::Continue(())
            })?;
        }
        let mut watch = Watch::new(terminal, "records-checked");
        Ok(vault.check_telling(Depth::Full, |done, all| watch.tell(done as usize, all as usize))?)
    })?;
    if terminal.is_json() {
        terminal.document(&report)?;
    } else {
        print(terminal, &report)?;
    }
    match report.is_clean() {
        true => Ok(()),
        false => Err(Failure::new("check-faults").with("count", report.faults.len().to_string())),
    }
}

fn print(terminal: &Terminal, report: &Report) -> Result<(), Failure> {
    let (records, attachments) = (report.documents.to_string(), report.attachments.to_string());
    let id = if report.is_clean() {
        "ctl-done-check"
    } else {
        "ctl-done-check-faults"
    };
    terminal.line(&terminal.text(id, &[("records", &records), ("attachments", &attachments)]))?;
    if report.is_clean() {
        return Ok(());
    }
    let mut table = Table::new(terminal, &["ctl-col-fault", "ctl-col-id", "details"]);
    for fault in &report.faults {
        table.row([
            terminal.named(&format!("fault-{}", fault.code), &fault.code),
            fault.record.clone().unwrap_or_default(),
            fault.detail.clone(),
        ]);
    }
    terminal.table(&table)
}
