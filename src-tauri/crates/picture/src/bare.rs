//! Whether a file holds a picture and nothing else: no words of a camera, no place, no second picture, nothing behind it.

use crate::made::Mime;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Returns whether nothing stands in a file but what a picture of ours is made of.
pub(crate) fn is_bare(bytes: &[u8], mime: Mime) -> bool {
    match mime {
        Mime::Jpeg => jpeg(bytes).is_some(),
        Mime::Png => png(bytes).is_some(),
    }
}

/// Walks through the segments of a JPEG (ITU-T T.81, B.1.1) to the end of its only scan, which is the end of the file.
fn jpeg(bytes: &[u8]) -> Option<()> {
    let mut rest = bytes.strip_prefix(b"\xff\xd8")?;
    loop {
        let [0xff, marker, high, low, ..] = *rest else {
            return None;
        };
        let long = usize::from(u16::from_be_bytes([high, low]));
        match marker {
            // JFIF, the tables, and the frame.
            0xe0 if rest.get(4..9)? == b"JFIF\0" && long == 16 => {}
            0xdb | 0xc0 | 0xc4 | 0xdd | 0xda => {}
            _ => return None,
        }
        rest = rest.get(2 + long.max(2)..)?;
        if marker == 0xda {
            break;
        }
    }
    // In the data of a scan, only a zero or the mark of a restart follows 0xff.
    let end = rest.windows(2).position(|pair| {
        let [first, second] = [pair.first(), pair.last()].map(|byte| byte.copied().unwrap_or_default());
        first == 0xff && !matches!(second, 0 | 0xd0..=0xd7)
    })?;
    (rest.get(end..)? == b"\xff\xd9").then_some(())
}

/// Walks through the chunks of a PNG (ISO/IEC 15948, clause 5) to its end, which is the end of the file.
fn png(bytes: &[u8]) -> Option<()> {
    let mut rest = bytes.strip_prefix(PNG)?;
    loop {
        let (long, name) = (rest.get(..4)?, rest.get(4..8)?);
        if ![b"IHDR", b"IDAT", b"IEND"].contains(&name.try_into().ok()?) {
            return None;
        }
        let long = usize::try_from(u32::from_be_bytes(long.try_into().ok()?)).ok()?;
        rest = rest.get(long.checked_add(12)?..)?;
        if name == b"IEND" {
            return rest.is_empty().then_some(());
        }
    }
}

#[cfg(test)]
mod tests {
    use image::{Rgb, RgbImage};

    use super::is_bare;
    use crate::made::{Mime, prepare, vouch};

    fn made(drawn: bool) -> Vec<u8> {
        let picture = RgbImage::from_fn(120, 80, |x, y| {
            let shade = u8::try_from((x * 7 + y * 13) % 251).expect("a shade");
            if drawn {
                Rgb([255, 255, 255])
            } else {
                Rgb([shade, 255 - shade, shade / 2])
            }
        });
        let mut bytes = std::io::Cursor::new(Vec::new());
        let format = if drawn {
            image::ImageFormat::Png
        } else {
            image::ImageFormat::Jpeg
        };
        picture.write_to(&mut bytes, format).expect("a picture");
        prepare(&bytes.into_inner()).expect("made anew").full.bytes
    }

    /// Puts something behind the first `at` bytes.
    fn with(bytes: &[u8], at: usize, more: &[u8]) -> Vec<u8> {
        [&bytes[..at], more, &bytes[at..]].concat()
    }

    #[test]
    fn what_is_made_here_is_bare() {
        assert!(is_bare(&made(false), Mime::Jpeg));
        assert!(is_bare(&made(true), Mime::Png));
    }

    #[test]
    fn words_of_any_kind_and_what_stands_behind_the_end_are_noticed() {
        let (jpeg, png) = (made(false), made(true));
        let xmp = b"\xff\xe1\0\x12http://ns.adobe.";
        let comment = b"\xff\xfe\0\x09Seoul 1";
        let text = b"\0\0\0\x05tEXta\0GPS\0\0\0\0";
        let behind = |bytes: &[u8]| with(bytes, bytes.len(), b"PK\x03\x04");
        for hiding in [
            with(&jpeg, 2, xmp),
            with(&jpeg, 20, comment),
            with(&jpeg, jpeg.len() - 2, comment),
            behind(&jpeg),
            with(&png, 33, text),
            behind(&png),
        ] {
            assert!(vouch(hiding).is_err());
        }
        for (bytes, mime) in [(jpeg, Mime::Jpeg), (png, Mime::Png)] {
            for cut in 0..bytes.len() {
                assert!(!is_bare(&bytes[..cut], mime), "cut after {cut} bytes");
            }
        }
    }
}
