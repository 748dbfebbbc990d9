//! Commands about records: lists, one record, its edits and its history.

use maru_core::bilingual::Bilingual;
use maru_core::compare::Difference;
use maru_core::document::Heads;
use maru_core::edit::Edit;
use maru_core::review::Review;
use maru_store::{
    ActionFilter, ActionRow, CommitmentRow, Found, Listing, Loss, Mending, Page, Row, Search, ServiceRow,
};
use serde_json::Value;
use tauri::WebviewWindow;

use super::{Held, at};
use crate::failure::Answer;
use crate::rows::{Bytes, Home, Opened, Past};
use crate::window::Changed;

/// Gathers the first page.
#[tauri::command]
#[specta::specta]
pub(crate) async fn home(desk: Held<'_>) -> Answer<Home> {
    at(&desk, |desk| desk.home()).await
}

/// Lists records.
#[tauri::command]
#[specta::specta]
pub(crate) async fn list(desk: Held<'_>, listing: Listing) -> Answer<Page> {
    at(&desk, move |desk| desk.list(&listing)).await
}

/// Lists these records; what is not there is left out.
#[tauri::command]
#[specta::specta]
pub(crate) async fn rows(desk: Held<'_>, ids: Vec<String>) -> Answer<Vec<Row>> {
    at(&desk, move |desk| desk.rows(&ids)).await
}

/// Lists actions of all meetings.
#[tauri::command]
#[specta::specta]
pub(crate) async fn actions(desk: Held<'_>, filter: ActionFilter) -> Answer<Vec<ActionRow>> {
    at(&desk, move |desk| desk.actions(&filter)).await
}

/// Lists the commitments of an agreement.
#[tauri::command]
#[specta::specta]
pub(crate) async fn commitments(desk: Held<'_>, agreement: String) -> Answer<Vec<CommitmentRow>> {
    at(&desk, move |desk| desk.commitments(&agreement)).await
}

/// Lists the decisions and actions that serve the commitments of an agreement.
#[tauri::command]
#[specta::specta]
pub(crate) async fn services(desk: Held<'_>, agreement: String) -> Answer<Vec<ServiceRow>> {
    at(&desk, move |desk| desk.services(&agreement)).await
}

/// Says who owns actions.
#[tauri::command]
#[specta::specta]
pub(crate) async fn owners(desk: Held<'_>) -> Answer<Vec<Bilingual>> {
    at(&desk, |desk| desk.owners()).await
}

/// Erases these records of the bin for ever, or all that lies in it (R20).
#[tauri::command]
#[specta::specta]
pub(crate) async fn erase(desk: Held<'_>, ids: Option<Vec<String>>) -> Answer<Loss> {
    at(&desk, move |desk| desk.erase(ids.as_deref())).await
}

/// Searches all texts.
#[tauri::command]
#[specta::specta]
pub(crate) async fn search(desk: Held<'_>, search: Search) -> Answer<Found> {
    at(&desk, move |desk| desk.search(&search)).await
}

/// Makes a piece of the index of search, the first one or the next, and says how far it is.
#[tauri::command]
#[specta::specta]
pub(crate) async fn mend_search(desk: Held<'_>, anew: bool) -> Answer<Mending> {
    at(&desk, move |desk| desk.mend_search(anew)).await
}

/// Adds a record; answers its id.
#[tauri::command]
#[specta::specta]
pub(crate) async fn add_record(desk: Held<'_>, record: Value) -> Answer<String> {
    at(&desk, move |desk| desk.add_record(record)).await
}

/// Opens a record.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_record(desk: Held<'_>, id: String) -> Answer<Opened> {
    at(&desk, move |desk| desk.open_record(&id)).await
}

/// Applies edits, all or none; they are on disk when it answers.
#[tauri::command]
#[specta::specta]
pub(crate) async fn edit_record(
    window: WebviewWindow,
    desk: Held<'_>,
    id: String,
    heads: Heads,
    edits: Vec<Edit>,
) -> Answer<Heads> {
    let changed = at(&desk, move |desk| desk.edit_record(id, &heads, &edits)).await?;
    Changed::tell_others(&changed, &window);
    Ok(changed.heads)
}

/// Closes a record: its document is compacted and forgotten.
#[tauri::command]
#[specta::specta]
pub(crate) async fn close_record(desk: Held<'_>, id: String) -> Answer<()> {
    at(&desk, move |desk| desk.close_record(&id)).await
}

/// Says who changed a record and when, oldest first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn history(desk: Held<'_>, id: String) -> Answer<Past> {
    at(&desk, move |desk| desk.history(&id)).await
}

/// Says what is missing in a record, and who agreed to which text of a practice.
#[tauri::command]
#[specta::specta]
pub(crate) async fn review(desk: Held<'_>, id: String) -> Answer<Review> {
    at(&desk, move |desk| desk.review(&id)).await
}

/// Says what differs between two moments of a record; without a second one, between the first and now.
#[tauri::command]
#[specta::specta]
pub(crate) async fn compare(
    desk: Held<'_>,
    id: String,
    before: Heads,
    after: Option<Heads>,
) -> Answer<Vec<Difference>> {
    at(&desk, move |desk| desk.compare(&id, &before, after.as_ref())).await
}

/// Brings a record, or one segment of it, back to a moment, as a new change; nothing is lost.
#[tauri::command]
#[specta::specta]
pub(crate) async fn go_back(
    window: WebviewWindow,
    desk: Held<'_>,
    id: String,
    moment: Heads,
    segment: Option<String>,
) -> Answer<Heads> {
    let changed = at(&desk, move |desk| desk.go_back(id, &moment, segment.as_deref())).await?;
    Changed::tell_others(&changed, &window);
    Ok(changed.heads)
}

/// Hands a picture over.
#[tauri::command]
#[specta::specta]
pub(crate) async fn attachment(desk: Held<'_>, hash: String) -> Answer<Bytes> {
    at(&desk, move |desk| desk.attachment(&hash)).await
}
