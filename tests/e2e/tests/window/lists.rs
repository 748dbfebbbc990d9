//! Lists by the keyboard alone: sorted by their heads, filtered, and long ones that show what is near.

use maru_e2e::{Desk, Setting, labels::Labels, vault};
use serde_json::{Value, json};
use std::fs;

const TITLES: &str = "[...document.querySelectorAll('main button.open')].map(one => one.textContent.trim())";

/// Puts meetings into the vault while it is locked.
pub(crate) fn import(desk: &Desk, meetings: Vec<Value>) {
    let file = desk.maru_home().join("meetings.json");
    fs::write(&file, Value::from(meetings).to_string()).expect("a file of records");
    let file = file.to_string_lossy().into_owned();
    vault::maructl(&desk.vault(), &["import", &file]);
}

/// Returns a meeting on a day of its own, one day for each number.
pub(crate) fn meeting(n: usize, en: &str, ko: &str) -> Value {
    let day = format!("{}-{:02}-{:02}", 2000 + n / 300, n / 25 % 12 + 1, n % 25 + 1);
    let start = format!("{day}T09:30:00+09:00[Asia/Seoul]");
    let end = format!("{day}T17:30:00+09:00[Asia/Seoul]");
    json!({
        "kind": "meeting", "audience": "joint", "title": { "en": en, "ko": ko },
        "place": { "en": "Busan", "ko": "부산" }, "days": { "d": { "start": start, "end": end } }
    })
}

async fn titles(desk: &Desk) -> Vec<String> {
    let found = desk.js(&format!("return {TITLES}"), vec![]).await;
    let all = found.as_array().expect("a list").iter();
    all.map(|one| one.as_str().unwrap_or_default().to_owned())
        .collect()
}

#[tokio::test(flavor = "current_thread")]
async fn a_list_is_sorted_and_filtered() {
    let en = Labels::read("en");
    let desk = Desk::with_sample(Setting::default()).await;
    import(
        &desk,
        vec![
            meeting(1, "Workshop 10", "제10차 연수"),
            meeting(2, "Workshop 9", "제9차 연수"),
        ],
    );
    desk.unlock().await;
    desk.press("ctrl+3").await;
    desk.expect("Workshop 10").await;

    desk.walk_to(en.get("title"), "shift+Tab").await;
    desk.press("Enter").await;
    desk.expect_js(
        "the titles in order",
        "document.querySelector('th[aria-sort=ascending]') && [...document.querySelectorAll('main button.open')].at(-1)?.textContent.includes('Workshop 10')",
    )
    .await;
    let sorted = titles(&desk).await;
    let place = |title: &str| {
        sorted
            .iter()
            .position(|one| one.contains(title))
            .expect("a title")
    };
    assert!(place("Workshop 9") < place("Workshop 10"), "{sorted:?}");
    desk.press("Enter").await;
    desk.expect_js(
        "the other way round",
        "document.querySelector('th[aria-sort=descending]') && document.querySelector('main button.open').textContent.includes('Workshop 10')",
    )
    .await;

    desk.walk_to(en.get("list-find"), "shift+Tab").await;
    desk.type_text("부산 ㅇㅅ").await;
    desk.expect("2 entries").await;
    desk.picture("list-filtered").await;
    desk.press("ctrl+a").await;
    desk.type_text("no such session").await;
    desk.expect(en.get("nothing-matches")).await;
    desk.push(en.get("clear-filters")).await;
    desk.expect("Workshop 9").await;

    // The list is as it was when a person comes back, and the focus stands where it was.
    desk.push("Workshop 9").await;
    desk.expect_js("the editor", "document.querySelector('.ProseMirror')")
        .await;
    desk.press("ctrl+3").await;
    desk.expect_focus("Workshop 9").await;
    desk.expect_js(
        "the same order",
        "document.querySelector('th[aria-sort=descending]')",
    )
    .await;
}

#[tokio::test(flavor = "current_thread")]
async fn a_long_list_shows_what_is_near() {
    let desk = Desk::with_sample(Setting::default()).await;
    import(
        &desk,
        (0..700)
            .map(|n| meeting(n, &format!("Weekly call {n:03}"), &format!("주간 통화 {n:03}")))
            .collect(),
    );
    desk.unlock().await;
    desk.press("ctrl+3").await;
    desk.expect("Weekly call 699").await;
    desk.expect_js(
        "the focus on a title",
        "document.activeElement?.matches('main button.open')",
    )
    .await;
    desk.press("End").await;
    desk.expect_js(
        "the focus on the last title",
        "document.activeElement?.textContent.includes('Weekly call 000')",
    )
    .await;
    desk.expect_js(
        "rows that are not there",
        "document.querySelectorAll('main tr[aria-rowindex]').length < 100 && document.querySelector('main table').ariaRowCount === '703'",
    )
    .await;
    desk.press("Up").await;
    desk.expect_focus("Weekly call 001").await;
    desk.picture("list-end").await;
    desk.press("Home").await;
    desk.expect_js(
        "the first title",
        "document.activeElement?.closest('tr')?.ariaRowIndex === '2'",
    )
    .await;
    desk.press("Down").await;
    desk.expect_js(
        "the second title",
        "document.activeElement?.closest('tr')?.ariaRowIndex === '3'",
    )
    .await;
}

/// A list must not pass the day on which somebody began to write for the day of the session.
#[tokio::test(flavor = "current_thread")]
async fn a_session_without_a_day_says_so_in_every_list() {
    let (en, ko) = (Labels::read("en"), Labels::read("ko"));
    let desk = Desk::with_sample(Setting::default()).await;
    let undated = json!({
        "kind": "meeting", "audience": "joint", "title": { "en": "Undated talks", "ko": "일정 협의 중인 회의" },
        "segments": { "a": { "pos": "1", "kind": "point", "en": "Undated as yet" } }
    });
    import(&desk, vec![undated, meeting(8_000, "Dated talks", "제9차 회의")]);
    desk.dress("both", "light").await;
    desk.unlock().await;
    let says = |line: &str, words: [&str; 2]| {
        let holds = words.map(|words| format!("line.textContent.includes({words:?})"));
        format!(
            "[...document.querySelectorAll({line:?})].some(line => line.textContent.includes('Undated talks') && {} && !line.querySelector('td:first-child time'))",
            holds.join(" && ")
        )
    };
    let none = [en.get("no-date"), ko.get("no-date")];
    desk.expect_js("no date on Home", &says("main li", none)).await;
    desk.picture("undated-home").await;
    desk.press("ctrl+3").await;
    desk.expect_js("no date in the list", &says("main tr", none))
        .await;
    desk.expect_js(
        "the date of another",
        "[...document.querySelectorAll('main tr')].some(line => line.textContent.includes('Dated talks') && line.querySelector('time'))",
    )
    .await;
    desk.picture("undated-list").await;
    desk.command(en.get("export-many")).await;
    desk.expect_js("no date on the way out", &says("[role=dialog] tr", none))
        .await;
    desk.picture("undated-export").await;
    desk.close().await;
    desk.press("ctrl+k").await;
    desk.expect_js(
        "the palette",
        "document.activeElement?.matches('[role=combobox]')",
    )
    .await;
    desk.type_text("undated").await;
    desk.click(
        "all results",
        &format!(
            "[...document.querySelectorAll('[role=option]')].find(one => one.textContent.includes({:?}))",
            en.get("find-all")
        ),
    )
    .await;
    desk.expect_js("no date among what was found", &says("main tr", none))
        .await;
    desk.picture("undated-found").await;
}
