//! Reading back what leads to files beside the text: the links before a text, and what is attached to the record.

use pulldown_cmark::{Event, Parser, Tag};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::linked::{ATTACHMENTS, looks_linked};
use crate::error::Error;

/// A link to a file beside the text, and whose file it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Whose file it is.
    pub owner: Owner,
    /// Where it lies, as it is written in the text.
    pub target: String,
}

/// What a file beside the text belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Owner {
    /// The segment of this id, which shows it.
    Segment(String),
    /// The attachment of this id.
    Attachment(String),
}

/// Puts an attachment among the others; its words are the caption.
pub(super) fn attach(
    mut own: Map<String, Value>,
    texts: [(&str, String); 2],
    link: Option<(String, String)>,
    fields: &mut Map<String, Value>,
) -> Result<Option<Link>, Error> {
    let Some(Value::String(id)) = own.remove("id") else {
        return Err(Error::new("md-mark"));
    };
    if texts.iter().any(|(_, text)| !text.is_empty()) {
        let caption: Map<String, Value> = texts
            .into_iter()
            .map(|(lang, text)| (lang.to_owned(), text.into()))
            .collect();
        if own.insert("caption".to_owned(), caption.into()).is_some() {
            return Err(Error::new("md-twice"));
        }
    }
    let all = fields.entry(ATTACHMENTS).or_insert_with(|| json!({}));
    let all = all.as_object_mut().ok_or_else(|| Error::new("md-mark"))?;
    match all.insert(id.clone(), Value::Object(own)) {
        Some(_) => Err(Error::new("md-twice")),
        None => Ok(link.map(|(_, target)| Link {
            owner: Owner::Attachment(id),
            target,
        })),
    }
}

/// Takes the link out that stands before a text: its words and where it leads. A text that only looks like one loses
/// the backslash that says so.
pub(super) fn linked(lines: &mut Vec<String>) -> Option<(String, String)> {
    let at = lines.iter().position(|line| !line.trim().is_empty())?;
    let line = lines.get_mut(at).filter(|line| looks_linked(line))?;
    if let Some(text) = line.strip_prefix('\\') {
        *line = text.to_owned();
        return None;
    }
    let link = link(line)?;
    lines.drain(..=at);
    // The words may look like a link again.
    if let Some(line) = lines.iter_mut().find(|line| !line.trim().is_empty())
        && looks_linked(line)
        && let Some(text) = line.strip_prefix('\\')
    {
        *line = text.to_owned();
    }
    Some(link)
}

/// Returns the words and the target of a line that is one link and nothing else.
fn link(line: &str) -> Option<(String, String)> {
    let (mut words, mut target, mut open) = (String::new(), None, 0_u32);
    for event in Parser::new(line.trim()) {
        match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                open += 1;
                if target.replace(dest_url.into_string()).is_some() {
                    return None;
                }
            }
            Event::Start(Tag::Paragraph) if target.is_none() => {}
            Event::End(_) => open = open.saturating_sub(1),
            Event::Text(text) | Event::Code(text) if open > 0 => words.push_str(&text),
            _ => return None,
        }
    }
    Some((words, target?))
}
