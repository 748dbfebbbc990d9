//! What the history says of files: which came and which went, whatever edits did it.

mod laptop;

use laptop::{Laptop, meeting, set, write};
use maru_core::bilingual::Lang;
use maru_core::edit::Edit;
use serde_json::{Value, json};

fn file(name: &str) -> Value {
    json!({ "pos": "V", "kind": "document", "hash": "a".repeat(64), "name": name, "caption": { "en": "", "ko": "" } })
}

fn clear(path: &[&str]) -> Edit {
    Edit::Clear {
        path: path.iter().map(|key| (*key).to_owned()).collect(),
    }
}

/// Returns what the newest change says of itself: what was done, which files came, and which went.
fn newest(laptop: &mut Laptop) -> (Vec<String>, Vec<String>, Vec<String>) {
    let change = laptop.doc.history().pop().expect("a change");
    (change.what, change.attached, change.detached)
}

fn said(what: &[&str], attached: &[&str], detached: &[&str]) -> (Vec<String>, Vec<String>, Vec<String>) {
    let all = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect();
    (all(what), all(attached), all(detached))
}

#[test]
fn a_file_that_is_attached_taken_off_and_put_back_is_told_by_its_name() {
    let mut uk = Laptop::first(&meeting());
    uk.edit(&[
        set(&["attachments", "x"], file("signing.jpg")),
        set(&["attachments", "y"], file("양해각서.pdf")),
    ]);
    assert_eq!(
        newest(&mut uk),
        said(&["attach"], &["signing.jpg", "양해각서.pdf"], &[])
    );
    uk.edit(&[set(&["attachments", "x", "removed"], true)]);
    assert_eq!(newest(&mut uk), said(&["detach"], &[], &["signing.jpg"]));
    uk.edit(&[clear(&["attachments", "x", "removed"])]);
    assert_eq!(newest(&mut uk), said(&["attach"], &["signing.jpg"], &[]));
    uk.edit(&[set(&["attachments", "x", "caption", "en"], "The signing")]);
    assert_eq!(
        newest(&mut uk),
        said(&["set"], &[], &[]),
        "its caption is a detail"
    );
}

#[test]
fn a_file_that_was_attached_and_taken_back_keeps_its_name_in_the_history() {
    let mut uk = Laptop::first(&meeting());
    uk.edit(&[set(&["attachments", "x"], file("wrong.pdf"))]);
    uk.edit(&[clear(&["attachments", "x"])]);
    assert_eq!(newest(&mut uk), said(&["detach"], &[], &["wrong.pdf"]));
    let history = uk.doc.history();
    assert_eq!(history[history.len() - 2].attached, ["wrong.pdf"]);
}

#[test]
fn whatever_else_a_change_did_is_told_beside_the_file() {
    let mut uk = Laptop::first(&meeting());
    uk.edit(&[
        set(&["attachments", "x"], file("hall.png")),
        set(&["title", "en"], "Another session"),
        write("a", Lang::En, "Alpha."),
    ]);
    assert_eq!(
        newest(&mut uk),
        said(&["set", "write", "attach"], &["hall.png"], &[])
    );
}

#[test]
fn a_file_that_came_with_the_record_is_known_when_it_goes() {
    let mut born = meeting();
    born["attachments"] = json!({ "x": file("agenda.pdf") });
    let mut uk = Laptop::first(&born);
    uk.edit(&[set(&["attachments", "x", "removed"], true)]);
    assert_eq!(newest(&mut uk), said(&["detach"], &[], &["agenda.pdf"]));
}
