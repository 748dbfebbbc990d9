//! The review of a record: what is still missing, and which side of a practice agreed to which text.
//!
//! Nothing here forbids anything. It says what is so, and the person decides.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::to_string;
use specta::Type;

use crate::attachment::standing;
use crate::bilingual::{Bilingual, Lang, Side};
use crate::compare::{Difference, FieldChange};
use crate::document::{Document, Heads};
use crate::error::Error;
use crate::meeting::Meeting;
use crate::practice::{Consent, Practice, SECTIONS};
use crate::record::Record;
use crate::segment::{Segment, SegmentKind};
use crate::state::{TextState, digest, state};

/// What a field of a practice says, as text.
type Saying = fn(&Practice) -> serde_json::Result<String>;

/// The fields of a practice that a side agrees to, beside its text, and what each says. What goes round about them is
/// left out: a comment or another status changes nothing that was agreed.
const AGREED: [(&str, Saying); 12] = [
    ("title", |p| to_string(&p.title)),
    ("one_line", |p| to_string(&p.one_line)),
    ("keywords", |p| to_string(&p.keywords)),
    ("organisation", |p| to_string(&p.organisation)),
    ("stage", |p| to_string(&p.stage)),
    ("area", |p| to_string(&p.area)),
    ("evidence", |p| to_string(&p.figures())),
    ("rights", |p| to_string(&p.rights)),
    ("contact", |p| to_string(&p.contact)),
    ("review_by", |p| to_string(&p.review_by)),
    ("related", |p| to_string(&p.related)),
    ("attachments", |p| to_string(&standing(&p.attachments))),
];

/// How far a record is.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Type)]
pub struct Review {
    /// What is still missing, in the order in which it stands in the record.
    pub gaps: Vec<Gap>,
    /// How many translations are older than their originals (R11).
    pub stale: u32,
    /// Where each side stands; of a practice alone.
    pub stands: Vec<Stand>,
    /// Whether every side agreed to the text as it is now.
    pub agreed: bool,
}

/// Something that a record should say and does not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Gap {
    /// The field or the section of a practice; of a meeting, the item that the law asks for, by its label.
    pub what: String,
    /// The languages in which it is missing; none where it has no language.
    pub langs: Vec<Lang>,
    /// The figure that it is about, by id.
    pub figure: Option<String>,
}

/// Where one side stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct Stand {
    /// The side.
    pub side: Side,
    /// The last time that it agreed, if it did.
    pub consent: Option<Consent>,
    /// Whether the text of now is the one that it agreed to.
    pub current: bool,
    /// Whether this record still knows the moment, so that the two texts can be compared.
    pub known: bool,
    /// How many segments differ since.
    pub segments: u32,
    /// How many other fields that it agreed to differ since.
    pub fields: u32,
    /// What differs since.
    pub changes: Vec<Difference>,
}

impl Document {
    /// Returns how far the record is.
    ///
    /// # Errors
    /// `Shape` if the document holds no record.
    pub fn review(&mut self) -> Result<Review, Error> {
        match self.record()? {
            Record::Practice(practice) => self.review_practice(&practice),
            Record::Meeting(meeting) => Ok(Review {
                gaps: unsaid(&meeting),
                stale: stale(&meeting.segments),
                ..Review::default()
            }),
            Record::Agreement(agreement) => Ok(Review {
                stale: stale(&agreement.segments),
                ..Review::default()
            }),
            _ => Ok(Review::default()),
        }
    }

    fn review_practice(&mut self, practice: &Practice) -> Result<Review, Error> {
        let now = agreed_digest(practice);
        let mut stands = Vec::new();
        for side in sides(practice) {
            let consent = last(practice, &side);
            stands.push(self.stand(side, consent, &now)?);
        }
        Ok(Review {
            gaps: gaps(practice),
            stale: stale(&practice.segments),
            agreed: stands.iter().all(|stand| stand.current),
            stands,
        })
    }

    fn stand(&mut self, side: Side, consent: Option<Consent>, now: &str) -> Result<Stand, Error> {
        let mut stand = Stand {
            side,
            current: consent.as_ref().is_some_and(|consent| consent.text == now),
            known: false,
            segments: 0,
            fields: 0,
            changes: Vec::new(),
            consent,
        };
        let Some(consent) = &stand.consent else {
            return Ok(stand);
        };
        match self.differences(&Heads(consent.heads.clone()), None) {
            Ok(mut found) => {
                found.retain(is_agreed);
                // What came and went again is no difference.
                if stand.current {
                    found.clear();
                }
                let segments = found.iter().filter(|one| one.is_segment()).count();
                stand.known = true;
                stand.segments = count(segments);
                stand.fields = count(found.len() - segments);
                stand.changes = found;
                Ok(stand)
            }
            // A record that came from a file has a new history.
            Err(Error::Heads) => Ok(stand),
            Err(error) => Err(error),
        }
    }
}

/// Returns whether a difference is about something that a side of a practice agrees to.
pub fn is_agreed(difference: &Difference) -> bool {
    match difference {
        Difference::Segment { .. } => true,
        Difference::Field(FieldChange { path, .. }) => {
            let field = path.first().map(String::as_str);
            AGREED.iter().any(|(name, _)| Some(*name) == field)
        }
    }
}

/// Returns the sides that have to agree to a practice.
pub fn sides(practice: &Practice) -> Vec<Side> {
    let mut sides = practice.sides.clone();
    if sides.is_empty() {
        sides = vec![Side::new("uk"), Side::new("kr")];
    }
    sides.extend(practice.consents.values().map(|consent| consent.side.clone()));
    let mut seen = std::collections::BTreeSet::new();
    sides.retain(|side| seen.insert(side.clone()));
    sides
}

/// Returns the last time that a side agreed.
pub fn last(practice: &Practice, side: &Side) -> Option<Consent> {
    let of_side = practice
        .consents
        .iter()
        .filter(|(_, consent)| consent.side == *side);
    of_side
        .max_by(|a, b| (&a.1.at, a.0).cmp(&(&b.1.at, b.0)))
        .map(|(_, consent)| consent.clone())
}

/// Returns the digest of all that a side agrees to.
pub fn agreed_digest(practice: &Practice) -> String {
    let shows = |segment: &Segment| segment.picture.as_ref().map(|picture| picture.hash.clone());
    let lines: Vec<_> = flow(practice)
        .into_iter()
        .filter(|segment| !is_silent(segment))
        .map(|s| (&s.section, &s.kind, &s.en, &s.ko, shows(s), &s.alt))
        .collect();
    let fields: Vec<String> = AGREED
        .iter()
        .map(|(_, said)| said(practice).unwrap_or_default())
        .collect();
    digest(&to_string(&(fields, lines)).unwrap_or_default())
}

fn is_silent(segment: &Segment) -> bool {
    segment.picture.is_none() && segment.en.trim().is_empty() && segment.ko.trim().is_empty()
}

/// Returns the living segments in the order in which they are read.
fn flow(practice: &Practice) -> Vec<&Segment> {
    let mut living: Vec<(&String, &Segment)> = practice.segments.iter().filter(|(_, s)| !s.removed).collect();
    living.sort_by_key(|(id, segment)| (&segment.pos, *id));
    living.into_iter().map(|(_, segment)| segment).collect()
}

fn stale(segments: &BTreeMap<String, Segment>) -> u32 {
    let living = segments.values().filter(|segment| !segment.removed);
    count(
        living
            .filter(|segment| {
                Lang::BOTH
                    .iter()
                    .any(|lang| state(segment, *lang) == TextState::Stale)
            })
            .count(),
    )
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Returns what a practice still has to say before the other side reviews it: no field of the template is empty in
/// either language, and each figure that is not only an illustration names its source.
pub fn gaps(practice: &Practice) -> Vec<Gap> {
    let mut gaps = Vec::new();
    let mut say = |what: &str, langs: Vec<Lang>| {
        if !langs.is_empty() {
            gaps.push(gap(what, langs));
        }
    };
    say("title", empty(&practice.title));
    say("one_line", empty(&practice.one_line));
    let words = &practice.keywords;
    say(
        "keywords",
        empty(&Bilingual::new(words.en.join(""), words.ko.join(""))),
    );
    say("organisation", empty(&practice.organisation));
    if practice.stage.is_empty() {
        gaps.push(gap("stage", Vec::new()));
    }
    for section in SECTIONS {
        let said = match section {
            "rights" => !practice.rights.licence.is_empty() || !practice.rights.name.is_empty(),
            "contact" => !practice.contact.is_empty(),
            _ => false,
        };
        let langs = untold(practice, section);
        // What a field of its own says needs no line in the text.
        let elsewhere = said && langs.len() == Lang::BOTH.len();
        if !elsewhere && !langs.is_empty() {
            gaps.push(gap(section, langs));
        }
    }
    if practice.review_by.is_empty() {
        gaps.push(gap("review_by", Vec::new()));
    }
    for (id, evidence) in practice.figures() {
        if evidence.source.trim().is_empty() && !evidence.illustrative {
            gaps.push(Gap {
                figure: Some(id.to_owned()),
                ..gap("evidence", Vec::new())
            });
        }
    }
    gaps
}

fn gap(what: &str, langs: Vec<Lang>) -> Gap {
    Gap {
        what: what.to_owned(),
        langs,
        figure: None,
    }
}

fn empty(text: &Bilingual) -> Vec<Lang> {
    let missing = Lang::BOTH.into_iter();
    missing.filter(|lang| text.get(*lang).trim().is_empty()).collect()
}

/// Returns the languages in which a section is not wholly told.
fn untold(practice: &Practice, section: &str) -> Vec<Lang> {
    let lines: Vec<&Segment> = flow(practice)
        .into_iter()
        .filter(|segment| segment.section.as_deref() == Some(section) && !is_silent(segment))
        .collect();
    let told = |lang: &Lang| !lines.is_empty() && lines.iter().all(|s| !s.text(*lang).trim().is_empty());
    Lang::BOTH.into_iter().filter(|lang| !told(lang)).collect()
}

/// Returns what Korean law asks minutes to hold and a meeting does not say (R5, 공공기록물법 시행령 제18조제2항), each by
/// its label. That there was no vote is said by itself.
pub fn unsaid(meeting: &Meeting) -> Vec<Gap> {
    // A side consultation has no minutes.
    if meeting.form == "side_consultation" {
        return Vec::new();
    }
    let has = |kinds: &[SegmentKind]| {
        let living = meeting.segments.values().filter(|segment| !segment.removed);
        living
            .filter(|segment| !is_silent(segment))
            .any(|segment| kinds.contains(&segment.kind))
    };
    let own = meeting.title_by.values().any(|title| !title.trim().is_empty());
    let titled = own || !meeting.title.is_empty();
    let agenda = has(&[SegmentKind::Agenda]);
    let timed = meeting
        .days
        .values()
        .any(|day| crate::zone::instant(&day.start).is_ok());
    let present = [
        ("meeting-title", titled),
        ("convening-body", !meeting.convening_body.is_empty()),
        ("date-time", timed),
        ("place", !meeting.place.is_empty()),
        ("paper-attendees", meeting.people.values().any(|p| !p.removed)),
        ("running-order", agenda),
        ("agenda-item", agenda),
        ("remark", has(&[SegmentKind::Point, SegmentKind::Quote])),
        ("paper-decisions", has(&[SegmentKind::Decision])),
        ("vote-result", !meeting.vote.held || !meeting.vote.text.is_empty()),
    ];
    let missing = present.into_iter().filter(|(_, there)| !there);
    missing.map(|(item, _)| gap(item, Vec::new())).collect()
}
