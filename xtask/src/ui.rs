//! The interface: its packages are installed and its files built only when something they are made from changed.

use crate::{
    place,
    process::{cargo, command, node, programs, run},
    setup, tree,
};
use anyhow::{Context, Result};
use std::{fs, path::Path};

/// Brings `ui/dist` up to date.
pub(crate) fn build() -> Result<()> {
    install()?;
    let dist = place::at("ui/dist/index.html");
    once(
        "ui-dist",
        &[
            "ui/src",
            "ui/labels",
            "ui/index.html",
            "ui/vite.config.ts",
            "ui/package-lock.json",
            "docs/guide",
            "docs/accessibility.md",
            "NOTICE",
        ],
        &dist,
        || run(node("vite/bin/vite.js").arg("build")),
    )
}

/// Brings `ui/node_modules` up to date.
///
/// No package may run a script while it is installed: nothing that Maru uses needs one.
pub(crate) fn install() -> Result<()> {
    let there = place::at("ui/node_modules/.package-lock.json");
    once(
        "ui-packages",
        &["ui/package.json", "ui/package-lock.json"],
        &there,
        || {
            run(command(setup::npm())
                .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
                .current_dir(place::at("ui")))
        },
    )
}

/// Walks through the sample in the real window and takes the pictures of the guide.
pub(crate) fn pictures() -> Result<()> {
    setup::everything()?;
    build()?;
    run(&mut programs())?;
    run(cargo().args(["run", "--locked", "--package", "maru-e2e", "--example", "guide"]))
}

/// Writes `ui/src/ipc.ts` from the commands in Rust.
pub(crate) fn bindings() -> Result<()> {
    setup::to_build()?;
    build()?;
    run(cargo()
        // All packages, as the tests are built: for one alone everything beneath it would be built once more.
        .args([
            "test",
            "--workspace",
            "--exclude",
            "maru-e2e",
            "--lib",
            "bindings",
        ])
        .env("UPDATE_BINDINGS", "1"))
}

/// Does the work unless what it made is there and made from the same sources.
fn once(name: &str, sources: &[&str], made: &Path, work: impl FnOnce() -> Result<()>) -> Result<()> {
    let stamp = place::target().join("xtask").join(name);
    let now = tree::digest(sources)?;
    if made.exists() && fs::read_to_string(&stamp).is_ok_and(|before| before == now) {
        return Ok(());
    }
    work()?;
    let folder = stamp.parent().context("a stamp lies in a folder")?;
    fs::create_dir_all(folder)?;
    fs::write(&stamp, now)?;
    Ok(())
}
