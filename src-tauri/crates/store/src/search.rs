//! Search: the index suggests places, the texts themselves decide, titles and decisions come first and then the newest.

mod answer;
mod excerpt;
mod plan;
mod text;

use maru_core::bilingual::Lang;
use maru_core::find::{Marks, Query, Vocabulary, glossary, marks, term_marks};
use maru_core::segment::SegmentKind;
use rusqlite::OptionalExtension;

use crate::error::Error;
use crate::index::{Index, extent, hold, is_damage, is_hollow, is_whole, number};
use crate::listing::bounded;
use crate::vault::Vault;
pub use answer::{Found, Hit, Mending, Search, TermFound};
pub use excerpt::Piece;
use excerpt::{pieces, shown};
use plan::Plan;
use text::{Standing, Text};

/// The most hits of one answer, and the most terms.
const LONGEST: u32 = 1000;
const TERMS: usize = 6;
/// So many places of the index are compared with their texts for one answer, and so many bytes of texts; then the rest is
/// left to the next one.
const PLACES: u32 = 4000;
const BYTES: usize = 1_000_000;
/// With fewer hits than this, the other keyboard layout is tried.
const FEW: u32 = 3;

impl Vault {
    /// Returns where the words of a query stand, and what its filters let through. A query without either finds
    /// nothing. Any text is a query.
    ///
    /// # Errors
    /// `IndexDamaged`, or if the database cannot be read.
    pub fn search(&self, search: &Search) -> Result<Found, Error> {
        if !is_whole(&self.db)? {
            return Err(Error::IndexDamaged);
        }
        let query = Query::read(&search.query, Vocabulary::of_labels());
        let limit = bounded(search.limit, LONGEST);
        let mut found = self.look(&query, search, limit)?;
        if found.hits.is_empty() && is_hollow(&self.db)? {
            return Err(Error::IndexDamaged);
        }
        if search.after.is_none() && found.hits.len() < size(FEW) && found.terms.is_empty() {
            found.suggestion = self.suggestion(search, found.hits.len())?;
        }
        Ok(found)
    }

    /// Begins to make the index of search anew from the texts, or goes on where that was left off. [`Vault::mend_search`]
    /// does it, piece by piece.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn begin_mending(&mut self) -> Result<(), Error> {
        if is_whole(&self.db)? {
            hold(&self.db, 0)?;
        }
        Ok(())
    }

    /// Puts some more texts into the index, and says how far it is. Edits in between are safe, and in it too.
    ///
    /// # Errors
    /// `IndexDamaged` if it cannot be made; or if it cannot be written.
    pub fn mend_search(&mut self) -> Result<Mending, Error> {
        let transaction = self.db.unchecked_transaction()?;
        if !is_whole(&transaction)? {
            Index::mend(&transaction)?;
        }
        let (total, done) = extent(&transaction)?;
        transaction.commit()?;
        let number = |n: i64| u32::try_from(n).unwrap_or(u32::MAX);
        Ok(Mending {
            done: number(done),
            total: number(total),
        })
    }

    /// Returns the query in the other keyboard layout, if that finds more.
    fn suggestion(&self, search: &Search, hits: usize) -> Result<Option<String>, Error> {
        let Some(swapped) = Query::swapped(&search.query, Vocabulary::of_labels()) else {
            return Ok(None);
        };
        let query = Query::read(&swapped, Vocabulary::of_labels());
        let other = self.look(&query, search, FEW)?;
        Ok((other.hits.len() > hits || !other.terms.is_empty()).then_some(swapped))
    }

    fn look(&self, query: &Query, search: &Search, limit: u32) -> Result<Found, Error> {
        let mut found = Found {
            unclear: query.unclear.clone(),
            ..Found::default()
        };
        if search.after.is_none() {
            found.terms = terms(query);
        }
        if let Some(plan) = Plan::of(self, query, search, &mut found.unclear)? {
            self.gather(query, search, &plan, limit, &mut found)?;
        }
        Ok(found)
    }

    /// Compares the places that the index names with their texts, one after the other, until there are enough.
    fn gather(
        &self,
        query: &Query,
        search: &Search,
        plan: &Plan,
        limit: u32,
        found: &mut Found,
    ) -> Result<(), Error> {
        let broken = |error: rusqlite::Error| match is_damage(&error) {
            true => Error::IndexDamaged,
            false => error.into(),
        };
        let (mut looked, mut read) = (0, 0);
        let mut last = None;
        for (from, to) in &plan.places {
            let sql =
                "SELECT rowid FROM find WHERE find MATCH ?1 AND rowid BETWEEN ?2 AND ?3 ORDER BY rowid DESC";
            let mut statement = self.db.prepare_cached(sql).map_err(broken)?;
            let mut rows = statement.query((&plan.expression, from, to)).map_err(broken)?;
            while let Some(row) = rows.next().map_err(broken)? {
                let place: i64 = row.get(0)?;
                if plan
                    .late
                    .as_ref()
                    .is_some_and(|(all, wanted)| all.contains(&place) != *wanted)
                {
                    continue;
                }
                if looked >= PLACES || read >= BYTES {
                    found.more = last.map(|place: i64| place.to_string());
                    return Ok(());
                }
                looked += 1;
                match self.text(place)? {
                    Text::Missing => found.damaged = true,
                    Text::Binned => {}
                    Text::Read(text) => {
                        read += text.en.len() + text.ko.len();
                        if let Some(hit) = self.hit(query, search, *text)? {
                            if found.hits.len() >= size(limit) {
                                found.more = last.map(|place| place.to_string());
                                return Ok(());
                            }
                            found.hits.push(hit);
                        }
                    }
                }
                last = Some(place);
            }
        }
        Ok(())
    }

    fn text(&self, place: i64) -> Result<Text, Error> {
        let sql = "SELECT e.id, e.kind, e.audience, e.sort, e.binned, e.title_en, e.title_ko, p.document, p.segment,
            p.title, p.facts, p.en, p.ko FROM plain p JOIN entry e ON e.document = p.document
            WHERE p.no = ?1 AND p.place = ?2";
        let mut statement = self.db.prepare_cached(sql)?;
        let read = statement.query_row((number(place), place), |row| {
            Ok(match row.get(4)? {
                true => Text::Binned,
                false => Text::Read(Box::new(Standing::read(row)?)),
            })
        });
        Ok(read.optional()?.unwrap_or(Text::Missing))
    }

    /// Returns what is found at a place, if it is what was asked for.
    fn hit(&self, query: &Query, search: &Search, text: Standing) -> Result<Option<Hit>, Error> {
        // No word goes on from one language to the other.
        let both = format!("{}\u{1f}{}", text.en, text.ko);
        let Some(found) = marks(&both, query) else {
            return Ok(None);
        };
        if found.places.is_empty() && !query.is_wordless() {
            return Ok(None);
        }
        let segment_kind = text.segment_kind();
        let number = self.number(&text, segment_kind.as_ref())?;
        let (excerpt, lang) = excerpt(&text, &found, search.lang.unwrap_or(Lang::En));
        Ok(Some(Hit {
            record: text.record,
            kind: text.kind,
            audience: text.audience,
            title: text.of,
            day: text.day,
            in_title: text.title,
            segment: Some(text.segment).filter(|segment| !segment.is_empty()),
            segment_kind,
            number,
            excerpt,
            lang,
            by: found.by.cloned(),
        }))
    }

    fn number(&self, text: &Standing, kind: Option<&SegmentKind>) -> Result<String, Error> {
        let table = match kind {
            Some(SegmentKind::Decision) => "decision",
            Some(SegmentKind::Action) => "action",
            Some(SegmentKind::Commitment) => "commitment",
            _ => return Ok(String::new()),
        };
        let sql = format!("SELECT number FROM {table} WHERE document = ?1 AND segment = ?2");
        let mut statement = self.db.prepare_cached(&sql)?;
        let number = statement.query_row((text.document, &text.segment), |row| row.get(0));
        Ok(number.optional()?.unwrap_or_default())
    }
}

/// Returns the text around the first mark, in the language that is wanted if it stands there too.
fn excerpt(text: &Standing, found: &Marks, wanted: Lang) -> (Vec<Piece>, Lang) {
    let split = text.en.len() + 1;
    let here = |lang: Lang| -> Vec<_> {
        let mut places = found.places.clone();
        places.retain(|place| (place.start < split) == (lang == Lang::En));
        if lang == Lang::Ko {
            for place in &mut places {
                *place = place.start - split..place.end - split;
            }
        }
        places
    };
    let words = |lang| match lang {
        Lang::En => &text.en,
        Lang::Ko => &text.ko,
    };
    let other = match wanted {
        Lang::En => Lang::Ko,
        Lang::Ko => Lang::En,
    };
    let marked = found.places.is_empty();
    let says = |lang| !here(lang).is_empty() || (marked && !words(lang).trim().is_empty());
    let lang = if says(wanted) || !says(other) {
        wanted
    } else {
        other
    };
    (shown(words(lang), &here(lang)), lang)
}

/// Returns the terms whose name the words are, and those whose names hold them.
fn terms(query: &Query) -> Vec<TermFound> {
    let mut found: Vec<TermFound> = Vec::new();
    let plain = |name: &str| pieces(name, &[]);
    for through in &query.through {
        found.push(TermFound {
            term: through.term.clone(),
            en: plain(&through.term.en),
            ko: plain(&through.term.ko),
            used: true,
        });
    }
    if query.is_wordless() || !query.filters.is_empty() {
        return found;
    }
    for term in glossary() {
        let Some([en, ko]) = term_marks(term, query) else {
            continue;
        };
        let (en, ko) = (pieces(&term.en, &en), pieces(&term.ko, &ko));
        match found.iter_mut().find(|one| one.term.id == term.id) {
            Some(one) => (one.en, one.ko) = (en, ko),
            None => found.push(TermFound {
                term: term.clone(),
                en,
                ko,
                used: false,
            }),
        }
    }
    found.truncate(TERMS);
    found
}

fn size(n: u32) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}

#[cfg(test)]
#[path = "search_tests.rs"]
mod tests;
