//! The sheet of a note that a person made for both sides. A note of our own side never gets here (R1).

use maru_core::bilingual::{Bilingual, Lang};
use maru_core::note::Note;
use maru_core::record::{Handling, Keywords};

use crate::actions;
use crate::order::Order;
use crate::paper::{Block, Composition, Front, Line, Look, compose, said};
use crate::text::{cut, line};
use crate::wording::Wording;

/// The most characters of a note that stand as its title.
const TITLE: usize = 80;

/// Returns the paper of a note.
pub(crate) fn paper(note: &Note, order: &Order, wording: &Wording) -> Composition {
    let title = |lang: Lang| {
        let first = note.text.get(lang).lines().find(|text| !text.trim().is_empty());
        cut(&line(first.unwrap_or_default()), TITLE)
    };
    let front = Front {
        head: &note.head,
        handling: &Handling::default(),
        reference: "",
        kicker: wording.label("note"),
        title: wording.short(&Bilingual::new(title(Lang::En), title(Lang::Ko))),
        author: String::new(),
        description: String::new(),
        keywords: &Keywords::default(),
    };
    let row = Line::of(Look::Point, wording.prose(&note.text));
    let facts = said(vec![
        wording.fact("date-prepared", vec![actions::prepared(order, wording)]),
    ]);
    compose(
        front,
        vec![Block::Facts { rows: facts }, Block::Prose { rows: vec![row] }],
        wording,
        order,
    )
}
