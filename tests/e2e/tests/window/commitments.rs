//! Commitments of an agreement, by the keyboard alone: what serves them, and on which sources they rest.

use crate::agreement::{SAMPLE, choose};
use maru_e2e::{Desk, Setting, labels::Labels, vault};
use serde_json::json;

#[tokio::test(flavor = "current_thread")]
async fn an_action_serves_a_commitment_and_the_agreement_tells_it() {
    let en = Labels::read("en");
    let desk = Desk::with_sample(Setting::default()).await;
    desk.unlock().await;
    desk.open_session().await;
    desk.tab_into_editor().await;
    desk.press("ctrl+End").await;
    desk.press("Enter").await;
    desk.press("ctrl+shift+a").await;
    desk.type_text("Send the guidance on AI").await;
    desk.press("alt+Enter").await;
    choose(&desk, en.get("serves-commitment"), "C-02").await;
    desk.press("Escape").await;
    desk.expect("for C-02").await;
    desk.expect_saved().await;
    desk.press("Escape").await;

    desk.press("ctrl+2").await;
    desk.push(SAMPLE).await;
    desk.expect_js("the tabs", "document.querySelector('[role=tab]')")
        .await;
    desk.to_tab(en.get("paper-commitments"), "Tab").await;
    desk.expect("Send the guidance on AI").await;
    desk.picture("agreement-services").await;
    desk.push("Send the guidance on AI").await;
    desk.expect_line("en", "Send the guidance on AI").await;
}

#[tokio::test(flavor = "current_thread")]
async fn a_commitment_says_on_which_sources_it_rests() {
    let en = Labels::read("en");
    let desk = Desk::with_sample(Setting::default()).await;
    desk.unlock().await;
    desk.press("ctrl+2").await;
    desk.push(SAMPLE).await;
    desk.expect_js("the tabs", "document.querySelector('[role=tab]')")
        .await;
    desk.to_tab(en.get("paper-commitments"), "Tab").await;
    desk.push("C-02").await;
    desk.expect_js(
        "the caret in the commitment",
        "document.activeElement?.matches('.ProseMirror') && document.querySelector('.segment.current[data-kind=commitment]')",
    )
    .await;
    desk.press("alt+Enter").await;
    desk.tab_to(&format!("{} {}", en.get("sources"), en.get("add")))
        .await;
    desk.type_text("govuk").await;
    desk.press("Down").await;
    desk.press("Enter").await;
    let keys = "[...document.querySelectorAll('.details .key')].map(one => one.textContent.trim()).join()";
    desk.expect_js("both sources", &format!("{keys} === 'hankyung,govuk'"))
        .await;
    desk.expect_js(
        "an empty field for one more",
        "document.activeElement?.matches('.details .add input') && document.activeElement.value === ''",
    )
    .await;
    desk.picture("commitment-sources").await;
    desk.walk_to("Remove hankyung", "shift+Tab").await;
    desk.press("Enter").await;
    desk.expect_js("one source", &format!("{keys} === 'govuk'")).await;
    desk.expect_focus("Remove govuk").await;
    desk.press("Escape").await;
    desk.expect_saved().await;
    desk.lock().await;
    let rows = vault::json(&desk.vault(), &["list", "--kind", "agreement"]);
    let id = rows[0]["id"].as_str().expect("the agreement");
    let record = vault::json(&desk.vault(), &["show", id])["record"].clone();
    let segments = record["segments"].as_object().expect("segments");
    let second = segments.values().find(|one| one["commitment_no"] == 2);
    assert_eq!(second.expect("C-02")["sources"], json!(["govuk"]));
}
