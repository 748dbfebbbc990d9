//! Commands about the vault as a whole.

use tauri::AppHandle;
use tauri_specta::Event;
use zeroize::Zeroizing;

use super::{Held, at};
use crate::failure::Answer;
use crate::picker::{self, Filter};
use crate::rows::Saved;
use crate::status::{NewVault, Status};
use crate::window::Locked;

/// Makes a vault in the chosen folder and opens it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn create_vault(desk: Held<'_>, vault: NewVault) -> Answer<Status> {
    at(&desk, move |desk| desk.create_vault(vault)).await
}

/// Makes the chosen folder the vault of this laptop; its passphrase is asked next.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_vault(desk: Held<'_>) -> Answer<Status> {
    at(&desk, |desk| desk.open_vault()).await
}

/// Opens the vault.
#[tauri::command]
#[specta::specta]
pub(crate) async fn unlock(desk: Held<'_>, passphrase: String) -> Answer<Status> {
    let passphrase = Zeroizing::new(passphrase);
    at(&desk, move |desk| desk.unlock(&passphrase)).await
}

/// Locks the vault.
#[tauri::command]
#[specta::specta]
pub(crate) async fn lock(app: AppHandle, desk: Held<'_>) -> Answer<Status> {
    let status = at(&desk, |desk| desk.lock()).await?;
    Locked.emit(&app).ok();
    Ok(status)
}

/// Changes the passphrase.
#[tauri::command]
#[specta::specta]
pub(crate) async fn rekey(desk: Held<'_>, current: String, next: String) -> Answer<()> {
    let (current, next) = (Zeroizing::new(current), Zeroizing::new(next));
    at(&desk, move |desk| desk.rekey(&current, &next)).await
}

/// Gives this laptop another name.
#[tauri::command]
#[specta::specta]
pub(crate) async fn rename_device(desk: Held<'_>, name: String) -> Answer<Status> {
    at(&desk, move |desk| desk.rename_device(&name)).await
}

/// Takes all sample data out of the vault (R13); says how many records that were.
#[tauri::command]
#[specta::specta]
pub(crate) async fn remove_sample(desk: Held<'_>) -> Answer<u32> {
    at(&desk, |desk| desk.remove_sample()).await
}

/// Copies the vault into one file that a person places.
#[tauri::command]
#[specta::specta]
pub(crate) async fn backup(app: AppHandle, desk: Held<'_>) -> Answer<Option<Saved>> {
    at(&desk, move |desk| {
        let name = desk.backup_name();
        let chosen = picker::save(&app, desk.leading(), Filter::Backup, &name);
        chosen.map(|path| desk.backup(&path)).transpose()
    })
    .await
}

/// Lets a person choose the backup that is to become a vault.
#[tauri::command]
#[specta::specta]
pub(crate) async fn choose_backup(app: AppHandle, desk: Held<'_>) -> Answer<Status> {
    at(&desk, move |desk| {
        Ok(match picker::backup(&app, desk.leading()) {
            Some(backup) => desk.take_up(Some(backup)),
            None => desk.status(),
        })
    })
    .await
}

/// Leaves the chosen backup alone after all.
#[tauri::command]
#[specta::specta]
pub(crate) async fn leave_backup(desk: Held<'_>) -> Answer<Status> {
    at(&desk, |desk| Ok(desk.take_up(None))).await
}

/// Makes a vault of the chosen backup and opens it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn restore_vault(desk: Held<'_>, passphrase: String) -> Answer<Status> {
    let passphrase = Zeroizing::new(passphrase);
    at(&desk, move |desk| desk.restore(&passphrase)).await
}
