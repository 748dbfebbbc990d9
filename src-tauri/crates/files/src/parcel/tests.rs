//! Stories about parcels that arrive, and parcels that do not.

use std::io::Read;

use super::*;

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut names: Vec<String> = entries
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    names.sort();
    names
}

fn fill(parcel: &mut Parcel) {
    for bytes in [b"one".as_slice(), b"two"] {
        let name = parcel.name("2027-03-09 회의 (KO).pdf");
        parcel.put(&name, bytes).expect("room");
    }
}

#[test]
fn two_of_one_name_get_a_number_in_a_folder_and_in_a_zip() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("out");
    let mut parcel = Parcel::folder(&out, Over::Nothing).expect("a parcel");
    fill(&mut parcel);
    parcel.finish().expect("it arrives");
    assert_eq!(
        names(&out),
        ["2027-03-09 회의 (KO) (2).pdf", "2027-03-09 회의 (KO).pdf"]
    );

    let path = folder.path().join("out.zip");
    let mut parcel = Parcel::zip(&path, Over::Nothing).expect("a parcel");
    fill(&mut parcel);
    parcel.finish().expect("it arrives");
    let mut zip = zip::ZipArchive::new(File::open(&path).expect("a file")).expect("a ZIP");
    let mut said = String::new();
    let mut second = zip.by_name("2027-03-09 회의 (KO) (2).pdf").expect("the second");
    second.read_to_string(&mut said).expect("text");
    assert_eq!(said, "two");
}

#[test]
fn what_is_given_up_leaves_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut parcel = Parcel::folder(folder.path(), Over::Beside).expect("a parcel");
    fill(&mut parcel);
    assert_eq!(names(folder.path()).len(), 2);
    drop(parcel);
    let mut parcel = Parcel::zip(&folder.path().join("out.zip"), Over::Beside).expect("a parcel");
    fill(&mut parcel);
    drop(parcel);
    let mut parcel = Parcel::folder(&folder.path().join("made"), Over::Nothing).expect("a parcel");
    fill(&mut parcel);
    drop(parcel);
    assert!(names(folder.path()).is_empty());
}

#[test]
fn what_a_person_had_there_stays() {
    let folder = tempfile::tempdir().expect("a folder");
    let mine = folder.path().join("2027-03-09 회의 (KO).pdf");
    fs::write(&mine, "mine").expect("a file");
    let mut parcel = Parcel::folder(folder.path(), Over::Nothing).expect("a parcel");
    let name = parcel.name("2027-03-09 회의 (KO).pdf");
    let refused = parcel.put(&name, b"new").expect_err("it is there");
    assert_eq!(refused.kind(), io::ErrorKind::AlreadyExists);
    drop(parcel);
    let mut parcel = Parcel::folder(folder.path(), Over::Beside).expect("a parcel");
    fill(&mut parcel);
    parcel.finish().expect("it arrives");
    assert_eq!(fs::read(&mine).expect("a file"), b"mine");
    assert_eq!(names(folder.path()).len(), 3);
    let taken = Parcel::zip(&mine, Over::Nothing).err().expect("it is there");
    assert_eq!(taken.kind(), io::ErrorKind::AlreadyExists);
}

#[test]
fn the_same_files_make_the_same_zip() {
    let folder = tempfile::tempdir().expect("a folder");
    let made = |name: &str| {
        let path = folder.path().join(name);
        let mut parcel = Parcel::zip(&path, Over::Nothing).expect("a parcel");
        fill(&mut parcel);
        parcel.finish().expect("it arrives");
        fs::read(path).expect("a file")
    };
    assert_eq!(made("a.zip"), made("b.zip"));
}
