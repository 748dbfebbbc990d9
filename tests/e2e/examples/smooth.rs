//! The longest piece of work on the page's one thread, page by page, in a vault of any size.
//!
//! `smooth VAULT PASSPHRASE` opens a vault whose newest meeting is a long one, walks through every page and prints the
//! figures of the walk as JSON. It writes into the vault: it wants a copy.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "figures on the terminal are what this program is for"
)]

use std::path::Path;

use maru_e2e::{Desk, Setting, labels::Labels};
use serde_json::{Value, json};

const ROWS: &str = "document.querySelector('main button.open')";
const OPEN: &str = "document.querySelector('main button.open').click()";
const EDITOR: &str = "document.querySelector('main .ProseMirror > .segment')";
const SAVED: &str = "document.querySelector('[data-saving=saved]')";
/// How many records lie in the bin, and how many changes the long meeting has behind it.
const BINNED: usize = 150;
const CHANGES: usize = 300;

/// Throws records away and writes into the newest meeting, through the commands that the pages use.
const PREPARE: &str = "
    const [binned, changes, done] = arguments;
    const call = window.__TAURI_INTERNALS__.invoke;
    const edit = async (id, edits) => {
        let { heads } = await call('open_record', { id });
        for (const one of edits) heads = await call('edit_record', { id, heads, edits: [one] });
        await call('close_record', { id });
    };
    const prepare = async () => {
        const listing = { kind: 'meeting', audience: null, binned: false, after: null, limit: binned + 60 };
        const { rows } = await call('list', { listing });
        for (const { id } of rows.slice(60)) await edit(id, [{ do: 'set', path: ['binned'], value: true }]);
        const { id } = rows[0];
        const lines = Object.keys((await call('open_record', { id })).record.segments);
        await edit(id, Array.from({ length: changes }, (_, n) => (
            { do: 'write', id: lines[n * 7 % lines.length], lang: n % 2 ? 'en' : 'ko', text: `Change ${n} 변경` })));
    };
    prepare().then(() => done('ok'), error => done(JSON.stringify(error)));";

/// Rolls a box as with a wheel, frame by frame.
const ROLL: &str = "
    const box = document.querySelector(arguments[0]);
    window.rolled = 0;
    const step = () => {
        box.scrollTop += 300;
        window.rolled += 1;
        if (window.rolled < 60) requestAnimationFrame(step);
    };
    step();";

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [vault, passphrase] = words.as_slice() else {
        panic!("smooth VAULT PASSPHRASE");
    };
    let desk = Desk::on(Path::new(vault), Setting::default()).await;
    let mut walk = Walk {
        desk: &desk,
        words: Labels::read("en"),
        pieces: Vec::new(),
    };
    desk.feel_pulse().await;
    let home = "document.querySelector('main li')";
    walk.does("unlock", "Home", desk.unlock_with(passphrase), home)
        .await;
    if desk
        .js("return Boolean(document.querySelector('[role=dialog]'))", vec![])
        .await
        == true
    {
        desk.close().await;
    }
    walk.lists().await;
    walk.tongues("list", ROWS).await;
    walk.presses("Home", "again", "ctrl+1", home).await;
    walk.search().await;
    let prepared = desk
        .page
        .execute_async(PREPARE, vec![json!(BINNED), json!(CHANGES)])
        .await;
    assert_eq!(prepared.expect("the vault is prepared"), "ok");
    walk.meeting().await;
    walk.records().await;
    walk.others().await;
    println!("{}", Value::Array(walk.pieces));
}

struct Walk<'a> {
    desk: &'a Desk,
    words: Labels,
    pieces: Vec<Value>,
}

impl Walk<'_> {
    async fn does(&mut self, page: &str, what: &str, deed: impl Future<Output = ()>, expected: &str) {
        let longest = self.desk.longest_piece(deed, expected).await;
        eprintln!("{longest:>6.0}  {page}: {what}");
        self.pieces
            .push(json!({ "page": page, "what": what, "ms": longest }));
    }

    async fn presses(&mut self, page: &str, what: &str, chord: &str, expected: &str) {
        self.does(page, what, self.desk.press(chord), expected).await;
    }

    async fn runs(&mut self, page: &str, what: &str, script: &str, expected: &str) {
        let deed = async {
            self.desk.js(script, vec![]).await;
        };
        self.does(page, what, deed, expected).await;
    }

    async fn rolls(&mut self, page: &str, within: &str) {
        let deed = async {
            self.desk.js(ROLL, vec![within.into()]).await;
        };
        self.does(page, "rolled", deed, "window.rolled >= 60").await;
    }

    async fn commands(&mut self, page: &str, label: &str, expected: &str) {
        let name = self.words.get(label).to_owned();
        self.does(page, "opened", self.desk.command(&name), expected)
            .await;
    }

    async fn lists(&mut self) {
        let lists = [
            ("agreements", "2"),
            ("practices", "5"),
            ("actions", "4"),
            ("sessions", "3"),
        ];
        for (page, key) in lists {
            let chord = format!("ctrl+{key}");
            self.presses(page, "opened", &chord, ROWS).await;
            self.rolls(page, "main").await;
            self.runs(
                page,
                "the first row",
                "document.querySelector('main button.open').focus()",
                ROWS,
            )
            .await;
            let last = "document.activeElement.closest('tbody')?.nextElementSibling?.rows.length === 0";
            self.presses(page, "the last row", "End", last).await;
            self.presses(page, "opened again", &chord, ROWS).await;
        }
        self.desk.press("ctrl+4").await;
        self.desk.expect_js("the actions", ROWS).await;
    }

    /// Turns the labels from one language to the other and to both.
    async fn tongues(&mut self, page: &str, expected: &str) {
        for turn in ["one language", "the other", "both"] {
            self.presses(page, turn, "ctrl+shift+l", expected).await;
        }
    }

    async fn search(&mut self) {
        let option = "document.querySelector('[role=dialog] [role=option]')";
        self.presses("palette", "opened", "ctrl+k", option).await;
        for letter in ["d", "a", "t", "a"] {
            self.presses(
                "palette",
                letter,
                letter,
                "document.querySelector('[role=dialog] mark')",
            )
            .await;
        }
        let all = format!(
            "[...document.querySelectorAll('[role=option]')].find(one => one.textContent.includes({:?})).click()",
            self.words.get("find-all")
        );
        self.runs(
            "results",
            "opened",
            &all,
            "document.querySelector('main tr[aria-rowindex] mark')",
        )
        .await;
        self.rolls("results", "main").await;
    }

    async fn meeting(&mut self) {
        self.desk.press("ctrl+3").await;
        self.desk.expect_js("the list", ROWS).await;
        self.runs("meeting", "opened", OPEN, EDITOR).await;
        self.presses("meeting", "left", "ctrl+3", ROWS).await;
        self.runs("meeting", "opened again", OPEN, EDITOR).await;
        self.rolls("meeting", "main").await;
        self.tongues("meeting", EDITOR).await;
        for (what, view) in [("one column", "ko"), ("both columns", "both")] {
            let script = format!("document.querySelector('main .tools input[value={view}]').click()");
            self.runs(
                "meeting",
                what,
                &script,
                &format!("document.querySelector('.bitext.{view}')"),
            )
            .await;
        }
        self.runs(
            "meeting",
            "the cursor in it",
            "document.querySelector('.ProseMirror').focus()",
            EDITOR,
        )
        .await;
        self.presses("meeting", "its end", "ctrl+End", EDITOR).await;
        let typed = self.desk.type_text("and the last word was typed here");
        self.does("meeting", "typed in", typed, SAVED).await;
        self.presses("meeting", "a new line", "Enter", SAVED).await;
        self.presses("meeting", "undo", "ctrl+z", SAVED).await;
        self.presses(
            "export",
            "opened",
            "ctrl+p",
            "document.querySelector('[role=dialog] img')",
        )
        .await;
        self.desk.close().await;
        self.desk.press("Escape").await;
        self.commands(
            "history",
            "change-history",
            "document.querySelector('[role=dialog] article')",
        )
        .await;
        self.rolls("history", "[role=dialog] .body").await;
        self.desk.close().await;
    }

    async fn records(&mut self) {
        for (page, key) in [("agreement", "ctrl+2"), ("practice", "ctrl+5")] {
            self.desk.press(key).await;
            self.desk.expect_js("the list", ROWS).await;
            self.runs(page, "opened", OPEN, "document.querySelector('main [role=tab]')")
                .await;
            for at in 0..self.desk.tabs().await {
                self.does(page, &format!("tab {at}"), self.desk.open_tab(at), "true")
                    .await;
            }
        }
    }

    async fn others(&mut self) {
        let sections = "document.querySelectorAll('main section').length > 2";
        self.presses("settings", "opened", "ctrl+,", sections).await;
        self.presses(
            "keys",
            "opened",
            "ctrl+/",
            "document.querySelector('[role=dialog] kbd')",
        )
        .await;
        self.desk.close().await;
        self.presses(
            "guide",
            "opened",
            "F1",
            "document.querySelector('[role=dialog] article')",
        )
        .await;
        self.desk.close().await;
        self.commands("bin", "bin", "document.querySelectorAll('main tr').length > 5")
            .await;
        self.rolls("bin", "main").await;
        self.commands(
            "export of many",
            "export-many",
            "document.querySelector('[role=dialog] fieldset tr')",
        )
        .await;
        self.desk.close().await;
        self.commands("about", "about", "document.querySelector('main h2')")
            .await;
        self.presses(
            "lock",
            "closed",
            "ctrl+l",
            "document.querySelector('input[type=password]')",
        )
        .await;
    }
}
