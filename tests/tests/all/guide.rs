//! The administrator's page tells the truth: every command line in it is one that `maructl` takes.

use std::fs;

use crate::desk::run;

/// Divides a command line as a shell does, as far as the page needs it: quotes, pipes, redirections, comments.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted: Option<char> = None;
    for c in line.chars() {
        match c {
            c if quoted == Some(c) => quoted = None,
            '"' | '\'' if quoted.is_none() => quoted = Some(c),
            '|' | '>' | '#' if quoted.is_none() => break,
            ' ' if quoted.is_none() => words.push(String::new()),
            c => words.last_mut().expect("there is always one").push(c),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[test]
fn every_command_in_the_page_is_understood() {
    let path = format!("{}/../docs/admin.md", env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(path).expect("the page");
    let blocks = page.split("```").skip(1).step_by(2);
    // A call may go on behind a backslash at the end of its line.
    let joined: Vec<String> = blocks.map(|block| block.replace("\\\n", " ")).collect();
    let lines: Vec<&str> = joined
        .iter()
        .flat_map(|block| block.lines())
        .filter(|line| line.contains("maructl "))
        .collect();
    assert!(lines.len() > 15, "{lines:?}");
    for line in lines {
        let (_, call) = line.split_once("maructl ").expect("a call");
        // Everything before help is parsed, so an option that does not exist is found.
        run(words(call).into_iter().chain(["--help".to_owned()])).done();
    }
}
