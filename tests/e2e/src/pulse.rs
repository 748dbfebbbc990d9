//! The pulse of the page: how long at a stretch it was too busy to answer a key.

use crate::Desk;
use serde_json::Value;
use std::time::Duration;

/// A timer that comes back as soon as it can, 4 ms later at the earliest. The longest time between two beats is the longest
/// piece of work on the page's one thread, scripts, layout and painting together, and at most 4 ms too long.
const PULSE: &str = "
    const pulse = window.pulse = { longest: 0, calm: 0, last: performance.now() };
    const beat = () => {
        const now = performance.now(), piece = now - pulse.last;
        pulse.last = now;
        pulse.longest = Math.max(pulse.longest, piece);
        pulse.calm = piece < 16 ? pulse.calm + 1 : 0;
        setTimeout(beat);
    };
    beat();";

/// Waits in the page itself, so that no question from outside is part of what is measured, until what is expected is there
/// and nothing has moved for a good while.
const REST: &str = "
    const [expected, done] = [() => (EXPECTED), arguments[arguments.length - 1]];
    const end = performance.now() + 60_000;
    let there = false;
    const look = () => {
        if (!there && (there = Boolean(expected()))) window.pulse.calm = 0;
        if (there && window.pulse.calm > 60) return done(window.pulse.longest);
        if (performance.now() > end) return done(document.body.innerText.slice(0, 1000));
        setTimeout(look, 20);
    };
    look();";

impl Desk {
    /// Begins to feel the pulse of the page; it lasts until the page is loaded anew.
    pub async fn feel_pulse(&self) {
        self.js(PULSE, vec![]).await;
        self.allow_scripts(Duration::from_secs(180)).await;
    }

    /// Does something, waits until the page shows what is expected and is at rest, and returns the longest piece of work
    /// since then, in milliseconds.
    pub async fn longest_piece(&self, deed: impl Future<Output = ()>, expected: &str) -> f64 {
        self.js("window.pulse.longest = 0", vec![]).await;
        deed.await;
        let found = self
            .page
            .execute_async(&REST.replace("EXPECTED", expected), vec![])
            .await;
        match found.expect("the page comes to rest") {
            Value::Number(longest) => longest.as_f64().unwrap_or(f64::NAN),
            shown => panic!("waited for {expected}; the page shows:\n{shown}"),
        }
    }
}
