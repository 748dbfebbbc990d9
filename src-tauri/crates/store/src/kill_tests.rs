//! Stories that need another process: a writer that is killed at any moment, and a folder without the right to write.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use maru_core::bilingual::Lang;
use maru_core::edit::Edit;
use serde_json::json;

use crate::Vault;
use crate::error::Error;
use crate::fixture::{PASSPHRASE, Place, START, expect_clean, meeting, write};

const FOLDER: &str = "MARU_TEST_VAULT";
/// How many edits a writer makes before it lets the record go once, so that kills meet compaction too.
const RELEASE_EVERY: u64 = 9;

/// Runs one of the tests below, marked `ignore`, in a process of its own.
fn child(test: &str, folder: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("this test"));
    command
        .args([
            &format!("kill_tests::{test}"),
            "--exact",
            "--ignored",
            "--nocapture",
        ])
        .env(FOLDER, folder);
    command
}

fn folder() -> std::path::PathBuf {
    std::env::var_os(FOLDER).expect("started by another test").into()
}

#[test]
#[ignore = "a child of the test below"]
fn writer() {
    let mut vault = Vault::open(&folder(), PASSPHRASE).expect("open");
    let mut opened = vault.read("m").expect("read");
    let text = opened.record["segments"]["b"]["en"]
        .as_str()
        .expect("a text")
        .to_owned();
    let mut count: u64 = text.parse().unwrap_or(0);
    let mut out = std::io::stdout();
    loop {
        count += 1;
        let mut edits = vec![write("b", Lang::En, &count.to_string())];
        if count.is_multiple_of(5) {
            let segment = json!({ "kind": "action", "en": format!("action {count}") });
            edits.push(Edit::Insert {
                id: format!("s{count}"),
                after: None,
                segment,
            });
        }
        let heads = vault.edit("m", &opened.heads, &edits).expect("edited");
        writeln!(out, "\nack {count}").expect("heard");
        if count.is_multiple_of(RELEASE_EVERY) {
            vault.release("m").expect("released");
            opened = vault.read("m").expect("read");
        } else {
            opened.heads = heads;
        }
    }
}

/// Reads acknowledgements until `wanted` of them came, kills the writer a moment later, and returns the last one.
fn kill_after(mut writer: Child, wanted: u64, moment: Duration) -> u64 {
    let mut acknowledged = 0;
    let mut heard = 0;
    let lines = BufReader::new(writer.stdout.take().expect("a pipe")).lines();
    let mut killed = wanted == 0;
    if killed {
        spin(moment);
        writer.kill().expect("killed");
    }
    for line in lines.map_while(Result::ok) {
        if let Some(count) = line.strip_prefix("ack ") {
            acknowledged = count.parse().unwrap_or(acknowledged);
            heard += 1;
        }
        if heard >= wanted && !killed {
            spin(moment);
            writer.kill().expect("killed");
            killed = true;
        }
    }
    let status = writer.wait().expect("ended");
    assert!(
        killed && status.code().is_none(),
        "the writer ended by itself: {status}"
    );
    acknowledged
}

/// Lets a moment pass in which the writer goes on: kills should meet every step of an edit.
fn spin(moment: Duration) {
    let start = Instant::now();
    while start.elapsed() < moment {
        std::hint::spin_loop();
    }
}

#[test]
fn every_acknowledged_edit_survives_a_kill() {
    let rounds = std::env::var("MARU_KILL_ROUNDS")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(200_u64);
    let mut place = Place::new();
    let mut seed: u64 = 0x6d61_7275;
    let mut random = |below: u64| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    for round in 0..rounds {
        if round % 20 == 0 {
            place = Place::new();
            place.create().add(meeting("m", START)).expect("added");
        }
        let mut command = child("writer", &place.vault());
        let writer = command.stdout(Stdio::piped()).spawn().expect("a writer");
        let moment = Duration::from_micros(random(12_000));
        let acknowledged = kill_after(writer, random(14), moment);
        let mut vault = place.open();
        let text = vault.read("m").expect("read").record["segments"]["b"]["en"].clone();
        let found: u64 = text.as_str().and_then(|t| t.parse().ok()).unwrap_or(0);
        assert!(
            found >= acknowledged,
            "round {round}: {acknowledged} was acknowledged, {found} is there"
        );
        expect_clean(&mut vault);
        vault.close().expect("closed");
    }
}

#[test]
fn another_process_is_named() {
    let place = Place::new();
    place.create().add(meeting("m", START)).expect("added");
    let mut command = child("writer", &place.vault());
    let mut writer = command.stdout(Stdio::piped()).spawn().expect("a writer");
    let mut lines = BufReader::new(writer.stdout.take().expect("a pipe")).lines();
    lines
        .find(|line| line.as_ref().is_ok_and(|l| l.starts_with("ack")))
        .expect("an edit")
        .expect("a line");
    let refused = Vault::open(&place.vault(), PASSPHRASE);
    let Err(Error::InUse { process, .. }) = refused else {
        panic!("{refused:?}")
    };
    assert_eq!(process, writer.id().to_string());
    writer.kill().expect("killed");
    writer.wait().expect("ended");
    expect_clean(&mut place.open());
}

#[cfg(unix)]
mod rights {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
    use std::os::unix::process::CommandExt;

    use super::*;

    #[test]
    #[ignore = "a child of the test below"]
    fn reader() {
        let opened = Vault::open(&folder(), PASSPHRASE);
        assert!(matches!(opened, Err(Error::ReadOnly(_))), "{opened:?}");
        let birth = crate::Birth {
            side: maru_core::bilingual::Side::new("uk"),
            device: String::new(),
        };
        let made = Vault::create(&folder().join("new"), PASSPHRASE, &birth, crate::Cost::least());
        assert!(matches!(made, Err(Error::ReadOnly(_))), "{made:?}");
    }

    #[test]
    fn a_folder_without_the_right_to_write_is_said_so() {
        let place = Place::new();
        place.create().add(meeting("m", START)).expect("added");
        let vault = place.vault();
        let root = std::fs::metadata(&vault).expect("there").uid() == 0;
        let above = vault.parent().expect("a folder").to_owned();
        let mut command = child("rights::reader", &vault);
        if root {
            // No folder is closed to root: the child is somebody else, who owns the files.
            command.uid(65_534).gid(65_534);
            for entry in std::fs::read_dir(&vault).expect("the folder") {
                chown(entry.expect("an entry").path(), Some(65_534), Some(65_534)).expect("given away");
            }
            for path in [&vault, &above] {
                chown(path, Some(65_534), Some(65_534)).expect("given away");
            }
        }
        for entry in std::fs::read_dir(&vault).expect("the folder") {
            let path = entry.expect("an entry").path();
            std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o400)).expect("closed");
        }
        std::fs::set_permissions(&vault, std::fs::Permissions::from_mode(0o500)).expect("closed");
        let output = command.output().expect("a reader");
        std::fs::set_permissions(&vault, std::fs::Permissions::from_mode(0o700)).expect("opened");
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stdout)
        );
        assert!(String::from_utf8_lossy(&output.stdout).contains("1 passed"));
    }
}
