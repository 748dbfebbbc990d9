//! Figures: medians, percentiles, and how noisy the machine is meanwhile.

use std::hint::black_box;
use std::time::{Duration, Instant};

use cpu_time::ProcessTime;
use serde_json::{Value, json};

/// One measured thing, with its goal.
pub(crate) struct Figure {
    pub(crate) name: String,
    pub(crate) unit: &'static str,
    pub(crate) median: f64,
    pub(crate) p95: f64,
    pub(crate) runs: usize,
    pub(crate) goal: Option<Goal>,
}

/// What a figure should stay under: its median or its 95th percentile.
#[derive(Clone, Copy)]
pub(crate) enum Goal {
    Median(f64),
    P95(f64),
}

impl Figure {
    /// Returns the figure of some durations, in milliseconds.
    pub(crate) fn of_times(name: &str, times: &[Duration], goal: Option<Goal>) -> Figure {
        let values: Vec<f64> = times.iter().map(|t| t.as_secs_f64() * 1e3).collect();
        Figure::of(name, "ms", &values, goal)
    }

    /// Returns the figure of some values.
    pub(crate) fn of(name: &str, unit: &'static str, values: &[f64], goal: Option<Goal>) -> Figure {
        let mut sorted = values.to_vec();
        sorted.sort_by(f64::total_cmp);
        Figure {
            name: name.to_owned(),
            unit,
            median: quantile(&sorted, 0.5),
            p95: quantile(&sorted, 0.95),
            runs: sorted.len(),
            goal,
        }
    }

    /// Returns whether the goal is met; a figure without one always is.
    pub(crate) fn met(&self) -> bool {
        match self.goal {
            Some(Goal::Median(most)) => self.median <= most,
            Some(Goal::P95(most)) => self.p95 <= most,
            None => true,
        }
    }

    fn goal_text(&self) -> String {
        match self.goal {
            Some(Goal::Median(most)) => format!("median ≤ {most:.2}"),
            Some(Goal::P95(most)) => format!("p95 ≤ {most:.2}"),
            None => String::new(),
        }
    }

    /// Returns one line of the table.
    pub(crate) fn line(&self) -> String {
        let verdict = match (self.goal, self.met()) {
            (None, _) => "",
            (_, true) => "met",
            (_, false) => "MISSED",
        };
        format!(
            "{:<52} {:>10.2} {:>10.2} {:<4} {:>5}  {:<18} {verdict}",
            self.name,
            self.median,
            self.p95,
            self.unit,
            self.runs,
            self.goal_text()
        )
    }

    /// Returns the figure as JSON.
    pub(crate) fn json(&self) -> Value {
        json!({
            "name": self.name, "unit": self.unit, "median": self.median, "p95": self.p95, "runs": self.runs,
            "goal": self.goal_text(), "met": self.met(),
        })
    }
}

pub(crate) fn quantile(sorted: &[f64], q: f64) -> f64 {
    if sorted.is_empty() {
        return f64::NAN;
    }
    let at = (sorted.len() as f64 - 1.0) * q;
    sorted[at.round() as usize]
}

/// Runs something `count` times and returns how long each run took.
pub(crate) fn time<T>(count: usize, mut run: impl FnMut(usize) -> T) -> Vec<Duration> {
    (0..count)
        .map(|at| {
            let start = Instant::now();
            black_box(run(at));
            start.elapsed()
        })
        .collect()
}

/// Returns for how long this process has had a processor so far, all its threads together, also those that have ended,
/// in milliseconds; 0 where the system does not say.
pub(crate) fn processor() -> f64 {
    let spent = ProcessTime::try_now().map(|now| now.as_duration());
    spent.map_or(0.0, |spent| spent.as_secs_f64() * 1e3)
}

/// How quiet the machine is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Noise {
    /// How much longer than its own median a fixed piece of work takes at its 95th percentile: 1.0 is a quiet machine.
    pub(crate) work: f64,
    /// What the first touch of a page of memory costs, in microseconds: much where a virtual machine has to ask its host for it.
    pub(crate) page: f64,
}

impl Noise {
    /// Listens to the machine for a moment.
    pub(crate) fn now() -> Noise {
        let times = time(200, |_| {
            (0..200_000_u64).fold(0_u64, |a, b| a.wrapping_mul(31).wrapping_add(b))
        });
        let figure = Figure::of_times("noise", &times, None);
        Noise {
            work: figure.p95 / figure.median,
            page: touch(),
        }
    }

    /// Returns the figures of a run as they are written to a file, with how quiet it was before and after.
    pub(crate) fn beside(before: Noise, after: Noise, mut figures: Value) -> Value {
        figures["noise"] = json!([before.work, after.work]);
        figures["page"] = json!([before.page, after.page]);
        figures
    }

    /// Says how quiet it was before and after a run.
    pub(crate) fn say(before: Noise, after: Noise) {
        println!(
            "noise of the machine: {:.2} before, {:.2} after (1.00 is quiet); a new page of memory takes {:.1} and {:.1} µs",
            before.work, after.work, before.page, after.page
        );
    }
}

/// Returns how many microseconds the first touch of a page of memory takes, in the mean over 64 MiB.
fn touch() -> f64 {
    const PAGE: usize = 4096;
    let mut memory = vec![0_u8; 64 << 20];
    let start = Instant::now();
    let mut pages = 0_u32;
    for page in memory.chunks_mut(PAGE) {
        page[0] = black_box(1);
        pages += 1;
    }
    let took = start.elapsed();
    black_box(memory);
    took.as_secs_f64() * 1e6 / f64::from(pages)
}

/// Forgets how much memory this process had at most, where the system can.
pub(crate) fn reset_peak() {
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

/// Returns how much memory this process had at most since then, in MiB; 0 where the system does not say.
pub(crate) fn peak() -> f64 {
    status("VmHWM:")
}

/// Returns the memory of this process in MiB; 0 where the system does not say.
pub(crate) fn resident() -> f64 {
    status("VmRSS:")
}

fn status(name: &str) -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(name));
    let kib = line
        .and_then(|line| line.split_whitespace().nth(1))
        .and_then(|n| n.parse::<f64>().ok());
    kib.unwrap_or(0.0) / 1024.0
}
