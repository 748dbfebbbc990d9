//! The package for Debian and Ubuntu.

use super::{About, Package, tree::Tree};
use crate::process::{answer, command, run};
use anyhow::{Context, Result};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// What lintian should know: why what looks like a library of the system is none.
const OVERRIDES: &str =
    "# Rust crates of their own that carry texts of these libraries; the libraries themselves are not linked.
embedded-library freetype *
embedded-library libyaml *
";

/// Packs the tree and returns the package.
pub(crate) fn pack(tree: &Tree, folder: &Path, about: &About) -> Result<PathBuf> {
    let architecture =
        answer(command("dpkg").arg("--print-architecture")).context("dpkg names no architecture")?;
    let name = tree.package.name;
    tree.make(
        &format!("usr/share/lintian/overrides/{name}"),
        OVERRIDES.as_bytes(),
    )?;
    let needs = needs(tree, folder)?;
    let control = control(tree.package, &needs, &architecture, size(&tree.root)?, about);
    tree.make("DEBIAN/control", control.as_bytes())?;
    tree.make("DEBIAN/md5sums", digests(tree)?.as_bytes())?;
    let package = folder.join(format!("{name}_{}_{architecture}.deb", about.version));
    run(command("dpkg-deb")
        .args(["--build", "--root-owner-group", "-Zxz", "-z9"])
        .args([&tree.root, &package])
        .env("SOURCE_DATE_EPOCH", &about.time))?;
    fs::remove_dir_all(tree.root.join("DEBIAN"))?;
    fs::remove_dir_all(tree.root.join("usr/share/lintian"))?;
    Ok(package)
}

/// Asks the program which libraries it calls, and the system from which version on those have what is called.
fn needs(tree: &Tree, folder: &Path) -> Result<String> {
    let work = folder.join("shlibs");
    fs::create_dir_all(work.join("debian"))?;
    fs::write(
        work.join("debian/control"),
        "Source: maru\n\nPackage: maru\nArchitecture: any\n",
    )?;
    let found = answer(
        command("dpkg-shlibdeps")
            .current_dir(&work)
            .arg("-O")
            .arg(tree.root.join("usr/bin").join(tree.package.name)),
    )
    .context("dpkg-shlibdeps could not tell which libraries the program calls")?;
    fs::remove_dir_all(work)?;
    let needs = found
        .strip_prefix("shlibs:Depends=")
        .context("dpkg-shlibdeps named nothing")?;
    Ok(needs.to_owned())
}

fn control(package: &Package, needs: &str, architecture: &str, size: u64, about: &About) -> String {
    let beside = [("Recommends", package.recommends), ("Suggests", package.suggests)];
    let beside: String = beside
        .iter()
        .filter_map(|(field, names)| Some(format!("{field}: {}\n", (*names)?)))
        .collect();
    format!(
        "Package: {}
Version: {}
Architecture: {architecture}
Maintainer: {}
Installed-Size: {size}
Depends: {needs}
{beside}Section: {}
Priority: optional
Description: {}
 {}
",
        package.name,
        about.version,
        about.maintainer,
        package.section,
        package.about,
        package.story.replace('\n', "\n ")
    )
}

/// Returns the size on disk in KiB.
fn size(folder: &Path) -> Result<u64> {
    let answer = answer(
        command("du")
            .args(["--summarize", "--block-size=1024"])
            .arg(folder),
    )
    .context("du failed")?;
    let first = answer.split_whitespace().next().context("du said nothing")?;
    Ok(first.parse()?)
}

fn digests(tree: &Tree) -> Result<String> {
    let find = "find usr -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum";
    let sums = answer(command("sh").current_dir(&tree.root).args(["-c", find])).context("md5sum failed")?;
    Ok(sums + "\n")
}

#[cfg(test)]
mod tests {
    use super::{super::PACKAGES, About, control};

    #[test]
    fn the_control_files_end_with_their_descriptions() {
        let about = About {
            version: "1.2.3".to_owned(),
            maintainer: "A <a@b.org>".to_owned(),
            time: "0".to_owned(),
        };
        for package in &PACKAGES {
            let text = control(package, "libc6 (>= 2.34)", "amd64", 7, &about);
            assert!(text.contains("\nDepends: libc6 (>= 2.34)\n"), "{text}");
            assert!(!text.contains("\n\n"), "{text}");
            let (_, description) = text.split_once("\nDescription: ").expect("a description");
            let mut lines = description.lines();
            let synopsis = lines.next().expect("a synopsis");
            assert!(synopsis.len() < 80 && !synopsis.ends_with('.'));
            assert!(lines.all(|line| line.starts_with(' ') && line.len() <= 80));
        }
    }
}
