//! One record on its way out: the bytes, and the list of exactly what is in them.

use clap::ArgMatches;
use maru_core::bilingual::Side;
use maru_core::record::Record;
use maru_press::{Form, Languages, Leaving, Order};
use maru_store::Vault;

use crate::failure::Failure;
use crate::output::Terminal;
use crate::{clock, vault};

/// What form was asked for.
pub(crate) struct Wish {
    format: Format,
    order: Order,
}

/// A form that a record can leave in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    /// Pages to read and sign.
    Pdf,
    /// The record itself, for another vault.
    Json,
    /// Plain text.
    Markdown,
}

impl Wish {
    /// Returns what the command line asks for.
    pub(crate) fn new(matches: &ArgMatches, side: &Side) -> Wish {
        let format = match vault::text(matches, "to") {
            Some("json") => Format::Json,
            Some("md") => Format::Markdown,
            _ => Format::Pdf,
        };
        let languages = match vault::text(matches, "text") {
            // A record is not divided: its JSON holds both languages whatever was asked for.
            _ if format == Format::Json => Languages::Both,
            Some("en") => Languages::En,
            Some("ko") => Languages::Ko,
            _ => Languages::Both,
        };
        Wish {
            format,
            order: Order {
                form: vault::text(matches, "paper")
                    .and_then(Form::from_code)
                    .unwrap_or_default(),
                languages,
                side: side.clone(),
                now: clock::now(),
                receiving: None,
            },
        }
    }
}

/// One record, ready to leave.
pub(crate) struct Sheet {
    /// The id of the record.
    pub(crate) id: String,
    /// A safe name for the file.
    pub(crate) name: String,
    /// The file.
    pub(crate) bytes: Vec<u8>,
    /// How many pages, where there are pages.
    pub(crate) pages: Option<u32>,
    /// Exactly what is in it (R2).
    pub(crate) leaving: Vec<Leaving>,
    /// What the law asks minutes to hold and these do not (R5): ids of labels.
    pub(crate) missing: Vec<String>,
}

impl Sheet {
    /// Reads a record from the vault and makes the file of it. What must not leave is refused here.
    pub(crate) fn read(vault: &mut Vault, id: &str, wish: &Wish) -> Result<Sheet, Failure> {
        let failure = |failure: Failure| failure.with("id", id);
        let record = record(vault, id)?;
        let order = &wish.order;
        let name = maru_press::file_name(&record, order);
        let stem = name.strip_suffix(".pdf").unwrap_or(&name);
        let leaving = maru_press::leaving(&record, order);
        let (bytes, pages, missing, ending) = match wish.format {
            Format::Pdf => {
                let agreement = record.head().agreement.clone();
                let agreement = agreement.and_then(|id| self::record(vault, &id).ok());
                let paper =
                    maru_press::pdf(&record, agreement.as_ref(), order).map_err(|e| failure(e.into()))?;
                (paper.pdf, Some(paper.pages), paper.missing, "pdf")
            }
            Format::Json => (
                maru_press::json(&record)
                    .map_err(|e| failure(e.into()))?
                    .into_bytes(),
                None,
                Vec::new(),
                "json",
            ),
            Format::Markdown => {
                let text = maru_press::markdown(&record, order).map_err(|e| failure(e.into()))?;
                (text.into_bytes(), None, Vec::new(), "md")
            }
        };
        Ok(Sheet {
            id: id.to_owned(),
            name: format!("{stem}.{ending}"),
            bytes,
            pages,
            leaving,
            missing,
        })
    }

    /// Says on stderr what leaves in which file.
    pub(crate) fn announce(&self, terminal: &Terminal, file: &str) {
        terminal.remark(&terminal.text("ctl-leaving", &[("path", file)]));
        for line in &self.leaving {
            terminal.remark(&format!("  {}", said(terminal, line)));
        }
        if !self.missing.is_empty() {
            let names: Vec<String> = self.missing.iter().map(|id| terminal.text(id, &[])).collect();
            terminal.remark(&terminal.text("ctl-missing", &[("names", &names.join(", "))]));
        }
    }
}

fn record(vault: &mut Vault, id: &str) -> Result<Record, Failure> {
    let opened = vault.read(id)?;
    // A record that was only looked at needs no place in memory.
    vault.release(id)?;
    Ok(Record::from_json(opened.record)?)
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
