//! One measure at one size: its quantiles, and how long the processor worked for it.

use std::time::Instant;

use serde_json::{Value, json};

use crate::measure::{processor, quantile};

/// One measure.
pub(crate) struct Measured {
    name: String,
    unit: &'static str,
    sorted: Vec<f64>,
    /// Milliseconds of processor time for each run.
    processor: Option<f64>,
}

impl Measured {
    /// Returns a measure of one value.
    pub(crate) fn value(name: &str, unit: &'static str, value: f64) -> Measured {
        Measured {
            name: name.to_owned(),
            unit,
            sorted: vec![value],
            processor: None,
        }
    }

    /// Returns a measure of what was seen from outside.
    #[cfg(target_os = "linux")]
    pub(crate) fn seen(name: impl Into<String>, unit: &'static str, mut values: Vec<f64>) -> Measured {
        values.sort_by(f64::total_cmp);
        Measured {
            name: name.into(),
            unit,
            sorted: values,
            processor: None,
        }
    }

    /// Runs something `count` times, after one run that is not counted.
    pub(crate) fn timed<T>(name: &str, count: usize, mut run: impl FnMut(usize) -> T) -> Measured {
        std::hint::black_box(run(0));
        Measured::counted(name, count, |at| run(at + 1))
    }

    /// Runs something `count` times and counts every run.
    pub(crate) fn counted<T>(name: &str, count: usize, mut run: impl FnMut(usize) -> T) -> Measured {
        let mut spent = 0.0;
        let mut sorted: Vec<f64> = (0..count)
            .map(|at| {
                let (before, start) = (processor(), Instant::now());
                let made = std::hint::black_box(run(at));
                let took = start.elapsed();
                spent += processor() - before;
                // What it takes to let go of it is no part of it.
                drop(made);
                took.as_secs_f64() * 1e3
            })
            .collect();
        sorted.sort_by(f64::total_cmp);
        Measured {
            name: name.to_owned(),
            unit: "ms",
            sorted,
            processor: Some(spent / count as f64),
        }
    }

    /// Returns one run of each of several things that were all done in every round: the median of its runs. A machine that
    /// stood still for a moment is no part of it, and a thing that is always slow is.
    pub(crate) fn typical(name: &str, rounds: &[Vec<Measured>]) -> Measured {
        let things = rounds.iter().map(Vec::len).max().unwrap_or(0);
        let of = |thing| rounds.iter().filter_map(move |round| round.get(thing));
        let mut sorted: Vec<f64> = (0..things)
            .map(|thing| {
                let mut runs: Vec<f64> = of(thing).flat_map(|one| one.sorted.clone()).collect();
                runs.sort_by(f64::total_cmp);
                quantile(&runs, 0.5)
            })
            .collect();
        sorted.sort_by(f64::total_cmp);
        let spent: Vec<f64> = rounds.iter().flatten().filter_map(|one| one.processor).collect();
        Measured {
            name: name.to_owned(),
            unit: "ms",
            sorted,
            processor: Some(spent.iter().sum::<f64>() / spent.len() as f64),
        }
    }

    /// Returns the same without a part that is slow on purpose, such as the derivation of a key.
    pub(crate) fn besides(mut self, part: &Measured) -> Measured {
        let least = part.sorted.first().copied().unwrap_or(0.0);
        self.sorted
            .iter_mut()
            .for_each(|value| *value = (*value - least).max(0.0));
        // Time on the clock and time of the processor are two things where others work too.
        let pair = self.processor.zip(part.processor);
        self.processor = pair.map(|(whole, part)| (whole - part).max(0.0));
        self
    }

    /// Returns so many things a second, for runs that each did `things`.
    pub(crate) fn per_second(self, name: &str, things: usize) -> Measured {
        let rate = |milliseconds: f64| things as f64 / milliseconds * 1e3;
        let mut sorted: Vec<f64> = self.sorted.into_iter().map(rate).collect();
        sorted.sort_by(f64::total_cmp);
        Measured {
            name: name.to_owned(),
            unit: "/s",
            sorted,
            processor: self.processor.map(rate),
        }
    }

    /// Returns one line for the terminal.
    pub(crate) fn line(&self) -> String {
        let [p50, p95, p99] = [0.5, 0.95, 0.99].map(|q| quantile(&self.sorted, q));
        let spent = self
            .processor
            .map_or(String::new(), |spent| format!("CPU {spent:.2}"));
        format!(
            "{:<40} {p50:>10.2} {p95:>10.2} {p99:>10.2} {:<4} {:>5}  {spent}",
            self.name,
            self.unit,
            self.sorted.len()
        )
    }

    /// Returns it as JSON.
    pub(crate) fn json(&self) -> Value {
        let [p50, p95, p99] = [0.5, 0.95, 0.99].map(|q| quantile(&self.sorted, q));
        json!({ "name": self.name, "unit": self.unit, "p50": p50, "p95": p95, "p99": p99, "cpu": self.processor, "runs": self.sorted.len() })
    }
}
