//! Pictures: one of twelve megapixels through the reader's process, beside the bare decoding of it, and what the parent
//! holds afterwards.

use std::sync::atomic::AtomicBool;

use image::codecs::jpeg::JpegEncoder;
use image::{Rgb, RgbImage};
use maru_picture::Reader;

use crate::measure::{Figure, Goal, resident, time};
use crate::paper::beside;

/// As large as the pictures of a usual phone.
const SIZE: (u32, u32) = (4_000, 3_000);

/// Returns the figures of pictures.
pub(crate) fn figures() -> Vec<Figure> {
    let bytes = photo();
    let bare = time(5, |_| image::load_from_memory(&bytes).expect("a photo"));
    let mut figures = vec![Figure::of_times(
        "12 megapixels, decoded and no more",
        &bare,
        None,
    )];
    let Some(maructl) = beside("maructl") else {
        return figures;
    };
    let before = resident();
    let times = time(7, |_| {
        let mut reader = Reader::start(&maructl).expect("the reader starts");
        let made = reader.prepare(&bytes, &AtomicBool::new(false));
        made.expect("a picture")
    });
    let grown = resident() - before;
    figures.push(Figure::of_times(
        "12 megapixels, brought in",
        &times,
        Some(Goal::Median(2_000.0)),
    ));
    let name = "memory held after 7 pictures";
    figures.push(Figure::of(
        name,
        "MiB",
        &[grown.max(0.0)],
        Some(Goal::Median(16.0)),
    ));
    figures
}

/// A photo with a little noise in every point, as sensors make it.
fn photo() -> Vec<u8> {
    let picture = RgbImage::from_fn(SIZE.0, SIZE.1, |x, y| {
        let grain = (x.wrapping_mul(0x9e37_79b9) ^ y.wrapping_mul(0x85eb_ca6b)) >> 28;
        let part = |n: u32| u8::try_from((n + grain) % 256).unwrap_or(u8::MAX);
        Rgb([part(x / 24), part(y / 18), part((x + y) / 40)])
    });
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 92)
        .encode_image(&picture)
        .expect("a JPEG");
    bytes
}
