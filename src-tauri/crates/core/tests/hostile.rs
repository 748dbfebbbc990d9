//! Documents and records that were damaged, or made to harm: an error, never a panic.

mod laptop;

use automerge::transaction::Transactable;
use automerge::{AutoCommit, ObjType, ROOT};
use laptop::{Laptop, insert, meeting, set, write};
use maru_core::bilingual::{Lang, Side};
use maru_core::document::{Author, Document, Heads, Stamp};
use maru_core::edit::Edit;
use maru_core::error::Error;
use maru_core::record::Record;
use maru_core::text;
use serde_json::{Value, json};

fn create(record: &Value) -> Result<Document, Error> {
    let author = Author {
        device: "desk".to_owned(),
        side: Side::new("uk"),
    };
    Document::create(record, [1; 16], &Stamp { author, time: 1 })
}

fn used() -> (Vec<u8>, Vec<u8>, Heads) {
    let mut laptop = Laptop::first(&meeting());
    laptop.edit(&[write("a", Lang::Ko, "협력에 관한 알파를 고침.")]);
    let snapshot = laptop.doc.save();
    let chunk = laptop
        .edit(&[
            insert("x", Some("a"), json!({ "en": "New." })),
            set(&["mode"], "hybrid"),
        ])
        .chunk;
    (snapshot, chunk, laptop.doc.heads())
}

#[test]
fn a_flipped_bit_is_noticed_wherever_it_is() {
    let (snapshot, chunk, heads) = used();
    assert!(Document::load(&snapshot, std::slice::from_ref(&chunk), &heads, [2; 16]).is_ok());
    for at in 0..snapshot.len() + chunk.len() {
        let (mut first, mut second) = (snapshot.clone(), chunk.clone());
        let bit = 1 << (at % 8);
        match at.checked_sub(snapshot.len()) {
            None => first[at] ^= bit,
            Some(at) => second[at] ^= bit,
        }
        let loaded = Document::load(&first, &[second], &heads, [2; 16]);
        assert!(matches!(loaded, Err(Error::Damaged(_))), "byte {at}");
    }
}

#[test]
fn a_cut_is_noticed_wherever_it_is() {
    let (snapshot, chunk, heads) = used();
    for length in 0..snapshot.len() {
        let cut = snapshot[..length].to_vec();
        let loaded = Document::load(&cut, std::slice::from_ref(&chunk), &heads, [2; 16]);
        assert!(
            matches!(loaded, Err(Error::Damaged(_))),
            "{length} bytes of the snapshot"
        );
    }
    for length in 0..chunk.len() {
        let loaded = Document::load(&snapshot, &[chunk[..length].to_vec()], &heads, [2; 16]);
        assert!(
            matches!(loaded, Err(Error::Damaged(_))),
            "{length} bytes of the chunk"
        );
    }
    assert!(
        matches!(
            Document::load(&snapshot, &[], &heads, [2; 16]),
            Err(Error::Damaged(_))
        ),
        "no chunk"
    );
    assert!(matches!(
        Document::load(&[], &[], &Heads::default(), [2; 16]),
        Err(Error::Damaged(_))
    ));
}

#[test]
fn a_document_that_is_no_record_is_an_error() {
    let mut doc = AutoCommit::new();
    doc.put(&ROOT, "kind", 7).expect("a value");
    let heads = Heads(doc.get_heads().iter().map(ToString::to_string).collect());
    let loaded = Document::load(&doc.save(), &[], &heads, [2; 16]).expect("a document");
    assert!(matches!(loaded.record(), Err(Error::Shape(_))));
}

#[test]
fn a_bottomless_document_is_refused() {
    let mut doc = AutoCommit::new();
    let mut inside = ROOT;
    for _ in 0..500 {
        inside = doc.put_object(&inside, "in", ObjType::Map).expect("a map");
    }
    let heads = Heads(doc.get_heads().iter().map(ToString::to_string).collect());
    assert!(matches!(
        Document::load(&doc.save(), &[], &heads, [2; 16]),
        Err(Error::Depth)
    ));
}

#[test]
fn json_that_is_no_record_is_refused() {
    for value in [
        json!(null),
        json!([]),
        json!({}),
        json!({ "kind": "meeting" }),
        json!({ "id": "m", "kind": 7 }),
        json!({ "id": "m", "kind": "meeting", "title": "one language" }),
        json!({ "id": "m", "kind": "meeting", "segments": [] }),
        json!({ "id": "m", "kind": "meeting", "segments": { "a": 1 } }),
        json!({ "id": "m", "kind": "meeting", "segments": { "a": { "pos": "V", "decision_no": -1 } } }),
        json!({ "id": "m", "kind": "meeting", "audience": "everybody" }),
    ] {
        assert!(create(&value).is_err(), "{value}");
    }
}

#[test]
fn json_that_is_too_deep_or_too_large_is_refused() {
    let mut deep = json!("x");
    for _ in 0..100 {
        deep = json!({ "in": deep });
    }
    let mut record = meeting();
    record["extra"] = deep.clone();
    assert!(matches!(create(&record), Err(Error::Depth)));
    let mut laptop = Laptop::first(&meeting());
    let base = laptop.doc.heads();
    assert!(matches!(
        laptop.edit_at(&base, &[set(&["extra"], deep)]),
        Err(Error::Depth)
    ));

    let long = "가".repeat(text::CELL + 1);
    assert!(matches!(
        laptop.edit_at(&base, &[write("a", Lang::Ko, &long)]),
        Err(Error::Size(_))
    ));
    record = meeting();
    record["title"]["ko"] = long.into();
    assert!(matches!(create(&record), Err(Error::Size(_))));
    record = meeting();
    record["k".repeat(text::KEY + 1)] = 1.into();
    assert!(matches!(create(&record), Err(Error::Size(_))));
    record = meeting();
    record["keywords"] = json!({ "en": vec![""; text::ENTRIES + 1] });
    assert!(matches!(create(&record), Err(Error::Size(_))));
    assert_eq!(laptop.doc.heads(), base, "nothing happened");
}

#[test]
fn hostile_text_is_only_text() {
    let hostile = "#import \"x\" $x$ ]} <script>alert(1)</script> \u{202e}cba\0 \u{e000} 👩‍💻 ᄒᆞᆫ글 \u{1112}\u{1161}\u{11ab}";
    let kept = "#import \"x\" $x$ ]} <script>alert(1)</script> cba \u{e000} 👩‍💻 ᄒᆞᆫ글 한";
    let mut laptop = Laptop::first(&meeting());
    laptop.edit(&[
        write("a", Lang::En, hostile),
        set(&["title", "ko"], hostile),
        set(
            &["people"],
            json!({ "p": { "side": hostile, "family": { "en": hostile } } }),
        ),
        insert("x", None, json!({ "en": hostile, hostile: hostile })),
    ]);
    let json = laptop.doc.json();
    assert_eq!(json["segments"]["a"]["en"], kept);
    assert_eq!(json["title"]["ko"], kept);
    assert_eq!(json["people"]["p"]["family"]["en"], kept);
    assert_eq!(json["segments"]["x"][kept], kept);
    assert!(Record::from_json(json.clone()).is_ok());
}

#[test]
fn edits_that_reach_for_more_are_refused() {
    let mut laptop = Laptop::first(&meeting());
    let base = laptop.doc.heads();
    for edit in [
        set(&[], 1),
        set(&["id"], "other"),
        set(&["audience"], "own"),
        set(&["kind"], "note"),
        set(&["segments"], json!({})),
        set(&["segments", "a"], json!({})),
        set(&["segments", "a", "pos"], "0"),
        set(&["segments", "a", "decision_no"], 1),
        set(&["segments", "nowhere", "due"], "2027-01-01"),
        set(&["title", "en", "deeper"], "x"),
        set(&["title"], Value::Null),
        Edit::Clear {
            path: vec!["id".to_owned()],
        },
        Edit::Clear {
            path: vec!["segments".to_owned(), "a".to_owned()],
        },
        insert("", None, json!({})),
        insert("x", None, json!("text")),
        Edit::Renumber { id: "a".to_owned() },
        Edit::Check {
            id: "a".to_owned(),
            lang: Lang::En,
            side: Side::new("uk"),
        },
    ] {
        assert!(
            laptop.edit_at(&base, std::slice::from_ref(&edit)).is_err(),
            "{edit:?}"
        );
        assert_eq!(laptop.doc.heads(), base, "{edit:?}");
    }
}
