//! `cargo xtask bench`: measures a release build beside the floor that the machine itself sets.

use crate::{
    place,
    process::{cargo, command, programs, run as start},
    setup, ui,
};
use anyhow::Result;
use std::fs;

/// Builds the release and measures: everything, the named parts, with `--growth` how it grows with the vault, or
/// with `--peers` the same work by what people would use instead.
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
        Some((way, sizes)) if way == "--growth" => {
            // A driver reaches only a build for rehearsals; how long the page is busy depends on the page alone.
            start(&mut programs())?;
            start(cargo().args([
                "build",
                "--locked",
                "--package",
                "maru-e2e",
                "--example",
                "smooth",
            ]))?;
            bench.env("MARU_SMOOTH", place::program("debug", "examples/smooth"));
            start(bench.arg(way).arg(folder).args(sizes))
        }
        Some((way, sizes)) if way == "--peers" => start(bench.arg(way).arg(folder).args(sizes)),
        _ => start(bench.args(wanted).arg("--json").arg(folder.join("figures.json"))),
    }
}
