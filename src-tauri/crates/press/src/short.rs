//! The short papers of a meeting: its agenda for the table, its decisions to be read aloud, its actions.

use maru_core::bilingual::Lang;
use maru_core::record::Keywords;
use maru_core::segment::{Segment, SegmentKind};

use crate::actions;
use crate::agenda;
use crate::form::Form;
use crate::minutes::{Minutes, end};
use crate::paper::{Block, Composition, Fact, Field, Front, Row, Setting, compose, said};
use crate::people;

impl Minutes<'_> {
    /// Returns one of the short papers.
    pub(crate) fn short(&self, form: Form) -> Composition {
        static NO_KEYWORDS: Keywords = Keywords {
            en: Vec::new(),
            ko: Vec::new(),
        };
        let (setting, blocks) = match form {
            Form::Agenda => (Setting::Table, self.running_order()),
            Form::Decisions => (Setting::Aloud, self.read_aloud()),
            Form::Actions | Form::Summary => (Setting::Usual, self.promises()),
        };
        // What the page does not print does not travel in its properties either.
        let front = Front {
            kicker: self.wording.label(form.label()),
            description: String::new(),
            keywords: &NO_KEYWORDS,
            ..self.front()
        };
        let blocks = blocks.into_iter().chain(end(self.wording)).collect();
        let mut paper = compose(front, blocks, self.wording, self.order);
        paper.setting = setting;
        paper
    }

    fn running_order(&self) -> Vec<Block> {
        let (chair, chairs) = people::chairs(self.meeting, &self.order.side);
        let named = |lang| {
            let names = chairs.iter().map(|person| people::name(person, lang));
            names.collect::<Vec<_>>().join(", ")
        };
        let rows = vec![
            self.when(),
            self.where_held(),
            self.wording.fact(chair, vec![self.wording.each(named)]),
        ];
        self.or_none(rows, agenda::table(self))
    }

    /// One page that a chair reads out: each decision with its number, and the vote.
    fn read_aloud(&self) -> Vec<Block> {
        let wording = self.wording;
        let row = |(_, segment): (usize, &Segment)| Row {
            cells: vec![
                Field::of(wording.sign(&segment.number().unwrap_or_default())),
                Field {
                    text: wording.cell(segment),
                    under: self.kind(segment),
                },
            ],
            ..Row::default()
        };
        let mut rows: Vec<Row> = self.listed(&SegmentKind::Decision).into_iter().map(row).collect();
        if rows.is_empty() {
            rows.push(Row {
                cells: vec![Field::default(), Field::of(wording.label("paper-none"))],
                ..Row::default()
            });
        }
        rows.push(Row {
            cells: vec![Field::of(wording.label("vote")), Field::of(self.vote())],
            ..Row::default()
        });
        let place = |lang| crate::text::line(self.meeting.place.get(lang));
        let lede = wording.each(|lang| {
            let mut parts = vec![self.on_days(lang), place(lang)];
            parts.retain(|part| !part.is_empty());
            parts.join(" · ")
        });
        let mut blocks = vec![Block::Remark { text: lede }, Block::Spoken { rows }];
        blocks.retain(|block| !matches!(block, Block::Remark { text } if text.is_empty()));
        blocks
    }

    fn promises(&self) -> Vec<Block> {
        let prepared = actions::prepared(self.order, self.wording);
        let rows = vec![
            self.wording
                .fact("date", vec![self.wording.each(|lang| self.on_days(lang))]),
            self.where_held(),
            self.wording.fact("date-prepared", vec![prepared]),
        ];
        self.or_none(rows, actions::table(self))
    }

    /// Returns all days on which it was held.
    fn on_days(&self, lang: Lang) -> String {
        let days = self.days().into_iter().map(|day| agenda::day(self, day, lang));
        days.collect::<Vec<_>>().join(", ")
    }

    fn where_held(&self) -> Fact {
        self.wording
            .fact("place", vec![self.wording.short(&self.meeting.place)])
    }

    /// Returns the facts and the list beneath them; an empty list says that it is empty.
    fn or_none(&self, rows: Vec<Fact>, list: Vec<Block>) -> Vec<Block> {
        let mut blocks = vec![Block::Facts { rows: said(rows) }];
        if list.is_empty() {
            blocks.push(Block::Remark {
                text: self.wording.label("paper-none"),
            });
        }
        blocks.extend(list);
        blocks
    }
}
