//! R1: what is ours alone is in nothing that leaves, and nothing of a vault can be read from its files.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;

use flate2::read::ZlibDecoder;
use maru_core::carried;
use serde_json::json;

use crate::desk::Desk;
use crate::pictures::{PICTURE, hash};

/// Words that stand nowhere else, one for each place of our own records.
const CANARIES: [&str; 10] = [
    "kestrelwhisper",
    "ottermarble",
    "파랑새은하수",
    "솔부엉이안개",
    "lapwingcopper",
    "황조롱이새벽",
    "wrenlantern",
    "노랑할미새",
    "plovercinder",
    "붉은머리오목눈이",
];
/// A word in a document of ours alone, which is kept as bytes and found by no search.
const INSIDE: &str = "dunlinwhistle";
/// The same word as it stands in JSON that carries bytes.
const INSIDE_CODED: &str = "ZHVubGlud2hpc3RsZQ";

/// Records of our own side that point at the shared session, and a meeting that is ours alone.
fn own(about: &str, agreement: &str) -> String {
    let mut meeting = json!({ "kind": "meeting", "audience": "own", "agreement": agreement,
        "title": { "en": CANARIES[4], "ko": CANARIES[5] },
        "segments": { "s": { "pos": "a0", "kind": "point", "en": CANARIES[6], "ko": CANARIES[7] },
                      "p": { "pos": "a1", "kind": "picture", "en": CANARIES[8], "ko": CANARIES[9],
                             "picture": { "hash": hash(&PICTURE) } } },
        "attachments": { "d": { "kind": "document", "hash": hash(INSIDE.as_bytes()), "name": "ours.pdf" } } });
    let files = [PICTURE.as_slice(), INSIDE.as_bytes()].map(|bytes| (hash(bytes), bytes.to_vec()));
    carried::pack(&mut meeting, &BTreeMap::from(files));
    json!([
        { "kind": "note", "audience": "own", "about": about, "agreement": agreement,
          "text": { "en": CANARIES[0], "ko": CANARIES[2] } },
        { "kind": "note", "about": about, "segment": "s1", "text": { "en": CANARIES[1], "ko": CANARIES[3] } },
        meeting
    ])
    .to_string()
}

fn planted() -> Desk {
    let desk = Desk::sample();
    let session = crate::cli::session(&desk);
    let agreement = desk.ids("agreement").remove(0);
    let file = desk.file("own.json", own(&session, &agreement));
    desk.run("import", &[&file.display().to_string()]).done();
    fs::remove_file(file).expect("the file");
    for canary in CANARIES {
        let hits = desk.run("search", &[canary, "--json"]).json();
        assert_eq!(
            hits["hits"].as_array().map(Vec::len),
            Some(1),
            "{canary} is in the vault: {hits}"
        );
    }
    desk
}

/// Returns every spelling in which a program would write this word into a file.
fn spellings(word: &str) -> Vec<Vec<u8>> {
    let wide: Vec<u16> = word.encode_utf16().collect();
    let escaped: String = wide.iter().map(|unit| format!("\\u{unit:04x}")).collect();
    vec![
        word.as_bytes().to_vec(),
        wide.iter().flat_map(|unit| unit.to_le_bytes()).collect(),
        wide.iter().flat_map(|unit| unit.to_be_bytes()).collect(),
        wide.iter()
            .map(|unit| format!("{unit:04X}"))
            .collect::<String>()
            .into_bytes(),
        escaped.into_bytes(),
    ]
}

fn holds(bytes: &[u8], word: &str) -> bool {
    spellings(word)
        .iter()
        .any(|spelling| bytes.windows(spelling.len()).any(|window| window == spelling))
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path());
    entries
        .flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] })
        .collect()
}

/// Returns the bytes of a file, and of every stream in it that inflates: text hides there from a plain search.
fn laid_open(bytes: &[u8]) -> Vec<u8> {
    let mut open = bytes.to_vec();
    for at in bytes
        .windows(7)
        .enumerate()
        .filter(|(_, window)| *window == b"stream\n" || *window == b"stream\r")
        .map(|(at, _)| at)
    {
        let start = bytes.get(at + 7..).unwrap_or_default();
        let start = start.strip_prefix(b"\n").unwrap_or(start);
        let mut inflated = Vec::new();
        // What is no deflate stream has nothing inside that the plain bytes do not show.
        let _ = ZlibDecoder::new(start).read_to_end(&mut inflated);
        open.extend(inflated);
    }
    open
}

#[test]
fn nothing_of_ours_is_in_anything_that_leaves() {
    let desk = planted();
    let out = desk.path("out");
    for format in ["pdf", "json", "md"] {
        for text in ["en", "ko", "both"] {
            let folder = out.join(format).join(text);
            let args = [
                "--all",
                "--to",
                format,
                "--text",
                text,
                "--out",
                &folder.display().to_string(),
            ];
            desk.run("export", &args).done();
        }
    }
    for paper in ["agenda", "decisions", "actions"] {
        let folder = out.join(paper);
        let args = [
            "--all",
            "--to",
            "pdf",
            "--paper",
            paper,
            "--out",
            &folder.display().to_string(),
        ];
        desk.run("export", &args).done();
    }
    let inside = out.join("inside");
    let words = [
        "--all",
        "--to",
        "pdf",
        "--attach-record",
        "--out",
        &inside.display().to_string(),
    ];
    desk.run("export", &words).done();
    // What stands in a ZIP is laid open as it stands in a folder.
    let zip = desk.path("all.zip").display().to_string();
    desk.run("export", &["--all", "--to", "md", "--out", &zip]).done();
    let unzipped = Command::new("python3")
        .args([
            "-m",
            "zipfile",
            "-e",
            &zip,
            &out.join("zip").display().to_string(),
        ])
        .status();
    let zipped = if unzipped.is_ok_and(|status| status.success()) {
        5
    } else {
        0
    };
    let table = out.join("actions.pdf").display().to_string();
    desk.run("actions", &["--paper-out", &table]).done();
    let files = files(&out);
    assert_eq!(files.len(), 3 * 3 * 5 + 3 * 2 + 5 + zipped + 1, "{files:?}");
    for file in files {
        let open = laid_open(&fs::read(&file).expect("a file"));
        for canary in CANARIES.into_iter().chain([INSIDE, INSIDE_CODED]) {
            assert!(!holds(&open, canary), "{canary} is in {}", file.display());
        }
        if file.extension().is_some_and(|ending| ending == "pdf") {
            let text = Command::new("pdftotext")
                .arg(&file)
                .arg("-")
                .output()
                .expect("pdftotext (poppler-utils)");
            assert!(
                CANARIES.iter().all(|canary| !holds(&text.stdout, canary)),
                "{}",
                file.display()
            );
        }
    }
}

#[test]
fn the_search_above_finds_what_it_looks_for() {
    let desk = planted();
    let session = crate::cli::session(&desk);
    let file = desk.path("minutes.pdf");
    desk.run(
        "export",
        &[
            &session,
            "--to",
            "pdf",
            "--text",
            "en",
            "--out",
            &file.display().to_string(),
        ],
    )
    .done();
    let open = laid_open(&fs::read(&file).expect("a file"));
    assert!(
        open.len() > 2 * fs::metadata(&file).expect("a file").len() as usize,
        "streams were inflated"
    );
    assert!(holds(&open, "Second"), "the title is in the metadata");
    let json = desk.path("session.json");
    desk.run(
        "export",
        &[&session, "--to", "json", "--out", &json.display().to_string()],
    )
    .done();
    assert!(holds(&fs::read(&json).expect("a file"), "점검표"));
}

#[test]
fn nothing_can_be_read_from_the_files_of_a_vault_or_its_backup() {
    let desk = planted();
    let backup = desk.path("backup");
    desk.run("backup", &["--out", &backup.display().to_string()])
        .done();
    // A vault that a process has open has its newest changes in a log of its own.
    let vault = maru_store::Vault::open(&desk.vault(), maru_tests::PASSPHRASE).expect("it opens");
    let mut all = files(&desk.vault());
    all.push(backup);
    for file in all {
        let bytes = fs::read(&file).expect("a file");
        let known = CANARIES.iter().copied().chain([
            INSIDE,
            "checklist",
            "점검표",
            "SQLite format 3",
            "CREATE TABLE",
            maru_tests::PASSPHRASE,
        ]);
        for word in known {
            assert!(!holds(&bytes, word), "{word} can be read in {}", file.display());
        }
    }
    drop(vault);
}
