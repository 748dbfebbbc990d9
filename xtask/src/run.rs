//! `cargo xtask run`: opens Maru on a vault with the sample in it.

use crate::{
    place,
    process::{cargo, programs, run},
    setup, ui,
};
use anyhow::{Context, Result};
use std::{
    fs,
    path::{Path, PathBuf},
    time::Instant,
};

/// It opens a vault that holds nothing but the sample.
const PASSPHRASE: &str = "wooden hall open window";

/// Builds everything and opens the window, or walks through it where there is no display.
pub(crate) fn open() -> Result<()> {
    let start = Instant::now();
    let walk = cfg!(target_os = "linux") && !display();
    if walk {
        setup::everything()?;
    } else {
        setup::to_build()?;
    }
    ui::build()?;
    // Not the release: only a build for rehearsals takes a folder from outside, and leaves a person's own vault alone.
    run(&mut programs())?;
    println!("Ready after {} s.", start.elapsed().as_secs());
    if walk { journey() } else { desk() }
}

/// Tells whether a window could be shown.
fn display() -> bool {
    ["DISPLAY", "WAYLAND_DISPLAY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

/// Opens the window for a person.
fn desk() -> Result<()> {
    let home = sample()?;
    println!(
        "\nMaru opens the sample in {}\nPassphrase 암호 문구: {PASSPHRASE}\n",
        home.display()
    );
    run(crate::process::command(place::program("debug", "maru")).env("MARU_HOME", &home))
}

/// Makes the sample vault unless it is there already.
fn sample() -> Result<PathBuf> {
    let home = per_user().join("maru-sample");
    let vault = home.join("vault");
    if vault.join("vault.db").exists() {
        return Ok(home);
    }
    private(&home)?;
    let mut init = crate::process::command(place::program("debug", "maructl"));
    init.arg("init")
        .arg("--vault")
        .arg(&vault)
        .args(["--side", "uk", "--sample"])
        .env("MARU_PASSPHRASE", PASSPHRASE);
    run(&mut init)?;
    Ok(home)
}

/// Returns a folder of this user that outlives the build but is no folder of documents.
fn per_user() -> PathBuf {
    let variables = ["XDG_CACHE_HOME", "LOCALAPPDATA"];
    let named = variables.iter().find_map(std::env::var_os).map(PathBuf::from);
    let home = || std::env::var_os("HOME").map(|home| Path::new(&home).join(".cache"));
    named.or_else(home).unwrap_or_else(std::env::temp_dir)
}

fn private(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("{} could not be made", folder.display()))?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(folder, fs::Permissions::from_mode(0o700))?;
    }
    Ok(())
}

/// Walks through the real window under a virtual display.
fn journey() -> Result<()> {
    println!(
        "\nThere is no display, so a virtual one is used: unlock, open the sample session, type, export."
    );
    let pictures = place::target().join("journey");
    let mut walk = cargo();
    walk.args([
        "test",
        "--locked",
        "--package",
        "maru-e2e",
        "--test",
        "window",
        "--",
    ])
    .args(["--exact", "sample::journey_of_the_sample", "--nocapture"])
    .env("MARU_PICTURES", &pictures);
    run(&mut walk)?;
    println!("\nThe window:   {}", pictures.join("meeting.png").display());
    println!("The PDF:      {}", pictures.join("summary.pdf").display());
    println!("Its pages:    {}", pictures.join("summary-1.png").display());
    Ok(())
}
