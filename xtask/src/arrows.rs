//! The arrows between the parts: who may import whom, in Rust and in the interface.

use crate::{
    graph::Graph,
    tally::Tally,
    tidy::verdict,
    tree::{self, Text},
};
use anyhow::Result;

/// What each of our crates may lean on among our crates and the dependencies that only one of them owns.
const ARROWS: &[(&str, &[&str])] = &[
    ("maru-core", &["automerge"]),
    ("maru-store", &["maru-core", "rusqlite"]),
    (
        "maru-press",
        &["maru-core", "typst", "typst-layout", "typst-pdf", "typst-render"],
    ),
    ("maru-apart", &[]),
    ("maru-picture", &["maru-apart", "image"]),
    (
        "maru-files",
        &[
            "maru-apart",
            "maru-core",
            "maru-picture",
            "maru-press",
            "hayro-syntax",
            "zip",
        ],
    ),
    (
        "maru-cli",
        &[
            "maru-core",
            "maru-store",
            "maru-press",
            "maru-files",
            "maru-picture",
        ],
    ),
    (
        "maru",
        &[
            "maru-core",
            "maru-store",
            "maru-press",
            "maru-files",
            "maru-picture",
            "tauri",
        ],
    ),
    ("xtask", &[]),
];

/// Dependencies that stand for a world outside, each fenced by one crate.
const FENCED: &[&str] = &[
    "automerge",
    "image",
    "rusqlite",
    "typst",
    "typst-layout",
    "typst-pdf",
    "typst-render",
    "hayro-syntax",
    "zip",
    "tauri",
];

/// Runs every check of the arrows.
pub(crate) fn check() -> Result<Tally> {
    let graph = Graph::read()?;
    let texts = tree::texts()?;
    let ui: Vec<&Text> = texts
        .iter()
        .filter(|file| file.path.starts_with("ui/src/") && matches!(file.ending(), "ts" | "svelte"))
        .collect();
    let mut tally = verdict("crates lean only on what they may", &crates(&graph));
    tally += verdict("only the bridge of the interface knows Tauri", &bridge(&ui));
    tally += verdict("the interface's folders import in one direction", &folders(&ui));
    tally += verdict("the interface writes no markup of its own making", &markup(&ui));
    Ok(tally)
}

fn crates(graph: &Graph) -> Vec<String> {
    let mut found = Vec::new();
    for (name, allowed) in ARROWS {
        for used in graph.direct(name) {
            let watched = FENCED.contains(&used) || used == "maru" || used.starts_with("maru-");
            if watched && !allowed.contains(&used) {
                found.push(format!("{name} must not depend on {used}"));
            }
        }
    }
    found
}

/// Returns what a file imports.
fn imports(file: &Text) -> impl Iterator<Item = &str> {
    let marks = [
        "from \"",
        "from '",
        "import \"",
        "import '",
        "import(\"",
        "import('",
    ];
    marks.into_iter().flat_map(move |mark| {
        file.text
            .split(mark)
            .skip(1)
            .filter_map(move |rest| rest.get(..rest.find(['"', '\''])?))
    })
}

fn bridge(ui: &[&Text]) -> Vec<String> {
    let others = ui.iter().filter(|file| file.path != "ui/src/ipc.ts");
    let guilty = others.filter(|file| imports(file).any(|path| path.starts_with("@tauri-apps")));
    guilty
        .map(|file| format!("{} imports Tauri", file.path))
        .collect()
}

/// Returns the place under `ui/src` that an import leads to.
fn landing(file: &Text, import: &str) -> Option<String> {
    let relative = import.starts_with('.').then_some(import)?;
    let mut steps: Vec<&str> = file.path.strip_prefix("ui/src/")?.split('/').collect();
    steps.pop();
    for step in relative.split('/') {
        match step {
            "." => {}
            ".." => drop(steps.pop()),
            name => steps.push(name),
        }
    }
    Some(steps.join("/"))
}

fn folders(ui: &[&Text]) -> Vec<String> {
    let mut found = Vec::new();
    for file in ui {
        let from = file.path.trim_start_matches("ui/src/");
        for import in imports(file) {
            let Some(to) = landing(file, import) else { continue };
            let good = match from.split('/').next() {
                Some("kit") => {
                    to.starts_with("kit/") || to.starts_with("labels.svelte") || to.starts_with("style/")
                }
                Some("editor") => {
                    !to.starts_with("pages/") && !to.starts_with("palette/") && !to.starts_with("desk.")
                }
                Some("pages" | "App.svelte" | "main.ts") => true,
                _ => !to.starts_with("pages/"),
            };
            if !good {
                found.push(format!("{} must not import {import}", file.path));
            }
        }
    }
    found
}

/// Finds ways around the templates, through which text of a record could become markup.
fn markup(ui: &[&Text]) -> Vec<String> {
    let marks = [
        "{@html",
        ".innerHTML",
        ".outerHTML",
        "insertAdjacentHTML",
        "document.write",
    ];
    let mut found = Vec::new();
    for file in ui.iter().filter(|file| !file.path.contains(".test.")) {
        found.extend(
            marks
                .iter()
                .filter(|mark| file.text.contains(**mark))
                .map(|mark| format!("{}: {mark}", file.path)),
        );
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{Text, bridge, folders, markup};

    fn file(path: &str, text: &str) -> Text {
        Text {
            path: path.to_owned(),
            text: text.to_owned(),
        }
    }

    #[test]
    fn finds_arrows_that_point_back() {
        let kit = file(
            "ui/src/kit/Button.svelte",
            "import { x } from \"../pages/Home.svelte\";",
        );
        let editor = file("ui/src/editor/cells.ts", "import x from '../desk.svelte';");
        assert_eq!(folders(&[&kit, &editor]).len(), 2);
        let labels = file(
            "ui/src/kit/Label.svelte",
            "import { x } from \"../labels.svelte\"; import { y } from \"bits-ui\";",
        );
        assert!(folders(&[&labels]).is_empty());
    }

    #[test]
    fn finds_tauri_and_raw_markup() {
        let page = file(
            "ui/src/pages/Home.svelte",
            "import { invoke } from \"@tauri-apps/api/core\"; {@html x}",
        );
        assert_eq!(bridge(&[&page]).len(), 1);
        assert_eq!(markup(&[&page]).len(), 1);
    }
}
