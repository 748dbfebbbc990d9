//! What the page may ask for. Each command hands its work to the desk, off the window's thread.

pub(crate) mod laptop;
pub(crate) mod paper;
pub(crate) mod record;
pub(crate) mod vault;

use std::sync::Arc;

use tauri::State;

use crate::desk::Desk;
use crate::failure::{Answer, Failure};

/// The desk, as Tauri keeps it for the commands.
pub(crate) type Held<'a> = State<'a, Arc<Desk>>;

/// Does the work where it cannot freeze the window. A fault in it becomes an answer, never a dead window.
async fn at<T: Send + 'static>(
    desk: &Held<'_>,
    work: impl FnOnce(&Desk) -> Answer<T> + Send + 'static,
) -> Answer<T> {
    let desk = Arc::clone(desk);
    let done = tauri::async_runtime::spawn_blocking(move || work(&desk)).await;
    done.unwrap_or_else(|_| Err(Failure::new("unexpected")))
}
