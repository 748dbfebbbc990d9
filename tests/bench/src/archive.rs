//! An archive of notes comes in: up to ten thousand of them, read apart, shown, and taken in, and the memory that it takes.

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use maru_core::bilingual::Side;
use maru_core::record::Audience;
use maru_files::notes::{Choice, Readers, apart, pictures_apart, survey};
use maru_records::Chance;
use maru_store::{Cost, Vault};
use unicode_normalization::UnicodeNormalization;

use crate::fresh;
use crate::measure::{Figure, Goal, peak, reset_peak};

/// How many notes come in; with fewer, the pages of the database that are kept would not all be in use.
/// `MARU_BENCH_NOTES` names the largest of them for a quick look.
const COUNTS: [usize; 2] = [5_000, 10_000];
/// The seconds in which the larger archive is looked through and taken in.
const SECONDS: f64 = 30.0;

const EN: [&str; 16] = [
    "cooperation",
    "guidance",
    "checklist",
    "service",
    "digital",
    "data",
    "agreed",
    "secondment",
    "workforce",
    "measure",
    "evidence",
    "pilot",
    "draft",
    "review",
    "public",
    "access",
];
const KO: [&str; 16] = [
    "협력",
    "점검표",
    "실무회의",
    "디지털",
    "정부",
    "자료",
    "공유",
    "합의",
    "이행과제",
    "인력",
    "교류",
    "시범",
    "초안",
    "검토",
    "국민",
    "접근성",
];

/// Returns the figures of an archive.
pub(crate) fn figures() -> Vec<Figure> {
    let most = std::env::var("MARU_BENCH_NOTES").ok();
    let most = most.and_then(|most| most.parse().ok()).unwrap_or(usize::MAX);
    let mut figures: Vec<Figure> = Vec::new();
    let mut before: Option<f64> = None;
    for count in COUNTS.map(|count| count.min(most)) {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().join("notes");
        write_notes(&root, count);
        let mut vault = fresh::vault(&folder.path().join("vault"), Cost::least());
        reset_peak();
        let [looked, taken] = bring(&mut vault, &root, count);
        let size = peak();
        let goal = (count == 10_000).then_some(Goal::Median(SECONDS));
        figures.push(Figure::of(
            &format!("{count} notes looked through"),
            "s",
            &[looked],
            None,
        ));
        figures.push(Figure::of(
            &format!("{count} notes taken in"),
            "s",
            &[taken],
            None,
        ));
        figures.push(Figure::of(
            &format!("{count} notes, both together"),
            "s",
            &[looked + taken],
            goal,
        ));
        // More notes take no more memory than the list of them: a quarter is left to it.
        let flat = before.map(|less| Goal::Median(less * 1.25));
        figures.push(Figure::of(
            &format!("{count} notes, most memory"),
            "MiB",
            &[size],
            flat,
        ));
        before = Some(size);
    }
    figures
}

/// Looks through the folder and takes it in as the window and `maructl` do; returns the seconds of each.
fn bring(vault: &mut Vault, root: &Path, count: usize) -> [f64; 2] {
    let readers = Readers {
        notes: apart,
        pictures: pictures_apart,
    };
    let stop = Arc::new(AtomicBool::new(false));
    let begun = Instant::now();
    let known = |id: &str| Ok::<_, maru_files::Error>(vault.row(id).expect("an open vault").is_some());
    let archive = survey(root, readers, &stop, known, |_| {}).expect("an archive");
    let looked = begun.elapsed().as_secs_f64();
    assert_eq!(archive.fresh(), count);
    let choice = Choice {
        audience: Audience::Own,
        side: Side::new("kr"),
        now: "2027-03-10T09:00:00Z".to_owned(),
    };
    let begun = Instant::now();
    let arrivals = archive.arrivals(choice, &stop).map(|arrival| {
        let arrival = arrival.expect("a record");
        Ok::<_, maru_store::Error>((arrival.record, arrival.files))
    });
    let taken = vault.import_each(arrivals).expect("records");
    assert_eq!(taken.len(), count);
    [looked, begun.elapsed().as_secs_f64()]
}

fn drawn(chance: &mut Chance, from: &[&str], count: usize) -> String {
    let words: Vec<&str> = (0..count).map(|_| *chance.one(from)).collect();
    words.join(" ")
}

/// Writes an archive as people keep one: in folders by year and month, of uneven lengths, in both languages, with front
/// matter, with the names of macOS, and a picture in every tenth note.
fn write_notes(root: &Path, count: usize) {
    let mut chance = Chance::of(7, 0);
    for n in 0..count {
        let words = if n % 2 == 0 { &EN } else { &KO };
        let (year, month, day) = (2010 + n % 17, n % 12 + 1, n % 28 + 1);
        let folder = root.join(format!("{year}/{month:02}"));
        fs::create_dir_all(folder.join("_resources")).expect("a folder");
        let title = format!("{} {n}", drawn(&mut chance, words, 3));
        let mut text = String::new();
        if n % 2 == 0 {
            let tag = drawn(&mut chance, words, 1);
            writeln!(text, "---\ntitle: {title}\ndate: {year}-{month:02}-{day:02} 14:00\ntags: [{tag}]\nattendees: [Kim, Lee]\n---")
                .expect("room");
        }
        writeln!(text, "# {title}\n").expect("room");
        // Most notes are short; a few are the minutes of a whole day.
        let parts = [1, 1, 2, 2, 3, 4, 6, 15][chance.below(8)];
        for _ in 0..parts {
            let (head, length) = (drawn(&mut chance, words, 4), 10 + chance.below(50));
            let (point, task, done) = (
                drawn(&mut chance, words, 8),
                drawn(&mut chance, words, 9),
                drawn(&mut chance, words, 6),
            );
            let body = drawn(&mut chance, words, length);
            writeln!(
                text,
                "## {head}\n\n{body}.\n\n- {point}\n- [ ] {task}\n- [x] {done}\n"
            )
            .expect("room");
        }
        if n % 10 == 0 {
            let shade = u8::try_from(n / 10 % 250).unwrap_or(0);
            let picture =
                image::RgbImage::from_pixel(400, 300 + u32::from(shade), image::Rgb([shade, 99, 9]));
            picture
                .save(folder.join(format!("_resources/{n}.png")))
                .expect("a picture");
            writeln!(text, "![{title}](_resources/{n}.png)").expect("room");
        }
        let name = format!("{year}-{month:02}-{day:02} {title}.md");
        let name = if n % 3 == 0 { name.nfd().collect() } else { name };
        fs::write(folder.join(name), text).expect("a note");
    }
}
