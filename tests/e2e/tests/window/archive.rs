//! A folder of notes from another program comes in: with the keyboard alone.

use std::fs;
use std::path::Path;

use maru_e2e::{Desk, Setting, labels::Labels, picture};

/// A line of Korean as editors of before Unicode wrote it (CP949): `# 실무회의`, and a line beneath it, `협력`.
const OLD: &[u8] = b"# \xbd\xc7\xb9\xab\xc8\xb8\xc0\xc7\n\n\xc7\xf9\xb7\xc2\n";

fn put(root: &Path, name: &str, bytes: impl AsRef<[u8]>) {
    let path = root.join(name);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, bytes).expect("a note");
}

#[tokio::test(flavor = "current_thread")]
async fn a_folder_of_notes_is_shown_before_it_comes_in_and_known_again() {
    let en = Labels::read("en");
    let desk = Desk::with_sample(Setting::default()).await;
    let root = desk.notes();
    put(
        &root,
        "2027/Working session.md",
        "---\ndate: 2027-03-09 14:00\nstatus: done\n---\n# Session from Obsidian\n\n- [ ] Send the draft\n\n\
         ![The hall](../_resources/hall.png)\n\n![lost](lost.png)\n",
    );
    fs::create_dir_all(root.join("_resources")).expect("a folder");
    picture::photo(&root.join("_resources"), "hall.png", (320, 200));
    put(&root, "old.md", OLD);
    put(&root, "copy/old.md", OLD);
    put(&root, "junk.md", b"\0\0\0");
    desk.unlock().await;

    desk.command(en.get("import-notes")).await;
    desk.expect("Session from Obsidian").await;
    desk.expect("실무회의").await;
    desk.expect("lost.png").await;
    desk.expect(en.get("notes-twice")).await;
    desk.expect(en.get("err-note-binary")).await;
    desk.picture("notes").await;
    desk.push(en.get("import")).await;
    desk.expect_js("the import to close", "!document.querySelector('[role=dialog]')")
        .await;
    desk.press("ctrl+3").await;
    desk.expect("Session from Obsidian").await;
    desk.picture("notes-list").await;
    desk.push("Session from Obsidian").await;
    desk.expect_line("en", "Send the draft").await;
    desk.expect_js(
        "the picture",
        "document.querySelector('.ProseMirror img')?.naturalWidth > 0",
    )
    .await;
    desk.picture("notes-session").await;

    desk.command(en.get("import-notes")).await;
    desk.expect(en.get("import-known")).await;
    desk.expect_js(
        "nothing to be imported",
        &format!(
            "[...document.querySelectorAll('[role=dialog] button')].some(one => one.disabled && one.textContent.includes({:?}))",
            en.get("import")
        ),
    )
    .await;
    desk.close().await;

    // In Korean, and dark.
    desk.lock().await;
    desk.dress("ko", "dark").await;
    desk.unlock().await;
    let ko = Labels::read("ko");
    desk.command(ko.get("import-notes")).await;
    desk.expect(ko.get("import-known")).await;
    desk.expect(ko.get("vis-own")).await;
    desk.picture("notes-ko").await;
}

#[tokio::test(flavor = "current_thread")]
async fn whoever_stops_the_reading_of_a_folder_has_nothing_of_it() {
    let en = Labels::read("en");
    let desk = Desk::with_sample(Setting::default()).await;
    put(&desk.notes(), "a.md", "# First\n");
    // Quotes in quotes without end, in file after file: nobody reads them while a person reaches for the button.
    for n in 0..30 {
        put(&desk.notes(), &format!("b{n:02}.md"), "> ".repeat(1_500_000));
    }
    desk.unlock().await;
    desk.command(en.get("import-notes")).await;
    desk.expect_focus(en.get("stop")).await;
    desk.picture("notes-reading").await;
    desk.press("Enter").await;
    desk.expect_focus(en.get("choose-notes")).await;
    desk.close().await;
    desk.press("ctrl+3").await;
    desk.expect("Second UK–ROK").await;
    desk.expect_gone("First").await;
}
