//! Commands about papers: see one, save it, show the file.

use maru_store::ActionFilter;
use tauri::AppHandle;

use super::{Held, at};
use crate::failure::Answer;
use crate::picker::{self, Filter};
use crate::rows::{Bytes, PaperOrder, Preview, Reveal, Saved, TablePreview};

/// Typesets a record and says exactly what leaves with it (R2).
#[tauri::command]
#[specta::specta]
pub(crate) async fn preview(desk: Held<'_>, id: String, order: PaperOrder) -> Answer<Preview> {
    at(&desk, move |desk| desk.preview(&id, order)).await
}

/// Draws one page, counted from 0, as a PNG; a scale of 100 is one picture point for each point of paper.
#[tauri::command]
#[specta::specta]
pub(crate) async fn page(desk: Held<'_>, ticket: u32, n: u32, scale: u32) -> Answer<Bytes> {
    at(&desk, move |desk| desk.papers.picture(ticket, n, scale)).await
}

/// Saves a typeset record as a PDF where a person chooses; answers nothing if they chose not to.
#[tauri::command]
#[specta::specta]
pub(crate) async fn export_pdf(app: AppHandle, desk: Held<'_>, ticket: u32) -> Answer<Option<Saved>> {
    let export = desk.papers.begin(ticket)?;
    let work = {
        let export = export.clone();
        at(&desk, move |desk| {
            let chosen = picker::save(&app, desk.leading(), Filter::Pdf, export.file_name());
            chosen.map_or(Ok(None), |path| desk.save_paper(&export, &path))
        })
    };
    export.or_cancelled(work).await
}

/// Stops the export that is under way; nothing is written.
#[tauri::command]
#[specta::specta]
pub(crate) async fn cancel_export(desk: Held<'_>) -> Answer<()> {
    desk.papers.cancel();
    Ok(())
}

/// Makes a table of actions and says exactly what leaves with it (R2).
#[tauri::command]
#[specta::specta]
pub(crate) async fn preview_actions(desk: Held<'_>, filter: ActionFilter) -> Answer<TablePreview> {
    at(&desk, move |desk| desk.preview_actions(filter)).await
}

/// Saves that table where a person chooses; answers nothing if they chose not to.
#[tauri::command]
#[specta::specta]
pub(crate) async fn export_actions(app: AppHandle, desk: Held<'_>, ticket: u32) -> Answer<Option<Saved>> {
    at(&desk, move |desk| {
        let name = desk.table_name(ticket)?;
        let chosen = picker::save(&app, desk.leading(), Filter::Table, &name);
        chosen.map(|path| desk.save_table(ticket, &path)).transpose()
    })
    .await
}

/// Shows the file that was saved last.
#[tauri::command]
#[specta::specta]
pub(crate) async fn reveal(desk: Held<'_>, what: Reveal) -> Answer<()> {
    at(&desk, move |desk| desk.reveal(what)).await
}
