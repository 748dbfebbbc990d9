use std::ops::ControlFlow;

use maru_core::bilingual::Lang;
use rusqlite::types::Value as Cell;

use crate::error::Error;
use crate::fixture::{Place, START, edit, expect_clean, meeting, sample, write};
use crate::projection::{PLAIN, Table};
use crate::{Depth, Vault};

fn dump(vault: &Vault) -> Vec<String> {
    let mut lines = Vec::new();
    for table in Table::ALL {
        // A text that was lost gets another number.
        let columns = match table {
            Table::Plain => PLAIN,
            _ => "*",
        };
        let sql = format!("SELECT {columns} FROM {}", table.name());
        let mut statement = vault.db.prepare(&sql).expect("a table");
        let columns = statement.column_count();
        let rows = statement.query_map((), |row| (0..columns).map(|n| row.get::<_, Cell>(n)).collect());
        for row in rows.expect("rows") {
            let cells: Vec<Cell> = row.expect("a row");
            lines.push(format!("{} {cells:?}", table.name()));
        }
    }
    let tally = "SELECT agreement || binned || kind || audience || status || n FROM tally";
    let mut statement = vault.db.prepare(tally).expect("the tally");
    let rows = statement.query_map((), |row| row.get(0)).expect("rows");
    lines.extend(rows.map(|row| row.expect("a row")).collect::<Vec<String>>());
    lines.sort_unstable();
    lines
}

#[test]
fn rows_made_anew_are_equal_to_the_last_byte() {
    let place = Place::new();
    let mut vault = place.create();
    vault.import(sample()).expect("the sample");
    vault.add(meeting("m", START)).expect("added");
    edit(&mut vault, "m", &[write("c", Lang::Ko, "초안 송부")]);
    let before = dump(&vault);
    assert!(before.len() > 30, "{}", before.len());
    let mut steps = Vec::new();
    let report = vault
        .rebuild(|done, all| {
            steps.push((done, all));
            ControlFlow::Continue(())
        })
        .expect("rebuilt");
    assert!(report.is_clean(), "{report:?}");
    assert_eq!(dump(&vault), before);
    assert_eq!(
        (steps.first(), steps.last()),
        (
            Some(&(0, report.documents)),
            Some(&(report.documents, report.documents))
        )
    );
    expect_clean(&mut vault);
}

#[test]
fn a_full_check_says_how_far_it_is_document_by_document() {
    let place = Place::new();
    let mut vault = place.create();
    vault.import(sample()).expect("the sample");
    let mut steps = Vec::new();
    let report = vault
        .check_telling(Depth::Full, |done, all| steps.push((done, all)))
        .expect("a check");
    let all = report.documents;
    assert!(all > 3, "{all}");
    assert_eq!(steps, (1..=all).map(|done| (done, all)).collect::<Vec<_>>());
}

#[test]
fn a_row_that_lies_is_noticed_and_made_anew() {
    for sql in [
        "UPDATE entry SET title_ko = 'x' WHERE id = 'm'",
        "UPDATE action SET due = '2030-01-01'",
        "DELETE FROM plain WHERE segment = 'b'",
        "INSERT INTO link SELECT no, 'nowhere', '', 'about' FROM document",
        "DELETE FROM entry",
        "UPDATE tally SET n = n + 1",
        "DELETE FROM tally",
        "INSERT INTO tally VALUES ('', 0, 'note', 'own', '', 3)",
        "UPDATE entry SET quarter = '2000-01-01T00:00:00.000Z'",
        "UPDATE document SET changed = '2000-01-01T00:00:00.000Z'",
    ] {
        let place = Place::new();
        let mut vault = place.create();
        vault.add(meeting("m", START)).expect("added");
        let before = dump(&vault);
        vault.db.execute(sql, ()).expect("a lie");
        let report = vault.check(Depth::Full).expect("a check");
        assert!(
            report.faults.iter().any(|f| f.code == "projection"),
            "{sql}: {report:?}"
        );
        vault.rebuild(|_, _| ControlFlow::Continue(())).expect("rebuilt");
        assert_eq!(dump(&vault), before, "{sql}");
        expect_clean(&mut vault);
    }
}

#[test]
fn a_quick_check_notices_missing_parts() {
    let place = Place::new();
    let mut vault = place.create();
    vault
        .import(vec![meeting("m", START), meeting("n", START)])
        .expect("imported");
    assert!(vault.check(Depth::Quick).expect("a check").is_clean());
    vault
        .db
        .execute_batch("DELETE FROM snapshot WHERE document = 1; DELETE FROM entry WHERE id = 'n'")
        .expect("gone");
    let report = vault.check(Depth::Quick).expect("a check");
    let found: Vec<_> = report
        .faults
        .iter()
        .map(|f| (f.code.as_str(), f.record.as_deref()))
        .collect();
    assert_eq!(found, [("document", Some("m")), ("projection", Some("n"))]);
}

#[test]
fn a_flipped_bit_in_the_file_is_noticed() {
    let place = Place::new();
    let mut vault = place.create();
    vault.import(sample()).expect("the sample");
    vault.close().expect("closed");
    let whole = place.bytes("vault.db");
    let pages = whole.len() / 4096;
    for page in 0..pages {
        let mut bad = whole.clone();
        bad[page * 4096 + 1000] ^= 4;
        place.put("vault.db", &bad);
        let noticed = match Vault::open(&place.vault(), crate::fixture::PASSPHRASE) {
            Ok(mut vault) => match vault.check(Depth::Full) {
                Ok(report) => !report.is_clean(),
                Err(e) => matches!(e, Error::Damaged(_)),
            },
            Err(e) => matches!(e, Error::Damaged(_)),
        };
        assert!(noticed, "page {page} of {pages}");
    }
}

#[test]
fn attachments_come_back_as_they_were() {
    let place = Place::new();
    let mut vault = place.create();
    let bytes: Vec<u8> = (0..2_500_000_u32)
        .map(|n| u8::try_from(n % 251).unwrap_or(0))
        .collect();
    let hash = vault.attach(&bytes, "image/png").expect("attached");
    assert_eq!(vault.attach(&bytes, "image/png").expect("again"), hash);
    let empty = vault.attach(b"", "text/plain").expect("attached");
    assert_eq!(vault.attachment(&hash).expect("there"), bytes);
    assert!(vault.attachment(&empty).expect("there").is_empty());
    let parts: i64 = vault
        .db
        .query_row("SELECT count(*) FROM attachment_part", (), |row| row.get(0))
        .expect("a count");
    assert_eq!(parts, 3);
    assert!(matches!(vault.attachment("00"), Err(Error::NoAttachment(_))));
    assert!(matches!(
        vault.attach(&vec![0; 26 * 1024 * 1024], "x"),
        Err(Error::AttachmentLarge(_))
    ));
    expect_clean(&mut vault);
    vault
        .db
        .execute("DELETE FROM attachment_part WHERE part = 1", ())
        .expect("a part gone");
    assert!(matches!(vault.attachment(&hash), Err(Error::Damaged(_))));
    let report = vault.check(Depth::Full).expect("a check");
    assert_eq!(
        (
            report.attachments,
            report.faults.len(),
            report.faults[0].code.as_str()
        ),
        (2, 1, "attachment")
    );
}
