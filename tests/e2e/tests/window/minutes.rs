//! What the minutes still have to say, how a decision was taken, and the decisions read aloud: with the keyboard alone.

use maru_e2e::{Desk, Setting, labels::Labels, vault, walk::SESSION};

#[tokio::test(flavor = "current_thread")]
async fn what_the_law_asks_for_leads_to_where_it_is_written() {
    let en = Labels::read("en");
    let desk = Desk::with_sample(Setting::default()).await;
    desk.unlock().await;
    desk.new_meeting().await;
    desk.type_text("Call on the pilot").await;
    let missing = en.get("minutes-unsaid");
    let missing = missing.split('{').next().expect("the words").trim();
    desk.tab_to(missing).await;
    desk.press("Enter").await;
    desk.expect(en.get("minutes-unsaid-hint")).await;
    desk.picture("minutes-unsaid").await;
    // A field behind a tab.
    desk.push(en.get("convening-body")).await;
    desk.expect_js(
        "the cursor in the convening body",
        "document.activeElement?.closest('[data-field=convening_body]')",
    )
    .await;
    desk.type_text("Ministry of the Interior and Safety").await;
    // Nobody voted, and it says so; somebody did, and the result is missing.
    desk.expect(en.get("paper-no-vote")).await;
    desk.tab_to(en.get("vote-held")).await;
    desk.press("Space").await;
    desk.expect_gone(en.get("paper-no-vote")).await;
    desk.walk_to(missing, "shift+Tab").await;
    desk.tab_to(en.get("vote-result")).await;
    desk.press("Enter").await;
    desk.expect_js(
        "the cursor in the result",
        "document.activeElement?.closest('[data-field=vote]')",
    )
    .await;
    desk.type_text("Eight in favour, none against").await;
    // A line of the notes.
    desk.walk_to(missing, "shift+Tab").await;
    desk.tab_to(en.get("paper-decisions")).await;
    desk.press("Enter").await;
    desk.expect_js(
        "a new decision",
        "document.querySelector('.ProseMirror-focused .segment.current[data-kind=decision]')",
    )
    .await;
    desk.type_text("Run the pilot until June").await;
    choose_how(&desk, &en).await;
    desk.expect_saved().await;
    desk.picture("minutes-decision").await;
    desk.lock().await;
    check_vault(&desk);
}

/// How it was decided is chosen in the row, and stands there in both languages.
async fn choose_how(desk: &Desk, en: &Labels) {
    desk.press("alt+Enter").await;
    desk.expect_focus(en.get("editor-decision-kind")).await;
    desk.press_times("Down", 3).await;
    desk.press("Escape").await;
    let ko = Labels::read("ko");
    for (lang, words) in [("en", en), ("ko", &ko)] {
        let script = format!(
            "[...document.querySelectorAll('.segment[data-kind=decision] .cell[lang={lang}] .facts')]
                .some(one => one.textContent.includes({:?}))",
            words.get("decision-deferred")
        );
        desk.expect_js("how it was decided", &script).await;
    }
}

fn check_vault(desk: &Desk) {
    let rows = vault::json(&desk.vault(), &["list", "--kind", "meeting"]);
    let row = rows
        .as_array()
        .expect("a list")
        .iter()
        .find(|row| row["title"]["en"] == "Call on the pilot");
    let id = row
        .and_then(|row| row["id"].as_str())
        .expect("the meeting")
        .to_owned();
    let record = vault::json(&desk.vault(), &["show", &id])["record"].clone();
    assert_eq!(record["vote"]["held"], true);
    assert_eq!(record["vote"]["text"]["en"], "Eight in favour, none against");
    let segments = record["segments"].as_object().expect("segments");
    let decision = segments.values().find(|segment| segment["kind"] == "decision");
    assert_eq!(decision.expect("the decision")["decision"], "deferred");
}

#[tokio::test(flavor = "current_thread")]
async fn the_decisions_stand_on_one_page_to_be_read_aloud() {
    let en = Labels::read("en");
    let desk = Desk::with_sample(Setting::default()).await;
    desk.unlock().await;
    desk.open_session().await;
    // The heading of the page has the focus at first.
    desk.press("Tab").await;
    desk.push(en.get("read-aloud")).await;
    desk.expect_js(
        "the decisions",
        "document.querySelectorAll('.aloud li').length === 6",
    )
    .await;
    desk.expect_js(
        "one page",
        "document.querySelector('main').scrollHeight <= document.querySelector('main').clientHeight",
    )
    .await;
    desk.expect_js(
        "large type",
        "parseFloat(getComputedStyle(document.querySelector('.aloud ol')).fontSize) >= 16",
    )
    .await;
    desk.picture("aloud-both").await;
    desk.expect_focus("D-01").await;
    desk.press("Right").await;
    desk.expect_focus("D-02").await;
    desk.press("Left").await;
    desk.expect_focus("D-01").await;
    desk.press("Escape").await;
    desk.expect_js("the notes", "document.querySelector('.ProseMirror')")
        .await;
    desk.expect(SESSION.split(' ').next().expect("a word")).await;
}
