//! What is wrong with a file, as a code with its arguments; the words come from the labels.

use std::borrow::Cow;

/// What is wrong with a file: the labels `err-<code>` and `rec-<code>` say it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    code: Cow<'static, str>,
    args: Vec<(Cow<'static, str>, String)>,
}

impl Error {
    /// Returns the error of this code.
    pub fn new(code: impl Into<Cow<'static, str>>) -> Error {
        Error {
            code: code.into(),
            args: Vec::new(),
        }
    }

    /// Returns the error with one more argument for its words.
    #[must_use]
    pub fn with(mut self, name: impl Into<Cow<'static, str>>, value: impl Into<String>) -> Error {
        self.args.push((name.into(), value.into()));
        self
    }

    /// Returns the code.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// Returns the arguments of its words.
    pub fn args(&self) -> &[(Cow<'static, str>, String)] {
        &self.args
    }
}
