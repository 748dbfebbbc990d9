//! What differs between two moments, as lines for a person.

use maru_core::bilingual::{Bilingual, Lang};
use maru_core::compare::{Difference, FieldChange, Happened};
use serde_json::Value;

use crate::output::Terminal;

/// Returns the lines: fields first, then the segments in the order in which they are read.
pub(crate) fn lines(terminal: &Terminal, differences: &[Difference]) -> Vec<String> {
    differences
        .iter()
        .flat_map(|difference| match difference {
            Difference::Field(field) => {
                [vec![format!("[{}]", field.path.join(" › "))], values(field)].concat()
            }
            Difference::Segment {
                kind,
                number,
                happened,
                before,
                after,
                fields,
                ..
            } => {
                let kind = serde_json::to_value(kind).unwrap_or_default();
                let name = number
                    .clone()
                    .unwrap_or_else(|| terminal.word("segment", kind.as_str().unwrap_or_default()));
                let happened: Vec<String> = happened.iter().map(|one| word(terminal, *one)).collect();
                let mut lines = vec![format!("[{name} {}]", happened.join(", "))];
                lines.extend(Lang::BOTH.iter().flat_map(|lang| texts(before, after, *lang)));
                for field in fields {
                    lines.push(format!("  {}", field.path.join(" › ")));
                    lines.extend(values(field));
                }
                lines
            }
        })
        .collect()
}

fn word(terminal: &Terminal, happened: Happened) -> String {
    let id = match happened {
        Happened::Added => "happened-added",
        Happened::Removed => "happened-removed",
        Happened::Restored => "happened-restored",
        Happened::Moved => "happened-moved",
        Happened::Changed => "happened-changed",
    };
    terminal.text(id, &[])
}

/// Returns the text of one language before and after; one that stayed stands once.
fn texts(before: &Bilingual, after: &Bilingual, lang: Lang) -> Vec<String> {
    let (old, new) = (before.get(lang), after.get(lang));
    if old == new {
        return marked(' ', old);
    }
    [marked('-', old), marked('+', new)].concat()
}

fn values(field: &FieldChange) -> Vec<String> {
    let marks = [('-', &field.before), ('+', &field.after)];
    let said = |(mark, value): (char, &Option<Value>)| {
        let mut leaves = Vec::new();
        gather(
            &mut Vec::new(),
            value.as_ref().unwrap_or(&Value::Null),
            &mut leaves,
        );
        leaves.into_iter().flat_map(move |leaf| marked(mark, &leaf))
    };
    marks.into_iter().flat_map(said).collect()
}

/// Gathers what a value says, a line for each of its fields; a field that says nothing has none.
fn gather<'v>(path: &mut Vec<&'v str>, value: &'v Value, leaves: &mut Vec<String>) {
    let text = match value {
        Value::Null => return,
        Value::Object(fields) => {
            for (name, field) in fields {
                path.push(name);
                gather(path, field, leaves);
                path.pop();
            }
            return;
        }
        Value::String(text) if text.is_empty() => return,
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    leaves.push(if path.is_empty() {
        text
    } else {
        format!("{}: {text}", path.join(" › "))
    });
}

fn marked(mark: char, text: &str) -> Vec<String> {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines.map(|line| format!("  {mark} {line}")).collect()
}
