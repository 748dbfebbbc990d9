//! The desktop application. Everything is in the library, so that tests can reach it.

// Windows would open a console beside the window.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

#[cfg(target_os = "linux")]
mod renderer;

/// Records that come in are made on several threads and let go on another: the system's heap makes each wait there.
#[cfg(target_os = "linux")]
#[global_allocator]
static HEAP: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> std::process::ExitCode {
    // The same program reads pictures for itself, in a process that has nothing open and no window.
    if std::env::args_os()
        .nth(1)
        .is_some_and(|name| name == maru_picture::ARGUMENT)
    {
        return maru_picture::serve();
    }
    // Called by itself, to read a file from outside where a hostile one harms nothing.
    if maru_shell::is_reader() {
        return maru_shell::read();
    }
    #[cfg(target_os = "linux")]
    renderer::choose();
    maru_shell::run()
}
