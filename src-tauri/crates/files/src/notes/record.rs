//! A note becomes the JSON of a meeting.

use std::path::Path;

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};
use maru_core::attachment::place_behind;
use maru_core::bilingual::{Bilingual, Lang};
use maru_core::text::{clean, line};
use maru_core::zone::zone_of;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::arrival::Choice;
use super::beside::Brought;
use super::note::{Line, LineKind, Note};
use super::{archive, day, inline};

/// Returns the id of the record of a note. It is made of what the note says and of its name, so that the same note is
/// known again, wherever its folder lies by then.
pub(super) fn id(note: &Note, path: &Path) -> String {
    made(&[note.digest.as_str(), &stem(path)])
}

fn made(parts: &[&str]) -> String {
    let digest = Sha256::digest(parts.join("\n").as_bytes());
    let mut random = [0; 10];
    random
        .iter_mut()
        .zip(digest.iter())
        .for_each(|(to, from)| *to = *from);
    maru_core::id::new(0, random)
}

/// Returns the title: the note's own, or the name of its file.
pub(super) fn title(note: &Note, path: &Path) -> Bilingual {
    match note.title.is_empty() {
        true => said(&stem(path)),
        false => said(&note.title),
    }
}

/// Returns the day, the day and hour, or the instant that a note names, or that its file's name does.
pub(super) fn moment(note: &Note, path: &Path) -> Option<String> {
    note.when.clone().or_else(|| day::in_name(&stem(path)))
}

/// Returns the name of a note's file without its ending, and without the number that Notion writes behind it.
fn stem(path: &Path) -> String {
    let stem = line(&path.file_stem().unwrap_or_default().to_string_lossy());
    match stem.rsplit_once(' ') {
        Some((words, number)) if number.len() == 32 && number.bytes().all(|b| b.is_ascii_hexdigit()) => {
            words.trim_end().to_owned()
        }
        _ => stem,
    }
}

/// Returns a text in its language.
fn said(text: &str) -> Bilingual {
    match inline::lang(text) {
        Lang::En => Bilingual::new(text, ""),
        Lang::Ko => Bilingual::new("", text),
    }
}

/// Returns the record of a note.
pub(super) fn record(note: Note, path: &Path, choice: &Choice, brought: &Brought) -> Value {
    let id = id(&note, path);
    let mut keywords = json!({ "en": [], "ko": [] });
    for tag in &note.tags {
        if let Some(list) = keywords
            .get_mut(inline::lang(tag).code())
            .and_then(Value::as_array_mut)
        {
            list.push(tag.as_str().into());
        }
    }
    let mut days = Map::new();
    if let Some(start) = moment(&note, path).and_then(|at| start(&at, choice)) {
        // When it ended, nobody said.
        days.insert(made(&[&id, "day"]), json!({ "start": start, "end": "" }));
    }
    let mut record = json!({
        "id": id, "kind": "meeting", "audience": choice.audience,
        "title": title(&note, path), "place": said(&note.place), "days": days, "keywords": keywords,
        "provenance": archive::shown(path), "segments": {}, "attachments": {},
    });
    let segments: Map<String, Value> = note
        .lines
        .iter()
        .enumerate()
        .map(|(at, line)| (made(&[&id, &at.to_string()]), segment(line, at, brought)))
        .collect();
    record["segments"] = segments.into();
    for (at, document) in brought.documents.iter().enumerate() {
        let mut document = json!(document);
        document["pos"] = place_behind(&record).into();
        document["added"] = choice.now.as_str().into();
        record["attachments"][made(&[&id, "file", &at.to_string()])] = document;
    }
    record
}

fn segment(line: &Line, at: usize, brought: &Brought) -> Value {
    let kind = match line.kind {
        LineKind::Point => "point",
        LineKind::Heading => "heading",
        LineKind::Quote => "quote",
        LineKind::Task | LineKind::Done => "action",
        LineKind::Picture => "picture",
    };
    let words = said(&clean(&line.text));
    // The place is a number only here: core gives real ones in this order.
    let mut segment = json!({ "pos": format!("{at:06}0"), "kind": kind, "en": words.en, "ko": words.ko });
    match line.kind {
        LineKind::Done => segment["status"] = "done".into(),
        LineKind::Task => segment["status"] = "open".into(),
        LineKind::Picture => {
            segment["picture"] = json!(brought.pictures.get(&line.target));
            segment["alt"] = json!(said(&maru_core::text::line(&line.alt)));
        }
        LineKind::Point | LineKind::Heading | LineKind::Quote => {}
    }
    segment
}

/// Returns the moment as a record holds it, by the clock of our side. A day without an hour stands at its beginning.
fn start(at: &str, choice: &Choice) -> Option<String> {
    let zone = TimeZone::get(zone_of(&choice.side).unwrap_or("UTC")).unwrap_or(TimeZone::UTC);
    let start: ZonedDateTime = match at.parse::<Timestamp>() {
        Ok(instant) => instant.to_zoned_datetime(zone),
        Err(_) => at.parse::<DateTime>().ok()?.to_zoned_datetime(zone).ok()?,
    };
    Some(start.to_string())
}
