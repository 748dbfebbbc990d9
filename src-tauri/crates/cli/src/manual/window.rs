//! The manual page of `maru`. It is printed here because the window has no terminal to print on.

use maru_core::labels::Labels;
use roff::{Roff, italic, roman};

use super::{begin, head, usage};

/// The name of the program, and the word that asks for its page.
pub(crate) const NAME: &str = "maru";

/// What the window keeps, and the label that says of it what it is.
const FILES: [(&str, &str); 3] = [
    ("~/Documents/Maru", "ctl-man-vault"),
    ("~/.local/share/app.maru.desktop", "ctl-man-settings"),
    ("~/.config/app.maru.desktop", "ctl-man-shape"),
];

/// What the window says of itself.
const ABOUT: [&str; 5] = [
    "about-what",
    "vault-what",
    "about-offline",
    "ctl-man-backup",
    "ctl-man-guide",
];

/// Returns the page.
pub(super) fn page(labels: Labels) -> Roff {
    let word = |id: &str| labels.text(id, &[]);
    let mut page = begin(NAME, &word("maru"));
    head(&mut page, &word("ctl-man-name"));
    page.text([roman(format!(
        "maru - {}",
        word("about-what").trim_end_matches('.')
    ))]);
    head(&mut page, &word("ctl-man-synopsis"));
    page.text(usage(&word("ctl-usage-maru")));
    head(&mut page, &word("ctl-man-description"));
    page.text([roman(ABOUT.map(word).join("\n"))]);
    head(&mut page, &word("ctl-man-files"));
    for (path, id) in FILES {
        page.control("TP", []);
        page.text([italic(path)]);
        page.text([roman(word(id))]);
    }
    head(&mut page, &word("ctl-man-see-also"));
    page.control("BR", ["maructl", "(1)"]);
    page
}
