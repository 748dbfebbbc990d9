//! What is wished of a record on its way out, and the list of exactly what is in its file.

use clap::ArgMatches;
use maru_core::bilingual::Side;
use maru_core::record::Record;
use maru_files::{Format, Pair, Wish};
use maru_press::{Form, Languages, Leaving, Order, Pictures};
use maru_store::Vault;

use crate::failure::Failure;
use crate::output::Terminal;
use crate::{clock, vault};

/// Returns what the command line asks for.
pub(crate) fn wish(matches: &ArgMatches, side: &Side) -> Result<Wish, Failure> {
    let format = match vault::text(matches, "to") {
        Some("json") => Format::Json,
        Some("md") => Format::Markdown,
        _ => Format::Pdf,
    };
    let attach = matches.get_flag("attach-record");
    if attach && format != Format::Pdf {
        return Err(Failure::from(maru_press::Error::Attach));
    }
    // A record is not divided: its JSON holds both languages whatever was asked for.
    let languages = match format {
        Format::Json => Languages::Both,
        Format::Pdf | Format::Markdown => languages(matches),
    };
    let form = vault::text(matches, "paper").and_then(Form::from_code);
    Ok(Wish {
        format,
        order: Order {
            form: form.unwrap_or_default(),
            attach,
            ..order(languages, side)
        },
    })
}

/// Returns the languages that `--text` names.
pub(crate) fn languages(matches: &ArgMatches) -> Languages {
    match vault::text(matches, "text") {
        Some("en") => Languages::En,
        Some("ko") => Languages::Ko,
        _ => Languages::Both,
    }
}

/// Returns the plain order of a side for a paper of today.
pub(crate) fn order(languages: Languages, side: &Side) -> Order {
    Order {
        languages,
        side: side.clone(),
        now: clock::now(),
        ..Order::default()
    }
}

/// Reads a record from the vault, with the agreement that its paper names and the attachments that it takes along.
pub(crate) fn pair(vault: &Vault, id: &str, wish: &Wish) -> Result<Pair, Failure> {
    let record = record(vault, id)?;
    let agreement = record.head().agreement.clone();
    // An agreement that is not in this vault, or damaged, is not named on paper; the minutes print.
    let agreement = agreement.and_then(|id| self::record(vault, &id).ok());
    let pictures = Pictures(vault.attached(&wish.files(&record))?);
    Ok(Pair {
        record,
        agreement,
        pictures,
    })
}

/// Reads a record from the vault. One that is only looked at needs no place in memory.
pub(crate) fn record(vault: &Vault, id: &str) -> Result<Record, Failure> {
    Ok(Record::from_json(vault.glance(id)?)?)
}

/// Says on stderr what leaves in which file.
pub(crate) fn announce(terminal: &Terminal, leaving: &[Leaving], missing: &[String], file: &str) {
    terminal.remark(&terminal.text("ctl-leaving", &[("path", file)]));
    for line in leaving {
        terminal.remark(&format!("  {}", said(terminal, line)));
    }
    if !missing.is_empty() {
        let names: Vec<String> = missing.iter().map(|id| terminal.text(id, &[])).collect();
        terminal.remark(&terminal.text("ctl-missing", &[("names", &names.join(", "))]));
    }
}

/// Returns one line of the list: what it is, and how many or in which words.
fn said(terminal: &Terminal, line: &Leaving) -> String {
    let name = terminal.text(&line.label, &[]);
    let words = line.words.as_ref().map(|words| terminal.best(words).to_owned());
    match line.count.map(|count| count.to_string()).or(words) {
        Some(said) => format!("{name}: {said}"),
        None => name,
    }
}
