//! `kill -9` of a writer, again and again: what was acknowledged is there, and the vault is sound.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use maru_core::bilingual::Side;
use maru_store::{Birth, Cost, Depth, Search, Vault};
use maru_tests::{COUNTER, PASSPHRASE};
use serde_json::json;

use crate::desk::Desk;

const SEGMENT: &str = "s";

/// The rounds of one run; `MARU_CRASH_ROUNDS` asks for more.
fn rounds() -> u64 {
    std::env::var("MARU_CRASH_ROUNDS")
        .ok()
        .and_then(|rounds| rounds.parse().ok())
        .unwrap_or(200)
}

/// A row of numbers that look random and are the same in every run (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % most
    }
}

#[test]
fn no_acknowledged_edit_is_ever_lost() {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let mut left = rounds();
    // A new vault now and then, so that a long run does not read an ever longer record.
    while left > 0 {
        let batch = left.min(200);
        survives(batch, &mut dice);
        left -= batch;
    }
}

fn survives(rounds: u64, dice: &mut Dice) {
    let desk = Desk::bare();
    counter(&desk);
    let mut count = 0;
    for round in 0..rounds {
        let acknowledged = killed_writer(&desk, count + 1, 1 + dice.below(12));
        let mut vault = Vault::open(&desk.vault(), PASSPHRASE).expect("it opens after a kill");
        let opened = vault.read(COUNTER).expect("the record is whole");
        let text = opened.record["segments"][SEGMENT]["ko"].as_str();
        let found: u64 = text.and_then(|n| n.parse().ok()).expect("a number");
        // The edit after the last acknowledged one may or may not have reached the disk; nothing else may.
        let known = acknowledged..=acknowledged + 1;
        assert!(
            known.contains(&found),
            "round {round}: {acknowledged} acknowledged, {found} found"
        );
        let lines = opened.record["segments"].as_object().expect("segments").len() as u64;
        assert_eq!(
            lines,
            1 + found / 7,
            "round {round}: every seventh edit added a line"
        );
        if round % 20 == 19 || round == rounds - 1 {
            sound(&mut vault);
            let last = Search::of(&format!("line {}", found / 7 * 7), 10);
            let hits = vault.search(&last).expect("a search").hits;
            assert!(found < 7 || !hits.is_empty(), "the search knows the last line");
        }
        vault.close().expect("it closes");
        count = found;
    }
    desk.run("check", &[]).done();
}

/// Makes a vault with one record, which counts.
fn counter(desk: &Desk) {
    let birth = Birth {
        side: Side::new("uk"),
        device: "test laptop".to_owned(),
    };
    let mut vault = Vault::create(&desk.vault(), PASSPHRASE, &birth, Cost::least()).expect("a new vault");
    let record = json!({ "id": COUNTER, "kind": "meeting", "audience": "joint", "title": { "en": "Counter", "ko": "셈" },
        "segments": { SEGMENT: { "pos": "a0", "kind": "point", "en": "", "ko": "0" } } });
    vault.add(record).expect("a record");
    vault.close().expect("it closes");
}

fn sound(vault: &mut Vault) {
    let report = vault.check(Depth::Full).expect("a check");
    assert!(report.is_clean(), "{report:?}");
}

/// Starts a writer, waits for so many acknowledgements, kills it, and returns the last number that it acknowledged.
/// The kill comes while the next edits are under way.
fn killed_writer(desk: &Desk, start: u64, edits: u64) -> u64 {
    let mut writer = Command::new(env!("CARGO_BIN_EXE_maru-writer"))
        .arg(desk.vault())
        .args([COUNTER, SEGMENT, &start.to_string()])
        .stdout(Stdio::piped())
        .spawn()
        .expect("the writer starts");
    let mut lines = BufReader::new(writer.stdout.take().expect("stdout")).lines();
    let mut last = start - 1;
    for _ in 0..edits {
        last = lines
            .next()
            .expect("the writer writes")
            .expect("a line")
            .parse()
            .expect("a number");
    }
    writer.kill().expect("SIGKILL");
    writer.wait().expect("it ends");
    // Acknowledgements that were under way when it died count as well.
    lines
        .map_while(Result::ok)
        .filter_map(|line| line.parse().ok())
        .last()
        .unwrap_or(last)
}
