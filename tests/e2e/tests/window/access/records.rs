//! The records with all their tabs, editors and dialogs.

use super::{DIALOG, SCREEN, button, setting};
use maru_e2e::{
    Desk, Setting,
    labels::Labels,
    picture::{file_folder, photo},
    ways::Round,
};
use std::fs;

/// Opens the first record of a list.
async fn open_first(desk: &Desk, keys: &str) {
    desk.press(keys).await;
    desk.click("a row", "document.querySelector('main button.open')")
        .await;
    desk.expect_js("the record", "document.querySelector('main article')")
        .await;
}

#[tokio::test(flavor = "current_thread")]
async fn an_agreement_keeps_nobody_out() {
    let files = file_folder();
    let photo = photo(files.path(), "signing.png", (1600, 1200));
    let signed = files
        .path()
        .join("양해각서 서명본 Memorandum_of_Understanding_signed_2023-11-22.pdf");
    fs::write(&signed, b"%PDF-1.7 the signed text").expect("a file");
    let desk = Desk::with_sample(Setting {
        screen: SCREEN,
        ..Setting::choosing(&[&photo, &signed])
    })
    .await;
    desk.unlock().await;
    let en = Labels::read("en");
    let mut round = Round::new(&desk);
    open_first(&desk, "ctrl+2").await;
    for at in 0..desk.tabs().await {
        desk.open_tab(at).await;
        if at == 0 {
            desk.expect_js("the text", "document.querySelector('.ProseMirror .segment')")
                .await;
        }
        round.look(&format!("agreement-{at}")).await;
        // Every editor of the tab opens, with one entry more on each list.
        let opened = "const all = document.querySelectorAll('[role=tabpanel][data-state=active] :is(button[id^=add-], li[id^=area-] button[aria-expanded=false], button[id=source-key])');
            for (const one of all) one.click();
            return all.length";
        if at > 0 && desk.js(opened, vec![]).await != 0 {
            desk.expect_saved().await;
            round.look(&format!("agreement-{at}-editors")).await;
        }
    }
    desk.click("the attachments", "document.querySelectorAll('[role=tab]')[6]")
        .await;
    desk.click("the button", &button(en.get("attach-file"))).await;
    desk.expect_js(
        "the photo",
        "[...document.querySelectorAll('main li img')].some(one => one.complete && one.naturalWidth > 100)",
    )
    .await;
    round.look("attachments").await;
    desk.click("a copy", &button(en.get("save-copy-as"))).await;
    desk.expect(en.get("save-copy-leaves")).await;
    round.look("copy").await;
    desk.close().await;
    round.end();
}

#[tokio::test(flavor = "current_thread")]
async fn a_meeting_keeps_nobody_out() {
    let en = Labels::read("en");
    let desk = Desk::with_sample(setting()).await;
    desk.unlock().await;
    let mut round = Round::new(&desk);
    desk.open_session().await;
    round.look("meeting").await;
    desk.click(
        "the details",
        "document.querySelector('.summary button[aria-expanded]')",
    )
    .await;
    for at in 0..desk.tabs().await {
        desk.open_tab(at).await;
        round.look(&format!("meeting-{at}")).await;
    }
    desk.open_tab(1).await;
    desk.click("somebody new", "document.querySelector('button[id^=add-]')")
        .await;
    desk.click(
        "to save",
        "[...document.querySelectorAll('[role=dialog] button')].at(-1)",
    )
    .await;
    desk.expect(en.get("err-name-needed")).await;
    round.look("person").await;
    desk.close().await;
    desk.click(
        "the page's menu",
        "document.querySelector('main .bar .menu button')",
    )
    .await;
    desk.expect_js("its entries", "document.querySelector('[role=menuitem]')")
        .await;
    round.look("meeting-menu").await;
    desk.click("the history", &button(en.get("change-history"))).await;
    desk.expect_js("the history", "document.querySelector('[role=dialog] li time')")
        .await;
    round.look("history").await;
    desk.close().await;
    desk.press("ctrl+p").await;
    desk.expect_js("the preview", "document.querySelector('[role=dialog] img')")
        .await;
    round.look("export").await;
    desk.close().await;
    desk.click("the decisions", &button(en.get("read-aloud"))).await;
    desk.expect_js(
        "the decisions",
        "document.querySelectorAll('.aloud li').length > 3",
    )
    .await;
    round.look("aloud").await;
    round.end();
}

#[tokio::test(flavor = "current_thread")]
async fn the_notes_keep_nobody_out() {
    let en = Labels::read("en");
    let files = file_folder();
    let photo = photo(files.path(), "whiteboard.png", (800, 600));
    let svg = files.path().join("plan.svg");
    fs::write(&svg, "<svg xmlns='http://www.w3.org/2000/svg'/>").expect("a file");
    let desk = Desk::with_sample(Setting {
        screen: SCREEN,
        ..Setting::choosing(&[&photo, &svg])
    })
    .await;
    desk.unlock().await;
    let mut round = Round::new(&desk);
    desk.press("ctrl+3").await;
    desk.expect_js("the list", "document.querySelector('main button.open')")
        .await;
    desk.new_meeting().await;
    desk.click("what is missing", "document.querySelector('.unsaid button')")
        .await;
    desk.expect(en.get("minutes-unsaid-hint")).await;
    round.look("meeting-new").await;
    desk.press("ctrl+p").await;
    desk.expect_js("the preview", "document.querySelector('[role=dialog] img')")
        .await;
    round.look("export-lacking").await;
    desk.close().await;
    desk.tab_into_editor().await;
    desk.type_text("/").await;
    desk.expect_js(
        "the menu",
        "document.querySelector('[role=option][data-kind=picture]')",
    )
    .await;
    round.look("slash").await;
    desk.press("Escape").await;
    desk.press("Backspace").await;
    for (kind, chord) in [
        ("agenda", "ctrl+shift+g"),
        ("decision", "ctrl+shift+d"),
        ("action", "ctrl+shift+a"),
    ] {
        desk.press("Enter").await;
        desk.press(chord).await;
        desk.type_text("Some words of it").await;
        desk.press("alt+Enter").await;
        desk.expect_js(kind, "document.activeElement?.closest('.panel')")
            .await;
        round.look(&format!("row-{kind}")).await;
        desk.press("Escape").await;
        desk.expect_js("the caret", "document.activeElement?.matches('.ProseMirror')")
            .await;
    }
    desk.press("Enter").await;
    desk.press("ctrl+shift+i").await;
    desk.expect_js(
        "the picture",
        "[...document.querySelectorAll('.ProseMirror [data-kind=picture] img')].some(one => one.complete && one.naturalWidth > 100)",
    )
    .await;
    desk.expect(en.get("err-picture-svg")).await;
    desk.expect_js(
        "the question what there is to see",
        "document.activeElement?.matches('.panel input')",
    )
    .await;
    round.look("row-picture").await;
    round.end();
}

#[tokio::test(flavor = "current_thread")]
async fn a_practice_and_its_review_keep_nobody_out() {
    let en = Labels::read("en");
    let desk = Desk::with_sample(setting()).await;
    desk.unlock().await;
    let mut round = Round::new(&desk);
    open_first(&desk, "ctrl+5").await;
    for at in 0..desk.tabs().await {
        desk.open_tab(at).await;
        if at == 0 {
            desk.expect_js("the text", "document.querySelector('.ProseMirror .segment')")
                .await;
        }
        round.look(&format!("practice-{at}")).await;
        let added = "const add = document.querySelector('[role=tabpanel][data-state=active] button[id^=add-]'); add?.click(); return Boolean(add)";
        if at > 0 && desk.js(added, vec![]).await == true {
            desk.expect_saved().await;
            round.look(&format!("practice-{at}-editors")).await;
        }
    }
    desk.click("to agree", &button(en.get("bp-note-consent"))).await;
    desk.click(
        "to note it",
        "document.querySelector('[role=dialog] button[type=submit]')",
    )
    .await;
    desk.expect(en.get("err-consent-who")).await;
    round.look("consent").await;
    desk.js("document.querySelector('[role=dialog] input').focus()", vec![])
        .await;
    desk.type_text("Alex Sample").await;
    desk.press("Enter").await;
    desk.expect_js("no dialog", &format!("!{DIALOG}")).await;
    desk.open_tab(0).await;
    desk.tab_into_editor().await;
    desk.press("ctrl+Home").await;
    desk.type_text("Since then, ").await;
    desk.expect("Changed since last agreed").await;
    round.look("practice-changed").await;
    desk.click("to compare", &button(en.get("bp-compare"))).await;
    desk.expect_js(
        "the comparison",
        "document.querySelector('[role=dialog] article')",
    )
    .await;
    round.look("compare").await;
    desk.close().await;
    desk.press("ctrl+5").await;
    desk.expect_js("the list", "document.querySelector('main button.open')")
        .await;
    desk.click("a new one", &button(en.get("new-practice"))).await;
    desk.expect_js("the editor", "document.querySelector('.ProseMirror .head')")
        .await;
    round.look("practice-new").await;
    desk.click("to move on", &button(en.get("bp-move-on"))).await;
    desk.expect_js("the question", "document.querySelector('[role=dialog] input')")
        .await;
    round.look("move").await;
    round.end();
}
