//! A new vault to measure in.

use std::path::Path;

use maru_core::bilingual::Side;
use maru_store::{Birth, Cost, Vault};

/// The passphrase of every vault here: small letters, which the bench can also type.
pub(crate) const PASSPHRASE: &str = "calm wooden hall by the river";

/// Makes a vault of a laptop on the UK side.
pub(crate) fn vault(at: &Path, cost: Cost) -> Vault {
    let birth = Birth {
        side: Side::new("uk"),
        device: "bench".to_owned(),
    };
    Vault::create(at, PASSPHRASE, &birth, cost).expect("a vault")
}
