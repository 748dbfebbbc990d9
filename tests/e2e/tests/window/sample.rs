//! The walk that `cargo xtask run` takes where there is no display.

use maru_e2e::{Desk, Setting, paper, picture};
use std::fs;

#[tokio::test(flavor = "current_thread")]
async fn journey_of_the_sample() {
    let desk = Desk::with_sample(Setting::default()).await;
    desk.unlock().await;
    desk.picture("home").await;
    desk.open_session().await;
    desk.picture("session").await;

    desk.tab_into_editor().await;
    desk.press("ctrl+End").await;
    desk.press("Enter").await;
    desk.type_text("Both sides thanked the interpreters.").await;
    desk.press("Tab").await;
    desk.type_text("양측은 통역사에게 감사를 표하였다.").await;
    desk.expect_line("en", "Both sides thanked the interpreters.")
        .await;
    desk.expect_line("ko", "양측은 통역사에게 감사를 표하였다.").await;
    desk.expect_saved().await;
    desk.picture("meeting").await;

    desk.press("Escape").await;
    desk.press("ctrl+p").await;
    desk.export().await;
    desk.picture("export").await;
    let pdf = picture::folder().join("summary.pdf");
    fs::copy(desk.saved(), &pdf).expect("the exported PDF is there");
    paper::check(&pdf);
    paper::draw(&pdf, &picture::folder().join("summary"));
    let text = paper::text(&pdf);
    assert!(
        text.contains("thanked the interpreters") && text.contains("통역사에게"),
        "{text}"
    );
}
