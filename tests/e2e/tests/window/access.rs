//! axe-core on every page, in each way to show labels and in each look.

use maru_e2e::{Desk, Setting, labels::Labels};

/// The pages: a name, and the keys that lead there.
const PLACES: [(&str, &str); 6] = [
    ("home", "ctrl+1"),
    ("agreements", "ctrl+2"),
    ("meetings", "ctrl+3"),
    ("actions", "ctrl+4"),
    ("practices", "ctrl+5"),
    ("settings", "ctrl+,"),
];

async fn look_around(labels: &'static str) {
    let desk = Desk::with_sample(Setting::default()).await;
    let mut found = Vec::new();
    for look in ["light", "dark", "contrast"] {
        desk.dress(labels, look).await;
        visit(&desk, labels, look, &mut found).await;
    }
    assert!(
        found.is_empty(),
        "{} violations:\n{}",
        found.len(),
        found.join("\n")
    );
}

async fn visit(desk: &Desk, labels: &str, look: &str, found: &mut Vec<String>) {
    desk.expect_js(
        "the lock screen",
        "document.querySelector('input[type=password]')",
    )
    .await;
    check(desk, "lock", labels, look, found).await;
    desk.unlock().await;
    for (name, keys) in PLACES {
        desk.press(keys).await;
        desk.expect_js(name, "document.querySelector('main h1')").await;
        check(desk, name, labels, look, found).await;
    }
    for (name, keys) in [("agreement", "ctrl+2"), ("practice", "ctrl+5")] {
        desk.press(keys).await;
        desk.expect_js("a row", "document.querySelector('main button.open')")
            .await;
        desk.js("document.querySelector('main button.open').click()", vec![])
            .await;
        desk.expect_js(name, "document.querySelector('main article')")
            .await;
        check(desk, name, labels, look, found).await;
        if name == "agreement" {
            tabs(desk, labels, look, found).await;
        }
    }
    desk.js(
        "[...document.querySelectorAll('nav ul:last-child button')].at(0).click()",
        vec![],
    )
    .await;
    desk.expect_js("the bin", "document.querySelector('main .empty')")
        .await;
    check(desk, "bin", labels, look, found).await;
    desk.open_session().await;
    check(desk, "meeting", labels, look, found).await;
    desk.press("ctrl+k").await;
    desk.expect_js("the search", "document.querySelector('[role=dialog]')")
        .await;
    check(desk, "search", labels, look, found).await;
    close(desk).await;
    desk.press("ctrl+/").await;
    desk.expect_js("the keys", "document.querySelector('[role=dialog] kbd')")
        .await;
    check(desk, "keys", labels, look, found).await;
    close(desk).await;
    desk.press("F10").await;
    desk.expect_js("the menu", "document.activeElement?.closest('[role=menu]')")
        .await;
    check(desk, "menu", labels, look, found).await;
    desk.press("Escape").await;
    desk.expect_js("the menu to close", "!document.querySelector('[role=menu]')")
        .await;
    desk.js("document.querySelector('main .bar .menu button').click()", vec![])
        .await;
    desk.expect_js(
        "the menu of the page",
        "document.querySelector('[role=menuitem]')",
    )
    .await;
    desk.js("document.querySelector('[role=menuitem]').click()", vec![])
        .await;
    desk.expect_js("the history", "document.querySelector('[role=dialog] li time')")
        .await;
    check(desk, "history", labels, look, found).await;
    close(desk).await;
    desk.press("ctrl+p").await;
    desk.expect_js(
        "the pages of the preview",
        "document.querySelector('[role=dialog] img')",
    )
    .await;
    check(desk, "export", labels, look, found).await;
    desk.press("Escape").await;
    desk.expect_js("the preview to close", "!document.querySelector('[role=dialog]')")
        .await;
    desk.lock().await;
}

async fn close(desk: &Desk) {
    desk.press("Escape").await;
    desk.expect_js("the dialog to close", "!document.querySelector('[role=dialog]')")
        .await;
}

/// Looks at every tab of an agreement.
async fn tabs(desk: &Desk, labels: &str, look: &str, found: &mut Vec<String>) {
    let count = desk
        .js("return document.querySelectorAll('[role=tab]').length", vec![])
        .await;
    for at in 1..count.as_u64().expect("a number of tabs") {
        desk.js(
            "document.querySelectorAll('[role=tab]')[arguments[0]].click()",
            vec![at.into()],
        )
        .await;
        desk.expect_js(
            "the tab",
            &format!("document.querySelectorAll('[role=tab]')[{at}].dataset.state === 'active' && document.querySelector('[role=tabpanel][data-state=active] > *')"),
        )
        .await;
        check(desk, &format!("agreement-{at}"), labels, look, found).await;
    }
}

async fn check(desk: &Desk, name: &str, labels: &str, look: &str, found: &mut Vec<String>) {
    desk.picture(&format!("{name}-{labels}-{look}")).await;
    found.extend(
        desk.violations()
            .await
            .into_iter()
            .map(|line| format!("{name} {labels} {look}: {line}")),
    );
}

#[tokio::test(flavor = "current_thread")]
async fn nothing_keeps_a_person_out_in_english() {
    look_around("en").await;
}

#[tokio::test(flavor = "current_thread")]
async fn nothing_keeps_a_person_out_in_korean() {
    look_around("ko").await;
}

#[tokio::test(flavor = "current_thread")]
async fn nothing_keeps_a_person_out_in_both_languages() {
    look_around("both").await;
}

#[tokio::test(flavor = "current_thread")]
async fn nothing_keeps_a_person_out_of_the_first_start() {
    let desk = Desk::fresh(Setting {
        lang: "ko_KR.UTF-8",
        ..Setting::default()
    })
    .await;
    let words = Labels::read("ko");
    let mut found = Vec::new();
    desk.expect(words.get("welcome")).await;
    check(&desk, "first", "ko", "light", &mut found).await;
    desk.push(words.get("continue")).await;
    desk.expect(words.get("vault-where")).await;
    check(&desk, "vault", "ko", "light", &mut found).await;
    desk.push(words.get("vault-create")).await;
    desk.expect(words.get("passphrase-again")).await;
    check(&desk, "create", "ko", "light", &mut found).await;
    assert!(
        found.is_empty(),
        "{} violations:\n{}",
        found.len(),
        found.join("\n")
    );
}

/// The checker itself sees what it is there for.
#[tokio::test(flavor = "current_thread")]
async fn the_checker_sees_a_picture_without_words() {
    let desk = Desk::with_sample(Setting::default()).await;
    desk.expect_js(
        "the lock screen",
        "document.querySelector('input[type=password]')",
    )
    .await;
    desk.js("const picture = document.createElement('img'); picture.src = '/none.png'; document.querySelector('main').append(picture)", vec![]).await;
    assert!(
        desk.violations()
            .await
            .iter()
            .any(|line| line.starts_with("image-alt"))
    );
}
