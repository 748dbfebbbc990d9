//! The process that reads pictures, seen from the one that started it.

use std::io;
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use crate::ARGUMENT;
use crate::error::Error;
use crate::frame::{self, Wish};
use crate::made::Picture;

/// A stopped or starved reader uses no processor time, and is ended by the clock.
const PATIENCE: Duration = Duration::from_secs(60);
/// How often it is looked whether a person stopped it.
const GLANCE: Duration = Duration::from_millis(25);

/// A process that reads pictures. It ends with this value, at the latest.
pub struct Reader {
    child: Child,
    to: Option<ChildStdin>,
    from: Option<ChildStdout>,
}

impl Reader {
    /// Starts a program as the reader: `maru` or `maructl` itself.
    ///
    /// # Errors
    /// `Reader` if it does not start.
    pub fn start(program: &Path) -> Result<Reader, Error> {
        let mut child = maru_apart::start(program, ARGUMENT).map_err(|e| Error::Reader(e.to_string()))?;
        let (to, from) = (child.stdin.take(), child.stdout.take());
        Ok(Reader { child, to, from })
    }

    /// Makes a picture of a file anew, unless somebody raises the flag meanwhile.
    ///
    /// # Errors
    /// Why it was not taken. After `Limits` and `Stopped` the reader is gone.
    pub fn prepare(&mut self, bytes: &[u8], stop: &AtomicBool) -> Result<Picture, Error> {
        self.wish(Wish::Prepare, bytes, stop)
    }

    /// Says whether a file is a picture as Maru makes them: of its size and kind, whole, and without metadata.
    ///
    /// # Errors
    /// Why it is not.
    pub fn vouch(&mut self, bytes: &[u8]) -> Result<Picture, Error> {
        self.wish(Wish::Vouch, bytes, &AtomicBool::new(false))
    }

    /// Says the same of several; the first that is none ends it.
    ///
    /// # Errors
    /// Why it is not.
    pub fn vouch_all(&mut self, pictures: &[Vec<u8>]) -> Result<(), Error> {
        pictures.iter().try_for_each(|bytes| self.vouch(bytes).map(drop))
    }

    /// Does what is wished, unless somebody raises the flag meanwhile.
    ///
    /// # Errors
    /// As [`Reader::prepare`].
    pub fn wish(&mut self, wish: Wish, bytes: &[u8], stop: &AtomicBool) -> Result<Picture, Error> {
        if bytes.len() as u64 > crate::MOST {
            return Err(Error::Large);
        }
        let (Some(to), Some(from)) = (&mut self.to, &mut self.from) else {
            return Err(Error::Limits);
        };
        let child = &mut self.child;
        let answer = thread::scope(|scope| {
            let (done, answer) = mpsc::channel();
            // A reader that gave up closes its end; what it had to say still arrives.
            scope.spawn(move || frame::ask(to, wish, bytes));
            scope.spawn(move || done.send(frame::answered(from)).ok());
            let answer = wait(&answer, stop);
            if !matches!(answer, Ok(Ok(_))) {
                // Both pipes close with it, and both threads come home.
                let _ = child.kill();
            }
            answer
        });
        match answer {
            Ok(Ok(made)) => made,
            Ok(Err(_)) => self.lost(Error::Limits),
            Err(error) => self.lost(error),
        }
    }

    fn lost(&mut self, error: Error) -> Result<Picture, Error> {
        (self.to, self.from) = (None, None);
        Err(error)
    }
}

type Answer = io::Result<Result<Picture, Error>>;

fn wait(answer: &mpsc::Receiver<Answer>, stop: &AtomicBool) -> Result<Answer, Error> {
    let begun = Instant::now();
    loop {
        match answer.recv_timeout(GLANCE) {
            Ok(answer) => return Ok(answer),
            Err(RecvTimeoutError::Disconnected) => return Err(Error::Limits),
            Err(RecvTimeoutError::Timeout) if stop.load(Ordering::Relaxed) => return Err(Error::Stopped),
            Err(RecvTimeoutError::Timeout) if begun.elapsed() > PATIENCE => return Err(Error::Limits),
            Err(RecvTimeoutError::Timeout) => {}
        }
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        (self.to, self.from) = (None, None);
        // Ended already unless it ran over its time; either way nothing of it is left behind.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
