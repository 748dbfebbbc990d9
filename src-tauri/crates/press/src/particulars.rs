//! The particulars of a meeting: when, where, who called it, how far its minutes are, who may see them.

use maru_core::bilingual::{Bilingual, Lang, Side};
use maru_core::labels::Labels;
use maru_core::record::{Handling, Record};

use crate::actions;
use crate::agenda;
use crate::marking;
use crate::minutes::Minutes;
use crate::paper::{Fact, keywords, said};
use crate::people;
use crate::text::line;
use crate::wording::side_name;

impl Minutes<'_> {
    pub(crate) fn summary(&self) -> Vec<Fact> {
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

    pub(crate) fn facts(&self) -> Vec<Fact> {
        let (meeting, wording) = (self.meeting, self.wording);
        let agreement = self.agreement.map(|a| wording.short(&short_title(a)));
        let (chair, chairs) = people::chairs(meeting, &self.order.side);
        let named = |lang| {
            chairs
                .iter()
                .map(|p| people::name(p, lang))
                .collect::<Vec<_>>()
                .join(", ")
        };
        let mut rows = vec![
            wording.fact("convening-body", vec![wording.short(&meeting.convening_body)]),
            wording.fact("paper-co-organiser", vec![wording.short(&meeting.co_organiser)]),
            self.when(),
            wording.fact("place", vec![wording.short(&meeting.place)]),
            wording.fact("paper-agreement", agreement.into_iter().collect()),
            wording.fact(chair, vec![wording.each(named)]),
            wording.fact(
                "paper-working-languages",
                vec![wording.each(|lang| self.languages(lang))],
            ),
            wording.fact("attribution", vec![wording.prose(&meeting.ground_rules.text)]),
        ];
        rows.extend(self.about_the_minutes());
        said(rows)
    }

    fn about_the_minutes(&self) -> [Fact; 5] {
        let (meeting, wording) = (self.meeting, self.wording);
        let author = meeting
            .minutes
            .prepared_by
            .as_ref()
            .and_then(|id| meeting.people.get(id));
        let author = author.map(|person| wording.each(|lang| people::name(person, lang)));
        [
            wording.fact("minutes", vec![wording.each(|lang| self.status(lang))]),
            wording.fact("prepared-by", author.into_iter().collect()),
            self.handling(),
            wording.fact(
                "disclosure",
                vec![wording.each(|lang| disclosure(&meeting.handling, lang))],
            ),
            wording.fact("date-prepared", vec![actions::prepared(self.order, wording)]),
        ]
    }

    /// Returns when it was held, by the clock of the place and of every side (R8).
    pub(crate) fn when(&self) -> Fact {
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
}

/// Returns the short title of an agreement, or the full one.
pub(crate) fn short_title(agreement: &Record) -> Bilingual {
    match agreement {
        Record::Agreement(a) if !a.short_title.is_empty() => a.short_title.clone(),
        other => other.title(),
    }
}

/// Returns the Korean disclosure class with its legal basis, which often ends with a bracket of its own.
pub(crate) fn disclosure(handling: &Handling, lang: Lang) -> String {
    let Some(class) = Labels::new(lang).find(&format!("disclosure-{}", line(&handling.disclosure)), &[])
    else {
        return String::new();
    };
    let basis = line(&handling.disclosure_basis);
    if basis.is_empty() {
        class
    } else {
        format!("{class} · {basis}")
    }
}
