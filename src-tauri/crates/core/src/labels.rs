//! The words of screen, paper and terminal, in both languages, from `ui/labels`.

use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::bilingual::{Bilingual, Lang};

const ENGLISH: &str = include_str!("../../../../ui/labels/en.ftl");
const KOREAN: &str = include_str!("../../../../ui/labels/ko.ftl");

/// The labels of one language. Making one costs nothing: the files are read once in a process.
#[derive(Clone, Copy)]
pub struct Labels {
    lang: Lang,
    bundle: &'static FluentBundle<FluentResource>,
}

impl Labels {
    /// Returns the labels of this language.
    pub fn new(lang: Lang) -> Labels {
        static BUNDLES: OnceLock<[FluentBundle<FluentResource>; 2]> = OnceLock::new();
        let [english, korean] = BUNDLES.get_or_init(|| [bundle(ENGLISH, "en-GB"), bundle(KOREAN, "ko-KR")]);
        Labels {
            lang,
            bundle: match lang {
                Lang::En => english,
                Lang::Ko => korean,
            },
        }
    }

    /// Returns the language of these labels.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// Returns the label with its arguments in place. An id that does not exist comes back in brackets, so that a
    /// gap is seen and reported rather than printed as nothing; a debug build stops there.
    pub fn text(&self, id: &str, args: &[(&str, &str)]) -> String {
        let found = self.find(id, args);
        debug_assert!(found.is_some(), "no label {id} in {}", self.lang.code());
        found.unwrap_or_else(|| format!("[{id}]"))
    }

    /// Returns the label, or nothing where there is none: for ids made from a code in a record, which a newer
    /// Maru may have written.
    pub fn find(&self, id: &str, args: &[(&str, &str)]) -> Option<String> {
        let pattern = self.bundle.get_message(id)?.value()?;
        let mut given = FluentArgs::with_capacity(args.len());
        for (name, value) in args {
            given.set(*name, argument(value));
        }
        let mut errors = Vec::new();
        let text = self
            .bundle
            .format_pattern(pattern, Some(&given), &mut errors)
            .into_owned();
        debug_assert!(
            errors.is_empty(),
            "label {id} in {}: {errors:?}",
            self.lang.code()
        );
        Some(text)
    }
}

/// Returns the label in both languages.
pub fn both(id: &str, args: &[(&str, &str)]) -> Bilingual {
    Bilingual::new(
        Labels::new(Lang::En).text(id, args),
        Labels::new(Lang::Ko).text(id, args),
    )
}

/// Returns the ids of all labels, in the order of the English file.
pub fn ids() -> Vec<&'static str> {
    ids_of(ENGLISH)
}

fn ids_of(source: &'static str) -> Vec<&'static str> {
    source
        .lines()
        .filter(|line| line.starts_with(|c: char| c.is_ascii_alphabetic()))
        .filter_map(|line| line.split_once('='))
        .map(|(id, _)| id.trim_end())
        .collect()
}

fn bundle(source: &str, tag: &str) -> FluentBundle<FluentResource> {
    let resource = match FluentResource::try_new(source.to_owned()) {
        Ok(resource) => resource,
        Err((resource, errors)) => {
            debug_assert!(false, "labels for {tag}: {errors:?}");
            resource
        }
    };
    let mut bundle =
        FluentBundle::new_concurrent(vec![tag.parse::<LanguageIdentifier>().unwrap_or_default()]);
    // The marks that isolate directions would stand as boxes on paper; no label mixes directions.
    bundle.set_use_isolating(false);
    let added = bundle.add_resource(resource);
    debug_assert!(added.is_ok(), "two labels have one id: {:?}", added.err());
    bundle
}

/// A plain count is a number, so that a label can choose by it; everything else is text as it stands.
fn argument(value: &str) -> FluentValue<'_> {
    match value.parse::<u32>() {
        Ok(count) if count.to_string() == value => FluentValue::from(count),
        _ => FluentValue::from(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_files_hold_the_same_ids_once() {
        let (mut en, mut ko) = (ids_of(ENGLISH), ids_of(KOREAN));
        en.sort_unstable();
        ko.sort_unstable();
        assert_eq!(en, ko);
        en.dedup();
        assert_eq!(en.len(), ko.len(), "an id stands twice");
    }

    #[test]
    fn every_label_says_something_in_both_languages() {
        for id in ids() {
            for lang in Lang::BOTH {
                let message = Labels::new(lang).bundle.get_message(id);
                assert!(
                    message.and_then(|m| m.value()).is_some(),
                    "{id} is empty in {}",
                    lang.code()
                );
            }
        }
    }

    #[test]
    fn arguments_stand_without_marks() {
        let said = both("page-of", &[("n", "3"), ("total", "12")]);
        assert!(said.en.contains("3 of 12"), "{}", said.en);
        assert!(!said.en.contains('\u{2068}') && !said.ko.contains('\u{2068}'));
    }

    #[test]
    fn a_label_that_does_not_exist_is_not_found() {
        assert_eq!(Labels::new(Lang::Ko).find("no-such-label", &[]), None);
    }

    #[test]
    fn labels_cross_threads() {
        fn crosses<T: Send + Sync>() {}
        crosses::<Labels>();
    }
}
