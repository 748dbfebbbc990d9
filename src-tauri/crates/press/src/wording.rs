//! The words of one paper: labels, names and text in the languages that were ordered.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use maru_core::bilingual::{Bilingual, Lang, Side};
use maru_core::labels::Labels;
use maru_core::segment::Segment;
use maru_core::state::{TextState, state};

use crate::error::Error;
use crate::inline;
use crate::marking::is_classified_line;
use crate::paper::{Column, Fact};
use crate::text;
use crate::words::{Node, Words, set, set_kept, set_plain};

/// The most characters that one cell prints; a single word of a million takes the typesetter minutes.
pub(crate) const CELL: usize = 20_000;
/// The most characters that one paper prints.
pub(crate) const PAPER: usize = 2_000_000;

/// A remark that is shorter than this stays on one line.
const SIGN: usize = 24;

/// The languages of a paper, and what was noticed while its words were set.
pub(crate) struct Wording {
    langs: Vec<Lang>,
    spent: Cell<usize>,
    noticed: RefCell<BTreeSet<&'static str>>,
}

impl Wording {
    /// Returns the wording of a paper in these languages, in this order.
    pub(crate) fn new(langs: Vec<Lang>) -> Wording {
        Wording {
            langs,
            spent: Cell::new(0),
            noticed: RefCell::default(),
        }
    }

    /// Returns the languages in their order.
    pub(crate) fn langs(&self) -> &[Lang] {
        &self.langs
    }

    /// Returns the ids of the labels of everything that a person should know about this paper.
    pub(crate) fn noticed(&self) -> Vec<String> {
        self.noticed.borrow().iter().map(|id| (*id).to_owned()).collect()
    }

    /// Notes something that a person should know about this paper, by the id of its label.
    pub(crate) fn notice(&self, id: &'static str) {
        self.noticed.borrow_mut().insert(id);
    }

    /// Refuses a record that has more text than one paper carries.
    pub(crate) fn measure(&self) -> Result<(), Error> {
        let found = self.spent.get();
        if found > PAPER {
            Err(Error::Long { found, most: PAPER })
        } else {
            Ok(())
        }
    }

    /// Returns words made for each language.
    pub(crate) fn each(&self, make: impl Fn(Lang) -> String) -> Words {
        self.nodes(|lang| set_plain(&make(lang), lang))
    }

    /// Returns short words made for each language, each on one line, such as dates.
    pub(crate) fn kept(&self, make: impl Fn(Lang) -> String) -> Words {
        self.nodes(|lang| set_kept(&make(lang)))
    }

    /// Returns a number or a time, which is the same in every language and printed once (R9).
    pub(crate) fn sign(&self, text: &str) -> Words {
        Words(
            self.langs
                .first()
                .map(|lang| (lang.code(), set_kept(text)))
                .into_iter()
                .collect(),
        )
    }

    /// Returns a label with what it says.
    pub(crate) fn fact(&self, label: &str, lines: Vec<Words>) -> Fact {
        Fact {
            label: self.label(label),
            lines,
        }
    }

    /// Returns a column of this width in millimetres on a paper in one language and in both.
    pub(crate) fn column(&self, head: &str, width: [u8; 2]) -> Column {
        Column {
            head: self.label(head),
            under: Words::default(),
            width,
            pair: false,
        }
    }

    /// Returns a column that each language has to itself on a paper in both.
    pub(crate) fn pair(&self, head: &str) -> Column {
        Column {
            pair: true,
            ..self.column(head, [0, 0])
        }
    }

    /// Returns a label in one language, as plain text.
    pub(crate) fn said(&self, id: &str, lang: Lang) -> String {
        Labels::new(lang).text(id, &[])
    }

    /// Returns a label.
    pub(crate) fn label(&self, id: &str) -> Words {
        self.label_with(id, &[])
    }

    /// Returns a label with its arguments.
    pub(crate) fn label_with(&self, id: &str, args: &[(&str, &str)]) -> Words {
        self.each(|lang| Labels::new(lang).text(id, args))
    }

    /// Returns the label of a code in a record; a code that a newer Maru wrote stands as it is.
    pub(crate) fn code(&self, id: &str, code: &str) -> Words {
        self.each(|lang| {
            Labels::new(lang)
                .find(id, &[])
                .unwrap_or_else(|| text::line(code))
        })
    }

    /// Returns the words in small type and a fainter colour.
    pub(crate) fn faint(&self, words: Words) -> Words {
        let faint = |c: Vec<Node>| if c.is_empty() { c } else { vec![Node::Aside { c }] };
        Words(
            words
                .0
                .into_iter()
                .map(|(lang, nodes)| (lang, faint(nodes)))
                .collect(),
        )
    }

    /// Returns the name of a side.
    pub(crate) fn side(&self, side: &Side) -> Words {
        self.each(|lang| side_name(side, lang))
    }

    /// Returns a short field. On a paper in one language the other language stands in where a text is missing; on a
    /// paper in both, the place stays empty.
    pub(crate) fn short(&self, field: &Bilingual) -> Words {
        self.nodes(|lang| match (field.get(lang).trim(), self.langs.len()) {
            ("", 1) => set_plain(&text::line(field.get(lang.other())), lang),
            (own, _) => set_plain(&text::line(own), lang),
        })
    }

    /// Returns the text of a segment in each language, with a remark where it is missing, a draft, or older than its
    /// original.
    pub(crate) fn cell(&self, segment: &Segment) -> Words {
        if is_classified_line(&segment.en) || is_classified_line(&segment.ko) {
            self.notice("paper-classified-line");
        }
        self.nodes(|lang| {
            let own = segment.text(lang);
            let remark = match state(segment, lang) {
                TextState::Original | TextState::Checked => None,
                TextState::Draft => Some("translation-draft"),
                TextState::Stale => Some("paper-stale"),
                TextState::Missing => Some("paper-untranslated"),
            };
            if let Some(id) = remark {
                self.notice(id);
            }
            let alone = self.langs.len() == 1 && own.trim().is_empty();
            let mut nodes = self.prose_in(if alone { segment.text(lang.other()) } else { own }, lang);
            if let Some(id) = remark {
                aside(&mut nodes, &Labels::new(lang).text(id, &[]), lang);
            }
            nodes
        })
    }

    /// Returns running text of a field.
    pub(crate) fn prose(&self, field: &Bilingual) -> Words {
        self.nodes(|lang| match (field.get(lang).trim(), self.langs.len()) {
            ("", 1) => self.prose_in(field.get(lang.other()), lang),
            (own, _) => self.prose_in(own, lang),
        })
    }

    fn nodes(&self, make: impl Fn(Lang) -> Vec<Node>) -> Words {
        Words(
            self.langs
                .iter()
                .map(|lang| (lang.code(), make(*lang)))
                .collect::<BTreeMap<_, _>>(),
        )
    }

    fn prose_in(&self, source: &str, lang: Lang) -> Vec<Node> {
        let shown = text::start(source, CELL);
        self.spent.set(self.spent.get() + shown.chars().count());
        if self.spent.get() > PAPER {
            return Vec::new();
        }
        let mut nodes = set(&inline::pieces(&text::clean(shown)), lang);
        if shown.len() < source.len() {
            self.notice("paper-cut");
            let args = [
                ("most", CELL.to_string()),
                ("found", source.chars().count().to_string()),
            ];
            let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
            aside(&mut nodes, &Labels::new(lang).text("paper-cut", &args), lang);
        }
        nodes
    }
}

/// Returns the name of a side in one language; a side that Maru has no name for goes by its code.
pub(crate) fn side_name(side: &Side, lang: Lang) -> String {
    let labels = Labels::new(lang);
    let code = text::line(&side.0.to_uppercase());
    match labels.find(&format!("side-{}", side.0), &[]) {
        Some(name) => name,
        None if code.is_empty() => labels.text("delegation", &[]),
        None => code,
    }
}

fn aside(nodes: &mut Vec<Node>, remark: &str, lang: Lang) {
    let gap = if nodes.is_empty() { "" } else { " " };
    if !gap.is_empty() {
        nodes.push(Node::Text {
            v: gap.to_owned(),
            lang: None,
        });
    }
    let said = set_plain(&format!("[{remark}]"), lang);
    // A short remark is one sign to the eye, and stays on one line like a word.
    let c = if remark.chars().count() < SIGN {
        vec![Node::Keep { c: said }]
    } else {
        said
    };
    nodes.push(Node::Aside { c });
}
