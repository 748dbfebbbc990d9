//! The menu bar, where the system has one: the page hands over its list of commands in the words of its labels, and hears
//! which one a person chose. Elsewhere the page shows the same list itself.

use maru_core::bilingual::Lang;
use maru_core::labels::Labels;
use serde::{Deserialize, Serialize};
use specta::Type;
use tauri::menu::{Menu, MenuBuilder, MenuItem, PredefinedMenuItem, Submenu, SubmenuBuilder};
use tauri::{AppHandle, Wry};
use tauri_specta::Event;

/// A person chose a command in the menu bar.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub(crate) struct Chosen {
    /// The command, as the page named it.
    pub(crate) id: String,
}

/// A menu of the menu bar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub(crate) struct MenuGroup {
    /// Which it is: the one named `edit` also holds what the system does to text.
    pub(crate) id: String,
    /// Its words.
    pub(crate) words: String,
    /// Its commands.
    pub(crate) entries: Vec<MenuCommand>,
}

/// A command of a menu.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub(crate) struct MenuCommand {
    /// The command.
    pub(crate) id: String,
    /// Its words.
    pub(crate) words: String,
    /// The key that does the same, as the page writes it: `$mod+Shift+KeyL`.
    pub(crate) press: Option<String>,
}

/// Returns a key as the menu bar writes it: `CmdOrCtrl+Shift+L`. A key that the page needs for itself has none there.
fn accelerator(press: &str) -> Option<String> {
    let keys = press.split('+').map(|key| match key {
        "$mod" => "CmdOrCtrl",
        other => other
            .strip_prefix("Key")
            .or_else(|| other.strip_prefix("Digit"))
            .unwrap_or(other),
    });
    press
        .starts_with("$mod+")
        .then(|| keys.collect::<Vec<_>>().join("+"))
}

/// Shows the commands in the menu bar.
pub(crate) fn show(app: &AppHandle, groups: Vec<MenuGroup>, lang: Lang) -> tauri::Result<()> {
    if !cfg!(target_os = "macos") {
        return Ok(());
    }
    let handle = app.clone();
    app.run_on_main_thread(move || {
        if let Ok(menu) = build(&handle, &groups, lang) {
            handle.set_menu(menu).ok();
        }
    })
}

/// Tells the page what was chosen.
pub(crate) fn chosen(app: &AppHandle, event: &tauri::menu::MenuEvent) {
    let id = event.id().0.clone();
    Chosen { id }.emit(app).ok();
}

fn build(app: &AppHandle, groups: &[MenuGroup], lang: Lang) -> tauri::Result<Menu<Wry>> {
    let labels = Labels::new(lang);
    let words = |id: &str| labels.text(id, &[]);
    let own = SubmenuBuilder::new(app, words("maru"))
        .item(&PredefinedMenuItem::hide(app, Some(&words("menu-hide")))?)
        .separator()
        .item(&PredefinedMenuItem::quit(app, Some(&words("menu-quit")))?)
        .build()?;
    let mut bar = MenuBuilder::new(app).item(&own);
    for group in groups {
        bar = bar.item(&submenu(app, group, &words)?);
    }
    bar.build()
}

fn submenu(
    app: &AppHandle,
    group: &MenuGroup,
    words: &dyn Fn(&str) -> String,
) -> tauri::Result<Submenu<Wry>> {
    let mut menu = SubmenuBuilder::new(app, &group.words);
    if group.id == "edit" {
        // The system's own: in a text they reach the page as any menu of the system does.
        menu = menu
            .item(&PredefinedMenuItem::undo(app, Some(&words("undo")))?)
            .item(&PredefinedMenuItem::redo(app, Some(&words("editor-redo")))?)
            .separator()
            .item(&PredefinedMenuItem::cut(app, Some(&words("menu-cut")))?)
            .item(&PredefinedMenuItem::copy(app, Some(&words("menu-copy")))?)
            .item(&PredefinedMenuItem::paste(app, Some(&words("menu-paste")))?)
            .item(&PredefinedMenuItem::select_all(
                app,
                Some(&words("menu-select-all")),
            )?)
            .separator();
    }
    for entry in &group.entries {
        let key = entry.press.as_deref().and_then(accelerator);
        menu = menu.item(&MenuItem::with_id(app, &entry.id, &entry.words, true, key)?);
    }
    menu.build()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_written_as_the_menu_bar_writes_them() {
        let written = |press: &str| accelerator(press).unwrap_or_default();
        assert_eq!(written("$mod+Shift+KeyL"), "CmdOrCtrl+Shift+L");
        assert_eq!(written("$mod+Digit1"), "CmdOrCtrl+1");
        assert_eq!(written("$mod+Comma"), "CmdOrCtrl+Comma");
        for own in ["Escape", "F6", "Alt+ArrowUp"] {
            assert_eq!(accelerator(own), None, "{own} stays with the page");
        }
    }
}
