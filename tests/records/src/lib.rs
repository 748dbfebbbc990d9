//! Invented records of the field, any number of them: agreements, meetings, practices and notes as an office writes them
//! over the years, one after the other. Most are short and a few very long; words, people and agreements come back as often
//! as in life. The same seed gives the same records on every machine, and no record needs another one to be made.

mod agreement;
mod chance;
mod meeting;
mod moment;
mod note;
mod people;
mod picture;
mod practice;
mod words;

pub use std::collections::BTreeMap;

use maru_core::bilingual::Lang;
use maru_core::carried;
use maru_core::edit::Edit;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

pub use chance::Chance;
use moment::{Moment, YEARS};

/// Every how many records there is an agreement.
const AGREEMENTS: usize = 200;
/// Every how many records there is one that somebody typed at length, and which of them.
const HISTORIES: (usize, usize) = (500, 7);
/// Every how many records there is one with a picture, and which of them.
const PICTURES: (usize, usize) = (300, 11);

/// So many of the records behind those of the nine years are of one year.
const YEARLY: usize = 1000;

/// As many records as one likes, from one seed.
#[derive(Debug, Clone, Copy)]
pub struct Archive {
    seed: u64,
    size: usize,
    strewn: bool,
}

impl Archive {
    /// Returns the archive of a seed. So many records fill nine years in the order of time, as an office makes them; those
    /// behind are what somebody brings along: of each thousand the first is from the beginning of the last year and the last
    /// from its end.
    #[must_use]
    pub fn new(seed: u64, size: usize) -> Archive {
        Archive {
            seed,
            size,
            strewn: false,
        }
    }

    /// Returns the same archive, but what somebody brings along is from any day of the nine years, in no order.
    #[must_use]
    pub fn strewn(self) -> Archive {
        Archive { strewn: true, ..self }
    }

    fn chance(self, n: usize, what: u64) -> Chance {
        Chance::of(self.seed ^ what, n as u64)
    }

    fn moment(self, n: usize) -> Moment {
        let mut chance = self.chance(n, 0x7768_656e);
        let share = match n.checked_sub(self.size) {
            None => n as f64 / self.size as f64,
            Some(_) if self.strewn => chance.unit(),
            Some(behind) => {
                let of_last_year = (behind % YEARLY) as f64 / YEARLY as f64;
                ((YEARS - 1) as f64 + of_last_year) / YEARS as f64
            }
        };
        Moment::drawn(share, &mut chance)
    }

    /// Returns the id of the n-th record.
    #[must_use]
    pub fn id(self, n: usize) -> String {
        self.moment(n).id(n, 0)
    }

    /// Returns the agreement that a record of this number belongs to; the first ones have the most.
    fn agreement(self, n: usize, chance: &mut Chance) -> Option<String> {
        chance
            .happens(0.8)
            .then(|| self.id(AGREEMENTS * chance.rank(n / AGREEMENTS + 1)))
    }

    /// Returns the JSON of the n-th record, with the bytes of its picture beside it where it has one.
    #[must_use]
    pub fn record(self, n: usize) -> Value {
        let moment = self.moment(n);
        let mut chance = self.chance(n, 0x7361_6964);
        let id = |at: usize| moment.id(n, 1 + at);
        let mut fields = match n {
            n if n.is_multiple_of(AGREEMENTS) => agreement::fields(&mut chance, moment, id),
            _ => {
                let kind = chance.unit();
                let under = self.agreement(n, &mut chance);
                let mut fields =
                    if n % PICTURES.0 == PICTURES.1 || n % HISTORIES.0 == HISTORIES.1 || kind < 0.68 {
                        meeting::fields(&mut chance, moment, id)
                    } else if kind < 0.93 {
                        note::fields(&mut chance)
                    } else {
                        practice::fields(&mut chance, moment, id)
                    };
                fields.extend(under.map(|id| ("agreement".to_owned(), id.into())));
                fields
            }
        };
        fields.insert("id".to_owned(), self.id(n).into());
        fields.insert("created".to_owned(), moment.instant().into());
        let mut record = Value::Object(fields);
        if n % PICTURES.0 == PICTURES.1 {
            show(&mut record, &picture::drawn(&mut chance), &id(9000));
        }
        record
    }

    /// Returns what somebody types into the n-th record after it was made, a few letters at a time: nothing for most
    /// records, hundreds of edits for some.
    #[must_use]
    pub fn history(self, n: usize) -> Vec<Edit> {
        const LETTERS: usize = 9;
        if n % HISTORIES.0 != HISTORIES.1 {
            return Vec::new();
        }
        let mut chance = self.chance(n, 0x7479_7065);
        let lines: Vec<String> = self.record(n)["segments"]
            .as_object()
            .map(|lines| lines.keys().cloned().collect())
            .unwrap_or_default();
        let wanted = chance.tail(80, 600);
        let mut edits = Vec::new();
        while edits.len() < wanted && !lines.is_empty() {
            let id = chance.one(&lines).clone();
            let lang = if chance.happens(0.5) { Lang::En } else { Lang::Ko };
            let said = words::sentence(&mut chance);
            let letters: Vec<char> = said.get(lang).chars().collect();
            edits.extend((1..=letters.len().div_ceil(LETTERS)).map(|at| Edit::Write {
                id: id.clone(),
                lang,
                text: letters.iter().take(at * LETTERS).collect(),
            }));
        }
        edits
    }

    /// Returns a mark that changes whenever the records would come out differently.
    #[must_use]
    pub fn mark(self) -> String {
        let mut digest = Sha256::new();
        for n in 0..AGREEMENTS * 2 {
            digest.update(self.record(n).to_string());
            digest.update(format!("{:?}", self.history(n)));
        }
        hex(&digest.finalize()[..8])
    }
}

/// Puts a picture at the end of a record's body.
fn show(record: &mut Value, bytes: &[u8], id: &str) {
    let hash = hex(&Sha256::digest(bytes));
    let (width, height) = picture::SIZE;
    let line = serde_json::json!({
        "pos": "", "kind": "picture", "en": "Layout of the screen that was shown", "ko": "시연 화면 구성",
        "picture": { "hash": hash, "small": hash, "width": width, "height": height, "mime": "image/jpeg" },
    });
    if let Some(lines) = record.get_mut("segments").and_then(Value::as_object_mut) {
        lines.insert(id.to_owned(), line);
    }
    carried::pack(record, &BTreeMap::from([(hash, bytes.to_vec())]));
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Returns how many bytes of text a record holds in both languages: what a reader could look for.
#[must_use]
pub fn text_bytes(record: &Value) -> usize {
    let below = |(key, value): (&String, &Value)| match value {
        Value::String(text) if matches!(key.as_str(), "en" | "ko") => text.len(),
        other => text_bytes(other),
    };
    record
        .as_object()
        .map_or(0, |fields: &Map<String, Value>| fields.iter().map(below).sum())
}

#[cfg(test)]
mod tests;
