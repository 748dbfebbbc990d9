//! The press: a bilingual summary, warm in the process and cold from the command line.

use std::path::{Path, PathBuf};
use std::process::Command;

use maru_core::bilingual::Side;
use maru_core::record::{Kind, Record};
use maru_core::sample;
use maru_press::{Form, Languages, Order};

use crate::fresh::PASSPHRASE;
use crate::measure::{Figure, Goal, time};

/// Returns the press's figures.
pub(crate) fn figures() -> Vec<Figure> {
    let records: Vec<Record> = sample::records(&Side::new("uk"))
        .into_iter()
        .map(|json| Record::from_json(json).expect("a sample record"))
        .collect();
    let meeting = records
        .iter()
        .find(|r| r.head().kind == Kind::Meeting)
        .expect("the sample meeting");
    let agreement = records.iter().find(|r| r.head().kind == Kind::Agreement);
    let order = order();
    let times = time(20, |_| {
        maru_press::pdf(meeting, agreement, &order).expect("a paper")
    });
    let pages = maru_press::pdf(meeting, agreement, &order)
        .expect("a paper")
        .pages;
    let warm = format!("bilingual summary of {pages} pages, warm");
    let mut figures = vec![Figure::of_times(&warm, &times, Some(Goal::Median(300.0)))];
    figures.extend(cold(&meeting.head().id, pages));
    figures
}

/// A bilingual summary that goes to the other side.
pub(crate) fn order() -> Order {
    Order {
        form: Form::Summary,
        languages: Languages::Both,
        attach: false,
        side: Side::new("uk"),
        now: "2027-03-10T09:00:00Z".to_owned(),
        receiving: Some(Side::new("kr")),
    }
}

/// A cold `maructl` unlocks the vault first; the derivation of the key is slow on purpose and is taken off.
fn cold(meeting: &str, pages: u32) -> Option<Figure> {
    let maructl = beside("maructl")?;
    let folder = tempfile::tempdir().expect("a folder");
    let vault = folder.path().join("vault");
    run(
        &maructl,
        &["init", "--sample", "--side", "uk", "--vault"],
        &[&vault],
    );
    let mut spent = Vec::new();
    for at in 0..7 {
        let out = folder.path().join(format!("{at}.pdf"));
        let words = ["export", meeting, "--to", "pdf", "--text", "both", "--vault"];
        let whole = time(1, |_| run(&maructl, &words, &[&vault, Path::new("--out"), &out])).remove(0);
        let derivation = maru_store::derivation_time(&vault, PASSPHRASE).expect("the derivation");
        assert!(out.exists(), "the paper was written");
        spent.push(whole.saturating_sub(derivation));
    }
    let name = format!("bilingual summary of {pages} pages, cold maructl");
    Some(Figure::of_times(&name, &spent, Some(Goal::Median(1000.0))))
}

/// Returns a program that was built beside this one.
pub(crate) fn beside(name: &str) -> Option<PathBuf> {
    let path = std::env::current_exe().ok()?.with_file_name(name);
    path.exists().then_some(path)
}

/// Runs `maructl` and insists that it succeeds.
pub(crate) fn run(maructl: &Path, words: &[&str], paths: &[&Path]) {
    let output = Command::new(maructl)
        .args(words)
        .args(paths)
        .env("MARU_PASSPHRASE", PASSPHRASE)
        .output()
        .expect("maructl starts");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}
