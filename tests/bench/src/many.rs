//! Many papers: up to a thousand minutes as PDFs in a folder, on all cores, and the memory that it takes.

use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use maru_core::bilingual::Side;
use maru_core::record::{Kind, Record};
use maru_core::sample;
use maru_files::{Over, Pair, Parcel, Wish, make_all};
use maru_press::{Order, Pictures};
use maru_store::{Birth, Cost, Vault};
use serde_json::Value;

use crate::measure::{Figure, Goal, peak, reset_peak};

/// How many papers are made at once. `MARU_BENCH_MANY` names the largest of them for a quick look.
const COUNTS: [usize; 3] = [10, 100, 1000];

/// Returns the figures of many papers.
pub(crate) fn figures() -> Vec<Figure> {
    let most = std::env::var("MARU_BENCH_MANY").ok();
    let most = most.and_then(|most| most.parse().ok()).unwrap_or(usize::MAX);
    let mut counts: Vec<usize> = COUNTS.iter().map(|count| (*count).min(most)).collect();
    counts.dedup();
    let folder = tempfile::tempdir().expect("a folder");
    let (vault, ids) = vault(folder.path(), counts.iter().copied().max().unwrap_or_default());
    let mut figures: Vec<Figure> = Vec::new();
    let mut before: Option<f64> = None;
    for count in counts {
        reset_peak();
        let start = Instant::now();
        send(&vault, ids.get(..count).unwrap_or_default(), folder.path());
        let seconds = start.elapsed().as_secs_f64();
        let size = peak();
        figures.push(Figure::of(
            &format!("{count} minutes as PDF, for each 100"),
            "s",
            &[seconds * 100.0 / count as f64],
            None,
        ));
        // More papers take no more memory: a tenth is left to what the typesetter keeps between two papers.
        figures.push(Figure::of(
            &format!("{count} minutes as PDF, most memory"),
            "MiB",
            &[size],
            before.map(|less| Goal::Median(less * 1.1)),
        ));
        before = Some(size);
    }
    figures
}

/// Makes a vault of as many copies of the sample meeting.
fn vault(folder: &Path, count: usize) -> (Vault, Vec<String>) {
    let birth = Birth {
        side: Side::new("uk"),
        device: "bench".to_owned(),
    };
    let mut vault = Vault::create(
        &folder.join("vault"),
        "calm wooden hall 마루",
        &birth,
        Cost::least(),
    )
    .expect("a vault");
    let sample = sample::records(&Side::new("uk"));
    let of_kind = |kind: Kind| {
        let found = sample.iter().find(|record| record["kind"] == kind.code());
        found.cloned().expect("a sample record")
    };
    let meeting = of_kind(Kind::Meeting);
    let copy = |n: usize| {
        let mut copy = meeting.clone();
        copy["id"] = format!("m{n}").into();
        copy["title"]["en"] = format!("Working session {n}").into();
        copy
    };
    vault
        .import(vec![of_kind(Kind::Agreement)])
        .expect("the agreement");
    let mut ids = Vec::with_capacity(count);
    // In parts, so that the making of the vault is not what takes the memory.
    for first in (0..count).step_by(100) {
        let part: Vec<Value> = (first..count.min(first + 100)).map(copy).collect();
        ids.extend(vault.import(part).expect("the meetings"));
    }
    (vault, ids)
}

/// Sends them as the window does: read one by one, made on all cores, written in order.
fn send(vault: &Vault, ids: &[String], folder: &Path) {
    let wish = Wish {
        order: Order {
            side: Side::new("uk"),
            now: "2027-03-10T09:00:00Z".to_owned(),
            ..Order::default()
        },
        ..Wish::default()
    };
    let out = folder.join(format!("out-{}", ids.len()));
    let mut parcel = Parcel::folder(&out, Over::Nothing).expect("a folder");
    let stored = |id: &str| Record::from_json(vault.glance(id).expect("a record")).expect("a record");
    let read = |id: &str| {
        let record = stored(id);
        let agreement = record.head().agreement.as_deref().map(&stored);
        Ok::<Pair, maru_press::Error>(Pair {
            record,
            agreement,
            pictures: Pictures::default(),
        })
    };
    make_all(ids, &wish, &AtomicBool::new(false), read, |_, fate| {
        let made = fate.map_err(|(_, error)| error)?;
        let name = parcel.name(&made.name);
        parcel.put_made(&name, &made).expect("room on the disk");
        Ok(())
    })
    .expect("papers");
    parcel.finish().expect("room on the disk");
    let written = std::fs::read_dir(&out).expect("the folder").count();
    assert_eq!(written, ids.len());
}
