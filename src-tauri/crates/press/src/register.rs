//! The actions of many meetings in one table: who does what by when, meeting by meeting (R9).

use std::sync::atomic::AtomicBool;

use maru_core::bilingual::{Bilingual, Lang, Side};
use maru_core::record::{Handling, Head, Keywords, Record};

use crate::body::Body;
use crate::error::Error;
use crate::minutes::{Minutes, end};
use crate::name::dated;
use crate::order::Order;
use crate::paper::{Block, Front, Row, compose, said};
use crate::plate::Pictures;
use crate::sheet::{Sheet, set};
use crate::wording::Wording;
use crate::{actions, agenda, leaving, marking};

/// A table that grows meeting by meeting; only its rows are kept.
pub struct Register {
    order: Order,
    wording: Wording,
    handling: Handling,
    sample: bool,
    meetings: usize,
    rows: Vec<Row>,
}

impl Register {
    /// Begins an empty table.
    pub fn new(order: &Order) -> Register {
        Register {
            order: order.clone(),
            wording: Wording::new(order.languages.order(&order.side)),
            handling: Handling::default(),
            sample: false,
            meetings: 0,
            rows: Vec::new(),
        }
    }

    /// Adds the actions of a meeting that were chosen, by the ids of their segments.
    ///
    /// # Errors
    /// Refuses what may not leave; the table stays as it was.
    pub fn add(&mut self, record: &Record, chosen: &[String]) -> Result<(), Error> {
        marking::gate(record, None)?;
        let Record::Meeting(meeting) = record else {
            return Err(Error::Form {
                paper: "actions",
                kind: record.head().kind.code().to_owned(),
            });
        };
        let minutes = Minutes {
            meeting,
            record,
            flow: record.flow(),
            agreement: None,
            order: &self.order,
            wording: &self.wording,
        };
        let rows = actions::rows(&minutes, |id| chosen.iter().any(|one| one == id));
        if rows.is_empty() {
            return Ok(());
        }
        let day = |lang| match minutes.days().first() {
            Some(day) => agenda::day(&minutes, day, lang),
            None => String::new(),
        };
        let title = minutes.title();
        let across = self.wording.each(|lang| {
            let mut parts = vec![crate::text::line(title.best(lang)), day(lang)];
            parts.retain(|part| !part.is_empty());
            parts.join(" · ")
        });
        self.rows.push(Row {
            across: Some(across),
            ..Row::default()
        });
        // The numbers of two meetings are the same: nothing leads to a row here.
        self.rows
            .extend(rows.into_iter().map(|row| Row { anchor: None, ..row }));
        marking::join(&mut self.handling, &meeting.handling);
        self.sample |= meeting.head.sample;
        self.meetings += 1;
        Ok(())
    }

    /// Returns how many actions stand in it.
    pub fn actions(&self) -> usize {
        self.rows.iter().filter(|row| row.across.is_none()).count()
    }

    /// Returns the list of exactly what leaves with it (R2).
    pub fn leaving(&self) -> Vec<leaving::Leaving> {
        let marking = marking::marking(&self.handling, &self.order);
        leaving::of_register(self.meetings, self.actions(), &marking, self.sample, &self.order)
    }

    /// Returns the name of its file.
    pub fn file_name(&self) -> String {
        dated("paper-register", &self.order)
    }

    /// Sets the table in type. `choice` are the ids of the labels that say which actions were chosen, `owner` the side
    /// whose alone they are.
    ///
    /// # Errors
    /// As [`crate::typeset`].
    pub fn typeset(self, choice: &[&str], owner: Option<&Side>, stop: &AtomicBool) -> Result<Sheet, Error> {
        let wording = &self.wording;
        let chosen: Vec<_> = choice.iter().map(|id| wording.label(id)).collect();
        let owner = owner.map(|side| wording.side(side));
        let count = |count: usize| wording.sign(&count.to_string());
        let facts = said(vec![
            wording.fact("filter", chosen),
            wording.fact("owner-side", owner.into_iter().collect()),
            wording.fact("nav-sessions", vec![count(self.meetings)]),
            wording.fact("paper-actions", vec![count(self.actions())]),
            wording.fact("date-prepared", vec![actions::prepared(&self.order, wording)]),
        ]);
        let mut blocks = vec![Block::Facts { rows: facts }];
        if self.rows.is_empty() {
            blocks.push(Block::Remark {
                text: wording.label("paper-none"),
            });
        } else {
            blocks.push(Block::Table {
                columns: actions::columns(wording),
                rows: self.rows,
                whole: false,
            });
        }
        blocks.extend(end(wording));
        let head = Head {
            sample: self.sample,
            ..Head::default()
        };
        let front = Front {
            head: &head,
            handling: &self.handling,
            reference: "",
            kicker: wording.label("paper-actions"),
            title: wording.short(&Bilingual::new(
                wording.said("paper-register", Lang::En),
                wording.said("paper-register", Lang::Ko),
            )),
            author: String::new(),
            description: String::new(),
            keywords: &Keywords::default(),
        };
        let composition = compose(front, blocks, wording, &self.order);
        wording.measure()?;
        let body = Body {
            composition,
            missing: Vec::new(),
            warnings: wording.noticed(),
        };
        set(body, "register", None, &Pictures::default(), stop)
    }
}
