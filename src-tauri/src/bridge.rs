//! The typed bridge between page and shell: one list of commands and events, and the TypeScript made from it.

use tauri_specta::{Builder, collect_commands, collect_events};

use crate::commands::{attachment, laptop, many, paper, record, vault};
use crate::menu;
use crate::window;

/// What becomes of a rejected call that no command rejected: a message, like every other failure.
const TYPED_ERROR: &str = r#"async function typedError<T, E>(result: Promise<T>): Promise<{ status: "ok"; data: T } | { status: "error"; error: E }> {
    try {
        return { status: "ok", data: await result };
    } catch (fault) {
        const known = typeof fault === "object" && fault !== null && "code" in fault && "args" in fault;
        return { status: "error", error: (known ? fault : { code: "unexpected", args: {} }) as E };
    }
}"#;

/// Returns the commands and events between page and shell.
pub(crate) fn bridge() -> Builder<tauri::Wry> {
    Builder::<tauri::Wry>::new()
        // The only numbers that could be wider stand in JSON of records, and no field of a record is.
        .dangerously_cast_bigints_to_number()
        .typed_error_impl(TYPED_ERROR)
        .commands(collect_commands![
            laptop::status,
            laptop::set_settings,
            laptop::choose_folder,
            laptop::touch,
            laptop::strength,
            laptop::suggest_passphrase,
            laptop::end_tour,
            laptop::close_ready,
            laptop::spelling,
            laptop::show_menu,
            vault::create_vault,
            vault::open_vault,
            vault::unlock,
            vault::lock,
            vault::rekey,
            vault::rename_device,
            vault::remove_sample,
            vault::backup,
            vault::choose_backup,
            vault::leave_backup,
            vault::restore_vault,
            record::home,
            record::list,
            record::actions,
            record::commitments,
            record::services,
            record::owners,
            record::rows,
            record::erase,
            record::search,
            record::mend_search,
            record::add_record,
            record::open_record,
            record::edit_record,
            record::close_record,
            record::history,
            record::compare,
            record::review,
            record::go_back,
            record::attachment,
            attachment::attach_picture,
            attachment::attach_file,
            attachment::choose_files,
            attachment::cancel_reading,
            attachment::save_copy,
            paper::preview,
            paper::page,
            paper::export_pdf,
            paper::cancel_export,
            paper::preview_actions,
            paper::export_actions,
            paper::reveal,
            many::survey,
            many::export_many,
            many::choose_import,
            many::import_chosen,
            many::choose_archive,
            many::import_archive,
        ])
        .events(collect_events![
            window::Locked,
            window::Changed,
            window::Handed,
            crate::many::Sent,
            window::WindowCloses,
            menu::Chosen
        ])
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;

    use super::*;

    const BINDINGS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../ui/src/ipc.ts");
    const READING: &str = "_Deserialize";
    const WRITING: &str = "_Serialize";

    /// Returns the TypeScript of the bridge.
    fn typescript() -> String {
        let made = tempfile::NamedTempFile::new().expect("a temporary file");
        bridge()
            .export(specta_typescript::Typescript::default(), made.path())
            .expect("bindings");
        with_uploads(&one_face(
            &std::fs::read_to_string(made.path()).expect("what was just written"),
        ))
    }

    /// Gives the commands that take a file the bytes as their whole body and the name as a header.
    fn with_uploads(text: &str) -> String {
        let mut text = text.to_owned();
        for (ours, name) in [("attachPicture", "attach_picture"), ("attachFile", "attach_file")] {
            let before = format!("{ours}: () => typedError<Kept, Failure>(__TAURI_INVOKE(\"{name}\"))");
            let after = format!(
                "{ours}: (bytes: Uint8Array, name: string) => typedError<Kept, Failure>(__TAURI_INVOKE(\"{name}\", bytes, {{ headers: {{ name: encodeURIComponent(name) }} }}))"
            );
            assert!(text.contains(&before), "{name} takes a file");
            text = text.replace(&before, &after);
        }
        text
    }

    /// Gives every type the one face that the page sees. The exporter writes two, since a field that may be missing
    /// when it is read is always there when it was written; the page reads all but what it hands to a command.
    fn one_face(text: &str) -> String {
        let mut handed: BTreeSet<&str> = BTreeSet::new();
        for (at, _) in text.match_indices(READING) {
            let before = text.split_at(at).0;
            let name = before
                .rsplit(|c: char| !c.is_alphanumeric())
                .next()
                .unwrap_or_default();
            if before
                .lines()
                .last()
                .is_some_and(|line| line.contains("=> typedError") || line.contains(": ("))
            {
                handed.insert(name);
            }
        }
        let shown = |item: &&str| {
            let Some((_, from)) = item.split_once("export type ") else {
                return true;
            };
            let name = from.split(' ').next().unwrap_or_default();
            match (name.strip_suffix(READING), name.strip_suffix(WRITING)) {
                (Some(name), _) => handed.contains(name),
                (_, Some(name)) => !handed.contains(name),
                _ => !from.starts_with(&format!("{name} = {name}{WRITING} | ")),
            }
        };
        let kept: Vec<&str> = text.split("\n\n").filter(shown).collect();
        kept.join("\n\n").replace(READING, "").replace(WRITING, "")
    }

    #[test]
    fn bindings_are_current() {
        let text = typescript();
        if std::env::var_os("UPDATE_BINDINGS").is_some() {
            std::fs::write(BINDINGS, &text).expect("the generated file can be written");
        }
        let known = std::fs::read_to_string(BINDINGS).unwrap_or_default();
        assert!(
            known == text,
            "ui/src/ipc.ts is out of date: run the test with UPDATE_BINDINGS=1"
        );
    }

    #[test]
    fn the_page_may_call_exactly_the_commands_that_there_are() {
        let words = |text: &str, from: &str| -> BTreeSet<String> {
            let list = text
                .split_once(from)
                .expect("the list")
                .1
                .split_once("];")
                .expect("its end")
                .0;
            list.split('"').skip(1).step_by(2).map(str::to_owned).collect()
        };
        let manifest = words(include_str!("../build.rs"), "COMMANDS: &[&str] = &[");
        let invoked: BTreeSet<String> = typescript()
            .split("__TAURI_INVOKE(\"")
            .skip(1)
            .filter_map(|call| Some(call.split_once('"')?.0.to_owned()))
            .collect();
        let capability: Value =
            serde_json::from_str(include_str!("../capabilities/main.json")).expect("a capability");
        let granted: BTreeSet<&str> = capability["permissions"]
            .as_array()
            .expect("a list")
            .iter()
            .filter_map(Value::as_str)
            .collect();
        let mut wanted: BTreeSet<String> = manifest
            .iter()
            .map(|name| format!("allow-{}", name.replace('_', "-")))
            .collect();
        assert_eq!(manifest, invoked, "build.rs and collect_commands differ");
        wanted.extend(["core:event:allow-listen", "core:event:allow-unlisten"].map(str::to_owned));
        assert_eq!(
            granted,
            wanted.iter().map(String::as_str).collect(),
            "capability and build.rs differ"
        );
    }

    #[test]
    fn the_page_may_load_and_run_nothing_but_itself() {
        let conf: Value = serde_json::from_str(include_str!("../tauri.conf.json")).expect("a configuration");
        let security = &conf["app"]["security"];
        let policy = security["csp"].as_object().expect("a policy by directive");
        for (directive, sources) in policy {
            let sources = sources.as_str().expect("sources in one text");
            for source in sources.split(' ') {
                let known = match directive.as_str() {
                    "connect-src" => ["ipc:", "http://ipc.localhost"].contains(&source),
                    "img-src" => ["'self'", "blob:"].contains(&source),
                    "trusted-types" => ["svelte-trusted-html", "ProseMirrorClipboard"].contains(&source),
                    "require-trusted-types-for" => source == "'script'",
                    _ => ["'self'", "'none'"].contains(&source),
                };
                assert!(known, "{directive} allows {source}");
            }
        }
        for directive in [
            "default-src",
            "script-src",
            "style-src",
            "object-src",
            "base-uri",
            "form-action",
        ] {
            assert!(policy.contains_key(directive), "no {directive}");
        }
        assert!(policy.contains_key("require-trusted-types-for"));
        assert_eq!(security["freezePrototype"], true);
        assert_eq!(conf["app"]["withGlobalTauri"], false);
        for window in conf["app"]["windows"].as_array().expect("windows") {
            let hardened = ["incognito", "devtools", "dragDropEnabled"].map(|name| window[name].as_bool());
            assert_eq!(hardened, [Some(true), Some(false), Some(false)]);
        }
        assert!(
            security.get("assetProtocol").is_none()
                && security.get("dangerousDisableAssetCspModification").is_none()
        );
    }
}
