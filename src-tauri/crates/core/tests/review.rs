//! What two sides find of a practice that they review together.

mod laptop;

use laptop::{Laptop, insert, meet, meeting, remove, set, write};
use maru_core::bilingual::{Lang, Side};
use maru_core::document::Heads;
use maru_core::edit::Edit;
use maru_core::error::Error;
use maru_core::record::Record;
use maru_core::review::{Review, Stand};
use maru_core::sample;
use serde_json::{Value, json};

fn practice() -> Value {
    json!({
        "id": "p", "kind": "practice", "audience": "joint", "status": "draft",
        "title": { "en": "Peer review", "ko": "동료 검토" },
        "segments": {
            "a": { "pos": "F", "section": "problem", "en": "Quality varied.", "ko": "품질이 고르지 않았음." },
            "b": { "pos": "V", "section": "users", "en": "Service teams." }
        }
    })
}

fn agree(id: &str, side: &str, by: &str) -> Edit {
    Edit::Agree {
        id: id.to_owned(),
        side: Side::new(side),
        by: by.to_owned(),
    }
}

fn advance(id: &str, status: &str) -> Edit {
    Edit::Advance {
        id: id.to_owned(),
        status: status.to_owned(),
        by: "Alex Sample".to_owned(),
    }
}

fn review(laptop: &mut Laptop) -> Review {
    laptop.doc.review().expect("a review")
}

fn stand<'r>(review: &'r Review, side: &str) -> &'r Stand {
    let of_side = review.stands.iter().find(|stand| stand.side.0 == side);
    of_side.expect("a side that has to agree")
}

fn missing(review: &Review) -> Vec<String> {
    let told = |langs: &[Lang]| langs.iter().map(|lang| lang.code()).collect::<Vec<_>>().join("+");
    let gaps = review.gaps.iter();
    gaps.map(|gap| format!("{} {}", gap.what, told(&gap.langs)).trim().to_owned())
        .collect()
}

#[test]
fn nobody_agreed_to_a_new_practice() {
    let mut laptop = Laptop::first(&practice());
    let review = review(&mut laptop);
    assert!(!review.agreed);
    assert_eq!(review.stands.len(), 2, "the British and the Korean side");
    assert!(
        review
            .stands
            .iter()
            .all(|stand| stand.consent.is_none() && !stand.current)
    );
}

#[test]
fn both_sides_agree_to_the_same_text_at_the_same_time() {
    let mut ours = Laptop::first(&practice());
    let mut theirs = ours.copy(1);
    ours.edit(&[agree("1", "uk", "Alex Sample")]);
    theirs.edit(&[agree("2", "kr", "홍길동")]);
    meet(&mut ours, &mut theirs);
    let found = review(&mut ours);
    assert!(found.agreed, "{found:?}");
    let korean = stand(&found, "kr").consent.as_ref().expect("an agreement");
    assert_eq!(
        (korean.by.as_str(), korean.device.as_str()),
        ("홍길동", "laptop 1")
    );
    assert!(korean.at.ends_with('Z'), "{}", korean.at);
    assert_eq!(review(&mut theirs), found);
    assert!(ours.doc.conflicts().expect("conflicts").is_empty());
}

#[test]
fn an_agreement_to_another_text_counts_the_segments_between() {
    let mut ours = Laptop::first(&practice());
    let mut theirs = ours.copy(1);
    ours.edit(&[agree("1", "uk", "Alex Sample")]);
    theirs.edit(&[write("b", Lang::Ko, "서비스 담당 팀.")]);
    theirs.edit(&[agree("2", "kr", "홍길동")]);
    meet(&mut ours, &mut theirs);
    let found = review(&mut ours);
    assert!(!found.agreed, "they agreed to two different texts");
    assert!(stand(&found, "kr").current);
    let british = stand(&found, "uk");
    assert_eq!(
        (british.current, british.known, british.segments),
        (false, true, 1)
    );
    let heads = Heads(british.consent.clone().expect("an agreement").heads);
    let changed = ours.doc.differences(&heads, None).expect("a comparison");
    assert_eq!(changed.iter().filter(|one| one.is_segment()).count(), 1);
    // The British side reads it again and agrees to the text as it is.
    ours.edit(&[agree("3", "uk", "Alex Sample")]);
    assert!(review(&mut ours).agreed);
}

#[test]
fn what_goes_round_about_the_text_changes_nothing_that_was_agreed() {
    let mut laptop = Laptop::first(&practice());
    laptop.edit(&[agree("1", "uk", "Alex Sample")]);
    laptop.edit(&[agree("2", "kr", "홍길동")]);
    laptop.edit(&[
        advance("3", "agreed_both"),
        insert("c", Some("b"), json!({ "section": "users" })),
        set(
            &["comments", "k"],
            json!({ "side": "kr", "text": { "ko": "좋음." } }),
        ),
        set(&["handling", "uk"], "OFFICIAL"),
    ]);
    let found = review(&mut laptop);
    assert!(found.agreed, "{found:?}");
    assert_eq!((stand(&found, "uk").segments, stand(&found, "uk").fields), (0, 0));
    laptop.edit(&[set(&["one_line", "en"], "In one line.")]);
    let found = review(&mut laptop);
    assert!(!found.agreed);
    assert_eq!((stand(&found, "uk").segments, stand(&found, "uk").fields), (0, 1));
}

#[test]
fn a_picture_that_is_added_replaced_or_taken_off_is_noticed() {
    let mut laptop = Laptop::first(&practice());
    let agree_again = |laptop: &mut Laptop, id: &str| drop(laptop.edit(&[agree(id, "uk", "Alex Sample")]));
    let noticed = |laptop: &mut Laptop| {
        let found = review(laptop);
        let british = stand(&found, "uk");
        (british.current, british.segments, british.fields > 0)
    };
    let picture = |digit: &str| json!({ "kind": "picture", "pos": "V", "hash": digit.repeat(64) });
    agree_again(&mut laptop, "1");
    for (n, change) in [
        set(&["attachments", "x"], picture("a")),
        set(&["attachments", "x", "hash"], "b".repeat(64)),
        set(&["attachments", "x", "caption", "ko"], "시험 화면"),
        set(&["attachments", "x", "removed"], true),
    ]
    .iter()
    .enumerate()
    {
        laptop.edit(std::slice::from_ref(change));
        assert_eq!(noticed(&mut laptop), (false, 0, true), "{change:?}");
        agree_again(&mut laptop, &format!("again {n}"));
        assert_eq!(noticed(&mut laptop), (true, 0, false));
    }
    let shown = json!({ "section": "users", "kind": "picture", "picture": { "hash": "c".repeat(64) } });
    for (n, change) in [
        insert("p", Some("b"), shown),
        set(&["segments", "p", "picture", "hash"], "d".repeat(64)),
        set(&["segments", "p", "alt", "en"], "A screen."),
        remove("p"),
    ]
    .iter()
    .enumerate()
    {
        laptop.edit(std::slice::from_ref(change));
        assert_eq!(noticed(&mut laptop), (false, 1, false), "{change:?}");
        agree_again(&mut laptop, &format!("line {n}"));
        assert_eq!(noticed(&mut laptop), (true, 0, false));
    }
    laptop.edit(&[set(&["attachments", "y"], picture("e"))]);
    laptop.edit(&[set(&["attachments", "y", "removed"], true)]);
    assert_eq!(noticed(&mut laptop), (true, 0, false), "it came and went");
}

#[test]
fn every_move_is_recorded_with_who_and_when_and_back_again() {
    let mut laptop = Laptop::first(&practice());
    laptop.edit(&[advance("1", "own_review")]);
    laptop.edit(&[advance("2", "draft")]);
    laptop.edit(&[advance("2", "draft")]);
    let Record::Practice(found) = laptop.doc.record().expect("a record") else {
        panic!("a practice");
    };
    assert_eq!(found.status, "draft");
    let moves: Vec<_> = found
        .moves
        .values()
        .map(|one| (one.from.as_str(), one.to.as_str(), one.by.as_str()))
        .collect();
    assert_eq!(
        moves,
        [
            ("draft", "own_review", "Alex Sample"),
            ("own_review", "draft", "Alex Sample")
        ],
        "a save that is sent twice is one move"
    );
    assert_eq!(found.moves["1"].device, "laptop 0");
}

#[test]
fn both_sides_move_it_at_once_and_both_moves_stay() {
    let mut ours = Laptop::first(&practice());
    let mut theirs = ours.copy(1);
    ours.edit(&[advance("1", "own_review")]);
    theirs.edit(&[advance("2", "joint_review")]);
    meet(&mut ours, &mut theirs);
    let Record::Practice(found) = ours.doc.record().expect("a record") else {
        panic!("a practice");
    };
    assert_eq!(found.moves.len(), 2);
    let conflicts = ours.doc.conflicts().expect("conflicts");
    assert_eq!(
        conflicts.len(),
        1,
        "which status holds is a person's choice (R10)"
    );
    let shown = found.status;
    ours.edit(&[advance("3", &shown)]);
    assert!(ours.doc.conflicts().expect("conflicts").is_empty());
}

#[test]
fn an_agreement_comes_alone_and_only_to_a_practice() {
    let mut laptop = Laptop::first(&practice());
    let base = laptop.doc.heads();
    let both = [write("a", Lang::En, "Changed."), agree("1", "uk", "Alex Sample")];
    assert!(matches!(laptop.edit_at(&base, &both), Err(Error::Misfit(_))));
    assert_eq!(laptop.doc.heads(), base, "nothing changed");
    let mut other = Laptop::first(&meeting());
    let base = other.doc.heads();
    assert!(matches!(
        other.edit_at(&base, &[agree("1", "uk", "Alex Sample")]),
        Err(Error::Misfit(_))
    ));
}

#[test]
fn a_window_behind_the_record_agrees_to_what_it_shows() {
    let mut laptop = Laptop::first(&practice());
    let shown = laptop.doc.heads();
    laptop.edit(&[write("a", Lang::En, "Quality varied a lot.")]);
    laptop
        .edit_at(&shown, &[agree("1", "uk", "Alex Sample")])
        .expect("an agreement");
    let found = review(&mut laptop);
    assert!(
        !stand(&found, "uk").current,
        "the newer words were never agreed to"
    );
    assert_eq!(stand(&found, "uk").segments, 1);
}

#[test]
fn a_practice_that_came_from_a_file_knows_its_agreements_but_not_their_moments() {
    let mut laptop = Laptop::first(&practice());
    laptop.edit(&[agree("1", "uk", "Alex Sample")]);
    let mut again = Laptop::first(laptop.doc.json());
    let found = review(&mut again);
    let british = stand(&found, "uk");
    assert!(british.current, "the same text");
    assert!(!british.known, "but no history to compare it with");
}

#[test]
fn another_pair_of_sides_agrees_too() {
    let mut record = practice();
    record["sides"] = json!(["uk", "sg"]);
    let mut laptop = Laptop::first(&record);
    laptop.edit(&[agree("1", "uk", "Alex Sample")]);
    assert!(!review(&mut laptop).agreed);
    laptop.edit(&[agree("2", "sg", "Tan Sample")]);
    assert!(review(&mut laptop).agreed);
}

#[test]
fn what_is_missing_is_named_by_field_and_language() {
    let mut laptop = Laptop::first(&practice());
    laptop.edit(&[
        set(
            &["evidence", "e"],
            json!({ "pos": "V", "value": "62%", "source": "" }),
        ),
        set(
            &["evidence", "f"],
            json!({ "pos": "W", "value": "70%", "source": "Survey" }),
        ),
        set(
            &["evidence", "g"],
            json!({ "pos": "X", "value": "80%", "illustrative": true }),
        ),
        set(&["rights", "licence"], "OGL-UK-3.0"),
        set(&["keywords"], json!({ "en": ["quality"], "ko": [] })),
    ]);
    let found = review(&mut laptop);
    assert_eq!(
        missing(&found),
        [
            "one_line en+ko",
            "keywords ko",
            "organisation en+ko",
            "stage",
            "users ko",
            "what_we_do en+ko",
            "results en+ko",
            "what_did_not_work en+ko",
            "conditions_for_reuse en+ko",
            "cost_and_skills en+ko",
            "risks en+ko",
            "inclusion en+ko",
            "contact en+ko",
            "review_by",
            "evidence"
        ]
    );
    assert_eq!(found.gaps.last().and_then(|gap| gap.figure.as_deref()), Some("e"));
}

#[test]
fn the_sample_practices_miss_nothing_and_the_sample_session_says_all_that_the_law_asks_for() {
    for record in sample::records(&Side::new("uk")) {
        let kind = record["kind"].as_str().expect("a kind").to_owned();
        if kind != "practice" && kind != "meeting" {
            continue;
        }
        let found = review(&mut Laptop::first(&record));
        assert_eq!(found.gaps, [], "{}", record["title"]);
    }
}

#[test]
fn a_meeting_names_what_the_law_asks_for_and_it_does_not_say() {
    let mut laptop = Laptop::first(&meeting());
    assert_eq!(
        missing(&review(&mut laptop)),
        [
            "convening-body",
            "date-time",
            "paper-attendees",
            "running-order",
            "agenda-item",
            "paper-decisions"
        ]
    );
    laptop.edit(&[set(&["vote", "held"], true)]);
    assert_eq!(
        missing(&review(&mut laptop)).last().map(String::as_str),
        Some("vote-result"),
        "a vote that was held has a result"
    );
    laptop.edit(&[set(&["vote", "text"], json!({ "ko": "찬성 8, 반대 0" }))]);
    assert!(!missing(&review(&mut laptop)).contains(&"vote-result".to_owned()));
    laptop.edit(&[set(&["form"], "side_consultation")]);
    assert!(missing(&review(&mut laptop)).is_empty());
}

#[test]
fn a_translation_older_than_its_original_is_counted() {
    let mut laptop = Laptop::first(&practice());
    assert_eq!(review(&mut laptop).stale, 0);
    laptop.edit(&[write("a", Lang::En, "Quality varied widely.")]);
    assert_eq!(review(&mut laptop).stale, 1);
}

#[test]
fn everything_about_a_review_comes_back_from_a_file() {
    let mut laptop = Laptop::first(&practice());
    laptop.edit(&[agree("1", "uk", "Alex Sample")]);
    laptop.edit(&[
        advance("2", "own_review"),
        set(&["meetings", "m"], "V"),
        set(&["sides"], json!(["uk", "kr"])),
        set(&["evidence", "e"], json!({ "value": "62%", "removed": true })),
        set(&["comments", "k"], json!({ "side": "kr", "removed": true })),
    ]);
    let json = laptop.doc.json().clone();
    let again = Laptop::first(&json);
    assert_eq!(
        again.doc.record().expect("a practice"),
        laptop.doc.record().expect("a practice")
    );
    let json = again.doc.json();
    for (field, id) in [("consents", "1"), ("moves", "2"), ("meetings", "m")] {
        assert!(json[field][id] != Value::Null, "{field}");
    }
    assert!(
        !missing(&review(&mut laptop)).contains(&"evidence".to_owned()),
        "a figure that was taken off needs no source"
    );
}
