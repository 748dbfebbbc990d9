//! A desk to work at: a folder that goes away, a vault in it, and `maructl` at hand.

use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

use maru_core::bilingual::Side;
use maru_store::{Birth, Cost, Vault};
use maru_tests::PASSPHRASE;
use serde_json::Value;
use tempfile::TempDir;

/// Returns the path of `maructl`, made from the sources of now. `MARU_MARUCTL` names another one to test.
pub(crate) fn maructl() -> &'static Path {
    static PATH: OnceLock<PathBuf> = OnceLock::new();
    PATH.get_or_init(|| {
        if let Some(given) = std::env::var_os("MARU_MARUCTL") {
            return given.into();
        }
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let built = Command::new(cargo)
            // With the window, as the tests of the window want it: alone it would be built, typesetter and all, once more.
            .args([
                "build",
                "--quiet",
                "--locked",
                "--package",
                "maru",
                "--package",
                "maru-cli",
            ])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .status()
            .expect("cargo runs");
        assert!(built.success(), "maructl does not build");
        // The tests lie in target/debug/deps.
        let tests = std::env::current_exe().expect("a test has a path");
        let folder = tests.ancestors().nth(2).expect("a target folder");
        let path = folder.join(format!("maructl{}", std::env::consts::EXE_SUFFIX));
        assert!(path.is_file(), "{} is not there", path.display());
        path
    })
}

/// What a run of `maructl` came to.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) status: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Ran {
    pub(crate) fn of(output: Output) -> Ran {
        Ran {
            status: output.status.code(),
            stdout: String::from_utf8(output.stdout).expect("stdout is UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("stderr is UTF-8"),
        }
    }

    /// Returns stdout of a run that did its work.
    #[track_caller]
    pub(crate) fn done(self) -> String {
        assert_eq!(self.status, Some(0), "{self:?}");
        self.stdout
    }

    /// Returns stdout of a run that did its work, as the one JSON document that it is.
    #[track_caller]
    pub(crate) fn json(self) -> Value {
        let text = self.done();
        serde_json::from_str(&text).unwrap_or_else(|e| panic!("{e}: {text}"))
    }

    /// Returns the one line of a run that failed, having proved that it is one and says nothing of the inside.
    #[track_caller]
    pub(crate) fn failed(self) -> String {
        self.refused(1)
    }

    /// The same for a wrong command line.
    #[track_caller]
    pub(crate) fn misused(self) -> String {
        self.refused(2)
    }

    #[track_caller]
    fn refused(self, status: i32) -> String {
        assert_eq!(self.status, Some(status), "{self:?}");
        let line = self.stderr.trim_end_matches('\n');
        assert_eq!(line.lines().count(), 1, "one line, not {line:?}");
        assert!(line.starts_with("maructl: "), "{line}");
        for inside in [
            "panicked",
            "RUST_BACKTRACE",
            ".rs:",
            "Error(",
            "SqliteFailure",
            "ERROR CORE",
            "[err-",
            "[rec-",
        ] {
            assert!(!line.contains(inside), "{line}");
        }
        line.to_owned()
    }
}

/// Runs `maructl` in a clean environment with the passphrase of the tests.
pub(crate) fn run<A: AsRef<OsStr>>(args: impl IntoIterator<Item = A>) -> Ran {
    Ran::of(command(args).output().expect("maructl starts"))
}

/// The same run, still to be started.
pub(crate) fn command<A: AsRef<OsStr>>(args: impl IntoIterator<Item = A>) -> Command {
    let mut command = Command::new(maructl());
    command.args(args).stdin(Stdio::null());
    clean(&mut command);
    command.env("MARU_PASSPHRASE", PASSPHRASE);
    command
}

/// Takes the language and the passphrase of whoever runs the tests away.
pub(crate) fn clean(command: &mut Command) {
    for name in [
        "LANG",
        "LANGUAGE",
        "LC_ALL",
        "LC_MESSAGES",
        "MARU_LANG",
        "MARU_PASSPHRASE",
        "MARU_NEW_PASSPHRASE",
    ] {
        command.env_remove(name);
    }
    command.env("MARU_LANG", "en");
}

/// A folder with a vault in it.
pub(crate) struct Desk {
    folder: TempDir,
}

impl Desk {
    /// Returns a desk without a vault.
    pub(crate) fn bare() -> Desk {
        Desk {
            folder: tempfile::Builder::new()
                .prefix("maru-test-")
                .tempdir()
                .expect("a folder"),
        }
    }

    /// Returns a desk with an empty vault of this side, behind the least costly key: guessing is tested elsewhere.
    pub(crate) fn of(side: &str) -> Desk {
        let desk = Desk::bare();
        desk.create(side).close().expect("a new vault closes");
        desk
    }

    /// Returns a desk with the sample session in its vault.
    pub(crate) fn sample() -> Desk {
        let desk = Desk::bare();
        let mut vault = desk.create("uk");
        vault
            .import(maru_core::sample::records(&Side::new("uk")))
            .expect("the sample is sound");
        vault.close().expect("a new vault closes");
        desk
    }

    fn create(&self, side: &str) -> Vault {
        let birth = Birth {
            side: Side::new(side),
            device: "test laptop".to_owned(),
        };
        Vault::create(&self.vault(), PASSPHRASE, &birth, Cost::least()).expect("a new vault")
    }

    /// Returns the folder of the vault.
    pub(crate) fn vault(&self) -> PathBuf {
        self.path("vault")
    }

    /// Returns a path on this desk.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file on this desk.
    pub(crate) fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        let mut file = std::fs::File::create(&path).expect("a file");
        file.write_all(bytes.as_ref()).expect("room for a file");
        path
    }

    /// Runs a subcommand on the vault of this desk.
    pub(crate) fn run(&self, subcommand: &str, args: &[&str]) -> Ran {
        Ran::of(self.command(subcommand, args).output().expect("maructl starts"))
    }

    /// The same run, still to be started.
    pub(crate) fn command(&self, subcommand: &str, args: &[&str]) -> Command {
        let vault = self.vault();
        let mut all: Vec<&OsStr> = vec![subcommand.as_ref(), "--vault".as_ref(), vault.as_os_str()];
        all.extend(args.iter().map(OsStr::new));
        command(all)
    }

    /// Returns the ids of the records of one kind, newest first.
    pub(crate) fn ids(&self, kind: &str) -> Vec<String> {
        let rows = self.run("list", &["--kind", kind, "--json"]).json();
        rows.as_array()
            .expect("rows")
            .iter()
            .map(|row| row["id"].as_str().expect("an id").to_owned())
            .collect()
    }

    /// Returns a text with the paths of this desk taken out, so that it is the same in every run.
    pub(crate) fn plain(&self, text: &str) -> String {
        text.replace(&self.folder.path().display().to_string(), "DESK")
    }
}
