//! What can go wrong with a vault, each with a code that a person's language has words for.

use std::io;
use std::path::Path;

use maru_core::Error as CoreError;

/// What can go wrong with a vault.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The folder holds no vault.
    #[error("{0} holds no vault")]
    NotAVault(String),
    /// The folder holds a vault already.
    #[error("{0} holds a vault already")]
    Exists(String),
    /// The folder holds other files.
    #[error("{0} is not empty")]
    FolderNotEmpty(String),
    /// Another process has the vault open.
    #[error("the vault is open in {program} (process {process})")]
    InUse {
        /// The program that has it open; empty if it did not say.
        program: String,
        /// Its process number; empty if it did not say.
        process: String,
    },
    /// The passphrase is not the vault's.
    #[error("wrong passphrase")]
    WrongPassphrase,
    /// The passphrase is empty, too long or holds characters that cannot be typed the same way everywhere.
    #[error("this passphrase cannot be used")]
    PassphraseUnusable,
    /// Both copies of the keys are damaged or missing.
    #[error("both copies of the keys are damaged")]
    KeysDamaged,
    /// A newer Maru wrote it.
    #[error("written by a newer Maru: version {found}, this one knows {known}")]
    Newer {
        /// The version that is needed.
        found: u32,
        /// The newest version that this Maru knows.
        known: u32,
    },
    /// The database file is damaged, cut or not the one that belongs to these keys.
    #[error("the vault is damaged: {0}")]
    Damaged(String),
    /// One record cannot be read.
    #[error("record {id} is damaged: {why}")]
    RecordDamaged {
        /// The record.
        id: String,
        /// What is wrong with it.
        why: String,
    },
    /// The folder or disk cannot be written.
    #[error("cannot write to {0}")]
    ReadOnly(String),
    /// The disk is full.
    #[error("the disk is full")]
    Full,
    /// There is no such record.
    #[error("no record {0}")]
    NoRecord(String),
    /// A record that does not lie in the bin was to be erased.
    #[error("record {0} does not lie in the bin")]
    NotInBin(String),
    /// A record with this id is there already.
    #[error("record {0} is there already")]
    RecordExists(String),
    /// A record's id holds characters that ids do not have.
    #[error("not an id: {0}")]
    BadId(String),
    /// The record or the edit is refused.
    #[error(transparent)]
    Refused(#[from] CoreError),
    /// There is no such attachment.
    #[error("no attachment {0}")]
    NoAttachment(String),
    /// The attachment is larger than Maru keeps.
    #[error("an attachment of {0} bytes")]
    AttachmentLarge(usize),
    /// The bytes of an attachment that came with a record are not those that the record names.
    #[error("other bytes than those of attachment {0}")]
    AttachmentForged(String),
    /// The file is no backup of a vault.
    #[error("{0} is no backup")]
    NotABackup(String),
    /// The backup would be written among the vault's own files.
    #[error("{0} is inside the vault's folder")]
    BackupInside(String),
    /// The backup is cut or damaged.
    #[error("the backup is damaged: {0}")]
    BackupDamaged(String),
    /// The index of search is damaged, or some edits are not in it; it can be made anew.
    #[error("the index of search is damaged")]
    IndexDamaged,
    /// Whoever asked for it broke it off; nothing was changed.
    #[error("stopped")]
    Stopped,
    /// The disk answered with an error.
    #[error("{path}: {source}")]
    Disk {
        /// The file or folder.
        path: String,
        /// What the system said.
        source: io::Error,
    },
    /// The database refused for a reason that has no words of its own.
    #[error("database: {0}")]
    Database(String),
}

impl Error {
    /// Returns the error of a call to the file system.
    pub(crate) fn disk(path: &Path, source: io::Error) -> Error {
        let path = path.display().to_string();
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Error::Full,
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Error::ReadOnly(path),
            _ => Error::Disk { path, source },
        }
    }

    /// Returns the code for the labels `err-…` and `rec-…`.
    pub fn code(&self) -> &'static str {
        match self {
            Error::NotAVault(_) => "not-a-vault",
            Error::Exists(_) => "vault-exists",
            Error::FolderNotEmpty(_) => "folder-not-empty",
            Error::InUse { .. } => "vault-in-use",
            Error::WrongPassphrase => "wrong-passphrase",
            Error::PassphraseUnusable => "passphrase-unusable",
            Error::KeysDamaged => "keys-damaged",
            Error::Newer { .. } => "vault-newer",
            Error::Damaged(_) => "vault-damaged",
            Error::RecordDamaged { .. } => "record-damaged",
            Error::ReadOnly(_) => "read-only",
            Error::Full => "disk-full",
            Error::NoRecord(_) => "no-record",
            Error::NotInBin(_) => "not-in-bin",
            Error::RecordExists(_) => "record-exists",
            Error::BadId(_) => "bad-id",
            Error::Refused(core) => refusal(core),
            Error::NoAttachment(_) => "no-attachment",
            Error::AttachmentLarge(_) => "attachment-large",
            Error::AttachmentForged(_) => "attachment-forged",
            Error::NotABackup(_) => "not-a-backup",
            Error::BackupInside(_) => "backup-inside",
            Error::BackupDamaged(_) => "backup-damaged",
            Error::IndexDamaged => "search-damaged",
            Error::Stopped => "rebuild-stopped",
            Error::Disk { .. } => "disk-error",
            Error::Database(_) => "database-error",
        }
    }

    /// Returns the arguments for those labels.
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Error::NotAVault(path)
            | Error::Exists(path)
            | Error::FolderNotEmpty(path)
            | Error::ReadOnly(path)
            | Error::NotABackup(path)
            | Error::BackupInside(path) => vec![("path", path.clone())],
            Error::InUse { program, process } => {
                vec![("program", program.clone()), ("process", process.clone())]
            }
            Error::Newer { found, known } => vec![("found", found.to_string()), ("known", known.to_string())],
            Error::Damaged(why) | Error::BackupDamaged(why) | Error::Database(why) => {
                vec![("why", why.clone())]
            }
            Error::RecordDamaged { id, why } => vec![("id", id.clone()), ("why", why.clone())],
            Error::NoRecord(id) | Error::NotInBin(id) | Error::RecordExists(id) | Error::BadId(id) => {
                vec![("id", id.clone())]
            }
            Error::Refused(core) => vec![("why", core.to_string())],
            Error::AttachmentLarge(bytes) => vec![("megabytes", bytes.div_ceil(1_048_576).to_string())],
            Error::Disk { path, source } => vec![("path", path.clone()), ("why", source.to_string())],
            Error::WrongPassphrase
            | Error::PassphraseUnusable
            | Error::KeysDamaged
            | Error::Full
            | Error::NoAttachment(_)
            | Error::AttachmentForged(_)
            | Error::IndexDamaged
            | Error::Stopped => Vec::new(),
        }
    }
}

fn refusal(core: &CoreError) -> &'static str {
    match core {
        CoreError::Depth => "record-deep",
        CoreError::Size(_) => "record-large",
        CoreError::Damaged(_) => "record-damaged",
        CoreError::Heads => "edit-heads",
        CoreError::Misfit(_) => "edit-misfit",
        CoreError::Fixed(_) => "edit-fixed",
        _ => "record-shape",
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Error {
        use rusqlite::{ErrorCode, ffi};
        if error
            .sqlite_error()
            .is_some_and(|e| e.extended_code == ffi::SQLITE_IOERR_SHMSIZE)
        {
            // The index of a log could not grow.
            return Error::Full;
        }
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Error::Full,
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen) => {
                Error::ReadOnly("vault.db".to_owned())
            }
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Error::Damaged(error.to_string()),
            _ => Error::Database(error.to_string()),
        }
    }
}

/// Returns the error of reading what every vault has: where that is not there, the vault is damaged.
pub(crate) fn essential(error: rusqlite::Error) -> Error {
    match Error::from(error) {
        Error::Database(why) => Error::Damaged(why),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::{CoreError, Error};

    #[test]
    fn every_code_has_its_words_in_both_languages() {
        let all = [
            Error::NotAVault(String::new()),
            Error::Exists(String::new()),
            Error::FolderNotEmpty(String::new()),
            Error::InUse {
                program: String::new(),
                process: String::new(),
            },
            Error::WrongPassphrase,
            Error::PassphraseUnusable,
            Error::KeysDamaged,
            Error::Newer { found: 2, known: 1 },
            Error::Damaged(String::new()),
            Error::RecordDamaged {
                id: String::new(),
                why: String::new(),
            },
            Error::ReadOnly(String::new()),
            Error::Full,
            Error::NoRecord(String::new()),
            Error::NotInBin(String::new()),
            Error::RecordExists(String::new()),
            Error::BadId(String::new()),
            Error::Refused(CoreError::Depth),
            Error::Refused(CoreError::Size(String::new())),
            Error::Refused(CoreError::Heads),
            Error::Refused(CoreError::Misfit(String::new())),
            Error::Refused(CoreError::Fixed("id")),
            Error::Refused(CoreError::Shape(String::new())),
            Error::NoAttachment(String::new()),
            Error::AttachmentLarge(1),
            Error::AttachmentForged(String::new()),
            Error::NotABackup(String::new()),
            Error::BackupInside(String::new()),
            Error::BackupDamaged(String::new()),
            Error::IndexDamaged,
            Error::Stopped,
            Error::Disk {
                path: String::new(),
                source: std::io::Error::other(""),
            },
            Error::Database(String::new()),
        ];
        let en = include_str!("../../../../ui/labels/en.ftl");
        let ko = include_str!("../../../../ui/labels/ko.ftl");
        for error in &all {
            for label in ["err", "rec"].map(|kind| format!("\n{kind}-{} = ", error.code())) {
                assert!(en.contains(&label) && ko.contains(&label), "no label {label}");
            }
            for (name, _) in error.args() {
                let used = [en, ko].iter().all(|text| {
                    text.lines()
                        .filter(|l| l.starts_with(&format!("err-{} = ", error.code())))
                        .all(|l| l.contains(&format!("{{ ${name} }}")))
                });
                assert!(used || name == "why", "err-{} does not say {name}", error.code());
            }
        }
    }
}
