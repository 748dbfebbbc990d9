//! The bin by the keyboard alone: put back, deleted for ever, emptied.

use maru_e2e::{Desk, Setting, labels::Labels, vault, walk::SESSION};

/// Moves a meeting to the bin from its page.
async fn throw_away(desk: &Desk, en: &Labels, title: &str) {
    desk.press("ctrl+3").await;
    desk.expect(title).await;
    desk.push(title).await;
    desk.expect_js("the editor", "document.querySelector('.ProseMirror .segment')")
        .await;
    desk.push(en.get("more")).await;
    desk.expect(en.get("move-to-bin")).await;
    desk.press("Up").await;
    desk.expect_focus(en.get("move-to-bin")).await;
    desk.press("Enter").await;
    desk.expect(en.get("moved-to-bin")).await;
}

async fn open_bin(desk: &Desk, en: &Labels) {
    desk.walk_to(en.get("bin"), "shift+Tab").await;
    desk.press("Enter").await;
    desk.expect(en.get("bin-hint")).await;
}

#[tokio::test(flavor = "current_thread")]
async fn what_lies_in_the_bin_is_put_back_or_deleted_for_ever() {
    let en = Labels::read("en");
    let desk = Desk::with_sample(Setting::default()).await;
    desk.unlock().await;
    throw_away(&desk, &en, SESSION).await;
    open_bin(&desk, &en).await;
    desk.expect(SESSION).await;
    desk.picture("bin").await;
    desk.push(&format!("{}: {SESSION}", en.get("put-back"))).await;
    desk.expect(en.get("bin-empty")).await;
    desk.picture("bin-empty").await;

    throw_away(&desk, &en, SESSION).await;
    open_bin(&desk, &en).await;
    desk.push(&format!("{}: {SESSION}", en.get("erase"))).await;
    desk.expect(en.get("erase-hint")).await;
    desk.picture("bin-erase").await;
    desk.press("Escape").await;
    desk.expect_js("the dialog to close", "!document.querySelector('[role=dialog]')")
        .await;
    desk.expect(SESSION).await;
    desk.walk_to(en.get("empty-bin"), "shift+Tab").await;
    desk.press("Enter").await;
    desk.expect(en.get("erase-hint")).await;
    desk.push(en.get("erase")).await;
    desk.expect(en.get("bin-empty")).await;
    desk.lock().await;
    let left = vault::json(&desk.vault(), &["list", "--kind", "meeting"]);
    assert!(!left.to_string().contains(SESSION), "{left}");
    assert!(
        vault::maructl(&desk.vault(), &["search", "checklist"])
            .lines()
            .count()
            < 20
    );
    vault::maructl(&desk.vault(), &["check"]);
}
