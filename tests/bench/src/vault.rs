//! The vault: a keystroke until it is durable, and unlocking until Home is known.

use std::time::{Duration, Instant};

use maru_core::bilingual::Lang;
use maru_core::edit::Edit;
use maru_store::{ActionFilter, Cost, Listing, Vault};

use crate::fresh::{self, PASSPHRASE};
use crate::measure::{Figure, Goal, time};
use crate::{bare, meeting};

/// Returns the vault's figures.
pub(crate) fn figures() -> Vec<Figure> {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path().join("vault");
    let mut vault = fresh::vault(&at, Cost::default());
    let id = vault.add(meeting::of(1000)).expect("a meeting");
    let keys = keystrokes(&mut vault, &id);
    let bare = bare::commits(folder.path(), 300, 300);
    let floor = Figure::of_times("bare SQLCipher commit of one row", &bare, None);
    let rows = bare::keystrokes(folder.path(), 400, 300);
    let rows = Figure::of_times("bare SQLCipher commit of the rows of a keystroke", &rows, None);
    let p95 = Figure::of_times("", &keys, None).p95;
    vault.close().expect("closed");
    let mut figures = vec![
        Figure::of_times(
            "keystroke to durable, 1,000 segments",
            &keys,
            Some(Goal::P95(25.0)),
        ),
        Figure::of(
            "keystroke p95 over that of a bare commit of its rows",
            "×",
            &[p95 / rows.p95],
            Some(Goal::Median(2.0)),
        ),
        rows,
        Figure::of(
            "keystroke p95 over that of a bare commit of one row",
            "×",
            &[p95 / floor.p95],
            None,
        ),
        floor,
    ];
    figures.extend(unlocking(&at));
    figures
}

fn keystrokes(vault: &mut Vault, id: &str) -> Vec<Duration> {
    let mut heads = vault.read(id).expect("the meeting").heads;
    let mut text = String::from("Both sides ");
    time(400, |n| {
        text.push(char::from(b'a' + u8::try_from(n % 26).unwrap_or(0)));
        let edit = Edit::Write {
            id: meeting::id(501),
            lang: Lang::En,
            text: text.clone(),
        };
        heads = vault.edit(id, &heads, &[edit]).expect("an edit");
    })
}

/// The key derivation is slow on purpose; what comes after it is ours.
fn unlocking(at: &std::path::Path) -> Vec<Figure> {
    let mut derivations = Vec::new();
    let mut homes = Vec::new();
    for _ in 0..7 {
        let start = Instant::now();
        let vault = Vault::open(at, PASSPHRASE).expect("open");
        let opened = start.elapsed();
        vault
            .next_meeting("2027-03-01T00:00:00Z")
            .expect("the next meeting");
        vault
            .actions(&ActionFilter {
                open: true,
                limit: 50,
                ..ActionFilter::default()
            })
            .expect("actions");
        vault
            .list(&Listing {
                limit: 20,
                ..Listing::default()
            })
            .expect("rows");
        let whole = start.elapsed();
        let derivation = maru_store::derivation_time(at, PASSPHRASE).expect("the derivation");
        derivations.push(derivation);
        homes.push(whole.saturating_sub(derivation));
        homes.truncate(64);
        drop(vault);
        assert!(opened <= whole);
    }
    vec![
        Figure::of_times("key derivation (Argon2id)", &derivations, None),
        Figure::of_times("unlock to Home, besides it", &homes, Some(Goal::Median(300.0))),
    ]
}
