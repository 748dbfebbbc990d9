//! Maru is started while it runs.

use maru_e2e::{Desk, Setting, desk::app, hangul::Bus, patience::until, vault::PASSPHRASE};
use std::process::{Command, Stdio};

#[tokio::test(flavor = "current_thread")]
async fn a_second_start_hands_over_to_the_first() {
    let bus = Bus::start();
    let env = vec![("DBUS_SESSION_BUS_ADDRESS".to_owned(), bus.address.clone())];
    let desk = Desk::with_sample(Setting {
        env,
        ..Setting::default()
    })
    .await;
    desk.unlock().await;
    let mut second = start(&desk);
    let ended = until("the second start to end", async || {
        second.try_wait().ok().flatten()
    })
    .await;
    assert!(ended.success(), "{ended}");
    desk.expect_js("the first window is as it was", "document.querySelector('nav')")
        .await;
}

#[tokio::test(flavor = "current_thread")]
async fn without_a_bus_the_vault_says_who_holds_it() {
    let desk = Desk::with_sample(Setting::default()).await;
    desk.unlock().await;
    let mut check = Command::new(maru_e2e::desk::program("MARUCTL", "maructl"));
    let check = check
        .args(["list", "--vault"])
        .arg(desk.vault())
        .env("MARU_PASSPHRASE", PASSPHRASE)
        .output()
        .expect("maructl is built");
    assert!(!check.status.success(), "a vault in use was opened twice");
    let words = String::from_utf8_lossy(&check.stderr).into_owned();
    assert_eq!(words.trim().lines().count(), 1, "{words}");
    assert!(!words.contains("panicked"), "{words}");
    desk.lock().await;
    assert!(maru_e2e::vault::maructl(&desk.vault(), &["list"]).contains("2027"));
}

fn start(desk: &Desk) -> std::process::Child {
    let mut command = Command::new(app());
    command
        .envs(desk.environment())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command.spawn().expect("the application starts again")
}
