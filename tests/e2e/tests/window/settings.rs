//! The settings of a laptop by the keyboard alone.

use maru_e2e::{Desk, Setting, labels::Labels, vault::PASSPHRASE};
use serde_json::{Value, json};
use std::fs;

fn settings(desk: &Desk) -> Value {
    let text = fs::read_to_string(desk.maru_home().join("settings.json")).expect("the settings");
    let all: Value = serde_json::from_str(&text).expect("JSON");
    all["settings"].clone()
}

async fn type_over(desk: &Desk, name: &str, text: &str) {
    desk.tab_to(name).await;
    desk.press("ctrl+a").await;
    desk.press("Backspace").await;
    desk.type_text(text).await;
}

#[tokio::test(flavor = "current_thread")]
async fn a_laptop_is_set_up_by_keyboard_alone() {
    let en = Labels::read("en");
    let desk = Desk::with_sample(Setting::default()).await;
    desk.unlock().await;
    desk.press("ctrl+,").await;
    desk.expect(en.get("look-choice")).await;
    desk.tab_to(en.get("tongue-en")).await;
    desk.press("Down").await;
    desk.expect_js("Korean", "document.documentElement.lang === 'ko'")
        .await;
    desk.press("Up").await;
    desk.expect_js("English", "document.documentElement.lang === 'en'")
        .await;
    desk.tab_to(en.get("look-system")).await;
    desk.press_times("Down", 2).await;
    desk.expect_js(
        "the dark look",
        "document.documentElement.dataset.look === 'dark'",
    )
    .await;
    desk.tab_to(en.get("text-100")).await;
    desk.press_times("Down", 2).await;
    desk.expect_js("large text", "document.documentElement.dataset.text === '125'")
        .await;
    desk.tab_to(en.get("lock-after")).await;
    desk.type_text("30").await;

    type_over(&desk, en.get("device-name"), "").await;
    desk.press("Enter").await;
    desk.expect(en.get("err-device-needed")).await;
    desk.type_text("GDS-07").await;
    desk.press("Enter").await;
    desk.expect("GDS-07").await;
    desk.expect_gone(en.get("err-device-needed")).await;
    desk.push(en.get("about")).await;
    desk.expect(en.get("about-what")).await;
    let now = settings(&desk);
    for (name, value) in [
        ("look", json!("dark")),
        ("text", json!(125)),
        ("lock_minutes", json!(30)),
    ] {
        assert_eq!(now[name], value, "{name} in {now}");
    }
}

#[tokio::test(flavor = "current_thread")]
async fn the_passphrase_is_changed_and_nothing_opens_with_the_old_one() {
    const NEW: &str = "quiet rivers carry old stones";
    let en = Labels::read("en");
    let desk = Desk::with_sample(Setting::default()).await;
    desk.unlock().await;
    desk.press("ctrl+,").await;
    desk.expect(en.get("passphrase-change")).await;
    desk.push(en.get("passphrase-change")).await;
    desk.expect_focus(en.get("passphrase-now")).await;
    desk.type_text("not this one").await;
    type_over(&desk, en.get("passphrase"), NEW).await;
    type_over(&desk, en.get("passphrase-again"), NEW).await;
    desk.press("Enter").await;
    desk.expect(en.get("err-wrong-passphrase")).await;
    desk.walk_to(en.get("passphrase-now"), "shift+Tab").await;
    desk.press("ctrl+a").await;
    desk.type_text(PASSPHRASE).await;
    desk.press("Enter").await;
    desk.expect("The passphrase is changed").await;
    desk.lock().await;
    desk.expect_js("the cursor", "document.activeElement?.type === 'password'")
        .await;
    desk.type_text(PASSPHRASE).await;
    desk.press("Enter").await;
    desk.expect(en.get("err-wrong-passphrase")).await;
    desk.press("ctrl+a").await;
    desk.type_text(NEW).await;
    desk.press("Enter").await;
    desk.expect_js("Home", "document.querySelector('nav [aria-current=page]')")
        .await;
}
