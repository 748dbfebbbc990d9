//! The inline text of a cell: bold and links, as CommonMark writes them. Everything else prints as it was typed.

use std::rc::Rc;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

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

/// Before each line, so that no line opens a heading, a list, a quote or a block of HTML: a cell holds one line of
/// text, and `1. Opening` in it is no list. A middle dot is punctuation to CommonMark, so marks after it still open.
const GUARD: &str = "·";

/// Returns the stretches of a cell's text.
pub(crate) fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (number, line) in text.split('\n').enumerate() {
        if number > 0 {
            pieces.push(Piece {
                text: "\n".to_owned(),
                style: Style::default(),
            });
        }
        read_line(line.trim_end_matches('\\').trim(), &mut pieces);
    }
    pieces
}

fn read_line(line: &str, pieces: &mut Vec<Piece>) {
    let source = format!("{GUARD}{line}");
    let mut strong = 0_usize;
    let mut links: Vec<Option<Rc<str>>> = Vec::new();
    let first = pieces.len();
    for (event, range) in Parser::new_ext(&source, Options::empty()).into_offset_iter() {
        let typed = source.get(range).unwrap_or_default();
        let text = match event {
            Event::Start(Tag::Strong) => {
                strong += 1;
                continue;
            }
            Event::End(TagEnd::Strong) => {
                strong = strong.saturating_sub(1);
                continue;
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                links.push(address(&dest_url));
                continue;
            }
            Event::End(TagEnd::Link) => {
                links.pop();
                continue;
            }
            Event::Start(Tag::Emphasis) | Event::End(TagEnd::Emphasis) => typed.chars().take(1).collect(),
            Event::Start(Tag::Image { .. }) => "![".to_owned(),
            Event::End(TagEnd::Image) => image_tail(typed),
            Event::Text(text) => text.into_string(),
            Event::Code(_) | Event::InlineHtml(_) | Event::Html(_) => typed.to_owned(),
            Event::SoftBreak | Event::HardBreak => " ".to_owned(),
            _ => continue,
        };
        let style = Style {
            strong: strong > 0,
            link: links.last().cloned().flatten(),
        };
        match pieces.get_mut(first..).and_then(<[Piece]>::last_mut) {
            Some(last) if last.style == style => last.text.push_str(&text),
            _ => pieces.push(Piece { text, style }),
        }
    }
    if let Some(piece) = pieces.get_mut(first)
        && let Some(rest) = piece.text.strip_prefix(GUARD)
    {
        piece.text = rest.to_owned();
    }
    pieces.retain(|piece| !piece.text.is_empty());
}

/// The end of an image as it was typed: no picture can come from outside, so the whole mark is text.
fn image_tail(typed: &str) -> String {
    typed
        .rfind("](")
        .and_then(|at| typed.get(at..))
        .unwrap_or("]")
        .to_owned()
}

/// Returns the address if a link may lead there: to the web or to a mailbox, never to a file or a script.
fn address(address: &str) -> Option<Rc<str>> {
    let address = address.trim();
    let lower = address.to_ascii_lowercase();
    let known = ["https://", "http://", "mailto:"]
        .iter()
        .any(|scheme| lower.starts_with(scheme));
    let plain = address.len() < ADDRESS
        && address
            .chars()
            .all(|c| c.is_ascii_graphic() || c.is_alphanumeric());
    (known && plain).then(|| Rc::from(address))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> String {
        pieces(text).iter().map(|piece| piece.text.as_str()).collect()
    }

    #[test]
    fn bold_and_links_are_read() {
        let read = pieces("양측은 **[양해각서](https://example.org/mou)**를 확인함");
        assert_eq!(read.len(), 3);
        assert!(read[1].style.strong && read[1].style.link.as_deref() == Some("https://example.org/mou"));
        assert_eq!(plain("양측은 **합의**함"), "양측은 합의함");
        assert!(pieces("**\"a\"** b")[0].style.strong && pieces("__a__ b")[0].style.strong);
    }

    #[test]
    fn everything_else_prints_as_typed() {
        for typed in [
            "# Heading",
            "1. Opening",
            "- item",
            "> quote",
            "    code",
            "```",
            "---",
            "===",
            "*lean*",
            "_lean_",
            "`code`",
            "<script>alert(1)</script>",
            "<!-- note -->",
            "![alt](x.png)",
            "| a | b |",
            "[ ] open",
            "#import \"x.typ\": *",
            "$x^2$",
            "]",
            "#{panic()}",
            "[foo]: http://example.org",
            "a · b",
            "· a",
            "2 < 3 & 4",
        ] {
            assert_eq!(plain(typed), typed.trim(), "{typed}");
        }
    }

    #[test]
    fn only_the_web_and_mail_are_linked() {
        for dead in [
            "javascript:alert(1)",
            "file:///etc/passwd",
            "data:text/html,x",
            "/local",
            "\\\\host\\share",
        ] {
            let read = pieces(&format!("[words](<{dead}>)"));
            assert!(read.iter().all(|piece| piece.style.link.is_none()), "{dead}");
        }
        let long = format!("[words](https://example.org/{})", "a".repeat(3_000));
        assert!(pieces(&long)[0].style.link.is_none());
        assert!(pieces("[m](mailto:a@example.invalid)")[0].style.link.is_some());
    }

    #[test]
    fn nesting_without_end_is_read_flat() {
        for hostile in [
            "*[".repeat(500),
            ">".repeat(300),
            "**".repeat(2_000),
            "[".repeat(5_000),
            "![".repeat(900),
        ] {
            assert!(!plain(&hostile).is_empty());
        }
    }

    #[test]
    fn typed_line_breaks_stay() {
        assert_eq!(plain("one\ntwo\\\nthree"), "one\ntwo\nthree");
    }
}
