//! Home by the keyboard alone: every part leads on, and Esc leads back.

use crate::lists::{import, meeting};
use maru_e2e::{Desk, Setting, labels::Labels, walk::SESSION};

async fn expect_home(desk: &Desk, en: &Labels) {
    let there = format!(
        "document.querySelector('main h1')?.textContent.includes({:?})",
        en.get("nav-home")
    );
    desk.expect_js("Home", &there).await;
}

#[tokio::test(flavor = "current_thread")]
async fn every_part_of_home_leads_on() {
    let en = Labels::read("en");
    let desk = Desk::with_sample(Setting::default()).await;
    desk.unlock().await;
    desk.expect(en.get("late-and-soon")).await;
    desk.push(SESSION).await;
    desk.expect_js(
        "the session",
        "document.querySelector('article.meeting .ProseMirror')",
    )
    .await;
    desk.press("Escape").await;
    expect_home(&desk, &en).await;
    desk.expect(en.get("agreements-running")).await;
    // The part of the window that holds the page has all its words for a name.
    desk.press("Tab").await;
    desk.push("Memorandum of Understanding").await;
    desk.expect_js("the agreement", "document.querySelector('article.agreement')")
        .await;
    desk.press("Escape").await;
    expect_home(&desk, &en).await;

    for (label, page) in [("all-sessions", "nav-sessions"), ("all-actions", "nav-actions")] {
        desk.expect_js("the parts", "document.querySelector('main section button')")
            .await;
        // The places of the window have the same names: the way goes through the page.
        desk.js("document.querySelector('main h1').focus()", vec![]).await;
        desk.push(en.get(label)).await;
        let there = format!(
            "document.querySelector('main h1')?.textContent.includes({:?})",
            en.get(page)
        );
        desk.expect_js(page, &there).await;
        desk.press("ctrl+1").await;
        expect_home(&desk, &en).await;
    }
}

/// Notes of our own side are written in one language by nature; what both sides read is wanted in both.
#[tokio::test(flavor = "current_thread")]
async fn only_what_both_sides_read_waits_for_a_translation() {
    let en = Labels::read("en");
    let desk = Desk::with_sample(Setting::default()).await;
    let spoken = |mut meeting: serde_json::Value, audience: &str| {
        meeting["audience"] = audience.into();
        meeting["segments"] =
            serde_json::json!({ "a": { "pos": "1", "kind": "point", "en": "", "ko": "한 줄" } });
        meeting
    };
    import(
        &desk,
        vec![
            spoken(meeting(8_001, "Own notes", "우리 측 메모"), "own"),
            spoken(meeting(8_002, "Joint talks", "실무 협의"), "joint"),
        ],
    );
    desk.unlock().await;
    desk.expect(en.get("late-and-soon")).await;
    let waits = |title: &str| {
        format!(
            "[...document.querySelectorAll('main section')].some(part => part.querySelector('h2')?.textContent.includes({:?}) && [...part.querySelectorAll('li')].some(line => line.textContent.includes({title:?})))",
            en.get("to-translate")
        )
    };
    desk.expect_js(
        "what waits for a translation",
        &format!("{} && !{}", waits("Joint talks"), waits("Own notes")),
    )
    .await;
    desk.press("ctrl+3").await;
    desk.expect_js(
        "no number beside what is our own",
        "[...document.querySelectorAll('main tr')].some(line => line.textContent.includes('Own notes') && line.lastElementChild.textContent === '')",
    )
    .await;
    desk.picture("home-own-notes").await;
}
