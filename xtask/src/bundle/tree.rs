//! The files of Maru as they lie on a Linux system.

use super::{About, Package, catalogue, copyright, desktop};
use crate::{
    place,
    process::{answer, command, run},
    texts,
};
use anyhow::{Context, Result};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// A laid-out folder.
pub(crate) struct Tree {
    pub(crate) root: PathBuf,
    pub(crate) package: &'static Package,
}

impl Tree {
    /// Lays everything out that both kinds of package hold.
    pub(crate) fn lay_out(
        root: &Path,
        profile: &str,
        about: &About,
        package: &'static Package,
    ) -> Result<Self> {
        let tree = Self {
            root: root.to_owned(),
            package,
        };
        let name = package.name;
        let there = tree.make(
            &format!("usr/bin/{name}"),
            &fs::read(place::program(profile, name))?,
        )?;
        mode(&there, 0o755)?;
        run(command("strip")
            .args([
                "--strip-unneeded",
                "--remove-section=.comment",
                "--remove-section=.note",
            ])
            .arg(there))?;
        if name == "maru" {
            tree.make(
                "usr/share/applications/maru.desktop",
                desktop::entry()?.as_bytes(),
            )?;
            tree.make("usr/share/mime/packages/maru.xml", desktop::kinds()?.as_bytes())?;
            tree.make(catalogue::PLACE, catalogue::entry(about)?.as_bytes())?;
            tree.icons()?;
        }
        tree.manuals(profile)?;
        let doc = format!("usr/share/doc/{name}");
        tree.make(&format!("{doc}/copyright"), copyright::text()?.as_bytes())?;
        tree.copy("NOTICE", &format!("{doc}/NOTICE"))?;
        tree.copy("docs/admin.md", &format!("{doc}/admin.md"))?;
        let texts = tree.make(&format!("{doc}/licences"), texts::all()?.as_bytes())?;
        gzip(&texts)?;
        let changes = tree.make(&format!("{doc}/changelog"), changelog(name, about)?.as_bytes())?;
        gzip(&changes)?;
        Ok(tree)
    }

    /// Writes a file under the root.
    pub(crate) fn make(&self, path: &str, bytes: &[u8]) -> Result<PathBuf> {
        let there = self.root.join(path);
        let folder = there.parent().context("a file lies in a folder")?;
        fs::create_dir_all(folder)?;
        fs::write(&there, bytes)?;
        mode(&there, 0o644)?;
        Ok(there)
    }

    fn copy(&self, from: &str, to: &str) -> Result<()> {
        let bytes = fs::read(place::at(from)).with_context(|| format!("{from} could not be read"))?;
        self.make(to, &bytes)?;
        Ok(())
    }

    fn icons(&self) -> Result<()> {
        const ICONS: [(&str, &str); 5] = [
            ("32x32.png", "32x32/apps/maru.png"),
            ("128x128.png", "128x128/apps/maru.png"),
            ("128x128@2x.png", "256x256/apps/maru.png"),
            ("icon.png", "512x512/apps/maru.png"),
            ("icon.svg", "scalable/apps/maru.svg"),
        ];
        for (from, to) in ICONS {
            self.copy(&format!("icons/{from}"), &format!("usr/share/icons/hicolor/{to}"))?;
        }
        Ok(())
    }

    /// The page of the program in both languages: `maructl` prints its own and that of the window.
    fn manuals(&self, profile: &str) -> Result<()> {
        for (lang, folder) in [("en", "usr/share/man/man1"), ("ko", "usr/share/man/ko/man1")] {
            let (program, name) = (place::program(profile, "maructl"), self.package.name);
            let page = answer(command(program).args(["manual", name, "--lang", lang]))
                .context("maructl prints no manual page")?;
            let there = self.make(&format!("{folder}/{name}.1"), (page + "\n").as_bytes())?;
            gzip(&there)?;
        }
        Ok(())
    }
}

/// Packs a file without its name and time, so that the same text gives the same bytes.
fn gzip(path: &Path) -> Result<()> {
    run(command("gzip").args(["--best", "--no-name"]).arg(path))
}

#[cfg(unix)]
fn mode(path: &Path, bits: u32) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    Ok(fs::set_permissions(path, fs::Permissions::from_mode(bits))?)
}

#[cfg(not(unix))]
fn mode(_: &Path, _: u32) -> Result<()> {
    Ok(())
}

/// Returns what changed, in the form that Debian reads.
fn changelog(package: &str, about: &About) -> Result<String> {
    let date = answer(command("date").args(["--utc", "--rfc-email", &format!("--date=@{}", about.time)]))
        .context("date failed")?;
    let changes = fs::read_to_string(place::at("CHANGELOG.md"))?;
    Ok(format!(
        "{package} ({}) unstable; urgency=medium\n\n{}\n -- {}  {date}\n",
        about.version,
        bullets(&changes),
        about.maintainer
    ))
}

/// Returns the points of the newest heading of a changelog, each broken where a terminal ends.
fn bullets(changes: &str) -> String {
    let newest = changes.split("\n## ").nth(1).unwrap_or_default();
    let mut points: Vec<String> = Vec::new();
    for line in newest.lines() {
        if let Some(point) = line.strip_prefix("- ") {
            points.push(point.to_owned());
        } else if let (Some(last), true) = (points.last_mut(), line.starts_with("  ")) {
            last.push(' ');
            last.push_str(line.trim());
        }
    }
    points.iter().map(|point| broken(point)).collect()
}

fn broken(point: &str) -> String {
    let mut text = String::new();
    let mut line = "  *".to_owned();
    for word in point.split_whitespace() {
        if line.chars().count() + word.chars().count() >= 78 {
            text.push_str(&line);
            text.push('\n');
            line = "   ".to_owned();
        }
        line.push(' ');
        line.push_str(word);
    }
    text + &line + "\n"
}

#[cfg(test)]
mod tests {
    use super::bullets;

    #[test]
    fn the_newest_changes_are_told() {
        let text = "# Changes\n\nText.\n\n## Unreleased\n\n### Added\n- One\n  and more.\n- Two.\n\n## 0.1.0\n- Old.\n";
        assert_eq!(bullets(text), "  * One and more.\n  * Two.\n");
        let long = format!("\n## 1\n- {}\n", "word ".repeat(40));
        assert!(
            bullets(&long)
                .lines()
                .all(|line| line.len() < 80 && line.starts_with("  "))
        );
    }
}
