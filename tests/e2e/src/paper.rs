//! Exported PDFs, read by programs that know nothing of Maru.

use std::{path::Path, process::Command};

/// Returns the text of a PDF in the order in which it is written, so that a cell stays together.
pub fn text(pdf: &Path) -> String {
    run(Command::new("pdftotext")
        .args(["-raw", "-enc", "UTF-8"])
        .arg(pdf)
        .arg("-"))
}

/// Checks the structure of a PDF.
pub fn check(pdf: &Path) {
    run(Command::new("qpdf").arg("--check").arg(pdf));
}

/// Returns the names of the files that a PDF carries.
pub fn files(pdf: &Path) -> Vec<String> {
    let listed = run(Command::new("pdfdetach").arg("-list").arg(pdf));
    let names = listed
        .lines()
        .filter_map(|line| Some(line.split_once(": ")?.1.to_owned()));
    names.collect()
}

/// Draws the pages of a PDF beside each other's numbers: `stem-1.png`, `stem-2.png` …
pub fn draw(pdf: &Path, stem: &Path) {
    run(Command::new("pdftoppm")
        .args(["-r", "80", "-png"])
        .arg(pdf)
        .arg(stem));
}

fn run(command: &mut Command) -> String {
    let output = command
        .output()
        .expect("the program for PDFs starts (`cargo xtask setup` installs it)");
    assert!(
        output.status.success(),
        "{command:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8_lossy(&output.stdout).into_owned()
}
