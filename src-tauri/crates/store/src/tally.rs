//! The tally: how many records there are of each kind, audience and status, in all and of each agreement. It is kept with
//! every row for lists that comes or goes, checked against them, and made anew.

use rusqlite::types::Value as Cell;
use rusqlite::{Connection, params_from_iter};

use crate::error::Error;

/// What the tally must say.
const COUNTED: &str = "
    SELECT '', binned, kind, audience, status, count(*) FROM entry GROUP BY binned, kind, audience, status
    UNION ALL
    SELECT agreement, binned, kind, audience, status, count(*) FROM entry WHERE agreement <> ''
    GROUP BY agreement, binned, kind, audience, status";

/// What a row for lists is counted by: an agreement or none, bin, kind, audience and status.
type Counted = [Cell; 5];

/// Counts the row for lists of a document, which has just come.
pub(crate) fn count_in(db: &Connection, document: i64) -> Result<(), Error> {
    const MORE: &str = "INSERT INTO tally VALUES (?1, ?2, ?3, ?4, ?5, 1) ON CONFLICT DO UPDATE SET n = n + 1";
    for counted in counted(db, document)? {
        db.prepare_cached(MORE)?.execute(params_from_iter(&counted))?;
    }
    Ok(())
}

/// Counts the row for lists of a document no more, which is about to go.
pub(crate) fn count_out(db: &Connection, document: i64) -> Result<(), Error> {
    const SAME: &str = "agreement = ?1 AND binned = ?2 AND kind = ?3 AND audience = ?4 AND status = ?5";
    for counted in counted(db, document)? {
        for sql in [
            "UPDATE tally SET n = n - 1 WHERE",
            "DELETE FROM tally WHERE n = 0 AND",
        ] {
            db.prepare_cached(&format!("{sql} {SAME}"))?
                .execute(params_from_iter(&counted))?;
        }
    }
    Ok(())
}

/// Returns by what the row for lists of a document is counted: among all records, and among those of its agreement.
fn counted(db: &Connection, document: i64) -> Result<Vec<Counted>, Error> {
    let sql = "SELECT '', binned, kind, audience, status FROM entry WHERE document = ?1
        UNION ALL
        SELECT agreement, binned, kind, audience, status FROM entry WHERE document = ?1 AND agreement <> ''";
    let mut statement = db.prepare_cached(sql)?;
    let rows = statement.query_map([document], |row| {
        Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?])
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Returns whether the tally says what the rows say.
pub(crate) fn is_true(db: &Connection) -> Result<bool, Error> {
    let sql = format!(
        "WITH counted AS ({COUNTED})
         SELECT NOT EXISTS (SELECT * FROM counted EXCEPT SELECT * FROM tally)
            AND NOT EXISTS (SELECT * FROM tally EXCEPT SELECT * FROM counted)"
    );
    Ok(db.query_row(&sql, (), |row| row.get(0))?)
}

/// Counts all rows again.
pub(crate) fn count_anew(db: &Connection) -> Result<(), Error> {
    db.execute_batch(&format!("DELETE FROM tally; INSERT INTO tally {COUNTED};"))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use maru_core::record::{Audience, Kind};

    use crate::fixture::{Place, edit, expect_clean, filled, set};
    use crate::{Listing, Vault};

    /// Every list that the tests below change, of all, of one kind, audience, status, agreement, and of several at once.
    fn lists() -> Vec<Listing> {
        let mut lists = vec![Listing::default()];
        let mut also = |change: &dyn Fn(&mut Listing)| {
            for mut listing in lists.clone() {
                change(&mut listing);
                lists.push(listing);
            }
        };
        also(&|listing| listing.kind = Some(Kind::Meeting));
        also(&|listing| listing.audience = Some(Audience::Joint));
        also(&|listing| listing.status = Some("live".to_owned()));
        also(&|listing| listing.agreement = Some("agr".to_owned()));
        also(&|listing| listing.binned = true);
        also(&|listing| listing.text = "ㅅㅁㅎㅇ session".to_owned());
        lists
    }

    fn expect_true(vault: &Vault, when: &str) {
        for listing in lists() {
            let limited = |limit| {
                let listing = Listing {
                    limit,
                    ..listing.clone()
                };
                vault.list(&listing).expect("a page")
            };
            let all = u32::try_from(limited(1000).rows.len()).expect("a handful");
            assert_eq!(limited(1).total, Some(all), "{when}: {listing:?}");
        }
        let counts = vault.counts().expect("counts");
        let meetings = vault.list(&Listing {
            kind: Some(Kind::Meeting),
            limit: 1,
            ..Listing::default()
        });
        assert_eq!(
            counts.get("meeting").copied(),
            meetings.expect("a page").total,
            "{when}"
        );
    }

    #[test]
    fn a_list_knows_how_many_there_are_whatever_happens_to_its_records() {
        let place = Place::new();
        let mut vault = filled(&place);
        expect_true(&vault, "records that were added");
        for id in ["m03", "m04", "m05"] {
            edit(&mut vault, id, &[set(&["minutes", "status"], "live".into())]);
            edit(&mut vault, id, &[set(&["agreement"], "agr".into())]);
        }
        expect_true(&vault, "another status and an agreement");
        edit(&mut vault, "m04", &[set(&["binned"], true.into())]);
        edit(&mut vault, "m05", &[set(&["binned"], true.into())]);
        edit(&mut vault, "m05", &[set(&["binned"], false.into())]);
        edit(&mut vault, "m03", &[set(&["agreement"], serde_json::Value::Null)]);
        expect_true(&vault, "the bin, and no agreement any more");
        vault.rebuild(|_, _| ControlFlow::Continue(())).expect("rebuilt");
        expect_true(&vault, "rows made anew");
        vault.empty_bin().expect("emptied");
        expect_true(&vault, "the bin emptied");
        expect_clean(&mut vault);
    }
}
