use std::fs;
use std::path::{Path, PathBuf};

use super::*;
use crate::random::Nesting;
use crate::words::Text;

fn manifest() -> Manifest {
    Manifest {
        format: FORMAT,
        results_version: RESULTS_VERSION,
        tidui: "0.1.0".to_owned(),
        commit: commit().to_owned(),
        scenario: "small".to_owned(),
        title: Text::new("小例", "small"),
        digest: "ab12".to_owned(),
        seed: 1,
        replicates: 10,
        nesting: Nesting::every(2),
        precision: None,
        language: None,
        threads: 2,
        platform: Platform::here(),
        started: "2026-08-22T09:30:00Z".parse().unwrap(),
        durations: Durations { load: 0.1, compile: 0.01, simulate: 2.0, write: 0.3 },
        reported: None,
        sources: Vec::new(),
        files: std::collections::BTreeMap::new(),
    }
}

fn sources() -> Vec<(String, String)> {
    [("small.toml", "id = \"small\"\n"), ("schools.csv", "id\nno-1\n"), ("../data/名册.csv", "id\n"), ("../../..", "x")]
        .map(|(name, text)| (name.to_owned(), text.to_owned()))
        .to_vec()
}

fn write_run(output: &Path, name: &str) -> PathBuf {
    let mut staging = Staging::create(output, name).unwrap();
    staging.write_sources(&sources(), None).unwrap();
    staging.write("tables/targets.csv", b"target\nt1\n").unwrap();
    staging.finish(manifest()).unwrap()
}

fn runs(output: &Path, name: &str) -> Vec<OpenRun> {
    called(output, name)
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn a_finished_run_is_found_and_holds_what_was_read() {
    let output = tempfile::tempdir().unwrap();
    let output = output.path().join("made/on/the/way");
    assert!(runs(&output, "small-1").is_empty());
    let folder = write_run(&output, "small-1");
    assert_eq!(folder, output.join("small-1"));
    assert_eq!(names(&output), ["small-1"]);
    assert_eq!(names(&folder), ["manifest.json", "scenario", "tables"]);
    assert_eq!(names(&folder.join("scenario")), ["2-名册.csv", "3", "scenario.toml", "schools.csv"]);

    let run = runs(&output, "small-1").remove(0);
    assert_eq!(Folder::Run(Box::new(run.clone())), open(&folder).unwrap());
    assert_eq!((run.name(), run.scenario().unwrap()), ("small-1".to_owned(), sources()[0].1.clone()));
    assert_eq!(run.sources().unwrap(), sources());
    let files: Vec<&str> = run.manifest.files.keys().map(String::as_str).collect();
    assert_eq!(
        files,
        ["scenario/2-名册.csv", "scenario/3", "scenario/scenario.toml", "scenario/schools.csv", "tables/targets.csv"]
    );
    let record = &run.manifest.files["scenario/3"];
    assert_eq!(record.bytes, 1);
    assert_eq!(record.sha256, "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881");
    assert!(run.damage().unwrap().is_empty());
    fs::write(folder.join("tables/targets.csv"), "edited").unwrap();
    fs::write(folder.join("tables/.DS_Store"), "x").unwrap();
    fs::write(folder.join("notes.txt"), "mine").unwrap();
    fs::remove_file(folder.join("scenario/3")).unwrap();
    let damage: Vec<_> = run.damage().unwrap().into_iter().map(|one| (one.file, one.kind)).collect();
    let expected = [
        ("notes.txt", DamageKind::Extra),
        ("scenario/3", DamageKind::Missing),
        ("tables/targets.csv", DamageKind::Altered),
    ];
    assert_eq!(damage, expected.map(|(name, kind)| (name.to_owned(), kind)));
}

#[test]
fn an_unfinished_run_leaves_nothing() {
    let output = tempfile::tempdir().unwrap();
    let staging = Staging::create(output.path(), "small-1").unwrap();
    staging.write("charts/a.svg", b"<svg/>").unwrap();
    assert_eq!(names(output.path()).len(), 2);
    assert_eq!((runs(output.path(), "small-1"), list(output.path())), (Vec::new(), Vec::new()));
    drop(staging);
    assert!(names(output.path()).is_empty());
}

#[test]
fn an_older_run_is_never_touched() {
    let output = tempfile::tempdir().unwrap();
    let first = write_run(output.path(), "small-1");
    let before = fs::read(first.join(layout::MANIFEST)).unwrap();
    fs::write(first.join("notes.txt"), "mine").unwrap();
    assert_eq!(write_run(output.path(), "small-1"), output.path().join("small-1-2"));
    // Not even an empty folder, onto which some systems would rename.
    fs::create_dir(output.path().join("small-1-3")).unwrap();
    assert_eq!(write_run(output.path(), "small-1"), output.path().join("small-1-4"));
    assert_eq!(fs::read(first.join(layout::MANIFEST)).unwrap(), before);
    assert_eq!(fs::read_to_string(first.join("notes.txt")).unwrap(), "mine");
    assert_eq!(names(output.path()), ["small-1", "small-1-2", "small-1-3", "small-1-4"]);
    let listed: Vec<String> = list(output.path()).iter().map(OpenRun::name).collect();
    assert_eq!(listed, ["small-1", "small-1-2", "small-1-4"]);
}

#[test]
fn two_threads_can_write_one_run() {
    let output = tempfile::tempdir().unwrap();
    let one = Staging::create(output.path(), "small-1").unwrap();
    let other = Staging::create(output.path(), "small-1").unwrap();
    assert_ne!(one.path(), other.path());
    other.write("b", b"b").unwrap();
    one.write("a", b"a").unwrap();
    assert_eq!(other.finish(manifest()).unwrap(), output.path().join("small-1"));
    assert_eq!(one.finish(manifest()).unwrap(), output.path().join("small-1-2"));
    assert_eq!(names(output.path()), ["small-1", "small-1-2"]);
}

#[test]
fn what_a_dead_process_left_is_cleared_and_what_a_living_one_writes_is_not() {
    let output = tempfile::tempdir().unwrap();
    let dead = output.path().join(".tmp-small-9-4000000");
    fs::create_dir(&dead).unwrap();
    fs::write(dead.join("half"), "x").unwrap();
    fs::write(output.path().join(".tmp-small-9-4000000.lock"), "").unwrap();
    fs::write(output.path().join("mine.lock"), "").unwrap();
    let living = Staging::create(output.path(), "small-8").unwrap();
    let staging = Staging::create(output.path(), "small-1").unwrap();
    assert!(!dead.exists() && living.path().is_dir());
    drop((living, staging));
    assert_eq!(names(output.path()), ["mine.lock"]);
}

#[test]
fn folders_of_one_name_are_found_in_order_whoever_gave_it_to_them() {
    let output = tempfile::tempdir().unwrap();
    for _ in 0..3 {
        write_run(output.path(), "small-1");
    }
    write_run(output.path(), "small-11");
    write_run(output.path(), "small-1-a");
    let found = |name: &str| -> Vec<String> { runs(output.path(), name).iter().map(OpenRun::name).collect() };
    assert_eq!(found("small-1"), ["small-1", "small-1-2", "small-1-3"]);
    // One without a manifest that can be read is none, and does not hide those behind it.
    fs::write(output.path().join("small-1-2").join(layout::MANIFEST), "{").unwrap();
    assert_eq!(found("small-1"), ["small-1", "small-1-3"]);
    fs::rename(output.path().join("small-11"), output.path().join("small-1-12")).unwrap();
    assert_eq!(found("small-1"), ["small-1", "small-1-3", "small-1-12"]);
    assert_eq!(called::<StudyManifest>(output.path(), "small-1"), []);
}

#[cfg(unix)]
#[test]
fn what_is_no_plain_file_is_altered_and_not_waited_for() {
    let output = tempfile::tempdir().unwrap();
    let folder = write_run(output.path(), "small-1");
    let (table, elsewhere) = (folder.join("tables/targets.csv"), output.path().join("elsewhere"));
    fs::rename(&table, &elsewhere).unwrap();
    let damage = || runs(output.path(), "small-1")[0].damage().unwrap();
    let found = |kind| Damage { file: "tables/targets.csv".to_owned(), kind };
    assert_eq!(damage(), [found(DamageKind::Missing)]);
    // A link to the very file, which may be another tomorrow; and a pipe that nobody fills.
    std::os::unix::fs::symlink(&elsewhere, &table).unwrap();
    assert_eq!(damage(), [found(DamageKind::Altered)]);
    fs::remove_file(&table).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(&table).status().is_ok_and(|done| done.success()));
    assert_eq!(damage(), [found(DamageKind::Altered)]);
    assert!(!runs(output.path(), "small-1")[0].intact("tables/targets.csv").unwrap());
}

#[test]
fn a_damaged_manifest_is_refused_with_its_line() {
    let output = tempfile::tempdir().unwrap();
    let folder = write_run(output.path(), "small-1");
    let path = folder.join(layout::MANIFEST);
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("\"seed\": 1,", "\"seed\": \"one\",")).unwrap();
    let error = open(&folder).unwrap_err();
    let RunsError::Damaged { line, .. } = &error else { panic!("{error:?}") };
    let expected = text.lines().position(|line| line.contains("\"seed\"")).unwrap() + 1;
    assert_eq!(*line, expected);
    assert!(error.to_string().contains(&format!("manifest.json:{expected}: the manifest is damaged: invalid type")));
    assert!(error.text().zh.contains("清单已损坏"));

    fs::write(&path, "{ \"format\": 2, \"anything\": [] }").unwrap();
    assert!(matches!(open(&folder), Err(RunsError::Newer { format: 2, known: 1, .. })));
    fs::write(&path, text.replace("scenario/scenario.toml", "../../x")).unwrap();
    assert!(matches!(list(output.path()).remove(0).sources(), Err(RunsError::Name { .. })));
}

#[test]
fn a_folder_that_is_not_a_run_gets_the_nearest_name() {
    let output = tempfile::tempdir().unwrap();
    let open = |name: &str| open(&output.path().join(name)).unwrap_err();
    assert!(
        open("small-1a2b3c4d").to_string().ends_with("is not the folder of a run or a study; there is none beside it")
    );
    write_run(output.path(), "small-1a2b3c4d");
    assert!(
        open("small-1a2b3c4e")
            .to_string()
            .ends_with("is not the folder of a run or a study; did you mean small-1a2b3c4d?")
    );
    assert!(open("small").text().zh.ends_with("不是运行或分析的文件夹；是否指 small-1a2b3c4d？"));
    assert!(open("generous").to_string().ends_with("; beside it: small-1a2b3c4d"));
    assert!(matches!(open("small-1a2b3c4d/tables"), RunsError::NotARun { nearest: None, .. }));
    assert!(matches!(open("small-1a2b3c4d/manifest.json"), RunsError::NotARun { .. }));
}

#[test]
fn names_stay_within_the_folder() {
    let output = tempfile::tempdir().unwrap();
    for name in ["", "..", "a/b", "/a", ".hidden", "a\\b"] {
        assert!(matches!(Staging::create(output.path(), name), Err(RunsError::Name { .. })), "{name}");
    }
    let staging = Staging::create(output.path(), "small-1").unwrap();
    for name in ["", "../a", "/a", "a/../../b", "C:\\a"] {
        assert!(matches!(staging.write(name, b""), Err(RunsError::Name { .. })), "{name}");
    }
}

#[test]
fn an_output_folder_that_cannot_be_one_is_refused() {
    let output = tempfile::tempdir().unwrap();
    let file = output.path().join("file");
    fs::write(&file, "").unwrap();
    for output in [file.clone(), file.join("below")] {
        let error = Staging::create(&output, "small-1").unwrap_err();
        assert!(matches!(error, RunsError::NotWritable { .. }), "{error:?}");
        assert!(error.text().zh.contains("无法写入"));
    }
    assert!(runs(&file, "small-1").is_empty());
    assert!(list(&file).is_empty());
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_named_and_leaves_nothing() {
    let here = tempfile::tempdir().unwrap();
    let output = here.path().join("plans/output");
    let staging = Staging::create(&output, "small-1").unwrap();
    std::os::unix::fs::symlink("/dev/full", staging.path().join("a.csv")).unwrap();
    let error = staging.write("a.csv", b"1").unwrap_err();
    assert!(matches!(&error, RunsError::StorageFull { path, .. } if *path == output), "{error:?}");
    assert!(error.text().en.contains("the disk is full") && error.text().zh.contains("磁盘已满"));
    drop(staging);
    // Nor are the folders left that were made for it, unless something else lies in them.
    assert!(names(here.path()).is_empty());
    let (one, other) = (Staging::create(&output, "small-1").unwrap(), Staging::create(&output, "small-2").unwrap());
    drop(one);
    let folder = other.finish(manifest()).unwrap();
    assert!(folder.join("manifest.json").is_file());
}

#[test]
fn the_name_says_what_the_run_depends_on() {
    let manifest = manifest();
    let identity = manifest.identity();
    let name = run_name(&identity);
    assert_eq!(name, run_name(&identity));
    let others = [
        Identity { results_version: RESULTS_VERSION + 1, ..identity },
        Identity { scenario: "other", ..identity },
        Identity { digest: "ab13", ..identity },
        Identity { seed: 2, ..identity },
        Identity { replicates: Some(11), ..identity },
        Identity { nesting: Nesting::ONCE, ..identity },
        Identity { precision: Some(0.005), ..identity },
    ];
    for other in others {
        assert!(run_name(&other) != name && other != identity, "{other:?}");
    }
    // A precision decides how many replicates there are, and is what was asked.
    let precise = |replicates| Manifest { precision: Some(0.01), replicates, ..manifest.clone() };
    assert_eq!(precise(1000).identity(), precise(2000).identity());
    let reported = Reported { tidui: "9.9.9".to_owned(), ..Reported::here().unwrap() };
    assert_eq!(Manifest { reported: Some(reported), ..manifest }.build().tidui, "9.9.9");
}

#[test]
fn a_disk_without_room_is_found_before_the_work_begins() {
    let output = tempfile::tempdir().unwrap();
    let staging = Staging::create(output.path(), "small-1").unwrap();
    staging.reserve(100_000).unwrap();
    assert!(fs::metadata(staging.path().join(layout::longest())).unwrap().len() >= 100_000);
    // What was kept free is no file of the run.
    let folder = staging.finish(manifest()).unwrap();
    assert_eq!(names(&folder), ["manifest.json"]);
    #[cfg(target_os = "linux")]
    {
        let staging = Staging::create(output.path(), "small-2").unwrap();
        std::os::unix::fs::symlink("/dev/full", staging.path().join(layout::longest())).unwrap();
        assert!(matches!(staging.reserve(1), Err(RunsError::StorageFull { .. })));
    }
}

#[test]
fn a_path_that_is_too_long_is_said_in_words() {
    let output = tempfile::tempdir().unwrap();
    for output in [output.path().join("x".repeat(300)), output.path().join("long/".repeat(2000))] {
        let error = Staging::create(&output, "small-1").unwrap_err();
        assert!(matches!(error, RunsError::NotWritable { .. }), "{error:?}");
        assert!(error.text().zh.contains("名称或路径过长") && error.text().en.contains("the path is too long"));
    }
    assert!(matches!(Staging::create(output.path(), &"y".repeat(300)), Err(RunsError::NotWritable { .. })));
    assert!(names(output.path()).is_empty());
    // Names of kept files are bounded, whatever a scenario calls them.
    let long = format!("../{}.csv", "名".repeat(80));
    assert_eq!(layout::source(1, &long), "scenario/1");
    assert_eq!(layout::source(1, &long[3..]), "scenario/1");
}

#[test]
fn a_run_that_lost_what_it_wrote_is_never_finished() {
    let output = tempfile::tempdir().unwrap();
    // Somebody takes the hidden folder away: nothing makes it anew.
    let staging = Staging::create(output.path(), "small-1").unwrap();
    staging.write("a", b"a").unwrap();
    fs::remove_dir_all(staging.path()).unwrap();
    assert!(matches!(staging.write("tables/b", b"b"), Err(RunsError::Vanished { .. })));
    assert!(matches!(staging.write("b", b"b"), Err(RunsError::Vanished { .. })));
    assert!(matches!(staging.finish(manifest()), Err(RunsError::Vanished { .. })));
    // Or a file in it, whoever wrote that.
    for lost in ["a", layout::REPLICATES] {
        let staging = Staging::create(output.path(), "small-1").unwrap();
        staging.write("a", b"a").unwrap();
        staging.expect([layout::REPLICATES.to_owned()]);
        fs::write(staging.path().join(layout::REPLICATES), "rows").unwrap();
        fs::remove_file(staging.path().join(lost)).unwrap();
        let error = staging.finish(manifest()).unwrap_err();
        assert!(matches!(&error, RunsError::Vanished { path } if path.ends_with(lost)), "{error:?}");
        assert!(error.text().zh.contains("不见了"));
    }
    assert!(names(output.path()).is_empty());
}

#[test]
fn whoever_begins_never_clears_away_what_another_is_about_to_write() {
    let output = tempfile::tempdir().unwrap();
    let done: usize = std::thread::scope(|scope| {
        let each = |thread: usize| {
            let output = output.path();
            move || {
                let one = |number: usize| {
                    let staging = Staging::create(output, "small-1").unwrap();
                    staging.write("a", b"a").unwrap();
                    if (thread + number).is_multiple_of(3) {
                        staging.finish(manifest()).map(drop).unwrap();
                    } else {
                        assert!(staging.path().join("a").is_file());
                    }
                };
                (0..60).for_each(one);
                60
            }
        };
        let threads: Vec<_> = (0..8).map(|thread| scope.spawn(each(thread))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).sum()
    });
    let left = names(output.path());
    assert_eq!((done, left.len()), (480, 160));
    assert!(left.iter().all(|name| !name.starts_with('.')), "{left:?}");
}
