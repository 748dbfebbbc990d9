//! A laptop with Maru on it: a home folder, a display, the driver and the window.

use crate::{
    display::{Display, end},
    patience::{PATIENCE, soon, until},
    vault,
};
use fantoccini::{
    Client, ClientBuilder,
    wd::{Capabilities, TimeoutConfiguration},
};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::{
    fs,
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};
use tempfile::TempDir;
use tokio::time::timeout;

/// How a test wants its laptop.
#[derive(Debug, Clone)]
pub struct Setting {
    /// The system's language, as in the variable `LANG`.
    pub lang: &'static str,
    /// The size of the display in pixels.
    pub screen: (u32, u32),
    /// Whether the laptop has not shown yet what is where.
    pub tour: bool,
    /// More variables for the application.
    pub env: Vec<(String, String)>,
}

impl Default for Setting {
    fn default() -> Self {
        Self {
            lang: "C.UTF-8",
            screen: (1366, 900),
            tour: false,
            env: Vec::new(),
        }
    }
}

impl Setting {
    /// Returns a laptop on which a person who is asked for files chooses these.
    pub fn choosing(files: &[&Path]) -> Self {
        let all = std::env::join_paths(files).expect("paths without a separator");
        Self {
            env: vec![("MARU_E2E_FILES".to_owned(), all.to_string_lossy().into_owned())],
            ..Self::default()
        }
    }
}

/// A laptop and the window on it.
pub struct Desk {
    /// The connection to the page.
    pub page: Client,
    driver: Driver,
    display: Display,
    home: TempDir,
    setting: Setting,
}

impl Desk {
    /// Opens Maru for the first time on an empty laptop.
    pub async fn fresh(setting: Setting) -> Self {
        Self::open(home(), setting).await
    }

    /// Opens Maru on a vault with the sample in it: it stands locked.
    pub async fn with_sample(setting: Setting) -> Self {
        let home = home();
        vault::sample(&home.path().join("maru/vault"));
        Self::open(home, setting).await
    }

    /// Opens Maru on a vault that lies elsewhere: it stands locked, and whatever is changed is changed there.
    pub async fn on(vault: &Path, setting: Setting) -> Self {
        let home = home();
        // A debug build looks in its own folder, a release where programs keep what is theirs.
        for place in ["maru/vault", "xdg-data/app.maru.desktop/Maru"] {
            let place = home.path().join(place);
            fs::create_dir_all(place.parent().expect("a folder around it")).expect("a folder in the home");
            std::os::unix::fs::symlink(vault, place).expect("a link to the vault");
        }
        Self::open(home, setting).await
    }

    async fn open(home: TempDir, setting: Setting) -> Self {
        if !setting.tour {
            write_toured(&home.path().join("maru"));
        }
        let display = Display::start(setting.screen);
        let (driver, page) = connect(home.path(), display.name(), &setting).await;
        Self {
            page,
            driver,
            display,
            home,
            setting,
        }
    }

    /// Starts the application again on the same laptop, after its window was closed or killed.
    pub async fn restart(&mut self) {
        self.page.clone().close().await.ok();
        // The vault belongs to the old one until it has ended; and it ends in its own time, so the driver must not be taken
        // away before: on a busy machine its word to close would be lost.
        until("the application to end", async || {
            self.process().is_none().then_some(())
        })
        .await;
        drop(std::mem::replace(&mut self.driver, Driver(None)));
        (self.driver, self.page) = connect(self.home.path(), self.display.name(), &self.setting).await;
    }

    /// Kills the application as a power cut does.
    pub async fn pull_the_plug(&mut self) {
        let id = until("the application's process", async || self.process()).await;
        let killed = Command::new("kill")
            .args(["-KILL", &id.to_string()])
            .status()
            .expect("kill starts");
        assert!(killed.success(), "the application was killed");
        until("the application to be gone", async || {
            self.process().is_none().then_some(())
        })
        .await;
    }

    /// Returns the process of the application in this home.
    pub fn process(&self) -> Option<u32> {
        let app = fs::canonicalize(app()).ok()?;
        let mark = format!("MARU_HOME={}\0", self.maru_home().display());
        let ids = fs::read_dir("/proc")
            .ok()?
            .flatten()
            .filter_map(|entry| entry.file_name().to_str()?.parse().ok());
        ids.into_iter().find(|id: &u32| {
            let program = fs::read_link(format!("/proc/{id}/exe")).ok();
            let env = fs::read(format!("/proc/{id}/environ")).unwrap_or_default();
            program.as_ref() == Some(&app) && String::from_utf8_lossy(&env).contains(&mark)
        })
    }

    /// Returns the folder where the application keeps its settings and its vault.
    pub fn maru_home(&self) -> PathBuf {
        self.home.path().join("maru")
    }

    /// Returns where the vault is unless a test chose another folder.
    pub fn vault(&self) -> PathBuf {
        self.maru_home().join("vault")
    }

    /// Returns where an export is saved.
    pub fn saved(&self) -> PathBuf {
        self.home.path().join("out/saved.pdf")
    }

    /// Returns the folder that the dialog for folders chooses.
    pub fn chosen_folder(&self) -> PathBuf {
        self.home.path().join("chosen/vault")
    }

    /// Returns the folder of the files that the dialog for records chooses.
    pub fn arriving(&self) -> PathBuf {
        self.home.path().join("in")
    }

    /// Returns the folder of notes that the dialog for it chooses.
    pub fn notes(&self) -> PathBuf {
        self.home.path().join("notes")
    }

    /// Returns the display.
    pub fn display(&self) -> &Display {
        &self.display
    }

    /// Returns the environment in which the application runs, for a second start of it.
    pub fn environment(&self) -> Vec<(String, String)> {
        environment(self.home.path(), self.display.name(), &self.setting)
    }

    /// Runs a script in the page and returns what it returns.
    pub async fn js(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.page
            .execute(script, arguments)
            .await
            .unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    /// Lets one script of the page take so long.
    pub async fn allow_scripts(&self, time: std::time::Duration) {
        let wide = TimeoutConfiguration::new(Some(time), None, None);
        self.page
            .update_timeouts(wide)
            .await
            .expect("more time for one script");
    }

    /// Returns the text that a person sees in the page.
    pub async fn text(&self) -> String {
        self.js("return document.body.innerText", vec![])
            .await
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    /// Waits until the page shows a text.
    pub async fn expect(&self, text: &str) {
        let wanted = text.to_owned();
        let found = soon(PATIENCE, async || {
            self.text().await.contains(&wanted).then_some(())
        })
        .await;
        if found.is_none() {
            panic!("waited for {text:?}; the page shows:\n{}", self.text().await);
        }
    }

    /// Waits until the page does not show a text any more.
    pub async fn expect_gone(&self, text: &str) {
        until(&format!("{text:?} to go"), async || {
            (!self.text().await.contains(text)).then_some(())
        })
        .await;
    }

    /// Waits until an expression of the page is true.
    pub async fn expect_js(&self, what: &str, expression: &str) {
        let script = format!("return Boolean({expression})");
        let found = soon(PATIENCE, async || {
            match self.page.execute(&script, vec![]).await {
                Ok(value) => (value == json!(true)).then_some(()),
                // The page that was asked has just gone for another one, which is asked next.
                Err(error) if error.to_string().contains("before the unload event") => None,
                Err(error) => panic!("{script}: {error}"),
            }
        })
        .await;
        if found.is_none() {
            panic!("waited for {what}; the page shows:\n{}", self.text().await);
        }
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        if let Some(id) = self.process() {
            Command::new("kill")
                .args(["-KILL", &id.to_string()])
                .status()
                .ok();
        }
    }
}

/// A running WebKitWebDriver, which ends with the test also when no window ever came.
struct Driver(Option<Child>);

impl Drop for Driver {
    fn drop(&mut self) {
        self.0.iter_mut().for_each(end);
    }
}

/// As on a laptop where a person has closed the tour.
fn write_toured(kept: &Path) {
    let settings = kept.join("settings.json");
    fs::write(settings, json!({ "toured": true }).to_string()).expect("the settings of the laptop");
}

fn home() -> TempDir {
    let home = tempfile::Builder::new()
        .prefix("maru-e2e-")
        .tempdir()
        .expect("a home folder for the test");
    for folder in ["run", "out", "in", "maru", "chosen"] {
        fs::create_dir(home.path().join(folder)).expect("a folder in the home");
    }
    private(&home.path().join("run"));
    home
}

fn private(folder: &Path) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700)).expect("rights of a folder");
}

/// Returns the application under test.
pub fn app() -> PathBuf {
    program("MARU_APP", "maru")
}

/// Returns a program that was built, or the one that a variable names.
pub fn program(variable: &str, name: &str) -> PathBuf {
    let built = || {
        let target = std::env::var_os("CARGO_TARGET_DIR")
            .map_or_else(|| root().join("target"), |folder| root().join(folder));
        target.join("debug").join(name)
    };
    std::env::var_os(variable).map_or_else(built, PathBuf::from)
}

/// Returns the root of the tree.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn environment(home: &Path, display: &str, setting: &Setting) -> Vec<(String, String)> {
    let path = |name: &str| home.join(name).to_string_lossy().into_owned();
    let mut all: Vec<(String, String)> = [
        ("DISPLAY", display.to_owned()),
        ("HOME", path("")),
        ("XDG_DATA_HOME", path("xdg-data")),
        ("XDG_CONFIG_HOME", path("xdg-config")),
        ("XDG_CACHE_HOME", path("xdg-cache")),
        ("XDG_RUNTIME_DIR", path("run")),
        ("MARU_HOME", path("maru")),
        ("MARU_E2E_FOLDER", path("chosen/vault")),
        ("MARU_E2E_SAVE", path("out/saved.pdf")),
        ("MARU_E2E_RECORDS", path("in")),
        ("MARU_E2E_NOTES", path("notes")),
        ("LANG", setting.lang.to_owned()),
        ("LC_ALL", setting.lang.to_owned()),
        ("GDK_BACKEND", "x11".to_owned()),
        // Without it some pictures show the page as it was before the last key.
        ("WEBKIT_DISABLE_DMABUF_RENDERER", "1".to_owned()),
        // A bus for assistive technology that never answers stalls the start.
        ("NO_AT_BRIDGE", "1".to_owned()),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value))
    .collect();
    all.extend(setting.env.iter().cloned());
    all
}

async fn connect(home: &Path, display: &str, setting: &Setting) -> (Driver, Client) {
    let port = TcpListener::bind("127.0.0.1:0")
        .and_then(|socket| socket.local_addr())
        .expect("a free port")
        .port();
    let driver = Command::new("WebKitWebDriver")
        .args([format!("--port={port}"), "--host=127.0.0.1".to_owned()])
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("DBUS_SESSION_BUS_ADDRESS")
        .env("TAURI_WEBVIEW_AUTOMATION", "true")
        .envs(environment(home, display, setting))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the WebKit driver starts (`cargo xtask setup` installs it)");
    let driver = Driver(Some(driver));
    let mut wanted = Capabilities::new();
    wanted.insert(
        "webkitgtk:browserOptions".to_owned(),
        json!({ "binary": app(), "args": [] }),
    );
    // The driver waits for ever for an application that ends before its window comes.
    let page = until("the window", async || {
        let mut session = ClientBuilder::new(HttpConnector::new());
        session.capabilities(wanted.clone());
        let address = format!("http://127.0.0.1:{port}");
        timeout(PATIENCE, session.connect(&address)).await.ok()?.ok()
    })
    .await;
    (driver, page)
}
