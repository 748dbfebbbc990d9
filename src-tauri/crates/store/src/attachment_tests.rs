use std::collections::{BTreeMap, BTreeSet};

use maru_core::attachment::BYTES;
use maru_core::carried;
use serde_json::{Value, json};

use crate::error::Error;
use crate::fixture::{Place, START, edit, expect_clean, meeting, set};

fn document(hash: &str) -> Value {
    json!({ "pos": "V", "kind": "document", "hash": hash, "name": "signed.pdf", "mime": "application/pdf", "size": 3,
            "caption": { "en": "", "ko": "" }, "alt": { "en": "", "ko": "" }, "added": "2027-03-09T05:00:00Z" })
}

#[test]
fn what_no_record_uses_is_gone_after_closing_and_what_one_uses_stays() {
    let place = Place::new();
    let mut vault = place.create();
    let id = vault.add(meeting("m", START)).expect("added");
    let [attached, shown, left] =
        [b"pdf", b"jpg", b"tmp"].map(|bytes| vault.attach(bytes, "x").expect("attached"));
    edit(
        &mut vault,
        &id,
        &[set(&["attachments", "x"], document(&attached))],
    );
    edit(
        &mut vault,
        &id,
        &[set(&["segments", "b", "picture"], json!({ "hash": shown }))],
    );
    edit(
        &mut vault,
        &id,
        &[set(&["attachments", "x", "removed"], true.into())],
    );
    expect_clean(&mut vault);
    vault.close().expect("closed");
    let vault = place.open();
    assert!(
        vault.attachment(&attached).is_ok(),
        "what was taken off can be brought back"
    );
    assert!(vault.attachment(&shown).is_ok());
    assert!(matches!(vault.attachment(&left), Err(Error::NoAttachment(_))));
}

#[test]
fn a_picture_that_was_replaced_is_there_for_whoever_goes_back() {
    let place = Place::new();
    let mut vault = place.create();
    let id = vault.add(meeting("m", START)).expect("added");
    let [first, second] = [b"first", b"other"].map(|bytes| vault.attach(bytes, "x").expect("attached"));
    let show = |hash: &str| set(&["segments", "b", "picture"], json!({ "hash": hash }));
    let moment = edit(&mut vault, &id, &[show(&first)]);
    edit(&mut vault, &id, &[show(&second)]);
    expect_clean(&mut vault);
    vault.close().expect("closed");
    let mut vault = place.open();
    vault.go_back(&id, &moment, None).expect("back");
    let shown = vault.read(&id).expect("read").record["segments"]["b"]["picture"]["hash"].clone();
    assert_eq!(shown, json!(first));
    assert_eq!(vault.attachment(&first).expect("its bytes"), b"first");
    expect_clean(&mut vault);
}

#[test]
fn nothing_is_swept_on_the_word_of_a_projection_alone() {
    let place = Place::new();
    let mut vault = place.create();
    let id = vault.add(meeting("m", START)).expect("added");
    let hash = vault.attach(b"pdf", "x").expect("attached");
    edit(&mut vault, &id, &[set(&["attachments", "x"], document(&hash))]);
    vault
        .db
        .execute("DELETE FROM holding", ())
        .expect("the rows gone");
    assert_eq!(vault.sweep().expect("swept"), 0);
    assert!(vault.attachment(&hash).is_ok());
    vault
        .db
        .execute("UPDATE snapshot SET bytes = x'00'", ())
        .expect("a damaged record");
    vault.open.clear();
    assert!(
        vault.sweep().is_err(),
        "a record that cannot be read might use it"
    );
    assert!(vault.attachment(&hash).is_ok());
}

#[test]
fn a_record_takes_its_attachments_along_to_another_vault() {
    let (here, there) = (Place::new(), Place::new());
    let mut vault = here.create();
    let id = vault.add(meeting("m", START)).expect("added");
    let hash = vault
        .attach(b"%PDF-1.7 signed", "application/pdf")
        .expect("attached");
    edit(&mut vault, &id, &[set(&["attachments", "x"], document(&hash))]);
    let mut json = vault.read(&id).expect("read").record;
    let before = json.clone();
    let files = vault
        .attached(&BTreeSet::from([hash.clone()]))
        .expect("the files");
    carried::pack(&mut json, &files);

    let mut other = there.create();
    other.add(json.clone()).expect("added");
    assert_eq!(other.attachment(&hash).expect("there"), b"%PDF-1.7 signed");
    assert_eq!(other.read(&id).expect("read").record, before);
    expect_clean(&mut other);
}

#[test]
fn other_bytes_than_a_record_names_are_refused_with_the_whole_file() {
    let place = Place::new();
    let mut vault = place.create();
    let hash = "a".repeat(64);
    let mut record = meeting("m", START);
    record["attachments"] = json!({ "x": document(&hash) });
    carried::pack(&mut record, &BTreeMap::from([(hash.clone(), b"other".to_vec())]));
    let refused = vault.import(vec![meeting("n", START), record.clone()]);
    assert!(matches!(refused, Err(Error::AttachmentForged(_))), "{refused:?}");
    record[BYTES] = "nonsense".into();
    assert!(matches!(vault.add(record), Err(Error::Refused(_))));
    assert!(matches!(vault.read("n"), Err(Error::NoRecord(_))), "all or none");
    assert!(matches!(vault.attachment(&hash), Err(Error::NoAttachment(_))));
}
