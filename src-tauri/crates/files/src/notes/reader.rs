//! The process that reads notes: a batch of them goes in on stdin, what they say comes out on stdout. One process reads
//! many, so that ten thousand notes do not start ten thousand of them; one that it does not
//! survive is named, and the rest goes to the next.

use std::io::{self, Read, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use maru_picture::{Picture, Reader, Wish};

use super::note::{MOST, Note};
use crate::apart::answered;
use crate::error::Error;

/// The hidden word under which a program of Maru runs as that process.
pub(crate) const NAME: &str = "parse-notes";
/// So many bytes of notes go to one process.
pub(super) const BATCH: u64 = 8 << 20;
/// So many pictures go to one process: each has a few seconds of processor time.
const PICTURES: usize = 16;

/// Reads a batch of notes where a hostile one harms nothing.
pub type ReadNotes = fn(&[Vec<u8>], &AtomicBool) -> Result<Vec<Result<Note, Error>>, Error>;

/// Makes a picture anew, or vouches for one, where a hostile one harms nothing.
pub type ReadPicture =
    Box<dyn FnMut(Wish, &[u8], &AtomicBool) -> Result<Picture, maru_picture::Error> + Send>;

/// Returns what these notes say, read by a process of its own: this program, called once more.
///
/// # Errors
/// `stream` if no process starts, and `import-stopped` once somebody raised the flag. A note that its reader does not
/// survive is an error of its own, `note-limits`.
pub fn apart(notes: &[Vec<u8>], stop: &AtomicBool) -> Result<Vec<Result<Note, Error>>, Error> {
    let mut read = Vec::with_capacity(notes.len());
    while read.len() < notes.len() {
        let left = notes.get(read.len()..).unwrap_or_default();
        let answer = answered(NAME, framed(left), stop)?;
        if stop.load(Ordering::Relaxed) {
            return Err(Error::new("import-stopped"));
        }
        // Each answer is whole on its line, or the process ended in it.
        let answers = answer.split_inclusive(|byte| *byte == b'\n');
        let whole = answers.map_while(|line| serde_json::from_slice::<Result<Note, Told>>(line).ok());
        let before = read.len();
        read.extend(whole.take(left.len()).map(|one| one.map_err(told)));
        if read.len() == before {
            // Alone, at the head of a fresh process, it was not survived either.
            read.push(Err(Error::new("note-limits")));
        }
    }
    Ok(read)
}

/// Returns what these notes say, read in this very process. Only what is known to be harmless is read so.
///
/// # Errors
/// `import-stopped` once somebody raised the flag.
pub fn here(notes: &[Vec<u8>], stop: &AtomicBool) -> Result<Vec<Result<Note, Error>>, Error> {
    match stop.load(Ordering::Relaxed) {
        true => Err(Error::new("import-stopped")),
        false => Ok(notes.iter().map(|note| Note::read(note)).collect()),
    }
}

fn framed(notes: &[Vec<u8>]) -> Vec<u8> {
    let mut batch = Vec::new();
    for note in notes {
        // A batch is far below four thousand million bytes.
        batch.extend(u32::try_from(note.len()).unwrap_or(u32::MAX).to_le_bytes());
        batch.extend(note);
    }
    batch
}

fn told((code, args): Told) -> Error {
    args.into_iter()
        .fold(Error::new(code), |error, (name, value)| error.with(name, value))
}

/// An error as it travels from one process to the other.
type Told = (String, Vec<(String, String)>);

/// Runs as that process, limited already: reads what comes, answers.
///
/// # Errors
/// What the streams of the process say.
pub(crate) fn serve() -> io::Result<()> {
    let mut bytes = Vec::new();
    io::stdin()
        .lock()
        .take(2 * BATCH + MOST)
        .read_to_end(&mut bytes)?;
    let mut rest = bytes.as_slice();
    let mut out = io::BufWriter::new(io::stdout().lock());
    while let Some((length, behind)) = rest.split_first_chunk::<4>() {
        let length = usize::try_from(u32::from_le_bytes(*length)).unwrap_or(usize::MAX);
        let note = behind.get(..length).ok_or(io::ErrorKind::UnexpectedEof)?;
        rest = behind.get(length..).unwrap_or_default();
        let answer: Result<Note, Told> = Note::read(note).map_err(|error| {
            let args = error.args().iter().map(|(n, v)| (n.to_string(), v.clone()));
            (error.code().to_owned(), args.collect())
        });
        serde_json::to_writer(&mut out, &answer)?;
        // What was said stays said, whatever the next note does to this process.
        out.write_all(b"\n")?;
        out.flush()?;
    }
    Ok(())
}

/// Returns what makes pictures anew, each in a process that has read few before it.
pub fn pictures_apart() -> ReadPicture {
    let mut reader: Option<(Reader, usize)> = None;
    Box::new(move |wish, bytes, stop| {
        let start = || {
            let program = std::env::current_exe().map_err(|e| maru_picture::Error::Reader(e.to_string()))?;
            Reader::start(&program)
        };
        let (mut now, read) = match reader.take() {
            Some((now, read)) if read < PICTURES => (now, read),
            _ => (start()?, 0),
        };
        let mut made = now.wish(wish, bytes, stop);
        if read > 0 && matches!(made, Err(maru_picture::Error::Limits)) {
            // The time may have gone to those before it.
            now = start()?;
            made = now.wish(wish, bytes, stop);
        }
        if !matches!(
            made,
            Err(maru_picture::Error::Limits | maru_picture::Error::Stopped)
        ) {
            reader = Some((now, read + 1));
        }
        made
    })
}
