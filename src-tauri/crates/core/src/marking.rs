//! Handling markings on paper, and when a paper must not leave at all (R3, R4, R16).

use crate::bilingual::{Bilingual, Lang, Side};
use crate::labels::{Labels, both};
use crate::record::Handling;
use crate::zone::{instant, moment};

/// What stands in the header and footer of a paper.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marking {
    /// The UK marking, such as `UK OFFICIAL - RECIPIENTS ONLY`; empty if there is none. It is not translated.
    pub uk: String,
    /// The Korean disclosure class with its legal basis; empty if there is none.
    pub disclosure: Bilingual,
    /// Until when the paper is embargoed and what applies then; empty if it is not.
    pub embargo: Bilingual,
}

impl Marking {
    /// Returns everything to print in one language, on one line.
    pub fn line(&self, lang: Lang) -> String {
        let parts = [
            self.uk.as_str(),
            self.embargo.get(lang),
            self.disclosure.get(lang),
        ];
        parts
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" · ")
    }
}

/// Why a paper must not leave.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// The instruction keeps it inside one government or organisation (R3).
    #[error("{0} must not leave")]
    Blocked(String),
    /// An embargo needs a date with its time and zone, and what applies after it (R4).
    #[error("an embargo needs its end and what applies then")]
    Embargo,
    /// A classified grade: Maru is no place for it (R16).
    #[error("{0} is a classified grade")]
    Classified(String),
    /// A tier that does not exist.
    #[error("{0} is no tier")]
    Tier(String),
    /// An instruction that does not go with this tier.
    #[error("{instruction} does not go with {tier}")]
    Combination {
        /// The tier.
        tier: String,
        /// The instruction.
        instruction: String,
    },
}

const OFFICIAL: &str = "OFFICIAL";
const SENSITIVE: &str = "OFFICIAL-SENSITIVE";
const GRADES: [&str; 9] = ["Ⅰ", "Ⅱ", "Ⅲ", "I", "II", "III", "1", "2", "3"];
const EMBARGOED: &str = "EMBARGOED";

/// Returns the marking of a paper that `origin` makes for `receiving`; no receiver means that it stays at home.
///
/// # Errors
/// A `Refusal` if the paper must not leave, or its marking cannot be right.
pub fn marking(handling: &Handling, origin: &Side, receiving: Option<&Side>) -> Result<Marking, Refusal> {
    if handling.n2sf.trim() == "C" {
        return Err(Refusal::Classified("C".to_owned()));
    }
    let instruction = upper(&handling.instruction);
    // A British paper may stay inside its own government; anywhere else it has left.
    let uk = Side::new("uk");
    let abroad = *origin != uk || receiving.is_some_and(|side| *side != uk);
    if instruction.ends_with("USE ONLY") && (abroad || receiving.is_none()) {
        return Err(Refusal::Blocked(instruction));
    }
    let tier = tier(&handling.uk, abroad && *origin == uk)?;
    check_instruction(&tier, &instruction)?;
    let embargo = if instruction == EMBARGOED {
        embargo(handling)?
    } else {
        Bilingual::default()
    };
    Ok(Marking {
        uk: if tier.is_empty() {
            String::new()
        } else {
            let tier = if abroad { format!("UK {tier}") } else { tier };
            let parts = [tier, instruction, upper(&handling.descriptor)];
            parts
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(" - ")
        },
        disclosure: disclosure(handling),
        embargo,
    })
}

fn upper(text: &str) -> String {
    text.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_uppercase()
}

fn tier(written: &str, must_be_marked: bool) -> Result<String, Refusal> {
    let tier = upper(written);
    match tier.as_str() {
        // All of the government's information is at least this; what goes abroad must say so.
        "" if must_be_marked => Ok(OFFICIAL.to_owned()),
        "" | OFFICIAL | SENSITIVE => Ok(tier),
        other if classified(other).is_some() => Err(Refusal::Classified(tier)),
        _ => Err(Refusal::Tier(tier)),
    }
}

fn check_instruction(tier: &str, instruction: &str) -> Result<(), Refusal> {
    if let Some(grade) = classified(instruction) {
        return Err(Refusal::Classified(grade.to_owned()));
    }
    let fits = match instruction {
        "FOR PUBLIC RELEASE" => tier == OFFICIAL,
        "RECIPIENTS ONLY" => tier == SENSITIVE,
        "" => true,
        _ => !tier.is_empty(),
    };
    if fits {
        return Ok(());
    }
    Err(Refusal::Combination {
        tier: tier.to_owned(),
        instruction: instruction.to_owned(),
    })
}

fn embargo(handling: &Handling) -> Result<Bilingual, Refusal> {
    let until = instant(handling.embargo_until.trim()).map_err(|_| Refusal::Embargo)?;
    let then = handling.embargo_then.trim();
    if then.is_empty() {
        return Err(Refusal::Embargo);
    }
    let zone = until
        .time_zone()
        .to_offset_info(until.timestamp())
        .abbreviation()
        .to_owned();
    let written = |lang| {
        let until = format!("{} ({zone})", moment(&until, lang));
        Labels::new(lang).text("marking-embargo", &[("until", &until), ("then", then)])
    };
    Ok(Bilingual::new(written(Lang::En), written(Lang::Ko)))
}

fn disclosure(handling: &Handling) -> Bilingual {
    let class = match handling.disclosure.as_str() {
        "open" => both("disclosure-open", &[]),
        "part" => both("disclosure-part", &[]),
        "closed" => both("disclosure-closed", &[]),
        _ => return Bilingual::default(),
    };
    match handling.disclosure_basis.trim() {
        "" => class,
        basis => Bilingual::new(
            format!("{} ({basis})", class.en),
            format!("{}({basis})", class.ko),
        ),
    }
}

/// Returns the classified marking that a text carries, if it carries one (R16): a line or a bracket that says only
/// that, a line that opens like one, or a Korean grade. The ordinary words "secret" and 비밀 in a sentence are none.
pub fn classified(text: &str) -> Option<&str> {
    text.lines().find_map(|line| {
        let bare = line
            .trim_matches(|c: char| c.is_whitespace() || "[](){}<>【】〔〕〈〉《》*_#|-–—:：.".contains(c));
        if is_marking(bare) {
            return Some(bare);
        }
        bracketed(line).or_else(|| grade(line))
    })
}

fn is_marking(bare: &str) -> bool {
    let tight: String = bare.chars().filter(|c| !c.is_whitespace()).collect();
    let tight = tight.to_uppercase();
    if matches!(
        tight.as_str(),
        "비밀" | "대외비" | "SECRET" | "TOPSECRET" | "UKSECRET" | "UKTOPSECRET"
    ) {
        return true;
    }
    // "UK SECRET - UK EYES ONLY": a marking line is in capitals; a sentence that begins with the word is not.
    let after = ["UK ", "NATO ", "COSMIC "]
        .iter()
        .find_map(|p| bare.strip_prefix(p))
        .unwrap_or(bare);
    let Some(rest) = after
        .strip_prefix("TOP SECRET")
        .or_else(|| after.strip_prefix("SECRET"))
    else {
        return false;
    };
    let rest = rest.trim_start();
    rest.is_empty()
        || rest.starts_with(['-', '–', '—', '/'])
        || rest.starts_with("UK EYES")
        || rest.starts_with("STRAP")
}

/// Returns what one pair of brackets says, if it is a marking and nothing else.
fn bracketed(line: &str) -> Option<&str> {
    line.split(['[', '(', '【', '〔', '〈', '《'])
        .skip(1)
        .filter_map(|part| part.split([']', ')', '】', '〕', '〉', '》']).next())
        .map(str::trim)
        .find(|inside| is_marking(inside))
}

/// Returns a Korean grade, such as `Ⅱ급비밀`, wherever it stands.
fn grade(line: &str) -> Option<&str> {
    line.match_indices('급').find_map(|(at, _)| {
        let (before, after) = line.split_at(at);
        let start = before.trim_end_matches(['Ⅰ', 'Ⅱ', 'Ⅲ', 'I', '1', '2', '3']);
        let tail = after.strip_prefix('급')?.trim_start().strip_prefix("비밀")?;
        // Twelve is no grade, and neither is a numeral that belongs to a word.
        let numeral = before.get(start.len()..)?;
        if !GRADES.contains(&numeral) || start.ends_with(|c: char| c.is_ascii_alphanumeric()) {
            return None;
        }
        line.get(start.len()..line.len() - tail.len())
    })
}

#[cfg(test)]
mod tests;
