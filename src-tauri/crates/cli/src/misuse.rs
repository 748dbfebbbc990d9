//! What clap says about a wrong command line, in our own words and on one line.

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::failure::Failure;
use crate::tree::BRANCHES;

/// Returns the failure for what clap found, or nothing where it is help or the version that was asked for.
pub(crate) fn failure(error: &Error, words: &[String]) -> Option<Failure> {
    let said = |kind| text(error, kind);
    let failure = match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => return None,
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand => {
            "use-no-command"
        }
        ErrorKind::InvalidSubcommand => "use-command",
        ErrorKind::UnknownArgument if !said(ContextKind::SuggestedArg).is_empty() => "use-unknown-like",
        ErrorKind::UnknownArgument => "use-unknown",
        ErrorKind::MissingRequiredArgument => "use-missing",
        ErrorKind::ArgumentConflict if said(ContextKind::InvalidArg) == said(ContextKind::PriorArg) => {
            "use-twice"
        }
        ErrorKind::ArgumentConflict => "use-conflict",
        ErrorKind::InvalidValue if said(ContextKind::InvalidValue).is_empty() => "use-no-value",
        ErrorKind::InvalidValue if !said(ContextKind::ValidValue).is_empty() => "use-choice",
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => "use-value",
        ErrorKind::InvalidUtf8 => "use-text",
        _ => "use",
    };
    Some(
        Failure::wrong_use(failure)
            .with("command", command(words))
            .with(
                "name",
                said(if error.kind() == ErrorKind::InvalidSubcommand {
                    ContextKind::InvalidSubcommand
                } else {
                    ContextKind::InvalidArg
                }),
            )
            .with("other", said(ContextKind::PriorArg))
            .with("value", said(ContextKind::InvalidValue))
            .with("choices", said(ContextKind::ValidValue))
            .with("like", said(ContextKind::SuggestedArg)),
    )
}

/// Returns the command whose help answers: the subcommand that was called, or `maructl` itself.
fn command(words: &[String]) -> String {
    let called = words
        .iter()
        .find(|word| BRANCHES.iter().any(|branch| branch.name == word.as_str()));
    called.map_or_else(|| "maructl".to_owned(), |name| format!("maructl {name}"))
}

fn text(error: &Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        Some(other) => other.to_string(),
        None => String::new(),
    }
}
