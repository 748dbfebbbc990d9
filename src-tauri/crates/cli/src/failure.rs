//! What can go wrong in a run, as a code with its arguments; the words come from the labels.

use std::borrow::Cow;
use std::io;

use maru_core::labels::Labels;

use crate::output::clean;

/// What went wrong: a code that the labels explain (`err-<code>`) and answer (`rec-<code>`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Failure {
    code: Cow<'static, str>,
    args: Vec<(Cow<'static, str>, String)>,
    status: u8,
    /// The file that it is about, where a run has several and the words name none.
    file: Option<String>,
}

impl Failure {
    /// Returns a failure of the work itself: exit status 1.
    pub(crate) fn new(code: impl Into<Cow<'static, str>>) -> Failure {
        Failure {
            code: code.into(),
            args: Vec::new(),
            status: 1,
            file: None,
        }
    }

    /// Returns a failure to say what is wanted: exit status 2.
    pub(crate) fn wrong_use(code: impl Into<Cow<'static, str>>) -> Failure {
        Failure {
            status: 2,
            ..Failure::new(code)
        }
    }

    /// Returns the quiet end of a run whose reader went away, as in `maructl list | head`.
    pub(crate) fn quiet() -> Failure {
        Failure {
            status: 0,
            ..Failure::new("quiet")
        }
    }

    /// Returns the failure with one more argument for its words.
    pub(crate) fn with(mut self, name: impl Into<Cow<'static, str>>, value: impl Into<String>) -> Failure {
        self.args.push((name.into(), value.into()));
        self
    }

    /// Returns the failure as one of a file.
    pub(crate) fn of_file(mut self, file: impl Into<String>) -> Failure {
        self.file = Some(file.into());
        self
    }

    /// Returns the code.
    pub(crate) fn code(&self) -> &str {
        &self.code
    }

    /// Returns the exit status of a run that ends so.
    pub(crate) fn status(&self) -> u8 {
        self.status
    }

    /// Returns whether there is nothing to say.
    pub(crate) fn is_quiet(&self) -> bool {
        self.status == 0
    }

    /// Returns whether a record must not leave, which is no reason to stop when everything that may leave was asked for.
    pub(crate) fn must_stay(&self) -> bool {
        let codes = [
            "paper-own",
            "paper-blocked",
            "paper-classified",
            "paper-embargo",
            "paper-kind",
            "paper-form",
        ];
        codes.contains(&self.code())
    }

    /// Returns what happened, for a person.
    pub(crate) fn what(&self, labels: Labels) -> String {
        self.say("err", labels)
    }

    /// Returns the one line for a person: what happened, and what to do.
    pub(crate) fn line(&self, labels: Labels) -> String {
        let what = self.what(labels);
        let file = self.file.as_ref().filter(|file| !what.contains(*file));
        clean(&format!(
            "maructl: {}{what} {}",
            file.map(|file| format!("{file}: ")).unwrap_or_default(),
            self.say("rec", labels)
        ))
    }

    fn say(&self, part: &str, labels: Labels) -> String {
        let args: Vec<(&str, &str)> = self.args.iter().map(|(n, v)| (n.as_ref(), v.as_str())).collect();
        labels.text(&format!("{part}-{}", self.code), &args)
    }
}

impl From<maru_store::Error> for Failure {
    fn from(error: maru_store::Error) -> Failure {
        error
            .args()
            .into_iter()
            .fold(Failure::new(error.code()), |failure, (name, value)| {
                failure.with(name, value)
            })
    }
}

impl From<maru_picture::Error> for Failure {
    fn from(error: maru_picture::Error) -> Failure {
        error
            .args()
            .into_iter()
            .fold(Failure::new(error.code()), |failure, (name, value)| {
                failure.with(name, value)
            })
    }
}

impl From<maru_press::Error> for Failure {
    fn from(error: maru_press::Error) -> Failure {
        error
            .args()
            .into_iter()
            .fold(Failure::new(error.code()), |failure, (name, value)| {
                failure.with(name, value)
            })
    }
}

impl From<maru_files::Error> for Failure {
    fn from(error: maru_files::Error) -> Failure {
        let args = error.args().iter().cloned();
        args.fold(Failure::new(error.code().to_owned()), |failure, (name, value)| {
            failure.with(name, value)
        })
    }
}

impl From<maru_core::Error> for Failure {
    fn from(error: maru_core::Error) -> Failure {
        Failure::from(maru_store::Error::from(error))
    }
}

impl From<io::Error> for Failure {
    /// Only for the streams of the run itself; a file that a person named has its own code.
    fn from(error: io::Error) -> Failure {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Failure::quiet(),
            io::ErrorKind::StorageFull => Failure::new("disk-full").with("path", "stdout"),
            _ => Failure::new("stream").with("reason", error.to_string()),
        }
    }
}
