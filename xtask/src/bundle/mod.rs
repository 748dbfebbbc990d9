//! `cargo xtask bundle`: what a person installs on Linux, as a package for Debian and one for the RPM systems.
//!
//! One folder is laid out as it will lie on the system, and both packages are made from it by the system's own
//! packers, which read from the programs what they need. Nothing is downloaded.

mod copyright;
mod deb;
mod desktop;
mod rpm;
mod tree;

pub(crate) use tree::PROGRAMS;

use crate::{
    bundle::tree::Tree,
    place,
    process::{answer, cargo, command, run as start},
    sbom, setup, ui,
};
use anyhow::{Context, Result, bail};
use std::{
    env, fs,
    path::{Path, PathBuf},
};

/// No package is larger: it has to travel by mail and by stick.
const LARGEST: u64 = 25_000_000;

/// What the packages say about Maru as a whole.
pub(crate) struct About {
    pub(crate) version: String,
    /// Who answers for the package: whoever publishes one says so in `MARU_MAINTAINER`.
    pub(crate) maintainer: String,
    /// Seconds since 1970 of the last change: the same tree gives the same package.
    pub(crate) time: String,
}

impl About {
    fn read() -> Result<Self> {
        let manifest = fs::read_to_string(place::at("Cargo.toml"))?;
        let version = manifest
            .lines()
            .find_map(|line| line.strip_prefix("version = \""))
            .and_then(|rest| rest.strip_suffix('"'))
            .context("Cargo.toml names no version")?;
        let time = env::var("SOURCE_DATE_EPOCH")
            .ok()
            .or_else(|| answer(command("git").args(["log", "-1", "--format=%ct"])))
            .context("git knows no time of the last change; set SOURCE_DATE_EPOCH")?;
        Ok(Self {
            version: version.to_owned(),
            maintainer: env::var("MARU_MAINTAINER")
                .unwrap_or_else(|_| "The Maru developers <maru@example.org>".to_owned()),
            time,
        })
    }
}

/// Builds the programs and packs them. `debug` packs the unoptimised ones, to try the packing itself.
pub(crate) fn run(words: &[String]) -> Result<()> {
    let profile = match words {
        [] => "release",
        [one] if one == "debug" => "debug",
        _ => bail!("`cargo xtask bundle` takes nothing, or `debug`"),
    };
    if !cfg!(target_os = "linux") {
        bail!("packages for Linux are made on Linux; Windows and macOS: see .github/workflows/release.yml");
    }
    setup::to_bundle()?;
    ui::build()?;
    let mut build = cargo();
    build.args(["build", "--locked", "--package", "maru", "--package", "maru-cli"]);
    if profile == "release" {
        build.arg("--release");
    }
    start(&mut build)?;
    let about = About::read()?;
    let folder = folder();
    let _ = fs::remove_dir_all(&folder);
    let tree = Tree::lay_out(&folder.join("tree"), profile, &about)?;
    let made = [
        deb::pack(&tree, &folder, &about)?,
        rpm::pack(&tree, &folder, &about)?,
        sbom::write(&folder, &about.version)?,
    ];
    sums(&folder, &made)?;
    for path in &made {
        let size = fs::metadata(path)?.len();
        println!("{:>10.1} MB  {}", size as f64 / 1e6, path.display());
        if profile == "release" && size > LARGEST {
            bail!("{} is larger than {} MB", path.display(), LARGEST / 1_000_000);
        }
    }
    Ok(())
}

/// Returns the folder of the packages.
pub(crate) fn folder() -> PathBuf {
    place::target().join("bundle")
}

/// Returns the package for Debian that was made last.
pub(crate) fn last_deb() -> Option<PathBuf> {
    let entries = fs::read_dir(folder()).ok()?.flatten();
    entries
        .map(|entry| entry.path())
        .find(|path| path.extension().is_some_and(|ending| ending == "deb"))
}

/// Writes the SHA-256 of every file beside them, as `sha256sum --check` reads it.
fn sums(folder: &Path, made: &[PathBuf]) -> Result<()> {
    let names = made.iter().filter_map(|path| path.file_name());
    let sums = answer(command("sha256sum").current_dir(folder).args(names)).context("sha256sum failed")?;
    fs::write(folder.join("SHA256SUMS"), sums + "\n")?;
    Ok(())
}
