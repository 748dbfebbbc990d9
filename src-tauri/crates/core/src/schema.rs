//! The JSON schema of records, generated from the types.

use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

use crate::record::Record;

/// The kinds that this Maru knows, by the name of their type.
const KINDS: [(&str, &str); 4] = [
    ("Agreement", "agreement"),
    ("Meeting", "meeting"),
    ("Practice", "practice"),
    ("Note", "note"),
];

/// Returns the JSON schema (draft 2020-12) of one record. A record of a kind that is not listed is valid too: it is
/// kept untouched.
pub fn schema() -> Value {
    let generator = SchemaSettings::draft2020_12().into_generator();
    let mut schema = generator.into_root_schema_for::<Record>().to_value();
    for (name, kind) in KINDS {
        if let Some(field) = schema.pointer_mut(&format!("/$defs/{name}/properties/kind")) {
            *field = json!({ "const": kind, "description": "The kind." });
        }
    }
    let known: Vec<&str> = KINDS.iter().map(|(_, kind)| *kind).collect();
    if let Some(field) = schema.pointer_mut("/$defs/Unknown/properties/kind") {
        *field =
            json!({ "type": "string", "not": { "enum": known }, "description": "A kind of a newer Maru." });
    }
    schema
}
