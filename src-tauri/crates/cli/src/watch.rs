//! How far a long work is, for a person who watches it on a terminal; a pipe or a file hears nothing of it.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use crate::output::Terminal;

/// How often a person who watches hears how far it is.
const OFTEN: Duration = Duration::from_secs(2);

/// Tells a person who watches how far it is, and how long it will take.
pub(crate) struct Watch<'a> {
    terminal: &'a Terminal,
    label: &'static str,
    begun: Instant,
    last: Instant,
}

impl Watch<'_> {
    /// Begins to watch. The label says what is done `{ $done }` times of `{ $total }`.
    pub(crate) fn new<'a>(terminal: &'a Terminal, label: &'static str) -> Watch<'a> {
        Watch {
            terminal,
            label,
            begun: Instant::now(),
            last: Instant::now(),
        }
    }

    /// Says it, if a person watches who has not heard of it for a while.
    pub(crate) fn tell(&mut self, done: usize, total: usize) {
        if self.last.elapsed() < OFTEN || done == 0 || !std::io::stderr().is_terminal() {
            return;
        }
        self.last = Instant::now();
        let line = self.line(done, total, self.begun.elapsed());
        self.terminal.remark(&line);
    }

    /// Returns how far it is, and how long the rest takes if it goes on like this.
    fn line(&self, done: usize, total: usize, passed: Duration) -> String {
        let left = passed.as_secs() * (total.saturating_sub(done)) as u64 / done.max(1) as u64;
        let [done, total, seconds] = [done as u64, total as u64, left].map(|n| n.to_string());
        let far = self
            .terminal
            .text(self.label, &[("done", &done), ("total", &total)]);
        let left = self.terminal.text("seconds-left", &[("seconds", &seconds)]);
        format!("{far} · {left}")
    }
}

#[cfg(test)]
mod tests {
    use maru_core::bilingual::Lang;
    use maru_core::labels::Labels;

    use super::*;

    #[test]
    fn a_person_reads_how_far_it_is_and_how_long_it_takes() {
        let line = |lang, label, done| {
            let terminal = Terminal::new(Labels::new(lang), false);
            Watch::new(&terminal, label).line(done, 1_000, Duration::from_secs(10))
        };
        assert_eq!(
            line(Lang::En, "lists-rebuilt", 250),
            "Lists and search rebuilt: 250 of 1000 records · About 30 seconds left"
        );
        assert_eq!(
            line(Lang::En, "records-checked", 900),
            "900 of 1000 records checked · About 1 second left"
        );
        assert_eq!(
            line(Lang::Ko, "records-checked", 250),
            "기록 1000건 중 250건 점검 · 약 30초 남음"
        );
    }
}
