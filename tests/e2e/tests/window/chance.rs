//! Hands at random: whatever they press, nothing on any page breaks, and what stands on the screen is what the vault keeps.
//!
//! The same hands come back in every run; `MARU_CHANCE` asks for more of them.

use fastrand::Rng;
use maru_e2e::{
    Desk, Setting,
    labels::Labels,
    patience::{soon, until},
    picture::{file_folder, photo},
    vault,
};
use std::time::Duration;

/// How often a pair of hands presses something.
const PRESSES: usize = 120;

/// Presses one of all controls that can be reached: of the dialog on top, if there is one.
const CLICK: &str = "
    const around = [...document.querySelectorAll('[role=dialog], [role=alertdialog]')].at(-1) ?? document;
    const all = 'button, a[href], input, select, textarea, [role=tab], [role=option], [role=menuitem], [contenteditable=true], summary';
    const there = [...around.querySelectorAll(all)].filter(one => !one.disabled && one.getBoundingClientRect().width > 2);
    const one = there[arguments[0] % there.length];
    one?.focus();
    if (!one?.matches('textarea, [contenteditable=true], [type=text], [type=password]')) one?.click();
    return `${one?.tagName} ${(one?.getAttribute('aria-label') ?? one?.textContent ?? '').slice(0, 40)}`;";

/// Returns the seeds of the hands.
fn hands() -> impl Iterator<Item = u64> {
    let many = std::env::var("MARU_CHANCE")
        .ok()
        .and_then(|many| many.parse().ok());
    1..=many.unwrap_or(2)
}

fn one<'t>(chance: &mut Rng, of: &[&'t str]) -> &'t str {
    chance.choice(of.iter().copied()).unwrap_or_default()
}

/// Writes, moves, pastes, undoes: something that a person does in the notes. Returns what it was.
async fn write(desk: &Desk, chance: &mut Rng) -> String {
    let words = ["word ", "the hall", "협력", "마루 ", "a", "가", "1. ", "- ", "/d"];
    let pasted = [
        "one\ntwo\n\nthree",
        "# Head\n- point\n- 다른 점",
        "plain",
        "가나다\n라마바",
    ];
    let ways = [
        "Up",
        "Down",
        "Left",
        "Right",
        "Home",
        "End",
        "ctrl+Home",
        "ctrl+End",
        "Prior",
        "Next",
    ];
    let marks = [
        "shift+Up",
        "shift+Down",
        "shift+Left",
        "shift+Right",
        "shift+End",
        "ctrl+a",
    ];
    let deeds = [
        "ctrl+shift+d",
        "ctrl+shift+a",
        "ctrl+shift+h",
        "ctrl+shift+q",
        "ctrl+b",
        "ctrl+shift+l",
    ];
    let (chord, times) = match chance.usize(..20) {
        0..=4 => {
            let text = one(chance, &words);
            desk.type_text(text).await;
            return format!("typed {text:?}");
        }
        5 => {
            let text = one(chance, &pasted);
            desk.paste(text).await;
            return format!("pasted {text:?}");
        }
        6..=8 => ("Enter", 1),
        9 | 10 => (one(chance, &["Tab", "Tab", "shift+Tab"]), 1),
        11 | 12 => (one(chance, &ways), 1),
        13 => (one(chance, &marks), 1 + chance.usize(..4)),
        14 | 15 => (one(chance, &["Backspace", "Delete"]), 1 + chance.usize(..5)),
        16 => ("ctrl+z", 1 + chance.usize(..4)),
        17 => ("ctrl+shift+z", 1 + chance.usize(..3)),
        18 => (one(chance, &["alt+Up", "alt+Down", "ctrl+shift+Backspace"]), 1),
        _ => (one(chance, &deeds), 1),
    };
    desk.press_times(chord, times).await;
    format!("{chord} × {times}")
}

/// Returns the lines of the only session without a title, English and Korean, as they lie on the disk.
fn kept(desk: &Desk) -> Vec<[String; 2]> {
    let rows = vault::json(&desk.vault(), &["list", "--kind", "meeting"]);
    let untitled = rows.as_array().into_iter().flatten();
    let id = untitled
        .filter(|row| row["title"]["en"] == "")
        .find_map(|row| row["id"].as_str())
        .expect("the new session");
    let record = vault::json(&desk.vault(), &["show", id]);
    let mut lines: Vec<_> = record["record"]["segments"]
        .as_object()
        .into_iter()
        .flatten()
        .filter(|(_, line)| line["removed"] != true)
        .collect();
    lines.sort_by_key(|(id, line)| (line["pos"].to_string(), *id));
    lines
        .into_iter()
        .map(|(_, line)| ["en", "ko"].map(|lang| bare(line[lang].as_str().unwrap_or_default())))
        .collect()
}

/// Returns a text without the signs of bold words and of letters that stand for themselves.
fn bare(text: &str) -> String {
    text.replace('\\', "").replace("**", "")
}

#[tokio::test(flavor = "current_thread")]
async fn what_chance_writes_into_the_notes_is_what_the_vault_keeps() {
    for seed in hands() {
        let (mut chance, mut done) = (Rng::with_seed(seed), Vec::new());
        let desk = Desk::with_sample(Setting::default()).await;
        desk.unlock().await;
        desk.watch().await;
        desk.new_meeting().await;
        desk.tab_into_editor().await;
        for _ in 0..PRESSES {
            done.push(write(&desk, &mut chance).await);
            // A menu, a field for a link or the way out: back to the notes.
            if desk
                .js("return !document.activeElement.matches('.ProseMirror')", vec![])
                .await
                == true
            {
                desk.press("Escape").await;
                desk.js("document.querySelector('.ProseMirror').focus()", vec![])
                    .await;
            }
        }
        desk.press("Escape").await;
        desk.expect_saved().await;
        let [en, ko] = [desk.cells("en").await, desk.cells("ko").await];
        let shown: Vec<_> = en.iter().zip(&ko).map(|(en, ko)| [bare(en), bare(ko)]).collect();
        assert_eq!(desk.broken().await, [""; 0], "seed {seed}: {done:#?}");
        desk.lock().await;
        let kept = kept(&desk);
        // What is far from the screen is not drawn.
        assert!(
            !shown.is_empty() && kept.windows(shown.len()).any(|lines| lines == shown),
            "seed {seed}: {done:#?}\nshown {shown:#?}\nkept {kept:#?}"
        );
        vault::maructl(&desk.vault(), &["check"]);
    }
}

/// Presses something on whatever page there is, and returns what it was.
async fn roam(desk: &Desk, chance: &mut Rng) -> String {
    let keys = [
        "ctrl+1",
        "ctrl+2",
        "ctrl+3",
        "ctrl+4",
        "ctrl+5",
        "ctrl+k",
        "ctrl+p",
        "ctrl+n",
        "ctrl+z",
        "ctrl+shift+z",
        "ctrl+/",
        "ctrl+,",
        "ctrl+shift+l",
        "F1",
        "Escape",
        "Tab",
        "Enter",
        "alt+Left",
    ];
    let words = ["abc", "협력", "2027-03-09", "12", "<b>"];
    match chance.usize(..10) {
        0 | 1 => {
            let chord = one(chance, &keys);
            desk.press(chord).await;
            chord.to_owned()
        }
        2 => {
            let text = one(chance, &words);
            desk.type_text(text).await;
            format!("typed {text:?}")
        }
        _ => {
            let pressed = desk.js(CLICK, vec![chance.u32(..).into()]).await;
            pressed.as_str().unwrap_or_default().to_owned()
        }
    }
}

const LOCKED: &str =
    "return !document.querySelector('nav') && Boolean(document.querySelector('[type=password]'))";

/// Opens the vault that the hands have locked. What they typed there may have been refused: everybody waits a while then.
async fn open_again(desk: &Desk) {
    const FIELD: &str =
        "const field = document.querySelector('[type=password]'); field?.focus(); field?.select();";
    until("the vault to open again", async || {
        desk.js(FIELD, vec![]).await;
        desk.type_text(vault::PASSPHRASE).await;
        desk.press("Enter").await;
        soon(Duration::from_secs(4), async || {
            (desk.js(LOCKED, vec![]).await == false).then_some(())
        })
        .await
    })
    .await;
}

#[tokio::test(flavor = "current_thread")]
async fn nothing_breaks_on_any_page_wherever_chance_presses() {
    for seed in hands() {
        let (mut chance, mut done) = (Rng::with_seed(seed), Vec::new());
        let files = file_folder();
        let desk = Desk::with_sample(Setting::choosing(&[&photo(files.path(), "p.png", (640, 480))])).await;
        desk.unlock().await;
        desk.watch().await;
        for _ in 0..2 * PRESSES {
            if desk.js(LOCKED, vec![]).await == true {
                open_again(&desk).await;
            }
            done.push(roam(&desk, &mut chance).await);
            assert_eq!(desk.broken().await, [""; 0], "seed {seed}: {done:#?}");
        }
        let shown = desk.text().await;
        for words in ["en", "ko"].map(Labels::read) {
            assert!(
                !shown.contains(words.get("err-internal")),
                "seed {seed}: {done:#?}"
            );
        }
    }
}
