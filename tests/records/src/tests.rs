use std::collections::BTreeMap;

use maru_core::bilingual::Side;
use maru_core::document::{Author, Document, Stamp};
use maru_core::record::Record;

use super::{Archive, text_bytes};

const COUNT: usize = 1600;

#[test]
fn the_same_seed_gives_the_same_records_and_another_one_others() {
    let (one, two) = (Archive::new(1, COUNT), Archive::new(2, COUNT));
    for n in [0, 1, 7, 11, 999] {
        assert_eq!(one.record(n), Archive::new(1, COUNT).record(n));
        assert_ne!(one.record(n), two.record(n));
    }
    assert_eq!(one.mark(), Archive::new(1, COUNT).mark());
    assert_ne!(one.mark(), two.mark());
}

#[test]
fn every_record_is_one_that_a_vault_takes() {
    let stamp = Stamp {
        author: Author {
            device: "test".to_owned(),
            side: Side::new("uk"),
        },
        time: 1,
    };
    let archive = Archive::new(1, COUNT);
    for n in 0..COUNT / 4 {
        let mut json = archive.record(n);
        maru_core::carried::unpack(&mut json).expect("its picture");
        let mut document = Document::create(&json, [1; 16], &stamp).expect("a record");
        for edit in archive.history(n) {
            let heads = document.heads();
            document.edit(&heads, &[edit], &stamp).expect("an edit");
        }
    }
}

#[test]
fn records_are_as_many_and_as_long_as_those_of_an_office() {
    let archive = Archive::new(1, COUNT);
    let (mut kinds, mut lines, mut bytes) = (BTreeMap::<String, usize>::new(), Vec::new(), 0);
    for n in 0..COUNT {
        let json = archive.record(n);
        bytes += text_bytes(&json);
        let record = Record::from_json(json).expect("a record");
        *kinds.entry(record.head().kind.code().to_owned()).or_default() += 1;
        lines.push(record.flow().len());
    }
    lines.sort_unstable();
    let share = |kind: &str| kinds[kind] as f64 / COUNT as f64;
    assert!(share("meeting") > 0.6 && share("note") > 0.2, "{kinds:?}");
    assert!(
        share("practice") > 0.04 && share("agreement") > 0.004,
        "{kinds:?}"
    );
    let each = bytes / COUNT;
    assert!((1100..1500).contains(&each), "{each} bytes of text a record");
    assert!(lines[COUNT / 2] <= 4, "{} lines is the middle", lines[COUNT / 2]);
    assert!(
        lines[COUNT - 1] >= 150,
        "{} lines is the longest",
        lines[COUNT - 1]
    );
}

#[test]
fn some_records_have_a_picture_and_some_a_history_of_hundreds_of_edits() {
    let archive = Archive::new(1, COUNT);
    assert!(archive.record(11).get(maru_core::attachment::BYTES).is_some());
    assert!(archive.record(12).get(maru_core::attachment::BYTES).is_none());
    let longest = (0..COUNT).map(|n| archive.history(n).len()).max();
    assert!(longest.is_some_and(|edits| edits > 200), "{longest:?}");
    assert!(archive.history(8).is_empty());
}
