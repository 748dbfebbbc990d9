//! Everything by name: the field that finds commands, places, records and texts.

use crate::lists::{import, meeting};
use maru_e2e::{Desk, Setting, labels::Labels, walk::SESSION};

const CHOSEN: &str = "document.querySelector('[role=option][aria-selected=true]')";

pub(crate) async fn open(desk: &Desk) {
    desk.press("ctrl+k").await;
    desk.expect_js("the field", "document.activeElement?.matches('[role=combobox]')")
        .await;
}

/// Waits until the chosen line holds a text.
pub(crate) async fn expect_chosen(desk: &Desk, text: &str) {
    let script = format!("{CHOSEN}?.textContent.includes({text:?})");
    desk.expect_js(&format!("{text:?} to be chosen"), &script).await;
}

#[tokio::test(flavor = "current_thread")]
async fn with_nothing_typed_it_offers_what_was_open_last_and_what_can_be_done_here() {
    let en = Labels::read("en");
    let desk = Desk::with_sample(Setting::default()).await;
    desk.unlock().await;
    desk.open_session().await;
    open(&desk).await;
    for label in [
        "recently-changed",
        "palette-commands",
        "palette-places",
        "move-to-bin",
        "export-pdf",
    ] {
        desk.expect(en.get(label)).await;
    }
    desk.picture("palette-empty").await;
    desk.press("End").await;
    expect_chosen(&desk, en.get("bin")).await;
    desk.press("Down").await;
    desk.expect_js("the first line again", &format!("{CHOSEN}.id.endsWith('-0')"))
        .await;
    desk.press("Next").await;
    desk.expect_js("a leap down", &format!("{CHOSEN}.id.endsWith('-8')"))
        .await;
    desk.press("Prior").await;
    desk.press("Up").await;
    expect_chosen(&desk, en.get("bin")).await;
    desk.press("Up").await;
    expect_chosen(&desk, en.get("nav-settings")).await;
    desk.press("Enter").await;
    desk.expect_js(
        "the settings",
        "document.querySelector('main h1')?.textContent.includes('Settings')",
    )
    .await;
}

#[tokio::test(flavor = "current_thread")]
async fn commands_and_places_are_found_in_both_languages_and_by_initial_consonants() {
    let en = Labels::read("en");
    let desk = Desk::with_sample(Setting::default()).await;
    desk.unlock().await;
    for typed in ["lock n", "지금 잠", "ㅈㄱㅈㄱ"] {
        open(&desk).await;
        desk.type_text(typed).await;
        expect_chosen(&desk, en.get("lock-now")).await;
        desk.press("Escape").await;
        desk.expect_js("no dialog", "!document.querySelector('[role=dialog]')")
            .await;
    }
    open(&desk).await;
    desk.type_text("nothing is called so").await;
    desk.expect(en.get("nothing-found")).await;
}

#[tokio::test(flavor = "current_thread")]
async fn a_record_is_found_by_its_title_and_a_line_by_its_words() {
    let en = Labels::read("en");
    let desk = Desk::with_sample(Setting::default()).await;
    desk.unlock().await;
    open(&desk).await;
    desk.type_text("Second UK").await;
    desk.expect(en.get("palette-records")).await;
    expect_chosen(&desk, SESSION).await;
    desk.picture("palette-typed").await;
    desk.press("Enter").await;
    desk.expect_js(
        "the editor",
        "document.querySelectorAll('.ProseMirror .segment').length > 10",
    )
    .await;
    let wanted = desk
        .cells("en")
        .await
        .into_iter()
        .rfind(|cell| cell.len() > 40)
        .expect("a long line");
    let words: String = wanted.chars().take(30).collect();
    desk.press("ctrl+1").await;
    open(&desk).await;
    desk.type_text(&words).await;
    desk.expect(en.get("palette-texts")).await;
    expect_chosen(&desk, &words).await;
    desk.press("Enter").await;
    let there =
        format!("document.querySelector('.ProseMirror .segment.current')?.textContent.includes({words:?})");
    desk.expect_js("the caret in the line", &there).await;
}

#[tokio::test(flavor = "current_thread")]
async fn the_oldest_of_many_records_is_found_by_its_name() {
    let en = Labels::read("en");
    let desk = Desk::with_sample(Setting::default()).await;
    let many = (1..700).map(|n| meeting(n, &format!("Workshop {n}"), &format!("제{n}차 연수")));
    let mut all = vec![meeting(0, "Inaugural encounter", "창립 모임")];
    all.extend(many);
    import(&desk, all);
    desk.unlock().await;
    for typed in ["Inaugural", "창립 모", "ㅊㄹㅁㅇ"] {
        open(&desk).await;
        desk.type_text(typed).await;
        desk.press("Enter").await;
        desk.expect_js(
            "the first of all meetings",
            "document.querySelector('main h1')?.textContent.includes('Inaugural encounter')",
        )
        .await;
        desk.press("ctrl+1").await;
        desk.expect(en.get("nav-home")).await;
    }
}
