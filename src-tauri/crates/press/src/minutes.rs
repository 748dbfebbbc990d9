//! The summary of a meeting: what Korean law asks minutes to hold, in the form both sides can sign (R5).

use jiff::civil::Date;
use maru_core::bilingual::{Bilingual, Lang};
use maru_core::labels::Labels;
use maru_core::meeting::{Day, Meeting};
use maru_core::record::Record;
use maru_core::review::unsaid;
use maru_core::segment::{Segment, SegmentKind};
use maru_core::zone;

use crate::actions;
use crate::agenda;
use crate::order::Order;
use crate::paper::{Block, Composition, Front, compose, joined, summary_block};
use crate::people;
use crate::plate;
use crate::text::line;
use crate::wording::Wording;
use crate::words::{Words, set_kept};

/// A meeting with what its paper is made from.
pub(crate) struct Minutes<'a> {
    pub(crate) meeting: &'a Meeting,
    pub(crate) record: &'a Record,
    pub(crate) flow: Vec<(&'a str, &'a Segment)>,
    pub(crate) agreement: Option<&'a Record>,
    pub(crate) order: &'a Order,
    pub(crate) wording: &'a Wording,
}

impl<'a> Minutes<'a> {
    /// Returns the paper, with the ids of the labels of what the law asks for and the record does not say.
    pub(crate) fn paper(&self) -> (Composition, Vec<String>) {
        // A side consultation has no minutes: neither the law's items nor anybody's signature.
        let aside = self.meeting.form == "side_consultation";
        let missing = if aside { Vec::new() } else { self.missing() };
        let mut blocks = summary_block(self.summary());
        blocks.push(Block::Facts { rows: self.facts() });
        let people = people::delegations(self.meeting, self.day(), &self.order.side, self.wording);
        self.part("paper-attendance", people, &mut blocks);
        self.part("agenda", agenda::table(self), &mut blocks);
        self.part("remark", self.discussion(), &mut blocks);
        self.part("paper-decisions", self.decisions(), &mut blocks);
        self.part("paper-actions", actions::table(self), &mut blocks);
        blocks.extend(plate::attached(self.record, self.wording));
        blocks.extend(self.gaps(&missing));
        blocks.extend(end(self.wording));
        if !aside {
            let seats = people::signatories(self.meeting, self.day(), &self.order.side, self.wording);
            blocks.push(Block::Signatures {
                label: self.wording.label("paper-signatures"),
                seats,
            });
        }
        (compose(self.front(), blocks, self.wording, self.order), missing)
    }

    /// Names what the law asks for and the record does not say.
    fn gaps(&self, missing: &[String]) -> Option<Block> {
        let named = |lang: Lang| {
            let names = missing.iter().map(|id| Labels::new(lang).text(id, &[]));
            names.collect::<Vec<_>>().join(", ")
        };
        let said = |lang| Labels::new(lang).text("paper-missing", &[("items", &named(lang))]);
        (!missing.is_empty()).then(|| Block::Remark {
            text: self.wording.each(said),
        })
    }

    fn part(&self, label: &str, mut body: Vec<Block>, blocks: &mut Vec<Block>) {
        if body.is_empty() {
            if self.meeting.form == "side_consultation" {
                return;
            }
            body.push(Block::Remark {
                text: self.wording.label("paper-none"),
            });
        }
        blocks.push(Block::Heading {
            text: self.wording.label(label),
        });
        blocks.extend(body);
    }

    pub(crate) fn front(&self) -> Front<'a> {
        let meeting = self.meeting;
        let langs = self.wording.langs();
        let form = if meeting.form.is_empty() {
            "minutes"
        } else {
            meeting.form.as_str()
        };
        let id = match form {
            "working_session" => "session",
            "side_consultation" => "side-consultation",
            other => other,
        };
        let bodies = [&meeting.convening_body, &meeting.co_organiser];
        let author = bodies
            .iter()
            .flat_map(|body| langs.iter().map(|lang| line(body.get(*lang))))
            .collect();
        Front {
            head: &meeting.head,
            handling: &meeting.handling,
            reference: &meeting.reference,
            kicker: self.wording.code(id, form),
            title: self.wording.short(&self.title()),
            author: joined(author),
            description: joined(
                langs
                    .iter()
                    .map(|lang| line(meeting.document_summary(*lang)))
                    .collect(),
            ),
            keywords: &meeting.keywords,
        }
    }

    /// Returns the title, English as the exporting side words it: each side's own copy names itself first.
    pub(crate) fn title(&self) -> Bilingual {
        let own = self
            .meeting
            .title_by
            .get(&self.order.side.0)
            .filter(|title| !title.trim().is_empty());
        Bilingual {
            en: own.unwrap_or(&self.meeting.title.en).clone(),
            ko: self.meeting.title.ko.clone(),
        }
    }

    /// Returns the days in order of time.
    pub(crate) fn days(&self) -> Vec<&'a Day> {
        let mut days: Vec<&Day> = self
            .meeting
            .days
            .values()
            .filter(|day| zone::instant(&day.start).is_ok())
            .collect();
        days.sort_by_key(|day| zone::instant(&day.start).map(|at| at.timestamp()).ok());
        days
    }

    /// Returns the first day at the place, by which titles are chosen (R15).
    pub(crate) fn day(&self) -> Option<Date> {
        let first = self
            .days()
            .first()
            .and_then(|day| zone::instant(&day.start).ok())?;
        let here = zone::local(&self.days().first()?.start, &self.meeting.zone).unwrap_or(first);
        Some(here.date())
    }

    /// Returns the segments of one kind by their numbers, with their places in the flow.
    pub(crate) fn listed(&self, kind: &SegmentKind) -> Vec<(usize, &'a Segment)> {
        let flow = self
            .flow
            .iter()
            .enumerate()
            .map(|(at, (_, segment))| (at, *segment));
        let mut listed: Vec<(usize, &Segment)> = flow.filter(|(_, segment)| segment.kind == *kind).collect();
        listed.sort_by_key(|(at, segment)| {
            (
                segment
                    .decision_no
                    .filter(|_| *kind == SegmentKind::Decision)
                    .or(segment.action_no),
                *at,
            )
        });
        listed
    }

    /// Returns the ids of the labels of what the law asks minutes to hold and this record does not (R5).
    pub(crate) fn missing(&self) -> Vec<String> {
        unsaid(self.meeting).into_iter().map(|gap| gap.what).collect()
    }
}

/// Returns the sign of the end of a Korean text (R6).
pub(crate) fn end(wording: &Wording) -> Option<Block> {
    let end = set_kept(&Labels::new(Lang::Ko).text("doc-end", &[]));
    wording.langs().contains(&Lang::Ko).then(|| Block::End {
        text: Words([(Lang::Ko.code(), end)].into()),
    })
}

/// Returns the name of the place in the lists where the segment with this number stands.
pub(crate) fn anchor(number: usize) -> String {
    format!("entry-{number}")
}
