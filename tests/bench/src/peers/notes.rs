//! The same records as plain files: what every other program can read.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use maru_core::bilingual::Lang;
use maru_core::record::Record;
use maru_records::Archive;

/// Returns a record as Markdown: its title, and every line in both languages.
pub(crate) fn markdown(record: &Record) -> String {
    let title = record.title();
    let first = |text: &str| text.lines().next().unwrap_or_default().to_owned();
    let mut text = format!("# {} · {}\n", first(&title.en), first(&title.ko));
    for lang in Lang::BOTH {
        let _ = write!(text, "\n{}\n", record.plain(lang));
    }
    text
}

/// Writes the first `count` records as files, a hundred to a folder.
pub(crate) fn write(archive: Archive, count: usize, to: &Path) -> PathBuf {
    let folder = to.join(format!("notes-{count}"));
    for n in 0..count {
        let mut json = archive.record(n);
        maru_core::carried::unpack(&mut json).expect("its picture");
        let record = Record::from_json(json).expect("a record");
        let inside = folder.join(format!("{:04}", n / 100));
        std::fs::create_dir_all(&inside).expect("a folder");
        std::fs::write(inside.join(format!("{n}.md")), markdown(&record)).expect("a file");
    }
    folder
}
