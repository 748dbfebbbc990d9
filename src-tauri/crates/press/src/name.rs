//! The name of the file that a paper is saved under: dated, readable, and safe on every system.

use maru_core::bilingual::Lang;
use maru_core::date;
use maru_core::labels::Labels;
use maru_core::record::Record;
use maru_core::zone;
use unicode_normalization::UnicodeNormalization;

use crate::actions::today;
use crate::form::Form;
use crate::order::Order;
use crate::text::{line, start};

/// The most characters of a title in a name; a file system counts bytes, and Hangul has three.
const TITLE: usize = 50;

/// Returns the name of the file, such as `2027-03-09 제2차 한-영 디지털정부 실무회의 (KO).pdf`.
pub fn file_name(record: &Record, order: &Order) -> String {
    let lang = order
        .languages
        .order(&order.side)
        .first()
        .copied()
        .unwrap_or(Lang::En);
    let title = record.title();
    let title = safe(start(&line(title.best(lang)), TITLE));
    let title = if title.is_empty() {
        "Maru".to_owned()
    } else {
        title
    };
    let sign = order.languages.sign();
    let paper = match order.form {
        Form::Summary => String::new(),
        form => format!(" – {}", Labels::new(lang).text(form.label(), &[])),
    };
    let day = day(record).or_else(|| today(order).map(|day| day.to_string()));
    let day = day.map(|day| format!("{day} ")).unwrap_or_default();
    format!("{day}{title}{paper} ({sign}).pdf")
}

/// Returns the name of a file that is about several records: this label, on the day of the export.
pub(crate) fn dated(label: &str, order: &Order) -> String {
    let langs = order.languages.order(&order.side);
    let lang = langs.first().copied().unwrap_or(Lang::En);
    let title = safe(&Labels::new(lang).text(label, &[]));
    let day = today(order).map(|day| format!("{day} ")).unwrap_or_default();
    format!("{day}{title} ({}).pdf", order.languages.sign())
}

/// Returns the day that the record is about.
fn day(record: &Record) -> Option<String> {
    match record {
        Record::Meeting(meeting) => {
            let starts = meeting
                .days
                .values()
                .filter_map(|day| zone::instant(&day.start).ok());
            starts
                .min_by_key(|at| at.timestamp())
                .map(|at| at.date().to_string())
        }
        Record::Agreement(agreement) => {
            let signed = agreement.dates.get("signed")?;
            date::day(&signed.value).ok().map(|day| day.to_string())
        }
        _ => None,
    }
}

/// Letters, digits and a few signs that every file system takes, without a dot or a space at the ends.
pub fn safe(title: &str) -> String {
    let kept: String = title
        .nfc()
        .map(|c| {
            if c.is_alphanumeric() || matches!(c, '-' | '–' | '_' | ',' | '(' | ')' | '□') {
                c
            } else {
                ' '
            }
        })
        .collect();
    let words: Vec<&str> = kept.split_whitespace().collect();
    words
        .join(" ")
        .trim_matches(|c: char| !c.is_alphanumeric() && c != ')')
        .to_owned()
}
