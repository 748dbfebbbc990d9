//! What goes over the pipes: a wish with the bytes of a file, and an answer with the renditions.

use std::io::{self, Read, Write};

use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::made::{Mime, Picture, Rendition};

/// What the reader is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// Make the picture anew.
    Prepare,
    /// Say whether it is one that Maru made.
    Vouch,
    /// Say the same, and make its small rendition again.
    Keep,
}

impl Wish {
    fn sign(self) -> u8 {
        match self {
            Wish::Prepare => 0,
            Wish::Vouch => 1,
            Wish::Keep => 2,
        }
    }
}

/// No answer is larger: a page of pixels that no encoder made smaller.
const LARGEST: u64 = 32 << 20;

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Head {
    code: String,
    mime: Option<Mime>,
    width: u32,
    height: u32,
    size: u64,
    small_mime: Option<Mime>,
    small_width: u32,
    small_height: u32,
    small_size: u64,
}

/// Writes a wish.
pub(crate) fn ask(to: &mut impl Write, wish: Wish, bytes: &[u8]) -> io::Result<()> {
    to.write_all(&[wish.sign()])?;
    to.write_all(&(bytes.len() as u64).to_le_bytes())?;
    to.write_all(bytes)?;
    to.flush()
}

/// Reads a wish; nothing when there is none any more.
pub(crate) fn asked(from: &mut impl Read) -> io::Result<Option<(Wish, Vec<u8>)>> {
    let mut wish = [0];
    if from.read(&mut wish)? == 0 {
        return Ok(None);
    }
    let wish = match wish {
        [1] => Wish::Vouch,
        [2] => Wish::Keep,
        _ => Wish::Prepare,
    };
    let size = number(from)?;
    Ok(Some((wish, bytes(from, size, crate::MOST)?)))
}

/// Writes an answer.
pub(crate) fn answer(to: &mut impl Write, made: &Result<Picture, Error>) -> io::Result<()> {
    let (head, parts) = match made {
        Ok(Picture { full, small }) => (
            Head {
                code: String::new(),
                mime: Some(full.mime),
                width: full.width,
                height: full.height,
                size: full.bytes.len() as u64,
                small_mime: Some(small.mime),
                small_width: small.width,
                small_height: small.height,
                small_size: small.bytes.len() as u64,
            },
            [full.bytes.as_slice(), small.bytes.as_slice()],
        ),
        Err(error) => {
            let (width, height) = match error {
                Error::Pixels(width, height) => (*width, *height),
                _ => (0, 0),
            };
            let code = error.code().to_owned();
            (
                Head {
                    code,
                    width,
                    height,
                    ..Head::default()
                },
                [[].as_slice(), [].as_slice()],
            )
        }
    };
    let head = serde_json::to_vec(&head)?;
    to.write_all(&(head.len() as u64).to_le_bytes())?;
    to.write_all(&head)?;
    parts.into_iter().try_for_each(|part| to.write_all(part))?;
    to.flush()
}

/// Reads an answer. The reader may be in the hands of whoever made the picture: nothing it says is believed further
/// than it can be checked here.
pub(crate) fn answered(from: &mut impl Read) -> io::Result<Result<Picture, Error>> {
    let size = number(from)?;
    let head: Head = serde_json::from_slice(&bytes(from, size, 4_096)?)?;
    if !head.code.is_empty() {
        return Ok(Err(Error::told(&head.code, head.width, head.height)));
    }
    let (Some(mime), Some(small_mime)) = (head.mime, head.small_mime) else {
        return Err(io::ErrorKind::InvalidData.into());
    };
    let full = Rendition {
        bytes: bytes(from, head.size, LARGEST)?,
        mime,
        width: head.width,
        height: head.height,
    };
    let small = Rendition {
        bytes: bytes(from, head.small_size, LARGEST)?,
        mime: small_mime,
        width: head.small_width,
        height: head.small_height,
    };
    Ok(Ok(Picture { full, small }))
}

fn number(from: &mut impl Read) -> io::Result<u64> {
    let mut number = [0; 8];
    from.read_exact(&mut number)?;
    Ok(u64::from_le_bytes(number))
}

fn bytes(from: &mut impl Read, size: u64, most: u64) -> io::Result<Vec<u8>> {
    if size > most {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut bytes = Vec::new();
    from.by_ref().take(size).read_to_end(&mut bytes)?;
    if bytes.len() as u64 == size {
        Ok(bytes)
    } else {
        Err(io::ErrorKind::UnexpectedEof.into())
    }
}

#[cfg(test)]
mod tests {
    use super::{Mime, Picture, Rendition, Wish, answer, answered, ask, asked};
    use crate::Error;

    #[test]
    fn what_goes_in_at_one_end_comes_out_at_the_other() {
        let mut pipe = Vec::new();
        let wishes = [Wish::Prepare, Wish::Vouch, Wish::Keep];
        for wish in wishes {
            ask(&mut pipe, wish, b"abc").expect("a wish");
        }
        let mut from = pipe.as_slice();
        for wish in wishes {
            assert_eq!(asked(&mut from).expect("a wish"), Some((wish, b"abc".to_vec())));
        }
        assert_eq!(asked(&mut from).expect("the end"), None);
        let rendition = |bytes: &[u8]| Rendition {
            bytes: bytes.to_vec(),
            mime: Mime::Png,
            width: 3,
            height: 2,
        };
        for made in [
            Ok(Picture {
                full: rendition(b"full"),
                small: rendition(b"s"),
            }),
            Err(Error::Pixels(1, 2)),
        ] {
            let mut pipe = Vec::new();
            answer(&mut pipe, &made).expect("an answer");
            assert_eq!(answered(&mut pipe.as_slice()).expect("an answer"), made);
        }
    }

    #[test]
    fn a_reader_that_lies_about_sizes_is_not_believed() {
        let mut pipe = u64::MAX.to_le_bytes().to_vec();
        pipe.extend(b"{}");
        assert!(answered(&mut pipe.as_slice()).is_err());
        assert!(answered(&mut [].as_slice()).is_err());
    }
}
