//! The manual pages, each in one language, for the packages: the tree of commands as `man` shows it, and a short one of
//! the window.
//!
//! That of the commands is made from the same tree as help, so that neither can say what the other does not.

mod window;

use std::ffi::OsString;
use std::io::{self, Write};

use clap::{Arg, Command};
use maru_core::labels::Labels;
use roff::{Inline, Roff, bold, italic, roman};

use crate::failure::Failure;
use crate::tree;

/// The hidden subcommand that prints a page.
pub(crate) const NAME: &str = "manual";

/// What every command understands, told once for all of them.
const EVERYWHERE: [&str; 3] = ["lang", "help", "version"];

/// What the environment may say.
const VARIABLES: [&str; 3] = ["MARU_PASSPHRASE", "MARU_NEW_PASSPHRASE", "MARU_LANG"];

/// Prints the page of `maructl`, or that of `maru` where it is named.
pub(crate) fn run(args: &[OsString], labels: Labels) -> Result<(), Failure> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let page = if args.iter().any(|arg| arg == window::NAME) {
        window::page(labels)
    } else {
        page(labels)
    };
    page.to_writer(&mut out)?;
    Ok(out.flush()?)
}

/// Begins the page of a program, in the book of this name.
fn begin(program: &str, book: &str) -> Roff {
    let mut page = Roff::new();
    let source = format!("Maru {}", env!("CARGO_PKG_VERSION"));
    page.control("TH", [program, "1", " ", source.as_str(), book]);
    page
}

fn page(labels: Labels) -> Roff {
    let root = tree::root(labels);
    let word = |id: &str| labels.text(id, &[]);
    let mut page = begin("maructl", &word("ctl-man-book"));
    head(&mut page, &word("ctl-man-name"));
    page.text([roman(format!("maructl - {}", about(&root).trim_end_matches('.')))]);
    head(&mut page, &word("ctl-man-synopsis"));
    page.text(called(&root));
    head(&mut page, &word("ctl-man-description"));
    page.text([roman(
        root.get_after_help().map(ToString::to_string).unwrap_or_default(),
    )]);
    head(&mut page, &word("ctl-head-commands"));
    for command in root.get_subcommands() {
        page.control("SS", [command.get_name()]);
        page.text([roman(about(command))]);
        page.control("PP", []);
        page.text(called(command));
        options(&mut page, command, |arg| {
            !EVERYWHERE.contains(&arg.get_id().as_str())
        });
        if let Some(more) = command.get_after_help() {
            for line in more.to_string().lines() {
                page.control("PP", []);
                page.text([roman(line)]);
            }
        }
    }
    head(&mut page, &word("ctl-head-options"));
    options(&mut page, &root, |_| true);
    head(&mut page, &word("ctl-man-environment"));
    for name in VARIABLES {
        page.control("TP", []);
        page.text([bold(name)]);
        let id = format!("ctl-man-{}", name.to_lowercase().replace('_', "-"));
        page.text([roman(word(&id))]);
    }
    page
}

fn head(page: &mut Roff, words: &str) {
    page.control("SH", [words.to_uppercase().as_str()]);
}

fn about(command: &Command) -> String {
    command.get_about().map(ToString::to_string).unwrap_or_default()
}

/// Returns how a command is called, with its name in bold.
fn called(command: &Command) -> Vec<Inline> {
    let line = command.get_overridden_usage().map(ToString::to_string);
    usage(&line.unwrap_or_default())
}

/// Returns a line of usage, with the name in it in bold.
fn usage(line: &str) -> Vec<Inline> {
    match line.find(['<', '[', '(']) {
        Some(end) => {
            let (name, rest) = line.split_at(end);
            vec![bold(name.trim_end()), roman(" "), roman(rest)]
        }
        None => vec![bold(line)],
    }
}

fn options(page: &mut Roff, command: &Command, wanted: impl Fn(&Arg) -> bool) {
    for arg in command
        .get_arguments()
        .filter(|arg| !arg.is_hide_set() && wanted(arg))
    {
        page.control("TP", []);
        page.text(call(arg));
        let help = arg.get_help().map(ToString::to_string);
        page.text([roman(help.unwrap_or_default())]);
    }
}

/// Returns how an argument is written.
fn call(arg: &Arg) -> Vec<Inline> {
    let mut words = Vec::new();
    if let Some(short) = arg.get_short() {
        words.extend([bold(format!("-{short}")), roman(", ")]);
    }
    if let Some(long) = arg.get_long() {
        words.push(bold(format!("--{long}")));
    }
    let takes = arg.get_action().takes_values();
    for name in arg.get_value_names().unwrap_or_default().iter().filter(|_| takes) {
        if !words.is_empty() {
            words.push(roman(" "));
        }
        words.push(italic(name.as_str()));
    }
    words
}

#[cfg(test)]
mod tests {
    use maru_core::bilingual::Lang;

    use super::*;

    #[test]
    fn every_command_and_option_stands_in_the_page() {
        for lang in Lang::BOTH {
            let labels = Labels::new(lang);
            let text = page(labels).to_roff();
            for command in tree::root(labels).get_subcommands() {
                let name = command.get_name();
                assert!(text.contains(&format!(".SS {name}\n")), "{name} in {lang:?}");
                for long in command.get_arguments().filter_map(Arg::get_long) {
                    let written = format!("\\-\\-{}", long.replace('-', "\\-"));
                    assert!(text.contains(&written), "{name} --{long} in {lang:?}");
                }
            }
        }
    }

    #[test]
    fn the_korean_pages_are_korean() {
        let labels = Labels::new(Lang::Ko);
        for text in [page(labels).to_roff(), window::page(labels).to_roff()] {
            let headings: Vec<&str> = text
                .lines()
                .filter_map(|line| line.strip_prefix(".SH "))
                .collect();
            assert!(headings.len() > 4, "{text}");
            for heading in headings {
                assert!(!heading.contains(|c: char| c.is_ascii_alphabetic()), "{heading}");
            }
        }
    }
}
