//! Side by side: what people would use instead does the same work on the same machine in the same minutes. Uses what is
//! installed, and says what is not.

mod joplin;
mod notes;
mod paper;
mod ran;
mod search;

use std::path::Path;

use serde_json::{Value, json};

use crate::measure::Noise;
use ran::Ran;

/// A piece of work: ours, and how others did the same.
pub(crate) struct Bout {
    pub(crate) work: String,
    pub(crate) ours: Ran,
    pub(crate) others: Vec<(String, Result<Ran, String>)>,
}

/// Runs every piece of work and prints who took how long, each beside ours.
pub(crate) fn run(folder: &Path) {
    let before = Noise::now();
    let scratch = tempfile::tempdir_in(folder).expect("a folder");
    let mut bouts = paper::bouts(scratch.path());
    bouts.extend(search::bouts(scratch.path()));
    bouts.extend(joplin::bouts(scratch.path()));
    let after = Noise::now();
    println!(
        "{:<58} {:>10} {:>10} {:>8} {:>8}",
        "", "wall, ms", "CPU, ms", "wall ×", "CPU ×"
    );
    for bout in &bouts {
        println!("{}", bout.lines());
    }
    Noise::say(before, after);
    let all: Vec<Value> = bouts.iter().map(Bout::json).collect();
    let out = folder.join("peers.json");
    let whole = Noise::beside(before, after, json!({ "bouts": all }));
    std::fs::write(&out, format!("{whole:#}")).expect("the figures are written");
    println!("the same as JSON: {}", out.display());
}

impl Bout {
    fn lines(&self) -> String {
        let mut lines = format!("{:<58} {}", format!("{}: Maru", self.work), self.ours.shown(None));
        for (name, ran) in &self.others {
            let shown = match ran {
                Ok(ran) => ran.shown(Some(&self.ours)),
                Err(missing) => missing.clone(),
            };
            lines.push_str(&format!("\n{:<58} {shown}", format!("    {name}")));
        }
        lines
    }

    fn json(&self) -> Value {
        let others: Vec<Value> = self
            .others
            .iter()
            .map(|(name, ran)| match ran {
                Ok(ran) => json!({ "name": name, "wall": ran.wall, "cpu": ran.cpu }),
                Err(missing) => json!({ "name": name, "missing": missing }),
            })
            .collect();
        json!({ "work": self.work, "wall": self.ours.wall, "cpu": self.ours.cpu, "others": others })
    }
}
