//! Spelling: which languages the system can check. It reads dictionaries of this laptop and asks nobody else.

use maru_core::bilingual::Lang;
use tauri::WebviewWindow;

/// The dictionaries that are asked for, with the language they are for.
#[cfg(target_os = "linux")]
const DICTIONARIES: [(&str, Lang); 4] = [
    ("en_GB", Lang::En),
    ("en_US", Lang::En),
    ("ko_KR", Lang::Ko),
    ("ko", Lang::Ko),
];

/// Switches the check on and returns the languages that it knows.
///
/// WebKitGTK checks a word by every dictionary it was given, whatever the language of the text: so the page has to know
/// for which of its texts there is one at all.
#[cfg(target_os = "linux")]
pub(crate) fn switch_on(window: &WebviewWindow) -> Vec<Lang> {
    use std::sync::mpsc;
    use std::time::Duration;

    use webkit2gtk::{WebContextExt, WebViewExt};

    let (tell, told) = mpsc::channel();
    let asked = window.with_webview(move |webview| {
        let Some(context) = WebViewExt::context(&webview.inner()) else {
            return;
        };
        context.set_spell_checking_languages(&DICTIONARIES.map(|(name, _)| name));
        let known = context.spell_checking_languages();
        let known: Vec<&str> = known.iter().map(|name| name.as_str()).collect();
        let langs = langs(&known);
        context.set_spell_checking_enabled(!langs.is_empty());
        tell.send(langs).ok();
    });
    // The window's thread answers at once, unless it is ending.
    asked
        .ok()
        .and_then(|()| told.recv_timeout(Duration::from_secs(5)).ok())
        .unwrap_or_default()
}

#[cfg(target_os = "linux")]
fn langs(known: &[&str]) -> Vec<Lang> {
    let has = |wanted: Lang| {
        let mut names = DICTIONARIES.iter().filter(|(_, lang)| *lang == wanted);
        names.any(|(name, _)| known.contains(name))
    };
    [Lang::En, Lang::Ko]
        .into_iter()
        .filter(|lang| has(*lang))
        .collect()
}

/// macOS and Windows check by themselves and tell languages apart.
#[cfg(not(target_os = "linux"))]
pub(crate) fn switch_on(_: &WebviewWindow) -> Vec<Lang> {
    vec![Lang::En, Lang::Ko]
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_checked_where_there_is_a_dictionary_for_it() {
        assert_eq!(langs(&["en_US"]), [Lang::En]);
        assert_eq!(langs(&["ko_KR", "en_GB", "en_US"]), [Lang::En, Lang::Ko]);
        assert_eq!(langs(&["de_DE"]), []);
        assert_eq!(langs(&[]), []);
    }
}
