//! How long something took, in a program of its own or in this one.

use std::process::{Command, Stdio};
use std::time::Instant;

use crate::measure::{processor, quantile};

/// The median of some runs, in milliseconds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ran {
    pub(crate) wall: f64,
    pub(crate) cpu: f64,
}

impl Ran {
    /// Runs something in this process, so often, and counts what its threads did.
    pub(crate) fn here<T>(count: usize, mut run: impl FnMut(usize) -> T) -> Ran {
        Ran::median(count, |at| {
            let (before, start) = (processor(), Instant::now());
            std::hint::black_box(run(at));
            (start.elapsed().as_secs_f64() * 1e3, processor() - before)
        })
    }

    /// Runs a program so often, and counts what it and its children did. It has to succeed.
    pub(crate) fn program(count: usize, mut made: impl FnMut(usize) -> Command) -> Ran {
        Ran::median(count, |at| {
            let mut command = made(at);
            let (before, start) = (children(), Instant::now());
            let output = command.stdin(Stdio::null()).output().expect("it starts");
            let wall = start.elapsed().as_secs_f64() * 1e3;
            let said = String::from_utf8_lossy(&output.stderr);
            // One that finds nothing says so by its code, and without a word.
            assert!(
                output.status.success() || said.trim().is_empty(),
                "{command:?}: {said}"
            );
            (wall, children() - before)
        })
    }

    fn median(count: usize, run: impl FnMut(usize) -> (f64, f64)) -> Ran {
        let (mut walls, mut cpus): (Vec<f64>, Vec<f64>) = (0..count).map(run).unzip();
        walls.sort_by(f64::total_cmp);
        cpus.sort_by(f64::total_cmp);
        Ran {
            wall: quantile(&walls, 0.5),
            cpu: quantile(&cpus, 0.5),
        }
    }

    /// Returns the same without what is slow on purpose.
    pub(crate) fn besides(self, off: f64) -> Ran {
        Ran {
            wall: (self.wall - off).max(0.0),
            cpu: (self.cpu - off).max(0.0),
        }
    }

    /// Returns its columns of the table, with how many times ours it is.
    pub(crate) fn shown(&self, ours: Option<&Ran>) -> String {
        let times = |theirs: f64, ours: f64| {
            if ours > 0.0 {
                format!("{:.1}", theirs / ours)
            } else {
                String::new()
            }
        };
        let (wall, cpu) = ours.map_or_else(Default::default, |ours| {
            (times(self.wall, ours.wall), times(self.cpu, ours.cpu))
        });
        format!("{:>10.2} {:>10.2} {wall:>8} {cpu:>8}", self.wall, self.cpu)
    }
}

/// Returns for how long all children that have ended had a processor, in milliseconds; 0 where the system does not say.
fn children() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // Behind the name, which ends with the last bracket, the fourteenth and fifteenth fields; a hundred ticks a second.
    let rest = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks = rest
        .split_whitespace()
        .skip(13)
        .take(2)
        .filter_map(|n| n.parse::<f64>().ok());
    ticks.sum::<f64>() * 10.0
}

/// Returns where a program is that somebody installed.
pub(crate) fn installed(name: &str) -> Option<std::path::PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(name))
        .find(|file| file.is_file())
}

/// Says how to install what is not there.
pub(crate) fn missing(how: &str) -> String {
    format!("not installed: {how}")
}
