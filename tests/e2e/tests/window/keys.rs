//! Every key of the whole window, the list of them, and the menu.

use maru_e2e::{Desk, Setting, labels::Labels};

#[tokio::test(flavor = "current_thread")]
async fn keys_lead_to_the_places_and_back() {
    let desk = Desk::with_sample(Setting::default()).await;
    desk.unlock().await;
    for (keys, page) in [
        ("ctrl+2", "Agreements"),
        ("ctrl+4", "Actions"),
        ("ctrl+,", "Settings"),
    ] {
        desk.press(keys).await;
        let there = format!("document.querySelector('main h1')?.textContent.includes({page:?})");
        desk.expect_js(page, &there).await;
    }
    desk.press("Escape").await;
    desk.expect_js(
        "the page before",
        "document.querySelector('main h1')?.textContent.includes('Actions')",
    )
    .await;
    let pane = "document.activeElement?.closest('[data-pane]')?.className.split(' ')[0]";
    let mut seen = Vec::new();
    for _ in 0..3 {
        desk.press("F6").await;
        seen.push(
            desk.js(&format!("return {pane} ?? ''"), vec![])
                .await
                .as_str()
                .unwrap_or_default()
                .to_owned(),
        );
    }
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 3, "F6 went to {seen:?}");
}

#[tokio::test(flavor = "current_thread")]
async fn the_labels_change_their_language_by_a_key_and_every_key_is_listed_in_both() {
    let (en, ko) = (Labels::read("en"), Labels::read("ko"));
    let desk = Desk::with_sample(Setting::default()).await;
    desk.unlock().await;
    desk.press("ctrl+/").await;
    for group in [
        "menu-file",
        "menu-edit",
        "menu-view",
        "menu-go",
        "menu-help",
        "keys-in-editor",
        "keys-in-lists",
    ] {
        desk.expect(en.get(group)).await;
    }
    desk.picture("keys-en").await;
    desk.press("Escape").await;
    desk.expect_js("no dialog", "!document.querySelector('[role=dialog]')")
        .await;
    desk.press("ctrl+shift+l").await;
    desk.expect(ko.get("nav-home")).await;
    desk.press("ctrl+/").await;
    desk.expect(ko.get("keys-in-lists")).await;
    desk.picture("keys-ko").await;
    desk.press("Escape").await;
    desk.press("ctrl+l").await;
    desk.expect_js(
        "the lock screen",
        "document.querySelector('input[type=password]')",
    )
    .await;
}

#[tokio::test(flavor = "current_thread")]
async fn the_menu_opens_by_a_key_and_does_what_it_says() {
    let en = Labels::read("en");
    let desk = Desk::with_sample(Setting::default()).await;
    desk.unlock().await;
    desk.press("F10").await;
    desk.expect(en.get("menu-help")).await;
    desk.expect_js(
        "the focus in the menu",
        "document.activeElement?.closest('[role=menu]')",
    )
    .await;
    desk.picture("menu").await;
    desk.press("Escape").await;
    desk.expect_js("the menu to close", "!document.querySelector('[role=menu]')")
        .await;
    desk.press("F10").await;
    desk.expect_js(
        "the focus in the menu",
        "document.activeElement?.closest('[role=menu]')",
    )
    .await;
    desk.walk_to(en.get("about"), "Down").await;
    desk.press("Enter").await;
    desk.expect(en.get("about-what")).await;
}

#[tokio::test(flavor = "current_thread")]
async fn new_means_a_session_where_sessions_are() {
    let desk = Desk::with_sample(Setting::default()).await;
    desk.unlock().await;
    desk.press("ctrl+3").await;
    desk.new_meeting().await;
    desk.expect_js("the session", "document.querySelector('article.meeting')")
        .await;
}
