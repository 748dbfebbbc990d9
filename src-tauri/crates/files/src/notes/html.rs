//! The little HTML that stands in notes: pictures whose size somebody set, breaks, and words between tags.

use super::note::{Line, LineKind};

/// What a stretch of HTML gives.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// Words outside of tags, or a break.
    Words(String),
    /// A picture.
    Picture(Line),
}

/// Returns what stands in some HTML; tags, comments, scripts and styles say nothing.
pub(super) fn pieces(html: &str) -> Vec<Piece> {
    let mut found = Vec::new();
    let mut rest = html;
    let mut silent: Option<String> = None;
    while let Some(open) = rest.find('<') {
        let (before, behind) = rest.split_at(open);
        words(before, silent.is_some(), &mut found);
        if let Some(comment) = behind.strip_prefix("<!--") {
            rest = comment.split_once("-->").map_or("", |(_, rest)| rest);
            continue;
        }
        let Some((tag, after)) = behind.get(1..).unwrap_or_default().split_once('>') else {
            return found;
        };
        rest = after;
        let name: String = tag
            .chars()
            .take_while(|c| !c.is_whitespace() && *c != '>')
            .collect();
        let name = name.trim_end_matches('/').to_ascii_lowercase();
        match (&silent, name.as_str()) {
            (Some(inside), name) if name.strip_prefix('/') == Some(inside) => silent = None,
            (Some(_), _) => {}
            (None, "script" | "style") => silent = Some(name),
            (None, "br" | "p" | "/p" | "div" | "/div" | "li" | "tr") => {
                found.push(Piece::Words("\n".to_owned()));
            }
            (None, "img") => found.extend(picture(tag)),
            (None, _) => {}
        }
    }
    words(rest, silent.is_some(), &mut found);
    found
}

fn words(text: &str, silent: bool, found: &mut Vec<Piece>) {
    if !silent && !text.trim().is_empty() {
        found.push(Piece::Words(text.trim().to_owned()));
    }
}

fn picture(tag: &str) -> Option<Piece> {
    Some(Piece::Picture(Line {
        kind: LineKind::Picture,
        target: attribute(tag, "src")?,
        alt: attribute(tag, "alt").unwrap_or_default(),
        text: attribute(tag, "title").unwrap_or_default(),
    }))
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let lower = tag.to_ascii_lowercase();
    let at = lower.find(&format!(" {name}="))? + name.len() + 2;
    let value = tag.get(at..)?;
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
    let value = match quote {
        Some(quote) => value.get(1..)?.split(quote).next()?,
        None => value.split([' ', '/', '>']).next()?,
    };
    Some(value.replace("&amp;", "&"))
}
