//! Every page and every dialog in every way to show it: axe-core finds nothing, and nothing is cut or too wide.

mod records;

use crate::restore::{NAME, stick};
use maru_e2e::{Desk, Setting, labels::Labels, ways::Round};

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
    desk.press("ctrl+k").await;
    desk.expect_js("the palette", DIALOG).await;
    desk.type_text("digital government kind:").await;
    desk.expect(en.get("palette-filters")).await;
    round.look("palette-filters").await;
    desk.close().await;
    desk.press("ctrl+k").await;
    desk.expect_js("the palette", DIALOG).await;
    desk.type_text("digital government").await;
    desk.click(
        "all results",
        &format!(
            "[...document.querySelectorAll('[role=option]')].find(one => one.textContent.includes({:?}))",
            en.get("find-all")
        ),
    )
    .await;
    desk.expect_js("what was found", "document.querySelector('main mark')")
        .await;
    round.look("find").await;
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

#[tokio::test(flavor = "current_thread")]
async fn a_backup_that_becomes_a_vault_keeps_nobody_out() {
    let (en, (_stick, backup)) = (Labels::read("en"), stick());
    let desk = Desk::fresh(Setting {
        env: vec![("MARU_E2E_BACKUP".to_owned(), backup.display().to_string())],
        ..setting()
    })
    .await;
    desk.push(en.get("continue")).await;
    desk.push(en.get("vault-restore")).await;
    let mut round = Round::new(&desk);
    for (labels, look) in [
        ("en", "light"),
        ("ko", "dark"),
        ("both", "contrast"),
        ("both", "light"),
    ] {
        desk.dress(labels, look).await;
        desk.expect(NAME).await;
        desk.expect_js("the passphrase", "document.activeElement?.type === 'password'")
            .await;
        round.look_once(&format!("restore-{labels}-{look}")).await;
        desk.press("Enter").await;
        desk.expect_js("the error", "document.querySelector('input[aria-invalid=true]')")
            .await;
        round.look_once(&format!("restore-wrong-{labels}-{look}")).await;
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

#[tokio::test(flavor = "current_thread")]
async fn many_records_keep_nobody_out() {
    let en = Labels::read("en");
    let desk = Desk::with_sample(setting()).await;
    let meeting = r#"{"kind":"meeting","audience":"joint","title":{"en":"From another laptop","ko":"다른 노트북의 회의"}}"#;
    for (name, text) in [("meeting.json", meeting), ("broken.pdf", "%PDF-1.7 broken")] {
        std::fs::write(desk.arriving().join(name), text).expect("a file that arrives");
    }
    std::fs::create_dir_all(desk.notes()).expect("a folder");
    for (name, text) in [("note.md", "# A note\n\n![](lost.png)\n"), ("junk.md", "\0")] {
        std::fs::write(desk.notes().join(name), text).expect("a note");
    }
    desk.unlock().await;
    let mut round = Round::new(&desk);
    desk.command(en.get("export-many")).await;
    desk.expect_js(
        "the records",
        "document.querySelector('[role=dialog] .list input')",
    )
    .await;
    round.look("many").await;
    desk.click("what leaves", &button(en.get("see-what-leaves")))
        .await;
    desk.expect(en.get("all-they-get")).await;
    round.look("many-leaving").await;
    desk.close().await;
    desk.command(en.get("import-files")).await;
    desk.expect("다른 노트북의 회의").await;
    round.look("import").await;
    desk.close().await;
    desk.command(en.get("import-notes")).await;
    desk.expect("lost.png").await;
    round.look("import-notes").await;
    desk.close().await;
    round.end();
}
