//! The short papers: an agenda for the table, a page of decisions, a table of actions.

use serde_json::json;

use super::{close, first, flat, order, read, record, sample, session};
use crate::{Error, Form, Languages, Order, file_name, leaving, markdown, pdf, typeset};

const EVERY: [Languages; 3] = [Languages::En, Languages::Ko, Languages::Both];

fn of(form: Form, languages: Languages) -> Order {
    Order {
        form,
        ..order(languages, "uk")
    }
}

fn text(form: Form, languages: Languages) -> String {
    let sheet = typeset(&record(session()), None, &of(form, languages)).expect("a paper");
    sheet.text()
}

#[test]
fn every_form_is_a_paper_for_archives_and_for_everybody() {
    for form in Form::ALL {
        for languages in EVERY {
            let paper = pdf(&record(session()), None, &of(form, languages)).expect("a paper");
            let file = String::from_utf8_lossy(&paper.pdf).into_owned();
            assert!(file.contains("<pdfaid:part>2</pdfaid:part>"), "{form:?}");
            assert!(file.contains("<pdfuaid:part>1</pdfuaid:part>"), "{form:?}");
        }
    }
}

#[test]
fn an_agenda_holds_the_running_order_alone() {
    let en = flat(&text(Form::Agenda, Languages::En));
    assert!(en.contains("09:30–09:45") && en.contains("Opening and confirmation of the agenda"));
    for elsewhere in ["D-01", "A-01", "Delegation of the United Kingdom", "Signatures"] {
        assert!(!en.contains(elsewhere), "{elsewhere}");
    }
    let both = text(Form::Agenda, Languages::Both);
    assert!(flat(&both).contains("Wednesday 10 March 2027") && close(&both).contains("2027.3.10.(수)"));
}

#[test]
fn r17_the_decisions_are_one_page_in_large_type() {
    for languages in EVERY {
        let sheet = typeset(&record(session()), None, &of(Form::Decisions, languages)).expect("a paper");
        assert_eq!(sheet.pages(), 1, "{languages:?}");
        assert!(!sheet.warnings().contains(&"paper-decisions-over".to_owned()));
        let text = close(&sheet.text());
        for number in 1..=6 {
            assert!(text.contains(&format!("D-0{number}")), "{languages:?}");
        }
        assert!(!text.contains("A-01"), "no action stands among them");
        for day in [["9March2027", "2027.3.9.(화)"], ["10March2027", "2027.3.10.(수)"]] {
            assert!(day.iter().any(|day| text.contains(day)), "{day:?}: {text}");
        }
        assert!(text.contains("Novote") || text.contains("표결없음"), "{text}");
    }
}

#[test]
fn r17_more_decisions_are_set_smaller_and_too_many_are_noticed() {
    let with = |count: u32| {
        let mut session = session();
        let segments = session["segments"].as_object_mut().expect("segments");
        segments.retain(|_, segment| segment["kind"] != "decision");
        for number in 1..=count {
            let decision = json!({"pos": "zz", "kind": "decision", "en": format!("Both sides decided point {number}."),
                "ko": format!("양측은 {number}번 사항을 정함."), "decision_no": number, "decision": "agreed"});
            segments.insert(format!("d{number:03}"), decision);
        }
        typeset(&record(session), None, &of(Form::Decisions, Languages::Both)).expect("a paper")
    };
    assert_eq!(with(16).pages(), 1);
    assert!(with(90).warnings().contains(&"paper-decisions-over".to_owned()));
}

#[test]
fn r17_without_a_decision_the_page_says_so() {
    let mut none = session();
    none["segments"] = json!({});
    let sheet = typeset(&record(none), None, &of(Form::Decisions, Languages::Both)).expect("a paper");
    assert!(flat(&sheet.text()).contains("None recorded"));
}

#[test]
fn the_actions_say_who_does_what_by_when_and_when_that_was_true() {
    let en = flat(&text(Form::Actions, Languages::En));
    for said in [
        "A-01",
        "A-09",
        "16 April 2027",
        "Overdue",
        "Date prepared 11 March 2027",
    ] {
        assert!(en.contains(said), "{said}: {en}");
    }
    assert!(!en.contains("D-01") && !en.contains("Opening and confirmation"));
}

#[test]
fn no_table_begins_with_a_single_row_at_the_foot_of_a_page() {
    for languages in EVERY {
        let text = read(sample("agreement", "uk"), &order(languages, "uk"));
        let mut pages = text.split('\u{c}').map(close);
        let begins = |page: &String| page.contains("Formsofcooperation") || page.contains("협력방식");
        let page = pages.find(begins).expect("the table is there");
        assert!(
            page.contains("Forumsandseminars") || page.contains("포럼·세미나"),
            "{page}"
        );
    }
}

#[test]
fn r3_every_page_of_every_form_bears_the_marking() {
    for form in Form::ALL {
        let text = text(form, Languages::Both);
        for page in text.split('\u{c}').filter(|page| !page.is_empty()) {
            assert!(page.matches("UK OFFICIAL\n").count() >= 2, "{form:?}: {page}");
            assert!(page.contains("Sample data"), "{form:?}");
        }
    }
}

#[test]
fn every_form_passes_the_one_gate() {
    for form in Form::ALL {
        let order = of(form, Languages::Both);
        let mut own = session();
        own["audience"] = json!("own");
        assert!(
            matches!(typeset(&record(own), None, &order), Err(Error::Own)),
            "{form:?}"
        );
        for (field, value) in [
            ("instruction", "HMG USE ONLY"),
            ("uk", "SECRET"),
            ("instruction", "EMBARGOED"),
        ] {
            let mut marked = session();
            marked["handling"][field] = json!(value);
            let refused = typeset(&record(marked.clone()), None, &order);
            assert!(refused.is_err(), "{form:?} {value}");
            assert!(markdown(&record(marked), &order).is_err(), "{form:?} {value}");
        }
    }
}

#[test]
fn a_pasted_grade_is_noticed_on_every_paper_that_prints_it() {
    for (form, kind) in [
        (Form::Agenda, "agenda"),
        (Form::Decisions, "decision"),
        (Form::Actions, "action"),
        (Form::Summary, "decision"),
    ] {
        let mut pasted = session();
        first(&mut pasted, kind)["ko"] = json!("대외비");
        let sheet = typeset(&record(pasted), None, &of(form, Languages::Both)).expect("a paper");
        assert!(
            sheet.warnings().contains(&"paper-classified-line".to_owned()),
            "{form:?}"
        );
    }
}

#[test]
fn r2_the_list_of_what_leaves_is_that_of_the_paper() {
    let session = record(session());
    let labels = |form| -> Vec<String> {
        let list = leaving(&session, &of(form, Languages::Both));
        list.into_iter().map(|line| line.label).collect()
    };
    assert!(labels(Form::Summary).contains(&"leaving-people".to_owned()));
    for form in [Form::Agenda, Form::Decisions, Form::Actions] {
        assert!(!labels(form).contains(&"leaving-notes".to_owned()), "{form:?}");
    }
    assert!(labels(Form::Decisions).contains(&"leaving-decisions".to_owned()));
}

#[test]
fn only_a_meeting_has_short_papers() {
    for kind in ["agreement", "practice"] {
        let refused = typeset(
            &record(sample(kind, "uk")),
            None,
            &of(Form::Agenda, Languages::En),
        );
        assert!(matches!(refused, Err(Error::Form { .. })), "{kind}");
    }
}

#[test]
fn a_short_paper_is_named_after_itself() {
    let name = |form, languages| file_name(&record(session()), &of(form, languages));
    let agenda = name(Form::Agenda, Languages::En);
    assert!(agenda.ends_with(" – Agenda (EN).pdf"), "{agenda}");
    let decisions = name(Form::Decisions, Languages::Ko);
    assert!(decisions.ends_with(" – 결정 사항 (KO).pdf"), "{decisions}");
}
