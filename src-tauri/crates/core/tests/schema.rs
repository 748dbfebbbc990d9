//! The schema in the documents is the one that the types have, and it names every field.
#![allow(clippy::disallowed_methods)] // This test compares a file of the documents; the crate itself reads none.

use maru_core::bilingual::Side;
use maru_core::sample;
use maru_core::schema::schema;
use serde_json::json;

const KINDS: [(&str, &str); 4] = [
    ("Agreement", "agreement"),
    ("Meeting", "meeting"),
    ("Practice", "practice"),
    ("Note", "note"),
];
const CHECKED_IN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../docs/record.schema.json");

#[test]
fn the_schema_in_the_documents_is_this_one() {
    let now = format!("{:#}\n", schema());
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        std::fs::write(CHECKED_IN, &now).expect("docs can be written");
    }
    let then = std::fs::read_to_string(CHECKED_IN).expect("docs/record.schema.json");
    assert!(
        then == now,
        "the types changed: run the tests once with UPDATE_SCHEMA=1 and look at the difference"
    );
}

#[test]
fn every_kind_is_told_by_its_name() {
    let schema = schema();
    for (name, kind) in KINDS {
        assert_eq!(
            schema.pointer(&format!("/$defs/{name}/properties/kind/const")),
            Some(&json!(kind))
        );
    }
    assert!(schema.pointer("/$defs/Unknown/properties/kind/not").is_some());
}

#[test]
fn every_field_of_the_sample_is_described() {
    let schema = schema();
    for record in sample::records(&Side::new("uk")) {
        let kind = record["kind"].as_str().expect("a kind");
        let (name, _) = KINDS.iter().find(|(_, k)| *k == kind).expect("a known kind");
        let described = schema
            .pointer(&format!("/$defs/{name}/properties"))
            .expect("properties");
        for field in record.as_object().expect("an object").keys() {
            let described = &described[field];
            let direct = described.get("description").or_else(|| described.get("const"));
            assert!(direct.is_some(), "{kind}.{field} has no description");
        }
    }
}
