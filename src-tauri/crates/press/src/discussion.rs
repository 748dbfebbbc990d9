//! The notes of a meeting by agenda item, and the list of its decisions.

use maru_core::bilingual::Lang;
use maru_core::labels::Labels;
use maru_core::meeting::{Meeting, Person};
use maru_core::segment::{DecisionKind, Segment, SegmentKind};

use crate::minutes::{Minutes, anchor};
use crate::paper::{Block, Field, Lead, Line, Look, Row};
use crate::people;
use crate::plate;
use crate::wording::side_name;
use crate::words::Words;

impl Minutes<'_> {
    /// Returns the notes by agenda item. Decisions and actions stand in lists of their own; here a line leads there.
    pub(crate) fn discussion(&self) -> Vec<Block> {
        let mut rows: Vec<Line> = Vec::new();
        let mut item = 0;
        for (number, (_, segment)) in self.flow.iter().enumerate() {
            let look = match segment.kind {
                SegmentKind::Agenda => Look::Item,
                SegmentKind::Heading => Look::Heading,
                SegmentKind::Quote => Look::Quote,
                SegmentKind::Decision | SegmentKind::Action => {
                    self.lead(number, segment, &mut rows);
                    continue;
                }
                SegmentKind::Picture => {
                    rows.extend(plate::of_segment(segment, self.wording));
                    continue;
                }
                _ => Look::Point,
            };
            let mut line = Line::of(look, self.wording.cell(segment));
            if look == Look::Item {
                item += 1;
                line.number = item.to_string();
            }
            if let (Look::Quote, Some(side)) = (look, &segment.by) {
                line.under = self.wording.side(side);
            }
            if !line.text.is_empty() {
                rows.push(line);
            }
        }
        if rows.is_empty() {
            Vec::new()
        } else {
            vec![Block::Prose { rows }]
        }
    }

    /// Adds a reference to a decision or an action; neighbours share a line.
    fn lead(&self, number: usize, segment: &Segment, rows: &mut Vec<Line>) {
        if rows.last().is_none_or(|line| line.look != Look::Leads) {
            rows.push(Line::of(Look::Leads, Words::default()));
        }
        let decided = segment.kind == SegmentKind::Decision;
        let lead = Lead {
            number: segment.number().unwrap_or_default(),
            to: anchor(number),
            text: if decided {
                self.kind(segment)
            } else {
                Words::default()
            },
        };
        if let Some(line) = rows.last_mut() {
            line.leads.push(lead);
        }
    }

    pub(crate) fn kind(&self, segment: &Segment) -> Words {
        let (id, code) = match segment.decision.clone().unwrap_or_default() {
            DecisionKind::Agreed => ("decision-agreed", String::new()),
            DecisionKind::AgreedAdReferendum => ("paper-ad-referendum", String::new()),
            DecisionKind::Noted => ("decision-noted", String::new()),
            DecisionKind::Deferred => ("decision-deferred", String::new()),
            DecisionKind::NotAgreed => ("decision-not-agreed", String::new()),
            DecisionKind::Other(code) => ("", code),
        };
        self.wording.code(id, &code)
    }

    /// Returns the decisions as sentences to be read aloud, and the vote (R17, R5).
    pub(crate) fn decisions(&self) -> Vec<Block> {
        let wording = self.wording;
        let row = |(at, segment): (usize, &Segment)| Row {
            across: None,
            anchor: Some(anchor(at)),
            cells: vec![
                Field::of(wording.sign(&segment.number().unwrap_or_default())),
                Field {
                    text: wording.cell(segment),
                    under: self.kind(segment),
                },
            ],
        };
        let mut rows: Vec<Row> = self.listed(&SegmentKind::Decision).into_iter().map(row).collect();
        let columns = vec![wording.column("paper-number", [14, 15]), wording.pair("decision")];
        if rows.is_empty() && self.meeting.form == "side_consultation" {
            return Vec::new();
        }
        if rows.is_empty() {
            let none = Block::Remark {
                text: wording.label("paper-none"),
            };
            return vec![
                none,
                Block::Facts {
                    rows: vec![wording.fact("vote", vec![self.vote()])],
                },
            ];
        }
        rows.push(Row {
            cells: vec![Field::of(wording.label("vote")), Field::of(self.vote())],
            ..Row::default()
        });
        vec![Block::Table {
            columns,
            rows,
            whole: true,
        }]
    }

    pub(crate) fn vote(&self) -> Words {
        let vote = &self.meeting.vote;
        match (vote.text.is_empty(), vote.held) {
            (false, _) => self.wording.short(&vote.text),
            (true, true) => self.wording.label("paper-vote-held"),
            (true, false) => self.wording.label("paper-no-vote"),
        }
    }
}

/// Returns the owner of an action in one language: the people with their sides, or the side alone.
pub(crate) fn owner(meeting: &Meeting, segment: &Segment, lang: Lang) -> String {
    let named = [&segment.owner, &segment.co_owner]
        .into_iter()
        .flatten()
        .filter_map(|id| meeting.people.get(id));
    let sign = |person: &Person| {
        let side = Labels::new(lang).find(&format!("paper-side-{}", person.side.0), &[]);
        let side = side.unwrap_or_else(|| side_name(&person.side, lang));
        let gap = if lang == Lang::En { " " } else { "" };
        format!("{}{gap}({side})", people::name(person, lang))
    };
    let named: Vec<String> = named.map(sign).collect();
    match (&segment.owner_side, named.is_empty()) {
        (_, false) => named.join("\n"),
        (Some(side), true) => side_name(side, lang),
        (None, true) => String::new(),
    }
}
