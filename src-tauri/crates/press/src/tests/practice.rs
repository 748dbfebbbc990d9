//! The sheet of a practice says how far its two sides are.

use maru_core::record::Record;
use maru_core::review::agreed_digest;
use serde_json::{Value, json};

use super::{close, flat, order, read, record, sample};
use crate::Languages;

/// The sample practice, with what each side said.
fn agreed(consents: Value) -> Value {
    let mut practice = sample("practice", "uk");
    practice["consents"] = consents;
    practice
}

fn digest(practice: Value) -> String {
    let Record::Practice(practice) = record(practice) else {
        panic!("a practice");
    };
    agreed_digest(&practice)
}

#[test]
fn each_side_is_named_with_who_agreed_and_on_which_of_its_days() {
    let text = digest(agreed(json!({})));
    let consent = |side: &str, by: &str, text: &str| json!({ "side": side, "by": by, "at": "2027-03-11T18:30:00Z", "device": "DESK-7", "recorded_by": side, "text": text });
    let both =
        agreed(json!({ "1": consent("uk", "Alex Sample", &text), "2": consent("kr", "홍길동", &text) }));
    let en = flat(&read(both.clone(), &order(Languages::En, "uk")));
    assert!(en.contains("Agreement of the sides"), "{en}");
    assert!(en.contains("UK side · Alex Sample · 11 March 2027"), "{en}");
    // In Seoul it was the next day already.
    assert!(en.contains("Korean side · 홍길동 · 12 March 2027"), "{en}");
    assert!(!en.contains("earlier text") && !en.contains("DESK-7"), "{en}");
    let ko = close(&read(both.clone(), &order(Languages::Ko, "kr")));
    assert!(
        ko.contains("양측확인현황") && ko.contains("·홍길동·2027.3.12."),
        "{ko}"
    );
    let both = close(&read(both, &order(Languages::Both, "uk")));
    assert!(
        both.contains("AlexSample·11March2027") && both.contains("·AlexSample·2027.3.11."),
        "{both}"
    );

    let one = agreed(json!({ "1": consent("uk", "Alex Sample", "0000000000000000") }));
    let en = flat(&read(one.clone(), &order(Languages::En, "uk")));
    assert!(en.contains("11 March 2027 · agreed to an earlier text"), "{en}");
    assert!(en.contains("Korean side · Not agreed yet"), "{en}");
    let ko = close(&read(one, &order(Languages::Ko, "uk")));
    assert!(
        ko.contains("2027.3.11.·이전문안확인") && ko.contains("·미확인"),
        "{ko}"
    );
}

#[test]
fn a_draft_that_nobody_was_asked_about_says_nothing_of_it() {
    let mut draft = sample("practice", "uk");
    draft["status"] = "draft".into();
    assert!(!flat(&read(draft, &order(Languages::En, "uk"))).contains("Agreement of the sides"));
}
