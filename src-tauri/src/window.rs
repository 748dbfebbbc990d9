//! The window: what it tells the page, how Hangul is typed in it, where it may go, and how it closes.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
#[cfg(target_os = "linux")]
use std::time::Instant;

use maru_core::document::Heads;
use serde::{Deserialize, Serialize};
use specta::Type;
use tauri::{AppHandle, Manager, Url, WebviewWindow, WindowEvent};
use tauri_specta::Event;

use crate::desk::Desk;
use crate::picker::Filter;

/// The label of the one window.
pub(crate) const MAIN: &str = "main";

/// The vault was locked: the page forgets everything it shows.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub(crate) struct Locked;

/// Somebody opened a backup with Maru while it was running.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub(crate) struct Handed;

/// A record was changed in another window.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub(crate) struct Changed {
    /// The record, by id.
    pub(crate) id: String,
    /// Its newest changes.
    pub(crate) heads: Heads,
}

/// The window is about to close: the page saves what is being typed and calls `close_ready`.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
#[tauri_specta(event_name = "closing")]
pub(crate) struct WindowCloses;

impl Changed {
    /// Tells every window but the one that made the change.
    pub(crate) fn tell_others(&self, window: &WebviewWindow) {
        let own = window.label().to_owned();
        let others = move |target: &tauri::EventTarget| match target {
            tauri::EventTarget::WebviewWindow { label } => *label != own,
            _ => false,
        };
        self.emit_filter(window, others).ok();
    }
}

/// How long the page may take to save before the window closes all the same.
const PATIENCE: Duration = Duration::from_secs(3);

/// Whether the window is closing, and whether the page is ready for it.
#[derive(Debug, Default)]
pub(crate) struct Closing {
    stage: Mutex<Stage>,
    moved: Condvar,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Stage {
    #[default]
    Open,
    Asked,
    Ready,
}

impl Closing {
    fn stage(&self) -> MutexGuard<'_, Stage> {
        self.stage.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes that the page has saved. An answer that comes too late says nothing about the next question.
    pub(crate) fn ready(&self) {
        let mut stage = self.stage();
        if *stage == Stage::Asked {
            *stage = Stage::Ready;
        }
        drop(stage);
        self.moved.notify_all();
    }

    /// Notes that the window stays after all.
    fn stay(&self) {
        *self.stage() = Stage::Open;
    }

    /// Returns whether this is the first time that somebody wants to close the window.
    fn ask(&self) -> bool {
        let mut stage = self.stage();
        let first = *stage == Stage::Open;
        if first {
            *stage = Stage::Asked;
        }
        first
    }

    /// Waits until the page has saved, or for as long as it may take.
    fn wait(&self, patience: Duration) {
        let waiting = self
            .moved
            .wait_timeout_while(self.stage(), patience, |stage| *stage != Stage::Ready);
        drop(waiting);
    }
}

/// Makes the window Maru's own: Hangul shows while it is typed, and nothing is lost when it closes.
pub(crate) fn prepare(app: &AppHandle) -> tauri::Result<()> {
    let Some(window) = app.get_webview_window(MAIN) else {
        return Ok(());
    };
    set_up_view(&window)?;
    let app = app.clone();
    window.on_window_event(move |event| {
        if let WindowEvent::CloseRequested { api, .. } = event {
            api.prevent_close();
            close(&app);
        }
    });
    Ok(())
}

/// Sets up what only WebKitGTK needs.
///
/// Wry switches the preview of the syllable being composed off, and it would be lost with a click elsewhere. And where
/// the page's own process ends, the window would stay blank: the page is loaded again, with everything saved in it.
#[cfg(target_os = "linux")]
fn set_up_view(window: &WebviewWindow) -> tauri::Result<()> {
    use webkit2gtk::{InputMethodContextExt, WebViewExt};
    window.with_webview(|webview| {
        let view = webview.inner();
        if let Some(context) = view.input_method_context() {
            context.set_enable_preedit(true);
        }
        let last = std::cell::Cell::new(None::<Instant>);
        view.connect_web_process_terminated(move |view, _| {
            // A page that ends as soon as it is loaded would begin for ever.
            if last
                .replace(Some(Instant::now()))
                .is_none_or(|last| last.elapsed() > PATIENCE)
            {
                view.reload();
            }
        });
    })
}

#[cfg(not(target_os = "linux"))]
fn set_up_view(_: &WebviewWindow) -> tauri::Result<()> {
    Ok(())
}

/// Lets the page save, closes the vault, and leaves. The window stays responsive meanwhile.
fn close(app: &AppHandle) {
    if !app.state::<Closing>().ask() {
        return;
    }
    let app = app.clone();
    std::thread::spawn(move || {
        let desk = Arc::clone(&app.state::<Arc<Desk>>());
        if desk.is_open() && WindowCloses.emit(&app).is_ok() {
            app.state::<Closing>().wait(PATIENCE);
        }
        // Hidden first: compaction may take a moment, and nobody waits for it in front of a dead window.
        if let Some(window) = app.get_webview_window(MAIN) {
            window.hide().ok();
        }
        desk.lock().ok();
        app.exit(0);
    });
}

/// Lets the page save before the vault locks itself: a syllable may have waited for its end since the last touch.
pub(crate) fn save_before_lock(app: &AppHandle) {
    let closing = app.state::<Closing>();
    if !closing.ask() {
        return;
    }
    if WindowCloses.emit(app).is_ok() {
        closing.wait(PATIENCE);
    }
    closing.stay();
}

/// Returns the backup with which Maru was called, if it was called with one.
pub(crate) fn handed(words: impl IntoIterator<Item = OsString>, folder: &Path) -> Option<PathBuf> {
    let path = folder.join(words.into_iter().nth(1)?);
    let named = path
        .extension()
        .is_some_and(|ending| ending == Filter::Backup.ending());
    (named && path.is_file()).then_some(path)
}

/// Takes what Maru was called with while it was running, and brings the window to the front.
pub(crate) fn called_again(app: &AppHandle, words: impl IntoIterator<Item = OsString>, folder: &Path) {
    if let Some(backup) = handed(words, folder) {
        app.state::<Arc<Desk>>().take_up(Some(backup));
        Handed.emit(app).ok();
    }
    show(app);
}

/// Brings the window to the front.
fn show(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(MAIN) {
        window.unminimize().ok();
        window.show().ok();
        window.set_focus().ok();
    }
}

/// Returns whether the window may show this address: its own pages only.
pub(crate) fn at_home(url: &Url) -> bool {
    match url.scheme() {
        "tauri" => url.host_str() == Some("localhost"),
        // Windows serves the application there; under `tauri dev` the page comes from Vite.
        "http" | "https" => {
            url.host_str() == Some("tauri.localhost")
                || tauri::is_dev() && url.host_str() == Some("localhost") && url.port() == Some(5173)
        }
        "about" => url.path() == "blank",
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_stays_at_home() {
        let may = |text: &str| at_home(&Url::parse(text).expect("a url"));
        assert!(may("tauri://localhost/index.html") && may("about:blank"));
        for elsewhere in [
            "https://example.com/",
            "http://localhost/",
            "tauri://elsewhere/",
            "file:///etc/passwd",
            "data:text/html,x",
            "about:config",
            "http://tauri.localhost.example.com/",
        ] {
            assert!(!may(elsewhere), "{elsewhere}");
        }
    }

    #[test]
    fn maru_is_called_with_a_backup_or_with_nothing() {
        let disk = tempfile::tempdir().expect("a disk");
        for name in ["Maru 2027-03-10.maru-backup", "notes.txt"] {
            std::fs::write(disk.path().join(name), "x").expect("a file");
        }
        let called = |word: &str| handed(["maru".into(), word.into()], disk.path());
        let backup = disk.path().join("Maru 2027-03-10.maru-backup");
        assert_eq!(called("Maru 2027-03-10.maru-backup"), Some(backup.clone()));
        assert_eq!(called(&backup.display().to_string()), Some(backup));
        for other in ["notes.txt", "gone.maru-backup", "--help", ""] {
            assert_eq!(called(other), None, "{other}");
        }
        assert_eq!(handed(["maru".into()], disk.path()), None);
        let conf: serde_json::Value =
            serde_json::from_str(include_str!("../tauri.conf.json")).expect("a configuration");
        let registered = &conf["bundle"]["fileAssociations"][0]["ext"];
        assert_eq!(*registered, serde_json::json!([Filter::Backup.ending()]));
    }

    #[test]
    fn the_window_asks_once_and_waits_for_the_page() {
        let closing = Arc::new(Closing::default());
        assert!(closing.ask() && !closing.ask());
        let page = Arc::clone(&closing);
        let saved = std::thread::spawn(move || page.ready());
        closing.wait(Duration::from_secs(3600));
        assert_eq!(*closing.stage(), Stage::Ready);
        saved.join().expect("the page's thread");
    }

    #[test]
    fn a_page_that_hangs_does_not_keep_the_window() {
        let closing = Closing::default();
        assert!(closing.ask());
        closing.wait(Duration::ZERO);
        assert_eq!(*closing.stage(), Stage::Asked);
    }

    #[test]
    fn a_late_answer_before_a_lock_does_not_keep_the_window_from_closing() {
        let closing = Closing::default();
        assert!(closing.ask());
        closing.wait(Duration::ZERO);
        closing.stay();
        closing.ready();
        assert!(closing.ask(), "the window can be closed");
    }
}
