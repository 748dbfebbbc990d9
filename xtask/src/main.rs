//! The works of Maru: sets a machine up, builds, starts, tests and measures the application.
//!
//! Everything is a word after `cargo xtask`. Nothing here is part of the application, and it leans on as
//! little as it can, so that it is there seconds after a clone.
#![allow(clippy::print_stdout, clippy::print_stderr)] // its whole purpose is to talk on a terminal

mod arrows;
mod bench;
mod bundle;
mod graph;
mod licences;
mod notices;
mod package;
mod place;
mod process;
mod run;
mod sbom;
mod setup;
mod tally;
mod test;
mod texts;
mod tidy;
mod tree;
mod ui;
mod words;

use anyhow::{Result, bail};
use std::{env, process::ExitCode};

const USE: &str = "cargo xtask setup            install what the system lacks to build, run and test
cargo xtask run              open Maru on a sample vault (without a display: walk through it and leave pictures)
cargo xtask test [PART…]     run every check, or only the named parts
cargo xtask bench [WHAT…]    measure a release build; a table here, JSON in target/bench
cargo xtask bench --growth [SIZES]
                             the same in vaults of 100 to 100,000 records, side by side
cargo xtask bench --peers    the same work by what people would use instead, as far as it is installed
cargo xtask bundle           pack a release for Debian and the RPM systems, with checksums, in target/bundle
cargo xtask guide            take the pictures of the guide again, in both languages
cargo xtask bindings         write ui/src/ipc.ts again from the commands in Rust
cargo xtask notices          write NOTICE again from the lock files";

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    match act(&words) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn act(words: &[String]) -> Result<ExitCode> {
    let Some((first, rest)) = words.split_first() else {
        println!("{USE}\n\nParts of test: {}", test::names());
        return Ok(ExitCode::SUCCESS);
    };
    match first.as_str() {
        "setup" => setup::everything(),
        "run" => run::open(),
        "test" => return test::check(rest),
        "bench" => bench::run(rest),
        "bundle" => bundle::run(rest),
        "guide" => ui::pictures(),
        "bindings" => ui::bindings(),
        "notices" => notices::write(),
        other => bail!("there is no `{other}`. What there is:\n{USE}"),
    }?;
    Ok(ExitCode::SUCCESS)
}
