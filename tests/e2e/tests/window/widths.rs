//! The window is made narrow and wide again while it is open.

use maru_e2e::{Desk, Setting, labels::Labels};

/// The words of a box that reach out of it.
const OUT: &str = "[...document.querySelectorAll('main label')].filter(box => box.scrollHeight > box.clientHeight + 1 || [...box.querySelectorAll('span')].some(words => words.getBoundingClientRect().bottom > box.getBoundingClientRect().bottom)).map(box => box.textContent)";

#[tokio::test(flavor = "current_thread")]
async fn every_box_grows_and_shrinks_with_its_words() {
    let ko = Labels::read("ko");
    let desk = Desk::fresh(Setting {
        lang: "ko_KR.UTF-8",
        screen: (1500, 900),
        ..Setting::default()
    })
    .await;
    desk.expect(ko.get("welcome")).await;
    let tallest = "Math.max(...[...document.querySelectorAll('main label')].map(box => box.offsetHeight))";
    let mut seen = Vec::new();
    for width in [1200, 320, 1200] {
        desk.page
            .set_window_size(width, 800)
            .await
            .expect("the window takes the size");
        desk.expect_js("the new size", &format!("Math.abs(innerWidth - {width}) <= 10"))
            .await;
        desk.expect_js("all words within their boxes", &format!("{OUT}.length === 0"))
            .await;
        seen.push(
            desk.js(&format!("return {tallest}"), vec![])
                .await
                .as_i64()
                .expect("a height"),
        );
    }
    assert!(
        seen[1] > seen[0],
        "two lines stand in a box of a narrow window: {seen:?}"
    );
    assert_eq!(seen[0], seen[2], "no box keeps the room that it had");
}
