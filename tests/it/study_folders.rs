//! Folders of studies afterwards: listed, verified, refused where a run is needed; studies that are interrupted; and the
//! replicates that studies keep for each other.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use serde_json::Value;
use tempfile::TempDir;

use crate::command::{SMALL, code, entries, err, folder, out, parsed, tidui};

/// Every question, and between them every option.
const QUESTIONS: [&[&str]; 12] = [
    &["compare", SMALL, SMALL, "--set", "fund.special.appropriation=100000"],
    // Its scenarios are laid over another, and earn a warning.
    &["compare", "xiqing-2021", "lean", "--attribute", "all", "--attribute", "backbone", "--no-charts"],
    &["frontier", SMALL, "--vary", "special=0.5..1.5", "--points", "3", "--target", "backbone"],
    &["require", SMALL, "--target", "backbone", "--lever", "special", "--confidence", "0.3", "--step", "500"],
    &["marginal", SMALL, "--yuan", "50000", "--lever", "special", "--target", "backbone", "--seed", "3"],
    &["allocate", SMALL, "--total", "2000000", "--front", "2", "--aim", "count", "--evaluations", "6"],
    &["allocate", SMALL, "--total", "2000000", "--confidence", "0.3", "--target", "backbone", "--evaluations", "4"],
    &["layers", SMALL, "--chance", "4", "--target", "backbone"],
    &["sensitivity", SMALL, "--best", "2", "--target", "backbone"],
    &["discover", SMALL, "--dimensions", "2", "--target", "backbone"],
    &["robust", SMALL, SMALL, "--chance", "8", "--enough", "0.5", "--target", "backbone"],
    &["worth", SMALL, SMALL, "--chance", "2", "--target", "backbone"],
];

fn ask(here: &Path, question: &[&str], more: &[&str]) -> PathBuf {
    let done = tidui(here, &[question, &["--replicates", "40", "--json", "--quiet"], more].concat());
    assert_eq!(code(&done), 0, "{question:?}: {}{}", out(&done), err(&done));
    here.join(parsed(&done)["run"].as_str().unwrap_or_default())
}

/// A study with charts in Chinese.
fn whole_study() -> (TempDir, PathBuf) {
    let here = folder();
    let study = ask(here.path(), QUESTIONS[2], &["--lang", "zh"]);
    (here, study)
}

fn name(study: &Path) -> &str {
    study.file_name().and_then(OsStr::to_str).unwrap_or_default()
}

fn verify(here: &Path, study: &Path, more: &[&str]) -> Output {
    tidui(here, &[&["verify", name(study)][..], more].concat())
}

fn manifest(study: &Path) -> Value {
    let text = fs::read_to_string(study.join("study.json")).unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn rewrite(study: &Path, change: impl FnOnce(&mut Value)) {
    let mut told = manifest(study);
    change(&mut told);
    fs::write(study.join("study.json"), told.to_string()).unwrap();
}

/// The bytes of every table of a study.
fn tables(study: &Path) -> Vec<(String, Vec<u8>)> {
    let files = entries(&study.join("tables"));
    files.iter().map(|file| (name(file).to_owned(), fs::read(file).unwrap())).collect()
}

#[test]
fn every_study_is_verified_from_its_folder_alone() {
    for (question, language) in QUESTIONS.into_iter().zip(["zh", "en"].into_iter().cycle()) {
        let here = folder();
        let study = ask(here.path(), question, &["--lang", language]);
        assert_eq!(manifest(&study)["language"], language);
        // What is kept between studies is neither needed nor made.
        fs::remove_dir_all(here.path().join("output/.replicates")).unwrap();
        let done = verify(here.path(), &study, &["--json", "--threads", "1", "--lang", "en"]);
        assert_eq!(code(&done), 0, "{question:?}: {}{}", out(&done), err(&done));
        let object = parsed(&done);
        assert_eq!((&object["verdict"], &object["kind"]), (&"same".into(), &"study".into()), "{question:?}");
        assert_eq!((&object["again"]["what"], &object["again"]["replicates"]), (&"simulated".into(), &40.into()));
        let files = object["files"].as_array().cloned().unwrap_or_default();
        assert!(files.len() > 10 && files.iter().all(|one| one["outcome"] == "same"), "{question:?}: {files:?}");
        assert_eq!(entries(&here.path().join("output")), [study], "{question:?}");
    }
}

#[test]
fn an_answer_that_is_found_again_is_the_one_that_was_given() {
    for question in QUESTIONS {
        let here = folder();
        let asked = [question, &["--replicates", "40", "--json"]].concat();
        let (first, second) = (parsed(&tidui(here.path(), &asked)), parsed(&tidui(here.path(), &asked)));
        assert!(first["tables"].as_object().is_some_and(|tables| !tables.is_empty()), "{first}");
        // In the same folder, and so read from it.
        assert_eq!(first, second, "{question:?}");
    }
}

#[test]
fn a_study_of_a_precision_is_verified_wherever_it_lies() {
    let here = folder();
    let asked = ["frontier", SMALL, "--points", "2", "--precision", "0.1", "--no-charts", "--json", "--quiet"];
    let study = here.path().join(parsed(&tidui(here.path(), &asked))["run"].as_str().unwrap_or_default());
    let moved = here.path().join("另处");
    fs::rename(study, &moved).unwrap();
    let done = tidui(here.path(), &["verify", "另处", "--lang", "zh"]);
    assert_eq!(code(&done), 0, "{}{}", out(&done), err(&done));
    for part in ["分析文件夹：", "每个点模拟", "核对通过"] {
        assert!(out(&done).contains(part), "{part}: {}", out(&done));
    }
}

#[test]
fn what_differs_in_a_study_is_named() {
    let (here, study) = whole_study();
    let csv = study.join("tables/frontier.csv");
    let text = fs::read_to_string(&csv).unwrap();
    fs::write(&csv, text.replacen("backbone", "backbones", 1)).unwrap();
    fs::remove_file(study.join("dictionary.csv")).unwrap();
    fs::write(study.join("notes.txt"), "mine").unwrap();
    let done = verify(here.path(), &study, &["--json"]);
    assert_eq!(code(&done), 3);
    let object = parsed(&done);
    let damage: Vec<String> = object["damage"].as_array().into_iter().flatten().map(Value::to_string).collect();
    assert_eq!(damage.len(), 3, "{damage:?}");
    let table = object["files"].as_array().into_iter().flatten().find(|one| one["file"] == "tables/frontier.csv");
    assert_eq!(table.map(|one| (&one["outcome"], &one["numbers"])), Some((&"different".into(), &true.into())));
    let told = out(&verify(here.path(), &study, &["--files-only"]));
    for part in ["missing: dictionary.csv", "altered since it was written: tables/frontier.csv", "notes.txt"] {
        assert!(told.contains(part), "{part}: {told}");
    }
    fs::write(study.join("scenario/scenario.toml"), "nonsense").unwrap();
    let object = parsed(&verify(here.path(), &study, &["--json"]));
    assert_eq!((&object["verdict"], &object["again"]["what"]), (&"different".into(), &"altered".into()));
    assert_eq!(object["again"]["file"], "scenario/scenario.toml");
}

#[test]
fn a_study_that_this_tidui_does_not_understand_is_said_in_words() {
    let (here, study) = whole_study();
    rewrite(&study, |told| told["asked"]["by-moonlight"] = true.into());
    let object = parsed(&verify(here.path(), &study, &["--json"]));
    assert_eq!((&object["verdict"], &object["again"]["what"]), (&"different".into(), &"not-understood".into()));
    assert_eq!(object["again"]["word"], "--by-moonlight");
    rewrite(&study, |told| told["question"] = "foresee".into());
    let done = verify(here.path(), &study, &["--lang", "zh"]);
    assert_eq!(code(&done), 3, "{}", err(&done));
    assert!(out(&done).contains("“foresee”本版本不能理解"), "{}", out(&done));
    // Whatever else somebody wrote there.
    rewrite(&study, |told| {
        told["question"] = "frontier".into();
        told["asked"] = serde_json::json!({ "vary": [], "points": u64::MAX });
    });
    let object = parsed(&verify(here.path(), &study, &["--json"]));
    assert_eq!(object["again"]["word"], "--points 18446744073709551615");
    rewrite(&study, |told| {
        told["asked"] = serde_json::json!({ "target": ["backbone"] });
        told["scenarios"] = serde_json::json!([]);
    });
    assert_eq!(code(&verify(here.path(), &study, &[])), 3);
    rewrite(&study, |told| told["replicates"] = u64::MAX.into());
    assert_eq!(code(&verify(here.path(), &study, &[])), 3);
    rewrite(&study, |told| told["results_version"] = 1.into());
    assert_eq!(parsed(&verify(here.path(), &study, &["--json"]))["again"]["what"], "other-results");
    rewrite(&study, |told| told["format"] = 99.into());
    let done = verify(here.path(), &study, &[]);
    assert_eq!(code(&done), 1);
    assert!(err(&done).contains("newer tidui"), "{}", err(&done));
}

/// Folders of format 1 keep a question as it was typed, and no answer.
#[test]
fn a_study_of_an_older_format_is_read() {
    for question in QUESTIONS {
        let here = folder();
        let study = ask(here.path(), question, &[]);
        let listed = parsed(&tidui(here.path(), &["runs", "--json"]))["studies"][0]["asked"].clone();
        assert!(listed.is_array(), "{listed}");
        fs::remove_file(study.join("results.json")).unwrap();
        rewrite(&study, |told| {
            told["format"] = 1.into();
            told["asked"] = listed.clone();
            told["files"].as_object_mut().unwrap().remove("results.json");
        });
        let object = parsed(&verify(here.path(), &study, &["--json"]));
        assert_eq!((&object["verdict"], &object["fields"]), (&"same".into(), &serde_json::json!([])), "{object}");
        let again = parsed(&tidui(here.path(), &["runs", "--json"]))["studies"][0]["asked"].clone();
        assert_eq!(again, listed);
        // The one format is not passed off as the other.
        rewrite(&study, |told| told["format"] = 2.into());
        assert_eq!(parsed(&verify(here.path(), &study, &["--json"]))["fields"][0]["path"], "format");
        // Without a file to read the answer from it is asked again.
        rewrite(&study, |told| told["format"] = 1.into());
        assert_ne!(ask(here.path(), question, &[]), study);
    }
}

#[test]
fn where_a_run_is_needed_a_study_is_refused_with_what_can_be_done() {
    let (here, study) = whole_study();
    let name = name(&study);
    let again = format!("tidui frontier output/{name}/scenario/scenario.toml --vary special=0.5..1.5");
    for words in [&["report", name][..], &["replay", name, "--replicate", "0"]] {
        let done = tidui(here.path(), words);
        assert_eq!((code(&done), out(&done)), (2, String::new()), "{words:?}");
        for part in ["study-not-run", "is the folder of a study", &format!("tidui verify output/{name}"), &again] {
            assert!(err(&done).contains(part), "{words:?}: {part}: {}", err(&done));
        }
        let done = tidui(here.path(), &[words, &["--lang", "zh"]].concat());
        assert!(err(&done).contains("是一次分析（tidui frontier）的文件夹"), "{}", err(&done));
    }
    let done = verify(here.path(), Path::new(&name[..name.len() - 1]), &[]);
    assert_eq!(code(&done), 2);
    assert!(err(&done).contains(&format!("did you mean {name}?")), "{}", err(&done));
}

#[test]
fn studies_are_listed_beside_runs_newest_first() {
    let here = folder();
    let run = tidui(here.path(), &["run", SMALL, "--replicates", "20", "--no-charts", "--quiet"]);
    assert_eq!(code(&run), 0);
    let started = ["2026-08-22T09:30:00Z", "2026-08-21T18:05:59Z", "2026-08-23T00:00:00Z", "2026-08-20T00:00:00Z"];
    let studies: Vec<PathBuf> = QUESTIONS
        .iter()
        .skip(2)
        .zip(started)
        .map(|(question, started)| {
            let study = ask(here.path(), question, &["--no-charts"]);
            rewrite(&study, |told| told["started"] = started.into());
            study
        })
        .collect();
    rewrite(&studies[1], |told| told["results_version"] = 1.into());
    fs::remove_file(studies[2].join("dictionary.csv")).unwrap();
    fs::write(studies[3].join("study.json"), "{").unwrap();
    let object = parsed(&tidui(here.path(), &["runs", "--json"]));
    assert_eq!(object["runs"].as_array().map(Vec::len), Some(1));
    let field = |name: &str| -> Vec<Value> {
        object["studies"].as_array().into_iter().flatten().map(|study| study[name].clone()).collect()
    };
    assert_eq!(field("question"), ["marginal".into(), "frontier".into(), "require".into(), Value::Null]);
    assert_eq!(field("state"), ["incomplete", "whole", "other-results", "damaged"]);
    assert_eq!(field("replicates"), [40.into(), 40.into(), 40.into(), Value::Null]);
    assert_eq!(field("name")[1], name(&studies[0]));
    assert_eq!(field("scenarios")[1][0]["title"]["zh"], "基准");
    assert!(field("bytes")[1].as_u64() > Some(10_000));
    assert!(object["kept_replicates"]["bytes"].as_u64() > Some(1000), "{object}");
    for (language, parts) in [
        (
            "en",
            [
                "How likely is each target as funding grows? Base",
                "--vary special=0.5..1.5",
                "deleted at any time",
                "kB",
            ],
        ),
        ("zh", ["经费增减，各项目标的可能性怎样变？基准", "--vary special=0.5..1.5", "可随时删除", "有文件缺失"]),
    ] {
        let text = out(&tidui(here.path(), &["runs", "output", "--lang", language]));
        for part in parts {
            assert!(text.contains(part), "{part}: {text}");
        }
    }
    // A study is a survey of itself.
    let alone = parsed(&tidui(here.path(), &["runs", &studies[0].to_string_lossy(), "--json"]));
    assert_eq!((&alone["runs"], &alone["kept_replicates"]), (&serde_json::json!([]), &Value::Null));
    assert_eq!(alone["studies"][0]["name"], name(&studies[0]));
}

#[test]
fn a_study_tidies_the_replicates_up_unless_another_is_at_work() {
    let here = folder();
    let output = here.path().join("output");
    let older = output.join(".replicates/results-1/key");
    fs::create_dir_all(&older).unwrap();
    let other = output.join(".tmp-other-1.lock");
    let lock = fs::File::create(&other).unwrap();
    lock.lock().unwrap();
    ask(here.path(), QUESTIONS[2], &["--no-charts"]);
    assert!(older.is_dir());
    assert!(other.is_file());
    drop(lock);
    ask(here.path(), QUESTIONS[2], &["--no-charts", "--again"]);
    let kept = entries(&output.join(".replicates"));
    assert_eq!(kept.len(), 1, "{kept:?}");
    assert!(!entries(&kept[0]).is_empty());
}

#[cfg(unix)]
mod interrupted {
    use super::*;
    use crate::command::interrupt;

    /// Blocks of replicates that are kept in a folder.
    fn blocks(output: &Path) -> usize {
        let versions = entries(&output.join(".replicates"));
        let keys = versions.iter().flat_map(|version| entries(version));
        keys.flat_map(|key| entries(&key)).filter(|file| file.extension().is_some_and(|end| end == "block")).count()
    }

    #[test]
    fn a_study_keeps_what_it_ran_and_goes_on_to_the_same_tables() {
        let asked = ["frontier", SMALL, "--vary", "special=0.5..1.5", "--points", "3", "--no-charts", "--quiet"];
        // Should a slow machine come too late, there is more to do the next time.
        for replicates in (2..8).map(|power| 1000 * 2_u32.pow(power)) {
            let here = folder();
            let output = here.path().join("output");
            let count = replicates.to_string();
            let words = [&asked[..], &["--replicates", &count, "--threads", "2"]].concat();
            let done = interrupt(here.path(), &words, &|| blocks(&output) > 2);
            if code(&done) == 0 {
                continue;
            }
            assert_eq!(code(&done), 130, "{}", err(&done));
            assert!(err(&done).contains("asked again, the study goes on from there"), "{}", err(&done));
            assert_eq!(entries(&output), [output.join(".replicates")]);
            let kept = blocks(&output);
            assert!(kept > 2);
            let (resumed, anew) = (here.path().join("output"), here.path().join("anew"));
            let mut both = Vec::new();
            for place in [&resumed, &anew] {
                let more = ["--output", &*place.to_string_lossy()].map(str::to_owned);
                let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).chain(more).collect();
                let done = tidui(here.path(), &words);
                assert_eq!(code(&done), 0, "{}", err(&done));
                let studies: Vec<PathBuf> =
                    entries(place).into_iter().filter(|path| path.join("study.json").is_file()).collect();
                assert_eq!(studies.len(), 1, "{studies:?}");
                both.push(tables(&studies[0]));
            }
            assert!(both[0].len() > 2 && both[0] == both[1], "the tables differ");
            return;
        }
        panic!("the study was never interrupted");
    }

    #[test]
    fn verifying_leaves_nothing() {
        let here = folder();
        let output = here.path().join("output");
        let run = tidui(here.path(), &["run", SMALL, "--replicates", "20", "--no-charts", "--quiet", "--json"]);
        let run = here.path().join(parsed(&run)["run"].as_str().unwrap_or_default());
        let study = ask(here.path(), QUESTIONS[0], &["--no-charts"]);
        fs::remove_dir_all(output.join(".replicates")).unwrap();
        for (folder, file) in [(&run, "manifest.json"), (&study, "study.json")] {
            // As if it had been of so many replicates that it cannot be over too soon.
            let path = folder.join(file);
            let mut told: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
            told["replicates"] = 2_000_000.into();
            fs::write(&path, told.to_string()).unwrap();
            let before = entries(&output);
            assert_eq!(before.len(), 2);
            let begun = || entries(&output).len() > before.len();
            let done = interrupt(here.path(), &["verify", name(folder), "--threads", "2"], &begun);
            assert_eq!((code(&done), out(&done)), (130, String::new()), "{file}: {}", err(&done));
            assert!(err(&done).contains("interrupted; nothing was written"), "{file}: {}", err(&done));
            assert_eq!(entries(&output), before, "{file}");
        }
    }
}
