//! Markings: what stands at the head and foot of every page, and what may not leave at all (R3, R4, R16).

use maru_core::bilingual::{Lang, Side};
use maru_core::labels::Labels;
use maru_core::record::{Audience, Handling, Record};
use maru_core::zone;

use crate::error::Error;
use crate::order::Order;
use crate::text::{cut, line};

/// The most characters of a marking at the head of a page.
const MARKING: usize = 90;

/// Refuses what may not leave: our side's own text, what the marking keeps at home, classified grades, and an
/// embargo without its end.
pub(crate) fn gate(record: &Record, agreement: Option<&Record>) -> Result<(), Error> {
    for record in std::iter::once(record).chain(agreement) {
        if record.head().audience == Audience::Own {
            return Err(Error::Own);
        }
    }
    let Some(handling) = handling(record) else {
        return Ok(());
    };
    let words = plain(
        &[&handling.uk, &handling.instruction, &handling.descriptor]
            .map(String::as_str)
            .join(" "),
    );
    if words.contains("HMG USE ONLY") {
        return Err(Error::Blocked(line(&words)));
    }
    if let Some(grade) = classified(&words).or_else(|| classified(&handling.disclosure)) {
        return Err(Error::Classified(grade.to_owned()));
    }
    if handling.n2sf.trim().eq_ignore_ascii_case("C") {
        return Err(Error::Classified("N2SF C".to_owned()));
    }
    let embargoed = words.contains("EMBARGOED") || !handling.embargo_until.trim().is_empty();
    let complete = zone::instant(&handling.embargo_until).is_ok() && !handling.embargo_then.trim().is_empty();
    if embargoed && !complete {
        Err(Error::Embargo)
    } else {
        Ok(())
    }
}

/// Returns how a record may be handled, if its kind has that.
pub(crate) fn handling(record: &Record) -> Option<&Handling> {
    match record {
        Record::Agreement(r) => Some(&r.handling),
        Record::Meeting(r) => Some(&r.handling),
        Record::Practice(r) => Some(&r.handling),
        Record::Note(_) | Record::Unknown(_) => None,
    }
}

/// Returns the classified grade that a text names, if it does (R16).
pub(crate) fn classified(text: &str) -> Option<&'static str> {
    let text = plain(text);
    let words: Vec<&str> = text.split([' ', '-', '/', '(', ')', ',', '[', ']']).collect();
    if words.contains(&"SECRET") {
        return Some(if text.contains("TOP SECRET") {
            "TOP SECRET"
        } else {
            "SECRET"
        });
    }
    let joined: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    [
        "Ⅰ급비밀",
        "Ⅱ급비밀",
        "Ⅲ급비밀",
        "1급비밀",
        "2급비밀",
        "3급비밀",
        "대외비",
    ]
    .into_iter()
    .find(|grade| joined.contains(grade))
    .or_else(|| words.contains(&"비밀").then_some("비밀"))
}

/// Returns whether a line of text is itself a classified marking, as a pasted heading would be (R16).
pub(crate) fn is_classified_line(text: &str) -> bool {
    let text = text.trim();
    text.chars().count() <= 40 && text == plain(text) && classified(text).is_some()
}

/// Returns the marking line in the order of the policy: prefix, tier, instruction, descriptor.
///
/// What leaves for another government carries the prefix `UK` (R3); only a copy that stays in the United Kingdom
/// goes without it.
pub(crate) fn marking(handling: &Handling, order: &Order) -> String {
    let tier = plain(&handling.uk);
    if tier.is_empty() {
        return String::new();
    }
    let bare = tier.strip_prefix("UK ").unwrap_or(&tier);
    let tier = if stays_at_home(order) {
        bare.to_owned()
    } else {
        format!("UK {bare}")
    };
    let parts = [tier, plain(&handling.instruction), plain(&handling.descriptor)];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    cut(&line(&parts.join(" - ")), MARKING)
}

/// Returns the sentence under the marking that says until when it is embargoed and what applies after (R4).
pub(crate) fn embargo(handling: &Handling, lang: Lang) -> Option<String> {
    let until = zone::instant(&handling.embargo_until).ok()?;
    let zone = until
        .time_zone()
        .iana_name()
        .map(|name| zone::city(name, lang))
        .unwrap_or_default();
    let until = format!("{} ({zone})", zone::moment(&until, lang));
    let then = cut(&line(&handling.embargo_then), MARKING);
    Some(Labels::new(lang).text("paper-embargo", &[("until", &until), ("then", &then)]))
}

/// Returns the governments that receive a UK-marked paper and are asked not to release it, unless it may be released.
pub(crate) fn receivers(handling: &Handling, order: &Order, sides: &[Side]) -> Vec<Side> {
    let released = plain(&handling.instruction).contains("FOR PUBLIC RELEASE");
    if plain(&handling.uk).is_empty() || released || stays_at_home(order) {
        return Vec::new();
    }
    let all = order.receiving.as_ref().map_or(sides, std::slice::from_ref);
    all.iter()
        .filter(|side| !matches!(side.0.as_str(), "uk" | "joint" | ""))
        .cloned()
        .collect()
}

/// Makes the marking of a paper also that of another record which stands on it: the stricter of the two.
pub(crate) fn join(whole: &mut Handling, part: &Handling) {
    let sensitive = |handling: &Handling| plain(&handling.uk).contains("SENSITIVE");
    if whole.uk.trim().is_empty() || (sensitive(part) && !sensitive(whole)) {
        whole.uk.clone_from(&part.uk);
    }
    for (all, one) in [
        (&mut whole.instruction, &part.instruction),
        (&mut whole.descriptor, &part.descriptor),
    ] {
        let one = plain(one);
        if !one.is_empty() && !all.split(", ").any(|known| known == one) {
            *all = [all.as_str(), &one]
                .into_iter()
                .filter(|text| !text.is_empty())
                .collect::<Vec<_>>()
                .join(", ");
        }
    }
    let until = |handling: &Handling| {
        zone::instant(&handling.embargo_until)
            .map(|at| at.timestamp())
            .ok()
    };
    if until(part) > until(whole) {
        whole.embargo_until.clone_from(&part.embargo_until);
        whole.embargo_then.clone_from(&part.embargo_then);
    }
}

fn stays_at_home(order: &Order) -> bool {
    order.side.0 == "uk" && order.receiving.as_ref().is_some_and(|side| side.0 == "uk")
}

fn plain(text: &str) -> String {
    line(text).to_uppercase()
}
