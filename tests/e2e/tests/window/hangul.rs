//! Hangul, typed with real keys through a real input method.

use maru_e2e::{
    Desk, Setting,
    hangul::{Bus, INPUT, Typist},
    patience::{settled, soon},
};
use serde_json::json;
use std::time::Duration;

/// The button beside the editor that a person clicks in the middle of a syllable; it changes no text.
const BUTTON: &str = ".tools button";
const FIRST: &str = ".ProseMirror .segment:nth-child(1) .cell[lang=ko] .text";

/// A person at the keyboard, and what went wrong so far.
struct Sitting<'desk> {
    desk: &'desk Desk,
    typist: Typist<'desk>,
    wrong: Vec<String>,
}

impl Sitting<'_> {
    /// Starts a case in a new meeting with these lines in the Korean column, the cursor at the end of the last.
    async fn fresh(&self, lines: &[&str]) {
        self.desk.new_meeting().await;
        self.typist.click_into(FIRST).await;
        // Pasted: keys of the driver would go through the input method too.
        self.desk.paste(&lines.join("\n")).await;
        for line in lines.iter().filter(|line| !line.is_empty()) {
            self.desk.expect_line("ko", line).await;
        }
    }

    /// Compares what stands in the Korean column, once nothing changes any more.
    async fn expect(&mut self, case: &str, lines: &[&str]) {
        // What comes from elsewhere comes with the next save.
        let right = async || (self.desk.cells("ko").await == lines).then_some(());
        soon(Duration::from_secs(5), right).await;
        let found = settled(async || self.desk.cells("ko").await).await;
        if found != lines {
            self.wrong.push(format!("{case}: {found:?} instead of {lines:?}"));
        }
    }

    async fn expect_value(&mut self, case: &str, value: &str) {
        let script = "return document.querySelector('.title textarea[lang=ko]').value";
        let found = settled(async || self.desk.js(script, vec![]).await).await;
        if found != json!(value) {
            self.wrong.push(format!("{case}: {found} instead of {value}"));
        }
    }

    /// Changes the first Korean line as another window does, while this one is in the middle of a syllable.
    async fn write_elsewhere(&self, row: usize, text: &str) {
        let script = "
            const done = arguments[arguments.length - 1];
            const call = window.__TAURI_INTERNALS__.invoke;
            call('list', { listing: { kind: 'meeting', audience: null, sort: 'changed', after: null, limit: 1 } })
                .then(page => page.rows[0].id)
                .then(id => call('open_record', { id }).then(opened => ({ id, opened })))
                .then(({ id, opened }) => {
                    const rows = Object.entries(opened.record.segments).filter(([, one]) => !one.removed);
                    rows.sort(([, a], [, b]) => a.pos < b.pos ? -1 : 1);
                    const edits = [{ do: 'write', id: rows[arguments[0]][0], lang: 'ko', text: arguments[1] }];
                    return call('edit_record', { id, heads: opened.heads, edits });
                }).then(() => done('ok'), error => done(JSON.stringify(error)));";
        let done = self
            .desk
            .page
            .execute_async(script, vec![row.into(), text.into()])
            .await
            .expect("the edit from elsewhere");
        assert_eq!(done, "ok");
    }

    async fn typing(&mut self) {
        self.fresh(&[""]).await;
        self.typist.type_keys("dkssudgktpdy ");
        self.expect("1 slow", &["안녕하세요 "]).await;

        self.fresh(&[""]).await;
        let fast: Vec<String> = "dkssudgktpdy qksrkqtmqslek ghldmlfhr ".chars().map(key).collect();
        self.typist.keys_every(
            Duration::from_millis(8),
            &fast.iter().map(String::as_str).collect::<Vec<_>>(),
        );
        self.expect("2 fast", &["안녕하세요 반갑습니다 회의록 "]).await;

        self.fresh(&[""]).await;
        self.typist.type_keys("gks");
        self.typist.keys(&["BackSpace"]);
        self.typist.type_keys(" ");
        self.expect("Backspace in a syllable", &["하 "]).await;

        self.fresh(&[""]).await;
        self.typist.type_keys("gksrmf\ndl ");
        self.expect("Enter in a syllable", &["한글", "이 "]).await;
    }

    async fn clicking(&mut self) {
        self.fresh(&["first", "second"]).await;
        self.typist.type_keys("gksrmf");
        self.typist.click(FIRST, Some(12)).await;
        self.expect("3 click elsewhere in the editor", &["first", "second한글"])
            .await;

        self.fresh(&[""]).await;
        self.typist.type_keys("gksrmf");
        self.typist.click(BUTTON, None).await;
        self.expect("4 click a button", &["한글"]).await;
    }

    async fn meanwhile(&mut self) {
        self.fresh(&["first", "second"]).await;
        self.desk.expect_saved().await;
        self.typist.type_keys("gks");
        self.write_elsewhere(0, "REMOTE first").await;
        self.typist.type_keys(" ");
        self.expect(
            "5 an edit of another line meanwhile",
            &["REMOTE first", "second한 "],
        )
        .await;
        self.typist.type_keys("rmf ");
        self.expect("5 and on", &["REMOTE first", "second한 글 "]).await;

        self.fresh(&["second"]).await;
        self.desk.expect_saved().await;
        self.typist.type_keys("gks");
        self.write_elsewhere(0, "REMOTE second").await;
        self.typist.type_keys(" ");
        self.expect("6 an edit of this line meanwhile", &["REMOTE second한 "])
            .await;
        self.typist.type_keys("rmf ");
        self.expect("6 and on", &["REMOTE second한 글 "]).await;
    }

    async fn editing(&mut self) {
        self.fresh(&["bold here"]).await;
        self.desk.press("Home").await;
        self.desk.press_times("shift+Right", 4).await;
        self.desk.press("ctrl+b").await;
        self.desk.press("Home").await;
        // The input method's keys go another way than these: they must not overtake them.
        self.desk
            .expect_js(
                "the cursor before the bold word",
                "document.querySelector('.ProseMirror strong') && document.getSelection().isCollapsed && document.getSelection().anchorOffset === 0",
            )
            .await;
        self.typist.type_keys("gksrmf ");
        self.expect("7 at the start of bold", &["한글 bold here"]).await;

        self.fresh(&[""]).await;
        self.typist.type_keys("dkssud gksrmf ");
        self.expect("8 before undo", &["안녕 한글 "]).await;
        self.typist.keys(&["ctrl+z"]);
        let undone = settled(async || self.desk.cells("ko").await.concat()).await;
        if undone == "안녕 한글 " || !"안녕 한글 ".starts_with(&undone) {
            self.wrong.push(format!("8 undo: {undone:?}"));
        }
        self.typist.keys(&["ctrl+shift+z"]);
        self.expect("8 redo", &["안녕 한글 "]).await;

        self.fresh(&["replace me"]).await;
        self.desk.press("Home").await;
        self.desk.press("shift+End").await;
        // Here too they must not overtake them.
        self.desk
            .expect_js(
                "the selection",
                "document.getSelection().toString() === 'replace me'",
            )
            .await;
        self.typist.type_keys("gksrmf ");
        self.expect("9 in place of a selection", &["한글 "]).await;
    }

    async fn fields(&mut self) {
        let field = ".title textarea[lang=ko]";
        self.fresh(&[""]).await;
        self.typist.click(field, None).await;
        self.typist.type_keys("gksrmf\n");
        self.expect_value("10 Enter in a field", "한글").await;

        self.fresh(&[""]).await;
        self.typist.click(field, None).await;
        self.typist.type_keys("gksrmf");
        self.typist.click(BUTTON, None).await;
        self.expect_value("11 click out of a field", "한글").await;
    }

    async fn special_keys(&mut self) {
        self.fresh(&[""]).await;
        self.typist.type_keys("gks");
        self.typist.keys(&["F9"]);
        self.typist.keys(&["1"]);
        self.typist.keys(&["space"]);
        let found = settled(async || self.desk.cells("ko").await.concat()).await;
        if found.trim() != "韓" {
            self.wrong.push(format!("12 hanja: {found:?}"));
        }

        self.fresh(&[""]).await;
        self.typist.type_keys("gks");
        self.typist.keys(&["Escape"]);
        self.expect("13 Escape", &["한"]).await;
    }
}

fn key(letter: char) -> String {
    if letter == ' ' {
        "space".to_owned()
    } else {
        letter.to_string()
    }
}

#[tokio::test(flavor = "current_thread")]
async fn thirteen_cases_with_a_real_input_method() {
    let bus = Bus::start();
    let mut env: Vec<(String, String)> = INPUT
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    env.push(("DBUS_SESSION_BUS_ADDRESS".to_owned(), bus.address.clone()));
    let desk = Desk::with_sample(Setting {
        env,
        ..Setting::default()
    })
    .await;
    desk.unlock().await;
    desk.new_meeting().await;
    let typist = Typist::sit_down(&desk, bus).await;
    typist
        .switch(FIRST, async || desk.cells("ko").await.concat())
        .await;
    let mut sitting = Sitting {
        desk: &desk,
        typist,
        wrong: Vec::new(),
    };
    sitting.typing().await;
    sitting.clicking().await;
    sitting.meanwhile().await;
    sitting.editing().await;
    sitting.fields().await;
    sitting.special_keys().await;
    assert!(sitting.wrong.is_empty(), "{}", sitting.wrong.join("\n"));
}
