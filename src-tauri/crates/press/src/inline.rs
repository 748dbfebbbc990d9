//! The inline text of a cell: bold and links, as CommonMark writes them. Everything else prints as it was typed.
//!
//! The editor reads cells by the same rules, so that paper shows what the screen showed. They differ from CommonMark in
//! one thing: bold closes before a Korean particle also where punctuation stands in between (`**「법」**에`).

use std::rc::Rc;

/// How a stretch of text is set.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Style {
    /// Whether it is bold.
    pub(crate) strong: bool,
    /// Where it leads.
    pub(crate) link: Option<Rc<str>>,
}

/// A stretch of text in one style. `\n` is a line break.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Piece {
    /// The text.
    pub(crate) text: String,
    /// How it is set.
    pub(crate) style: Style,
}

/// The longest address that a link keeps.
const ADDRESS: usize = 2_000;
/// How far a closing bracket is looked for.
const REACH: usize = 4_000;
/// The deepest that brackets may be nested in the words of a link.
const DEPTH: usize = 16;

/// Returns the stretches of a cell's text.
pub(crate) fn pieces(text: &str) -> Vec<Piece> {
    let chars: Vec<char> = text.chars().collect();
    let mut pieces: Vec<Piece> = Vec::new();
    for found in read(&chars, Inside::Text) {
        match pieces.last_mut() {
            _ if found.text.is_empty() => {}
            Some(last) if last.style == found.style => last.text.push_str(&found.text),
            _ => pieces.push(Piece {
                text: found.text,
                style: found.style,
            }),
        }
    }
    pieces
}

#[derive(Clone, Copy, PartialEq)]
enum Inside {
    Text,
    Link,
}

#[derive(Default)]
struct Found {
    text: String,
    style: Style,
    /// A mark that may open or close bold.
    mark: Option<Mark>,
}

#[derive(Clone, Copy)]
struct Mark {
    sign: char,
    opens: bool,
    closes: bool,
}

impl Found {
    fn plain(text: impl Into<String>) -> Found {
        Found {
            text: text.into(),
            ..Found::default()
        }
    }
}

fn read(chars: &[char], inside: Inside) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        at += next(chars, at, inside, &mut found).max(1);
    }
    pair(&mut found);
    found
}

/// Reads what stands here and returns how many characters it took.
fn next(chars: &[char], at: usize, inside: Inside, found: &mut Vec<Found>) -> usize {
    let here = chars.get(at).copied().unwrap_or_default();
    let after = chars.get(at + 1).copied().unwrap_or_default();
    match here {
        '\\' if after.is_ascii_punctuation() => {
            found.push(Found::plain(after));
            2
        }
        '*' | '_' if after == here => marks(chars, at, here, found),
        '[' if inside == Inside::Text => link(chars, at, found),
        '<' if inside == Inside::Text => autolink(chars, at, found),
        '`' => code(chars, at, found),
        '&' => entity(chars, at, found),
        _ => {
            found.push(Found::plain(here));
            1
        }
    }
}

fn marks(chars: &[char], at: usize, sign: char, found: &mut Vec<Found>) -> usize {
    let run = chars.iter().skip(at).take_while(|c| **c == sign).count();
    let before = at
        .checked_sub(1)
        .and_then(|at| chars.get(at))
        .copied()
        .unwrap_or(' ');
    let after = chars.get(at + run).copied().unwrap_or(' ');
    let mut mark = Mark {
        sign,
        opens: !after.is_whitespace(),
        closes: !before.is_whitespace(),
    };
    if sign == '_' {
        mark.opens &= !before.is_alphanumeric();
        mark.closes &= !after.is_alphanumeric();
    }
    let pairs = (0..run / 2).map(|_| Found {
        mark: Some(mark),
        ..Found::plain(format!("{sign}{sign}"))
    });
    let odd = (run % 2 == 1).then(|| Found::plain(sign));
    if mark.opens {
        found.extend(odd.into_iter().chain(pairs));
    } else {
        found.extend(pairs.chain(odd));
    }
    run
}

/// Makes bold what stands between two marks that fit.
fn pair(found: &mut [Found]) {
    let mut open: Option<usize> = None;
    for at in 0..found.len() {
        let Some(mark) = found.get(at).and_then(|found| found.mark) else {
            continue;
        };
        let opener = open.filter(|open| at > open + 1);
        let fits = opener
            .and_then(|open| found.get(open)?.mark)
            .is_some_and(|other| other.sign == mark.sign);
        match opener.filter(|_| fits && mark.closes) {
            Some(start) => {
                for inside in found.iter_mut().take(at + 1).skip(start) {
                    inside.style.strong = true;
                    if inside.mark.is_some_and(|other| other.sign == mark.sign) {
                        inside.text.clear();
                        inside.mark = None;
                    }
                }
                open = None;
            }
            None if open.is_none() && mark.opens => open = Some(at),
            None => {}
        }
    }
}

fn link(chars: &[char], at: usize, found: &mut Vec<Found>) -> usize {
    let linked = closing(chars, at).and_then(|end| {
        let (href, length) = target(chars.get(end + 1..)?)?;
        let words = chars.get(at + 1..end).filter(|words| !words.is_empty())?;
        Some((address(&href)?, words, end + 1 + length - at))
    });
    let Some((href, words, length)) = linked else {
        found.push(Found::plain('['));
        return 1;
    };
    for mut word in read(words, Inside::Link) {
        (word.style.link, word.mark) = (Some(Rc::clone(&href)), None);
        found.push(word);
    }
    length
}

/// Returns where the bracket that opens here closes.
fn closing(chars: &[char], at: usize) -> Option<usize> {
    let (mut depth, mut end) = (0_usize, at);
    while end < chars.len().min(at + REACH) && depth < DEPTH {
        match chars.get(end)? {
            '\\' => end += 1,
            '[' => depth += 1,
            ']' if depth == 1 => return Some(end),
            ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        end += 1;
    }
    None
}

/// Reads `(address)` or `(<address> "title")`: the address and how many characters it all took.
fn target(chars: &[char]) -> Option<(String, usize)> {
    let mut rest = chars.iter().copied().enumerate().take(ADDRESS * 2).peekable();
    rest.next_if(|(_, c)| *c == '(')?;
    let pointed = rest.next_if(|(_, c)| *c == '<').is_some();
    let (mut href, mut depth) = (String::new(), 0);
    while let Some((_, c)) = rest.next_if(|(_, c)| match c {
        '<' | '>' | '\n' if pointed => false,
        ')' if !pointed => depth > 0,
        c => pointed || !c.is_whitespace(),
    }) {
        match c {
            '\\' => match rest.next_if(|(_, c)| c.is_ascii_punctuation()) {
                Some((_, escaped)) => href.push(escaped),
                None => href.push('\\'),
            },
            c => {
                depth += i32::from(c == '(' && !pointed) - i32::from(c == ')' && !pointed);
                href.push(c);
            }
        }
    }
    if pointed {
        rest.next_if(|(_, c)| *c == '>')?;
    }
    while rest.next_if(|(_, c)| c.is_whitespace()).is_some() {}
    if rest.next_if(|(_, c)| *c == '"').is_some() {
        rest.find(|(_, c)| *c == '"')?;
    }
    let (end, _) = rest.next_if(|(_, c)| *c == ')')?;
    Some((href, end + 1))
}

fn autolink(chars: &[char], at: usize, found: &mut Vec<Found>) -> usize {
    let inner: String = chars
        .iter()
        .skip(at + 1)
        .take(ADDRESS)
        .take_while(|c| **c != '>')
        .collect();
    let length = inner.chars().count();
    let whole = chars.get(at + 1 + length) == Some(&'>') && !inner.contains(['<', ' ']);
    let Some(href) = address(&inner).filter(|_| whole) else {
        found.push(Found::plain('<'));
        return 1;
    };
    let style = Style {
        strong: false,
        link: Some(href),
    };
    found.push(Found {
        text: inner,
        style,
        mark: None,
    });
    length + 2
}

/// Code is text here, marks and all: what stands in it must not open bold.
fn code(chars: &[char], at: usize, found: &mut Vec<Found>) -> usize {
    let run = |from: usize| chars.iter().skip(from).take_while(|c| **c == '`').count();
    let ticks = run(at);
    let mut end = at + ticks;
    while end < chars.len() {
        match run(end) {
            0 => end += 1,
            length if length == ticks => {
                found.push(Found::plain(
                    chars.iter().skip(at).take(end + ticks - at).collect::<String>(),
                ));
                return end + ticks - at;
            }
            length => end += length,
        }
    }
    found.push(Found::plain("`".repeat(ticks)));
    ticks
}

fn entity(chars: &[char], at: usize, found: &mut Vec<Found>) -> usize {
    let name: String = chars
        .iter()
        .skip(at + 1)
        .take(9)
        .take_while(|c| **c != ';')
        .collect();
    let length = name.chars().count();
    let number = |digits: &str, base| {
        u32::from_str_radix(digits, base)
            .ok()
            .map(|n| char::from_u32(n).unwrap_or('\u{fffd}'))
    };
    let named = match name.as_str() {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "nbsp" => Some('\u{a0}'),
        other => match (
            other.strip_prefix("#x").or(other.strip_prefix("#X")),
            other.strip_prefix('#'),
        ) {
            (Some(digits), _) => number(digits, 16),
            (None, Some(digits)) => number(digits, 10),
            (None, None) => None,
        },
    };
    match named.filter(|_| chars.get(at + 1 + length) == Some(&';')) {
        Some(c) => {
            found.push(Found::plain(crate::text::clean(&c.to_string())));
            length + 2
        }
        None => {
            found.push(Found::plain('&'));
            1
        }
    }
}

/// Returns the address if a link may lead there: to the web or to a mailbox, never to a file or a script.
fn address(address: &str) -> Option<Rc<str>> {
    let address = address.trim();
    let lower = address.to_ascii_lowercase();
    let scheme = ["https://", "http://", "mailto:"]
        .into_iter()
        .find(|scheme| lower.starts_with(scheme))?;
    let plain = address.chars().all(|c| !c.is_whitespace() && !c.is_control());
    (plain && address.len() > scheme.len() && address.len() < ADDRESS).then(|| Rc::from(address))
}
