//! What breaks in a script of the page: a person may see nothing of it, until something does not happen.

use crate::Desk;

/// Notes what breaks, also in work that nobody waits for.
const WATCH: &str = "
    window.broken = [];
    const note = (what, error) => window.broken.push(`${what} ${error?.stack ?? JSON.stringify(error) ?? ''}`);
    addEventListener('error', event => note(event.message, event.error));
    addEventListener('unhandledrejection', event => note(event.reason, event.reason));";

impl Desk {
    /// Watches the page from now on, until it is loaded anew.
    pub async fn watch(&self) {
        self.js(WATCH, vec![]).await;
    }

    /// Returns what broke since the page is watched.
    pub async fn broken(&self) -> Vec<String> {
        let broken = self.js("return window.broken", vec![]).await;
        let broken = broken.as_array().expect("a page that is watched").iter();
        broken
            .map(|one| one.as_str().unwrap_or_default().to_owned())
            .collect()
    }
}
