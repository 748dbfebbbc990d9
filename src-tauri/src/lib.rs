//! The window of Maru: it draws nothing and decides little, but carries what a person asks for to the crates that
//! know, off the window's thread, and their answers back.
//!
//! The page is not trusted with a path, a file or a key. It may call the commands in `commands`, hear the events in
//! `window`, and nothing else; and it never leaves its own address.

mod bridge;
mod clock;
mod commands;
mod desk;
mod disk;
mod failure;
mod letters;
mod many;
mod menu;
mod papers;
mod picker;
mod rows;
mod settings;
mod spelling;
mod status;
mod viewer;
mod visits;
mod window;

use std::ffi::OsString;
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use maru_core::bilingual::Lang;
use maru_core::labels::both;
use tauri::plugin::Builder as Plugin;
use tauri::utils::config::AppDirectoriesOverride;
use tauri::{AppHandle, Manager, RunEvent};
use tauri_plugin_store::StoreExt;
use tauri_plugin_window_state::StateFlags;
use tauri_specta::Event;

use crate::clock::Moment;
use crate::desk::{Beginning, Desk};
use crate::window::{Closing, Locked};

/// The settings file, in the application's own folder.
const SETTINGS: &str = "settings.json";

/// Returns whether this program was called to read a file of records, and for nothing else.
pub fn is_reader() -> bool {
    maru_files::is_reader(std::env::args_os())
}

/// Reads a file of records on the standard input and answers on the standard output.
pub fn read() -> ExitCode {
    match maru_files::serve() {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

/// Opens the window and stays until it closes.
pub fn run() -> ExitCode {
    // Without a display the window's library panics, in words that help nobody.
    std::panic::set_hook(Box::new(|_| {}));
    let mut context = tauri::generate_context!();
    letters::lend(&mut context);
    if let Some(home) = rehearsal_home() {
        let app = &mut context.config_mut().app;
        app.app_directories_override = Some(AppDirectoriesOverride::Root(home));
        if std::env::var_os("TAURI_WEBVIEW_AUTOMATION").is_some() {
            // WebKit lets no driver into a page that leaves no traces.
            app.windows.iter_mut().for_each(|window| window.incognito = false);
        }
    }
    let built = catch_unwind(AssertUnwindSafe(|| application().build(context)));
    let Ok(Ok(app)) = built else {
        let words = both("err-no-window", &[]);
        say(&format!("{}\n{}", words.en, words.ko));
        return ExitCode::FAILURE;
    };
    std::panic::set_hook(Box::new(|fault| say(&Fault(fault.location()).to_string())));
    app.run(|app, event| match event {
        RunEvent::Exit => drop(app.state::<Arc<Desk>>().lock()),
        // There a file is not a word of the call, but is handed over afterwards.
        #[cfg(target_os = "macos")]
        RunEvent::Opened { urls } => {
            let paths = urls.iter().filter_map(|url| url.to_file_path().ok());
            let words = std::iter::once(OsString::new()).chain(paths.map(PathBuf::into_os_string));
            window::called_again(app, words, Path::new(""));
        }
        _ => {}
    });
    ExitCode::SUCCESS
}

fn application() -> tauri::Builder<tauri::Wry> {
    let bridge = bridge::bridge();
    tauri::Builder::default()
        // The first plugin of all: a second start must end before it touches anything.
        .plugin(tauri_plugin_single_instance::init(|app, words, folder| {
            window::called_again(app, words.into_iter().map(OsString::from), Path::new(&folder));
        }))
        .plugin(tauri_plugin_store::Builder::new().build())
        .plugin(
            tauri_plugin_window_state::Builder::new()
                .with_state_flags(shape())
                .build(),
        )
        .plugin(tauri_plugin_dialog::init())
        .plugin(
            Plugin::<tauri::Wry>::new("stay")
                .on_navigation(|_, url| window::at_home(url))
                .build(),
        )
        .invoke_handler(bridge.invoke_handler())
        .on_menu_event(|app, event| menu::chosen(app, &event))
        .setup(move |app| {
            bridge.mount_events(app);
            begin(app.handle())
        })
}

/// Sets the desk up, and the clock that locks it.
fn begin(app: &AppHandle) -> Result<(), Box<dyn std::error::Error>> {
    let usual = match rehearsal_home() {
        Some(home) => home.join("vault"),
        None => app
            .path()
            .document_dir()
            .or_else(|_| app.path().app_data_dir())?
            .join("Maru"),
    };
    let drawer = Box::new(settings::File(app.store(SETTINGS)?));
    let desk = Arc::new(Desk::new(Beginning {
        drawer,
        now: Moment::now,
        read_records: maru_files::apart,
        read_notes: maru_files::notes::Readers {
            notes: maru_files::notes::apart,
            pictures: maru_files::notes::pictures_apart,
        },
        system: system_language(),
        usual,
        prepare: desk::attachment::prepare_apart,
        vouch: desk::attachment::vouch_apart,
    }));
    if let Some(backup) = window::handed(std::env::args_os(), &std::env::current_dir().unwrap_or_default()) {
        desk.take_up(Some(backup));
    }
    app.manage(Arc::clone(&desk));
    app.manage(Closing::default());
    window::prepare(app)?;
    let app = app.clone();
    std::thread::Builder::new()
        .name("lock".to_owned())
        .spawn(move || keep_time(&app, &desk))?;
    Ok(())
}

/// Locks the vault when nobody has touched the window for as long as a person set, and tends it in shorter pauses.
fn keep_time(app: &AppHandle, desk: &Desk) {
    // Not the whole time left at once: the setting may change, and a laptop that slept wakes up late.
    let (soon, late) = (Duration::from_secs(1), Duration::from_secs(5));
    // Between two pieces of work, whoever waits for the vault has it first.
    let breath = Duration::from_millis(5);
    loop {
        std::thread::sleep(desk.open_for().clamp(soon, late));
        while desk.tend_in_a_pause() {
            std::thread::sleep(breath);
        }
        if desk.is_idle() {
            window::save_before_lock(app);
        }
        if desk.lock_if_idle() {
            Locked.emit(app).ok();
        }
    }
}

fn system_language() -> Lang {
    match sys_locale::get_locale() {
        Some(locale) if locale.starts_with("ko") => Lang::Ko,
        _ => Lang::En,
    }
}

/// The window comes back where it was, but never hidden or without its frame.
fn shape() -> StateFlags {
    StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED
}

/// In a debug build, tests and `cargo xtask run` give the application a folder of its own.
fn rehearsal_home() -> Option<PathBuf> {
    if !cfg!(debug_assertions) {
        return None;
    }
    std::env::var_os("MARU_HOME").map(PathBuf::from)
}

/// Where a fault happened, without its words: they may quote what a person wrote.
struct Fault<'a>(Option<&'a std::panic::Location<'a>>);

impl std::fmt::Display for Fault<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let words = both("err-unexpected", &[]);
        match self.0 {
            Some(place) => {
                let file = Path::new(place.file()).file_name().unwrap_or_default().display();
                write!(f, "{} {} ({file}:{})", words.en, words.ko, place.line())
            }
            None => write!(f, "{} {}", words.en, words.ko),
        }
    }
}

/// Says something on the terminal, if there is one.
fn say(line: &str) {
    writeln!(std::io::stderr(), "{line}").ok();
}
