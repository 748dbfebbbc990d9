//! What to ask the index: the words, and the facts that filters ask for.

use std::collections::BTreeSet;

use maru_core::find::{Field, Filter, Query, fact};

use super::Search;
use crate::clock;
use crate::error::Error;
use crate::index::{AFTER_ALL, day, places};
use crate::projection::tight;
use crate::register::before;
use crate::vault::Vault;

/// The most agreements that one filter names.
const AGREEMENTS: u32 = 50;

/// A question for the index.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Plan {
    pub(super) expression: String,
    /// The places that come into question, the first ones first.
    pub(super) places: Vec<(i64, i64)>,
    /// The places of all actions that are late, and whether it must be one of them or must not.
    pub(super) late: Option<(BTreeSet<i64>, bool)>,
}

impl Plan {
    /// Returns what to ask for a query; none where nothing is asked for, or nothing can be found.
    pub(super) fn of(
        vault: &Vault,
        query: &Query,
        search: &Search,
        unclear: &mut Vec<String>,
    ) -> Result<Option<Plan>, Error> {
        let words = query.expression();
        if words.is_none() && query.filters.is_empty() {
            return Ok(None);
        }
        let mut asked: Vec<String> = words.iter().cloned().collect();
        let mut refused: Vec<String> = Vec::new();
        let (mut late, mut days) = (None, (0, AFTER_ALL));
        // Without words, a filter that says something of records finds their titles.
        let own = query
            .filters
            .iter()
            .any(|filter| !filter.not && is_of_segments(filter));
        let titles = words.is_none() && !own;
        for filter in &query.filters {
            let facts = match (filter.field, filter.values.as_slice()) {
                (Field::Before | Field::After, [value, ..]) => {
                    let before = (filter.field == Field::Before) != filter.not;
                    match before {
                        true => days.1 = days.1.min(day(value)),
                        false => days.0 = days.0.max(day(value)),
                    }
                    continue;
                }
                (Field::Agreement, [value, ..]) => {
                    let ids = agreements(vault, value)?;
                    if ids.is_empty() {
                        unclear.push(value.clone());
                        return Ok(None);
                    }
                    ids.iter()
                        .map(|id| quoted(&fact("in-", id)))
                        .collect::<Vec<_>>()
                        .join(" OR ")
                }
                (Field::Is, [value]) if value == "late" => {
                    late = Some((late_actions(vault, search)?, !filter.not));
                    if filter.not {
                        continue;
                    }
                    quoted(&fact("open", ""))
                }
                (_, values) => {
                    let each = values.iter().map(|value| facts(filter.field, value, titles));
                    each.collect::<Vec<_>>().join(" OR ")
                }
            };
            match filter.not {
                true => refused.push(format!("({facts})")),
                false => asked.push(format!("({facts})")),
            }
        }
        if titles
            && !query
                .filters
                .iter()
                .any(|filter| !filter.not && filter.field == Field::Status)
        {
            asked.push(quoted(&fact("t", "")));
        }
        if asked.is_empty() {
            return Ok(None);
        }
        let mut expression = asked.join(" AND ");
        if !refused.is_empty() {
            expression = format!("({expression}) NOT ({})", refused.join(" OR "));
        }
        let below = search.after.as_ref().and_then(|after| after.parse().ok());
        let below: i64 = below.unwrap_or(i64::MAX);
        let ranks = [true, false].map(|first| places(first, days));
        let mut places: Vec<(i64, i64)> = ranks
            .map(|(from, to)| (from, to.min(below.saturating_sub(1))))
            .into();
        places.retain(|(from, to)| from <= to);
        Ok(Some(Plan {
            expression,
            places,
            late,
        }))
    }
}

/// Returns whether a filter says something of a single segment.
fn is_of_segments(filter: &Filter) -> bool {
    match filter.field {
        Field::Side | Field::Is => true,
        Field::Kind => filter.values.iter().any(|value| value.starts_with("segment ")),
        _ => false,
    }
}

/// Returns the facts of which one must be so; what is so of a record, in its title alone if titles are wanted.
fn facts(field: Field, value: &str, titles: bool) -> String {
    let of_record = |family: &str| match titles {
        true => format!(
            "({} AND {})",
            quoted(&fact("t", "")),
            quoted(&fact(family, value))
        ),
        false => quoted(&fact(family, value)),
    };
    match field {
        Field::Kind => match value.strip_prefix("segment ") {
            Some(kind) => quoted(&fact("s-", kind)),
            None => quoted(&fact("k-", value)),
        },
        Field::Side => quoted(&fact("side-", value)),
        Field::Status => format!("{} OR {}", of_record("st-"), quoted(&fact("ss-", value))),
        _ => quoted(&fact(value, "")),
    }
}

fn quoted(fact: &str) -> String {
    format!("\"{fact}\"")
}

/// Returns the places of the actions that are late: few, beside those that are not.
fn late_actions(vault: &Vault, search: &Search) -> Result<BTreeSet<i64>, Error> {
    let now = search
        .now
        .clone()
        .unwrap_or_else(|| clock::sortable(clock::now()));
    let sql = "SELECT p.place, a.ord, a.zone FROM action a INDEXED BY action_ord
        JOIN plain p ON p.document = a.document AND p.segment = a.segment AND p.title = 0 WHERE a.ord < ?1";
    let mut statement = vault.db.prepare_cached(sql)?;
    let mut rows = statement.query([before(&now)])?;
    let mut late = BTreeSet::new();
    while let Some(row) = rows.next()? {
        if clock::is_late(&row.get::<_, String>(1)?, &row.get::<_, String>(2)?, &now) {
            late.insert(row.get(0)?);
        }
    }
    Ok(late)
}

/// Returns the ids of the agreements with this id, or with these words in their title or place.
fn agreements(vault: &Vault, words: &str) -> Result<Vec<String>, Error> {
    let sql = "SELECT id FROM entry INDEXED BY entry_find WHERE binned = 0 AND kind = 'agreement'
        AND (id = ?1 OR instr(find, ?2) > 0) ORDER BY ord DESC LIMIT ?3";
    let mut statement = vault.db.prepare_cached(sql)?;
    let rows = statement.query_map((words, tight(words), AGREEMENTS), |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
