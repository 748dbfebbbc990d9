//! The rules of the product, read back from the pages.

use maru_core::bilingual::{Lang, Side};
use maru_core::labels::Labels;
use serde_json::{Value, json};

use super::{close, first, flat, order, page, read, record, sample, session};
use crate::{Error, Languages, Order, json as as_json, leaving, markdown, typeset};

const EVERY: [Languages; 3] = [Languages::En, Languages::Ko, Languages::Both];

#[test]
fn r1_what_our_side_keeps_to_itself_is_refused_everywhere() {
    let mut own = session();
    own["audience"] = json!("own");
    let own = record(own);
    let order = order(Languages::Both, "uk");
    assert!(matches!(typeset(&own, None, &order), Err(Error::Own)));
    assert!(matches!(markdown(&own, &order), Err(Error::Own)));
    assert!(matches!(as_json(&own), Err(Error::Own)));
    let shared = record(session());
    assert!(
        matches!(typeset(&shared, Some(&own), &order), Err(Error::Own)),
        "not even its title"
    );
}

#[test]
fn r2_the_list_of_what_leaves_counts_what_is_printed() {
    let session = record(session());
    let list = leaving(&session, &order(Languages::Both, "uk"));
    let count = |label: &str| {
        list.iter()
            .find(|line| line.label == label)
            .and_then(|line| line.count)
    };
    assert_eq!(count("leaving-people"), Some(12));
    assert_eq!(count("leaving-agenda"), Some(8));
    assert_eq!(count("leaving-decisions"), Some(6));
    assert_eq!(count("leaving-actions"), Some(9));
    for line in &list {
        for lang in Lang::BOTH {
            assert!(
                Labels::new(lang).find(&line.label, &[]).is_some(),
                "{}",
                line.label
            );
        }
        assert!(line.count.is_some() || line.words.as_ref().is_some_and(|words| !words.is_empty()));
    }
}

#[test]
fn r3_what_leaves_for_another_government_carries_the_prefix() {
    for languages in EVERY {
        let text = read(session(), &order(languages, "uk"));
        for number in 0..text.matches('\u{c}').count() {
            assert_eq!(
                page(&text, number).matches("UK OFFICIAL\n").count().min(2),
                2,
                "head and foot of page {number}"
            );
        }
    }
    let home = Order {
        receiving: Some(Side::new("uk")),
        ..order(Languages::En, "uk")
    };
    assert!(!read(session(), &home).contains("UK OFFICIAL"));
    let abroad = Order {
        receiving: Some(Side::new("kr")),
        ..order(Languages::En, "uk")
    };
    let text = flat(&read(session(), &abroad));
    assert!(
        text.contains("in confidence to the Government of the Republic of Korea"),
        "{text}"
    );
}

#[test]
fn r3_a_marking_for_home_alone_blocks() {
    let mut session = session();
    session["handling"]["instruction"] = json!("hmg use only");
    let refused = typeset(&record(session.clone()), None, &order(Languages::En, "uk"));
    assert!(matches!(refused, Err(Error::Blocked(_))));
    assert!(matches!(as_json(&record(session)), Err(Error::Blocked(_))));
}

#[test]
fn r4_an_embargo_says_until_when_and_what_then() {
    let mut session = session();
    session["handling"]["instruction"] = json!("EMBARGOED");
    let open = typeset(&record(session.clone()), None, &order(Languages::Both, "uk"));
    assert!(matches!(open, Err(Error::Embargo)));
    session["handling"]["embargo_until"] = json!("2027-03-12T09:00:00+09:00[Asia/Seoul]");
    session["handling"]["embargo_then"] = json!("OFFICIAL");
    let text = flat(&read(session, &order(Languages::Both, "uk")));
    assert!(text.contains("UK OFFICIAL - EMBARGOED"));
    assert!(
        text.contains("Embargoed until Friday 12 March 2027, 09:00 (Seoul), then OFFICIAL"),
        "{text}"
    );
    assert!(close(&text).contains("2027.3.12.(금)09:00(서울)까지"), "{text}");
}

#[test]
fn r5_minutes_hold_the_nine_items() {
    let sheet = typeset(&record(session()), None, &order(Languages::Ko, "kr")).expect("a paper");
    assert!(sheet.missing().is_empty(), "{:?}", sheet.missing());
    let text = close(&sheet.text());
    for item in [
        "제2차한-영디지털정부실무회의",
        "개최기관",
        "일시",
        "장소",
        "참석자",
        "배석자",
        "안건",
        "발언요지",
        "결정사항",
        "표결",
    ] {
        assert!(text.contains(item), "{item}");
    }
    for said in [
        "홍길동",
        "제인이그잼플",
        "전우치",
        "개회및의제확정",
        "영국대표단의방한을환영",
        "우선검토하기로함",
        "표결없음(합의로결정)",
    ] {
        assert!(text.contains(said), "{said}");
    }
}

#[test]
fn r5_what_is_missing_is_named_and_no_vote_is_said() {
    let mut session = session();
    session["segments"] = json!({});
    session["convening_body"] = json!({});
    session["vote"] = json!({});
    let sheet = typeset(&record(session), None, &order(Languages::Both, "uk")).expect("a paper");
    assert_eq!(
        sheet.missing(),
        [
            "convening-body",
            "running-order",
            "agenda-item",
            "remark",
            "paper-decisions"
        ]
    );
    let text = flat(&sheet.text());
    assert!(
        text.contains("Not recorded in these minutes: Convening body, Running order"),
        "{text}"
    );
    assert!(
        close(&text).contains("기재되지않은사항:개최기관,진행순서"),
        "{text}"
    );
    assert!(text.contains("No vote") && close(&text).contains("표결없음"));
}

#[test]
fn r6_korean_and_english_forms() {
    let ko = read(session(), &order(Languages::Ko, "kr"));
    assert!(ko.contains("2027. 3. 9.(화)"), "{ko}");
    assert!(close(&ko).contains("09:30~17:30(서울)"));
    let pages = ko.matches('\u{c}').count();
    for number in 1..=pages {
        assert!(
            page(&ko, number - 1)
                .lines()
                .any(|line| line == format!("{pages}-{number}")),
            "page {number}"
        );
    }
    let end = ko.find("끝.").expect("the sign of the end");
    assert!(ko.rfind("A-09").is_some_and(|at| at < end) && ko.find("서명").is_some_and(|at| at > end));
    let en = flat(&read(session(), &order(Languages::En, "uk")));
    assert!(
        en.contains("Tuesday 9 March 2027, 09:30 to 17:30 (Seoul)"),
        "{en}"
    );
    assert!(en.contains("16 April 2027") && en.contains("Page 1 of") && !en.contains("끝."));
}

#[test]
fn r7_r8_weekdays_and_local_times_follow_the_calendar() {
    let mut session = session();
    session["days"] = json!({"a": {"start": "2027-06-09T05:30:00+09:00[Asia/Seoul]", "end": "2027-06-09T10:00:00+09:00[Asia/Seoul]"}});
    let text = flat(&read(session, &order(Languages::En, "uk")));
    assert!(
        text.contains("Wednesday 9 June 2027, 05:30 to 10:00 (Seoul)"),
        "{text}"
    );
    assert!(
        text.contains("London: Tuesday 8 June 2027, 21:30 to Wednesday 9 June 2027, 02:00"),
        "{text}"
    );
    let both = flat(&read(super::session(), &order(Languages::Both, "uk")));
    assert!(
        both.contains("London: 00:30 to 08:30") && close(&both).contains("런던:00:30~08:30"),
        "{both}"
    );
}

#[test]
fn r9_numbers_are_the_same_in_both_languages() {
    let numbers = |languages| {
        let text = read(session(), &order(languages, "uk"));
        let list = text
            .rfind("D-01")
            .map(|at| text.split_at(at).1.to_owned())
            .unwrap_or_default();
        let signs = list
            .lines()
            .filter(|line| line.starts_with("D-") || line.starts_with("A-"));
        signs
            .filter(|line| line.len() == 4)
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let en = numbers(Languages::En);
    assert_eq!(en.len(), 15, "{en:?}");
    assert_eq!(en, numbers(Languages::Ko));
    assert_eq!(en, numbers(Languages::Both));
}

#[test]
fn r11_a_translation_says_that_it_is_stale_a_draft_or_missing() {
    let mut session = session();
    let point = first(&mut session, "point");
    (point["origin"], point["translation"]) = (json!("ko"), json!({"of": "0000000000000000"}));
    let sheet = typeset(&record(session.clone()), None, &order(Languages::En, "uk")).expect("a paper");
    assert!(sheet.warnings().contains(&"paper-stale".to_owned()));
    assert!(flat(&sheet.text()).contains("[Original changed since]"));
    first(&mut session, "point")["en"] = json!("");
    let both = flat(&read(session, &order(Languages::Both, "uk")));
    assert!(both.contains("[Not translated yet]"), "{both}");
}

#[test]
fn r13_sample_data_is_marked_on_every_page() {
    let text = read(session(), &order(Languages::Both, "uk"));
    let pages = text.matches('\u{c}').count();
    assert_eq!(text.matches("Sample data").count(), pages);
    let mut real = session();
    real["sample"] = json!(false);
    assert!(!read(real, &order(Languages::Both, "uk")).contains("Sample data"));
}

#[test]
fn r14_an_end_without_a_basis_is_assumed_and_an_unknown_one_says_so() {
    let agreement = sample("agreement", "uk");
    let text = flat(&read(agreement.clone(), &order(Languages::Both, "uk")));
    assert!(
        text.contains("21 November 2028 (assumed)") && close(&text).contains("2028.11.21.(추정)"),
        "{text}"
    );
    let mut unknown = agreement;
    unknown["dates"]["ends"] = json!({"value": "", "certainty": "unknown"});
    assert!(flat(&read(unknown, &order(Languages::En, "uk"))).contains("Ends Not known"));
}

#[test]
fn r15_a_title_is_the_one_of_the_day() {
    let mut session = session();
    let people = session["people"].as_object_mut().expect("people");
    let jane = people
        .values_mut()
        .find(|p| p["family"]["en"] == "Example")
        .expect("Jane");
    jane["titles"] = json!({
        "a": {"title": {"en": "Old post", "ko": "이전 직위"}, "since": "2020-01-01"},
        "b": {"title": {"en": "Post of the day", "ko": "당일 직위"}, "since": "2027-03-01"},
        "c": {"title": {"en": "Next post", "ko": "이후 직위"}, "since": "2027-03-10"},
    });
    let text = flat(&read(session, &order(Languages::Both, "uk")));
    assert!(text.contains("Post of the day") && close(&text).contains("당일직위"));
    assert!(!text.contains("Old post") && !text.contains("Next post"));
}

#[test]
fn r15_each_language_orders_names_its_own_way() {
    let text = flat(&read(session(), &order(Languages::Both, "uk")));
    for name in ["Mr Hong Gildong", "홍길동", "Ms Jane Example", "제인 이그잼플"] {
        assert!(text.contains(name), "{name}");
    }
}

#[test]
fn r16_classified_grades_are_refused_and_pasted_ones_noticed() {
    for (field, grade) in [
        ("uk", "SECRET"),
        ("uk", "UK TOP SECRET"),
        ("descriptor", "대외비"),
        ("disclosure", "Ⅱ급 비밀"),
        ("n2sf", "C"),
    ] {
        let mut session = session();
        session["handling"][field] = json!(grade);
        let refused = typeset(&record(session), None, &order(Languages::En, "uk"));
        assert!(matches!(refused, Err(Error::Classified(_))), "{grade}");
    }
    let mut pasted = session();
    first(&mut pasted, "point")["en"] = json!("UK SECRET");
    let sheet = typeset(&record(pasted), None, &order(Languages::En, "uk")).expect("a paper");
    assert!(sheet.warnings().contains(&"paper-classified-line".to_owned()));
    let ordinary = typeset(&record(session()), None, &order(Languages::En, "uk")).expect("a paper");
    assert!(!ordinary.warnings().contains(&"paper-classified-line".to_owned()));
}

#[test]
fn r17_the_decisions_stand_on_one_page() {
    for languages in EVERY {
        let sheet = typeset(&record(with_decisions(18)), None, &order(languages, "uk")).expect("a paper");
        assert!(
            !sheet.warnings().contains(&"paper-decisions-over".to_owned()),
            "{languages:?}"
        );
        let text = sheet.text();
        let whole = text
            .split('\u{c}')
            .filter(|page| page.contains("D-18\n") && page.contains("\nD-01\n"));
        assert!(whole.count() >= 1, "{languages:?}");
    }
    let sheet = typeset(&record(with_decisions(200)), None, &order(Languages::En, "uk")).expect("a paper");
    assert!(
        sheet.warnings().contains(&"paper-decisions-over".to_owned()),
        "two hundred fit no page, and that is said"
    );
}

fn with_decisions(count: u32) -> Value {
    let mut session = session();
    let segments = session["segments"].as_object_mut().expect("segments");
    segments.retain(|_, segment| segment["kind"] != "decision");
    for number in 1..=count {
        let decision = json!({"pos": "zz", "kind": "decision", "en": format!("The two sides decided point {number}."),
            "ko": format!("양측은 {number}번 사항을 정함."), "decision_no": number, "decision": "agreed"});
        segments.insert(format!("d{number:03}"), decision);
    }
    session
}

#[test]
fn each_sides_copy_names_itself_first() {
    let uk = flat(&read(sample("meeting", "uk"), &order(Languages::Both, "uk")));
    let kr = flat(&read(sample("meeting", "kr"), &order(Languages::Both, "kr")));
    assert!(uk.contains("Second UK–ROK") && kr.contains("Second ROK–UK"));
    let at = |text: &str, name: &str| text.find(name).expect("a delegation");
    assert!(at(&uk, "Delegation of the United Kingdom") < at(&uk, "Delegation of the Republic of Korea"));
    assert!(at(&kr, "한국 측 대표단") < at(&kr, "영국 측 대표단"));
}

#[test]
fn bold_links_and_quotes_are_kept() {
    let mut session = session();
    first(&mut session, "point")["en"] =
        json!("See **the [charter](https://example.org/c)** and [x](javascript:y)");
    let written = markdown(&record(session.clone()), &order(Languages::En, "uk")).expect("markdown");
    assert!(
        written.contains("See **the** [**charter**](<https://example.org/c>) and \\[x\\](javascript:y)"),
        "{written}"
    );
    assert!(
        flat(&read(session, &order(Languages::En, "uk"))).contains("See the charter and [x](javascript:y)")
    );
}
