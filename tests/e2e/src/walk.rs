//! The ways through Maru that many tests go, always by keyboard.

use crate::{
    Desk,
    labels::Labels,
    patience::{PATIENCE, soon, until},
    vault::PASSPHRASE,
};

/// The sample session, as its title stands in English.
pub const SESSION: &str = "Second UK–ROK Digital Government Working Session";

impl Desk {
    /// Sets the language of the labels and the look, and loads the page again with them: it stands locked.
    pub async fn dress(&self, labels: &str, look: &str) {
        let script = "
            const done = arguments[arguments.length - 1];
            const call = (name, args) => window.__TAURI_INTERNALS__.invoke(name, args);
            document.body.id = 'before';
            call('status').then(status => call('set_settings', { settings: { ...status.settings, labels: arguments[0], look: arguments[1] } }))
                .then(() => { location.reload(); done('ok'); }).catch(error => done(String(JSON.stringify(error))));";
        let done = self
            .page
            .execute_async(script, vec![labels.into(), look.into()])
            .await
            .expect("the settings are set");
        assert_eq!(done, "ok");
        self.expect_js("the page anew", "document.body && document.body.id !== 'before'")
            .await;
    }

    /// Unlocks the vault and waits for Home.
    pub async fn unlock(&self) {
        self.unlock_with(PASSPHRASE).await;
    }

    /// Unlocks a vault that has another passphrase, and waits for Home.
    pub async fn unlock_with(&self, passphrase: &str) {
        self.expect_js(
            "the lock screen",
            "document.querySelector('input[type=password]')",
        )
        .await;
        self.expect_js(
            "the cursor in the passphrase",
            "document.activeElement?.type === 'password'",
        )
        .await;
        self.type_text(passphrase).await;
        self.press("Enter").await;
        self.expect_js(
            "Home",
            "document.querySelector('nav [aria-current=page]') && document.querySelector('main h1')",
        )
        .await;
    }

    /// Locks the vault and waits for the lock screen.
    pub async fn lock(&self) {
        self.press("ctrl+l").await;
        self.expect_js(
            "the lock screen",
            "document.querySelector('input[type=password]')",
        )
        .await;
    }

    /// Opens the sample session from the list of meetings.
    pub async fn open_session(&self) {
        self.press("ctrl+3").await;
        self.expect(SESSION).await;
        self.push(SESSION).await;
        self.expect_js(
            "the editor",
            "document.querySelectorAll('.ProseMirror .segment').length > 10",
        )
        .await;
    }

    /// Returns how many tabs the open record has.
    pub async fn tabs(&self) -> u64 {
        self.expect_js("the tabs", "document.querySelector('[role=tab]')")
            .await;
        let count = self
            .js("return document.querySelectorAll('[role=tab]').length", vec![])
            .await;
        count.as_u64().expect("a number of tabs")
    }

    /// Opens a tab of the open record by its place and waits for what stands on it.
    pub async fn open_tab(&self, at: u64) {
        self.js(
            "document.querySelectorAll('[role=tab]')[arguments[0]].click()",
            vec![at.into()],
        )
        .await;
        self.expect_js(
            "the tab",
            &format!("document.querySelectorAll('[role=tab]')[{at}].dataset.state === 'active' && document.querySelector('[role=tabpanel][data-state=active] > *')"),
        )
        .await;
    }

    /// Goes to a tab of the open record by keyboard: to the list of tabs, then along it. In a text Shift and Tab change
    /// the language; there the way is forward.
    pub async fn to_tab(&self, name: &str, chord: &str) {
        let mut passed = Vec::new();
        loop {
            let there = self
                .js(
                    "return document.activeElement?.getAttribute('role') === 'tab'",
                    vec![],
                )
                .await;
            if there == true {
                break;
            }
            passed.push(self.focused().await);
            assert!(passed.len() < 150, "no tab before {passed:?}");
            self.press(chord).await;
        }
        self.press("Home").await;
        self.walk_to(name, "Right").await;
    }

    /// Presses a control as a mouse would, for walks that are not about the keyboard.
    pub async fn click(&self, what: &str, expression: &str) {
        self.expect_js(what, expression).await;
        self.js(&format!("({expression}).click()"), vec![]).await;
    }

    /// Closes the dialog that is on top.
    pub async fn close(&self) {
        let dialogs = "return document.querySelectorAll('[role=dialog]').length";
        let before = self.js(dialogs, vec![]).await.as_u64().unwrap_or(0);
        self.press("Escape").await;
        self.expect_js(
            "the dialog to close",
            &format!("document.querySelectorAll('[role=dialog]').length < {before}"),
        )
        .await;
    }

    /// Makes a meeting and waits for its editor; the cursor stands in the title.
    pub async fn new_meeting(&self) {
        self.press("ctrl+n").await;
        self.expect_js("the editor", "document.querySelector('.ProseMirror .segment')")
            .await;
        self.expect_js(
            "the cursor in the title",
            "document.activeElement?.matches('textarea[lang]')",
        )
        .await;
    }

    /// Waits until the status line says that everything is saved.
    pub async fn expect_saved(&self) {
        self.expect_js(
            "the word Saved with its time",
            "document.querySelector('[data-saving=saved]')",
        )
        .await;
    }

    /// Returns the text of every cell of the editor in one language, in order.
    pub async fn cells(&self, lang: &str) -> Vec<String> {
        let script = "return [...document.querySelectorAll(`.ProseMirror .cell[lang=${arguments[0]}] .text`)].map(cell => cell.textContent)";
        let found = self.js(script, vec![lang.into()]).await;
        let texts = found.as_array().expect("a list of cells").iter();
        texts
            .map(|text| text.as_str().unwrap_or_default().to_owned())
            .collect()
    }

    /// Waits until a line of the editor reads like this in one language.
    pub async fn expect_line(&self, lang: &str, line: &str) {
        let there = soon(PATIENCE, async || {
            self.cells(lang)
                .await
                .iter()
                .any(|cell| cell == line)
                .then_some(())
        })
        .await;
        if there.is_none() {
            panic!(
                "waited for the line {line:?}; there are {:?}",
                self.cells(lang).await
            );
        }
    }

    /// Walks with Tab until the cursor stands in the editor.
    pub async fn tab_into_editor(&self) {
        for _ in 0..150 {
            let there = self
                .js(
                    "return document.activeElement?.matches('.ProseMirror') ?? false",
                    vec![],
                )
                .await;
            if there == true {
                return;
            }
            self.press("Tab").await;
        }
        panic!("Tab never came to the editor");
    }

    /// Puts a text into the editor as a paste of plain text.
    pub async fn paste(&self, text: &str) {
        let script = "
            const data = new DataTransfer();
            data.setData('text/plain', arguments[0]);
            document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))";
        self.js(script, vec![text.into()]).await;
    }

    /// Calls a command of the window by its English name, from the search.
    pub async fn command(&self, name: &str) {
        self.press("ctrl+k").await;
        self.expect_js(
            "the search",
            "document.activeElement?.getAttribute('role') === 'combobox'",
        )
        .await;
        self.type_text(name).await;
        self.expect_js(
            "the command",
            "document.querySelectorAll('[role=dialog] [role=option]').length > 0",
        )
        .await;
        self.press("Enter").await;
    }

    /// Saves what the open preview shows and waits for the file.
    pub async fn export(&self) {
        self.expect_js(
            "the pages of the preview",
            "document.querySelector('[role=dialog] img')",
        )
        .await;
        std::fs::remove_file(self.saved()).ok();
        self.push(Labels::read("en").get("save-pdf")).await;
        let saved = self.saved();
        until("the saved PDF", async || saved.exists().then_some(())).await;
    }
}
