//! The bridge between a record's JSON and its Automerge document.
//!
//! Strings under the keys `en` and `ko` are merged texts; everything else is a plain value. Only what differs is
//! written, so that concurrent values of other places stay visible (a whole-record save would settle them silently).

use std::collections::HashMap;

use automerge::transaction::Transactable;
use automerge::{
    AutoCommit, ObjId, ObjType, Prop, ROOT, ReadDoc, ScalarValue, TextEncoding, Value as Stored, hydrate,
};
use serde_json::{Map, Value};

use crate::error::Error;
use crate::reading::Reading;

/// How deep a record may be nested; the deepest that Maru writes is seven.
pub(crate) const MAX_DEPTH: usize = 24;

/// Above this product of the two lengths, a changed stretch of text is replaced whole: the difference algorithm is
/// quadratic (20,000 Hangul took 23 seconds).
const MAX_DIFFERENCE: usize = 250_000;

/// Returns whether a text under this key is merged letter by letter.
pub(crate) fn is_text(key: &str) -> bool {
    matches!(key, "en" | "ko")
}

fn damaged(error: impl std::fmt::Display) -> Error {
    Error::Damaged(error.to_string())
}

/// Returns the whole document as JSON, as the document is seen now (at the isolated heads, if it is isolated).
pub(crate) fn read(doc: &AutoCommit) -> Result<Value, Error> {
    Ok(Reading::of(doc)?.json)
}

fn read_object(doc: &AutoCommit, object: &ObjId, kind: ObjType, depth: usize) -> Result<Value, Error> {
    if depth > MAX_DEPTH {
        return Err(Error::Depth);
    }
    Ok(match kind {
        ObjType::Map | ObjType::Table => {
            let mut map = Map::new();
            for entry in doc.map_range(object, ..) {
                let id = entry.id();
                let value = read_value(doc, entry.value.clone().into_value(), &id, depth)?;
                map.insert(entry.key.to_string(), value);
            }
            Value::Object(map)
        }
        ObjType::List => {
            let mut list = Vec::new();
            for entry in doc.list_range(object, ..) {
                let id = entry.id();
                list.push(read_value(doc, entry.value.clone().into_value(), &id, depth)?);
            }
            Value::Array(list)
        }
        ObjType::Text => Value::String(doc.text(object).map_err(damaged)?),
    })
}

pub(crate) fn read_value(
    doc: &AutoCommit,
    value: Stored<'_>,
    id: &ObjId,
    depth: usize,
) -> Result<Value, Error> {
    Ok(match value {
        Stored::Object(kind) => read_object(doc, id, kind, depth + 1)?,
        Stored::Scalar(scalar) => match scalar.as_ref() {
            ScalarValue::Str(text) => Value::String(text.to_string()),
            ScalarValue::Int(n) | ScalarValue::Timestamp(n) => (*n).into(),
            ScalarValue::Uint(n) => (*n).into(),
            ScalarValue::F64(n) => (*n).into(),
            ScalarValue::Boolean(b) => Value::Bool(*b),
            _ => Value::Null,
        },
    })
}

/// Returns the value at a path, or nothing where there is none.
pub(crate) fn read_path(doc: &AutoCommit, path: &[String]) -> Result<Option<Value>, Error> {
    let Some((parent, key)) = find_parent(doc, path)? else {
        return Ok(None);
    };
    match doc.get(&parent, key).map_err(damaged)? {
        Some((value, id)) => read_value(doc, value, &id, path.len()).map(Some),
        None => Ok(None),
    }
}

fn find_parent<'p>(doc: &AutoCommit, path: &'p [String]) -> Result<Option<(ObjId, &'p str)>, Error> {
    let Some((key, parents)) = path.split_last() else {
        return Ok(None);
    };
    let mut object = ROOT;
    for name in parents {
        match doc.get(&object, name.as_str()).map_err(damaged)? {
            Some((Stored::Object(ObjType::Map), id)) => object = id,
            _ => return Ok(None),
        }
    }
    Ok(Some((object, key)))
}

/// Returns every value that stands at a path, the one that is shown last.
pub(crate) fn all_at(doc: &AutoCommit, path: &[String]) -> Result<Vec<(Stored<'static>, ObjId)>, Error> {
    let Some((parent, key)) = find_parent(doc, path)? else {
        return Ok(Vec::new());
    };
    let all = doc.get_all(&parent, key).map_err(damaged)?;
    Ok(all
        .into_iter()
        .map(|(value, id)| (value.into_owned(), id))
        .collect())
}

/// Writes a value at a path; maps on the way are made where they are missing.
pub(crate) fn write_path(doc: &mut AutoCommit, path: &[String], value: &Value) -> Result<(), Error> {
    let Some((key, parents)) = path.split_last() else {
        return Err(Error::Misfit("an empty path".to_owned()));
    };
    let mut object = ROOT;
    for name in parents {
        object = match doc.get(&object, name.as_str()).map_err(damaged)? {
            Some((Stored::Object(ObjType::Map), id)) => id,
            None | Some((Stored::Scalar(_), _)) => doc
                .put_object(&object, name.as_str(), ObjType::Map)
                .map_err(damaged)?,
            Some(_) => return Err(Error::Misfit(path.join("/"))),
        };
    }
    write(doc, &object, key, value, path.len())
}

/// Writes a value at a path where several laptops wrote different ones: the value is put anew even if it is the one
/// shown, which settles the place (R10). Where there is only one value, nothing happens.
pub(crate) fn settle_path(doc: &mut AutoCommit, path: &[String], value: &Value) -> Result<bool, Error> {
    let Some((parent, key)) = find_parent(doc, path)? else {
        return Ok(false);
    };
    if doc.get_all(&parent, key).map_err(damaged)?.len() < 2 {
        return Ok(false);
    }
    create(doc, &parent, key.into(), key, value, path.len())?;
    Ok(true)
}

/// Takes the value at a path away; nothing happens where there is none.
pub(crate) fn clear_path(doc: &mut AutoCommit, path: &[String]) -> Result<(), Error> {
    let Some((parent, key)) = find_parent(doc, path)? else {
        return Ok(());
    };
    if doc.get(&parent, key).map_err(damaged)?.is_some() {
        doc.delete(&parent, key).map_err(damaged)?;
    }
    Ok(())
}

/// Writes one map entry, down to the leaves that differ.
fn write(doc: &mut AutoCommit, map: &ObjId, key: &str, value: &Value, depth: usize) -> Result<(), Error> {
    if depth > MAX_DEPTH {
        return Err(Error::Depth);
    }
    let old = doc.get(map, key).map_err(damaged)?;
    match (old, value) {
        (Some((Stored::Object(ObjType::Map), id)), Value::Object(entries)) => {
            for (name, entry) in entries {
                write(doc, &id, name, entry, depth + 1)?;
            }
            Ok(())
        }
        (Some((Stored::Object(ObjType::Text), id)), Value::String(text)) if is_text(key) => {
            splice(doc, &id, text)
        }
        (Some((Stored::Object(ObjType::List), id)), Value::Array(list)) => write_list(doc, &id, list, depth),
        (Some((stored @ Stored::Scalar(_), id)), value) if !value.is_object() && !value.is_array() => {
            let same = read_value(doc, stored, &id, depth)? == *value;
            if same && !(is_text(key) && value.is_string()) {
                return Ok(());
            }
            create(doc, map, key.into(), key, value, depth)
        }
        (None, Value::Null) => Ok(()),
        _ => create(doc, map, key.into(), key, value, depth),
    }
}

/// Replaces a list by its difference: what both ends share stays.
fn write_list(doc: &mut AutoCommit, id: &ObjId, list: &[Value], depth: usize) -> Result<(), Error> {
    let Value::Array(old) = read_object(doc, id, ObjType::List, depth)? else {
        return Ok(());
    };
    let head = old.iter().zip(list).take_while(|(a, b)| a == b).count();
    let ends = old.iter().skip(head).rev().zip(list.iter().skip(head).rev());
    let tail = ends.take_while(|(a, b)| a == b).count();
    for _ in head..old.len() - tail {
        doc.delete(id, head).map_err(damaged)?;
    }
    for (at, value) in list.iter().enumerate().take(list.len() - tail).skip(head) {
        insert(doc, id, at, value, depth + 1)?;
    }
    Ok(())
}

fn scalar(value: &Value) -> ScalarValue {
    match value {
        Value::Bool(b) => (*b).into(),
        Value::String(text) => text.as_str().into(),
        Value::Number(n) => n
            .as_i64()
            .map_or_else(|| n.as_f64().unwrap_or(0.0).into(), Into::into),
        _ => ScalarValue::Null,
    }
}

/// Makes a map entry anew.
pub(crate) fn create(
    doc: &mut AutoCommit,
    map: &ObjId,
    at: Prop,
    key: &str,
    value: &Value,
    depth: usize,
) -> Result<(), Error> {
    match value {
        Value::Object(entries) => {
            let id = doc.put_object(map, at, ObjType::Map).map_err(damaged)?;
            fill_map(doc, &id, entries, depth + 1)
        }
        Value::Array(list) => {
            let id = doc.put_object(map, at, ObjType::List).map_err(damaged)?;
            fill_list(doc, &id, list, depth + 1)
        }
        Value::String(text) if is_text(key) => {
            let id = doc.put_object(map, at, ObjType::Text).map_err(damaged)?;
            doc.splice_text(&id, 0, 0, text).map_err(damaged)
        }
        value => doc.put(map, at, scalar(value)).map_err(damaged),
    }
}

/// Fills a new document at one stroke: entry by entry, every one of them would be sorted in among the others.
pub(crate) fn fill_root(doc: &mut AutoCommit, entries: &Map<String, Value>) -> Result<(), Error> {
    let whole = at_once(entries, doc.text_encoding(), 0)?;
    doc.init_root_from_hydrate(&whole).map_err(damaged)
}

/// Returns what a new document will be read as that is filled with this: reading it back takes as long as filling it.
pub(crate) fn kept(value: Value) -> Value {
    match value {
        Value::Object(entries) => entries
            .into_iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(key, value)| (key, kept(value)))
            .collect(),
        Value::Array(list) => list.into_iter().map(kept).collect(),
        Value::Number(n) if n.as_i64().is_none() => n.as_f64().unwrap_or(0.0).into(),
        plain => plain,
    }
}

fn at_once(
    entries: &Map<String, Value>,
    encoding: TextEncoding,
    depth: usize,
) -> Result<hydrate::Map, Error> {
    let mut map = HashMap::with_capacity(entries.len());
    for (key, value) in entries.iter().filter(|(_, value)| !value.is_null()) {
        let value = match value {
            Value::String(text) if is_text(key) => hydrate::Value::Text(hydrate::Text::new(encoding, text)),
            value => value_at_once(value, encoding, depth)?,
        };
        map.insert(key.clone(), value);
    }
    Ok(map.into())
}

fn value_at_once(value: &Value, encoding: TextEncoding, depth: usize) -> Result<hydrate::Value, Error> {
    if depth > MAX_DEPTH {
        return Err(Error::Depth);
    }
    Ok(match value {
        Value::Object(entries) => hydrate::Value::Map(at_once(entries, encoding, depth + 1)?),
        Value::Array(list) => {
            let list = list.iter().map(|one| value_at_once(one, encoding, depth + 1));
            hydrate::Value::List(list.collect::<Result<Vec<_>, _>>()?.into())
        }
        value => hydrate::Value::Scalar(scalar(value)),
    })
}

/// Fills a new map.
pub(crate) fn fill_map(
    doc: &mut AutoCommit,
    id: &ObjId,
    entries: &Map<String, Value>,
    depth: usize,
) -> Result<(), Error> {
    if depth > MAX_DEPTH {
        return Err(Error::Depth);
    }
    for (key, value) in entries.iter().filter(|(_, v)| !v.is_null()) {
        create(doc, id, key.as_str().into(), key, value, depth)?;
    }
    Ok(())
}

fn fill_list(doc: &mut AutoCommit, id: &ObjId, list: &[Value], depth: usize) -> Result<(), Error> {
    if depth > MAX_DEPTH {
        return Err(Error::Depth);
    }
    for (at, value) in list.iter().enumerate() {
        insert(doc, id, at, value, depth)?;
    }
    Ok(())
}

fn insert(doc: &mut AutoCommit, id: &ObjId, at: usize, value: &Value, depth: usize) -> Result<(), Error> {
    match value {
        Value::Object(entries) => {
            let map = doc.insert_object(id, at, ObjType::Map).map_err(damaged)?;
            fill_map(doc, &map, entries, depth + 1)
        }
        Value::Array(list) => {
            let inner = doc.insert_object(id, at, ObjType::List).map_err(damaged)?;
            fill_list(doc, &inner, list, depth + 1)
        }
        value => doc.insert(id, at, scalar(value)).map_err(damaged),
    }
}

/// Makes a text equal to `new` by its difference: what both ends share stays, the middle is compared or, when it is
/// long, replaced.
fn splice(doc: &mut AutoCommit, id: &ObjId, new: &str) -> Result<(), Error> {
    let old = doc.text(id).map_err(damaged)?;
    if old == new {
        return Ok(());
    }
    let (old_chars, new_chars): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
    let head = old_chars
        .iter()
        .zip(&new_chars)
        .take_while(|(a, b)| a == b)
        .count();
    let ends = old_chars
        .iter()
        .skip(head)
        .rev()
        .zip(new_chars.iter().skip(head).rev());
    let tail = ends.take_while(|(a, b)| a == b).count();
    let gone = old_chars.len() - head - tail;
    let come = new_chars.len() - head - tail;
    // What was only typed or only deleted needs no comparison.
    if gone > 0 && come > 0 && gone.saturating_mul(come) <= MAX_DIFFERENCE {
        return doc.update_text(id, new).map_err(damaged);
    }
    let middle: String = new_chars.iter().skip(head).take(come).collect();
    let gone = isize::try_from(gone).map_err(damaged)?;
    doc.splice_text(id, head, gone, &middle).map_err(damaged)
}
