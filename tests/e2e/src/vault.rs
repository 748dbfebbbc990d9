//! The vault seen from outside the window, through `maructl`.

use crate::desk::program;
use serde_json::Value;
use std::{path::Path, process::Command};

/// The passphrase of every vault in these tests.
pub const PASSPHRASE: &str = "wooden hall open window";

/// Makes a vault with the sample in it.
pub fn sample(vault: &Path) {
    maructl(vault, &["init", "--side", "uk", "--sample"]);
}

/// Runs `maructl` on a vault and returns what it prints.
pub fn maructl(vault: &Path, words: &[&str]) -> String {
    let (command, rest) = words.split_first().expect("a command");
    let mut maructl = Command::new(program("MARUCTL", "maructl"));
    maructl
        .arg(command)
        .arg("--vault")
        .arg(vault)
        .args(rest)
        .env("MARU_PASSPHRASE", PASSPHRASE);
    let output = maructl
        .output()
        .expect("maructl is built (`cargo build -p maru-cli`)");
    assert!(
        output.status.success(),
        "maructl {words:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Runs `maructl` and reads the JSON that it prints.
pub fn json(vault: &Path, words: &[&str]) -> Value {
    let text = maructl(vault, &[words, &["--json"]].concat());
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("maructl {words:?}: {error}: {text}"))
}
