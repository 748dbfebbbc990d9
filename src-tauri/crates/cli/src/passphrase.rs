//! Where the passphrase comes from: the environment, a file, or a person at the terminal.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use clap::ArgMatches;
use zeroize::Zeroizing;

use crate::failure::Failure;
use crate::file;
use crate::output::Terminal;

/// No passphrase is longer; a file that is, is not a passphrase file.
const LONGEST: u64 = 4096;

/// The least strength that the window takes, of 0 to 4.
const ENOUGH: u8 = 2;
/// The hint for one that no vault takes: then the failure says it.
const UNUSABLE: &str = "passphrase-hint-unusable";

/// A passphrase. It leaves no copy in memory when it goes.
pub(crate) type Passphrase = Zeroizing<String>;

/// Returns the passphrase of a vault that exists.
pub(crate) fn known(terminal: &Terminal, matches: &ArgMatches) -> Result<Passphrase, Failure> {
    match given(matches, "passphrase-file", "MARU_PASSPHRASE")? {
        Some(passphrase) => Ok(passphrase),
        None => ask(&terminal.text("ctl-ask-passphrase", &[])),
    }
}

/// Returns the passphrase for a vault that is about to exist.
pub(crate) fn first(terminal: &Terminal, matches: &ArgMatches) -> Result<Passphrase, Failure> {
    let passphrase = match given(matches, "passphrase-file", "MARU_PASSPHRASE")? {
        Some(passphrase) => passphrase,
        None => ask_twice(terminal, "ctl-ask-passphrase")?,
    };
    weigh(terminal, &passphrase);
    Ok(passphrase)
}

/// Returns the passphrase that shall take the place of another.
pub(crate) fn next(terminal: &Terminal, matches: &ArgMatches) -> Result<Passphrase, Failure> {
    let passphrase = match given(matches, "new-passphrase-file", "MARU_NEW_PASSPHRASE")? {
        Some(passphrase) => passphrase,
        None => ask_twice(terminal, "ctl-ask-new-passphrase")?,
    };
    weigh(terminal, &passphrase);
    Ok(passphrase)
}

/// Says that a new passphrase is weak. The window refuses such a one; here an administrator may know why.
fn weigh(terminal: &Terminal, passphrase: &str) {
    let strength = maru_store::passphrase::strength(passphrase);
    if strength.score < ENOUGH && !passphrase.is_empty() && strength.hint != UNUSABLE {
        let said = [
            terminal.text("err-passphrase-weak", &[]),
            terminal.text(&strength.hint, &[]),
        ];
        terminal.remark(&said.join(" "));
    }
}

/// The file goes before the environment, because it was named for this very run.
fn given(matches: &ArgMatches, flag: &str, variable: &str) -> Result<Option<Passphrase>, Failure> {
    if let Some(path) = matches.get_one::<std::path::PathBuf>(flag) {
        return read(path).map(Some);
    }
    match std::env::var(variable) {
        Ok(passphrase) => Ok(Some(Zeroizing::new(passphrase))),
        Err(std::env::VarError::NotPresent) => Ok(None),
        Err(std::env::VarError::NotUnicode(_)) => {
            Err(Failure::new("passphrase-text").with("path", variable.to_owned()))
        }
    }
}

/// Reads the first line of a file: editors end the last line, and that is no part of a passphrase.
fn read(path: &Path) -> Result<Passphrase, Failure> {
    let name = path.display().to_string();
    let refused = |e: std::io::Error| file::unreadable(path, &e);
    // With room from the start, so that no growing buffer leaves a copy behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(2 * LONGEST as usize));
    File::open(path)
        .map_err(refused)?
        .take(LONGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(refused)?;
    let text = std::str::from_utf8(&bytes)
        .ok()
        .filter(|_| bytes.len() as u64 <= LONGEST);
    let Some(text) = text else {
        return Err(Failure::new("passphrase-text").with("path", name));
    };
    let line = text
        .strip_prefix('\u{feff}')
        .unwrap_or(text)
        .lines()
        .next()
        .unwrap_or_default();
    Ok(Zeroizing::new(line.to_owned()))
}

fn ask(prompt: &str) -> Result<Passphrase, Failure> {
    rpassword::prompt_password(format!("{prompt}: "))
        .map(Zeroizing::new)
        .map_err(|_| Failure::new("no-terminal"))
}

fn ask_twice(terminal: &Terminal, prompt: &str) -> Result<Passphrase, Failure> {
    let first = ask(&terminal.text(prompt, &[]))?;
    let second = ask(&terminal.text("ctl-ask-again", &[]))?;
    if first == second {
        Ok(first)
    } else {
        Err(Failure::new("passphrase-differs"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(bytes: &[u8]) -> tempfile::NamedTempFile {
        let file = tempfile::NamedTempFile::new().expect("a place for a file");
        std::fs::write(file.path(), bytes).expect("a file");
        file
    }

    #[test]
    fn the_first_line_is_the_passphrase() {
        for bytes in ["바른 말 42\n", "바른 말 42\r\nmore\n", "\u{feff}바른 말 42"] {
            let file = file(bytes.as_bytes());
            assert_eq!(read(file.path()).expect("a passphrase").as_str(), "바른 말 42");
        }
    }

    #[test]
    fn what_is_no_text_or_has_no_end_is_refused() {
        for bytes in [&[0xff, 0xfe][..], &[b'a'; 5000][..]] {
            let file = file(bytes);
            assert_eq!(
                read(file.path()).map(|_| ()).expect_err("no passphrase").code(),
                "passphrase-text"
            );
        }
        assert_eq!(
            read(Path::new("/nowhere/at/all")).expect_err("no file").code(),
            "no-file"
        );
    }
}
