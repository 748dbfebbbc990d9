//! The cursor stays where the hands left it, whatever is saved meanwhile.

use maru_e2e::{Desk, Setting};

#[tokio::test(flavor = "current_thread")]
async fn a_save_does_not_move_the_cursor() {
    let desk = Desk::with_sample(Setting::default()).await;
    desk.unlock().await;
    desk.open_session().await;
    desk.tab_into_editor().await;
    desk.press("ctrl+End").await;
    desk.press("Enter").await;
    desk.type_text("One").await;
    desk.press("Tab").await;
    let mut written = String::new();
    for part in ["하나", " 둘", " 셋", " 넷"] {
        desk.type_text(part).await;
        written.push_str(part);
        desk.expect_line("ko", &written).await;
        desk.expect_saved().await;
        desk.expect_line("en", "One").await;
    }
    desk.press("Enter").await;
    desk.type_text("다음 줄").await;
    desk.expect_line("ko", "다음 줄").await;
    desk.expect_line("ko", "하나 둘 셋 넷").await;
}

/// Whoever types at the end of the page sees what is around the line: it never lies at the edge of the screen.
#[tokio::test(flavor = "current_thread")]
async fn the_line_of_the_cursor_keeps_room_around_it() {
    const LINE: &str = "getSelection().getRangeAt(0).getBoundingClientRect()";
    let desk = Desk::with_sample(Setting::default()).await;
    desk.unlock().await;
    desk.open_session().await;
    desk.tab_into_editor().await;
    desk.press("ctrl+End").await;
    for written in ["One", "Two", "Three", "Four"] {
        desk.press("Enter").await;
        desk.type_text(written).await;
        desk.expect_line("en", written).await;
        desk.expect_js(
            "two lines of room below",
            &format!("document.querySelector('main').getBoundingClientRect().bottom - {LINE}.bottom > 45"),
        )
        .await;
    }
    for _ in 0..20 {
        desk.press("Up").await;
    }
    desk.expect_js(
        "two lines of room between the line and the heads of the columns",
        &format!("document.querySelector('main .heads').getBoundingClientRect().bottom + 45 < {LINE}.top"),
    )
    .await;
}

/// Whoever leaves the notes reads how to come back: all of it, whatever lies at the edge of the screen.
#[tokio::test(flavor = "current_thread")]
async fn what_is_said_on_leaving_the_notes_is_wholly_in_sight() {
    const SAID: &str =
        "document.activeElement.matches('.bitext .left') && document.activeElement.getBoundingClientRect()";
    let desk = Desk::with_sample(Setting::default()).await;
    desk.unlock().await;
    desk.open_session().await;
    desk.tab_into_editor().await;
    desk.press("ctrl+End").await;
    desk.press("Escape").await;
    desk.expect_js(
        "the way back, above the edge",
        &format!("({SAID}).bottom < document.querySelector('main').getBoundingClientRect().bottom - 8"),
    )
    .await;
    desk.press("shift+Tab").await;
    desk.expect_js(
        "the cursor in the notes",
        "document.activeElement.matches('.ProseMirror')",
    )
    .await;
}
