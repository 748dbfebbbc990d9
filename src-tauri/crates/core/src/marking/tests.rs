//! What stands on paper, and what stops it.

use super::*;

fn handling(uk: &str, instruction: &str, descriptor: &str) -> Handling {
    Handling {
        uk: uk.to_owned(),
        instruction: instruction.to_owned(),
        descriptor: descriptor.to_owned(),
        ..Handling::default()
    }
}

fn uk_to_korea(handling: &Handling) -> Result<Marking, Refusal> {
    marking(handling, &Side::new("uk"), Some(&Side::new("kr")))
}

#[test]
fn what_goes_abroad_carries_the_prefix() {
    let sent = |uk, instruction, descriptor| {
        uk_to_korea(&handling(uk, instruction, descriptor))
            .expect("it may leave")
            .uk
    };
    assert_eq!(sent("OFFICIAL", "", ""), "UK OFFICIAL");
    assert_eq!(sent("", "", ""), "UK OFFICIAL");
    assert_eq!(
        sent("official-sensitive", "Recipients only", "personal data"),
        "UK OFFICIAL-SENSITIVE - RECIPIENTS ONLY - PERSONAL DATA"
    );
    let home = marking(&handling("OFFICIAL", "", ""), &Side::new("uk"), None).expect("it stays");
    assert_eq!(home.uk, "OFFICIAL");
    let korean = marking(&handling("OFFICIAL", "", ""), &Side::new("kr"), None).expect("it may be printed");
    assert_eq!(
        korean.uk, "UK OFFICIAL",
        "a British marking in Korean hands has been sent abroad already"
    );
    assert_eq!(
        marking(&Handling::default(), &Side::new("kr"), None),
        Ok(Marking::default())
    );
}

#[test]
fn for_our_government_only_stays_at_home() {
    for words in ["HMG USE ONLY", "hmg use  only", "GDS USE ONLY"] {
        let own = handling("OFFICIAL", words, "");
        assert!(matches!(uk_to_korea(&own), Err(Refusal::Blocked(_))), "{words}");
        assert!(
            matches!(marking(&own, &Side::new("uk"), None), Err(Refusal::Blocked(_))),
            "{words}"
        );
        assert!(matches!(
            marking(&own, &Side::new("kr"), Some(&Side::new("uk"))),
            Err(Refusal::Blocked(_))
        ));
        assert!(
            marking(&own, &Side::new("uk"), Some(&Side::new("uk"))).is_ok(),
            "{words}"
        );
    }
}

#[test]
fn an_embargo_says_until_when_and_what_then() {
    let mut embargoed = handling("OFFICIAL", "EMBARGOED", "");
    assert_eq!(uk_to_korea(&embargoed), Err(Refusal::Embargo));
    embargoed.embargo_until = "2027-03-10T09:00:00+09:00[Asia/Seoul]".to_owned();
    assert_eq!(uk_to_korea(&embargoed), Err(Refusal::Embargo));
    embargoed.embargo_then = "OFFICIAL".to_owned();
    let marking = uk_to_korea(&embargoed).expect("it may leave");
    assert_eq!(marking.uk, "UK OFFICIAL - EMBARGOED");
    assert!(
        marking
            .embargo
            .en
            .contains("Wednesday 10 March 2027, 09:00 (KST)"),
        "{:?}",
        marking.embargo
    );
    assert!(
        marking.embargo.ko.contains("2027. 3. 10.(수) 09:00 (KST)"),
        "{:?}",
        marking.embargo
    );
    embargoed.embargo_until = "2027-03-10".to_owned();
    assert_eq!(uk_to_korea(&embargoed), Err(Refusal::Embargo));
}

#[test]
fn instructions_go_with_their_tier() {
    for (tier, instruction) in [
        ("OFFICIAL", "RECIPIENTS ONLY"),
        ("OFFICIAL-SENSITIVE", "FOR PUBLIC RELEASE"),
    ] {
        let refused = uk_to_korea(&handling(tier, instruction, ""));
        assert!(matches!(refused, Err(Refusal::Combination { .. })), "{refused:?}");
    }
}

#[test]
fn the_disclosure_class_names_its_basis() {
    let korean = Handling {
        disclosure: "part".to_owned(),
        disclosure_basis: "정보공개법 제9조제1항제5호".to_owned(),
        ..Handling::default()
    };
    let marking = marking(&korean, &Side::new("kr"), Some(&Side::new("uk"))).expect("it may leave");
    assert_eq!(marking.disclosure.ko, "부분공개(정보공개법 제9조제1항제5호)");
    assert_eq!(marking.line(Lang::Ko), marking.disclosure.ko);
}

#[test]
fn classified_grades_are_refused() {
    for tier in ["SECRET", "TOP SECRET", "대외비", "Ⅱ급비밀"] {
        assert_eq!(
            uk_to_korea(&handling(tier, "", "")),
            Err(Refusal::Classified(tier.to_owned()))
        );
    }
    assert_eq!(
        uk_to_korea(&handling("RESTRICTED", "", "")),
        Err(Refusal::Tier("RESTRICTED".to_owned()))
    );
    let network = Handling {
        n2sf: "C".to_owned(),
        ..Handling::default()
    };
    assert!(matches!(uk_to_korea(&network), Err(Refusal::Classified(_))));
}

#[test]
fn a_pasted_marking_is_found() {
    let found = [
        ("SECRET", "SECRET"),
        ("Minutes\n  TOP SECRET  \nOne", "TOP SECRET"),
        ("UK SECRET - UK EYES ONLY", "UK SECRET - UK EYES ONLY"),
        ("SECRET//REL", "SECRET//REL"),
        ("[대외비] 검토 보고", "대외비"),
        ("【비 밀】", "비 밀"),
        ("비밀", "비밀"),
        ("이 문서는 Ⅱ급비밀임", "Ⅱ급비밀"),
        ("2급 비밀", "2급 비밀"),
        ("(III급비밀)", "III급비밀"),
    ];
    for (text, marking) in found {
        assert_eq!(classified(text), Some(marking), "{text}");
    }
}

#[test]
fn the_ordinary_word_is_no_marking() {
    for text in [
        "The secret of good service design is listening.",
        "SECRET SANTA LIST",
        "Secretary of State",
        "비밀번호를 바꾸기로 함.",
        "비밀·대외비는 입력하지 마십시오",
        "직무상 알게 된 비밀을 지킴",
        "12급비밀",
        "3급 공무원",
        "한국 측은 (비밀유지 조항을) 설명함",
        "",
    ] {
        assert_eq!(classified(text), None, "{text}");
    }
}
