//! Hostile text in every field: it comes back as text, is printed as text, and obeys nothing.

use std::fs;

use maru_core::text;
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

use crate::cli::session;
use crate::desk::Desk;

/// Texts that mean something to some program on their way.
fn texts() -> Vec<(&'static str, String)> {
    vec![
        (
            "typst",
            "#import \"x\": * ] $ x^2 $ #read(\"/etc/passwd\") @ref <label> `raw` \\ */ //".to_owned(),
        ),
        (
            "page",
            "<script>alert(1)</script><img src=x onerror=alert(1)>&amp;".to_owned(),
        ),
        ("sql", "'; DROP TABLE chunk; -- %_\\ \"".to_owned()),
        (
            "marks",
            "**bold [link](javascript:alert(1)) ![x](file:///etc/passwd) | - # 1. > ``` ".to_owned(),
        ),
        ("bidi", "abc\u{202e}def\u{2066}ghi\u{200f}".to_owned()),
        ("controls", "a\0b\u{1b}[31mc\u{7}\u{9b}d\r\ne\u{85}f".to_owned()),
        ("private use", "\u{e000}\u{f8ff}\u{10fffd}".to_owned()),
        ("emoji", "👩🏽‍🚀🏴󠁧󠁢󠁥󠁮󠁧󠁿🇰🇷 ✅".to_owned()),
        ("taken apart", "협력 약정 é".nfd().collect()),
        ("old Hangul", "나랏말ᄊᆞ미 듕귁에 달아".to_owned()),
        ("marks on marks", format!("a{}", "\u{301}".repeat(500))),
        ("noncharacters", "x\u{fffe}\u{fdd0}\u{1ffff}y".to_owned()),
        (
            "labels",
            "{ $count } { -brand } %s {0} $(rm -rf /) `id` ../../etc/passwd".to_owned(),
        ),
    ]
}

/// Puts a text into every field that people write, and leaves alone what the types give a form.
fn fill(value: &mut Value, text: &str) {
    const WRITTEN: [&str; 12] = [
        "en",
        "ko",
        "reference",
        "name",
        "note",
        "basis",
        "honorific",
        "provenance",
        "descriptor",
        "n2sf",
        "code",
        "source",
    ];
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                match value {
                    Value::String(field) if WRITTEN.contains(&key.as_str()) => text.clone_into(field),
                    Value::Array(list) if WRITTEN.contains(&key.as_str()) => list.fill(text.into()),
                    other => fill(other, text),
                }
            }
        }
        Value::Array(list) => list.iter_mut().for_each(|one| fill(one, text)),
        _ => {}
    }
}

fn hostile(text: &str) -> String {
    let mut records = maru_core::sample::records(&maru_core::bilingual::Side::new("uk"));
    records.iter_mut().for_each(|record| fill(record, text));
    Value::Array(records).to_string()
}

#[test]
fn in_every_field_it_comes_back_as_text_and_is_printed_as_text() {
    for (name, text) in texts() {
        let desk = Desk::of("uk");
        let file = desk.file("hostile.json", hostile(&text));
        desk.run("import", &[&file.display().to_string()]).done();
        let session = session(&desk);
        let record = desk.run("show", &[&session, "--json"]).json()["record"].take();
        assert_eq!(record["place"]["ko"], text::clean(&text), "{name}");
        for segment in record["segments"].as_object().expect("segments").values() {
            assert_eq!(segment["ko"], text::clean(&text), "{name}");
        }
        for (subcommand, args) in [
            ("list", vec![]),
            ("show", vec![session.as_str()]),
            ("actions", vec![]),
            ("search", vec![text.trim()]),
        ] {
            // A command line cannot hold NUL.
            if args.iter().any(|arg| arg.contains('\0')) {
                continue;
            }
            let said = desk.run(subcommand, &args).done();
            assert!(
                !said.chars().any(|c| c.is_control() && c != '\n'),
                "{name}: {subcommand} lets a control through"
            );
            assert!(
                !said.contains('\u{202e}'),
                "{name}: {subcommand} lets text turn round"
            );
        }
        for format in ["pdf", "md", "json"] {
            let out = desk.path(format);
            let ran = desk.run(
                "export",
                &[
                    "--all",
                    "--to",
                    format,
                    "--out",
                    &out.display().to_string(),
                    "--json",
                ],
            );
            assert!(!ran.stderr.contains("panicked"), "{name}: {ran:?}");
            let said = ran.json();
            assert_eq!(
                said["exported"].as_array().map(Vec::len),
                Some(5),
                "{name}, {format}: {said}"
            );
            for entry in fs::read_dir(&out).expect("a folder") {
                let file = entry
                    .expect("an entry")
                    .file_name()
                    .to_string_lossy()
                    .into_owned();
                assert!(
                    !file.contains(['/', '\\', ':', '<', '>', '|', '"', '\u{202e}'])
                        && !file.starts_with('.'),
                    "{file}"
                );
                assert!(!file.chars().any(char::is_control) && file.len() <= 255, "{file}");
            }
        }
        desk.run("check", &[]).done();
    }
}

#[test]
fn what_looks_like_typesetting_is_on_paper_letter_by_letter() {
    let desk = Desk::of("uk");
    let text = "#import \"x\": * ] $ x^2 $ #read(\"/etc/passwd\")";
    let file = desk.file("hostile.json", hostile(text));
    desk.run("import", &[&file.display().to_string()]).done();
    let out = desk.path("minutes.pdf");
    desk.run(
        "export",
        &[
            &session(&desk),
            "--to",
            "pdf",
            "--text",
            "en",
            "--out",
            &out.display().to_string(),
        ],
    )
    .done();
    let read = std::process::Command::new("pdftotext")
        .args(["-raw"])
        .arg(&out)
        .arg("-")
        .output()
        .expect("pdftotext");
    let tight = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let read = tight(&String::from_utf8_lossy(&read.stdout)).replace(['“', '”'], "\"");
    assert!(read.matches(&tight(text)).count() > 20, "{read}");
    assert!(!read.contains("root:"), "a file was read");
}

#[test]
fn a_paragraph_of_a_megabyte_is_kept_and_printed_or_refused_in_a_sentence() {
    let desk = Desk::of("uk");
    let text = "가나다라 마바사아 자차카타 파하. ".repeat(20_000);
    assert!(text.len() > 800_000);
    let record = serde_json::json!({ "kind": "meeting", "audience": "joint", "title": { "en": "Long", "ko": "긴 회의" },
        "segments": { "s": { "pos": "a0", "kind": "point", "en": "short", "ko": text } } });
    let file = desk.file("long.json", record.to_string());
    let taken = desk
        .run("import", &[&file.display().to_string(), "--json"])
        .json();
    let id = taken[0]["records"][0].as_str().expect("an id").to_owned();
    assert_eq!(
        desk.run("show", &[&id, "--json"]).json()["record"]["segments"]["s"]["ko"],
        text
    );
    desk.run("list", &[]).done();
    let out = desk.path("long.pdf");
    let ran = desk.run(
        "export",
        &[
            &id,
            "--to",
            "pdf",
            "--text",
            "ko",
            "--out",
            &out.display().to_string(),
            "--json",
        ],
    );
    match ran.status {
        Some(0) => assert!(fs::metadata(&out).expect("a file").len() > 100_000),
        _ => {
            ran.failed();
            assert!(!out.exists());
        }
    }
    let larger = serde_json::json!({ "kind": "note", "text": { "en": "x".repeat(1_000_001) } });
    let file = desk.file("larger.json", larger.to_string());
    assert!(
        desk.run("import", &[&file.display().to_string()])
            .failed()
            .contains("larger.json")
    );
}

#[test]
fn a_passphrase_or_a_query_may_hold_anything_that_can_be_typed() {
    let desk = Desk::sample();
    for (_, text) in texts() {
        if text.contains('\0') {
            continue;
        }
        desk.run("search", &[&format!("x{text}")]).done();
        let mut command = desk.command("list", &[]);
        crate::desk::Ran::of(command.env("MARU_PASSPHRASE", &text).output().expect("it starts")).failed();
    }
    for odd in ["", " ", "%", "_", "\"", "*", "'", "()", "AND", "NEAR(", "\\"] {
        desk.run("search", &["--json", "--", odd]).json();
    }
}
