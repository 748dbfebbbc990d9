//! The file itself: the same bytes every time, the pages that were looked at, labels for all that can happen.

use std::sync::atomic::AtomicBool;

use maru_core::bilingual::Lang;
use maru_core::labels::Labels;

use super::{order, record, sample, session};
use crate::{Error, Languages, file_name, pdf, typeset, typeset_unless};

#[test]
fn the_same_order_makes_the_same_bytes() {
    let session = record(session());
    let order = order(Languages::Both, "uk");
    let one = pdf(&session, None, &order).expect("a paper");
    let two = pdf(&session, None, &order).expect("a paper");
    assert_eq!(one.pdf, two.pdf);
    let later = crate::Order {
        now: "2027-03-12T05:00:00Z".to_owned(),
        ..order
    };
    assert_ne!(one.pdf, pdf(&session, None, &later).expect("a paper").pdf);
}

#[test]
fn the_file_declares_what_it_conforms_to() {
    let paper = pdf(&record(session()), None, &order(Languages::Both, "uk")).expect("a paper");
    let file = String::from_utf8_lossy(&paper.pdf).into_owned();
    for sign in [
        "<pdfaid:part>2</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
        "<pdfuaid:part>1</pdfuaid:part>",
        "Second UK–ROK",
        "제2차",
        "2027-03-11T05:00:00",
    ] {
        assert!(file.contains(sign), "{sign}");
    }
}

#[test]
fn the_pictures_are_the_pages_of_the_file() {
    let order = order(Languages::Ko, "kr");
    let sheet = typeset(&record(session()), None, &order).expect("a paper");
    let paper = pdf(&record(session()), None, &order).expect("a paper");
    assert_eq!(sheet.pages(), paper.pages);
    assert_eq!(sheet.pdf().expect("a file"), paper.pdf);
    for page in 1..=sheet.pages() {
        let picture = sheet.picture(page, 1.0).expect("a picture");
        assert_eq!(picture.get(..8), Some(b"\x89PNG\r\n\x1a\n".as_slice()));
        let size: Vec<u8> = picture.get(16..24).map(<[u8]>::to_vec).unwrap_or_default();
        assert_eq!(size, [0, 0, 2, 83, 0, 0, 3, 74], "A4 is 595 by 842 points");
    }
    assert!(matches!(sheet.picture(0, 1.0), Err(Error::Page(0))));
    assert!(sheet.picture(sheet.pages() + 1, 1.0).is_err());
    assert!(sheet.picture(1, f32::NAN).is_ok() && sheet.picture(1, -3.0).is_ok());
}

#[test]
fn a_stopped_export_stops() {
    let session = record(session());
    let stop = AtomicBool::new(true);
    let order = order(Languages::En, "uk");
    assert!(matches!(
        typeset_unless(&session, None, &order, &stop),
        Err(Error::Stopped)
    ));
    let sheet = typeset(&session, None, &order).expect("a paper");
    assert!(matches!(sheet.pdf_unless(&stop), Err(Error::Stopped)));
}

#[test]
fn every_error_says_what_happened_and_what_to_do() {
    let errors = [
        Error::Own,
        Error::Blocked("UK OFFICIAL - HMG USE ONLY".to_owned()),
        Error::Classified("SECRET".to_owned()),
        Error::Embargo,
        Error::Kind("opportunity".to_owned()),
        Error::Attach,
        Error::Form {
            paper: "agenda",
            kind: "practice".to_owned(),
        },
        Error::Long {
            found: 3_000_000,
            most: 2_000_000,
        },
        Error::Page(9),
        Error::Stopped,
        Error::Typeset(String::new()),
    ];
    for error in errors {
        let args = error.args();
        let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
        for lang in Lang::BOTH {
            for id in [format!("err-{}", error.code()), format!("rec-{}", error.code())] {
                assert!(
                    Labels::new(lang)
                        .find(&id, &args)
                        .is_some_and(|text| !text.contains('{')),
                    "{id}"
                );
            }
        }
    }
}

#[test]
fn everything_noticed_has_words() {
    for id in [
        "paper-cut",
        "paper-classified-line",
        "paper-decisions-over",
        "translation-draft",
        "paper-stale",
        "paper-untranslated",
    ] {
        for lang in Lang::BOTH {
            assert!(
                Labels::new(lang)
                    .find(id, &[("most", "1"), ("found", "2")])
                    .is_some(),
                "{id}"
            );
        }
    }
}

#[test]
fn files_are_named_by_day_title_and_languages() {
    let ko = file_name(&record(sample("meeting", "kr")), &order(Languages::Ko, "kr"));
    assert_eq!(ko, "2027-03-09 제2차 한-영 디지털정부 실무회의 (KO).pdf");
    let en = file_name(&record(sample("agreement", "uk")), &order(Languages::Both, "uk"));
    assert!(
        en.starts_with("2023-11-22 Memorandum of Understanding") && en.ends_with("(EN-KO).pdf"),
        "{en}"
    );
}

#[test]
fn a_sheet_can_be_kept_for_a_preview_on_another_thread() {
    fn crosses<T: Send + Sync>() {}
    crosses::<crate::Sheet>();
}
