//! What lies in the folder beside a text comes in with its record. Nothing is followed that leads anywhere else: a text
//! from outside must not carry off what else lies on this laptop.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use maru_core::attachment::{BYTES, Picture};
use maru_core::carried;
use maru_picture::Wish;
use serde_json::{Map, Value, json};

use super::{folder_of, inside};
use crate::error::Error;
use crate::markdown::{Link, Owner};
use crate::notes::beside::{DOCUMENT, Lies, Room, hash, keep, kind, made};
use crate::notes::folder::{Folder, same};
use crate::notes::{ReadPicture, Remark, go_on};
use crate::parcel::parent;
use crate::read::Found;

/// The records of a file, with what came from beside it.
#[derive(Debug, Default)]
pub struct Brought {
    /// The records. The bytes of what came are beside them, as in JSON.
    pub records: Vec<Value>,
    /// How many pictures came.
    pub pictures: usize,
    /// How many documents came.
    pub documents: usize,
    /// How many bytes these have.
    pub bytes: u64,
    /// What is left out, and why.
    pub remarks: Vec<Remark>,
}

/// Brings what the records of the file at this path link to.
///
/// # Errors
/// What the disk says of the folder, `stream` where no reader of pictures starts, and `import-stopped` once somebody
/// raised the flag. A file that cannot come is no error but a remark.
pub fn bring(path: &Path, found: Found, read: &mut ReadPicture, stop: &AtomicBool) -> Result<Brought, Error> {
    let Found { records, links } = found;
    let mut brought = Brought {
        records,
        ..Brought::default()
    };
    let Some(record) = brought.records.first_mut().filter(|_| !links.is_empty()) else {
        return Ok(brought);
    };
    let shape = |_| {
        Error::new("json-shape")
            .with("what", BYTES)
            .with("line", "1")
            .with("column", "1")
    };
    let files = carried::unpack(record).map_err(shape)?;
    let steps: Vec<Option<[String; 2]>> = links.iter().map(|link| inside(&link.target)).collect();
    let names: Vec<&str> = steps
        .iter()
        .flatten()
        .map(|[folder, _]| folder.as_str())
        .collect();
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut work = Work {
        own: folder_of(&name),
        folder: Folder::near(parent(path), &names)?,
        read,
        stop,
        room: Room::default(),
        files,
        hashes: BTreeMap::new(),
        pictures: BTreeMap::new(),
    };
    for (link, steps) in links.iter().zip(&steps) {
        go_on(stop)?;
        let entry = work.entry(record, &link.owner);
        let Some(entry) = entry else { continue };
        match work.come(entry, link, steps.as_ref())? {
            Come::Picture => brought.pictures += 1,
            Come::Document => brought.documents += 1,
            Come::Not(code) => {
                if let Owner::Segment(_) = link.owner {
                    as_text(entry, &link.target);
                }
                Remark::add(&mut brought.remarks, code, &link.target);
            }
        }
    }
    brought.bytes = work.files.values().map(|bytes| bytes.len() as u64).sum();
    carried::pack(record, &work.files);
    Ok(brought)
}

/// What became of a link.
enum Come {
    Picture,
    Document,
    /// The code of the remark that says why it did not come.
    Not(&'static str),
}

struct Work<'a> {
    folder: Folder,
    /// The name of the folder that belongs to the text.
    own: String,
    read: &'a mut ReadPicture,
    stop: &'a AtomicBool,
    room: Room,
    files: BTreeMap<String, Vec<u8>>,
    /// The hash of each file that was read.
    hashes: BTreeMap<PathBuf, String>,
    /// What is kept of each picture that was read, as it is or made anew.
    pictures: BTreeMap<(PathBuf, bool), Option<(Picture, usize)>>,
}

impl Work<'_> {
    /// Returns what a link belongs to, if the record has it.
    fn entry<'r>(&self, record: &'r mut Value, owner: &Owner) -> Option<&'r mut Map<String, Value>> {
        let (map, id) = match owner {
            Owner::Segment(id) => ("segments", id),
            Owner::Attachment(id) => ("attachments", id),
        };
        record.get_mut(map)?.get_mut(id)?.as_object_mut()
    }

    fn come(
        &mut self,
        entry: &mut Map<String, Value>,
        link: &Link,
        steps: Option<&[String; 2]>,
    ) -> Result<Come, Error> {
        let Some(place) = steps.map(|steps| steps.join("/")) else {
            return Ok(Come::Not("out-outside"));
        };
        if self.folder.is_link(&place) {
            return Ok(Come::Not("out-outside"));
        }
        let Some(file) = self.folder.at(&place).map(Path::to_owned) else {
            return Ok(Come::Not("out-broken"));
        };
        let shown = matches!(link.owner, Owner::Segment(_)) || entry.get("kind") == Some(&"picture".into());
        let (file, most) = match kind(&self.folder, &file) {
            Lies::Picture(file) => (file, maru_picture::MOST),
            Lies::Document(file) if !shown => (file, DOCUMENT),
            Lies::Document(_) | Lies::Refused => return Ok(Come::Not("out-refused")),
            Lies::Large => return Ok(Come::Not("out-large")),
            Lies::Note | Lies::Nowhere => return Ok(Come::Not("out-broken")),
        };
        if !self.room.holds(&file) && !self.room.takes(&file, self.folder.size(&file)) {
            return Ok(Come::Not("out-large"));
        }
        let hash = self.hash(&file, most)?;
        let named = match link.owner {
            Owner::Segment(_) => entry.get("picture").and_then(|picture| picture.get("hash")),
            Owner::Attachment(_) => entry.get("hash"),
        };
        let known = named.and_then(Value::as_str) == Some(hash.as_str());
        // A folder that is called otherwise may be anybody's: whoever wrote the text has to know what lies in it.
        if !known && !steps.is_some_and(|[folder, _]| same(folder, &self.own)) {
            return Ok(Come::Not("out-outside"));
        }
        match shown {
            true => self.picture(entry, &link.owner, file, known),
            false => self.document(entry, file, hash, known),
        }
    }

    /// Returns the hash of a file. However often a text leads there, it is read once for it.
    fn hash(&mut self, file: &Path, most: u64) -> Result<String, Error> {
        if let Some(hash) = self.hashes.get(file) {
            return Ok(hash.clone());
        }
        let hash = hash(&self.folder.bytes(file, most)?);
        self.hashes.insert(file.to_owned(), hash.clone());
        Ok(hash)
    }

    /// Returns what is kept of a picture and how many bytes that has; nothing where it is none.
    fn kept(&mut self, file: PathBuf, known: bool) -> Result<Option<(Picture, usize)>, Error> {
        let key = (file, known);
        if let Some(kept) = self.pictures.get(&key) {
            return Ok(kept.clone());
        }
        let bytes = self.folder.bytes(&key.0, maru_picture::MOST)?;
        // One that Maru made is kept as it is: written anew it would be another.
        let wish = if known { Wish::Keep } else { Wish::Prepare };
        let made = made(wish, &bytes, self.read, self.stop)?;
        let kept = made.map(|made| {
            let size = made.full.bytes.len();
            (keep(made, &mut self.files), size)
        });
        self.pictures.insert(key, kept.clone());
        Ok(kept)
    }

    fn picture(
        &mut self,
        entry: &mut Map<String, Value>,
        owner: &Owner,
        file: PathBuf,
        known: bool,
    ) -> Result<Come, Error> {
        let Some((kept, size)) = self.kept(file, known)? else {
            return Ok(Come::Not("out-refused"));
        };
        match owner {
            Owner::Segment(_) => {
                let picture = entry.entry("picture").or_insert_with(|| json!({}));
                if let Some(picture) = picture.as_object_mut() {
                    told(picture, &kept);
                }
            }
            Owner::Attachment(_) => {
                told(entry, &kept);
                entry.insert("size".to_owned(), size.into());
            }
        }
        Ok(Come::Picture)
    }

    fn document(
        &mut self,
        entry: &mut Map<String, Value>,
        file: PathBuf,
        hash: String,
        known: bool,
    ) -> Result<Come, Error> {
        let bytes = match self.files.get(&hash) {
            Some(bytes) => bytes.as_slice(),
            None => {
                let bytes = self.folder.bytes(&file, DOCUMENT)?;
                if bytes.len() as u64 > DOCUMENT {
                    return Ok(Come::Not("out-large"));
                }
                self.files.entry(hash.clone()).or_insert(bytes).as_slice()
            }
        };
        if !known {
            let name = entry.get("name").and_then(Value::as_str).unwrap_or_default();
            let mime = maru_picture::document_mime(bytes, name);
            entry.insert("mime".to_owned(), mime.into());
            entry.insert("size".to_owned(), bytes.len().into());
            entry.insert("hash".to_owned(), hash.into());
        }
        Ok(Come::Document)
    }
}

/// Says of a picture what is kept.
fn told(entry: &mut Map<String, Value>, kept: &Picture) {
    for (name, value) in [
        ("hash", json!(kept.hash)),
        ("small", json!(kept.small)),
        ("width", json!(kept.width)),
        ("height", json!(kept.height)),
        ("mime", json!(kept.mime)),
    ] {
        entry.insert(name.to_owned(), value);
    }
}

/// Makes text of a picture that a person added and that does not come: its words, and where it should have been. One
/// that the record names may lie in the vault already, and stays.
fn as_text(entry: &mut Map<String, Value>, target: &str) {
    if entry.contains_key("picture") {
        return;
    }
    let place: String = target.chars().take(300).collect();
    let words = entry.get("en").and_then(Value::as_str).unwrap_or_default();
    let words = match words.is_empty() {
        true => place,
        false => format!("{words} ({place})"),
    };
    entry.insert("en".to_owned(), words.into());
    entry.insert("kind".to_owned(), "point".into());
    entry.remove("alt");
}
