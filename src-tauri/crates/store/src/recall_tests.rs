//! Whether search finds what there is: against a plain scan over every text of a generated vault.

use std::collections::BTreeSet;

use maru_core::find::initial;
use serde_json::{Value, json};

use crate::fixture::{Place, meeting, start};
use crate::{Search, Vault};

const NOUNS: [&str; 30] = [
    "디지털정부",
    "협력",
    "양해각서",
    "점검표",
    "공공",
    "데이터",
    "실무회의",
    "후속조치",
    "우수사례",
    "인공지능",
    "서비스",
    "표준",
    "이행과제",
    "약정",
    "대표단",
    "보고",
    "개방",
    "접근성",
    "개인정보",
    "영향평가",
    "역량",
    "조달",
    "회람",
    "초안",
    "합의",
    "일정",
    "값",
    "학습",
    "하기",
    "의견",
];
const PARTICLES: [&str; 10] = ["을", "를", "은", "과", "의", "에서", "으로", "까지", "", ""];
const ENGLISH: [&str; 12] = [
    "cooperation",
    "digital",
    "government",
    "service",
    "standard",
    "data",
    "draft",
    "review",
    "AI",
    "aids",
    "open",
    "MoU",
];

/// Numbers that look like chance and are the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % most
    }

    fn of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }
}

fn korean(chance: &mut Chance) -> String {
    let mut text = String::new();
    for _ in 0..3 + chance.below(9) {
        text.push_str(chance.of(&NOUNS));
        // Korean writes compounds with and without a space.
        if chance.below(3) > 0 {
            text.push_str(chance.of(&PARTICLES));
            text.push_str(chance.of(&[" ", " ", "  ", ", ", "·"]));
        }
    }
    text.trim().to_owned()
}

fn english(chance: &mut Chance) -> String {
    let words: Vec<&str> = (0..2 + chance.below(8)).map(|_| chance.of(&ENGLISH)).collect();
    words.join(" ")
}

/// A text and where it stands.
struct Line {
    at: (String, String),
    en: String,
    ko: String,
}

fn corpus(vault: &mut Vault) -> Vec<Line> {
    let mut chance = Chance(7);
    let mut lines = Vec::new();
    let mut records = Vec::new();
    for n in 0..120_u32 {
        let id = format!("r{n:03}");
        let mut record = meeting(&id, &start(1 + n % 28));
        let mut segments = serde_json::Map::new();
        for at in 0..1 + chance.below(9) {
            let (en, ko) = (english(&mut chance), korean(&mut chance));
            let kind = chance.of(&["point", "decision", "action", "quote"]);
            let segment = format!("s{at}");
            segments.insert(
                segment.clone(),
                json!({ "pos": format!("{at}"), "kind": kind, "en": en, "ko": ko }),
            );
            lines.push(Line {
                at: (id.clone(), segment),
                en,
                ko,
            });
        }
        record["segments"] = Value::Object(segments);
        records.push(record);
    }
    vault.import(records).expect("imported");
    lines
}

/// Returns every segment that a query finds by its own words, page by page; other names of terms are another test.
fn found(vault: &Vault, query: &str) -> BTreeSet<(String, String)> {
    let mut search = Search::of(query, 1000);
    let mut all = BTreeSet::new();
    loop {
        let page = vault.search(&search).expect("a page");
        let own = page.hits.into_iter().filter(|hit| hit.by.is_none());
        all.extend(own.filter_map(|hit| Some((hit.record, hit.segment?))));
        match page.more {
            Some(more) => search.after = Some(more),
            None => return all,
        }
    }
}

/// Returns the segments that a plain scan finds: Korean anywhere, with or without spaces, English at the beginning of words.
fn scanned_for(lines: &[Line], query: &str) -> BTreeSet<(String, String)> {
    let wanted = query.to_lowercase();
    let has = |line: &&Line| {
        let tight: String = line.ko.split_whitespace().collect();
        tight.contains(query)
            || line
                .en
                .split(' ')
                .any(|word| word.to_lowercase().starts_with(&wanted))
    };
    lines.iter().filter(has).map(|line| line.at.clone()).collect()
}

#[test]
fn what_a_plain_scan_finds_is_found_and_nothing_else() {
    let place = Place::new();
    let mut vault = place.create();
    let lines = corpus(&mut vault);
    let mut chance = Chance(11);
    let mut queries: BTreeSet<String> = NOUNS
        .iter()
        .chain(&ENGLISH)
        .map(|word| (*word).to_owned())
        .collect();
    queries.extend(["coop", "govern", "a", "dr", "nothing"].map(str::to_owned));
    for _ in 0..150 {
        // From anywhere in a text to anywhere: mid-word, over spaces, as if there were none.
        let line = &lines[chance.below(lines.len())];
        let letters: Vec<char> = line.ko.chars().filter(|c| !c.is_whitespace()).collect();
        let from = chance.below(letters.len());
        let rest = letters[from..].iter().take(2 + chance.below(5));
        let some: String = rest.take_while(|letter| initial(**letter).is_some()).collect();
        queries.insert(some);
    }
    queries.remove("");
    for query in queries {
        let (found, scanned) = (found(&vault, &query), scanned_for(&lines, &query));
        let missing: Vec<_> = scanned.difference(&found).collect();
        // The last syllable may be half typed: 단을 is on the screen before 단으로.
        let sure: String = query.chars().take(query.chars().count() - 1).collect();
        let also = scanned_for(&lines, &sure);
        let wrong: Vec<_> = found.iter().filter(|at| !also.contains(*at)).collect();
        assert!(
            missing.is_empty() && wrong.is_empty(),
            "{query}: missing {missing:?}, wrong {wrong:?}"
        );
    }
}

/// Returns a syllable as it stands on the screen before its last key, and before the last two.
fn half(syllable: char) -> Vec<String> {
    let at = u32::from(syllable) - 0xAC00;
    let open = char::from_u32(0xAC00 + at / 28 * 28).expect("a syllable");
    let first = initial(syllable).expect("a consonant");
    vec![open.to_string(), first.to_string()]
}

#[test]
fn what_is_half_typed_and_initial_consonants_find_the_text_that_was_meant() {
    let place = Place::new();
    let mut vault = place.create();
    let lines = corpus(&mut vault);
    let mut chance = Chance(13);
    let (mut asked, mut missed) = (0, 0);
    for _ in 0..120 {
        let line = &lines[chance.below(lines.len())];
        let word: Vec<char> = chance
            .of(&line.ko.split([' ', ',', '·']).collect::<Vec<_>>())
            .chars()
            .collect();
        if word.len() < 2 {
            continue;
        }
        let from = chance.below(word.len() - 1);
        let until = from + 1 + chance.below(word.len() - from - 1);
        let before: String = word[from..until].iter().collect();
        for last in half(word[until]) {
            let typed = format!("{before}{last}");
            assert!(found(&vault, &typed).contains(&line.at), "{typed} of {}", line.ko);
        }
        // Over spaces too, as far as the text runs on.
        let run = line
            .ko
            .split([',', '·'])
            .max_by_key(|part| part.len())
            .unwrap_or_default();
        let consonants: Vec<char> = run.chars().filter_map(initial).collect();
        if consonants.len() > 2 {
            let from = chance.below(consonants.len() - 1);
            let typed: String = consonants[from..].iter().take(2 + chance.below(7)).collect();
            if typed.chars().count() > 1 {
                asked += 1;
                missed += usize::from(!found(&vault, &typed).contains(&line.at));
            }
        }
    }
    assert!(
        asked > 50 && missed == 0,
        "{missed} of {asked} initial consonants"
    );
}
