//! The bytes of attachments beside the JSON of a record, on their way from one vault to another.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value};

use crate::attachment::{BYTES, attachments, is_hash, shown};
use crate::error::Error;

/// Puts the bytes of attachments, by hash, beside the record that uses them.
pub fn pack(record: &mut Value, files: &BTreeMap<String, Vec<u8>>) {
    let used = attachments(record);
    let packed: Map<String, Value> = files
        .iter()
        .filter(|(hash, _)| used.contains(*hash))
        .map(|(hash, bytes)| (hash.clone(), Value::String(STANDARD.encode(bytes))))
        .collect();
    if let Some(fields) = record.as_object_mut()
        && !packed.is_empty()
    {
        fields.insert(BYTES.to_owned(), Value::Object(packed));
    }
}

/// Takes the bytes out that travelled beside a record. Those that it does not use are left behind.
///
/// # Errors
/// `Shape` if the field holds anything but base64 by hash. Whether the bytes have these hashes is for the vault to say.
pub fn unpack(record: &mut Value) -> Result<BTreeMap<String, Vec<u8>>, Error> {
    let Some(packed) = record.as_object_mut().and_then(|fields| fields.remove(BYTES)) else {
        return Ok(BTreeMap::new());
    };
    let shape = || Error::Shape(BYTES.to_owned());
    let Value::Object(packed) = packed else {
        return Err(shape());
    };
    let used = attachments(record);
    let mut files = BTreeMap::new();
    for (hash, bytes) in packed {
        let text = bytes.as_str().filter(|_| is_hash(&hash)).ok_or_else(shape)?;
        if used.contains(&hash) {
            files.insert(hash, STANDARD.decode(text).map_err(|_| shape())?);
        }
    }
    Ok(files)
}

/// Returns the bytes that travelled beside these records and that they show as pictures. The pages and papers of a vault
/// show a picture as it is: whoever takes the records in asks first whether each of these is one that Maru made.
///
/// # Errors
/// As [`unpack`].
pub fn pictures(records: &[Value]) -> Result<Vec<Vec<u8>>, Error> {
    let mut found = Vec::new();
    for record in records.iter().filter(|record| record.get(BYTES).is_some()) {
        let pictures = shown(record);
        let files = unpack(&mut record.clone())?.into_iter();
        found.extend(
            files
                .filter(|(hash, _)| pictures.contains(hash))
                .map(|(_, bytes)| bytes),
        );
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::{Value, json};

    use super::{pack, pictures, unpack};
    use crate::attachment::BYTES;

    fn record(hash: &str) -> Value {
        json!({ "id": "m", "kind": "meeting", "attachments": { "x": { "hash": hash } } })
    }

    #[test]
    fn what_travels_arrives_and_the_record_is_as_it_was() {
        let [used, other] = ["a", "b"].map(|digit| digit.repeat(64));
        let files = BTreeMap::from([(used.clone(), b"\0bytes\xff".to_vec()), (other, vec![1])]);
        let mut packed = record(&used);
        pack(&mut packed, &files);
        assert_eq!(packed[BYTES].as_object().map(serde_json::Map::len), Some(1));
        let unpacked = unpack(&mut packed).expect("bytes");
        assert_eq!(
            unpacked,
            BTreeMap::from([(used.clone(), b"\0bytes\xff".to_vec())])
        );
        assert_eq!(packed, record(&used));
        assert!(unpack(&mut packed).expect("nothing").is_empty());
    }

    #[test]
    fn what_is_shown_as_a_picture_is_handed_to_who_vouches_for_it() {
        let [shown, kept] = ["a", "b"].map(|digit| digit.repeat(64));
        let mut one = json!({ "kind": "meeting", "attachments": {
            "x": { "kind": "picture", "hash": shown }, "y": { "kind": "document", "hash": kept }
        } });
        pack(&mut one, &BTreeMap::from([(shown, vec![1]), (kept, vec![2])]));
        assert_eq!(pictures(&[json!({}), one]).expect("bytes"), [vec![1]]);
    }

    #[test]
    fn nonsense_is_refused() {
        for field in [
            json!("x"),
            json!([]),
            json!({ "../etc": "AA==" }),
            json!({ "a".repeat(64): "no base64" }),
            json!({ "a".repeat(64): 7 }),
        ] {
            let mut packed = record(&"a".repeat(64));
            packed[BYTES] = field.clone();
            assert!(unpack(&mut packed).is_err(), "{field}");
        }
    }
}
