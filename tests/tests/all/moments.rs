//! Earlier moments of a record from the command line: shown, and compared segment by segment.

use maru_core::bilingual::Lang;
use maru_core::edit::Edit;
use maru_store::Vault;
use maru_tests::PASSPHRASE;
use serde_json::Value;

use crate::cli::session;
use crate::desk::Desk;

/// A desk whose session was changed twice: its first decision reads otherwise, and its reference is new.
fn changed() -> (Desk, String) {
    let desk = Desk::sample();
    let id = session(&desk);
    let mut vault = Vault::open(&desk.vault(), PASSPHRASE).expect("the vault");
    let opened = vault.read(&id).expect("the session");
    let segments = opened.record["segments"].as_object().expect("segments");
    let (decision, _) = segments
        .iter()
        .find(|(_, segment)| segment["decision_no"] == 1)
        .expect("the first decision");
    let write = Edit::Write {
        id: decision.clone(),
        lang: Lang::Ko,
        text: "공동 점검표를 6월에 공개함.".to_owned(),
    };
    let heads = vault.edit(&id, &opened.heads, &[write]).expect("written");
    let set = Edit::Set {
        path: vec!["reference".to_owned()],
        value: "SES-NEW".into(),
    };
    vault.edit(&id, &heads, &[set]).expect("set");
    vault.close().expect("closed");
    (desk, id)
}

#[test]
fn two_moments_are_compared_segment_by_segment() {
    let (desk, id) = changed();
    let table = desk.run("history", &[&id]).done();
    assert!(
        table.lines().nth(3).is_some_and(|row| row.starts_with("3 ")),
        "{table}"
    );
    let told = desk
        .run("history", &[&id, "--compare", "1", "3", "--lang", "ko"])
        .done();
    for line in [
        "[reference]",
        "  + SES-NEW",
        "[D-01 변경]",
        "  + 공동 점검표를 6월에 공개함.",
    ] {
        assert!(told.lines().any(|one| one == line), "{line} is not in\n{told}");
    }
    let alone = desk.run("history", &[&id, "--compare", "2", "3"]).done();
    assert!(alone.contains("SES-NEW") && !alone.contains("D-01"), "{alone}");
    let back = desk.run("history", &[&id, "--compare", "3", "1"]).done();
    assert!(back.contains("  - SES-NEW"), "{back}");
    let found = desk
        .run("history", &[&id, "--compare", "1", "3", "--json"])
        .json();
    let kinds: Vec<&Value> = found
        .as_array()
        .expect("differences")
        .iter()
        .map(|one| &one["of"])
        .collect();
    assert_eq!(kinds, ["field", "segment"]);
    let same = desk.run("history", &[&id, "--compare", "2", "2"]).done();
    assert!(same.contains("the same"), "{same}");
}

#[test]
fn a_record_is_shown_as_it_stood() {
    let (desk, id) = changed();
    let reference = |at: &str| {
        let past = desk.run("show", &[&id, "--at", at, "--json"]).json();
        past["record"]["reference"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    };
    let changes = desk.run("history", &[&id, "--json"]).json();
    let last = changes[2]["hash"].as_str().expect("a hash");
    assert_eq!(reference("3"), "SES-NEW");
    assert_eq!(reference(&last.chars().take(12).collect::<String>()), "SES-NEW");
    assert_eq!(reference(changes[2]["time"].as_str().expect("a time")), "SES-NEW");
    assert_eq!(reference("2999-01-01"), "SES-NEW");
    assert_eq!(reference("1"), reference("2"));
    assert_ne!(reference("1"), "SES-NEW");
    let shown = desk.run("show", &[&id, "--at", "1", "--lang", "ko"]).done();
    assert!(shown.contains("시점") && shown.contains("test laptop"), "{shown}");
    assert!(!shown.contains("6월에 공개함"), "{shown}");
}

#[test]
fn a_moment_that_never_was_is_refused_in_a_sentence() {
    let (desk, id) = changed();
    for named in ["0", "4", "abc", "abcdefabcdef", "2001-01-01", "2027-13-40", ""] {
        for lang in ["en", "ko"] {
            let line = desk.run("show", &[&id, "--at", named, "--lang", lang]).failed();
            assert!(line.contains("maructl history"), "{named}: {line}");
        }
    }
    desk.run("history", &[&id, "--compare", "1", "9"]).failed();
    desk.run("history", &[&id, "--compare", "1"]).misused();
}

#[test]
fn a_list_keeps_to_an_agreement_and_to_a_status() {
    let desk = Desk::sample();
    let agreement = desk.ids("agreement").remove(0);
    let ids = |args: &[&str]| {
        let rows = desk.run("list", &[args, &["--json"]].concat()).json();
        let rows = rows.as_array().expect("rows").clone();
        rows.iter().map(|row| row["id"].to_string()).collect::<Vec<_>>()
    };
    let under = ids(&["--agreement", &agreement]);
    assert!(!under.is_empty() && under.len() < ids(&[]).len());
    let practices = ids(&["--status", "joint_review"]);
    assert_eq!(practices.len(), 2, "both sample practices are in joint review");
    assert_eq!(ids(&["--status", "published"]), Vec::<String>::new());
    assert!(ids(&["--agreement", &agreement, "--status", "joint_review"]).len() <= 2);
    let line = desk.run("list", &["--agreement", "nobody"]).failed();
    assert!(line.contains("nobody"), "{line}");
    let line = desk.run("list", &["--status", "ready"]).misused();
    assert!(line.contains("joint_review"), "{line}");
}
