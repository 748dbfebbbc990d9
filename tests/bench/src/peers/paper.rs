//! The same summary as PDF, by programs that start for it.

use std::path::{Path, PathBuf};
use std::process::Command;

use maru_core::bilingual::Lang;
use maru_core::record::Record;
use maru_records::Archive;

use super::Bout;
use super::ran::{Ran, installed, missing};
use super::search::vault;
use crate::paper::{beside, order};

const ROUNDS: usize = 5;
/// The meeting is looked for among so many records.
const AMONG: usize = 2000;

/// Returns the number of a meeting of about three pages.
fn meeting(archive: Archive) -> usize {
    let lines = |n: &usize| {
        archive.record(*n)["segments"]
            .as_object()
            .map_or(0, serde_json::Map::len)
    };
    (1..AMONG)
        .find(|n| (24..36).contains(&lines(n)))
        .expect("a meeting of that length")
}

pub(super) fn bouts(scratch: &Path) -> Vec<Bout> {
    let archive = Archive::new(2023, AMONG);
    let n = meeting(archive);
    let record = Record::from_json(archive.record(n)).expect("a record");
    let warm = Ran::here(ROUNDS + 2, |_| {
        maru_press::pdf(&record, None, &order()).expect("a paper")
    });
    let (page, flat) = (scratch.join("summary.html"), scratch.join("summary.fodt"));
    std::fs::write(&page, html(&record)).expect("a page");
    std::fs::write(&flat, fodt(&record)).expect("a document");
    let others = || {
        vec![
            (
                "Chromium, headless, from HTML".to_owned(),
                chromium(scratch, &page),
            ),
            ("WeasyPrint, from HTML".to_owned(), weasyprint(scratch, &page)),
            (
                "LibreOffice, headless, from a flat document".to_owned(),
                libreoffice(scratch, &flat),
            ),
            (
                "typst, on the same templates and data".to_owned(),
                typst(scratch, &record),
            ),
        ]
    };
    let lines = record.flow().len();
    let mut bouts = Vec::new();
    if let Some(maructl) = beside("maructl") {
        bouts.push(Bout {
            work: format!("a summary of {lines} lines, program started for it"),
            ours: cold(scratch, archive, n, &maructl),
            others: others(),
        });
    }
    bouts.push(Bout {
        work: format!("a summary of {lines} lines, program running"),
        ours: warm,
        others: Vec::new(),
    });
    bouts
}

/// `maructl` unlocks a vault first; the derivation of its key is as cheap as it may be there, and is taken off.
fn cold(scratch: &Path, archive: Archive, n: usize, maructl: &Path) -> Ran {
    let at = scratch.join("printed");
    let mut made = vault(archive, 0, &at);
    let id = made.add(archive.record(n)).expect("a record");
    made.close().expect("closed");
    let derivation = maru_store::derivation_time(&at, "calm wooden hall").expect("the derivation");
    let ran = Ran::program(ROUNDS, |round| {
        let mut command = Command::new(maructl);
        let out = scratch.join(format!("ours-{round}.pdf"));
        command
            .args(["export", &id, "--to", "pdf", "--text", "both", "--vault"])
            .arg(&at)
            .arg("--out")
            .arg(out)
            .env("MARU_PASSPHRASE", "calm wooden hall");
        command
    });
    assert!(scratch.join("ours-0.pdf").exists(), "the paper was written");
    ran.besides(derivation.as_secs_f64() * 1e3)
}

fn chromium(scratch: &Path, page: &Path) -> Result<Ran, String> {
    let program = ["chromium", "google-chrome", "chrome"]
        .iter()
        .find_map(|name| installed(name));
    let program = program.ok_or_else(|| missing("apt install chromium"))?;
    let out = scratch.join("chromium.pdf");
    let ran = Ran::program(ROUNDS, |_| {
        let mut command = Command::new(&program);
        command
            .args([
                "--headless",
                "--no-sandbox",
                "--no-pdf-header-footer",
                "--allow-file-access-from-files",
            ])
            .arg(format!("--user-data-dir={}", scratch.join("chromium").display()))
            .arg(format!("--print-to-pdf={}", out.display()))
            .arg(page);
        command
    });
    written(&out).map(|()| ran)
}

fn weasyprint(scratch: &Path, page: &Path) -> Result<Ran, String> {
    let program = installed("weasyprint").ok_or_else(|| missing("apt install weasyprint"))?;
    let out = scratch.join("weasyprint.pdf");
    let ran = Ran::program(ROUNDS, |_| {
        let mut command = Command::new(&program);
        command.arg("--quiet").arg(page).arg(&out);
        command
    });
    written(&out).map(|()| ran)
}

fn libreoffice(scratch: &Path, flat: &Path) -> Result<Ran, String> {
    let program = installed("soffice").ok_or_else(|| missing("apt install libreoffice-writer-nogui"))?;
    let ran = Ran::program(ROUNDS, |_| {
        let mut command = Command::new(&program);
        command
            .arg(format!(
                "-env:UserInstallation=file://{}",
                scratch.join("office").display()
            ))
            .args(["--headless", "--convert-to", "pdf", "--outdir"])
            .arg(scratch)
            .arg(flat);
        command
    });
    written(&scratch.join("summary.pdf")).map(|()| ran)
}

/// Typst's own program, on the templates and the data that our papers are made of, for the same standards.
fn typst(scratch: &Path, record: &Record) -> Result<Ran, String> {
    let program =
        installed("typst").ok_or_else(|| missing("cargo install typst-cli --version 0.15.1 --locked"))?;
    let (root, out) = (scratch.join("typst"), scratch.join("typst.pdf"));
    std::fs::create_dir_all(&root).expect("a folder");
    for template in ["paper.typ", "blocks.typ", "house.typ"] {
        std::fs::copy(press().join("templates").join(template), root.join(template)).expect("a template");
    }
    let composition = maru_press::composition(record, None, &order()).expect("the composition of a paper");
    std::fs::write(root.join("data.json"), composition).expect("the composition");
    let ran = Ran::program(ROUNDS, |_| {
        let mut command = Command::new(&program);
        command
            .args(["compile", "--ignore-system-fonts", "--features", "a11y-extras"])
            .args(["--pdf-standard", "a-2a,ua-1", "--root"])
            .arg(&root)
            .arg("--font-path")
            .arg(press().join("fonts"))
            .arg(root.join("paper.typ"))
            .arg(&out);
        command
    });
    written(&out).map(|()| ran)
}

fn written(out: &Path) -> Result<(), String> {
    out.exists()
        .then_some(())
        .ok_or_else(|| "it wrote no paper".to_owned())
}

fn press() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../src-tauri/crates/press")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// The lines of a record side by side, in the font that our papers have.
fn html(record: &Record) -> String {
    let font = press().join("fonts/PretendardGOV-Regular.otf");
    let title = record.title();
    let rows: String = record
        .flow()
        .iter()
        .map(|(_, line)| {
            let [en, ko] = Lang::BOTH.map(|lang| escaped(line.text(lang)));
            format!("<tr><td>{en}</td><td lang=\"ko\">{ko}</td></tr>\n")
        })
        .collect();
    format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>{0}</title><style>
         @font-face {{ font-family: Paper; src: url(\"file://{1}\"); }}
         body {{ font: 10pt/1.5 Paper; }} td {{ vertical-align: top; width: 50%; padding: 2mm; }}</style>
         <h1>{0}</h1><h1 lang=\"ko\">{2}</h1><table>{rows}</table></html>",
        escaped(&title.en),
        font.display(),
        escaped(&title.ko)
    )
}

/// The same as one flat document of the open format.
fn fodt(record: &Record) -> String {
    let title = record.title();
    let cell = |text: &str| {
        format!(
            "<table:table-cell><text:p>{}</text:p></table:table-cell>",
            escaped(text)
        )
    };
    let rows: String = record
        .flow()
        .iter()
        .map(|(_, line)| {
            format!(
                "<table:table-row>{}{}</table:table-row>\n",
                cell(&line.en),
                cell(&line.ko)
            )
        })
        .collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>
        <office:document xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\"
         xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\"
         office:version=\"1.3\" office:mimetype=\"application/vnd.oasis.opendocument.text\"><office:body><office:text>
         <text:h text:outline-level=\"1\">{}</text:h><text:h text:outline-level=\"1\">{}</text:h>
         <table:table><table:table-column table:number-columns-repeated=\"2\"/>{rows}</table:table>
         </office:text></office:body></office:document>",
        escaped(&title.en),
        escaped(&title.ko)
    )
}
