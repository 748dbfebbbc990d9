//! What stands behind the other tabs of a record, by the keyboard alone, and what is said of input that is wrong.

use maru_e2e::{
    Desk, Setting,
    labels::Labels,
    picture::{file_folder, photo},
    vault,
    walk::SESSION,
};
use serde_json::Value;

use crate::agreement::begin;

const AGREEMENT: &str = "Memorandum of Understanding on digital government";
const PRACTICE: &str = "Running a service assessment as a peer review";

async fn open(desk: &Desk, keys: &str, title: &str) {
    desk.press(keys).await;
    desk.expect(title).await;
    desk.push(title).await;
    desk.expect_js("the record", "document.querySelector('main article [role=tab]')")
        .await;
}

fn record(desk: &Desk, kind: &str, title: &str) -> Value {
    let rows = vault::json(&desk.vault(), &["list", "--kind", kind]);
    let row = rows
        .as_array()
        .expect("a list")
        .iter()
        .find(|row| row["title"]["en"].as_str().is_some_and(|one| one.contains(title)));
    let id = row
        .and_then(|row| row["id"].as_str())
        .expect("the record")
        .to_owned();
    vault::json(&desk.vault(), &["show", &id])["record"].clone()
}

fn holds(map: &Value, what: impl Fn(&Value) -> bool) -> bool {
    map.as_object()
        .expect("a map")
        .values()
        .any(|one| one["removed"] != true && what(one))
}

#[tokio::test(flavor = "current_thread")]
async fn an_agreement_keeps_its_papers_and_its_sources() {
    let en = Labels::read("en");
    let files = file_folder();
    let photo = photo(files.path(), "signing.png", (1600, 1200));
    let desk = Desk::with_sample(Setting::choosing(&[&photo])).await;
    desk.unlock().await;
    open(&desk, "ctrl+2", AGREEMENT).await;

    desk.to_tab(en.get("attachments"), "Tab").await;
    desk.push(en.get("attach-file")).await;
    desk.expect("signing.").await;
    desk.fill(
        &format!("{}{}", en.get("picture-caption"), en.get("tongue-en")),
        "The signing",
    )
    .await;
    desk.expect_saved().await;

    desk.to_tab(en.get("related-and-sources"), "shift+Tab").await;
    for _ in 0..2 {
        desk.fill(en.get("source-key"), "archive-2023").await;
        desk.press("Enter").await;
        desk.expect("archive-2023").await;
    }
    // The name is taken now.
    desk.expect(en.get("err-source-key")).await;
    desk.to_tab(en.get("related-and-sources"), "shift+Tab").await;
    desk.push(en.get("add-related")).await;
    desk.walk_to(&format!("{} English", en.get("title")), "shift+Tab")
        .await;
    desk.type_text("A statement of friendship").await;
    desk.tab_to(en.get("agr-date-signed")).await;
    desk.type_text("last summer").await;
    desk.press("Tab").await;
    desk.expect(en.get("err-loose-date")).await;
    desk.press("shift+Tab").await;
    desk.press("ctrl+a").await;
    desk.type_text("2024. 7.").await;
    desk.press("Tab").await;
    desk.expect_gone(en.get("err-loose-date")).await;
    desk.expect_saved().await;

    desk.to_tab(en.get("change-history"), "shift+Tab").await;
    desk.expect(&en.get("attachment-added").replace("{ $name }", "signing."))
        .await;
    desk.picture("history-attached").await;
    desk.tab_to(&format!("{}:", en.get("moment-from"))).await;
    desk.press("Down").await;
    desk.expect_js(
        "another moment",
        "document.activeElement?.matches('input[type=radio]:checked')",
    )
    .await;
    desk.to_tab(en.get("nav-sessions"), "shift+Tab").await;
    desk.push(SESSION).await;
    desk.expect_js(
        "the session",
        "document.querySelector('article.meeting .ProseMirror')",
    )
    .await;
    desk.lock().await;

    let record = record(&desk, "agreement", AGREEMENT);
    assert!(holds(&record["attachments"], |one| one["caption"]["en"]
        == "The signing"));
    assert!(
        record["sources"]["archive-2023"].is_string(),
        "{}",
        record["sources"]
    );
    assert!(holds(&record["related"], |one| {
        one["title"]["en"] == "A statement of friendship" && one["signed"] == "2024-07"
    }));
}

#[tokio::test(flavor = "current_thread")]
async fn the_first_session_under_an_agreement_is_begun_from_its_page() {
    let en = Labels::read("en");
    let desk = Desk::with_sample(Setting::default()).await;
    desk.unlock().await;
    begin(&desk, &en).await;
    desk.type_text("Placement arrangement").await;
    desk.to_tab(en.get("nav-sessions"), "Tab").await;
    desk.expect(en.get("meetings-empty")).await;
    desk.push(en.get("new-meeting")).await;
    desk.expect_js(
        "the new session",
        "document.querySelector('article.meeting .title textarea:focus')",
    )
    .await;
    desk.lock().await;

    let agreement = record(&desk, "agreement", "Placement arrangement");
    let meetings = vault::json(&desk.vault(), &["list", "--kind", "meeting"]);
    let under = |row: &Value| row["agreement"] == agreement["id"];
    let found = meetings
        .as_array()
        .expect("a list")
        .iter()
        .filter(|row| under(row));
    assert_eq!(found.count(), 1, "{meetings}");
}

#[tokio::test(flavor = "current_thread")]
async fn a_practice_keeps_its_figures_its_comments_and_its_pictures() {
    let en = Labels::read("en");
    let files = file_folder();
    let photo = photo(files.path(), "panel.png", (1600, 1200));
    let desk = Desk::with_sample(Setting::choosing(&[&photo])).await;
    desk.unlock().await;
    open(&desk, "ctrl+5", PRACTICE).await;

    desk.to_tab(en.get("bp-evidence"), "Tab").await;
    desk.push(en.get("bp-add-figure")).await;
    desk.expect_js(
        "the cursor in the measure",
        "document.activeElement?.matches('.figure :is(input, textarea)[lang]')",
    )
    .await;
    desk.type_text("Days until the report").await;
    desk.fill(en.get("paper-value"), "12").await;
    desk.fill(en.get("paper-period"), "2026").await;
    desk.expect_saved().await;

    desk.to_tab(en.get("comment"), "shift+Tab").await;
    desk.push(en.get("bp-add-comment")).await;
    desk.expect_js(
        "the cursor in the comment",
        "document.activeElement?.matches('.comment textarea')",
    )
    .await;
    desk.type_text("Say who reads the report.").await;
    desk.tab_to(en.get("comment-settled")).await;
    desk.press("Space").await;
    desk.expect_saved().await;

    desk.to_tab(en.get("attachments"), "shift+Tab").await;
    desk.push(en.get("attach-file")).await;
    desk.expect("panel.").await;
    desk.fill(
        &format!("{}{}", en.get("picture-alt"), en.get("tongue-en")),
        "Three assessors at a table",
    )
    .await;
    desk.expect_saved().await;
    desk.lock().await;

    let record = record(&desk, "practice", PRACTICE);
    assert!(holds(&record["evidence"], |one| {
        one["measure"]["en"] == "Days until the report" && one["value"] == "12" && one["period"] == "2026"
    }));
    assert!(holds(&record["comments"], |one| {
        one["text"]["en"] == "Say who reads the report." && one["resolved"] == true
    }));
    assert!(holds(&record["attachments"], |one| one["alt"]["en"]
        == "Three assessors at a table"));
}

/// Waits until a fault is told, in English and, with the labels turned, in Korean.
async fn expect_told(desk: &Desk, id: &str) {
    let (en, ko) = (Labels::read("en"), Labels::read("ko"));
    desk.expect(en.get(id)).await;
    desk.press("ctrl+shift+l").await;
    desk.expect(ko.get(id)).await;
    desk.press("ctrl+shift+l").await;
    desk.expect(en.get(id)).await;
    desk.press("ctrl+shift+l").await;
    desk.expect_gone(ko.get(id)).await;
    desk.expect_js(
        "where it is wrong",
        "document.querySelector('main [aria-invalid=true]')",
    )
    .await;
}

#[tokio::test(flavor = "current_thread")]
async fn what_is_no_date_is_said_where_it_was_typed() {
    let en = Labels::read("en");
    let desk = Desk::with_sample(Setting::default()).await;
    desk.unlock().await;
    open(&desk, "ctrl+5", PRACTICE).await;
    desk.to_tab(en.get("details"), "Tab").await;
    let day = format!("{} day", en.get("bp-review-by"));
    desk.tab_to(&day).await;
    desk.press_times("Backspace", 3).await;
    desk.press_times("Tab", 3).await;
    expect_told(&desk, "err-half-date").await;
    desk.picture("date-half").await;
    desk.walk_to(&day, "shift+Tab").await;
    desk.type_text("09032027").await;
    desk.press("Tab").await;
    desk.expect_gone(en.get("err-half-date")).await;
    desk.expect_saved().await;

    open(&desk, "ctrl+2", AGREEMENT).await;
    desk.to_tab(en.get("details"), "Tab").await;
    desk.tab_to(&format!("{} day", en.get("agr-date-end"))).await;
    desk.type_text("01012020").await;
    expect_told(&desk, "err-ends-early").await;
    desk.picture("date-early").await;
    desk.walk_to(&format!("{} day", en.get("agr-date-end")), "shift+Tab")
        .await;
    desk.type_text("01012030").await;
    desk.expect_gone(en.get("err-ends-early")).await;
    desk.expect_saved().await;
    desk.lock().await;
    let record_of = |kind: &str, title: &str| record(&desk, kind, title);
    assert_eq!(record_of("practice", PRACTICE)["review_by"], "2027-03-09");
    assert_eq!(
        record_of("agreement", AGREEMENT)["dates"]["ends"]["value"],
        "2030-01-01"
    );
}

#[tokio::test(flavor = "current_thread")]
async fn when_and_where_a_meeting_is_and_how_it_is_marked() {
    let en = Labels::read("en");
    let desk = Desk::with_sample(Setting::default()).await;
    desk.unlock().await;
    desk.press("ctrl+3").await;
    desk.new_meeting().await;
    desk.type_text("A visit").await;
    desk.tab_to("Day 1").await;
    desk.tab_to(en.get("starts")).await;
    desk.press("ctrl+a").await;
    desk.type_text("half past nine").await;
    desk.press("Tab").await;
    expect_told(&desk, "editor-bad-time").await;
    desk.press("shift+Tab").await;
    desk.press("ctrl+a").await;
    desk.type_text("1830").await;
    desk.press("Tab").await;
    expect_told(&desk, "err-ends-before").await;
    desk.picture("time-before").await;
    desk.press("ctrl+a").await;
    desk.type_text("20:00").await;
    desk.press("Tab").await;
    desk.expect_gone(en.get("err-ends-before")).await;
    desk.push(en.get("add-day")).await;
    desk.expect_js(
        "another day",
        "document.querySelectorAll('.when li').length === 2",
    )
    .await;
    desk.fill(&format!("{}{}", en.get("place"), en.get("tongue-en")), "Busan")
        .await;
    desk.tab_to(en.get("zone")).await;
    desk.press("ctrl+a").await;
    desk.type_text("London").await;
    desk.press("Down").await;
    desk.press("Enter").await;
    desk.expect_saved().await;

    desk.to_tab(en.get("handling-marking"), "shift+Tab").await;
    desk.tab_to(en.get("uk-tier")).await;
    desk.type_text("OFFICIAL").await;
    desk.tab_to(en.get("uk-instruction")).await;
    desk.type_text("EMB").await;
    expect_told(&desk, "err-embargo-date").await;
    desk.expect(en.get("err-embargo-then")).await;
    desk.tab_to(&format!("{} day", en.get("embargo-until"))).await;
    desk.type_text("09032027").await;
    desk.expect_gone(en.get("err-embargo-date")).await;
    desk.fill(en.get("embargo-then"), "OFFICIAL").await;
    desk.expect_gone(en.get("err-embargo-then")).await;
    desk.expect_saved().await;
    desk.lock().await;
    let record = record(&desk, "meeting", "A visit");
    assert_eq!(record["days"].as_object().map(serde_json::Map::len), Some(2));
    assert!(holds(&record["days"], |day| {
        day["start"]
            .as_str()
            .is_some_and(|at| at.contains("T18:30") && at.contains("Europe/London"))
    }));
    assert_eq!(record["place"]["en"], "Busan");
    assert_eq!(record["handling"]["instruction"], "EMBARGOED");
}
