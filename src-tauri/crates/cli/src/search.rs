//! `maructl search`: where words stand, and what filters let through.

use clap::{ArgMatches, Command, value_parser};
use maru_core::labels::Labels;
use maru_store::{Found, Hit, Search, Vault};

use crate::failure::Failure;
use crate::output::{Cell, Table, Terminal};
use crate::{clock, tree, vault};

/// How many letters of an excerpt stand before the first word at most, so that the word is in the column.
const BEFORE: usize = 20;

/// What a query may hold, line by line.
const HELP: [&str; 4] = [
    "ctl-help-search-words",
    "ctl-help-search-phrases",
    "ctl-help-search-filters",
    "ctl-help-search-names",
];

/// Adds the arguments.
pub(crate) fn grow(command: Command, labels: Labels) -> Command {
    // A word that must not stand there has a hyphen before it.
    let query = tree::operand("query", labels)
        .required(true)
        .allow_hyphen_values(true);
    tree::vault(command.arg(query), labels)
        .arg(
            tree::option("limit", "ctl-val-number", labels)
                .default_value("50")
                .value_parser(value_parser!(u32).range(1..=10_000)),
        )
        .after_help(HELP.map(|id| labels.text(id, &[])).join("\n"))
}

/// Prints the hits.
pub(crate) fn run(terminal: &Terminal, matches: &ArgMatches) -> Result<(), Failure> {
    let limit = matches.get_one::<u32>("limit").copied().unwrap_or(50);
    let search = Search {
        lang: Some(terminal.lang()),
        now: Some(clock::now()),
        ..Search::of(vault::text(matches, "query").unwrap_or_default(), limit)
    };
    let found = vault::inside(terminal, matches, |vault| all(vault, search, limit))?;
    if terminal.is_json() {
        return terminal.document(&found);
    }
    print(terminal, &found)
}

/// Gathers so many hits, answer by answer.
fn all(vault: &Vault, mut search: Search, limit: u32) -> Result<Found, Failure> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let mut found = vault.search(&search)?;
    while let Some(more) = found.more.clone().filter(|_| found.hits.len() < limit) {
        search.limit = u32::try_from(limit - found.hits.len()).unwrap_or(u32::MAX);
        search.after = Some(more);
        let next = vault.search(&search)?;
        found.hits.extend(next.hits);
        found.more = next.more;
        found.damaged |= next.damaged;
    }
    Ok(found)
}

fn print(terminal: &Terminal, found: &Found) -> Result<(), Failure> {
    for filter in &found.unclear {
        terminal.remark(&terminal.text("find-unclear", &[("filter", filter)]));
    }
    for one in &found.terms {
        let names = [("en", one.term.en.as_str()), ("ko", one.term.ko.as_str())];
        terminal.line(&terminal.text("find-term", &names))?;
    }
    let mut table = Table::new(
        terminal,
        &[
            "ctl-col-id",
            "ctl-col-kind",
            "ctl-col-date",
            "ctl-col-title",
            "ctl-col-found",
        ],
    )
    .or("nothing-found");
    for hit in &found.hits {
        table.cells([
            hit.record.clone().into(),
            kind(terminal, hit).into(),
            terminal.day(hit.day.as_deref()).into(),
            terminal.best(&hit.title).into(),
            excerpt(terminal, hit),
        ]);
    }
    terminal.table(&table)?;
    if let Some(query) = &found.suggestion {
        terminal.line(&terminal.text("find-suggestion", &[("query", query)]))?;
    }
    if found.damaged {
        terminal.remark(&terminal.text("err-search-damaged", &[]));
        terminal.remark(&terminal.text("rec-search-damaged", &[]));
    }
    Ok(())
}

/// Returns what it is: the kind of the record, or the number and kind of the segment.
fn kind(terminal: &Terminal, hit: &Hit) -> String {
    let segment = hit
        .segment_kind
        .as_ref()
        .and_then(|kind| serde_json::to_value(kind).ok());
    match segment.as_ref().and_then(|code| code.as_str()) {
        Some(code) => format!("{} {}", terminal.word("segment", code), hit.number)
            .trim_end()
            .to_owned(),
        None => terminal.word("kind", hit.kind.code()),
    }
}

/// Returns the text with its words in bold, and the term through which it was found.
fn excerpt(terminal: &Terminal, hit: &Hit) -> Cell {
    let mut cell = Cell::default();
    for (at, piece) in hit.excerpt.iter().enumerate() {
        let first = hit.excerpt.iter().position(|piece| piece.marked);
        let letters = piece.text.chars().count();
        if first.is_some_and(|first| at + 1 == first) && letters > BEFORE {
            cell.push("…", false);
            cell.push(
                &piece.text.chars().skip(letters - BEFORE).collect::<String>(),
                false,
            );
        } else if first.is_none_or(|first| at + 1 >= first) {
            cell.push(&piece.text, piece.marked);
        }
    }
    if let Some(term) = &hit.by {
        let names = [("en", term.en.as_str()), ("ko", term.ko.as_str())];
        cell.end(&format!(" ({})", terminal.text("find-term", &names)));
    }
    cell
}
