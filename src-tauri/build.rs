//! Prepares the window's configuration and says which commands the page may be granted at all.

/// Every command of the page. A unit test holds this list, the capability and the registered commands together.
const COMMANDS: &[&str] = &[
    "status",
    "set_settings",
    "choose_folder",
    "create_vault",
    "open_vault",
    "unlock",
    "lock",
    "touch",
    "strength",
    "suggest_passphrase",
    "rekey",
    "rename_device",
    "remove_sample",
    "home",
    "list",
    "actions",
    "commitments",
    "services",
    "owners",
    "erase",
    "search",
    "add_record",
    "open_record",
    "edit_record",
    "close_record",
    "history",
    "compare",
    "review",
    "go_back",
    "attachment",
    "attach_picture",
    "attach_file",
    "choose_files",
    "cancel_reading",
    "save_copy",
    "preview",
    "page",
    "export_pdf",
    "cancel_export",
    "preview_actions",
    "export_actions",
    "reveal",
    "backup",
    "end_tour",
    "close_ready",
    "spelling",
    "show_menu",
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let manifest = tauri_build::AppManifest::new().commands(COMMANDS);
    tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest))?;
    Ok(())
}
