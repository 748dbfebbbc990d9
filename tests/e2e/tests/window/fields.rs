//! Fields that grow with what is written in them: nothing is cut, and nothing scrolls inside a field.

use maru_e2e::{Desk, Setting, labels::Labels, vault};

const TITLE: &str = "Memorandum of Understanding between the digital agencies of both governments on the shared \
    assessment of public services, the exchange of experts and the joint publication of what was learned on the way";

/// Waits until the focused field shows all that stands in it, on at least so many lines.
async fn expect_whole(desk: &Desk, lines: usize) {
    let script = format!(
        "(() => {{
            const field = document.activeElement;
            const line = parseFloat(getComputedStyle(field).lineHeight);
            return field.scrollHeight <= field.clientHeight && field.scrollWidth <= field.clientWidth && field.clientHeight >= {lines} * line;
        }})()"
    );
    desk.expect_js(&format!("a field of {lines} lines or more, shown whole"), &script)
        .await;
}

#[tokio::test(flavor = "current_thread")]
async fn a_long_title_is_shown_whole_and_holds_no_line_break() {
    let en = Labels::read("en");
    let desk = Desk::with_sample(Setting::default()).await;
    desk.unlock().await;
    desk.press("ctrl+2").await;
    desk.expect_js("the list", "document.querySelector('main h1')")
        .await;
    desk.push(en.get("new-agreement")).await;
    desk.expect_focus(&format!("{} {}", en.get("title"), en.get("tongue-en")))
        .await;
    expect_whole(&desk, 1).await;
    desk.type_text(TITLE).await;
    expect_whole(&desk, 2).await;
    desk.picture("title-long").await;
    desk.press("Enter").await;
    desk.expect_focus(&format!("{} {}", en.get("title"), en.get("tongue-ko")))
        .await;
    desk.type_text("양해각서").await;
    desk.press("shift+Tab").await;
    assert_eq!(desk.value().await, TITLE, "Enter breaks no line");

    desk.press("ctrl+2").await;
    desk.expect(TITLE).await;
    let rows = vault_rows(&desk).await;
    assert!(rows.contains(&TITLE.to_owned()), "{rows:?}");
}

/// Returns the English titles of the agreements, as they are on the disk.
async fn vault_rows(desk: &Desk) -> Vec<String> {
    desk.lock().await;
    let rows = vault::json(&desk.vault(), &["list", "--kind", "agreement"]);
    let rows = rows.as_array().expect("a list").iter();
    rows.map(|row| row["title"]["en"].as_str().unwrap_or_default().to_owned())
        .collect()
}

#[tokio::test(flavor = "current_thread")]
async fn lines_that_are_pasted_into_a_title_become_one_and_the_text_of_an_area_grows() {
    let en = Labels::read("en");
    let desk = Desk::with_sample(Setting::default()).await;
    desk.unlock().await;
    desk.press("ctrl+2").await;
    desk.expect_js("the list", "document.querySelector('main h1')")
        .await;
    desk.push(en.get("new-agreement")).await;
    desk.tab_to(en.get("details")).await;
    desk.walk_to(en.get("paper-areas"), "Right").await;
    desk.push(en.get("add-list")).await;
    desk.expect_js(
        "the cursor in the area",
        "document.activeElement?.matches('textarea[lang=en]') && document.activeElement.closest('li')",
    )
    .await;
    for line in ["Wallets", "Credentials", "Standards", "Recognition"] {
        desk.type_text(line).await;
        desk.press("Enter").await;
    }
    expect_whole(&desk, 5).await;
    desk.picture("area-long").await;
    desk.press("ctrl+a").await;
    desk.press("ctrl+c").await;
    desk.walk_to(
        &format!("{} {}", en.get("title"), en.get("tongue-en")),
        "shift+Tab",
    )
    .await;
    desk.press("ctrl+v").await;
    let pasted = "document.activeElement.value.trim() === 'Wallets Credentials Standards Recognition'";
    desk.expect_js("one line", pasted).await;
    desk.press("ctrl+z").await;
    desk.expect_js("an empty title", "document.activeElement.value === ''")
        .await;
}

/// Whoever goes to another tab with the details of a row open takes nothing along that still looks for them.
#[tokio::test(flavor = "current_thread")]
async fn a_text_is_left_with_the_details_of_a_row_open() {
    const AREAS: &str = "[...document.querySelectorAll('[role=tab]')][1]";
    let desk = Desk::with_sample(Setting::default()).await;
    desk.unlock().await;
    desk.watch().await;
    desk.press("ctrl+2").await;
    desk.push("Memorandum of Understanding on digital government")
        .await;
    desk.expect_js("the tabs", AREAS).await;
    desk.tab_into_editor().await;
    desk.press("alt+Enter").await;
    desk.expect_js(
        "the cursor in the details",
        "document.activeElement?.closest('.panel')",
    )
    .await;
    // As a mouse does: the focus first, and then the tab.
    desk.js(&format!("{AREAS}.focus(); {AREAS}.click()"), vec![])
        .await;
    desk.expect_js("another tab", &format!("{AREAS}.dataset.state === 'active'"))
        .await;
    desk.press("ctrl+1").await;
    desk.expect_js(
        "Home",
        "document.querySelector('main h1') && !document.querySelector('[role=tab]')",
    )
    .await;
    assert_eq!(desk.broken().await, [""; 0]);
}
