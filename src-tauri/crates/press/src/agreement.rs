//! The sheet of an agreement: who signed what, when, with which force.

use maru_core::agreement::{Agreement, Dated, Participant, Stated};
use maru_core::bilingual::{Bilingual, Lang, Side};
use maru_core::date;
use maru_core::labels::Labels;
use maru_core::record::{Keywords, Record};
use maru_core::segment::{Segment, SegmentKind};

use crate::actions;
use crate::order::Order;
use crate::paper::{
    Block, Composition, Fact, Field, Front, Line, Look, Row, compose, joined, own_first, said,
};
use crate::particulars::disclosure;
use crate::plate;
use crate::text::line;
use crate::wording::Wording;
use crate::words::Words;

/// Returns the paper of an agreement.
pub(crate) fn paper(agreement: &Agreement, record: &Record, order: &Order, wording: &Wording) -> Composition {
    let flow: Vec<&Segment> = record.flow().into_iter().map(|(_, segment)| segment).collect();
    let mut blocks = vec![Block::Facts {
        rows: facts(agreement, order, wording),
    }];
    let parts = [
        ("paper-participants", participants(agreement, order, wording)),
        ("paper-areas", areas(agreement, wording)),
        ("paper-forms", forms(agreement, wording)),
        ("paper-text", text(&flow, wording)),
        ("paper-commitments", commitments(&flow, order, wording)),
        ("paper-related", related(agreement, wording)),
    ];
    for (label, body) in parts {
        part(label, body, wording, &mut blocks);
    }
    blocks.extend(plate::attached(record, wording));
    compose(front(agreement, wording), blocks, wording, order)
}

fn front<'a>(agreement: &'a Agreement, wording: &Wording) -> Front<'a> {
    static NO_KEYWORDS: Keywords = Keywords {
        en: Vec::new(),
        ko: Vec::new(),
    };
    let each = |text: &Bilingual| {
        wording
            .langs()
            .iter()
            .map(|lang| line(text.get(*lang)))
            .collect::<Vec<_>>()
    };
    let bodies = agreement
        .participants
        .values()
        .filter(|p| !p.removed)
        .flat_map(|p| each(&p.body_at_signature));
    Front {
        head: &agreement.head,
        handling: &agreement.handling,
        reference: &agreement.reference,
        kicker: wording.code(
            &format!("agr-{}", line(&agreement.form).replace('_', "-")),
            &agreement.form,
        ),
        title: wording.short(&agreement.title),
        author: joined(bodies.collect()),
        description: joined(each(&agreement.short_title)),
        keywords: &NO_KEYWORDS,
    }
}

fn part(label: &str, body: Vec<Block>, wording: &Wording, blocks: &mut Vec<Block>) {
    if !body.is_empty() {
        blocks.push(Block::Heading {
            text: wording.label(label),
        });
        blocks.extend(body);
    }
}

fn facts(agreement: &Agreement, order: &Order, wording: &Wording) -> Vec<Fact> {
    let nature = match agreement.legal_nature.value.as_str() {
        "non_binding_arrangement" => wording.label("agr-non-binding"),
        "binding" => wording.label("agr-binding"),
        other => wording.code("", other),
    };
    let dated = |label: &str, key: &str| {
        let found = agreement.dates.get(key).cloned().unwrap_or_default();
        let basis = wording.faint(wording.short(&found.basis));
        wording.fact(label, vec![wording.each(|lang| day(&found, lang)), basis])
    };
    let languages = |lang: Lang| {
        let named = agreement.languages.iter().map(|code| {
            let code = line(code);
            Labels::new(lang)
                .find(&format!("paper-language-{code}"), &[])
                .unwrap_or(code)
        });
        named.collect::<Vec<_>>().join(", ")
    };
    said(vec![
        wording.fact("agr-legal-nature", vec![nature]),
        wording.fact("agr-status", vec![status(&agreement.status, wording)]),
        dated("agr-date-signed", "signed"),
        dated("agr-date-effect", "in_effect"),
        dated("agr-date-end", "ends"),
        stated("agr-term", &agreement.term, wording),
        stated("agr-renewal", &agreement.renewal, wording),
        stated("agr-notice", &agreement.notice, wording),
        wording.fact("paper-place-signed", vec![wording.short(&agreement.place_signed)]),
        wording.fact("paper-occasion", vec![wording.short(&agreement.occasion)]),
        wording.fact("paper-text-languages", vec![wording.each(languages)]),
        stated("agr-authentic", &agreement.authenticity, wording),
        wording.fact(
            "disclosure",
            vec![wording.each(|lang| disclosure(&agreement.handling, lang))],
        ),
        wording.fact("date-prepared", vec![actions::prepared(order, wording)]),
    ])
}

/// Returns a date; one without a basis says that it is assumed, and an unknown one says so (R14).
fn day(dated: &Dated, lang: Lang) -> String {
    let labels = Labels::new(lang);
    let day = date::partial(&line(&dated.value), lang);
    match (dated.certainty.as_str(), day.is_empty()) {
        ("unknown", _) => labels.text("paper-unknown", &[]),
        (_, true) => String::new(),
        ("assumed", false) => format!("{day} ({})", labels.text("paper-assumed", &[])),
        ("stated", false) => day,
        _ if dated.basis.is_empty() => format!("{day} ({})", labels.text("paper-assumed", &[])),
        _ => day,
    }
}

fn stated(label: &str, stated: &Stated, wording: &Wording) -> Fact {
    let value = |lang: Lang| {
        let labels = Labels::new(lang);
        if stated.unknown {
            return labels.text("paper-unknown", &[]);
        }
        let years = stated
            .value
            .strip_prefix('P')
            .and_then(|term| term.strip_suffix('Y'));
        match years.filter(|years| years.parse::<u16>().is_ok()) {
            Some(years) => labels.text("paper-years", &[("years", years)]),
            None => line(&stated.value),
        }
    };
    wording.fact(
        label,
        vec![wording.each(value), wording.faint(wording.short(&stated.basis))],
    )
}

fn status(code: &str, wording: &Wording) -> Words {
    let id = match code {
        "ended_early" => "agr-ended-early",
        "in_discussion" => "agr-in-negotiation",
        "replaced" => "agr-superseded",
        _ => return wording.code(&format!("agr-{}", line(code).replace('_', "-")), code),
    };
    wording.label(id)
}

fn participants(agreement: &Agreement, order: &Order, wording: &Wording) -> Vec<Block> {
    let mut all: Vec<&Participant> = agreement.participants.values().filter(|p| !p.removed).collect();
    all.sort_by_key(|p| p.pos.clone());
    let sides = own_first(all.iter().map(|p| &p.side), &order.side);
    all.sort_by_key(|p| sides.iter().position(|side| *side == p.side));
    let mut blocks = Vec::new();
    for participant in all {
        blocks.push(Block::Subheading {
            text: wording.side(&participant.side),
        });
        blocks.push(Block::Facts {
            rows: participant_facts(participant, wording),
        });
    }
    blocks
}

fn participant_facts(participant: &Participant, wording: &Wording) -> Vec<Fact> {
    let mut changes: Vec<_> = participant.succession.values().filter(|s| !s.removed).collect();
    changes.sort_by_key(|change| change.date.clone());
    let change = |lang: Lang, change: &maru_core::agreement::Succession| {
        let text = line(if wording.langs().len() == 1 {
            change.text.best(lang)
        } else {
            change.text.get(lang)
        });
        // A Korean date ends with a full stop of its own.
        let sign = if lang == Lang::Ko { " " } else { ": " };
        joined_by(sign, [date::partial(&line(&change.date), lang), text])
    };
    let title = wording.faint(wording.short(&participant.signatory.title));
    let signatory = wording.fact(
        "agr-signatory",
        vec![wording.short(&participant.signatory.name), title],
    );
    said(vec![
        wording.fact(
            "paper-body-then",
            vec![wording.short(&participant.body_at_signature)],
        ),
        signatory,
        wording.fact(
            "paper-body-implementing",
            vec![wording.short(&participant.implementing_body)],
        ),
        wording.fact("paper-body-now", vec![wording.short(&participant.current_body)]),
        wording.fact(
            "agr-successor",
            changes
                .into_iter()
                .map(|c| wording.each(|lang| change(lang, c)))
                .collect(),
        ),
        wording.fact("agr-poc", vec![wording.short(&participant.contact)]),
    ])
}

/// Returns the areas of cooperation. Both sides may publish their own list: each line says whose it is (R22).
fn areas(agreement: &Agreement, wording: &Wording) -> Vec<Block> {
    let mut areas: Vec<_> = agreement.areas.values().filter(|area| !area.removed).collect();
    areas.sort_by_key(|area| (area.pos.clone(), area.code.clone()));
    let listed = areas.iter().any(|area| area.side.is_some());
    let row = |(at, area): (usize, &&maru_core::agreement::Area)| {
        let mut cells = vec![
            Field::of(wording.sign(&(at + 1).to_string())),
            Field::of(wording.short(&Bilingual::new(area.en.as_str(), area.ko.as_str()))),
        ];
        if listed {
            cells.push(Field::of(
                wording.side(&area.side.clone().unwrap_or_else(|| Side::new("joint"))),
            ));
        }
        Row {
            cells,
            ..Row::default()
        }
    };
    let rows: Vec<Row> = areas.iter().enumerate().map(row).collect();
    let mut columns = vec![wording.column("paper-number", [14, 15]), wording.pair("agr-area")];
    if listed {
        columns.push(wording.column("paper-list-of", [26, 24]));
    }
    table(columns, rows)
}

fn forms(agreement: &Agreement, wording: &Wording) -> Vec<Block> {
    let mut forms: Vec<_> = agreement
        .forms_of_cooperation
        .values()
        .filter(|form| !form.removed)
        .collect();
    forms.sort_by_key(|form| form.pos.clone());
    let rows = forms.iter().enumerate().map(|(at, form)| Row {
        cells: vec![
            Field::of(wording.sign(&(at + 1).to_string())),
            Field::of(wording.short(&Bilingual::new(form.en.as_str(), form.ko.as_str()))),
        ],
        ..Row::default()
    });
    table(
        vec![wording.column("paper-number", [14, 15]), wording.pair("agr-form")],
        rows.collect(),
    )
}

fn text(flow: &[&Segment], wording: &Wording) -> Vec<Block> {
    let lines = flow
        .iter()
        .filter(|segment| segment.kind != SegmentKind::Commitment)
        .map(|segment| {
            let look = match segment.kind {
                SegmentKind::Heading | SegmentKind::Agenda => Look::Item,
                SegmentKind::Quote => Look::Quote,
                _ => Look::Point,
            };
            plate::of_segment(segment, wording).unwrap_or_else(|| Line::of(look, wording.cell(segment)))
        });
    let rows: Vec<Line> = lines.filter(Line::says).collect();
    if rows.is_empty() {
        Vec::new()
    } else {
        vec![Block::Prose { rows }]
    }
}

fn commitments(flow: &[&Segment], order: &Order, wording: &Wording) -> Vec<Block> {
    let row = |segment: &&&Segment| {
        let owner = segment
            .owner_side
            .as_ref()
            .map(|side| wording.side(side))
            .unwrap_or_default();
        Row {
            cells: vec![
                Field::of(wording.sign(&segment.number().unwrap_or_default())),
                Field::of(wording.cell(segment)),
                Field::of(owner),
                Field::of(due(segment, wording)),
                Field::of(actions::status(segment, actions::today(order), wording)),
            ],
            ..Row::default()
        }
    };
    let listed: Vec<&&Segment> = flow
        .iter()
        .filter(|s| s.kind == SegmentKind::Commitment)
        .collect();
    let columns = vec![
        wording.column("paper-number", [14, 15]),
        wording.pair("agr-commitment"),
        wording.column("owner", [26, 24]),
        wording.column("due", [30, 27]),
        wording.column("agr-status", [24, 24]),
    ];
    table(columns, listed.iter().map(row).collect())
}

/// Returns when a commitment is due, in the words of the text where it has some.
fn due(segment: &Segment, wording: &Wording) -> Words {
    let written = segment.due_text.clone().unwrap_or_default();
    let precision = segment.due_precision.clone().unwrap_or_default();
    let day = segment.due.as_deref().and_then(|due| date::day(due).ok());
    match (written.is_empty(), day) {
        (false, _) => wording.short(&written),
        (true, Some(day)) => wording.kept(|lang| date::due(day, &precision, lang)),
        (true, None) => Words::default(),
    }
}

fn related(agreement: &Agreement, wording: &Wording) -> Vec<Block> {
    let mut all: Vec<_> = agreement.related.values().filter(|one| !one.removed).collect();
    all.sort_by_key(|related| related.pos.clone());
    let rows = all.iter().map(|related| Row {
        cells: vec![
            Field::of(wording.code(
                &format!("paper-related-{}", line(&related.relation).replace('_', "-")),
                &related.relation,
            )),
            Field::of(wording.short(&related.title)),
            Field::of(wording.kept(|lang| date::partial(&line(&related.signed), lang))),
        ],
        ..Row::default()
    });
    let columns = vec![
        wording.column("paper-relation", [34, 32]),
        wording.pair("paper-agreement"),
        wording.column("agr-date-signed", [36, 34]),
    ];
    table(columns, rows.collect())
}

/// Returns a table, if it has rows.
pub(crate) fn table(columns: Vec<crate::paper::Column>, rows: Vec<Row>) -> Vec<Block> {
    if rows.is_empty() {
        Vec::new()
    } else {
        vec![Block::Table {
            columns,
            rows,
            whole: false,
        }]
    }
}

fn joined_by(sign: &str, parts: [String; 2]) -> String {
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(sign)
}
