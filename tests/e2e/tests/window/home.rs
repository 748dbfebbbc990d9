//! Home by the keyboard alone: every part leads on, and Esc leads back.

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
