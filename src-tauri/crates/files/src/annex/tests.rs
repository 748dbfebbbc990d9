//! Stories about the folder beside a text: what goes into it, and what comes out of it again.

mod coming;

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use maru_core::carried;
use maru_press::Order;
use serde_json::{Value, json};

use super::*;
use crate::notes::ReadPicture;
use crate::{Error, Format, Made, Over, Pair, Parcel, Wish, make, records};

/// A photo as Maru keeps it, large enough to have a small rendition.
fn photo() -> maru_picture::Picture {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let bright = |x: u32, y: u32| u8::try_from((x * y) % 251).expect("a byte");
    image::RgbImage::from_fn(800, 600, |x, y| image::Rgb([bright(x, y), 90, bright(y, x)]))
        .write_to(&mut bytes, image::ImageFormat::Jpeg)
        .expect("a photo");
    maru_picture::prepare(&bytes.into_inner()).expect("a picture")
}

fn hash(bytes: &[u8]) -> String {
    crate::notes::beside::hash(bytes)
}

const DOCUMENT: &[u8] = b"%PDF-1.7 the signed text";

/// Returns a meeting with a picture in its body, the same attached, and a document; and the bytes of all.
fn meeting() -> (Record, Pictures) {
    let photo = photo();
    let [full, small] = [&photo.full, &photo.small].map(|one| hash(&one.bytes));
    let picture = json!({ "hash": full, "small": small, "width": 800, "height": 600, "mime": "image/jpeg" });
    let mut attached = picture.clone();
    for (name, value) in [
        ("pos", json!("V")),
        ("kind", json!("picture")),
        ("name", json!("서명식: 1.jpg")),
        ("size", json!(photo.full.bytes.len())),
        ("caption", json!({ "en": "The signing", "ko": "서명식" })),
    ] {
        attached[name] = value;
    }
    let record = json!({
        "id": "0195783e-0000-7000-8000-00000000d001", "kind": "meeting", "audience": "joint",
        "title": { "en": "Signing", "ko": "서명식" }, "created": "2027-03-09T05:00:00Z",
        "segments": { "p": { "pos": "V", "kind": "picture", "en": "The signing", "ko": "서명 장면", "origin": "en",
            "picture": picture, "alt": { "en": "Two people at a table", "ko": "탁자에 앉은 두 사람" } } },
        "attachments": { "a": attached, "d": { "pos": "W", "kind": "document", "hash": hash(DOCUMENT), "name": "CON.pdf",
            "mime": "application/pdf", "size": DOCUMENT.len() } }
    });
    let files = [photo.full.bytes, photo.small.bytes, DOCUMENT.to_vec()];
    let files = files.map(|bytes| (hash(&bytes), bytes));
    (
        Record::from_json(record).expect("a meeting"),
        Pictures(files.into()),
    )
}

fn wish(languages: maru_press::Languages) -> Wish {
    Wish {
        format: Format::Markdown,
        order: Order {
            languages,
            now: "2027-03-10T00:00:00Z".to_owned(),
            ..Order::default()
        },
    }
}

fn made() -> Made {
    let (record, pictures) = meeting();
    let pair = Pair {
        record,
        agreement: None,
        pictures,
    };
    make(&pair, &wish(maru_press::Languages::Both), &AtomicBool::new(false)).expect("a text")
}

/// Puts the text of the meeting into a folder under this name.
fn laid(folder: &Path, name: &str, over: Over) -> std::io::Result<()> {
    let mut parcel = Parcel::folder(folder, over)?;
    parcel.put_made(name, &made())?;
    parcel.finish()
}

fn brought(path: &Path) -> Result<Brought, Error> {
    let found = records(&fs::read(path).expect("a text"))?;
    let mut read: ReadPicture = Box::new(|wish, bytes, _| maru_picture::answer(wish, bytes.to_vec()));
    bring(path, found, &mut read, &AtomicBool::new(false))
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let name = |entry: std::io::Result<fs::DirEntry>| entry.expect("an entry").file_name();
    let mut names: Vec<String> = entries
        .map(|entry| name(entry).to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// Returns what a reader should know: the codes of what is left out.
fn left_out(brought: &Brought) -> Vec<&str> {
    brought
        .remarks
        .iter()
        .map(|remark| remark.code.as_str())
        .collect()
}

#[test]
fn a_record_comes_back_equal_with_all_that_lies_beside_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let name = "2027 <회의> #1 100% (EN+KO).md";
    laid(folder.path(), name, Over::Nothing).expect("room");
    let beside = folder.path().join("2027 <회의> #1 100% (EN+KO).files");
    assert_eq!(
        names(&beside),
        ["01.jpg", "CON_.pdf"],
        "what is there twice lies there once"
    );
    let mut back = brought(&folder.path().join(name)).expect("the record");
    assert_eq!((back.pictures, back.documents, left_out(&back)), (2, 1, vec![]));
    let (record, pictures) = meeting();
    let straight = crate::json::record(record.to_json()).expect("a record");
    let files = carried::unpack(&mut back.records[0]).expect("the bytes");
    assert_eq!(back.records, [straight]);
    assert_eq!(files, pictures.0, "the small rendition too");
}

#[test]
fn a_text_to_read_takes_its_pictures_along_and_no_document() {
    let (record, pictures) = meeting();
    let pair = Pair {
        record,
        agreement: None,
        pictures,
    };
    let made = make(&pair, &wish(maru_press::Languages::Ko), &AtomicBool::new(false)).expect("a text");
    assert_eq!(made.beside.keys().collect::<Vec<_>>(), ["01.jpg"]);
    let text = String::from_utf8(made.bytes("회의.md").into_owned()).expect("text");
    assert!(
        text.contains("![탁자에 앉은 두 사람](<회의.files/01.jpg>)"),
        "{text}"
    );
}

#[test]
fn names_are_safe_on_every_system() {
    let name = |name: &str| {
        let mut names = Names::default();
        let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
        names.give("a", stem, ending);
        names.give("b", &stem.to_uppercase(), ending);
        names.by_hash.into_values().collect::<Vec<_>>()
    };
    assert_eq!(name("nul.txt"), ["nul_.txt", "NUL_ (2).txt"]);
    assert_eq!(name("../a:b?.e/x\u{202e}e"), ["a b.exe", "A B (2).exe"]);
    assert_eq!(name("...")[0], "Maru");
    assert!(name(&"가".repeat(300))[1].len() <= 3 * (NAME + 5));
}

#[test]
fn what_is_there_stays_unless_a_person_says_otherwise() {
    let folder = tempfile::tempdir().expect("a folder");
    let beside = folder.path().join("a.files");
    fs::create_dir(&beside).expect("a folder");
    fs::write(beside.join("mine.txt"), "mine").expect("a file");
    let refused = laid(folder.path(), "a.md", Over::Nothing).expect_err("it is there");
    assert_eq!(refused.kind(), std::io::ErrorKind::AlreadyExists);
    assert_eq!(names(folder.path()), ["a.files"]);
    let parcel = Parcel::folder(folder.path(), Over::Beside).expect("a parcel");
    assert_eq!(parcel.name("a.md"), "a (2).md");
    laid(folder.path(), "a.md", Over::Anything).expect("room");
    assert_eq!(
        names(&beside),
        ["01.jpg", "CON_.pdf"],
        "nothing older lies among what leaves"
    );
    assert_eq!(names(folder.path()), ["a.files", "a.md"]);
    // Where the text cannot be put, its folder is as it was.
    fs::write(beside.join("mine.txt"), "mine").expect("a file");
    fs::remove_file(folder.path().join("a.md")).expect("a file");
    fs::create_dir_all(folder.path().join("a.md/in the way")).expect("a folder");
    laid(folder.path(), "a.md", Over::Anything).expect_err("no room");
    assert_eq!(names(&beside), ["01.jpg", "CON_.pdf", "mine.txt"]);
    assert_eq!(names(folder.path()), ["a.files", "a.md"]);
}

#[test]
fn what_is_given_up_takes_its_folders_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut parcel = Parcel::folder(folder.path(), Over::Beside).expect("a parcel");
    parcel.put_made("a.md", &made()).expect("room");
    assert_eq!(names(folder.path()), ["a.files", "a.md"]);
    drop(parcel);
    assert_eq!(names(folder.path()), [""; 0]);
}

#[test]
fn a_zip_holds_the_folders_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("all.zip");
    let mut parcel = Parcel::zip(&path, Over::Nothing).expect("a parcel");
    parcel.put_made("회의.md", &made()).expect("room");
    parcel.finish().expect("it arrives");
    let zip = zip::ZipArchive::new(fs::File::open(&path).expect("a file")).expect("a ZIP");
    let mut held: Vec<String> = zip
        .file_names()
        .map(|name| name.expect("a name").into_owned())
        .collect();
    held.sort();
    assert_eq!(held, ["회의.files/01.jpg", "회의.files/CON_.pdf", "회의.md"]);
}
