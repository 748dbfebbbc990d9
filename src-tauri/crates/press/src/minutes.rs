//! The summary of a meeting: what Korean law asks minutes to hold, in the form both sides can sign (R5).

use jiff::civil::Date;
use maru_core::bilingual::{Bilingual, Lang, Side};
use maru_core::labels::Labels;
use maru_core::meeting::{Day, Meeting, Person};
use maru_core::record::Record;
use maru_core::segment::{DecisionKind, Segment, SegmentKind};
use maru_core::zone;

use crate::actions;
use crate::agenda;
use crate::marking;
use crate::order::Order;
use crate::paper::{
    Block, Composition, Fact, Field, Front, Lead, Line, Look, Row, compose, joined, keywords, said,
    summary_block,
};
use crate::people;
use crate::text::line;
use crate::wording::{Wording, side_name};
use crate::words::Words;

/// A meeting with what its paper is made from.
pub(crate) struct Minutes<'a> {
    pub(crate) meeting: &'a Meeting,
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
        self.part(
            "paper-attendance",
            people::delegations(self.meeting, self.day(), &self.order.side, self.wording),
            &mut blocks,
        );
        self.part("agenda", agenda::table(self), &mut blocks);
        self.part("remark", self.discussion(), &mut blocks);
        self.part("paper-decisions", self.decisions(), &mut blocks);
        self.part("paper-actions", actions::table(self), &mut blocks);
        if !missing.is_empty() {
            let named = |lang: Lang| {
                missing
                    .iter()
                    .map(|id| Labels::new(lang).text(id, &[]))
                    .collect::<Vec<_>>()
                    .join(", ")
            };
            let text = self
                .wording
                .each(|lang| Labels::new(lang).text("paper-missing", &[("items", &named(lang))]));
            blocks.push(Block::Remark { text });
        }
        if self.wording.langs().contains(&Lang::Ko) {
            blocks.push(Block::End {
                text: Words(
                    [(
                        "ko",
                        crate::words::set_kept(&Labels::new(Lang::Ko).text("doc-end", &[])),
                    )]
                    .into(),
                ),
            });
        }
        if !aside {
            blocks.push(Block::Signatures {
                label: self.wording.label("paper-signatures"),
                seats: people::signatories(self.meeting, self.day(), &self.order.side, self.wording),
            });
        }
        (compose(self.front(), blocks, self.wording, self.order), missing)
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

    fn front(&self) -> Front<'a> {
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
    fn title(&self) -> Bilingual {
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

    fn summary(&self) -> Vec<Fact> {
        let (meeting, wording) = (self.meeting, self.wording);
        let gist = Bilingual::new(
            meeting.document_summary(Lang::En),
            meeting.document_summary(Lang::Ko),
        );
        let mut rows = vec![self.wording.fact("document-summary", vec![wording.prose(&gist)])];
        if meeting.summary != gist {
            rows.push(
                self.wording
                    .fact("summary", vec![wording.prose(&meeting.summary)]),
            );
        }
        rows.push(self.wording.fact(
            "keywords",
            vec![wording.each(|lang| keywords(&meeting.keywords, lang).join(", "))],
        ));
        rows
    }

    fn facts(&self) -> Vec<Fact> {
        let (meeting, wording) = (self.meeting, self.wording);
        let (chair, chairs) = people::chairs(meeting, &self.order.side);
        let chairs = wording.each(|lang| {
            chairs
                .iter()
                .map(|p| people::name(p, lang))
                .collect::<Vec<_>>()
                .join(", ")
        });
        let prepared = meeting
            .minutes
            .prepared_by
            .as_ref()
            .and_then(|id| meeting.people.get(id));
        let rows = vec![
            self.wording
                .fact("convening-body", vec![wording.short(&meeting.convening_body)]),
            self.wording
                .fact("paper-co-organiser", vec![wording.short(&meeting.co_organiser)]),
            self.when(),
            self.wording.fact("place", vec![wording.short(&meeting.place)]),
            self.wording.fact(
                "paper-agreement",
                self.agreement
                    .map(|a| wording.short(&short_title(a)))
                    .into_iter()
                    .collect(),
            ),
            self.wording.fact(chair, vec![chairs]),
            self.wording.fact(
                "paper-working-languages",
                vec![wording.each(|lang| self.languages(lang))],
            ),
            self.wording
                .fact("attribution", vec![wording.prose(&meeting.ground_rules.text)]),
            self.wording
                .fact("minutes", vec![wording.each(|lang| self.status(lang))]),
            self.wording.fact(
                "prepared-by",
                prepared
                    .map(|p| wording.each(|lang| people::name(p, lang)))
                    .into_iter()
                    .collect(),
            ),
            self.handling(),
            self.wording.fact(
                "disclosure",
                vec![wording.each(|lang| disclosure(&meeting.handling, lang))],
            ),
            self.wording
                .fact("date-prepared", vec![actions::prepared(self.order, self.wording)]),
        ];
        said(rows)
    }

    /// Returns when it was held, by the clock of the place and of every side (R8).
    fn when(&self) -> Fact {
        let mut lines = Vec::new();
        for day in self.days() {
            lines.push(self.wording.each(|lang| agenda::here(self, day, lang)));
            let there = self.wording.each(|lang| agenda::there(self, day, lang));
            lines.push(self.wording.faint(there));
        }
        self.wording.fact("date-time", lines)
    }

    /// Returns the marking, with the sentence by which the United Kingdom asks a receiving government to keep the
    /// paper to itself.
    fn handling(&self) -> Fact {
        let marking = marking::marking(&self.meeting.handling, self.order);
        let sides = people::sides(self.meeting, &self.order.side);
        let receivers = marking::receivers(&self.meeting.handling, self.order, &sides);
        let named = |lang: Lang| {
            let name = |side: &Side| Labels::new(lang).find(&format!("paper-government-{}", side.0), &[]);
            let names = receivers
                .iter()
                .map(|side| name(side).unwrap_or_else(|| side_name(side, lang)));
            names.collect::<Vec<_>>().join(", ")
        };
        let mut lines = vec![self.wording.each(|_| marking.clone())];
        if !receivers.is_empty() {
            let asked = |lang| Labels::new(lang).text("paper-release", &[("government", &named(lang))]);
            lines.push(self.wording.faint(self.wording.each(asked)));
        }
        self.wording.fact("handling-marking", lines)
    }

    fn languages(&self, lang: Lang) -> String {
        let labels = Labels::new(lang);
        let spoken = self.meeting.languages.working.iter().map(|code| {
            let code = line(code);
            labels
                .find(&format!("paper-language-{code}"), &[])
                .unwrap_or(code)
        });
        let mut said: Vec<String> = spoken.collect();
        let interpreted = line(&self.meeting.languages.interpretation);
        said.extend(labels.find(&format!("paper-interpretation-{interpreted}"), &[]));
        said.join(", ")
    }

    fn status(&self, lang: Lang) -> String {
        let (labels, minutes) = (Labels::new(lang), &self.meeting.minutes);
        let status = labels.find(
            &format!("paper-minutes-{}", minutes.status.replace('_', "-")),
            &[],
        );
        let version = line(&minutes.version);
        let version = (!version.is_empty()).then(|| labels.text("paper-version", &[("version", &version)]));
        status.into_iter().chain(version).collect::<Vec<_>>().join(", ")
    }

    /// Returns the notes by agenda item. Decisions and actions stand in lists of their own; here a line leads there.
    fn discussion(&self) -> Vec<Block> {
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
                _ => Look::Point,
            };
            if marking::is_classified_line(&segment.en) || marking::is_classified_line(&segment.ko) {
                self.wording.notice("paper-classified-line");
            }
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

    fn kind(&self, segment: &Segment) -> Words {
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
    fn decisions(&self) -> Vec<Block> {
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

    fn vote(&self) -> Words {
        let vote = &self.meeting.vote;
        match (vote.text.is_empty(), vote.held) {
            (false, _) => self.wording.short(&vote.text),
            (true, true) => self.wording.label("paper-vote-held"),
            (true, false) => self.wording.label("paper-no-vote"),
        }
    }

    /// Returns the ids of the labels of what the law asks minutes to hold and this record does not (R5).
    pub(crate) fn missing(&self) -> Vec<String> {
        let (meeting, has) = (self.meeting, |kind: &SegmentKind| {
            self.flow.iter().any(|(_, s)| s.kind == *kind)
        });
        let agenda = has(&SegmentKind::Agenda);
        let noted = has(&SegmentKind::Point) || has(&SegmentKind::Quote);
        let present = [
            ("meeting-title", !self.title().is_empty()),
            ("convening-body", !meeting.convening_body.is_empty()),
            ("date-time", !self.days().is_empty()),
            ("place", !meeting.place.is_empty()),
            ("paper-attendees", meeting.people.values().any(|p| !p.removed)),
            ("running-order", agenda),
            ("agenda-item", agenda),
            ("remark", noted),
            ("paper-decisions", has(&SegmentKind::Decision)),
        ];
        present
            .into_iter()
            .filter(|(_, there)| !there)
            .map(|(id, _)| id.to_owned())
            .collect()
    }
}

/// Returns the name of the place in the lists where the segment with this number stands.
pub(crate) fn anchor(number: usize) -> String {
    format!("entry-{number}")
}

/// Returns the short title of an agreement, or the full one.
pub(crate) fn short_title(agreement: &Record) -> Bilingual {
    match agreement {
        Record::Agreement(a) if !a.short_title.is_empty() => a.short_title.clone(),
        other => other.title(),
    }
}

/// Returns the Korean disclosure class with its legal basis.
pub(crate) fn disclosure(handling: &maru_core::record::Handling, lang: Lang) -> String {
    let Some(class) = Labels::new(lang).find(&format!("disclosure-{}", line(&handling.disclosure)), &[])
    else {
        return String::new();
    };
    let basis = line(&handling.disclosure_basis);
    if basis.is_empty() {
        class
    } else {
        format!("{class} ({basis})")
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
        (Some(side), true) => side_name(&Side::new(&side.0), lang),
        (None, true) => String::new(),
    }
}
