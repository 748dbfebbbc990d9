//! Pictures: whatever a person brings becomes a small, plain JPEG or PNG that says nothing but what it shows.
//!
//! A hostile picture can exhaust or crash its reader. So pictures are read in a process kept apart, and only what it made
//! anew comes back: turned upright, in sRGB, without a word of metadata (where it was taken, with what, by whom). This
//! crate owns the decoders; it knows no vault and no window.

mod bare;
mod error;
mod frame;
mod look;
mod made;
mod reader;
mod serve;

pub use error::Error;
pub use frame::Wish;
pub use look::{document_mime, is_picture};
pub use made::{Mime, Picture, Rendition, prepare, vouch};
pub use reader::Reader;
pub use serve::{answer, serve};

/// The hidden argument with which `maru` and `maructl` become the reader.
pub const ARGUMENT: &str = "--read-picture";
/// No file of a picture is larger, in bytes.
pub const MOST: u64 = 50 << 20;
/// The long side of a kept picture, in pixels.
pub const LONG_SIDE: u32 = 2_048;
/// The long side of the small rendition that pages show.
pub const SMALL_SIDE: u32 = 640;
/// No picture has more pixels.
pub const MOST_PIXELS: u64 = 100_000_000;
