//! `cargo xtask bundle`: what a person installs on Linux, as a package for Debian and one for the RPM systems.
//!
//! For each program one folder is laid out as it will lie on the system, and both kinds of package are made from it by the
//! system's own packers, which read from the program what it needs. Nothing is downloaded.

mod catalogue;
mod copyright;
mod deb;
mod desktop;
mod rpm;
mod tree;

use crate::{
    bundle::tree::Tree,
    place,
    process::{answer, command, programs, run as start},
    sbom, setup, ui,
};
use anyhow::{Context, Result, bail};
use std::{
    env, fs,
    path::{Path, PathBuf},
};

/// No package is larger: it has to travel by mail and by stick.
const LARGEST: u64 = 25_000_000;

/// A program, packed with all that belongs to it.
pub(crate) struct Package {
    /// Its name, which is that of the program too.
    pub(crate) name: &'static str,
    /// What it is, in one line.
    pub(crate) about: &'static str,
    /// What it is, in a paragraph.
    pub(crate) story: &'static str,
    section: &'static str,
    /// What the program calls where it is there, in the names of both systems.
    recommends: Option<&'static str>,
    /// What is of use beside it on Debian.
    suggests: Option<&'static str>,
}

/// The window and the command line apart: a machine that only backs vaults up needs neither a display nor what draws on it.
pub(crate) const PACKAGES: [Package; 2] = [
    Package {
        name: "maru",
        about: "joint working sessions of two governments, in English and Korean",
        story: "Maru holds the agreements, minutes and best practice of two governments'
teams, in English and Korean side by side, on laptops that are usually
offline. Everything is encrypted with a passphrase, and nothing connects
anywhere.",
        section: "editors",
        recommends: Some("xdg-utils"),
        suggests: Some("maructl, ibus-hangul | fcitx5-hangul, hunspell-en-gb, hunspell-ko"),
    },
    Package {
        name: "maructl",
        about: "vaults of Maru on the command line",
        story: "Makes, fills, checks, exports and backs up the vaults in which Maru holds
the agreements, minutes and best practice of two governments' teams. It
needs no display, and nothing connects anywhere.",
        section: "utils",
        recommends: None,
        suggests: Some("maru"),
    },
];

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
    let mut build = programs();
    if profile == "release" {
        build.arg("--release");
    }
    start(&mut build)?;
    let about = About::read()?;
    let folder = folder();
    let _ = fs::remove_dir_all(&folder);
    let mut made = vec![sbom::write(&folder, &about.version)?];
    for package in &PACKAGES {
        let tree = Tree::lay_out(&folder.join("tree").join(package.name), profile, &about, package)?;
        made.push(deb::pack(&tree, &folder, &about)?);
        made.push(rpm::pack(&tree, &folder, &about)?);
    }
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

/// Where the catalogues of programs look for what Maru is, below the root of the system.
pub(crate) const CATALOGUE: &str = catalogue::PLACE;

/// Returns the folder of the packages.
pub(crate) fn folder() -> PathBuf {
    place::target().join("bundle")
}

/// Returns the packages for Debian that were made last.
pub(crate) fn last_debs() -> Vec<PathBuf> {
    let entries = fs::read_dir(folder()).into_iter().flatten().flatten();
    let mut debs: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "deb"))
        .collect();
    debs.sort();
    debs
}

/// Writes the SHA-256 of every file beside them, as `sha256sum --check` reads it.
fn sums(folder: &Path, made: &[PathBuf]) -> Result<()> {
    let names = made.iter().filter_map(|path| path.file_name());
    let sums = answer(command("sha256sum").current_dir(folder).args(names)).context("sha256sum failed")?;
    fs::write(folder.join("SHA256SUMS"), sums + "\n")?;
    Ok(())
}
