//! The tree of commands, dressed in the words of one language.

use clap::builder::PathBufValueParser;
use clap::{Arg, ArgAction, ArgMatches, Command};
use maru_core::labels::Labels;

use crate::failure::Failure;
use crate::output::Terminal;
use crate::{
    actions, attach, backup, check, export, history, import, init, list, rekey, restore, schema, search, show,
};

/// One subcommand.
pub(crate) struct Branch {
    /// The name under which it is called.
    pub(crate) name: &'static str,
    /// Adds its arguments.
    pub(crate) grow: fn(Command, Labels) -> Command,
    /// Does its work.
    pub(crate) run: fn(&Terminal, &ArgMatches) -> Result<(), Failure>,
}

/// All subcommands, in the order in which help shows them.
pub(crate) const BRANCHES: [Branch; 14] = [
    Branch {
        name: "init",
        grow: init::grow,
        run: init::run,
    },
    Branch {
        name: "import",
        grow: import::grow,
        run: import::run,
    },
    Branch {
        name: "list",
        grow: list::grow,
        run: list::run,
    },
    Branch {
        name: "show",
        grow: show::grow,
        run: show::run,
    },
    Branch {
        name: "search",
        grow: search::grow,
        run: search::run,
    },
    Branch {
        name: "actions",
        grow: actions::grow,
        run: actions::run,
    },
    Branch {
        name: "export",
        grow: export::grow,
        run: export::run,
    },
    Branch {
        name: "attach",
        grow: attach::grow,
        run: attach::run,
    },
    Branch {
        name: "history",
        grow: history::grow,
        run: history::run,
    },
    Branch {
        name: "check",
        grow: check::grow,
        run: check::run,
    },
    Branch {
        name: "backup",
        grow: backup::grow,
        run: backup::run,
    },
    Branch {
        name: "restore",
        grow: restore::grow,
        run: restore::run,
    },
    Branch {
        name: "rekey",
        grow: rekey::grow,
        run: rekey::run,
    },
    Branch {
        name: "schema",
        grow: schema::grow,
        run: schema::run,
    },
];

/// Returns the whole command, with help in this language.
pub(crate) fn root(labels: Labels) -> Command {
    let root = Command::new("maructl")
        .version(env!("CARGO_PKG_VERSION"))
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .subcommand_required(true)
        .subcommand_help_heading(labels.text("ctl-head-commands", &[]))
        .after_help(labels.text("ctl-after-help", &[]))
        .arg(
            flag("version", labels)
                .short('V')
                .action(ArgAction::Version)
                .display_order(902),
        );
    BRANCHES.iter().fold(dress(root, labels), |root, branch| {
        root.subcommand(dress((branch.grow)(Command::new(branch.name), labels), labels))
    })
}

/// Gives a command its words: what it does, how it is called, and what every command understands.
fn dress(command: Command, labels: Labels) -> Command {
    let name = command.get_name().to_owned();
    let usage = labels.text("ctl-head-usage", &[]);
    command
        .about(labels.text(&format!("ctl-about-{name}"), &[]))
        .override_usage(labels.text(&format!("ctl-usage-{name}"), &[]))
        .help_template(format!(
            "{{about-with-newline}}\n{usage} {{usage}}\n\n{{all-args}}{{after-help}}\n"
        ))
        .disable_help_flag(true)
        .arg(
            option("lang", "ctl-val-lang", labels)
                .value_parser(["en", "ko"])
                .display_order(900),
        )
        .arg(
            flag("help", labels)
                .short('h')
                .action(ArgAction::Help)
                .display_order(901),
        )
}

/// Returns an option that takes one value, with its words.
pub(crate) fn option(name: &'static str, value: &str, labels: Labels) -> Arg {
    Arg::new(name)
        .long(name)
        .value_name(labels.text(value, &[]))
        .hide_possible_values(true)
        .hide_default_value(true)
        .help_heading(labels.text("ctl-head-options", &[]))
        .help(labels.text(&format!("ctl-opt-{name}"), &[]))
}

/// Returns an option that takes a path.
pub(crate) fn path(name: &'static str, value: &str, labels: Labels) -> Arg {
    option(name, value, labels).value_parser(PathBufValueParser::new())
}

/// Returns an option that is said or not.
pub(crate) fn flag(name: &'static str, labels: Labels) -> Arg {
    Arg::new(name)
        .long(name)
        .action(ArgAction::SetTrue)
        .help_heading(labels.text("ctl-head-options", &[]))
        .help(labels.text(&format!("ctl-opt-{name}"), &[]))
}

/// Returns the option that names the languages of a text.
pub(crate) fn text(labels: Labels) -> Arg {
    option("text", "ctl-val-text", labels)
        .default_value("both")
        .value_parser(["en", "ko", "both"])
}

/// Returns what is said without a name.
pub(crate) fn operand(name: &'static str, labels: Labels) -> Arg {
    Arg::new(name)
        .value_name(labels.text(&format!("ctl-val-{name}"), &[]))
        .help_heading(labels.text("ctl-head-operands", &[]))
        .help(labels.text(&format!("ctl-operand-{name}"), &[]))
}

/// Adds what every command needs that opens a vault.
pub(crate) fn vault(command: Command, labels: Labels) -> Command {
    command
        .arg(path("vault", "ctl-val-folder", labels).required(true))
        .arg(path("passphrase-file", "ctl-val-file", labels))
        .arg(json(labels))
}

/// Returns the option to answer in JSON.
pub(crate) fn json(labels: Labels) -> Arg {
    flag("json", labels).display_order(800)
}

#[cfg(test)]
mod tests {
    use maru_core::bilingual::Lang;

    use super::*;

    #[test]
    fn the_tree_stands_in_both_languages() {
        for lang in Lang::BOTH {
            root(Labels::new(lang)).debug_assert();
        }
    }
}
