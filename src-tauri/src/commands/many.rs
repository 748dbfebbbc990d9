//! Commands about many records at once: send them, take them in.

use maru_core::record::Audience;
use tauri::AppHandle;
use tauri_specta::Event;

use super::{Held, at};
use crate::failure::Answer;
use crate::many::{Archived, Arrived, Incoming, ManyOrder, Sent, Survey};
use crate::picker::{self, Filter};
use crate::rows::Saved;

/// Says exactly what would leave with these records, and what must stay and why (R2); answers nothing if a person
/// stopped it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn survey(app: AppHandle, desk: Held<'_>, order: ManyOrder) -> Answer<Option<Survey>> {
    at(&desk, move |desk| {
        let told = |sent: Sent| drop(sent.emit(&app));
        desk.survey(order, told)
    })
    .await
}

/// Sends what was surveyed to the place that a person chooses; answers nothing if they chose not to, or stopped it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn export_many(app: AppHandle, desk: Held<'_>, ticket: u32) -> Answer<Option<Saved>> {
    at(&desk, move |desk| {
        let sending = desk.papers.ordered(ticket)?;
        let lang = desk.leading();
        let chosen = if sending.is_one_file() {
            let (filter, words) = match sending.is_table() {
                true => (Filter::Pdf, "paper-register"),
                false => (Filter::Zip, "many-name"),
            };
            let words = maru_core::labels::Labels::new(lang).text(words, &[]);
            picker::save(&app, lang, filter, &sending.file_name(&words))
        } else {
            picker::folder(&app, lang)
        };
        let told = |sent: Sent| drop(sent.emit(&app));
        chosen.map_or(Ok(None), |place| desk.send(&sending, &place, told))
    })
    .await
}

/// Lets a person choose files of records, reads them and says what is in each; answers nothing if they chose none, or
/// stopped it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn choose_import(app: AppHandle, desk: Held<'_>) -> Answer<Option<Vec<Incoming>>> {
    at(&desk, move |desk| {
        let told = |sent: Sent| drop(sent.emit(&app));
        let chosen = picker::records(&app, desk.leading());
        chosen.map_or(Ok(None), |paths| desk.look_into(&paths, told))
    })
    .await
}

/// Takes the files in that were shown, all or none, and returns how many records came; answers nothing if a person
/// stopped it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn import_chosen(app: AppHandle, desk: Held<'_>) -> Answer<Option<u32>> {
    at(&desk, move |desk| {
        let told = |sent: Sent| drop(sent.emit(&app));
        desk.take_in(told)
    })
    .await
}

/// Lets a person choose a folder of notes, reads them and says what would come of each; answers nothing if they chose
/// none, or stopped it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn choose_archive(app: AppHandle, desk: Held<'_>) -> Answer<Option<Archived>> {
    at(&desk, move |desk| {
        let told = |sent: Sent| drop(sent.emit(&app));
        let chosen = picker::notes(&app, desk.leading());
        chosen.map_or(Ok(None), |root| desk.look_through(&root, told))
    })
    .await
}

/// Takes the notes in that were shown, all or none; answers nothing if a person stopped it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn import_archive(
    app: AppHandle,
    desk: Held<'_>,
    audience: Audience,
) -> Answer<Option<Arrived>> {
    at(&desk, move |desk| {
        let told = |sent: Sent| drop(sent.emit(&app));
        desk.take_archive(audience, told)
    })
    .await
}
