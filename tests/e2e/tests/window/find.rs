//! Everything that was found, on a page of its own: by keyboard alone, in both scripts, with filters.

use crate::lists::{import, meeting};
use maru_e2e::{Desk, Setting, labels::Labels, patience::until};

const FIELD: &str = "document.activeElement?.matches('main input[type=search]')";
const LINES: &str = "document.querySelectorAll('main tr[aria-rowindex]')";

/// Opens the page with what is found for some words.
async fn find(desk: &Desk, words: &str) {
    let en = Labels::read("en");
    desk.press("ctrl+k").await;
    desk.expect_js(
        "the palette",
        "document.activeElement?.matches('[role=combobox]')",
    )
    .await;
    desk.type_text(words).await;
    desk.expect(en.get("find-all")).await;
    let all = format!(
        "document.querySelector('[role=option][aria-selected=true]')?.textContent.includes({:?})",
        en.get("find-all")
    );
    // Up from the first line comes the last one; what was found stands in the middle.
    until("the line that leads to everything", async || {
        let there = desk.js(&format!("return {all}"), vec![]).await == true;
        if !there {
            desk.press("Up").await;
        }
        there.then_some(())
    })
    .await;
    desk.press("Enter").await;
    desk.expect_js("the field", FIELD).await;
    desk.expect_js("results", &format!("{LINES}.length > 0")).await;
}

/// Puts other words into the field.
async fn ask(desk: &Desk, words: &str) {
    desk.press("ctrl+a").await;
    desk.type_text(words).await;
}

#[tokio::test(flavor = "current_thread")]
async fn what_was_found_opens_at_its_line_and_the_way_back_leads_to_it() {
    let desk = Desk::with_sample(Setting::default()).await;
    desk.unlock().await;
    find(&desk, "협력").await;
    let marked = |word: &str| {
        format!(
            "[...{LINES}].every(line => line.querySelector('mark') || line.textContent.includes({word:?}))"
        )
    };
    desk.expect_js("every line to hold the word", &marked("협력"))
        .await;
    desk.picture("find-korean").await;
    ask(&desk, "checklist").await;
    desk.expect_js(
        "lines with the other word",
        &format!(
            "{LINES}.length > 0 && [...{LINES}].every(line => /checklist/i.test(line.querySelector('mark')?.textContent))"
        ),
    )
    .await;
    desk.press("Down").await;
    desk.press("Down").await;
    desk.press("Up").await;
    desk.walk_to("A-04", "Down").await;
    desk.press("Enter").await;
    desk.expect_js(
        "the caret in the line",
        "/checklist/i.test(document.querySelector('.ProseMirror .segment.current')?.textContent)",
    )
    .await;
    desk.press("Escape").await;
    desk.press("Escape").await;
    desk.expect_js(
        "the results as they were",
        &format!(
            "document.querySelector('main input[type=search]')?.value === 'checklist' && {LINES}.length > 0"
        ),
    )
    .await;
}

#[tokio::test(flavor = "current_thread")]
async fn filters_are_offered_as_they_are_typed_and_narrow_it_down() {
    let en = Labels::read("en");
    let desk = Desk::with_sample(Setting::default()).await;
    desk.unlock().await;
    find(&desk, "AIO").await;
    ask(&desk, "AIO kind:dec").await;
    desk.expect("kind:decision").await;
    desk.picture("find-filter").await;
    desk.press("Tab").await;
    desk.press("Enter").await;
    desk.expect_js(
        "the whole filter",
        &format!("{FIELD} && document.activeElement.value === 'AIO kind:decision '"),
    )
    .await;
    desk.expect_js(
        "decisions alone",
        &format!("{LINES}.length > 0 && [...{LINES}].every(line => /^D-/.test(line.textContent.trim()))"),
    )
    .await;
    ask(&desk, "AIO 종류:없는것").await;
    desk.expect("종류:없는것").await;
    ask(&desk, "\"no such words at all\"").await;
    desk.expect(en.get("nothing-found")).await;
    ask(&desk, "\u{1100} \" ) OR NEAR(* 🙂").await;
    desk.expect(en.get("nothing-found")).await;
}

#[tokio::test(flavor = "current_thread")]
async fn the_other_keyboard_layout_and_the_glossary_are_offered() {
    let en = Labels::read("en");
    let desk = Desk::with_sample(Setting::default()).await;
    desk.unlock().await;
    find(&desk, "MOIS").await;
    ask(&desk, "guqfur").await;
    desk.expect("협력").await;
    desk.picture("find-layout").await;
    desk.press("Tab").await;
    desk.press("Enter").await;
    desk.expect_js(
        "what was meant",
        &format!("document.querySelector('main input[type=search]').value === '협력' && {LINES}.length > 0"),
    )
    .await;
    ask(&desk, "digital government").await;
    desk.expect(en.get("palette-terms")).await;
    desk.expect("디지털정부").await;
    desk.picture("find-terms").await;
}

#[tokio::test(flavor = "current_thread")]
async fn a_damaged_index_is_made_anew_from_the_page() {
    let en = Labels::read("en");
    let desk = Desk::with_sample(Setting::default()).await;
    // More texts than one piece of the index takes.
    import(
        &desk,
        (0..1100)
            .map(|n| meeting(n, &format!("Workshop {n}"), &format!("제{n}차 연수")))
            .collect(),
    );
    desk.unlock().await;
    let broken = "
        const done = arguments[arguments.length - 1];
        window.__TAURI_INTERNALS__.invoke('mend_search', { anew: true }).then(told => done(told.done < told.total));";
    let broken = desk.page.execute_async(broken, vec![]).await;
    assert_eq!(
        broken.expect("the index is emptied"),
        true,
        "one piece is not all"
    );
    desk.press("ctrl+k").await;
    desk.expect_js(
        "the palette",
        "document.activeElement?.matches('[role=combobox]')",
    )
    .await;
    desk.type_text("Workshop 1099").await;
    desk.expect(en.get("find-mend")).await;
    desk.press("End").await;
    desk.press("Enter").await;
    desk.expect_js("the field", FIELD).await;
    desk.expect(en.get("err-search-damaged")).await;
    desk.picture("find-damaged").await;
    desk.tab_to(en.get("find-mend")).await;
    desk.press("Enter").await;
    desk.expect(en.get("find-mended")).await;
    desk.expect_js("what was looked for", &format!("{LINES}.length > 0"))
        .await;
    desk.expect_gone(en.get("err-search-damaged")).await;
}
