//! Random people on two to five laptops: edits in windows that are behind, copies that arrive late, twice or never.
//!
//! What must hold: all copies end the same; no character that somebody typed is gone but by a deletion that somebody
//! made; every value that nobody has replaced knowingly is still told; no line is lost; no number is given twice by
//! one laptop.

mod laptop;
mod people;

use std::collections::{BTreeMap, BTreeSet};

use laptop::{Laptop, insert, meeting, place, remove, set, write};
use maru_core::bilingual::{Lang, Side};
use maru_core::document::{Document, Heads};
use maru_core::edit::Edit;
use maru_core::segment::SegmentKind;
use people::{Act, Spot, act};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};

const FIELDS: [&str; 3] = ["zone", "mode", "form"];

/// Which values of the plain fields are written, and which are knowingly replaced.
#[derive(Debug, Clone, Default)]
struct Values {
    seen: BTreeSet<(String, String)>,
    replaced: BTreeSet<(String, String)>,
}

impl Values {
    fn live(&self, field: &str) -> BTreeSet<(String, String)> {
        self.seen
            .difference(&self.replaced)
            .filter(|(f, _)| f == field)
            .cloned()
            .collect()
    }

    fn join(&mut self, other: &Values) {
        self.seen.extend(other.seen.iter().cloned());
        self.replaced.extend(other.replaced.iter().cloned());
    }
}

struct Copy {
    laptop: Laptop,
    values: Values,
    /// What the window shows that was not refreshed: heads, record, values.
    window: (Heads, Value, Values),
    /// The bytes as a vault would hold them.
    snapshot: Vec<u8>,
    chunks: Vec<Vec<u8>>,
}

impl Copy {
    fn new(mut laptop: Laptop, values: Values) -> Copy {
        let window = (laptop.doc.heads(), laptop.doc.json().clone(), values.clone());
        let snapshot = laptop.doc.save();
        Copy {
            laptop,
            values,
            window,
            snapshot,
            chunks: Vec::new(),
        }
    }

    fn view(&mut self, behind: bool) -> (Heads, Value, Values) {
        if behind {
            return self.window.clone();
        }
        (
            self.laptop.doc.heads(),
            self.laptop.doc.json().clone(),
            self.values.clone(),
        )
    }

    fn edit(&mut self, base: &Heads, edits: &[Edit]) {
        let before = numbers(self.laptop.doc.json());
        let edited = self.laptop.edit_at(base, edits).expect("an edit that fits");
        self.chunks.push(edited.chunk);
        let renumbered = matches!(edits, [Edit::Renumber { .. }]);
        check_numbers(&before, &numbers(self.laptop.doc.json()), renumbered);
    }

    fn receive(&mut self, other: &mut Document, values: &Values) {
        self.chunks.push(self.laptop.doc.merge(other).expect("a merge"));
        self.values.join(values);
    }
}

/// The numbers by segment and field.
fn numbers(record: &Value) -> BTreeMap<(String, &'static str), u64> {
    let segments = record["segments"].as_object().expect("segments");
    let of = |id: &String, segment: &Value| {
        let numbers = ["decision_no", "action_no"].into_iter();
        numbers
            .filter_map(|field| Some(((id.clone(), field), segment[field].as_u64()?)))
            .collect::<Vec<_>>()
    };
    segments
        .iter()
        .flat_map(|(id, segment)| of(id, segment))
        .collect()
}

fn check_numbers(
    before: &BTreeMap<(String, &'static str), u64>,
    after: &BTreeMap<(String, &'static str), u64>,
    renumbered: bool,
) {
    for (key, number) in after {
        let highest = before
            .iter()
            .filter(|(k, _)| k.1 == key.1)
            .map(|(_, n)| *n)
            .max()
            .unwrap_or(0);
        match before.get(key) {
            Some(old) if old == number => {}
            Some(_) => assert!(renumbered && *number > highest, "{key:?} changed its number"),
            None => assert!(*number > highest, "{key:?} got {number}, which was given before"),
        }
    }
    assert!(
        before.keys().all(|key| after.contains_key(key)),
        "a number is gone"
    );
}

struct World {
    copies: Vec<Copy>,
    mail: Vec<(Document, Values)>,
    typed: BTreeMap<char, (String, Lang)>,
    cut: BTreeSet<char>,
    lines: BTreeSet<String>,
    count: u32,
}

impl World {
    fn new(laptops: u8) -> World {
        let mut first = Laptop::first(&meeting());
        let mut values = Values::default();
        for field in FIELDS {
            let value = first.doc.json()[field].as_str().expect("a text").to_owned();
            values.seen.insert((field.to_owned(), value));
        }
        let others: Vec<Laptop> = (1..laptops).map(|n| first.copy(n)).collect();
        let all = std::iter::once(first).chain(others);
        World {
            copies: all.map(|laptop| Copy::new(laptop, values.clone())).collect(),
            mail: Vec::new(),
            typed: BTreeMap::new(),
            cut: BTreeSet::new(),
            lines: ["a", "b", "c"].map(str::to_owned).into(),
            count: 0,
        }
    }

    fn next(&mut self) -> u32 {
        self.count += 1;
        self.count
    }

    /// A Hangul syllable that nobody has typed yet, and that the sample texts do not hold.
    fn fresh(&mut self, id: &str, lang: Lang) -> char {
        loop {
            let c = char::from_u32(0xac00 + self.next()).expect("a syllable");
            if !meeting().to_string().contains(c) {
                self.typed.insert(c, (id.to_owned(), lang));
                return c;
            }
        }
    }

    fn act(&mut self, who: usize, act: &Act) {
        match act {
            Act::Type(spot) => self.type_in(who, spot),
            Act::Cut(spot) => self.cut_out(who, spot),
            Act::Set { field, behind } => self.set_field(who, FIELDS[*field], *behind),
            Act::Insert { after, behind } => self.insert_line(who, after.as_ref(), *behind),
            Act::Move {
                segment,
                after,
                behind,
            } => self.move_line(who, segment, after.as_ref(), *behind),
            Act::Remove(segment) => self.plain(who, segment, |id| remove(&id)),
            Act::Restore(segment) => self.plain(who, segment, |id| Edit::Restore { id }),
            Act::Turn { segment, action } => {
                let kind = if *action {
                    SegmentKind::Action
                } else {
                    SegmentKind::Decision
                };
                self.plain(who, segment, |id| Edit::Turn { id, kind });
            }
            Act::Check { segment } => {
                let lang = match self.field(who, segment, "origin").as_deref() {
                    Some("en") => Lang::Ko,
                    _ => Lang::En,
                };
                self.plain(who, segment, |id| Edit::Check {
                    id,
                    lang,
                    side: Side::new("kr"),
                });
            }
            Act::Renumber(segment) => {
                if matches!(
                    self.field(who, segment, "kind").as_deref(),
                    Some("decision" | "action")
                ) {
                    self.plain(who, segment, |id| Edit::Renumber { id });
                }
            }
            Act::Remember => {
                let view = self.copies[who].view(false);
                self.copies[who].window = view;
            }
            Act::Post => {
                let copy = &self.copies[who];
                self.mail.push((copy.laptop.doc.clone(), copy.values.clone()));
            }
            Act::Receive(index) if !self.mail.is_empty() => {
                let at = index.index(self.mail.len());
                let (doc, values) = &mut self.mail[at];
                self.copies[who].receive(doc, values);
            }
            Act::Receive(_) => {}
        }
    }

    fn type_in(&mut self, who: usize, spot: &Spot) {
        let (heads, json, _) = self.copies[who].view(spot.behind);
        let (id, lang, mut chars) = cell(&json, spot);
        let at = spot.at.index(chars.len() + 1);
        let new: Vec<char> = (0..spot.count).map(|_| self.fresh(&id, lang)).collect();
        chars.splice(at..at, new);
        self.copies[who].edit(&heads, &[write(&id, lang, &String::from_iter(chars))]);
    }

    fn cut_out(&mut self, who: usize, spot: &Spot) {
        let (heads, json, _) = self.copies[who].view(spot.behind);
        let (id, lang, mut chars) = cell(&json, spot);
        let at = spot.at.index(chars.len() + 1);
        let end = (at + spot.count).min(chars.len());
        self.cut.extend(chars.drain(at..end));
        self.copies[who].edit(&heads, &[write(&id, lang, &String::from_iter(chars))]);
    }

    fn set_field(&mut self, who: usize, field: &str, behind: bool) {
        let (heads, _, values) = self.copies[who].view(behind);
        let value = format!("value {}", self.next());
        let copy = &mut self.copies[who];
        copy.edit(&heads, &[set(&[field], value.as_str())]);
        copy.values.replaced.extend(values.live(field));
        copy.values.seen.insert((field.to_owned(), value));
    }

    fn insert_line(&mut self, who: usize, after: Option<&Index>, behind: bool) {
        let (heads, json, _) = self.copies[who].view(behind);
        let id = format!("line {}", self.next());
        let text = self.fresh(&id, Lang::Ko).to_string();
        let after = after.map(|index| pick(&json, index));
        self.copies[who].edit(&heads, &[insert(&id, after.as_deref(), json!({ "ko": text }))]);
        self.lines.insert(id);
    }

    fn move_line(&mut self, who: usize, segment: &Index, after: Option<&Index>, behind: bool) {
        let (heads, json, _) = self.copies[who].view(behind);
        let after = after.map(|index| pick(&json, index));
        self.copies[who].edit(&heads, &[place(&pick(&json, segment), after.as_deref())]);
    }

    fn field(&self, who: usize, segment: &Index, field: &str) -> Option<String> {
        let json = self.copies[who].laptop.doc.json();
        json["segments"][pick(json, segment)][field]
            .as_str()
            .map(str::to_owned)
    }

    fn plain(&mut self, who: usize, segment: &Index, edit: impl FnOnce(String) -> Edit) {
        let (heads, json, _) = self.copies[who].view(false);
        self.copies[who].edit(&heads, &[edit(pick(&json, segment))]);
    }

    /// Everybody meets everybody, in turn.
    fn meet(&mut self) {
        for _ in 0..2 {
            for one in 0..self.copies.len() {
                for other in 0..self.copies.len() {
                    let (mut doc, values) = (
                        self.copies[other].laptop.doc.clone(),
                        self.copies[other].values.clone(),
                    );
                    self.copies[one].receive(&mut doc, &values);
                }
            }
        }
    }

    fn check(&mut self) {
        let (heads, json) = {
            let first = &mut self.copies[0].laptop.doc;
            (first.heads(), first.json().clone())
        };
        let conflicts = self.copies[0].laptop.doc.conflicts().expect("conflicts");
        for copy in &mut self.copies {
            assert_eq!(copy.laptop.doc.heads(), heads);
            assert_eq!(copy.laptop.doc.json(), &json);
            assert_eq!(copy.laptop.doc.conflicts().expect("conflicts"), conflicts);
            let again =
                Document::load(&copy.snapshot, &copy.chunks, &heads, [9; 16]).expect("the vault's bytes");
            assert_eq!(again.json(), &json, "what was written down is what is shown");
        }
        let lines: BTreeSet<String> = json["segments"]
            .as_object()
            .expect("segments")
            .keys()
            .cloned()
            .collect();
        assert_eq!(lines, self.lines, "every line is there once");
        for (c, (id, lang)) in &self.typed {
            let found = json["segments"][id][lang.code()]
                .as_str()
                .expect("a text")
                .matches(*c)
                .count();
            assert_eq!(found, usize::from(!self.cut.contains(c)), "{c} in {id}");
        }
        for field in FIELDS {
            let told = conflicts.iter().find(|conflict| conflict.path == [field]);
            let told: BTreeSet<(String, String)> = match told {
                Some(conflict) => conflict.values.iter().map(|v| text(field, &v.value)).collect(),
                None => std::iter::once(text(field, &json[field])).collect(),
            };
            assert_eq!(told, self.copies[0].values.live(field), "{field}");
        }
        assert!(
            conflicts.iter().all(|c| c.path.len() != 2),
            "a line was made twice: {conflicts:?}"
        );
    }
}

fn text(field: &str, value: &Value) -> (String, String) {
    (field.to_owned(), value.as_str().expect("a text").to_owned())
}

fn pick(json: &Value, index: &Index) -> String {
    let ids: Vec<&String> = json["segments"].as_object().expect("segments").keys().collect();
    (*index.get(&ids)).clone()
}

fn cell(json: &Value, spot: &Spot) -> (String, Lang, Vec<char>) {
    let id = pick(json, &spot.segment);
    let lang = if spot.korean { Lang::Ko } else { Lang::En };
    let chars = json["segments"][&id][lang.code()]
        .as_str()
        .expect("a text")
        .chars()
        .collect();
    (id, lang, chars)
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 400, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_lost(laptops in 2_u8..6, acts in prop::collection::vec((any::<Index>(), act()), 1..60)) {
        let mut world = World::new(laptops);
        for (who, act) in &acts {
            world.act(who.index(usize::from(laptops)), act);
        }
        world.meet();
        world.check();
    }
}
