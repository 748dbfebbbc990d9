//! A moment of a record, as a person names it: by its number in the history, by the hash of its change, or by a time.

use maru_core::bilingual::Side;
use maru_core::document::Heads;
use maru_core::history::Change;
use maru_store::Vault;

use crate::clock;
use crate::failure::Failure;

/// The shortest start of a hash that names a change.
const SHORTEST: usize = 7;

/// Returns the change after which the record stood as a person means it.
pub(crate) fn find(vault: &mut Vault, id: &str, named: &str) -> Result<Change, Failure> {
    let side = vault.device().side.clone();
    let history = vault.history(id)?;
    let found = numbered(&history, named)
        .or_else(|| hashed(&history, named))
        .or_else(|| timed(&history, named, &side));
    found
        .cloned()
        .ok_or_else(|| Failure::new("moment").with("value", named))
}

/// Returns the heads of a moment.
pub(crate) fn heads(vault: &mut Vault, id: &str, named: &str) -> Result<Heads, Failure> {
    Ok(find(vault, id, named)?.heads)
}

fn numbered<'h>(history: &'h [Change], named: &str) -> Option<&'h Change> {
    let number: usize = named.parse().ok()?;
    history.get(number.checked_sub(1)?)
}

fn hashed<'h>(history: &'h [Change], named: &str) -> Option<&'h Change> {
    let mut all = history
        .iter()
        .filter(|change| named.len() >= SHORTEST && change.hash.starts_with(named));
    let first = all.next()?;
    all.next().is_none().then_some(first)
}

/// Returns the last change up to a time; up to the end of a day where only a day is named.
fn timed<'h>(history: &'h [Change], named: &str, side: &Side) -> Option<&'h Change> {
    let until = clock::until(named, side)?;
    let made = |change: &Change| {
        change
            .time
            .parse()
            .is_ok_and(|time: jiff::Timestamp| time < until)
    };
    history.iter().rev().find(|change| made(change))
}
