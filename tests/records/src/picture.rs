//! Pictures: a plan of boxes and lines, as somebody photographs it from a wall.

use image::codecs::jpeg::JpegEncoder;
use image::{Rgb, RgbImage};

use crate::chance::Chance;

/// The width and the height in pixels.
pub(crate) const SIZE: (u32, u32) = (960, 640);

/// Returns the bytes of a picture.
pub(crate) fn drawn(chance: &mut Chance) -> Vec<u8> {
    let (width, height) = SIZE;
    let mut image = RgbImage::from_pixel(width, height, Rgb([236, 234, 228]));
    for _ in 0..14 {
        // A number below a thousand fits.
        let mut below = |most: usize| chance.below(most) as u32;
        let (left, top, wide, high) = (below(700), below(500), 60 + below(160), 40 + below(90));
        let colour = [90 + below(150), 90 + below(150), 90 + below(150)].map(|c| c as u8);
        for (x, y) in (top..top + high).flat_map(|y| (left..left + wide).map(move |x| (x, y))) {
            image.put_pixel(x, y, Rgb(colour));
        }
    }
    // A little noise, as sensors make it.
    for row in image.chunks_exact_mut(7) {
        let grain = chance.below(14) as u8;
        row.iter_mut().for_each(|c| *c = c.saturating_sub(grain));
    }
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 80)
        .encode_image(&image)
        .expect("a picture in memory");
    bytes
}
