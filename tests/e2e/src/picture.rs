//! Pictures of the window, left in `target/pictures` for a person to look at, and pictures for the window to take in.

use crate::{Desk, desk::root, patience::settled};
use serde_json::Value;
use std::{
    fs,
    path::{Path, PathBuf},
};
use tempfile::TempDir;

/// Returns the folder of the pictures.
pub fn folder() -> PathBuf {
    let folder =
        std::env::var_os("MARU_PICTURES").map_or_else(|| root().join("target/pictures"), PathBuf::from);
    fs::create_dir_all(&folder).expect("a folder for pictures");
    folder
}

impl Desk {
    /// Returns what the window shows, once nothing moves in it any more: width, height, and red, green and blue of
    /// every pixel.
    ///
    /// Not by the driver: it waits for a frame that a quiet page does not draw, sometimes for a minute.
    pub async fn seen(&self) -> (u32, u32, Vec<u8>) {
        let place = self
            .js("return [screenX, screenY, innerWidth, innerHeight]", vec![])
            .await;
        let number = |at: usize| {
            place
                .get(at)
                .and_then(Value::as_u64)
                .and_then(|number| usize::try_from(number).ok())
        };
        let place = [0, 1, 2, 3].map(|at| number(at).expect("the window is on the display"));
        let pixels = settled(async || self.display().pixels(place)).await;
        let [_, _, width, height] = place.map(|number| u32::try_from(number).expect("a size of a window"));
        (width, height, pixels)
    }

    /// Takes a picture of the window.
    pub async fn picture(&self, name: &str) -> PathBuf {
        let (width, height, pixels) = self.seen().await;
        let path = folder().join(format!("{name}.png"));
        let file = fs::File::create(&path).expect("the picture is made");
        let mut picture = png::Encoder::new(file, width, height);
        picture.set_color(png::ColorType::Rgb);
        picture.set_compression(png::Compression::Fast);
        let mut writer = picture.write_header().expect("the picture begins");
        writer.write_image_data(&pixels).expect("the picture is written");
        path
    }
}

/// Makes a folder for files that the window is given.
pub fn file_folder() -> TempDir {
    tempfile::Builder::new()
        .prefix("maru-files-")
        .tempdir()
        .expect("a folder")
}

/// Writes a PNG of a room: a floor, a wall and two people at a table.
pub fn photo(folder: &Path, name: &str, size: (u32, u32)) -> PathBuf {
    let (width, height) = size;
    let path = folder.join(name);
    let mut picture = png::Encoder::new(fs::File::create(&path).expect("a file"), width, height);
    picture.set_color(png::ColorType::Rgb);
    let mut writer = picture.write_header().expect("the picture begins");
    let mut pixels = Vec::new();
    for y in 0..height {
        for x in 0..width {
            let (across, down) = (x * 100 / width, y * 100 / height);
            let head = |at: u32| {
                let (dx, dy) = (across.abs_diff(at), down.abs_diff(40));
                dx * dx + dy * dy < 50
            };
            let body = |at: u32| across.abs_diff(at) < 9 && (48..66).contains(&down);
            let colour: [u8; 3] = match () {
                () if head(32) || head(68) => [226, 188, 160],
                () if body(32) => [28, 58, 112],
                () if body(68) => [70, 72, 80],
                () if (64..72).contains(&down) && (14..86).contains(&across) => [120, 78, 46],
                () if down > 72 => [196, 188, 176],
                () => [232, 236, 240],
            };
            let grain = u8::try_from((x.wrapping_mul(0x9e37_79b9) ^ y.wrapping_mul(0x85eb_ca6b)) >> 28)
                .expect("four bits");
            pixels.extend(colour.map(|part| part.saturating_sub(grain)));
        }
    }
    writer.write_image_data(&pixels).expect("the picture is written");
    path
}
