//! What the page asks first: how far the vault is open, and what is set.

use std::collections::BTreeMap;

use maru_core::bilingual::Side;
use maru_store::Device;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::settings::Settings;

/// How far the vault is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Stage {
    /// There is none yet on this laptop.
    First,
    /// There is one; its passphrase is asked.
    Locked,
    /// It is open.
    Open,
}

/// What the page asks first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub(crate) struct Status {
    /// How far the vault is open.
    pub(crate) stage: Stage,
    /// What is set.
    pub(crate) settings: Settings,
    /// This laptop, while the vault is open.
    pub(crate) device: Option<Device>,
    /// The name of the vault's folder; on a first start or with a backup, of the one that would be made. Never a path.
    pub(crate) vault_name: String,
    /// The name of the backup that is to become a vault.
    pub(crate) backup: Option<String>,
    /// How many seconds must pass before the next passphrase is taken.
    pub(crate) wait_seconds: u32,
    /// Whether the vault holds sample data.
    pub(crate) sample: bool,
    /// Whether a person has seen what is where.
    pub(crate) toured: bool,
    /// Maru's version.
    pub(crate) version: String,
    /// Whether the system speaks Korean.
    pub(crate) korean_system: bool,
    /// How many records there are, by kind, and as `bin` how many lie in the bin.
    pub(crate) counts: BTreeMap<String, u32>,
}

/// What a new vault needs.
#[derive(Clone, Serialize, Deserialize, Type)]
pub(crate) struct NewVault {
    /// The passphrase.
    pub(crate) passphrase: String,
    /// The side of this laptop.
    pub(crate) side: Side,
    /// The name of this laptop.
    pub(crate) device: String,
    /// Whether to fill it with the sample working session.
    pub(crate) sample: bool,
}

/// For what a folder is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Purpose {
    /// A new vault.
    Create,
    /// A vault that is there already.
    Open,
}
