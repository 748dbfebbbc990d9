//! The texts of the licences under which the work of others is inside Maru: many of them ask to travel with it.

use crate::{graph::Package, notices};
use anyhow::Result;
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs,
    path::Path,
};

/// How files are called that hold a licence or who holds the rights.
const NAMES: &[&str] = &["licen", "copying", "copyright", "notice", "unlicense"];

const LINE: &str = "------------------------------------------------------------------------------";

/// Returns every text once, each under the packages that carry it.
pub(crate) fn all() -> Result<String> {
    let mut texts: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut silent = BTreeSet::new();
    for package in notices::crates()?.into_iter().chain(notices::packages()?) {
        let name = format!("{} {}", package.name, package.version);
        let found = of(&package.folder);
        if found.is_empty() {
            silent.insert(said(&name, &package));
        }
        for text in found {
            texts.entry(text).or_default().insert(name.clone());
        }
    }
    let mut order: Vec<_> = texts.into_iter().map(|(text, names)| (names, text)).collect();
    order.sort();
    let mut whole =
        "The texts of the licences of the work inside Maru. NOTICE lists the same packages.\n".to_owned();
    for (names, text) in order {
        let names: Vec<String> = names.into_iter().collect();
        writeln!(whole, "\n{LINE}\n{}\n{LINE}\n\n{text}", names.join(", "))?;
    }
    if !silent.is_empty() {
        let names: Vec<String> = silent.into_iter().collect();
        writeln!(
            whole,
            "\n{LINE}\nThese come without a file of their own; their licence is what they name:\n{LINE}\n\n{}",
            names.join("\n")
        )?;
    }
    Ok(whole)
}

fn said(name: &str, package: &Package) -> String {
    format!("{name}: {}", package.licence)
}

/// Returns the texts that lie in the folder of a package.
fn of(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut paths: Vec<_> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| {
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .to_lowercase();
            path.is_file() && NAMES.iter().any(|start| name.starts_with(start))
        })
        .collect();
    paths.sort();
    paths
        .iter()
        .filter_map(|path| fs::read_to_string(path).ok())
        .map(|text| even(&text))
        .collect()
}

/// Evens out what differs between copies of one text but says nothing.
fn even(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    lines.join("\n").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::{even, of};
    use crate::place;

    #[test]
    fn the_licence_of_this_tree_is_found() {
        let found = of(place::root());
        assert!(
            found.iter().any(|text| text.starts_with("Apache License")),
            "{found:?}"
        );
    }

    #[test]
    fn copies_of_one_text_are_one() {
        assert_eq!(even("a \r\nb\n\n"), even("\na\nb"));
    }
}
