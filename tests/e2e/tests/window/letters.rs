//! The letters on screen: those of every day come at once, the others when one of them is written.

use maru_e2e::{Desk, Setting};

/// A face of a family in a state, as the page knows it.
fn face(family: &str, state: &str) -> String {
    format!(
        "[...document.fonts].some(one => one.family.replaceAll('\"', '') === '{family}' && one.status === '{state}')"
    )
}

#[tokio::test(flavor = "current_thread")]
async fn all_letters_are_fetched_when_a_rare_one_is_written() {
    let desk = Desk::with_sample(Setting::default()).await;
    desk.expect_js("the letters of every day", &face("Pretendard GOV", "loaded"))
        .await;
    desk.unlock().await;
    desk.new_meeting().await;
    assert_eq!(
        desk.js(
            &format!("return {}", face("Pretendard GOV whole", "loaded")),
            vec![]
        )
        .await,
        false,
        "nothing rare stands on the page"
    );
    desk.tab_into_editor().await;
    desk.paste("뢲").await;
    desk.expect("뢲").await;
    desk.expect_js("all letters", &face("Pretendard GOV whole", "loaded"))
        .await;
}
