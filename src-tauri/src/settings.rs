//! What this laptop remembers between two starts: how Maru looks and where the vault lies. Never content.

use std::path::PathBuf;

use maru_core::bilingual::Lang;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::visits::Visits;

/// The languages that labels are shown in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum LabelMode {
    /// English.
    En,
    /// Korean.
    Ko,
    /// Both, one with the other.
    Both,
}

/// How the window looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Look {
    /// As the system is set.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
    /// High contrast.
    Contrast,
}

/// What a person sets for this laptop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
pub(crate) struct Settings {
    /// The languages of the labels.
    pub(crate) labels: LabelMode,
    /// The language that comes first where both are shown.
    pub(crate) first: Lang,
    /// The look.
    pub(crate) look: Look,
    /// The text size in per cent: 100, 112, 125 or 150.
    pub(crate) text: u32,
    /// After how many minutes without a touch the vault locks itself: 1 to 60.
    pub(crate) lock_minutes: u32,
    /// Whether the spelling of what is typed is checked, where the system has words to check it by.
    #[serde(default = "checked")]
    pub(crate) spelling: bool,
}

fn checked() -> bool {
    true
}

const SIZES: [u32; 4] = [100, 112, 125, 150];
const LOCK_MINUTES: std::ops::RangeInclusive<u32> = 1..=60;

impl Settings {
    /// Returns the settings of a first start: the labels speak the system's language.
    pub(crate) fn first_start(system: Lang) -> Settings {
        let labels = match system {
            Lang::En => LabelMode::En,
            Lang::Ko => LabelMode::Ko,
        };
        Settings {
            labels,
            first: system,
            look: Look::System,
            text: 100,
            lock_minutes: 10,
            spelling: true,
        }
    }

    /// Returns these settings with every number brought to the nearest one that can be.
    pub(crate) fn within_bounds(self) -> Settings {
        let text = SIZES
            .into_iter()
            .min_by_key(|size| size.abs_diff(self.text))
            .unwrap_or(100);
        let lock_minutes = self
            .lock_minutes
            .clamp(*LOCK_MINUTES.start(), *LOCK_MINUTES.end());
        Settings {
            text,
            lock_minutes,
            ..self
        }
    }

    /// Returns the language of a native dialog, which can show one only.
    pub(crate) fn leading(self) -> Lang {
        match self.labels {
            LabelMode::En => Lang::En,
            LabelMode::Ko => Lang::Ko,
            LabelMode::Both => self.first,
        }
    }
}

/// Everything that is kept between two starts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Kept {
    /// What a person set.
    pub(crate) settings: Settings,
    /// The folder of the vault.
    pub(crate) folder: Option<PathBuf>,
    /// How many wrong passphrases came one after the other.
    pub(crate) tries: u32,
    /// When Maru was used.
    pub(crate) visits: Visits,
    /// Whether a person has seen what is where.
    pub(crate) toured: bool,
}

const SETTINGS: &str = "settings";
const FOLDER: &str = "folder";
const TRIES: &str = "tries";
const VISITS: &str = "visits";
const TOURED: &str = "toured";

/// A place that keeps named values: the settings file, or a map in a test.
pub(crate) trait Drawer: Send + Sync {
    /// Returns the value of this name.
    fn get(&self, name: &str) -> Option<serde_json::Value>;
    /// Keeps these values on disk.
    fn put(&self, values: &[(&str, serde_json::Value)]);
}

impl Kept {
    /// Reads what was kept. What is missing or cannot be read is as on a first start.
    pub(crate) fn read(drawer: &dyn Drawer, system: Lang) -> Kept {
        fn value<T: serde::de::DeserializeOwned>(drawer: &dyn Drawer, name: &str) -> Option<T> {
            serde_json::from_value(drawer.get(name)?).ok()
        }
        let settings = value(drawer, SETTINGS).unwrap_or_else(|| Settings::first_start(system));
        Kept {
            settings: Settings::within_bounds(settings),
            folder: value(drawer, FOLDER),
            tries: value(drawer, TRIES).unwrap_or(0),
            visits: value(drawer, VISITS).unwrap_or_default(),
            toured: value(drawer, TOURED).unwrap_or(false),
        }
    }

    /// Keeps it.
    pub(crate) fn write(&self, drawer: &dyn Drawer) {
        let json = |value: Result<serde_json::Value, _>| value.unwrap_or_default();
        drawer.put(&[
            (SETTINGS, json(serde_json::to_value(self.settings))),
            (FOLDER, json(serde_json::to_value(&self.folder))),
            (TRIES, json(serde_json::to_value(self.tries))),
            (VISITS, json(serde_json::to_value(&self.visits))),
            (TOURED, self.toured.into()),
        ]);
    }
}

/// The settings file of this laptop, plain JSON in the application's folder.
pub(crate) struct File(pub(crate) std::sync::Arc<tauri_plugin_store::Store<tauri::Wry>>);

impl Drawer for File {
    fn get(&self, name: &str) -> Option<serde_json::Value> {
        self.0.get(name)
    }

    fn put(&self, values: &[(&str, serde_json::Value)]) {
        for (name, value) in values {
            self.0.set(*name, value.clone());
        }
        // A laptop whose settings cannot be written still works; they are back at the next start, and that is all.
        self.0.save().ok();
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Mutex;

    use serde_json::{Value, json};

    use super::*;

    #[derive(Default)]
    struct Memory(Mutex<BTreeMap<String, Value>>);

    impl Drawer for Memory {
        fn get(&self, name: &str) -> Option<Value> {
            self.0
                .lock()
                .expect("no test panics while it holds this")
                .get(name)
                .cloned()
        }

        fn put(&self, values: &[(&str, Value)]) {
            let mut held = self.0.lock().expect("no test panics while it holds this");
            held.extend(
                values
                    .iter()
                    .map(|(name, value)| ((*name).to_owned(), value.clone())),
            );
        }
    }

    #[test]
    fn a_first_start_speaks_the_systems_language() {
        let kept = Kept::read(&Memory::default(), Lang::Ko);
        assert_eq!(
            (kept.settings.labels, kept.settings.first),
            (LabelMode::Ko, Lang::Ko)
        );
        assert_eq!((kept.folder, kept.tries), (None, 0));
    }

    #[test]
    fn what_is_kept_comes_back() {
        let drawer = Memory::default();
        let settings = Settings {
            look: Look::Contrast,
            text: 125,
            ..Settings::first_start(Lang::En)
        };
        let kept = Kept {
            settings,
            folder: Some(PathBuf::from("/v/회의")),
            tries: 7,
            visits: Visits::default(),
            toured: true,
        };
        kept.write(&drawer);
        assert_eq!(Kept::read(&drawer, Lang::Ko), kept);
    }

    #[test]
    fn nonsense_in_the_file_is_a_first_start() {
        let drawer = Memory::default();
        drawer.put(&[
            (SETTINGS, json!({"labels": 3})),
            (FOLDER, json!(["x"])),
            (TRIES, json!(-1)),
            (VISITS, json!([7])),
            (TOURED, json!("yes")),
        ]);
        let kept = Kept::read(&drawer, Lang::En);
        assert_eq!(
            kept,
            Kept {
                settings: Settings::first_start(Lang::En),
                folder: None,
                tries: 0,
                visits: Visits::default(),
                toured: false
            }
        );
    }

    #[test]
    fn numbers_stay_within_bounds() {
        let wild = Settings {
            text: 10_000,
            lock_minutes: 0,
            ..Settings::first_start(Lang::En)
        };
        let tame = wild.within_bounds();
        assert_eq!((tame.text, tame.lock_minutes), (150, 1));
        assert_eq!(Settings { text: 118, ..tame }.within_bounds().text, 112);
    }
}
