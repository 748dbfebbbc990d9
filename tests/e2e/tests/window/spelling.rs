//! Spelling is checked by the dictionaries of the laptop, each text by its own language, and can be switched off.

use crate::agreement::SAMPLE;
use maru_e2e::{Desk, Setting, labels::Labels};
use std::fs;

/// Puts a dictionary of one word where the speller looks for a person's own ones.
fn dictionary(desk: &Desk, name: &str, word: &str) {
    let folder = desk
        .maru_home()
        .parent()
        .expect("the home of the test")
        .join("xdg-config/enchant/hunspell");
    fs::create_dir_all(&folder).expect("a folder for dictionaries");
    fs::write(folder.join(format!("{name}.aff")), "SET UTF-8\n").expect("the rules");
    fs::write(folder.join(format!("{name}.dic")), format!("1\n{word}\n")).expect("the words");
}

fn checked(lang: &str, how: &str) -> String {
    format!("document.querySelector('.ProseMirror .cell[lang={lang}][spellcheck={how}]')")
}

#[tokio::test(flavor = "current_thread")]
async fn a_text_is_checked_where_there_are_words_for_its_language() {
    let en = Labels::read("en");
    let desk = Desk::with_sample(Setting::default()).await;
    dictionary(&desk, "en_GB", "hall");
    dictionary(&desk, "ko_KR", "마루");
    desk.unlock().await;
    desk.open_session().await;
    for lang in ["en", "ko"] {
        desk.expect_js("a text that is checked", &checked(lang, "true"))
            .await;
    }
    desk.press("ctrl+,").await;
    desk.expect(en.get("spelling-note")).await;
    desk.expect("English, 한국어").await;
    desk.picture("spelling").await;
    desk.press("Tab").await;
    desk.tab_to(en.get("spelling-on")).await;
    desk.press("Right").await;
    desk.expect_gone("English, 한국어").await;
    desk.open_session().await;
    for lang in ["en", "ko"] {
        desk.expect_js("a text that is not checked", &checked(lang, "false"))
            .await;
    }
    desk.press("ctrl+2").await;
    desk.push(SAMPLE).await;
    desk.expect_js("the tabs", "document.querySelector('[role=tab]')")
        .await;
    desk.to_tab(en.get("paper-areas"), "Tab").await;
    desk.expect_js(
        "longer texts that are not checked either",
        "document.querySelectorAll('li textarea[lang][spellcheck=false]').length > 1",
    )
    .await;
}
