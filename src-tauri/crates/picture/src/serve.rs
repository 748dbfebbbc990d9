//! The reader: wishes come in on stdin, pictures go out on stdout.

use std::io::{self, BufReader, BufWriter};
use std::process::ExitCode;

use crate::error::Error;
use crate::frame::{self, Wish};
use crate::made::{Picture, keep, prepare, vouch};

/// Runs as the reader: limits this process, and reads pictures until nobody asks any more.
pub fn serve() -> ExitCode {
    // What a decoder has to say before it ends helps nobody.
    std::panic::set_hook(Box::new(|_| {}));
    match maru_apart::limit().and_then(|()| read_all()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

/// Does what is wished, in this very process. Only what is known to be harmless is read so.
///
/// # Errors
/// Why the picture is not taken.
pub fn answer(wish: Wish, bytes: Vec<u8>) -> Result<Picture, Error> {
    match wish {
        Wish::Prepare => prepare(&bytes),
        Wish::Vouch => vouch(bytes),
        Wish::Keep => keep(bytes),
    }
}

fn read_all() -> io::Result<()> {
    let mut from = BufReader::new(io::stdin().lock());
    let mut to = BufWriter::new(io::stdout().lock());
    while let Some((wish, bytes)) = frame::asked(&mut from)? {
        frame::answer(&mut to, &answer(wish, bytes))?;
    }
    Ok(())
}
