//! Shards of runs, studies and sweeps, in processes of their own, and what they come to: byte for byte what one process makes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use serde_json::Value;

use crate::command::{SMALL, code, entries, err, folder, out, parsed, tidui};

fn done(here: &Path, arguments: &[&str]) -> Value {
    let done = tidui(here, &[arguments, &["--json", "--quiet", "--lang", "en"]].concat());
    assert_eq!(code(&done), 0, "{arguments:?}: {}{}", out(&done), err(&done));
    parsed(&done)
}

fn refused(here: &Path, arguments: &[&str]) -> String {
    let done = tidui(here, &[arguments, &["--quiet", "--lang", "en"]].concat());
    assert_eq!(code(&done), 2, "{arguments:?}: {}{}", out(&done), err(&done));
    err(&done)
}

/// Makes some shards and returns the folder that they are in.
fn shards(here: &Path, work: &[&str], numbers: &[u64], of: u64) -> PathBuf {
    let mut place = PathBuf::new();
    for number in numbers {
        let said = done(here, &[work, &["--shard", &format!("{number}/{of}")]].concat());
        place = here.join(said["shards"].as_str().unwrap());
    }
    place
}

/// Every file of a folder with its bytes, but for what may differ: the manifest, and workbooks, which tell when they were made.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for path in entries(&next) {
            let name = path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
            let other =
                ["manifest.json", "study.json", "sweep.json"].contains(&name.as_str()) || name.contains(".xlsx");
            if path.is_dir() {
                folders.push(path);
            } else if !other {
                files.push((name, fs::read(&path).unwrap()));
            }
        }
    }
    files.sort();
    files
}

/// What differs between two folders, by name.
fn differing(one: &Path, other: &Path) -> Vec<String> {
    let (one, other) = (files(one), files(other));
    assert!(one.len() > 2);
    let names = |files: &[(String, Vec<u8>)]| files.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&one), names(&other));
    one.into_iter().zip(other).filter(|(one, other)| one != other).map(|((name, _), _)| name).collect()
}

fn made(here: &Path, said: &Value) -> PathBuf {
    here.join(said["run"].as_str().or(said["folder"].as_str()).unwrap())
}

fn merged(here: &Path, place: &Path) -> PathBuf {
    made(here, &done(here, &["merge", place.to_str().unwrap(), "--output", "merged"]))
}

#[test]
fn shards_of_a_run_are_the_run_whatever_their_number_and_order() {
    let here = folder();
    let here = here.path();
    let run = ["run", SMALL, "--replicates", "1000", "--keep-replicates", "--no-charts"];
    let whole = made(here, &done(here, &run));
    for (of, order) in [(1, vec![1]), (3, vec![3, 1, 2]), (20, (1..=20).collect())] {
        let output = format!("of-{of}");
        let sharded = [&run[..], &["--output", &output]].concat();
        let place = shards(here, &sharded, &order, of);
        let folder = made(here, &done(here, &["merge", place.to_str().unwrap(), "--output", &format!("merged-{of}")]));
        assert_eq!(differing(&whole, &folder), Vec::<String>::new(), "{of}");
        assert!(folder.join("replicates.parquet").is_file() && folder.join("replicates.csv").is_file());
        // The folder is one like any other.
        let name = folder.to_str().unwrap();
        assert_eq!(done(here, &["verify", name, "--threads", "1"])["verdict"], "same");
    }
}

#[test]
fn what_is_missing_there_twice_altered_or_of_something_else_is_refused_with_its_name() {
    let here = folder();
    let here = here.path();
    let run = ["run", SMALL, "--replicates", "1000", "--no-charts"];
    let place = shards(here, &run, &[1, 2, 4, 6], 7);
    let name = place.to_str().unwrap();
    let told = refused(here, &["merge", name]);
    assert!(told.contains("3 of 7 shards are missing: 3, 5, 7") && told.contains("--shard 3/7"), "{told}");
    assert!(!here.join("output").join(place.file_stem().unwrap()).exists());
    shards(here, &run, &[3, 5, 7], 7);
    let copy = |from: &str, to: &str| {
        fs::create_dir(place.join(to)).unwrap();
        for file in entries(&place.join(from)) {
            fs::copy(&file, place.join(to).join(file.file_name().unwrap())).unwrap();
        }
    };
    copy("2-of-7", "2-of-7-2");
    let told = refused(here, &["merge", name]);
    assert!(told.contains("there twice: 2-of-7-2"), "{told}");
    fs::remove_dir_all(place.join("2-of-7-2")).unwrap();
    // One byte of what was counted.
    let counted = place.join("5-of-7/counted.bin");
    let was = fs::read(&counted).unwrap();
    let mut bytes = was.clone();
    *bytes.last_mut().unwrap() ^= 1;
    fs::write(&counted, &bytes).unwrap();
    let told = refused(here, &["merge", name]);
    assert!(told.contains("counted.bin") && told.contains("5-of-7"), "{told}");
    fs::write(&counted, &was).unwrap();
    // Another engine, and other results.
    for (field, other) in [("engine", Value::from("0123456789abcdef")), ("results_version", Value::from(1))] {
        let manifest = place.join("6-of-7/shard.json");
        let was = fs::read(&manifest).unwrap();
        let mut told: Value = serde_json::from_slice(&was).unwrap();
        told[field] = other;
        fs::write(&manifest, told.to_string()).unwrap();
        let told = refused(here, &["merge", name]);
        assert!(told.contains("another source of the engine") && told.contains("6-of-7"), "{told}");
        fs::write(&manifest, was).unwrap();
    }
    // Of another seed, and cut otherwise.
    let others = shards(here, &[&run[..], &["--seed", "9"]].concat(), &[1], 7);
    let told = refused(here, &["merge", name, others.to_str().unwrap()]);
    assert!(told.contains("no pieces of what") && told.contains("1-of-7"), "{told}");
    assert!(refused(here, &["merge", "output"]).contains("no shard"));
    let folder = merged(here, &place);
    assert_eq!(differing(&made(here, &done(here, &[&run[..], &["--output", "whole"]].concat())), &folder), [""; 0]);
}

/// Pieces are told as what they are, and those that keep every replicate do not go with those that do not.
#[test]
fn pieces_are_told_as_pieces_and_keep_replicates_all_or_none() {
    let here = folder();
    let here = here.path();
    let run = ["run", SMALL, "--replicates", "1000", "--no-charts"];
    let place = shards(here, &run, &[1], 2);
    shards(here, &[&run[..], &["--keep-replicates"]].concat(), &[2], 2);
    let told = refused(here, &["merge", place.to_str().unwrap()]);
    assert!(told.contains("not in 1-of-2"), "{told}");
    for what in [place.clone(), place.join("2-of-2")] {
        for command in ["verify", "runs", "archive"] {
            let told = refused(here, &[command, what.to_str().unwrap()]);
            assert!(told.contains("pieces of") && told.contains("tidui merge"), "{command}: {told}");
        }
    }
}

#[test]
fn a_shard_that_is_there_is_found_and_one_that_was_altered_is_made_again() {
    let here = folder();
    let here = here.path();
    let work = ["run", SMALL, "--replicates", "400", "--shard", "2/2", "--no-charts"];
    let first = done(here, &work);
    assert_eq!((&first["recognised"], &first["there"]), (&false.into(), &1.into()));
    assert_eq!(done(here, &work)["recognised"], true);
    // What others left is not looked into: it is for whoever merges.
    let other = here.join(first["shards"].as_str().unwrap()).join("1-of-2");
    fs::create_dir(&other).unwrap();
    fs::write(other.join("shard.json"), "no manifest").unwrap();
    let known = done(here, &work);
    assert_eq!((&known["recognised"], &known["there"]), (&true.into(), &2.into()));
    // With rows it is another shard.
    let rows = done(here, &[&work[..], &["--keep-replicates"]].concat());
    assert_eq!(rows["recognised"], false);
    fs::write(here.join(rows["folder"].as_str().unwrap()).join("rows.bin"), "x").unwrap();
    assert_eq!(done(here, &[&work[..], &["--keep-replicates"]].concat())["recognised"], false);
}

#[test]
fn a_plan_that_has_changed_since_is_not_merged() {
    let here = folder();
    let here = here.path();
    let text = "format = 2\nextends = 'xiqing-2021'\n[scenario]\nid = 'mine'\ntitle = { zh = '我的', en = 'Mine' }\n";
    fs::write(here.join("mine.toml"), text).unwrap();
    let place = shards(here, &["run", "mine.toml", "--replicates", "200"], &[1, 2], 2);
    fs::write(here.join("mine.toml"), format!("{text}[fund.special]\nappropriation = {{ times = 0.5 }}\n")).unwrap();
    let told = refused(here, &["merge", place.to_str().unwrap()]);
    assert!(told.contains("have changed since the shards were made"), "{told}");
}

#[test]
fn what_cannot_be_cut_is_refused_before_it_runs() {
    let here = folder();
    let here = here.path();
    let told = refused(here, &["run", SMALL, "--precision", "0.1", "--shard", "1/2"]);
    assert!(told.contains("--replicates"), "{told}");
    for question in [["require", "--target", "backbone"], ["allocate", "--total", "2000000"]] {
        let told = refused(here, &[question[0], SMALL, question[1], question[2], "--shard", "1/2"]);
        assert!(told.contains("one after another"), "{told}");
    }
    for wrong in ["0/2", "3/2", "1", "1/0"] {
        assert_eq!(code(&tidui(here, &["run", SMALL, "--shard", wrong])), 2, "{wrong}");
    }
    assert!(entries(here).is_empty());
}

/// Every question that can be shared, with as many rounds as it takes; between them the shards have run all that is more than
/// little.
#[test]
fn shards_of_a_study_are_the_study_in_as_many_rounds_as_it_takes() {
    let money = ["--set", "fund.special.appropriation=100000"];
    let questions: [(&[&str], &str); 5] = [
        (&["compare", SMALL, SMALL, money[0], money[1]], "6000"),
        (&["frontier", SMALL, "--vary", "special=0.5..1.5", "--points", "5"], "2000"),
        (&["sensitivity", SMALL, "--best", "2", "--target", "backbone"], "4000"),
        (&["layers", SMALL, "--chance", "4", "--target", "backbone"], "8000"),
        (&["discover", SMALL, "--dimensions", "2", "--target", "backbone"], "8000"),
    ];
    for (question, replicates) in questions {
        let here = folder();
        let here = here.path();
        let question = [question, &["--replicates", replicates, "--no-charts"]].concat();
        let whole = made(here, &done(here, &question));
        let sharded = [&question[..], &["--output", "pieces"]].concat();
        let mut place = PathBuf::new();
        let mut rounds = 0;
        loop {
            let said: Vec<Value> = [2, 1, 3]
                .map(|number| done(here, &[&sharded[..], &["--shard", &format!("{number}/3")]].concat()))
                .to_vec();
            place = said[0]["shards"].as_str().map_or(place, |shards| here.join(shards));
            if said.iter().any(|one| one["nothing_left"] == true) {
                assert!(said.iter().all(|one| one["nothing_left"] == true));
                break;
            }
            rounds += 1;
            let own: u64 = said.iter().map(|one| one["own"].as_u64().unwrap()).sum();
            assert_eq!(own, said[0]["of"].as_u64().unwrap(), "{question:?}");
            assert!(said.iter().all(|one| one["own"].as_u64().unwrap() * 5 > own), "{question:?} {said:?}");
            assert!(rounds < 9, "{question:?}");
        }
        assert!(rounds > 0, "{question:?}");
        assert_eq!(differing(&whole, &merged(here, &place)), [""; 0], "{question:?}");
    }
}

/// A study is merged after its first round: what no round has run, whoever merges runs, and says so.
#[test]
fn a_study_is_merged_before_all_rounds_are_shared() {
    let here = folder();
    let here = here.path();
    let question = ["sensitivity", SMALL, "--best", "2", "--target", "backbone", "--replicates", "3000", "--no-charts"];
    let whole = made(here, &done(here, &question));
    let place = shards(here, &[&question[..], &["--output", "pieces"]].concat(), &[1, 2], 2);
    let told = tidui(here, &["merge", place.to_str().unwrap(), "--output", "merged", "--lang", "en"]);
    assert_eq!(code(&told), 0, "{}", err(&told));
    assert!([out(&told), err(&told)].concat().contains("were run here"), "{}{}", out(&told), err(&told));
    let folder = entries(&here.join("merged")).into_iter().find(|one| one.join("study.json").is_file()).unwrap();
    assert_eq!(differing(&whole, &folder), [""; 0]);
}

/// A design with as many kinds of rows as there are.
fn design(here: &Path) -> &'static str {
    let small = SMALL;
    let text = format!(
        "name,scenario,seed,replicates,fund.special.appropriation,run.chance_replicates\n\
         as it is,{small},,,,\nseed,{small},7,80,,\nless,{small},,,50000,\nonce,{small},,120,,1\n\
         wrong,{small},,,much,\nno file,nowhere.toml,,,,\nlean,lean,,40,,\nlast,{small},3,,0,\n"
    );
    fs::write(here.join("design.csv"), text).unwrap();
    "design.csv"
}

fn column(folder: &Path, table: &str, name: &str) -> Vec<String> {
    use tidui::tables::parquet_cells;
    let cells = parquet_cells(&folder.join(format!("tables/{table}.parquet"))).unwrap();
    let at = cells[0].iter().position(|one| one == name).unwrap_or_else(|| panic!("{name} in {:?}", cells[0]));
    cells.iter().skip(1).map(|row| row[at].clone()).collect()
}

#[test]
fn a_sweep_says_of_each_row_what_its_run_says() {
    let here = folder();
    let here = here.path();
    let said =
        done(here, &["sweep", design(here), "--replicates", "200", "--table", "targets", "--table", "money_plan"]);
    assert_eq!((&said["rows"], &said["refused"], &said["left_out"]), (&8.into(), &2.into(), &0.into()));
    assert_eq!((&said["not_run"][0]["row"], &said["not_run"][1]["row"]), (&5.into(), &6.into()));
    let sweep = here.join(said["folder"].as_str().unwrap());
    let status = column(&sweep, "rows", "status");
    assert_eq!(status, ["run", "run", "run", "run", "refused", "refused", "run", "run"]);
    assert_eq!(column(&sweep, "rows", "replicates"), ["200", "80", "200", "120", "", "", "40", "200"]);
    assert!(column(&sweep, "rows", "why_en")[5].contains("nowhere.toml"));
    // Row by row the tables of a run of its own.
    let own: [&[&str]; 6] = [
        &[SMALL, "--replicates", "200"],
        &[SMALL, "--replicates", "80", "--seed", "7"],
        &[SMALL, "--replicates", "200", "--set", "fund.special.appropriation=50000"],
        &[SMALL, "--replicates", "120", "--set", "run.chance_replicates=1"],
        &["lean", "--replicates", "40"],
        &[SMALL, "--replicates", "200", "--seed", "3", "--set", "fund.special.appropriation=0"],
    ];
    let rows = column(&sweep, "targets", "row");
    for (row, run) in ["1", "2", "3", "4", "7", "8"].into_iter().zip(own) {
        let alone = made(here, &done(here, &[&["run"], run, &["--no-charts"]].concat()));
        for (table, name) in [("targets", "probability"), ("targets", "mean"), ("money_plan", "p95")] {
            let numbers = column(&sweep, table, "row");
            let found: Vec<String> = column(&sweep, table, name)
                .into_iter()
                .zip(&numbers)
                .filter(|(_, of)| *of == row)
                .map(|(value, _)| value)
                .collect();
            assert!(!found.is_empty() || table == "money_plan");
            assert_eq!(found, column(&alone, table, name), "{row} {table} {name}");
        }
    }
    assert!(!rows.contains(&"5".to_owned()));
    assert_eq!(
        done(here, &["sweep", "design.csv", "--replicates", "200", "--table", "money_plan", "--table", "targets"])["recognised"],
        true
    );
}

#[test]
fn shards_of_a_sweep_are_the_sweep_and_threads_change_nothing() {
    let here = folder();
    let here = here.path();
    let sweep = ["sweep", design(here), "--replicates", "100"];
    let whole = made(here, &done(here, &[&sweep[..], &["--threads", "1"]].concat()));
    let again = made(here, &done(here, &[&sweep[..], &["--threads", "3", "--output", "again"]].concat()));
    assert_eq!(differing(&whole, &again), [""; 0]);
    for (of, order) in [(2, vec![2, 1]), (8, (1..=8).rev().collect()), (11, (1..=11).collect::<Vec<u64>>())] {
        // A shard of refused rows alone says nothing that could be merged: it is refused like a design of which no row runs.
        let place = &format!("of-{of}");
        let mut found = PathBuf::new();
        for number in &order {
            let shard = format!("{number}/{of}");
            let told = done(here, &[&sweep[..], &["--shard", &shard, "--output", place]].concat());
            found = here.join(told["shards"].as_str().unwrap());
        }
        let folder = made(here, &done(here, &["merge", found.to_str().unwrap(), "--output", &format!("merged-{of}")]));
        assert_eq!(differing(&whole, &folder), [""; 0], "{of}");
    }
}

#[test]
fn rows_that_are_left_out_are_told_and_the_others_are_as_they_were() {
    let here = folder();
    let here = here.path();
    let sweep = ["sweep", design(here), "--replicates", "100"];
    let whole = made(here, &done(here, &sweep));
    let pieces = [&sweep[..], &["--output", "pieces"]].concat();
    let place = shards(here, &pieces, &[1], 2);
    shards(here, &[&pieces[..], &["--leave-out", "7", "--leave-out", "1"]].concat(), &[2], 2);
    let said = done(here, &["merge", place.to_str().unwrap(), "--output", "merged"]);
    assert_eq!((&said["left_out"], &said["refused"]), (&1.into(), &2.into()));
    assert_eq!(said["recognised"], false);
    let folder = made(here, &said);
    assert_eq!(column(&folder, "rows", "status")[6], "left-out");
    // It is known again by what was left out, and no other sweep is taken for it.
    let known = |words: &[&str]| done(here, words)["recognised"].clone();
    assert_eq!(known(&["merge", place.to_str().unwrap(), "--output", "merged"]), true);
    let into = [&sweep[..], &["--output", "merged"]].concat();
    assert_eq!(known(&[&into[..], &["--leave-out", "7"]].concat()), true);
    assert_eq!(known(&into), false);
    // A shard that leaves out another row is another shard.
    assert_eq!(known(&[&pieces[..], &["--leave-out", "7", "--shard", "2/2"]].concat()), true);
    assert_eq!(known(&[&pieces[..], &["--shard", "2/2"]].concat()), false);
    assert!(refused(here, &[&sweep[..], &["--leave-out", "9"]].concat()).contains("9 (it has 1 to 8)"));
    let (before, after) = (column(&whole, "targets", "row"), column(&folder, "targets", "row"));
    assert_eq!(before.into_iter().filter(|row| row != "7").collect::<Vec<_>>(), after);
}

/// The folder of a sweep is listed, verified and archived like any other, and shards are listed until they are deleted.
#[test]
fn a_sweep_is_listed_verified_and_archived() {
    let here = folder();
    let here = here.path();
    let sweep = ["sweep", design(here), "--replicates", "100", "--leave-out", "2"];
    let swept = made(here, &done(here, &sweep));
    let name = swept.file_name().unwrap().to_str().unwrap().to_owned();
    let place = shards(here, &sweep, &[2], 3);
    let listed = done(here, &["runs"]);
    let own = &listed["sweeps"][0];
    assert_eq!((&own["name"], &own["rows"], &own["refused"]), (&name.clone().into(), &8.into(), &2.into()));
    assert_eq!((&own["left_out"], &own["state"]), (&1.into(), &"whole".into()));
    let pieces = &listed["shards"][0];
    assert_eq!((&pieces["there"], &pieces["of"], &pieces["merged"]), (&1.into(), &3.into(), &true.into()));
    assert!(place.ends_with(format!("{name}.shards")));
    let verified = |what: &str| {
        let verified = tidui(here, &["verify", what, "--json", "--quiet"]);
        (parsed(&verified), code(&verified))
    };
    let (told, _) = verified(&name);
    assert_eq!((&told["verdict"], &told["kind"], &told["again"]["rows"]), (&"same".into(), &"sweep".into(), &8.into()));
    let packed = done(here, &["archive", &name]);
    let archive = packed["archive"].as_str().unwrap();
    assert_eq!((&verified(archive).0["verdict"], &packed["kind"]), (&"same".into(), &"sweep".into()));
    // What no run is cannot be replayed, and is told as what it is.
    assert!(refused(here, &["replay", &name, "--replicate", "1"]).contains("folder of a sweep"));
    // A number that somebody altered together with its hash is found by running again.
    let manifest = swept.join("sweep.json");
    let was = fs::read_to_string(&manifest).unwrap();
    fs::write(&manifest, was.replace("\"refused\": 2", "\"refused\": 1")).unwrap();
    let (told, code) = verified(&name);
    assert_eq!((&told["verdict"], &told["fields"][0]["path"], code), (&"different".into(), &"refused".into(), 3));
    fs::write(&manifest, was).unwrap();
    // A scenario that is not what it was cannot be run again.
    let text = "format = 2\nextends = 'lean'\n[scenario]\nid = 'mine'\ntitle = { zh = '我的', en = 'Mine' }\n";
    fs::write(here.join("mine.toml"), text).unwrap();
    fs::write(here.join("own.csv"), "scenario\nmine.toml\n").unwrap();
    let own = made(here, &done(here, &["sweep", "own.csv", "--replicates", "40"]));
    let own = own.to_str().unwrap();
    assert_eq!(verified(own).0["verdict"], "same");
    fs::write(here.join("mine.toml"), text.replace("lean", "xiqing-2021")).unwrap();
    let (told, code) = verified(own);
    assert_eq!((&told["verdict"], &told["again"]["what"], code), (&"as-listed".into(), &"elsewhere".into(), 0));
}

/// What a workbook or a Parquet file holds that is no text and no number is told, with where it stands.
#[test]
fn cells_that_hold_nothing_readable_are_refused() {
    use rust_xlsxwriter::{Formula, Workbook};

    let here = folder();
    let here = here.path();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, heading) in ["scenario", "fund.special.appropriation"].into_iter().enumerate() {
        sheet.write(0, column as u16, heading).unwrap();
    }
    sheet.write(1, 0, SMALL).unwrap();
    sheet.write_formula(1, 1, Formula::new("=VLOOKUP(1,A1:B1,2)").set_result("#N/A")).unwrap();
    book.save(here.join("wrong.xlsx")).unwrap();
    let told = refused(here, &["sweep", "wrong.xlsx"]);
    assert!(told.contains("B2") || told.contains("2:2"), "{told}");
    for (file, kind) in [("decimal", "Decimal"), ("date", "Date"), ("categorical", "Dictionary")] {
        let path = format!("{}/tests/it/parquet/{file}.parquet", env!("CARGO_MANIFEST_DIR"));
        let told = refused(here, &["sweep", &path]);
        assert!(told.contains(kind) && told.contains("Cast it"), "{file}: {told}");
    }
}

/// Wherever a command stands that names the same files, it means the same sweep, and its shards go together; `merge` finds the
/// plan where it was.
#[test]
fn shards_made_from_other_folders_go_together() {
    let here = folder();
    let here = here.path();
    let text = "format = 2\nextends = 'lean'\n[scenario]\nid = 'mine'\ntitle = { zh = '我的', en = 'Mine' }\n";
    fs::write(here.join("mine.toml"), text).unwrap();
    fs::write(here.join("own.csv"), "scenario,seed\nmine.toml,1\nmine.toml,2\n").unwrap();
    fs::create_dir(here.join("below")).unwrap();
    let output = here.join("output");
    let output = output.to_str().unwrap();
    let own = here.join("own.csv");
    let sweep = ["--replicates", "40", "--output", output, "--shard"];
    done(here, &[&["sweep", "own.csv"], &sweep[..], &["1/2"]].concat());
    let second = done(&here.join("below"), &[&["sweep", own.to_str().unwrap()], &sweep[..], &["2/2"]].concat());
    assert_eq!(second["there"], 2);
    let below = here.join("below");
    let merged = done(&below, &["merge", second["shards"].as_str().unwrap(), "--output", "merged"]);
    assert_eq!(merged["rows"], 2);
    // A run likewise, by the name that its plan had where the shards were made.
    let run = ["run", "mine.toml", "--replicates", "200", "--no-charts", "--output", output, "--shard"];
    done(here, &[&run[..], &["1/2"]].concat());
    let second = done(here, &[&run[..], &["2/2"]].concat());
    let merged = done(&below, &["merge", second["shards"].as_str().unwrap(), "--output", "merged"]);
    assert_eq!(merged["replicates"], 200);
    // Whoever writes the ending means a file, and not the bundled plan of that name.
    let told = refused(here, &["run", "lean.toml", "--replicates", "40"]);
    assert!(told.contains("lean.toml") && told.contains("did you mean"), "{told}");
}

/// A study of which nothing is worth sharing has shards all the same, so that what merges them finds them; and whoever left
/// people out of one piece leaves them out of all.
#[test]
fn small_studies_and_left_out_rosters_are_merged() {
    let here = folder();
    let here = here.path();
    let study = ["layers", "markov-closed", "--replicates", "256", "--no-charts"];
    let place = shards(here, &study, &[1, 2], 2);
    let folder = made(here, &done(here, &["merge", place.to_str().unwrap(), "--output", "merged"]));
    assert_eq!(differing(&made(here, &done(here, &study)), &folder), [""; 0]);
    let run = ["run", "county", "--replicates", "160", "--no-charts"];
    shards(here, &run, &[1], 2);
    let place = shards(here, &[&run[..], &["--without-roster"]].concat(), &[2], 2);
    let folder = merged(here, &place);
    assert!(!folder.join("scenario/roster-county.csv").exists() && folder.join("scenario/scenario.toml").exists());
}

/// What is said beside the design and every row says by itself has no effect, and is refused.
#[test]
fn options_of_no_effect_are_refused() {
    let here = folder();
    let here = here.path();
    fs::write(here.join("all.csv"), format!("scenario,seed,replicates\n{SMALL},1,40\n")).unwrap();
    for (option, value) in [("--scenario", "lean"), ("--seed", "1"), ("--replicates", "40")] {
        let told = refused(here, &["sweep", "all.csv", option, value]);
        assert!(told.contains(option) && told.contains("no effect"), "{told}");
    }
    assert!(refused(here, &["sweep", "all.csv", "--leave-out", "1"]).contains("left out"));
    fs::write(here.join("seed.csv"), format!("scenario,seed\n{SMALL},18446744073709551615\n")).unwrap();
    assert!(refused(here, &["sweep", "seed.csv"]).contains("9223372036854775807"));
}

#[test]
fn a_design_that_cannot_be_understood_is_refused_with_all_that_is_wrong() {
    let here = folder();
    let here = here.path();
    let text = "nam,scenario,scenario,seed,replicates\nx,lean,,-1,1\n";
    fs::write(here.join("wrong.csv"), text).unwrap();
    let told = refused(here, &["sweep", "wrong.csv"]);
    for part in ["wrong.csv:1:1", "did you mean name?", "scenario is there twice", "wrong.csv:2:9", "-1", "from 2 to"] {
        assert!(told.contains(part), "{part} in {told}");
    }
    fs::write(here.join("empty.csv"), "name,scenario\n").unwrap();
    assert!(refused(here, &["sweep", "empty.csv"]).contains("no rows"));
    fs::write(here.join("none.csv"), "name\nx\n").unwrap();
    assert!(refused(here, &["sweep", "none.csv"]).contains("--scenario"));
    assert!(refused(here, &["sweep", "none.csv", "--scenario", "leen"]).contains("leen"));
    assert!(refused(here, &["sweep", "none.csv", "--scenario", "lean", "--table", "target"]).contains("targets"));
    let done: Output = tidui(here, &["sweep", "missing.csv"]);
    assert_eq!(code(&done), 2);
    assert_eq!(entries(here).len(), 3);
}
