//! The program itself, as a planner types it: what it prints, what it writes, and how it ends.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

/// A scenario that runs in no time.
pub(crate) const SMALL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/base.toml");

/// Runs tidui in `folder`, in English and without the environment's wishes.
pub(crate) fn tidui<S: AsRef<OsStr>>(folder: &Path, arguments: &[S]) -> Output {
    let done = command(folder).args(arguments).output();
    done.unwrap_or_else(|error| panic!("tidui does not start: {error}"))
}

pub(crate) fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tidui"));
    for name in ["TIDUI_LANG", "LC_ALL", "LC_MESSAGES", "RUST_BACKTRACE"] {
        command.env_remove(name);
    }
    command.env("LANG", "en_GB.UTF-8").current_dir(folder);
    command
}

pub(crate) fn folder() -> TempDir {
    tempfile::tempdir().unwrap_or_else(|error| panic!("no temporary folder: {error}"))
}

pub(crate) fn code(output: &Output) -> i32 {
    output.status.code().unwrap_or_else(|| panic!("ended by a signal: {output:?}"))
}

pub(crate) fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

pub(crate) fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Everything in a folder, hidden or not; nothing where there is no folder.
pub(crate) fn entries(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    paths
}

/// The one run folder in `output`.
pub(crate) fn the_run(output: &Path) -> PathBuf {
    let mut found = entries(output);
    assert_eq!(found.len(), 1, "{found:?}");
    found.remove(0)
}

/// The files that the manifest of a run lists, in order.
fn listed(run: &Path) -> Vec<String> {
    let text = fs::read_to_string(run.join("manifest.json")).unwrap_or_default();
    let manifest: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
    keys(&manifest["files"]).into_iter().map(str::to_owned).collect()
}

pub(crate) fn parsed(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {}", out(output)))
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().map(|object| object.keys().map(String::as_str).collect()).unwrap_or_default()
}

#[test]
fn a_run_prints_its_table_and_leaves_a_whole_folder() {
    let here = folder();
    let done = tidui(here.path(), &["run", SMALL, "--replicates", "40"]);
    assert_eq!(code(&done), 0, "{}", err(&done));
    let text = out(&done);
    for part in ["How likely each target is", "Money by fiscal year", "The run folder:", "tidui replay"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(!text.contains('\u{1b}'), "colour in a pipe");
    let run = the_run(&here.path().join("output"));
    for file in ["manifest.json", "report.json", "report.zh.txt", "report.en.txt", "dictionary.csv"] {
        assert!(run.join(file).is_file(), "{file}");
    }
    let files = listed(&run);
    for kept in ["scenario.toml", "schools.csv"] {
        assert!(files.iter().any(|name| Path::new(name).ends_with(kept)), "{kept} in {files:?}");
    }
    assert!(files.iter().all(|name| run.join(name).is_file()), "{files:?}");
    for table in ["targets", "metrics", "money", "funds", "limits", "ledger", "parameters", "equity"] {
        for end in ["csv", "parquet"] {
            assert!(run.join("tables").join(format!("{table}.{end}")).is_file(), "{table}.{end}");
        }
    }
    let csv = fs::read(run.join("tables/targets.csv")).unwrap_or_default();
    assert!(csv.starts_with(b"\xEF\xBB\xBFtarget,"), "spreadsheets need the mark");
    let charts = entries(&run.join("charts"));
    for chart in ["probabilities.en.png", "probabilities.en.svg", "shortfall.en.png", "money.en.png"] {
        assert!(charts.iter().any(|path| path.ends_with(chart)), "{chart}: {charts:?}");
    }
}

#[test]
fn the_object_for_machines_has_the_documented_keys() {
    let here = folder();
    let done =
        tidui(here.path(), &["run", "xiqing-2021", "--replicates", "20", "--no-charts", "--json", "--seed", "11"]);
    assert_eq!((code(&done), err(&done)), (0, String::new()));
    let object = parsed(&done);
    let first = |list: &str| object[list][0].clone();
    for key in ["scenario", "digest", "seed", "replicates", "run", "targets", "joint", "metrics", "money", "limits"] {
        assert!(!object[key].is_null(), "{key}");
    }
    assert_eq!((object["seed"].as_u64(), object["replicates"].as_u64()), (Some(11), Some(20)));
    let documented: [(&str, &[&str]); 4] = [
        (
            "targets",
            &[
                "id",
                "reading",
                "metric",
                "at",
                "bound",
                "probability",
                "interval",
                "mean",
                "p10",
                "p50",
                "p90",
                "shortfall",
            ],
        ),
        ("metrics", &["id", "month", "mean", "sd", "p10", "p50", "p90"]),
        ("money", &["fund", "line", "fiscal_year", "need", "spend", "gap"]),
        ("limits", &["target", "year", "limit", "share"]),
    ];
    for (list, wanted) in documented {
        let one = first(list);
        for key in wanted {
            assert!(keys(&one).contains(key), "{list}[].{key} in {one}");
        }
    }
    assert_eq!(object["targets"][0]["interval"].as_array().map(Vec::len), Some(2));
    assert_eq!(object["joint"]["interval"].as_array().map(Vec::len), Some(2));
    assert!(
        Path::new(object["run"].as_str().unwrap_or_default())
            .ends_with(the_run(&here.path().join("output")).file_name().unwrap_or_default())
    );
}

#[test]
fn the_same_run_is_recognised_and_repeated_only_when_told() {
    let here = folder();
    let run = ["run", SMALL, "--replicates", "20", "--no-charts"];
    let (first, second) = (tidui(here.path(), &run), tidui(here.path(), &run));
    assert_eq!((code(&first), code(&second)), (0, 0));
    assert!(!out(&first).contains("had been done before") && out(&second).contains("had been done before"));
    let table =
        |text: &str| text.split("\nThis run").next().unwrap_or_default().split("\nTook").next().map(str::to_owned);
    assert_eq!(table(&out(&first)), table(&out(&second)));
    assert_eq!(entries(&here.path().join("output")).len(), 1);
    let again = tidui(here.path(), &[&run[..], &["--again"]].concat());
    assert_eq!(code(&again), 0);
    assert_eq!(entries(&here.path().join("output")).len(), 2);
}

#[test]
fn bad_input_is_refused_whole_and_writes_nothing() {
    let here = folder();
    let sets = ["fund.special.appropriation=-1", "move.promote.rate=1.5", "target.backbone.at=2030-01"];
    let sets: Vec<&str> = sets.into_iter().flat_map(|set| ["--set", set]).collect();
    let done = tidui(here.path(), &[&["run", SMALL][..], &sets].concat());
    assert_eq!((code(&done), out(&done)), (2, String::new()));
    let told = err(&done);
    for part in ["--set:1:28", "fund.special.appropriation", "from 0 to 1", "outside the horizon", "3 errors"] {
        assert!(told.contains(part), "{part}: {told}");
    }
    let done = tidui(here.path(), &[&["run", SMALL, "--json"][..], &sets].concat());
    assert_eq!((code(&done), err(&done)), (2, String::new()));
    let errors = parsed(&done)["errors"].as_array().cloned().unwrap_or_default();
    assert_eq!(errors.len(), 3, "{errors:?}");
    for error in &errors {
        for key in ["file", "line", "column", "message", "hint"] {
            assert!(keys(error).contains(&key), "{key} in {error}");
        }
    }
    let done = tidui(here.path(), &["run", "no-such-plan", "--lang", "zh"]);
    assert_eq!(code(&done), 2);
    assert!(err(&done).contains("没有文件 no-such-plan"), "{}", err(&done));
    assert_eq!(code(&tidui(here.path(), &["run", SMALL, "--replicates", "one"])), 2);
    assert_eq!(entries(here.path()), Vec::<PathBuf>::new());
}

#[test]
fn a_replicate_of_a_run_and_a_person_in_it_are_told() {
    let here = folder();
    assert_eq!(code(&tidui(here.path(), &["run", SMALL, "--replicates", "20", "--no-charts"])), 0);
    let run = the_run(&here.path().join("output"));
    let name = run.file_name().unwrap_or_default().to_string_lossy().into_owned();
    // By its name in the output folder, and by its path.
    let done = tidui(here.path(), &["replay", &name, "--replicate", "3"]);
    assert_eq!(code(&done), 0, "{}", err(&done));
    assert!(out(&done).contains("Month by month") && out(&done).contains("2021-05"));
    let by_path = tidui(here.path(), &["replay", &run.to_string_lossy(), "--replicate", "3"]);
    assert_eq!(out(&by_path), out(&done));
    let object = parsed(&tidui(here.path(), &["replay", &name, "--replicate", "3", "--json"]));
    let person = object["events"][0]["person"].as_str().unwrap_or_default().to_owned();
    let life = tidui(here.path(), &["replay", &name, "--replicate", "3", "--person", &person]);
    assert_eq!(code(&life), 0);
    assert!(out(&life).starts_with(&person), "{}", out(&life));
    assert_eq!(code(&tidui(here.path(), &["replay", &name, "--replicate", "20"])), 2);
    assert_eq!(code(&tidui(here.path(), &["replay", &name, "--replicate", "3", "--person", "nobody"])), 2);
    assert_eq!(code(&tidui(here.path(), &["replay", "nowhere", "--replicate", "0"])), 2);
}

#[test]
fn an_extracted_example_can_be_run_and_is_not_written_over() {
    let here = folder();
    // Planners have Chinese and spaces in their paths.
    let done = tidui(here.path(), &["example", "extract", "lean", "--to", "方案 一"]);
    assert_eq!(code(&done), 0, "{}", err(&done));
    let file = here.path().join("方案 一").join("lean.toml");
    let check = tidui(here.path(), &[OsStr::new("check"), file.as_os_str()]);
    assert_eq!(code(&check), 0, "{}", err(&check));
    assert!(out(&check).contains("No mistakes found; it can be run."));
    assert!(out(&check).contains("lean.toml") && out(&check).contains("xiqing-2021.toml"), "{}", out(&check));
    let edited = fs::read_to_string(&file).unwrap_or_default() + "# ours\n";
    assert!(fs::write(&file, &edited).is_ok());
    assert_ne!(code(&tidui(here.path(), &["example", "extract", "lean", "--to", "方案 一"])), 0);
    assert_eq!(fs::read_to_string(&file).unwrap_or_default(), edited);
}

#[test]
fn the_schema_is_json() {
    let here = folder();
    let done = tidui(here.path(), &["schema"]);
    assert_eq!(code(&done), 0);
    assert_eq!(parsed(&done)["title"], "tidui scenario");
}

/// The parts of a workbook one after another, without the time at which the run started: all else must be the same.
fn without_start(run: &Path, bytes: Vec<u8>) -> Vec<u8> {
    use std::io::Read as _;

    let manifest: serde_json::Value =
        serde_json::from_slice(&fs::read(run.join("manifest.json")).expect("a manifest")).expect("an object");
    let started = manifest["started"].as_str().expect("a time");
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a workbook");
    let (mut all, mut seen) = (String::new(), 0);
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).expect("a part");
        let mut text = part.name().expect("a name").into_owned();
        part.read_to_string(&mut text).expect("text");
        seen += text.matches(started).count();
        all.push_str(&text.replace(started, ""));
    }
    // Made and changed in the properties, and once on the last sheet.
    assert_eq!(seen, 3);
    all.into_bytes()
}

#[test]
fn the_tables_have_the_same_bytes_at_any_number_of_threads() {
    let here = folder();
    let tables = |threads: &str| {
        let output = here.path().join(threads);
        let done = command(here.path())
            .args(["run", SMALL, "--replicates", "600", "--no-charts", "--keep-replicates", "--quiet"])
            .args(["--threads", threads, "--output"])
            .arg(&output)
            .output();
        assert!(done.is_ok_and(|done| done.status.success()));
        let run = the_run(&output);
        let read = |name: String| {
            let bytes = fs::read(run.join(&name)).unwrap_or_else(|error| panic!("{error}: {name}"));
            let bytes = if name.starts_with("budget.") { without_start(&run, bytes) } else { bytes };
            (name, bytes)
        };
        listed(&run).into_iter().map(read).collect::<Vec<_>>()
    };
    let one = tables("1");
    assert!(one.len() > 20);
    for threads in ["2", "16"] {
        for (mine, theirs) in one.iter().zip(tables(threads)) {
            assert!(*mine == theirs, "{} differs at {threads} threads", mine.0);
        }
    }
}

#[cfg(unix)]
#[test]
fn an_output_that_cannot_be_written_is_said_and_ends_with_one() {
    let here = folder();
    assert!(fs::write(here.path().join("taken"), "a file").is_ok());
    for place in ["taken", "taken/below", "/dev/null"] {
        let done = tidui(here.path(), &["run", SMALL, "--replicates", "20", "--output", place]);
        assert_eq!((code(&done), out(&done)), (1, String::new()), "{place}");
        assert!(err(&done).contains("cannot be written"), "{}", err(&done));
    }
    assert_eq!(entries(here.path()).len(), 1);
}

/// Starts tidui, presses Ctrl-C once `begun` holds, and waits for it to end. One that ends before that is simply over.
#[cfg(unix)]
pub(crate) fn interrupt<S: AsRef<OsStr>>(folder: &Path, arguments: &[S], begun: &dyn Fn() -> bool) -> Output {
    told_to_end(command(folder).args(arguments), "-INT", begun)
}

/// The same with any signal.
#[cfg(unix)]
pub(crate) fn told_to_end(command: &mut Command, signal: &str, begun: &dyn Fn() -> bool) -> Output {
    use std::process::Stdio;
    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;
    use std::time::{Duration, Instant};

    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::flag::register_conditional_default;

    // What the tests themselves were started to ignore (by `nohup`) the program would ignore as well; what they have a
    // handler for starts afresh in it.
    for signal in [SIGINT, SIGTERM, SIGHUP] {
        register_conditional_default(signal, Arc::new(AtomicBool::new(true))).unwrap_or_else(|error| panic!("{error}"));
    }
    let run = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut run = run.unwrap_or_else(|error| panic!("tidui does not start: {error}"));
    let patience = Instant::now() + Duration::from_mins(1);
    while run.try_wait().is_ok_and(|ended| ended.is_none()) {
        if begun() {
            let told = Command::new("kill").args([signal, &run.id().to_string()]).status();
            assert!(told.is_ok_and(|told| told.success()));
            break;
        }
        assert!(Instant::now() < patience, "the work never began");
        std::thread::sleep(Duration::from_millis(5));
    }
    run.wait_with_output().unwrap_or_else(|error| panic!("{error}"))
}
