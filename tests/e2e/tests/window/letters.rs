//! The letters on screen: those of every day come at once, the others when one of them is written.

use maru_e2e::{Desk, Setting, walk::SESSION};

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

/// The sign between two days or hours is in no font that Maru carries but one of its own.
#[tokio::test(flavor = "current_thread")]
async fn days_and_hours_need_no_rare_letter() {
    let desk = Desk::with_sample(Setting::default()).await;
    desk.unlock().await;
    desk.push(SESSION).await;
    // English leads, Korean leads.
    desk.press("ctrl+shift+l").await;
    desk.press("ctrl+shift+l").await;
    desk.expect("2027. 3. 9.(화) ∼ 3. 10.(수)").await;
    let sign = "[...document.fonts].some(one => one.unicodeRange.toUpperCase().includes('223C') && one.status === 'loaded')";
    desk.expect_js("the sign of a range", sign).await;
    desk.expect_js(
        "the page with all its parts",
        "document.querySelector('.ProseMirror > .segment')",
    )
    .await;
    let rare = "return [...document.fonts].filter(one => one.family.includes('whole')).map(one => one.status).join()";
    assert_eq!(desk.js(rare, vec![]).await, "unloaded,unloaded");
}
