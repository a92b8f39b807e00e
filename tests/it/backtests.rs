//! Forecasts of past years, on the invented county whose truth is known.

use std::fs;
#[cfg(unix)]
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tidui::app::{self, AppError, Backtest, BacktestOutcome};
use tidui::backtest::{Asked, Backtest as Found, Quantity, Sort, Verdict, backtest};
use tidui::fit::{Effort, FunnelRow, Link, Panel, PlacesRow, Roster};
use tidui::report::terminal::{self, Paint};
use tidui::report::{Words, backtest as report, json as machine};
use tidui::scenario::{Scenario, roster_text};
use tidui::simulate::{Observer, RunError, Unobserved};
use tidui::words::Language;

use crate::command::{code, err, folder, out, tidui};
#[cfg(unix)]
use crate::command::{command, entries, told_to_end};
use crate::district::{self, scenario};

/// Sweeps that are enough for the tests.
const EFFORT: Effort = Effort { warm: 200, kept: 800, every: 5 };

fn rosters() -> Vec<Roster> {
    district::people().into_iter().map(|(at, people)| Roster { at, people }).collect()
}

fn places() -> Vec<PlacesRow> {
    let text = fs::read_to_string(district::folder().join("places.csv")).unwrap();
    let row = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        PlacesRow { of: cells[0].to_owned(), year: cells[1].parse().unwrap(), places: cells[2].parse().unwrap() }
    };
    text.lines().skip(1).map(row).collect()
}

fn funnel() -> Vec<FunnelRow> {
    let text = fs::read_to_string(district::folder().join("funnel.csv")).unwrap();
    let row = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        let count = |place: usize| cells[place].parse().ok();
        FunnelRow {
            channel: cells[0].to_owned(),
            year: cells[1].parse().unwrap(),
            tier: None,
            applied: count(2),
            qualified: count(3),
            offered: count(4),
            accepted: count(5),
            arrived: count(6),
        }
    };
    text.lines().skip(1).map(row).collect()
}

fn found(plan: &Scenario, rosters: Vec<Roster>, effort: Option<Effort>, threads: usize) -> Found {
    let panel = Panel::new(rosters, Link::Id);
    let (funnel, places) = (funnel(), places());
    let asked = Asked {
        scenario: plan,
        panel: &panel,
        funnel: &funnel,
        places: &places,
        effort,
        replicates: 120,
        seed: 5,
        threads: Some(threads),
    };
    backtest(&asked, &Unobserved).unwrap()
}

/// What came is of the law that the plan's ranges hold, and what was read off is: the bands hold. With right forecasts each of the
/// three verdicts fails once in a hundred times; the seed is fixed.
#[test]
fn forecasts_of_the_county_hold_what_they_promise() {
    let said = found(&scenario("plan.toml"), rosters(), Some(EFFORT), 2);
    assert_eq!((said.origins.len(), said.rosters.len()), (9, 11));
    assert!(said.origins.iter().all(|one| one.problems.list.is_empty() && one.known >= 10), "{:?}", said.origins);
    let next = said.next_year().unwrap();
    assert!(next.count > 100, "{next:?}");
    assert_eq!(next.verdicts, [Verdict::Holds; 3], "{next:?}");
    assert!(next.skill.unwrap() > 0.0, "{next:?}");
    // Every later roster is compared from every origin: 9 + 8 + … + 1 times each quantity.
    let quantities = said.seen.len();
    assert_eq!(said.comparisons.len(), 45 * quantities);
    let recognised: Vec<_> = said
        .comparisons
        .iter()
        .filter(|one| matches!(one.quantity, Quantity::Changes(from, _) if from.index() == 0))
        .collect();
    assert!(recognised.iter().any(|one| one.observed > 0.0));
    // Targets that rosters tell are judged; what they do not tell is named with its reason.
    assert!(
        said.targets.iter().any(|one| one.target == "backbone")
            && said.targets.iter().any(|one| one.target == "leaders")
    );
    let untold: Vec<&str> = said.untold.iter().map(|one| one.path.as_str()).collect();
    for path in ["move.resign", "move.transfer", "move.retire", "target.wastage", "target.imports"] {
        assert!(untold.contains(&path), "{untold:?}");
    }
}

/// A plan in which twice as many leave as do, taken at its word: too few dots lie in the bands, and "the same as last year" is
/// the better forecast.
#[test]
fn a_wrong_plan_is_found_out() {
    let path = district::folder().join("plan.toml");
    let rates = ["20=0.13", "30=0.064", "40=0.024"].map(|set| format!("move.resign.rate_by_age.{set}"));
    let (plan, _) = tidui::scenario::load(&tidui::scenario::DiskLibrary, path.to_str().unwrap(), &rates).unwrap();
    let said = found(&plan, rosters(), None, 2);
    let next = said.next_year().unwrap();
    assert!(next.verdicts.contains(&Verdict::Fewer), "{next:?}");
    let stocks = said.pooled.iter().find(|one| one.sort == Some(Sort::Headcount) && one.years.is_none()).unwrap();
    assert!(stocks.skill.unwrap() < 0.0, "{stocks:?}");
}

/// Whatever a later roster says, what was forecast before it stays, to the last bit; and threads change nothing.
#[test]
fn forecasts_know_nothing_of_later_rosters() {
    let plan = scenario("plan.toml");
    let before: Vec<Roster> = rosters().into_iter().take(5).collect();
    let mut altered = before.clone();
    let last = altered.last_mut().unwrap();
    last.people.truncate(500);
    last.people.iter_mut().for_each(|one| one.tier = tidui::scenario::TierId(2));
    let (one, other) = (found(&plan, before.clone(), Some(EFFORT), 1), found(&plan, altered, Some(EFFORT), 3));
    let last = before[4].at;
    let mut compared = 0;
    for own in one.comparisons.iter().filter(|one| one.place.at < last) {
        assert!(other.comparisons.contains(own), "{own:?}");
        compared += 1;
    }
    // What was forecast for the altered roster is the same; what came is not.
    for own in one.comparisons.iter().filter(|one| one.place.at == last) {
        let same = |other: &&tidui::backtest::Comparison| (other.place, other.quantity) == (own.place, own.quantity);
        let other = other.comparisons.iter().find(same).unwrap();
        assert_eq!((own.forecast, own.same), (other.forecast, other.same));
        compared += 1;
    }
    assert!(compared > 50 && one != other);
    assert_eq!(one, found(&plan, before, Some(EFFORT), 2));
}

struct Impatient;

impl Observer for Impatient {
    fn cancelled(&self) -> bool {
        true
    }
}

#[test]
fn it_ends_when_it_is_asked_to() {
    let (plan, panel) = (scenario("plan.toml"), Panel::new(rosters(), Link::Id));
    let asked = Asked {
        scenario: &plan,
        panel: &panel,
        funnel: &[],
        places: &[],
        effort: None,
        replicates: 50,
        seed: 1,
        threads: Some(2),
    };
    assert_eq!(backtest(&asked, &Impatient), Err(RunError::Cancelled));
}

fn asked(request: Value) -> Result<BacktestOutcome, AppError> {
    app::backtest(&serde_json::from_value::<Backtest>(request).unwrap(), &Unobserved)
}

#[test]
fn what_comes_of_it_is_data_and_a_folder_that_is_whole_or_not_there() {
    let here = folder();
    let at = |name: &str| here.path().join(name).to_str().unwrap().to_owned();
    let plan = district::folder().join("plan.toml");
    let read = scenario("plan.toml");
    let mut files = Vec::new();
    for one in rosters().iter().take(4) {
        let file = at(&format!("花名册{}.csv", one.at));
        fs::write(&file, roster_text(&read, &one.people)).unwrap();
        files.push(file);
    }
    let request = json!({
        "file": plan, "roster": files, "places": district::folder().join("places.csv"), "replicates": 20, "to": at("out"),
        "lang": "zh",
    });
    let outcome = asked(request.clone()).unwrap();
    let back: BacktestOutcome = serde_json::from_str(&serde_json::to_string(&outcome).unwrap()).unwrap();
    assert!(back == outcome);
    for language in Language::ALL {
        let words = Words::new(language);
        let text =
            |one: &BacktestOutcome| terminal::view(&report::view(&one.scenario, &one.found, &words), Paint::Plain);
        assert_eq!(text(&outcome), text(&back));
        assert!(text(&outcome).len() > 1000);
    }
    let object =
        |one: &BacktestOutcome| machine::text(&report::object(&one.scenario, &one.found, &[], Language::English));
    assert_eq!(object(&outcome), object(&back));
    let out = here.path().join("out");
    for file in [
        "report.zh.html",
        "report.en.html",
        "report.zh.txt",
        "report.json",
        "dictionary.csv",
        "tables/comparisons.csv",
        "tables/comparisons.parquet",
        "tables/judgements.csv",
        "charts/forecast-teacher.zh.svg",
        "charts/forecast-headcount.zh.png",
    ] {
        assert!(out.join(file).is_file(), "{file}");
    }
    // Nobody is named in it.
    let all =
        fs::read_to_string(out.join("report.json")).unwrap() + &fs::read_to_string(out.join("report.en.html")).unwrap();
    assert!(!all.contains("teacher-0"), "a person is named");
    // What is there is not written over, and nothing is made of what is refused.
    assert_eq!(asked(request.clone()).unwrap_err().code(), "file-exists");
    let mut few = request;
    few["roster"] = json!(files[..2]);
    few["to"] = json!(at("other"));
    let AppError::Refused(problems) = asked(few).unwrap_err() else { panic!("not refused") };
    assert!(problems.render(Language::English).contains("rosters of 3 months at least"), "{problems}");
    assert!(!here.path().join("other").exists());
}

/// The chain of the README, from the workbooks as they are: import with one mapping, fit, backtest, run, update.
#[test]
fn the_chain_of_the_readme_works_from_the_files_as_they_are() {
    let here = folder();
    let mut names = Vec::new();
    for entry in fs::read_dir(district::folder()).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), here.path().join(entry.file_name())).unwrap();
        names.push(entry.file_name().into_string().unwrap());
    }
    names.sort();
    let books: Vec<&str> = names
        .iter()
        .map(String::as_str)
        .filter(|name| name.rsplit_once('.').is_some_and(|(_, kind)| kind == "xlsx"))
        .collect();
    assert_eq!(books.len(), 11);
    let command = |words: &[&str]| {
        let done = tidui(here.path(), words);
        assert_eq!(code(&done), 0, "{words:?}: {}{}", out(&done), err(&done));
        out(&done) + &err(&done)
    };
    command(&[&["import"], &books[..], &["--plan", "plan.toml", "--link"]].concat());
    let lists: Vec<String> = books.iter().map(|name| name.replace(".xlsx", ".roster.csv")).collect();
    let lists: Vec<&str> = lists.iter().map(String::as_str).collect();
    // What was exported and read in again says what the truth says, but for the ids.
    let truth = scenario("truth.toml");
    for (list, (_, people)) in lists.iter().zip(district::people()) {
        let read = fs::read_to_string(here.path().join(list)).unwrap();
        let mut read = bare(&read);
        let mut wanted = bare(&roster_text(&truth, &people));
        read.sort();
        wanted.sort();
        assert_eq!(read, wanted, "{list}");
    }
    let past = [&["--roster"], &lists[..], &["--funnel", "funnel.csv", "--places", "places.csv"]].concat();
    command(&[&["fit", "plan.toml"], &past[..], &["-o", "fitted.toml"]].concat());
    let some = [&["--roster"], &lists[..4], &["--places", "places.csv"]].concat();
    let told = command(&[&["backtest", "plan.toml"], &some[..], &["--replicates", "20", "-o", "backtest"]].concat());
    assert!(told.contains("backtest"), "{told}");
    assert!(here.path().join("backtest/report.zh.html").is_file());
    command(&["run", "fitted.toml", "--replicates", "20", "--no-charts"]);
    let told = command(
        &[&["update", "plan.toml"], &past[..], &["-o", "half-way", "--no-fit", "--replicates", "20", "--no-charts"]]
            .concat(),
    );
    // The folder has people in it, which is said.
    assert!(told.contains("goes on from 2025-01") && told.contains("This folder holds the roster of 6"), "{told}");
    let told = command(&["run", "half-way/updated.toml", "--replicates", "20", "--no-charts", "--lang", "en"]);
    // In January 2024 there were 212 of 214: the target of all five years cannot be met, and everything that goes on says so.
    assert!(told.contains("2023 missed with 212"), "{told}");
    let read = |name: &str| fs::read_to_string(here.path().join(name)).unwrap();
    let update: serde_json::Value = serde_json::from_str(&read("half-way/update.json")).unwrap();
    let outlooks = update["outlooks"].as_array().unwrap();
    let backbone = outlooks.iter().find(|one| one["behind"][0]["actual"] == 212.0).unwrap();
    assert_eq!((&backbone["behind"][0]["met"], &backbone["now"]["estimate"]), (&json!(false), &json!(0.0)));
    assert!(read("half-way/report.en.html").contains("2023 missed with 212 where 214 was asked, by 2"));
    // Each page says in its title what it is, and around its chapters nothing that is true of runs alone.
    for (page, title) in [
        ("fitted.en.html", "What rosters and counts say"),
        ("backtest/report.en.html", "Forecasts of past years, and what came: Invented county"),
        ("half-way/report.en.html", "Half-way: Invented county"),
    ] {
        let text = read(page);
        assert!(text.contains(&format!("<title>{title}")) && text.contains("Invented county"), "{page}");
        for false_here in ["nothing here is an observation", "The second command", "folder that holds the run folder"] {
            assert!(!text.contains(false_here), "{page}: {false_here}");
        }
    }
    assert!(!read("fitted.en.html").contains("P10–P90"));
    // A workbook as it was exported is no roster yet: it is said what makes one of it.
    let raw = [&["fit", "plan.toml", "--lang", "en", "--roster"], &books[..2]].concat();
    let done = tidui(here.path(), &raw);
    assert_eq!(code(&done), 2);
    assert!(err(&done).contains(&format!("`tidui import {} --plan PLAN`", books[0])), "{}", err(&done));
}

/// Month of birth, sex, school, tier, start in it, origin and end of contract of everybody.
fn bare(roster: &str) -> Vec<String> {
    let row = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        let origin = if cells[6] == "home" { "" } else { cells[6] };
        [&cells[1..6], &[origin, cells[7]]].concat().join(",")
    };
    roster.lines().skip(1).map(row).collect()
}

/// While it reads numbers off or makes replicates, Ctrl-C ends it soon, and the folder is as it was.
#[cfg(unix)]
#[test]
fn whoever_interrupts_it_finds_nothing_of_it() {
    let here = folder();
    let done = tidui(here.path(), &["example", "extract", "ten-years", "--to", "county"]);
    assert_eq!(code(&done), 0, "{}", err(&done));
    let here = here.path().join("county");
    let rosters = ["花名册2023-01.xlsx", "花名册2024-01.xlsx", "花名册2025-01.xlsx"];
    let done = tidui(&here, &[&["import"][..], &rosters, &["--plan", "plan.toml", "--link"]].concat());
    assert_eq!(code(&done), 0, "{}", err(&done));
    let before = entries(&here);
    let rosters = rosters.map(|name| name.replace(".xlsx", ".roster.csv"));
    let backtest = ["backtest", "plan.toml", "-o", "backtest", "--replicates", "100000000"];
    let update = ["update", "plan.toml", "-o", "update", "--replicates", "100000000", "--no-fit"];
    for words in [&backtest[..], &[&backtest[..], &["--no-fit"]].concat(), &update] {
        // More than anybody waits for: it is at work when it is told to end.
        let rosters = rosters.iter().map(String::as_str);
        let words: Vec<&str> = words.iter().copied().chain(["--roster"]).chain(rosters).collect();
        let started = Instant::now();
        let begun = || started.elapsed() > Duration::from_secs(1);
        let done = told_to_end(command(&here).args(&words), "-INT", &begun);
        assert_eq!((code(&done), out(&done)), (130, String::new()), "{words:?}: {}", err(&done));
        assert!(err(&done).contains("interrupted; nothing was written"), "{words:?}: {}", err(&done));
        assert!(started.elapsed() < Duration::from_secs(20), "{words:?}: {:?}", started.elapsed());
        assert_eq!(entries(&here), before, "{words:?}");
    }
}
