//! Pictures and documents in the real window: chosen, pasted, described, printed, and gone when the vault is locked.

use maru_e2e::{
    Desk, Setting,
    labels::Labels,
    paper,
    patience::until,
    picture::{file_folder, photo},
};
use serde_json::json;
use std::fs;

const ALT: [&str; 2] = ["A whiteboard with two columns", "두 열로 나뉜 화이트보드"];
const CAPTION: [&str; 2] = ["The whiteboard after item three", "3번 안건 후의 화이트보드"];
/// The picture of the notes, once its bytes are there.
const SHOWN: &str = "[...document.querySelectorAll('.ProseMirror [data-kind=picture] img')].some(one => one.complete && one.naturalWidth > 100 && one.src.startsWith('blob:'))";

async fn begin(setting: Setting) -> Desk {
    let desk = Desk::with_sample(setting).await;
    desk.unlock().await;
    desk.open_session().await;
    desk
}

async fn at_the_end(desk: &Desk) {
    desk.tab_into_editor().await;
    desk.press("ctrl+End").await;
    desk.press("Enter").await;
}

async fn describe(desk: &Desk) {
    desk.expect_js(
        "the question what there is to see",
        "document.activeElement?.matches('.details input[lang=en]')",
    )
    .await;
    desk.type_text(ALT[0]).await;
    desk.press("Tab").await;
    desk.type_text(ALT[1]).await;
    desk.press("Escape").await;
    desk.expect_js(
        "the caret in the notes",
        "document.activeElement?.matches('.ProseMirror')",
    )
    .await;
    let korean = desk
        .js(
            "return document.getSelection().anchorNode.parentElement.closest('[lang]').lang",
            vec![],
        )
        .await
        == "ko";
    let (first, second) = if korean {
        (CAPTION[1], CAPTION[0])
    } else {
        (CAPTION[0], CAPTION[1])
    };
    desk.type_text(first).await;
    desk.press(if korean { "shift+Tab" } else { "Tab" }).await;
    desk.type_text(second).await;
    desk.expect_saved().await;
}

#[tokio::test(flavor = "current_thread")]
async fn a_picture_comes_into_the_notes_by_keyboard_alone_and_onto_paper() {
    let files = file_folder();
    let photo = photo(files.path(), "whiteboard.png", (2400, 1800));
    let desk = begin(Setting::choosing(&[&photo])).await;
    at_the_end(&desk).await;
    desk.type_text("/pict").await;
    desk.expect_js(
        "the menu",
        "document.querySelector('[role=option][data-kind=picture]')",
    )
    .await;
    desk.press("Enter").await;
    desk.expect_js("the picture", SHOWN).await;
    desk.picture("picture-asked").await;
    describe(&desk).await;
    desk.picture("picture-notes").await;
    assert_eq!(desk.violations().await, Vec::<String>::new());

    desk.press("ctrl+p").await;
    desk.export().await;
    let pdf = desk.saved();
    paper::check(&pdf);
    let text: String = paper::text(&pdf).split_whitespace().collect();
    for wanted in CAPTION {
        assert!(text.contains(&wanted.replace(' ', "")), "{wanted} in {text}");
    }
    assert!(String::from_utf8_lossy(&fs::read(&pdf).expect("the paper")).contains("/Figure"));

    // What is on screen is gone when the vault is locked, and so are its bytes.
    let address = desk
        .js(
            "return document.querySelector('.ProseMirror [data-kind=picture] img').src",
            vec![],
        )
        .await;
    desk.lock().await;
    let there = "const done = arguments[arguments.length - 1]; const one = new Image(); one.onload = () => done(true); one.onerror = () => done(false); one.src = arguments[0];";
    let held = desk
        .page
        .execute_async(there, vec![address])
        .await
        .expect("an answer");
    assert_eq!(held, json!(false), "the locked page holds no picture");
    desk.unlock().await;
    desk.open_session().await;
    desk.expect_line("en", CAPTION[0]).await;
    desk.expect_js("the picture", SHOWN).await;
}

#[tokio::test(flavor = "current_thread")]
async fn a_tall_picture_stands_in_an_agreement_and_the_field_for_its_words_is_in_sight() {
    let files = file_folder();
    let photo = photo(files.path(), "facade.png", (900, 2400));
    let desk = Desk::with_sample(Setting::choosing(&[&photo])).await;
    desk.unlock().await;
    desk.press("ctrl+2").await;
    desk.push("Memorandum of Understanding on digital government")
        .await;
    desk.expect_js("the text", "document.querySelector('.ProseMirror .segment')")
        .await;
    at_the_end(&desk).await;
    desk.press("ctrl+shift+i").await;
    desk.expect_js("the picture", SHOWN).await;
    let seen = "(() => {
        const field = document.activeElement.getBoundingClientRect();
        const page = document.querySelector('main').getBoundingClientRect();
        return field.top >= page.top && field.bottom <= page.bottom;
    })()";
    desk.expect_js(
        "the question what there is to see",
        "document.activeElement?.matches('.details input[lang=en]')",
    )
    .await;
    desk.expect_js("the field in sight", seen).await;
    desk.picture("picture-agreement").await;
    describe(&desk).await;
    assert_eq!(desk.violations().await, Vec::<String>::new());

    desk.press("ctrl+p").await;
    desk.export().await;
    let text: String = paper::text(&desk.saved()).split_whitespace().collect();
    for wanted in CAPTION {
        assert!(text.contains(&wanted.replace(' ', "")), "{wanted} in {text}");
    }
}

#[tokio::test(flavor = "current_thread")]
async fn a_picture_is_pasted_and_what_is_none_is_refused_in_words() {
    let files = file_folder();
    let svg = files.path().join("plan.svg");
    fs::write(&svg, "<svg xmlns='http://www.w3.org/2000/svg'/>").expect("a file");
    let desk = begin(Setting::choosing(&[&svg])).await;
    at_the_end(&desk).await;
    let paste = "
        const done = arguments[arguments.length - 1];
        const canvas = document.createElement('canvas');
        [canvas.width, canvas.height] = [400, 300];
        canvas.getContext('2d').fillRect(20, 20, 200, 100);
        canvas.toBlob(blob => {
            const data = new DataTransfer();
            data.items.add(new File([blob], 'board.png', { type: 'image/png' }));
            document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
            done('ok');
        });";
    desk.page.execute_async(paste, vec![]).await.expect("a paste");
    desk.expect_js("the picture", SHOWN).await;
    describe(&desk).await;
    // Taken back as a whole, and brought again.
    desk.press("ctrl+shift+Backspace").await;
    desk.expect_js("no picture", &format!("!({SHOWN})")).await;
    desk.press("ctrl+z").await;
    desk.expect_js("the picture", SHOWN).await;
    desk.expect_saved().await;

    desk.press("ctrl+shift+i").await;
    desk.expect(Labels::read("en").get("err-picture-svg")).await;
    desk.expect(Labels::read("en").get("rec-picture-svg")).await;
    desk.expect("plan.svg").await;
    desk.picture("picture-refused").await;
    assert_eq!(desk.violations().await, Vec::<String>::new());
}

#[tokio::test(flavor = "current_thread")]
async fn documents_and_photos_are_attached_described_and_saved_as_a_copy() {
    let en = Labels::read("en");
    let files = file_folder();
    let photo = photo(files.path(), "signing.png", (1600, 1200));
    let signed = files.path().join("양해각서 서명본.pdf");
    fs::write(&signed, b"%PDF-1.7 the signed text").expect("a file");
    let desk = begin(Setting::choosing(&[&photo, &signed])).await;
    // The part of the window that holds the page has all its words for a name.
    while desk.focused().await != en.get("details") {
        desk.press("Tab").await;
    }
    desk.press("Enter").await;
    desk.tab_to(en.get("date-and-place")).await;
    while !desk.focused().await.contains(en.get("attachments")) {
        desk.press("Right").await;
    }
    desk.expect(en.get("attachments-empty")).await;
    desk.picture("attachments-none").await;
    desk.push(en.get("attach-file")).await;
    desk.expect("signing.").await;
    desk.expect("양해각서 서명본.pdf").await;
    desk.expect_js(
        "the photo",
        "[...document.querySelectorAll('.details img')].some(one => one.complete && one.naturalWidth > 100)",
    )
    .await;
    desk.fill(
        &format!("{}{}", en.get("picture-caption"), en.get("tongue-en")),
        "The signing",
    )
    .await;
    desk.fill(
        &format!("{}{}", en.get("picture-alt"), en.get("tongue-en")),
        "Two people at a table",
    )
    .await;
    desk.picture("attachments").await;
    assert_eq!(desk.violations().await, Vec::<String>::new());

    // The photo's own button stands before its fields: the next one belongs to the document.
    desk.push(en.get("save-copy-as")).await;
    desk.expect(en.get("save-copy-leaves")).await;
    desk.picture("attachment-copy").await;
    desk.push(en.get("save-copy-as")).await;
    let saved = desk.saved();
    until("the copy", async || saved.exists().then_some(())).await;
    assert_eq!(fs::read(saved).expect("the copy"), b"%PDF-1.7 the signed text");
    desk.expect_js("no dialog", "!document.querySelector('[role=dialog]')")
        .await;

    desk.push(en.get("attachment-remove")).await;
    desk.expect_js(
        "one attachment less",
        "document.querySelectorAll('.details .all > li').length === 1",
    )
    .await;
    // Until it is there, the line still speaks of the copy that was saved, with buttons of its own.
    desk.expect_js(
        "the way back",
        &format!(
            "document.querySelector('[role=status] button')?.textContent.trim() === {:?}",
            en.get("undo")
        ),
    )
    .await;
    desk.js("document.querySelector('[role=status] button').focus()", vec![])
        .await;
    desk.press("Enter").await;
    desk.expect_js(
        "it is back",
        "document.querySelectorAll('.details .all > li').length === 2",
    )
    .await;
    desk.expect_saved().await;
}
