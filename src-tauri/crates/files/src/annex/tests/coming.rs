//! Stories about what comes in from the folder beside a text, and what does not.

use super::*;

/// Writes a record with one picture that a person added, which leads there, and brings what comes of it.
fn leading(folder: &Path, target: &str) -> Brought {
    let text =
        format!("---\nmaru: 1\nkind: \"meeting\"\n---\n<!-- picture -->\n![A hall](<{target}>)\n\nWords\n");
    fs::write(folder.join("a.md"), text).expect("a text");
    brought(&folder.join("a.md")).expect("a record")
}

#[test]
fn a_picture_that_a_person_added_comes_from_the_folder_and_from_nowhere_else() {
    let folder = tempfile::tempdir().expect("a folder");
    let home = folder.path().join("home");
    let beside = home.join("a.files");
    fs::create_dir_all(beside.join("deep")).expect("a folder");
    let photo = photo().full.bytes;
    for path in [
        &beside.join("회의.jpg"),
        &beside.join("deep/x.jpg"),
        &home.join("x.jpg"),
        &folder.path().join("x.jpg"),
    ] {
        fs::write(path, &photo).expect("a picture");
    }
    let come = leading(&home, "./a.files/%ED%9A%8C%EC%9D%98.jpg");
    assert_eq!((come.pictures, left_out(&come)), (1, vec![]));
    let segment = |brought: &Brought| -> Value {
        let all = brought.records[0]["segments"].as_object().expect("segments");
        all.values().next().expect("one").clone()
    };
    assert_eq!(segment(&come)["picture"]["width"], 800);
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("../../x.jpg", beside.join("link.jpg")).expect("a link");
        std::os::unix::fs::symlink("..", home.join("up.files")).expect("a link");
    }
    let absolute = folder.path().join("x.jpg").display().to_string();
    for target in [
        "../x.jpg",
        "a.files/../x.jpg",
        "a.files/../../x.jpg",
        "a.files/%2e%2e/x.jpg",
        "a.files\\..\\x.jpg",
        "a.files/deep/x.jpg",
        "x.jpg",
        ".files/x.jpg",
        "https://example.org/a.files/x.jpg",
        "//example.org/a.files/x.jpg",
        "file:///etc/passwd",
        "C:\\a.files\\x.jpg",
        "data:image/png;base64,AAAA",
        absolute.as_str(),
        #[cfg(unix)]
        "a.files/link.jpg",
        #[cfg(unix)]
        "up.files/x.jpg",
    ] {
        let left = leading(&home, target);
        assert_eq!(
            (left_out(&left), left.bytes),
            (vec!["out-outside"], 0),
            "{target}"
        );
        let segment = segment(&left);
        assert_eq!(segment["kind"], "point", "{target}");
        assert!(
            segment["en"]
                .as_str()
                .is_some_and(|text| text.starts_with("Words (")),
            "{segment}"
        );
    }
}

#[test]
fn a_text_of_another_name_brings_what_its_record_knows_and_nothing_else() {
    let folder = tempfile::tempdir().expect("a folder");
    laid(folder.path(), "a.md", Over::Nothing).expect("room");
    let renamed = folder.path().join("b.md");
    fs::rename(folder.path().join("a.md"), &renamed).expect("another name");
    let come = brought(&renamed).expect("the record");
    assert_eq!((come.pictures, come.documents, left_out(&come)), (2, 1, vec![]));
    // What lies there by now is not what the record tells of: it may be anybody's.
    fs::write(folder.path().join("a.files/CON_.pdf"), "our own plan").expect("a file");
    let left = brought(&renamed).expect("the record");
    assert_eq!((left.documents, left_out(&left)), (0, vec!["out-outside"]));
    let left = leading(folder.path(), "b.files/01.jpg");
    assert_eq!(left_out(&left), ["out-broken"]);
    fs::create_dir(folder.path().join("b.files")).expect("a folder");
    fs::copy(
        folder.path().join("a.files/01.jpg"),
        folder.path().join("b.files/01.jpg"),
    )
    .expect("a picture");
    let left = leading(folder.path(), "b.files/01.jpg");
    assert_eq!((left_out(&left), left.bytes), (vec!["out-outside"], 0));
}

#[test]
fn what_is_missing_broken_or_huge_is_named_and_the_record_comes_all_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    let beside = folder.path().join("a.files");
    fs::create_dir(&beside).expect("a folder");
    fs::write(beside.join("cut.jpg"), &photo().full.bytes[..900]).expect("a file");
    fs::write(beside.join("text.jpg"), "no picture").expect("a file");
    fs::write(
        beside.join("drawing.svg"),
        "<svg xmlns='http://www.w3.org/2000/svg'/>",
    )
    .expect("a file");
    fs::write(beside.join("huge.png"), b"\x89PNG\r\n\x1a\n").expect("a file");
    let huge = fs::File::options()
        .write(true)
        .open(beside.join("huge.png"))
        .expect("a file");
    huge.set_len(maru_picture::MOST + 1).expect("a sparse file");
    for (target, code) in [
        ("a.files/no.jpg", "out-broken"),
        ("b.files/no.jpg", "out-broken"),
        ("a.files/cut.jpg", "out-refused"),
        ("a.files/text.jpg", "out-refused"),
        ("a.files/drawing.svg", "out-refused"),
        ("a.files/huge.png", "out-large"),
    ] {
        let left = leading(folder.path(), target);
        assert_eq!((left_out(&left), left.records.len()), (vec![code], 1), "{target}");
    }
    // What the record names stays named: it may lie in the vault that takes it in.
    laid(folder.path(), "b.md", Over::Nothing).expect("room");
    fs::remove_dir_all(folder.path().join("b.files")).expect("a folder");
    let left = brought(&folder.path().join("b.md")).expect("the record");
    assert_eq!(left_out(&left), ["out-broken"; 2]);
    assert_eq!(
        left.records,
        [crate::json::record(meeting().0.to_json()).expect("a record")]
    );
}

#[test]
fn however_often_a_text_leads_to_a_picture_it_is_read_once() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("a.files")).expect("a folder");
    fs::write(folder.path().join("a.files/x.jpg"), photo().full.bytes).expect("a file");
    let marks =
        "<!-- picture -->\n![A hall](a.files/x.jpg)\n\n<!-- picture -->\n![A hall](no.jpg)\n\n".repeat(3_000);
    let text = format!("---\nmaru: 1\nkind: \"meeting\"\n---\n{marks}");
    let found = records(text.as_bytes()).expect("a record");
    let read = Arc::new(AtomicU32::new(0));
    let counted = Arc::clone(&read);
    let mut reader: ReadPicture = Box::new(move |wish, bytes, _| {
        counted.fetch_add(1, Ordering::Relaxed);
        maru_picture::answer(wish, bytes.to_vec())
    });
    let stop = AtomicBool::new(false);
    let come = bring(&folder.path().join("a.md"), found.clone(), &mut reader, &stop).expect("a record");
    assert_eq!((come.pictures, left_out(&come)), (3_000, vec!["out-outside"]));
    assert_eq!(read.load(Ordering::Relaxed), 1);
    stop.store(true, Ordering::Relaxed);
    let stopped = bring(&folder.path().join("a.md"), found, &mut reader, &stop);
    assert_eq!(stopped.expect_err("stopped").code(), "import-stopped");
}

#[test]
fn a_picture_that_a_person_worked_on_comes_as_it_is_now() {
    let folder = tempfile::tempdir().expect("a folder");
    laid(folder.path(), "a.md", Over::Nothing).expect("room");
    let mut other = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_pixel(30, 20, image::Rgb([9, 99, 199]))
        .write_to(&mut other, image::ImageFormat::Png)
        .expect("a picture");
    fs::write(folder.path().join("a.files/01.jpg"), other.into_inner()).expect("a file");
    fs::write(folder.path().join("a.files/CON_.pdf"), b"%PDF-1.7 signed by both").expect("a file");
    let mut come = brought(&folder.path().join("a.md")).expect("the record");
    let files = carried::unpack(&mut come.records[0]).expect("the bytes");
    let record = &come.records[0];
    assert_eq!(record["segments"]["p"]["picture"]["width"], 30);
    assert_eq!(record["segments"]["p"]["ko"], "서명 장면");
    assert_eq!(record["attachments"]["a"]["mime"], "image/png");
    let hash = record["attachments"]["d"]["hash"].as_str().expect("a hash");
    assert_eq!(files[hash], b"%PDF-1.7 signed by both");
}
