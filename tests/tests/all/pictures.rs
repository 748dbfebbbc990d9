//! Pictures and documents on their way: with a record from vault to vault, in a backup, and past whoever forges them.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};

use maru_core::carried;
use maru_store::Vault;
use maru_tests::PASSPHRASE;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::desk::{Desk, maructl};

/// A PNG of eight by six points, as Maru would write it.
pub(crate) const PICTURE: [u8; 81] = [
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52, 0x00,
    0x00, 0x00, 0x08, 0x00, 0x00, 0x00, 0x06, 0x08, 0x02, 0x00, 0x00, 0x00, 0x71, 0x67, 0x48, 0xac, 0x00,
    0x00, 0x00, 0x18, 0x49, 0x44, 0x41, 0x54, 0x78, 0xda, 0x63, 0x38, 0x21, 0xa7, 0x81, 0x15, 0x31, 0x90,
    0x2e, 0x21, 0x62, 0xb3, 0x00, 0x2b, 0x22, 0x5d, 0x02, 0x00, 0x6e, 0xb0, 0x2f, 0xd1, 0x51, 0x89, 0xfb,
    0x03, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
];
/// A document that is never opened, so that it may be anything.
const DOCUMENT: &[u8] = b"%PDF-1.7 the signed text";

/// Returns the hash by which a record names some bytes.
pub(crate) fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Returns a meeting that shows this picture and holds the document, with the bytes of both beside it.
fn travelling(picture: &[u8]) -> Value {
    let mut meeting = json!({
        "id": "0195783e-0000-7000-8000-00000000d001", "kind": "meeting", "audience": "joint",
        "created": "2027-03-09T05:00:00Z", "title": { "en": "Signing", "ko": "서명식" },
        "segments": { "p": { "pos": "V", "kind": "picture", "en": "The signing", "ko": "서명 장면", "origin": "en",
            "picture": { "hash": hash(picture), "small": hash(picture), "width": 8, "height": 6, "mime": "image/png" },
            "alt": { "en": "Two people at a table", "ko": "탁자에 앉은 두 사람" } } },
        "attachments": { "d": { "pos": "V", "kind": "document", "hash": hash(DOCUMENT), "name": "서명본.pdf",
            "mime": "application/pdf", "size": DOCUMENT.len() } }
    });
    let files = [picture, DOCUMENT].map(|bytes| (hash(bytes), bytes.to_vec()));
    carried::pack(&mut meeting, &BTreeMap::from(files));
    meeting
}

fn import(desk: &Desk, record: &Value) -> crate::desk::Ran {
    let file = desk.file("record.json", record.to_string());
    desk.run("import", &[&file.display().to_string()])
}

fn export(desk: &Desk, id: &str) -> String {
    let out = desk.path("out.json");
    let path = out.display().to_string();
    desk.run("export", &[id, "--to", "json", "--force", "--out", &path])
        .done();
    fs::read_to_string(out).expect("the file")
}

#[test]
fn a_record_takes_its_pictures_and_documents_from_vault_to_vault() {
    let (here, there) = (Desk::of("uk"), Desk::of("kr"));
    let meeting = travelling(&PICTURE);
    let id = meeting["id"].as_str().expect("an id").to_owned();
    import(&here, &meeting).done();
    let text = export(&here, &id);
    import(&there, &serde_json::from_str(&text).expect("JSON")).done();
    assert_eq!(export(&there, &id), text, "the round trip changes nothing");
    let report = there.run("check", &["--json"]).json();
    assert_eq!(
        (&report["attachments"], &report["faults"]),
        (&json!(2), &json!([]))
    );
    let mut vault = Vault::open(&there.vault(), PASSPHRASE).expect("the vault");
    assert_eq!(vault.attachment(&hash(&PICTURE)).expect("there"), PICTURE);
    assert_eq!(vault.attachment(&hash(DOCUMENT)).expect("there"), DOCUMENT);
    assert!(vault.read(&id).is_ok());
}

#[test]
fn what_leaves_with_a_record_is_named() {
    let desk = Desk::of("uk");
    let meeting = travelling(&PICTURE);
    import(&desk, &meeting).done();
    let out = desk.path("out.json").display().to_string();
    let id = meeting["id"].as_str().expect("an id");
    let said = desk.run("export", &[id, "--to", "json", "--out", &out]).stderr;
    assert!(said.contains("서명본.pdf"), "{said}");
    assert!(said.contains("Pictures: 1"), "{said}");
}

#[test]
fn the_paper_shows_the_picture() {
    let desk = Desk::of("uk");
    let meeting = travelling(&PICTURE);
    import(&desk, &meeting).done();
    let out = desk.path("out.pdf");
    let id = meeting["id"].as_str().expect("an id");
    let args = [
        id,
        "--to",
        "pdf",
        "--text",
        "both",
        "--out",
        &out.display().to_string(),
    ];
    desk.run("export", &args).done();
    let file = fs::read(out).expect("the paper");
    assert!(String::from_utf8_lossy(&file).contains("/Figure"));
}

/// Exports the meeting as Markdown and returns where it lies.
fn as_markdown(desk: &Desk, args: &[&str]) -> String {
    let meeting = travelling(&PICTURE);
    import(desk, &meeting).done();
    let out = desk.path("서명식 (EN+KO).md").display().to_string();
    let mut words = vec![
        meeting["id"].as_str().expect("an id"),
        "--to",
        "md",
        "--out",
        &out,
    ];
    words.extend(args);
    let said = desk.run("export", &words);
    assert!(said.stderr.contains("Pictures: 1"), "{said:?}");
    let written = said.done();
    assert!(
        written.contains(&out) && written.contains("서명식 (EN+KO).files"),
        "{written}"
    );
    out
}

#[test]
fn markdown_takes_its_pictures_and_documents_along_and_brings_them_in_again() {
    let (here, there) = (Desk::of("uk"), Desk::of("kr"));
    let file = as_markdown(&here, &[]);
    let beside = here.path("서명식 (EN+KO).files");
    assert_eq!(fs::read(beside.join("01.png")).expect("the picture"), PICTURE);
    assert_eq!(
        fs::read(beside.join("서명본.pdf")).expect("the document"),
        DOCUMENT
    );
    let text = fs::read_to_string(&file).expect("the text");
    let shown = "![Two people at a table / 탁자에 앉은 두 사람](<서명식 (EN+KO).files/01.png>)";
    assert!(text.contains(shown) && text.contains("서명 장면"), "{text}");
    let said = there.run("import", &[&file]).done();
    assert!(said.contains("With it: 1 picture, 1 document"), "{said}");
    let id = travelling(&PICTURE)["id"].as_str().expect("an id").to_owned();
    assert_eq!(
        export(&there, &id),
        export(&here, &id),
        "the round trip changes nothing"
    );
    let report = there.run("check", &["--json"]).json();
    assert_eq!(
        (&report["attachments"], &report["faults"]),
        (&json!(2), &json!([]))
    );
}

#[test]
fn a_text_to_read_shows_its_picture_and_hands_no_document_over() {
    let desk = Desk::of("uk");
    let file = as_markdown(&desk, &["--text", "ko"]);
    let text = fs::read_to_string(&file).expect("the text");
    assert!(
        text.contains("![탁자에 앉은 두 사람](<서명식 (EN+KO).files/01.png>)"),
        "{text}"
    );
    let beside = fs::read_dir(desk.path("서명식 (EN+KO).files")).expect("a folder");
    assert_eq!(beside.count(), 1);
}

#[test]
fn a_folder_of_pictures_that_is_there_stays_unless_a_person_says_otherwise() {
    let desk = Desk::of("uk");
    let file = as_markdown(&desk, &[]);
    fs::remove_file(&file).expect("the text");
    let mine = desk.path("서명식 (EN+KO).files/mine.txt");
    fs::write(&mine, "mine").expect("a file");
    let id = travelling(&PICTURE)["id"].as_str().expect("an id").to_owned();
    let args = [id.as_str(), "--to", "md", "--out", &file];
    let line = desk.run("export", &args).failed();
    assert!(line.contains(".files") && line.contains("--force"), "{line}");
    assert!(mine.exists() && !fs::exists(&file).expect("a folder"));
    desk.run("export", &[&args[..], &["--force"]].concat()).done();
    assert!(!mine.exists(), "nothing older lies among what leaves");
}

#[test]
fn many_records_take_their_pictures_into_a_folder_and_into_a_zip() {
    let desk = Desk::of("uk");
    import(&desk, &travelling(&PICTURE)).done();
    let folder = desk.path("out").display().to_string();
    let said = desk
        .run("export", &["--all", "--to", "md", "--out", &folder, "--json"])
        .json();
    let beside = said["exported"][0]["folder"]
        .as_str()
        .expect("a folder")
        .to_owned();
    assert!(
        fs::exists(format!("{beside}/01.png")).expect("a folder"),
        "{beside}"
    );
    let zip = desk.path("all.zip").display().to_string();
    desk.run("export", &["--all", "--to", "md", "--out", &zip]).done();
    let listed = Command::new("unzip").arg("-l").arg(&zip).output();
    if let Ok(listed) = listed {
        let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
        assert!(
            listed.contains("3 files") && listed.contains("01.png"),
            "{listed}"
        );
    }
}

#[test]
fn what_does_not_come_with_markdown_is_said_in_both_languages() {
    let here = Desk::of("uk");
    let file = as_markdown(&here, &[]);
    let beside = here.path("서명식 (EN+KO).files");
    fs::remove_file(beside.join("서명본.pdf")).expect("a file");
    fs::write(beside.join("01.png"), &PICTURE[..50]).expect("a file");
    let text = fs::read_to_string(&file).expect("the text");
    let added =
        "\n<!-- picture -->\n![x](<../secret.png>)\n\n<!-- picture -->\n![x](https://example.org/x.png)\n";
    fs::write(&file, format!("{text}{added}")).expect("a text");
    for (lang, words) in [
        (
            "en",
            [
                "Not found in the “.files” folder",
                "Not a picture",
                "Outside the “.files” folder",
            ],
        ),
        ("ko", [".files 폴더에 없어", "사진이 아니어서", "폴더 밖에 있어"]),
    ] {
        let there = Desk::of("kr");
        for args in [vec![file.as_str(), "--dry-run"], vec![file.as_str()]] {
            let ran = there.run("import", &[&args[..], &["--lang", lang]].concat());
            for words in words {
                assert!(ran.stderr.contains(words), "{words}: {ran:?}");
            }
            assert_eq!(ran.stderr.lines().count(), 4, "{ran:?}");
            ran.done();
        }
        assert_eq!(there.run("check", &["--json"]).json()["attachments"], json!(0));
        assert_eq!(
            there.run("list", &["--json"]).json().as_array().map(Vec::len),
            Some(1)
        );
    }
}

#[test]
fn forged_and_hostile_pictures_are_refused_with_the_whole_file() {
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".to_vec();
    let heic = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic".to_vec();
    let mut cut = PICTURE.to_vec();
    cut.truncate(50);
    for bytes in [svg, heic, cut, b"no picture".to_vec()] {
        let desk = Desk::of("uk");
        let line = import(&desk, &travelling(&bytes)).failed();
        assert!(line.contains("picture") || line.contains("SVG"), "{line}");
        assert_eq!(desk.run("list", &["--json"]).json(), json!([]));
    }
    let desk = Desk::of("uk");
    let mut forged = travelling(&PICTURE);
    let files = BTreeMap::from([(hash(DOCUMENT), b"%PDF other".to_vec())]);
    carried::pack(&mut forged, &files);
    let line = import(&desk, &forged).failed();
    assert!(line.contains("other bytes"), "{line}");
    let report = desk.run("check", &["--json"]).json();
    assert_eq!(report["attachments"], json!(0));
}

#[test]
fn a_backup_carries_the_attachments() {
    let desk = Desk::of("uk");
    import(&desk, &travelling(&PICTURE)).done();
    let (file, folder) = (desk.path("copy.maru-backup"), desk.path("restored"));
    let (file, folder) = (file.display().to_string(), folder.display().to_string());
    desk.run("backup", &["--out", &file]).done();
    crate::desk::run(["restore", "--from", &file, "--vault", &folder]).done();
    let report = crate::desk::run(["check", "--vault", &folder, "--json"]).json();
    assert_eq!(
        (&report["attachments"], &report["faults"]),
        (&json!(2), &json!([]))
    );
}

#[test]
fn the_reader_ends_quietly_on_whatever_it_is_told() {
    for told in [b"".to_vec(), b"\x00".to_vec(), vec![0xff; 4_096], vec![0; 9]] {
        let mut reader = Command::new(maructl())
            .arg("--read-picture")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        let mut stdin = reader.stdin.take().expect("a pipe");
        // It may have given up already.
        stdin.write_all(&told).ok();
        drop(stdin);
        let output = reader.wait_with_output().expect("it ends");
        assert!(
            output.stderr.is_empty(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        assert!(output.status.code().is_some(), "it was not killed");
    }
}
