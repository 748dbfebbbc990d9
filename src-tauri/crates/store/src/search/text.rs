//! The texts that the index leads to.

use maru_core::bilingual::Bilingual;
use maru_core::record::{Audience, Kind};
use maru_core::segment::SegmentKind;
use rusqlite::Row;

use crate::row::{audience, bilingual, day};

/// What stands at a place of the index.
pub(super) enum Text {
    /// Nothing: the index is not as it should be.
    Missing,
    /// A text of a record in the bin.
    Binned,
    Read(Box<Standing>),
}

/// A text, and the record that it belongs to.
pub(super) struct Standing {
    pub(super) record: String,
    pub(super) kind: Kind,
    pub(super) audience: Audience,
    pub(super) day: Option<String>,
    pub(super) of: Bilingual,
    pub(super) document: i64,
    pub(super) segment: String,
    pub(super) title: bool,
    pub(super) facts: String,
    pub(super) en: String,
    pub(super) ko: String,
}

impl Standing {
    pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Standing> {
        let kind = Kind::from_code(&row.get::<_, String>(1)?);
        Ok(Standing {
            record: row.get(0)?,
            day: day(&kind, &row.get::<_, String>(3)?),
            kind,
            audience: audience(&row.get::<_, String>(2)?),
            of: bilingual(row, 5)?,
            document: row.get(7)?,
            segment: row.get(8)?,
            title: row.get(9)?,
            facts: row.get(10)?,
            en: row.get(11)?,
            ko: row.get(12)?,
        })
    }

    pub(super) fn segment_kind(&self) -> Option<SegmentKind> {
        let code = self.facts.split(' ').find_map(|fact| fact.strip_prefix("=s-"))?;
        serde_json::from_value(code.into()).ok()
    }
}
