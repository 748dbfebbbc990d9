//! Pictures on paper: each with its caption, and with what there is to see for people who cannot.

use std::collections::{BTreeMap, BTreeSet};

use maru_core::attachment::Seen;
use maru_core::bilingual::{Bilingual, Lang};
use maru_core::labels::Labels;
use maru_core::record::Record;
use maru_core::segment::Segment;
use serde::Serialize;

use crate::form::Form;
use crate::order::Order;
use crate::paper::{Block, Line, Look, joined};
use crate::text::{cut, line};
use crate::wording::Wording;
use crate::words::Words;

/// The most pictures that one paper shows.
pub(crate) const MOST: usize = 500;
/// A picture point on paper: 150 to the inch, in millimetres.
const POINT: f32 = 25.4 / 150.0;
/// The widest and the tallest that a picture is printed, in millimetres.
const ROOM: [f32; 2] = [124.0, 92.0];
/// The most characters of what there is to see.
const ALT: usize = 1_000;

/// The bytes of the pictures that a paper may show, by hash. Whoever has a vault fills it; a picture that is not in it
/// is named, not shown.
#[derive(Debug, Clone, Default)]
pub struct Pictures(pub BTreeMap<String, Vec<u8>>);

impl Pictures {
    /// Returns the hashes of the pictures that a paper of a record shows, and of all attachments where the record itself
    /// travels along.
    pub fn wanted(record: &Record, order: &Order) -> BTreeSet<String> {
        let mut wanted = BTreeSet::new();
        if order.form == Form::Summary {
            let seen = record.pictures().into_iter().take(MOST);
            wanted.extend(seen.map(|seen| seen.hash.to_owned()));
        }
        if order.attach {
            // What may not leave is refused by the paper itself.
            wanted.extend(crate::leaving_files(record).unwrap_or_default());
        }
        wanted
    }

    /// Returns under which number the typesetter finds each picture.
    pub(crate) fn numbers(&self) -> BTreeMap<String, usize> {
        let hashes = self.0.keys().take(2 * MOST).cloned();
        hashes.enumerate().map(|(number, hash)| (hash, number)).collect()
    }
}

/// A picture as the template gets it.
#[derive(Debug, Serialize)]
pub(crate) struct Plate {
    /// The hash, by which the template looks the file up.
    hash: String,
    /// What there is to see.
    alt: String,
    /// What stands where the file is not there.
    gone: Words,
    /// Width and height on paper, in millimetres.
    size: [f32; 2],
}

impl Plate {
    fn of(seen: Seen<'_>, wording: &Wording) -> Plate {
        for lang in wording.langs() {
            if !seen.tells(*lang) {
                wording.notice("paper-picture-untold");
            }
        }
        let told = wording.langs().iter().map(|lang| told(seen, *lang));
        let untold = || joined(labels(wording, "picture"));
        let alt = Some(joined(told.collect())).filter(|alt| !alt.is_empty());
        Plate {
            hash: seen.hash.to_owned(),
            alt: cut(&alt.unwrap_or_else(untold), ALT),
            gone: wording.label("paper-picture-gone"),
            size: fitted(seen.size),
        }
    }

    /// Returns the hash of the picture.
    pub(crate) fn hash(&self) -> &str {
        &self.hash
    }

    /// Returns what there is to see, for a paper that is plain text.
    pub(crate) fn alt(&self) -> &str {
        &self.alt
    }
}

/// Returns what there is to see in one language; where nobody said it, the caption is better than nothing.
fn told(seen: Seen<'_>, lang: Lang) -> String {
    let [en, ko] = seen.caption;
    let caption = Bilingual::new(en, ko);
    let alt = seen.alt.map(|alt| alt.get(lang)).unwrap_or_default();
    line(if alt.trim().is_empty() {
        caption.get(lang)
    } else {
        alt
    })
}

fn labels(wording: &Wording, id: &str) -> Vec<String> {
    let langs = wording.langs().iter();
    langs.map(|lang| Labels::new(*lang).text(id, &[])).collect()
}

fn fitted([width, height]: [u32; 2]) -> [f32; 2] {
    #[expect(
        clippy::cast_precision_loss,
        reason = "a picture has at most a few thousand points"
    )]
    let [width, height] = [width, height].map(|points| points.clamp(1, 100_000) as f32 * POINT);
    let scale = (ROOM[0] / width).min(ROOM[1] / height).min(1.0);
    // Thin strips keep a line's width, so that nothing is set at no size at all.
    [width, height].map(|side| (side * scale).max(1.0))
}

/// Returns the line of a body that shows a picture, if the segment is one.
pub(crate) fn of_segment(segment: &Segment, wording: &Wording) -> Option<Line> {
    let seen = segment.seen()?;
    let mut line = Line::of(Look::Figure, wording.cell(segment));
    line.plate = Some(Plate::of(seen, wording));
    Some(line)
}

/// Returns the pictures that are attached to a record, under a heading of their own.
pub(crate) fn attached(record: &Record, wording: &Wording) -> Vec<Block> {
    let all = record.attached();
    let pictures = all.iter().filter_map(|(_, attachment)| attachment.seen());
    let figures: Vec<Block> = pictures
        .map(|seen| {
            let [en, ko] = seen.caption;
            Block::Figure {
                text: wording.short(&Bilingual::new(en, ko)),
                plate: Plate::of(seen, wording),
            }
        })
        .collect();
    if figures.is_empty() {
        return figures;
    }
    let heading = Block::Heading {
        text: wording.label("pictures"),
    };
    std::iter::once(heading).chain(figures).collect()
}

#[cfg(test)]
mod tests {
    use super::fitted;

    #[test]
    fn a_picture_keeps_its_shape_and_its_room() {
        assert_eq!(fitted([2_048, 1_024]), [124.0, 62.0]);
        assert_eq!(fitted([1_024, 2_048]), [46.0, 92.0]);
        let [width, height] = fitted([300, 150]);
        assert!(
            (width - 50.8).abs() < 0.01 && (height - 25.4).abs() < 0.01,
            "{width} {height}"
        );
        assert_eq!(fitted([0, 0]), [1.0, 1.0]);
        assert_eq!(fitted([u32::MAX, 1]), [124.0, 1.0]);
    }
}
