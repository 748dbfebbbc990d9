//! The text of a note: each block of its Markdown becomes a line.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::html;
use super::inline;
use maru_core::text::{fits, line};

use super::note::{LINES, Line, LineKind, Note, TITLE};
use crate::error::Error;

/// Reads the Markdown into the lines of the note; the first heading gives the title where the front matter gave none.
///
/// # Errors
/// `note-long` if it has more lines than a record may have.
pub(super) fn read(markdown: &str, note: &mut Note) -> Result<(), Error> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS | Options::ENABLE_WIKILINKS;
    let first = note.lines.len();
    let mut reading = Reading::new(note);
    for event in Parser::new_ext(markdown, options) {
        reading.take(event);
        if reading.note.lines.len() > LINES {
            return Err(Error::new("note-long"));
        }
    }
    reading.flush();
    let heading = note.lines.iter().position(|line| line.kind == LineKind::Heading);
    let words = |at: usize, note: &Note| {
        note.lines
            .get(at)
            .map(|line| inline::bare(&line.text))
            .unwrap_or_default()
    };
    match heading {
        Some(at) if note.title.is_empty() && fits(&words(at, note), TITLE) => {
            note.title = line(&words(at, note));
            // A heading that stands over everything is the title and no line as well.
            if at == first {
                note.lines.remove(at);
            }
        }
        Some(at) if at == first && words(at, note) == note.title => drop(note.lines.remove(at)),
        _ => {}
    }
    Ok(())
}

/// Where the reading of a text is.
struct Reading<'a> {
    note: &'a mut Note,
    /// The words of the line that is being read.
    words: String,
    /// Pictures that stand in it; they follow it.
    pictures: Vec<Line>,
    kind: LineKind,
    /// The box of the entry that is being read.
    task: Option<LineKind>,
    quotes: usize,
    /// Of each list, the number of its next entry.
    lists: Vec<Option<u64>>,
    /// The link that is being read: its address, and where its words begin.
    link: Option<(String, usize)>,
    /// The picture whose words are being read.
    picture: Option<Line>,
    cells: Vec<String>,
    html: Option<String>,
}

impl Reading<'_> {
    fn new(note: &mut Note) -> Reading<'_> {
        Reading {
            note,
            words: String::new(),
            pictures: Vec::new(),
            kind: LineKind::Point,
            task: None,
            quotes: 0,
            lists: Vec::new(),
            link: None,
            picture: None,
            cells: Vec::new(),
            html: None,
        }
    }

    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) => self.text(&text),
            Event::SoftBreak | Event::HardBreak => self.text("\n"),
            Event::Html(text) | Event::InlineHtml(text) => match &mut self.html {
                Some(html) => html.push_str(&text),
                None => self.tag(&text),
            },
            Event::TaskListMarker(done) => {
                // The box says what a numbered entry is better than its number.
                self.words.clear();
                self.task = Some(if done { LineKind::Done } else { LineKind::Task });
            }
            Event::Rule => self.flush(),
            Event::FootnoteReference(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { .. } => {
                self.flush();
                self.kind = LineKind::Heading;
            }
            Tag::BlockQuote(_) => {
                self.flush();
                self.quotes += 1;
            }
            Tag::List(number) => {
                self.flush();
                self.lists.push(number);
            }
            Tag::Item => {
                self.flush();
                self.task = None;
                if let Some(Some(number)) = self.lists.last_mut() {
                    self.words = format!("{number}. ");
                    *number = number.saturating_add(1);
                }
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) | Tag::Table(_) => {
                self.flush();
            }
            Tag::HtmlBlock => {
                self.flush();
                self.html = Some(String::new());
            }
            Tag::Strong if self.link.is_none() && self.picture.is_none() => self.words.push_str("**"),
            Tag::Link { dest_url, .. } => self.link = Some((dest_url.into_string(), self.words.len())),
            Tag::Image { dest_url, title, .. } => {
                self.picture = Some(Line {
                    kind: LineKind::Picture,
                    text: title.into_string(),
                    target: dest_url.into_string(),
                    alt: String::new(),
                });
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::Item => self.flush(),
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::List(_) => drop(self.lists.pop()),
            TagEnd::Strong if self.link.is_none() && self.picture.is_none() => self.words.push_str("**"),
            TagEnd::Link => self.linked(),
            TagEnd::Image => {
                if let Some(picture) = self.picture.take() {
                    self.show(picture);
                }
            }
            TagEnd::TableCell => {
                let cell = std::mem::take(&mut self.words);
                self.cells.push(cell.trim().to_owned());
            }
            TagEnd::TableHead | TagEnd::TableRow => {
                self.words = std::mem::take(&mut self.cells).join(" | ");
                self.flush();
            }
            TagEnd::HtmlBlock => {
                for piece in html::pieces(&self.html.take().unwrap_or_default()) {
                    match piece {
                        html::Piece::Words(words) => self.text(&words),
                        html::Piece::Picture(picture) => self.show(picture),
                    }
                }
                self.flush();
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        match &mut self.picture {
            Some(picture) => picture.alt.push_str(text),
            None => inline::push(&mut self.words, text),
        }
    }

    /// Takes a tag that stands in a line: only breaks and pictures mean anything here.
    fn tag(&mut self, text: &str) {
        for piece in html::pieces(text) {
            match piece {
                html::Piece::Words(words) if words == "\n" => self.text("\n"),
                html::Piece::Words(_) => {}
                html::Piece::Picture(picture) => self.show(picture),
            }
        }
    }

    fn show(&mut self, mut picture: Line) {
        if inline::is_web(&picture.target) {
            // Nothing is ever fetched: the address stays where the picture stood.
            let from = self.words.len();
            inline::push(&mut self.words, &picture.alt);
            inline::link(&mut self.words, from, &picture.target);
            return;
        }
        // Obsidian writes the wanted width where others write what there is to see.
        let is_size = picture.alt.chars().all(|c| c.is_ascii_digit() || c == 'x');
        if is_size || picture.target.ends_with(picture.alt.as_str()) {
            picture.alt.clear();
        }
        if picture.text.is_empty() {
            picture.text.clone_from(&picture.alt);
        }
        let mut caption = String::new();
        inline::push(&mut caption, &picture.text);
        picture.text = caption;
        self.pictures.push(picture);
    }

    fn linked(&mut self) {
        let Some((address, from)) = self.link.take() else {
            return;
        };
        let from = from.min(self.words.len());
        if inline::is_web(&address) {
            inline::link(&mut self.words, from, &address);
            return;
        }
        let words = self.words.get(from..).unwrap_or_default();
        if address.is_empty() || address.starts_with('#') {
            return;
        }
        let name = address.rsplit(['/', '\\']).next().unwrap_or(&address);
        if words.trim().is_empty() {
            inline::push(&mut self.words, &address);
        } else if !inline::bare(words).contains(name) && !address.starts_with("data:") {
            // What the words do not say stays readable, whatever becomes of the file.
            let mut behind = String::new();
            inline::push(&mut behind, &format!(" ({name})"));
            self.words.push_str(&behind);
        }
        self.note.links.push(address);
    }

    /// Ends the line that is being read.
    fn flush(&mut self) {
        let words = std::mem::take(&mut self.words);
        let words = words.trim();
        let kind = match (self.kind, self.task) {
            (LineKind::Heading, _) => LineKind::Heading,
            (_, Some(task)) => task,
            _ if self.quotes > 0 => LineKind::Quote,
            (kind, None) => kind,
        };
        self.kind = LineKind::Point;
        if !words.is_empty() {
            // Only the first paragraph of an entry is the task; what stands beneath it is said of it.
            self.task = None;
            self.note.lines.push(Line {
                kind,
                text: words.to_owned(),
                ..Line::default()
            });
        }
        self.note.lines.append(&mut self.pictures);
    }
}
