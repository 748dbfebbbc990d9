//! The sample is whole: every text of the source has its place, every link leads somewhere, every state is as told.

use std::collections::{BTreeMap, BTreeSet};

use maru_core::bilingual::{Lang, Side};
use maru_core::document::{Author, Document, Stamp};
use maru_core::meeting::Meeting;
use maru_core::record::{Audience, Record};
use maru_core::sample;
use maru_core::segment::{Segment, SegmentKind};
use maru_core::state::{TextState, state};
use maru_core::text::clean;
use serde_json::Value;

fn sides() -> [Side; 2] {
    [Side::new("uk"), Side::new("kr")]
}

fn records(side: &Side) -> Vec<Record> {
    sample::records(side)
        .into_iter()
        .map(|v| Record::from_json(v).expect("a record"))
        .collect()
}

fn session(side: &Side) -> Meeting {
    let found = records(side).into_iter().find_map(|r| match r {
        Record::Meeting(m) if m.form == "working_session" => Some(m),
        _ => None,
    });
    found.expect("the sample session")
}

fn segments(record: &Record) -> Option<&BTreeMap<String, Segment>> {
    match record {
        Record::Agreement(r) => Some(&r.segments),
        Record::Meeting(r) => Some(&r.segments),
        Record::Practice(r) => Some(&r.segments),
        _ => None,
    }
}

/// The ids that a value names, by their shape.
fn ids(value: &Value, found: &mut BTreeSet<String>, keys: bool) {
    let is_id = |text: &str| text.len() == 36 && text.as_bytes().get(14) == Some(&b'7');
    match value {
        Value::String(text) if is_id(text) && !keys => {
            found.insert(text.clone());
        }
        Value::Array(list) => list.iter().for_each(|v| ids(v, found, keys)),
        Value::Object(map) => {
            for (key, value) in map {
                if keys && (is_id(key) || key == "id") {
                    found.insert(
                        if key == "id" {
                            value.as_str().unwrap_or_default()
                        } else {
                            key
                        }
                        .to_owned(),
                    );
                }
                ids(value, found, keys);
            }
        }
        _ => {}
    }
}

#[test]
fn every_record_is_marked_and_whole() {
    for side in sides() {
        for value in sample::records(&side) {
            let record = Record::from_json(value.clone()).expect("a record");
            assert!(record.head().sample, "{}", record.head().id);
            assert!(!record.title().is_empty());
            assert_eq!(record.to_json(), value, "the JSON is core's own shape");
            let left = match &record {
                Record::Agreement(r) => &r.rest,
                Record::Meeting(r) => &r.rest,
                Record::Practice(r) => &r.rest,
                Record::Note(r) => &r.rest,
                other => panic!("an unknown kind: {other:?}"),
            };
            assert!(left.is_empty(), "{left:?} has no place in the type");
            for segment in segments(&record).into_iter().flat_map(BTreeMap::values) {
                assert!(
                    segment.rest.is_empty(),
                    "{:?} has no place in the type",
                    segment.rest
                );
            }
        }
    }
}

#[test]
fn a_document_keeps_every_field() {
    let stamp = Stamp {
        author: Author {
            device: "laptop".to_owned(),
            side: Side::new("uk"),
        },
        time: 1,
    };
    for value in sample::records(&Side::new("uk")) {
        let document = Document::create(&value, [1; 16], &stamp).expect("a document");
        assert_eq!(
            document.record().expect("a record"),
            Record::from_json(value).expect("a record")
        );
    }
}

#[test]
fn every_link_leads_somewhere() {
    for side in sides() {
        let all = Value::Array(sample::records(&side));
        let (mut named, mut there) = (BTreeSet::new(), BTreeSet::new());
        ids(&all, &mut named, false);
        ids(&all, &mut there, true);
        let lost: Vec<_> = named.difference(&there).collect();
        assert!(lost.is_empty(), "{lost:?}");
    }
}

#[test]
fn each_side_gets_its_own_notes_alone() {
    let canaries = [
        ("uk", "legal colleagues have not yet looked"),
        ("uk", "Housing costs may be the sticking point"),
        ("kr", "예산 사항은 이번 회의에서 언급하지 않을 것"),
        ("kr", "체재비 부담 주체는 추후 협의 필요"),
    ];
    for side in sides() {
        let all = Value::Array(sample::records(&side)).to_string();
        for (owner, words) in canaries {
            assert_eq!(
                all.contains(words),
                owner == side.0,
                "{words} in a vault of {side}"
            );
        }
        for record in records(&side) {
            let is_note = matches!(record, Record::Note(_));
            assert_eq!(
                record.head().audience,
                if is_note { Audience::Own } else { Audience::Joint }
            );
            assert!(
                is_note
                    || !canaries
                        .iter()
                        .any(|(_, w)| record.to_json().to_string().contains(w))
            );
        }
    }
    assert_eq!(
        records(&Side::new("sg"))
            .iter()
            .filter(|r| matches!(r, Record::Note(_)))
            .count(),
        0
    );
}

#[test]
fn the_session_reads_as_it_was_written() {
    let meeting = session(&Side::new("uk"));
    assert_eq!(
        meeting.title.en,
        "Second UK–ROK Digital Government Working Session"
    );
    assert_eq!(
        session(&Side::new("kr")).title.en,
        "Second ROK–UK Digital Government Working Session"
    );
    assert_eq!(meeting.people.len(), 12);
    let record = Record::Meeting(meeting);
    let flow: Vec<String> = record
        .flow()
        .into_iter()
        .map(|(_, s)| match s.kind {
            SegmentKind::Agenda => "#".to_owned(),
            SegmentKind::Point => "n".to_owned(),
            _ => s.number().expect("a number"),
        })
        .collect();
    assert_eq!(
        flow.join(" "),
        "# n # n A-08 A-09 # n D-01 A-01 A-02 D-02 A-03 # n D-03 A-04 # n D-04 A-05 # n A-06 # n D-05 A-07 # n D-06"
    );
}

#[test]
fn translations_stand_as_the_source_tells() {
    let meeting = session(&Side::new("uk"));
    let draft = "The Korean side presented its practice of telling people about entitlements";
    for segment in meeting.segments.values() {
        let origin = segment.origin.expect("every line has a language of origin");
        let expected = if segment.en.starts_with(draft) {
            TextState::Draft
        } else {
            TextState::Checked
        };
        assert_eq!(state(segment, origin), TextState::Original);
        assert_eq!(state(segment, origin.other()), expected, "{}", segment.en);
        let owner = segment
            .translation
            .as_ref()
            .and_then(|t| t.checked_by.as_ref())
            .map(Side::lang);
        assert!(
            owner.is_none_or(|lang| lang != origin),
            "checked by the side whose language it is (R12)"
        );
    }
    for record in records(&Side::new("kr")) {
        let Record::Practice(practice) = record else {
            continue;
        };
        let (lang, expected) = match practice.reference.as_str() {
            "BP-UK-001" => (Lang::Ko, TextState::Checked),
            _ => (Lang::En, TextState::Draft),
        };
        assert_eq!(practice.segments.len(), 13);
        assert!(
            practice.segments.values().all(|s| state(s, lang) == expected),
            "{}",
            practice.reference
        );
    }
}

#[test]
fn every_text_is_clean_already() {
    fn walk(value: &Value) {
        match value {
            Value::String(text) => assert_eq!(&clean(text), text),
            Value::Array(list) => list.iter().for_each(walk),
            Value::Object(map) => map.values().for_each(walk),
            _ => {}
        }
    }
    sides()
        .iter()
        .for_each(|side| walk(&Value::Array(sample::records(side))));
}
