//! What some bytes are, from the bytes themselves: a name can say anything.

use image::ImageFormat;

use crate::error::Error;

/// The brands of the container that phones write HEIC and AVIF in.
const PHONE: [&[u8]; 9] = [
    b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis",
];
/// So many bytes are looked at for words of a drawing.
const HEAD: usize = 1_024;

/// Returns the format of a picture that Maru reads.
///
/// # Errors
/// Names what else it is, as far as a person can do something about it.
pub(crate) fn format(bytes: &[u8]) -> Result<ImageFormat, Error> {
    if bytes.is_empty() {
        return Err(Error::Empty);
    }
    if bytes.get(4..8) == Some(b"ftyp") && bytes.get(8..12).is_some_and(|brand| PHONE.contains(&brand)) {
        return Err(Error::Heic);
    }
    match image::guess_format(bytes) {
        Ok(known @ (ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP | ImageFormat::Gif)) => {
            Ok(known)
        }
        _ if is_drawing(bytes) => Err(Error::Svg),
        _ if is_bitmap(bytes) => Err(Error::Bitmap),
        _ => Err(Error::Unknown),
    }
}

/// Returns whether some bytes are a picture that Maru reads, by their first ones alone.
///
/// # Errors
/// If they are nothing at all, or a picture of a kind that is refused: that is no document either.
pub fn is_picture(bytes: &[u8]) -> Result<bool, Error> {
    match format(bytes) {
        Ok(_) => Ok(true),
        Err(Error::Unknown) => Ok(false),
        Err(error) => Err(error),
    }
}

fn is_drawing(bytes: &[u8]) -> bool {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let text = String::from_utf8_lossy(head).to_lowercase();
    let text = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    text.starts_with('<') && text.contains("<svg")
}

/// Returns whether some bytes are a bitmap of Windows: two letters begin many things, the length of its head only one.
fn is_bitmap(bytes: &[u8]) -> bool {
    bytes.starts_with(b"BM")
        && matches!(
            bytes.get(14..18),
            Some([12 | 40 | 52 | 56 | 64 | 108 | 124, 0, 0, 0])
        )
}

/// Returns the kind of a document that is kept as bytes and never opened, as far as its first bytes tell.
pub fn document_mime(bytes: &[u8], name: &str) -> &'static str {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
    let ending = ending.as_deref().unwrap_or_default();
    let has = |mark: &[u8]| bytes.windows(mark.len()).take(4_096).any(|window| window == mark);
    // Word, Excel, PowerPoint and Hanword of before 2007 share one container.
    let old = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    match bytes {
        [b'%', b'P', b'D', b'F', b'-', ..] => "application/pdf",
        // Scanners write whole documents so, page after page.
        [b'I', b'I', 42, 0, ..] | [b'M', b'M', 0, 42, ..] => "image/tiff",
        [b'P', b'K', 3, 4, ..] if has(b"application/hwp+zip") => "application/hwp+zip",
        [b'P', b'K', 3, 4, ..] if has(b"application/vnd.oasis.opendocument.text") => {
            "application/vnd.oasis.opendocument.text"
        }
        [b'P', b'K', 3, 4, ..] => match ending {
            "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "pptx" => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            _ => "application/zip",
        },
        _ if bytes.starts_with(&old) => match ending {
            "doc" => "application/msword",
            "xls" => "application/vnd.ms-excel",
            "ppt" => "application/vnd.ms-powerpoint",
            "hwp" => "application/x-hwp",
            _ => "application/octet-stream",
        },
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::{Error, document_mime, format};

    #[test]
    fn what_is_no_picture_of_ours_is_named() {
        let heic = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00";
        let avif = b"\x00\x00\x00\x1cftypavif\x00\x00\x00\x00";
        for (bytes, wanted) in [
            (b"".as_slice(), Error::Empty),
            (heic, Error::Heic),
            (avif, Error::Heic),
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>", Error::Svg),
            (
                b"\xef\xbb\xbf <?xml version='1.0'?>\n<!-- x --><SVG onload='x'/>",
                Error::Svg,
            ),
            (b"%PDF-1.7", Error::Unknown),
            (b"<html><body>", Error::Unknown),
            (b"BM\x9a\x00\x00\x00\0\0\0\0\x36\0\0\0\x28\0\0\0", Error::Bitmap),
            (b"BM is short for many things.", Error::Unknown),
            (b"II\x2a\x00\x08\x00\x00\x00", Error::Unknown),
            (b"\xff", Error::Unknown),
        ] {
            assert_eq!(format(bytes).err(), Some(wanted), "{bytes:?}");
        }
    }

    #[test]
    fn a_document_is_known_by_its_bytes_and_only_then_by_its_name() {
        assert_eq!(document_mime(b"%PDF-1.7 ...", "x.docx"), "application/pdf");
        assert_eq!(
            document_mime(b"PK\x03\x04", "x.xlsx"),
            document_mime(b"PK\x03\x04", "Y.XLSX")
        );
        assert_eq!(
            document_mime(b"MZ\x90", "agreement.pdf"),
            "application/octet-stream"
        );
        assert_eq!(document_mime(b"MM\0\x2a\0\0\0\x08", "scan.tif"), "image/tiff");
        assert_eq!(document_mime(b"", ""), "application/octet-stream");
    }
}
