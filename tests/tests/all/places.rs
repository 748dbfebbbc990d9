//! Places that are taken, cannot be written or are full. Mounts live in a namespace of their own and end with it.

#![cfg(target_os = "linux")]

use std::process::Command;

use maru_store::{Search, Vault};
use maru_tests::PASSPHRASE;

use crate::cli::files;
use crate::desk::{Desk, Ran, clean, maructl};

/// Runs a shell script in a mount namespace of its own; `$1` is the vault, `$2` an empty folder, `$3` `maructl`.
fn script(desk: &Desk, text: &str) -> Ran {
    let place = desk.path("place");
    std::fs::create_dir_all(&place).expect("a folder");
    let mut command = Command::new("unshare");
    if !rustix::process::geteuid().is_root() {
        command.args(["--user", "--map-root-user"]);
    }
    command
        .args(["--mount", "sh", "-euc", text, "sh"])
        .arg(desk.vault())
        .arg(&place)
        .arg(maructl());
    clean(&mut command);
    command.env("MARU_PASSPHRASE", PASSPHRASE);
    Ran::of(command.output().expect("unshare (util-linux) runs"))
}

#[test]
fn a_vault_that_is_open_elsewhere_is_left_alone_and_its_owner_is_named() {
    let desk = Desk::sample();
    let mut owner = Vault::open(&desk.vault(), PASSPHRASE).expect("it opens");
    let held = std::process::id().to_string();
    for (subcommand, args) in [
        ("list", vec![]),
        ("check", vec!["--rebuild"]),
        ("backup", vec!["--out", "x"]),
    ] {
        let line = desk.run(subcommand, &args).failed();
        assert!(line.contains(&held), "{line}");
    }
    assert!(desk.run("list", &["--lang", "ko"]).failed().contains(&held));
    let session = owner
        .search(&Search::of("점검표", 1))
        .expect("a search")
        .hits
        .remove(0)
        .record;
    owner.read(&session).expect("the owner works on");
    owner.close().expect("it closes");
    desk.run("list", &[]).done();
}

#[test]
fn in_a_read_only_place_nothing_is_written_and_that_is_said() {
    let desk = Desk::sample();
    let before = files(&desk);
    let ran = script(
        &desk,
        r#"mount --bind "$1" "$1"; mount -o remount,bind,ro "$1"
        for lang in en ko; do
            "$3" list --vault "$1" --lang $lang && exit 9
            "$3" rekey --vault "$1" --lang $lang && exit 9
            "$3" init --vault "$1/new" --lang $lang && exit 9
        done
        exit 0"#,
    );
    assert_eq!(ran.status, Some(0), "{ran:?}");
    let lines: Vec<&str> = ran.stderr.lines().collect();
    assert_eq!(lines.len(), 6, "{ran:?}");
    assert!(lines.iter().all(|line| line.starts_with("maructl: ")), "{ran:?}");
    assert!(lines[3].contains("쓰기"), "{ran:?}");
    assert!(files(&desk) == before);
    desk.run("check", &[]).done();
}

#[test]
fn on_a_full_disk_nothing_saved_is_lost_and_work_goes_on_when_there_is_room() {
    let desk = Desk::sample();
    let text = "가나다라마바사 ".repeat(20_000);
    let large = serde_json::json!({ "kind": "meeting", "audience": "joint", "title": { "en": "Large", "ko": "큰 회의" },
        "segments": { "s": { "pos": "a0", "kind": "point", "en": text, "ko": text } } });
    desk.file("large.json", large.to_string());
    let ran = script(
        &desk,
        r#"size=$(du -sk "$1" | cut -f1)
        mount -t tmpfs -o "size=$((size + 700))k,mode=700" tmpfs "$2"
        cp -a "$1/." "$2/"
        "$3" list --vault "$2" --json >"$1/../before"
        full=0
        for n in $(seq 1 12); do
            "$3" import --vault "$2" "$1/../large.json" || { full=1; break; }
        done
        [ $full = 1 ]
        "$3" list --vault "$2" --json >"$1/../full"
        mount -o remount,size=200m "$2"
        "$3" check --vault "$2"
        "$3" import --vault "$2" "$1/../large.json"
        "$3" check --vault "$2"
        "$3" list --vault "$2" --json >"$1/../after""#,
    );
    assert_eq!(ran.status, Some(0), "{ran:?}");
    assert_eq!(ran.stderr.lines().count(), 1, "{ran:?}");
    assert!(ran.stderr.contains("disk is full"), "{ran:?}");
    let rows = |name: &str| {
        let text = std::fs::read_to_string(desk.path(name)).expect("a list");
        serde_json::from_str::<Vec<serde_json::Value>>(&text).expect("rows")
    };
    let (full, after) = (rows("full"), rows("after"));
    assert_eq!(after.len(), full.len() + 1);
    assert!(
        rows("before").iter().all(|row| after.contains(row)),
        "every record of before is as it was"
    );
}

#[test]
fn a_backup_or_an_export_that_finds_no_room_leaves_nothing() {
    let desk = Desk::sample();
    let session = crate::cli::session(&desk);
    let ran = script(
        &desk,
        &format!(
            r#"mount -t tmpfs -o size=16k tmpfs "$2"
            "$3" backup --vault "$1" --out "$2/backup" && exit 9
            "$3" export --vault "$1" {session} --to pdf --out "$2/minutes.pdf" --json && exit 9
            [ -z "$(ls -A "$2")" ]"#
        ),
    );
    assert_eq!(ran.status, Some(0), "{ran:?}");
    assert_eq!(ran.stderr.matches("The disk is full").count(), 2, "{ran:?}");
}
