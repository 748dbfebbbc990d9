//! The names of filters and of their values, in both languages, as they stand in the labels.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};
use specta::Type;

use super::glossary::tight;
use crate::bilingual::Lang;
use crate::labels::{Labels, ids};

/// What a filter is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The kind of a record or of a segment.
    Kind,
    /// The side that owns, said or wrote it.
    Side,
    /// The agreement that it belongs to, by words of its title.
    Agreement,
    /// A day before which it is.
    Before,
    /// A day from which on it is.
    After,
    /// How far it is.
    Status,
    /// Late, or stale.
    Is,
}

impl Field {
    /// All filters, in the order in which they are offered.
    pub const ALL: [Field; 7] = [
        Field::Kind,
        Field::Side,
        Field::Agreement,
        Field::Before,
        Field::After,
        Field::Status,
        Field::Is,
    ];

    /// Returns the name that is understood in every language.
    pub fn code(self) -> &'static str {
        match self {
            Field::Kind => "kind",
            Field::Side => "side",
            Field::Agreement => "agreement",
            Field::Before => "before",
            Field::After => "after",
            Field::Status => "status",
            Field::Is => "is",
        }
    }

    /// Returns the label that names it.
    fn label(self) -> &'static str {
        match self {
            Field::Kind => "find-kind",
            Field::Side => "find-side",
            Field::Agreement => "find-agreement",
            Field::Before => "find-before",
            Field::After => "find-after",
            Field::Status => "find-status",
            Field::Is => "find-is",
        }
    }
}

/// Families of labels that name values: the code is the rest of the label's id.
const FAMILIES: [(&str, Field, &str); 3] = [
    ("ctl-kind-", Field::Kind, ""),
    ("ctl-segment-", Field::Kind, "segment "),
    ("ctl-status-", Field::Status, ""),
];
/// Labels that name values alone.
const SINGLE: [(&str, Field, &str); 5] = [
    ("side-uk", Field::Side, "uk"),
    ("side-kr", Field::Side, "kr"),
    ("side-joint", Field::Side, "joint"),
    ("find-late", Field::Is, "late"),
    ("find-stale", Field::Is, "stale"),
];
/// The longest code of a side.
const SIDE: usize = 8;

/// The names of filters and of their values.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    names: Vec<(Field, String)>,
    /// Each as it is compared, with the code that stands in a record.
    values: Vec<(Field, String, String)>,
}

impl Vocabulary {
    /// Returns the words of both languages. Codes are understood as well.
    pub fn of_labels() -> &'static Vocabulary {
        static WORDS: OnceLock<Vocabulary> = OnceLock::new();
        WORDS.get_or_init(|| {
            let mut words = Vocabulary::default();
            for field in Field::ALL {
                words.names.push((field, field.code().to_owned()));
                words.names.extend(both(field.label()).map(|name| (field, name)));
            }
            for (id, field, code) in SINGLE {
                words.value(field, code, id);
            }
            for id in ids() {
                for (family, field, before) in FAMILIES {
                    if let Some(rest) = id.strip_prefix(family) {
                        words.value(field, &format!("{before}{}", rest.replace('-', "_")), id);
                    }
                }
            }
            words
        })
    }

    fn value(&mut self, field: Field, code: &str, label: &str) {
        let bare = code.strip_prefix("segment ").unwrap_or(code);
        let written = both(label).chain([tight(bare)]);
        self.values
            .extend(written.map(|written| (field, written, code.to_owned())));
    }

    /// Returns the filters that have this name: in Korean, one name may stand for two.
    pub(super) fn fields(&self, name: &str) -> Vec<Field> {
        let name = tight(name);
        let named = self.names.iter().filter(|(_, known)| *known == name);
        let mut fields: Vec<Field> = named.map(|(field, _)| *field).collect();
        fields.dedup();
        fields
    }

    /// Returns the codes that a value stands for: one word may name several.
    pub(super) fn codes(&self, field: Field, value: &str) -> Vec<String> {
        let value = tight(value);
        let named = self.values.iter();
        let named = named.filter(|(of, known, _)| *of == field && *known == value);
        let mut codes: Vec<String> = named.map(|(.., code)| code.clone()).collect();
        codes.sort();
        codes.dedup();
        let code = |letter: char| letter.is_ascii_lowercase();
        if field == Field::Side
            && codes.is_empty()
            && value.chars().all(code)
            && (2..=SIDE).contains(&value.len())
        {
            codes.push(value);
        }
        codes
    }
}

fn both(label: &str) -> impl Iterator<Item = String> {
    Lang::BOTH
        .map(|lang| tight(&Labels::new(lang).text(label, &[])))
        .into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_and_values_have_names_in_both_languages() {
        let words = Vocabulary::of_labels();
        let korean = |label: &str| Labels::new(Lang::Ko).text(label, &[]);
        for field in Field::ALL {
            assert!(words.fields(field.code()).contains(&field));
            assert!(words.fields(&korean(field.label())).contains(&field), "{field:?}");
        }
        assert_eq!(words.fields("no such name"), []);
        for (field, value, codes) in [
            (Field::Kind, "meeting", vec!["meeting"]),
            (Field::Kind, &korean("ctl-kind-meeting"), vec!["meeting"]),
            (Field::Kind, "decision", vec!["segment decision"]),
            (Field::Kind, &korean("decision"), vec!["segment decision"]),
            (Field::Side, "UK", vec!["uk"]),
            (Field::Side, &korean("side-kr"), vec!["kr"]),
            (Field::Side, "sg", vec!["sg"]),
            (Field::Side, "everybody", vec![]),
            (Field::Status, "in_effect", vec!["in_effect"]),
            (
                Field::Status,
                &korean("ctl-status-confirmed-both"),
                vec!["agreed_both", "confirmed_both"],
            ),
            (Field::Is, &korean("find-late"), vec!["late"]),
            (Field::Is, "stale", vec!["stale"]),
            (Field::Is, "", vec![]),
        ] {
            assert_eq!(words.codes(field, value), codes, "{field:?} {value}");
        }
    }
}
