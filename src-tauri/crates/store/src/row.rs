//! A row: what a list shows of a record, without its document.

use maru_core::bilingual::Bilingual;
use maru_core::record::{Audience, Kind};
use serde::{Deserialize, Serialize};
use specta::Type;

/// What a list shows of a record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct Row {
    /// The id.
    pub id: String,
    /// The kind.
    pub kind: Kind,
    /// Who may ever see it.
    pub audience: Audience,
    /// Whether it is sample data.
    pub sample: bool,
    /// Whether it lies in the bin.
    pub binned: bool,
    /// The title.
    pub title: Bilingual,
    /// The start of a meeting, the day of signature, or its birth, as the record says it; in the bin, since when.
    pub sort: String,
    /// The day of that, `YYYY-MM-DD`; none for a meeting or an agreement that names no day of its own yet.
    pub day: Option<String>,
    /// How far it is; empty where the kind has no status.
    pub status: String,
    /// The agreement that it belongs to, by id.
    pub agreement: Option<String>,
    /// The place.
    pub place: Bilingual,
    /// How many people, or participants of an agreement.
    pub people: u32,
    /// How many decisions.
    pub decisions: u32,
    /// How many actions that are still to be done.
    pub open_actions: u32,
    /// How many segments whose translation is missing or stale; none where no other side will read them.
    pub to_translate: u32,
    /// When it was changed last, an instant, to the quarter of an hour.
    pub changed: String,
}

/// The columns of a row, of `entry e`.
pub(crate) const COLUMNS: &str = "e.id, e.kind, e.audience, e.sample, e.binned, e.title_en, e.title_ko, e.sort, \
    e.status, e.agreement, e.place_en, e.place_ko, e.people, e.decisions, e.open_actions, e.to_translate, e.quarter";

/// Reads a row from those columns.
pub(crate) fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Row> {
    let kind = Kind::from_code(&row.get::<_, String>(1)?);
    let audience = audience(&row.get::<_, String>(2)?);
    let sort: String = row.get(7)?;
    Ok(Row {
        id: row.get(0)?,
        day: day(&kind, &sort),
        kind,
        audience,
        sample: row.get(3)?,
        binned: row.get(4)?,
        title: bilingual(row, 5)?,
        sort,
        status: row.get(8)?,
        agreement: row.get(9)?,
        place: bilingual(row, 10)?,
        people: row.get(12)?,
        decisions: row.get(13)?,
        open_actions: row.get(14)?,
        to_translate: match audience {
            Audience::Joint => row.get(15)?,
            Audience::Own => 0,
        },
        changed: row.get(16)?,
    })
}

/// Returns the day of what a record is sorted by, if the record itself named it. Only a meeting's own start has a zone,
/// and only an agreement's own signature is a bare day: whatever has none is sorted by its birth, an instant.
pub(crate) fn day(kind: &Kind, sort: &str) -> Option<String> {
    let named = match kind {
        Kind::Meeting => sort.contains('['),
        Kind::Agreement => !sort.contains('T'),
        _ => true,
    };
    named.then(|| sort.chars().take(10).collect())
}

/// Reads an audience; whatever is not known is our own.
pub(crate) fn audience(code: &str) -> Audience {
    if code == Audience::Joint.code() {
        Audience::Joint
    } else {
        Audience::Own
    }
}

/// Reads two texts from two columns side by side.
pub(crate) fn bilingual(row: &rusqlite::Row<'_>, at: usize) -> rusqlite::Result<Bilingual> {
    Ok(Bilingual {
        en: row.get(at)?,
        ko: row.get(at + 1)?,
    })
}
