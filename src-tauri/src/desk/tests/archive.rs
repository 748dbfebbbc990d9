//! A folder of notes comes in: shown first, all of it or none.

use std::fs;
use std::path::PathBuf;

use maru_core::record::Audience;

use super::*;
use crate::many::KnownNote;

fn at_a_desk() -> (Laptop, Desk, PathBuf) {
    let laptop = Laptop::new();
    let desk = laptop.start();
    desk.create_vault(new_vault(false)).expect("a vault");
    let root = laptop.disk.path().join("notes");
    fs::create_dir(&root).expect("a folder");
    for n in 0..300 {
        let text = format!("---\ndate: 2027-03-09\n---\n# Note {n}\n\n- [ ] Send it\n");
        fs::write(root.join(format!("{n:03}.md")), text).expect("a note");
    }
    fs::write(root.join("300.md"), "![](lost.png)").expect("a note");
    fs::write(root.join("junk.md"), b"\0\0\0").expect("junk");
    (laptop, desk, root)
}

fn count(desk: &Desk) -> u32 {
    desk.status().counts.get("meeting").copied().unwrap_or(0)
}

#[test]
fn notes_are_shown_before_they_come_in_and_are_known_again() {
    let (_laptop, desk, root) = at_a_desk();
    let before = count(&desk);
    let shown = desk
        .look_through(&root, |_| {})
        .expect("an answer")
        .expect("an archive");
    assert_eq!(
        (shown.name.as_str(), shown.fresh, shown.left.len()),
        ("notes", 301, 1)
    );
    assert_eq!(shown.notes[0].day.as_deref(), Some("2027-03-09"));
    let last = shown.notes.last().expect("a note");
    assert_eq!(
        (last.day.as_ref(), last.remarks[0].code.as_str()),
        (None, "broken")
    );
    assert_eq!(count(&desk), before, "nothing came yet");
    let came = desk
        .take_archive(Audience::Own, |_| {})
        .expect("an answer")
        .expect("records");
    assert_eq!(came.count, 301);
    assert_eq!(count(&desk), before + 301);
    let again = desk
        .look_through(&root, |_| {})
        .expect("an answer")
        .expect("an archive");
    assert_eq!(again.fresh, 0);
    assert!(again.notes.iter().all(|note| note.known == KnownNote::Here));
}

#[test]
fn whoever_stops_it_leaves_nothing_behind() {
    let (_laptop, desk, root) = at_a_desk();
    let before = count(&desk);
    let stopped = desk
        .look_through(&root, |_| desk.cancel_reading())
        .expect("an answer");
    assert!(stopped.is_none());
    desk.look_through(&root, |_| {})
        .expect("an answer")
        .expect("an archive");
    let stopped = desk.take_archive(Audience::Own, |sent| {
        assert!(sent.done < 301, "it was stopped before the end");
        desk.cancel_reading();
    });
    assert!(stopped.expect("an answer").is_none());
    assert_eq!(count(&desk), before);
    // It is shown anew before it comes in.
    assert_eq!(code(desk.take_archive(Audience::Own, |_| {})), "archive-gone");
}

#[test]
fn what_changed_meanwhile_and_what_is_locked_does_not_come_in() {
    let (_laptop, desk, root) = at_a_desk();
    let before = count(&desk);
    desk.look_through(&root, |_| {})
        .expect("an answer")
        .expect("an archive");
    fs::write(root.join("299.md"), "# Another").expect("written");
    assert_eq!(code(desk.take_archive(Audience::Own, |_| {})), "archive-changed");
    assert_eq!(count(&desk), before);
    desk.look_through(&root, |_| {})
        .expect("an answer")
        .expect("an archive");
    desk.lock().expect("locked");
    assert_eq!(code(desk.take_archive(Audience::Own, |_| {})), "archive-gone");
    assert_eq!(code(desk.look_through(&root, |_| {})), "locked");
}
