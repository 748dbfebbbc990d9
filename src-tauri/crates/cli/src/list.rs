//! `maructl list`: the records of a vault, newest first.

use clap::{ArgMatches, Command};
use maru_core::labels::Labels;
use maru_core::record::{Audience, Kind};
use maru_store::{Listing, Row, Vault, statuses};

use crate::failure::Failure;
use crate::output::{Table, Terminal};
use crate::{tree, vault};

/// Adds the arguments.
pub(crate) fn grow(command: Command, labels: Labels) -> Command {
    tree::vault(command, labels)
        .arg(kind(labels))
        .arg(tree::option("audience", "ctl-val-audience", labels).value_parser(["own", "joint"]))
        .arg(tree::option("agreement", "ctl-val-id", labels))
        .arg(tree::option("status", "ctl-val-status", labels).value_parser(statuses()))
}

/// Returns the option that names a kind of record.
pub(crate) fn kind(labels: Labels) -> clap::Arg {
    tree::option("kind", "ctl-val-kind", labels).value_parser(["agreement", "meeting", "practice", "note"])
}

/// Prints the rows.
pub(crate) fn run(terminal: &Terminal, matches: &ArgMatches) -> Result<(), Failure> {
    let audience = vault::text(matches, "audience").map(|code| match code {
        "joint" => Audience::Joint,
        _ => Audience::Own,
    });
    let listing = Listing {
        kind: vault::text(matches, "kind").map(Kind::from_code),
        audience,
        agreement: vault::text(matches, "agreement").map(str::to_owned),
        status: vault::text(matches, "status").map(str::to_owned),
        ..Listing::default()
    };
    let rows = vault::inside(terminal, matches, |vault| {
        if let Some(agreement) = &listing.agreement {
            // An id that was mistyped is no empty list.
            vault.read(agreement)?;
        }
        all(vault, listing)
    })?;
    if terminal.is_json() {
        return terminal.document(&rows);
    }
    let mut table = Table::new(
        terminal,
        &[
            "ctl-col-id",
            "ctl-col-kind",
            "ctl-col-date",
            "visibility",
            "agr-status",
            "ctl-col-title",
        ],
    );
    for row in &rows {
        table.row([
            row.id.clone(),
            terminal.word("kind", row.kind.code()),
            terminal.day(row.day.as_deref()),
            terminal.text(audience_label(row.audience), &[]),
            terminal.word("status", &row.status),
            terminal.best(&row.title).to_owned(),
        ]);
    }
    terminal.table(&table)
}

/// Returns the label of an audience.
pub(crate) fn audience_label(audience: Audience) -> &'static str {
    match audience {
        Audience::Own => "vis-own",
        Audience::Joint => "vis-shared",
    }
}

/// Returns every row, page by page.
pub(crate) fn all(vault: &mut Vault, mut listing: Listing) -> Result<Vec<Row>, Failure> {
    listing.limit = 500;
    let mut rows = Vec::new();
    loop {
        let page = vault.list(&listing)?;
        rows.extend(page.rows);
        match page.next {
            Some(next) => listing.after = Some(next),
            None => return Ok(rows),
        }
    }
}
