//! The smallest window that the same toolkit can open: what `cargo xtask bench` holds Maru's start and memory against.

fn main() {
    let started = tauri::Builder::default().run(tauri::generate_context!("examples/empty/tauri.conf.json"));
    if let Err(error) = started {
        panic!("the empty window did not open: {error}");
    }
}
