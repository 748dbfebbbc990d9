//! The language that `maructl` speaks in this run.

use std::ffi::OsString;

use maru_core::bilingual::Lang;

/// Returns the language of this run: `--lang`, else `MARU_LANG`, else that of the system, else English.
///
/// It is read before the command line is parsed, because help and errors of the parser need it already.
pub(crate) fn choose(args: &[OsString]) -> Lang {
    flag(args)
        .or_else(|| std::env::var("MARU_LANG").ok().and_then(|code| read(&code)))
        .or_else(|| sys_locale::get_locales().find_map(|code| read(&code)))
        .unwrap_or(Lang::En)
}

/// Returns the language that `--lang` names, wherever it stands before `--`.
fn flag(args: &[OsString]) -> Option<Lang> {
    let mut words = args
        .iter()
        .map(|arg| arg.to_string_lossy())
        .take_while(|word| word != "--");
    while let Some(word) = words.next() {
        if word == "--lang" {
            return words.next().and_then(|code| read(&code));
        }
        if let Some(code) = word.strip_prefix("--lang=") {
            return read(code);
        }
    }
    None
}

/// Reads `ko`, `ko-KR` or `ko_KR.UTF-8`.
fn read(code: &str) -> Option<Lang> {
    let language = code.split(['-', '_', '.', '@']).next().unwrap_or_default();
    Lang::BOTH
        .into_iter()
        .find(|lang| lang.code().eq_ignore_ascii_case(language))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args(words: &[&str]) -> Vec<OsString> {
        words.iter().map(OsString::from).collect()
    }

    #[test]
    fn the_flag_is_found_in_both_forms() {
        assert_eq!(flag(&args(&["maructl", "list", "--lang", "ko"])), Some(Lang::Ko));
        assert_eq!(flag(&args(&["maructl", "--lang=en", "list"])), Some(Lang::En));
        assert_eq!(flag(&args(&["maructl", "search", "--", "--lang", "ko"])), None);
        assert_eq!(flag(&args(&["maructl", "--lang"])), None);
    }

    #[test]
    fn a_locale_names_its_language() {
        assert_eq!(read("ko_KR.UTF-8"), Some(Lang::Ko));
        assert_eq!(read("en-GB"), Some(Lang::En));
        assert_eq!(read("C"), None);
        assert_eq!(read("korean"), None);
    }
}
