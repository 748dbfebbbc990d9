//! The desk: what one running Maru has before it. One vault at most, the papers made from it, and what this laptop
//! remembers. It knows nothing of windows, so that tests can sit at it.

mod archive;
pub(crate) mod attachment;
mod incoming;
pub(crate) mod many;
mod opening;
mod paper;
mod record;
mod restoring;
mod table;
mod telling;
#[cfg(test)]
mod tests;

use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use maru_core::bilingual::Lang;
use maru_files::notes::{Archive, Readers};
use maru_store::Vault;

use self::attachment::{Prepare, Vouch};
use self::incoming::ReadRecords;
use crate::clock::{Delay, Idle, Moment};
use crate::failure::{Answer, Failure};
use crate::papers::Papers;
use crate::settings::{Drawer, Kept, Settings};

/// What one running Maru has before it.
pub(crate) struct Desk {
    drawer: Box<dyn Drawer>,
    now: fn() -> Moment,
    system: Lang,
    /// Where a new vault goes when nobody says otherwise.
    usual: PathBuf,
    kept: Mutex<Kept>,
    /// The folder that a person chose for a vault, until it is made or opened.
    chosen: Mutex<Option<PathBuf>>,
    /// The backup that is to become a vault.
    backup: Mutex<Option<PathBuf>>,
    vault: Mutex<Option<Open>>,
    idle: Mutex<Idle>,
    delay: Mutex<Delay>,
    /// Reads files of records.
    read_records: ReadRecords,
    /// Reads notes and their pictures.
    read_notes: Readers,
    /// The folder of notes that was shown and is not yet taken in.
    archive: Mutex<Option<Archive>>,
    /// Records that were read and shown, and are not yet taken in.
    waiting: Mutex<Vec<serde_json::Value>>,
    /// The file that was saved last.
    saved: Mutex<Option<PathBuf>>,
    /// Reads pictures.
    prepare: Prepare,
    /// Knows the pictures that Maru made.
    vouch: Vouch,
    /// Stops the reading that is under way.
    reading: Mutex<Arc<AtomicBool>>,
    /// The table that was shown and not yet saved.
    table: Mutex<Option<table::Table>>,
    /// Papers that are typeset but not yet saved.
    pub(crate) papers: Papers,
}

/// An open vault.
struct Open {
    vault: Vault,
    sample: bool,
}

/// What a desk is given at the start.
pub(crate) struct Beginning {
    /// Where the settings are kept.
    pub(crate) drawer: Box<dyn Drawer>,
    /// The clock.
    pub(crate) now: fn() -> Moment,
    /// What reads files of records.
    pub(crate) read_records: ReadRecords,
    /// What reads notes and their pictures.
    pub(crate) read_notes: Readers,
    /// The language of the system.
    pub(crate) system: Lang,
    /// Where a new vault goes when nobody says otherwise.
    pub(crate) usual: PathBuf,
    /// What reads pictures.
    pub(crate) prepare: Prepare,
    /// What knows the pictures that Maru made.
    pub(crate) vouch: Vouch,
}

impl Desk {
    /// Returns the desk of this laptop.
    pub(crate) fn new(beginning: Beginning) -> Desk {
        let Beginning {
            drawer,
            now,
            read_records,
            read_notes,
            system,
            usual,
            prepare,
            vouch,
        } = beginning;
        let kept = Kept::read(drawer.as_ref(), system);
        let delay = Delay::new(kept.tries, now());
        Desk {
            drawer,
            now,
            system,
            usual,
            kept: Mutex::new(kept),
            chosen: Mutex::default(),
            backup: Mutex::default(),
            vault: Mutex::default(),
            idle: Mutex::new(Idle::new(now())),
            delay: Mutex::new(delay),
            read_records,
            read_notes,
            archive: Mutex::default(),
            waiting: Mutex::default(),
            saved: Mutex::default(),
            prepare,
            vouch,
            reading: Mutex::default(),
            table: Mutex::default(),
            papers: Papers::default(),
        }
    }

    /// Keeps what a person set, and returns it within its bounds.
    pub(crate) fn set_settings(&self, settings: Settings) -> Settings {
        let settings = settings.within_bounds();
        self.keep(|kept| kept.settings = settings);
        settings
    }

    /// Returns the language of a native dialog.
    pub(crate) fn leading(&self) -> Lang {
        held(&self.kept).settings.leading()
    }

    fn keep(&self, change: impl FnOnce(&mut Kept)) {
        let mut kept = held(&self.kept);
        change(&mut kept);
        kept.write(self.drawer.as_ref());
    }

    /// Notes that a person is here.
    pub(crate) fn touch(&self) {
        held(&self.idle).touch((self.now)());
    }

    /// Returns how long the vault may stay open without another touch.
    pub(crate) fn open_for(&self) -> Duration {
        let minutes = held(&self.kept).settings.lock_minutes;
        held(&self.idle).left((self.now)(), minutes)
    }

    /// Returns whether a vault is open.
    pub(crate) fn is_open(&self) -> bool {
        held(&self.vault).is_some()
    }

    /// Does something with the open vault.
    fn with_vault<T>(&self, work: impl FnOnce(&mut Vault) -> Result<T, maru_store::Error>) -> Answer<T> {
        let mut open = held(&self.vault);
        let open = open.as_mut().ok_or_else(|| Failure::new("locked"))?;
        Ok(work(&mut open.vault)?)
    }
}

/// Takes a lock. After a fault in another command the value is whole still: every change to it is one assignment.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
