//! Pictures of the window, left in `target/pictures` for a person to look at.

use crate::{Desk, desk::root, patience::settled};
use serde_json::Value;
use std::{fs, path::PathBuf};

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
