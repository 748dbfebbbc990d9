//! How many tests passed and failed, read from what the test programs print.

use std::{fmt, ops::AddAssign};

/// A count of tests.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
}

impl Tally {
    /// Returns the tally of one check that has no count of its own.
    pub(crate) fn of<T>(outcome: &anyhow::Result<T>) -> Self {
        match outcome {
            Ok(_) => Self { passed: 1, failed: 0 },
            Err(_) => Self { passed: 0, failed: 1 },
        }
    }

    /// Adds what one line of output says: `test result: ok. 3 passed; …` or `Tests  1 failed | 4 passed (5)`.
    ///
    /// Vitest prints a second line for files, which would count its tests twice.
    pub(crate) fn read(&mut self, line: &str) {
        let line = line.trim();
        if line.starts_with("test result:") || line.starts_with("Tests ") {
            self.passed += number_before(line, "passed");
            self.failed += number_before(line, "failed");
        } else if line.starts_with("Errors ") {
            self.failed += number_before(line, "error");
        }
    }
}

/// Returns the number that stands before a word, 0 if there is none.
fn number_before(line: &str, word: &str) -> u64 {
    let mut last = 0;
    for part in line.split_whitespace() {
        if part.starts_with(word) {
            return last;
        }
        last = part.parse().unwrap_or(0);
    }
    0
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} passed, {} failed", self.passed, self.failed)
    }
}

#[cfg(test)]
mod tests {
    use super::Tally;

    fn of(text: &str) -> Tally {
        let mut tally = Tally::default();
        text.lines().for_each(|line| tally.read(line));
        tally
    }

    #[test]
    fn reads_cargo_over_several_binaries() {
        let text = "running 3 tests\ntest result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.1s\n\
                    test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.1s";
        assert_eq!(of(text), Tally { passed: 4, failed: 2 });
    }

    #[test]
    fn reads_vitest_once() {
        let text =
            " Test Files  1 failed | 2 passed (3)\n      Tests  1 failed | 11 passed (12)\n   Duration  1.2s";
        assert_eq!(
            of(text),
            Tally {
                passed: 11,
                failed: 1
            }
        );
        assert_eq!(of("     Errors  2 errors"), Tally { passed: 0, failed: 2 });
    }
}
