//! What was done before is known by all that made it, and only while it is what it was.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::command::{SMALL, code, entries, err, folder, out, parsed, tidui};

const RUN: [&str; 6] = ["run", SMALL, "--replicates", "40", "--no-charts", "--json"];
const ASK: [&str; 10] =
    ["frontier", SMALL, "--vary", "special=0.5..1.5", "--points", "2", "--replicates", "40", "--no-charts", "--json"];

/// Does something with a seed; its folder and what it printed.
fn done(here: &Path, words: &[&str], seed: &str, output: &str) -> (PathBuf, Value, String) {
    let all = [words, &["--seed", seed, "--output", output]].concat();
    let done = tidui(here, &all);
    assert_eq!(code(&done), 0, "{all:?}: {}{}", out(&done), err(&done));
    let object = parsed(&done);
    (here.join(object["run"].as_str().unwrap_or_default()), object, err(&done))
}

/// What an answer says, wherever it lies.
fn said(mut answer: Value) -> Value {
    answer["run"] = Value::Null;
    answer
}

fn edit(file: &Path, change: impl FnOnce(&mut Value)) {
    let mut object: Value = serde_json::from_slice(&fs::read(file).unwrap()).unwrap();
    change(&mut object);
    fs::write(file, object.to_string()).unwrap();
}

#[test]
fn a_folder_of_the_right_name_is_not_taken_for_what_it_is_not() {
    for words in [&RUN[..], &ASK] {
        let here = folder();
        let (one, _, _) = done(here.path(), words, "1", "output");
        // What seed 2 would be called, and says.
        let (other, right, _) = done(here.path(), words, "2", "elsewhere");
        let name = other.file_name().unwrap();
        assert_eq!(name.to_string_lossy().rsplit('-').next().map(str::len), Some(16), "{name:?}");
        fs::rename(&one, here.path().join("output").join(name)).unwrap();
        let (found, answer, _) = done(here.path(), words, "2", "output");
        assert_eq!(said(answer), said(right.clone()), "{words:?}");
        assert_ne!(found.file_name(), Some(name));
        // And that one is found from now on, past the other.
        let (again, answer, _) = done(here.path(), words, "2", "output");
        assert_eq!((again, said(answer)), (found, said(right)));
    }
}

#[test]
fn a_folder_that_was_altered_is_left_alone_and_said() {
    for (words, manifest) in [(&RUN[..], "manifest.json"), (&ASK[..], "study.json")] {
        let here = folder();
        let (first, right, _) = done(here.path(), words, "1", "output");
        let files: Vec<String> = {
            let text = fs::read_to_string(first.join(manifest)).unwrap();
            let object: Value = serde_json::from_str(&text).unwrap();
            object["files"].as_object().unwrap().keys().cloned().collect()
        };
        let any_table = files.iter().find(|file| file.ends_with(".parquet")).unwrap();
        for (number, file) in ["report.json", "report.en.txt", "report.zh.html", any_table].into_iter().enumerate() {
            // What is altered is the newest, which is what would be found.
            let newest = entries(&here.path().join("output"));
            let newest = newest.iter().filter(|path| path.join(manifest).is_file());
            let target = newest.max_by_key(|path| path.as_os_str().len()).unwrap().join(file);
            let mut bytes = fs::read(&target).unwrap();
            let middle = bytes.len() / 2;
            bytes[middle] ^= 1;
            fs::write(&target, &bytes).unwrap();
            let all = [words, &["--seed", "1"]].concat();
            let told = tidui(here.path(), &all.iter().filter(|word| **word != "--json").copied().collect::<Vec<_>>());
            assert_eq!(code(&told), 0, "{}", err(&told));
            assert!(err(&told).contains("is not what it was when the folder was written"), "{file}: {}", err(&told));
            assert_eq!(fs::read(&target).unwrap(), bytes, "{file} was touched");
            let (_, answer, _) = done(here.path(), words, "1", "output");
            assert_eq!(said(answer), said(right.clone()), "{file}");
            let folders = entries(&here.path().join("output"));
            let folders = folders.iter().filter(|path| path.join(manifest).is_file()).count();
            assert_eq!(folders, number + 2, "{file}");
        }
    }
}

#[test]
fn what_another_tidui_wrote_is_not_this_ones_answer() {
    for (words, manifest) in [(&RUN[..], "manifest.json"), (&ASK[..], "study.json")] {
        let here = folder();
        let (first, _, _) = done(here.path(), words, "1", "output");
        for (field, value) in [("commit", "0000000".into()), ("tidui", "9.9.9".into()), ("results_version", 1.into())] {
            let kept = fs::read(first.join(manifest)).unwrap();
            edit(&first.join(manifest), |told| told[field] = value);
            let (second, _, _) = done(here.path(), words, "1", "output");
            assert_ne!(first, second, "{field}");
            fs::remove_dir_all(&second).unwrap();
            fs::write(first.join(manifest), kept).unwrap();
        }
        assert_eq!(done(here.path(), words, "1", "output").0, first);
    }
}

#[test]
fn kept_replicates_answer_only_for_what_they_are() {
    let here = folder();
    let output = here.path().join("output");
    let (_, right, _) = done(here.path(), &ASK, "1", "output");
    let (_, other, _) = done(here.path(), &ASK, "2", "output");
    assert_ne!(right["tables"], other["tables"]);
    // Every key's folder takes the name of another.
    let version = entries(&output.join(".replicates")).remove(0);
    let keys = entries(&version);
    assert!(keys.len() >= 4, "{keys:?}");
    let aside: Vec<PathBuf> = keys.iter().map(|key| key.with_extension("aside")).collect();
    keys.iter().zip(&aside).for_each(|(key, aside)| fs::rename(key, aside).unwrap());
    keys.iter().zip(aside.iter().cycle().skip(1)).for_each(|(key, aside)| fs::rename(aside, key).unwrap());
    let (_, again, _) = done(here.path(), &[&ASK[..], &["--again"]].concat(), "1", "output");
    assert_eq!(again["tables"], right["tables"]);
}
