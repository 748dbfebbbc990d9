//! Black-box tests of the parts of Maru together: `maructl` as an administrator calls it, and vaults as they lie on
//! disk. The tests themselves are in `tests/all`; here is only what a second process of theirs needs too.

/// The passphrase of every vault that a test makes. It holds Hangul, so that each run proves that this is no matter.
pub const PASSPHRASE: &str = "마루에 앉아 차 한 잔 42";

/// The record that a writer writes to: one meeting with one line whose text is a counter.
pub const COUNTER: &str = "0195783e-0000-7000-8000-00000000c001";
