//! A record as Markdown: the same parts as its paper, for tools that read text.

use std::collections::BTreeMap;

use maru_core::bilingual::Lang;

use crate::linked::Linked;
use crate::paper::{Block, Column, Composition, Fact, Field, Group, Line, Look, Row};
use crate::plate::Plate;
use crate::words::{Node, Words};

/// Returns the paper as Markdown. Pictures that have a name, by hash, lie in the folder beside it.
pub(crate) fn markdown(paper: &Composition, names: &BTreeMap<String, String>) -> Linked {
    let langs: Vec<Lang> = Lang::BOTH
        .into_iter()
        .filter(|lang| paper.langs.contains(&lang.code()))
        .collect();
    let first = paper.langs.first().copied().unwrap_or("en");
    let mut writer = Writer {
        langs,
        names,
        text: Linked::default(),
    };
    writer.langs.sort_by_key(|lang| lang.code() != first);
    let house = &paper.house;
    let mut head = vec![house.marking.clone(), house.reference.clone()];
    head.extend(
        house
            .embargo
            .iter()
            .chain(&house.sample)
            .map(|words| writer.beside(words)),
    );
    head.retain(|text| !text.is_empty());
    let title = format!("# {}", writer.beside(&paper.title));
    let head: Vec<String> = head.iter().map(|text| escaped(text)).collect();
    writer.paragraph(&head.join(" · "));
    writer.paragraph(&title);
    for block in &paper.blocks {
        writer.block(block);
    }
    writer.text.end();
    writer.text
}

struct Writer<'a> {
    langs: Vec<Lang>,
    names: &'a BTreeMap<String, String>,
    text: Linked,
}

impl Writer<'_> {
    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { text } => self.paragraph(&format!("## {}", self.beside(text))),
            Block::Subheading { text } => self.paragraph(&format!("### {}", self.beside(text))),
            Block::Summary { rows } | Block::Facts { rows } => self.facts(rows),
            Block::People { name, groups } => {
                self.paragraph(&format!("### {}", self.beside(name)));
                groups.iter().for_each(|group| self.group(group));
            }
            Block::Table { columns, rows, .. } => self.table(columns, rows),
            Block::Spoken { rows } => rows.iter().for_each(|row| self.spoken(row)),
            Block::Prose { rows } => rows.iter().for_each(|row| self.line(row)),
            Block::Figure { text, plate } => self.figure(plate, text),
            Block::Signatures { label, seats } => {
                self.paragraph(&format!("## {}", self.beside(label)));
                for seat in seats {
                    let parts = [&seat.body, &seat.name, &seat.title].map(|words| self.beside(words));
                    self.paragraph(&format!(
                        "{}: {}, {}  \n{}: ______",
                        parts[0],
                        parts[1],
                        parts[2],
                        self.beside(&seat.date)
                    ));
                }
            }
            Block::Remark { text } => self.each(text),
            Block::End { text } => {
                let end = self.one(text, Lang::Ko);
                self.paragraph(&end);
            }
        }
    }

    fn group(&mut self, group: &Group) {
        let people = group.people.iter().map(|person| {
            let said = [&person.name, &person.role, &person.title].map(|words| self.beside(words));
            let said: Vec<String> = said.into_iter().filter(|part| !part.is_empty()).collect();
            format!("- {}", said.join(", "))
        });
        let mut people: Vec<String> = people.collect();
        if people.is_empty() {
            people.push("- –".to_owned());
        }
        let label = format!("**{}**", self.beside(&group.label));
        self.paragraph(&label);
        self.paragraph(&people.join("\n"));
    }

    fn facts(&mut self, rows: &[Fact]) {
        for row in rows {
            let said: Vec<String> = self
                .langs
                .iter()
                .map(|lang| {
                    let lines = row.lines.iter().map(|words| self.one(words, *lang));
                    lines
                        .filter(|line| !line.is_empty())
                        .collect::<Vec<_>>()
                        .join("; ")
                })
                .filter(|said| !said.is_empty())
                .collect();
            self.text.push_str(&format!(
                "- **{}**: {}\n",
                self.beside(&row.label),
                said.join(" / ").replace('\n', " ")
            ));
        }
        self.text.push_str("\n");
    }

    fn line(&mut self, row: &Line) {
        match row.look {
            Look::Item => {
                let number = if row.number.is_empty() {
                    String::new()
                } else {
                    format!("{}. ", row.number)
                };
                self.paragraph(&format!("### {number}{}", self.beside(&row.text)));
            }
            Look::Heading => self.paragraph(&format!("#### {}", self.beside(&row.text))),
            Look::Point => self.each(&row.text),
            Look::Figure => row.plate.iter().for_each(|plate| self.figure(plate, &row.text)),
            Look::Quote => {
                let under = self.beside(&row.under);
                for lang in self.langs.clone() {
                    let said = self.one(&row.text, lang).replace('\n', "\n> ");
                    self.paragraph(&format!("> {said}"));
                }
                self.paragraph(&under);
            }
            Look::Leads => {
                let leads: Vec<String> = row
                    .leads
                    .iter()
                    .map(|lead| {
                        format!("{} {}", lead.number, self.beside(&lead.text))
                            .trim_end()
                            .to_owned()
                    })
                    .collect();
                self.paragraph(&format!("→ {}", leads.join(" · ")));
            }
        }
    }

    /// A picture that is not at hand is not shown; the text says what there is to see.
    fn figure(&mut self, plate: &Plate, caption: &Words) {
        match self.names.get(plate.hash()) {
            Some(file) => {
                self.text.show(plate.alt(), file);
                self.text.push_str("\n\n");
            }
            None => self.paragraph(&format!("\\[{}\\]", escaped(plate.alt()))),
        }
        self.each(caption);
    }

    fn table(&mut self, columns: &[Column], rows: &[Row]) {
        let heads: Vec<String> = columns
            .iter()
            .map(|column| {
                let parts = [self.beside(&column.head), self.beside(&column.under)];
                parts
                    .into_iter()
                    .filter(|part| !part.is_empty())
                    .collect::<Vec<_>>()
                    .join(", ")
            })
            .collect();
        self.text.push_str(&format!(
            "| {} |\n|{}\n",
            heads.join(" | "),
            " --- |".repeat(heads.len())
        ));
        for row in rows {
            let cells: Vec<String> = match &row.across {
                Some(words) => vec![format!("**{}**", self.beside(words))],
                None => row.cells.iter().map(|cell| self.cell(cell)).collect(),
            };
            let empty = " |".repeat(heads.len().saturating_sub(cells.len()));
            self.text.push_str(&format!("| {} |{empty}\n", cells.join(" | ")));
        }
        self.text.push_str("\n");
    }

    fn spoken(&mut self, row: &Row) {
        let cells: Vec<String> = row.cells.iter().map(|cell| self.cell(cell)).collect();
        if let [number, said] = cells.as_slice() {
            self.paragraph(&format!("**{number}** {said}"));
        }
    }

    fn cell(&self, cell: &Field) -> String {
        let parts = [self.beside(&cell.text), self.beside(&cell.under)];
        let said: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        said.join("<br>").replace('|', "\\|").replace('\n', "<br>")
    }

    fn each(&mut self, words: &Words) {
        for lang in self.langs.clone() {
            let said = self.one(words, lang);
            self.paragraph(&said);
        }
    }

    fn beside(&self, words: &Words) -> String {
        let said = self
            .langs
            .iter()
            .map(|lang| self.one(words, *lang))
            .filter(|text| !text.is_empty());
        said.collect::<Vec<_>>().join(" / ")
    }

    fn one(&self, words: &Words, lang: Lang) -> String {
        words
            .0
            .get(lang.code())
            .map(|nodes| written(nodes))
            .unwrap_or_default()
    }

    fn paragraph(&mut self, text: &str) {
        if !text.trim().is_empty() {
            self.text.push_str(text);
            self.text.push_str("\n\n");
        }
    }
}

fn written(nodes: &[Node]) -> String {
    let mut text = String::new();
    for node in nodes {
        match node {
            Node::Text { v, .. } | Node::Word { v, .. } => text.push_str(&escaped(v)),
            Node::Keep { c } | Node::Aside { c } => text.push_str(&written(c)),
            Node::Strong { c } => text.push_str(&format!("**{}**", written(c))),
            Node::Link { href, c } => text.push_str(&format!("[{}](<{href}>)", written(c))),
            Node::Break => text.push('\n'),
            Node::Gap => {}
        }
    }
    text
}

/// Returns the text so that no sign in it is read as Markdown or HTML.
pub(crate) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '&'
        ) {
            safe.push('\\');
        }
        safe.push(c);
    }
    safe
}
