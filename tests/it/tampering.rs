//! Folders that somebody has altered, hashes and all: what `tidui verify` says of them.
//!
//! Whoever alters a report can make its hash fit, and can write another commit into the manifest, so that words may be
//! another version's. Nothing that was altered may ever be called the same, and no altered number may pass.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::{Cursor, Read as _, Write as _};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::command::{SMALL, code, err, folder, out, parsed, the_run, tidui};
use crate::common::{Dice, Roll, dice};

/// A run or study in a folder that can be altered again and again.
struct Victim {
    here: TempDir,
    folder: PathBuf,
    manifest: &'static str,
    sound: BTreeMap<String, Vec<u8>>,
}

impl Victim {
    fn new(words: &[&str]) -> Self {
        let here = folder();
        let done = tidui(here.path(), &[words, &["--quiet", "--json", "--lang", "en"]].concat());
        assert_eq!(code(&done), 0, "{}", err(&done));
        let folder = here.path().join(parsed(&done)["run"].as_str().unwrap());
        let manifest = if words[0] == "run" { "manifest.json" } else { "study.json" };
        let listed = tidui::runs::present(&folder).unwrap();
        let sound = listed.into_iter().map(|(name, _)| (name.clone(), fs::read(folder.join(name)).unwrap())).collect();
        Self { here, folder, manifest, sound }
    }

    /// The folder as it was written, with another commit throughout if `forged`: what another build would have left.
    fn restore(&self, forged: bool) {
        fs::remove_dir_all(&self.folder).unwrap();
        let commit = self.told()["commit"].as_str().unwrap().to_owned();
        for (name, bytes) in &self.sound {
            let path = self.folder.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            let bytes = match (forged, is_packed(name)) {
                (false, _) => bytes.clone(),
                (true, true) => in_workbook(bytes, &|_, text| text.replace(&commit, FORGED)),
                (true, false) => replaced(bytes, commit.as_bytes(), FORGED.as_bytes()),
            };
            fs::write(path, bytes).unwrap();
        }
        if forged {
            self.rewrite(|told| told["commit"] = FORGED.into());
        }
        self.rehash();
    }

    fn told(&self) -> Value {
        serde_json::from_slice(&self.sound[self.manifest]).unwrap()
    }

    fn rewrite(&self, change: impl FnOnce(&mut Value)) {
        let path = self.folder.join(self.manifest);
        let mut told: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        change(&mut told);
        fs::write(path, serde_json::to_vec_pretty(&told).unwrap()).unwrap();
    }

    /// Makes every hash fit, of those files that are listed.
    fn rehash(&self) {
        self.rewrite(|told| {
            for (name, record) in told["files"].as_object_mut().unwrap() {
                if let Ok(bytes) = fs::read(self.folder.join(name)) {
                    *record = recorded(&bytes);
                }
            }
        });
    }

    /// What is said of the folder, and the exit code.
    fn verify(&self) -> (i32, Value) {
        let name = self.folder.file_name().unwrap().to_string_lossy().into_owned();
        let done = tidui(self.here.path(), &["verify", &name, "--json", "--threads", "2", "--lang", "en"]);
        assert!([0, 3].contains(&code(&done)), "{}{}", out(&done), err(&done));
        (code(&done), parsed(&done))
    }

    fn files(&self) -> impl Iterator<Item = &String> {
        self.sound.keys().filter(|name| *name != self.manifest && !name.starts_with("scenario"))
    }
}

const FORGED: &str = "000000000000";

fn recorded(bytes: &[u8]) -> Value {
    let hash = <sha2::Sha256 as sha2::Digest>::digest(bytes);
    let hash = hash.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    });
    json!({ "sha256": hash, "bytes": bytes.len() })
}

fn replaced(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut all = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at..].starts_with(from) {
            all.extend(to);
            at += from.len();
        } else {
            all.push(bytes[at]);
            at += 1;
        }
    }
    all
}

/// A workbook with the text of each part changed.
fn in_workbook(bytes: &[u8], change: &dyn Fn(&str, &str) -> String) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        writer.start_file(&*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(change(&name, &text).as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// Whether a file is an archive of texts.
fn is_packed(name: &str) -> bool {
    ["xlsx", "docx"].iter().any(|kind| crate::common::is_a(kind, name))
}

/// Changes one digit that a reader sees, in a text of some kind. Nothing if there is none.
fn one_digit(kind: &str, text: &str, dice: &mut Dice) -> Option<String> {
    let mut shown = kind != "html";
    let mut code = false;
    let mut places = Vec::new();
    let mut before = ' ';
    for (at, one) in text.char_indices() {
        match one {
            '<' if kind == "html" => {
                // Neither what a page looks like nor its drawings.
                let rest = &text[at..];
                let starts = |tags: [&str; 2]| tags.iter().any(|tag| rest.starts_with(tag));
                code = (code || starts(["<style", "<svg"])) && !starts(["</style", "</svg"]);
                shown = false;
            }
            '>' if kind == "html" => shown = !code,
            // The first of a number: the last may be beyond what a number holds.
            '0'..='9' if shown && !before.is_alphanumeric() && !"#.,-+".contains(before) => places.push(at),
            _ => {}
        }
        before = one;
    }
    let at = *places.get(dice.below(places.len()))?;
    let digit = text.as_bytes()[at] - b'0';
    let other = (digit + 1 + dice.below(8) as u8) % 10;
    // A number does not begin with a nought where none is allowed.
    let other = if other == 0 { (digit + 1) % 9 + 1 } else { other };
    Some(format!("{}{}{}", &text[..at], char::from(b'0' + other), &text[at + 1..]))
}

/// A file with one number altered. Nothing if it says none.
fn altered(name: &str, bytes: &[u8], dice: &mut Dice) -> Option<Vec<u8>> {
    let kind = name.rsplit('.').next().unwrap_or_default();
    match kind {
        "png" | "svg" | "parquet" => {
            let mut bytes = bytes.to_vec();
            let at = dice.below(bytes.len());
            bytes[at] ^= 1 << dice.below(8);
            Some(bytes)
        }
        "xlsx" => {
            // A number in a cell of some sheet.
            let mut places = Vec::new();
            let sheet = format!("xl/worksheets/sheet{}.xml", 2 + dice.below(3));
            let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
            let mut text = String::new();
            archive.by_name(&sheet).ok()?.read_to_string(&mut text).unwrap();
            for (at, _) in text.match_indices("<v>") {
                let cell = text[..at].rfind("<c ").map(|from| &text[from..at]).unwrap_or_default();
                if !cell.contains("t=\"s\"") && text.as_bytes()[at + 3].is_ascii_digit() {
                    places.push(at + 3);
                }
            }
            let at = *places.get(dice.below(places.len()))?;
            let digit = text.as_bytes()[at] - b'0';
            let other = format!("{}{}{}", &text[..at], (digit + 1) % 9 + 1, &text[at + 1..]);
            if other == text {
                return None;
            }
            Some(in_workbook(bytes, &|name, text| if name == sheet { other.clone() } else { text.to_owned() }))
        }
        "docx" => {
            // A number that a reader sees.
            let mut text = String::new();
            let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
            archive.by_name("word/document.xml").ok()?.read_to_string(&mut text).unwrap();
            let other = one_digit("html", &text, dice)?;
            let changed =
                |name: &str, text: &str| if name == "word/document.xml" { other.clone() } else { text.into() };
            Some(in_workbook(bytes, &changed))
        }
        _ => one_digit(kind, std::str::from_utf8(bytes).ok()?, dice).map(String::into_bytes),
    }
}

/// Whether the folder says to be another build's: only where this one knows its commit, which is then written over.
fn builds() -> &'static [bool] {
    if tidui::runs::commit() == "unknown" { &[false] } else { &[false, true] }
}

/// How many rounds: more by hand, with `TIDUI_TAMPERINGS`.
fn rounds() -> usize {
    std::env::var("TIDUI_TAMPERINGS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(2)
}

const RUN: [&str; 5] = ["run", SMALL, "--replicates", "40", "--keep-replicates"];
const PLAIN: [&str; 5] = ["run", SMALL, "--replicates", "40", "--no-charts"];
const STUDY: [&str; 8] = ["frontier", SMALL, "--vary", "special=0.5..1.5", "--points", "3", "--replicates", "40"];

/// What became of every file, by its name.
fn outcomes(object: &Value) -> BTreeMap<&str, &str> {
    let files = object["files"].as_array().map(Vec::as_slice).unwrap_or_default();
    files.iter().map(|one| (one["file"].as_str().unwrap(), one["outcome"].as_str().unwrap())).collect()
}

#[test]
fn a_digit_in_any_file_is_found_whoever_says_to_have_written_it() {
    for (number, words) in [&RUN[..], &STUDY].into_iter().enumerate() {
        let victim = Victim::new(words);
        for round in 0..rounds() {
            for &forged in builds() {
                let mut dice = dice(1000 * number as u64 + 2 * round as u64 + u64::from(forged));
                victim.restore(forged);
                let mut touched = Vec::new();
                for name in victim.files() {
                    let path = victim.folder.join(name);
                    let bytes = fs::read(&path).unwrap();
                    if let Some(other) = altered(name, &bytes, &mut dice) {
                        fs::write(path, other).unwrap();
                        touched.push(name);
                    }
                }
                assert!(touched.len() > 10, "{touched:?}");
                victim.rehash();
                let (code, object) = victim.verify();
                assert_eq!((code, &object["verdict"]), (3, &"different".into()), "{words:?}");
                assert_eq!(object["damage"], json!([]), "every hash was made to fit");
                let outcomes = outcomes(&object);
                for name in touched {
                    let picture = forged && ["png", "svg"].iter().any(|kind| crate::common::is_a(kind, name));
                    let wanted = if picture { "unvouched" } else { "different" };
                    assert_eq!(outcomes[name.as_str()], wanted, "{name}, round {round}, forged: {forged}");
                }
            }
        }
    }
}

#[test]
fn words_and_pictures_of_another_build_are_not_vouched_for_and_those_of_this_one_differ() {
    let victim = Victim::new(&RUN);
    // What another build left, if nobody altered it: its commit stands in pages and workbooks, and is nobody's to confirm.
    victim.restore(builds().contains(&true));
    let (code, object) = victim.verify();
    // A workbook is packed anew when its commit is written over, and says the same.
    let repacked: Vec<&str> =
        outcomes(&object).into_iter().filter(|(_, outcome)| *outcome != "same").map(|(name, _)| name).collect();
    assert!(repacked.iter().all(|name| is_packed(name)), "{repacked:?}");
    let verdict = if repacked.is_empty() { "same" } else { "same-numbers" };
    assert_eq!((code, object["verdict"].as_str()), (0, Some(verdict)), "{object}");
    let unvouched = object["unvouched"][0].clone();
    assert_eq!(unvouched["file"], "manifest.json");
    for part in ["tidui", "commit", "threads", "platform", "started", "durations"] {
        assert!(unvouched["parts"].as_array().unwrap().contains(&part.into()), "{part} in {unvouched}");
    }
    for &forged in builds() {
        victim.restore(forged);
        let mut touched = Vec::new();
        for name in victim.files() {
            let path = victim.folder.join(name);
            let bytes = fs::read(&path).unwrap();
            let other = match name.rsplit('.').next().unwrap_or_default() {
                "html" => replaced(&bytes, b"</body>", "<p>批准。Approved.</p></body>".as_bytes()),
                "txt" => [&bytes[..], b"Approved by the bureau.\n"].concat(),
                "svg" => replaced(&bytes, b"</svg>", b"<rect width=\"9\"/></svg>"),
                "xlsx" => in_workbook(&bytes, &|name, text| {
                    if name == "xl/sharedStrings.xml" {
                        text.replacen("</t>", " approved</t>", 1)
                    } else {
                        text.to_owned()
                    }
                }),
                "png" => [&bytes[..], b"more"].concat(),
                _ => continue,
            };
            assert_ne!(bytes, other, "{name}");
            fs::write(path, other).unwrap();
            touched.push(name);
        }
        victim.rehash();
        let (code, object) = victim.verify();
        let (wanted, verdict) =
            if forged { ("unvouched", (0, "same-numbers")) } else { ("different", (3, "different")) };
        assert_eq!((code, object["verdict"].as_str().unwrap()), verdict);
        let outcomes = outcomes(&object);
        assert!(touched.len() > 10 && touched.iter().all(|name| outcomes[name.as_str()] == wanted), "{outcomes:?}");
        let name = victim.folder.file_name().unwrap().to_string_lossy().into_owned();
        for (language, parts) in
            [("en", ["Not vouched for", "report.en.txt"]), ("zh", ["不作保证的部分", "report.en.txt"])]
        {
            let told = out(&tidui(victim.here.path(), &["verify", &name, "--lang", language]));
            assert!(!told.contains("byte for byte.") && told.contains(parts[1]), "{told}");
            assert!(told.contains(parts[0]), "{told}");
        }
    }
}

/// Ways to alter a folder, each with what is said of it: none of them is verified.
type Tampering = (&'static str, fn(&Victim));

const TAMPERINGS: [Tampering; 23] = [
    ("another seed", |victim| victim.rewrite(|told| told["seed"] = json!(2))),
    ("fewer replicates", |victim| victim.rewrite(|told| told["replicates"] = json!(38))),
    ("too few replicates", |victim| victim.rewrite(|told| told["replicates"] = json!(0))),
    ("replicates without end", |victim| victim.rewrite(|told| told["replicates"] = json!(u64::MAX))),
    ("a precision", |victim| victim.rewrite(|told| told["precision"] = json!(0.2))),
    ("no precision", |victim| victim.rewrite(|told| told["precision"] = json!(-1.0))),
    ("other chance", |victim| victim.rewrite(|told| told["chance_replicates"] = json!(7))),
    ("endless chance", |victim| victim.rewrite(|told| told["chance_replicates"] = json!(u64::MAX))),
    ("another title", |victim| victim.rewrite(|told| *title(told) = json!("Approved plan"))),
    ("another id", |victim| {
        victim.rewrite(|told| match told.get_mut("scenario") {
            Some(id) => *id = "other".into(),
            None => told["scenarios"][0]["id"] = "other".into(),
        });
    }),
    ("another digest", |victim| {
        victim.rewrite(|told| match told.get_mut("digest") {
            Some(digest) => *digest = "00".into(),
            None => told["scenarios"][0]["digest"] = "00".into(),
        });
    }),
    ("an older meaning", |victim| victim.rewrite(|told| told["results_version"] = json!(3))),
    ("a meaning to come", |victim| victim.rewrite(|told| told["results_version"] = json!(99))),
    ("another format", |victim| victim.rewrite(|told| told["format"] = json!(0))),
    ("another start", |victim| victim.rewrite(|told| told["started"] = "2001-01-01T00:00:00Z".into())),
    ("a file more, listed", |victim| {
        fs::write(victim.folder.join("approval.pdf"), "approved").unwrap();
        victim.rewrite(|told| told["files"]["approval.pdf"] = recorded(b"approved"));
    }),
    ("a chart more, listed", |victim| {
        fs::create_dir_all(victim.folder.join("charts")).unwrap();
        fs::write(victim.folder.join("charts/success.en.png"), "100 %").unwrap();
        victim.rewrite(|told| told["files"]["charts/success.en.png"] = recorded(b"100 %"));
    }),
    ("a table less, unlisted", |victim| unlist(victim, "dictionary.csv")),
    ("a report less, unlisted", |victim| unlist(victim, "report.zh.html")),
    ("rows less, unlisted", |victim| {
        let parquet = victim.files().find(|name| name.ends_with(".parquet")).unwrap();
        unlist(victim, parquet);
    }),
    ("a table cut short", |victim| {
        let parquet = victim.folder.join(victim.files().find(|name| name.ends_with(".parquet")).unwrap());
        let bytes = fs::read(&parquet).unwrap();
        fs::write(&parquet, &bytes[..bytes.len() / 2]).unwrap();
    }),
    ("two tables in each other's place", |victim| {
        let tables: Vec<PathBuf> = victim
            .files()
            .filter(|name| crate::common::is_a("csv", name))
            .map(|name| victim.folder.join(name))
            .collect();
        let (one, other) = (fs::read(&tables[0]).unwrap(), fs::read(&tables[1]).unwrap());
        fs::write(&tables[0], other).unwrap();
        fs::write(&tables[1], one).unwrap();
    }),
    ("another scenario", |victim| {
        let path = victim.folder.join("scenario/scenario.toml");
        let text = fs::read_to_string(&path).unwrap();
        fs::write(path, text.replacen("stock = 100", "stock = 101", 1)).unwrap();
    }),
];

fn title(told: &mut Value) -> &mut Value {
    let titled = if told.get("title").is_some() { told } else { &mut told["scenarios"][0] };
    &mut titled["title"]["en"]
}

fn unlist(victim: &Victim, name: &str) {
    fs::remove_file(victim.folder.join(name)).unwrap();
    victim.rewrite(|told| {
        told["files"].as_object_mut().unwrap().shift_remove(name).unwrap();
    });
}

#[test]
fn no_altered_folder_is_verified() {
    for words in [&PLAIN[..], &[&STUDY[..], &["--no-charts"]].concat()] {
        let victim = Victim::new(words);
        for (name, tamper) in TAMPERINGS {
            // A study does not know of times in what it writes.
            if words[0] != "run" && name == "another start" {
                continue;
            }
            for &forged in builds() {
                victim.restore(forged);
                tamper(&victim);
                victim.rehash();
                let (code, object) = victim.verify();
                let verdict = (code, object["verdict"].as_str().unwrap());
                assert_eq!(verdict, (3, "different"), "{name}, forged: {forged}: {object}");
            }
        }
        // What nothing tells is said to be untold, and what nobody knows too.
        victim.restore(false);
        victim.rewrite(|told| {
            told["threads"] = json!(77);
            told["approved_by"] = "the bureau".into();
        });
        let (code, object) = victim.verify();
        assert_eq!((code, object["verdict"].as_str()), (0, Some("same")));
        let parts = object["unvouched"][0]["parts"].as_array().unwrap().clone();
        assert!(parts.contains(&"threads".into()) && parts.contains(&"approved_by".into()), "{parts:?}");
    }
}

/// A remark changes no number, but nobody may put words into what was run.
#[test]
fn a_remark_in_the_kept_scenario_is_never_the_same() {
    for words in [&PLAIN[..], &[&STUDY[..], &["--no-charts"]].concat()] {
        let victim = Victim::new(words);
        for &forged in builds() {
            victim.restore(forged);
            let path = victim.folder.join("scenario/scenario.toml");
            let text = fs::read_to_string(&path).unwrap();
            fs::write(path, format!("# approved\n{text}")).unwrap();
            victim.rehash();
            let (code, object) = victim.verify();
            let verdict = object["verdict"].as_str().unwrap();
            assert_ne!(verdict, "same", "forged: {forged}: {object}");
            assert!(forged || code == 3, "{object}");
        }
    }
}

#[test]
fn two_reports_in_each_others_place_are_never_the_same() {
    let victim = Victim::new(&PLAIN);
    for &forged in builds() {
        victim.restore(forged);
        for kind in ["txt", "html", "xlsx"] {
            let stem = if kind == "xlsx" { "budget" } else { "report" };
            let [zh, en] = ["zh", "en"].map(|language| victim.folder.join(format!("{stem}.{language}.{kind}")));
            let (one, other) = (fs::read(&zh).unwrap(), fs::read(&en).unwrap());
            fs::write(&zh, other).unwrap();
            fs::write(&en, one).unwrap();
        }
        victim.rehash();
        let (_, object) = victim.verify();
        assert_ne!(object["verdict"], "same");
        let outcomes = outcomes(&object);
        for file in ["report.zh.txt", "report.en.txt", "report.zh.html", "report.en.html", "budget.zh.xlsx"] {
            assert_ne!(outcomes[file], "same", "{file}, forged: {forged}");
        }
    }
}

#[test]
fn results_and_reports_altered_alike_are_found() {
    // Everything that is made from the results is made anew from altered ones, by tidui itself.
    let victim = Victim::new(&PLAIN);
    let path = victim.folder.join("results.json");
    let text = fs::read_to_string(&path).unwrap();
    let mut kept: Value = serde_json::from_str(&text).unwrap();
    kept["results"]["joint"]["estimate"] = json!(0.125);
    kept["results"]["targets"][0]["probability"]["estimate"] = json!(0.125);
    fs::write(&path, kept.to_string()).unwrap();
    victim.rehash();
    let run = victim.folder.to_string_lossy().into_owned();
    let again = ["report", &run, "--output", "forged", "--no-charts", "--quiet", "--lang", "en"];
    assert_eq!(code(&tidui(victim.here.path(), &again)), 0);
    let forged = the_run(&victim.here.path().join("forged"));
    let done = tidui(victim.here.path(), &["verify", &forged.to_string_lossy(), "--json"]);
    assert_eq!(code(&done), 3);
    let object = parsed(&done);
    let outcomes = outcomes(&object);
    for file in ["results.json", "report.json", "report.en.txt", "report.zh.html", "tables/joint.csv"] {
        assert_eq!(outcomes[file], "different", "{file}");
    }
}

#[test]
fn a_warning_that_is_taken_away_everywhere_is_missed() {
    let plan = Path::new(SMALL).with_file_name("broken").join("quota-above-people.toml");
    let victim = Victim::new(&["run", &plan.to_string_lossy(), "--replicates", "20", "--no-charts"]);
    let (code_before, object) = victim.verify();
    assert_eq!((code_before, &object["verdict"], &object["fields"]), (0, &"same".into(), &json!([])), "{object}");
    let path = victim.folder.join("results.json");
    let mut kept: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    assert!(kept["warnings"].as_array().is_some_and(|list| !list.is_empty()));
    kept["warnings"] = json!([]);
    fs::write(&path, kept.to_string()).unwrap();
    victim.rehash();
    let run = victim.folder.to_string_lossy().into_owned();
    let again = ["report", &run, "--output", "forged", "--no-charts", "--quiet", "--lang", "en"];
    assert_eq!(code(&tidui(victim.here.path(), &again)), 0);
    let forged = the_run(&victim.here.path().join("forged"));
    let done = tidui(victim.here.path(), &["verify", &forged.to_string_lossy(), "--json"]);
    assert_eq!(code(&done), 3, "{}", out(&done));
    assert_eq!(parsed(&done)["fields"][0]["path"], "warnings");
}
