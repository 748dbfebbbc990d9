//! A paper as the template gets it: values only, never source.

use std::collections::BTreeMap;

use jiff::Timestamp;
use maru_core::bilingual::{Lang, Side};
use maru_core::labels::Labels;
use maru_core::record::{Handling, Head, Keywords};
use serde::Serialize;

use crate::marking;
use crate::order::Order;
use crate::plate::Plate;
use crate::text::{cut, line};
use crate::wording::Wording;
use crate::words::Words;

/// Everything that is printed, in order.
#[derive(Debug, Serialize)]
pub(crate) struct Composition {
    /// The languages in their order.
    pub(crate) langs: Vec<&'static str>,
    /// How large it is set.
    pub(crate) setting: Setting,
    /// What stands above the title: the kind of paper and its reference.
    pub(crate) kicker: Words,
    /// The title.
    pub(crate) title: Words,
    /// What stands on every page.
    pub(crate) house: House,
    /// What stands in the document's properties.
    pub(crate) properties: Properties,
    /// What the record that travels along is called for a reader of the file, if it does.
    pub(crate) record: Option<String>,
    /// The body.
    pub(crate) blocks: Vec<Block>,
    /// Under which number each picture lies beside these values, by hash.
    pub(crate) files: BTreeMap<String, usize>,
}

/// How large a paper is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Setting {
    /// To be read in the hand.
    Usual,
    /// To lie on a table.
    Table,
    /// To be read aloud: as large as one page allows (R17).
    Aloud,
}

/// What stands on every page.
#[derive(Debug, Serialize)]
pub(crate) struct House {
    /// The marking, in capitals as the policy writes it.
    pub(crate) marking: String,
    /// Until when it is embargoed.
    pub(crate) embargo: Option<Words>,
    /// The reference of the record.
    pub(crate) reference: String,
    /// That it is sample data (R13).
    pub(crate) sample: Option<Words>,
    /// The page number, with `{n}` and `{total}` in it.
    pub(crate) pages: Vec<(&'static str, String)>,
}

/// What stands in the document's properties.
#[derive(Debug, Serialize)]
pub(crate) struct Properties {
    /// The title in all languages of the paper.
    pub(crate) title: String,
    /// The bodies that made it.
    pub(crate) author: String,
    /// The summary (문서요지).
    pub(crate) description: String,
    /// The keywords (키워드).
    pub(crate) keywords: Vec<String>,
    /// Year, month, day, hour, minute and second of the export in UTC.
    pub(crate) date: [i32; 6],
}

/// A part of the body.
#[derive(Debug, Serialize)]
#[serde(tag = "b", rename_all = "snake_case")]
pub(crate) enum Block {
    /// The heading of a part.
    Heading { text: Words },
    /// The heading of a smaller part.
    Subheading { text: Words },
    /// The summary and the keywords, set apart.
    Summary { rows: Vec<Fact> },
    /// Labels with what they say.
    Facts { rows: Vec<Fact> },
    /// One delegation: attendees and those in attendance.
    People { name: Words, groups: Vec<Group> },
    /// A table with a header row. The list of decisions stays whole on one page (R17).
    Table {
        columns: Vec<Column>,
        rows: Vec<Row>,
        whole: bool,
    },
    /// Sentences to be read aloud, each with its number.
    Spoken { rows: Vec<Row> },
    /// A picture with its caption.
    Figure { text: Words, plate: Plate },
    /// A body, line by line.
    Prose { rows: Vec<Line> },
    /// Places to sign.
    Signatures { label: Words, seats: Vec<Signatory> },
    /// A remark in small type.
    Remark { text: Words },
    /// The Korean sign of the end of a text.
    End { text: Words },
}

/// A label with what it says.
#[derive(Debug, Serialize)]
pub(crate) struct Fact {
    /// The label.
    pub(crate) label: Words,
    /// What it says, line by line.
    pub(crate) lines: Vec<Words>,
}

/// The people of one capacity.
#[derive(Debug, Serialize)]
pub(crate) struct Group {
    /// Attendees (참석자) or in attendance (배석자).
    pub(crate) label: Words,
    /// The people.
    pub(crate) people: Vec<Attendant>,
}

/// One person in a list.
#[derive(Debug, Serialize)]
pub(crate) struct Attendant {
    /// The name.
    pub(crate) name: Words,
    /// The title on the meeting's day.
    pub(crate) title: Words,
    /// The part in the delegation.
    pub(crate) role: Words,
}

/// A column of a table.
#[derive(Debug, Serialize)]
pub(crate) struct Column {
    /// The head.
    pub(crate) head: Words,
    /// A second line of the head, in a fainter colour.
    pub(crate) under: Words,
    /// The width in millimetres on a paper in one language and in both; 0 shares what is left.
    pub(crate) width: [u8; 2],
    /// Whether each language has a column of its own on a paper in both.
    pub(crate) pair: bool,
}

/// A row of a table.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Row {
    /// A line across the whole table instead of cells.
    pub(crate) across: Option<Words>,
    /// Where a link leads to this row.
    pub(crate) anchor: Option<String>,
    /// The cells, one for each column.
    pub(crate) cells: Vec<Field>,
}

/// A cell of a table: its text, and a second one beneath it in a fainter colour.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Field {
    /// The text.
    pub(crate) text: Words,
    /// The text beneath.
    pub(crate) under: Words,
}

impl Field {
    /// Returns a cell with this text alone.
    pub(crate) fn of(text: Words) -> Field {
        Field {
            text,
            under: Words::default(),
        }
    }
}

/// What a line of a body is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Look {
    /// The heading of an agenda item or a section.
    Item,
    /// A heading inside it.
    Heading,
    /// A paragraph.
    Point,
    /// Somebody's exact words.
    Quote,
    /// References to decisions and actions in their lists.
    Leads,
    /// A picture; the text is its caption.
    Figure,
}

/// A line of a body.
#[derive(Debug, Serialize)]
pub(crate) struct Line {
    /// What it is.
    pub(crate) look: Look,
    /// The number beside it.
    pub(crate) number: String,
    /// The decisions and actions that it leads to.
    pub(crate) leads: Vec<Lead>,
    /// The text.
    pub(crate) text: Words,
    /// What is said beneath it, in a fainter colour.
    pub(crate) under: Words,
    /// The picture.
    pub(crate) plate: Option<Plate>,
}

impl Line {
    /// Returns whether it says or shows anything.
    pub(crate) fn says(&self) -> bool {
        !self.text.is_empty() || self.plate.is_some()
    }
}

/// A reference to a decision or an action in its list.
#[derive(Debug, Serialize)]
pub(crate) struct Lead {
    /// The number.
    pub(crate) number: String,
    /// Where it leads.
    pub(crate) to: String,
    /// What is said after the number.
    pub(crate) text: Words,
}

impl Line {
    /// Returns a line with this text alone.
    pub(crate) fn of(look: Look, text: Words) -> Line {
        Line {
            look,
            number: String::new(),
            leads: Vec::new(),
            text,
            under: Words::default(),
            plate: None,
        }
    }
}

/// A place to sign.
#[derive(Debug, Serialize)]
pub(crate) struct Signatory {
    /// For whom.
    pub(crate) body: Words,
    /// The name.
    pub(crate) name: Words,
    /// The title.
    pub(crate) title: Words,
    /// The word before the place for the date.
    pub(crate) date: Words,
}

/// What a paper is made of besides its body.
pub(crate) struct Front<'a> {
    /// What every record has.
    pub(crate) head: &'a Head,
    /// How it may be handled.
    pub(crate) handling: &'a Handling,
    /// The reference.
    pub(crate) reference: &'a str,
    /// The kind of paper.
    pub(crate) kicker: Words,
    /// The title.
    pub(crate) title: Words,
    /// The bodies that made it.
    pub(crate) author: String,
    /// The summary.
    pub(crate) description: String,
    /// The keywords.
    pub(crate) keywords: &'a Keywords,
}

/// Returns the paper with this front and body.
pub(crate) fn compose(front: Front<'_>, blocks: Vec<Block>, wording: &Wording, order: &Order) -> Composition {
    let langs = wording.langs();
    let title = if front.title.is_empty() {
        wording.label("paper-untitled")
    } else {
        front.title
    };
    let titles: Vec<String> = langs.iter().map(|lang| title.plain(*lang)).collect();
    let keywords = langs
        .iter()
        .flat_map(|lang| keywords(front.keywords, *lang))
        .collect();
    let embargo = marking::embargo(front.handling, Lang::En)
        .is_some()
        .then(|| wording.each(|lang| marking::embargo(front.handling, lang).unwrap_or_default()));
    Composition {
        langs: langs.iter().map(|lang| lang.code()).collect(),
        setting: Setting::Usual,
        kicker: front.kicker,
        house: House {
            marking: marking::marking(front.handling, order),
            embargo,
            reference: cut(&line(front.reference), 40),
            sample: front.head.sample.then(|| wording.label("paper-sample")),
            pages: langs.iter().map(|lang| (lang.code(), pages(*lang))).collect(),
        },
        properties: Properties {
            title: joined(titles),
            author: cut(&line(&front.author), 200),
            description: cut(&line(&front.description), 1_000),
            keywords,
            date: moment(&order.now),
        },
        record: order.attach.then(|| {
            let said = langs
                .iter()
                .map(|lang| Labels::new(*lang).text("paper-record", &[]));
            joined(said.collect())
        }),
        title,
        blocks,
        files: BTreeMap::new(),
    }
}

/// Returns the keywords in one language, as they stand in the properties.
pub(crate) fn keywords(keywords: &Keywords, lang: Lang) -> Vec<String> {
    let own = if lang == Lang::En {
        &keywords.en
    } else {
        &keywords.ko
    };
    own.iter()
        .map(|word| cut(&line(word), 60))
        .filter(|word| !word.is_empty())
        .take(30)
        .collect()
}

/// Joins what is said in several languages, once where they are the same.
pub(crate) fn joined(mut texts: Vec<String>) -> String {
    texts.retain(|text| !text.is_empty());
    texts.dedup();
    texts.join(" / ")
}

/// Returns the label of the page number; the template puts the numbers in place.
fn pages(lang: Lang) -> String {
    Labels::new(lang).text("paper-pages", &[("n", "{n}"), ("total", "{total}")])
}

/// Returns the instant in UTC; one that cannot be read counts as the first one of all, so that pages stay the same.
fn moment(now: &str) -> [i32; 6] {
    let instant: Timestamp = now.parse().unwrap_or(Timestamp::UNIX_EPOCH);
    let at = instant.to_zoned_datetime(jiff::tz::TimeZone::UTC);
    [
        i32::from(at.year()),
        i32::from(at.month()),
        i32::from(at.day()),
        i32::from(at.hour()),
        i32::from(at.minute()),
        i32::from(at.second()),
    ]
}

/// Returns the sides in the order in which this side's own copy names them: itself first.
pub(crate) fn own_first<'a>(sides: impl Iterator<Item = &'a Side>, own: &Side) -> Vec<Side> {
    let mut sides: Vec<Side> = sides.cloned().collect();
    sides.sort_by_key(|side| side != own);
    sides
}

/// Returns the facts that say something.
pub(crate) fn said(mut rows: Vec<Fact>) -> Vec<Fact> {
    rows.retain(|row| row.lines.iter().any(|words| !words.is_empty()));
    rows
}

/// Returns the summary of a record, set apart, if it has one.
pub(crate) fn summary_block(rows: Vec<Fact>) -> Vec<Block> {
    let rows = said(rows);
    if rows.is_empty() {
        Vec::new()
    } else {
        vec![Block::Summary { rows }]
    }
}
