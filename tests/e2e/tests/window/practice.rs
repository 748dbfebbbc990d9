//! A practice from its first word until both sides agree, with the keyboard alone.

use maru_e2e::{Desk, Setting, labels::Labels, vault};
use serde_json::Value;

use crate::lists::{import, meeting};

/// The sections that stand in the text, each with a line in both languages.
const SECTIONS: [[&str; 2]; 9] = [
    [
        "Services differed in quality.",
        "서비스마다 품질이 고르지 않았음.",
    ],
    ["Teams that run services.", "서비스를 운영하는 팀."],
    ["Assess each service before launch.", "공개 전에 서비스를 평가함."],
    [
        "More services meet the standard.",
        "기준을 충족하는 서비스가 늘어남.",
    ],
    ["The first forms were too long.", "초기 양식이 지나치게 길었음."],
    ["A published standard.", "공개된 기준."],
    ["Two assessors for one day.", "평가자 2명, 1일."],
    ["Assessors know the teams.", "평가자와 팀이 서로 아는 사이임."],
    ["People who do not use the web.", "온라인을 이용하지 않는 사람."],
];

const CHANGED: &str = "Services differed widely in quality.";

#[tokio::test(flavor = "current_thread")]
async fn from_the_first_word_until_both_sides_agree() {
    let en = Labels::read("en");
    let desk = Desk::with_sample(Setting::default()).await;
    desk.unlock().await;
    begin(&desk, &en).await;
    write(&desk).await;
    check_sections(&desk).await;
    fill_in(&desk, &en).await;
    move_on(&desk, &en).await;
    agree(&desk, &en).await;
    change(&desk, &en).await;
    bin(&desk, &en).await;
    desk.lock().await;
    check_vault(&desk);
}

async fn begin(desk: &Desk, en: &Labels) {
    desk.press("ctrl+5").await;
    desk.expect_js("the list", "document.querySelector('main button.open')")
        .await;
    desk.push(en.get("new-practice")).await;
    desk.expect_js("the editor", "document.querySelector('.ProseMirror .head')")
        .await;
    desk.expect_js(
        "the cursor in the title",
        "document.activeElement?.matches('textarea[lang]')",
    )
    .await;
    desk.type_text("Peer assessment of services").await;
    desk.press("Tab").await;
    desk.type_text("서비스 동료 평가").await;
    desk.picture("practice-new").await;
}

/// Writes every section; the keys lead from one to the next.
async fn write(desk: &Desk) {
    desk.tab_into_editor().await;
    for [english, korean] in SECTIONS {
        desk.type_text(english).await;
        desk.press("Tab").await;
        desk.type_text(korean).await;
        desk.press("shift+Tab").await;
        desk.press("ctrl+Down").await;
    }
    // Back to the steps: Enter makes a second line in the same section.
    desk.press_times("ctrl+Up", 6).await;
    desk.press("Enter").await;
    desk.type_text("Publish the report.").await;
    desk.press("Tab").await;
    desk.type_text("결과를 공개함.").await;
    desk.expect_saved().await;
    desk.picture("practice-written").await;
}

async fn check_sections(desk: &Desk) {
    let script = "
        let head = '';
        return [...document.querySelectorAll('.ProseMirror .segment')].map(row => {
            head = row.querySelector('.head [lang=en] .name')?.textContent ?? head;
            return `${head}: ${row.querySelector('.cell[lang=en] .text').textContent}`;
        })";
    let found = desk.js(script, vec![]).await;
    let lines: Vec<&str> = found
        .as_array()
        .expect("lines")
        .iter()
        .filter_map(Value::as_str)
        .collect();
    assert_eq!(
        lines[..5],
        [
            "The problem: Services differed in quality.",
            "Users: Teams that run services.",
            "What we do: Assess each service before launch.",
            "What we do: Publish the report.",
            "Results: More services meet the standard.",
        ],
        "{lines:?}"
    );
    assert_eq!(lines.len(), 10);
}

/// What is missing is named, and leads to where it is written.
async fn fill_in(desk: &Desk, en: &Labels) {
    desk.press("Escape").await;
    let missing = en.get("bp-missing-count");
    let missing = missing.split('{').next().expect("the words").trim();
    desk.tab_to(missing).await;
    desk.press("Enter").await;
    desk.expect(en.get("bp-sides")).await;
    desk.picture("practice-missing").await;
    desk.tab_to(en.get("bp-missing")).await;
    desk.push(en.get("organisation")).await;
    desk.expect_js(
        "the cursor in the organisation",
        "document.activeElement?.closest('[data-field=organisation]')",
    )
    .await;
    desk.type_text("Government Digital Service").await;
    desk.press("Tab").await;
    desk.type_text("정부디지털서비스청").await;
    desk.tab_to(en.get("ai-stage")).await;
    desk.press("Down").await;
    desk.expect_saved().await;
    desk.picture("practice-details").await;
}

async fn move_on(desk: &Desk, en: &Labels) {
    for (at, (status, label)) in [
        ("bp-own-review", "bp-move-do"),
        ("bp-joint-review", "bp-move-anyway"),
    ]
    .into_iter()
    .enumerate()
    {
        desk.tab_to(en.get("bp-move-on")).await;
        desk.press("Enter").await;
        desk.expect_js("the question", "document.querySelector('[role=dialog] input')")
            .await;
        desk.fill(en.get("bp-move-who"), "Alex Sample").await;
        desk.picture(&format!("practice-move-{at}")).await;
        desk.push(en.get(label)).await;
        desk.expect_js("the dialog to close", "!document.querySelector('[role=dialog]')")
            .await;
        desk.expect_js(
            "the new status",
            &format!(
                "document.querySelector('li[aria-current=step]')?.textContent.includes({:?})",
                en.get(status)
            ),
        )
        .await;
    }
}

/// Both sides agree; the word of the other side is noted here, too.
async fn agree(desk: &Desk, en: &Labels) {
    desk.tab_to(en.get("details")).await;
    desk.press_times("Right", 4).await;
    desk.expect(en.get("bp-not-yet")).await;
    for (side, name) in [("side-uk", "Alex Sample"), ("side-kr", "홍길동")] {
        desk.tab_to(&format!("{} {}", en.get("bp-note-consent"), en.get(side)))
            .await;
        desk.press("Enter").await;
        desk.expect_js("the question", "document.querySelector('[role=dialog] input')")
            .await;
        // Without a name nothing is noted, and the field says so.
        desk.push(en.get("bp-note-consent")).await;
        desk.expect(en.get("err-consent-who")).await;
        desk.walk_to(en.get("bp-consent-who"), "shift+Tab").await;
        desk.type_text(name).await;
        desk.picture("practice-consent").await;
        desk.push(en.get("bp-note-consent")).await;
        desk.expect_js("the dialog to close", "!document.querySelector('[role=dialog]')")
            .await;
        desk.expect(name).await;
    }
    desk.expect_js(
        "two agreements to the text as it is",
        "document.querySelectorAll('.stands .current').length === 2",
    )
    .await;
    desk.picture("practice-agreed").await;
}

/// A word more, and both agreements are to an earlier text.
async fn change(desk: &Desk, en: &Labels) {
    // The tabs follow the button for another step.
    desk.tab_to(en.get("bp-move-else")).await;
    desk.press("Tab").await;
    desk.press("Home").await;
    desk.tab_into_editor().await;
    desk.press("ctrl+Home").await;
    desk.press("ctrl+a").await;
    desk.type_text(CHANGED).await;
    desk.expect_saved().await;
    desk.expect("Changed since last agreed: one segment").await;
    desk.picture("practice-changed").await;
    desk.press("Escape").await;
    desk.tab_to(en.get("bp-compare")).await;
    desk.press("Enter").await;
    desk.expect_js(
        "the comparison",
        "document.querySelector('[role=dialog] article')",
    )
    .await;
    desk.picture("practice-compare").await;
    let told = desk
        .js(
            "return document.querySelector('[role=dialog]').textContent",
            vec![],
        )
        .await;
    let told = told.as_str().unwrap_or_default();
    assert!(
        told.contains(SECTIONS[0][0]) && told.contains(CHANGED) && told.contains(SECTIONS[0][1]),
        "{told}"
    );
    let count = desk
        .js(
            "return document.querySelectorAll('[role=dialog] article').length",
            vec![],
        )
        .await;
    assert_eq!(count, 1, "only what changed is shown");
    desk.press("Escape").await;
    desk.expect_js("the dialog to close", "!document.querySelector('[role=dialog]')")
        .await;
}

/// To the bin and back.
async fn bin(desk: &Desk, en: &Labels) {
    desk.walk_to(en.get("more"), "shift+Tab").await;
    desk.press("Enter").await;
    desk.walk_to(en.get("move-to-bin"), "Down").await;
    desk.press("Enter").await;
    desk.expect(en.get("moved-to-bin")).await;
    desk.expect_gone("Peer assessment of services").await;
    desk.push(en.get("undo")).await;
    desk.expect("Peer assessment of services").await;
}

#[tokio::test(flavor = "current_thread")]
async fn a_source_is_found_among_all_meetings_and_named_wherever_it_lies() {
    let en = Labels::read("en");
    let desk = Desk::with_sample(Setting::default()).await;
    // The first ones lie far behind what a list shows at once.
    import(
        &desk,
        (0..600)
            .map(|n| meeting(n, &format!("Workshop {n:03}"), &format!("{n}차 연수")))
            .collect(),
    );
    desk.unlock().await;
    desk.press("ctrl+5").await;
    desk.push("Running a service assessment").await;
    desk.expect_js("the practice", "document.querySelector('.ProseMirror .head')")
        .await;
    desk.to_tab(en.get("details"), "Tab").await;
    desk.tab_to(en.get("bp-meetings")).await;
    // The newest ones are offered before anything is typed, and the keys lead into them.
    desk.press("Down").await;
    desk.expect_js(
        "the newest meeting",
        "document.querySelector('[role=option][data-highlighted]')",
    )
    .await;
    // Found by initial consonants, too.
    desk.type_text("ㅊㅇㅅ").await;
    desk.expect_js(
        "the meetings of that name",
        "[...document.querySelectorAll('[role=option]')].some(one => one.textContent.includes('Workshop 599'))",
    )
    .await;
    desk.press("ctrl+a").await;
    desk.type_text("workshop 007").await;
    desk.expect_js(
        "the one meeting",
        "[...document.querySelectorAll('[role=option]')].map(one => one.textContent.trim().slice(0, 12)).join() === 'Workshop 007'",
    )
    .await;
    desk.picture("practice-source-found").await;
    desk.press("Down").await;
    desk.press("Enter").await;
    let named = "[...document.querySelectorAll('.meetings .link')].map(one => one.textContent.trim()).includes('Workshop 007')";
    desk.expect_js("the source by its name", named).await;
    desk.expect_js(
        "the cursor in the next field",
        "document.activeElement?.matches('.meetings input') && document.activeElement.value === ''",
    )
    .await;
    desk.expect_saved().await;

    // Opened anew, its name is asked for by itself.
    desk.press("ctrl+1").await;
    desk.expect_js("Home", "!document.querySelector('.meetings')")
        .await;
    desk.press("ctrl+5").await;
    desk.push("Running a service assessment").await;
    desk.expect_js("the practice", "document.querySelector('.ProseMirror .head')")
        .await;
    desk.to_tab(en.get("details"), "Tab").await;
    desk.expect_js("the source by its name", named).await;
    desk.tab_to("Workshop 007").await;
    desk.picture("practice-source").await;
    desk.press("Enter").await;
    desk.expect_js(
        "the meeting",
        "document.activeElement?.value === 'Workshop 007' || document.querySelector('main textarea')?.value === 'Workshop 007'",
    )
    .await;
}

fn check_vault(desk: &Desk) {
    let rows = vault::json(&desk.vault(), &["list", "--kind", "practice"]);
    let id = rows
        .as_array()
        .expect("a list")
        .iter()
        .find(|row| row["title"]["en"] == "Peer assessment of services")
        .and_then(|row| row["id"].as_str())
        .expect("the practice")
        .to_owned();
    let record = vault::json(&desk.vault(), &["show", &id])["record"].clone();
    assert_eq!(record["status"], "joint_review");
    assert_eq!(record["moves"].as_object().map(serde_json::Map::len), Some(2));
    let consents = record["consents"].as_object().expect("agreements");
    let mut names: Vec<&str> = consents
        .values()
        .filter_map(|consent| consent["by"].as_str())
        .collect();
    names.sort_unstable();
    assert_eq!(names, ["Alex Sample", "홍길동"]);
    assert!(
        consents
            .values()
            .all(|consent| consent["recorded_by"] == "uk" && !consent["at"].as_str().unwrap_or("").is_empty())
    );
    let segments = record["segments"].as_object().expect("segments");
    assert_eq!(segments.len(), 10, "no empty line was written down: {segments:?}");
    assert!(segments.values().all(|segment| segment["section"].is_string()));
}
