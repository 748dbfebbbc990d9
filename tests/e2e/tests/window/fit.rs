//! The pages fit: a narrow window, and large text.

use maru_e2e::{Desk, Setting};
use serde_json::json;

const SIDEWAYS: &str = "
    const wide = [...document.querySelectorAll('html, body, main, .page, [role=dialog], nav, footer')]
        .filter(one => one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0)
        .map(one => `${one.tagName}.${one.className} ${one.scrollWidth} > ${one.clientWidth}`);
    const beyond = [...document.querySelectorAll('main *, footer *')]
        .filter(one => one.checkVisibility() && !one.closest('.sr-only') && one.getBoundingClientRect().right > innerWidth + 1 && one.getBoundingClientRect().width > 1)
        .slice(0, 5).map(one => `${one.tagName}.${one.className} ends at ${Math.round(one.getBoundingClientRect().right)} of ${innerWidth}`);
    return [...wide, ...beyond];";

async fn walk(desk: &Desk, name: &str) {
    let mut found = Vec::new();
    desk.unlock().await;
    for (place, keys) in [
        ("home", "ctrl+1"),
        ("agreements", "ctrl+2"),
        ("meetings", "ctrl+3"),
        ("actions", "ctrl+4"),
        ("practices", "ctrl+5"),
        ("settings", "ctrl+,"),
    ] {
        desk.press(keys).await;
        desk.expect_js(place, "document.querySelector('main h1')").await;
        look(desk, name, place, &mut found).await;
    }
    agreement(desk, name, &mut found).await;
    desk.press("ctrl+3").await;
    desk.expect_js("a row", "document.querySelector('main button.open')")
        .await;
    desk.js("[...document.querySelectorAll('main button.open')].find(one => one.textContent.includes('Second')).click()", vec![]).await;
    desk.expect_js(
        "the editor",
        "document.querySelectorAll('.ProseMirror .segment').length > 10",
    )
    .await;
    look(desk, name, "meeting", &mut found).await;
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// Looks at every tab of an agreement.
async fn agreement(desk: &Desk, name: &str, found: &mut Vec<String>) {
    desk.press("ctrl+2").await;
    desk.expect_js("a row", "document.querySelector('main button.open')")
        .await;
    desk.js("document.querySelector('main button.open').click()", vec![])
        .await;
    desk.expect_js("the tabs", "document.querySelector('[role=tab]')")
        .await;
    let count = desk
        .js("return document.querySelectorAll('[role=tab]').length", vec![])
        .await;
    for at in 0..count.as_u64().expect("a number of tabs") {
        desk.js(
            "document.querySelectorAll('[role=tab]')[arguments[0]].click()",
            vec![at.into()],
        )
        .await;
        desk.expect_js(
            "the tab",
            &format!("document.querySelectorAll('[role=tab]')[{at}].dataset.state === 'active'"),
        )
        .await;
        look(desk, name, &format!("agreement-{at}"), found).await;
    }
}

async fn look(desk: &Desk, name: &str, place: &str, found: &mut Vec<String>) {
    desk.picture(&format!("{name}-{place}")).await;
    let wide = desk.js(SIDEWAYS, vec![]).await;
    let lines = wide.as_array().expect("a list").iter();
    found.extend(lines.map(|line| format!("{place}: {line}")));
}

#[tokio::test(flavor = "current_thread")]
async fn a_window_of_320_pixels_scrolls_down_only() {
    let desk = Desk::with_sample(Setting::default()).await;
    desk.page
        .set_window_size(320, 800)
        .await
        .expect("the window takes the size");
    desk.expect_js("the narrow window", "innerWidth <= 330").await;
    walk(&desk, "narrow").await;
}

#[tokio::test(flavor = "current_thread")]
async fn text_at_150_per_cent_fits() {
    let desk = Desk::with_sample(Setting::default()).await;
    let script = "
        const done = arguments[arguments.length - 1];
        const call = (name, args) => window.__TAURI_INTERNALS__.invoke(name, args);
        call('status').then(status => call('set_settings', { settings: { ...status.settings, text: 150, labels: 'both' } }))
            .then(() => { location.reload(); done('ok'); }).catch(error => done(String(JSON.stringify(error))));";
    let done = desk
        .page
        .execute_async(script, vec![])
        .await
        .expect("the settings are set");
    assert_eq!(done, json!("ok"));
    desk.expect_js(
        "large text",
        "parseFloat(getComputedStyle(document.documentElement).fontSize) === 24",
    )
    .await;
    walk(&desk, "large").await;
}
