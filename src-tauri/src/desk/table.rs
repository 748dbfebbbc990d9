//! The table of actions for a spreadsheet: what leaves is said first, and exactly that is saved.

use std::collections::BTreeSet;
use std::path::Path;

use jiff::Timestamp;
use maru_core::record::Record;
use maru_press::{Languages, Order, csv};
use maru_store::{ActionFilter, ActionRow, Vault};

use super::opening::name_of;
use super::{Desk, held};
use crate::disk;
use crate::failure::{Answer, Failure};
use crate::rows::{Leaving, Saved, Staying, TablePreview};

/// So many actions come from the vault at once.
const PAGE: u32 = 1000;

/// A table that was shown and not yet saved.
pub(crate) struct Table {
    ticket: u32,
    sheet: csv::Sheet,
}

impl Desk {
    /// Makes the table of the actions that a filter lets through, and says exactly what leaves with it (R2).
    pub(crate) fn preview_actions(&self, filter: ActionFilter) -> Answer<TablePreview> {
        let (side, rows, records) = self.with_vault(|vault| {
            let rows = all(vault, filter)?;
            let ids: BTreeSet<&str> = rows.iter().map(|row| row.record.as_str()).collect();
            let mut records = Vec::with_capacity(ids.len());
            for id in ids {
                records.push(Record::from_json(vault.read(id)?.record)?);
            }
            Ok((vault.device().side.clone(), rows, records))
        })?;
        let chosen: BTreeSet<(&str, &str)> = rows
            .iter()
            .map(|row| (row.record.as_str(), row.segment.as_str()))
            .collect();
        let order = Order {
            languages: Languages::Both,
            side,
            now: Timestamp::now().to_string(),
            ..Order::default()
        };
        let sheet = csv::actions(
            &records,
            |record, segment| chosen.contains(&(record, segment)),
            &order,
        )?;
        let mut table = held(&self.table);
        let ticket = table.as_ref().map_or(1, |last| last.ticket.wrapping_add(1));
        let preview = TablePreview {
            ticket,
            actions: sheet.actions,
            leaving: sheet.leaving.iter().cloned().map(Leaving::from).collect(),
            staying: sheet.staying.iter().cloned().map(Staying::from).collect(),
            file_name: sheet.file_name.clone(),
        };
        *table = Some(Table { ticket, sheet });
        Ok(preview)
    }

    /// Returns the name that a table's file would have.
    pub(crate) fn table_name(&self, ticket: u32) -> Answer<String> {
        let table = held(&self.table);
        let table = table.as_ref().filter(|table| table.ticket == ticket);
        Ok(table
            .ok_or_else(|| Failure::new("paper-gone"))?
            .sheet
            .file_name
            .clone())
    }

    /// Saves a table, byte by byte as it was shown, where a person chose.
    pub(crate) fn save_table(&self, ticket: u32, path: &Path) -> Answer<Saved> {
        if !self.is_open() {
            return Err(Failure::new("locked"));
        }
        if disk::lies_in(path, &self.folder()) {
            return Err(Failure::new("save-inside"));
        }
        let table = held(&self.table).take_if(|table| table.ticket == ticket);
        let table = table.ok_or_else(|| Failure::new("paper-gone"))?;
        if let Err(failure) = disk::place(path, &table.sheet.bytes, || true) {
            *held(&self.table) = Some(table);
            return Err(failure);
        }
        *held(&self.saved) = Some(path.to_owned());
        Ok(Saved { name: name_of(path) })
    }
}

fn all(vault: &Vault, mut filter: ActionFilter) -> Result<Vec<ActionRow>, maru_store::Error> {
    filter.limit = PAGE;
    filter.after = None;
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
