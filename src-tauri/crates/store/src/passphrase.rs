//! Passphrases: one form however they are typed, how strong they are, and a good one to begin with.

use precis_profiles::OpaqueString;
use precis_profiles::precis_core::profile::Profile;
use serde::{Deserialize, Serialize};
use specta::Type;
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use crate::error::Error;

/// The longest passphrase, in bytes.
const LONGEST: usize = 1024;

/// Returns the passphrase in the one form that the key is derived from (RFC 8265, OpaqueString).
///
/// Korean is composed first: a Mac gives Hangul taken apart, which the profile would refuse as old Hangul.
pub(crate) fn prepare(passphrase: &str) -> Result<Zeroizing<String>, Error> {
    if passphrase.len() > LONGEST {
        return Err(Error::PassphraseUnusable);
    }
    let composed = Zeroizing::new(passphrase.nfc().collect::<String>());
    let enforced = OpaqueString::new()
        .enforce(composed.as_str())
        .map_err(|_| Error::PassphraseUnusable)?;
    Ok(Zeroizing::new(enforced.into_owned()))
}

/// How strong a passphrase is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Strength {
    /// From 0, which falls at once, to 4, which is strong.
    pub score: u8,
    /// The id of the label that says what to do better; empty if nothing.
    pub hint: String,
}

/// Returns how strong a passphrase is.
pub fn strength(passphrase: &str) -> Strength {
    let Ok(prepared) = prepare(passphrase) else {
        let hint = if passphrase.is_empty() {
            "passphrase-hint-longer"
        } else {
            "passphrase-hint-unusable"
        };
        return Strength {
            score: 0,
            hint: hint.to_owned(),
        };
    };
    let lower = Zeroizing::new(prepared.to_lowercase());
    let common = COMMON.iter().find(|word| lower.contains(**word)).copied();
    let bits = guess_bits(&lower, common);
    let score = match bits {
        0..28 => 0,
        28..40 => 1,
        40..52 => 2,
        52..64 => 3,
        _ => 4,
    };
    let hint = match (score, common) {
        (4, _) => "",
        (_, Some(_)) => "passphrase-hint-common",
        (_, None) if has_runs(&lower) => "passphrase-hint-repeats",
        (0..=2, None) => "passphrase-hint-longer",
        (_, None) => "passphrase-hint-word",
    };
    Strength {
        score,
        hint: hint.to_owned(),
    }
}

/// What people type first; guessers do too. Korean words stand here as typed on an English keyboard as well.
const COMMON: [&str; 26] = [
    "password",
    "passw0rd",
    "qwerty",
    "asdf",
    "1234",
    "letmein",
    "welcome",
    "admin",
    "iloveyou",
    "monkey",
    "dragon",
    "football",
    "london",
    "seoul",
    "korea",
    "maru",
    "summer",
    "winter",
    "secret",
    "abc123",
    "비밀번호",
    "대한민국",
    "사랑해",
    "qlalfqjsgh",
    "eogksalsrnr",
    "tkfkdgo",
];

/// Returns the binary logarithm of the guesses that somebody needs who knows how people choose, roughly.
fn guess_bits(text: &str, common: Option<&str>) -> u32 {
    let known = common.map_or(0, |word| word.chars().count().saturating_sub(1));
    let mut tenths = 0;
    let mut seen: Vec<char> = Vec::new();
    let mut last = None;
    for c in text.chars() {
        // A repeated letter, the next one in a row, or one that has come often says little that is new.
        let step = last.map(|l: char| i64::from(u32::from(c)) - i64::from(u32::from(l)));
        let often = seen.iter().filter(|s| **s == c).count() > 2;
        tenths += match c {
            _ if matches!(step, Some(-1..=1)) => 8,
            _ if often => 15,
            '0'..='9' => 28,
            'a'..='z' => 30,
            '가'..='힣' => 65,
            _ => 40,
        };
        seen.push(c);
        last = Some(c);
    }
    let known = u32::try_from(known).unwrap_or(u32::MAX);
    u32::saturating_sub(tenths / 10, known.saturating_mul(3))
}

fn has_runs(text: &str) -> bool {
    let chars: Vec<u32> = text.chars().map(u32::from).collect();
    chars
        .windows(3)
        .any(|w| w[0].abs_diff(w[1]) <= 1 && w[1].abs_diff(w[2]) <= 1)
}

const CONSONANTS: [char; 12] = ['b', 'd', 'g', 'h', 'j', 'k', 'm', 'n', 'p', 'r', 's', 't'];
const VOWELS: [char; 5] = ['a', 'e', 'i', 'o', 'u'];

/// Returns a passphrase of four words made of syllables that both English and Korean speakers can say and type:
/// 60 to the power of 12, or 71 bits.
pub fn suggest(random: &[u8; 24]) -> Zeroizing<String> {
    let mut words = Zeroizing::new(String::with_capacity(27));
    for (at, pair) in random.chunks_exact(2).enumerate() {
        if at > 0 && at % 3 == 0 {
            words.push('-');
        }
        let n = usize::from(u16::from_be_bytes([pair[0], pair[1]])) % 60;
        words.push(CONSONANTS[n / 5]);
        words.push(VOWELS[n % 5]);
    }
    words
}

/// Returns such a passphrase from the system's randomness.
///
/// # Errors
/// `Disk` if the system gives none.
pub fn suggestion() -> Result<Zeroizing<String>, Error> {
    let mut random = Zeroizing::new([0; 24]);
    crate::clock::fill_random(random.as_mut())?;
    Ok(suggest(&random))
}

#[cfg(test)]
mod tests {
    use unicode_normalization::UnicodeNormalization;

    use super::{prepare, strength, suggest};

    #[test]
    fn korean_taken_apart_is_the_same_passphrase() {
        let apart: String = "마루 협력 약정".nfd().collect();
        assert_ne!(apart, "마루 협력 약정");
        assert_eq!(prepare(&apart).expect("usable").as_str(), "마루 협력 약정");
    }

    #[test]
    fn a_wide_space_is_a_space_and_a_control_is_refused() {
        assert_eq!(prepare("a\u{3000}b").expect("usable").as_str(), "a b");
        for bad in ["", "a\0b", "tab\tbed", &"x".repeat(1025)] {
            assert!(prepare(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn strength_follows_what_a_guesser_does() {
        for (passphrase, least, most) in [
            ("", 0, 0),
            ("1234", 0, 0),
            ("password1", 0, 0),
            ("aaaaaaaaaaaaaaaa", 0, 0),
            ("비밀번호", 0, 0),
            ("qlalfqjsgh1!", 0, 1),
            ("correct horse", 1, 2),
            ("correct horse battery staple", 4, 4),
            ("느티나무 아래 낡은 자전거 한 대", 4, 4),
        ] {
            let got = strength(passphrase);
            assert!((least..=most).contains(&got.score), "{passphrase}: {got:?}");
            assert_eq!(got.hint.is_empty(), got.score == 4, "{passphrase}: {got:?}");
        }
    }

    #[test]
    fn a_suggestion_is_strong_and_easy_to_type() {
        let made = suggest(&std::array::from_fn(|n| u8::try_from(n * 37 % 251).unwrap_or(0)));
        assert_eq!(made.len(), 27);
        assert_eq!(strength(&made).score, 4, "{}", made.as_str());
        assert!(made.chars().all(|c| c == '-' || c.is_ascii_lowercase()));
    }
}
