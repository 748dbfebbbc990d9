//! Making, opening and locking the vault, and what is done to it as a whole.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::ZonedDateTime;
use maru_core::sample;
use maru_core::text::line;
use maru_store::passphrase::strength;
use maru_store::{Birth, Cost, Error, Vault};
use zeroize::Zeroizing;

use super::{Desk, Open, held};
use crate::clock::Delay;
use crate::failure::{Answer, Failure};
use crate::rows::Saved;
use crate::status::{NewVault, Purpose, Stage, Status};

/// The name of a vault's folder inside one that holds other things.
const FOLDER: &str = "Maru";
/// The most characters of a laptop's name.
const DEVICE: usize = 60;

impl Desk {
    /// Says how far the vault is open and what is set.
    pub(crate) fn status(&self) -> Status {
        let open = held(&self.vault);
        let folder = self.folder();
        let stage = match &*open {
            Some(_) => Stage::Open,
            None if holds_vault(&folder) => Stage::Locked,
            None => Stage::First,
        };
        // A first start shows where the vault would be made, and so does a backup.
        let (backup, vault_name) = match self.waiting() {
            Some((backup, room)) => (Some(backup), room),
            None if stage == Stage::First => (None, name_of(&self.birthplace())),
            None => (None, name_of(&folder)),
        };
        let (settings, toured) = {
            let kept = held(&self.kept);
            (kept.settings, kept.toured)
        };
        Status {
            stage,
            settings,
            device: open.as_ref().map(|open| open.vault.device().clone()),
            vault_name,
            backup,
            wait_seconds: held(&self.delay).seconds((self.now)()),
            sample: open.as_ref().is_some_and(|open| open.sample),
            toured,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            korean_system: self.system == maru_core::bilingual::Lang::Ko,
            counts: open
                .as_ref()
                .and_then(|open| open.vault.counts().ok())
                .unwrap_or_default(),
        }
    }

    /// Notes the folder that a person chose, and returns the name that the page may know.
    pub(crate) fn choose(&self, purpose: Purpose, folder: PathBuf) -> String {
        *held(&self.chosen) = Some(folder.clone());
        name_of(&match purpose {
            Purpose::Create => self.birthplace(),
            Purpose::Open => folder,
        })
    }

    /// Makes a vault in the chosen folder and opens it.
    pub(crate) fn create_vault(&self, new: NewVault) -> Answer<Status> {
        let passphrase = Zeroizing::new(new.passphrase);
        let device = line(&new.device);
        if device.is_empty() || device.chars().count() > DEVICE {
            return Err(Failure::new("device-name").with("most", DEVICE));
        }
        if !(2..=16).contains(&new.side.0.len()) || !new.side.0.bytes().all(|b| b.is_ascii_lowercase()) {
            return Err(Failure::new("side-code"));
        }
        if !passphrase.is_empty() && strength(&passphrase).score == 0 {
            return Err(Failure::new("passphrase-weak"));
        }
        let (folder, side) = (self.birthplace(), new.side);
        let birth = Birth {
            side: side.clone(),
            device,
        };
        let mut vault = Vault::create(&folder, &passphrase, &birth, Cost::default())?;
        if new.sample {
            vault.import(sample::records(&side))?;
        }
        self.settle(folder, vault)
    }

    /// Makes the chosen folder the vault of this laptop.
    pub(crate) fn open_vault(&self) -> Answer<Status> {
        let chosen = held(&self.chosen)
            .clone()
            .ok_or_else(|| Failure::new("no-folder"))?;
        if !holds_vault(&chosen) {
            return Err(Failure::new("not-a-vault").with("path", name_of(&chosen)));
        }
        self.lock()?;
        self.keep(|kept| kept.folder = Some(chosen));
        held(&self.chosen).take();
        Ok(self.status())
    }

    /// Opens the vault.
    pub(crate) fn unlock(&self, passphrase: &str) -> Answer<Status> {
        self.lock()?;
        let folder = self.folder();
        let vault = self.guess(|| Vault::open(&folder, passphrase))?;
        self.settle(folder, vault)
    }

    pub(super) fn settle(&self, folder: PathBuf, vault: Vault) -> Answer<Status> {
        let sample = vault.has_sample()?;
        self.touch();
        *held(&self.vault) = Some(Open { vault, sample });
        held(&self.chosen).take();
        self.keep(|kept| {
            kept.folder = Some(folder);
            kept.visits.enter(&ZonedDateTime::now());
        });
        Ok(self.status())
    }

    /// Notes that a person has seen what is where.
    pub(crate) fn end_tour(&self) {
        self.keep(|kept| kept.toured = true);
    }

    /// Tries a passphrase, if there have not been too many wrong ones. The try is counted before it is made, so that
    /// ending the process in the middle gains nothing.
    pub(super) fn guess<T>(&self, attempt: impl FnOnce() -> Result<T, Error>) -> Answer<T> {
        let mut delay = held(&self.delay);
        let seconds = delay.seconds((self.now)());
        if seconds > 0 {
            return Err(Failure::new("wait").with("seconds", seconds));
        }
        let before = delay.tries();
        self.keep(|kept| kept.tries = before.saturating_add(1));
        let done = attempt();
        let tries = match &done {
            Ok(_) => 0,
            Err(Error::WrongPassphrase) => before.saturating_add(1),
            Err(_) => before,
        };
        self.keep(|kept| kept.tries = tries);
        *delay = Delay::new(tries, (self.now)());
        Ok(done?)
    }

    /// Locks the vault. The page and the desk keep nothing of it.
    pub(crate) fn lock(&self) -> Answer<Status> {
        self.papers.clear();
        held(&self.table).take();
        held(&self.waiting).clear();
        held(&self.archive).take();
        // An import under way holds the vault: it ends with nothing taken in.
        self.cancel_reading();
        let mut held = held(&self.vault);
        if let Some(open) = held.take() {
            // What could not be tidied up now is tidied up at the next opening; every edit is on disk.
            open.vault.close().ok();
        }
        drop(held);
        Ok(self.status())
    }

    /// Returns whether the vault is open and nobody has touched the window for too long.
    pub(crate) fn is_idle(&self) -> bool {
        self.is_open() && self.open_for().is_zero()
    }

    /// Locks the vault if nobody touched the window for too long; returns whether it did.
    pub(crate) fn lock_if_idle(&self) -> bool {
        self.is_idle() && self.lock().is_ok()
    }

    /// While nobody is at the desk, does a little of what may wait; returns whether there is more.
    pub(crate) fn tend_in_a_pause(&self) -> bool {
        let pause = held(&self.idle).is_pause((self.now)());
        // What cannot be done now is done another time: nobody asked for it.
        pause && self.with_vault(Vault::tend).unwrap_or(false)
    }

    /// Changes the passphrase.
    pub(crate) fn rekey(&self, current: &str, next: &str) -> Answer<()> {
        if !next.is_empty() && strength(next).score == 0 {
            return Err(Failure::new("passphrase-weak"));
        }
        let mut open = held(&self.vault);
        let open = open.as_mut().ok_or_else(|| Failure::new("locked"))?;
        self.guess(|| open.vault.rekey(current, next))
    }

    /// Gives this laptop another name.
    pub(crate) fn rename_device(&self, name: &str) -> Answer<Status> {
        let name = line(name);
        if name.is_empty() || name.chars().count() > DEVICE {
            return Err(Failure::new("device-name").with("most", DEVICE));
        }
        self.with_vault(|vault| vault.rename_device(&name))?;
        Ok(self.status())
    }

    /// Takes all sample data out of the vault (R13).
    pub(crate) fn remove_sample(&self) -> Answer<u32> {
        self.papers.clear();
        let removed = self.with_vault(Vault::remove_sample)?;
        self.look_for_sample()?;
        Ok(removed)
    }

    /// Notes whether there is sample data still.
    pub(super) fn look_for_sample(&self) -> Answer<()> {
        if let Some(open) = held(&self.vault).as_mut() {
            open.sample = open.vault.has_sample()?;
        }
        Ok(())
    }

    /// Returns the name that a backup of today would have.
    pub(crate) fn backup_name(&self) -> String {
        format!(
            "{} {}.maru-backup",
            name_of(&self.folder()),
            ZonedDateTime::now().strftime("%Y-%m-%d")
        )
    }

    /// Copies the vault into one file.
    pub(crate) fn backup(&self, path: &Path) -> Answer<Saved> {
        self.with_vault(|vault| vault.backup(path))?;
        *held(&self.saved) = Some(path.to_owned());
        Ok(Saved { name: name_of(path) })
    }

    /// Returns the folder of this laptop's vault.
    pub(super) fn folder(&self) -> PathBuf {
        held(&self.kept)
            .folder
            .clone()
            .unwrap_or_else(|| self.usual.clone())
    }

    /// Returns the folder that a new vault would have: one of its own, whatever was chosen.
    pub(super) fn birthplace(&self) -> PathBuf {
        let chosen = held(&self.chosen).clone().unwrap_or_else(|| self.usual.clone());
        let taken = fs::read_dir(&chosen).is_ok_and(|mut entries| entries.next().is_some());
        if taken && !holds_vault(&chosen) {
            chosen.join(FOLDER)
        } else {
            chosen
        }
    }
}

/// Returns whether a folder holds a vault, whole or not.
pub(super) fn holds_vault(folder: &Path) -> bool {
    ["vault.db", "keys", "keys.copy"]
        .iter()
        .any(|name| folder.join(name).exists())
}

/// Returns the last part of a path: all of it that the page may know.
pub(crate) fn name_of(path: &Path) -> String {
    line(&path.file_name().unwrap_or_default().to_string_lossy())
}
