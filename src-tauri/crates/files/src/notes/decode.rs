//! The bytes of a note as text: UTF-8, UTF-16 that says so, or what older Korean and Western editors wrote.

use encoding_rs::{EUC_KR, UTF_16BE, UTF_16LE, WINDOWS_1252};
use maru_core::text::clean;
use sha2::{Digest, Sha256};

use crate::error::Error;

/// Returns the text, cleaned and composed, and whether it stood in an encoding of before Unicode.
///
/// # Errors
/// `note-binary` if it is no text at all.
pub(super) fn text(bytes: &[u8]) -> Result<(String, bool), Error> {
    if let Some((wide, mark)) = [(UTF_16LE, [0xff, 0xfe]), (UTF_16BE, [0xfe, 0xff])]
        .into_iter()
        .find(|(_, mark)| bytes.starts_with(mark))
    {
        let rest = bytes.get(mark.len()..).unwrap_or_default();
        return match wide.decode_without_bom_handling_and_without_replacement(rest) {
            Some(text) => Ok((clean(&text), false)),
            None => Err(Error::new("note-binary")),
        };
    }
    let is_binary = |byte: &u8| matches!(byte, 0..=8 | 0x0e..=0x1a | 0x1c..=0x1f | 0x7f);
    if bytes.iter().filter(|byte| is_binary(byte)).count() * 100 > bytes.len() || bytes.contains(&0) {
        return Err(Error::new("note-binary"));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok((clean(text), false));
    }
    let old = if is_korean(bytes) { EUC_KR } else { WINDOWS_1252 };
    match old.decode_without_bom_handling_and_without_replacement(bytes) {
        // One letter in three beyond ASCII is no Western text, whatever a table of 256 signs makes of it.
        Some(_) if old == WINDOWS_1252 && high(bytes) * 3 > bytes.len() => Err(Error::new("note-binary")),
        Some(text) => Ok((clean(&text), true)),
        None => Err(Error::new("note-binary")),
    }
}

/// Returns the digest of a text, in hex.
pub(super) fn digest(text: &str) -> String {
    let digest = Sha256::digest(text.trim_end().as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn high(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte >= 0x80).count()
}

/// Returns whether most bytes beyond ASCII stand in pairs, as the syllables of CP949 do. The curly quotes of a Western
/// editor stand alone, before a letter.
fn is_korean(bytes: &[u8]) -> bool {
    let (mut pairs, mut alone, mut at) = (0, 0, 0);
    while let Some(byte) = bytes.get(at) {
        at += 1;
        if *byte < 0x80 {
            continue;
        }
        match bytes.get(at) {
            Some(next) if *next >= 0x80 => {
                pairs += 1;
                at += 1;
            }
            _ => alone += 1,
        }
    }
    pairs > alone
}
