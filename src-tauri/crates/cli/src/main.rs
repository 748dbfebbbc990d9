//! `maructl`: vaults for administrators, batch work, tests and benchmarks. It needs no display.
//!
//! It parses a command line, calls store and press, and prints; it holds no decision of its own about records.

use std::ffi::OsString;
use std::panic::{self, AssertUnwindSafe};
use std::process::ExitCode;

use maru_core::labels::Labels;

use crate::failure::Failure;
use crate::output::Terminal;

mod actions;
mod archive;
mod attach;
mod backup;
mod check;
mod clock;
mod compare;
mod export;
mod facts;
mod failure;
mod file;
mod history;
mod import;
mod init;
mod language;
mod list;
mod manual;
mod misuse;
mod moment;
mod output;
mod passphrase;
mod rekey;
mod restore;
mod schema;
mod search;
mod sheet;
mod show;
mod spreadsheet;
mod tree;
mod vault;
mod watch;

/// Records that come in are made on several threads and let go on another: the system's heap makes each wait there.
#[cfg(target_os = "linux")]
#[global_allocator]
static HEAP: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    let args: Vec<OsString> = std::env::args_os().collect();
    if args.get(1).is_some_and(|name| name == maru_picture::ARGUMENT) {
        return maru_picture::serve();
    }
    let labels = Labels::new(language::choose(&args));
    // A defect is one line for the person as well; where it is, a debugger can still tell.
    panic::set_hook(Box::new(|_| {}));
    let end = panic::catch_unwind(AssertUnwindSafe(|| run(&args, labels)));
    let failure = match end {
        Ok(Ok(())) => return ExitCode::SUCCESS,
        Ok(Err(failure)) => failure,
        Err(_) => Failure::new("internal"),
    };
    if !failure.is_quiet() {
        Terminal::new(labels, false).remark(&failure.line(labels));
    }
    ExitCode::from(failure.status())
}

fn run(args: &[OsString], labels: Labels) -> Result<(), Failure> {
    if maru_files::is_reader(args.iter().cloned()) {
        return Ok(maru_files::serve()?);
    }
    if args.get(1).is_some_and(|name| name == manual::NAME) {
        return manual::run(args, labels);
    }
    let matches = match tree::root(labels).try_get_matches_from(args) {
        Ok(matches) => matches,
        Err(error) => {
            let words: Vec<String> = args
                .iter()
                .skip(1)
                .map(|arg| arg.to_string_lossy().into_owned())
                .collect();
            return match misuse::failure(&error, &words) {
                Some(failure) => Err(failure),
                None => Ok(error.print()?),
            };
        }
    };
    let called = matches.subcommand().and_then(|(name, matches)| {
        tree::BRANCHES
            .iter()
            .find(|branch| branch.name == name)
            .map(|branch| (branch, matches))
    });
    let Some((branch, matches)) = called else {
        return Err(Failure::wrong_use("use-no-command").with("command", "maructl"));
    };
    let json = matches
        .try_get_one::<bool>("json")
        .ok()
        .flatten()
        .copied()
        .unwrap_or(false);
    (branch.run)(&Terminal::new(labels, json), matches)
}
