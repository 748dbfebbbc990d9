//! The record inside a PDF: the file that Maru attached to it.

use std::io::Read;

use flate2::read::ZlibDecoder;
use hayro_syntax::object::dict::Dict;
use hayro_syntax::object::stream::Stream;
use hayro_syntax::object::{Array, Name, String as Text};
use hayro_syntax::{LoadPdfError, Pdf};

use crate::error::Error;
use crate::read::MOST;

/// So many attached files are looked through.
const FILES: usize = 64;

/// Returns the bytes of the record that this PDF carries.
pub(crate) fn attached(bytes: &[u8]) -> Result<Vec<u8>, Error> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(_) => Error::new("pdf-locked"),
        LoadPdfError::Invalid => Error::new("pdf-broken"),
    })?;
    let catalog: Dict<'_> = pdf
        .xref()
        .get(pdf.xref().root_id())
        .ok_or_else(|| Error::new("pdf-broken"))?;
    let files = catalog.get::<Array<'_>>("AF");
    let named = files.into_iter().flat_map(|files| {
        let found: Vec<Dict<'_>> = files.iter::<Dict<'_>>().take(FILES).collect();
        found
    });
    let stream = named.into_iter().find_map(|file| {
        let name = file.get::<Text<'_>>("F").or_else(|| file.get::<Text<'_>>("UF"))?;
        let ours = name.as_bytes() == maru_press::RECORD.as_bytes();
        let inside = file.get::<Dict<'_>>("EF").filter(|_| ours)?;
        inside.get::<Stream<'_>>("F")
    });
    inflated(&stream.ok_or_else(|| Error::new("pdf-no-record"))?)
}

/// Returns what a stream holds, and no more than a record file may have: a few bytes can stand for millions.
fn inflated(stream: &Stream<'_>) -> Result<Vec<u8>, Error> {
    let raw = stream.raw_data();
    let mut bytes = Vec::new();
    let packed = stream.dict().contains_key("Filter");
    let filter = stream.dict().get::<Name<'_>>("Filter");
    let read = match filter.as_deref() {
        None if !packed => (&*raw).take(MOST + 1).read_to_end(&mut bytes),
        Some(b"FlateDecode") => ZlibDecoder::new(&*raw).take(MOST + 1).read_to_end(&mut bytes),
        Some(_) | None => return Err(Error::new("pdf-broken")),
    };
    read.map_err(|_| Error::new("pdf-broken"))?;
    if bytes.len() as u64 > MOST {
        return Err(Error::new("json-limits"));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use maru_core::bilingual::Side;
    use maru_core::record::{Audience, Record};
    use maru_core::sample;
    use maru_press::{Languages, Order, pdf};

    use super::*;
    use crate::{json, records};

    fn order(attach: bool) -> Order {
        Order {
            attach,
            languages: Languages::Ko,
            side: Side::new("kr"),
            now: "2027-03-11T05:00:00Z".to_owned(),
            ..Order::default()
        }
    }

    fn joint() -> impl Iterator<Item = Record> {
        let all = sample::records(&Side::new("kr")).into_iter();
        let read = all.map(|value| Record::from_json(value).expect("a record"));
        read.filter(|record| record.head().audience == Audience::Joint)
    }

    fn printed(attach: bool) -> Vec<u8> {
        let meeting = joint().find(|record| matches!(record, Record::Meeting(_)));
        pdf(&meeting.expect("a meeting"), None, &order(attach))
            .expect("a paper")
            .pdf
    }

    #[test]
    fn a_record_comes_back_out_of_its_paper_equal() {
        for record in joint() {
            let paper = pdf(&record, None, &order(true)).expect("a paper");
            let file = String::from_utf8_lossy(&paper.pdf).into_owned();
            assert!(
                file.contains("<pdfaid:part>3</pdfaid:part>")
                    && file.contains("<pdfuaid:part>1</pdfuaid:part>")
            );
            let straight = json::records(maru_press::json(&record).expect("JSON").as_bytes());
            assert_eq!(records(&paper.pdf).map(|found| found.records), straight);
        }
    }

    #[test]
    fn a_paper_without_its_record_says_so() {
        assert_eq!(
            records(&printed(false)).expect_err("nothing inside").code(),
            "pdf-no-record"
        );
    }

    #[test]
    fn what_is_no_pdf_is_refused() {
        for bytes in [
            b"%PDF-1.7".to_vec(),
            b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\ntrailer << /Root 1 0 R >>".to_vec(),
        ] {
            let code = records(&bytes).expect_err("no PDF").code().to_owned();
            assert!(matches!(code.as_str(), "pdf-broken" | "pdf-no-record"), "{code}");
        }
    }

    #[test]
    fn a_broken_paper_gives_its_record_or_none_and_never_another() {
        let whole = printed(true);
        let known = records(&whole).expect("a record");
        for step in 0..60 {
            let mut cut = whole.clone();
            cut.truncate(whole.len() * step / 60);
            let mut bent = whole.clone();
            if let Some(byte) = bent.get_mut(whole.len() * step / 60) {
                *byte ^= 0x55;
            }
            for bytes in [cut, bent] {
                if let Ok(found) = records(&bytes) {
                    assert_eq!(found.records.len(), known.records.len());
                }
            }
        }
    }

    #[test]
    fn a_stream_that_swells_is_stopped() {
        use std::io::Write;
        let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        let blank = vec![b' '; 1 << 20];
        for _ in 0..=MOST >> 20 {
            packed.write_all(&blank).expect("room");
        }
        let packed = packed.finish().expect("packed");
        let mut bytes = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R /AF [3 0 R] >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n3 0 obj\n<< /Type /Filespec /F (record.json) /EF << /F 4 0 R >> >>\nendobj\n".to_vec();
        bytes.extend(
            format!(
                "4 0 obj\n<< /Length {} /Filter /FlateDecode >>\nstream\n",
                packed.len()
            )
            .bytes(),
        );
        bytes.extend(&packed);
        bytes.extend(b"\nendstream\nendobj\ntrailer << /Root 1 0 R >>\n");
        assert_eq!(records(&bytes).expect_err("a bomb").code(), "json-limits");
    }
}
