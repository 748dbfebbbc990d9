//! Short text in two languages, and the sides and languages themselves.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use specta::Type;

/// A language that text is written in.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, Type,
)]
#[serde(rename_all = "snake_case")]
pub enum Lang {
    /// English.
    En,
    /// Korean.
    Ko,
}

impl Lang {
    /// Both languages, English first.
    pub const BOTH: [Lang; 2] = [Lang::En, Lang::Ko];

    /// Returns the two-letter code, which is also the key of the text in a record.
    pub fn code(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::Ko => "ko",
        }
    }

    /// Returns the other of the two languages.
    pub fn other(self) -> Lang {
        match self {
            Lang::En => Lang::Ko,
            Lang::Ko => Lang::En,
        }
    }
}

/// A side of an agreement: `uk`, `kr`, another lower-case code, or `joint`.
#[derive(
    Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, Type,
)]
#[serde(transparent)]
pub struct Side(pub String);

impl Side {
    /// Returns the side with this code.
    pub fn new(code: &str) -> Side {
        Side(code.to_owned())
    }

    /// Returns the language in which this side checks a translation (R12).
    pub fn lang(&self) -> Lang {
        if self.0 == "kr" { Lang::Ko } else { Lang::En }
    }
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The same short text in both languages; either may be empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Type)]
pub struct Bilingual {
    /// The English text.
    #[serde(default)]
    pub en: String,
    /// The Korean text.
    #[serde(default)]
    pub ko: String,
}

impl Bilingual {
    /// Returns the pair of these two texts.
    pub fn new(en: impl Into<String>, ko: impl Into<String>) -> Bilingual {
        Bilingual {
            en: en.into(),
            ko: ko.into(),
        }
    }

    /// Returns the text in one language; it may be empty.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Ko => &self.ko,
        }
    }

    /// Returns the text in one language, or the other where that is empty.
    pub fn best(&self, lang: Lang) -> &str {
        let wanted = self.get(lang);
        if wanted.is_empty() {
            self.get(lang.other())
        } else {
            wanted
        }
    }

    /// Returns whether both texts are empty.
    pub fn is_empty(&self) -> bool {
        self.en.is_empty() && self.ko.is_empty()
    }
}
