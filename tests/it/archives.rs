//! Folders as one file: packed into the same bytes, verified from there, and refused where they are not what they seem.

use std::ffi::OsStr;
use std::fs;
use std::io::{Cursor, Read as _, Write as _};
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::command::{SMALL, code, entries, err, folder, out, parsed, the_run, tidui};
use crate::common::is_a;

/// What an archive holds, in order.
type Parts = Vec<(String, Vec<u8>)>;

const HOW: &str = "HOW-TO-VERIFY.txt";

fn name(path: &Path) -> &str {
    path.file_name().and_then(OsStr::to_str).unwrap_or_default()
}

/// A small run and its archive.
fn packed() -> (TempDir, PathBuf, PathBuf) {
    let here = folder();
    let done = tidui(here.path(), &["run", SMALL, "--replicates", "30", "--no-charts", "--quiet"]);
    assert_eq!(code(&done), 0, "{}", err(&done));
    let run = the_run(&here.path().join("output"));
    let done = tidui(here.path(), &["archive", name(&run), "--json"]);
    assert_eq!(code(&done), 0, "{}", err(&done));
    let zip = here.path().join(parsed(&done)["archive"].as_str().unwrap_or_default());
    assert_eq!(zip, run.with_file_name(format!("{}.zip", name(&run))));
    (here, run, zip)
}

fn parts(zip: &Path) -> Parts {
    let mut archive = ZipArchive::new(Cursor::new(fs::read(zip).unwrap())).unwrap();
    let mut part = |at: usize| {
        let mut part = archive.by_index(at).unwrap();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        (part.name().unwrap().into_owned(), bytes)
    };
    (0..part_count(zip)).map(&mut part).collect()
}

fn part_count(zip: &Path) -> usize {
    ZipArchive::new(Cursor::new(fs::read(zip).unwrap())).unwrap().len()
}

fn zipped(to: &Path, parts: &[(String, Vec<u8>)]) {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    fs::write(to, archive.finish().unwrap().into_inner()).unwrap();
}

#[test]
fn the_same_folder_is_the_same_archive_byte_for_byte() {
    let (here, run, zip) = packed();
    let first = fs::read(&zip).unwrap();
    // Packed again it is found; elsewhere, and of a copy that lies elsewhere, it is the same.
    let again = parsed(&tidui(here.path(), &["archive", name(&run), "--json"]));
    assert_eq!(again["already"], true);
    let moved = here.path().join("moved").join(name(&run));
    fs::create_dir(here.path().join("moved")).unwrap();
    fs::rename(&run, &moved).unwrap();
    fs::write(moved.join(".DS_Store"), "left by a file manager").unwrap();
    let done = tidui(here.path(), &["archive", &moved.to_string_lossy(), "-o", "one.zip"]);
    assert_eq!(code(&done), 0, "{}", err(&done));
    assert!(fs::read(here.path().join("one.zip")).unwrap() == first);
    // It says what it is known by, and who made it.
    let told = out(&done);
    assert!(told.contains(again["sha256"].as_str().unwrap()) && told.contains("tidui verify one.zip"), "{told}");
    assert!(told.contains(env!("CARGO_PKG_VERSION")), "{told}");
    // Nothing but the archive is left behind, and another file is not written over.
    assert_eq!(entries(&here.path().join("output")).len(), 1);
    fs::write(here.path().join("one.zip"), "mine").unwrap();
    let done = tidui(here.path(), &["archive", &moved.to_string_lossy(), "-o", "one.zip"]);
    assert_eq!((code(&done), fs::read_to_string(here.path().join("one.zip")).unwrap()), (2, "mine".to_owned()));
}

#[test]
fn an_archive_holds_the_folder_and_says_how_it_is_verified() {
    let (_here, run, zip) = packed();
    let parts = parts(&zip);
    let (how, files) = parts.split_first().unwrap();
    let text = String::from_utf8(how.1.clone()).unwrap();
    assert_eq!(how.0, HOW);
    for wanted in ["核对", "To verify it, now or years later", name(&run), "manifest.json", env!("CARGO_PKG_VERSION")]
    {
        assert!(text.contains(wanted), "{wanted} in {text}");
    }
    let mut names: Vec<&String> = files.iter().map(|(name, _)| name).collect();
    for (file, bytes) in files {
        let own = run.with_file_name(file);
        assert!(fs::read(&own).unwrap() == *bytes, "{file}");
    }
    assert!(names.len() > 30);
    let order = names.clone();
    names.sort();
    assert_eq!(names, order);
}

#[test]
fn an_archive_is_verified_as_its_folder_is() {
    let (here, run, zip) = packed();
    fs::remove_dir_all(&run).unwrap();
    // By its name within the output folder, and by its path.
    for shown in [name(&zip), &*zip.to_string_lossy()] {
        let done = tidui(here.path(), &["verify", shown]);
        assert_eq!(code(&done), 0, "{}{}", out(&done), err(&done));
        assert!(out(&done).contains("every file comes out the same, byte for byte."), "{}", out(&done));
    }
    assert_eq!(entries(&here.path().join("output")).len(), 1);
    let object = parsed(&tidui(here.path(), &["verify", name(&zip), "--files-only", "--json"]));
    assert_eq!(object["verdict"], "as-listed");
    assert!(object["run"].as_str().is_some_and(|run| is_a("zip", run)), "{object}");
}

#[test]
fn a_study_is_archived_and_verified_likewise() {
    let here = folder();
    let asked = ["frontier", SMALL, "--vary", "special=0.5..1.5", "--points", "2", "--target", "backbone"];
    let done = tidui(here.path(), &[&asked[..], &["--replicates", "20", "--no-charts", "--json", "--quiet"]].concat());
    let study = here.path().join(parsed(&done)["run"].as_str().unwrap_or_default());
    assert_eq!(code(&tidui(here.path(), &["archive", name(&study), "--lang", "zh"])), 0);
    let done = tidui(here.path(), &["verify", &format!("{}.zip", name(&study))]);
    assert_eq!(code(&done), 0, "{}{}", out(&done), err(&done));
}

#[test]
fn an_archive_that_was_altered_is_found() {
    let (here, run, zip) = packed();
    let whole = parts(&zip);
    let altered = here.path().join("altered.zip");
    let verified = |more: &[&str]| tidui(here.path(), &[&["verify", "altered.zip", "--json"][..], more].concat());
    let change = |file: &str, from: &str, to: &str| {
        let mut parts = whole.clone();
        let part = parts.iter_mut().find(|(name, _)| name.ends_with(file)).unwrap();
        let text = String::from_utf8(part.1.clone()).unwrap();
        assert!(text.contains(from), "{from} in {file}");
        part.1 = text.replacen(from, to, 1).into_bytes();
        zipped(&altered, &parts);
    };
    zipped(&altered, &whole);
    assert_eq!(code(&verified(&[])), 0);
    for (file, from, to) in
        [("tables/joint.csv", "0", "1"), ("report.en.txt", "a", "b"), (HOW, "manifest.json", "nothing")]
    {
        change(file, from, to);
        let done = verified(&["--files-only"]);
        assert_eq!(code(&done), 3, "{file}");
        let damage = parsed(&done)["damage"].clone();
        assert!(damage[0]["file"].as_str().is_some_and(|one| one.ends_with(file)), "{damage}");
    }
    // A list that was altered with it does not help.
    change("manifest.json", "\"replicates\": 30,", "\"replicates\": 29,");
    assert_eq!(code(&verified(&[])), 3);
    // A file less, and one more.
    zipped(&altered, &whole[..whole.len() - 1]);
    assert_eq!(code(&verified(&["--files-only"])), 3);
    let mut more = whole.clone();
    more.push((format!("{}/notes.txt", name(&run)), b"mine".to_vec()));
    zipped(&altered, &more);
    assert_eq!(code(&verified(&["--files-only"])), 3);
}

#[test]
fn a_folder_that_was_altered_is_not_archived() {
    let (here, run, zip) = packed();
    fs::remove_file(&zip).unwrap();
    fs::write(run.join("report.en.txt"), "better").unwrap();
    let done = tidui(here.path(), &["archive", name(&run)]);
    assert_eq!(code(&done), 2);
    assert!(err(&done).contains("report.en.txt is no longer what the run"), "{}", err(&done));
    assert_eq!(entries(&here.path().join("output")).len(), 1);
}

#[test]
fn archives_that_are_damaged_or_hostile_are_refused_with_a_message() {
    let (here, run, zip) = packed();
    let bytes = fs::read(&zip).unwrap();
    let bad = here.path().join("bad.zip");
    let refused = |what: &str, part: &str| {
        let done = tidui(here.path(), &["verify", "bad.zip"]);
        assert_eq!(code(&done), 2, "{what}: {}{}", out(&done), err(&done));
        assert!(err(&done).contains("error[archive]") && err(&done).contains(part), "{what}: {}", err(&done));
        let outside = entries(here.path());
        assert_eq!(outside.len(), 2, "{what}: {outside:?}");
    };
    for length in [0, 1, 100, bytes.len() / 2, bytes.len() - 1] {
        fs::write(&bad, &bytes[..length]).unwrap();
        refused(&format!("cut to {length}"), "no zip archive, or a damaged one");
    }
    // A flipped bit within a file.
    let mut flipped = bytes.clone();
    let middle = flipped.len() / 2;
    flipped[middle] ^= 1;
    fs::write(&bad, flipped).unwrap();
    refused("a flipped bit", "damaged");
    let whole = parts(&zip);
    let with = |name: &str, bytes: &[u8]| {
        let mut parts = whole.clone();
        parts.push((name.to_owned(), bytes.to_vec()));
        zipped(&bad, &parts);
    };
    let own = name(&run);
    for hostile in
        ["../outside.txt", "/tmp/outside.txt", &format!("{own}/../../outside.txt"), &format!("{own}\\outside"), "C:/x"]
    {
        with(hostile, b"x");
        refused(hostile, "outside its folder");
    }
    with("second/manifest.json", b"{}");
    refused("two folders", "not the archive of one run");
    with("beside.txt", b"x");
    refused("a file beside the folder", "not the archive of one run");
    zipped(&bad, &[]);
    refused("nothing", "no run, study or sweep in it");
    // Two hundred million zeros, which take 200 kB.
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file(format!("{own}/report.json"), SimpleFileOptions::default()).unwrap();
    (0..200).for_each(|_| archive.write_all(&vec![0; 1_000_000]).unwrap());
    fs::write(&bad, archive.finish().unwrap().into_inner()).unwrap();
    assert!(fs::metadata(&bad).unwrap().len() < 300_000);
    refused("a bomb", "more than 100 times its own size");
    // A link is no file.
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    archive.add_symlink(format!("{own}/manifest.json"), "/etc/passwd", SimpleFileOptions::default()).unwrap();
    fs::write(&bad, archive.finish().unwrap().into_inner()).unwrap();
    refused("a link", "outside its folder");
    // What is a zip and no run is said as it is of folders.
    zipped(&bad, &[("x/notes.txt".to_owned(), b"x".to_vec())]);
    let done = tidui(here.path(), &["verify", "bad.zip"]);
    assert_eq!(code(&done), 2);
    assert!(err(&done).contains("not-a-run"), "{}", err(&done));
}
