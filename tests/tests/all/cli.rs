//! Each subcommand as an administrator uses it.

use std::fs;
use std::io::Read;
use std::process::Stdio;

use maru_tests::PASSPHRASE;
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

use crate::desk::{Desk, Ran, clean, maructl, run};

#[test]
fn init_makes_a_vault_for_its_owner_alone_and_never_a_second_one_over_it() {
    let desk = Desk::bare();
    let made = desk
        .run("init", &["--side", "kr", "--device", "서울 노트북", "--json"])
        .json();
    assert_eq!(
        (made["side"].as_str(), made["records"].as_u64()),
        (Some("kr"), Some(0))
    );
    assert!(desk.run("list", &[]).done().contains("Nothing here yet"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path| fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
        assert_eq!(mode(desk.vault()), 0o700);
        for entry in fs::read_dir(desk.vault()).expect("a folder") {
            let path = entry.expect("an entry").path();
            assert_eq!(mode(path.clone()), 0o600, "{}", path.display());
        }
    }
    let before = files(&desk);
    let again = desk.run("init", &["--lang", "ko"]).failed();
    assert!(again.contains(&desk.vault().display().to_string()), "{again}");
    assert_eq!(files(&desk), before);
}

/// Returns the names and bytes of all files of a vault but the lock, which says who had it last.
pub(crate) fn files(desk: &Desk) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = fs::read_dir(desk.vault())
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.file_name().is_some_and(|name| name != "lock"))
        .map(|path| (path.display().to_string(), fs::read(&path).expect("a file")))
        .collect();
    files.sort();
    files
}

#[test]
fn the_sample_is_listed_shown_and_found() {
    let desk = Desk::bare();
    desk.run("init", &["--sample"]).done();
    let rows = desk.run("list", &["--json"]).json();
    let rows = rows.as_array().expect("rows");
    assert_eq!(
        rows.len(),
        7,
        "an agreement, two meetings, two practices and two notes of our own side"
    );
    assert!(rows.iter().all(|row| row["sample"] == true));
    assert_eq!(desk.ids("meeting").len(), 2);
    assert_eq!(
        desk.run("list", &["--audience", "own", "--json"])
            .json()
            .as_array()
            .map(Vec::len),
        Some(2)
    );

    let table = desk.run("list", &["--kind", "agreement", "--lang", "ko"]).done();
    assert!(
        table.contains("한-영 디지털정부 협력에 관한 양해각서") && table.contains("양측 공유"),
        "{table}"
    );

    let session = session(&desk);
    let shown = desk.run("show", &[&session]).done();
    for text in [
        "제2차 한-영 디지털정부 실무회의",
        "[D-01 Agreed]",
        "[A-01",
        "공동 점검표 영문·국문본 회람",
        "Circulate the shared checklist",
    ] {
        assert!(shown.contains(text), "{text} is not in\n{shown}");
    }
    let opened = desk.run("show", &[&session, "--json"]).json();
    assert_eq!(opened["record"]["title"]["ko"], "제2차 한-영 디지털정부 실무회의");
    assert!(opened["heads"].as_array().is_some_and(|heads| !heads.is_empty()));

    for query in ["점검표", "checklist", "CHECKLIST"] {
        let hits = desk.run("search", &[query, "--json"]).json();
        let found = hits["hits"]
            .as_array()
            .expect("hits")
            .iter()
            .any(|hit| hit["record"] == session.as_str());
        assert!(found, "{query}: {hits}");
    }
    assert_eq!(
        desk.run("search", &["점검표", "--limit", "1", "--json"]).json()["hits"]
            .as_array()
            .map(Vec::len),
        Some(1)
    );
    assert_eq!(
        desk.run("search", &["no such words", "--json"]).json()["hits"],
        Value::Array(Vec::new())
    );
    let apart: String = "점검표".nfd().collect();
    assert!(
        !desk.run("search", &[&apart, "--json"]).json()["hits"]
            .as_array()
            .expect("hits")
            .is_empty(),
        "NFD is the same word"
    );
}

#[test]
fn a_search_that_finds_nothing_says_so_and_what_the_other_keyboard_layout_would_find() {
    let desk = Desk::sample();
    let said = |args: &[&str]| desk.run("search", args).done();
    assert_eq!(said(&["zzqqxx"]), "Nothing found\n");
    assert_eq!(said(&["zzqqxx", "--lang", "ko"]), "검색 결과가 없습니다\n");
    // 점검표, typed while the keys were Latin.
    assert_eq!(
        said(&["wjarjavy"]),
        "Nothing found\nOn the other keyboard layout: 점검표\n"
    );
    assert_eq!(
        said(&["wjarjavy", "--lang", "ko"]),
        "검색 결과가 없습니다\n한/영 키를 바꾼 검색어: 점검표\n"
    );
}

/// Returns the id of the sample session.
pub(crate) fn session(desk: &Desk) -> String {
    let rows = desk.run("list", &["--kind", "meeting", "--json"]).json();
    let row = rows
        .as_array()
        .expect("rows")
        .iter()
        .find(|row| row["decisions"] == 6);
    row.and_then(|row| row["id"].as_str())
        .expect("the session with six decisions")
        .to_owned()
}

#[test]
fn actions_are_filtered_by_what_is_open_late_and_whose() {
    let desk = Desk::sample();
    let late = desk.file("late.json", LATE);
    desk.run("import", &[&late.display().to_string()]).done();
    let numbers = |args: &[&str]| -> Vec<String> {
        let rows = desk.run("actions", &[args, &["--json"]].concat()).json();
        rows.as_array()
            .expect("rows")
            .iter()
            .map(|row| row["text"]["en"].as_str().unwrap_or_default().to_owned())
            .collect()
    };
    let all = numbers(&[]);
    assert_eq!(all.len(), 9 + 3);
    let open = numbers(&["--open"]);
    assert!(
        open.contains(&"late and open".to_owned()) && !open.contains(&"late and done".to_owned()),
        "{open:?}"
    );
    assert_eq!(numbers(&["--overdue"]), ["late and open"]);
    assert_eq!(
        numbers(&["--overdue", "--owner-side", "uk"]),
        Vec::<String>::new()
    );
    assert!(numbers(&["--owner-side", "kr"]).contains(&"late and open".to_owned()));
    let table = desk.run("actions", &["--overdue", "--lang", "ko"]).done();
    assert!(
        table.contains("기한 경과") && table.contains("한국 측") && table.contains("2024-05-01"),
        "{table}"
    );
}

const LATE: &str = r#"{"kind":"meeting","audience":"joint","title":{"en":"Earlier","ko":"이전 회의"},
  "days":{"1":{"start":"2024-04-01T09:00:00+09:00[Asia/Seoul]","end":"2024-04-01T10:00:00+09:00[Asia/Seoul]"}},
  "segments":{
    "a":{"pos":"a0","kind":"action","action_no":1,"en":"late and open","owner_side":"kr","due":"2024-05-01","status":"open"},
    "b":{"pos":"a1","kind":"action","action_no":2,"en":"late and done","owner_side":"kr","due":"2024-05-01","status":"done"},
    "c":{"pos":"a2","kind":"action","action_no":3,"en":"no date","owner_side":"uk","status":"open"}}}"#;

#[test]
fn history_says_when_where_and_what() {
    let desk = Desk::sample();
    let session = session(&desk);
    let changes = desk.run("history", &[&session, "--json"]).json();
    assert_eq!(changes[0]["device"], "test laptop");
    assert_eq!(changes[0]["side"], "uk");
    let table = desk.run("history", &[&session, "--lang", "ko"]).done();
    assert!(
        table.contains("작성") && table.contains("영국 측") && table.contains("test laptop"),
        "{table}"
    );
}

#[test]
fn a_check_finds_a_sound_vault_sound_and_makes_the_lists_anew_the_same() {
    let desk = Desk::sample();
    let list = || desk.run("list", &["--json"]).done() + &desk.run("actions", &["--json"]).done();
    let before = list();
    desk.run("check", &[]).done();
    desk.run("check", &["--rebuild"]).done();
    assert_eq!(list(), before);
    assert!(desk.run("check", &["--json"]).json().is_object());
}

#[test]
fn a_backup_restores_everything_and_spoils_nothing() {
    let desk = Desk::sample();
    let (file, other) = (desk.path("backup.maru"), desk.path("other"));
    let (file, other) = (file.display().to_string(), other.display().to_string());
    desk.run("backup", &["--out", &file]).done();
    run(["restore", "--from", &file, "--vault", &other]).done();
    let all = |vault: &str| {
        let list = run(["list", "--vault", vault, "--json"]).done();
        let ids: Vec<Value> = serde_json::from_str(&list).expect("rows");
        let ids = ids
            .iter()
            .map(|row| row["id"].as_str().expect("an id").to_owned());
        let shown: String = ids
            .map(|id| run(["show", "--vault", vault, &id, "--json"]).done())
            .collect();
        list + &shown
    };
    assert_eq!(all(&other), all(&desk.vault().display().to_string()));
    run(["check", "--vault", &other]).done();
    // A second restore into it is refused, and so is a second backup over the first.
    run(["restore", "--from", &file, "--vault", &other]).failed();
    let kept = fs::read(&file).expect("a backup");
    desk.run("backup", &["--out", &file]).failed();
    assert_eq!(fs::read(&file).expect("a backup"), kept);
}

#[test]
fn rekey_changes_the_passphrase_and_nothing_else() {
    let desk = Desk::sample();
    let list = desk.run("list", &["--json"]).done();
    let with = |name: &str, passphrase: &str| {
        let mut command = desk.command("list", &["--json"]);
        Ran::of(command.env(name, passphrase).output().expect("maructl starts"))
    };
    let mut rekey = desk.command("rekey", &[]);
    Ran::of(
        rekey
            .env("MARU_NEW_PASSPHRASE", "새 암호 문구는 길다")
            .output()
            .expect("maructl starts"),
    )
    .done();
    assert!(
        with("MARU_PASSPHRASE", PASSPHRASE)
            .failed()
            .contains("passphrase")
    );
    assert_eq!(with("MARU_PASSPHRASE", "새 암호 문구는 길다").done(), list);
    // And back, by files.
    let old = desk.file("old", "새 암호 문구는 길다\n");
    let new = desk.file("new", format!("{PASSPHRASE}\r\n"));
    let args = [
        "--passphrase-file",
        &old.display().to_string(),
        "--new-passphrase-file",
        &new.display().to_string(),
    ];
    desk.run("rekey", &args).done();
    assert_eq!(desk.run("list", &["--json"]).done(), list);
}

#[test]
fn without_a_terminal_a_passphrase_must_be_given() {
    let desk = Desk::of("uk");
    // A session of its own has no terminal to ask at.
    let mut command = std::process::Command::new("setsid");
    command
        .arg("--wait")
        .arg(maructl())
        .args(["list", "--vault"])
        .arg(desk.vault())
        .stdin(Stdio::null());
    clean(&mut command);
    let line = Ran::of(command.output().expect("setsid runs")).failed();
    assert!(
        line.contains("--passphrase-file") && line.contains("MARU_PASSPHRASE"),
        "{line}"
    );
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let desk = Desk::sample();
    let mut child = desk
        .command("list", &["--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    drop(child.stdout.take());
    let mut said = String::new();
    child
        .stderr
        .take()
        .expect("stderr")
        .read_to_string(&mut said)
        .expect("UTF-8");
    assert_eq!(said, "");
    assert_eq!(child.wait().expect("it ends").code(), Some(0));
}

#[test]
fn the_schema_describes_the_four_kinds() {
    let schema = run(["schema"]).json();
    let page = format!("{}/../docs/record.schema.json", env!("CARGO_MANIFEST_DIR"));
    let page: Value = serde_json::from_str(&fs::read_to_string(page).expect("the page")).expect("JSON");
    assert_eq!(schema, page, "docs/record.schema.json is what maructl prints");
    let text = schema.to_string();
    for name in [
        "Agreement",
        "Meeting",
        "Practice",
        "Note",
        "segments",
        "family_name_first",
    ] {
        assert!(text.contains(name), "{name}");
    }
}

#[test]
fn a_weak_passphrase_is_taken_with_a_word_about_it() {
    let desk = Desk::bare();
    let mut init = desk.command("init", &["--lang", "ko"]);
    let made = Ran::of(
        init.env("MARU_PASSPHRASE", "short")
            .output()
            .expect("maructl starts"),
    );
    assert!(made.stderr.contains("추측하기 쉬운"), "{made:?}");
    assert!(!made.stderr.contains("short"), "{made:?}");
    made.done();
    let sound = Desk::bare().run("init", &[]);
    assert_eq!(sound.stderr, "");
}

#[test]
fn a_backup_that_cannot_be_written_names_the_file_that_was_asked_for() {
    let desk = Desk::sample();
    let out = desk.path("nowhere").join("copy.maru");
    let line = desk
        .run("backup", &["--out", &out.display().to_string()])
        .failed();
    assert!(line.contains("copy.maru cannot be written"), "{line}");
}
