//! Students and payments of past years, read off without any roster.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const PLAN: &str = include_str!("../../benches/fit-counts.toml");

fn tidui(folder: &Path, words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tidui")).args(words).current_dir(folder).output().unwrap()
}

/// What was read off stands in a scenario over the plan, which lies beside it and is named so; and it runs.
#[test]
fn students_and_payments_are_read_off_without_rosters() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("plan.toml", PLAN);
    write("students.csv", "phase,year,students\nprimary,2018,1000\nprimary,2019,1020\nprimary,2020,1060\n");
    write("paid.csv", "line,year,units,yuan\ncourses,2019,40,48000\ncourses,2020,50,62000\n");
    let done = tidui(
        folder.path(),
        &[
            "fit",
            "plan.toml",
            "--students",
            "students.csv",
            "--spending",
            "paid.csv",
            "-o",
            "fitted.toml",
            "--lang",
            "en",
        ],
    );
    let told = String::from_utf8(done.stdout).unwrap();
    assert!(done.status.success() && told.contains("110,000 yuan for 90"), "{told}");
    let text = fs::read_to_string(folder.path().join("fitted.toml")).unwrap();
    assert!(text.contains("extends = \"plan.toml\""), "{text}");
    for path in ["[phase.primary]\ngrowth = {", "growth_noise = {", "[programme.a.unit_cost]\namount = {"] {
        assert!(text.contains(path), "{path}: {text}");
    }
    assert!(tidui(folder.path(), &["check", "fitted.toml"]).status.success());
    // The page says how to make it again.
    let page = fs::read_to_string(folder.path().join("fitted.en.html")).unwrap();
    assert!(page.contains("--students students.csv --spending paid.csv"), "the command is not on the page");
    write("students.csv", "phase,year,students\nprimary,2018,1000\nprimry,2019,1020\n");
    let refused = tidui(folder.path(), &["fit", "plan.toml", "--students", "students.csv", "--lang", "en"]);
    let told = String::from_utf8(refused.stderr).unwrap();
    assert!(!refused.status.success() && told.contains("primry") && told.contains("primary"), "{told}");
}
