//! What use-cases are asked and what they answer is data: a page posts it and Python passes it. Each is asked as JSON here,
//! its outcome goes through JSON, and what came back is the same and is printed the same.

use std::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tidui::app::{self, Answered, CheckOutcome, Outcome, Ran, ReplayOutcome, Subjects};
use tidui::report::terminal::{self, Paint};
use tidui::report::{Words, json, study};
use tidui::simulate::Unobserved;
use tidui::words::Language;

use crate::command::{SMALL, folder};

fn asked<T: DeserializeOwned>(request: Value) -> T {
    serde_json::from_value(request).unwrap()
}

/// What comes back of an outcome that went out as a text.
fn back<T: Serialize + DeserializeOwned + PartialEq + Debug>(outcome: &T) -> T {
    let back: T = serde_json::from_str(&serde_json::to_string(outcome).unwrap()).unwrap();
    assert!(back == *outcome, "{outcome:?}\n\nbut\n\n{back:?}");
    back
}

/// That two outcomes are told alike, as a text in both languages and as `--json`.
fn alike<T>(one: &T, other: &T, text: impl Fn(&T, &Words) -> String, object: impl Fn(&T) -> String) {
    for language in Language::ALL {
        let words = Words::new(language);
        assert!(!text(one, &words).is_empty());
        assert_eq!(text(one, &words), text(other, &words));
    }
    assert_eq!(object(one), object(other));
}

#[test]
fn what_is_said_of_a_scenario_is_data() {
    // A setting over a base, years that stay, and warnings with the lines that they are about.
    let set = ["fund.special.appropriation=100000", "run.replicates=7"];
    for file in ["xiqing-2021", "lean", "markov-closed", SMALL] {
        let set = if file.starts_with("markov") { &set[1..] } else { &set };
        let check = app::check(&asked(json!({ "file": file, "set": set }))).unwrap();
        let text = |one: &CheckOutcome, words: &Words| {
            terminal::diagnostics(&one.warnings, words, Paint::Plain)
                + &terminal::check(&one.scenario, &one.files, &one.inherited, words, Paint::Plain)
                + &terminal::lumping(&one.scenario, &one.lumping, true, words, Paint::Plain)
        };
        let object = |one: &CheckOutcome| {
            json::text(&json::check(&one.scenario, &one.inherited, &one.lumping, &one.warnings, Language::English))
        };
        alike(&check, &back(&check), text, object);
    }
    let upgrade = app::upgrade(&asked(json!({ "file": "lean" }))).unwrap();
    back(&upgrade);
}

#[test]
fn what_comes_of_a_run_is_data() {
    let here = folder();
    let request = json!({
        "file": SMALL, "set": ["move.promote.rate=0.06"], "replicates": 30, "output": here.path(), "no-charts": true
    });
    let ran = app::run(&asked(request.clone()), &Unobserved).unwrap();
    let text = |one: &Outcome<Ran>, words: &Words| {
        terminal::diagnostics(&one.warnings, words, Paint::Plain)
            + &terminal::run(&one.said.scenario, &one.said.results, words, Paint::Plain)
    };
    let object = |one: &Outcome<Ran>| {
        let folder = one.folder.display().to_string();
        json::text(&json::run(&one.said.scenario, &one.said.results, &one.warnings, &folder, Language::English))
    };
    let returned = back(&ran);
    alike(&ran, &returned, text, object);
    // What came back is good for more than to be shown: the scenario that is in it is a source like any other.
    let mut again = request.clone();
    again["file"] = json!(returned)["said"]["scenario"]["sources"].take();
    again["set"] = json!([]);
    let recognised = app::run(&asked(again), &Unobserved).unwrap();
    assert!(back(&recognised).recognised && recognised.said == ran.said);

    let report = app::report(&asked(json!({ "run": ran.folder, "no-charts": true })), &Unobserved).unwrap();
    assert!(back(&report).said == ran.said);
    let replay = app::replay(&asked(json!({ "run": ran.folder, "replicate": 3 })), &Unobserved).unwrap();
    let text = |one: &ReplayOutcome, words: &Words| {
        terminal::replay(&one.scenario, &one.metrics, &one.story, words, Paint::Plain)
    };
    let object = |one: &ReplayOutcome| json::text(&json::replay(&one.scenario, &one.metrics, &one.story, None));
    alike(&replay, &back(&replay), text, object);

    std::fs::remove_file(report.folder.join("report.en.txt")).unwrap();
    std::fs::write(report.folder.join("tables/targets.csv"), "target\n").unwrap();
    for folder in [&ran.folder, &report.folder] {
        let verified = app::verify(&asked(json!({ "run": folder })), &Unobserved).unwrap();
        alike(&verified, &back(&verified), |one, words| terminal::verify(one, words, Paint::Plain), json::text);
    }
    let listing = app::listing(&asked(json!({ "folder": here.path() }))).unwrap();
    assert_eq!(listing.runs.len(), 2);
    alike(&listing, &back(&listing), |one, words| terminal::runs(one, words, Paint::Plain), json::text);
}

#[test]
fn the_answer_to_every_question_is_data() {
    let here = folder();
    let questions = [
        json!({ "compare": {} }),
        json!({ "compare": { "attribute": "all" } }),
        json!({ "frontier": { "vary": "special=0.5..1.5", "points": 3 } }),
        json!({ "require": { "target": "backbone", "lever": "special", "confidence": 0.3, "step": 500 } }),
        json!({ "marginal": { "yuan": "5万", "lever": "special" } }),
        json!({ "allocate": { "total": "200万", "evaluations": 6 } }),
        json!({ "layers": { "chance": 4 } }),
        json!({ "sensitivity": { "target": "backbone", "best": 3 } }),
        json!({ "sensitivity": { "screen": true } }),
        json!({ "discover": { "dimensions": 2 } }),
        json!({ "robust": { "enough": "60%", "chance": 8 } }),
        json!({ "worth": { "chance": 2 } }),
    ];
    let mut seen: Vec<&str> = Vec::new();
    for question in questions {
        let question: app::Question = asked(question);
        let both = app::Question::KINDS.iter().any(|(name, count)| *name == question.name() && !count.contains(&1));
        let files = if both { vec!["xiqing-2021", "lean"] } else { vec![SMALL] };
        let subjects: Subjects = asked(json!({
            "file": files, "replicates": 20, "output": here.path(), "no-charts": true
        }));
        seen.push(question.name());
        let answered = app::study(&app::Study { question, subjects }, &Unobserved).unwrap();
        let text = |one: &Outcome<Answered>, words: &Words| {
            terminal::view(&study::view(&one.said.answer, &one.said.scenarios, words), Paint::Plain)
        };
        let object = |one: &Outcome<Answered>| {
            let warnings = study::warnings(&one.warnings, Language::English);
            json::text(&study::object(&one.said.manifest, &one.said.answer, &warnings, "x"))
        };
        alike(&answered, &back(&answered), text, object);
    }
    assert!(app::Question::KINDS.iter().all(|(name, _)| seen.contains(name)), "{seen:?}");
}

#[test]
fn what_is_read_off_rosters_is_data_and_what_is_wrong_with_them_is_told() {
    let here = folder();
    let at = |name: &str| here.path().join(name).to_str().unwrap().to_owned();
    let plan = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/fit-district.toml");
    let run = json!({ "file": plan, "replicates": 2, "output": here.path(), "no-charts": true });
    let ran = app::run(&asked(run), &Unobserved).unwrap();
    let months = ["2010-01", "2011-01", "2012-01"];
    let replay = json!({ "run": ran.folder, "replicate": 1, "roster_at": months, "to": at("rosters") });
    let told = app::replay(&asked(replay), &Unobserved).unwrap();
    assert_eq!(back(&told).rosters.len(), 3);
    let replay = json!({ "run": ran.folder, "replicate": 1, "restart_at": "2011-01", "to": at("half-way") });
    let told = app::replay(&asked(replay), &Unobserved).unwrap();
    assert_eq!(back(&told).restart.len(), 3);
    let ran = json!({ "file": at("half-way/plan.toml"), "replicates": 2, "output": here.path(), "no-charts": true });
    let again = app::run(&asked(ran), &Unobserved).unwrap();
    for (month, code) in [("2011-03", "not-continued"), ("2010-01", "unknown-month")] {
        let replay = json!({ "run": again.folder, "replicate": 1, "restart_at": month, "to": at("half-way-2") });
        assert_eq!(app::replay(&asked(replay), &Unobserved).unwrap_err().code(), code);
    }
    let ran = app::run(
        &asked(json!({ "file": plan, "replicates": 2, "output": here.path(), "no-charts": true })),
        &Unobserved,
    );
    let ran = ran.unwrap();
    let replay = json!({ "run": ran.folder, "replicate": 1, "roster_at": ["2031-01"], "to": at("rosters") });
    assert_eq!(app::replay(&asked(replay), &Unobserved).unwrap_err().code(), "unknown-month");
    let rosters: Vec<String> =
        months.iter().map(|month| format!("{month}={}", at(&format!("rosters/roster-{month}.csv")))).collect();
    std::fs::write(at("funnel.csv"), "channel,year,applied,qualified\nhire,2010,100,60\n").unwrap();
    let request = json!({ "file": plan, "roster": rosters, "funnel": at("funnel.csv"), "to": at("out/fitted.toml") });
    let fitted = app::fit(&asked(request), &Unobserved).unwrap();
    let text = |one: &app::FitOutcome, words: &Words| {
        terminal::view(&tidui::report::fit::view(&one.scenario, &one.fitted, words), Paint::Plain)
    };
    let object = |one: &app::FitOutcome| {
        json::text(&tidui::report::fit::object(&one.fitted, &one.files, &Words::new(Language::English)))
    };
    alike(&fitted, &back(&fitted), text, object);
    assert!(fitted.files.iter().all(|file| file.is_file()) && fitted.files.len() == 3);
    // It runs, and no name of a person is in what was written.
    let checked = app::check(&asked(json!({ "file": at("out/fitted.toml") }))).unwrap();
    assert!(
        checked
            .scenario
            .parameters
            .iter()
            .filter(|one| one.basis.is_some_and(|basis| basis.code() == "measured"))
            .count()
            >= 12
    );
    for file in &fitted.files {
        assert!(!std::fs::read_to_string(file).unwrap().contains("teacher-0"), "{}", file.display());
    }
    let refused = |request: Value| match app::fit(&asked(request), &Unobserved).unwrap_err() {
        app::AppError::Refused(list) => list.render(Language::English),
        other => panic!("{other:?}"),
    };
    let one = refused(json!({ "file": plan, "roster": &rosters[..1] }));
    assert!(one.contains("error[too-few-rosters]: rosters of 2 months at least are needed"), "{one}");
    let missing = refused(json!({ "file": plan, "roster": ["2010-01=none.csv", &rosters[1]] }));
    assert!(missing.contains("error[missing-file]"), "{missing}");
    std::fs::write(at("wrong.csv"), "channel,year,applied,qualified\nhier,2010,100,60\nhire,2011,10,60\n").unwrap();
    let wrong = refused(json!({ "file": plan, "roster": rosters, "funnel": at("wrong.csv") }));
    assert!(wrong.contains("there is no channel `hier` here") && wrong.contains("perhaps `hire`"), "{wrong}");
    assert!(wrong.contains("`qualified` is 60, more than the 10"), "{wrong}");
    let text = std::fs::read_to_string(at("rosters/roster-2011-01.csv")).unwrap();
    std::fs::write(at("rosters/other.csv"), text.replace("teacher-", "other-")).unwrap();
    let other = format!("2011-01={}", at("rosters/other.csv"));
    let other = refused(json!({ "file": plan, "roster": [&rosters[0], &other] }));
    assert!(other.contains("error[other-ids]") && other.contains("--link particulars"), "{other}");
}
