//! The checks: every part can be run alone, all of them end with one line that counts them.

use crate::{
    arrows, licences, package,
    process::{cargo, count, node, programs, run},
    setup,
    tally::Tally,
    tidy, ui, words,
};
use anyhow::{Result, bail};
use std::{
    process::{Command, ExitCode},
    time::Instant,
};

/// A part of the checks.
struct Part {
    name: &'static str,
    about: &'static str,
    check: fn() -> Result<Tally>,
}

/// Cheap parts first: a slip in a label shows before ten minutes of compiling.
const PARTS: &[Part] = &[
    Part {
        name: "tidy",
        about: "sizes, names and left-overs in the tree",
        check: tidy::check,
    },
    Part {
        name: "arrows",
        about: "what may import what",
        check: arrows::check,
    },
    Part {
        name: "words",
        about: "every label in both languages",
        check: words::check,
    },
    Part {
        name: "licences",
        about: "licences of everything Maru is built from",
        check: licences::check,
    },
    Part {
        name: "ui",
        about: "types and unit tests of the interface",
        check: interface,
    },
    Part {
        name: "lint",
        about: "format and lints of the Rust code",
        check: lint,
    },
    Part {
        name: "rust",
        about: "unit, property and black-box tests in Rust",
        check: rust,
    },
    Part {
        name: "window",
        about: "the real window, driven as a person would",
        check: window,
    },
];

/// Parts that run only when they are named: they need an hour, the network or the rights of root.
const BY_NAME: &[Part] = &[Part {
    name: "package",
    about: "the packages of `cargo xtask bundle` on a clean Debian",
    check: package::check,
}];

/// Returns the names of the parts.
pub(crate) fn names() -> String {
    let all = PARTS.iter().chain(BY_NAME);
    all.map(|part| part.name).collect::<Vec<_>>().join(" ")
}

/// Runs the named parts, or all of them.
fn each(wanted: &[String]) -> Result<Tally> {
    if let Some(unknown) = wanted
        .iter()
        .find(|name| PARTS.iter().chain(BY_NAME).all(|part| part.name != name.as_str()))
    {
        bail!("there is no part `{unknown}`. The parts: {}", names());
    }
    let mut total = Tally::default();
    let mut ends = Vec::new();
    let named = |part: &&Part| wanted.iter().any(|name| name == part.name);
    let usual = PARTS.iter().filter(|part| wanted.is_empty() || named(part));
    for part in usual.chain(BY_NAME.iter().filter(named)) {
        println!("\n== {}: {}", part.name, part.about);
        let start = Instant::now();
        let tally = (part.check)().unwrap_or_else(|error| {
            println!("{}: {error:#}", part.name);
            Tally { passed: 0, failed: 1 }
        });
        total += tally;
        ends.push(format!(
            "  {:10} {tally} in {} s",
            part.name,
            start.elapsed().as_secs()
        ));
    }
    println!("\n{}\n", ends.join("\n"));
    Ok(total)
}

/// Runs the named parts; the last line that is printed counts them.
pub(crate) fn check(wanted: &[String]) -> Result<ExitCode> {
    let total = each(wanted)?;
    println!("{total}");
    Ok(if total.failed == 0 && total.passed > 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn interface() -> Result<Tally> {
    setup::to_build()?;
    ui::install()?;
    let types = run(node("svelte-check/bin/svelte-check").args([
        "--tsconfig",
        "./tsconfig.json",
        "--fail-on-warnings",
    ]));
    let mut tally = Tally::of(&types);
    tally += count(
        node("vitest/vitest.mjs")
            .arg("run")
            .env("NO_COLOR", "1")
            .env("CI", "true"),
    )?;
    Ok(tally)
}

fn lint() -> Result<Tally> {
    setup::to_build()?;
    ui::build()?;
    let mut tally = Tally::of(&run(cargo().args(["fmt", "--all", "--check"])));
    let lints = run(cargo().args([
        "clippy",
        "--workspace",
        "--all-targets",
        "--locked",
        "--",
        "--deny",
        "warnings",
    ]));
    tally += Tally::of(&lints);
    Ok(tally)
}

fn rust() -> Result<Tally> {
    setup::to_build()?;
    ui::build()?;
    count(tests().args(["--workspace", "--exclude", "maru-e2e"]))
}

fn window() -> Result<Tally> {
    setup::everything()?;
    ui::build()?;
    run(&mut programs())?;
    count(tests().args(["--package", "maru-e2e", "--", "--test-threads=2"]))
}

/// Returns a run of tests that goes on after the first binary that fails, so that the count is whole.
fn tests() -> Command {
    let mut command = cargo();
    command.args(["test", "--locked", "--no-fail-fast"]);
    command
}
