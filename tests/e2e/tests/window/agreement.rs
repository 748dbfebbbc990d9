//! An agreement, made and written with the keyboard alone.

use maru_e2e::{Desk, Setting, labels::Labels, vault};
use serde_json::{Value, json};

/// The agreement of the sample, as its title begins in English.
pub(crate) const SAMPLE: &str = "Memorandum of Understanding on digital government";
const TITLE: [&str; 2] = ["MoU on digital identity", "디지털 신원 협력에 관한 양해각서"];
const CLAUSE: [&str; 2] = [
    "The participants will exchange experts.",
    "양측 기관은 전문가를 교류한다.",
];
const COMMITMENT: [&str; 2] = ["Publish a joint checklist", "공동 점검표를 공개한다"];

/// Opens the list of agreements and makes a new one; the cursor stands in its title.
pub(crate) async fn begin(desk: &Desk, en: &Labels) {
    desk.press("ctrl+2").await;
    desk.expect_js("the list", "document.querySelector('main h1')")
        .await;
    desk.push(en.get("new-agreement")).await;
    desk.expect_js(
        "the cursor in the title",
        "document.activeElement?.matches('textarea[lang]')",
    )
    .await;
}

async fn pair(desk: &Desk, label: &str, texts: [&str; 2]) {
    desk.fill(&format!("{label} English"), texts[0]).await;
    desk.fill(&format!("{label} 한국어"), texts[1]).await;
}

/// Chooses a line of a list by its first letters.
pub(crate) async fn choose(desk: &Desk, name: &str, letters: &str) {
    desk.tab_to(name).await;
    desk.type_text(letters).await;
}

fn record(desk: &Desk, title: &str) -> Value {
    let rows = vault::json(&desk.vault(), &["list", "--kind", "agreement"]);
    let id = rows
        .as_array()
        .expect("a list of records")
        .iter()
        .find(|row| row["title"]["en"] == title)
        .and_then(|row| row["id"].as_str())
        .unwrap_or_else(|| panic!("no agreement {title:?} in {rows}"));
    vault::json(&desk.vault(), &["show", id])["record"].clone()
}

fn only(map: &Value) -> &Value {
    let map = map.as_object().expect("a map");
    assert_eq!(map.len(), 1, "{map:?}");
    map.values().next().expect("one entry")
}

#[tokio::test(flavor = "current_thread")]
async fn an_agreement_is_written_by_keyboard_alone() {
    let en = Labels::read("en");
    let desk = Desk::with_sample(Setting::default()).await;
    desk.unlock().await;
    begin(&desk, &en).await;
    desk.type_text(TITLE[0]).await;
    desk.press("Tab").await;
    desk.type_text(TITLE[1]).await;

    facts(&desk, &en).await;
    desk.picture("agreement-new-details").await;
    bodies(&desk, &en).await;
    desk.picture("agreement-new-participants").await;
    areas(&desk, &en).await;
    desk.picture("agreement-new-areas").await;
    text(&desk, &en).await;
    desk.picture("agreement-new-text").await;
    desk.expect_saved().await;

    desk.lock().await;
    check(&desk);
    desk.unlock().await;
    desk.press("ctrl+2").await;
    desk.push(TITLE[0]).await;
    desk.expect_line("en", CLAUSE[0]).await;
    desk.expect_line("ko", COMMITMENT[1]).await;
    desk.to_tab(en.get("paper-commitments"), "Tab").await;
    desk.expect(COMMITMENT[1]).await;
    desk.picture("agreement-new-commitments").await;
}

async fn facts(desk: &Desk, en: &Labels) {
    choose(desk, en.get("agr-status"), "Dra").await;
    desk.expect(en.get("did-status")).await;
    pair(desk, en.get("short-title"), ["Identity MoU", "신원 MOU"]).await;
    desk.fill(en.get("reference"), "AGR-2027-002").await;
    desk.tab_to(&format!("{} day", en.get("agr-date-signed"))).await;
    desk.type_text("09032027").await;
    choose(desk, en.get("date-certainty"), "Sta").await;
    pair(desk, en.get("date-basis"), ["Signed in Sejong", "세종에서 서명"]).await;
    desk.tab_to(&format!("{} day", en.get("agr-date-end"))).await;
    desk.type_text("08032032").await;
    choose(desk, en.get("date-certainty"), "Ass").await;
    pair(desk, en.get("date-basis"), ["Five years", "5년"]).await;
    pair(desk, en.get("paper-place-signed"), ["Sejong", "세종"]).await;
    desk.fill(en.get("agr-term"), "5 years").await;
    desk.expect_saved().await;
}

async fn bodies(desk: &Desk, en: &Labels) {
    desk.to_tab(en.get("paper-participants"), "shift+Tab").await;
    pair(desk, en.get("paper-body-then"), ["Cabinet Office", "내각부"]).await;
    desk.push(en.get("add-change")).await;
    desk.expect_js(
        "the change",
        "document.querySelector('.succession .change input')",
    )
    .await;
    desk.walk_to(en.get("succession-date"), "shift+Tab").await;
    desk.type_text("2024. 7.").await;
    pair(desk, en.get("succession-what"), ["Moved to DSIT", "DSIT로 이관"]).await;
    pair(desk, en.get("agr-signatory"), ["Alex Sample", "알렉스 샘플"]).await;
    desk.tab_to(en.get("paper-body-then")).await;
    pair(desk, en.get("paper-body-then"), ["MOIS", "행정안전부"]).await;
    desk.push(en.get("add-participant")).await;
    desk.expect_focus(en.get("side")).await;
    desk.fill(en.get("side-of"), "sg").await;
    pair(desk, en.get("paper-body-then"), ["GovTech", "정부기술청"]).await;
    desk.expect_saved().await;
}

async fn areas(desk: &Desk, en: &Labels) {
    desk.to_tab(en.get("paper-areas"), "shift+Tab").await;
    for (side, texts) in [
        ("UK", ["Wallets", "디지털 지갑"]),
        ("Korean", ["Mobile identity", "모바일 신분증"]),
    ] {
        desk.tab_to(&format!("{} {side}", en.get("add-list"))).await;
        desk.press("Enter").await;
        desk.expect_js(
            "the cursor in the area",
            "document.activeElement?.matches('textarea')",
        )
        .await;
        desk.type_text(texts[0]).await;
        desk.press("Tab").await;
        desk.type_text(texts[1]).await;
    }
    desk.push("Details of AREA-2").await;
    desk.tab_to(en.get("area-link")).await;
    desk.type_text("Wall").await;
    desk.press("Down").await;
    desk.press("Enter").await;
    desk.expect(en.get("corresponds-to")).await;
    desk.expect_saved().await;
}

async fn text(desk: &Desk, en: &Labels) {
    desk.to_tab(en.get("paper-commitments"), "shift+Tab").await;
    desk.push(en.get("add-commitment")).await;
    desk.expect_js(
        "the caret in a commitment",
        "document.activeElement?.matches('.ProseMirror') && document.querySelector('.segment[data-kind=commitment]')",
    )
    .await;
    desk.type_text(COMMITMENT[0]).await;
    desk.press("Tab").await;
    desk.type_text(COMMITMENT[1]).await;
    desk.expect("C-01").await;
    desk.press("alt+Enter").await;
    choose(desk, en.get("owner-side"), "Joi").await;
    desk.tab_to(&format!("{} day", en.get("due"))).await;
    desk.type_text("31122027").await;
    choose(desk, en.get("editor-precision"), "Qua").await;
    choose(desk, en.get("agr-area"), "AREA-2").await;
    desk.press("Escape").await;
    desk.expect("quarter 4 of 2027").await;
    desk.press("Enter").await;
    desk.press("ctrl+shift+c").await;
    desk.type_text(CLAUSE[1]).await;
    desk.press("shift+Tab").await;
    desk.type_text(CLAUSE[0]).await;
    // A meeting's kinds have no key here.
    desk.press("ctrl+shift+d").await;
    desk.expect_js("the clause stays one", "document.querySelector('.segment[data-kind=clause]') && !document.querySelector('.segment[data-kind=decision]')").await;
    desk.press("Escape").await;
}

fn check(desk: &Desk) {
    let record = record(desk, TITLE[0]);
    assert_eq!(record["title"]["ko"], TITLE[1]);
    assert_eq!(record["status"], "draft");
    assert_eq!(
        record["short_title"],
        json!({ "en": "Identity MoU", "ko": "신원 MOU" })
    );
    assert_eq!(record["reference"], "AGR-2027-002");
    let dates = &record["dates"];
    assert_eq!(dates["signed"]["value"], "2027-03-09");
    assert_eq!(dates["signed"]["certainty"], "stated");
    assert_eq!(dates["signed"]["basis"]["ko"], "세종에서 서명");
    assert_eq!(dates["ends"]["value"], "2032-03-08");
    assert_eq!(dates["ends"]["certainty"], "assumed");
    assert_eq!(
        dates["in_effect"]["value"], "",
        "no date is worked out from another"
    );
    assert_eq!(record["term"]["value"], "P5Y");
    assert_eq!(
        record["legal_nature"]["value"], "",
        "nothing follows from the title (R21)"
    );
    let by_side = |side: &str| {
        let all = record["participants"].as_object().expect("participants");
        all.values()
            .find(|one| one["side"] == side)
            .unwrap_or_else(|| panic!("{side}"))
    };
    assert_eq!(
        by_side("uk")["body_at_signature"],
        json!({ "en": "Cabinet Office", "ko": "내각부" })
    );
    assert_eq!(by_side("kr")["body_at_signature"]["ko"], "행정안전부");
    assert_eq!(by_side("sg")["body_at_signature"]["en"], "GovTech");
    assert_eq!(by_side("uk")["signatory"]["name"]["ko"], "알렉스 샘플");
    let change = only(&by_side("uk")["succession"]);
    assert_eq!(
        (&change["date"], &change["text"]["ko"]),
        (&json!("2024-07"), &json!("DSIT로 이관"))
    );
    let areas = record["areas"].as_object().expect("areas");
    let area = |code: &str| {
        areas
            .iter()
            .find(|(_, area)| area["code"] == code)
            .expect("an area")
    };
    let ((uk, wallets), (kr, identity)) = (area("AREA-1"), area("AREA-2"));
    assert_eq!(
        (&wallets["side"], &identity["side"]),
        (&json!("uk"), &json!("kr"))
    );
    assert_eq!(identity["links"], json!([uk]));
    let segments = record["segments"].as_object().expect("segments");
    let kind = |kind: &str| {
        segments
            .values()
            .find(|one| one["kind"] == kind)
            .unwrap_or_else(|| panic!("{kind}"))
    };
    let commitment = kind("commitment");
    assert_eq!(
        (&commitment["en"], &commitment["ko"]),
        (&json!(COMMITMENT[0]), &json!(COMMITMENT[1]))
    );
    assert_eq!(commitment["commitment_no"], 1);
    assert_eq!(commitment["owner_side"], "joint");
    assert_eq!(commitment["due"], "2027-12-31");
    assert_eq!(commitment["due_precision"], "quarter");
    assert_eq!(commitment["area"], json!(kr));
    assert_eq!(kind("clause")["ko"], CLAUSE[1]);
}

#[tokio::test(flavor = "current_thread")]
async fn an_agreement_goes_to_the_bin_and_comes_back() {
    let en = Labels::read("en");
    let desk = Desk::with_sample(Setting::default()).await;
    desk.unlock().await;
    begin(&desk, &en).await;
    desk.type_text("A slip").await;
    desk.expect_saved().await;
    desk.push(en.get("more")).await;
    desk.walk_to(en.get("move-to-bin"), "Down").await;
    desk.press("Enter").await;
    desk.expect(en.get("moved-to-bin")).await;
    desk.expect_gone("A slip").await;
    desk.push(en.get("undo")).await;
    desk.expect("A slip").await;
}
