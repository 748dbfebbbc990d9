//! Why a picture was not taken.

/// Why a picture was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There are no bytes.
    #[error("an empty file")]
    Empty,
    /// The file is larger than [`crate::MOST`].
    #[error("a file of more than 50 MiB")]
    Large,
    /// The bytes are no picture, or one of a kind that Maru does not read.
    #[error("no picture that Maru reads")]
    Unknown,
    /// The picture comes from a phone in HEIC or AVIF, which has no free decoder that is safe enough.
    #[error("HEIC or AVIF")]
    Heic,
    /// A drawing of vectors can hold programs and addresses, and is not taken.
    #[error("SVG")]
    Svg,
    /// A bitmap of Windows, as large as a picture can be; every program that makes one can write it as PNG.
    #[error("BMP")]
    Bitmap,
    /// The bytes are cut or damaged.
    #[error("cut or damaged")]
    Broken,
    /// The picture has more pixels than any camera makes: how wide, and how high.
    #[error("{0} by {1} pixels")]
    Pixels(u32, u32),
    /// Reading it took more memory or time than any picture needs.
    #[error("over the limits")]
    Limits,
    /// A person stopped the reading.
    #[error("stopped")]
    Stopped,
    /// The reader could not be started.
    #[error("the reader did not start: {0}")]
    Reader(String),
}

impl Error {
    /// Returns the code by which the labels `err-…` and `rec-…` are found.
    pub fn code(&self) -> &'static str {
        match self {
            Error::Empty => "picture-empty",
            Error::Large => "picture-large",
            Error::Unknown => "picture-unknown",
            Error::Heic => "picture-heic",
            Error::Svg => "picture-svg",
            Error::Bitmap => "picture-bitmap",
            Error::Broken => "picture-broken",
            Error::Pixels(..) => "picture-pixels",
            Error::Limits => "picture-limits",
            Error::Stopped => "picture-stopped",
            Error::Reader(_) => "picture-reader",
        }
    }

    /// Returns the arguments of those labels.
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Error::Pixels(width, height) => {
                vec![("width", width.to_string()), ("height", height.to_string())]
            }
            _ => Vec::new(),
        }
    }

    /// Returns the error that a reader named by its code, as it came over the pipe.
    pub(crate) fn told(code: &str, width: u32, height: u32) -> Error {
        match code {
            "picture-empty" => Error::Empty,
            "picture-large" => Error::Large,
            "picture-unknown" => Error::Unknown,
            "picture-heic" => Error::Heic,
            "picture-svg" => Error::Svg,
            "picture-bitmap" => Error::Bitmap,
            "picture-broken" => Error::Broken,
            "picture-pixels" => Error::Pixels(width, height),
            _ => Error::Limits,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Error;

    #[test]
    fn an_error_comes_over_the_pipe_as_itself() {
        for error in [
            Error::Empty,
            Error::Large,
            Error::Unknown,
            Error::Heic,
            Error::Svg,
            Error::Bitmap,
            Error::Broken,
            Error::Pixels(7, 9),
            Error::Limits,
        ] {
            assert_eq!(Error::told(error.code(), 7, 9), error);
        }
    }
}
