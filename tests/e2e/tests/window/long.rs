//! A meeting of a thousand lines: only what is near the screen is drawn, and nobody notices.

use crate::{
    lists::{import, meeting},
    palette,
};
use maru_e2e::{
    Desk, Setting,
    hangul::{Bus, INPUT, Typist},
    patience::until,
};
use serde_json::{Map, Value, json};

const LINES: usize = 1_000;
const TITLE: &str = "Two long days";
/// What stands in a line, long and short ones in turn.
const WORDS: &str = "and both sides asked how outdated guidance is noticed before somebody relies on it ";

/// Whether every line on the screen is drawn.
const SEEN: &str = "(() => {
    const box = document.querySelector('main').getBoundingClientRect();
    const within = ({ top, bottom }) => bottom > box.top && top < box.bottom;
    const rows = [...document.querySelectorAll('.ProseMirror > *')].filter(row => within(row.getBoundingClientRect()));
    return rows.length > 0 && rows.every(row => row.matches('.segment'));
})()";
const DRAWN: &str = "document.querySelectorAll('.ProseMirror > .segment').length";

/// The line in which the caret stands.
const CARET: &str =
    "[...document.querySelectorAll('.ProseMirror > *')].findIndex(row => row.matches('.current'))";

fn line(n: usize) -> String {
    format!("Line {n} {}", WORDS.repeat(n * 7 % 5))
}

fn long_meeting() -> Value {
    let kind = |n: usize| match n % 20 {
        0 => "agenda",
        7 => "decision",
        13 => "action",
        _ => "point",
    };
    let row = |n: usize| {
        let ko = format!("{n}째 줄 {}", "양측은 효과가 분명함을 확인함 ".repeat(n * 3 % 4));
        json!({ "kind": kind(n), "origin": "en", "pos": "", "en": line(n).trim_end(), "ko": ko.trim_end() })
    };
    let segments: Map<_, _> = (0..LINES)
        .map(|n| (format!("0195c000-0000-7000-8000-{n:012}"), row(n)))
        .collect();
    let mut long = meeting(10_000, TITLE, "긴 이틀");
    long["segments"] = segments.into();
    long
}

/// Opens the long meeting, with the caret in its first line.
async fn sit_down(setting: Setting) -> Desk {
    let desk = Desk::with_sample(setting).await;
    import(&desk, vec![long_meeting()]);
    desk.unlock().await;
    desk.press("ctrl+3").await;
    desk.expect(TITLE).await;
    desk.push(TITLE).await;
    desk.expect_js("the text", SEEN).await;
    desk.tab_into_editor().await;
    desk
}

/// Waits until the caret stands in a line that is on the screen.
async fn expect_caret(desk: &Desk, n: usize) {
    let there = format!(
        "(() => {{
            const row = document.querySelector('.ProseMirror > .segment.current');
            if (!row) return false;
            const [box, here] = [document.querySelector('main'), row].map(one => one.getBoundingClientRect());
            return [...row.parentNode.children].indexOf(row) === {n} && here.bottom > box.top && here.top < box.bottom;
        }})()"
    );
    desk.expect_js(&format!("the caret in line {n}, on the screen"), &there)
        .await;
    desk.expect_js("what stands around it", SEEN).await;
}

/// Returns a line as the vault has it.
async fn kept(desk: &Desk, n: usize) -> String {
    let script = "
        const done = arguments[arguments.length - 1];
        const call = window.__TAURI_INTERNALS__.invoke;
        call('list', { listing: { kind: 'meeting', audience: null, binned: false, after: null, limit: 50 } })
            .then(page => page.rows.find(row => row.title.en === arguments[0]).id)
            .then(id => call('open_record', { id }))
            .then(({ record }) => done(record.segments[arguments[1]]?.en ?? Object.keys(record.segments).slice(0,3).join()), error => done(JSON.stringify(error)));";
    let id = format!("0195c000-0000-7000-8000-{n:012}");
    let found = desk
        .page
        .execute_async(script, vec![json!(TITLE), json!(id)])
        .await
        .expect("the record is read");
    found.as_str().expect("a text").to_owned()
}

async fn number(desk: &Desk, expression: &str) -> u64 {
    let found = desk.js(&format!("return {expression}"), vec![]).await;
    found.as_u64().expect("a number")
}

#[tokio::test(flavor = "current_thread")]
async fn a_meeting_of_a_thousand_lines_draws_only_what_is_near() {
    let desk = sit_down(Setting::default()).await;
    assert_eq!(
        number(&desk, "document.querySelectorAll('.ProseMirror > *').length").await,
        1_000
    );
    assert!(number(&desk, DRAWN).await < 100);
    // One language alone, and words as large as they get: every line has another height.
    desk.click("one language", "document.querySelector('.tools input[value=ko]')")
        .await;
    desk.expect_js("Korean alone", "document.querySelector('.bitext.ko')")
        .await;
    desk.expect_js("what is on the screen", SEEN).await;
    desk.js("document.documentElement.dataset.text = '150'", vec![])
        .await;
    desk.expect_js("what is on the screen", SEEN).await;
    desk.tab_into_editor().await;
    desk.press("ctrl+End").await;
    expect_caret(&desk, LINES - 1).await;
    assert!(number(&desk, DRAWN).await < 100);
    assert_eq!(desk.violations().await, Vec::<String>::new());
}

#[tokio::test(flavor = "current_thread")]
async fn the_caret_goes_to_a_line_far_away_and_back_and_both_are_typed_in() {
    let desk = sit_down(Setting::default()).await;
    desk.press("ctrl+End").await;
    expect_caret(&desk, LINES - 1).await;
    desk.picture("long-end").await;
    desk.type_text("and the last word").await;
    desk.press("ctrl+Home").await;
    expect_caret(&desk, 0).await;
    desk.type_text("First of all: ").await;
    desk.expect_saved().await;
    // Undo goes to where the change was, however far that is.
    desk.press("ctrl+End").await;
    expect_caret(&desk, LINES - 1).await;
    desk.press("ctrl+z").await;
    expect_caret(&desk, 0).await;
    desk.press("ctrl+shift+z").await;
    let last = line(LINES - 1);
    until("both lines in the vault", async || {
        let [first, end] = [kept(&desk, 0).await, kept(&desk, LINES - 1).await];
        (first.starts_with("First of all: Line 0") && end == format!("{}and the last word", last.trim_end()))
            .then_some(())
    })
    .await;
}

#[tokio::test(flavor = "current_thread")]
async fn arrows_and_pages_go_on_where_nothing_was_drawn_yet() {
    let desk = sit_down(Setting::default()).await;
    for n in 1..40 {
        desk.press("Down").await;
        while number(&desk, CARET).await < n {
            desk.press("Down").await;
        }
    }
    expect_caret(&desk, 39).await;
    // The screen is elsewhere: the next key brings it back to the caret.
    desk.js("document.querySelector('main').scrollTop = 20000", vec![])
        .await;
    desk.expect_js("what is on the screen", SEEN).await;
    desk.press("Left").await;
    expect_caret(&desk, 39).await;
    desk.js("document.querySelector('main').scrollTop = 20000", vec![])
        .await;
    desk.expect_js("what is on the screen", SEEN).await;
    desk.type_text("x").await;
    expect_caret(&desk, 39).await;
    // A page further, from a screen that is elsewhere: as far as a page goes, and not over what was not drawn.
    desk.press("Next").await;
    desk.expect_js("a page further", &format!("{CARET} > 40 && {CARET} < 60"))
        .await;
    desk.expect_js("what is on the screen", SEEN).await;
    let here = number(&desk, CARET).await;
    desk.js("document.querySelector('main').scrollTop = 40000", vec![])
        .await;
    desk.expect_js("what is on the screen", SEEN).await;
    desk.press("Next").await;
    desk.expect_js(
        "another page",
        &format!("{CARET} > {here} && {CARET} < {here} + 25"),
    )
    .await;
    desk.expect_js("what is on the screen", SEEN).await;
}

#[tokio::test(flavor = "current_thread")]
async fn copying_everything_copies_what_was_never_drawn() {
    let desk = sit_down(Setting::default()).await;
    desk.press("ctrl+a").await;
    desk.press("ctrl+a").await;
    desk.expect_js(
        "the whole column",
        "document.querySelector('.ProseMirror.column-en') && !getSelection().isCollapsed",
    )
    .await;
    let script = "
        const data = new DataTransfer();
        document.activeElement.dispatchEvent(new ClipboardEvent('copy', { clipboardData: data, bubbles: true, cancelable: true }));
        return data.getData('text/plain')";
    let copied = desk.js(script, vec![]).await;
    let expected: Vec<String> = (0..LINES).map(|n| line(n).trim_end().to_owned()).collect();
    let lines: Vec<&str> = copied.as_str().expect("a text").lines().collect();
    assert_eq!(lines, expected);
    assert!(number(&desk, DRAWN).await < 150);
    // What is selected is seen to be wherever one looks, and goes with one key and comes back with another.
    desk.js("document.querySelector('main').scrollTop = 20000", vec![])
        .await;
    desk.expect_js("what is on the screen", SEEN).await;
    desk.expect_js(
        "lines that are seen to be selected",
        "[...document.querySelectorAll('.ProseMirror > .segment')].slice(2, -2).every(row => row.matches('.chosen'))",
    )
    .await;
    desk.picture("long-selected").await;
    // Whole lines have the ground that a part of one has, also in the dark.
    for look in ["light", "dark", "contrast"] {
        let script = "
            const [root, text] = [document.documentElement, document.querySelector('.chosen .cell[lang=en] .text')];
            root.dataset.look = arguments[0];
            root.dataset.contrast = arguments[0] === 'contrast' ? 'more' : 'normal';
            return [getComputedStyle(text).backgroundColor, getComputedStyle(document.querySelector('h1'), '::selection').backgroundColor]";
        let grounds = desk.js(script, vec![look.into()]).await;
        assert_eq!(grounds[0], grounds[1], "{look}");
        desk.picture(&format!("long-selected-{look}")).await;
    }
    desk.press("Delete").await;
    let said = "document.querySelector('.ProseMirror > .segment .cell[lang=en] .text')?.textContent";
    desk.expect_js("nothing in English", &format!("{said} === ''"))
        .await;
    desk.press("ctrl+z").await;
    desk.expect_js("what is on the screen", SEEN).await;
    desk.press("ctrl+Home").await;
    desk.expect_js("the first line", &format!("{said}.startsWith('Line 0')"))
        .await;
}

#[tokio::test(flavor = "current_thread")]
async fn scrolling_to_the_end_and_back_shows_every_line_in_its_place() {
    let desk = sit_down(Setting::default()).await;
    let script = "
        const [by, done] = [arguments[0], arguments[arguments.length - 1]];
        const main = document.querySelector('main');
        const flow = document.querySelector('.ProseMirror');
        const box = main.getBoundingClientRect();
        const wrong = [], seen = new Set();
        const frame = then => requestAnimationFrame(() => requestAnimationFrame(then));
        const look = () => [...flow.children].flatMap((row, n) => {
            const { top, bottom } = row.getBoundingClientRect();
            return bottom > box.top && top < box.bottom ? [{ n, row, top }] : [];
        });
        const step = () => {
            const before = look();
            for (const { n, row } of before) {
                if (!row.matches('.segment')) wrong.push(`line ${n} is not drawn`);
                else if (row.querySelector('[lang=en] .text').textContent.split(' ')[1] !== String(n)) wrong.push(`line ${n} reads ${row.textContent}`);
                seen.add(n);
            }
            const end = by > 0 ? main.scrollTop + main.clientHeight >= main.scrollHeight - 1 : main.scrollTop <= 0;
            if (end || wrong.length > 5) return done({ wrong, seen: seen.size });
            const from = main.scrollTop;
            main.scrollTop += by;
            const went = main.scrollTop - from;
            frame(() => {
                // What was seen moved as far as the hand moved it, whatever was drawn meanwhile.
                for (const { n, row, top } of before) {
                    const off = flow.children[n].getBoundingClientRect().top - (top - went);
                    if (Math.abs(off) > 1.5 && flow.children[n] === row) { wrong.push(`line ${n} is off by ${off}`); break; }
                }
                step();
            });
        };
        step();";
    desk.allow_scripts(std::time::Duration::from_secs(120)).await;
    for by in [300, -300] {
        let found = desk
            .page
            .execute_async(script, vec![json!(by)])
            .await
            .expect("the way is walked");
        assert_eq!(found, json!({ "wrong": [], "seen": LINES }));
    }
}

#[tokio::test(flavor = "current_thread")]
async fn a_line_that_was_found_is_on_the_screen_when_its_meeting_opens() {
    let desk = sit_down(Setting::default()).await;
    palette::open(&desk).await;
    desk.type_text("\"Line 707\"").await;
    palette::expect_chosen(&desk, "Line 707").await;
    desk.press("Enter").await;
    expect_caret(&desk, 707).await;
    desk.picture("long-found").await;
}

#[tokio::test(flavor = "current_thread")]
async fn a_syllable_in_the_middle_survives_a_look_elsewhere() {
    let bus = Bus::start();
    let mut setting = Setting::default();
    setting
        .env
        .extend(INPUT.map(|(name, value)| (name.to_owned(), value.to_owned())));
    setting
        .env
        .push(("DBUS_SESSION_BUS_ADDRESS".to_owned(), bus.address.clone()));
    let desk = sit_down(setting).await;
    let typist = Typist::sit_down(&desk, bus).await;
    let text = ".ProseMirror > :nth-child(1) .cell[lang=ko] .text";
    let first = &format!("document.querySelector('{text}').textContent");
    let read = async || {
        let found = desk.js(&format!("return {first}"), vec![]).await;
        found.as_str().unwrap_or_default().to_owned()
    };
    typist.switch(text, read).await;
    typist.type_keys("gks");
    desk.expect_js("the syllable", &format!("{first}.endsWith('한')"))
        .await;
    for place in [20_000, 60_000, 500] {
        desk.js(
            "document.querySelector('main').scrollTop = arguments[0]",
            vec![json!(place)],
        )
        .await;
        desk.expect_js("what is on the screen", SEEN).await;
    }
    typist.type_keys("rmf ");
    desk.expect_js("both syllables", &format!("{first}.endsWith('한글 ')"))
        .await;
    expect_caret(&desk, 0).await;
}
