//! Stories about many papers at once, and about records that come in.

use std::cell::RefCell;

use super::*;
use crate::desk::many::Sending;
use crate::many::{ManyFormat, ManyOrder, Sent, Survey};

fn joint(desk: &Desk) -> Vec<String> {
    let listing = Listing {
        limit: 500,
        ..Listing::default()
    };
    let rows = desk.list(&listing).expect("a list").rows;
    rows.into_iter().map(|row| row.id).collect()
}

fn order(ids: Vec<String>, format: ManyFormat, zip: bool) -> ManyOrder {
    ManyOrder {
        ids,
        paper: BOTH,
        format,
        zip,
        open: true,
    }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut names: Vec<String> = entries
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    names.sort();
    names
}

fn at_a_desk() -> (Laptop, Desk) {
    let laptop = Laptop::new();
    let desk = laptop.start();
    desk.create_vault(new_vault(true)).expect("a vault");
    (laptop, desk)
}

/// Orders all joint records, once it was said what leaves with them.
fn surveyed(desk: &Desk, format: ManyFormat, zip: bool) -> (Survey, Arc<Sending>) {
    let survey = desk.survey(order(joint(desk), format, zip), |_| {});
    let survey = survey.expect("an answer").expect("a survey");
    let sending = desk.papers.ordered(survey.ticket).expect("an order");
    (survey, sending)
}

#[test]
fn what_leaves_is_said_before_and_what_must_stay_is_named() {
    let (_laptop, desk) = at_a_desk();
    let survey = desk
        .survey(order(joint(&desk), ManyFormat::Json, false), |_| {})
        .expect("an answer")
        .expect("a survey");
    assert_eq!((survey.titles.len(), survey.staying.len()), (5, 2));
    assert!(survey.staying.iter().all(|one| one.code == "paper-own"));
    let decisions = survey
        .leaving
        .iter()
        .find(|line| line.label == "leaving-decisions");
    assert!(decisions.and_then(|line| line.count) >= Some(6));
    assert!(
        desk.papers.ordered(survey.ticket + 1).is_err(),
        "nothing leaves that was not surveyed"
    );
}

#[test]
fn many_records_arrive_in_a_folder_with_word_of_each() {
    let (laptop, desk) = at_a_desk();
    let (_, sending) = surveyed(&desk, ManyFormat::Markdown, false);
    let out = laptop.disk.path().join("out");
    let told: RefCell<Vec<Sent>> = RefCell::default();
    let saved = desk.send(&sending, &out, |sent| told.borrow_mut().push(sent));
    assert_eq!(saved.expect("an answer").expect("files").name, "out");
    assert_eq!(names(&out).len(), 5);
    let told = told.into_inner();
    assert_eq!(
        told.iter().map(|sent| sent.done).collect::<Vec<_>>(),
        [1, 2, 3, 4, 5]
    );
    assert!(
        told.iter()
            .all(|sent| sent.total == 5 && names(&out).contains(&sent.name))
    );
}

#[test]
fn what_is_stopped_leaves_nothing() {
    let (laptop, desk) = at_a_desk();
    for zip in [true, false] {
        let (_, sending) = surveyed(&desk, ManyFormat::Json, zip);
        let out = laptop.disk.path().join("out");
        fs::create_dir_all(&out).expect("a folder");
        let place = if zip { out.join("all.zip") } else { out.clone() };
        let stopped = desk.send(&sending, &place, |sent| {
            if sent.done == 2 {
                desk.papers.cancel();
            }
        });
        assert!(stopped.expect("an answer").is_none());
        assert!(names(&out).is_empty(), "{:?}", names(&out));
    }
}

#[test]
fn what_would_leave_is_looked_at_with_word_of_it_until_a_person_stops_it() {
    let (_laptop, desk) = at_a_desk();
    let told: RefCell<Vec<(u32, u32)>> = RefCell::default();
    let all = order(joint(&desk), ManyFormat::Json, true);
    let survey = desk.survey(all.clone(), |sent| {
        told.borrow_mut().push((sent.done, sent.total));
    });
    assert!(survey.expect("an answer").is_some());
    let told = told.into_inner();
    assert_eq!((told.first(), told.last()), (Some(&(1, 7)), Some(&(7, 7))));
    let stopped = desk.survey(all, |_| desk.cancel_reading());
    assert!(stopped.expect("an answer").is_none());
}

#[test]
fn files_are_read_and_taken_in_with_word_of_it_until_a_person_stops_it() {
    let (laptop, desk) = at_a_desk();
    let out = laptop.disk.path().join("notes");
    fs::create_dir_all(&out).expect("a folder");
    let paths: Vec<_> = ["a.json", "b.json", "c.json"].map(|name| out.join(name)).into();
    for path in &paths {
        let note = r#"{"kind":"note","text":{"en":"A note from a file","ko":""}}"#;
        fs::write(path, note).expect("a file");
    }
    let before = joint(&desk).len();
    let stopped = desk.look_into(&paths, |_| desk.cancel_reading());
    assert!(stopped.expect("an answer").is_none());
    assert_eq!(
        desk.take_in(|_| {}),
        Ok(Some(0)),
        "what was not read to the end is not there"
    );

    let told: RefCell<Vec<(u32, String)>> = RefCell::default();
    let looked = desk.look_into(&paths, |sent| told.borrow_mut().push((sent.done, sent.name)));
    assert_eq!(looked.expect("an answer").expect("files").len(), 3);
    assert_eq!(told.borrow().last(), Some(&(3, "c.json".to_owned())));
    assert_eq!(desk.take_in(|_| desk.cancel_reading()), Ok(None));
    assert_eq!(joint(&desk).len(), before, "all or none");

    told.borrow_mut().clear();
    desk.look_into(&paths, |_| {}).expect("an answer");
    let taken = desk.take_in(|sent| told.borrow_mut().push((sent.done, sent.name)));
    assert_eq!(taken, Ok(Some(3)));
    assert_eq!(told.borrow().last(), Some(&(3, String::new())));
    assert_eq!(joint(&desk).len(), before + 3);
}

#[test]
fn nothing_is_sent_into_the_vault_or_after_the_lock() {
    let (laptop, desk) = at_a_desk();
    let (survey, sending) = surveyed(&desk, ManyFormat::Json, true);
    let inside = desk.folder().join("all.zip");
    assert_eq!(code(desk.send(&sending, &inside, |_| {})), "save-inside");
    desk.lock().expect("locked");
    assert!(desk.papers.ordered(survey.ticket).is_err());
    let late = desk.send(&sending, &laptop.disk.path().join("late.zip"), |_| {});
    assert!(!matches!(late, Ok(Some(_))));
}

#[test]
fn a_file_is_shown_before_it_is_taken_in_and_what_is_known_stays() {
    let (laptop, desk) = at_a_desk();
    let (_, sending) = surveyed(&desk, ManyFormat::Markdown, false);
    let out = laptop.disk.path().join("out");
    desk.send(&sending, &out, |_| {}).expect("files");
    let note = r#"{"kind":"note","text":{"en":"A note from a file","ko":""}}"#;
    fs::write(out.join("note.json"), note).expect("a file");
    fs::write(out.join("broken.json"), "[").expect("a file");
    let paths: Vec<_> = names(&out).into_iter().map(|name| out.join(name)).collect();
    let shown = desk.look_into(&paths, |_| {}).expect("an answer");
    let shown = shown.expect("what is in them");
    assert_eq!(shown.len(), 7);
    assert_eq!(shown.iter().filter(|file| file.failure.is_some()).count(), 1);
    let known = shown
        .iter()
        .flat_map(|file| &file.records)
        .filter(|record| record.known);
    assert_eq!(known.count(), 5);
    let before = joint(&desk).len();
    assert_eq!(desk.take_in(|_| {}), Ok(Some(1)));
    assert_eq!(joint(&desk).len(), before + 1);
    assert_eq!(desk.take_in(|_| {}), Ok(Some(0)), "it comes in once");
}

#[test]
fn the_actions_of_all_meetings_make_one_paper() {
    let (laptop, desk) = at_a_desk();
    let (survey, sending) = surveyed(&desk, ManyFormat::Table, false);
    let actions = survey.leaving.iter().find(|line| line.label == "leaving-actions");
    assert!(actions.and_then(|line| line.count) > Some(3));
    let place = laptop.disk.path().join("actions.pdf");
    desk.send(&sending, &place, |_| {})
        .expect("an answer")
        .expect("a file");
    assert!(fs::read(place).expect("the file").starts_with(b"%PDF-"));
}
