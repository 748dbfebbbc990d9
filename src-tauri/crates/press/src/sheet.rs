//! A typeset record: pages that are looked at as pictures and saved as a PDF, the same ones.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};

use maru_core::record::Record;
use typst::diag::SourceDiagnostic;
use typst::foundations::{Label, Smart};
use typst::introspection::Introspector;
use typst::utils::PicoStr;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};
use typst_render::RenderOptions;

use crate::body::{self, Body};
use crate::error::Error;
use crate::order::Order;
use crate::plate::Pictures;
use crate::world::Desk;

/// A typeset record.
pub struct Sheet {
    document: PagedDocument,
    id: String,
    attach: bool,
    missing: Vec<String>,
    warnings: Vec<String>,
}

/// A finished paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// The bytes of the PDF.
    pub pdf: Vec<u8>,
    /// How many pages it has.
    pub pages: u32,
    /// The ids of the labels of what minutes should hold by Korean law and this record does not say (R5).
    pub missing: Vec<String>,
    /// The ids of the labels of everything else that a person should know before sending it.
    pub warnings: Vec<String>,
}

/// Sets a record in type.
///
/// # Errors
/// Refuses what may not leave (`Own`, `Blocked`, `Classified`, `Embargo`), a kind without a paper, and more text than
/// one paper carries.
pub fn typeset(record: &Record, agreement: Option<&Record>, order: &Order) -> Result<Sheet, Error> {
    typeset_unless(record, agreement, order, &AtomicBool::new(false))
}

/// Sets a record in type, unless somebody raises the flag meanwhile; it is looked at between the steps.
///
/// # Errors
/// As [`typeset`], and `Stopped`.
pub fn typeset_unless(
    record: &Record,
    agreement: Option<&Record>,
    order: &Order,
    stop: &AtomicBool,
) -> Result<Sheet, Error> {
    typeset_with(record, agreement, order, &Pictures::default(), stop)
}

/// Sets a record in type with these pictures, unless somebody raises the flag meanwhile.
///
/// # Errors
/// As [`typeset_unless`].
pub fn typeset_with(
    record: &Record,
    agreement: Option<&Record>,
    order: &Order,
    pictures: &Pictures,
    stop: &AtomicBool,
) -> Result<Sheet, Error> {
    go_on(stop)?;
    let body = body::body(record, agreement, order)?;
    let attached = match order.attach {
        true => Some(crate::json_with(record, &pictures.0)?.into_bytes()),
        false => None,
    };
    set(body, &record.head().id, attached, pictures, stop)
}

/// Sets a paper in type; its pictures, and a record that travels along, are put beside it.
pub(crate) fn set(
    mut body: Body,
    id: &str,
    attached: Option<Vec<u8>>,
    pictures: &Pictures,
    stop: &AtomicBool,
) -> Result<Sheet, Error> {
    let attach = attached.is_some();
    body.composition.files = pictures.numbers();
    let data = written(&body)?;
    go_on(stop)?;
    let document = guarded(|| {
        let set = typst::compile::<PagedDocument>(&Desk::new(data, attached, pictures));
        set.output.map_err(|errors| Error::Typeset(said(&errors)))
    })?;
    go_on(stop)?;
    let mut warnings = body.warnings;
    if label("decisions-over").is_some_and(|label| document.introspector().query_label(label).is_ok()) {
        warnings.push("paper-decisions-over".to_owned());
    }
    Ok(Sheet {
        document,
        id: id.to_owned(),
        attach,
        missing: body.missing,
        warnings,
    })
}

fn written(body: &Body) -> Result<Vec<u8>, Error> {
    serde_json::to_vec(&body.composition).map_err(|e| Error::Typeset(e.to_string()))
}

/// Returns the composition of a paper as the templates read it, in JSON: with these and the fonts any Typst sets its pages.
///
/// # Errors
/// As [`typeset`].
pub fn composition(record: &Record, agreement: Option<&Record>, order: &Order) -> Result<Vec<u8>, Error> {
    written(&body::body(record, agreement, order)?)
}

/// Makes the PDF of a record.
///
/// # Errors
/// As [`typeset`].
pub fn pdf(record: &Record, agreement: Option<&Record>, order: &Order) -> Result<Paper, Error> {
    pdf_with(record, agreement, order, &Pictures::default())
}

/// Makes the PDF of a record with these pictures.
///
/// # Errors
/// As [`typeset`].
pub fn pdf_with(
    record: &Record,
    agreement: Option<&Record>,
    order: &Order,
    pictures: &Pictures,
) -> Result<Paper, Error> {
    let sheet = typeset_with(record, agreement, order, pictures, &AtomicBool::new(false))?;
    let (pdf, pages) = (sheet.pdf()?, sheet.pages());
    Ok(Paper {
        pdf,
        pages,
        missing: sheet.missing,
        warnings: sheet.warnings,
    })
}

impl Sheet {
    /// Returns how many pages it has.
    pub fn pages(&self) -> u32 {
        u32::try_from(self.document.pages().len()).unwrap_or(u32::MAX)
    }

    /// Returns the ids of the labels of what minutes should hold by Korean law and this record does not say (R5).
    pub fn missing(&self) -> &[String] {
        &self.missing
    }

    /// Returns the ids of the labels of everything else that a person should know before sending it.
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    /// Returns a page, counted from 1, as a PNG with this many pixels for each point (72 points are an inch).
    ///
    /// # Errors
    /// `Error::Page` if there is no such page.
    pub fn picture(&self, page: u32, pixels_per_point: f32) -> Result<Vec<u8>, Error> {
        let index = (page as usize).checked_sub(1).ok_or(Error::Page(0))?;
        let found = self
            .document
            .pages()
            .get(index)
            .ok_or(Error::Page(page as usize))?;
        let scale = if pixels_per_point.is_finite() {
            pixels_per_point.clamp(0.1, 6.0)
        } else {
            1.0
        };
        guarded(|| {
            let options = RenderOptions {
                pixel_per_pt: f64::from(scale).into(),
                render_bleed: false,
            };
            let picture = typst_render::render(found, &options);
            picture.encode_png().map_err(|e| Error::Typeset(e.to_string()))
        })
    }

    /// Returns the PDF: PDF/A-2a for archives, or PDF/A-3a with the record inside, and PDF/UA-1 for everybody; the
    /// same bytes for the same order.
    ///
    /// # Errors
    /// `Error::Typeset` if the pages do not conform.
    pub fn pdf(&self) -> Result<Vec<u8>, Error> {
        self.pdf_unless(&AtomicBool::new(false))
    }

    /// Returns the PDF, unless somebody raised the flag.
    ///
    /// # Errors
    /// As [`Sheet::pdf`], and `Stopped`.
    pub fn pdf_unless(&self, stop: &AtomicBool) -> Result<Vec<u8>, Error> {
        go_on(stop)?;
        let archive = if self.attach {
            PdfStandard::A_3a
        } else {
            PdfStandard::A_2a
        };
        let standards = PdfStandards::new(&[archive, PdfStandard::Ua_1])
            .map_err(|e| Error::Typeset(e.message().to_string()))?;
        let options = PdfOptions {
            ident: Smart::Custom(self.id.clone()),
            creator: Smart::Custom(Some(concat!("Maru ", env!("CARGO_PKG_VERSION")).to_owned())),
            standards,
            ..PdfOptions::default()
        };
        let pdf = guarded(|| {
            typst_pdf::pdf(&self.document, &options).map_err(|errors| Error::Typeset(said(&errors)))
        })?;
        go_on(stop)?;
        Ok(pdf)
    }

    /// Returns the text of the pages in the order in which it was set, for tests.
    #[cfg(test)]
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        for page in self.document.pages() {
            crate::reading::frame(&page.frame, &mut text);
            text.push('\u{c}');
        }
        text
    }
}

fn go_on(stop: &AtomicBool) -> Result<(), Error> {
    if stop.load(Ordering::Relaxed) {
        Err(Error::Stopped)
    } else {
        Ok(())
    }
}

fn label(name: &str) -> Option<Label> {
    Label::new(PicoStr::intern(name))
}

fn said(errors: &[SourceDiagnostic]) -> String {
    errors
        .iter()
        .map(|error| error.message.as_str())
        .collect::<Vec<_>>()
        .join("; ")
}

/// Runs the typesetter. A panic in it costs this paper, not the window; and its cache, which keeps every page of every
/// version of a record, is given back (it grew to hundreds of megabytes and saves almost nothing once a text changes).
fn guarded<T>(set: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    let result = catch_unwind(AssertUnwindSafe(set));
    typst::comemo::evict(0);
    result.unwrap_or_else(|panic| {
        let words = panic.downcast_ref::<&str>().map(|words| (*words).to_owned());
        Err(Error::Typeset(
            words
                .or_else(|| panic.downcast_ref::<String>().cloned())
                .unwrap_or_default(),
        ))
    })
}
