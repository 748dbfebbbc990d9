//! What is where: shown once on a new laptop, closed by a key, and there again when it is asked for.

use maru_e2e::{Desk, Setting, labels::Labels};

const GONE: &str = "!document.querySelector('[role=dialog]')";

#[tokio::test(flavor = "current_thread")]
async fn the_tour_comes_once_and_again_when_it_is_asked_for() {
    let en = Labels::read("en");
    let mut desk = Desk::with_sample(Setting {
        tour: true,
        ..Setting::default()
    })
    .await;
    desk.unlock().await;
    desk.expect(en.get("tour-search")).await;
    desk.expect(en.get("tour-sample")).await;
    desk.picture("tour").await;
    let violations = desk.violations().await;
    assert!(violations.is_empty(), "{violations:?}");
    desk.press("Escape").await;
    desk.expect_js("the tour to close", GONE).await;
    desk.lock().await;
    desk.unlock().await;
    desk.expect_js("no tour", GONE).await;
    desk.restart().await;
    desk.unlock().await;
    desk.expect_js("no tour", GONE).await;

    desk.press("ctrl+k").await;
    desk.expect_js("the search", "document.querySelector('[role=dialog] input')")
        .await;
    desk.type_text(en.get("tour")).await;
    desk.press("Enter").await;
    desk.expect(en.get("tour-search")).await;
    desk.push(en.get("tour-end")).await;
    desk.expect_js("the tour to close", GONE).await;
    desk.press("ctrl+,").await;
    desk.push(en.get("tour-again")).await;
    desk.expect(en.get("tour-search")).await;
    desk.press("Escape").await;
    desk.expect_js("the tour to close", GONE).await;
}
