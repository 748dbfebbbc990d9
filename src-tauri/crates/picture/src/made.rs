//! A picture made anew: upright, in sRGB, small enough, and with nothing in it but what it shows.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType as Rows, PngEncoder};
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{
    DynamicImage, ExtendedColorType, ImageDecoder, ImageEncoder, ImageFormat, ImageReader, Limits, RgbImage,
};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};
use serde::{Deserialize, Serialize};

use crate::bare::is_bare;
use crate::error::Error;
use crate::{LONG_SIDE, MOST_PIXELS, SMALL_SIDE, look};

/// What a decoder may take.
const MEMORY: u64 = 1 << 30;
/// No side is longer: strips of a line have no meaning as pictures, and cost their length in every step.
const SIDE: u32 = 60_000;
/// How finely a JPEG is written, of 100.
const QUALITY: u8 = 85;
/// A drawing stays a PNG while that takes no more than so many times the bytes of a JPEG.
const WORTH: usize = 2;

/// What a rendition is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mime {
    /// A photo.
    #[serde(rename = "image/jpeg")]
    Jpeg,
    /// A drawing of few colours.
    #[serde(rename = "image/png")]
    Png,
}

impl Mime {
    /// Returns the name of the type.
    pub fn name(self) -> &'static str {
        match self {
            Mime::Jpeg => "image/jpeg",
            Mime::Png => "image/png",
        }
    }

    /// Returns how the name of such a file ends.
    pub fn ending(self) -> &'static str {
        match self {
            Mime::Jpeg => "jpg",
            Mime::Png => "png",
        }
    }
}

/// One size of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendition {
    /// The bytes of the file.
    pub bytes: Vec<u8>,
    /// What they are.
    pub mime: Mime,
    /// The width in pixels.
    pub width: u32,
    /// The height in pixels.
    pub height: u32,
}

/// A picture made anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The picture that is kept and printed.
    pub full: Rendition,
    /// A small one for pages on screen; the same where the picture is small itself.
    pub small: Rendition,
}

impl Picture {
    /// Returns the name of what is kept, from the name of what came: it may be written another way.
    pub fn file_name(&self, came: &str) -> String {
        let stem = came.rsplit_once('.').map_or(came, |(stem, _)| stem);
        format!("{stem}.{}", self.full.mime.ending())
    }
}

/// Makes a picture anew. This is the work of the reader's process: nothing else should call it with foreign bytes.
///
/// # Errors
/// Why it is not taken.
pub fn prepare(bytes: &[u8]) -> Result<Picture, Error> {
    guarded(|| {
        let format = look::format(bytes)?;
        let found = decode(bytes, format)?;
        let full = shown(
            found.picture,
            LONG_SIDE,
            found.orientation,
            found.profile.as_deref(),
        );
        let drawn = matches!(format, ImageFormat::Png | ImageFormat::Gif | ImageFormat::WebP);
        let full = encode(&full, drawn)?;
        let small = small(&full)?;
        Ok(Picture { full, small })
    })
}

/// Makes the small rendition of a kept picture from nothing but its bytes: whoever has these can make it again.
fn small(full: &Rendition) -> Result<Rendition, Error> {
    if full.width.max(full.height) <= SMALL_SIDE {
        return Ok(full.clone());
    }
    let (format, drawn) = match full.mime {
        Mime::Jpeg => (ImageFormat::Jpeg, false),
        Mime::Png => (ImageFormat::Png, true),
    };
    let picture = decode(&full.bytes, format)?.picture.into_rgb8();
    encode(&scaled(&picture, SMALL_SIDE), drawn)
}

/// Checks that a picture is one as Maru makes them, and hands it back as it is.
///
/// # Errors
/// Why it is not.
pub fn vouch(bytes: Vec<u8>) -> Result<Picture, Error> {
    let (mime, width, height) = guarded(|| {
        let format = look::format(&bytes)?;
        let mime = match format {
            ImageFormat::Jpeg => Mime::Jpeg,
            ImageFormat::Png => Mime::Png,
            _ => return Err(Error::Unknown),
        };
        let found = decode(&bytes, format)?;
        let (width, height) = (found.picture.width(), found.picture.height());
        if width.max(height) > LONG_SIDE {
            return Err(Error::Pixels(width, height));
        }
        if !is_bare(&bytes, mime) {
            return Err(Error::Unknown);
        }
        Ok((mime, width, height))
    })?;
    let full = Rendition {
        bytes,
        mime,
        width,
        height,
    };
    Ok(Picture {
        small: full.clone(),
        full,
    })
}

/// Checks the same, and hands the picture back with its small rendition.
///
/// # Errors
/// Why it is not.
pub(crate) fn keep(bytes: Vec<u8>) -> Result<Picture, Error> {
    let full = vouch(bytes)?.full;
    let small = guarded(|| small(&full))?;
    Ok(Picture { full, small })
}

/// A defect of a decoder costs this picture, not its reader.
fn guarded<T>(work: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or(Err(Error::Broken))
}

struct Found {
    picture: DynamicImage,
    orientation: Orientation,
    profile: Option<Vec<u8>>,
}

fn decode(bytes: &[u8], format: ImageFormat) -> Result<Found, Error> {
    if format == ImageFormat::Jpeg && !ends(bytes) {
        return Err(Error::Broken);
    }
    let broken = |_| Error::Broken;
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(broken)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS || width > SIDE || height > SIDE {
        return Err(Error::Pixels(width, height));
    }
    if width == 0 || height == 0 {
        return Err(Error::Broken);
    }
    if decoder.total_bytes() > MEMORY {
        return Err(Error::Pixels(width, height));
    }
    // What is said about a picture may be broken while the picture is whole.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().ok().flatten();
    let picture = DynamicImage::from_decoder(decoder).map_err(broken)?;
    Ok(Found {
        picture,
        orientation,
        profile,
    })
}

/// Returns whether the data of a JPEG comes to its end: its decoder paints what is missing grey without a word.
fn ends(bytes: &[u8]) -> bool {
    let mut at = 2;
    loop {
        let Some([0xff, marker]) = bytes.get(at..at + 2) else {
            return false;
        };
        match marker {
            // Filling before a marker.
            0xff => at += 1,
            0xda => break,
            0xd9 => return false,
            0x01 | 0xd0..=0xd8 => at += 2,
            _ => match bytes.get(at + 2..at + 4) {
                Some(&[high, low]) => at += 2 + usize::from(u16::from_be_bytes([high, low])).max(2),
                _ => return false,
            },
        }
    }
    let data = bytes.get(at + 2..).unwrap_or_default();
    data.windows(2).any(|pair| pair == [0xff, 0xd9])
}

/// Returns the picture as it is shown: no larger than this, on white, upright and in sRGB.
fn shown(picture: DynamicImage, side: u32, turn: Orientation, profile: Option<&[u8]>) -> RgbImage {
    let small = if picture.width().max(picture.height()) > side {
        picture.resize(side, side, FilterType::Lanczos3)
    } else {
        picture
    };
    let mut flat = DynamicImage::ImageRgb8(on_white(small));
    flat.apply_orientation(turn);
    let mut flat = flat.into_rgb8();
    if let Some(profile) = profile {
        to_srgb(&mut flat, profile);
    }
    flat
}

fn scaled(picture: &RgbImage, side: u32) -> RgbImage {
    let long = picture.width().max(picture.height());
    let part = |length: u32| {
        let part = u64::from(length) * u64::from(side) / u64::from(long.max(1));
        u32::try_from(part).unwrap_or(side).max(1)
    };
    let (width, height) = (part(picture.width()), part(picture.height()));
    image::imageops::resize(picture, width, height, FilterType::Lanczos3)
}

/// Paper is white, and a dark window too shows what is drawn in black: nothing of a picture stays transparent.
fn on_white(picture: DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.into_rgb8();
    }
    let from = picture.into_rgba8();
    let mut onto = RgbImage::new(from.width(), from.height());
    for (from, onto) in from.pixels().zip(onto.pixels_mut()) {
        let [red, green, blue, alpha] = from.0.map(u32::from);
        onto.0 = [red, green, blue].map(|part| {
            let mixed = (part * alpha + 255 * (255 - alpha) + 127) / 255;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        });
    }
    onto
}

/// Brings the colours into sRGB. A profile that cannot be read, or is none of red, green and blue, leaves them alone.
fn to_srgb(picture: &mut RgbImage, profile: &[u8]) {
    let Ok(from) = ColorProfile::new_from_slice(profile) else {
        return;
    };
    if from.color_space != DataColorSpace::Rgb {
        return;
    }
    let srgb = ColorProfile::new_srgb();
    let options = TransformOptions::default();
    let Ok(transform) = from.create_transform_8bit(Layout::Rgb, &srgb, Layout::Rgb, options) else {
        return;
    };
    let mut turned = vec![0; picture.as_raw().len()];
    if transform.transform(picture.as_raw(), &mut turned).is_ok() {
        picture.copy_from_slice(&turned);
    }
}

/// Writes a photo as a JPEG and a drawing as a PNG, whichever serves the picture.
fn encode(picture: &RgbImage, drawn: bool) -> Result<Rendition, Error> {
    let (width, height) = picture.dimensions();
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, QUALITY)
        .write_image(picture.as_raw(), width, height, ExtendedColorType::Rgb8)
        .map_err(|_| Error::Broken)?;
    let rendition = |bytes, mime| Rendition {
        bytes,
        mime,
        width,
        height,
    };
    if drawn {
        let mut png = Vec::new();
        PngEncoder::new_with_quality(&mut png, CompressionType::Default, Rows::Adaptive)
            .write_image(picture.as_raw(), width, height, ExtendedColorType::Rgb8)
            .map_err(|_| Error::Broken)?;
        if png.len() <= WORTH * jpeg.len() {
            return Ok(rendition(png, Mime::Png));
        }
    }
    Ok(rendition(jpeg, Mime::Jpeg))
}

#[cfg(test)]
#[path = "made_tests.rs"]
mod tests;
