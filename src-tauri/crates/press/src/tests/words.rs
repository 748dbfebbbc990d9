//! How words are kept whole, marked by language, and set.

use maru_core::bilingual::Lang;

use crate::inline::pieces;
use crate::words::{Node, plain, set, set_plain};

fn ko(text: &str) -> Vec<Node> {
    set(&pieces(text), Lang::Ko)
}

fn text(v: &str) -> Node {
    Node::Text {
        v: v.to_owned(),
        lang: None,
    }
}

fn word(v: &str) -> Node {
    Node::Word {
        v: v.to_owned(),
        lang: None,
    }
}

#[test]
fn korean_words_stay_whole() {
    assert_eq!(ko("양측은 합의함"), [word("양측은"), text(" "), word("합의함")]);
}

#[test]
fn a_bold_word_and_its_particle_stay_together() {
    let nodes = ko("**합의**를");
    let [Node::Keep { c }] = nodes.as_slice() else {
        panic!("{nodes:?}")
    };
    assert!(matches!(c.as_slice(), [Node::Strong { .. }, Node::Text { v, .. }] if v == "를"));
}

#[test]
fn brackets_that_a_box_would_trim_stay_outside_it() {
    assert_eq!(ko("「전자정부법」"), [text("「"), word("전자정부법"), text("」")]);
}

#[test]
fn a_korean_date_is_one_word() {
    assert_eq!(
        ko("2027. 3. 9.(화) 개최"),
        [word("2027. 3. 9.(화)"), text(" "), word("개최")]
    );
    assert_eq!(plain(&ko("1. 2. 3. 이후")), "1. 2. 3. 이후");
}

#[test]
fn a_long_word_breaks_at_its_joints() {
    assert_eq!(
        ko("제9조제1항제5호(의사결정·내부검토"),
        [
            word("제9조제1항제5호"),
            Node::Gap,
            word("(의사결정·"),
            Node::Gap,
            word("내부검토")
        ]
    );
    let mut long = ko("개편(인공지능정부정책국·인공지능정부서비스국)으로");
    long.retain(|node| *node != Node::Gap);
    assert_eq!(
        long,
        [
            word("개편"),
            word("(인공지능정부정책국·"),
            word("인공지능정부서비스국)으로")
        ]
    );
    assert_eq!(
        ko("경험·지침을"),
        [word("경험·지침을")],
        "a short one stays whole"
    );
    assert_eq!(ko("민·관협력위원회의"), [word("민·관협력위원회의")]);
}

#[test]
fn long_words_can_break() {
    let nodes = ko(&"가".repeat(100));
    assert_eq!(nodes.iter().filter(|node| **node == Node::Gap).count(), 3);
    assert_eq!(plain(&nodes), "가".repeat(100));
}

#[test]
fn words_of_the_other_language_are_marked() {
    let en = set_plain("the Korean 공동 점검표 (checklist)", Lang::En);
    let marked = |nodes: &[Node]| -> String {
        let foreign = nodes.iter().filter(|node| {
            matches!(
                node,
                Node::Text { lang: Some(_), .. } | Node::Word { lang: Some(_), .. }
            )
        });
        plain(&foreign.cloned().collect::<Vec<_>>())
    };
    assert_eq!(marked(&en), "공동 점검표");
    assert_eq!(
        marked(&ko("영국의 Algorithmic Transparency Standard 소개")),
        "Algorithmic Transparency Standard"
    );
    assert_eq!(
        marked(&ko("영국의 ATRS 소개")),
        "",
        "one abbreviation is read as it stands"
    );
}

#[test]
fn nothing_is_lost_or_added() {
    for text in [
        "a  b\t c",
        " 앞뒤 공백 ",
        "한a나b 12-3 「가」나 **굵은 글**씨 끝",
        "x\ny\n\nz",
    ] {
        let flat = |text: &str| {
            text.replace("**", "")
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
        };
        for lang in Lang::BOTH {
            assert_eq!(flat(&plain(&set(&pieces(text), lang))), flat(text));
        }
    }
}
