//! Words as the template gets them: an inert tree, in which nothing is ever Typst source.

use std::collections::BTreeMap;

use maru_core::bilingual::Lang;
use serde::Serialize;
use unicode_script::{Script, UnicodeScript};

use crate::inline::{Piece, Style};
use crate::limbs::limbs;
use crate::text::clean;

/// A stretch of set text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "t", rename_all = "lowercase")]
pub(crate) enum Node {
    /// Text that may break at spaces, in the language around it or in another one.
    Text {
        v: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        lang: Option<&'static str>,
    },
    /// A word that stays on one line: Typst would break Korean inside a word.
    Word {
        v: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        lang: Option<&'static str>,
    },
    /// A word of several styles that stays on one line, such as a bold noun and its particle.
    Keep { c: Vec<Node> },
    /// A place where a word that no line could hold may break.
    Gap,
    /// Bold.
    Strong { c: Vec<Node> },
    /// A link.
    Link { href: String, c: Vec<Node> },
    /// A line break.
    Break,
    /// A remark of Maru's own about the text, such as that a translation is a draft.
    Aside { c: Vec<Node> },
}

/// The same words in each language of the paper, by language code.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub(crate) struct Words(pub(crate) BTreeMap<&'static str, Vec<Node>>);

impl Words {
    /// Returns whether there is nothing to print in any language.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.values().all(Vec::is_empty)
    }

    /// Returns the words in one language as plain text.
    pub(crate) fn plain(&self, lang: Lang) -> String {
        self.0
            .get(lang.code())
            .map(|nodes| plain(nodes))
            .unwrap_or_default()
    }
}

/// Returns the nodes as plain text.
pub(crate) fn plain(nodes: &[Node]) -> String {
    let mut text = String::new();
    for node in nodes {
        match node {
            Node::Text { v, .. } | Node::Word { v, .. } => text.push_str(v),
            Node::Keep { c } | Node::Strong { c } | Node::Link { c, .. } | Node::Aside { c } => {
                text.push_str(&plain(c));
            }
            Node::Break => text.push('\n'),
            Node::Gap => {}
        }
    }
    text
}

/// The longest Korean word that is kept on one line.
const KEEP: usize = 14;
/// The longest Korean word that is kept on one line even where it has a joint.
const SHORT: usize = 8;
/// The longest word that a line can be trusted to hold.
const LONG: usize = 30;
/// Typst trims the blank half of these at the edge of a box, so they stay outside it.
const OPEN: [char; 6] = ['「', '『', '《', '〈', '【', '（'];
const CLOSE: [char; 6] = ['」', '』', '》', '〉', '】', '）'];

/// Returns the pieces as nodes, in a paper's column of this language.
pub(crate) fn set(pieces: &[Piece], lang: Lang) -> Vec<Node> {
    let mut atoms = atoms(pieces);
    mark_foreign(&mut atoms, lang);
    let mut leaves = Vec::new();
    let mut rest = atoms.as_slice();
    while let [atom, after @ ..] = rest {
        let tag = atom.foreign.then_some(lang.other().code());
        rest = after;
        match &atom.kind {
            AtomKind::Break => leaves.push((Style::default(), Node::Break)),
            AtomKind::Space(style) => leaves.push((style.clone(), text(" ", tag))),
            AtomKind::Word(parts) => match date(parts, after) {
                Some((style, v, length)) => {
                    leaves.push((style, Node::Word { v, lang: tag }));
                    rest = after.get(length..).unwrap_or_default();
                }
                None => set_word(parts, tag, &mut leaves),
            },
        }
    }
    fold(leaves)
}

/// Returns the date that starts with this word, such as `2027. 3. 9.(화)`, which no line may break, and how many of
/// the atoms after the word belong to it.
fn date(first: &[(Style, String)], after: &[Atom]) -> Option<(Style, String, usize)> {
    let number = |text: &str, digits: std::ops::RangeInclusive<usize>| {
        text.strip_suffix('.')
            .is_some_and(|n| digits.contains(&n.len()) && n.bytes().all(|b| b.is_ascii_digit()))
    };
    let ([(style, year)], [_, month, _, day, ..]) = (first, after) else {
        return None;
    };
    let (AtomKind::Word(month), AtomKind::Word(day)) = (&month.kind, &day.kind) else {
        return None;
    };
    let ([(one, month)], [(two, day)]) = (month.as_slice(), day.as_slice()) else {
        return None;
    };
    let (head, tail) = day.split_at_checked(day.find('.')? + 1)?;
    let whole = number(year, 4..=4) && number(month, 1..=2) && number(head, 1..=2) && tail.len() < 12;
    (whole && one == style && two == style).then(|| (style.clone(), format!("{year} {month} {day}"), 4))
}

/// Returns plain text as nodes.
pub(crate) fn set_plain(text: &str, lang: Lang) -> Vec<Node> {
    set(
        &[Piece {
            text: clean(text),
            style: Style::default(),
        }],
        lang,
    )
}

/// Returns a short text that stays on one line whole, such as a date.
pub(crate) fn set_kept(text: &str) -> Vec<Node> {
    if text.is_empty() {
        Vec::new()
    } else {
        vec![Node::Word {
            v: clean(text),
            lang: None,
        }]
    }
}

struct Atom {
    kind: AtomKind,
    foreign: bool,
}

enum AtomKind {
    Word(Vec<(Style, String)>),
    Space(Style),
    Break,
}

fn atoms(pieces: &[Piece]) -> Vec<Atom> {
    let mut atoms: Vec<Atom> = Vec::new();
    let mut put = |kind| atoms.push(Atom { kind, foreign: false });
    let mut word: Vec<(Style, String)> = Vec::new();
    let mut gap: Option<Style> = None;
    let mut started = false;
    for piece in pieces {
        for c in piece.text.chars() {
            if c == '\n' {
                flush(&mut word, &mut put);
                put(AtomKind::Break);
                (gap, started) = (None, false);
            } else if c.is_whitespace() {
                flush(&mut word, &mut put);
                gap = started.then(|| piece.style.clone());
            } else {
                if let Some(style) = gap.take() {
                    let style = if style == piece.style {
                        style
                    } else {
                        Style::default()
                    };
                    put(AtomKind::Space(style));
                }
                started = true;
                match word.last_mut() {
                    Some((style, text)) if *style == piece.style => text.push(c),
                    _ => word.push((piece.style.clone(), c.to_string())),
                }
            }
        }
    }
    flush(&mut word, &mut put);
    atoms
}

fn flush(word: &mut Vec<(Style, String)>, put: &mut impl FnMut(AtomKind)) {
    if !word.is_empty() {
        put(AtomKind::Word(std::mem::take(word)));
    }
}

fn is_korean(c: char) -> bool {
    matches!(c.script(), Script::Hangul | Script::Han)
}

fn any(parts: &[(Style, String)], test: impl Fn(char) -> bool) -> bool {
    parts.iter().any(|(_, text)| text.chars().any(&test))
}

#[derive(Clone, Copy, PartialEq)]
enum Tongue {
    Home,
    Abroad,
    Neither,
}

fn tongue(atom: &Atom, lang: Lang) -> Tongue {
    let parts = match &atom.kind {
        AtomKind::Break => return Tongue::Home,
        AtomKind::Space(_) => return Tongue::Neither,
        AtomKind::Word(parts) => parts,
    };
    let (korean, latin) = (any(parts, is_korean), any(parts, |c| c.script() == Script::Latin));
    match (lang, korean, latin) {
        (Lang::En, true, _) | (Lang::Ko, false, true) => Tongue::Abroad,
        (Lang::Ko, true, _) | (Lang::En, false, true) => Tongue::Home,
        (_, false, false) => Tongue::Neither,
    }
}

/// Marks the words of the other language, so that each run is read aloud in its own: every Korean word in English;
/// two Latin words or more in Korean, where a single one is a common abbreviation.
fn mark_foreign(atoms: &mut [Atom], lang: Lang) {
    let tongues: Vec<Tongue> = atoms.iter().map(|atom| tongue(atom, lang)).collect();
    let mut rest = tongues.as_slice();
    while let Some(start) = rest.iter().position(|t| *t == Tongue::Abroad) {
        let run = rest.get(start..).unwrap_or_default();
        let run = run.split(|t| *t == Tongue::Home).next().unwrap_or_default();
        let words = run.iter().filter(|t| **t == Tongue::Abroad).count();
        let length = run
            .iter()
            .rposition(|t| *t == Tongue::Abroad)
            .map_or(1, |last| last + 1);
        let first = tongues.len() - rest.len() + start;
        if lang == Lang::En || words > 1 {
            atoms
                .iter_mut()
                .skip(first)
                .take(length)
                .for_each(|atom| atom.foreign = true);
        }
        rest = rest.get(start + length..).unwrap_or_default();
    }
}

fn text(v: &str, lang: Option<&'static str>) -> Node {
    Node::Text {
        v: v.to_owned(),
        lang,
    }
}

fn set_word(parts: &[(Style, String)], tag: Option<&'static str>, leaves: &mut Vec<(Style, Node)>) {
    let length: usize = parts.iter().map(|(_, text)| text.chars().count()).sum();
    if let [(style, body)] = parts
        && length > SHORT
        && any(parts, is_korean)
        && let [first, after @ ..] = limbs(body).as_slice()
        && !after.is_empty()
    {
        set_word(&[(style.clone(), (*first).to_owned())], tag, leaves);
        for limb in after {
            leaves.push((style.clone(), Node::Gap));
            set_word(&[(style.clone(), (*limb).to_owned())], tag, leaves);
        }
        return;
    }
    let one_line = any(parts, is_korean) || any(parts, |c| c == '-') && any(parts, |c| c.is_ascii_digit());
    if !(2..=KEEP).contains(&length) || !one_line {
        for (style, part) in parts {
            set_long(style, part, tag, leaves);
        }
        return;
    }
    let mut parts = parts.to_vec();
    let before = take_edge(parts.first_mut(), |text| {
        text.len() - text.trim_start_matches(OPEN).len()
    });
    let after = parts.last_mut().map(|(style, body)| {
        let tail = body.split_off(body.trim_end_matches(CLOSE).len());
        (style.clone(), tail)
    });
    parts.retain(|(_, body)| !body.is_empty());
    let edge = |(style, edge): (Style, String)| (!edge.is_empty()).then(|| (style, text(&edge, tag)));
    leaves.extend(before.and_then(edge));
    match parts.as_slice() {
        [] => {}
        [(style, body)] => leaves.push((
            style.clone(),
            Node::Word {
                v: body.clone(),
                lang: tag,
            },
        )),
        several => {
            let inner = several
                .iter()
                .map(|(style, body)| (style.clone(), text(body, tag)))
                .collect();
            leaves.push((Style::default(), Node::Keep { c: fold(inner) }));
        }
    }
    leaves.extend(after.and_then(edge));
}

fn take_edge(part: Option<&mut (Style, String)>, length: impl Fn(&str) -> usize) -> Option<(Style, String)> {
    let (style, body) = part?;
    let rest = body.split_off(length(body));
    let edge = std::mem::replace(body, rest);
    (!edge.is_empty()).then(|| (style.clone(), edge))
}

/// Text with places to break in a word that no line could hold.
fn set_long(style: &Style, word: &str, tag: Option<&'static str>, leaves: &mut Vec<(Style, Node)>) {
    let mut run = String::new();
    for (number, c) in word.chars().enumerate() {
        if number > 0 && number % LONG == 0 {
            leaves.push((style.clone(), text(&run, tag)));
            leaves.push((style.clone(), Node::Gap));
            run.clear();
        }
        run.push(c);
    }
    leaves.push((style.clone(), text(&run, tag)));
}

/// Puts neighbours of one style under one node: one link is one annotation, and text runs stay whole.
fn fold(leaves: Vec<(Style, Node)>) -> Vec<Node> {
    let mut nodes: Vec<Node> = Vec::new();
    for (style, leaf) in leaves {
        let level = match style.link {
            None => &mut nodes,
            Some(href) => {
                if !matches!(nodes.last(), Some(Node::Link { href: last, .. }) if **last == *href) {
                    nodes.push(Node::Link {
                        href: href.to_string(),
                        c: Vec::new(),
                    });
                }
                inside(&mut nodes)
            }
        };
        let level = if style.strong {
            if !matches!(level.last(), Some(Node::Strong { .. })) {
                level.push(Node::Strong { c: Vec::new() });
            }
            inside(level)
        } else {
            level
        };
        match (level.last_mut(), leaf) {
            (Some(Node::Text { v, lang }), Node::Text { v: more, lang: same }) if *lang == same => {
                v.push_str(&more);
            }
            (_, leaf) => level.push(leaf),
        }
    }
    nodes
}

fn inside(nodes: &mut Vec<Node>) -> &mut Vec<Node> {
    if !matches!(nodes.last(), Some(Node::Link { .. } | Node::Strong { .. })) {
        return nodes;
    }
    match nodes.last_mut() {
        Some(Node::Link { c, .. } | Node::Strong { c }) => c,
        _ => unreachable!("looked at one line above"),
    }
}
