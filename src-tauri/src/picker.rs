//! The native dialogs. Only Rust opens them, and only Rust sees the path that a person chose.

use std::path::PathBuf;

use maru_core::bilingual::Lang;
use maru_core::labels::Labels;
use tauri::{AppHandle, Manager};
use tauri_plugin_dialog::{DialogExt, FileDialogBuilder};

use crate::rows::Wanted;
use crate::window::MAIN;

/// What kind of file is saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Filter {
    /// A PDF.
    Pdf,
    /// A table for a spreadsheet.
    Table,
    /// Many files in one.
    Zip,
    /// A backup of the vault.
    Backup,
}

impl Filter {
    fn title(self) -> &'static str {
        match self {
            Filter::Pdf => "save-pdf",
            Filter::Table => "save-table",
            Filter::Zip => "save-zip",
            Filter::Backup => "backup-make",
        }
    }

    fn label(self) -> &'static str {
        match self {
            Filter::Pdf => "file-pdf",
            Filter::Table => "file-table",
            Filter::Zip => "file-zip",
            Filter::Backup => "file-backup",
        }
    }

    pub(crate) fn ending(self) -> &'static str {
        match self {
            Filter::Pdf => "pdf",
            Filter::Table => "csv",
            Filter::Zip => "zip",
            Filter::Backup => "maru-backup",
        }
    }
}

/// Lets a person choose a folder.
pub(crate) fn folder(app: &AppHandle, lang: Lang) -> Option<PathBuf> {
    if let Some(answer) = rehearsed("MARU_E2E_FOLDER") {
        return answer;
    }
    let dialog = dialog(app).set_title(Labels::new(lang).text("choose-folder", &[]));
    dialog
        .set_can_create_directories(true)
        .blocking_pick_folder()?
        .into_path()
        .ok()
}

/// Lets a person choose a folder of notes.
pub(crate) fn notes(app: &AppHandle, lang: Lang) -> Option<PathBuf> {
    if let Some(answer) = rehearsed("MARU_E2E_NOTES") {
        return answer;
    }
    let dialog = dialog(app).set_title(Labels::new(lang).text("import-notes", &[]));
    dialog.blocking_pick_folder()?.into_path().ok()
}

/// Lets a person choose where a file is saved, under this name at first.
pub(crate) fn save(app: &AppHandle, lang: Lang, filter: Filter, name: &str) -> Option<PathBuf> {
    if let Some(answer) = rehearsed("MARU_E2E_SAVE") {
        return answer;
    }
    let labels = Labels::new(lang);
    let dialog = dialog(app)
        .set_title(labels.text(filter.title(), &[]))
        .add_filter(labels.text(filter.label(), &[]), &[filter.ending()])
        .set_file_name(name);
    let chosen = dialog.blocking_save_file()?.into_path().ok()?;
    Some(if chosen.extension().is_some() {
        chosen
    } else {
        chosen.with_extension(filter.ending())
    })
}

/// Lets a person choose where a file is saved as it is, under this name at first.
pub(crate) fn save_as_it_is(app: &AppHandle, lang: Lang, name: &str) -> Option<PathBuf> {
    if let Some(answer) = rehearsed("MARU_E2E_SAVE") {
        return answer;
    }
    let dialog = dialog(app).set_title(Labels::new(lang).text("save-copy", &[]));
    dialog.set_file_name(name).blocking_save_file()?.into_path().ok()
}

/// Lets a person choose a backup.
pub(crate) fn backup(app: &AppHandle, lang: Lang) -> Option<PathBuf> {
    if let Some(answer) = rehearsed("MARU_E2E_BACKUP") {
        return answer;
    }
    let labels = Labels::new(lang);
    let kind = Filter::Backup;
    let dialog = dialog(app)
        .set_title(labels.text("vault-restore", &[]))
        .add_filter(labels.text(kind.label(), &[]), &[kind.ending()])
        // `maructl` lets its backups have any name.
        .add_filter(labels.text("file-any", &[]), &["*"]);
    dialog.blocking_pick_file()?.into_path().ok()
}

/// Lets a person choose files to attach.
pub(crate) fn files(app: &AppHandle, lang: Lang, wanted: Wanted) -> Vec<PathBuf> {
    if let Some(answer) = rehearsed("MARU_E2E_FILES") {
        let paths = answer.unwrap_or_default();
        return std::env::split_paths(&paths)
            .filter(|path| path.is_absolute())
            .collect();
    }
    let labels = Labels::new(lang);
    let pictures = labels.text("file-pictures", &[]);
    let kinds = ["jpg", "jpeg", "png", "webp", "gif"];
    let title = if wanted == Wanted::Picture {
        "picture-add"
    } else {
        "attach-file"
    };
    let mut dialog = dialog(app).set_title(labels.text(title, &[]));
    if wanted == Wanted::Any {
        dialog = dialog.add_filter(labels.text("file-any", &[]), &["*"]);
    }
    let chosen = dialog.add_filter(pictures, &kinds).blocking_pick_files();
    let chosen = chosen.unwrap_or_default().into_iter();
    chosen.filter_map(|file| file.into_path().ok()).collect()
}

/// Lets a person choose files of records.
pub(crate) fn records(app: &AppHandle, lang: Lang) -> Option<Vec<PathBuf>> {
    if let Some(answer) = rehearsed("MARU_E2E_RECORDS") {
        // A folder stands for all files that lie in it.
        return answer.map(|folder| {
            let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
            let paths = entries.map(|entry| entry.path());
            let mut paths: Vec<PathBuf> = paths.filter(|path| path.is_file()).collect();
            paths.sort();
            paths
        });
    }
    let labels = Labels::new(lang);
    let chosen = dialog(app)
        .set_title(labels.text("import-files", &[]))
        .add_filter(labels.text("file-records", &[]), &["json", "md", "pdf"])
        .blocking_pick_files()?;
    Some(
        chosen
            .into_iter()
            .filter_map(|path| path.into_path().ok())
            .collect(),
    )
}

fn dialog(app: &AppHandle) -> FileDialogBuilder<tauri::Wry> {
    let mut dialog = app.dialog().file().set_can_create_directories(true);
    if let Some(folder) = documents(app) {
        dialog = dialog.set_directory(folder);
    }
    match app.get_webview_window(MAIN) {
        Some(window) => dialog.set_parent(&window),
        None => dialog,
    }
}

/// Returns the folder where a person keeps documents, or their home.
pub(crate) fn documents(app: &AppHandle) -> Option<PathBuf> {
    let (documents, home) = (app.path().document_dir().ok(), app.path().home_dir().ok());
    documents.filter(|folder| folder.is_dir()).or(home)
}

/// The real-window tests cannot steer a native dialog: in a debug build they say beforehand what a person would
/// choose, and an empty answer stands for "Cancel".
fn rehearsed(name: &str) -> Option<Option<PathBuf>> {
    if !cfg!(debug_assertions) {
        return None;
    }
    let answer = std::env::var_os(name)?;
    Some((!answer.is_empty()).then(|| PathBuf::from(answer)))
}
