//! The closed world of the typesetter: three built-in sources, one file of data, the record's pictures, three fonts. No
//! disk, no packages, no clock, no fonts of the system, so that the same record always makes the same pages.

use std::collections::HashMap;
use std::sync::{LazyLock, OnceLock};

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook, FontInfo};
use typst::utils::LazyHash;
use typst::{Feature, Features, Library, LibraryExt, World};

use crate::plate::Pictures;

/// The files of the fonts, each with its name.
static FACES: [(&str, &[u8]); 3] = [
    (
        "PretendardGOV-Regular.otf",
        include_bytes!("../fonts/PretendardGOV-Regular.otf"),
    ),
    (
        "PretendardGOV-Bold.otf",
        include_bytes!("../fonts/PretendardGOV-Bold.otf"),
    ),
    (
        "NotoEmoji-Regular.ttf",
        include_bytes!("../fonts/NotoEmoji-Regular.ttf"),
    ),
];

/// Returns the font in the file of this name: what is on paper is drawn on screen with the same letters.
pub fn font(file: &str) -> Option<&'static [u8]> {
    let (_, bytes) = FACES.iter().find(|(name, _)| *name == file)?;
    Some(bytes)
}

/// File ids are interned for ever and there are 65,535 of them: these five, and one for each number of a picture, are
/// all that are ever made.
struct Sources {
    main: Source,
    blocks: Source,
    house: Source,
    data: FileId,
    record: FileId,
}

static SOURCES: LazyLock<Sources> = LazyLock::new(|| Sources {
    main: Source::new(
        id("/paper.typ"),
        include_str!("../templates/paper.typ").to_owned(),
    ),
    blocks: Source::new(
        id("/blocks.typ"),
        include_str!("../templates/blocks.typ").to_owned(),
    ),
    house: Source::new(
        id("/house.typ"),
        include_str!("../templates/house.typ").to_owned(),
    ),
    data: id("/data.json"),
    record: id("/record.json"),
});

static FONTS: LazyLock<Fonts> = LazyLock::new(Fonts::read);

fn id(path: &str) -> FileId {
    let path = VirtualPath::new(path).expect("all paths are plain and absolute");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// The fonts in the binary. Only their tables of characters are read at once; a face is opened on first use.
struct Fonts {
    book: LazyHash<FontBook>,
    faces: Vec<(usize, u32, OnceLock<Option<Font>>)>,
    covered: Box<[u64]>,
}

impl Fonts {
    fn read() -> Fonts {
        let mut book = FontBook::new();
        let mut faces = Vec::new();
        let mut covered = vec![0_u64; 0x11_0000 / 64].into_boxed_slice();
        for (file, (_, bytes)) in FACES.iter().enumerate() {
            for (index, info) in (0_u32..).zip(FontInfo::iter(bytes)) {
                for c in info.coverage.iter() {
                    if let Some(word) = covered.get_mut(c as usize / 64) {
                        *word |= 1 << (c % 64);
                    }
                }
                book.push(info);
                faces.push((file, index, OnceLock::new()));
            }
        }
        Fonts {
            book: LazyHash::new(book),
            faces,
            covered,
        }
    }

    fn face(&self, index: usize) -> Option<Font> {
        let (file, index, opened) = self.faces.get(index)?;
        let (_, bytes) = FACES.get(*file)?;
        opened
            .get_or_init(|| Font::new(Bytes::new(*bytes), *index))
            .clone()
    }
}

/// Returns whether one of the fonts can draw this character.
pub(crate) fn covers(c: char) -> bool {
    let c = c as usize;
    FONTS
        .covered
        .get(c / 64)
        .is_some_and(|word| word >> (c % 64) & 1 == 1)
}

/// All that the typesetter may ask for while it sets one record.
pub(crate) struct Desk {
    library: LazyHash<Library>,
    data: Bytes,
    record: Option<Bytes>,
    pictures: HashMap<FileId, Bytes>,
}

impl Desk {
    /// Returns the world with this data and these pictures in it, and the record where it is to travel along.
    pub(crate) fn new(data: Vec<u8>, record: Option<Vec<u8>>, pictures: &Pictures) -> Desk {
        let library = Library::builder()
            .with_features(Features::from_iter([Feature::A11yExtras]))
            .build();
        Desk {
            library: LazyHash::new(library),
            data: Bytes::new(data),
            record: record.map(Bytes::new),
            pictures: pictures
                .numbers()
                .into_iter()
                .filter_map(|(hash, number)| {
                    let bytes = pictures.0.get(&hash)?.clone();
                    Some((id(&format!("/picture-{number}")), Bytes::new(bytes)))
                })
                .collect(),
        }
    }
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &FONTS.book
    }

    fn main(&self) -> FileId {
        SOURCES.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let known = [&SOURCES.main, &SOURCES.blocks, &SOURCES.house];
        known
            .into_iter()
            .find(|source| source.id() == id)
            .cloned()
            .ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        match &self.record {
            _ if id == SOURCES.data => Ok(self.data.clone()),
            Some(record) if id == SOURCES.record => Ok(record.clone()),
            _ => self.pictures.get(&id).cloned().ok_or(FileError::AccessDenied),
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.face(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fonts_draw_both_languages_and_the_replacement() {
        for c in "Aa09 가힣韓□~–“”·☑①㉮".chars() {
            assert!(covers(c), "{c}");
        }
        assert!(!covers('\u{fffd}') && !covers('\u{110bd}'));
    }

    #[test]
    fn nothing_outside_can_be_read() {
        let desk = Desk::new(b"{}".to_vec(), None, &Pictures::default());
        assert!(desk.file(SOURCES.data).is_ok());
        assert!(desk.file(SOURCES.house.id()).is_err() && desk.file(SOURCES.record).is_err());
        assert!(desk.source(SOURCES.data).is_err());
        assert!(desk.today(None).is_none());
    }
}
