//! Opens records in the real window, one after the other, and prints for each how many milliseconds it took from the
//! press on its title until it was painted. `cargo xtask bench switching` runs it on a release.

#![allow(clippy::print_stdout, reason = "the figures are what this program is for")]

use maru_e2e::{Desk, Setting, vault};
use serde_json::{Map, Value, json};

const ROUNDS: usize = 20;
/// Lines of the long session.
const LINES: usize = 300;
/// Presses on a title, and answers when the frame that shows the last of its lines was painted.
const OPEN: &str = "
    const [title, lines] = arguments, done = arguments[arguments.length - 1];
    const press = [...document.querySelectorAll('main button.open')].find(one => one.textContent.includes(title));
    const start = performance.now();
    const painted = new MessageChannel();
    painted.port1.onmessage = () => done(performance.now() - start);
    const watch = new MutationObserver(() => {
        if (document.querySelectorAll('.ProseMirror .segment').length < lines) return;
        watch.disconnect();
        requestAnimationFrame(() => painted.port2.postMessage(null));
    });
    watch.observe(document.body, { childList: true, subtree: true });
    press.click();";

#[tokio::main(flavor = "current_thread")]
async fn main() {
    // A release takes no folder from anybody.
    let desk = match cfg!(debug_assertions) {
        true => Desk::with_sample(Setting::default()).await,
        false => Desk::of_a_release(Setting::default()).await,
    };
    let file = desk.maru_home().join("long.json");
    std::fs::write(&file, long().to_string()).expect("a file of a record");
    vault::maructl(&desk.vault(), &["import", &file.to_string_lossy()]);
    desk.unlock().await;
    let mut figures = Map::new();
    for (name, title, lines) in [
        ("the sample session", "Second UK–ROK", 20),
        ("a session of 300 lines", "A long working session", LINES),
    ] {
        let mut times = Vec::with_capacity(ROUNDS);
        for _ in 0..ROUNDS {
            desk.press("ctrl+3").await;
            desk.expect(title).await;
            let took = desk
                .page
                .execute_async(OPEN, vec![title.into(), lines.into()])
                .await;
            times.push(took.expect("the record is painted"));
        }
        figures.insert(name.to_owned(), Value::Array(times));
    }
    println!("{}", Value::Object(figures));
}

/// A session as a long day leaves it behind.
fn long() -> Value {
    let segments: Map<String, Value> = (0..LINES)
        .map(|n| {
            let line = json!({
                "pos": format!("a{n:04}"), "kind": "point", "origin": "en",
                "en": format!("Point {n}. Both sides saw clear value and asked how outdated guidance is noticed."),
                "ko": format!("{n}번. 양측은 효과가 분명한 만큼 오래된 지침을 어떻게 발견하는지 확인하기로 함.")
            });
            (format!("s{n}"), line)
        })
        .collect();
    json!({ "kind": "meeting", "audience": "joint", "title": { "en": "A long working session", "ko": "긴 실무회의" }, "segments": segments })
}
