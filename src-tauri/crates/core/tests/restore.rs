//! The way back to a moment: a new change that says again what was said then, and loses nothing.

mod laptop;

use laptop::{Laptop, insert, meet, meeting, place, remove, set, write};
use maru_core::Error;
use maru_core::bilingual::{Lang, Side};
use maru_core::document::Heads;
use maru_core::edit::Edit;
use maru_core::segment::SegmentKind;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};

fn turn(id: &str, kind: SegmentKind) -> Edit {
    Edit::Turn {
        id: id.to_owned(),
        kind,
    }
}

fn check(id: &str, lang: Lang, side: &str) -> Edit {
    Edit::Check {
        id: id.to_owned(),
        lang,
        side: Side::new(side),
    }
}

impl Laptop {
    /// Brings the record back to a moment.
    fn go_back(&mut self, moment: &Heads) {
        let edits = self.doc.way_back(moment, None).expect("a way back");
        self.edit(&edits);
    }
}

/// What a reader sees: the lines that are there, in order, and everything else that can be brought back.
fn seen(record: &Value) -> Value {
    let mut rest = record.clone();
    let lines = rest["segments"].take();
    let mut lines: Vec<Value> = lines
        .as_object()
        .into_iter()
        .flatten()
        .filter(|(_, line)| line["removed"] != json!(true))
        .map(|(id, line)| {
            let mut line = line.clone();
            line["id"] = id.as_str().into();
            line
        })
        .collect();
    lines.sort_by_key(|line| (line["pos"].to_string(), line["id"].to_string()));
    for line in &mut lines {
        let line = line.as_object_mut().expect("a line");
        line.remove("pos");
        line.remove("removed");
        // A number that a line was given stays with it, also when it is a point again (R9).
        for field in ["decision_no", "action_no"] {
            line.remove(field);
        }
    }
    rest["segments"] = lines.into();
    rest.as_object_mut().expect("a record").remove("binned");
    rest
}

#[test]
fn a_whole_record_says_again_what_it_said() {
    let mut desk = Laptop::first(&meeting());
    desk.edit(&[check("a", Lang::Ko, "kr"), turn("b", SegmentKind::Decision)]);
    let moment = desk.doc.heads();
    let then = desk.doc.json().clone();
    desk.edit(&[
        write("a", Lang::En, "Something else."),
        remove("b"),
        turn("c", SegmentKind::Action),
        place("c", None),
        insert("d", Some("a"), json!({ "en": "New.", "ko": "" })),
        set(&["title", "en"], "Another title"),
        set(&["mode"], "remote"),
        set(&["segments", "c", "owner_side"], "kr"),
    ]);
    let later = desk.doc.heads();
    desk.go_back(&moment);
    assert_eq!(seen(desk.doc.json()), seen(&then));
    assert_eq!(
        desk.order().iter().filter(|id| *id != "d").collect::<Vec<_>>(),
        ["a", "b", "c"]
    );
    let kept = desk.doc.json_at(&later).expect("the later moment");
    assert_eq!(kept["segments"]["a"]["en"], "Something else.");
    assert_eq!(
        desk.segment("d").en,
        "New.",
        "a line that came later is deleted, not gone"
    );
    assert!(desk.segment("d").removed);
}

#[test]
fn the_way_back_is_a_change_like_any_other_and_has_a_way_back_itself() {
    let mut desk = Laptop::first(&meeting());
    let moment = desk.doc.heads();
    desk.edit(&[write("a", Lang::Ko, "다른 말."), remove("c")]);
    let (later, then) = (desk.doc.heads(), desk.doc.json().clone());
    let before = desk.doc.history().len();
    desk.go_back(&moment);
    assert_eq!(desk.doc.history().len(), before + 1);
    desk.go_back(&later);
    assert_eq!(seen(desk.doc.json()), seen(&then));
}

#[test]
fn what_somebody_else_writes_meanwhile_is_kept() {
    let mut uk = Laptop::first(&meeting());
    let moment = uk.doc.heads();
    uk.edit(&[write("a", Lang::En, "Alpha text about nothing.")]);
    let mut kr = uk.copy(1);
    kr.edit(&[
        write("b", Lang::Ko, "베타와 더."),
        insert("k", Some("c"), json!({ "ko": "새 줄" })),
    ]);
    uk.go_back(&moment);
    meet(&mut uk, &mut kr);
    assert_eq!(uk.segment("a").en, "Alpha text about cooperation.");
    assert_eq!(uk.segment("b").ko, "베타와 더.");
    assert!(
        !uk.segment("k").removed,
        "nobody who went back had seen this line"
    );
}

#[test]
fn numbers_are_never_given_twice() {
    let mut desk = Laptop::first(&meeting());
    let moment = desk.doc.heads();
    desk.edit(&[turn("a", SegmentKind::Decision)]);
    desk.go_back(&moment);
    assert_eq!(desk.segment("a").kind, SegmentKind::Point);
    desk.edit(&[turn("b", SegmentKind::Decision)]);
    assert_eq!(desk.segment("b").number().as_deref(), Some("D-02"));
    desk.edit(&[turn("a", SegmentKind::Decision)]);
    assert_eq!(desk.segment("a").number().as_deref(), Some("D-01"));
}

#[test]
fn the_bin_and_the_audience_stay_as_they_are() {
    let mut desk = Laptop::first(&meeting());
    desk.edit(&[set(&["binned"], true)]);
    let moment = desk.doc.heads();
    desk.edit(&[set(&["binned"], false), set(&["mode"], "remote")]);
    desk.go_back(&moment);
    assert_eq!(desk.doc.json()["binned"], false);
    assert_eq!(desk.doc.json()["audience"], "joint");
    assert_ne!(desk.doc.json()["mode"], "remote");
}

#[test]
fn who_agreed_to_a_practice_and_what_was_said_about_it_stays() {
    let practice = json!({
        "id": "p", "kind": "practice", "audience": "joint", "status": "draft", "title": { "en": "Queue", "ko": "" },
        "segments": { "a": { "pos": "F", "en": "One queue.", "ko": "" } }
    });
    let mut desk = Laptop::first(&practice);
    let moment = desk.doc.heads();
    desk.edit(&[write("a", Lang::En, "Two queues.")]);
    desk.edit(&[Edit::Advance {
        id: "m1".to_owned(),
        status: "own_review".to_owned(),
        by: "Alex Sample".to_owned(),
    }]);
    desk.edit(&[Edit::Agree {
        id: "c1".to_owned(),
        side: Side::new("uk"),
        by: "Alex Sample".to_owned(),
    }]);
    let comment = json!({ "side": "kr", "at": "2027-03-09", "text": { "en": "", "ko": "좋습니다" } });
    desk.edit(&[set(&["comments", "k"], comment)]);
    let said = |desk: &Laptop| {
        ["status", "moves", "consents", "comments"].map(|field| desk.doc.json()[field].clone())
    };
    let before = said(&desk);
    desk.go_back(&moment);
    assert_eq!(desk.segment("a").en, "One queue.");
    assert_eq!(said(&desk), before);
}

#[test]
fn somebody_who_came_later_is_taken_off_the_list_with_all_words_kept() {
    let mut desk = Laptop::first(&meeting());
    let moment = desk.doc.heads();
    let person =
        json!({ "side": "uk", "family": { "en": "Sample", "ko": "" }, "given": { "en": "Alex", "ko": "" } });
    desk.edit(&[set(&["people", "p"], person)]);
    let later = desk.doc.heads();
    desk.go_back(&moment);
    assert_eq!(desk.doc.json()["people"]["p"]["removed"], true);
    assert_eq!(desk.doc.json()["people"]["p"]["given"]["en"], "Alex");
    desk.go_back(&later);
    assert_ne!(desk.doc.json()["people"]["p"]["removed"], true);
}

#[test]
fn one_line_goes_back_alone() {
    let mut desk = Laptop::first(&meeting());
    let moment = desk.doc.heads();
    desk.edit(&[
        write("a", Lang::En, "Changed."),
        write("b", Lang::En, "Changed too."),
        set(&["mode"], "remote"),
    ]);
    let edits = desk.doc.way_back(&moment, Some("a")).expect("a way back");
    desk.edit(&edits);
    assert_eq!(desk.segment("a").en, "Alpha text about cooperation.");
    assert_eq!(desk.segment("b").en, "Changed too.");
    assert_eq!(desk.doc.json()["mode"], "remote");
}

#[test]
fn a_moment_that_is_none_and_a_line_that_was_not_there_are_refused() {
    let mut desk = Laptop::first(&meeting());
    let moment = desk.doc.heads();
    desk.edit(&[insert("d", None, json!({ "en": "New." }))]);
    let unknown = Heads(vec!["00".repeat(32)]);
    for heads in [Heads(vec![]), unknown, Heads(vec!["nonsense".to_owned()])] {
        assert!(
            matches!(desk.doc.way_back(&heads, None), Err(Error::Heads)),
            "{heads:?}"
        );
    }
    let mut other =
        Laptop::first(&json!({ "id": "n", "kind": "meeting", "audience": "joint", "segments": {} }));
    let elsewhere = other.doc.heads();
    assert!(matches!(desk.doc.way_back(&elsewhere, None), Err(Error::Heads)));
    for line in ["d", "nowhere"] {
        assert!(
            matches!(desk.doc.way_back(&moment, Some(line)), Err(Error::Misfit(_))),
            "{line}"
        );
    }
}

#[test]
fn nothing_is_to_do_for_the_present_moment() {
    let mut desk = Laptop::first(&meeting());
    desk.edit(&[turn("a", SegmentKind::Action), write("b", Lang::En, "x")]);
    let now = desk.doc.heads();
    assert_eq!(desk.doc.way_back(&now, None).expect("a way back"), []);
}

#[test]
fn a_change_names_the_lines_and_fields_that_it_touched() {
    let mut uk = Laptop::first(&meeting());
    let mut kr = uk.copy(1);
    uk.edit(&[write("a", Lang::En, "Alpha."), set(&["title", "ko"], "다른 회의")]);
    kr.edit(&[
        turn("b", SegmentKind::Action),
        set(&["segments", "c", "by"], "kr"),
    ]);
    meet(&mut uk, &mut kr);
    let history = uk.doc.history();
    let names = |at: usize| {
        let change = &history[at];
        (
            change.segments.iter().map(String::as_str).collect::<Vec<_>>(),
            change.fields.iter().map(String::as_str).collect::<Vec<_>>(),
        )
    };
    assert_eq!(names(0), (vec![], vec![]));
    assert_eq!(names(1), (vec!["a"], vec!["title"]));
    assert_eq!(names(2), (vec!["b", "c"], vec![]));
}

#[test]
fn the_moment_after_a_change_holds_everything_before_it() {
    let mut uk = Laptop::first(&meeting());
    let mut kr = uk.copy(1);
    uk.edit(&[write("a", Lang::En, "From London.")]);
    kr.edit(&[write("b", Lang::Ko, "세종에서.")]);
    meet(&mut uk, &mut kr);
    let history = uk.doc.history();
    assert_eq!(history, kr.doc.history(), "both laptops tell the same story");
    let last = uk.doc.json_at(&history[2].heads).expect("the last moment");
    assert_eq!(last["segments"], uk.doc.json()["segments"]);
    assert_eq!(history[2].heads, uk.doc.heads());
    let between = uk.doc.json_at(&history[1].heads).expect("a moment between");
    let written = [&between["segments"]["a"]["en"], &between["segments"]["b"]["ko"]];
    assert_eq!(written, [&json!("From London."), &json!("베타.")]);
}

/// What somebody does at random on one of two laptops.
#[derive(Debug, Clone)]
enum Deed {
    Write(Index, bool, String),
    Turn(Index, u8),
    Move(Index, Option<Index>),
    Insert(Option<Index>, String),
    Remove(Index),
    Restore(Index),
    Check(Index),
    Title(String),
    Mode(Option<bool>),
    Meet,
}

fn deed() -> impl Strategy<Value = Deed> {
    let line = any::<Index>;
    let text = || prop_oneof![Just(String::new()), "[a-z ]{1,12}", "[가-힣]{1,6}"];
    prop_oneof![
        5 => (line(), any::<bool>(), text()).prop_map(|(line, korean, text)| Deed::Write(line, korean, text)),
        2 => (line(), 0_u8..4).prop_map(|(line, kind)| Deed::Turn(line, kind)),
        3 => (line(), prop::option::of(line())).prop_map(|(line, after)| Deed::Move(line, after)),
        2 => (prop::option::of(line()), text()).prop_map(|(after, text)| Deed::Insert(after, text)),
        2 => line().prop_map(Deed::Remove),
        1 => line().prop_map(Deed::Restore),
        1 => line().prop_map(Deed::Check),
        1 => text().prop_map(Deed::Title),
        1 => prop::option::of(any::<bool>()).prop_map(Deed::Mode),
        2 => Just(Deed::Meet),
    ]
}

fn edit_of(deed: &Deed, laptop: &Laptop, fresh: usize) -> Option<Edit> {
    let ids = laptop.order();
    let id = |index: &Index| index.get(&ids).clone();
    Some(match deed {
        Deed::Write(line, korean, text) => write(&id(line), if *korean { Lang::Ko } else { Lang::En }, text),
        Deed::Turn(line, kind) => {
            let kinds = [
                SegmentKind::Point,
                SegmentKind::Decision,
                SegmentKind::Action,
                SegmentKind::Agenda,
            ];
            turn(&id(line), kinds[usize::from(*kind)].clone())
        }
        Deed::Move(line, after) => place(&id(line), after.as_ref().map(id).as_deref()),
        Deed::Insert(after, text) => insert(
            &format!("n{fresh}"),
            after.as_ref().map(id).as_deref(),
            json!({ "en": text }),
        ),
        Deed::Remove(line) => remove(&id(line)),
        Deed::Restore(line) => Edit::Restore { id: id(line) },
        Deed::Check(line) => {
            let segment = laptop.segment(&id(line));
            check(&id(line), segment.origin?.other(), "uk")
        }
        Deed::Title(text) => set(&["title", "en"], text.as_str()),
        Deed::Mode(Some(remote)) => set(&["mode"], if *remote { "remote" } else { "in_person" }),
        Deed::Mode(None) => Edit::Clear {
            path: vec!["form".to_owned()],
        },
        Deed::Meet => return None,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn every_moment_can_be_reached_again_and_left_again(
        deeds in prop::collection::vec((any::<bool>(), deed()), 1..24),
        moment in any::<Index>(),
    ) {
        let mut uk = Laptop::first(&meeting());
        let mut kr = uk.copy(1);
        for (at, (korean, deed)) in deeds.iter().enumerate() {
            let laptop = if *korean { &mut kr } else { &mut uk };
            match edit_of(deed, laptop, at) {
                Some(edit) => drop(laptop.edit(&[edit])),
                None => meet(&mut uk, &mut kr),
            }
        }
        meet(&mut uk, &mut kr);
        let history = uk.doc.history();
        let moment = moment.get(&history).heads.clone();
        let (later, now) = (uk.doc.heads(), uk.doc.json().clone());
        let then = uk.doc.json_at(&moment).expect("a moment of the history");
        uk.go_back(&moment);
        prop_assert_eq!(seen(uk.doc.json()), seen(&then));
        prop_assert_eq!(&uk.doc.json_at(&later).expect("the later moment"), &now);
        for (id, line) in now["segments"].as_object().expect("lines") {
            prop_assert!(uk.doc.json()["segments"].get(id).is_some(), "{} is gone", id);
            for field in ["decision_no", "action_no"] {
                prop_assert_eq!(&uk.doc.json()["segments"][id][field], &line[field]);
            }
        }
        uk.go_back(&later);
        prop_assert_eq!(seen(uk.doc.json()), seen(&now));
        kr.merge(&mut uk);
        prop_assert_eq!(uk.doc.json(), kr.doc.json());
    }
}
