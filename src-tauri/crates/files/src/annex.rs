//! The folder beside a text: the pictures and documents that its links lead to. It is called after the text.

mod bring;

use std::collections::{BTreeMap, BTreeSet};

use maru_core::record::Record;
use maru_core::text::line;
use maru_picture::Mime;
use maru_press::{Pictures, safe};

pub use bring::{Brought, bring};

/// How the name of such a folder ends.
pub(crate) const ENDING: &str = ".files";
/// The most characters of a name, so that a whole path stays within what Windows takes.
const NAME: usize = 40;
/// The longest ending of a name.
const TAIL: usize = 10;
/// Names that Windows keeps for itself.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// Returns the name of the folder that belongs to a text of this name.
pub fn folder_of(name: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    format!("{stem}{ENDING}")
}

/// Returns the names, by hash, of what a record takes along and is at hand: pictures by their number, and what is
/// attached by the name that it came with.
pub(crate) fn names(
    record: &Record,
    files: &Pictures,
    wanted: &BTreeSet<String>,
) -> BTreeMap<String, String> {
    let mut names = Names::default();
    let at_hand = |hash: &str| files.0.get(hash).filter(|_| wanted.contains(hash));
    let attached = record.attached();
    let mut seen = record.pictures();
    seen.truncate(seen.len() - attached.iter().filter(|(_, one)| one.seen().is_some()).count());
    for (at, picture) in seen.iter().enumerate() {
        if let Some(bytes) = at_hand(picture.hash) {
            names.give(picture.hash, &format!("{:02}", at + 1), kept_as(bytes));
        }
    }
    for (_, one) in attached {
        let name = line(&one.name);
        let (stem, ending) = name.rsplit_once('.').unwrap_or((&name, ""));
        if let Some(bytes) = at_hand(&one.hash) {
            let ending = if one.seen().is_some() {
                kept_as(bytes)
            } else {
                ending
            };
            names.give(&one.hash, stem, ending);
        }
    }
    names.by_hash
}

#[derive(Default)]
struct Names {
    by_hash: BTreeMap<String, String>,
    taken: BTreeSet<String>,
}

impl Names {
    fn give(&mut self, hash: &str, stem: &str, ending: &str) {
        if self.by_hash.contains_key(hash) {
            return;
        }
        let ending: String = ending
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .take(TAIL)
            .collect();
        let ending = match ending.is_empty() {
            true => ending,
            false => format!(".{ending}"),
        };
        let stem: String = safe(stem).chars().take(NAME).collect();
        let stem = match stem.trim_end() {
            "" => "Maru",
            stem => stem,
        };
        let stem = if is_device(stem) {
            format!("{stem}_")
        } else {
            stem.to_owned()
        };
        let numbered = (2..).map(|n| format!("{stem} ({n}){ending}"));
        let mut all = std::iter::once(format!("{stem}{ending}")).chain(numbered);
        // Some systems take capitals for small letters.
        if let Some(name) = all.find(|name| !self.taken.contains(&name.to_lowercase())) {
            self.taken.insert(name.to_lowercase());
            self.by_hash.insert(hash.to_owned(), name);
        }
    }
}

/// Returns how the name of a picture ends, as the vault keeps it.
fn kept_as(picture: &[u8]) -> &'static str {
    let mime = if picture.starts_with(b"\x89PNG") {
        Mime::Png
    } else {
        Mime::Jpeg
    };
    mime.ending()
}

fn is_device(stem: &str) -> bool {
    let stem = stem.to_lowercase();
    let port = |name: &str| {
        let number = stem.strip_prefix(name);
        number.is_some_and(|n| n.len() == 1 && n.bytes().all(|b| b.is_ascii_digit()))
    };
    DEVICES.contains(&stem.as_str()) || port("com") || port("lpt")
}

/// Returns the steps of a link into the folder beside a text, or nothing where it leads anywhere else.
fn inside(target: &str) -> Option<[String; 2]> {
    let decoded = percent_encoding::percent_decode_str(target).decode_utf8().ok()?;
    let decoded = decoded.replace('\\', "/");
    let (folder, file) = decoded.strip_prefix("./").unwrap_or(&decoded).split_once('/')?;
    let stem = folder.get(..folder.len().checked_sub(ENDING.len())?)?;
    let ours = folder.to_lowercase().ends_with(ENDING) && !stem.is_empty() && !stem.starts_with('.');
    let plain = |step: &str| !step.is_empty() && !step.starts_with('.') && !step.contains(['/', ':', '\0']);
    (ours && plain(folder) && plain(file)).then(|| [folder.to_owned(), file.to_owned()])
}

#[cfg(test)]
mod tests;
