//! `cargo xtask bench`: measures a release build.

use crate::{
    process::{cargo, run as start},
    setup, ui,
};
use anyhow::Result;

/// Builds the release and runs the measurements, all or the named ones.
pub(crate) fn run(wanted: &[String]) -> Result<()> {
    setup::everything()?;
    ui::build()?;
    start(cargo().args([
        "build",
        "--release",
        "--locked",
        "--package",
        "maru",
        "--package",
        "maru-cli",
    ]))?;
    start(
        cargo()
            .args([
                "run",
                "--release",
                "--locked",
                "--quiet",
                "--package",
                "maru-bench",
                "--",
            ])
            .args(wanted),
    )
}
