//! The table: a line for each measure, a column for each size, and whether the goals are met.

use std::fmt::Write;

use serde_json::Value;

/// The size that the others are held against.
const BASE: usize = 1_000;
/// The size that the goals are for.
const GOAL: usize = 100_000;

/// A goal: the measure, which of its quantiles, the most it may be at the largest size, and how much more than in a vault
/// of a thousand records. A rate has the least instead.
struct Goal(&'static str, &'static str, f64, Option<f64>);

const GOALS: [Goal; 14] = [
    Goal("search as you type", "p95", 15.0, Some(3.0)),
    Goal("search as you type", "p99", 50.0, Some(3.0)),
    Goal("Home", "p95", 20.0, Some(1.5)),
    Goal("list by date, the first page", "p95", 5.0, Some(1.5)),
    Goal("list by Korean title, the first page", "p95", 5.0, Some(1.5)),
    Goal("list by date, the page after", "p95", 5.0, Some(1.5)),
    Goal("list by Korean title, the page after", "p95", 5.0, Some(1.5)),
    Goal("actions, the first page", "p95", 5.0, Some(1.5)),
    Goal("open a record", "p95", 30.0, Some(1.5)),
    Goal("keystroke until it is on the disk", "p95", 25.0, Some(1.5)),
    Goal("import, records a second", "p50", 1_000.0, None),
    Goal("memory after a day's work", "p50", 150.0, None),
    Goal("window: memory over an empty one", "p50", 150.0, None),
    Goal("longest piece: any page", "p50", 50.0, None),
];

/// The figures of one size, in the order in which they were taken.
pub(crate) type Column = (usize, Value);

/// Returns one figure of a size; nothing where it was not taken.
pub(super) fn figure<'c>((_, figures): &'c Column, name: &str) -> &'c Value {
    let found = figures
        .as_array()
        .into_iter()
        .flatten()
        .find(|figure| figure["name"] == name);
    found.unwrap_or(&Value::Null)
}

/// Returns the whole table, and below it the goals.
pub(crate) fn written(columns: &[Column]) -> String {
    let mut out = format!("\n{:<40}", "median / p95, or / p99 (processor)");
    for (size, _) in columns {
        let _ = write!(out, " {size:>24}");
    }
    out.push('\n');
    for name in names(columns) {
        let unit = columns
            .iter()
            .find_map(|column| figure(column, name)["unit"].as_str());
        let _ = write!(out, "{:<40}", format!("{name}, {}", unit.unwrap_or_default()));
        for column in columns {
            let _ = write!(out, " {:>24}", cell(figure(column, name)));
        }
        out.push('\n');
    }
    out.push('\n');
    for goal in &GOALS {
        if let Some(line) = verdict(goal, columns) {
            out.push_str(&line);
        }
    }
    out
}

/// Returns the same table as Markdown, for the page of performance.
pub(super) fn markdown(columns: &[Column]) -> String {
    let mut out = String::from("|");
    for (size, _) in columns {
        let _ = write!(out, " | {size}");
    }
    let _ = writeln!(out, " |\n|---|{}", "--:|".repeat(columns.len()));
    for name in names(columns) {
        let unit = columns
            .iter()
            .find_map(|column| figure(column, name)["unit"].as_str());
        let _ = write!(out, "| {name}, {}", unit.unwrap_or_default());
        for column in columns {
            let _ = write!(out, " | {}", cell(figure(column, name)));
        }
        out.push_str(" |\n");
    }
    out
}

fn names(columns: &[Column]) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for (_, figures) in columns {
        let all = figures.as_array().into_iter().flatten();
        for name in all.filter_map(|figure| figure["name"].as_str()) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

fn cell(figure: &Value) -> String {
    let number = |name: &str| figure[name].as_f64();
    match (number("p50"), number("p95"), number("cpu")) {
        (Some(one), _, None) => short(one),
        (Some(one), _, Some(cpu)) if figure["runs"] == 1 => format!("{} ({})", short(one), short(cpu)),
        (Some(p50), Some(p95), Some(cpu)) if figure["runs"].as_u64() > Some(500) => {
            let p99 = number("p99").unwrap_or(p95);
            let [p50, p95, p99, cpu] = [p50, p95, p99, cpu].map(short);
            format!("{p50} / {p95} / {p99} ({cpu})")
        }
        (Some(p50), Some(p95), Some(cpu)) => format!("{} / {} ({})", short(p50), short(p95), short(cpu)),
        _ => "–".to_owned(),
    }
}

/// Returns a number with as many digits as it is worth.
fn short(value: f64) -> String {
    match value.abs() {
        size if size >= 100.0 => format!("{value:.0}"),
        size if size >= 10.0 => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}

fn verdict(Goal(name, quantile, most, growth): &Goal, columns: &[Column]) -> Option<String> {
    let at = |wanted: usize| {
        let found = figure(columns.iter().find(|(size, _)| *size == wanted)?, name);
        Some((found[*quantile].as_f64()?, found["unit"] == "/s"))
    };
    let (value, rate) = at(GOAL)?;
    let (sign, met) = if rate {
        ("≥", value >= *most)
    } else {
        ("≤", value <= *most)
    };
    let word = |met: bool| if met { "met" } else { "MISSED" };
    let mut line = format!(
        "{:<46} {:>9} {sign} {most:<6} {:<7}",
        format!("{name}, {quantile}"),
        short(value),
        word(met)
    );
    if let (Some(growth), Some((base, _))) = (growth, at(BASE)) {
        let ratio = value / base;
        let _ = write!(
            line,
            "{ratio:>6.2} × that of {BASE} ≤ {growth} {}",
            word(ratio <= *growth)
        );
    }
    line.push('\n');
    Some(line)
}
