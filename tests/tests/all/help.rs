//! What `maructl` says about itself and about wrong use, in both languages.

use crate::desk::{command, run};

const COMMANDS: [&str; 14] = [
    "init", "import", "list", "show", "search", "actions", "export", "attach", "history", "check", "backup",
    "restore", "rekey", "schema",
];

fn helps(lang: &str) -> String {
    let root = run(["--lang", lang, "--help"]).done();
    let others = COMMANDS.map(|name| run([name, "--help", "--lang", lang]).done());
    std::iter::once(root)
        .chain(others)
        .collect::<Vec<_>>()
        .join("----\n")
}

#[test]
fn help_in_english() {
    insta::assert_snapshot!(helps("en"));
}

#[test]
fn help_in_korean() {
    let text = helps("ko");
    for english in [
        "Usage",
        "Options",
        "Commands",
        "Arguments",
        "Print",
        "default",
        "possible",
    ] {
        assert!(!text.contains(english), "{english} is left in the Korean help");
    }
    insta::assert_snapshot!(text);
}

/// Command lines that are wrong, each in a way of its own.
const WRONG: [&[&str]; 16] = [
    &[],
    &["lst"],
    &["list"],
    &["list", "--vault"],
    &["list", "--vault", "v", "--kind", "treaty"],
    &["list", "--vault", "v", "--aduience", "own"],
    &["list", "--vault", "v", "--qq"],
    &["list", "--vault", "v", "--vault", "w"],
    &["list", "--vault", "v", "stray"],
    &["init", "--vault", "v", "--side", "United Kingdom"],
    &["search", "--vault", "v"],
    &["search", "--vault", "v", "--limit", "many", "word"],
    &["export", "--vault", "v", "--to", "pdf", "--out", "x"],
    &["export", "--vault", "v", "--to", "docx", "--out", "x", "id"],
    &[
        "export", "--vault", "v", "--to", "pdf", "--out", "x", "--all", "id",
    ],
    &["restore", "--vault", "v"],
];

fn misuses(lang: &str) -> String {
    let said = WRONG.map(|args| {
        let line = run(args.iter().copied().chain(["--lang", lang])).misused();
        format!("$ maructl {}\n{line}\n", args.join(" "))
    });
    said.join("\n")
}

#[test]
fn wrong_use_in_english() {
    insta::assert_snapshot!(misuses("en"));
}

#[test]
fn wrong_use_in_korean() {
    insta::assert_snapshot!(misuses("ko"));
}

#[test]
fn the_language_comes_from_the_flag_then_the_variable_then_the_system() {
    let says_korean = |flags: &[&str], variables: &[(&str, &str)]| {
        let mut command = command(["--help"].iter().chain(flags));
        command.env_remove("MARU_LANG").envs(variables.iter().copied());
        let output = command.output().expect("maructl starts");
        String::from_utf8(output.stdout)
            .expect("UTF-8")
            .contains("사용법")
    };
    assert!(!says_korean(&[], &[]));
    assert!(says_korean(&[], &[("LANG", "ko_KR.UTF-8")]));
    assert!(says_korean(
        &[],
        &[("LC_ALL", "ko_KR.UTF-8"), ("LANG", "en_GB.UTF-8")]
    ));
    assert!(!says_korean(&[], &[("MARU_LANG", "en"), ("LANG", "ko_KR.UTF-8")]));
    assert!(says_korean(&["--lang", "ko"], &[("MARU_LANG", "en")]));
    assert!(!says_korean(&["--lang=en"], &[("LANG", "ko_KR.UTF-8")]));
    assert!(!says_korean(&[], &[("LANG", "C.UTF-8")]));
}

#[test]
fn the_version_is_that_of_the_workspace() {
    assert_eq!(
        run(["--version"]).done(),
        format!("maructl {}\n", env!("CARGO_PKG_VERSION"))
    );
}

#[test]
#[cfg(unix)]
fn a_word_that_is_no_text_is_refused_in_a_sentence() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let half = OsStr::from_bytes(b"\xed\xa0\x80");
    for args in [
        &[OsStr::new("show"), OsStr::new("--vault"), OsStr::new("v"), half][..],
        &[half],
    ] {
        let line = run(args).misused();
        assert!(!line.contains('\u{1b}'), "{line}");
    }
    // A folder may have any name that the system gives it.
    assert!(
        run([OsStr::new("list"), OsStr::new("--vault"), half])
            .failed()
            .contains("no vault")
    );
}
