//! The pictures of the guide, taken from the real window in both languages: `cargo xtask guide` renews them.

use maru_e2e::{
    Desk, Setting,
    desk::root,
    labels::Labels,
    picture::{file_folder, photo},
};
use std::{
    collections::{BTreeMap, HashMap},
    fs,
};

/// A picture travels inside the application.
const LARGEST: u64 = 150_000;

/// The words that the search looks for, by language.
const WANTED: [(&str, &str); 2] = [("en", "checklist"), ("ko", "점검표")];

#[tokio::main(flavor = "current_thread")]
async fn main() {
    for (lang, wanted) in WANTED {
        walk(lang, wanted).await;
    }
}

async fn walk(lang: &str, wanted: &str) {
    let files = file_folder();
    let photo = photo(files.path(), "signing.png", (1600, 1200));
    let desk = Desk::with_sample(Setting::choosing(&[&photo])).await;
    desk.page
        .set_window_size(1040, 680)
        .await
        .expect("the window takes the size");
    desk.dress(lang, "light").await;
    desk.expect_js("the lock screen", "document.activeElement?.type === 'password'")
        .await;
    keep(&desk, "start", lang).await;
    desk.unlock().await;
    keep(&desk, "home", lang).await;

    open(&desk, "ctrl+3", "제2차", "Second").await;
    desk.expect_js(
        "the editor",
        "document.querySelectorAll('.ProseMirror .segment').length > 10",
    )
    .await;
    keep(&desk, "meetings", lang).await;
    history(&desk, lang).await;
    desk.press("ctrl+p").await;
    desk.expect_js("the preview", "document.querySelector('[role=dialog] img')")
        .await;
    keep(&desk, "export", lang).await;
    close(&desk).await;

    desk.press("ctrl+k").await;
    desk.expect_js("the search", "document.querySelector('[role=dialog] input')")
        .await;
    desk.type_text(wanted).await;
    desk.expect_js(
        "what is found",
        "document.querySelectorAll('[role=dialog] mark').length > 1",
    )
    .await;
    keep(&desk, "search", lang).await;
    close(&desk).await;

    open(&desk, "ctrl+2", "", "").await;
    desk.expect_js(
        "an agreement",
        "document.querySelector('main article [role=tab]')",
    )
    .await;
    keep(&desk, "agreements", lang).await;
    attach(&desk, lang).await;
    open(&desk, "ctrl+5", "동료", "peer review").await;
    desk.expect_js("a practice", "document.querySelector('.ProseMirror .head')")
        .await;
    keep(&desk, "practices", lang).await;
    desk.press("ctrl+4").await;
    desk.expect("A-04").await;
    keep(&desk, "actions", lang).await;
    desk.press("ctrl+,").await;
    desk.expect_js("settings", "document.querySelectorAll('main section').length > 2")
        .await;
    desk.js(
        "document.querySelectorAll('main section')[2].scrollIntoView()",
        vec![],
    )
    .await;
    keep(&desk, "safety", lang).await;
    desk.press("ctrl+/").await;
    desk.expect_js("the keys", "document.querySelector('[role=dialog] kbd')")
        .await;
    keep(&desk, "keys", lang).await;
}

/// Opens the record of a list whose title holds one of two words.
async fn open(desk: &Desk, place: &str, korean: &str, english: &str) {
    desk.press(place).await;
    desk.expect_js("a row", "document.querySelector('main button.open')")
        .await;
    let script = "[...document.querySelectorAll('main button.open')].find(row => arguments[0].some(word => row.textContent.includes(word))).click()";
    desk.js(script, vec![vec![korean, english].into()]).await;
}

/// Attaches a photo of the signing to the agreement, and says in both languages what there is to see.
async fn attach(desk: &Desk, lang: &str) {
    let words = Labels::read(lang);
    desk.to_tab(words.get("attachments"), "Tab").await;
    desk.push(words.get("attach-file")).await;
    desk.expect_js(
        "the photo",
        "[...document.querySelectorAll('main li img')].some(one => one.complete && one.naturalWidth > 100)",
    )
    .await;
    for (label, english, korean) in [
        ("picture-caption", "The signing in Seoul", "서울 서명식"),
        ("picture-alt", "Two people at a table", "탁자에 앉은 두 사람"),
    ] {
        for (mark, text) in [("tongue-en", english), ("tongue-ko", korean)] {
            desk.fill(&format!("{}{}", words.get(label), words.get(mark)), text)
                .await;
        }
    }
    desk.expect_saved().await;
    desk.js(
        "document.querySelector('main [role=tablist]').scrollIntoView(); document.activeElement.blur()",
        vec![],
    )
    .await;
    keep(desk, "pictures", lang).await;
}

/// Writes a line, and opens the history of the session.
async fn history(desk: &Desk, lang: &str) {
    let words = Labels::read(lang);
    desk.press("ctrl+k").await;
    desk.expect_js("the search", "document.querySelector('[role=dialog] input')")
        .await;
    desk.type_text(words.get("change-history")).await;
    desk.expect_js(
        "the command",
        &format!(
            "document.querySelector('[role=option][aria-selected=true]')?.textContent.includes('{}')",
            words.get("change-history")
        ),
    )
    .await;
    desk.press("Enter").await;
    desk.expect_js("the changes", "document.querySelector('[role=dialog] ol li')")
        .await;
    keep(desk, "history", lang).await;
    close(desk).await;
}

async fn close(desk: &Desk) {
    desk.press("Escape").await;
    desk.expect_js("the dialog to close", "!document.querySelector('[role=dialog]')")
        .await;
}

/// Keeps what the window shows, in as many colours as a palette has.
async fn keep(desk: &Desk, name: &str, lang: &str) {
    let (width, height, pixels) = desk.seen().await;
    let (palette, indices) = reduce(&pixels);
    let path = root().join(format!("docs/guide/pictures/{name}-{lang}.png"));
    let file = fs::File::create(&path).expect("the picture is made");
    let mut picture = png::Encoder::new(file, width, height);
    picture.set_color(png::ColorType::Indexed);
    picture.set_palette(palette);
    picture.set_compression(png::Compression::High);
    picture.set_filter(png::Filter::NoFilter);
    let mut writer = picture.write_header().expect("the picture begins");
    writer.write_image_data(&indices).expect("the picture is written");
    writer.finish().expect("the picture is whole");
    let size = fs::metadata(&path).expect("the picture is there").len();
    assert!(size <= LARGEST, "{} has {size} bytes", path.display());
}

/// Returns the commonest colours of a picture and which of them each pixel has.
///
/// The plain surfaces of a window keep their exact colours, and only the edges of letters come a shade nearer.
fn reduce(pixels: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let colours = || pixels.chunks_exact(3).map(|pixel| [pixel[0], pixel[1], pixel[2]]);
    let mut counts: BTreeMap<[u8; 3], u32> = BTreeMap::new();
    for colour in colours() {
        *counts.entry(colour).or_default() += 1;
    }
    let mut common: Vec<([u8; 3], u32)> = counts.into_iter().collect();
    common.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let palette: Vec<[u8; 3]> = common.iter().take(256).map(|(colour, _)| *colour).collect();
    let mut nearest: HashMap<[u8; 3], u8> = HashMap::new();
    let indices = colours()
        .map(|colour| *nearest.entry(colour).or_insert_with(|| index(&palette, colour)))
        .collect();
    (palette.concat(), indices)
}

fn index(palette: &[[u8; 3]], colour: [u8; 3]) -> u8 {
    let far = |one: &[u8; 3]| -> u32 {
        let parts = one.iter().zip(colour);
        parts.map(|(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum()
    };
    let found = (0_u8..=255).zip(palette).min_by_key(|(_, one)| far(one));
    found.map_or(0, |(index, _)| index)
}
