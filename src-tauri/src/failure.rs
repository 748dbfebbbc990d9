//! What a command says when it cannot do what was asked: a code that the page turns into two sentences.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};
use specta::Type;

/// Why a command failed: the label `err-<code>` says what happened, `rec-<code>` what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub(crate) struct Failure {
    /// The code.
    pub(crate) code: String,
    /// What the two sentences name.
    pub(crate) args: BTreeMap<String, String>,
}

/// What a command answers.
pub(crate) type Answer<T> = Result<T, Failure>;

impl Failure {
    /// Returns the failure of this code.
    pub(crate) fn new(code: &str) -> Failure {
        Failure {
            code: code.to_owned(),
            args: BTreeMap::new(),
        }
    }

    /// Returns this failure with one more thing to name.
    #[must_use]
    pub(crate) fn with(mut self, name: &str, value: impl ToString) -> Failure {
        let value = value.to_string();
        // The page sees names of files and folders, never where they are.
        let value = if name == "path" { last_part(&value) } else { value };
        self.args.insert(name.to_owned(), value);
        self
    }

    /// Returns the failure of a call to the disk.
    pub(crate) fn of_disk(path: &Path, error: &io::Error) -> Failure {
        let path = path.to_string_lossy();
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Failure::new("disk-full"),
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                Failure::new("read-only").with("path", path)
            }
            _ => Failure::new("unwritable").with("path", path),
        }
    }
}

fn last_part(path: &str) -> String {
    Path::new(path)
        .file_name()
        .map_or_else(|| path.to_owned(), |name| name.to_string_lossy().into_owned())
}

impl From<maru_files::Error> for Failure {
    fn from(error: maru_files::Error) -> Failure {
        let args = error.args().iter();
        args.fold(Failure::new(error.code()), |failure, (name, value)| {
            failure.with(name, value)
        })
    }
}

impl From<maru_store::Error> for Failure {
    fn from(error: maru_store::Error) -> Failure {
        let args = error.args().into_iter();
        let mut failure = args.fold(Failure::new(error.code()), |failure, (name, value)| {
            failure.with(name, value)
        });
        if failure.code == "record-damaged" {
            // Damage that core met on its own comes without the record's id, which the sentence has a place for.
            failure.args.entry("id".to_owned()).or_default();
        }
        failure
    }
}

impl From<maru_picture::Error> for Failure {
    fn from(error: maru_picture::Error) -> Failure {
        let args = error.args().into_iter();
        args.fold(Failure::new(error.code()), |failure, (name, value)| {
            failure.with(name, value)
        })
    }
}

impl From<maru_press::Error> for Failure {
    fn from(error: maru_press::Error) -> Failure {
        let args = error.args().into_iter();
        args.fold(Failure::new(error.code()), |failure, (name, value)| {
            failure.with(name, value)
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use maru_core::Error as Core;
    use maru_core::bilingual::Lang;
    use maru_core::labels::Labels;
    use maru_picture::Error as Picture;
    use maru_press::Error as Press;
    use maru_store::Error as Store;

    use super::*;

    /// The sources of this crate that make failures of their own.
    const SOURCES: [&str; 12] = [
        include_str!("bridge.rs"),
        include_str!("commands/attachment.rs"),
        include_str!("desk/attachment.rs"),
        include_str!("commands/mod.rs"),
        include_str!("desk/mod.rs"),
        include_str!("desk/incoming.rs"),
        include_str!("desk/many.rs"),
        include_str!("desk/opening.rs"),
        include_str!("desk/paper.rs"),
        include_str!("desk/record.rs"),
        include_str!("papers.rs"),
        include_str!("failure.rs"),
    ];

    fn own_codes() -> BTreeSet<String> {
        let made = SOURCES
            .iter()
            .flat_map(|source| source.split("Failure::new(\"").skip(1));
        let codes = made.filter_map(|rest| Some(rest.split_once('"')?.0.to_owned()));
        codes
            .chain(["unexpected".to_owned()])
            .filter(|code| !code.is_empty())
            .collect()
    }

    fn from_below() -> Vec<Failure> {
        let (name, why) = (|| "/people/a/회의".to_owned(), String::new);
        let store = [
            Store::NotAVault(name()),
            Store::Exists(name()),
            Store::FolderNotEmpty(name()),
            Store::InUse {
                program: "maru".to_owned(),
                process: "7".to_owned(),
            },
            Store::WrongPassphrase,
            Store::PassphraseUnusable,
            Store::KeysDamaged,
            Store::Newer { found: 2, known: 1 },
            Store::Damaged(why()),
            Store::RecordDamaged {
                id: why(),
                why: why(),
            },
            Store::ReadOnly(name()),
            Store::Full,
            Store::NoRecord(why()),
            Store::RecordExists(why()),
            Store::BadId(why()),
            Store::Refused(Core::Shape(why())),
            Store::Refused(Core::Depth),
            Store::Refused(Core::Size(why())),
            Store::Refused(Core::Damaged(why())),
            Store::Refused(Core::Heads),
            Store::Refused(Core::Misfit(why())),
            Store::Refused(Core::Fixed("kind")),
            Store::NoAttachment(why()),
            Store::AttachmentLarge(1 << 30),
            Store::AttachmentForged(why()),
            Store::NotABackup(name()),
            Store::BackupInside(name()),
            Store::BackupDamaged(why()),
            Store::Disk {
                path: name(),
                source: io::Error::other(""),
            },
            Store::Database(why()),
        ];
        let press = [
            Press::Own,
            Press::Blocked(why()),
            Press::Classified(why()),
            Press::Embargo,
            Press::Kind(why()),
            Press::Attach,
            Press::Form {
                paper: "agenda",
                kind: why(),
            },
            Press::Long { found: 2, most: 1 },
            Press::Page(9),
            Press::Stopped,
            Press::Typeset(why()),
        ];
        let picture = [
            Picture::Empty,
            Picture::Large,
            Picture::Unknown,
            Picture::Heic,
            Picture::Svg,
            Picture::Broken,
            Picture::Pixels(2, 1),
            Picture::Limits,
            Picture::Stopped,
            Picture::Reader(why()),
        ];
        store
            .into_iter()
            .map(Failure::from)
            .chain(picture.into_iter().map(Failure::from))
            .chain(press.into_iter().map(Failure::from))
            .collect()
    }

    #[test]
    fn every_code_has_its_two_sentences_in_both_languages() {
        let below: Vec<Failure> = from_below();
        let codes = below
            .iter()
            .map(|failure| failure.code.clone())
            .chain(own_codes());
        let mut silent = Vec::new();
        for code in codes {
            for id in [format!("err-{code}"), format!("rec-{code}")] {
                let ids = maru_core::labels::ids();
                if !ids.contains(&id.as_str()) {
                    silent.push(id);
                }
            }
        }
        assert!(silent.is_empty(), "no label {silent:?}");
    }

    #[test]
    fn a_sentence_gets_everything_that_it_names() {
        for failure in from_below() {
            let args: Vec<(&str, &str)> = failure
                .args
                .iter()
                .map(|(n, v)| (n.as_str(), v.as_str()))
                .collect();
            for lang in Lang::BOTH {
                for id in [format!("err-{}", failure.code), format!("rec-{}", failure.code)] {
                    // The labels stop a debug build where an argument is missing.
                    assert!(!Labels::new(lang).text(&id, &args).is_empty());
                }
            }
        }
    }

    #[test]
    fn the_page_learns_names_and_no_paths() {
        for failure in from_below() {
            assert!(
                failure.args.values().all(|value| !value.contains('/')),
                "{failure:?}"
            );
        }
        let failure = Failure::from(Store::NotAVault("/people/a/회의".to_owned()));
        assert_eq!(failure.args.get("path").map(String::as_str), Some("회의"));
    }

    #[test]
    fn the_disk_says_what_to_do() {
        let code = |kind: io::ErrorKind| Failure::of_disk(Path::new("/x/y"), &kind.into()).code;
        assert_eq!(code(io::ErrorKind::StorageFull), "disk-full");
        assert_eq!(code(io::ErrorKind::PermissionDenied), "read-only");
        assert_eq!(code(io::ErrorKind::NotFound), "unwritable");
    }
}
