//! The letters on screen are those on paper. Those of every day come with the page, small; all others it gets from the
//! press, so that the program carries them once.

use std::borrow::Cow;

use tauri::utils::assets::{AssetKey, AssetsIter, CspHash};
use tauri::{App, Assets, Context, Wry};

/// The files of the page as they were built, and the fonts that are not among them.
struct Lettered(Option<Box<dyn Assets<Wry>>>);

/// Adds the fonts of the press to the files of the page.
pub(crate) fn lend(context: &mut Context<Wry>) {
    let built = context.set_assets(Box::new(Lettered(None)));
    context.set_assets(Box::new(Lettered(Some(built))));
}

fn font(key: &AssetKey) -> Option<&'static [u8]> {
    maru_press::font(key.as_ref().strip_prefix('/')?)
}

impl Assets<Wry> for Lettered {
    fn setup(&self, app: &App<Wry>) {
        self.0.iter().for_each(|built| built.setup(app));
    }

    fn get(&self, key: &AssetKey) -> Option<Cow<'_, [u8]>> {
        font(key).map(Cow::Borrowed).or_else(|| self.0.as_ref()?.get(key))
    }

    fn iter(&self) -> Box<AssetsIter<'_>> {
        Box::new(self.0.iter().flat_map(|built| built.iter()))
    }

    fn csp_hashes(&self, html: &AssetKey) -> Box<dyn Iterator<Item = CspHash<'_>> + '_> {
        match &self.0 {
            Some(built) => built.csp_hashes(html),
            None => Box::new(std::iter::empty()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_font_that_the_page_asks_for_is_one_of_the_press() {
        let style = include_str!("../../ui/src/style/base.css");
        let asked: Vec<&str> = style
            .split("url(\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            // What the page was built with is named from where its style stands.
            .filter(|path| path.starts_with('/'))
            .collect();
        assert_eq!(asked.len(), 2, "{asked:?}");
        for path in asked {
            let bytes = Lettered(None).get(&AssetKey::from(path)).expect(path);
            assert!(bytes.starts_with(b"OTTO"), "{path} is no OpenType font");
        }
    }

    #[test]
    fn whatever_else_is_asked_for_comes_from_the_page() {
        for path in [
            "/index.html",
            "/OFL-Pretendard.txt",
            "/fonts/PretendardGOV-Regular.otf",
            "/",
        ] {
            assert!(font(&AssetKey::from(path)).is_none(), "{path}");
        }
    }
}
