//! The brief of a run: what it cites is kept with it, signed as was said, and asked again by who verifies it.

use std::ffi::OsStr;
use std::fs;
use std::io::{Cursor, Read as _};
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::command::{SMALL, code, err, folder, out, parsed, the_run, tidui};

fn name(folder: &Path) -> String {
    folder.file_name().and_then(OsStr::to_str).unwrap_or_default().to_owned()
}

/// A run, a study of its scenario, and one of another.
fn run_and_studies() -> (TempDir, PathBuf, String, String) {
    let here = folder();
    let done = tidui(here.path(), &["run", SMALL, "--replicates", "40", "--no-charts", "--quiet"]);
    assert_eq!(code(&done), 0, "{}", err(&done));
    let run = the_run(&here.path().join("output"));
    let ask = |more: &[&str]| {
        let asked = ["frontier", SMALL, "--points", "3", "--replicates", "40", "--no-charts", "--json", "--quiet"];
        let done = tidui(here.path(), &[&asked[..], more].concat());
        assert_eq!(code(&done), 0, "{}", err(&done));
        name(Path::new(parsed(&done)["run"].as_str().unwrap_or_default()))
    };
    let (own, other) = (ask(&[]), ask(&["--set", "fund.special.appropriation=100000"]));
    (here, run, own, other)
}

/// The text of a document, without its marks.
fn text(document: &Path) -> String {
    let bytes = fs::read(document).unwrap_or_else(|error| panic!("{error}: {}", document.display()));
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut xml = String::new();
    archive.by_name("word/document.xml").unwrap().read_to_string(&mut xml).unwrap();
    let parts = xml.split("<w:t").skip(1).filter_map(|part| part.split_once('>')?.1.split_once("</w:t>"));
    parts.map(|(text, _)| text).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_brief_cites_studies_and_says_who_signs() {
    let (here, run, own, _) = run_and_studies();
    let plain = text(&run.join("brief.en.docx"));
    assert!(!plain.contains("enclosed:") && plain.contains("(office) ___"), "{plain}");
    let signed = ["--office", "Bureau of <Education>", "--date", "2026-12-01"];
    let (run_name, own_name) = (name(&run), own.as_str());
    let asked = [&["report", run_name.as_str(), "--no-charts", "--with", own_name], &signed[..]].concat();
    let done = tidui(here.path(), &asked);
    assert_eq!(code(&done), 0, "{}", err(&done));
    let cited = run.with_file_name(format!("{}-2", name(&run)));
    let brief = text(&cited.join("brief.en.docx"));
    for part in ["From the study that is enclosed", "Bureau of &lt;Education&gt;", "1 December 2026"] {
        assert!(brief.contains(part), "{part}: {brief}");
    }
    assert!(text(&cited.join("brief.zh.docx")).contains("2026年12月1日"));
    // The page says the same.
    let page = fs::read_to_string(cited.join("report.en.html")).unwrap();
    assert!(page.contains("From the study that is enclosed") && page.contains("Bureau of &lt;Education&gt;"));
    assert!(cited.join("studies").join(&own).join("study.json").is_file());

    // Reported again, it keeps what it cites and who signs it.
    let folder = cited.to_string_lossy().into_owned();
    let done = tidui(here.path(), &["report", &folder, "--no-charts", "--output", "there"]);
    assert_eq!(code(&done), 0, "{}", err(&done));
    let there = the_run(&here.path().join("there"));
    for file in ["brief.en.docx", "brief.zh.docx", "report.zh.html"] {
        assert!(fs::read(there.join(file)).ok() == fs::read(cited.join(file)).ok(), "{file}");
    }
}

#[test]
fn what_a_brief_cites_is_asked_again_by_who_verifies_it() {
    let (here, run, own, _) = run_and_studies();
    let done = tidui(here.path(), &["report", &name(&run), "--no-charts", "--with", &own]);
    assert_eq!(code(&done), 0, "{}", err(&done));
    let cited = run.with_file_name(format!("{}-2", name(&run)));
    let verify = || parsed(&tidui(here.path(), &["verify", &name(&cited), "--json"]));
    let sound = verify();
    assert_eq!(sound["verdict"], "same", "{sound}");

    // An answer that somebody improved, with its digest where it is listed, comes out otherwise.
    let kept = cited.join("studies").join(&own).join("results.json");
    let bytes = fs::read_to_string(&kept).unwrap();
    let altered = bytes.replacen("\"spend\":8", "\"spend\":9", 1);
    assert!(altered != bytes);
    let digest = |text: &str| {
        use sha2::Digest as _;
        sha2::Sha256::digest(text).iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"))
    };
    fs::write(&kept, &altered).unwrap();
    for list in [cited.join("studies").join(&own).join("study.json"), cited.join("manifest.json")] {
        let before = fs::read_to_string(&list).unwrap();
        let lengths = [&bytes, &altered].map(|text| format!("\"bytes\": {}", text.len()));
        let after = before.replace(&digest(&bytes), &digest(&altered)).replace(&lengths[0], &lengths[1]);
        fs::write(&list, after).unwrap();
    }
    assert_eq!(verify()["verdict"], "different");
}

#[test]
fn a_brief_cites_only_studies_of_its_own_scenario() {
    let (here, run, own, other) = run_and_studies();
    let refused = |with: &str, part: &str| {
        let done = tidui(here.path(), &["report", &name(&run), "--no-charts", "--with", with]);
        assert_eq!((code(&done), out(&done)), (2, String::new()));
        assert!(err(&done).contains(part), "{}", err(&done));
    };
    refused(&other, "other-plan");
    refused(&name(&run), "run-not-study");
    refused("nowhere", "not-a-run");
    let kept = here.path().join("output").join(&own).join("results.json");
    fs::write(&kept, "{}").unwrap();
    refused(&own, "altered-run");
    let left = here.path().join("output");
    assert_eq!(
        fs::read_dir(left).unwrap().filter(|one| name(&one.as_ref().unwrap().path()).ends_with("-2")).count(),
        0
    );
}

#[test]
fn what_changed_since_an_earlier_run_is_a_chapter_that_is_verified() {
    let here = folder();
    let run = |more: &[&str], output: &str| {
        let asked = ["run", SMALL, "--replicates", "40", "--no-charts", "--quiet", "--output", output];
        let done = tidui(here.path(), &[&asked[..], more].concat());
        assert_eq!(code(&done), 0, "{}", err(&done));
        the_run(&here.path().join(output))
    };
    let (first, second) = (run(&[], "first"), run(&["--set", "fund.special.appropriation=100000"], "second"));
    let (first, second) = (first.to_string_lossy().into_owned(), second.to_string_lossy().into_owned());
    let done = tidui(here.path(), &["report", &second, "--since", &first, "--no-charts", "--output", "third"]);
    assert_eq!(code(&done), 0, "{}", err(&done));
    let third = the_run(&here.path().join("third"));
    let page = fs::read_to_string(third.join("report.en.html")).unwrap();
    let told = fs::read_to_string(third.join("report.en.txt")).unwrap();
    for text in [&page, &told] {
        assert!(text.contains("What the plan states otherwise: one number"), "{told}");
    }
    assert!(page.contains("What changed since the earlier run") && page.contains("fund.special.appropriation"));
    let folder = third.to_string_lossy().into_owned();
    let sound = parsed(&tidui(here.path(), &["verify", &folder, "--json"]));
    assert_eq!(sound["verdict"], "same", "{sound}");
    // Of the same plan nothing but luck and counts can differ.
    let done = tidui(here.path(), &["report", &first, "--since", &first, "--no-charts", "--output", "fourth"]);
    assert_eq!(code(&done), 0, "{}", err(&done));
    let told = fs::read_to_string(the_run(&here.path().join("fourth")).join("report.en.txt")).unwrap();
    assert!(told.contains("Both ran the same plan"), "{told}");
}

/// What lists people stays at home: a study and an earlier run that leave it out are cited by a run that has it, and by one
/// that does not, and are verified.
#[test]
fn what_leaves_its_roster_out_is_cited_by_whoever_has_it() {
    let here = folder();
    assert_eq!(code(&tidui(here.path(), &["example", "extract", "county"])), 0);
    let few = ["--replicates", "20", "--no-charts", "--quiet"];
    let done = |words: &[&str], more: &[&str]| {
        let done = tidui(here.path(), &[words, &few[..], more].concat());
        assert_eq!(code(&done), 0, "{}", err(&done));
    };
    done(&["run", "county.toml"], &["--output", "with"]);
    done(&["run", "county.toml"], &["--output", "without", "--without-roster"]);
    let ask = ["frontier", "county.toml", "--points", "2"];
    done(&ask, &["--output", "asked", "--without-roster"]);
    done(&ask, &["--output", "held"]);
    // Beside a study lie the replicates that it keeps.
    let [with, without, asked, held] = ["with", "without", "asked", "held"].map(|output| {
        let mut entries = fs::read_dir(here.path().join(output)).unwrap().map(|one| one.unwrap().path());
        entries.find(|path| !name(path).starts_with('.')).unwrap().to_string_lossy().into_owned()
    });
    let report = |run: &str, study: &str, more: &[&str]| {
        let words = ["report", run, "--with", study, "--since", &without, "--no-charts", "--quiet"];
        tidui(here.path(), &[&words[..], more].concat())
    };
    // The run's own roster is that of what it cites.
    let told = report(&with, &asked, &["--output", "first"]);
    assert_eq!(code(&told), 0, "{}", err(&told));
    let first = the_run(&here.path().join("first")).to_string_lossy().into_owned();
    let sound = parsed(&tidui(here.path(), &["verify", &first, "--json"]));
    assert_eq!(sound["verdict"], "same", "{sound}");
    // One that leaves its own out needs it handed in, and takes in nothing that holds it.
    let told = report(&without, &asked, &["--output", "second"]);
    assert!(code(&told) == 2 && err(&told).contains("roster-left-out"), "{}", err(&told));
    let handed = ["--roster", "roster-county.csv", "--output", "second"];
    let told = report(&without, &held, &handed);
    assert!(code(&told) == 2 && err(&told).contains("study-holds-roster"), "{}", err(&told));
    let told = report(&without, &asked, &handed);
    assert_eq!(code(&told), 0, "{}", err(&told));
    let second = the_run(&here.path().join("second"));
    let sound = ["verify", &second.to_string_lossy(), "--roster", "roster-county.csv", "--json"];
    assert_eq!(parsed(&tidui(here.path(), &sound))["verdict"], "same");
    assert!(second.join("studies").is_dir() && second.join("earlier").is_dir());
}

#[cfg(unix)]
#[test]
fn a_report_that_is_interrupted_leaves_nothing() {
    let (here, run, own, _) = run_and_studies();
    let run = run.to_string_lossy().into_owned();
    let own = here.path().join("output").join(own).to_string_lossy().into_owned();
    let there = here.path().join("there");
    let begun = || fs::read_dir(&there).is_ok_and(|mut entries| entries.next().is_some());
    let asked = ["report", &run, "--with", &own, "--since", &run, "--output", "there"];
    let ended = crate::command::interrupt(here.path(), &asked, &begun);
    // One that was done before it heard of it is over, and whole.
    if code(&ended) == 0 {
        let folder = the_run(&there).to_string_lossy().into_owned();
        let sound = parsed(&tidui(here.path(), &["verify", &folder, "--files-only", "--json"]));
        assert_eq!(sound["verdict"], "as-listed", "{sound}");
        return;
    }
    assert_eq!((code(&ended), out(&ended)), (130, String::new()), "{}", err(&ended));
    assert!(!begun(), "nothing is left");
}
