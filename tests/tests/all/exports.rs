//! What leaves a vault, and what does not.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::cli::session;
use crate::desk::Desk;

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut names: Vec<_> = entries
        .map(|e| e.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

fn text(path: &Path) -> String {
    path.display().to_string()
}

#[test]
fn one_record_goes_to_the_file_that_was_named_and_the_list_of_what_leaves_is_said() {
    let desk = Desk::sample();
    let session = session(&desk);
    let out = desk.path("minutes.md");
    let ran = desk.run(
        "export",
        &[&session, "--to", "md", "--text", "ko", "--out", &text(&out)],
    );
    assert!(ran.stderr.contains("This is all that leaves"), "{ran:?}");
    assert!(ran.stderr.lines().count() > 3, "{ran:?}");
    assert!(ran.done().contains(&text(&out)));
    let minutes = fs::read_to_string(&out).expect("the file");
    assert!(minutes.contains("공동 점검표 영문·국문본 회람"), "{minutes}");
    assert!(
        !minutes.contains("Circulate the shared checklist"),
        "English text in a Korean export"
    );
}

#[test]
fn a_path_that_ends_like_a_folder_is_one() {
    let desk = Desk::sample();
    let session = session(&desk);
    let out = format!("{}/", text(&desk.path("new")));
    desk.run("export", &[&session, "--to", "md", "--out", &out])
        .done();
    assert_eq!(names(&desk.path("new")).len(), 1);
}

#[test]
fn a_meeting_leaves_as_any_of_its_papers() {
    let desk = Desk::sample();
    let session = session(&desk);
    for (paper, held, lacked) in [
        (
            "agenda",
            "Opening and confirmation",
            "Circulate the shared checklist",
        ),
        ("decisions", "D-01", "A-01"),
        ("actions", "Circulate the shared checklist", "D-01"),
    ] {
        let out = desk.path(&format!("{paper}.md"));
        let args = [
            &session,
            "--to",
            "md",
            "--text",
            "en",
            "--paper",
            paper,
            "--out",
            &text(&out),
        ];
        desk.run("export", &args).done();
        let said = fs::read_to_string(&out).expect("the file");
        assert!(said.contains(held) && !said.contains(lacked), "{paper}: {said}");
    }
    let agreement = desk.ids("agreement").remove(0);
    let out = desk.path("none.pdf");
    let line = desk
        .run(
            "export",
            &[
                &agreement,
                "--to",
                "pdf",
                "--paper",
                "agenda",
                "--out",
                &text(&out),
            ],
        )
        .failed();
    assert!(line.contains("agenda") && !out.exists(), "{line}");
}

#[test]
fn a_file_that_is_there_stays_unless_a_person_says_otherwise() {
    let desk = Desk::sample();
    let session = session(&desk);
    let out = desk.file("minutes.md", "mine");
    let line = desk
        .run(
            "export",
            &[&session, "--to", "md", "--out", &text(&out), "--json"],
        )
        .stderr;
    assert!(line.contains("--force"), "{line}");
    assert_eq!(fs::read(&out).expect("the file"), b"mine");
    desk.run(
        "export",
        &[&session, "--to", "md", "--out", &text(&out), "--force"],
    )
    .done();
    assert_ne!(fs::read(&out).expect("the file"), b"mine");
}

#[test]
fn everything_that_may_leave_goes_to_a_folder_and_the_rest_is_named() {
    let desk = Desk::sample();
    let out = desk.path("out");
    let said = desk
        .run(
            "export",
            &["--all", "--to", "json", "--out", &text(&out), "--json"],
        )
        .json();
    let (exported, skipped) = (
        said["exported"].as_array().expect("a list"),
        said["skipped"].as_array().expect("a list"),
    );
    assert_eq!((exported.len(), skipped.len()), (5, 2), "{said}");
    assert!(skipped.iter().all(|one| one["code"] == "paper-own"), "{said}");
    assert!(
        exported
            .iter()
            .all(|one| one["leaving"].as_array().is_some_and(|list| !list.is_empty())),
        "{said}"
    );
    assert_eq!(names(&out).len(), 5);

    let again = desk.path("again");
    let ran = desk.run(
        "export",
        &["--all", "--kind", "note", "--to", "md", "--out", &text(&again)],
    );
    assert_eq!(
        ran.stderr
            .lines()
            .filter(|line| line.starts_with("Not exported: "))
            .count(),
        2,
        "{ran:?}"
    );
    assert!(ran.done().contains("No record was exported"));
    assert!(names(&again).is_empty());
}

#[test]
fn a_record_of_our_own_side_that_is_named_ends_the_export_before_anything_is_written() {
    let desk = Desk::sample();
    let own = desk.ids("note").remove(0);
    let session = session(&desk);
    for format in ["pdf", "json", "md"] {
        let out = desk.path(format);
        let line = desk
            .run("export", &[&session, &own, "--to", format, "--out", &text(&out)])
            .failed();
        assert!(
            line.contains("our side") || line.contains("our own side"),
            "{line}"
        );
        assert!(!out.exists(), "{format}");
    }
}

#[test]
fn what_is_exported_as_json_is_the_same_record_in_another_vault() {
    let desk = Desk::sample();
    let out = desk.path("out");
    let said = desk
        .run(
            "export",
            &["--all", "--to", "json", "--out", &text(&out), "--json"],
        )
        .json();
    let other = Desk::of("kr");
    for one in said["exported"].as_array().expect("a list") {
        let (id, file) = (
            one["id"].as_str().expect("an id"),
            one["file"].as_str().expect("a file"),
        );
        assert_eq!(
            other.run("import", &[file, "--json"]).json()[0]["records"],
            json!([id])
        );
        assert_eq!(shown(&other, id), travelling(shown(&desk, id)));
    }
    // The same id a second time is refused, and nothing of the file is taken in.
    let file = said["exported"][0]["file"].as_str().expect("a file");
    other.run("import", &[file]).failed();
    assert_eq!(
        other.run("list", &["--json"]).json().as_array().map(Vec::len),
        Some(5)
    );
}

/// Returns a record as a vault has it.
pub(crate) fn shown(desk: &Desk, id: &str) -> Value {
    desk.run("show", &[id, "--json"]).json()["record"].take()
}

/// Returns a record of the sample as it leaves: comments stay at home.
pub(crate) fn travelling(mut record: Value) -> Value {
    if let Some(comments) = record.get_mut("comments") {
        *comments = json!({});
    }
    record
}

/// A meeting with this handling.
fn marked(handling: &Value) -> String {
    json!({ "kind": "meeting", "audience": "joint", "title": { "en": "Marked", "ko": "표시" }, "handling": handling }).to_string()
}

#[test]
fn a_marking_that_forbids_it_stops_the_export() {
    let desk = Desk::of("uk");
    let cases = [
        (
            json!({ "uk": "OFFICIAL-SENSITIVE", "instruction": "HMG USE ONLY" }),
            "paper-blocked",
        ),
        (
            json!({ "uk": "OFFICIAL-SENSITIVE", "instruction": "EMBARGOED" }),
            "paper-embargo",
        ),
    ];
    for (handling, code) in cases {
        let file = desk.file("marked.json", marked(&handling));
        let taken = desk.run("import", &[&text(&file), "--json"]).json();
        let id = taken[0]["records"][0].as_str().expect("an id").to_owned();
        let out = desk.path(code);
        for format in ["pdf", "md", "json"] {
            desk.run("export", &[&id, "--to", format, "--out", &text(&out)])
                .failed();
            assert!(!out.exists(), "{format} {handling}");
        }
        let said = desk
            .run(
                "export",
                &[
                    "--all",
                    "--to",
                    "pdf",
                    "--out",
                    &text(&desk.path("all")),
                    "--json",
                ],
            )
            .json();
        assert!(
            said["skipped"]
                .as_array()
                .expect("a list")
                .iter()
                .any(|one| one["code"] == code),
            "{said}"
        );
    }
}

#[test]
fn nothing_is_left_behind_where_nothing_may_be_written() {
    let desk = Desk::sample();
    let session = session(&desk);
    let refused = |out: &str| {
        desk.run("export", &[&session, "--to", "pdf", "--out", out, "--json"])
            .failed()
    };
    let blocked = desk.file("blocked", "a file where a folder is wanted");
    let out = blocked.join("minutes.pdf");
    refused(&text(&out));
    refused("/proc/minutes.pdf");
    refused(&text(&desk.path("no/such/folder.pdf")));
    desk.run("backup", &["--out", &text(&out)]).failed();
    assert_eq!(names(blocked.parent().expect("the desk")), ["blocked", "vault"]);
}
