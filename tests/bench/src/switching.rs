//! From one record to another in the real window: how long from the press on a title until the record is painted.

use std::process::Command;

use serde_json::Value;

use crate::measure::{Figure, Goal};
use crate::paper::beside;

/// Returns the figures of switching, or none where the program that drives the window is missing.
pub(crate) fn figures() -> Vec<Figure> {
    let Some(driver) = beside("maru-switching") else {
        return Vec::new();
    };
    let output = Command::new(driver).output().expect("it starts");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let said: Value = serde_json::from_slice(&output.stdout).expect("figures");
    let figures = said.as_object().into_iter().flatten();
    figures
        .map(|(name, times)| {
            let times: Vec<f64> = times
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_f64)
                .collect();
            Figure::of(
                &format!("{name}, pressed to painted"),
                "ms",
                &times,
                Some(Goal::P95(100.0)),
            )
        })
        .collect()
}
