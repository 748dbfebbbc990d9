//! Licences: everything Maru is built from allows what we do with it, and NOTICE names what we hand out.

use crate::{
    graph::Graph,
    notices, place,
    process::{command, find, run},
    tally::Tally,
    tidy::verdict,
};
use anyhow::{Context, Result};
use serde_json::Value;
use std::fs;

/// Licences that Apache-2.0 work may be built from and handed out with. `deny.toml` holds the same list.
const ALLOWED: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-1-Clause",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC-BY-4.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "OFL-1.1",
    "Unicode-3.0",
    "Unicode-DFS-2016",
    "Unlicense",
    "WTFPL",
    "Zlib",
    "blessing",
];

/// Packages that name their licence only in a file beside.
const NAMED: &[(&str, &str)] = &[("node_modules/svelte-toolbelt", "MIT")];

/// Runs every check of licences.
pub(crate) fn check() -> Result<Tally> {
    let graph = Graph::read()?;
    let mut tally = verdict("every crate's licence is allowed", &crates(&graph));
    tally += verdict("every npm package's licence is allowed", &packages()?);
    tally += verdict("both lists of allowed licences are one", &one_list()?);
    tally += verdict("NOTICE names what we hand out", &notices::differences()?);
    if find("cargo-deny").is_some() {
        tally += Tally::of(&run(command("cargo-deny").args([
            "--workspace",
            "check",
            "bans",
            "licenses",
            "sources",
        ])));
    }
    Ok(tally)
}

fn crates(graph: &Graph) -> Vec<String> {
    let strange = graph.foreign().filter(|package| !allowed(&package.licence));
    strange
        .map(|package| format!("{} {}: {}", package.name, package.version, package.licence))
        .collect()
}

fn packages() -> Result<Vec<String>> {
    let lock: Value = serde_json::from_str(&fs::read_to_string(place::at("ui/package-lock.json"))?)?;
    let all = lock["packages"]
        .as_object()
        .context("package-lock.json names no packages")?;
    let foreign = all.iter().filter(|(path, _)| !path.is_empty());
    let licences = foreign.map(|(path, package)| (path, of_package(path, package)));
    Ok(licences
        .filter(|(_, licence)| !allowed(licence))
        .map(|(path, licence)| format!("{path}: {licence}"))
        .collect())
}

/// Returns the licence of a package in the lock file of npm.
pub(crate) fn of_package(path: &str, package: &Value) -> String {
    let named = NAMED
        .iter()
        .find(|(name, _)| *name == path)
        .map(|(_, licence)| *licence);
    package["license"].as_str().or(named).unwrap_or("none").to_owned()
}

fn one_list() -> Result<Vec<String>> {
    let deny = fs::read_to_string(place::at("deny.toml"))?;
    let quoted = |licence: &str| deny.contains(&format!("\"{licence}\""));
    Ok(ALLOWED
        .iter()
        .filter(|licence| !quoted(licence))
        .map(|licence| format!("deny.toml does not allow {licence}"))
        .collect())
}

/// Tells whether an SPDX expression can be met with allowed licences only.
///
/// `OR` needs one side and binds looser than `AND`, which needs both.
fn allowed(expression: &str) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut rest = words.as_slice();
    any(&mut rest) == Some(true) && rest.is_empty()
}

/// Returns nothing when the expression is broken.
fn any(rest: &mut &[&str]) -> Option<bool> {
    let mut good = every(rest)?;
    while next_is(rest, "OR") {
        good |= every(rest)?;
    }
    Some(good)
}

fn every(rest: &mut &[&str]) -> Option<bool> {
    let mut good = one(rest)?;
    while next_is(rest, "AND") {
        good &= one(rest)?;
    }
    Some(good)
}

fn one(rest: &mut &[&str]) -> Option<bool> {
    if next_is(rest, "(") {
        let good = any(rest)?;
        return next_is(rest, ")").then_some(good);
    }
    let (name, after) = rest.split_first()?;
    *rest = after;
    let mut full = (*name).to_owned();
    if next_is(rest, "WITH") {
        let (exception, after) = rest.split_first()?;
        *rest = after;
        full = format!("{name} WITH {exception}");
    }
    Some(ALLOWED.contains(&full.as_str()))
}

fn next_is(rest: &mut &[&str], word: &str) -> bool {
    let found = rest.first() == Some(&word);
    if found {
        *rest = rest.get(1..).unwrap_or_default();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::allowed;

    #[test]
    fn reads_expressions() {
        for good in [
            "MIT",
            "GPL-3.0 OR MIT",
            "(MIT OR GPL-2.0) AND Unicode-3.0",
            "Apache-2.0 WITH LLVM-exception OR MIT",
        ] {
            assert!(allowed(good), "{good}");
        }
        for bad in [
            "none",
            "",
            "GPL-3.0",
            "MIT AND GPL-3.0",
            "(MIT",
            "MIT OR",
            "GPL-2.0 WITH Classpath-exception-2.0",
        ] {
            assert!(!allowed(bad), "{bad}");
        }
    }
}
