//! `maructl init`: a new vault.

use clap::{ArgMatches, Command};
use maru_core::bilingual::Side;
use maru_core::labels::Labels;
use maru_core::sample;
use maru_store::{Birth, Cost, Vault};
use serde_json::json;

use crate::failure::Failure;
use crate::output::Terminal;
use crate::{passphrase, tree, vault};

/// Adds the arguments.
pub(crate) fn grow(command: Command, labels: Labels) -> Command {
    tree::vault(command, labels)
        .arg(
            tree::option("side", "ctl-val-side", labels)
                .default_value("uk")
                .value_parser(side),
        )
        .arg(tree::option("device", "ctl-val-name", labels))
        .arg(tree::flag("sample", labels))
}

/// Makes the vault, with the sample session in it if that was asked for.
pub(crate) fn run(terminal: &Terminal, matches: &ArgMatches) -> Result<(), Failure> {
    let passphrase = passphrase::first(terminal, matches)?;
    let side = matches
        .get_one::<Side>("side")
        .cloned()
        .unwrap_or_else(|| Side::new("uk"));
    // Not the computer's name in the network: the other side reads it beside every change.
    let device = match vault::text(matches, "device") {
        Some(name) => name.to_owned(),
        None => terminal.text("ctl-laptop-of", &[("side", &terminal.side(&side))]),
    };
    let birth = Birth { side, device };
    let folder = vault::folder(matches);
    let mut vault = Vault::create(folder, &passphrase, &birth, Cost::default())?;
    let records = match matches.get_flag("sample") {
        true => vault.import(sample::records(&birth.side))?.len(),
        false => 0,
    };
    vault.close()?;
    let (path, count) = (folder.display().to_string(), records.to_string());
    if terminal.is_json() {
        return terminal.document(
            &json!({ "vault": path, "side": birth.side, "device": birth.device, "records": records }),
        );
    }
    terminal.line(&terminal.text("ctl-done-init", &[("path", &path), ("count", &count)]))
}

/// A side is a short code in small letters, such as `uk`, `kr` or `sg`.
fn side(code: &str) -> Result<Side, String> {
    let short = (2..=8).contains(&code.len()) && code.chars().all(|c| c.is_ascii_lowercase());
    if short && code != "joint" {
        Ok(Side::new(code))
    } else {
        Err(String::new())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_side_is_a_short_code() {
        assert_eq!(side("kr"), Ok(Side::new("kr")));
        for wrong in ["", "u", "UK", "joint", "united kingdom", "영국"] {
            assert!(side(wrong).is_err(), "{wrong}");
        }
    }
}
