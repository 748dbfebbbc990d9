//! What the system must have: installed on Debian and Ubuntu, checked and explained elsewhere.

use crate::process::{answer, command, find, run};
use anyhow::{Result, bail};

/// A package of Debian and Ubuntu, and why Maru wants it.
type Package = (&'static str, &'static str);

const BUILD: &[Package] = &[
    ("gcc", "compiles SQLCipher and jemalloc"),
    ("libc6-dev", "compiles SQLCipher and jemalloc"),
    ("make", "compiles jemalloc"),
    ("pkg-config", "finds the system's libraries"),
    ("libwebkit2gtk-4.1-dev", "draws the window"),
    ("libssl-dev", "the cipher under the vault"),
];

const WINDOW: &[Package] = &[
    ("xvfb", "a display where there is none"),
    ("webkit2gtk-driver", "drives the real window"),
    ("poppler-utils", "reads exported PDFs"),
    ("xdotool", "presses real keys"),
    ("openbox", "gives windows the keyboard"),
    ("dbus-daemon", "a message bus for the input method"),
    ("ibus", "the input method"),
    ("ibus-gtk3", "the input method in windows"),
    ("ibus-hangul", "types Hangul as Korean officials do"),
    ("qpdf", "checks exported PDFs"),
];

const BUNDLE: &[Package] = &[
    ("dpkg-dev", "tells which libraries the programs call"),
    ("rpm", "packs for Fedora and openSUSE"),
];

const LAPTOP: &[Package] = &[
    ("lintian", "reads a package as Debian's own archive would"),
    ("appstream", "reads what the catalogues of programs show"),
    ("debootstrap", "lays out a clean Debian in a folder"),
    ("xvfb", "a display where there is none"),
    ("imagemagick", "keeps what is on it"),
];

/// Installs what making packages needs.
pub(crate) fn to_bundle() -> Result<()> {
    toolchains()?;
    packages(&[BUILD, BUNDLE].concat())
}

/// Installs what trying a package on a clean system needs.
pub(crate) fn to_try_package() -> Result<()> {
    packages(LAPTOP)
}

/// Installs what building, running and testing need.
pub(crate) fn everything() -> Result<()> {
    toolchains()?;
    packages(&[BUILD, WINDOW].concat())
}

/// Installs what building needs.
pub(crate) fn to_build() -> Result<()> {
    toolchains()?;
    packages(BUILD)
}

fn toolchains() -> Result<()> {
    let Some(version) = answer(command("node").arg("--version")) else {
        bail!("Node.js 20 or newer is missing: it builds the interface. Install it, then call this again.");
    };
    let major: u32 = version
        .trim_start_matches('v')
        .split('.')
        .next()
        .unwrap_or("")
        .parse()
        .unwrap_or(0);
    if major < 20 {
        bail!("Node.js {version} is too old to build the interface: version 20 or newer is needed.");
    }
    if find(npm()).is_none() && find("npm").is_none() {
        bail!("npm is missing; it comes with Node.js and installs what the interface is built from.");
    }
    Ok(())
}

/// Returns the name of npm, which is a script with an ending of its own on Windows.
pub(crate) fn npm() -> &'static str {
    if cfg!(windows) { "npm.cmd" } else { "npm" }
}

#[cfg(not(target_os = "linux"))]
fn packages(_wanted: &[Package]) -> Result<()> {
    if cfg!(target_os = "macos") && find("cc").is_none() {
        bail!("the C compiler is missing: call `xcode-select --install`, then this again.");
    }
    if cfg!(windows) && find("perl").is_none() {
        bail!(
            "Perl is missing: the cipher under the vault is built with it. Install Strawberry Perl, then call this again."
        );
    }
    Ok(())
}

#[cfg(target_os = "linux")]
fn packages(wanted: &[Package]) -> Result<()> {
    if find("dpkg-query").is_none() || find("apt-get").is_none() {
        let names: Vec<_> = wanted
            .iter()
            .map(|(name, why)| format!("  {name:24} {why}"))
            .collect();
        println!(
            "This system has no apt. Maru needs what these Debian packages hold:\n{}",
            names.join("\n")
        );
        return Ok(());
    }
    let missing: Vec<&Package> = wanted.iter().filter(|(name, _)| !installed(name)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    println!("Installing what this system lacks:");
    for (name, why) in &missing {
        println!("  {name:24} {why}");
    }
    run(apt()?.arg("update"))?;
    run(apt()?
        .args(["install", "--yes", "--no-install-recommends"])
        .args(missing.iter().map(|(name, _)| name)))
}

#[cfg(target_os = "linux")]
fn installed(name: &str) -> bool {
    answer(command("dpkg-query").args(["--show", "--showformat=${db:Status-Status}", name])).as_deref()
        == Some("installed")
}

/// Returns apt with the rights to install.
#[cfg(target_os = "linux")]
fn apt() -> Result<std::process::Command> {
    let root = answer(command("id").arg("-u")).as_deref() == Some("0");
    let mut apt = if root {
        command("apt-get")
    } else if find("sudo").is_some() {
        let mut sudo = command("sudo");
        sudo.stdin(std::process::Stdio::inherit())
            .args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]);
        sudo
    } else {
        bail!("installing packages needs root or sudo: install the packages above, then call this again.");
    };
    apt.env("DEBIAN_FRONTEND", "noninteractive").arg("--quiet");
    Ok(apt)
}
