//! `cargo xtask bench`: measures a release build beside the floor that the machine itself sets.

use crate::{
    place,
    process::{cargo, command, run as start},
    setup, ui,
};
use anyhow::Result;
use std::fs;

/// Builds the release and measures: everything, the named parts, or with `--growth` how it grows with the vault.
pub(crate) fn run(wanted: &[String]) -> Result<()> {
    setup::everything()?;
    ui::build()?;
    let folder = place::target().join("bench");
    fs::create_dir_all(&folder)?;
    let packages = [
        "--package",
        "maru",
        "--package",
        "maru-cli",
        "--package",
        "maru-bench",
    ];
    // In one call: each set of packages has its own features, and with others the larger crates would be built again.
    start(
        cargo()
            .args(["build", "--release", "--locked", "--bins", "--example", "empty"])
            .args(packages),
    )?;
    let mut bench = command(place::program("release", "maru-bench"));
    match wanted.split_first() {
        // The vaults stay in that folder for the next time.
        Some((growth, sizes)) if growth == "--growth" => start(bench.arg(growth).arg(folder).args(sizes)),
        _ => start(bench.args(wanted).arg("--json").arg(folder.join("figures.json"))),
    }
}
