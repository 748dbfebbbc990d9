//! Other programs: started from the root of the tree, shown before they start, and judged by their exit.

use crate::{place, tally::Tally};
use anyhow::{Context, Result, bail};
use std::{
    ffi::OsStr,
    io::{BufRead, BufReader},
    path::PathBuf,
    process::{Command, Stdio},
};

/// Returns a command that starts at the root of the tree.
pub(crate) fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(place::root()).stdin(Stdio::null());
    command
}

/// Returns the cargo that started this program.
pub(crate) fn cargo() -> Command {
    command(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Returns the build of Maru and `maructl`. Always both: for one alone the larger crates would be built once more.
pub(crate) fn programs() -> Command {
    let mut build = cargo();
    build.args(["build", "--locked", "--package", "maru", "--package", "maru-cli"]);
    build
}

/// Returns a program that npm installed for the interface, started in `ui` by the Node that is there.
///
/// The files in `node_modules/.bin` are scripts of the shell on one system and of another on the next.
pub(crate) fn node(script: &str) -> Command {
    let mut command = command("node");
    command
        .arg(place::at("ui/node_modules").join(script))
        .current_dir(place::at("ui"));
    command
}

/// Runs a command to its end; anything but success is an error.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let line = show(command);
    let status = command
        .status()
        .with_context(|| format!("`{line}` did not start"))?;
    if !status.success() {
        bail!("`{line}` ended with {status}");
    }
    Ok(())
}

/// Runs a command that reports tests, passing its lines on as they come and counting them.
pub(crate) fn count(command: &mut Command) -> Result<Tally> {
    let line = show(command);
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("`{line}` did not start"))?;
    let mut tally = Tally::default();
    let mut text = Vec::new();
    let mut lines = BufReader::new(
        child
            .stdout
            .take()
            .context("the output of a program just started")?,
    );
    while lines.read_until(b'\n', &mut text)? > 0 {
        let shown = String::from_utf8_lossy(&text);
        print!("{shown}");
        tally.read(&shown);
        text.clear();
    }
    let status = child.wait()?;
    if !status.success() && tally.failed == 0 {
        println!("`{line}` ended with {status}");
        tally.failed += 1;
    }
    Ok(tally)
}

/// Returns what a command prints, or nothing when it is not there or fails.
pub(crate) fn answer(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Finds a program on the search path.
pub(crate) fn find(name: &str) -> Option<PathBuf> {
    let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(&std::env::var_os("PATH")?)
        .map(|folder| folder.join(&file))
        .find(|path| path.is_file())
}

/// Prints a command as a person would type it, and hands the line back.
fn show(command: &Command) -> String {
    let words: Vec<_> = std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(short)
        .collect();
    let line = words.join(" ");
    println!("  $ {line}");
    line
}

fn short(word: &OsStr) -> String {
    let text = word.to_string_lossy();
    let root = format!("{}{}", place::root().display(), std::path::MAIN_SEPARATOR);
    let text = text.strip_prefix(&root).unwrap_or(&text);
    match text.rsplit_once(std::path::MAIN_SEPARATOR) {
        Some((_, "cargo" | "cargo.exe")) => "cargo".to_owned(),
        _ => text.to_owned(),
    }
}
