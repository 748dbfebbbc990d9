//! The state of a translation: computed from what it was made from and what the original says now (R11, R12).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use specta::Type;
use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::bilingual::Lang;
use crate::segment::Segment;

/// The state of one cell: of a segment's text in one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Type)]
#[serde(rename_all = "snake_case")]
pub enum TextState {
    /// The language it was written in.
    Original,
    /// No translation yet.
    Missing,
    /// A translation that nobody checked.
    Draft,
    /// Checked by the side whose language it is.
    Checked,
    /// The original changed since.
    Stale,
}

/// Returns the digest by which two texts are told apart: sixteen hex digits of SHA-256 over the trimmed NFC text.
pub fn digest(text: &str) -> String {
    let text = text.trim();
    // Most texts are in that form already, and there are thousands of them in a long record.
    let digest = if is_nfc(text) {
        Sha256::digest(text.as_bytes())
    } else {
        Sha256::digest(text.nfc().collect::<String>().as_bytes())
    };
    digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// Returns the state of a segment's text in one language.
pub fn state(segment: &Segment, lang: Lang) -> TextState {
    let original = segment.text(lang.other());
    if segment.text(lang).trim().is_empty() {
        return if original.trim().is_empty() {
            TextState::Original
        } else {
            TextState::Missing
        };
    }
    let Some(origin) = segment.origin else {
        return TextState::Original;
    };
    if origin == lang {
        return TextState::Original;
    }
    let Some(translation) = &segment.translation else {
        return TextState::Draft;
    };
    if translation.of != digest(original) {
        TextState::Stale
    } else if translation.checked_by.is_some() && translation.checked == digest(segment.text(lang)) {
        TextState::Checked
    } else {
        TextState::Draft
    }
}
