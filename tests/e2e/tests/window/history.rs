//! Who changed what, two moments compared, and the way back, with the keyboard alone.

use maru_e2e::{Desk, Setting, labels::Labels, patience::soon};
use std::time::Duration;

const OLD: &str = "Both sides thanked the interpreters.";
const NEW: &str = "Both sides thanked the interpreters and the drivers.";

async fn write_twice(desk: &Desk) {
    desk.open_session().await;
    desk.tab_into_editor().await;
    desk.press("ctrl+End").await;
    desk.press("Enter").await;
    desk.type_text(OLD).await;
    desk.expect_line("en", OLD).await;
    desk.expect_saved().await;
    desk.press("Escape").await;
    // What is written after the page was left is another change of the same sitting.
    desk.press("ctrl+1").await;
    desk.open_session().await;
    desk.tab_into_editor().await;
    desk.press("ctrl+End").await;
    desk.press("Backspace").await;
    desk.type_text(" and the drivers.").await;
    desk.expect_line("en", NEW).await;
    desk.expect_saved().await;
    desk.press("Escape").await;
}

async fn open_history(desk: &Desk, words: &Labels) {
    desk.press("Tab").await;
    desk.tab_to(words.get("more")).await;
    desk.press("Enter").await;
    desk.expect(words.get("change-history")).await;
    desk.walk_to(words.get("change-history"), "Down").await;
    desk.press("Enter").await;
    desk.expect(words.get("compare-moments")).await;
}

#[tokio::test(flavor = "current_thread")]
async fn a_line_is_compared_and_brought_back_and_nothing_is_lost() {
    let en = Labels::read("en");
    let desk = Desk::with_sample(Setting::default()).await;
    desk.unlock().await;
    write_twice(&desk).await;
    open_history(&desk, &en).await;
    desk.expect(en.get("happened-added")).await;
    desk.expect(NEW).await;
    desk.picture("history-sitting").await;

    // The sitting opens, and the moment before the last words is chosen. The first Tab leaves the dialog's own body.
    desk.press("Tab").await;
    desk.tab_to("changes").await;
    desk.press("Enter").await;
    desk.expect_js(
        "the single changes",
        "document.querySelectorAll('[role=dialog] li li').length > 1",
    )
    .await;
    desk.tab_to(&format!("{}:", en.get("moment-from"))).await;
    let there = async || desk.text().await.contains(OLD).then_some(());
    for _ in 0..20 {
        if soon(Duration::from_secs(1), there).await.is_some() {
            break;
        }
        desk.press("Up").await;
    }
    desk.expect(en.get("happened-changed")).await;
    desk.expect_js(
        "the words that came",
        "[...document.querySelectorAll('ins')].some(one => one.textContent.includes('drivers'))",
    )
    .await;
    // The words of the labels change where one is.
    for (mode, words) in [("en", &en), ("ko", &Labels::read("ko")), ("both", &en)] {
        desk.expect(words.get("happened-changed")).await;
        desk.picture(&format!("history-changed-{mode}")).await;
        assert_eq!(desk.violations().await, Vec::<String>::new(), "{mode}");
        desk.press("ctrl+shift+l").await;
    }
    desk.expect_gone("두 시점 비교").await;

    desk.push(en.get("bring-line-back")).await;
    desk.expect_js(
        "the words of the line now",
        "![...document.querySelectorAll('[role=dialog] .begin')].some(one => one.textContent.includes('drivers'))",
    )
    .await;
    desk.press("Escape").await;
    desk.expect_line("en", OLD).await;
    desk.expect(en.get("line-brought-back")).await;
    desk.press("ctrl+z").await;
    desk.expect_line("en", NEW).await;
}

#[tokio::test(flavor = "current_thread")]
async fn a_whole_record_is_brought_back() {
    let en = Labels::read("en");
    let desk = Desk::with_sample(Setting::default()).await;
    desk.unlock().await;
    write_twice(&desk).await;
    open_history(&desk, &en).await;
    desk.press("Tab").await;
    desk.push(en.get("bring-record-back")).await;
    desk.expect(en.get("no-differences")).await;
    desk.press("Escape").await;
    desk.expect(en.get("record-brought-back")).await;
    desk.expect_js(
        "the line to go",
        "![...document.querySelectorAll('.ProseMirror .text')].some(one => one.textContent.includes('interpreters and'))",
    )
    .await;
    desk.picture("history-back").await;
    desk.press("ctrl+z").await;
    desk.expect_line("en", NEW).await;
}

/// Bad input reaches the shell only from elsewhere than the page; it answers, and changes nothing.
#[tokio::test(flavor = "current_thread")]
async fn unknown_moments_and_records_are_refused() {
    let desk = Desk::with_sample(Setting::default()).await;
    desk.unlock().await;
    desk.open_session().await;
    let script = "
        const done = arguments[arguments.length - 1];
        const call = (name, args) => window.__TAURI_INTERNALS__.invoke(name, args).then(() => 'done', error => error.code ?? String(error));
        window.__TAURI_INTERNALS__.invoke('list', { listing: { kind: 'meeting', binned: false } }).then(async page => {
            const id = page.rows[0].id;
            const none = ['00'.repeat(32)];
            done([
                await call('go_back', { id, moment: none, segment: null }),
                await call('go_back', { id, moment: [], segment: null }),
                await call('go_back', { id, moment: ['nonsense'], segment: null }),
                await call('compare', { id, before: none, after: null }),
                await call('go_back', { id: 'nobody', moment: none, segment: null }),
                await call('history', { id: 'nobody' }),
            ]);
        });";
    let told = desk.page.execute_async(script, vec![]).await.expect("answers");
    let wanted = [
        "edit-heads",
        "edit-heads",
        "edit-heads",
        "edit-heads",
        "no-record",
        "no-record",
    ];
    assert_eq!(told, serde_json::json!(wanted));
}
