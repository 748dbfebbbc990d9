//! The reader as a process: it answers, it can be stopped, and whatever it is fed, the one who started it goes on.

use std::path::Path;
use std::sync::atomic::AtomicBool;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::{gif::GifEncoder, png::PngEncoder, webp::WebPEncoder};
use image::{ExtendedColorType, ImageEncoder, Rgb, RgbImage};
use maru_picture::{Error, Reader};

const PROGRAM: &str = env!("CARGO_BIN_EXE_maru-reader");
/// So many broken pictures are fed in a usual run; `MARU_BROKEN_PICTURES` asks for more.
const BROKEN: u64 = 50_000;
/// So many wishes go to one process, so that starting it costs little.
const EACH: u64 = 500;

fn reader() -> Reader {
    Reader::start(Path::new(PROGRAM)).expect("the reader starts")
}

fn picture(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let part = |n: u32| u8::try_from(n % 256).expect("a byte");
        Rgb([part(x * 5), part(y * 3), part(x * y)])
    })
}

fn jpeg(picture: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    JpegEncoder::new(&mut bytes)
        .encode_image(picture)
        .expect("a JPEG");
    bytes
}

/// One small valid file of every format that is read.
fn seeds() -> Vec<Vec<u8>> {
    let small = picture(24, 16);
    let (mut png, mut webp, mut gif) = (Vec::new(), Vec::new(), Vec::new());
    PngEncoder::new(&mut png)
        .write_image(&small, 24, 16, ExtendedColorType::Rgb8)
        .expect("a PNG");
    WebPEncoder::new_lossless(&mut webp)
        .write_image(&small, 24, 16, ExtendedColorType::Rgb8)
        .expect("a WebP");
    GifEncoder::new(&mut gif)
        .encode(&small, 24, 16, ExtendedColorType::Rgb8)
        .expect("a GIF");
    vec![jpeg(&small), png, webp, gif]
}

/// A small generator with a seed: the same broken pictures on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % below.max(1) as u64).expect("below a usize")
    }
}

/// Breaks a file in one of the ways in which files break.
fn broken(seed: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..=dice.roll(6) {
        let at = dice.roll(bytes.len());
        match dice.roll(6) {
            0 => bytes.truncate(at),
            1 => {
                let from = dice.roll(bytes.len());
                let length = dice.roll(bytes.len() - from.min(bytes.len()) + 1);
                let part: Vec<u8> = bytes.iter().skip(from).take(length).copied().collect();
                bytes.splice(at..at, part);
            }
            2 => {
                let large = [0xff, 0x7f, 0x80, 0x00][dice.roll(4)];
                bytes.iter_mut().skip(at).take(4).for_each(|byte| *byte = large);
            }
            3 => drop(bytes.drain(at..(at + dice.roll(9)).min(bytes.len()))),
            _ => bytes
                .iter_mut()
                .skip(at)
                .take(1)
                .for_each(|byte| *byte ^= 1 << dice.roll(8)),
        }
    }
    bytes
}

#[test]
fn thousands_of_broken_pictures_leave_the_parent_unharmed() {
    let wanted = std::env::var("MARU_BROKEN_PICTURES")
        .ok()
        .and_then(|n| n.parse().ok());
    let count: u64 = wanted.unwrap_or(BROKEN);
    let (seeds, stop) = (seeds(), AtomicBool::new(false));
    let (mut taken, mut refused, mut lost) = (0_u64, 0_u64, 0_u64);
    let mut one = reader();
    for at in 0..count {
        if at % EACH == 0 {
            one = reader();
        }
        let mut dice = Dice(at);
        let seed = &seeds[dice.roll(seeds.len())];
        match one.prepare(&broken(seed, &mut dice), &stop) {
            Ok(_) => taken += 1,
            Err(Error::Limits) => {
                lost += 1;
                one = reader();
            }
            Err(_) => refused += 1,
        }
    }
    // Some flips hit only pixels; most of all break the file.
    assert_eq!(taken + refused + lost, count);
    assert!(
        refused > count / 3,
        "{taken} taken, {refused} refused, {lost} readers lost"
    );
    assert!(reader().prepare(&seeds[0], &stop).is_ok());
}

#[test]
fn every_format_is_read() {
    let (mut one, stop) = (reader(), AtomicBool::new(false));
    for seed in seeds() {
        let made = one.prepare(&seed, &stop).expect("a picture");
        assert_eq!((made.full.width, made.full.height), (24, 16));
        assert_eq!(one.vouch(&made.full.bytes).expect("our own").full, made.full);
    }
}

#[test]
fn a_person_can_stop_it() {
    let bytes = jpeg(&picture(6_000, 6_000));
    let mut one = reader();
    // It takes far longer than a glance at the flag.
    let answer = one.prepare(&bytes, &AtomicBool::new(true));
    assert_eq!(answer.err(), Some(Error::Stopped));
    assert_eq!(
        one.prepare(&bytes, &AtomicBool::new(false)).err(),
        Some(Error::Limits),
        "it is gone"
    );
}

#[test]
fn a_file_over_fifty_megabytes_is_not_even_sent() {
    let bytes = vec![0; usize::try_from(maru_picture::MOST).expect("a size") + 1];
    assert_eq!(
        reader().prepare(&bytes, &AtomicBool::new(false)).err(),
        Some(Error::Large)
    );
}

#[test]
fn a_program_that_is_no_reader_is_a_refusal() {
    let gone = Reader::start(Path::new("/nowhere/maru"));
    assert!(matches!(gone.err(), Some(Error::Reader(_))));
    if cfg!(unix) {
        let mut silent = Reader::start(Path::new("/bin/true")).expect("it starts");
        assert_eq!(
            silent.prepare(b"x", &AtomicBool::new(false)).err(),
            Some(Error::Limits)
        );
    }
}
