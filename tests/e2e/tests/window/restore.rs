//! A backup becomes a vault in the window: on a new laptop, and when it is opened like any other file.

use maru_e2e::{
    Desk, Setting,
    desk::app,
    hangul::Bus,
    labels::Labels,
    patience::until,
    vault::{self, PASSPHRASE},
};
use std::{path::PathBuf, process::Command};
use tempfile::TempDir;

/// The name of the backup.
pub(crate) const NAME: &str = "Maru 2027-03-10.maru-backup";

/// Returns a stick with a backup of a vault with the sample on it.
pub(crate) fn stick() -> (TempDir, PathBuf) {
    let stick = tempfile::tempdir().expect("a stick");
    let (other, backup) = (stick.path().join("vault"), stick.path().join(NAME));
    vault::sample(&other);
    vault::maructl(&other, &["backup", "--out", &backup.display().to_string()]);
    (stick, backup)
}

#[tokio::test(flavor = "current_thread")]
async fn a_new_laptop_begins_with_a_backup() {
    let (en, (_stick, backup)) = (Labels::read("en"), stick());
    let desk = Desk::fresh(Setting {
        env: vec![("MARU_E2E_BACKUP".to_owned(), backup.display().to_string())],
        ..Setting::default()
    })
    .await;
    desk.push(en.get("continue")).await;
    desk.expect(en.get("vault-where")).await;
    desk.push(en.get("vault-restore")).await;
    desk.expect(NAME).await;
    // What waits to be restored is the shell's to remember.
    desk.dress("en", "light").await;
    desk.expect(NAME).await;

    desk.expect_js(
        "the cursor in the passphrase",
        "document.activeElement?.type === 'password'",
    )
    .await;
    desk.type_text("not this one").await;
    desk.press("Enter").await;
    desk.expect(en.get("err-wrong-passphrase")).await;
    desk.expect_js(
        "the wrong passphrase to be typed over",
        "document.activeElement?.selectionEnd === 12",
    )
    .await;
    desk.type_text(PASSPHRASE).await;
    desk.press("Enter").await;
    desk.expect_js("Home", "document.querySelector('nav [aria-current=page]')")
        .await;
    desk.lock().await;
    assert!(vault::maructl(&desk.vault(), &["list"]).contains("2027"));
    desk.unlock().await;
}

#[tokio::test(flavor = "current_thread")]
async fn a_backup_that_is_opened_waits_for_the_lock_and_can_be_left_alone() {
    let (en, (_stick, backup)) = (Labels::read("en"), stick());
    let bus = Bus::start();
    let desk = Desk::with_sample(Setting {
        env: vec![("DBUS_SESSION_BUS_ADDRESS".to_owned(), bus.address.clone())],
        ..Setting::default()
    })
    .await;
    desk.unlock().await;
    let mut second = Command::new(app())
        .arg(&backup)
        .envs(desk.environment())
        .spawn()
        .expect("the application starts again");
    until("the second start to end", async || {
        second.try_wait().ok().flatten()
    })
    .await;
    desk.expect(NAME).await;
    desk.lock().await;
    desk.expect(en.get("restore-passphrase")).await;
    desk.push(en.get("back")).await;
    desk.expect(en.get("vault-restore")).await;
    desk.expect_gone(NAME).await;
    desk.unlock().await;
    assert!(!desk.maru_home().join("Maru 2027-03-10").exists());
}
