//! The picture: what a person waits for, against the size of the vault, both axes by tens.

use std::fmt::Write;

use super::table::{Column, figure};

/// What is drawn, by which name, and in which colour: ones that can be told apart whatever one sees of them.
const LINES: [(&str, &str, &str); 6] = [
    ("search as you type", "search as you type", "#0072b2"),
    (
        "keystroke until it is on the disk",
        "keystroke, on the disk",
        "#d55e00",
    ),
    ("Home", "Home", "#009e73"),
    ("list by Korean title, the first page", "list page", "#cc79a7"),
    ("open a record", "open a record", "#e69f00"),
    ("unlock, besides the key", "unlock, besides the key", "#56b4e9"),
];
/// The part of the picture in which lines are drawn: left, top, right, bottom.
const INSIDE: [f64; 4] = [64.0, 24.0, 560.0, 336.0];
/// The lowest and the highest milliseconds, as powers of ten.
const RANGE: [f64; 2] = [-1.0, 2.5];

/// Returns the picture as SVG. It follows the light or dark of the page that shows it.
pub(super) fn drawn(columns: &[Column]) -> String {
    let [left, top, right, bottom] = INSIDE;
    let mut svg = String::from(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 800 384\" role=\"img\" font-family=\"system-ui, sans-serif\" font-size=\"12\">
<title>Milliseconds, 95th percentile, against the number of records in the vault</title>
<style>text { fill: #1f2328 } .grid { stroke: #8c959f; stroke-opacity: .35 } .line { fill: none; stroke-width: 2.5 }
@media (prefers-color-scheme: dark) { text { fill: #e6edf3 } }</style>\n",
    );
    let sizes: Vec<f64> = columns.iter().map(|(size, _)| (*size as f64).log10()).collect();
    let (Some(first), Some(last)) = (sizes.first(), sizes.last()) else {
        return svg + "</svg>\n";
    };
    let across = |size: f64| left + (size - first) / (last - first).max(1.0) * (right - left);
    let up = |value: f64| {
        let part = (value.max(1e-3).log10() - RANGE[0]) / (RANGE[1] - RANGE[0]);
        bottom - part.clamp(0.0, 1.0) * (bottom - top)
    };
    for value in [0.1, 1.0, 10.0, 100.0] {
        let y = up(value);
        let _ = writeln!(
            svg,
            "<line class=\"grid\" x1=\"{left}\" y1=\"{y:.1}\" x2=\"{right}\" y2=\"{y:.1}\"/>"
        );
        let _ = writeln!(
            svg,
            "<text x=\"{}\" y=\"{:.1}\" text-anchor=\"end\">{value} ms</text>",
            left - 8.0,
            y + 4.0
        );
    }
    for ((size, _), at) in columns.iter().zip(&sizes) {
        let x = across(*at);
        let _ = writeln!(
            svg,
            "<line class=\"grid\" x1=\"{x:.1}\" y1=\"{top}\" x2=\"{x:.1}\" y2=\"{bottom}\"/>"
        );
        let _ = writeln!(
            svg,
            "<text x=\"{x:.1}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
            bottom + 20.0,
            thousands(*size)
        );
    }
    let _ = writeln!(
        svg,
        "<text x=\"{}\" y=\"{}\" text-anchor=\"middle\">records</text>",
        (left + right) / 2.0,
        bottom + 38.0
    );
    let mut ends: Vec<(f64, String)> = Vec::new();
    for (name, label, colour) in LINES {
        let points = columns.iter().zip(&sizes).filter_map(|(column, at)| {
            let value = figure(column, name)["p95"].as_f64()?;
            Some((across(*at), up(value), value))
        });
        let points: Vec<(f64, f64, f64)> = points.collect();
        let Some((_, end, value)) = points.last() else {
            continue;
        };
        let path: Vec<String> = points.iter().map(|(x, y, _)| format!("{x:.1},{y:.1}")).collect();
        let _ = writeln!(
            svg,
            "<polyline class=\"line\" stroke=\"{colour}\" points=\"{}\"/>",
            path.join(" ")
        );
        for (x, y, _) in &points {
            let _ = writeln!(
                svg,
                "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3.5\" fill=\"{colour}\"/>"
            );
        }
        let said = format!("<tspan fill=\"{colour}\">● </tspan>{label}, {value:.1} ms");
        ends.push((*end, said));
    }
    // The names stand beside the ends of their lines, and never on one another.
    ends.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut free = top;
    for (y, said) in ends {
        let y = y.max(free);
        free = y + 17.0;
        let _ = writeln!(
            svg,
            "<text x=\"{}\" y=\"{:.1}\">{said}</text>",
            right + 10.0,
            y + 4.0
        );
    }
    svg + "</svg>\n"
}

/// Returns a number with its thousands apart.
fn thousands(number: usize) -> String {
    match number {
        1000.. => format!("{},{:03}", number / 1000, number % 1000),
        _ => number.to_string(),
    }
}
