//! `maructl actions --csv`: the actions of joint records as a table for a spreadsheet.

use std::collections::BTreeSet;

use maru_press::{Languages, Order, csv};
use maru_store::{ActionRow, Vault};

use crate::failure::Failure;
use crate::output::Terminal;
use crate::sheet;

/// Says on stderr what leaves and what stays, and prints the table.
pub(crate) fn print(
    terminal: &Terminal,
    vault: &mut Vault,
    rows: &[ActionRow],
    now: &str,
) -> Result<(), Failure> {
    let chosen: BTreeSet<(&str, &str)> = rows
        .iter()
        .map(|row| (row.record.as_str(), row.segment.as_str()))
        .collect();
    let ids: BTreeSet<&str> = rows.iter().map(|row| row.record.as_str()).collect();
    let records = ids.into_iter().map(|id| sheet::record(vault, id));
    let records = records.collect::<Result<Vec<_>, _>>()?;
    let order = Order {
        now: now.to_owned(),
        ..sheet::order(Languages::Both, &vault.device().side)
    };
    let table = csv::actions(
        &records,
        |record, segment| chosen.contains(&(record, segment)),
        &order,
    )?;
    sheet::announce(terminal, &table.leaving, &[], "stdout");
    for one in &table.staying {
        let reason = Failure::from(one.reason.clone()).what(terminal.labels());
        let id = terminal.best(&one.title);
        terminal.remark(&terminal.text("ctl-skipped", &[("id", id), ("reason", &reason)]));
    }
    terminal.bytes(&table.bytes)
}
