//! The package for Fedora and openSUSE.

use super::{About, Package, tree::Tree};
use crate::process::{command, run};
use anyhow::{Context, Result};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Packs the tree and returns the package. `rpmbuild` reads from the program which libraries it calls.
pub(crate) fn pack(tree: &Tree, folder: &Path, about: &About) -> Result<PathBuf> {
    let work = folder.join("rpmbuild");
    fs::create_dir_all(&work)?;
    let written = work.join("package.spec");
    fs::write(
        &written,
        spec(tree.package, &tree.root, &files(&tree.root)?, about),
    )?;
    run(command("rpmbuild")
        .args(["-bb", "--quiet", "--define"])
        .arg(format!("_topdir {}", work.display()))
        .arg(&written)
        .env("SOURCE_DATE_EPOCH", &about.time))?;
    let made = find(&work.join("RPMS")).context("rpmbuild made no package")?;
    let package = folder.join(made.file_name().context("a package has a name")?);
    fs::rename(&made, &package)?;
    fs::remove_dir_all(work)?;
    Ok(package)
}

fn spec(package: &Package, root: &Path, files: &[String], about: &About) -> String {
    let mut summary = package.about.to_owned();
    summary.get_mut(..1).map(str::make_ascii_uppercase);
    let recommends = package.recommends.map(|name| format!("Recommends: {name}\n"));
    let listed: Vec<String> = files.iter().map(|path| line(path)).collect();
    format!(
        "%global debug_package %{{nil}}
%global _build_id_links none
%global __os_install_post %{{nil}}
%global _binary_payload w9.xzdio
%global source_date_epoch_from_changelog 0
%global clamp_mtime_to_source_date_epoch 1
%global use_source_date_epoch_as_buildtime 1
%global _buildhost localhost

Name: {}
Version: {}
Release: 1
Summary: {}
License: Apache-2.0 AND BSD-3-Clause AND OFL-1.1
Packager: {}
{}
%description
{}

%install
mkdir -p %{{buildroot}}
cp -a {}/. %{{buildroot}}/

%files
%defattr(-,root,root,-)
{}
",
        package.name,
        about.version,
        summary,
        about.maintainer,
        recommends.unwrap_or_default(),
        package.story,
        root.display(),
        listed.join("\n")
    )
}

/// Returns how the list of files names one: whether it is a document, a licence or a page of the manual.
fn line(path: &str) -> String {
    match path {
        path if path.ends_with("/copyright")
            || path.ends_with("/NOTICE")
            || path.ends_with("/licences.gz") =>
        {
            format!("%license {path}")
        }
        path if path.starts_with("/usr/share/doc/") => format!("%doc {path}"),
        path if path.starts_with("/usr/share/man/ko/") => format!("%lang(ko) {path}"),
        path => path.to_owned(),
    }
}

/// Returns every file under a folder, as it will be called on the system.
fn files(root: &Path) -> Result<Vec<String>> {
    let mut waiting = vec![root.to_owned()];
    let mut found = Vec::new();
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                waiting.push(path);
            } else {
                found.push(format!("/{}", path.strip_prefix(root)?.display()));
            }
        }
    }
    found.sort();
    Ok(found)
}

fn find(folder: &Path) -> Option<PathBuf> {
    files(folder)
        .ok()?
        .into_iter()
        .find(|path| path.ends_with(".rpm"))
        .map(|path| folder.join(path.trim_start_matches('/')))
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn files_are_listed_for_what_they_are() {
        assert_eq!(
            line("/usr/share/doc/maru/NOTICE"),
            "%license /usr/share/doc/maru/NOTICE"
        );
        assert_eq!(
            line("/usr/share/doc/maru/admin.md"),
            "%doc /usr/share/doc/maru/admin.md"
        );
        assert_eq!(line("/usr/bin/maru"), "/usr/bin/maru");
    }
}
