//! The whole main job on an empty laptop, with the keyboard alone.

use maru_e2e::{Desk, Setting, labels::Labels, paper, vault};

const DECISION: [&str; 2] = [
    "Publish the joint checklist in May",
    "공동 점검표를 5월에 공개한다",
];
const SECOND_DECISION: [&str; 2] = ["Meet again in London in autumn", "가을에 런던에서 다시 만난다"];
const ACTION: [&str; 2] = ["Send the list of services", "서비스 목록을 보낸다"];
const SECOND_ACTION: [&str; 2] = [
    "Name two experts for the exchange",
    "교류할 전문가 두 명을 정한다",
];

#[tokio::test(flavor = "current_thread")]
async fn from_an_empty_laptop_to_a_paper_by_keyboard_alone() {
    let en = Labels::read("en");
    let desk = Desk::fresh(Setting::default()).await;
    make_vault(&desk, &en).await;
    desk.new_meeting().await;
    desk.type_text("Third working session").await;
    desk.press("Tab").await;
    desk.type_text("제3차 실무회의").await;

    add_people(&desk, &en).await;
    write_notes(&desk).await;
    desk.picture("journey-notes").await;

    desk.lock().await;
    desk.unlock().await;
    desk.press("ctrl+3").await;
    desk.push("Third working session").await;
    for [english, korean] in [DECISION, SECOND_DECISION, ACTION, SECOND_ACTION] {
        desk.expect_line("en", english).await;
        desk.expect_line("ko", korean).await;
    }

    desk.press("ctrl+p").await;
    desk.export().await;
    check_paper(&desk);
    desk.lock().await;
    check_vault(&desk);
}

async fn make_vault(desk: &Desk, en: &Labels) {
    desk.expect(en.get("welcome")).await;
    desk.picture("journey-welcome").await;
    desk.push(en.get("continue")).await;
    desk.expect(en.get("vault-where")).await;
    desk.push(en.get("vault-create")).await;
    desk.expect(en.get("passphrase-again")).await;
    desk.fill(en.get("passphrase"), vault::PASSPHRASE).await;
    desk.fill(en.get("passphrase-again"), vault::PASSPHRASE).await;
    desk.fill(en.get("device-name"), "GDS-01").await;
    desk.tab_to(en.get("sample-yes")).await;
    desk.press("Down").await;
    desk.picture("journey-vault").await;
    desk.push(en.get("vault-create")).await;
    desk.expect_js("Home", "document.querySelector('nav [aria-current=page]')")
        .await;
}

async fn add_people(desk: &Desk, en: &Labels) {
    let people = [
        ("Sample", "Alex", "견본", "알렉스"),
        ("Gyeonbon", "Minseo", "견본", "민서"),
    ];
    desk.tab_to(en.get("date-and-place")).await;
    desk.press("Right").await;
    for (at, (family, given, family_ko, given_ko)) in people.into_iter().enumerate() {
        desk.expect_js("no dialog", "!document.querySelector('[role=dialog]')")
            .await;
        // The second button of this name belongs to the other delegation.
        desk.tab_to(en.get("add-person")).await;
        for _ in 0..at {
            desk.press("Tab").await;
            desk.tab_to(en.get("add-person")).await;
        }
        desk.press("Enter").await;
        desk.expect_js(
            "the dialog of a person",
            "document.querySelector('[role=dialog]')",
        )
        .await;
        for (name, mark, text) in [
            ("family-name", "tongue-en", family),
            ("given-name", "tongue-en", given),
            ("family-name", "tongue-ko", family_ko),
            ("given-name", "tongue-ko", given_ko),
        ] {
            desk.fill(&format!("{}{}", en.get(name), en.get(mark)), text)
                .await;
        }
        desk.push(en.get("save")).await;
        desk.expect(given).await;
    }
}

async fn write_notes(desk: &Desk) {
    desk.tab_into_editor().await;
    desk.type_text("Opening remarks").await;
    desk.press("Tab").await;
    desk.type_text("인사 말씀").await;
    for (chord, texts) in [
        ("ctrl+shift+d", DECISION),
        ("ctrl+shift+d", SECOND_DECISION),
        ("ctrl+shift+a", ACTION),
        ("ctrl+shift+a", SECOND_ACTION),
    ] {
        desk.press("Enter").await;
        desk.press(chord).await;
        let korean_first = desk
            .js(
                "return document.getSelection().anchorNode.parentElement.closest('[lang]').lang",
                vec![],
            )
            .await
            == "ko";
        let [english, korean] = texts;
        let (first, second) = if korean_first {
            (korean, english)
        } else {
            (english, korean)
        };
        desk.type_text(first).await;
        desk.press(if korean_first { "shift+Tab" } else { "Tab" }).await;
        desk.type_text(second).await;
    }
    desk.expect_saved().await;
}

fn check_paper(desk: &Desk) {
    let pdf = desk.saved();
    paper::check(&pdf);
    let text = paper::text(&pdf);
    let flat: String = text.split_whitespace().collect();
    for wanted in [
        "Third working session",
        "제3차 실무회의",
        "Minseo",
        "민서",
        "D-01",
        "D-02",
        "A-01",
        "A-02",
    ] {
        assert!(flat.contains(&wanted.replace(' ', "")), "{wanted} in {text}");
    }
    for texts in [DECISION, SECOND_DECISION, ACTION, SECOND_ACTION] {
        for wanted in texts {
            assert!(flat.contains(&wanted.replace(' ', "")), "{wanted} in {text}");
        }
    }
}

fn check_vault(desk: &Desk) {
    let actions = vault::json(&desk.vault(), &["actions"]);
    assert_eq!(actions.as_array().map(Vec::len), Some(2), "{actions}");
}
