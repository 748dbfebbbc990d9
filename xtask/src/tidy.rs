//! Order in the tree: sizes, names, left-overs, and documents that tell the truth.

use crate::{
    place,
    tally::Tally,
    tree::{self, Text},
};
use anyhow::Result;

/// Endings of files that people write and read line by line.
const CODE: &[&str] = &["rs", "ts", "svelte", "css", "typ", "sql", "sh", "html"];
const LINES: usize = 400;
const SVELTE_LINES: usize = 200;

/// Words that name no thing of the field.
const EMPTY_NAMES: &[&str] = &[
    "manager", "service", "helper", "helpers", "util", "utils", "handler", "info", "item", "dto", "misc",
    "common",
];

/// Files that a tool writes.
const GENERATED: &[&str] = &["ui/src/ipc.ts", "Cargo.lock", "ui/package-lock.json", "NOTICE"];

/// A check: what it holds, and what speaks against it.
type Check = (&'static str, fn(&[Text]) -> Vec<String>);

const CHECKS: &[Check] = &[
    ("files stay small", sizes),
    ("names are nouns of the field", names),
    ("nothing is left over from work", left_overs),
    ("no test is switched off", sleeping_tests),
    ("nothing names one machine", machines),
    ("text is composed (NFC)", composed),
    ("documents name files that exist", documents),
];

/// Runs every check of the tree.
pub(crate) fn check() -> Result<Tally> {
    let texts: Vec<Text> = tree::texts()?
        .into_iter()
        .filter(|file| !GENERATED.contains(&file.path.as_str()))
        .collect();
    let mut tally = Tally::default();
    for (what, look) in CHECKS {
        tally += verdict(what, &look(&texts));
    }
    Ok(tally)
}

/// Prints what a check found and counts it as one test.
pub(crate) fn verdict(what: &str, found: &[String]) -> Tally {
    println!("{what} ... {}", if found.is_empty() { "ok" } else { "FAILED" });
    found.iter().for_each(|line| println!("  {line}"));
    if found.is_empty() {
        Tally { passed: 1, failed: 0 }
    } else {
        Tally { passed: 0, failed: 1 }
    }
}

fn sizes(texts: &[Text]) -> Vec<String> {
    let limit = |file: &Text| {
        if file.ending() == "svelte" {
            SVELTE_LINES
        } else {
            LINES
        }
    };
    let code = texts.iter().filter(|file| CODE.contains(&file.ending()));
    code.map(|file| (file, file.text.lines().count()))
        .filter(|(file, lines)| *lines > limit(file))
        .map(|(file, lines)| format!("{}: {lines} lines, at most {}", file.path, limit(file)))
        .collect()
}

fn names(texts: &[Text]) -> Vec<String> {
    let empty = |word: &str| EMPTY_NAMES.contains(&word.to_lowercase().as_str());
    let mut found = Vec::new();
    for file in texts.iter().filter(|file| CODE.contains(&file.ending())) {
        if file.path.split(['/', '.', '_', '-']).any(empty) {
            found.push(file.path.clone());
        }
        for (number, line) in file.text.lines().enumerate() {
            if declared(line).is_some_and(|name| last_word(name).is_some_and(empty)) {
                found.push(format!("{}:{}: {}", file.path, number + 1, line.trim()));
            }
        }
    }
    found
}

/// Returns the name of the type that a line declares.
fn declared(line: &str) -> Option<&str> {
    let mut words = line
        .split_whitespace()
        .skip_while(|word| word.starts_with("pub") || matches!(*word, "export" | "abstract"));
    let first = words.next()?;
    let name = matches!(first, "struct" | "enum" | "trait" | "class" | "interface")
        .then(|| words.next())
        .flatten()?;
    name.split(|letter: char| !letter.is_alphanumeric()).next()
}

/// Returns the last word of a name like `RecordKeeper`.
fn last_word(name: &str) -> Option<&str> {
    name.get(name.rfind(char::is_uppercase)?..)
}

fn left_overs(texts: &[Text]) -> Vec<String> {
    let marks = [
        ["TO", "DO"],
        ["FIX", "ME"],
        ["XX", "X:"],
        ["HA", "CK:"],
        ["dbg", "!("],
        ["console", ".log("],
        ["debug", "ger;"],
    ]
    .map(|half| half.concat());
    grep(texts, |file| CODE.contains(&file.ending()), &marks)
}

fn sleeping_tests(texts: &[Text]) -> Vec<String> {
    let marks = [
        ["#[ign", "ore]"],
        ["it.on", "ly("],
        ["test.on", "ly("],
        ["describe.on", "ly("],
        ["it.sk", "ip("],
        ["test.sk", "ip("],
        ["describe.sk", "ip("],
        ["it.to", "do("],
    ]
    .map(|half| half.concat());
    grep(texts, |file| CODE.contains(&file.ending()), &marks)
}

fn machines(texts: &[Text]) -> Vec<String> {
    let marks = [
        ["/wo", "rk/"],
        ["/ro", "ot/"],
        ["/ho", "me/"],
        ["/Us", "ers/"],
        ["/tm", "p/"],
        ["registry.", "npmjs"],
        ["static.", "crates.io"],
        ["index.", "crates.io"],
        ["deb.", "debian.org"],
        ["files.", "pythonhosted"],
    ]
    .map(|half| half.concat());
    grep(texts, |_| true, &marks)
}

fn grep(texts: &[Text], wanted: impl Fn(&Text) -> bool, marks: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    for file in texts.iter().filter(|file| wanted(file)) {
        for (number, line) in file.text.lines().enumerate() {
            if let Some(mark) = marks.iter().find(|mark| line.contains(mark.as_str())) {
                found.push(format!("{}:{}: `{mark}`", file.path, number + 1));
            }
        }
    }
    found
}

/// Finds letters that came apart: an accent or a Hangul vowel that belongs into the letter before it.
///
/// Letters of old Hangul have no composed form and stay as they are.
fn composed(texts: &[Text]) -> Vec<String> {
    let apart = |(first, second): (char, char)| match second {
        '\u{0300}'..='\u{0328}' => first.is_ascii_alphabetic(),
        '\u{1161}'..='\u{1175}' => matches!(first, '\u{1100}'..='\u{1112}'),
        _ => false,
    };
    let found = texts
        .iter()
        .filter(|file| file.text.chars().zip(file.text.chars().skip(1)).any(apart));
    found
        .map(|file| format!("{}: save it in Unicode form C", file.path))
        .collect()
}

fn documents(texts: &[Text]) -> Vec<String> {
    let mut found = Vec::new();
    for file in texts.iter().filter(|file| file.ending() == "md") {
        let quoted = file.text.split('`').skip(1).step_by(2);
        let linked = file
            .text
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split(')').next());
        let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for path in quoted.filter(|word| looks_like_a_path(word)) {
            if !place::at(path).exists() {
                found.push(format!("{}: `{path}` is not there", file.path));
            }
        }
        for path in linked.filter(|link| !link.contains("://") && !link.starts_with(['#', 'm'])) {
            let path = path.split('#').next().unwrap_or(path);
            if !place::at(folder).join(path).exists() {
                found.push(format!("{}: the link to {path} leads nowhere", file.path));
            }
        }
    }
    found
}

/// Tells whether a quoted word means a file of this tree: it starts in one of its folders.
fn looks_like_a_path(word: &str) -> bool {
    const FOLDERS: &[&str] = &[
        "src-tauri/",
        "ui/",
        "tests/",
        "xtask/",
        "docs/",
        "icons/",
        ".ci/",
        ".github/",
        ".cargo/",
    ];
    const MADE: &[&str] = &["ui/dist", "ui/node_modules", "src-tauri/gen"];
    FOLDERS.iter().any(|folder| word.starts_with(folder))
        && !word.contains([' ', '*', '{', '<', '…', '|'])
        && !MADE.iter().any(|made| word.starts_with(made))
}

#[cfg(test)]
mod tests {
    use super::{Text, composed, declared, documents, last_word, left_overs, names, sizes};

    fn file(path: &str, text: &str) -> Vec<Text> {
        vec![Text {
            path: path.to_owned(),
            text: text.to_owned(),
        }]
    }

    #[test]
    fn finds_what_it_is_there_for() {
        assert_eq!(sizes(&file("a.rs", &"\n".repeat(401))).len(), 1);
        assert_eq!(sizes(&file("a.svelte", &"\n".repeat(201))).len(), 1);
        assert_eq!(names(&file("src/date_utils.rs", "")).len(), 1);
        assert_eq!(names(&file("a.rs", "pub(crate) struct RecordManager {")).len(), 1);
        assert_eq!(
            left_overs(&file("a.ts", &["// TO", "DO later"].concat())).len(),
            1
        );
        assert_eq!(composed(&file("a.md", "cafe\u{0301}")).len(), 1);
        assert_eq!(
            documents(&file(
                "docs/a.md",
                "See `docs/nothing.md` and [this](nowhere.md)."
            ))
            .len(),
            2
        );
    }

    #[test]
    fn leaves_good_files_alone() {
        assert!(names(&file("src/record.rs", "struct Record {\nimpl Service for X {}")).is_empty());
        assert!(
            documents(&file(
                "README.md",
                "`xtask/src/main.rs`, `ui/dist/index.html`, `cargo xtask`"
            ))
            .is_empty()
        );
        assert_eq!(declared("export class Desk {"), Some("Desk"));
        assert_eq!(last_word("RecordKeeper"), Some("Keeper"));
    }
}
