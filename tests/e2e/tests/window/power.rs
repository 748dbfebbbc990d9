//! The plug is pulled while somebody types.

use maru_e2e::{Desk, Setting, patience::until, vault};
use serde_json::Value;
use std::collections::BTreeSet;

const ROUNDS: usize = 5;

#[tokio::test(flavor = "current_thread")]
async fn what_was_called_saved_survives_a_kill() {
    let mut desk = Desk::with_sample(Setting::default()).await;
    let mut promised = BTreeSet::new();
    for round in 0..ROUNDS {
        desk.unlock().await;
        desk.open_session().await;
        desk.tab_into_editor().await;
        desk.press("ctrl+End").await;
        for line in 0..4 {
            let text = format!("Round {round} line {line} 회의");
            desk.press("Enter").await;
            desk.type_text(&text).await;
            until("this line to be called saved", async || {
                let saved = desk
                    .js(
                        "return document.querySelector('[data-saving]')?.dataset.saving === 'saved'",
                        vec![],
                    )
                    .await;
                let there = desk.cells("en").await.contains(&text) || desk.cells("ko").await.contains(&text);
                (saved == true && there).then_some(())
            })
            .await;
            promised.insert(text);
        }
        desk.press("Enter").await;
        desk.type_text("and in the middle of").await;
        desk.pull_the_plug().await;
        let there = lines(&desk);
        let lost: Vec<_> = promised.difference(&there).collect();
        assert!(lost.is_empty(), "lost in round {round}: {lost:?}");
        assert!(!vault::maructl(&desk.vault(), &["check"]).is_empty());
        desk.restart().await;
    }
    assert_eq!(promised.len(), ROUNDS * 4);
}

/// Returns every English text of the sample session, as another program reads it from the disk.
fn lines(desk: &Desk) -> BTreeSet<String> {
    let meetings = vault::json(&desk.vault(), &["list", "--kind", "meeting"]);
    let mut found = BTreeSet::new();
    collect_ids(&meetings)
        .iter()
        .for_each(|id| collect_texts(&vault::json(&desk.vault(), &["show", id]), &mut found));
    found
}

fn collect_ids(value: &Value) -> Vec<String> {
    let rows = value
        .as_array()
        .or_else(|| value["rows"].as_array())
        .expect("a list of rows");
    rows.iter()
        .filter_map(|row| row["id"].as_str())
        .map(str::to_owned)
        .collect()
}

fn collect_texts(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => drop(found.insert(text.clone())),
        Value::Array(list) => list.iter().for_each(|one| collect_texts(one, found)),
        Value::Object(map) => map.values().for_each(|one| collect_texts(one, found)),
        _ => {}
    }
}
