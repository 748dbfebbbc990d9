//! The reader: wishes come in on stdin, pictures go out on stdout.

use std::io::{self, BufReader, BufWriter};
use std::process::ExitCode;

use crate::frame::{self, Wish};
use crate::made::{prepare, vouch};

/// Runs as the reader: limits this process, and reads pictures until nobody asks any more.
pub fn serve() -> ExitCode {
    // What a decoder has to say before it ends helps nobody.
    std::panic::set_hook(Box::new(|_| {}));
    match maru_apart::limit().and_then(|()| read_all()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn read_all() -> io::Result<()> {
    let mut from = BufReader::new(io::stdin().lock());
    let mut to = BufWriter::new(io::stdout().lock());
    while let Some((wish, bytes)) = frame::asked(&mut from)? {
        let made = match wish {
            Wish::Prepare => prepare(&bytes),
            Wish::Vouch => vouch(bytes),
        };
        frame::answer(&mut to, &made)?;
    }
    Ok(())
}
