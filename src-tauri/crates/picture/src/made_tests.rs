use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::{ExtendedColorType, GrayImage, ImageEncoder, Rgb, RgbImage, Rgba, RgbaImage};

use super::{Error, Mime, Orientation, Picture, decode, ends, keep, prepare, vouch};
use crate::{LONG_SIDE, SMALL_SIDE, look};

/// A photo: no two neighbours alike, red at the top, blue at the bottom.
fn photo(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let mixed = (x.wrapping_mul(0x9e37_79b9) ^ y.wrapping_mul(0x85eb_ca6b)).wrapping_mul(0xc2b2_ae35);
        let noise = u8::try_from((mixed >> 16) % 61).expect("a small number");
        if y < height / 2 {
            Rgb([190 + noise, noise, noise])
        } else {
            Rgb([noise, noise, 190 + noise])
        }
    })
}

fn jpeg(picture: &RgbImage, exif: Option<Vec<u8>>, profile: Option<Vec<u8>>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, 92);
    if let Some(exif) = exif {
        encoder.set_exif_metadata(exif).expect("metadata");
    }
    if let Some(profile) = profile {
        encoder.set_icc_profile(profile).expect("a profile");
    }
    let (width, height) = picture.dimensions();
    encoder
        .write_image(picture, width, height, ExtendedColorType::Rgb8)
        .expect("a JPEG");
    bytes
}

fn png(picture: &RgbaImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    let (width, height) = picture.dimensions();
    PngEncoder::new(&mut bytes)
        .write_image(picture, width, height, ExtendedColorType::Rgba8)
        .expect("a PNG");
    bytes
}

/// What a phone writes that was turned by a quarter, with the place where it was.
fn exif() -> Vec<u8> {
    let mut exif = b"II*\0\x08\0\0\0\x02\0".to_vec();
    // Orientation: 6.
    exif.extend(b"\x12\x01\x03\0\x01\0\0\0\x06\0\0\0");
    // ImageDescription, far away.
    exif.extend(b"\x0e\x01\x02\0\x18\0\0\0\x26\0\0\0");
    exif.extend(b"\0\0\0\0");
    exif.extend(b"GPS 37.5665N 126.9780E\0\0");
    exif
}

fn read(picture: &Picture) -> RgbImage {
    let format = look::format(&picture.full.bytes).expect("a picture");
    decode(&picture.full.bytes, format)
        .expect("a picture")
        .picture
        .into_rgb8()
}

#[test]
fn a_photo_is_turned_upright_and_says_nothing_more() {
    let bytes = jpeg(&photo(320, 200), Some(exif()), None);
    assert!(bytes.windows(3).any(|window| window == b"GPS"));
    let made = prepare(&bytes).expect("a photo");
    assert_eq!(
        (made.full.width, made.full.height, made.full.mime),
        (200, 320, Mime::Jpeg)
    );
    for rendition in [&made.full, &made.small] {
        assert!(!rendition.bytes.windows(3).any(|window| window == b"GPS"));
        assert!(!rendition.bytes.windows(4).any(|window| window == b"Exif"));
    }
    // Red was at the top; a quarter to the right it is at the right.
    let upright = read(&made);
    let (left, right) = (upright.get_pixel(20, 160), upright.get_pixel(180, 160));
    assert!(right[0] > right[2] && left[2] > left[0], "{left:?} {right:?}");
    let found = decode(&made.full.bytes, image::ImageFormat::Jpeg).expect("a photo");
    assert_eq!(found.orientation, Orientation::NoTransforms);
}

#[test]
fn a_large_photo_becomes_small_and_keeps_its_shape() {
    let made = prepare(&jpeg(&photo(3_000, 1_500), None, None)).expect("a photo");
    assert_eq!((made.full.width, made.full.height), (LONG_SIDE, LONG_SIDE / 2));
    assert_eq!(
        (made.small.width, made.small.height),
        (SMALL_SIDE, SMALL_SIDE / 2)
    );
    assert!(made.small.bytes.len() < made.full.bytes.len());
}

#[test]
fn a_small_picture_stays_as_large_as_it_is() {
    let made = prepare(&jpeg(&photo(40, 30), None, None)).expect("a photo");
    assert_eq!((made.full.width, made.full.height), (40, 30));
    assert_eq!(made.full, made.small);
}

#[test]
fn a_drawing_stays_sharp_and_stands_on_white() {
    let drawing = RgbaImage::from_fn(600, 400, |x, y| {
        if x % 50 < 4 || y % 50 < 4 {
            Rgba([0, 60, 160, 255])
        } else {
            Rgba([0, 0, 0, 0])
        }
    });
    let made = prepare(&png(&drawing)).expect("a drawing");
    assert_eq!(made.full.mime, Mime::Png);
    let read = read(&made);
    assert_eq!(read.get_pixel(25, 25), &Rgb([255, 255, 255]));
    assert_eq!(read.get_pixel(1, 25), &Rgb([0, 60, 160]));
}

#[test]
fn a_photo_in_a_png_becomes_a_jpeg() {
    let photo = image::DynamicImage::ImageRgb8(photo(500, 400)).into_rgba8();
    assert_eq!(prepare(&png(&photo)).expect("a photo").full.mime, Mime::Jpeg);
}

#[test]
fn colours_come_into_srgb() {
    let wide = moxcms::ColorProfile::new_display_p3()
        .encode()
        .expect("a profile");
    let plain = RgbImage::from_pixel(64, 64, Rgb([200, 60, 60]));
    let as_is = read(&prepare(&jpeg(&plain, None, None)).expect("a picture"));
    let turned = read(&prepare(&jpeg(&plain, None, Some(wide))).expect("a picture"));
    // The same numbers mean a stronger red in the wider space.
    assert!(turned.get_pixel(30, 30)[0] > as_is.get_pixel(30, 30)[0] + 5);
    let nonsense = read(&prepare(&jpeg(&plain, None, Some(b"no profile".to_vec()))).expect("a picture"));
    assert_eq!(nonsense, as_is);
}

#[test]
fn what_is_cut_is_refused_at_every_length() {
    let whole = jpeg(&photo(60, 40), None, None);
    assert!(ends(&whole) && prepare(&whole).is_ok());
    for length in (1..whole.len() - 1).step_by(7) {
        assert!(prepare(&whole[..length]).is_err(), "{length} of {}", whole.len());
    }
    let whole = png(&RgbaImage::from_pixel(60, 40, Rgba([1, 2, 3, 255])));
    for length in (1..whole.len() - 12).step_by(3) {
        assert!(prepare(&whole[..length]).is_err(), "{length} of {}", whole.len());
    }
}

#[test]
fn a_phone_that_adds_a_film_behind_its_photo_is_forgiven() {
    let mut bytes = jpeg(&photo(60, 40), None, None);
    bytes.extend(b"\0\0\0\x18ftypmp42 a film");
    assert!(prepare(&bytes).is_ok());
}

#[test]
fn a_bomb_is_refused_before_it_goes_off() {
    // The head of a PNG of 30,000 by 30,000 pixels, with almost nothing behind it.
    let mut bomb = png(&RgbaImage::new(4, 4));
    for (at, byte) in [(16, 30_000_u32.to_be_bytes()), (20, 30_000_u32.to_be_bytes())] {
        bomb[at..at + 4].copy_from_slice(&byte);
    }
    let sum = crc(&bomb[12..29]);
    bomb[29..33].copy_from_slice(&sum.to_be_bytes());
    assert_eq!(prepare(&bomb).err(), Some(Error::Pixels(30_000, 30_000)));
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            if sum & 1 == 1 {
                sum >> 1 ^ 0xedb8_8320
            } else {
                sum >> 1
            }
        })
    })
}

#[test]
fn maru_vouches_for_its_own_pictures_and_for_no_others() {
    let made = prepare(&jpeg(&photo(3_000, 1_500), Some(exif()), None)).expect("a photo");
    let vouched = vouch(made.full.bytes.clone()).expect("our own");
    assert_eq!(vouched.full, made.full);
    assert!(
        vouch(jpeg(&photo(60, 40), Some(exif()), None)).is_err(),
        "it says where it was taken"
    );
    assert_eq!(
        vouch(jpeg(&photo(3_000, 1_500), None, None)).err(),
        Some(Error::Pixels(3_000, 1_500))
    );
    assert!(vouch(b"<svg/>".to_vec()).is_err());
}

#[test]
fn grey_pictures_are_taken_too() {
    let grey = GrayImage::from_pixel(50, 50, image::Luma([90]));
    let mut bytes = Vec::new();
    PngEncoder::new(&mut bytes)
        .write_image(&grey, 50, 50, ExtendedColorType::L8)
        .expect("a PNG");
    let made = prepare(&bytes).expect("a picture");
    assert_eq!(read(&made).get_pixel(3, 3), &Rgb([90, 90, 90]));
}

#[test]
fn the_small_rendition_can_be_made_again_from_the_kept_one() {
    let drawing = RgbaImage::from_fn(900, 700, |x, y| Rgba([u8::from(x > y) * 255, 0, 0, 255]));
    for bytes in [jpeg(&photo(3_000, 2_000), Some(exif()), None), png(&drawing)] {
        let made = prepare(&bytes).expect("a picture");
        assert_ne!(made.small, made.full);
        assert_eq!(keep(made.full.bytes.clone()), Ok(made));
    }
}
