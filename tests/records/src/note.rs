//! Notes of our own side: a few lines, mostly in the language of the one who writes.

use serde_json::{Map, Value, json};

use crate::chance::Chance;
use crate::words::sentence;

pub(crate) fn fields(chance: &mut Chance) -> Map<String, Value> {
    let (mut en, mut ko) = (Vec::new(), Vec::new());
    let language = chance.unit();
    for _ in 0..chance.tail(1, 40) {
        let said = sentence(chance);
        if language < 0.75 {
            en.push(said.en);
        }
        if language > 0.65 {
            ko.push(said.ko);
        }
    }
    Map::from_iter([
        ("kind".to_owned(), "note".into()),
        ("audience".to_owned(), "own".into()),
        (
            "text".to_owned(),
            json!({ "en": en.join(" "), "ko": ko.join(" ") }),
        ),
    ])
}
