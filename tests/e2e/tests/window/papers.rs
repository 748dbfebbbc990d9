//! Every paper of a meeting, many records at once, and records that come in: with the keyboard alone.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use maru_e2e::{
    Desk, Setting,
    labels::Labels,
    paper,
    patience::until,
    picture::{file_folder, photo},
    vault,
};
use serde_json::{Value, json};

/// Presses the button that takes in what is shown; the one before it begins with the same word.
async fn take_in(desk: &Desk) {
    let en = Labels::read("en");
    desk.tab_to(en.get("choose-files")).await;
    desk.press("Tab").await;
    desk.expect_focus(en.get("import")).await;
    desk.press("Enter").await;
}

#[tokio::test(flavor = "current_thread")]
async fn every_paper_of_a_meeting_is_chosen_and_saved() {
    let en = Labels::read("en");
    let desk = Desk::with_sample(Setting::default()).await;
    desk.unlock().await;
    desk.open_session().await;
    let papers = [
        (
            "paper-summary",
            "Delegation of the United Kingdom",
            "no such words",
        ),
        ("agenda", "Opening and confirmation", "D-01"),
        ("paper-decisions", "D-06", "A-01"),
        ("paper-actions", "A-09", "D-01"),
    ];
    for (at, (label, held, lacked)) in papers.into_iter().enumerate() {
        desk.press("ctrl+p").await;
        desk.expect_js(
            "the papers to choose from",
            "document.querySelector('[role=dialog] img') && document.querySelectorAll('[role=dialog] fieldset').length === 2",
        )
        .await;
        desk.tab_to(en.get("paper-summary")).await;
        desk.press_times("Right", at).await;
        if at > 0 {
            desk.expect(&format!(" – {} (EN-KO).pdf", en.get(label))).await;
        }
        desk.picture(&format!("paper-{label}")).await;
        desk.export().await;
        let pdf = desk.saved();
        paper::check(&pdf);
        let text = paper::text(&pdf).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains(held) && !text.contains(lacked), "{label}: {text}");
    }
}

#[tokio::test(flavor = "current_thread")]
async fn several_records_leave_in_one_zip_and_one_sending_is_stopped() {
    let en = Labels::read("en");
    let desk = Desk::with_sample(Setting::default()).await;
    desk.unlock().await;
    desk.command(en.get("export-many")).await;
    desk.expect_js(
        "the records to choose from",
        "document.querySelectorAll('[role=dialog] .list input:checked').length === 5",
    )
    .await;
    desk.picture("many-choosing").await;
    look(&desk, &en).await;
    desk.picture("many-leaving").await;
    desk.push(en.get("export-now")).await;
    desk.expect_js("the button to stop", &button(en.get("stop")))
        .await;
    desk.push(en.get("stop")).await;
    desk.expect_js("the choosing again", &button(en.get("see-what-leaves")))
        .await;
    let out = desk.saved().parent().expect("a folder").to_owned();
    assert_eq!(
        fs::read_dir(&out).expect("a folder").count(),
        0,
        "nothing is left"
    );

    look(&desk, &en).await;
    desk.push(en.get("export-now")).await;
    let zip = desk.saved();
    until("the ZIP", async || zip.exists().then_some(())).await;
    let listed = Command::new("python3")
        .args(["-m", "zipfile", "-l"])
        .arg(&zip)
        .output();
    let listed = String::from_utf8_lossy(&listed.expect("python3").stdout).into_owned();
    assert_eq!(listed.matches(".pdf").count(), 5, "{listed}");
    desk.expect(en.get("saved-as")).await;
}

async fn look(desk: &Desk, en: &Labels) {
    desk.push(en.get("see-what-leaves")).await;
    desk.expect(en.get("all-they-get")).await;
}

/// Returns the expression that is true when a button of this name is there.
fn button(name: &str) -> String {
    format!(
        "[...document.querySelectorAll('[role=dialog] button')].some(one => one.textContent.includes({name:?}))"
    )
}

#[tokio::test(flavor = "current_thread")]
async fn records_are_shown_before_they_come_in() {
    let en = Labels::read("en");
    let desk = Desk::with_sample(Setting::default()).await;
    let meeting = r#"{"kind":"meeting","audience":"joint","title":{"en":"From another laptop","ko":"다른 노트북의 회의"}}"#;
    fs::write(desk.arriving().join("meeting.json"), meeting).expect("a file");
    fs::write(desk.arriving().join("broken.pdf"), "%PDF-1.7 broken").expect("a file");
    desk.unlock().await;
    desk.command(en.get("import-files")).await;
    desk.expect("다른 노트북의 회의").await;
    desk.expect(en.get("rec-pdf-broken")).await;
    desk.picture("import").await;
    desk.press("Escape").await;
    desk.expect_js("the import to close", "!document.querySelector('[role=dialog]')")
        .await;
    desk.press("ctrl+3").await;
    desk.expect("Second UK–ROK").await;
    desk.expect_gone("From another laptop").await;
}

/// Puts records into the vault while it is locked.
fn bring(desk: &Desk, records: Vec<Value>) {
    let file = desk.maru_home().join("records.json");
    fs::write(&file, Value::from(records).to_string()).expect("a file of records");
    let file = file.to_string_lossy().into_owned();
    vault::maructl(&desk.vault(), &["import", &file]);
}

fn meeting(en: &str, ko: &str) -> Value {
    json!({
        "kind": "meeting", "audience": "joint", "title": { "en": en, "ko": ko },
        "segments": { "a": { "pos": "V", "kind": "decision", "decision_no": 1, "en": "Publish it", "ko": "공개함", "origin": "en" } }
    })
}

#[tokio::test(flavor = "current_thread")]
async fn a_paper_carries_its_record_to_another_laptop() {
    let en = Labels::read("en");
    let (title, korean) = ("Travelling session", "이동하는 회의");
    let here = Desk::with_sample(Setting::default()).await;
    bring(&here, vec![meeting(title, korean)]);
    here.unlock().await;
    here.press("ctrl+3").await;
    here.expect(title).await;
    here.push(title).await;
    here.expect_js("the editor", "document.querySelector('.ProseMirror .segment')")
        .await;
    here.press("ctrl+p").await;
    here.expect_js("the preview", "document.querySelector('[role=dialog] img')")
        .await;
    // With the keyboard alone: the box is reached, ticked, cleared and ticked again.
    here.tab_to(en.get("attach-record")).await;
    for ticked in [true, false, true] {
        here.press("Space").await;
        here.expect_js(
            "the box as it was pressed",
            &format!(
                "document.activeElement?.type === 'checkbox' && document.activeElement.checked === {ticked}"
            ),
        )
        .await;
    }
    here.expect(en.get("leaving-record")).await;
    here.picture("paper-with-record").await;
    here.export().await;
    let pdf = here.saved();
    paper::check(&pdf);
    assert_eq!(paper::files(&pdf), ["record.json"]);

    let there = Desk::with_sample(Setting::default()).await;
    fs::copy(&pdf, there.arriving().join("minutes.pdf")).expect("the paper arrives");
    there.unlock().await;
    there.command(en.get("import-files")).await;
    there.expect(korean).await;
    take_in(&there).await;
    there
        .expect_js("the import to close", "!document.querySelector('[role=dialog]')")
        .await;
    there.press("ctrl+3").await;
    there.expect(title).await;
    there.push(title).await;
    there.expect_line("ko", "공개함").await;
}

#[tokio::test(flavor = "current_thread")]
async fn hundreds_of_records_are_chosen_by_key_and_go_to_a_folder() {
    let en = Labels::read("en");
    let desk = Desk::with_sample(Setting::default()).await;
    let many = (0..600).map(|n| meeting(&format!("Weekly call {n:03}"), &format!("주간 통화 {n:03}")));
    bring(&desk, many.collect());
    desk.unlock().await;
    desk.press("ctrl+3").await;
    desk.expect("Weekly call 599").await;
    desk.walk_to(en.get("export-many"), "shift+Tab").await;
    desk.press("Enter").await;
    desk.expect("602 of 602").await;
    desk.expect_js(
        "rows that are not there",
        "document.querySelectorAll('[role=dialog] .list input').length < 400",
    )
    .await;
    // One press on Tab leads into the list, and one out of it.
    let in_list = "return document.activeElement?.matches('[role=dialog] .list input')";
    for _ in 0..20 {
        if desk.js(in_list, vec![]).await == true {
            break;
        }
        desk.press("Tab").await;
    }
    desk.press("End").await;
    desk.expect_focus("Weekly call 000").await;
    desk.press("Up").await;
    desk.expect_focus("Weekly call 001").await;
    desk.press("Space").await;
    desk.expect("601 of 602").await;
    desk.picture("many-of-hundreds").await;
    desk.press("Tab").await;
    desk.expect_focus(en.get("file-pdf")).await;
    desk.press("Right").await;
    desk.tab_to(en.get("file-zip")).await;
    desk.press("Right").await;
    look(&desk, &en).await;
    desk.picture("many-leaving-hundreds").await;
    desk.push(en.get("export-now")).await;
    desk.expect_js(
        "how far it is, and the name of a file",
        "document.querySelector('progress')?.value > 0 && /\\.md$/.test(document.querySelector('.progress .name')?.textContent.trim())",
    )
    .await;
    desk.picture("many-sending").await;
    desk.expect(en.get("show-in-folder")).await;
    let folder = desk.chosen_folder();
    let names = fs::read_dir(&folder).expect("the folder").flatten();
    let names: Vec<_> = names.map(|entry| entry.file_name()).collect();
    assert_eq!(names.len(), 601, "whole files, and nothing else");
    assert!(names.iter().all(|name| name.to_string_lossy().ends_with(".md")));
}

#[tokio::test(flavor = "current_thread")]
async fn what_stands_in_the_way_of_many_is_said_in_both_languages() {
    let desk = Desk::with_sample(Setting::default()).await;
    let out = desk.saved().parent().expect("a folder").to_owned();
    fs::remove_dir(&out).expect("an empty folder");
    for lang in ["en", "ko"] {
        let words = Labels::read(lang);
        desk.dress(lang, "light").await;
        desk.unlock().await;
        desk.command(words.get("export-many")).await;
        desk.expect_js(
            "the records",
            "document.querySelector('[role=dialog] .list input')",
        )
        .await;
        look(&desk, &words).await;
        desk.push(words.get("export-now")).await;
        desk.expect(words.get("rec-unwritable")).await;
        desk.picture(&format!("many-unwritable-{lang}")).await;
        desk.press("Escape").await;
        desk.expect_js("the dialog to close", "!document.querySelector('[role=dialog]')")
            .await;
        desk.lock().await;
    }
    assert!(!out.exists());
}

/// Exports the session with a photo and a document from a vault, as Markdown into this folder, and returns its file.
fn as_markdown(desk: &Desk, into: &Path) -> PathBuf {
    let files = file_folder();
    let (photo, document) = (
        photo(files.path(), "IMG 1.png", (900, 600)),
        files.path().join("양해각서.pdf"),
    );
    fs::write(&document, "%PDF-1.7 signed").expect("a file");
    let id = "0195783e-0000-7000-8000-00000000d001";
    let mut signing = meeting("Signing day", "서명식 당일");
    signing["id"] = json!(id);
    bring(desk, vec![signing]);
    let vault = desk.vault();
    let said = [
        "--caption-en",
        "The signing",
        "--caption-ko",
        "서명 장면",
        "--alt-en",
        "Two people",
        "--alt-ko",
        "두 사람",
    ];
    vault::maructl(
        &vault,
        &[&["attach", id, &photo.to_string_lossy()], &said[..]].concat(),
    );
    vault::maructl(&vault, &["attach", id, &document.to_string_lossy()]);
    let out = into.join("signing.md");
    vault::maructl(
        &vault,
        &["export", id, "--to", "md", "--out", &out.to_string_lossy()],
    );
    out
}

#[tokio::test(flavor = "current_thread")]
async fn markdown_brings_the_pictures_beside_it_and_says_what_does_not_come() {
    let en = Labels::read("en");
    let here = Desk::with_sample(Setting::default()).await;
    let there = Desk::with_sample(Setting::default()).await;
    let file = as_markdown(&here, &there.arriving());
    fs::remove_file(file.with_extension("files").join("양해각서.pdf")).expect("the document was there");
    let text = fs::read_to_string(&file).expect("the text");
    let added = "\n<!-- picture -->\n![A hall](../hall.png)\n\nAdded by hand\n";
    fs::write(&file, format!("{text}{added}")).expect("the text");
    there.unlock().await;
    there.command(en.get("import-files")).await;
    there.expect("서명식 당일").await;
    there.expect("signing.files/양해각서.pdf").await;
    there.expect("../hall.png").await;
    there.picture("import-markdown").await;
    take_in(&there).await;
    there
        .expect_js("the import to close", "!document.querySelector('[role=dialog]')")
        .await;
    there.press("ctrl+3").await;
    there.expect("Signing day").await;
    there.push("Signing day").await;
    there.expect_line("ko", "공개함").await;
    there.expect("Added by hand (../hall.png)").await;
    // The part of the window that holds the page has all its words for a name.
    while there.focused().await != en.get("details") {
        there.press("Tab").await;
    }
    there.press("Enter").await;
    there.tab_to(en.get("date-and-place")).await;
    while !there.focused().await.contains(en.get("attachments")) {
        there.press("Right").await;
    }
    there.expect_js(
        "the photo that came",
        "[...document.querySelectorAll('.details img')].some(one => one.complete && one.naturalWidth > 100)",
    )
    .await;
    there.picture("import-markdown-here").await;
}
