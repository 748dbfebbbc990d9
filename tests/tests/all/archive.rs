//! A folder of notes from another program comes in: said first, all or nothing, and known again.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

use crate::desk::Desk;
use crate::pictures::PICTURE;

/// A line of Korean as editors of before Unicode wrote it (CP949): `# 실무회의`, and a line beneath it, `협력`.
const OLD: &[u8] = b"# \xbd\xc7\xb9\xab\xc8\xb8\xc0\xc7\n\n\xc7\xf9\xb7\xc2\n";

fn put(root: &Path, name: &str, bytes: impl AsRef<[u8]>) {
    let path = root.join(name);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, bytes).expect("room for a note");
}

/// A small archive with all that people's folders hold.
fn archive(desk: &Desk) -> PathBuf {
    let root = desk.path("notes");
    put(
        &root,
        "2027/2027-03-09 Working session.md",
        "---\ntitle: Working session\ndate: 2027-03-09 14:00\ntags: [ai]\nattendees: [Kim, Lee]\nstatus: done\n---\n\
         # Agenda\n\n- [ ] Send the draft\n- [x] 점검표 회람\n\n![The hall](../_resources/hall.png)\n\n\
         [the text](paper.pdf) and [lost](lost.pdf)\n",
    );
    put(&root, "_resources/hall.png", PICTURE);
    put(&root, "2027/paper.pdf", b"%PDF-1.7 the text");
    // As macOS hands names out.
    let apart: String = "회의록 20270310.md".nfd().collect();
    put(&root, &apart, "양측은 협력을 확인했다.\n");
    put(&root, "old.md", OLD);
    put(&root, "copy/old.md", OLD);
    put(&root, "junk.md", b"\x7fELF\x02\x01\0\0\0");
    put(&root, ".trash/gone.md", "# gone");
    root
}

fn listed(desk: &Desk) -> Vec<Value> {
    let rows = desk.run("list", &["--json"]).json();
    rows.as_array().cloned().unwrap_or_default()
}

#[test]
fn what_would_come_is_said_in_both_languages_and_nothing_comes() {
    let desk = Desk::of("kr");
    let root = archive(&desk).display().to_string();
    for lang in ["en", "ko"] {
        let ran = desk.run("import", &[&root, "--dry-run", "--lang", lang]);
        let said = format!("{}\n{}", ran.stdout, ran.stderr);
        ran.done();
        insta::assert_snapshot!(format!("archive_said_{lang}"), desk.plain(&said));
    }
    assert!(listed(&desk).is_empty());
}

#[test]
fn an_archive_comes_in_once() {
    let desk = Desk::of("kr");
    let root = archive(&desk).display().to_string();
    let taken = desk.run("import", &[&root, "--json"]).json();
    assert_eq!(taken[0]["records"].as_array().map(Vec::len), Some(3));
    assert_eq!(taken[0]["left"][0]["code"], "note-binary");
    let rows = listed(&desk);
    assert!(
        rows.iter()
            .all(|row| row["audience"] == "own" && row["kind"] == "meeting")
    );
    let titles: Vec<&str> = rows
        .iter()
        .filter_map(|row| row["title"]["ko"].as_str().filter(|title| !title.is_empty()))
        .collect();
    // The oldest of them names no day: it is sorted by when it came.
    assert!(
        titles.contains(&"회의록 20270310") && titles.contains(&"실무회의"),
        "{titles:?}"
    );

    let session = rows
        .iter()
        .find(|row| row["title"]["en"] == "Working session")
        .expect("a session");
    let id = session["id"].as_str().expect("an id");
    let shown = desk.run("show", &[id, "--json"]).json();
    let record = shown.get("record").unwrap_or(&shown);
    assert_eq!(record["provenance"], "2027/2027-03-09 Working session.md");
    assert_eq!(record["keywords"]["en"][0], "ai");
    let day = record["days"]
        .as_object()
        .and_then(|days| days.values().next())
        .expect("a day");
    assert_eq!(day["start"], "2027-03-09T14:00:00+09:00[Asia/Seoul]");
    let segments: Vec<&Value> = record["segments"]
        .as_object()
        .expect("segments")
        .values()
        .collect();
    let of = |kind: &str| segments.iter().filter(|segment| segment["kind"] == kind).count();
    assert_eq!(
        (of("heading"), of("action"), of("picture"), of("point")),
        (1, 2, 1, 2)
    );
    assert!(
        segments
            .iter()
            .any(|segment| segment["ko"] == "점검표 회람" && segment["status"] == "done")
    );
    let attached: Vec<&Value> = record["attachments"]
        .as_object()
        .expect("a map")
        .values()
        .collect();
    assert_eq!(attached.len(), 1);
    assert_eq!(attached[0]["name"], "paper.pdf");
    desk.run("check", &[]).done();

    // The same folder, from another place and through another system: all of it is here.
    let moved = desk.path("moved");
    fs::rename(desk.path("notes"), &moved).expect("moved");
    let note = moved.join("2027/2027-03-09 Working session.md");
    let text = fs::read_to_string(&note).expect("the note");
    fs::write(&note, text.replace('\n', "\r\n")).expect("written");
    put(&moved, "new.md", "# New\n");
    let again = desk
        .run("import", &[&moved.display().to_string(), "--json"])
        .json();
    assert_eq!(again[0]["records"].as_array().map(Vec::len), Some(1));
    assert_eq!(listed(&desk).len(), 4);
}

#[test]
fn a_person_may_share_them_with_the_other_side() {
    let desk = Desk::of("uk");
    let root = archive(&desk).display().to_string();
    desk.run("import", &[&root, "--as", "joint"]).done();
    assert!(listed(&desk).iter().all(|row| row["audience"] == "joint"));
}

#[test]
fn a_folder_that_is_no_archive_says_so_in_both_languages() {
    let desk = Desk::of("uk");
    let empty = desk.path("empty");
    fs::create_dir(&empty).expect("a folder");
    for (lang, words) in [
        ("en", "There is no Markdown note (.md) in the folder empty."),
        ("ko", "empty 폴더에 Markdown 파일(.md)이 없습니다."),
    ] {
        let line = desk
            .run("import", &[&empty.display().to_string(), "--lang", lang])
            .failed();
        assert!(line.contains(words), "{line}");
    }
}

#[test]
fn a_hostile_note_stops_its_reader_and_no_other_note() {
    let desk = Desk::of("uk");
    let root = desk.path("notes");
    put(&root, "a.md", "# Before\n");
    put(&root, "b.md", "> ".repeat(1_500_000));
    put(
        &root,
        "c.md",
        format!("{}x{}", "[".repeat(900_000), "](y)".repeat(900_000)),
    );
    put(&root, "d.md", "# a\n\n".repeat(100_000));
    put(&root, "e.md", "*a_ ".repeat(1_000_000));
    put(&root, "z.md", "# After\n");
    let huge = fs::File::create(root.join("huge.md")).expect("a file");
    huge.set_len(1 << 30).expect("a sparse file");
    let taken = desk
        .run("import", &[&root.display().to_string(), "--json"])
        .json();
    let titles: Vec<&str> = taken[0]["notes"]
        .as_array()
        .expect("notes")
        .iter()
        .filter_map(|note| note["title"]["en"].as_str())
        .collect();
    assert!(
        titles.contains(&"Before") && titles.contains(&"After"),
        "{titles:?}"
    );
    let left = taken[0]["left"].as_array().expect("what is left out");
    let code = |name: &str| {
        left.iter()
            .find(|one| one["path"] == name)
            .map(|one| one["code"].clone())
    };
    assert_eq!(code("huge.md"), Some("note-large".into()));
    assert_eq!(code("d.md"), Some("note-long".into()));
    desk.run("check", &[]).done();
}
