//! What the page may ask for. Each command hands its work to the desk, off the window's thread.

pub(crate) mod attachment;
pub(crate) mod laptop;
pub(crate) mod many;
pub(crate) mod paper;
pub(crate) mod record;
pub(crate) mod vault;

use std::sync::Arc;

use tauri::State;

use crate::desk::Desk;
use crate::failure::{Answer, Failure};

/// The desk, as Tauri keeps it for the commands.
pub(crate) type Held<'a> = State<'a, Arc<Desk>>;

/// Does the work at the desk, where it cannot freeze the window.
async fn at<T: Send + 'static>(
    desk: &Held<'_>,
    work: impl FnOnce(&Desk) -> Answer<T> + Send + 'static,
) -> Answer<T> {
    let desk = Arc::clone(desk);
    apart(move || work(&desk)).await
}

/// Does the work on another thread. A fault in it becomes an answer, never a dead window.
async fn apart<T: Send + 'static>(work: impl FnOnce() -> Answer<T> + Send + 'static) -> Answer<T> {
    let done = tauri::async_runtime::spawn_blocking(work).await;
    done.unwrap_or_else(|_| Err(Failure::new("unexpected")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_fault_is_an_answer() {
        let answer: Answer<u32> = apart(|| panic!("a fault that a test makes")).await;
        assert_eq!(answer, Err(Failure::new("unexpected")));
        assert_eq!(apart(|| Ok(7)).await, Ok(7));
    }
}
