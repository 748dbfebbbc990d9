//! Records that were made before Maru knew all of their maps: whoever writes first, and wherever, hides nobody.

mod laptop;

use std::collections::{BTreeMap, BTreeSet};

use automerge::transaction::Transactable;
use automerge::{ActorId, AutoCommit, ObjId, ObjType, ROOT};
use laptop::{Laptop, meet, set};
use maru_core::document::{Document, Heads};
use maru_core::error::Error;
use maru_core::record::Record;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Map, Value, json};

/// Maps that the random people write into, each with an entry that fits, and the kind of record that has them.
const MAPS: [(&str, &str); 11] = [
    ("meeting", "attachments"),
    ("meeting", "people"),
    ("meeting", "title_by"),
    ("meeting", "delegations"),
    ("agreement", "attachments"),
    ("agreement", "sources"),
    ("agreement", "reminders"),
    ("practice", "attachments"),
    ("practice", "meetings"),
    ("practice", "comments"),
    ("practice", "evidence"),
];

fn entry(map: &str) -> Value {
    match map {
        "attachments" => json!({ "hash": "a".repeat(64), "kind": "document" }),
        "people" | "comments" => json!({ "side": "kr" }),
        "title_by" | "sources" | "meetings" => "V".into(),
        _ => json!({}),
    }
}

fn fill(doc: &mut AutoCommit, object: &ObjId, fields: &Map<String, Value>) {
    for (key, value) in fields {
        match value {
            Value::Object(below) => {
                let map = doc.put_object(object, key, ObjType::Map).expect("a map");
                fill(doc, &map, below);
            }
            Value::String(words) if key == "en" || key == "ko" => {
                let text = doc.put_object(object, key, ObjType::Text).expect("a text");
                doc.splice_text(&text, 0, 0, words).expect("words");
            }
            Value::String(words) => doc.put(object, key, words.as_str()).expect("a value"),
            Value::Bool(value) => doc.put(object, key, *value).expect("a value"),
            _ => {}
        }
    }
}

/// The bytes and the heads of a record that a Maru made which did not know these fields.
fn old_record(kind: &str, unknown: &BTreeSet<&str>) -> (Vec<u8>, Heads) {
    let record = Record::from_json(json!({ "id": "r", "kind": kind })).expect("a record");
    let Value::Object(mut fields) = record.to_json() else {
        panic!("a record is a map");
    };
    fields.retain(|key, _| !unknown.contains(key.as_str()));
    let mut doc = AutoCommit::new().with_actor(ActorId::from([7; 16]));
    fill(&mut doc, &ROOT, &fields);
    doc.commit();
    let heads = doc.get_heads().iter().map(ToString::to_string).collect();
    (doc.save(), Heads(heads))
}

fn laptops(kind: &str, unknown: &BTreeSet<&str>, count: u8) -> Vec<Laptop> {
    let (bytes, heads) = old_record(kind, unknown);
    let doc = |n: u8| Document::load(&bytes, &[], &heads, [100 + n; 16]).expect("an old record");
    (0..count).map(|n| Laptop::with(doc(n), n)).collect()
}

#[test]
fn two_laptops_that_attach_first_at_the_same_time_both_keep_what_they_attached() {
    let mut both = laptops("agreement", &["attachments"].into(), 2);
    for (laptop, id) in both.iter_mut().zip(["signed", "photo"]) {
        assert_eq!(laptop.doc.json().get("attachments"), None);
        laptop.edit(&[set(&["attachments", id], entry("attachments"))]);
    }
    let [one, other] = &mut both[..] else {
        unreachable!()
    };
    meet(one, other);
    for id in ["signed", "photo"] {
        assert_eq!(one.doc.json()["attachments"][id]["kind"], "document", "{id}");
    }
    assert!(one.doc.conflicts().expect("conflicts").is_empty());
    assert_eq!(
        one.doc.history().len(),
        3,
        "the birth and two changes that somebody made"
    );
}

#[test]
fn a_text_that_both_sides_write_first_has_both_languages() {
    let mut both = laptops("meeting", &["gist", "vote"].into(), 2);
    both[0].edit(&[set(&["gist", "en"], "One sentence"), set(&["vote", "held"], true)]);
    both[1].edit(&[
        set(&["gist", "ko"], "한 문장"),
        set(&["vote", "text", "ko"], "찬성"),
    ]);
    let [one, other] = &mut both[..] else {
        unreachable!()
    };
    meet(one, other);
    assert_eq!(
        one.doc.json()["gist"],
        json!({ "en": "One sentence", "ko": "한 문장" })
    );
    assert_eq!(
        one.doc.json()["vote"],
        json!({ "held": true, "text": { "en": "", "ko": "찬성" } })
    );
}

#[test]
fn an_edit_that_writes_nothing_or_cannot_be_leaves_an_old_record_as_it_was() {
    let mut laptop = laptops("practice", &["attachments"].into(), 1).remove(0);
    let (heads, json) = (laptop.doc.heads(), laptop.doc.json().clone());
    let same = laptop.edit(&[set(&["status"], json["status"].clone())]);
    assert!(same.chunk.is_empty());
    let refused = laptop.edit_at(&heads, &[set(&["attachments", "x"], json!({ "hash": 7 }))]);
    assert!(matches!(refused, Err(Error::Misfit(_))), "{refused:?}");
    assert_eq!((laptop.doc.heads(), laptop.doc.json()), (heads, &json));
}

#[test]
fn the_way_back_to_a_time_before_a_map_leaves_the_map_in_place() {
    let mut both = laptops("meeting", &["attachments", "gist"].into(), 2);
    let [one, other] = &mut both[..] else {
        unreachable!()
    };
    let birth = one.doc.heads();
    one.edit(&[
        set(&["attachments", "x"], entry("attachments")),
        set(&["gist", "ko"], "요지"),
    ]);
    meet(one, other);
    let differs = one.doc.differences(&birth, None).expect("differences");
    let paths: BTreeSet<String> = differs.iter().map(|one| format!("{one:?}")).collect();
    assert!(
        paths.iter().any(|path| path.contains(r#"["attachments", "x"]"#)),
        "{paths:?}"
    );
    let edits = one.doc.way_back(&birth, None).expect("a way back");
    one.edit(&edits);
    other.edit(&[set(&["attachments", "y"], entry("attachments"))]);
    meet(one, other);
    let json = one.doc.json();
    assert_eq!(json["attachments"]["x"]["removed"], true);
    assert_eq!(json["attachments"]["y"]["kind"], "document");
    assert_eq!(json["gist"], json!({ "en": "", "ko": "" }));
}

#[derive(Debug, Clone)]
enum Act {
    /// Adds an entry, in a window that may still show the record as it was at birth.
    Add { map: Index, behind: bool },
    /// Takes in another copy.
    Receive(Index),
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        3 => (any::<Index>(), any::<bool>()).prop_map(|(map, behind)| Act::Add { map, behind }),
        1 => any::<Index>().prop_map(Act::Receive),
    ]
}

proptest! {
    #[test]
    fn no_entry_of_a_map_that_came_later_is_lost(
        kind in prop::sample::select(vec!["meeting", "agreement", "practice"]),
        known in prop::collection::vec(any::<bool>(), MAPS.len()),
        count in 2_u8..5,
        acts in prop::collection::vec((any::<Index>(), act()), 1..30),
    ) {
        let of_kind = MAPS.iter().zip(&known).filter(|(map, _)| map.0 == kind);
        let maps: Vec<&str> = of_kind.clone().map(|(map, _)| map.1).collect();
        let unknown: BTreeSet<&str> = of_kind.filter(|(_, known)| !**known).map(|(map, _)| map.1).collect();
        let (snapshot, birth) = old_record(kind, &unknown);
        let mut laptops = laptops(kind, &unknown, count);
        let mut chunks = vec![Vec::new(); laptops.len()];
        let mut added: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        for (number, (who, act)) in acts.iter().enumerate() {
            let who = who.index(laptops.len());
            match act {
                Act::Add { map, behind } => {
                    let (map, id) = (*map.get(&maps), format!("e{number}"));
                    let base = if *behind { birth.clone() } else { laptops[who].doc.heads() };
                    let edited = laptops[who].edit_at(&base, &[set(&[map, &id], entry(map))]).expect("an edit");
                    chunks[who].push(edited.chunk);
                    added.entry(map).or_default().insert(id);
                }
                Act::Receive(from) => {
                    let mut from = laptops[from.index(laptops.len())].doc.clone();
                    chunks[who].push(laptops[who].doc.merge(&mut from).expect("a merge"));
                }
            }
        }
        for one in 0..laptops.len() {
            for other in 0..laptops.len() {
                let mut from = laptops[other].doc.clone();
                chunks[one].push(laptops[one].doc.merge(&mut from).expect("a merge"));
                let mut from = laptops[one].doc.clone();
                chunks[other].push(laptops[other].doc.merge(&mut from).expect("a merge"));
            }
        }
        let (heads, json) = (laptops[0].doc.heads(), laptops[0].doc.json().clone());
        for (map, ids) in added {
            let there: BTreeSet<String> = json[map].as_object().expect("a map").keys().cloned().collect();
            prop_assert_eq!(there, ids, "{}", map);
        }
        prop_assert!(laptops[0].doc.conflicts().expect("conflicts").is_empty());
        for (laptop, chunks) in laptops.iter_mut().zip(&chunks) {
            prop_assert_eq!(laptop.doc.heads(), heads.clone());
            prop_assert_eq!(laptop.doc.json(), &json);
            let again = Document::load(&snapshot, chunks, &heads, [9; 16]).expect("the vault's bytes");
            prop_assert_eq!(again.json(), &json);
        }
    }
}
