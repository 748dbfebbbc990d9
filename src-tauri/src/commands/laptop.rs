//! Commands about this laptop: what is set, which folder, and the way out.

use maru_core::bilingual::Lang;
use maru_store::passphrase::{self, Strength};
use tauri::{AppHandle, State, WebviewWindow};
use zeroize::Zeroizing;

use super::{Held, apart, at};
use crate::failure::{Answer, Failure};
use crate::menu::{self, MenuGroup};
use crate::picker;
use crate::settings::Settings;
use crate::spelling;
use crate::status::{Purpose, Status};
use crate::window::Closing;

/// Says how far the vault is open and what is set.
#[tauri::command]
#[specta::specta]
pub(crate) async fn status(desk: Held<'_>) -> Answer<Status> {
    at(&desk, |desk| Ok(desk.status())).await
}

/// Keeps what a person set, and hands it back within its bounds.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_settings(desk: Held<'_>, settings: Settings) -> Answer<Settings> {
    at(&desk, move |desk| Ok(desk.set_settings(settings))).await
}

/// Lets a person choose a folder. The page learns its name, never its path.
#[tauri::command]
#[specta::specta]
pub(crate) async fn choose_folder(
    app: AppHandle,
    desk: Held<'_>,
    purpose: Purpose,
) -> Answer<Option<String>> {
    at(&desk, move |desk| {
        Ok(picker::folder(&app, desk.leading()).map(|folder| desk.choose(purpose, folder)))
    })
    .await
}

/// Notes that a person is here, so that the vault stays open.
#[tauri::command]
#[specta::specta]
pub(crate) async fn touch(desk: Held<'_>) -> Answer<()> {
    desk.touch();
    Ok(())
}

/// Says how hard a passphrase is to guess.
#[tauri::command]
#[specta::specta]
pub(crate) async fn strength(desk: Held<'_>, passphrase: String) -> Answer<Strength> {
    let typed = Zeroizing::new(passphrase);
    at(&desk, move |_| Ok(passphrase::strength(&typed))).await
}

/// Suggests a passphrase that nobody can guess.
#[tauri::command]
#[specta::specta]
pub(crate) async fn suggest_passphrase(desk: Held<'_>) -> Answer<String> {
    at(&desk, |_| Ok(passphrase::suggestion()?.to_string())).await
}

/// Notes that a person has seen what is where.
#[tauri::command]
#[specta::specta]
pub(crate) async fn end_tour(desk: Held<'_>) -> Answer<()> {
    at(&desk, |desk| {
        desk.end_tour();
        Ok(())
    })
    .await
}

/// Says that the page has saved what was being typed, and the window may close.
#[tauri::command]
#[specta::specta]
pub(crate) async fn close_ready(closing: State<'_, Closing>) -> Answer<()> {
    closing.ready();
    Ok(())
}

/// Switches the check of spelling on and says which languages it knows.
#[tauri::command]
#[specta::specta]
pub(crate) async fn spelling(window: WebviewWindow) -> Answer<Vec<Lang>> {
    apart(move || Ok(spelling::switch_on(&window))).await
}

/// Shows the page's commands in the menu bar, where the system has one.
#[tauri::command]
#[specta::specta]
pub(crate) async fn show_menu(app: AppHandle, desk: Held<'_>, groups: Vec<MenuGroup>) -> Answer<()> {
    let lang = desk.leading();
    menu::show(&app, groups, lang).map_err(|_| Failure::new("unexpected"))
}
