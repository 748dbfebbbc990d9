//! `cargo xtask bench`: measures a release build, beside the floor that the machine itself sets.

use crate::{
    place,
    process::{cargo, run as start},
    setup, ui,
};
use anyhow::{Result, bail};
use std::fs;

/// Builds the release and runs the measurements, all or the named ones.
pub(crate) fn run(wanted: &[String]) -> Result<()> {
    if let Some(unknown) = wanted
        .iter()
        .find(|word| !matches!(word.as_str(), "vault" | "window"))
    {
        bail!("there is no bench `{unknown}`. There are: vault window");
    }
    let asked = |name: &str| wanted.is_empty() || wanted.iter().any(|word| word == name);
    setup::everything()?;
    ui::build()?;
    let folder = place::target().join("bench");
    fs::create_dir_all(&folder)?;
    if asked("vault") {
        start(
            release("maru-tests", "maru-bench")
                .arg("--")
                .arg("--json")
                .arg(folder.join("vault.json")),
        )?;
    }
    if asked("window") {
        let mut build = cargo();
        build.args([
            "build",
            "--release",
            "--locked",
            "--package",
            "maru",
            "--package",
            "maru-cli",
            "--bins",
        ]);
        start(&mut build)?;
        start(cargo().args([
            "build",
            "--release",
            "--locked",
            "--package",
            "maru",
            "--example",
            "empty",
        ]))?;
        let mut bench = release("maru-e2e", "maru-window-bench");
        bench
            .env("MARU_APP", place::program("release", "maru"))
            .env("MARUCTL", place::program("release", "maructl"));
        bench.env("MARU_EMPTY", place::program("release/examples", "empty"));
        start(bench.arg("--").arg(folder.join("window.json")))?;
    }
    println!("\nFigures as JSON: {}", folder.display());
    Ok(())
}

/// Returns a release program of the workspace, ready to be run by cargo.
fn release(package: &str, name: &str) -> std::process::Command {
    let mut command = cargo();
    command.args([
        "run",
        "--release",
        "--locked",
        "--quiet",
        "--package",
        package,
        "--bin",
        name,
    ]);
    command
}
