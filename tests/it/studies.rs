//! The funding questions as commands: what their folders hold, that nothing is exactly nothing, and that threads,
//! interruptions and repetition change no byte. What the answers are worth is proven where they are computed
//! (`src/study/tests`).

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::command::{SMALL, code, entries, err, folder, out, parsed, tidui};

/// Every question with little effort.
const QUESTIONS: [&[&str]; 10] = [
    &["compare", SMALL, "lean"],
    &["frontier", SMALL, "--vary", "special=0.5..1.5", "--points", "3"],
    &["require", SMALL, "--target", "backbone", "--lever", "special", "--confidence", "0.3"],
    &["marginal", SMALL],
    &["allocate", SMALL, "--total", "2000000", "--aim", "count", "--evaluations", "8"],
    &["layers", SMALL, "--chance", "4"],
    &["sensitivity", SMALL, "--best", "3"],
    &["discover", SMALL],
    &["robust", SMALL, "lean", "--chance", "8"],
    &["worth", SMALL, "lean"],
];

/// Questions of what is not known go on until what they are mainly about is known as well as was asked, and say then what the
/// same number of replicates says.
#[test]
fn a_precision_takes_as_many_replicates_as_it_takes() {
    let here = folder();
    let other = format!("format = 2\nextends = '{SMALL}'\nscenario.id = 'other'\nfund.special.appropriation = 50000\n");
    fs::write(here.path().join("other.toml"), other).unwrap();
    for question in ["robust", "worth"] {
        let ask = |more: &[&str]| {
            let words = [question, SMALL, "other.toml", "--chance", "8", "--target", "backbone"];
            let words = [&words[..], more, &["--json", "--no-charts", "--again"]].concat();
            let done = tidui(here.path(), &words);
            assert_eq!(code(&done), 0, "{question}: {}", err(&done));
            parsed(&done)
        };
        let wide = ask(&["--precision", "0.4"]);
        let half = wide["enough"]["half_width"].as_f64().unwrap();
        let width = (half * 0.7).to_string();
        let narrow = ask(&["--precision", &width]);
        let counts = [&wide, &narrow].map(|answer| answer["enough"]["replicates"].as_u64().unwrap());
        assert!(
            narrow["enough"]["half_width"].as_f64().unwrap() <= half * 0.7 && counts[0] < counts[1],
            "{question}: {counts:?}"
        );
        let same = ask(&["--replicates", &counts[1].to_string()]);
        assert_eq!(same["tables"], narrow["tables"], "{question}");
    }
}

/// A split over lines and years, with floors and ceilings in the scenario and in the question.
const BOUNDED: &[&str] = &[
    "allocate",
    SMALL,
    "--set",
    "allocate.line.fees.least=300000",
    "--set",
    "allocate.line.fees@2022.most=100000",
    "--set",
    "allocate.line.awards.most=900000",
    "--total",
    "2000000",
    "--aim",
    "count",
    "--evaluations",
    "8",
    "--by-year",
    "--lever",
    "line.awards=50000..",
    "--lever",
    "line.fees",
    "--lever",
    "line.posters@2022",
];

fn questions() -> impl Iterator<Item = &'static [&'static str]> {
    QUESTIONS.into_iter().chain([BOUNDED])
}

fn study(here: &Path) -> PathBuf {
    let found: Vec<PathBuf> =
        entries(&here.join("output")).into_iter().filter(|path| path.join("study.json").is_file()).collect();
    let [one] = found.as_slice() else { panic!("{found:?}") };
    one.clone()
}

/// The question asked of the small scenario, and of itself in a comparison.
fn asked<'a>(question: &[&'a str]) -> Vec<&'a str> {
    question.iter().map(|word| if *word == "lean" { SMALL } else { word }).collect()
}

fn ask(here: &Path, question: &[&str], more: &[&str]) -> Value {
    let words = [&asked(question)[..], &["--replicates", "40", "--json", "--quiet"], more].concat();
    let done = tidui(here, &words);
    assert_eq!(code(&done), 0, "{question:?}: {}", err(&done));
    parsed(&done)
}

/// An overlay keeps id and title of what it is laid over: beside each other such scenarios are still told apart.
#[test]
fn scenarios_of_one_id_and_title_are_told_apart_wherever_they_are_named() {
    let here = folder();
    let write = |name: &str, text: &str| {
        let path = here.path().join(name);
        fs::write(&path, text).unwrap_or_else(|error| panic!("{error}"));
        path.display().to_string()
    };
    let small = Path::new(SMALL);
    for file in ["base.toml", "schools.csv"] {
        write(file, &fs::read_to_string(small.with_file_name(file)).unwrap_or_default());
    }
    let mut words = vec!["compare".to_owned(), here.path().join("base.toml").display().to_string()];
    for (name, money) in [("more.toml", 1_000_000), ("most.toml", 2_000_000)] {
        words.push(write(name, &format!("extends = \"base.toml\"\n[fund.special]\nappropriation = {money}\n")));
    }
    words.extend(["--replicates", "40", "--json", "--quiet", "--lang", "en"].map(str::to_owned));
    let done = tidui(here.path(), &words.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(code(&done), 0, "{}", err(&done));
    let object = parsed(&done);
    let id = object["scenarios"][0]["id"].as_str().unwrap_or_default().to_owned();
    let called = [id.clone(), format!("{id}-2"), format!("{id}-3")];
    let labels: Vec<&str> =
        object["scenarios"].as_array().into_iter().flatten().filter_map(|one| one["label"].as_str()).collect();
    assert_eq!(labels, called);
    for table in ["compare", "compare_inputs"] {
        let mut names: Vec<&str> = rows(&object, table).iter().filter_map(|row| row["scenario"].as_str()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names, if table == "compare" { &called[..] } else { &called[1..] }, "{table}");
    }
    let path = study(here.path());
    for language in ["en", "zh"] {
        for file in [format!("report.{language}.txt"), format!("report.{language}.html")] {
            let text = fs::read_to_string(path.join(&file)).unwrap_or_default();
            assert!(called[1..].iter().all(|name| text.contains(name.as_str())), "{file}");
        }
    }
    let chart = fs::read_to_string(path.join("charts/compare-2.en.svg")).unwrap_or_default();
    assert!(chart.contains(&called[2]), "the second chart says of what it is");
}

/// Where a probability is 0 whatever is done, every question still tells what happened: in its sentences, tables and charts.
#[test]
fn what_happens_to_a_target_out_of_reach_is_told_by_every_question() {
    const PLAN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/out-of-reach.toml");
    let richer = folder();
    let more = richer.path().join("more.toml");
    let text = fs::read_to_string(PLAN).unwrap_or_default().replace("appropriation = 500000", "appropriation = 900000");
    fs::write(&more, text).unwrap_or_else(|error| panic!("{error}"));
    let more = more.display().to_string();
    let allocate = ["allocate", PLAN, "--total", "1600000", "--evaluations", "12"];
    let questions: [(&[&str], &str, &str); 5] = [
        (&["compare", PLAN, &more], "compare", "compare-reached"),
        (&["frontier", PLAN, "--vary", "special=0.5..2.0", "--points", "3"], "frontier", "frontier-reached"),
        (&["require", PLAN, "--target", "grad", "--lever", "special"], "require_open", "require-reached"),
        (&["marginal", PLAN], "marginal", "marginal-money-missing"),
        (&allocate, "allocate_verdicts", "allocate"),
    ];
    for (question, table, chart) in questions {
        let here = folder();
        let words = [question, &["--replicates", "60", "--json", "--quiet", "--lang", "zh"]].concat();
        let done = tidui(here.path(), &words);
        assert_eq!(code(&done), 0, "{question:?}: {}", err(&done));
        let path = study(here.path());
        let (en, zh) = if question[0] == "allocate" {
            ("of expected shortfall (95% interval", "期望差额")
        } else {
            ("the target of 400 stays out of reach", "目标 400 仍够不着")
        };
        for (language, said) in [("en", en), ("zh", zh)] {
            let text = fs::read_to_string(path.join(format!("report.{language}.txt"))).unwrap_or_default();
            // Lines are wrapped.
            let flat = text.split_whitespace().collect::<String>();
            assert!(flat.contains(&said.split_whitespace().collect::<String>()), "{question:?} {language}: {text}");
            let page = fs::read_to_string(path.join(format!("report.{language}.html"))).unwrap_or_default();
            assert!(page.contains(said), "{question:?} {language}");
        }
        assert!(
            path.join(format!("charts/{chart}.zh.svg")).is_file(),
            "{question:?}: {:?}",
            entries(&path.join("charts"))
        );
        let object = parsed(&done);
        let told = rows(&object, table).iter().any(|row| {
            ["counted", "difference"].iter().any(|column| row[column].as_f64().is_some_and(|value| value.abs() > 1.0))
        });
        assert!(told, "{question:?}");
    }
}

fn rows<'a>(object: &'a Value, table: &str) -> &'a [Value] {
    object["tables"][table].as_array().unwrap_or_else(|| panic!("no table {table}"))
}

#[test]
fn every_question_leaves_a_complete_folder_and_is_found_again() {
    for question in questions() {
        let here = folder();
        let first = ask(here.path(), question, &["--no-charts"]);
        let path = study(here.path());
        for file in
            ["report.zh.html", "report.en.html", "report.zh.txt", "report.en.txt", "report.json", "dictionary.csv"]
        {
            assert!(path.join(file).is_file(), "{question:?}: {file}");
        }
        assert!(path.join("scenario/scenario.toml").is_file(), "{question:?}");
        let dictionary = fs::read_to_string(path.join("dictionary.csv")).unwrap_or_default();
        let tables = first["tables"].as_object().map(|tables| tables.keys().cloned().collect::<Vec<_>>());
        for table in tables.unwrap_or_default() {
            assert!(path.join(format!("tables/{table}.csv")).is_file(), "{question:?}: {table}");
            assert!(path.join(format!("tables/{table}.parquet")).is_file(), "{question:?}: {table}");
            assert!(dictionary.contains(&table), "{question:?}: {table} in the dictionary");
        }
        // Again: the same folder, the same words.
        assert_eq!(ask(here.path(), question, &["--no-charts"]), first, "{question:?}");
        assert_eq!(study(here.path()), path);
        // Anew, from the replicates that are kept and without them, on other threads: the same tables.
        for (threads, forget) in [("1", false), ("3", true)] {
            if forget {
                fs::remove_dir_all(here.path().join("output/.replicates")).unwrap_or_else(|error| panic!("{error}"));
            }
            let again = ask(here.path(), question, &["--no-charts", "--again", "--threads", threads]);
            assert_eq!(again["tables"], first["tables"], "{question:?} on {threads} threads");
            fs::remove_dir_all(again["run"].as_str().map(|run| here.path().join(run)).unwrap_or_default())
                .unwrap_or_else(|error| panic!("{error}"));
        }
    }
}

#[test]
fn the_command_in_a_report_asks_the_same_question() {
    for question in questions() {
        let here = folder();
        let first = ask(here.path(), question, &["--no-charts"]);
        let output = here.path().join("output");
        let page = fs::read_to_string(study(here.path()).join("report.en.html")).unwrap_or_default();
        let command = page
            .split("<pre>")
            .nth(1)
            .and_then(|rest| rest.split("</pre>").next())
            .and_then(|both| both.trim().lines().next())
            .unwrap_or_default()
            .replace("&#x2f;", "/");
        let words: Vec<&str> =
            command.split(' ').skip(1).chain(["--no-charts", "--json", "--quiet", "--output", "new"]).collect();
        let done = tidui(&output, &words);
        assert_eq!(code(&done), 0, "{command}: {}", err(&done));
        assert_eq!(parsed(&done)["tables"], first["tables"], "{command}");
    }
}

/// Instead of a count: as many replicates as it takes, the same for every point, and verified as it was asked.
#[test]
fn a_precision_is_reached_at_every_point() {
    let here = folder();
    let words = ["frontier", SMALL, "--vary", "special=0.5..1.5", "--points", "3", "--target", "backbone"];
    let asked = [&words[..], &["--precision", "0.05", "--json", "--quiet", "--no-charts"]].concat();
    let done = tidui(here.path(), &asked);
    assert_eq!(code(&done), 0, "{}", err(&done));
    let object = parsed(&done);
    let rows = rows(&object, "frontier");
    assert_eq!(rows.len(), 3);
    let number = |row: &Value, key: &str| row[key].as_f64().unwrap_or(f64::NAN);
    for row in rows {
        assert!((number(row, "high") - number(row, "low")) / 2.0 <= 0.05, "{row}");
        assert_eq!(row["replicates"], rows[0]["replicates"], "{row}");
    }
    assert!(number(&rows[0], "replicates") >= 200.0, "{}", rows[0]);
    let again = tidui(here.path(), &["verify", &study(here.path()).display().to_string(), "--quiet"]);
    assert_eq!(code(&again), 0, "{}{}", out(&again), err(&again));
}

#[test]
fn a_scenario_beside_itself_differs_by_exactly_nothing() {
    let here = folder();
    let object = ask(here.path(), &["compare", SMALL, SMALL], &["--no-charts"]);
    assert!(rows(&object, "compare_inputs").is_empty());
    let differences: Vec<&Value> = rows(&object, "compare").iter().filter(|row| !row["difference"].is_null()).collect();
    assert!(differences.len() > 20);
    for row in differences {
        for key in ["difference", "low", "high"] {
            assert_eq!(row[key].as_f64(), Some(0.0), "{row}");
        }
        assert_eq!(row["detectable"], "no");
    }
    let text = fs::read_to_string(study(here.path()).join("report.en.txt")).unwrap_or_default();
    assert!(text.contains("exactly the same in every replicate"), "{text}");
}

#[test]
fn what_cannot_be_asked_is_refused_in_words() {
    let here = folder();
    let wrong: [(&[&str], &str); 12] = [
        (&["frontier", "markov-open"], "no fund with an appropriation"),
        (&["frontier", SMALL, "--vary", "specail=0.5..2.0"], "special"),
        (&["frontier", SMALL, "--vary", "special=2.0..0.5"], "special=0.5..2"),
        (&["frontier", SMALL, "--vary", "special=0.5..2", "--vary", "funds=0.5..2"], "the same fund"),
        (&["frontier", SMALL, "--target", "backbon"], "backbon"),
        (&["require", SMALL, "--target", "nothing"], "nothing"),
        (&["marginal", SMALL, "--lever", "line.nothing"], "line.nothing"),
        (&["compare", SMALL, "no-such-scenario"], "no-such-scenario"),
        (&["allocate", SMALL, "--total", "9", "--lever", "line.award"], "line.awards"),
        (&["allocate", SMALL, "--total", "9", "--lever", "line.awards=10.."], "floors add up to 10"),
        (&["allocate", SMALL, "--total", "9", "--set", "allocate.line.award.least=1"], "perhaps `awards`"),
        (&["allocate", SMALL, "--total", "9", "--lever", "posts"], "no money"),
    ];
    for (words, said) in wrong {
        let done = tidui(here.path(), &[words, &["--replicates", "10", "--quiet"]].concat());
        assert_eq!(code(&done), 2, "{words:?}: {}", out(&done));
        assert!(err(&done).contains(said), "{words:?}: {}", err(&done));
    }
    let left: Vec<PathBuf> = entries(&here.path().join("output"));
    assert!(left.iter().all(|path| path.ends_with(".replicates")), "{left:?}");
}

#[test]
fn studies_read_well_in_both_languages() {
    for question in QUESTIONS {
        let here = folder();
        let plan: Vec<&str> = question.iter().map(|word| if *word == SMALL { "xiqing-2021" } else { word }).collect();
        let done = tidui(here.path(), &[&plan[..], &["--replicates", "40", "--no-charts", "--quiet"]].concat());
        assert_eq!(code(&done), 0, "{question:?}: {}", err(&done));
        let path = study(here.path());
        for language in ["zh", "en"] {
            let text = fs::read_to_string(path.join(format!("report.{language}.txt"))).unwrap_or_default();
            insta::assert_snapshot!(format!("{}-{language}", question[0]), text);
        }
    }
}

#[test]
fn a_split_by_year_within_bounds_reads_well_in_both_languages() {
    let here = folder();
    let words = ["allocate", "floors", "--total", "40000000", "--aim", "count", "--evaluations", "8", "--by-year"];
    let done = tidui(here.path(), &[&words[..], &["--replicates", "40", "--quiet"]].concat());
    assert_eq!(code(&done), 0, "{}", err(&done));
    let path = study(here.path());
    for language in ["zh", "en"] {
        let text = fs::read_to_string(path.join(format!("report.{language}.txt"))).unwrap_or_default();
        insta::assert_snapshot!(format!("allocate-floors-{language}"), text);
    }
    // More levers than a chart has rows for are drawn by line.
    let chart = fs::read_to_string(path.join("charts/allocate.en.svg")).unwrap_or_default();
    assert!(chart.contains("Management reform") && !chart.contains("Training, 2022"), "{chart}");
}
