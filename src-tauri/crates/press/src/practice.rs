//! The sheet of a practice: what one side does well, section by section.

use maru_core::bilingual::{Bilingual, Lang, Side};
use maru_core::date::{self, Weekday};
use maru_core::labels::Labels;
use maru_core::practice::{Evidence, Practice, SECTIONS};
use maru_core::record::Record;
use maru_core::review::{agreed_digest, last, sides};
use maru_core::segment::{Segment, SegmentKind};
use maru_core::zone;

use crate::actions;
use crate::agreement::table;
use crate::order::Order;
use crate::paper::{
    Block, Composition, Fact, Field, Front, Line, Look, Row, compose, joined, keywords, said, summary_block,
};
use crate::particulars::{disclosure, short_title};
use crate::plate;
use crate::text::line;
use crate::wording::{Wording, side_name};
use crate::words::Words;

/// Returns the paper of a practice.
pub(crate) fn paper(
    practice: &Practice,
    record: &Record,
    agreement: Option<&Record>,
    order: &Order,
    wording: &Wording,
) -> Composition {
    let mut blocks = summary_block(vec![
        wording.fact("paper-one-line", vec![wording.prose(&practice.one_line)]),
        wording.fact(
            "keywords",
            vec![wording.each(|lang| keywords(&practice.keywords, lang).join(", "))],
        ),
    ]);
    blocks.push(Block::Facts {
        rows: facts(practice, agreement, order, wording),
    });
    let flow: Vec<&Segment> = record.flow().into_iter().map(|(_, segment)| segment).collect();
    for section in SECTIONS {
        sections(Some(section), &flow, practice, wording, &mut blocks);
    }
    sections(None, &flow, practice, wording, &mut blocks);
    blocks.extend(plate::attached(record, wording));
    compose(front(practice, wording), blocks, wording, order)
}

fn front<'a>(practice: &'a Practice, wording: &Wording) -> Front<'a> {
    let each = |text: &Bilingual| wording.langs().iter().map(|lang| line(text.get(*lang))).collect();
    Front {
        head: &practice.head,
        handling: &practice.handling,
        reference: &practice.reference,
        kicker: wording.label("nav-best-practice"),
        title: wording.short(&practice.title),
        author: joined(each(&practice.organisation)),
        description: joined(each(&practice.one_line)),
        keywords: &practice.keywords,
    }
}

fn facts(practice: &Practice, agreement: Option<&Record>, order: &Order, wording: &Wording) -> Vec<Fact> {
    let origin = practice
        .origin_side
        .as_ref()
        .map(|side| wording.side(side))
        .unwrap_or_default();
    let status = match practice.status.as_str() {
        "agreed_both" => wording.label("bp-agreed"),
        code => wording.code(&format!("bp-{}", line(code).replace('_', "-")), code),
    };
    let original = practice.original_language.map(|original| {
        wording.each(|lang| Labels::new(lang).text(&format!("paper-language-{}", original.code()), &[]))
    });
    let agreement = agreement.map(|a| wording.short(&short_title(a)));
    let review = wording.kept(|lang| date::partial(&line(&practice.review_by), lang));
    let shown = wording.each(|lang| disclosure(&practice.handling, lang));
    said(vec![
        wording.fact("organisation", vec![wording.short(&practice.organisation)]),
        wording.fact("bp-origin", vec![origin]),
        wording.fact("agr-status", vec![status]),
        wording.fact("bp-sides", consents(practice, wording)),
        wording.fact("original-language", original.into_iter().collect()),
        wording.fact("paper-agreement", agreement.into_iter().collect()),
        wording.fact("bp-rights", vec![rights(practice, wording)]),
        wording.fact("agr-poc", vec![wording.short(&practice.contact)]),
        wording.fact("bp-review-by", vec![review]),
        wording.fact("disclosure", vec![shown]),
        wording.fact("date-prepared", vec![actions::prepared(order, wording)]),
    ])
}

/// Returns for each side who agreed and on which day of its own, or that nobody did yet. Before a review there is
/// nothing to say.
fn consents(practice: &Practice, wording: &Wording) -> Vec<Words> {
    if practice.consents.is_empty() && matches!(practice.status.as_str(), "" | "draft" | "own_review") {
        return Vec::new();
    }
    let now = agreed_digest(practice);
    let stand = |side: Side| {
        let consent = last(practice, &side);
        wording.each(|lang| {
            let said = |id: &str| Labels::new(lang).text(id, &[]);
            let name = side_name(&side, lang);
            let Some(consent) = &consent else {
                return format!("{name} · {}", said("bp-not-yet"));
            };
            let day = zone::today_in(zone::zone_of(&side).unwrap_or("UTC"), &consent.at);
            let day = day.map(|day| date::written(day, lang, Weekday::No));
            let mut parts = vec![name, line(&consent.by), day.unwrap_or_default()];
            if consent.text != now {
                parts.push(said("paper-consent-earlier"));
            }
            parts.retain(|part| !part.is_empty());
            parts.join(" · ")
        })
    };
    sides(practice).into_iter().map(stand).collect()
}

fn rights(practice: &Practice, wording: &Wording) -> Words {
    match practice.rights.name.is_empty() {
        false => wording.short(&practice.rights.name),
        true => wording.each(|_| line(&practice.rights.licence)),
    }
}

/// Adds one section; the last one gathers what no section of the template names.
fn sections(
    section: Option<&str>,
    flow: &[&Segment],
    practice: &Practice,
    wording: &Wording,
    blocks: &mut Vec<Block>,
) {
    let here = |segment: &&&Segment| match (section, segment.section.as_deref()) {
        (Some(section), Some(named)) => section == named,
        (None, Some(named)) => !SECTIONS.contains(&named),
        (None, None) => true,
        (Some(_), None) => false,
    };
    let lines = flow.iter().filter(here).map(|segment| {
        let look = match segment.kind {
            SegmentKind::Heading | SegmentKind::Agenda => Look::Heading,
            SegmentKind::Quote => Look::Quote,
            _ => Look::Point,
        };
        plate::of_segment(segment, wording).unwrap_or_else(|| Line::of(look, wording.cell(segment)))
    });
    let rows: Vec<Line> = lines.filter(Line::says).collect();
    let evidence = if section == Some("results") {
        evidence(practice, wording)
    } else {
        Vec::new()
    };
    if rows.is_empty() && evidence.is_empty() {
        return;
    }
    blocks.push(Block::Heading {
        text: wording.label(heading(section)),
    });
    if !rows.is_empty() {
        blocks.push(Block::Prose { rows });
    }
    blocks.extend(evidence);
}

fn heading(section: Option<&str>) -> &'static str {
    match section {
        Some("problem") => "bp-problem",
        Some("users") => "ai-users",
        Some("what_we_do") => "bp-what-we-do",
        Some("results") => "bp-results",
        Some("what_did_not_work") => "bp-what-did-not-work",
        Some("conditions_for_reuse") => "bp-reuse",
        Some("cost_and_skills") => "bp-cost",
        Some("risks") => "bp-risk",
        Some("inclusion") => "bp-inclusion",
        Some("rights") => "bp-rights",
        Some("contact") => "agr-poc",
        _ => "paper-other",
    }
}

fn evidence(practice: &Practice, wording: &Wording) -> Vec<Block> {
    let row = |(_, evidence): &(&str, &Evidence)| {
        let remark = |lang: Lang| match evidence.illustrative {
            true => Labels::new(lang).text("paper-illustrative", &[]),
            false => String::new(),
        };
        Row {
            cells: vec![
                Field {
                    text: wording.short(&evidence.measure),
                    under: wording.each(remark),
                },
                Field::of(wording.short(&Bilingual::new(evidence.value.as_str(), ""))),
                Field {
                    text: wording.short(&Bilingual::new(evidence.period.as_str(), "")),
                    under: wording.short(&Bilingual::new(evidence.source.as_str(), "")),
                },
            ],
            ..Row::default()
        }
    };
    let columns = vec![
        wording.pair("bp-evidence"),
        wording.column("paper-value", [40, 38]),
        wording.column("paper-period", [40, 38]),
    ];
    table(columns, practice.figures().iter().map(row).collect())
}
