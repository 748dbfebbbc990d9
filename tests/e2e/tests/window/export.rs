//! What a paper holds is chosen by the keyboard alone before it is saved.

use crate::lists::{import, meeting};
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

/// Reading a thousand records takes a while: a person sees how far it is, may stop it, and finds the choice as it was.
#[tokio::test(flavor = "current_thread")]
async fn what_leaves_of_very_many_is_said_with_word_of_how_far_it_is() {
    let en = Labels::read("en");
    let desk = Desk::with_sample(Setting::default()).await;
    let calls = (0..1_200).map(|n| meeting(n, &format!("Weekly call {n:04}"), &format!("주간 통화 {n:04}")));
    import(&desk, calls.collect());
    desk.unlock().await;
    desk.press("ctrl+3").await;
    desk.command(en.get("export-many")).await;
    desk.expect_js(
        "the records",
        "document.querySelector('[role=dialog] .list input')",
    )
    .await;
    let focused = |name: &str| format!("document.activeElement?.textContent.includes({name:?})");
    desk.push(en.get("see-what-leaves")).await;
    desk.expect_js(
        "how far it is, and the way to stop it",
        &format!(
            "document.querySelector('[role=dialog] progress')?.value > 0 && {}",
            focused(en.get("stop"))
        ),
    )
    .await;
    desk.press("Enter").await;
    desk.expect_js(
        "the choice, as it was",
        &format!(
            "document.querySelector('[role=dialog] .list input') && {}",
            focused(en.get("see-what-leaves"))
        ),
    )
    .await;
    desk.press("Enter").await;
    desk.expect(en.get("all-they-get")).await;
    desk.expect_js(
        "nothing under way",
        "!document.querySelector('[role=dialog] progress')",
    )
    .await;
}
