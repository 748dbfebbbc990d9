//! The table of actions by the keyboard alone: an action is closed with evidence, and the table leaves as a file.

use maru_e2e::{Desk, Setting, labels::Labels, patience::until, vault};
use std::fs;

#[tokio::test(flavor = "current_thread")]
async fn an_action_is_closed_with_a_line_of_evidence() {
    let en = Labels::read("en");
    let desk = Desk::with_sample(Setting::default()).await;
    desk.unlock().await;
    desk.press("ctrl+4").await;
    desk.expect("A-04").await;
    desk.picture("actions-table").await;
    desk.push(&format!("{} A-04", en.get("agr-status"))).await;
    desk.expect_js(
        "the dialog",
        "document.querySelector('[role=dialog] input:checked')",
    )
    .await;
    desk.press_times("Down", 2).await;
    desk.expect(en.get("one-language-is-enough")).await;
    desk.push(en.get("save")).await;
    desk.expect(en.get("err-evidence-needed")).await;
    desk.picture("actions-evidence").await;
    desk.walk_to(en.get("editor-evidence"), "shift+Tab").await;
    desk.type_text("Circulated by post").await;
    desk.press("Enter").await;
    desk.expect("A-04 is changed").await;
    desk.expect_gone("Circulate the shared checklist").await;
    desk.push(en.get("undo")).await;
    desk.expect("Circulate the shared checklist").await;
    desk.expect(en.get("undone")).await;
    // The keys of the window take it back and do it again too.
    desk.press("ctrl+shift+z").await;
    desk.expect("A-04 is changed").await;
    desk.expect_gone("Circulate the shared checklist").await;
    desk.press("ctrl+z").await;
    desk.expect("Circulate the shared checklist").await;
    desk.expect(en.get("undone")).await;
    desk.lock().await;
    let actions = vault::json(&desk.vault(), &["actions"]);
    let fourth = actions
        .as_array()
        .expect("a list")
        .iter()
        .find(|one| one["number"] == "A-04");
    assert_eq!(fourth.expect("an action")["status"], "in_progress");
}

#[tokio::test(flavor = "current_thread")]
async fn a_table_leaves_as_it_was_shown() {
    let en = Labels::read("en");
    let desk = Desk::with_sample(Setting::default()).await;
    desk.unlock().await;
    desk.press("ctrl+4").await;
    desk.expect("A-04").await;
    desk.walk_to(en.get("export-table"), "shift+Tab").await;
    desk.press("Enter").await;
    desk.expect(en.get("all-they-get")).await;
    desk.picture("actions-leaving").await;
    desk.push(en.get("save-table")).await;
    let saved = desk.saved();
    until("the saved table", async || saved.exists().then_some(())).await;
    let text = fs::read_to_string(&saved).expect("UTF-8");
    assert!(text.starts_with('\u{FEFF}'), "{text}");
    assert!(text.contains("A-04") && text.contains("후속조치"), "{text}");
    assert!(text.contains("UK OFFICIAL"), "{text}");
}
