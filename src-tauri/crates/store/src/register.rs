//! Registers: actions, decisions and commitments across records.

use maru_core::bilingual::{Bilingual, Side};
use maru_core::record::Audience;
use maru_core::segment::ActionStatus;
use rusqlite::ToSql;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::error::Error;
use crate::listing::bounded;
use crate::projection::NO_DATE;
use crate::row::{audience, bilingual};
use crate::vault::Vault;

/// The most actions of one answer.
const LONGEST: u32 = 10_000;

/// Which actions to list.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Type)]
pub struct ActionFilter {
    /// Only those that are still to be done.
    #[serde(default)]
    pub open: bool,
    /// Only those that are late on this day, `YYYY-MM-DD`.
    pub overdue_on: Option<String>,
    /// Only those of this side.
    pub owner_side: Option<Side>,
    /// The most actions; 0 is 50.
    #[serde(default)]
    pub limit: u32,
    /// The last action of the answer before.
    pub after: Option<ActionCursor>,
}

/// The place between two answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ActionCursor {
    /// When the last action is due.
    pub due: Option<String>,
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
    /// How far it is.
    pub status: String,
    /// The title of the record.
    pub meeting: Bilingual,
    /// The day of the meeting, `YYYY-MM-DD`.
    pub meeting_date: String,
    /// Who may see it.
    pub audience: Audience,
}

impl ActionRow {
    /// Returns whether something is still to be done.
    pub fn is_open(&self) -> bool {
        serde_json::from_value::<ActionStatus>(self.status.as_str().into()).is_ok_and(|s| s.is_open())
    }

    /// Returns the place after this action.
    pub fn cursor(&self) -> ActionCursor {
        ActionCursor {
            due: self.due.clone(),
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
    /// The day of the meeting, `YYYY-MM-DD`.
    pub meeting_date: String,
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
    a.due, a.status, e.title_en, e.title_ko, e.sort, e.audience
    FROM action a CROSS JOIN entry e ON e.document = a.document WHERE e.binned = 0";

const SERVICES: &str = "SELECT c.segment, e.id, l.segment, coalesce(x.number, a.number, ''),
    coalesce(x.text_en, a.text_en, ''), coalesce(x.text_ko, a.text_ko, ''), coalesce(x.kind, ''),
    coalesce(a.status, ''), e.title_en, e.title_ko, e.sort
    FROM commitment c JOIN document d ON d.no = c.document
    JOIN link l ON l.target = c.segment AND l.how = 'serves'
    JOIN entry e ON e.document = l.document AND e.binned = 0
    LEFT JOIN decision x ON x.document = l.document AND x.segment = l.segment
    LEFT JOIN action a ON a.document = l.document AND a.segment = l.segment
    WHERE d.id = ?1 ORDER BY c.pos, c.segment, e.sort DESC, l.segment";

fn statement(filter: &ActionFilter) -> String {
    let mut sql = ACTIONS.to_owned();
    if filter.open || filter.overdue_on.is_some() {
        sql.push_str(" AND a.open = 1");
    }
    if filter.overdue_on.is_some() {
        sql.push_str(" AND a.due < :overdue");
    }
    if filter.owner_side.is_some() {
        sql.push_str(" AND a.owner_side = :side");
    }
    if filter.after.is_some() {
        sql.push_str(
            " AND (a.due, a.segment, a.document) >
              (:due, :segment, coalesce((SELECT no FROM document WHERE id = :record), 0))",
        );
    }
    sql.push_str(" ORDER BY a.due, a.segment, a.document LIMIT :limit");
    sql
}

fn day(due: String) -> Option<String> {
    Some(due).filter(|due| due != NO_DATE)
}

fn side(code: String) -> Option<Side> {
    Some(Side(code)).filter(|side| !side.0.is_empty())
}

fn read_action(row: &rusqlite::Row<'_>) -> rusqlite::Result<ActionRow> {
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
        meeting_date: row.get::<_, String>(12)?.chars().take(10).collect(),
        audience: audience(&row.get::<_, String>(13)?),
    })
}

impl Vault {
    /// Returns actions by due date, those without one last.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn actions(&self, filter: &ActionFilter) -> Result<Vec<ActionRow>, Error> {
        let limit = bounded(filter.limit, LONGEST);
        let mut params: Vec<(&str, &dyn ToSql)> = vec![(":limit", &limit)];
        if let Some(day) = &filter.overdue_on {
            params.push((":overdue", day));
        }
        if let Some(side) = &filter.owner_side {
            params.push((":side", &side.0));
        }
        let due = filter
            .after
            .as_ref()
            .map(|after| after.due.as_deref().unwrap_or(NO_DATE));
        if let (Some(after), Some(due)) = (&filter.after, &due) {
            params.extend([
                (":due", due as &dyn ToSql),
                (":segment", &after.segment),
                (":record", &after.record),
            ]);
        }
        let mut statement = self.db.prepare_cached(&statement(filter))?;
        let rows = statement.query_map(params.as_slice(), read_action)?;
        Ok(rows.collect::<Result<_, _>>()?)
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
                meeting_date: row.get::<_, String>(10)?.chars().take(10).collect(),
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
