//! The program itself under absurd words, surroundings and interruptions: it ends with a code that is documented, says
//! what was wrong, and leaves nothing half done.

use std::ffi::OsString;
use std::fs;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use rand::RngExt;
use tidui::words::{lines, one_line};

use super::{cases, mutate, scenarios::sound};
use crate::command::{SMALL, code, entries, err, folder, out};
use crate::common::{Dice, Roll};

fn tidui(here: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tidui"));
    command.current_dir(here).env_remove("RUST_BACKTRACE").stdin(Stdio::null());
    command
}

/// Whether a process ended as it may: never by a signal, a panic or a code that stands in no document.
fn ended_well(done: &Output, what: &str) {
    let told = err(done);
    assert!([0, 1, 2, 3].contains(&code(done)), "{what}: {}\n{told}", code(done));
    assert!(!told.contains("panicked") && !told.contains("Sorry"), "{what}: {told}");
    for text in [out(done), told] {
        assert_eq!(lines(&text.replace("\u{1b}[", "")), text.replace("\u{1b}[", ""), "{what}");
    }
}

/// Waits for a process to end as it may, and no longer than `most`; whether it came to an end other than a refusal.
fn patiently(command: &mut Command, what: &str, most: Duration) -> bool {
    let files = [tempfile::tempfile().unwrap(), tempfile::tempfile().unwrap()];
    let [out, err] = files.each_ref().map(|file| file.try_clone().unwrap());
    let mut child = command.stdout(out).stderr(err).spawn().unwrap();
    let began = Instant::now();
    while began.elapsed() < most {
        if let Some(status) = child.try_wait().unwrap() {
            let [stdout, stderr] = files.map(|mut file| {
                let mut bytes = Vec::new();
                file.seek(SeekFrom::Start(0)).unwrap();
                file.read_to_end(&mut bytes).unwrap();
                bytes
            });
            ended_well(&Output { status, stdout, stderr }, what);
            return status.success();
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    true
}

fn argument(dice: &mut Dice) -> OsString {
    const WORDS: [&str; 28] = [
        "run",
        "check",
        "compare",
        "verify",
        "replay",
        "runs",
        "report",
        "plan.toml",
        "lean",
        "--set",
        "tier.teacher.stock=1e308",
        "a=",
        "=1",
        "a.a.a=1",
        "--replicates",
        "0",
        "1000000000000000000",
        "-1",
        "--threads",
        "1000000",
        "--seed",
        "--json",
        "--lang",
        "zh",
        "",
        "\u{1b}]0;x\u{7}",
        "\u{202e}",
        "\n",
    ];
    #[cfg(unix)]
    if dice.one_in(12) {
        use std::os::unix::ffi::OsStringExt as _;
        return OsString::from_vec(vec![b'a', 0xb7, 0xbd, 0xff]);
    }
    OsString::from(*dice.choose(&WORDS))
}

#[test]
fn absurd_command_lines_end_with_a_sentence() {
    let here = folder();
    cases("command lines", |dice| {
        let begun: [&[&str]; 6] =
            [&["check", SMALL], &["check", SMALL], &["example", "list"], &["schema"], &["runs"], &[]];
        let words: Vec<OsString> = (0..dice.below(4)).map(|_| argument(dice)).collect();
        let mut command = tidui(here.path());
        command.args(*dice.choose(&begun)).args(&words).args(["--output", "out"].iter().take(dice.below(8) / 7 * 2));
        for (name, values) in [
            ("COLUMNS", ["0", "1", "1000000", "x"]),
            ("TERM", ["", "dumb", "xterm", "\u{1b}"]),
            ("HOME", ["", "/nowhere", "/", "."]),
            ("LANG", ["", "zh_CN.GBK", "C", "\u{ff}"]),
            ("CLICOLOR_FORCE", ["0", "1", "", "1"]),
        ] {
            if dice.one_in(3) {
                command.env_remove(name);
            } else {
                command.env(name, *dice.choose(&values));
            }
        }
        // A run that is asked for by chance is not waited for.
        patiently(&mut command, &format!("{words:?}"), Duration::from_secs(2))
    });
}

#[test]
fn changed_files_end_with_a_sentence() {
    let here = folder();
    cases("files", |dice| {
        let names: Vec<&String> = sound().keys().filter(|name| crate::common::is_a("toml", name)).collect();
        let victim = (*dice.choose(&names)).clone();
        for (name, text) in sound() {
            let text = if *name == victim { mutate::scenario(text, dice) } else { text.clone() };
            let mut bytes = text.into_bytes();
            if *name == victim && dice.one_in(6) && !bytes.is_empty() {
                let at = dice.below(bytes.len());
                bytes[at] = dice.random();
            }
            fs::write(here.path().join(name), bytes).unwrap();
        }
        let json = ["--json"].into_iter().take(dice.below(2));
        let done = tidui(here.path()).args(["check", &victim]).args(json).output().unwrap();
        ended_well(&done, &victim);
        if code(&done) != 0 {
            return false;
        }
        // All that a run writes: tables, reports, workbooks, and charts now and then.
        let mut run = tidui(here.path());
        run.args(["run", &victim, "--replicates", "4", "--output", "out", "--quiet", "--again"]);
        run.args(["--no-charts"].into_iter().take(dice.below(2)));
        patiently(&mut run, &victim, Duration::from_secs(40));
        let _ = fs::remove_dir_all(here.path().join("out"));
        true
    });
}

/// Killed at any moment, a run leaves a whole folder or none, and the next one finds its way.
#[test]
fn killed_runs_leave_whole_folders_or_none() {
    let here = folder();
    let output = here.path().join("out");
    let run = |replicates: &str| {
        let mut command = tidui(here.path());
        command.args(["run", SMALL, "--quiet", "--no-charts", "--replicates", replicates, "--output", "out"]);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        command
    };
    cases("killed runs", |dice| {
        let replicates = (200 + dice.below(5) * 100).to_string();
        let mut child = run(&replicates).arg("--again").spawn().unwrap();
        std::thread::sleep(Duration::from_millis(dice.below(400) as u64));
        child.kill().unwrap();
        child.wait().unwrap();
        for path in entries(&output)
            .iter()
            .filter(|path| !one_line(&path.file_name().unwrap().to_string_lossy()).starts_with('.'))
        {
            let verified = tidui(here.path()).arg("verify").arg(path).arg("--files-only").output().unwrap();
            assert_eq!(code(&verified), 0, "{path:?}: {}{}", out(&verified), err(&verified));
        }
        assert!(run(&replicates).status().unwrap().success());
        true
    });
}

#[cfg(unix)]
#[test]
fn a_file_whose_name_is_gbk_is_read() {
    use std::os::unix::ffi::OsStrExt as _;

    let here = folder();
    // "方案" in GBK.
    let name = std::ffi::OsStr::from_bytes(b"\xb7\xbd\xb0\xb8.toml");
    let text = fs::read_to_string(SMALL).unwrap().replace("schools.csv", "名单.csv");
    fs::write(here.path().join(name), text).unwrap();
    fs::copy(Path::new(SMALL).with_file_name("schools.csv"), here.path().join("名单.csv")).unwrap();
    let done = tidui(here.path()).arg("check").arg(name).args(["--lang", "en"]).output().unwrap();
    assert_eq!(code(&done), 0, "{}", err(&done));
    assert!(out(&done).contains("\\xb7\\xbd\\xb0\\xb8.toml"), "{}", out(&done));
    let done = tidui(here.path()).arg("run").arg(name).args(["--replicates", "20", "--no-charts"]).output().unwrap();
    assert_eq!(code(&done), 0, "{}", err(&done));
    // What is no file is told in the language of the person.
    let done = tidui(here.path()).args(["check", SMALL, "--set"]).arg(name).output().unwrap();
    assert_eq!(code(&done), 2);
    assert!(err(&done).contains("the command line has text that is not UTF-8"), "{}", err(&done));
    // A name that is nowhere.
    let done = tidui(here.path()).arg("check").arg(std::ffi::OsStr::from_bytes(b"pl\xffan.toml")).output().unwrap();
    assert_eq!(code(&done), 2, "{}", err(&done));
    assert!(err(&done).contains("pl\\xffan.toml"), "{}", err(&done));
}
