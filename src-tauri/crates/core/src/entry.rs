//! The door through which JSON and text enter a record: cleaned, and no larger or deeper than a record may be.

use serde_json::{Map, Value};

use crate::error::Error;
use crate::text::{CELL, DEPTH, ENTRIES, KEY, RECORD, clean, fits};

/// Returns the text of one cell, cleaned.
///
/// # Errors
/// `Size` if it is longer than a cell may be.
pub(crate) fn cell(text: &str) -> Result<String, Error> {
    if !fits(text, CELL) {
        return Err(Error::Size(format!("a text of more than {CELL} characters")));
    }
    Ok(clean(text))
}

/// Returns the JSON with every text cleaned.
///
/// # Errors
/// `Depth` or `Size` if it is deeper or larger than any record.
pub(crate) fn json(value: &Value) -> Result<Value, Error> {
    let mut left = RECORD;
    enter(value, 0, &mut left)
}

fn enter(value: &Value, depth: usize, left: &mut usize) -> Result<Value, Error> {
    if depth > DEPTH {
        return Err(Error::Depth);
    }
    Ok(match value {
        Value::String(text) => {
            spend(text, left)?;
            Value::String(cell(text)?)
        }
        Value::Array(list) => {
            crowd(list.len())?;
            Value::Array(
                list.iter()
                    .map(|v| enter(v, depth + 1, left))
                    .collect::<Result<_, _>>()?,
            )
        }
        Value::Object(map) => {
            crowd(map.len())?;
            let mut clean_map = Map::new();
            for (key, value) in map {
                if !fits(key, KEY) {
                    return Err(Error::Size(format!("a key of more than {KEY} characters")));
                }
                spend(key, left)?;
                clean_map.insert(clean(key), enter(value, depth + 1, left)?);
            }
            Value::Object(clean_map)
        }
        other => other.clone(),
    })
}

fn spend(text: &str, left: &mut usize) -> Result<(), Error> {
    *left = left
        .checked_sub(text.chars().count())
        .ok_or_else(|| Error::Size(format!("a record of more than {RECORD} characters")))?;
    Ok(())
}

fn crowd(entries: usize) -> Result<(), Error> {
    if entries > ENTRIES {
        return Err(Error::Size(format!("more than {ENTRIES} entries")));
    }
    Ok(())
}
