//! Every page and every dialog in every way to show it: axe-core finds nothing, and nothing is cut or too wide.

use maru_e2e::{
    Desk, Setting,
    labels::Labels,
    picture::{file_folder, photo},
    ways::Round,
};
use std::fs;

const DIALOG: &str = "document.querySelector('[role=dialog]')";
const SCREEN: (u32, u32) = (1500, 900);

fn setting() -> Setting {
    Setting {
        screen: SCREEN,
        ..Setting::default()
    }
}

/// Returns an expression of the page for the button that holds some words.
fn button(words: &str) -> String {
    format!(
        "[...document.querySelectorAll('button, [role=menuitem]')].filter(one => one.checkVisibility() && one.textContent.includes({words:?})).at(-1)"
    )
}

/// Opens the first record of a list.
async fn open_first(desk: &Desk, keys: &str) {
    desk.press(keys).await;
    desk.click("a row", "document.querySelector('main button.open')")
        .await;
    desk.expect_js("the record", "document.querySelector('main article')")
        .await;
}

#[tokio::test(flavor = "current_thread")]
async fn the_places_keep_nobody_out() {
    let en = Labels::read("en");
    let desk = Desk::with_sample(setting()).await;
    desk.unlock().await;
    let mut round = Round::new(&desk);
    for (name, keys, shown) in [
        ("home", "ctrl+1", "main section h2"),
        ("agreements", "ctrl+2", "main button.open"),
        ("meetings", "ctrl+3", "main button.open"),
        ("practices", "ctrl+5", "main button.open"),
        ("settings", "ctrl+,", "main section select"),
    ] {
        desk.press(keys).await;
        desk.expect_js(name, &format!("document.querySelector({shown:?})"))
            .await;
        round.look(name).await;
    }
    desk.press("ctrl+,").await;
    for (name, label) in [("rekey", "passphrase-change"), ("sample", "sample-remove")] {
        desk.click(name, &button(en.get(label))).await;
        desk.expect_js(name, DIALOG).await;
        round.look(name).await;
        desk.close().await;
    }
    desk.click(
        "the bin",
        "document.querySelectorAll('nav ul:last-child button')[0]",
    )
    .await;
    desk.expect_js("the empty bin", "document.querySelector('main .empty')")
        .await;
    round.look("bin-empty").await;
    desk.click(
        "about",
        "document.querySelectorAll('nav ul:last-child button')[2]",
    )
    .await;
    for (name, label) in [("accessibility", "accessibility"), ("notices", "about-notices")] {
        desk.click(name, &button(en.get(label))).await;
        desk.expect_js(name, "document.querySelector('[role=dialog] h3')")
            .await;
        round.look(name).await;
        desk.close().await;
    }
    round.look("about").await;
    round.end();
}

#[tokio::test(flavor = "current_thread")]
async fn what_opens_above_a_page_keeps_nobody_out() {
    let en = Labels::read("en");
    let desk = Desk::with_sample(Setting {
        tour: true,
        ..setting()
    })
    .await;
    desk.unlock().await;
    desk.expect(en.get("tour-search")).await;
    let mut round = Round::new(&desk);
    round.look("tour").await;
    desk.close().await;
    desk.press("ctrl+k").await;
    desk.expect_js(
        "the search",
        "document.querySelectorAll('[role=option]').length > 5",
    )
    .await;
    round.look("palette").await;
    desk.type_text("checklist").await;
    desk.expect_js(
        "what is found",
        "document.querySelectorAll('[role=dialog] mark').length > 1",
    )
    .await;
    round.look("palette-found").await;
    desk.close().await;
    desk.press("ctrl+/").await;
    desk.expect_js("the keys", "document.querySelector('[role=dialog] kbd')")
        .await;
    round.look("keys").await;
    desk.close().await;
    desk.press("F1").await;
    desk.expect_js("the guide", "document.querySelector('[role=dialog] article h3')")
        .await;
    round.look("guide").await;
    let chapters = "document.querySelectorAll('[role=dialog] nav button')";
    desk.click("the last chapter", &format!("[...{chapters}].at(-1)"))
        .await;
    round.look("guide-keys").await;
    desk.click(
        "the other language",
        "document.querySelector('[role=dialog] .top button')",
    )
    .await;
    desk.click("practices", &format!("{chapters}[4]")).await;
    desk.expect_js(
        "Korean",
        "document.querySelector('[role=dialog] article').lang === 'ko'",
    )
    .await;
    round.look("guide-practices").await;
    desk.close().await;
    desk.press("F10").await;
    desk.expect_js("the menu", "document.activeElement?.closest('[role=menu]')")
        .await;
    round.look("menu").await;
    round.end();
}

#[tokio::test(flavor = "current_thread")]
async fn an_agreement_keeps_nobody_out() {
    let files = file_folder();
    let photo = photo(files.path(), "signing.png", (1600, 1200));
    let signed = files
        .path()
        .join("양해각서 서명본 Memorandum_of_Understanding_signed_2023-11-22.pdf");
    fs::write(&signed, b"%PDF-1.7 the signed text").expect("a file");
    let desk = Desk::with_sample(Setting {
        screen: SCREEN,
        ..Setting::choosing(&[&photo, &signed])
    })
    .await;
    desk.unlock().await;
    let en = Labels::read("en");
    let mut round = Round::new(&desk);
    open_first(&desk, "ctrl+2").await;
    for at in 0..desk.tabs().await {
        desk.open_tab(at).await;
        if at == 0 {
            desk.expect_js("the text", "document.querySelector('.ProseMirror .segment')")
                .await;
        }
        round.look(&format!("agreement-{at}")).await;
        // Every editor of the tab opens, with one entry more on each list.
        let opened = "const all = document.querySelectorAll('[role=tabpanel][data-state=active] :is(button[id^=add-], li[id^=area-] button[aria-expanded=false], button[id=source-key])');
            for (const one of all) one.click();
            return all.length";
        if at > 0 && desk.js(opened, vec![]).await != 0 {
            desk.expect_saved().await;
            round.look(&format!("agreement-{at}-editors")).await;
        }
    }
    desk.click("the attachments", "document.querySelectorAll('[role=tab]')[6]")
        .await;
    desk.click("the button", &button(en.get("attach-file"))).await;
    desk.expect_js(
        "the photo",
        "[...document.querySelectorAll('main li img')].some(one => one.complete && one.naturalWidth > 100)",
    )
    .await;
    round.look("attachments").await;
    desk.click("a copy", &button(en.get("save-copy-as"))).await;
    desk.expect(en.get("save-copy-leaves")).await;
    round.look("copy").await;
    desk.close().await;
    round.end();
}

#[tokio::test(flavor = "current_thread")]
async fn a_meeting_keeps_nobody_out() {
    let en = Labels::read("en");
    let desk = Desk::with_sample(setting()).await;
    desk.unlock().await;
    let mut round = Round::new(&desk);
    desk.open_session().await;
    round.look("meeting").await;
    desk.click(
        "the details",
        "document.querySelector('.summary button[aria-expanded]')",
    )
    .await;
    for at in 0..desk.tabs().await {
        desk.open_tab(at).await;
        round.look(&format!("meeting-{at}")).await;
    }
    desk.open_tab(1).await;
    desk.click("somebody new", "document.querySelector('button[id^=add-]')")
        .await;
    desk.click(
        "to save",
        "[...document.querySelectorAll('[role=dialog] button')].at(-1)",
    )
    .await;
    desk.expect(en.get("err-name-needed")).await;
    round.look("person").await;
    desk.close().await;
    desk.click(
        "the page's menu",
        "document.querySelector('main .bar .menu button')",
    )
    .await;
    desk.expect_js("its entries", "document.querySelector('[role=menuitem]')")
        .await;
    round.look("meeting-menu").await;
    desk.click("the history", &button(en.get("change-history"))).await;
    desk.expect_js("the history", "document.querySelector('[role=dialog] li time')")
        .await;
    round.look("history").await;
    desk.close().await;
    desk.press("ctrl+p").await;
    desk.expect_js("the preview", "document.querySelector('[role=dialog] img')")
        .await;
    round.look("export").await;
    desk.close().await;
    desk.click("the decisions", &button(en.get("read-aloud"))).await;
    desk.expect_js(
        "the decisions",
        "document.querySelectorAll('.aloud li').length > 3",
    )
    .await;
    round.look("aloud").await;
    round.end();
}

#[tokio::test(flavor = "current_thread")]
async fn the_notes_keep_nobody_out() {
    let en = Labels::read("en");
    let files = file_folder();
    let photo = photo(files.path(), "whiteboard.png", (800, 600));
    let svg = files.path().join("plan.svg");
    fs::write(&svg, "<svg xmlns='http://www.w3.org/2000/svg'/>").expect("a file");
    let desk = Desk::with_sample(Setting {
        screen: SCREEN,
        ..Setting::choosing(&[&photo, &svg])
    })
    .await;
    desk.unlock().await;
    let mut round = Round::new(&desk);
    desk.press("ctrl+3").await;
    desk.expect_js("the list", "document.querySelector('main button.open')")
        .await;
    desk.new_meeting().await;
    desk.click("what is missing", "document.querySelector('.unsaid button')")
        .await;
    desk.expect(en.get("minutes-unsaid-hint")).await;
    round.look("meeting-new").await;
    desk.press("ctrl+p").await;
    desk.expect_js("the preview", "document.querySelector('[role=dialog] img')")
        .await;
    round.look("export-lacking").await;
    desk.close().await;
    desk.tab_into_editor().await;
    desk.type_text("/").await;
    desk.expect_js(
        "the menu",
        "document.querySelector('[role=option][data-kind=picture]')",
    )
    .await;
    round.look("slash").await;
    desk.press("Escape").await;
    desk.press("Backspace").await;
    for (kind, chord) in [
        ("agenda", "ctrl+shift+g"),
        ("decision", "ctrl+shift+d"),
        ("action", "ctrl+shift+a"),
    ] {
        desk.press("Enter").await;
        desk.press(chord).await;
        desk.type_text("Some words of it").await;
        desk.press("alt+Enter").await;
        desk.expect_js(kind, "document.activeElement?.closest('.panel')")
            .await;
        round.look(&format!("row-{kind}")).await;
        desk.press("Escape").await;
        desk.expect_js("the caret", "document.activeElement?.matches('.ProseMirror')")
            .await;
    }
    desk.press("Enter").await;
    desk.press("ctrl+shift+i").await;
    desk.expect_js(
        "the picture",
        "[...document.querySelectorAll('.ProseMirror [data-kind=picture] img')].some(one => one.complete && one.naturalWidth > 100)",
    )
    .await;
    desk.expect(en.get("err-picture-svg")).await;
    desk.expect_js(
        "the question what there is to see",
        "document.activeElement?.matches('.panel input')",
    )
    .await;
    round.look("row-picture").await;
    round.end();
}

#[tokio::test(flavor = "current_thread")]
async fn a_practice_and_its_review_keep_nobody_out() {
    let en = Labels::read("en");
    let desk = Desk::with_sample(setting()).await;
    desk.unlock().await;
    let mut round = Round::new(&desk);
    open_first(&desk, "ctrl+5").await;
    for at in 0..desk.tabs().await {
        desk.open_tab(at).await;
        if at == 0 {
            desk.expect_js("the text", "document.querySelector('.ProseMirror .segment')")
                .await;
        }
        round.look(&format!("practice-{at}")).await;
        let added = "const add = document.querySelector('[role=tabpanel][data-state=active] button[id^=add-]'); add?.click(); return Boolean(add)";
        if at > 0 && desk.js(added, vec![]).await == true {
            desk.expect_saved().await;
            round.look(&format!("practice-{at}-editors")).await;
        }
    }
    desk.click("to agree", &button(en.get("bp-note-consent"))).await;
    desk.click(
        "to note it",
        "document.querySelector('[role=dialog] button[type=submit]')",
    )
    .await;
    desk.expect(en.get("err-consent-who")).await;
    round.look("consent").await;
    desk.js("document.querySelector('[role=dialog] input').focus()", vec![])
        .await;
    desk.type_text("Alex Sample").await;
    desk.press("Enter").await;
    desk.expect_js("no dialog", &format!("!{DIALOG}")).await;
    desk.open_tab(0).await;
    desk.tab_into_editor().await;
    desk.press("ctrl+Home").await;
    desk.type_text("Since then, ").await;
    desk.expect("Changed since last agreed").await;
    round.look("practice-changed").await;
    desk.click("to compare", &button(en.get("bp-compare"))).await;
    desk.expect_js(
        "the comparison",
        "document.querySelector('[role=dialog] article')",
    )
    .await;
    round.look("compare").await;
    desk.close().await;
    desk.press("ctrl+5").await;
    desk.expect_js("the list", "document.querySelector('main button.open')")
        .await;
    desk.click("a new one", &button(en.get("new-practice"))).await;
    desk.expect_js("the editor", "document.querySelector('.ProseMirror .head')")
        .await;
    round.look("practice-new").await;
    desk.click("to move on", &button(en.get("bp-move-on"))).await;
    desk.expect_js("the question", "document.querySelector('[role=dialog] input')")
        .await;
    round.look("move").await;
    round.end();
}

#[tokio::test(flavor = "current_thread")]
async fn actions_and_the_bin_keep_nobody_out() {
    let en = Labels::read("en");
    let desk = Desk::with_sample(setting()).await;
    desk.unlock().await;
    let mut round = Round::new(&desk);
    desk.press("ctrl+4").await;
    desk.expect("A-04").await;
    round.look("actions").await;
    desk.click("how far an action is", "document.querySelector('button.state')")
        .await;
    desk.click(
        "done",
        "document.querySelector('[role=dialog] input[type=radio][value=done]')",
    )
    .await;
    desk.expect(en.get("one-language-is-enough")).await;
    desk.click(
        "to save",
        "[...document.querySelectorAll('[role=dialog] button')].at(-1)",
    )
    .await;
    desk.expect(en.get("err-evidence-needed")).await;
    round.look("action-state").await;
    desk.close().await;
    desk.click("the table", &button(en.get("export-table"))).await;
    desk.expect(en.get("all-they-get")).await;
    round.look("table").await;
    desk.close().await;

    desk.open_session().await;
    desk.click(
        "the page's menu",
        "document.querySelector('main .bar .menu button')",
    )
    .await;
    desk.click("the bin", &button(en.get("move-to-bin"))).await;
    desk.expect(en.get("moved-to-bin")).await;
    round.look("thrown-away").await;
    desk.click(
        "the bin",
        "document.querySelectorAll('nav ul:last-child button')[0]",
    )
    .await;
    desk.expect(en.get("bin-hint")).await;
    round.look("bin").await;
    desk.click("to erase", "document.querySelector('main td button:last-child')")
        .await;
    desk.expect(en.get("erase-hint")).await;
    round.look("erase").await;
    desk.close().await;
    round.end();
}

#[tokio::test(flavor = "current_thread")]
async fn the_lock_and_the_first_start_keep_nobody_out() {
    for lang in ["en", "ko"] {
        let words = Labels::read(lang);
        let system = if lang == "ko" { "ko_KR.UTF-8" } else { "C.UTF-8" };
        let desk = Desk::fresh(Setting {
            lang: system,
            ..setting()
        })
        .await;
        let mut round = Round::new(&desk);
        desk.expect(words.get("welcome")).await;
        round.look_once(&format!("first-{lang}")).await;
        desk.push(words.get("continue")).await;
        desk.expect(words.get("vault-where")).await;
        round.look_once(&format!("vault-{lang}")).await;
        desk.push(words.get("vault-create")).await;
        desk.expect(words.get("passphrase-again")).await;
        desk.click("to create", "document.querySelector('button[type=submit]')")
            .await;
        desk.expect(words.get("err-passphrase-needed")).await;
        round.look_once(&format!("create-{lang}")).await;
        round.end();
    }
}

#[tokio::test(flavor = "current_thread")]
async fn a_locked_window_keeps_nobody_out() {
    let desk = Desk::with_sample(setting()).await;
    let mut round = Round::new(&desk);
    for (labels, look) in [("en", "light"), ("ko", "dark"), ("both", "contrast")] {
        desk.dress(labels, look).await;
        desk.expect_js("the lock screen", "document.activeElement?.type === 'password'")
            .await;
        round.look_once(&format!("lock-{labels}-{look}")).await;
        desk.type_text("not this one").await;
        desk.press("Enter").await;
        desk.expect_js("the error", "document.querySelector('input[aria-invalid=true]')")
            .await;
        round.look_once(&format!("lock-wrong-{labels}-{look}")).await;
        desk.press("F1").await;
        desk.expect_js("the guide", "document.querySelector('[role=dialog] article h3')")
            .await;
        round.look_once(&format!("lock-guide-{labels}-{look}")).await;
        desk.close().await;
    }
    round.end();
}

/// The checker itself sees what it is there for.
#[tokio::test(flavor = "current_thread")]
async fn the_checker_sees_what_it_is_there_for() {
    let desk = Desk::with_sample(setting()).await;
    desk.expect_js(
        "the lock screen",
        "document.querySelector('input[type=password]')",
    )
    .await;
    desk.js("const picture = document.createElement('img'); picture.src = '/none.png'; document.querySelector('main').append(picture)", vec![]).await;
    let found = desk.violations().await;
    assert!(
        found.iter().any(|line| line.starts_with("image-alt")),
        "{found:?}"
    );
    assert!(desk.unfit().await.is_empty());
    for (style, wanted) in [
        ("width: 90px; overflow: hidden; white-space: nowrap", "cut"),
        ("width: 90px; white-space: nowrap", "spills"),
        ("width: 3000px", "ends"),
    ] {
        desk.js(
            "const one = document.querySelector('main p.probe') ?? document.createElement('p'); one.className = 'probe'; one.textContent = 'Words that are longer than their place'; one.style.cssText = arguments[0]; document.querySelector('main').append(one)",
            vec![style.into()],
        )
        .await;
        let found = desk.unfit().await;
        assert!(
            found.iter().any(|line| line.starts_with(wanted)),
            "{wanted}: {found:?}"
        );
    }
}
