//! Processes that are told to end, that have no room, or that do the same at the same time.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::command::{SMALL, code, command, entries, err, folder, parsed, tidui, told_to_end};

/// A shell that starts tidui after some preparation.
fn shell(here: &Path, before: &str, words: &[&str]) -> Command {
    let mut shell = Command::new("sh");
    let line = format!("{before} exec \"$@\"");
    shell.args(["-c", &line, "sh", env!("CARGO_BIN_EXE_tidui")]).args(words);
    shell.env("LANG", "en_GB.UTF-8").current_dir(here);
    shell
}

#[test]
fn whatever_tells_a_run_to_end_it_ends_soon_and_leaves_nothing() {
    for signal in ["-INT", "-TERM", "-HUP"] {
        let here = folder();
        let output = here.path().join("output");
        let run = ["run", SMALL, "--replicates", "100000000", "--threads", "2", "--keep-replicates"];
        // The hidden folder shows that the work has begun.
        let done = told_to_end(command(here.path()).args(run), signal, &|| !entries(&output).is_empty());
        assert_eq!(code(&done), 130, "{signal}");
        assert!(err(&done).contains("interrupted; nothing was written"), "{signal}: {}", err(&done));
        assert_eq!(entries(&output), Vec::<PathBuf>::new(), "{signal}");
    }
}

#[test]
fn what_was_started_to_outlive_its_terminal_does() {
    let here = folder();
    let output = here.path().join("output");
    let words = ["run", SMALL, "--replicates", "2000", "--no-charts", "--quiet", "--json", "--lang", "en"];
    let done = told_to_end(&mut shell(here.path(), "trap '' HUP;", &words), "-HUP", &|| !entries(&output).is_empty());
    assert_eq!(code(&done), 0, "{}", err(&done));
    assert_eq!(parsed(&done)["replicates"], 2000);
}

#[test]
fn a_file_larger_than_is_allowed_is_refused_before_anything_runs() {
    let here = folder();
    for (language, part) in [("en", "the file is larger than is allowed"), ("zh", "文件超过允许的大小")] {
        let words = ["run", SMALL, "--replicates", "100000000", "--lang", language];
        let done = shell(here.path(), "ulimit -f 16;", &words).output().unwrap();
        assert_eq!(code(&done), 1, "{}", err(&done));
        assert!(err(&done).contains(part), "{}", err(&done));
        assert_eq!(entries(&here.path().join("output")), Vec::<PathBuf>::new());
    }
}

/// An import ends as everything else does when it is told to, in the language of whoever asked: not even the secret stays.
#[test]
fn an_import_that_is_told_to_end_says_so_and_leaves_nothing() {
    let here = folder();
    let rows = "示例村小1,女,1985-03,无,,2010-08,7\n".repeat(400_000);
    let table = "单位,性别,出生年月,骨干级别,认定时间,入职时间,工号\n".to_owned() + &rows;
    fs::write(here.path().join("r.csv"), table).unwrap();
    let words = ["import", "r.csv", "--plan", "county", "--link", "--lang", "zh"];
    let secret = here.path().join("import-secret.DO-NOT-SEND");
    let done = told_to_end(command(here.path()).args(words), "-INT", &|| secret.exists());
    assert_eq!(code(&done), 130, "{}", err(&done));
    assert!(err(&done).contains("已中断，未写入任何文件"), "{}", err(&done));
    assert_eq!(entries(here.path()), [here.path().join("r.csv")]);
}

/// An import writes all that belongs together, or nothing.
#[test]
fn an_import_without_room_for_all_leaves_nothing() {
    let here = folder();
    let rows = "示例村小1,女,1985-03,无,,2010-08\n示例村小1,某,1985-03,无,,2010-08\n";
    fs::write(here.path().join("r.csv"), "单位,性别,出生年月,骨干级别,认定时间,入职时间\n".to_owned() + rows).unwrap();
    let words = ["import", "r.csv", "--plan", "county", "--mark", "--skip", "--lang", "en"];
    let done = shell(here.path(), "ulimit -f 2;", &words).output().unwrap();
    assert_eq!(code(&done), 1, "{}", err(&done));
    assert_eq!(entries(here.path()), [here.path().join("r.csv")]);
    let done = tidui(here.path(), &words);
    assert_eq!((code(&done), entries(here.path()).len()), (0, 4), "{}", err(&done));
}

/// What cannot be written while shards are merged is told as that, and not as a shard that was damaged.
#[test]
fn a_merge_without_room_says_so_and_leaves_nothing() {
    let here = folder();
    let rows: Vec<String> = (0..60).map(|seed| format!("{SMALL},{seed}\n")).collect();
    fs::write(here.path().join("design.csv"), "scenario,seed\n".to_owned() + &rows.concat()).unwrap();
    let sweep = ["sweep", "design.csv", "--replicates", "2", "--table", "metrics", "--quiet", "--json"];
    let mut place = String::new();
    for shard in ["1/2", "2/2"] {
        let done = tidui(here.path(), &[&sweep[..], &["--shard", shard]].concat());
        place = parsed(&done)["shards"].as_str().unwrap().to_owned();
    }
    let words = ["merge", &place, "--output", "merged", "--lang", "en"];
    let done = shell(here.path(), "ulimit -f 16;", &words).output().unwrap();
    assert_eq!(code(&done), 1, "{}", err(&done));
    assert!(err(&done).contains("larger than is allowed") && !err(&done).contains("shard"), "{}", err(&done));
    assert_eq!(entries(&here.path().join("merged")), Vec::<PathBuf>::new());
    assert_eq!(code(&tidui(here.path(), &words)), 0);
}

#[test]
fn two_that_do_the_same_at_the_same_time_are_both_answered_whole() {
    let here = folder();
    let words = ["run", SMALL, "--replicates", "600", "--no-charts", "--quiet", "--json"];
    let start = |more: &[&str]| command(here.path()).args(words).args(more).stdout(Stdio::piped()).spawn().unwrap();
    let both = [start(&["--keep-replicates"]), start(&[])];
    let [kept, plain] = both.map(|child| child.wait_with_output().unwrap());
    let answers = [&kept, &plain].map(|done| {
        assert_eq!(code(done), 0);
        let run = here.path().join(parsed(done)["run"].as_str().unwrap_or_default());
        assert!(fs::metadata(run.join("report.json")).is_ok(), "{}", run.display());
        let sound = tidui(here.path(), &["verify", &run.to_string_lossy(), "--files-only"]);
        assert_eq!(code(&sound), 0, "{}", err(&sound));
        run
    });
    assert!(answers[0].join("replicates.parquet").is_file());
    assert_eq!(parsed(&kept)["targets"], parsed(&plain)["targets"]);
    assert!(entries(&here.path().join("output")).iter().all(|path| path.join("manifest.json").is_file()));
}
