//! A vault made again from a backup: the file that a person chose, or opened Maru with.

use std::path::{Path, PathBuf};

use maru_core::text::line;
use maru_store::Vault;

use super::opening::{holds_vault, name_of};
use super::{Desk, held};
use crate::failure::Answer;
use crate::status::Status;

impl Desk {
    /// Notes the backup that is to become a vault, or that none is after all.
    pub(crate) fn take_up(&self, backup: Option<PathBuf>) -> Status {
        held(&self.chosen).take();
        *held(&self.backup) = backup;
        self.status()
    }

    /// Returns the name of the backup that waits, and of the folder that its vault would have.
    pub(super) fn waiting(&self) -> Option<(String, String)> {
        let backup = held(&self.backup).clone()?;
        Some((name_of(&backup), name_of(&self.room(&backup))))
    }

    /// Makes a vault of the backup that waits, and opens it. The vault that this laptop had stays where it is.
    pub(crate) fn restore(&self, passphrase: &str) -> Answer<Status> {
        let Some(backup) = held(&self.backup).clone() else {
            return Ok(self.status());
        };
        self.lock()?;
        let folder = self.room(&backup);
        self.guess(|| Vault::restore(&backup, &folder, passphrase))?;
        let vault = Vault::open(&folder, passphrase)?;
        held(&self.backup).take();
        self.settle(folder, vault)
    }

    /// Returns where the vault of a backup goes: beside one that is there already, under the name of the backup.
    fn room(&self, backup: &Path) -> PathBuf {
        let place = self.birthplace();
        if !holds_vault(&place) {
            return place;
        }
        place.with_file_name(line(&backup.file_stem().unwrap_or_default().to_string_lossy()))
    }
}
