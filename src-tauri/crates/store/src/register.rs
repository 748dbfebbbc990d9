//! Registers: actions, decisions and commitments across records.

use maru_core::bilingual::{Bilingual, Side};
use maru_core::record::{Audience, Kind};
use maru_core::segment::{ActionStatus, Precision};
use rusqlite::ToSql;
use rusqlite::types::Value as Cell;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::clock;
use crate::error::Error;
use crate::listing::{bounded, words};
use crate::projection::NO_DATE;
use crate::row::{self, audience, bilingual};
use crate::vault::Vault;

/// The most actions of one answer.
const LONGEST: u32 = 10_000;
/// No clock on Earth is further ahead of UTC, in milliseconds.
const AHEAD: i64 = 14 * 3_600_000;

/// Which actions to list.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Type)]
pub struct ActionFilter {
    /// Only those that are still to be done.
    #[serde(default)]
    pub open: bool,
    /// Only those that are late at this instant (RFC 3339), each on its owner's clock.
    #[serde(default)]
    pub late_at: Option<String>,
    /// Only those still to be done whose time is up on this day or before, `YYYY-MM-DD`.
    #[serde(default)]
    pub due_by: Option<String>,
    /// Only those of this side.
    pub owner_side: Option<Side>,
    /// Only those of the person of this name, in either language.
    #[serde(default)]
    pub owner: Option<String>,
    /// Only those of records that belong to this agreement, by id.
    #[serde(default)]
    pub agreement: Option<String>,
    /// Only those of this status.
    #[serde(default)]
    pub status: Option<String>,
    /// Only those with every word of this in number, text or owner; initial consonants count.
    #[serde(default)]
    pub text: String,
    /// The most actions; 0 is 50.
    #[serde(default)]
    pub limit: u32,
    /// The last action of the answer before.
    pub after: Option<ActionCursor>,
}

/// The place between two answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ActionCursor {
    /// What the last action is sorted by.
    pub sort: String,
    /// Its segment.
    pub segment: String,
    /// Its record.
    pub record: String,
}

/// One action.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct ActionRow {
    /// The record that it stands in.
    pub record: String,
    /// The segment.
    pub segment: String,
    /// The number, such as `A-01`.
    pub number: String,
    /// What is to be done.
    pub text: Bilingual,
    /// The side that owns it.
    pub owner_side: Option<Side>,
    /// The name of the person who owns it; empty if nobody is named.
    pub owner: Bilingual,
    /// When it is due, `YYYY-MM-DD`.
    pub due: Option<String>,
    /// How exactly that is known.
    pub precision: Precision,
    /// The last day on which it is in time, `YYYY-MM-DD`: of a month, its end.
    pub in_time: Option<String>,
    /// On whose clock it is late: the zone of the side that owns it, else of the meeting.
    pub zone: String,
    /// How far it is.
    pub status: String,
    /// The line that shows that it was done, or why it was dropped.
    pub evidence: Bilingual,
    /// The title of the record.
    pub meeting: Bilingual,
    /// The day of the meeting, `YYYY-MM-DD`; none if it has none yet.
    pub meeting_date: Option<String>,
    /// The agreement that the record belongs to, by id.
    pub agreement: Option<String>,
    /// Who may see it.
    pub audience: Audience,
    /// What it is sorted by: those to be done first, by the last day in time.
    pub sort: String,
}

impl ActionRow {
    /// Returns whether something is still to be done.
    pub fn is_open(&self) -> bool {
        serde_json::from_value::<ActionStatus>(self.status.as_str().into()).is_ok_and(|s| s.is_open())
    }

    /// Returns whether its time is over at an instant (RFC 3339) on its owner's clock.
    pub fn is_late(&self, now: &str) -> bool {
        clock::is_late(&self.sort, &self.zone, now)
    }

    /// Returns the place after this action.
    pub fn cursor(&self) -> ActionCursor {
        ActionCursor {
            sort: self.sort.clone(),
            segment: self.segment.clone(),
            record: self.record.clone(),
        }
    }
}

/// One decision of a record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct DecisionRow {
    /// The segment.
    pub segment: String,
    /// The number, such as `D-01`.
    pub number: String,
    /// How it was taken.
    pub kind: String,
    /// What was decided.
    pub text: Bilingual,
}

/// A decision or an action that serves a commitment, because a person said so.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct ServiceRow {
    /// The commitment, by the id of its segment.
    pub commitment: String,
    /// The record that the decision or action stands in.
    pub record: String,
    /// Its segment.
    pub segment: String,
    /// Its number, such as `D-01` or `A-01`.
    pub number: String,
    /// What was decided or is to be done.
    pub text: Bilingual,
    /// How the decision was taken; empty for an action.
    pub decision: String,
    /// How far the action is; empty for a decision.
    pub status: String,
    /// The title of the record.
    pub meeting: Bilingual,
    /// The day of the meeting, `YYYY-MM-DD`; none if it has none yet.
    pub meeting_date: Option<String>,
}

/// One commitment of an agreement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct CommitmentRow {
    /// The segment.
    pub segment: String,
    /// The number, such as `C-01`.
    pub number: String,
    /// What was committed to.
    pub text: Bilingual,
    /// The side that owns it.
    pub owner_side: Option<Side>,
    /// When it is due, `YYYY-MM-DD`.
    pub due: Option<String>,
    /// How far it is.
    pub status: String,
    /// The area of cooperation, by id; empty if none.
    pub area: String,
}

const ACTIONS: &str =
    "SELECT e.id, a.segment, a.number, a.text_en, a.text_ko, a.owner_side, a.owner_en, a.owner_ko,
    a.due, a.status, e.title_en, e.title_ko, e.sort, e.audience, a.precision, a.ord, a.zone, a.evidence_en,
    a.evidence_ko, a.agreement
    FROM action a INDEXED BY action_ord CROSS JOIN entry e ON e.document = a.document WHERE e.binned = 0";

const SERVICES: &str = "SELECT c.segment, e.id, l.segment, coalesce(x.number, a.number, ''),
    coalesce(x.text_en, a.text_en, ''), coalesce(x.text_ko, a.text_ko, ''), coalesce(x.kind, ''),
    coalesce(a.status, ''), e.title_en, e.title_ko, e.sort
    FROM commitment c JOIN document d ON d.no = c.document
    JOIN link l ON l.target = c.segment AND l.how = 'serves'
    JOIN entry e ON e.document = l.document AND e.binned = 0
    LEFT JOIN decision x ON x.document = l.document AND x.segment = l.segment
    LEFT JOIN action a ON a.document = l.document AND a.segment = l.segment
    WHERE d.id = ?1 ORDER BY c.pos, c.segment, e.sort DESC, l.segment";

/// Returns what is greater than the sort key of every action that is late at an instant: the day of the clock that is
/// furthest ahead.
pub(crate) fn before(now: &str) -> String {
    let latest = clock::sortable(clock::parse(now).unwrap_or_else(clock::now) + AHEAD);
    format!("0 {}", latest.get(..10).unwrap_or_default())
}

/// Returns the statement and its parameters by name, but for the limit.
pub(crate) fn query(filter: &ActionFilter) -> (String, Vec<(String, Cell)>) {
    let mut sql = ACTIONS.to_owned();
    let mut params: Vec<(String, Cell)> = Vec::new();
    let mut has = |name: String, condition: &str, value: String| {
        sql.push_str(&format!(" AND {condition}"));
        params.push((name, value.into()));
    };
    // The sort key begins with 0 where something is still to be done.
    let mut before = filter.open.then(|| "1".to_owned());
    if let Some(day) = &filter.due_by {
        before = Some(format!("0 {day}~"));
    }
    if let Some(now) = &filter.late_at {
        // Each row is judged on its own clock afterwards.
        before = Some(self::before(now));
    }
    if let Some(before) = before {
        has(":before".to_owned(), "a.ord < :before", before);
    }
    if let Some(side) = &filter.owner_side {
        has(":side".to_owned(), "a.owner_side = :side", side.0.clone());
    }
    if let Some(owner) = &filter.owner {
        has(
            ":owner".to_owned(),
            "(a.owner_en = :owner OR a.owner_ko = :owner)",
            owner.clone(),
        );
    }
    if let Some(agreement) = &filter.agreement {
        has(
            ":agreement".to_owned(),
            "a.agreement = :agreement",
            agreement.clone(),
        );
    }
    if let Some(status) = &filter.status {
        has(":status".to_owned(), "a.status = :status", status.clone());
    }
    for (at, word) in words(&filter.text).into_iter().enumerate() {
        has(
            format!(":word{at}"),
            &format!("instr(a.find, :word{at}) > 0"),
            word,
        );
    }
    if let Some(after) = &filter.after {
        let place = "(a.ord, a.segment, a.document) >
            (:sort, :segment, coalesce((SELECT no FROM document WHERE id = :record), 0))";
        has(":sort".to_owned(), place, after.sort.clone());
        params.push((":segment".to_owned(), after.segment.clone().into()));
        params.push((":record".to_owned(), after.record.clone().into()));
    }
    sql.push_str(" ORDER BY a.ord, a.segment, a.document LIMIT :limit");
    (sql, params)
}

fn day(due: String) -> Option<String> {
    Some(due).filter(|due| due != NO_DATE)
}

fn side(code: String) -> Option<Side> {
    Some(Side(code)).filter(|side| !side.0.is_empty())
}

fn read_action(row: &rusqlite::Row<'_>) -> rusqlite::Result<ActionRow> {
    let (precision, sort): (String, String) = (row.get(14)?, row.get(15)?);
    Ok(ActionRow {
        record: row.get(0)?,
        segment: row.get(1)?,
        number: row.get(2)?,
        text: bilingual(row, 3)?,
        owner_side: side(row.get(5)?),
        owner: bilingual(row, 6)?,
        due: day(row.get(8)?),
        status: row.get(9)?,
        meeting: bilingual(row, 10)?,
        meeting_date: row::day(&Kind::Meeting, &row.get::<_, String>(12)?),
        audience: audience(&row.get::<_, String>(13)?),
        precision: serde_json::from_value(precision.into()).unwrap_or_default(),
        in_time: day(sort.chars().skip(2).collect()),
        zone: row.get(16)?,
        evidence: bilingual(row, 17)?,
        agreement: Some(row.get(19)?).filter(|id: &String| !id.is_empty()),
        sort,
    })
}

impl Vault {
    /// Returns actions: those to be done first, by the last day in time; those without a date last.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn actions(&self, filter: &ActionFilter) -> Result<Vec<ActionRow>, Error> {
        let limit = bounded(filter.limit, LONGEST);
        let (sql, params) = query(filter);
        let mut named: Vec<(&str, &dyn ToSql)> = params
            .iter()
            .map(|(name, value)| (name.as_str(), value as &dyn ToSql))
            .collect();
        named.push((":limit", &limit));
        let mut statement = self.db.prepare_cached(&sql)?;
        let rows = statement.query_map(named.as_slice(), read_action)?;
        let mut rows: Vec<ActionRow> = rows.collect::<Result<_, _>>()?;
        if let Some(now) = &filter.late_at {
            // They are the last ones of all: nothing that comes after would be late either.
            rows.retain(|row| row.is_late(now));
        }
        Ok(rows)
    }

    /// Returns the decisions of a record in reading order.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn decisions(&self, record: &str) -> Result<Vec<DecisionRow>, Error> {
        let sql = "SELECT x.segment, x.number, x.kind, x.text_en, x.text_ko FROM decision x
            JOIN document d ON d.no = x.document WHERE d.id = ?1 ORDER BY x.pos, x.segment";
        let mut statement = self.db.prepare_cached(sql)?;
        let rows = statement.query_map([record], |row| {
            let (segment, number, kind) = (row.get(0)?, row.get(1)?, row.get(2)?);
            Ok(DecisionRow {
                segment,
                number,
                kind,
                text: bilingual(row, 3)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Returns what serves the commitments of an agreement, the newest meeting first; nothing that lies in the bin.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn services(&self, agreement: &str) -> Result<Vec<ServiceRow>, Error> {
        let mut statement = self.db.prepare_cached(SERVICES)?;
        let rows = statement.query_map([agreement], |row| {
            Ok(ServiceRow {
                commitment: row.get(0)?,
                record: row.get(1)?,
                segment: row.get(2)?,
                number: row.get(3)?,
                text: bilingual(row, 4)?,
                decision: row.get(6)?,
                status: row.get(7)?,
                meeting: bilingual(row, 8)?,
                meeting_date: row::day(&Kind::Meeting, &row.get::<_, String>(10)?),
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Returns the commitments of an agreement in reading order.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn commitments(&self, record: &str) -> Result<Vec<CommitmentRow>, Error> {
        let sql = "SELECT x.segment, x.number, x.text_en, x.text_ko, x.owner_side, x.due, x.status, x.area
            FROM commitment x JOIN document d ON d.no = x.document WHERE d.id = ?1 ORDER BY x.pos, x.segment";
        let mut statement = self.db.prepare_cached(sql)?;
        let rows = statement.query_map([record], |row| {
            Ok(CommitmentRow {
                segment: row.get(0)?,
                number: row.get(1)?,
                text: bilingual(row, 2)?,
                owner_side: side(row.get(4)?),
                due: day(row.get(5)?),
                status: row.get(6)?,
                area: row.get(7)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

#[cfg(test)]
#[path = "register_tests.rs"]
mod tests;
