//! What a paper holds is chosen by the keyboard alone before it is saved.

use maru_e2e::{Desk, Setting, labels::Labels, paper};

#[tokio::test(flavor = "current_thread")]
async fn a_paper_is_chosen_by_keyboard_alone() {
    let en = Labels::read("en");
    let desk = Desk::with_sample(Setting::default()).await;
    desk.unlock().await;
    desk.open_session().await;
    desk.press("ctrl+p").await;
    desk.expect_js("the pages", "document.querySelector('[role=dialog] img')")
        .await;
    desk.tab_to(en.get("paper-summary")).await;
    desk.press_times("Down", 3).await;
    desk.tab_to(en.get("export-bilingual")).await;
    desk.press_times("Down", 2).await;
    desk.expect_js(
        "the paper of actions in Korean",
        "document.querySelector('[role=dialog] input[value=actions]:checked') && document.querySelector('[role=dialog] input[value=ko]:checked')",
    )
    .await;
    desk.export().await;
    paper::check(&desk.saved());
    let text = paper::text(&desk.saved());
    assert!(text.contains("A-01") && text.contains("후속조치"), "{text}");
    assert!(!text.contains("D-01") && !text.contains("Actions"), "{text}");
}
