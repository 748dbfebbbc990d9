//! What a person did outside the texts, taken back with the keyboard alone.

use maru_e2e::{Desk, Setting, labels::Labels, walk::SESSION};

/// Opens the sample session with the page of its minutes, where the status stands.
async fn open_minutes(desk: &Desk, en: &Labels) {
    desk.open_session().await;
    desk.press("Tab").await;
    desk.push(en.get("details")).await;
    desk.tab_to(en.get("date-and-place")).await;
    desk.press_times("Right", 2).await;
    desk.expect_js(
        "the status of the minutes",
        "document.querySelector('.details select')",
    )
    .await;
}

const STATUS: &str = "document.querySelectorAll('.details select')[2]";

#[tokio::test(flavor = "current_thread")]
async fn a_field_that_was_set_is_told_and_taken_back() {
    let en = Labels::read("en");
    let desk = Desk::with_sample(Setting::default()).await;
    desk.unlock().await;
    open_minutes(&desk, &en).await;
    let before = desk.js(&format!("return {STATUS}.value"), vec![]).await;
    desk.tab_to(en.get("agr-status")).await;
    desk.press("Down").await;
    desk.expect(en.get("did-status")).await;
    desk.picture("undo-told").await;
    let changed = format!("{STATUS}.value !== {before}");
    desk.expect_js("another status", &changed).await;

    desk.press("ctrl+z").await;
    desk.expect(en.get("undone")).await;
    desk.expect_js("the status as it was", &format!("{STATUS}.value === {before}"))
        .await;
    desk.picture("undo-undone").await;
    desk.press("ctrl+shift+z").await;
    desk.expect_js("the status again", &changed).await;
    // The page shows it at once; the way back is offered when it is on the disk.
    desk.expect_gone(en.get("undone")).await;
    desk.press("F6").await;
    desk.push(en.get("undo")).await;
    desk.expect_js("the status as it was", &format!("{STATUS}.value === {before}"))
        .await;
}

#[tokio::test(flavor = "current_thread")]
async fn a_title_is_taken_back_whole_once_its_field_is_left() {
    let en = Labels::read("en");
    let desk = Desk::with_sample(Setting::default()).await;
    desk.unlock().await;
    desk.open_session().await;
    desk.tab_to(&format!("{} {}", en.get("meeting-title"), en.get("tongue-en")))
        .await;
    desk.press("End").await;
    desk.type_text(" in Busan").await;
    desk.expect_saved().await;
    desk.press("Tab").await;
    desk.press("Tab").await;
    desk.expect(en.get("did-title")).await;
    desk.expect_js(
        "the new title",
        "document.querySelector('h1').textContent.includes('in Busan')",
    )
    .await;
    desk.press("ctrl+z").await;
    desk.expect_js(
        "the old title",
        "!document.querySelector('h1').textContent.includes('Busan')",
    )
    .await;
}

#[tokio::test(flavor = "current_thread")]
async fn a_record_comes_back_from_the_bin() {
    let en = Labels::read("en");
    let desk = Desk::with_sample(Setting::default()).await;
    desk.unlock().await;
    desk.open_session().await;
    desk.tab_to(en.get("more")).await;
    desk.press("Enter").await;
    desk.expect(en.get("move-to-bin")).await;
    desk.walk_to(en.get("move-to-bin"), "Down").await;
    desk.press("Enter").await;
    desk.expect(en.get("moved-to-bin")).await;
    desk.expect_gone(SESSION).await;
    desk.press("ctrl+z").await;
    desk.expect(SESSION).await;
    desk.press("ctrl+shift+z").await;
    desk.expect_gone(SESSION).await;
    desk.push(en.get("undo")).await;
    desk.expect(SESSION).await;
}

#[tokio::test(flavor = "current_thread")]
async fn the_editor_keeps_its_own_undo() {
    let en = Labels::read("en");
    let desk = Desk::with_sample(Setting::default()).await;
    desk.unlock().await;
    open_minutes(&desk, &en).await;
    desk.tab_to(en.get("agr-status")).await;
    desk.press("Down").await;
    desk.expect(en.get("did-status")).await;
    let chosen = desk.js(&format!("return {STATUS}.value"), vec![]).await;
    desk.tab_into_editor().await;
    desk.press("ctrl+End").await;
    desk.press("Enter").await;
    desk.type_text("One more line.").await;
    desk.expect_line("en", "One more line.").await;
    desk.press_times("ctrl+z", 6).await;
    desk.expect_js(
        "the line to go",
        "![...document.querySelectorAll('.ProseMirror .text')].some(one => one.textContent.includes('One more line'))",
    )
    .await;
    desk.expect_js("the status to stay", &format!("{STATUS}.value === {chosen}"))
        .await;
}
