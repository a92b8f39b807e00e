//! Every figure that a view of the five questions about what is not known tells in its tables is a figure of the tables for
//! programs, of the row and the column that it should be; `--json` is these tables, and CSV and Parquet are written from them.

use serde_json::Value;

use super::{Found, Viewed};
use crate::report::table::{Cell, Row, Table};
use crate::report::words::Words;
use crate::scenario::{MemoryLibrary, Scenario, load};
use crate::simulate::Unobserved;
use crate::study::{Answer, Factors, Laboratory, MemoryStore, Sampling, discover, layers, robust, sensitivity, worth};
use crate::tables::of_study;
use crate::words::Language;

/// 200 people of whom at least 160 have to be left, and others who are of no account.
fn plan(rate: &str, left: u32) -> Scenario {
    let text = format!(
        r#"
[scenario]
id = "small"
title = {{ zh = "小", en = "small" }}
start = "2021-01"
end = "2021-12"
[tier.leader]
title = {{ zh = "领军", en = "leader" }}
stock = 200
[tier.other]
title = {{ zh = "其他", en = "others" }}
stock = {{ uniform = [100, 200] }}
[move.leave]
title = {{ zh = "离开", en = "leave" }}
kind = "leave"
from = ["leader"]
rate = {rate}
calendar = {{ 12 = 1 }}
[target.leader]
title = {{ zh = "领军人才", en = "leaders" }}
at = "2021-12"
at_least = {left}
count = "stock"
tiers = ["leader"]
[target.other]
title = {{ zh = "其他人", en = "the others" }}
at = "2021-12"
at_least = 150
count = "stock"
tiers = ["other"]
"#
    );
    match load(&MemoryLibrary::new([("test.toml", &*text)]), "test.toml", &[]) {
        Ok((scenario, _)) => scenario,
        Err(problems) => panic!("{}", problems.render(Language::English)),
    }
}

const UNKNOWN: &str = "{ uniform = [0.1, 0.3] }";

fn asked<T>(ask: impl FnOnce(&Laboratory<'_>) -> T) -> T {
    let store = MemoryStore::default();
    let sampling = Sampling { seed: 7, threads: Some(2), ..Sampling::of(&plan(UNKNOWN, 160)) };
    ask(&Laboratory::new(sampling, &store, &Unobserved))
}

/// The exact numbers of each row of a table of a view.
fn figures(table: &Table) -> Vec<Vec<f64>> {
    let cell = |cell: &Cell| if cell.exact.is_empty() { cell.sort.into_iter().collect() } else { cell.exact.clone() };
    let row = |row: &Row| row.cells.iter().flat_map(cell).collect();
    table.rows.iter().map(row).collect()
}

/// The rows of a table for programs.
fn rows(answer: &Answer, stem: &str) -> Vec<Value> {
    let table = of_study(answer).into_iter().find(|one| one.schema.stem == stem);
    let json = table.unwrap_or_else(|| panic!("no table {stem}")).json();
    json.as_array().cloned().unwrap_or_default()
}

/// Columns of a row; what is empty is left out.
fn columns(row: &Value, names: &[&str]) -> Vec<f64> {
    names
        .iter()
        .inspect(|name| assert!(row.get(**name).is_some(), "no column {name} in {row}"))
        .filter_map(|name| row[*name].as_f64())
        .collect()
}

fn same(what: &str, said: &[Vec<f64>], told: &[Vec<f64>]) {
    assert!(!said.is_empty() && said.iter().all(|row| !row.is_empty()), "{what}: {said:?}");
    assert_eq!(said.len(), told.len(), "{what}: {said:?} {told:?}");
    for (said, told) in said.iter().zip(told) {
        let close = |(a, b): (&f64, &f64)| (a - b).abs() <= 1e-12 * a.abs().max(1.0);
        assert!(said.len() == told.len() && said.iter().zip(told).all(close), "{what}: {said:?} {told:?}");
    }
}

fn view<V: Viewed>(answer: &V, plans: &[Scenario]) -> Found {
    answer.view(&plans[0], plans, &Words::new(Language::English))
}

fn is(row: &Value, column: &str, wanted: &str) -> bool {
    row[column] == wanted
}

#[test]
fn layers_say_what_their_tables_hold() {
    let plans = [plan(UNKNOWN, 160)];
    let found = asked(|laboratory| layers(laboratory, &plans[0], &[], 16, 4096)).unwrap();
    let (seen, answer) = (view(&found, &plans), Answer::Layers(found));
    let reaching = rows(&answer, "doubt_reaching");
    let at = |measure: &Value, level: f64| -> Vec<f64> {
        let own = reaching.iter().filter(|row| row["measure"] == *measure);
        own.filter(|row| (row["level"].as_f64().unwrap() - level).abs() < 1e-9)
            .flat_map(|row| columns(row, &["share"]))
            .collect()
    };
    let doubt = |row: &Value| -> Vec<f64> {
        let own = columns(row, &["mean", "p5", "p95"]).into_iter();
        own.chain(at(&row["measure"], 0.5)).chain(at(&row["measure"], 0.8)).collect()
    };
    same("doubt", &figures(&seen.tables[0]), &rows(&answer, "doubt").iter().map(doubt).collect::<Vec<_>>());
    let shown = |row: &&Value| {
        let measure = row["measure"].as_str().unwrap();
        ["value.", "stock.", "total-spend."].iter().any(|kind| measure.starts_with(kind)) && !row["unknown"].is_null()
    };
    let layered = |row: &Value| -> Vec<f64> {
        let own = columns(row, &["mean", "sd", "unknown"]);
        own.iter().copied().chain([1.0 - own[2]]).collect()
    };
    let told: Vec<Vec<f64>> = rows(&answer, "layers").iter().filter(shown).map(layered).collect();
    same("layers", &figures(&seen.tables[1]), &told);
    // Of one target nothing is told of the other.
    let found = asked(|laboratory| layers(laboratory, &plans[0], &["leader".to_owned()], 4, 256)).unwrap();
    assert!(found.measures.iter().all(|one| one.measure.target() != Some("other")));
    assert!(found.measures.iter().any(|one| one.measure.target() == Some("leader")));
    assert!(found.measures.iter().any(|one| one.measure.id() == "stock.other.2021"), "{:?}", found.measures);
}

#[test]
fn sensitivity_says_what_its_tables_hold() {
    let plans = [plan(UNKNOWN, 160)];
    let wanted = Factors { best: 1, screen: false };
    let found = asked(|laboratory| sensitivity(laboratory, &plans[0], &[], wanted, 256)).unwrap();
    let (seen, answer) = (view(&found, &plans), Answer::Sensitivity(found));
    let indices = rows(&answer, "indices");
    let measures = rows(&answer, "sensitivity");
    // What is counted first, then whether a target is met.
    let events = |wanted: bool| {
        let is_event = |row: &&Value| row["measure"].as_str().is_some_and(|id| !id.starts_with("value.")) == wanted;
        measures.iter().filter(is_event).collect::<Vec<_>>()
    };
    for (table, measure) in seen.tables.iter().zip(events(false).into_iter().chain(events(true))) {
        let own: Vec<&Value> = indices.iter().filter(|row| row["measure"] == measure["measure"]).collect();
        let told = |row: &&Value| -> Vec<f64> {
            let mut own = columns(row, &["total", "first"]);
            own.extend(columns(row, &["lowest", "highest"]));
            own
        };
        let told: Vec<Vec<f64>> = own.iter().map(told).collect();
        same(&measure["measure"].to_string(), &figures(table), &told);
    }
    let last = seen.tables.last().unwrap();
    let screened = rows(&answer, "screening");
    let mut told = Vec::new();
    for said in figures(last) {
        let row = screened.iter().find(|row| {
            let own = columns(row, &["share", "size", "sd"]);
            own.iter().zip(&said).all(|(a, b)| (a - b).abs() < 1e-12)
        });
        told.push(columns(row.unwrap_or_else(|| panic!("{said:?} {screened:?}")), &["share", "size", "sd"]));
    }
    same("screening", &figures(last), &told);
}

#[test]
fn discover_says_what_its_tables_hold() {
    let plans = [plan(UNKNOWN, 160)];
    let found = asked(|laboratory| discover(laboratory, &plans[0], &[], 3, 2048)).unwrap();
    let (seen, answer) = (view(&found, &plans), Answer::Discover(found));
    let failures = rows(&answer, "failures");
    let told: Vec<Vec<f64>> =
        failures.iter().map(|row| columns(row, &["missed", "density", "coverage", "mass"])).collect();
    same("failures", &figures(&seen.tables[0]), &told);
    assert!(told.iter().any(|row| row.len() == 4), "{told:?}");
    let again = |row: &Value| columns(row, &["again"]);
    let said: Vec<f64> = figures(&seen.tables[1]).iter().filter_map(|row| row.last().copied()).collect();
    let mut told: Vec<f64> = rows(&answer, "failure_limits").iter().flat_map(again).collect();
    let mut sorted = said.clone();
    sorted.sort_by(f64::total_cmp);
    told.sort_by(f64::total_cmp);
    same("limits", &[sorted], &[told]);
}

#[test]
fn robust_and_worth_say_what_their_tables_hold() {
    let plans = [plan(UNKNOWN, 160), plan("0.2", 160), plan("0.19", 150)];
    let found = asked(|laboratory| robust(laboratory, &plans, &[], (0.8, 16), 4096)).unwrap();
    assert_eq!(
        found.unlike.iter().map(|one| one.path.as_str()).collect::<Vec<_>>(),
        ["move.leave.rate", "target.leader.at_least"]
    );
    let (seen, answer) = (view(&found, &plans), Answer::Robust(found));
    let said = seen.notes.iter().find(|note| note.contains("are not the same in all plans")).unwrap();
    assert!(said.contains("uniform(0.1, 0.3) in “small (small)”") && said.contains("0.19 in “small (small-3)”"));
    assert!(said.contains("160 in “small (small)”") && said.contains("150 in “small (small-3)”"), "{said}");
    let all = rows(&answer, "robust");
    let measures = ["targets-met", "met.leader.main", "met.other.main", "joint"];
    for (table, measure) in seen.tables.iter().zip(measures) {
        let own = all.iter().filter(|row| is(row, "measure", measure));
        let names = ["mean", "worst", "satisfied", "regret", "great_regret", "best"];
        same(measure, &figures(table), &own.map(|row| columns(row, &names)).collect::<Vec<_>>());
    }
    assert_eq!(seen.tables.len(), measures.len());

    let found = asked(|laboratory| worth(laboratory, &plans, &["leader".to_owned()], 4, 4096)).unwrap();
    let (seen, answer) = (view(&found, &plans), Answer::Worth(found));
    let all = rows(&answer, "worth");
    let learned = all.iter().filter(|row| row["rank"].as_u64() > Some(0));
    let told: Vec<Vec<f64>> = learned.map(|row| columns(row, &["value", "bias", "money", "nearly"])).collect();
    same("worth", &figures(&seen.tables[0]), &told);
    let plans_told: Vec<Vec<f64>> = rows(&answer, "worth_plans").iter().map(|row| columns(row, &["met"])).collect();
    same("plans", &figures(&seen.tables[1]), &plans_told);
}

/// How many replicates would be enough is one figure, in words and in the object.
#[test]
fn what_is_enough_is_said_in_words_and_in_the_object() {
    let plans = [plan(UNKNOWN, 160), plan("0.2", 160)];
    let found = asked(|laboratory| robust(laboratory, &plans, &[], (0.8, 16), 4096)).unwrap();
    let widest = found.judged[0].plans.iter().map(|one| (one.regret.high - one.regret.low) / 2.0).fold(0.0, f64::max);
    let answer = Answer::Robust(found);
    let own = answer.enough().unwrap();
    assert!((own.half - widest).abs() < 1e-12 && own.replicates == 4096, "{own:?}");
    let words = Words::new(Language::English);
    let text = super::enough(&own, &words);
    for part in [words.rough(own.half), words.rough(own.wanted), words.number(own.needs as f64, 0)] {
        assert!(text.contains(&part), "{text}");
    }
}
