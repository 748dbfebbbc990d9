//! Record files that are broken, huge or hostile: a clear sentence with the place, and nothing taken in.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

use serde_json::json;

use crate::cli::files;
use crate::desk::Desk;

const NOTE: &str = r#"{"kind":"note","text":{"en":"A note","ko":"메모"}}"#;

fn import(desk: &Desk, file: &Path) -> crate::desk::Ran {
    desk.run("import", &[&file.display().to_string()])
}

#[test]
fn every_way_to_be_no_record_file_has_its_sentence() {
    let cases: [(&str, Vec<u8>); 14] = [
        ("empty", b"".to_vec()),
        ("blank", b" \n\t\n".to_vec()),
        ("cut", NOTE.as_bytes()[..NOTE.len() - 1].to_vec()),
        ("no JSON", b"kind: note".to_vec()),
        ("after the end", format!("{NOTE}\n{NOTE}").into_bytes()),
        ("single quotes", b"{'kind':'note'}".to_vec()),
        (
            "EUC-KR",
            b"{\"kind\":\"note\",\"text\":{\"ko\":\"\xb8\xde\xb8\xf0\"}}".to_vec(),
        ),
        (
            "UTF-16",
            "\u{feff}{}".encode_utf16().flat_map(u16::to_le_bytes).collect(),
        ),
        (
            "half a character",
            br#"{"kind":"note","text":{"en":"\ud83d"}}"#.to_vec(),
        ),
        (
            "the other half",
            br#"{"kind":"note","text":{"en":"\udc00x"}}"#.to_vec(),
        ),
        ("no record", b"{\"title\":\"x\"}".to_vec()),
        ("a number", b"42".to_vec()),
        (
            "a field of another type",
            b"[\n {\"kind\":\"meeting\",\"people\":3}]".to_vec(),
        ),
        ("no kind", format!("[{NOTE},\n{{\"title\":{{}}}}]").into_bytes()),
    ];
    let desk = Desk::of("uk");
    let before = desk.run("list", &["--json"]).done();
    for lang in ["en", "ko"] {
        let mut said = String::new();
        for (name, bytes) in &cases {
            let file = desk.file("records.json", bytes);
            let line = desk
                .run("import", &[&file.display().to_string(), "--lang", lang])
                .failed();
            said.push_str(&format!("{name}\n  {}\n", desk.plain(&line)));
        }
        insta::assert_snapshot!(format!("refused_files_{lang}"), said);
    }
    assert_eq!(desk.run("list", &["--json"]).done(), before);
}

#[test]
fn a_file_is_taken_whole_or_not_at_all() {
    let desk = Desk::of("uk");
    let good = desk.file("good.json", format!("[{NOTE},{NOTE}]"));
    let taken = desk
        .run("import", &[&good.display().to_string(), "--json"])
        .json();
    assert_eq!(taken[0]["records"].as_array().map(Vec::len), Some(2));
    // Two records with one id: the vault refuses the second, so the first must not be there either.
    let twice = r#"{"id":"0195783e-0000-7000-8000-0000000000aa","kind":"note","text":{"en":"twice"}}"#;
    let bad = desk.file("bad.json", format!("{{\"records\":[{NOTE},{twice},{twice}]}}"));
    let line = import(&desk, &bad).failed();
    assert!(line.contains("0195783e-0000-7000-8000-0000000000aa"), "{line}");
    // Of several files, the one is named that was refused.
    assert!(line.contains("bad.json"), "{line}");
    assert_eq!(
        desk.run("list", &["--json"]).json().as_array().map(Vec::len),
        Some(2)
    );
    // A bad file beside a good one: all are read before the vault is touched.
    let broken = desk.file("broken.json", "[");
    desk.run(
        "import",
        &[&good.display().to_string(), &broken.display().to_string()],
    )
    .failed();
    assert_eq!(
        desk.run("list", &["--json"]).json().as_array().map(Vec::len),
        Some(2)
    );
    desk.run("check", &[]).done();
}

#[test]
fn what_has_no_end_or_no_bottom_is_refused_quickly() {
    let desk = Desk::of("uk");
    let before = files(&desk);
    let large = desk.path("large.json");
    let file = File::create(&large).expect("a file");
    file.set_len((64 << 20) + 1).expect("a sparse file");
    let path = large.display().to_string();
    for (lang, words) in [
        ("en", "large.json is larger than 64 MiB. Split it"),
        ("ko", "64 MiB보다 큽니다. 여러 파일로 나누십시오"),
    ] {
        let line = desk.run("import", &[&path, "--lang", lang]).failed();
        assert!(line.contains(words), "{line}");
    }
    assert!(import(&desk, Path::new("/dev/zero")).failed().contains("64 MiB"));

    let deep = desk.file("deep.json", "[".repeat(1_000_000));
    assert!(import(&desk, &deep).failed().contains("127"));
    let inside = format!(
        "{{\"kind\":\"note\",\"rest\":{}1{}}}",
        "{\"a\":".repeat(2_000),
        "}".repeat(2_000)
    );
    let inside = desk.file("inside.json", inside);
    assert!(import(&desk, &inside).failed().contains("127"));

    // Sixty million nulls cost no more than the limit of the process that reads them.
    let bomb = desk.path("bomb.json");
    let mut file = File::create(&bomb).expect("a file");
    file.write_all(b"[").expect("room");
    for _ in 0..60 {
        file.write_all(&b"1,".repeat(500_000)).expect("room");
    }
    file.write_all(b"1]").expect("room");
    drop(file);
    import(&desk, &bomb).failed();
    assert!(
        import(&desk, &desk.vault()).failed().contains("vault"),
        "a folder is no file"
    );
    assert!(
        import(&desk, &desk.path("nowhere.json"))
            .failed()
            .contains("nowhere.json")
    );
    fs::remove_file(&bomb).expect("the file");
    assert_eq!(files(&desk), before);
}

#[test]
fn unknown_kinds_and_fields_come_through_untouched() {
    let desk = Desk::of("uk");
    let strange = json!({
        "id": "0195783e-0000-7000-8000-0000000000bb", "kind": "opportunity", "audience": "joint",
        "impact": { "score": 4, "why": ["a", "b"] }
    });
    let newer = json!({
        "id": "0195783e-0000-7000-8000-0000000000cc", "kind": "meeting", "audience": "joint",
        "title": { "en": "Newer", "ko": "새" }, "translator_notes": { "x": 1.5 },
        "segments": { "s": { "pos": "a0", "kind": "poll", "en": "Which?", "ko": "", "options": [1, 2] } }
    });
    let file = desk.file("newer.json", json!([strange, newer]).to_string());
    import(&desk, &file).done();
    let record = |id: &str| desk.run("show", &[id, "--json"]).json()["record"].clone();
    let kept = record("0195783e-0000-7000-8000-0000000000bb");
    assert_eq!(kept["impact"], strange["impact"]);
    let kept = record("0195783e-0000-7000-8000-0000000000cc");
    assert_eq!(kept["translator_notes"], newer["translator_notes"]);
    assert_eq!(kept["segments"]["s"]["options"], json!([1, 2]));
    desk.run("show", &["0195783e-0000-7000-8000-0000000000cc"]).done();
    desk.run("list", &[]).done();
}
