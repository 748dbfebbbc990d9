//! Pictures and documents that an administrator attaches, and everything that is refused.

use std::fs::File;
use std::io::Write;

use flate2::Crc;
use serde_json::{Value, json};

use crate::cli::files;
use crate::desk::{Desk, Ran};
use crate::pictures::{PICTURE, hash};

fn attach(desk: &Desk, record: &str, file: &str, args: &[&str]) -> Ran {
    let path = desk.path(file).display().to_string();
    desk.run("attach", &[&[record, &path], args].concat())
}

fn record(desk: &Desk, id: &str) -> Value {
    desk.run("show", &[id, "--json"]).json()["record"].clone()
}

#[test]
fn a_picture_is_made_anew_and_stands_in_the_record() {
    let desk = Desk::sample();
    let agreement = desk.ids("agreement").remove(0);
    desk.file("서명식.png", PICTURE);
    let words = [
        "--caption-en",
        "The signing",
        "--caption-ko",
        "서명 장면",
        "--alt-en",
        "Two people at a table",
        "--alt-ko",
        "탁자에 앉은 두 사람",
    ];
    let answer = attach(
        &desk,
        &agreement,
        "서명식.png",
        &[&words[..], &["--json"]].concat(),
    )
    .json();
    let id = answer["id"].as_str().expect("an id");
    let kept = record(&desk, &agreement)["attachments"][id].clone();
    assert_eq!(kept, answer["attachment"]);
    assert_eq!(
        (&kept["kind"], &kept["name"]),
        (&json!("picture"), &json!("서명식.png"))
    );
    assert_eq!((&kept["width"], &kept["height"]), (&json!(8), &json!(6)));
    assert_eq!(kept["caption"], json!({ "en": "The signing", "ko": "서명 장면" }));
    assert_eq!(kept["alt"]["ko"], "탁자에 앉은 두 사람");
    let shown = desk.run("show", &[&agreement]).done();
    assert!(shown.contains("서명식.png · The signing · 서명 장면"), "{shown}");
    let told = desk.run("history", &[&agreement, "--compare", "1", "2"]).done();
    assert!(
        told.lines().any(|line| line == "  + caption › ko: 서명 장면"),
        "{told}"
    );
    let changes = desk.run("history", &[&agreement, "--json"]).json();
    assert_eq!(changes.as_array().map(Vec::len), Some(2));
    assert_eq!(changes[1]["what"], json!(["attach"]));
    let table = desk.run("history", &[&agreement, "--lang", "ko"]).done();
    assert!(table.contains("첨부: 서명식.png"), "{table}");
    let report = desk.run("check", &["--json"]).json();
    assert_eq!(report["faults"], json!([]));
}

#[test]
fn a_document_is_kept_as_it_is_behind_what_was_attached_before() {
    let desk = Desk::sample();
    let agreement = desk.ids("agreement").remove(0);
    desk.file("photo.png", PICTURE);
    desk.file("양해각서.pdf", b"%PDF-1.7 the signed text");
    desk.file("scan.tif", b"II\x2a\0\x08\0\0\0");
    let told = attach(&desk, &agreement, "photo.png", &[]);
    assert!(told.stderr.contains("--alt-ko"), "{told:?}");
    let told = attach(&desk, &agreement, "양해각서.pdf", &["--lang", "ko"]);
    assert_eq!(told.stderr, "", "only a picture has something to see");
    assert!(told.done().contains("양해각서.pdf"));
    attach(&desk, &agreement, "scan.tif", &[]).done();
    let record = record(&desk, &agreement);
    let mut all: Vec<&Value> = record["attachments"]
        .as_object()
        .expect("a map")
        .values()
        .collect();
    all.sort_by_key(|one| one["pos"].as_str());
    let names: Vec<_> = all.iter().map(|one| (&one["name"], &one["mime"])).collect();
    assert_eq!(
        names,
        [
            (&json!("photo.png"), &json!("image/png")),
            (&json!("양해각서.pdf"), &json!("application/pdf")),
            (&json!("scan.tif"), &json!("image/tiff")),
        ]
    );
    assert_eq!(all[1]["hash"], hash(b"%PDF-1.7 the signed text"));
}

/// A PNG that says that it has this many pixels on each side.
fn vast(side: u32) -> Vec<u8> {
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut chunk = |name: &[u8], body: &[u8]| {
        let mut crc = Crc::new();
        crc.update(name);
        crc.update(body);
        png.extend(u32::try_from(body.len()).expect("short").to_be_bytes());
        png.extend([name, body].concat());
        png.extend(crc.sum().to_be_bytes());
    };
    let side = side.to_be_bytes();
    chunk(b"IHDR", &[&side[..], &side, &[8, 2, 0, 0, 0]].concat());
    chunk(b"IDAT", &[0x78, 0x9c, 0x03, 0x00, 0x00, 0x00, 0x00, 0x01]);
    chunk(b"IEND", b"");
    png
}

#[test]
fn what_cannot_be_attached_is_refused_in_a_sentence_and_changes_nothing() {
    let desk = Desk::sample();
    let agreement = desk.ids("agreement").remove(0);
    desk.file("a.heic", b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic");
    desk.file("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>");
    desk.file("a.bmp", b"BM\x9a\x00\x00\x00\0\0\0\0\x36\0\0\0\x28\0\0\0");
    desk.file("cut.png", &PICTURE[..50]);
    desk.file("vast.png", vast(60_000));
    desk.file("empty.pdf", b"");
    let large = |name: &str, head: &[u8], length: u64| {
        let mut file = File::create(desk.path(name)).expect("a file");
        file.write_all(head).expect("room");
        file.set_len(length).expect("a sparse file");
    };
    large("large.png", &PICTURE, (50 << 20) + 1);
    large("large.pdf", b"%PDF-1.7", (25 << 20) + 1);
    large("vast.pdf", b"%PDF-1.7", 300 << 20);
    std::fs::create_dir(desk.path("folder")).expect("a folder");
    let before = files(&desk);
    for (file, en, ko) in [
        ("a.heic", "HEIC", "먼저 JPEG로 저장"),
        ("a.svg", "SVG", "먼저 PNG로 저장"),
        ("a.bmp", "PNG or JPEG", "먼저 PNG나 JPEG로 저장"),
        ("cut.png", "cut or damaged", "끊겼거나 손상"),
        ("vast.png", "60000 × 60000", "60000 × 60000"),
        ("empty.pdf", "empty", "빈 파일"),
        ("large.png", "larger than 50 MiB", "50 MiB보다"),
        ("large.pdf", "26 MiB", "25 MiB까지"),
        ("vast.pdf", "300 MiB", "25 MiB까지"),
        ("folder", "folder", "folder"),
        ("nowhere.pdf", "nowhere.pdf", "nowhere.pdf"),
    ] {
        for (lang, words) in [("en", en), ("ko", ko)] {
            let line = attach(&desk, &agreement, file, &["--lang", lang]).failed();
            assert!(line.contains(words), "{file}: {line}");
        }
    }
    desk.file("good.pdf", b"%PDF-1.7");
    let note = desk.ids("note").remove(0);
    assert!(attach(&desk, &note, "good.pdf", &[]).failed().contains(&note));
    assert!(
        attach(&desk, "nobody", "good.pdf", &[])
            .failed()
            .contains("nobody")
    );
    assert_eq!(files(&desk), before);
}
