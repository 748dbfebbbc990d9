//! Waiting for what is expected.

use std::time::{Duration, Instant};

/// How long a machine under load may take for one step that a person sees.
pub const PATIENCE: Duration = Duration::from_secs(30);
const PAUSE: Duration = Duration::from_millis(15);

/// Waits until a look finds something and returns it; panics with what was awaited when it never does.
pub async fn until<T>(what: &str, mut look: impl AsyncFnMut() -> Option<T>) -> T {
    match soon(PATIENCE, &mut look).await {
        Some(found) => found,
        None => panic!("waited {} s for {what}", PATIENCE.as_secs()),
    }
}

/// Waits for at most a given time, and returns nothing when the look finds nothing until then.
pub async fn soon<T>(limit: Duration, mut look: impl AsyncFnMut() -> Option<T>) -> Option<T> {
    let start = Instant::now();
    loop {
        if let Some(found) = look().await {
            return Some(found);
        }
        if start.elapsed() > limit {
            return None;
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// Waits until a value stays the same over several looks, and returns it.
///
/// For what comes at no moment that the page shows: the end of an input method's work.
pub async fn settled<T: PartialEq>(mut look: impl AsyncFnMut() -> T) -> T {
    let (mut last, mut same, start) = (look().await, Instant::now(), Instant::now());
    loop {
        tokio::time::sleep(PAUSE).await;
        let now = look().await;
        if now != last {
            (last, same) = (now, Instant::now());
        } else if same.elapsed() > Duration::from_millis(400) || start.elapsed() > PATIENCE {
            return now;
        }
    }
}
