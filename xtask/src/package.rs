//! The packages on a clean Debian: installed there, used by a person without rights, and taken away again.

use crate::{
    bundle, place,
    process::{answer, command, find, run},
    setup,
    tally::Tally,
};
use anyhow::{Context, Result, bail};
use std::{
    fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// The release of Debian that is laid out.
const DEBIAN: &str = "bookworm";
const PASSPHRASE: &str = "wooden hall open window";
/// The address of the sample session, the same in every vault with the sample.
const SESSION: &str = "01a3b69c-65c0-700b-8000-000000000001";
const PERSON: &str = "tester";
/// The longest that a first window may take on a system that has nothing in its caches.
const PATIENCE: Duration = Duration::from_secs(60);
/// How long nobody looks at the display between two looks.
const BETWEEN: Duration = Duration::from_millis(500);

/// Tries the packages that `cargo xtask bundle` made last.
pub(crate) fn check() -> Result<Tally> {
    if !cfg!(target_os = "linux") {
        bail!("a package for Debian is tried on Linux");
    }
    setup::to_try_package()?;
    let packages = bundle::last_debs();
    if packages.len() < bundle::PACKAGES.len() {
        bail!("there are no packages: call `cargo xtask bundle` first");
    }
    let laptop = Laptop::lay_out()?;
    let mut tally = Tally::default();
    let mut step = |name: &str, outcome: Result<()>| {
        match &outcome {
            Ok(()) => println!("{name} ... ok"),
            Err(error) => println!("{name} ... FAILED\n  {error:#}"),
        }
        tally += Tally::of(&outcome);
    };
    step(
        "lintian finds no error",
        run(command("lintian")
            .args(["--fail-on", "error", "--info", "--tag-display-limit", "0"])
            .args(&packages)),
    );
    step("the packages install", laptop.install(&packages));
    step("the catalogue of programs reads what Maru is", laptop.catalogue());
    step("a person without rights exports a PDF", laptop.export());
    step("the window opens and shows Maru", laptop.window());
    step("the manual pages are there in both languages", laptop.manual());
    step("nothing but a person's own files stays", laptop.remove());
    Ok(tally)
}

/// What a running system has and a folder has not.
const MOUNTS: [(&str, &str); 2] = [("proc", "proc"), ("tmpfs", "dev/shm")];

impl Drop for Laptop {
    fn drop(&mut self) {
        for (_, place) in MOUNTS {
            run(command("umount").arg("--lazy").arg(self.root.join(place))).ok();
        }
    }
}

/// A minimal Debian in a folder.
struct Laptop {
    root: PathBuf,
}

impl Laptop {
    /// Lays Debian out once; later runs go on with it.
    fn lay_out() -> Result<Self> {
        let root =
            std::env::var_os("MARU_DEBIAN").map_or_else(|| place::target().join("debian"), PathBuf::from);
        let laptop = Self { root };
        if !laptop.root.join("usr/bin/apt-get").exists() {
            run(command("debootstrap")
                .args(["--variant=minbase", DEBIAN])
                .arg(&laptop.root)
                .args(mirror()))?;
        }
        // The window's own process looks itself up there, and shares its pictures there.
        for (kind, place) in MOUNTS {
            let there = laptop.root.join(place);
            fs::create_dir_all(&there)?;
            run(command("mount").args(["-t", kind, kind]).arg(there))?;
        }
        laptop.run("apt-get --quiet update")?;
        if laptop.run(&format!("id {PERSON}")).is_err() {
            laptop.run(&format!("useradd --create-home {PERSON}"))?;
        }
        Ok(laptop)
    }

    /// Returns a command inside, as this user. The program is started without `su`, so that it can be ended.
    fn enter(&self, user: &str, script: &str) -> Command {
        let mut chroot = command("chroot");
        chroot
            .arg(format!("--userspec={user}:{user}"))
            .arg(&self.root)
            .args(["sh", "-c", &format!("export HOME=~{user} && cd && {script}")])
            .env_clear()
            .env("PATH", "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin")
            .env("DEBIAN_FRONTEND", "noninteractive")
            .env("LANG", "C.UTF-8");
        chroot
    }

    fn run(&self, script: &str) -> Result<()> {
        run(&mut self.enter("root", script))
    }

    fn install(&self, packages: &[PathBuf]) -> Result<()> {
        let mut names = Vec::new();
        for package in packages {
            let name = package.file_name().context("a package has a name")?;
            fs::copy(package, self.root.join(name))?;
            names.push(format!("/{}", name.display()));
        }
        self.run(&format!(
            "apt-get --quiet install --yes --no-install-recommends {}",
            names.join(" ")
        ))?;
        self.run(
            "dpkg --verify maru maructl && test -x /usr/bin/maru && test -x /usr/bin/maructl \
             && test -e /usr/share/applications/maru.desktop \
             && grep --quiet maru-backup /usr/share/mime/globs2",
        )
    }

    /// Reads what the catalogues show, as strictly as they do.
    fn catalogue(&self) -> Result<()> {
        run(command("appstreamcli")
            .args(["validate", "--no-net"])
            .arg(self.root.join(bundle::CATALOGUE)))
    }

    fn export(&self) -> Result<()> {
        let script = format!(
            "rm -rf vault out.pdf && export MARU_PASSPHRASE=\"{PASSPHRASE}\" \
             && maructl init --vault vault --side uk --sample \
             && maructl export --vault vault {SESSION} --to pdf --text both --out out.pdf && maructl check --vault vault"
        );
        run(&mut self.enter(PERSON, &script))?;
        let pdf = fs::read(self.home().join("out.pdf"))?;
        if !pdf.starts_with(b"%PDF-") || pdf.len() < 20_000 {
            bail!("the export is no PDF of a session");
        }
        Ok(())
    }

    /// Opens the window on a display outside and keeps what it shows.
    fn window(&self) -> Result<()> {
        let display = Display::start()?;
        let picture = place::target().join("bundle/window.png");
        let script = format!(
            "DISPLAY=127.0.0.1{} NO_AT_BRIDGE=1 LANG=C.UTF-8 exec maru",
            display.name
        );
        let mut window = Ended(self.enter(PERSON, &script).spawn()?);
        let begin = Instant::now();
        // No word comes from inside when a window is painted, so the display is looked at; a look is a program of its
        // own, which would take the time from the window if one followed the other. A window that ended, or that
        // nobody would wait for, ends it.
        loop {
            display.keep(&picture)?;
            if shows(&picture) {
                println!("  {}", picture.display());
                return Ok(());
            }
            if let Some(status) = window.0.try_wait()? {
                bail!("the window ended ({status}) before it showed anything");
            }
            if begin.elapsed() > PATIENCE {
                bail!("the display stayed empty after {} s", PATIENCE.as_secs());
            }
            thread::sleep(BETWEEN);
        }
    }

    fn manual(&self) -> Result<()> {
        for folder in ["usr/share/man/man1", "usr/share/man/ko/man1"] {
            for package in &bundle::PACKAGES {
                let page = format!("{folder}/{}.1.gz", package.name);
                if !self.root.join(&page).exists() {
                    bail!("/{page} is not there");
                }
            }
        }
        Ok(())
    }

    fn remove(&self) -> Result<()> {
        self.run("apt-get --quiet purge --yes maru maructl")?;
        for path in [
            "usr/bin/maru",
            "usr/bin/maructl",
            "usr/share/applications/maru.desktop",
            "usr/share/mime/packages/maru.xml",
            bundle::CATALOGUE,
            "usr/share/doc/maru",
            "usr/share/doc/maructl",
        ] {
            if self.root.join(path).exists() {
                bail!("/{path} is still there");
            }
        }
        if !self.home().join("vault/vault.db").exists() {
            bail!("the vault of a person is gone");
        }
        Ok(())
    }

    fn home(&self) -> PathBuf {
        self.root.join("home").join(PERSON)
    }
}

/// Returns another address than Debian's own, where only that can be reached.
fn mirror() -> Option<String> {
    std::env::var("MARU_MIRROR").ok()
}

/// A display outside, which a window inside reaches by the network of the machine itself.
struct Display {
    /// Its name, such as `:1`.
    name: String,
    _server: Ended,
}

impl Display {
    /// Starts it. The server chooses a free number and says it once it takes windows: it is there when the line is.
    fn start() -> Result<Self> {
        let mut server = Ended(
            command("Xvfb")
                .args([
                    "-displayfd",
                    "1",
                    "-screen",
                    "0",
                    "1366x768x24",
                    "-ac",
                    "-listen",
                    "tcp",
                ])
                .stdout(Stdio::piped())
                .stderr(Stdio::null())
                .spawn()?,
        );
        let out = server.0.stdout.take().context("the display has no output")?;
        let mut line = String::new();
        BufReader::new(out).read_line(&mut line)?;
        match line.trim() {
            "" => bail!("the display did not start"),
            number => Ok(Self {
                name: format!(":{number}"),
                _server: server,
            }),
        }
    }

    /// Keeps what it shows.
    fn keep(&self, picture: &Path) -> Result<()> {
        let import = find("import").context("ImageMagick is missing")?;
        run(command(import)
            .args(["-display", &self.name, "-window", "root"])
            .arg(picture))
    }
}

/// Tells whether a picture shows letters: they have many shades, and an empty display has one.
fn shows(picture: &Path) -> bool {
    let colours = answer(command("identify").args(["-format", "%k"]).arg(picture));
    colours.and_then(|count| count.parse::<u32>().ok()).unwrap_or(0) > 50
}

/// A program that ends with the step that started it.
struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}
