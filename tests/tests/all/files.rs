//! Records that go out as files and come in again: the record inside a PDF, Markdown, a ZIP of many.

use std::fs::{self, File};
use std::path::Path;
use std::process::Command;

use crate::cli::session;
use crate::desk::{Desk, Ran};
use crate::exports::{shown, travelling};

fn text(path: &Path) -> String {
    path.display().to_string()
}

/// Exports every joint record this way, takes each file into another vault, and compares.
fn there_and_back(args: &[&str]) {
    let desk = Desk::sample();
    let out = desk.path("out");
    let out_text = text(&out);
    let mut words = vec!["--all", "--out", &out_text, "--json"];
    words.extend(args);
    let said = desk.run("export", &words).json();
    let other = Desk::of("kr");
    let exported = said["exported"].as_array().expect("a list");
    assert_eq!(exported.len(), 5);
    for one in exported {
        let (id, file) = (
            one["id"].as_str().expect("an id"),
            one["file"].as_str().expect("a file"),
        );
        other.run("import", &[file]).done();
        assert_eq!(shown(&other, id), travelling(shown(&desk, id)), "{file}");
    }
    assert_eq!(
        other.run("check", &[]).done().lines().count(),
        desk.run("check", &[]).done().lines().count()
    );
}

#[test]
fn a_record_travels_inside_its_paper() {
    there_and_back(&["--to", "pdf", "--text", "ko", "--attach-record"]);
}

#[test]
fn a_record_travels_as_markdown() {
    there_and_back(&["--to", "md"]);
}

#[test]
fn a_paper_with_its_record_is_sound_and_says_what_it_carries() {
    let desk = Desk::sample();
    let session = session(&desk);
    let file = desk.path("minutes.pdf");
    let ran = desk.run(
        "export",
        &[&session, "--to", "pdf", "--attach-record", "--out", &text(&file)],
    );
    assert!(
        ran.stderr.contains("The record itself, inside the PDF"),
        "{ran:?}"
    );
    ran.done();
    let checked = Command::new("qpdf")
        .arg("--check")
        .arg(&file)
        .output()
        .expect("qpdf");
    assert!(checked.status.success(), "{checked:?}");
    let listed = Command::new("pdfdetach")
        .arg("-list")
        .arg(&file)
        .output()
        .expect("pdfdetach (poppler-utils)");
    let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
    assert!(
        listed.contains("1 embedded files") && listed.contains("record.json"),
        "{listed}"
    );
}

#[test]
fn only_the_pdf_of_a_summary_carries_the_record() {
    let desk = Desk::sample();
    let session = session(&desk);
    for args in [
        ["--to", "md", "--paper", "summary"],
        ["--to", "pdf", "--paper", "agenda"],
    ] {
        let out = desk.path("x");
        let mut words = vec![session.as_str(), "--attach-record", "--out"];
        let out_text = text(&out);
        words.push(&out_text);
        words.extend(args);
        assert!(desk.run("export", &words).failed().contains("summary"));
        assert!(!out.exists());
    }
}

#[test]
fn hostile_files_are_refused_in_a_sentence_and_nothing_is_taken_in() {
    let desk = Desk::of("uk");
    let cases: [(&str, Vec<u8>); 6] = [
        ("empty.pdf", b"%PDF-1.7\n".to_vec()),
        ("plain.pdf", [b"%PDF-1.7\n".as_slice(), &[0; 4096]].concat()),
        ("blog.md", b"---\ntitle: \"A blog\"\n---\n# A blog\n".to_vec()),
        ("open.md", b"---\nmaru: 1\n".to_vec()),
        (
            "stray.md",
            b"---\nmaru: 1\nkind: \"note\"\n---\nLost words\n".to_vec(),
        ),
        (
            "deep.md",
            format!("---\nmaru: 1\nx: {}\n---\n", "[".repeat(200_000)).into_bytes(),
        ),
    ];
    for lang in ["en", "ko"] {
        let mut said = String::new();
        for (name, bytes) in &cases {
            let file = desk.file(name, bytes);
            let line = desk.run("import", &[&text(&file), "--lang", lang]).failed();
            said.push_str(&format!("{name}\n  {}\n", desk.plain(&line)));
        }
        insta::assert_snapshot!(format!("refused_other_files_{lang}"), said);
    }
    assert_eq!(
        desk.run("list", &["--json"]).json().as_array().map(Vec::len),
        Some(0)
    );
}

#[test]
fn many_records_leave_in_one_zip_whole_or_not_at_all() {
    let desk = Desk::sample();
    let zip = desk.path("all.zip");
    let ran = desk.run("export", &["--all", "--to", "pdf", "--out", &text(&zip)]);
    assert_eq!(
        ran.stderr.matches("This is all that leaves").count(),
        5,
        "{ran:?}"
    );
    assert_eq!(ran.stderr.matches("Not exported: ").count(), 2, "{ran:?}");
    ran.done();
    let listed = Command::new("unzip").arg("-l").arg(&zip).output();
    if let Ok(listed) = listed {
        let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
        assert!(listed.contains("5 files"), "{listed}");
    }
    let before = fs::read(&zip).expect("the ZIP");
    desk.run("export", &["--all", "--to", "pdf", "--out", &text(&zip)])
        .failed();
    assert_eq!(fs::read(&zip).expect("the ZIP"), before);

    let none = desk.path("none.zip");
    let done = desk.run(
        "export",
        &["--all", "--kind", "note", "--to", "md", "--out", &text(&none)],
    );
    assert!(done.done().contains("No record was exported") && !none.exists());
    // A ZIP is one file: what stands in its way is said, and nothing is left beside it.
    let blocked = desk.path("blocked/all.zip");
    File::create(desk.path("blocked")).expect("a file");
    desk.run("export", &["--all", "--to", "json", "--out", &text(&blocked)])
        .failed();
}

/// On a disk of its own in a namespace of its own, which some systems allow nobody but their administrator.
#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_fills_up_is_named_and_nothing_is_left_on_it() {
    let allowed = Command::new("unshare")
        .args(["--user", "--map-root-user", "--mount", "true"])
        .output();
    if !allowed.is_ok_and(|ran| ran.status.success()) {
        return;
    }
    let desk = Desk::sample();
    let disk = desk.path("disk");
    fs::create_dir(&disk).expect("a place for the disk");
    for (out, lang, said) in [
        ("all.zip", "en", "The disk is full"),
        ("folder", "ko", "디스크 공간이 부족합니다"),
    ] {
        let out = text(&disk.join(out));
        let args = ["--all", "--to", "json", "--lang", lang, "--out", &out, "--json"];
        let export = desk.command("export", &args);
        let mut narrow = Command::new("unshare");
        narrow
            .args(["--user", "--map-root-user", "--mount", "sh", "-c"])
            // Room for next to nothing; at last it is said what is left on the disk.
            .arg(r#"mount -t tmpfs -o size=16k none "$0" && "$@"; left=$?; ls -A "$0"; exit $left"#)
            .arg(&disk)
            .arg(export.get_program())
            .args(export.get_args());
        for (name, value) in export.get_envs() {
            match value {
                Some(value) => narrow.env(name, value),
                None => narrow.env_remove(name),
            };
        }
        let ran = Ran::of(narrow.output().expect("unshare"));
        assert!(ran.stdout.is_empty(), "{ran:?}");
        assert!(ran.failed().contains(said));
    }
}

#[test]
fn the_actions_of_all_meetings_are_one_table() {
    let desk = Desk::sample();
    let file = desk.path("actions.pdf");
    let ran = desk.run(
        "actions",
        &[
            "--open",
            "--owner-side",
            "kr",
            "--text",
            "en",
            "--paper-out",
            &text(&file),
        ],
    );
    assert!(ran.stderr.contains("This is all that leaves"), "{ran:?}");
    ran.done();
    let read = Command::new("pdftotext")
        .args(["-raw"])
        .arg(&file)
        .arg("-")
        .output()
        .expect("pdftotext");
    let said = String::from_utf8_lossy(&read.stdout)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    for wanted in ["UK OFFICIAL", "Not done yet", "Second UK–ROK", "A-02"] {
        assert!(said.contains(wanted), "{wanted}: {said}");
    }
    assert!(!said.contains("A-01"), "the other side's stay away: {said}");
}
