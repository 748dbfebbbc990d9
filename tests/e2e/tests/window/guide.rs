//! The guide inside the application: it opens where a person is, and gives the place back.

use maru_e2e::{Desk, Setting, labels::Labels};

const HEADING: &str = "document.querySelector('[role=dialog] article h3')?.textContent.trim()";

async fn expect_chapter(desk: &Desk, title: &str) {
    desk.expect_js(title, &format!("{HEADING} === '{title}'")).await;
}

async fn close(desk: &Desk) {
    desk.press("Escape").await;
    desk.expect_js("the guide to close", "!document.querySelector('[role=dialog]')")
        .await;
}

#[tokio::test(flavor = "current_thread")]
async fn help_opens_where_a_person_is() {
    let desk = Desk::with_sample(Setting::default()).await;
    desk.expect_js(
        "the cursor in the passphrase",
        "document.activeElement?.type === 'password'",
    )
    .await;
    desk.press("F1").await;
    expect_chapter(&desk, "Start and the vault").await;
    close(&desk).await;
    desk.unlock().await;
    desk.press("F1").await;
    expect_chapter(&desk, "Home").await;
    close(&desk).await;

    // In the notes the cursor comes back to where it was, and nothing is written by the way.
    desk.open_session().await;
    let before = desk.cells("en").await;
    desk.tab_into_editor().await;
    desk.press("F1").await;
    expect_chapter(&desk, "Sessions and the two-language notes").await;
    close(&desk).await;
    desk.expect_js(
        "the cursor in the notes",
        "document.activeElement?.matches('.ProseMirror')",
    )
    .await;
    assert_eq!(desk.cells("en").await, before);

    // Over the preview of a paper the guide stands above it, and leaves it as it was.
    desk.press("Escape").await;
    desk.press("ctrl+p").await;
    desk.expect_js("the preview", "document.querySelector('[role=dialog] img')")
        .await;
    desk.press("F1").await;
    desk.expect_js("the guide", &format!("{HEADING} === 'Export and send'"))
        .await;
    desk.press("Escape").await;
    desk.expect_js(
        "the preview alone",
        "document.querySelectorAll('[role=dialog]').length === 1 && document.querySelector('[role=dialog] img')",
    )
    .await;
}

#[tokio::test(flavor = "current_thread")]
async fn at_the_attachments_help_tells_of_pictures() {
    let en = Labels::read("en");
    let desk = Desk::with_sample(Setting::default()).await;
    desk.unlock().await;
    desk.press("ctrl+2").await;
    desk.push("Memorandum of Understanding on digital government")
        .await;
    desk.expect_js("the tabs", "document.querySelector('[role=tab]')")
        .await;
    while desk
        .js("return document.activeElement?.getAttribute('role')", vec![])
        .await
        != "tab"
    {
        desk.press("Tab").await;
    }
    desk.press("F1").await;
    expect_chapter(&desk, "Agreements").await;
    close(&desk).await;
    desk.walk_to(en.get("attachments"), "Right").await;
    desk.expect(en.get("attachments-empty")).await;
    desk.press("F1").await;
    expect_chapter(&desk, "Pictures and attachments").await;
    close(&desk).await;
    desk.tab_to(en.get("attach-file")).await;
    desk.press("F1").await;
    expect_chapter(&desk, "Pictures and attachments").await;
}

#[tokio::test(flavor = "current_thread")]
async fn the_guide_is_read_and_searched_by_keyboard() {
    let desk = Desk::with_sample(Setting::default()).await;
    desk.unlock().await;
    desk.press("F1").await;
    expect_chapter(&desk, "Home").await;
    desk.push("Search").await;
    expect_chapter(&desk, "Search").await;

    let words = Labels::read("en");
    desk.walk_to(words.get("guide-search"), "shift+Tab").await;
    desk.type_text("passphrase is lost").await;
    desk.expect("Found in").await;
    desk.push("Start for the first time").await;
    desk.expect_js(
        "the heading that was found",
        "document.activeElement?.textContent.trim() === 'Start for the first time'",
    )
    .await;

    // The other language, without changing the window behind.
    desk.walk_to("한국어", "shift+Tab").await;
    desk.press("Enter").await;
    expect_chapter(&desk, "시작하기와 자료함").await;
    desk.expect_js(
        "its language told to screen readers",
        "document.querySelector('[role=dialog] article').lang === 'ko'",
    )
    .await;
    close(&desk).await;
    desk.expect("Home").await;
}

#[tokio::test(flavor = "current_thread")]
async fn nothing_in_the_guide_keeps_a_person_out() {
    let desk = Desk::with_sample(Setting::default()).await;
    let mut found = Vec::new();
    for (labels, look) in [("en", "light"), ("ko", "dark"), ("both", "contrast")] {
        desk.dress(labels, look).await;
        desk.unlock().await;
        desk.press("F1").await;
        desk.expect_js("the guide", HEADING).await;
        desk.picture(&format!("guide-{labels}-{look}")).await;
        found.extend(desk.violations().await);
        close(&desk).await;
        desk.press("ctrl+k").await;
        desk.expect_js("the search", "document.querySelector('[role=dialog] input')")
            .await;
        let words = Labels::read(if labels == "ko" { "ko" } else { "en" });
        let about = words.get("about");
        desk.type_text(about).await;
        desk.expect_js(
            "the command",
            &format!(
                "document.querySelector('[role=option][aria-selected=true]')?.textContent.includes('{about}')"
            ),
        )
        .await;
        desk.press("Enter").await;
        desk.expect_js(
            "the page",
            &format!("document.querySelector('main h1')?.textContent.includes('{about}')"),
        )
        .await;
        for (name, label) in [("access", "accessibility"), ("notices", "about-notices")] {
            desk.push(words.get(label)).await;
            desk.expect_js(name, "document.querySelector('[role=dialog] h3')")
                .await;
            desk.picture(&format!("{name}-{labels}-{look}")).await;
            found.extend(desk.violations().await);
            close(&desk).await;
        }
        desk.lock().await;
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// Chapters are drawn piece by piece: whoever leafs through them and closes the guide leaves nothing that looks for it.
#[tokio::test(flavor = "current_thread")]
async fn the_guide_closes_while_its_chapters_are_still_coming() {
    let en = Labels::read("en");
    let desk = Desk::with_sample(Setting::default()).await;
    desk.unlock().await;
    desk.watch().await;
    desk.press("F1").await;
    expect_chapter(&desk, "Home").await;
    let script = "
        const all = [...document.querySelectorAll('[role=dialog] button')];
        const named = name => all.find(one => (one.getAttribute('aria-label') ?? one.textContent).trim() === name);
        const names = ['Sessions and the two-language notes', 'Export and send', 'Keys', 'Start and the vault', arguments[0]];
        const press = at => names[at] && (named(names[at]).click(), requestAnimationFrame(() => press(at + 1)));
        press(0);
        // Long after the last piece of the last chapter would have come.
        const wait = frames => frames ? requestAnimationFrame(() => wait(frames - 1)) : window.rested = true;
        wait(100);";
    desk.js(script, vec![en.get("close").into()]).await;
    desk.expect_js(
        "a page at rest without the guide",
        "window.rested && !document.querySelector('[role=dialog]')",
    )
    .await;
    assert_eq!(desk.broken().await, [""; 0]);
}
