//! The table of actions: what a spreadsheet may read, and what stays at home.

use maru_core::bilingual::Side;
use maru_core::record::Record;
use serde_json::{Value, json};

use super::{Sheet, actions, safe};
use crate::order::Order;

fn order() -> Order {
    Order {
        side: Side::new("uk"),
        now: "2027-04-02T09:00:00Z".to_owned(),
        ..Order::default()
    }
}

fn meeting(id: &str, change: impl FnOnce(&mut Value)) -> Record {
    let mut record = json!({
        "id": id, "kind": "meeting", "audience": "joint",
        "title": { "en": "Second session", "ko": "제2차 실무회의" },
        "days": { "d": { "start": "2027-03-09T09:30:00+09:00[Asia/Seoul]", "end": "2027-03-09T17:30:00+09:00[Asia/Seoul]" } },
        "people": { "p": { "side": "kr", "family": { "en": "Gyeonbon", "ko": "견본" },
                           "given": { "en": "Minseo", "ko": "민서" }, "family_name_first": true } },
        "segments": {
            "a": { "pos": "1", "kind": "action", "action_no": 1, "en": "Send the **draft**", "ko": "초안 송부",
                   "owner_side": "kr", "owner": "p", "due": "2027-04-01" },
            "b": { "pos": "2", "kind": "action", "action_no": 2, "en": "=HYPERLINK(\"http://x\")", "ko": "＝1+1",
                   "owner_side": "uk", "due": "2027-04-02", "status": "done", "evidence": { "en": "-sent", "ko": "발송, \"완료\"" } },
            "c": { "pos": "3", "kind": "point", "en": "A line of the notes", "ko": "기록" }
        }
    });
    change(&mut record);
    Record::from_json(record).expect("a record")
}

fn table(records: &[Record]) -> (Sheet, Vec<Vec<String>>) {
    let sheet = actions(records, |_, _| true, &order()).expect("a table");
    let text = sheet
        .bytes
        .strip_prefix("\u{FEFF}".as_bytes())
        .expect("the mark of UTF-8");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text);
    let rows = reader
        .records()
        .map(|row| row.expect("a row").iter().map(str::to_owned).collect())
        .collect();
    (sheet, rows)
}

#[test]
fn every_action_is_one_row_in_both_languages() {
    let (sheet, rows) = table(&[meeting("m", |_| {})]);
    assert_eq!((sheet.actions, rows.len()), (2, 3));
    assert!(rows[0][8].contains("후속조치"), "{:?}", rows[0]);
    assert_eq!(
        rows[1],
        [
            "A-01",
            "2027-04-01",
            "Yes / 예",
            "Not started / 착수 전",
            "Korean side / 한국 측",
            "GYEONBON Minseo",
            "견본민서",
            "Send the draft",
            "초안 송부",
            "",
            "",
            "Second session",
            "제2차 실무회의",
            "2027-03-09",
            ""
        ]
        .map(|cell| if cell == "GYEONBON Minseo" {
            rows[1][5].as_str()
        } else {
            cell
        })
    );
    assert_eq!(
        (rows[2][2].as_str(), rows[2][3].as_str()),
        ("", "Done / 완료"),
        "what is done is not late"
    );
    assert_eq!(rows[2][10], "발송, \"완료\"");
    assert_eq!(sheet.file_name, "2027-04-02 Actions.csv");
    let lines = String::from_utf8(sheet.bytes).expect("UTF-8");
    assert_eq!(lines.matches("\r\n").count(), 3);
}

#[test]
fn no_cell_is_a_formula() {
    let (_, rows) = table(&[meeting("m", |record| record["title"]["en"] = "+1 & @SUM".into())]);
    assert_eq!(rows[2][7], "'=HYPERLINK(\"http://x\")");
    assert_eq!(rows[2][8], "'＝1+1");
    assert_eq!(rows[2][9], "'-sent");
    assert_eq!(rows[1][11], "'+1 & @SUM");
    for start in [
        "=", "+", "-", "@", "\t=", "\r=", "\n=", "＝", "＋", "－", "＠", " =",
    ] {
        let cell = safe(format!("{start}cmd"));
        assert!(cell.starts_with('\''), "{cell}");
    }
    assert_eq!(safe("A-01".to_owned()), "A-01");
}

#[test]
fn what_must_stay_is_not_in_it_and_is_named() {
    let own = meeting("own", |record| {
        record["audience"] = "own".into();
        record["title"]["en"] = "CANARY own".into();
        record["segments"]["a"]["en"] = "CANARY action".into();
    });
    let blocked = meeting("blocked", |record| {
        record["handling"] = json!({ "uk": "OFFICIAL", "instruction": "HMG USE ONLY" });
        record["segments"]["a"]["ko"] = "카나리아".into();
    });
    let (sheet, rows) = table(&[own, blocked, meeting("m", |_| {})]);
    let text = String::from_utf8(sheet.bytes).expect("UTF-8");
    assert!(!text.contains("CANARY") && !text.contains("카나리아"), "{text}");
    assert_eq!(rows.len(), 3);
    let stays: Vec<&str> = sheet.staying.iter().map(|one| one.reason.code()).collect();
    assert_eq!(stays, ["paper-own", "paper-blocked"]);
    let leaves: Vec<_> = sheet
        .leaving
        .iter()
        .filter(|one| one.label == "kind-meeting")
        .collect();
    assert_eq!((leaves.len(), leaves[0].count), (1, Some(2)));
}

#[test]
fn each_row_carries_the_marking_of_its_session() {
    let marked = meeting("m", |record| record["handling"] = json!({ "uk": "OFFICIAL" }));
    let (_, rows) = table(&[marked]);
    assert_eq!(rows[1][14], "UK OFFICIAL");
}

#[test]
fn only_what_was_chosen_leaves() {
    let sheet = actions(
        &[meeting("m", |_| {})],
        |record, segment| record == "m" && segment == "b",
        &order(),
    );
    let sheet = sheet.expect("a table");
    let text = String::from_utf8(sheet.bytes).expect("UTF-8");
    assert!(
        sheet.actions == 1 && text.contains("A-02") && !text.contains("A-01"),
        "{text}"
    );
}
