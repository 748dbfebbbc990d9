//! The process that reads what comes from outside: record files go in on stdin, plain records come out on stdout.

use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::process::Child;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::error::Error;
use crate::notes;
use crate::read::{self, Found, MOST};

/// The hidden word under which a program of Maru runs as that process.
const NAME: &str = "parse";
/// A stopped or starved reader uses no processor time, and is ended by the clock.
const PATIENCE: Duration = Duration::from_secs(120);
/// How often it is looked whether a person stopped it.
const GLANCE: Duration = Duration::from_millis(25);

/// Returns the records in these bytes, read by a process of its own: this program, called once more.
///
/// # Errors
/// As [`read::records`], `json-limits` for a file that its reader did not survive, and `import-stopped` once somebody
/// raised the flag.
pub fn apart(bytes: Vec<u8>, stop: &AtomicBool) -> Result<Found, Error> {
    let answer = answered(NAME, bytes, stop)?;
    match stop.load(Ordering::Relaxed) {
        true => Err(Error::new("import-stopped")),
        false => understand(&answer),
    }
}

/// Returns what a process of its own, called with this word, answers to these bytes: nothing, or the first part of it,
/// where it did not survive them or somebody raised the flag.
///
/// # Errors
/// `stream` if it does not start.
pub(crate) fn answered(word: &str, bytes: Vec<u8>, stop: &AtomicBool) -> Result<Vec<u8>, Error> {
    let stream = |e: io::Error| Error::new("stream").with("reason", e.to_string());
    let program = std::env::current_exe().map_err(stream)?;
    let mut child = maru_apart::start(&program, word).map_err(stream)?;
    let answer = talk(&mut child, bytes, stop);
    // Ended already unless it ran over its time; either way nothing of it is left behind.
    let _ = child.kill();
    let _ = child.wait();
    Ok(answer.unwrap_or_default())
}

fn talk(child: &mut Child, bytes: Vec<u8>, stop: &AtomicBool) -> Option<Vec<u8>> {
    let (mut stdin, mut stdout) = (child.stdin.take()?, child.stdout.take()?);
    // A reader that gave up closes its end; what it had to say still arrives.
    let feed = thread::spawn(move || drop(stdin.write_all(&bytes)));
    let (done, answer) = mpsc::channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if stdout.by_ref().take(4 * MOST).read_to_end(&mut bytes).is_ok() {
            let _ = done.send(bytes);
        }
    });
    let begun = Instant::now();
    let answer = loop {
        match answer.recv_timeout(GLANCE) {
            Err(RecvTimeoutError::Timeout) if begun.elapsed() < PATIENCE && !stop.load(Ordering::Relaxed) => {
            }
            Err(RecvTimeoutError::Timeout) => {
                // Both pipes close with it, and what it said until then arrives.
                let _ = child.kill();
                break answer.recv().ok();
            }
            answer => break answer.ok(),
        }
    };
    let _ = feed.join();
    answer
}

fn understand(answer: &[u8]) -> Result<Found, Error> {
    let mut answer: Value = serde_json::from_slice(answer).unwrap_or_default();
    if let Some(Value::Array(records)) = answer.get_mut("records").map(Value::take) {
        let links = answer.get_mut("links").map(Value::take).unwrap_or_default();
        let links = serde_json::from_value(links).unwrap_or_default();
        return Ok(Found { records, links });
    }
    let Some(code) = answer.get("code").and_then(Value::as_str) else {
        return Err(Error::new("json-limits"));
    };
    let args = answer.get("args").and_then(Value::as_object);
    let given = args
        .into_iter()
        .flatten()
        .map(|(name, value)| (name.clone(), value.as_str().unwrap_or_default()));
    Err(given.fold(Error::new(code.to_owned()), |failure, (name, value)| {
        failure.with(name, value)
    }))
}

/// Returns whether a program that was called with these words is that process.
pub fn is_reader(mut words: impl Iterator<Item = OsString>) -> bool {
    words
        .nth(1)
        .is_some_and(|name| name == NAME || name == notes::NAME)
}

/// Runs as that process: limits itself, reads, answers.
///
/// # Errors
/// What the streams of the process say.
pub fn serve() -> io::Result<()> {
    maru_apart::limit()?;
    if std::env::args_os().nth(1).is_some_and(|name| name == notes::NAME) {
        return notes::serve();
    }
    let mut bytes = Vec::new();
    io::stdin().lock().take(MOST + 1).read_to_end(&mut bytes)?;
    let answer = match read::records(&bytes) {
        Ok(Found { records, links }) => json!({ "records": records, "links": links }),
        Err(failure) => {
            let args: serde_json::Map<String, Value> = failure
                .args()
                .iter()
                .map(|(n, v)| (n.clone().into_owned(), json!(v)))
                .collect();
            json!({ "code": failure.code(), "args": args })
        }
    };
    drop(bytes);
    let mut out = io::BufWriter::new(io::stdout().lock());
    serde_json::to_writer(&mut out, &answer)?;
    out.flush()
}
