//! NOTICE: the work of others that is inside what we hand out, with its licences.

use crate::{
    graph::{Graph, Package},
    licences, place,
};
use anyhow::{Context, Result};
use serde_json::Value;
use std::{collections::BTreeSet, fmt::Write as _, fs};

/// The platforms that Maru is built for.
const PLATFORMS: &[&str] = &[
    "x86_64-unknown-linux-gnu",
    "x86_64-pc-windows-msvc",
    "aarch64-apple-darwin",
    "x86_64-apple-darwin",
];

const HEAD: &str = "Maru
Copyright the Maru developers
Licensed under the Apache License, Version 2.0 (LICENSE).

Maru holds work of others. Each stays under its own licence; `cargo xtask notices` writes this list from the lock files.

Fonts
  Pretendard GOV (Regular, Bold, whole and as its makers cut it for the screen): SIL Open Font License 1.1,
    src-tauri/crates/press/fonts/OFL-Pretendard.txt
  Maru Signs (one sign, cut from Pretendard GOV): SIL Open Font License 1.1,
    src-tauri/crates/press/fonts/OFL-Pretendard.txt
  Noto Emoji: SIL Open Font License 1.1, src-tauri/crates/press/fonts/OFL-NotoEmoji.txt

Compiled into SQLite by rusqlite
  SQLite: public domain
  SQLCipher, Copyright ZETETIC LLC: BSD-3-Clause

Compiled into the programs for Linux by tikv-jemalloc-sys
  jemalloc, Copyright Jason Evans, Mozilla Foundation and Facebook, Inc.: BSD-2-Clause
";

/// Writes NOTICE.
pub(crate) fn write() -> Result<()> {
    fs::write(place::at("NOTICE"), text()?)?;
    println!("NOTICE is written.");
    Ok(())
}

/// Returns what NOTICE should say and does not, or says and should not.
pub(crate) fn differences() -> Result<Vec<String>> {
    let wanted = text()?;
    let there = fs::read_to_string(place::at("NOTICE")).unwrap_or_default();
    let lines = |text: &str| -> BTreeSet<String> { text.lines().map(str::to_owned).collect() };
    let (wanted, there) = (lines(&wanted), lines(&there));
    let missing = wanted
        .difference(&there)
        .map(|line| format!("missing: {}", line.trim()));
    let extra = there
        .difference(&wanted)
        .map(|line| format!("not handed out any more: {}", line.trim()));
    let mut found: Vec<String> = missing.chain(extra).take(12).collect();
    if !found.is_empty() {
        found.push("call `cargo xtask notices`".to_owned());
    }
    Ok(found)
}

fn text() -> Result<String> {
    let mut text = HEAD.to_owned();
    text.push_str("\nRust crates\n");
    for package in crates()? {
        writeln!(text, "  {}", line(&package))?;
    }
    text.push_str("\nPackages of the interface\n");
    for package in packages()? {
        writeln!(text, "  {}", line(&package))?;
    }
    Ok(text)
}

fn line(package: &Package) -> String {
    format!("{} {}: {}", package.name, package.version, package.licence)
}

/// Returns the crates that are inside the programs, on any platform.
pub(crate) fn crates() -> Result<BTreeSet<Package>> {
    let mut crates = BTreeSet::new();
    for platform in PLATFORMS {
        crates.append(&mut Graph::built_for(platform)?.shipped(&["maru", "maru-cli"]));
    }
    Ok(crates)
}

/// Returns the npm packages that end up in the built interface: Svelte compiles itself into it.
pub(crate) fn packages() -> Result<BTreeSet<Package>> {
    let lock: Value = serde_json::from_str(&fs::read_to_string(place::at("ui/package-lock.json"))?)?;
    let all = lock["packages"]
        .as_object()
        .context("package-lock.json names no packages")?;
    let inside = |path: &str, one: &Value| {
        !path.is_empty() && (one["dev"] != Value::Bool(true) || path == "node_modules/svelte")
    };
    let package = |(path, one): (&String, &Value)| {
        let name = path
            .rsplit_once("node_modules/")
            .map_or(path.as_str(), |(_, name)| name);
        Package {
            name: name.to_owned(),
            version: one["version"].as_str().unwrap_or("none").to_owned(),
            licence: licences::of_package(path, one),
            folder: place::at("ui").join(path),
        }
    };
    Ok(all
        .iter()
        .filter(|(path, one)| inside(path, one))
        .map(package)
        .collect())
}
