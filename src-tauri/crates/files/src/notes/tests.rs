use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use maru_core::bilingual::Side;
use maru_core::document::{Author, Document, Stamp};
use maru_core::record::Audience;
use proptest::prelude::*;
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

use super::*;
use crate::error::Error;

fn read(text: &str) -> Note {
    Note::read(text.as_bytes()).expect("a note")
}

fn lines(text: &str) -> Vec<(LineKind, String)> {
    read(text)
        .lines
        .into_iter()
        .map(|line| (line.kind, line.text))
        .collect()
}

fn refused(bytes: &[u8]) -> String {
    Note::read(bytes).expect_err("no note").code().to_owned()
}

/// Readers that run in this process: what starts another one is tried with the programs themselves.
fn readers() -> Readers {
    Readers {
        notes: here,
        pictures: || Box::new(|wish, bytes, _| maru_picture::answer(wish, bytes.to_vec())),
    }
}

fn choice() -> Choice {
    Choice {
        audience: Audience::Own,
        side: Side::new("kr"),
        now: "2027-03-10T00:00:00Z".to_owned(),
    }
}

fn looked(root: &Path) -> Archive {
    let stop = Arc::new(AtomicBool::new(false));
    survey(root, readers(), &stop, |_| Ok::<_, Error>(false), |_| {}).expect("an archive")
}

fn arrived(root: &Path) -> Vec<Arrival> {
    let stop = Arc::new(AtomicBool::new(false));
    looked(root)
        .arrivals(choice(), &stop)
        .collect::<Result<_, _>>()
        .expect("records")
}

fn put(root: &Path, name: &str, bytes: impl AsRef<[u8]>) {
    let path = root.join(name);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, bytes).expect("written");
}

fn picture() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_pixel(8, 6, image::Rgb([9, 99, 199]))
        .write_to(&mut bytes, image::ImageFormat::Png)
        .expect("a picture");
    bytes.into_inner()
}

#[test]
fn every_block_of_a_note_becomes_a_line() {
    let text = "# Working session\n\nBoth sides *met* in **Sejong**.\n\n## 안건\n\n1. first\n2. second\n   more of it\n\n\
                - [ ] send the draft\n- [x] 점검표 회람\n\n> Their words\n\n| Who | What |\n|--|--|\n| UK | pays |\n\n```\nx = **1**\n```\n";
    let note = read(text);
    assert_eq!(note.title, "Working session");
    let found: Vec<(LineKind, &str)> = note
        .lines
        .iter()
        .map(|line| (line.kind, line.text.as_str()))
        .collect();
    assert_eq!(
        found,
        [
            (LineKind::Point, "Both sides met in **Sejong**."),
            (LineKind::Heading, "안건"),
            (LineKind::Point, "1. first"),
            (LineKind::Point, "2. second\nmore of it"),
            (LineKind::Task, "send the draft"),
            (LineKind::Done, "점검표 회람"),
            (LineKind::Quote, "Their words"),
            (LineKind::Point, "Who | What"),
            (LineKind::Point, "UK | pays"),
            (LineKind::Point, "x = \\*\\*1\\*\\*"),
        ]
    );
}

#[test]
fn front_matter_says_what_a_note_is_and_nobody_is_put_on_a_side() {
    let note = read(
        "---\ntitle: 제2차 실무회의\ndate: 2027-03-09 14:00\ntags: [ai, '협력']\nattendees:\n  - '[[Kim Minjun]]'\n  - Jane Example\n\
         location: 세종\nstatus: done\nid: 77\n---\nText\n",
    );
    assert_eq!(
        (note.title.as_str(), note.place.as_str()),
        ("제2차 실무회의", "세종")
    );
    assert_eq!(note.when.as_deref(), Some("2027-03-09T14:00:00"));
    assert_eq!(note.tags, ["ai", "협력"]);
    assert_eq!(
        note.lines.first().map(|line| line.text.as_str()),
        Some("attendees: Kim Minjun, Jane Example")
    );
    assert_eq!(note.remarks, [Remark::new("fields", "status")]);
    let note = read("+++\ntitle = \"From Hugo\"\ndate = 2027-03-09\ntags = [\"a\"]\n+++\nText\n");
    assert_eq!(
        (note.title.as_str(), note.when.as_deref()),
        ("From Hugo", Some("2027-03-09"))
    );
}

#[test]
fn front_matter_that_cannot_be_read_stays_text() {
    let note = read("---\nattendees: [[Kim]], [[Lee]]\n---\nText\n");
    assert_eq!(note.remarks, [Remark::new("front", "")]);
    assert_eq!(note.lines.len(), 2);
    assert_eq!(
        read("---\nJust a rule above\n\nText\n").lines.len(),
        2,
        "no second fence, no front matter"
    );
    // A date that may mean two days is said, and stays.
    let note = read("---\ndate: 09/03/2027\n---\nText\n");
    assert_eq!(
        (note.when, note.remarks),
        (None, vec![Remark::new("date", "09/03/2027")])
    );
    assert_eq!(note.lines[0].text, "date: 09/03/2027");
}

#[test]
fn a_few_bytes_that_stand_for_millions_are_not_unfolded() {
    let mut bomb = "---\na: &a [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for (name, before) in ["b", "c", "d", "e", "f", "g", "h"]
        .iter()
        .zip(["a", "b", "c", "d", "e", "f", "g"])
    {
        bomb.push_str(&format!(
            "{name}: &{name} [{}]\n",
            vec![format!("*{before}"); 9].join(", ")
        ));
    }
    bomb.push_str("title: *h\n---\nText\n");
    assert_eq!(read(&bomb).remarks, [Remark::new("front", "")]);
    let deep = format!("---\na: {}{}\n---\nText", "[".repeat(5_000), "]".repeat(5_000));
    assert_eq!(read(&deep).remarks, [Remark::new("front", "")]);
}

#[test]
fn old_korean_text_is_read_and_junk_is_not() {
    let (old, _, _) = encoding_rs::EUC_KR.encode("# 실무회의\n\n양측은 협력을 확인했다.\n");
    let note = Note::read(&old).expect("a note");
    assert_eq!(
        (note.title.as_str(), note.lines[0].text.as_str()),
        ("실무회의", "양측은 협력을 확인했다.")
    );
    assert_eq!(note.remarks, [Remark::new("old-text", "")]);
    // Curly quotes of a Western editor are no syllables.
    let note = Note::read(b"# A \x93working\x94 session\n\nIt costs \xa35.\n").expect("a note");
    assert_eq!(
        (note.title.as_str(), note.lines[0].text.as_str()),
        ("A “working” session", "It costs £5.")
    );
    let wide: Vec<u8> = "\u{feff}# 회의\n\n안건"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(Note::read(&wide).expect("a note").title, "회의");
    assert_eq!(refused(b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0"), "note-binary");
    assert_eq!(refused(&[0xff; 300]), "note-binary");
    assert_eq!(refused(b""), "note-empty");
    assert_eq!(refused(b"---\nmaru: 1\n---\n"), "note-maru");
    assert_eq!(refused("# a\n\n".repeat(30_000).as_bytes()), "note-long");
    assert_eq!(refused(&vec![b'a'; 5 << 20]), "note-large");
}

#[test]
fn links_out_stay_links_and_links_inside_stay_words() {
    let text = "See [the page](https://www.gov.uk/a_b), [minutes](docs/minutes.docx), [[Other note|there]] and [above](#x).";
    assert_eq!(
        lines(text)[0].1,
        "See [the page](<https://www.gov.uk/a_b>), minutes (minutes.docx), there (Other note) and above."
    );
    assert_eq!(read(text).links, ["docs/minutes.docx", "Other note"]);
    let note = read(
        "Before ![[shot.png|300]] after\n\n<img src=\"a.png\" alt=\"A hall\" width=\"3\">\n\n![](https://example.org/x.png)",
    );
    let shown: Vec<(&str, &str)> = note
        .lines
        .iter()
        .map(|line| (line.target.as_str(), line.text.as_str()))
        .collect();
    assert_eq!(
        shown,
        [
            ("", "Before  after"),
            ("shot.png", ""),
            ("a.png", "A hall"),
            ("", "https://example.org/x.png")
        ]
    );
}

#[test]
fn an_archive_gives_meetings_with_what_lies_beside_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    // As macOS writes names, and as Windows writes the links to them.
    let apart: String = "회의 사진.png".nfd().collect();
    put(root, &format!("2027/img/{apart}"), picture());
    put(root, "2027/양해각서.pdf", b"%PDF-1.7 x");
    put(
        root,
        "2027/2027-03-09 실무회의.md",
        "![회의 모습](img/%ED%9A%8C%EC%9D%98%20%EC%82%AC%EC%A7%84.png)\n\n[양해각서](양해각서.pdf), ![없음](no.png)\n",
    );
    put(root, ".obsidian/hidden.md", "# no");
    put(root, "broken.png", b"\x89PNG\r\n\x1a\n and no more");
    put(root, "nothing said.md", "![](broken.png)");
    let archive = looked(root);
    assert_eq!(archive.left, []);
    let one = &archive.coming[0];
    assert_eq!(
        (one.path.as_str(), one.day.as_deref()),
        ("2027/2027-03-09 실무회의.md", Some("2027-03-09"))
    );
    assert_eq!((one.pictures, one.documents), (1, 1));
    assert_eq!(one.remarks, [Remark::new("broken", "no.png")]);

    let mut arrived = arrived(root);
    let record = &arrived[0].record;
    assert_eq!(record["audience"], "own");
    assert_eq!(record["title"]["ko"], "2027-03-09 실무회의");
    let day = record["days"]
        .as_object()
        .and_then(|days| days.values().next())
        .expect("a day");
    assert_eq!(day["start"], "2027-03-09T00:00:00+09:00[Asia/Seoul]");
    let stamp = Stamp {
        author: Author {
            device: String::new(),
            side: Side::new("kr"),
        },
        time: 0,
    };
    let made = Document::create(record, [0; 16], &stamp).expect("a record");
    let segments = made.json()["segments"].as_object().expect("segments").clone();
    let mut all: Vec<&Value> = segments.values().collect();
    all.sort_by_key(|segment| segment["pos"].as_str().unwrap_or_default().to_owned());
    let texts: Vec<&str> = all
        .iter()
        .map(|segment| segment["ko"].as_str().unwrap_or_default())
        .collect();
    assert_eq!(texts, ["회의 모습", "양해각서 (양해각서.pdf),", "없음 (no.png)"]);
    assert_eq!(all[0]["picture"]["width"], 8);
    assert_eq!(
        arrived[0].files.len(),
        2,
        "a picture that is its own small one, and a document"
    );
    // A picture that turns out to be none is seen when it is made, and its name stays.
    let last = arrived.pop().expect("a second");
    assert_eq!(last.remarks, [Remark::new("refused", "broken.png")]);
    assert!(last.record["segments"].to_string().contains("broken.png"));
    assert_eq!(
        last.record["days"],
        serde_json::json!({}),
        "no day was named, so none is"
    );
}

#[test]
fn the_same_note_is_known_again_wherever_it_lies() {
    let folder = tempfile::tempdir().expect("a folder");
    let (here, there) = (folder.path().join("a"), folder.path().join("b"));
    let apart: String = "회의.md".nfd().collect();
    put(&here, "회의.md", "# 하나\n\n본문\n");
    put(&there, &format!("deep/{apart}"), "# 하나\r\n\r\n본문\r\n\r\n");
    put(&there, "회의 2.md", "# 둘\n\n본문\n");
    let ids = |root: &Path| {
        looked(root)
            .coming
            .into_iter()
            .map(|one| one.id)
            .collect::<Vec<_>>()
    };
    assert!(ids(&there).contains(&ids(&here)[0]));
    put(&here, "copy/회의.md", "# 하나\n\n본문");
    let known: Vec<Known> = looked(&here).coming.iter().map(|one| one.known).collect();
    assert_eq!(known, [Known::New, Known::Twice]);
    assert_eq!(arrived(&here).len(), 1);
}

#[cfg(unix)]
#[test]
fn no_link_leads_out_of_the_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("notes");
    put(folder.path(), "secret.md", "# secret");
    put(folder.path(), "secret.pdf", b"%PDF-1.7 secret");
    put(
        &root,
        "a.md",
        "[x](../secret.pdf) ![](/etc/passwd) [y](%2e%2e/secret.pdf) [z](link.pdf)",
    );
    std::os::unix::fs::symlink("../secret.md", root.join("link.md")).expect("a link");
    std::os::unix::fs::symlink("../secret.pdf", root.join("link.pdf")).expect("a link");
    std::os::unix::fs::symlink("..", root.join("up")).expect("a link");
    let archive = looked(&root);
    assert_eq!(archive.coming.len(), 1);
    assert_eq!(archive.coming[0].documents, 0);
    assert_eq!(archive.coming[0].remarks.len(), 4);
    let left: Vec<&str> = archive.left.iter().map(|left| left.error.code()).collect();
    assert_eq!(left, ["note-symlink"; 3]);
    assert!(arrived(&root)[0].files.is_empty());
}

#[test]
fn what_changed_since_it_was_shown_does_not_come_in() {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), "a.md", "# shown");
    put(folder.path(), "b.md", "# shown too");
    let archive = looked(folder.path());
    put(folder.path(), "b.md", "# another");
    let stop = Arc::new(AtomicBool::new(false));
    let arrived: Vec<_> = archive.arrivals(choice(), &stop).collect();
    assert_eq!(arrived.len(), 2);
    assert_eq!(
        arrived[1].as_ref().expect_err("changed").code(),
        "archive-changed"
    );
    stop.store(true, Ordering::Relaxed);
    let stopped = archive.arrivals(choice(), &stop).next().expect("an answer");
    assert_eq!(stopped.expect_err("stopped").code(), "import-stopped");
}

proptest! {
    #[test]
    fn any_bytes_are_a_note_or_none(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let _ = Note::read(&bytes);
    }

    #[test]
    fn whatever_is_read_is_a_record(
        front in "(---\n[a-z:\\[\\]&*! '\"\n-]{0,80}\n---\n)?",
        text in "([#>\\-*_`|!\\[\\]()<>~&\\\\ \n가-힣a-c1-3.x]|- \\[ \\] |<img src=|\\[\\[a\\]\\]){0,120}",
    ) {
        if let Ok(note) = Note::read(format!("{front}{text}").as_bytes()) {
            let record = record::record(note, Path::new("a/노트.md"), &choice(), &beside::Brought::default());
            let author = Author { device: String::new(), side: Side::new("kr") };
            let made = Document::create(&record, [0; 16], &Stamp { author, time: 0 });
            prop_assert!(made.is_ok(), "{:?}", made.err());
        }
    }
}
