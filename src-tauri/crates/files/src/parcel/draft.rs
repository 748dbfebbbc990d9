//! The file under a ZIP that is being written. Once something went wrong or was given up, it takes what still comes and
//! keeps none of it: a writer of ZIPs closes its file even when it is dropped, and complains aloud when it cannot.

use std::io::{self, BufWriter, IntoInnerError, Seek, SeekFrom, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tempfile::NamedTempFile;

/// A file that is thrown away unless it is finished.
pub(super) struct Draft {
    out: BufWriter<NamedTempFile>,
    given_up: Arc<AtomicBool>,
    /// Where the writer is and how long the file would be, also when nothing is kept any more.
    at: u64,
    end: u64,
}

impl Draft {
    /// Returns the draft, and the flag that gives it up.
    pub(super) fn new(file: NamedTempFile) -> (Draft, Arc<AtomicBool>) {
        let given_up = Arc::new(AtomicBool::new(false));
        let out = BufWriter::new(file);
        let draft = Draft {
            out,
            given_up: Arc::clone(&given_up),
            at: 0,
            end: 0,
        };
        (draft, given_up)
    }

    /// Returns the file with everything that was written to it.
    ///
    /// # Errors
    /// What the disk says.
    pub(super) fn into_file(self) -> io::Result<NamedTempFile> {
        self.out.into_inner().map_err(IntoInnerError::into_error)
    }

    fn unless_given_up<T>(
        &mut self,
        nothing: T,
        deed: impl FnOnce(&mut BufWriter<NamedTempFile>) -> io::Result<T>,
    ) -> io::Result<T> {
        if self.given_up.load(Ordering::Relaxed) {
            return Ok(nothing);
        }
        let done = deed(&mut self.out);
        // What is only interrupted is tried again.
        if done
            .as_ref()
            .is_err_and(|error| error.kind() != io::ErrorKind::Interrupted)
        {
            self.given_up.store(true, Ordering::Relaxed);
        }
        done
    }
}

impl Write for Draft {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.unless_given_up(bytes.len(), |out| out.write(bytes))?;
        self.at += written as u64;
        self.end = self.end.max(self.at);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.unless_given_up((), Write::flush)
    }
}

impl Seek for Draft {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let place = match to {
            SeekFrom::Start(place) => Some(place),
            SeekFrom::End(steps) => self.end.checked_add_signed(steps),
            SeekFrom::Current(steps) => self.at.checked_add_signed(steps),
        };
        let place = place.ok_or(io::ErrorKind::InvalidInput)?;
        self.at = self.unless_given_up(place, |out| out.seek(to))?;
        Ok(self.at)
    }
}
