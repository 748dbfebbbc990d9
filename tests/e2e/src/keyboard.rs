//! A person's hands on the keyboard: nothing here knows where anything is on the page.

use crate::{Desk, patience::until};
use fantoccini::{
    actions::{InputSource, KeyAction, KeyActions},
    key::Key,
};
use serde_json::Value;

/// Returns what the focused control is called, as a screen reader would say it. What holds a whole page is called by none of
/// the words in it: it may have the focus for a moment, before the first control on it does.
const NAME: &str = r"
    const one = document.activeElement;
    if (!one || one === document.body) return '';
    const text = id => document.getElementById(id)?.textContent ?? '';
    const by = one.getAttribute('aria-labelledby');
    const said = by ? by.split(/\s+/).map(text).join(' ')
        : one.getAttribute('aria-label')
        ?? (one.labels?.length ? [...one.labels].map(label => label.textContent).join(' ') : null)
        ?? (one.matches('main, article, [role=dialog]') ? '' : one.textContent?.trim() || one.getAttribute('title') || one.getAttribute('placeholder') || '');
    return said.replace(/\s+/g, ' ').trim();";

impl Desk {
    /// Presses keys together: `"ctrl+shift+d"`, `"Tab"`, `"Enter"`.
    pub async fn press(&self, chord: &str) {
        let keys: Vec<char> = chord.split('+').map(key).collect();
        let mut actions = KeyActions::new("keyboard".to_owned());
        for value in &keys {
            actions = actions.then(KeyAction::Down { value: *value });
        }
        for value in keys.iter().rev() {
            actions = actions.then(KeyAction::Up { value: *value });
        }
        self.page
            .perform_actions(actions)
            .await
            .unwrap_or_else(|error| panic!("{chord}: {error}"));
    }

    /// Presses the same keys several times.
    pub async fn press_times(&self, chord: &str, times: usize) {
        for _ in 0..times {
            self.press(chord).await;
        }
    }

    /// Types a text, letter by letter.
    pub async fn type_text(&self, text: &str) {
        let mut actions = KeyActions::new("keyboard".to_owned());
        for value in text.chars() {
            actions = actions
                .then(KeyAction::Down { value })
                .then(KeyAction::Up { value });
        }
        self.page
            .perform_actions(actions)
            .await
            .unwrap_or_else(|error| panic!("{text}: {error}"));
    }

    /// Returns the name of the control that has the focus.
    pub async fn focused(&self) -> String {
        self.js(NAME, vec![])
            .await
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    /// Walks with Tab until a control with this name has the focus.
    pub async fn tab_to(&self, name: &str) {
        self.walk_to(name, "Tab").await;
    }

    /// Walks with the same keys until a control with this name has the focus.
    pub async fn walk_to(&self, name: &str, chord: &str) {
        let mut passed = Vec::new();
        for _ in 0..150 {
            let focused = self.focused().await;
            if focused.contains(name) {
                return;
            }
            passed.push(focused);
            self.press(chord).await;
        }
        panic!("{chord} never came to {name:?}; it passed {passed:?}");
    }

    /// Walks to a control and presses it.
    pub async fn push(&self, name: &str) {
        self.tab_to(name).await;
        self.press("Enter").await;
    }

    /// Walks to a field and types into it, in place of what was there.
    pub async fn fill(&self, name: &str, text: &str) {
        self.tab_to(name).await;
        self.press("ctrl+a").await;
        self.type_text(text).await;
    }

    /// Waits until a control with this name has the focus.
    pub async fn expect_focus(&self, name: &str) {
        until(&format!("the focus on {name:?}"), async || {
            self.focused().await.contains(name).then_some(())
        })
        .await;
    }

    /// Returns the value of the focused field.
    pub async fn value(&self) -> Value {
        self.js(
            "return document.activeElement?.value ?? document.activeElement?.textContent ?? null",
            vec![],
        )
        .await
    }
}

/// Returns the key of a name: a letter stands for itself.
fn key(name: &str) -> char {
    match name {
        "ctrl" => Key::Control.into(),
        "shift" => Key::Shift.into(),
        "alt" => Key::Alt.into(),
        "Tab" => Key::Tab.into(),
        "Enter" => Key::Enter.into(),
        "Escape" => Key::Escape.into(),
        "Backspace" => Key::Backspace.into(),
        "Delete" => Key::Delete.into(),
        "Up" => Key::Up.into(),
        "Down" => Key::Down.into(),
        "Left" => Key::Left.into(),
        "Right" => Key::Right.into(),
        "Home" => Key::Home.into(),
        "End" => Key::End.into(),
        "Space" => ' ',
        "Prior" => Key::PageUp.into(),
        "Next" => Key::PageDown.into(),
        "F1" => Key::F1.into(),
        "F6" => Key::F6.into(),
        "F10" => Key::F10.into(),
        letter => letter.chars().next().expect("a key has a name"),
    }
}
