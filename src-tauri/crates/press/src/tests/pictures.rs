//! Pictures on paper: at their place, with their words, for people who cannot see them too.

use std::collections::BTreeMap;
use std::sync::atomic::AtomicBool;

use serde_json::{Value, json};

use super::{close, flat, order, record, sample, session};
use crate::{
    Languages, Pictures, json, leaving, leaving_files, leaving_json, leaving_markdown, markdown,
    markdown_with, pdf_with, typeset_with,
};

/// A PNG of eight by six points, red above blue.
const FILE: [u8; 81] = [
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52, 0x00,
    0x00, 0x00, 0x08, 0x00, 0x00, 0x00, 0x06, 0x08, 0x02, 0x00, 0x00, 0x00, 0x71, 0x67, 0x48, 0xac, 0x00,
    0x00, 0x00, 0x18, 0x49, 0x44, 0x41, 0x54, 0x78, 0xda, 0x63, 0x38, 0x21, 0xa7, 0x81, 0x15, 0x31, 0x90,
    0x2e, 0x21, 0x62, 0xb3, 0x00, 0x2b, 0x22, 0x5d, 0x02, 0x00, 0x6e, 0xb0, 0x2f, 0xd1, 0x51, 0x89, 0xfb,
    0x03, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
];

fn hash() -> String {
    "a".repeat(64)
}

fn pictures() -> Pictures {
    Pictures(BTreeMap::from([(hash(), FILE.to_vec())]))
}

fn picture() -> Value {
    json!({ "pos": "zz", "kind": "picture", "en": "The whiteboard after item three", "ko": "3번 안건 후의 화이트보드",
            "origin": "en", "picture": { "hash": hash(), "width": 1200, "height": 900, "mime": "image/png" },
            "alt": { "en": "A whiteboard with two columns", "ko": "두 열로 나뉜 화이트보드" } })
}

fn with_picture() -> Value {
    let mut session = session();
    session["segments"]["p1"] = picture();
    session
}

fn signing() -> Value {
    json!({ "x": { "pos": "V", "kind": "picture", "hash": hash(), "name": "signing.png", "mime": "image/png",
                   "caption": { "en": "The signing in London", "ko": "런던 서명식" },
                   "alt": { "en": "Two ministers at a table", "ko": "탁자에 앉은 두 장관" }, "width": 800, "height": 600 },
            "y": { "pos": "W", "kind": "document", "hash": "b".repeat(64), "name": "signed.pdf" },
            "z": { "pos": "X", "kind": "document", "hash": "c".repeat(64), "name": "wrong.pdf", "removed": true } })
}

#[test]
fn a_picture_stands_at_its_place_with_both_captions_and_its_words() {
    let session = record(with_picture());
    let order = order(Languages::Both, "uk");
    let paper = pdf_with(&session, None, &order, &pictures()).expect("a paper that conforms");
    assert!(paper.warnings.iter().all(|id| id != "paper-picture-untold"));
    let file = String::from_utf8_lossy(&paper.pdf).into_owned();
    assert!(file.contains("/Figure"), "a figure in the tree of tags");
    assert!(file.contains("/Subtype/Image") || file.contains("/Subtype /Image"));
    let sheet = typeset_with(&session, None, &order, &pictures(), &AtomicBool::new(false)).expect("a paper");
    let text = flat(&sheet.text());
    assert!(text.contains("The whiteboard after item three"), "{text}");
    assert!(close(&text).contains("3번안건후의화이트보드"), "{text}");
    let again = pdf_with(&session, None, &order, &pictures()).expect("a paper");
    assert_eq!(paper.pdf, again.pdf, "the same order makes the same bytes");
}

#[test]
fn a_picture_without_words_is_named_before_anything_leaves_and_prints_with_its_caption() {
    let mut session = with_picture();
    session["segments"]["p1"]["alt"]["ko"] = "".into();
    let session = record(session);
    for (languages, named) in [
        (Languages::En, false),
        (Languages::Ko, true),
        (Languages::Both, true),
    ] {
        let order = order(languages, "uk");
        let paper = pdf_with(&session, None, &order, &pictures()).expect("a paper");
        assert_eq!(
            paper.warnings.iter().any(|id| id == "paper-picture-untold"),
            named
        );
        let list = leaving(&session, &order);
        let untold = list.iter().find(|one| one.label == "leaving-picture-untold");
        assert_eq!(untold.is_some(), named);
        if let Some(words) = untold.and_then(|one| one.words.as_ref()) {
            assert_eq!(words.en, "The whiteboard after item three");
        }
        let counted = list.iter().find(|one| one.label == "leaving-pictures");
        assert_eq!(counted.and_then(|one| one.count), Some(1));
    }
}

#[test]
fn a_picture_without_any_words_at_all_still_prints() {
    let mut session = with_picture();
    let shown = &mut session["segments"]["p1"];
    (shown["en"], shown["ko"], shown["alt"]) = ("".into(), "".into(), Value::Null);
    let session = record(session);
    let order = order(Languages::Both, "kr");
    assert!(pdf_with(&session, None, &order, &pictures()).is_ok());
    let list = leaving(&session, &order);
    let untold = list
        .iter()
        .find(|one| one.label == "leaving-picture-untold")
        .expect("it is named");
    assert_eq!(
        untold.words.as_ref().map(|words| words.en.as_str()),
        Some("Picture 1")
    );
}

#[test]
fn a_picture_that_is_not_here_is_named_and_not_shown() {
    let session = record(with_picture());
    let order = order(Languages::En, "uk");
    let sheet = typeset_with(
        &session,
        None,
        &order,
        &Pictures::default(),
        &AtomicBool::new(false),
    );
    let sheet = sheet.expect("a paper");
    assert!(flat(&sheet.text()).contains("The picture is not in this vault."));
    assert!(sheet.pdf().is_ok(), "it is a paper all the same");
}

#[test]
fn the_signing_photo_is_on_the_sheet_of_the_agreement() {
    let mut agreement = sample("agreement", "uk");
    agreement["attachments"] = signing();
    let agreement = record(agreement);
    let wanted = Pictures::wanted(&agreement, &order(Languages::En, "uk"));
    assert_eq!(wanted.into_iter().collect::<Vec<_>>(), [hash()]);
    for languages in [Languages::En, Languages::Ko, Languages::Both] {
        let order = order(languages, "uk");
        let paper = pdf_with(&agreement, None, &order, &pictures()).expect("a paper");
        assert!(String::from_utf8_lossy(&paper.pdf).contains("/Figure"));
    }
    let order = order(Languages::En, "uk");
    let sheet =
        typeset_with(&agreement, None, &order, &pictures(), &AtomicBool::new(false)).expect("a paper");
    assert!(flat(&sheet.text()).contains("The signing in London"));
}

#[test]
fn attachments_leave_with_the_record_but_for_those_that_were_taken_off() {
    let mut agreement = sample("agreement", "uk");
    agreement["attachments"] = signing();
    let agreement = record(agreement);
    let text = json(&agreement).expect("the record");
    assert!(text.contains("signed.pdf") && !text.contains("wrong.pdf"));
    let files: Vec<String> = leaving_files(&agreement)
        .expect("the hashes")
        .into_iter()
        .collect();
    assert_eq!(files, [hash(), "b".repeat(64)]);
    let order = order(Languages::Both, "uk");
    let named = |list: Vec<crate::Leaving>| list.iter().filter(|one| one.label == "attachment").count();
    assert_eq!(named(leaving_json(&agreement, &order)), 2);
    assert_eq!(named(leaving_markdown(&agreement, &order)), 2);
    let to_read = self::order(Languages::En, "uk");
    assert_eq!(
        named(leaving_markdown(&agreement, &to_read)),
        0,
        "a text to read shows its pictures"
    );
    assert_eq!(named(leaving(&agreement, &order)), 0);
    let mut own = agreement.to_json();
    own["audience"] = "own".into();
    assert!(
        leaving_files(&record(own)).is_err(),
        "nothing of our own side leaves (R1)"
    );
}

#[test]
fn a_text_says_what_there_is_to_see() {
    let text = markdown(&record(with_picture()), &order(Languages::En, "uk")).expect("a text");
    assert!(text.contains("\\[A whiteboard with two columns\\]"), "{text}");
    assert!(text.contains("The whiteboard after item three"));
}

#[test]
fn a_text_shows_the_pictures_that_lie_beside_it() {
    let names = BTreeMap::from([(hash(), "01.png".to_owned())]);
    let text = markdown_with(&record(with_picture()), &order(Languages::Both, "uk"), &names);
    let text = text.expect("a text").under("회의 (EN).files");
    let shown =
        "\n\n![A whiteboard with two columns / 두 열로 나뉜 화이트보드](<회의 (EN).files/01.png>)\n\n";
    assert!(text.contains(shown), "{text}");
}

#[test]
fn one_paper_shows_at_most_five_hundred_pictures() {
    let mut session = session();
    for at in 0..520 {
        let mut one = picture();
        one["picture"]["hash"] = format!("{at:064x}").into();
        session["segments"][format!("p{at}")] = one;
    }
    assert_eq!(
        Pictures::wanted(&record(session), &order(Languages::En, "uk")).len(),
        500
    );
}
