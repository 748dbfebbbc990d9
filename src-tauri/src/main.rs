//! The desktop application. Everything is in the library, so that tests can reach it.

// Windows would open a console beside the window.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

#[cfg(target_os = "linux")]
mod renderer;

fn main() -> std::process::ExitCode {
    #[cfg(target_os = "linux")]
    renderer::choose();
    maru_shell::run()
}
