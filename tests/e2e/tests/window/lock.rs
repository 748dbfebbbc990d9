//! The lock: nothing of the vault stays in the page, and guessing is slow.

use maru_e2e::{Desk, Setting, vault::PASSPHRASE, walk::SESSION};
use serde_json::json;

#[tokio::test(flavor = "current_thread")]
async fn a_locked_window_holds_no_content() {
    let desk = Desk::with_sample(Setting::default()).await;
    desk.unlock().await;
    desk.open_session().await;
    desk.tab_into_editor().await;
    desk.press("ctrl+End").await;
    desk.press("Enter").await;
    desk.type_text("canary in the notes").await;
    desk.expect_line("en", "canary in the notes").await;
    desk.lock().await;
    let page = desk.js("return document.documentElement.outerHTML + document.title + JSON.stringify(history.state) + location.href", vec![]).await;
    let page = page.as_str().expect("the page as text");
    for secret in ["canary", SESSION, "제2차", PASSPHRASE] {
        assert!(!page.contains(secret), "{secret} in the locked page");
    }
    let vault = maru_e2e::vault::maructl(&desk.vault(), &["search", "canary"]);
    assert!(
        vault.contains("canary"),
        "what was typed is not in the vault: {vault}"
    );
    // What was being typed when the key was pressed is saved all the same.
    desk.unlock().await;
    desk.open_session().await;
    desk.expect_line("en", "canary in the notes").await;
}

#[tokio::test(flavor = "current_thread")]
async fn wrong_passphrases_wait_longer_each_time_and_after_a_restart() {
    let mut desk = Desk::with_sample(Setting::default()).await;
    let mut waits = Vec::new();
    desk.expect_js(
        "the cursor in the passphrase",
        "document.activeElement?.type === 'password'",
    )
    .await;
    while waits.len() < 8 && waits.iter().filter(|wait| **wait > 0).count() < 2 {
        desk.expect_js(
            "no wait",
            "!document.querySelector('button[type=submit]').disabled",
        )
        .await;
        desk.js(
            "const field = document.querySelector('input[type=password]'); field.focus(); field.select()",
            vec![],
        )
        .await;
        desk.type_text("not this one").await;
        desk.press("Enter").await;
        desk.expect_js("the error", "document.querySelector('input[aria-invalid=true]')")
            .await;
        desk.expect_js(
            "the answer",
            "document.querySelector('button[type=submit]').textContent.trim().length > 0",
        )
        .await;
        let wait = desk.js("return Number(/\\d+/.exec(document.querySelector('form [role=status]').textContent)?.[0] ?? 0)", vec![]).await;
        waits.push(wait.as_u64().unwrap_or(0));
    }
    assert!(waits.windows(2).all(|pair| pair[0] <= pair[1]), "{waits:?}");
    assert!(waits.last() > Some(&0), "{waits:?}");
    desk.pull_the_plug().await;
    desk.restart().await;
    desk.expect_js(
        "the lock screen",
        "document.querySelector('input[type=password]')",
    )
    .await;
    desk.expect_js(
        "the wait is still there",
        "document.querySelector('button[type=submit]').disabled",
    )
    .await;
    assert_eq!(
        desk.js("return document.querySelector('nav') === null", vec![])
            .await,
        json!(true)
    );
}
