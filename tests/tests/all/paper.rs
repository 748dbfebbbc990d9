//! The PDF that `maructl` makes, read back by other people's programs.

use std::path::{Path, PathBuf};
use std::process::Command;

use maru_core::bilingual::Lang;
use maru_core::record::Record;

use crate::cli::session;
use crate::desk::Desk;

/// Runs a reader of PDF files and returns what it says.
fn read(program: &str, args: &[&str], file: &Path) -> String {
    let output = Command::new(program)
        .args(args)
        .arg(file)
        .args((program == "pdftotext").then_some("-"))
        .output();
    let output = output.unwrap_or_else(|e| panic!("{program} (poppler-utils, qpdf) is needed: {e}"));
    assert!(
        output.status.success(),
        "{program}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Text without spaces: a line may break anywhere between words, and 어절 may be set apart.
fn tight(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && *c != '\u{ad}')
        .collect()
}

struct Paper {
    desk: Desk,
    file: PathBuf,
    record: Record,
}

impl Paper {
    fn of_session(languages: &str) -> Paper {
        let desk = Desk::sample();
        let id = session(&desk);
        let file = desk.path("minutes.pdf");
        desk.run(
            "export",
            &[
                &id,
                "--to",
                "pdf",
                "--text",
                languages,
                "--out",
                &file.display().to_string(),
            ],
        )
        .done();
        let mut opened = desk.run("show", &[&id, "--json"]).json();
        let record = Record::from_json(opened["record"].take()).expect("a record");
        Paper { desk, file, record }
    }

    /// Returns the text of all pages as a reader copies it.
    fn text(&self) -> String {
        tight(&read("pdftotext", &["-raw"], &self.file))
    }

    fn pages(&self) -> usize {
        let said = read("pdfinfo", &[], &self.file);
        let line = said
            .lines()
            .find(|line| line.starts_with("Pages:"))
            .expect("a number of pages");
        line.trim_start_matches("Pages:")
            .trim()
            .parse()
            .expect("a number")
    }
}

/// Returns the paragraphs of a record without the marks of bold and links.
fn paragraphs(record: &Record, lang: Lang) -> Vec<String> {
    let plain = |text: &str| tight(&text.replace("**", ""));
    record
        .flow()
        .iter()
        .map(|(_, segment)| plain(segment.text(lang)))
        .filter(|text| !text.is_empty())
        .collect()
}

/// Asserts that every paragraph can be copied from the paper, but for what stands in a column beside another language:
/// there a reader copies line by line, so the words are looked for one by one.
fn holds(paper: &Paper, lang: Lang) {
    let text = paper.text();
    for paragraph in paragraphs(&paper.record, lang) {
        assert!(text.contains(&paragraph), "not on paper: {paragraph}\n{text}");
    }
}

#[test]
fn every_paragraph_can_be_read_back_in_each_language() {
    let (en, ko) = (Paper::of_session("en"), Paper::of_session("ko"));
    holds(&en, Lang::En);
    holds(&ko, Lang::Ko);
    let english = paragraphs(&ko.record, Lang::En);
    let text = ko.text();
    assert!(
        english.iter().all(|paragraph| !text.contains(paragraph)),
        "English paragraphs in a Korean paper"
    );
}

#[test]
fn a_bilingual_paper_holds_every_word_of_both() {
    let paper = Paper::of_session("both");
    let text = read("pdftotext", &["-raw"], &paper.file);
    for lang in Lang::BOTH {
        for (_, segment) in paper.record.flow() {
            for word in segment.text(lang).replace("**", "").split_whitespace() {
                assert!(tight(&text).contains(&tight(word)), "not on paper: {word}");
            }
        }
    }
}

#[test]
fn korean_minutes_hold_what_the_law_asks_for() {
    let paper = Paper::of_session("ko");
    let text = paper.text();
    // R5: name, host body, date and place, attendees and those in attendance, order, agenda, remarks, decisions, vote.
    for word in [
        "제2차한-영디지털정부실무회의",
        "개최기관",
        "일시",
        "2027.3.9.(화)",
        "장소",
        "참석자",
        "배석자",
        "안건",
        "결정사항",
        "표결없음",
    ] {
        assert!(text.contains(word), "{word} is not in\n{text}");
    }
    // R6: the end mark, and page numbers.
    assert!(text.contains("끝."), "no end mark");
    assert!(
        text.contains("문서요지") && text.contains("키워드"),
        "no summary or keywords"
    );
    let pages = paper.pages();
    for page in 1..=pages {
        let number = format!("{page}");
        let args = ["-raw", "-f", number.as_str(), "-l", number.as_str()];
        let text = tight(&read("pdftotext", &args, &paper.file));
        assert!(
            text.contains(&format!("{pages}-{page}")),
            "page {page} of {pages} has no number: {text}"
        );
    }
}

#[test]
fn a_paper_of_the_uk_side_bears_its_prefix_on_every_page_and_dates_in_words() {
    let paper = Paper::of_session("en");
    for page in 1..=paper.pages() {
        let number = format!("{page}");
        let text = read("pdftotext", &["-raw", "-f", &number, "-l", &number], &paper.file);
        // R3: once in the header and once in the footer.
        assert!(text.matches("UK OFFICIAL").count() >= 2, "page {page}: {text}");
    }
    let text = paper.text();
    assert!(text.contains("9March2027"), "{text}");
    assert!(text.contains("Novote"), "{text}");
}

#[test]
fn the_file_is_sound_and_carries_its_fonts() {
    for languages in ["en", "ko", "both"] {
        let paper = Paper::of_session(languages);
        read("qpdf", &["--check"], &paper.file);
        let fonts = read("pdffonts", &[], &paper.file);
        let fonts: Vec<&str> = fonts.lines().skip(2).collect();
        assert!(!fonts.is_empty());
        for font in fonts {
            // name, type, encoding, then whether it is embedded, a subset, and has a way back to Unicode.
            let words: Vec<&str> = font.split_whitespace().collect();
            let flags: Vec<&&str> = words
                .iter()
                .filter(|word| matches!(**word, "yes" | "no"))
                .collect();
            assert_eq!(flags, [&"yes", &"yes", &"yes"], "{font}");
        }
        let info = read("pdfinfo", &[], &paper.file);
        assert!(info.contains("Tagged:          yes"), "{info}");
        assert!(info.contains("Title:"), "{info}");
        let Record::Meeting(meeting) = &paper.record else {
            panic!("a meeting")
        };
        for person in meeting.people.values() {
            let name = format!("{} {}", person.given.en, person.family.en);
            assert!(
                !info.contains(&name),
                "{name} is in the file's properties: {info}"
            );
        }
    }
}

#[test]
fn an_agreement_and_a_practice_have_papers_too() {
    let paper = Paper::of_session("en");
    for kind in ["agreement", "practice"] {
        let id = paper.desk.ids(kind).remove(0);
        let file = paper.desk.path(&format!("{kind}.pdf"));
        paper
            .desk
            .run(
                "export",
                &[&id, "--to", "pdf", "--out", &file.display().to_string()],
            )
            .done();
        read("qpdf", &["--check"], &file);
        let record = Record::from_json(paper.desk.run("show", &[&id, "--json"]).json()["record"].take());
        let title = record.expect("a record").title();
        let text = tight(&read("pdftotext", &["-raw"], &file));
        assert!(
            text.contains(&tight(&title.en)) && text.contains(&tight(&title.ko)),
            "{kind}: {text}"
        );
    }
}
