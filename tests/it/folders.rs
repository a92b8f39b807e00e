//! Run folders afterwards: reports made again, runs listed, runs verified.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use serde_json::Value;
use tempfile::TempDir;

use crate::command::{SMALL, code, entries, err, folder, out, parsed, the_run, tidui};

/// A small run with everything that a folder can hold.
fn whole_run() -> (TempDir, PathBuf) {
    let here = folder();
    let done = tidui(here.path(), &["run", SMALL, "--replicates", "40", "--keep-replicates", "--quiet"]);
    assert_eq!(code(&done), 0, "{}", err(&done));
    let run = the_run(&here.path().join("output"));
    (here, run)
}

fn name(run: &Path) -> &str {
    run.file_name().and_then(OsStr::to_str).unwrap_or_default()
}

/// Every file below a folder, by name.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for path in entries(&next) {
            if path.is_dir() {
                folders.push(path);
            } else {
                let bytes = fs::read(&path).unwrap_or_else(|error| panic!("{error}: {}", path.display()));
                found.insert(path.strip_prefix(folder).unwrap_or(&path).to_owned(), bytes);
            }
        }
    }
    found
}

fn manifest(run: &Path) -> Value {
    let text = fs::read_to_string(run.join("manifest.json")).unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn edit(file: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{error}: {}", file.display()));
    assert!(text.contains(from), "{from} in {}", file.display());
    fs::write(file, text.replacen(from, to, 1)).unwrap_or_else(|error| panic!("{error}: {}", file.display()));
}

fn verify(here: &Path, run: &Path, more: &[&str]) -> Output {
    tidui(here, &[&["verify", name(run)][..], more].concat())
}

/// What became of a file, as `tidui verify --json` says.
fn outcome<'a>(object: &'a Value, file: &str) -> &'a Value {
    let files = object["files"].as_array().map(Vec::as_slice).unwrap_or_default();
    files.iter().find(|one| one["file"] == file).unwrap_or_else(|| panic!("{file} in {object}"))
}

fn damage(object: &Value) -> Vec<(&str, &str)> {
    let list = object["damage"].as_array().map(Vec::as_slice).unwrap_or_default();
    list.iter().map(|one| (one["file"].as_str().unwrap_or(""), one["kind"].as_str().unwrap_or(""))).collect()
}

#[test]
fn reports_made_again_are_those_of_the_run_byte_for_byte() {
    let (here, run) = whole_run();
    let before = files(&run);
    let done = tidui(here.path(), &["report", name(&run)]);
    assert_eq!(code(&done), 0, "{}", err(&done));
    assert!(out(&done).contains("nothing was simulated"), "{}", out(&done));
    let again = run.with_file_name(format!("{}-2", name(&run)));
    assert!(files(&run) == before, "the old folder was touched");
    let mut after = files(&again);
    for (file, bytes) in &before {
        let same = after.remove(file).is_some_and(|new| new == *bytes);
        assert!(same || file == Path::new("manifest.json"), "{} differs", file.display());
    }
    assert!(after.is_empty(), "{:?}", after.keys());

    let (first, second) = (manifest(&run), manifest(&again));
    for kept in ["digest", "seed", "replicates", "started", "durations", "threads", "platform", "tidui", "files"] {
        assert_eq!(first[kept], second[kept], "{kept}");
    }
    assert_eq!((&first["reported"], second["reported"]["tidui"].as_str()), (&Value::Null, first["tidui"].as_str()));
    // And again, from the second, elsewhere, in the other language, without charts.
    let done = tidui(
        here.path(),
        &["report", &again.to_string_lossy(), "--output", "there", "--no-charts", "--lang", "zh", "--json"],
    );
    assert_eq!((code(&done), err(&done)), (0, String::new()));
    let there = the_run(&here.path().join("there"));
    assert_eq!(name(&there), name(&run));
    assert!(parsed(&done)["run"].as_str().is_some_and(|run| Path::new(run).ends_with(name(&there))));
    assert!(
        !there.join("charts").exists()
            && ["parquet", "csv"].iter().all(|end| there.join("replicates").with_extension(end).is_file())
    );
    assert_eq!(fs::read(there.join("tables/money.csv")).ok(), fs::read(run.join("tables/money.csv")).ok());
}

#[test]
fn reports_are_not_made_of_what_is_not_a_sound_run() {
    let (here, run) = whole_run();
    let refused = |code_named: &str, part: &str| {
        let done = tidui(here.path(), &["report", name(&run), "--no-charts"]);
        assert_eq!((code(&done), out(&done)), (2, String::new()));
        assert!(err(&done).contains(code_named) && err(&done).contains(part), "{}", err(&done));
        assert_eq!(entries(&here.path().join("output")).len(), 1);
    };
    let kept = fs::read(run.join("results.json")).unwrap_or_default();
    edit(&run.join("results.json"), "\"seed\":", "\"seed\": ");
    refused("altered-run", "results.json is no longer what the run");
    assert!(fs::write(run.join("results.json"), kept).is_ok());
    let scenario = fs::read(run.join("scenario/scenario.toml")).unwrap_or_default();
    assert!(fs::write(run.join("scenario/scenario.toml"), "nonsense").is_ok());
    refused("altered-run", "scenario.toml");
    assert!(fs::write(run.join("scenario/scenario.toml"), scenario).is_ok());
    // As an older tidui would have left it.
    let mut older = manifest(&run);
    if let Some(files) = older["files"].as_object_mut() {
        files.shift_remove("results.json");
    }
    assert!(fs::write(run.join("manifest.json"), older.to_string()).is_ok());
    refused("no-results", "did not keep what reports are made from");
    older["results_version"] = 1.into();
    assert!(fs::write(run.join("manifest.json"), older.to_string()).is_ok());
    refused("other-results-version", "--again");
    let done = tidui(here.path(), &["report", &name(&run)[..name(&run).len() - 1]]);
    assert_eq!(code(&done), 2);
    assert!(err(&done).contains(&format!("did you mean {}?", name(&run))), "{}", err(&done));
}

#[test]
fn a_run_is_verified_whatever_the_threads() {
    let (here, run) = whole_run();
    let before = files(&run);
    for threads in ["1", "3"] {
        let done = verify(here.path(), &run, &["--threads", threads]);
        assert_eq!(code(&done), 0, "{}{}", out(&done), err(&done));
        assert!(out(&done).contains("every file comes out the same, byte for byte."), "{}", out(&done));
    }
    assert!(files(&run) == before && entries(&here.path().join("output")).len() == 1);
    // A folder made again can be verified too, and so can one that was moved away.
    assert_eq!(code(&tidui(here.path(), &["report", name(&run), "--lang", "zh"])), 0);
    let moved = here.path().join("另处");
    assert!(fs::rename(run.with_file_name(format!("{}-2", name(&run))), &moved).is_ok());
    let object = parsed(&tidui(here.path(), &["verify", "另处", "--json"]));
    assert_eq!((&object["verdict"], &object["again"]["what"]), (&"same".into(), &"simulated".into()));
    let files = object["files"].as_array().cloned().unwrap_or_default();
    assert!(files.len() > 40 && files.iter().all(|one| one["outcome"] == "same"), "{files:?}");
    assert!(files.iter().any(|one| one["file"] == "replicates.parquet" && one["numbers"] == true));
}

#[test]
fn what_differs_is_named_with_its_file_row_and_column() {
    let (here, run) = whole_run();
    let csv = run.join("tables/joint.csv");
    let text = fs::read_to_string(&csv).unwrap_or_default();
    let cell = text.lines().nth(1).and_then(|line| line.split(',').next()).unwrap_or_default().to_owned();
    edit(&csv, &format!("\n{cell},"), "\n0.12345,");
    edit(&run.join("results.json"), "\"fiscal_years\":[2021", "\"fiscal_years\":[1921");
    assert!(fs::remove_file(run.join("tables/funds.csv")).is_ok());
    assert!(fs::write(run.join("notes.txt"), "mine").is_ok());
    assert!(fs::write(run.join("tables/~$money.csv"), "left by a spreadsheet").is_ok());
    // Another run's tables in place of this one's.
    let other = ["run", SMALL, "--replicates", "42", "--quiet", "--no-charts", "--output", "other"];
    assert_eq!(code(&tidui(here.path(), &other)), 0);
    let other = the_run(&here.path().join("other"));
    for table in ["tables/metrics.csv", "tables/metrics.parquet"] {
        assert!(fs::copy(other.join(table), run.join(table)).is_ok());
    }

    let done = verify(here.path(), &run, &["--json"]);
    assert_eq!((code(&done), err(&done)), (3, String::new()));
    let object = parsed(&done);
    assert_eq!(object["verdict"], "different");
    let expected = [
        ("notes.txt", "extra"),
        ("results.json", "altered"),
        ("tables/funds.csv", "missing"),
        ("tables/joint.csv", "altered"),
        ("tables/metrics.csv", "altered"),
        ("tables/metrics.parquet", "altered"),
    ];
    assert_eq!(damage(&object), expected);
    let joint = &outcome(&object, "tables/joint.csv")["table"];
    assert_eq!((&joint["rows"], &joint["cells"], &joint["only_then"]), (&1.into(), &1.into(), &0.into()));
    let first = &joint["first"];
    assert_eq!((&first["column"], &first["then"]), (&"probability".into(), &"0.12345".into()));
    assert_eq!(first["now"].as_str(), Some(&*cell));
    // A Parquet file that somebody may have altered is not opened.
    assert_eq!(outcome(&object, "tables/metrics.parquet")["outcome"], "different");
    assert!(outcome(&object, "tables/metrics.parquet")["table"].is_null());
    let metrics = &outcome(&object, "tables/metrics.csv")["table"];
    assert!(metrics["rows"].as_u64() > Some(10) && metrics["only_now"] == 0, "{metrics}");
    assert_eq!(metrics["first"]["row"][0][0], "metric");
    let value = &outcome(&object, "results.json")["value"];
    assert_eq!((&value["path"], &value["then"]), (&"results.fiscal_years[0]".into(), &"1921".into()));
    assert_eq!(value["now"], "2021");
    assert_eq!(outcome(&object, "tables/funds.csv")["outcome"], "gone");
    assert_eq!(outcome(&object, "tables/funds.parquet")["outcome"], "same");

    let told = verify(here.path(), &run, &["--lang", "zh"]);
    assert_eq!(code(&told), 3);
    for part in ["缺失：tables/funds.csv", "不属于该文件夹：notes.txt", "0.12345", "核对未通过"] {
        assert!(out(&told).contains(part), "{part}: {}", out(&told));
    }
    assert_eq!(entries(&here.path().join("output")).len(), 1, "nothing is left behind");
}

#[test]
fn files_alone_can_be_verified_and_an_altered_scenario_is_not_simulated() {
    let (here, run) = whole_run();
    let done = verify(here.path(), &run, &["--files-only"]);
    assert_eq!(code(&done), 0);
    assert!(out(&done).contains("Every file is as the folder’s own list says."), "{}", out(&done));
    edit(&run.join("scenario/scenario.toml"), "id = ", "id =  ");
    assert_eq!(code(&verify(here.path(), &run, &["--files-only"])), 3);
    let object = parsed(&verify(here.path(), &run, &["--json"]));
    assert_eq!((&object["verdict"], &object["again"]["what"]), (&"different".into(), &"altered".into()));
    assert_eq!(object["again"]["file"], "scenario/scenario.toml");
}

#[test]
fn runs_are_listed_newest_first_in_both_languages() {
    let here = folder();
    let none = tidui(here.path(), &["runs"]);
    assert_eq!((code(&none), err(&none)), (0, String::new()));
    assert!(out(&none).contains("There are no runs in output yet."), "{}", out(&none));
    let missing = tidui(here.path(), &["runs", "elsewhere", "--lang", "zh"]);
    assert_eq!((code(&missing), out(&missing)), (2, String::new()));
    assert!(err(&missing).contains("没有文件夹 elsewhere"), "{}", err(&missing));
    assert_eq!(entries(here.path()), Vec::<PathBuf>::new());

    let output = here.path().join("output");
    for (seed, started) in [("1", "2026-08-22T09:30:00Z"), ("2", "2026-08-21T18:05:59Z"), ("3", "2026-08-23T00:00:00Z")]
    {
        let run = ["run", SMALL, "--replicates", "20", "--no-charts", "--quiet", "--json", "--seed", seed];
        let object = parsed(&tidui(here.path(), &run));
        let run = here.path().join(object["run"].as_str().unwrap_or_default());
        let mut told = manifest(&run);
        told["started"] = started.into();
        if seed == "2" {
            told["results_version"] = 1.into();
        }
        assert!(fs::write(run.join("manifest.json"), told.to_string()).is_ok());
        if seed == "3" {
            assert!(fs::remove_file(run.join("dictionary.csv")).is_ok());
        }
    }
    assert!(fs::create_dir_all(output.join("broken")).is_ok() && fs::create_dir_all(output.join(".tmp-x-1")).is_ok());
    assert!(fs::write(output.join("broken/manifest.json"), "{").is_ok());
    assert!(fs::write(output.join("notes.txt"), "mine").is_ok());
    let object = parsed(&tidui(here.path(), &["runs", "--json"]));
    let field = |name: &str| -> Vec<Value> {
        object["runs"].as_array().into_iter().flatten().map(|run| run[name].clone()).collect()
    };
    assert_eq!(field("seed"), [3.into(), 1.into(), 2.into(), Value::Null]);
    assert_eq!(field("state"), ["incomplete", "whole", "other-results", "damaged"]);
    assert!(field("joint")[..3].iter().all(Value::is_number), "{object}");
    assert!(field("bytes")[1].as_u64() > Some(10_000));
    assert_eq!(object["unfinished"], 1);
    for (language, parts) in [
        ("en", ["2026-08-22 09:30", "can be read, not replayed", "files are missing", "1 unfinished folder"]),
        ("zh", ["2026-08-22 09:30", "不能重放", "有文件缺失", "1 个未完成的文件夹"]),
    ] {
        let text = out(&tidui(here.path(), &["runs", "output", "--lang", language]));
        for part in parts {
            assert!(text.contains(part), "{part}: {text}");
        }
    }
}

#[test]
fn the_dictionary_names_every_column_of_the_replicates() {
    use crate::common::{bundled, plan, results};
    use tidui::model::Model;

    let scenario = bundled("xiqing-2021", &[]);
    let here = folder();
    let written = tidui::tables::write_all(&results(&scenario, &plan(4)), &scenario, here.path());
    assert!(written.is_ok());
    let text = fs::read_to_string(here.path().join("dictionary.csv")).unwrap_or_default();
    let named: Vec<&str> = text
        .lines()
        .filter_map(|line| line.strip_prefix("replicates,"))
        .filter_map(|line| line.split(',').next())
        .filter(|name| !name.is_empty())
        .collect();
    let model = Model::compile(&scenario);
    let path = |id: &tidui::scenario::ParameterId| scenario.parameters[id.index()].path.as_str();
    let columns: Vec<&str> = ["replicate", "draw"]
        .into_iter()
        .chain(model.uncertain().iter().map(path))
        .chain(model.outcome_names().iter().map(String::as_str))
        .collect();
    assert_eq!(named, columns);
}

/// What lists people one by one can stay at home: what is told is the same, and whoever has the roster can do all the rest.
#[test]
fn a_run_folder_without_its_roster_says_what_it_can_and_what_to_hand_in() {
    let here = folder();
    assert_eq!(code(&tidui(here.path(), &["example", "extract", "county"])), 0);
    let run = |more: &[&str]| {
        let done = tidui(here.path(), &[&["run", "county.toml", "--replicates", "20", "--no-charts"], more].concat());
        assert_eq!(code(&done), 0, "{}", err(&done));
        done
    };
    let done = run(&["--output", "with"]);
    let told = err(&done);
    assert!(told.contains("This folder holds the roster of 7") && told.contains("--without-roster"), "{told}");
    let with = the_run(&here.path().join("with"));
    let done = run(&["--output", "without", "--without-roster"]);
    assert!(!err(&done).contains("This folder holds the roster"), "{}", err(&done));
    let without = the_run(&here.path().join("without"));
    // Nobody's row is anywhere in it, and all else is there.
    let roster = fs::read_to_string(here.path().join("roster-county.csv")).unwrap();
    let (kept, whole) = (files(&without), files(&with));
    for person in roster.lines().skip(1) {
        let row = person.split(',').take(3).collect::<Vec<_>>().join(",");
        let holds = |bytes: &[u8]| bytes.windows(row.len()).any(|window| window == row.as_bytes());
        assert!(!kept.values().any(|bytes| holds(bytes)), "{row}");
    }
    let lacking: Vec<&PathBuf> = whole.keys().filter(|name| !kept.contains_key(*name)).collect();
    assert_eq!(lacking, [Path::new("scenario/roster-county.csv")]);
    for (name, bytes) in kept.iter().filter(|(name, _)| !name.ends_with("manifest.json")) {
        // Workbooks know when they were made.
        assert!(name.extension().is_some_and(|end| end == "xlsx") || whole[name] == *bytes, "{}", name.display());
    }
    let manifest: Value = serde_json::from_slice(&kept[Path::new("manifest.json")]).unwrap();
    let left_out = &manifest["sources"][2];
    assert_eq!(left_out["name"], "roster-county.csv");
    assert_eq!(left_out["left_out"]["bytes"], roster.len());
    assert_eq!(left_out["left_out"]["sha256"].as_str().map(str::len), Some(64));
    // The same again is found; with its roster it is another folder.
    assert!(out(&run(&["--output", "without", "--without-roster"])).contains("had been done before"));
    run(&["--output", "without"]);
    assert_eq!(entries(&here.path().join("without")).len(), 2);
    // What takes the roster says so, and does it once it has it.
    let folder = without.to_str().unwrap();
    for words in [&["report", folder][..], &["replay", folder, "--replicate", "3"]] {
        let done = tidui(here.path(), words);
        assert_eq!(code(&done), 2);
        assert!(err(&done).contains("without the roster") && err(&done).contains("--roster FILE"), "{}", err(&done));
        let done = tidui(here.path(), &[words, &["--roster", "schools-county.csv"]].concat());
        assert_eq!(code(&done), 2);
        assert!(err(&done).contains("is not the roster"), "{}", err(&done));
        let done = tidui(here.path(), &[words, &["--roster", "roster-county.csv"]].concat());
        assert_eq!(code(&done), 0, "{}", err(&done));
    }
    let anew = entries(&here.path().join("without")).into_iter().find(|path| path.to_str().unwrap().ends_with("-3"));
    assert!(!anew.unwrap().join("scenario/roster-county.csv").exists());
    let done = tidui(here.path(), &["verify", folder]);
    assert_eq!(code(&done), 0, "{}", err(&done));
    assert!(out(&done).contains("made without the roster"), "{}", out(&done));
    let done = tidui(here.path(), &["verify", folder, "--roster", "roster-county.csv", "--json"]);
    assert_eq!(code(&done), 0, "{}", err(&done));
    assert_eq!(parsed(&done)["verdict"], "same");
    let done = tidui(here.path(), &["verify", with.to_str().unwrap(), "--roster", "roster-county.csv"]);
    assert_eq!(code(&done), 2);
    assert!(err(&done).contains("leaves its roster out"), "{}", err(&done));
}

/// The same of a study: whoever asks which of two plans is better need not hand on who is in them.
#[test]
fn a_study_folder_without_its_rosters_is_made_again_from_one_that_is_handed_in() {
    let here = folder();
    assert_eq!(code(&tidui(here.path(), &["example", "extract", "county"])), 0);
    fs::write(here.path().join("more.toml"), "extends = \"county.toml\"\n[scenario]\nid = \"more\"\n").unwrap();
    let study = |output: &str, more: &[&str]| {
        let words = ["compare", "county.toml", "more.toml", "--replicates", "20", "--no-charts", "--output", output];
        let done = tidui(here.path(), &[&words, more].concat());
        assert_eq!(code(&done), 0, "{}", err(&done));
        done
    };
    let told = err(&study("with", &[]));
    assert!(told.contains("This folder holds the roster of 7") && told.contains("--without-roster"), "{told}");
    assert!(!err(&study("without", &["--without-roster"])).contains("This folder holds the roster"));
    let of = |output: &str| {
        let folders = entries(&here.path().join(output));
        let named = |path: &&PathBuf| path.file_name().unwrap().to_str().unwrap().starts_with("county");
        folders.iter().find(named).unwrap().clone()
    };
    let (with, without) = (of("with"), of("without"));
    let (kept, whole) = (files(&without), files(&with));
    let rosters = |files: &std::collections::BTreeMap<PathBuf, Vec<u8>>| {
        files.keys().filter(|name| name.ends_with("roster-county.csv")).count()
    };
    assert_eq!((rosters(&kept), rosters(&whole), whole.len()), (0, 2, kept.len() + 2));
    // The same again is found, and with its rosters it is another folder.
    assert!(out(&study("without", &["--without-roster"])).contains("had been done before"));
    study("without", &[]);
    let folder = without.to_str().unwrap();
    let done = tidui(here.path(), &["verify", folder]);
    assert_eq!(code(&done), 0, "{}", err(&done));
    assert!(out(&done).contains("made without the roster"), "{}", out(&done));
    let done = tidui(here.path(), &["verify", folder, "--roster", "roster-county.csv", "--json"]);
    assert_eq!(code(&done), 0, "{}", err(&done));
    assert_eq!(parsed(&done)["verdict"], "same", "{}", out(&done));
    assert_eq!(code(&tidui(here.path(), &["verify", folder, "--roster", "schools-county.csv"])), 2);
    assert_eq!(code(&tidui(here.path(), &["verify", with.to_str().unwrap(), "--roster", "roster-county.csv"])), 2);
}

/// Rosters that a replicate is asked for list people as well, and are announced before they are written.
#[test]
fn a_replay_says_that_it_is_about_to_list_people() {
    let here = folder();
    assert_eq!(code(&tidui(here.path(), &["example", "extract", "county"])), 0);
    let done = tidui(here.path(), &["run", "county.toml", "--replicates", "10", "--no-charts", "--output", "out"]);
    assert_eq!(code(&done), 0, "{}", err(&done));
    let run = the_run(&here.path().join("out"));
    let run = run.to_str().unwrap();
    for more in [&["--roster-at", "2027-01", "-o", "rosters"][..], &["--restart-at", "2027-01", "-o", "half"]] {
        let done = tidui(here.path(), &[&["replay", run, "--replicate", "3", "--lang", "en"], more].concat());
        assert_eq!(code(&done), 0, "{}", err(&done));
        assert!(err(&done).contains("Rosters of up to 7"), "{}", err(&done));
    }
    let done = tidui(here.path(), &["replay", run, "--replicate", "3", "--lang", "en"]);
    assert!(!err(&done).contains("Rosters of"), "{}", err(&done));
}
