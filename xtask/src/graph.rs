//! The crates that Maru is built from, as cargo sees them.

use crate::process::cargo;
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

/// A package and its licence.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Package {
    pub(crate) name: String,
    pub(crate) version: String,
    pub(crate) licence: String,
    /// Where its source lies on this machine.
    pub(crate) folder: PathBuf,
}

/// The packages and the arrows between them.
pub(crate) struct Graph {
    packages: BTreeMap<String, Package>,
    /// Id of a package to ids of what it needs at run time.
    needs: BTreeMap<String, Vec<String>>,
    members: BTreeSet<String>,
}

impl Graph {
    /// Asks cargo for every package there could be.
    pub(crate) fn read() -> Result<Self> {
        Self::ask(&[])
    }

    /// Asks cargo for the packages that are built for one platform.
    pub(crate) fn built_for(platform: &str) -> Result<Self> {
        Self::ask(&["--filter-platform", platform])
    }

    fn ask(more: &[&str]) -> Result<Self> {
        let output = cargo()
            .args(["metadata", "--format-version=1", "--locked"])
            .args(more)
            .output()?;
        if !output.status.success() {
            bail!(
                "cargo metadata: {}",
                String::from_utf8_lossy(&output.stderr).trim()
            );
        }
        let whole: Value = serde_json::from_slice(&output.stdout)?;
        let nodes = whole["resolve"]["nodes"]
            .as_array()
            .context("cargo metadata names no nodes")?;
        Ok(Self {
            packages: list(&whole["packages"])
                .iter()
                .map(|one| (text(&one["id"]), package(one)))
                .collect(),
            needs: nodes
                .iter()
                .map(|node| (text(&node["id"]), needs(node)))
                .collect(),
            members: list(&whole["workspace_members"]).iter().map(text).collect(),
        })
    }

    /// Returns every package that is not ours.
    pub(crate) fn foreign(&self) -> impl Iterator<Item = &Package> {
        self.packages
            .iter()
            .filter(|(id, _)| !self.members.contains(*id))
            .map(|(_, package)| package)
    }

    /// Returns what one of our crates needs directly at run time.
    pub(crate) fn direct(&self, name: &str) -> Vec<&str> {
        let ids = self.id(name).and_then(|id| self.needs.get(id));
        ids.into_iter()
            .flatten()
            .filter_map(|id| self.packages.get(id))
            .map(|package| package.name.as_str())
            .collect()
    }

    /// Returns everything foreign that is inside the programs that we hand out.
    pub(crate) fn shipped(&self, roots: &[&str]) -> BTreeSet<Package> {
        let mut waiting: Vec<&String> = roots.iter().filter_map(|name| self.id(name)).collect();
        let mut seen = BTreeSet::new();
        while let Some(id) = waiting.pop() {
            if seen.insert(id) {
                waiting.extend(self.needs.get(id).into_iter().flatten());
            }
        }
        seen.into_iter()
            .filter(|id| !self.members.contains(*id))
            .filter_map(|id| self.packages.get(id).cloned())
            .collect()
    }

    fn id(&self, name: &str) -> Option<&String> {
        self.members
            .iter()
            .find(|id| self.packages.get(*id).is_some_and(|package| package.name == name))
    }
}

fn package(one: &Value) -> Package {
    let licence = one["license"].as_str().unwrap_or("none");
    Package {
        name: text(&one["name"]),
        version: text(&one["version"]),
        licence: licence.replace('/', " OR "),
        folder: Path::new(one["manifest_path"].as_str().unwrap_or_default())
            .parent()
            .map_or_else(PathBuf::new, Path::to_owned),
    }
}

/// Returns what a node needs when it runs: what only builds or tests it is left out.
fn needs(node: &Value) -> Vec<String> {
    let runs = |edge: &&Value| list(&edge["dep_kinds"]).iter().any(|kind| kind["kind"].is_null());
    list(&node["deps"])
        .iter()
        .filter(runs)
        .map(|edge| text(&edge["pkg"]))
        .collect()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
