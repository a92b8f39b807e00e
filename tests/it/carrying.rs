//! A run that begins half-way with all that a replicate carries over is that replicate, gone on with other luck.
//!
//! A replicate is run up to a month, and from there on with the luck of others; and what it carries over into that month is
//! written as a scenario and run with the same number of replicates. If both have one distribution, the difference of two of
//! them is as likely to have either sign, so that by Hoeffding's inequality
//!
//! ```text
//! P(|Σ dᵢ| ≥ t √(Σ dᵢ²)) ≤ 2 exp(−t²/2)
//! ```
//!
//! whatever that distribution is; where all is certain, every difference has to be 0. So are compared the mean and, about a
//! common middle, the second moment of everything that a record holds of the months from then on. With t = 6 one comparison
//! fails by chance with probability below 4e-8, and all of the file's together, some 40,000, below 2e-3.

use tidui::model::Model;
use tidui::random::Nesting;
use tidui::scenario::{Carried, Scenario, why_not_continued};
use tidui::simulate::{Record, RunPlan, carried, redrawn};
use tidui::words::{Language, Month};

use crate::common::{bundled, dice, records, scenario_with};
use crate::reference::{made_up, standing};

/// Beyond this a difference is none of chance.
const CRITICAL: f64 = 6.0;
/// Seeds of a run, of the luck with which its replicate goes on, and of the scenario that restarts.
const SEEDS: [u64; 3] = [5, 1_000_003, 77];

/// The scenario that goes on from what is carried over.
fn restarted(scenario: &Scenario, carried: &Carried) -> Scenario {
    match carried.continued(scenario) {
        Ok(made) => made.scenario,
        Err(problems) => panic!("{}", problems.render(Language::English)),
    }
}

/// Everything that a record holds of the months from `since` on, each with what it is; what is counted since the start, since
/// then. `names` are of the schools that are still there.
fn told(model: &Model, record: &Record, since: usize, names: &[String]) -> Vec<(String, f64)> {
    let scenario = model.scenario();
    let months = model.timeline().months.len();
    let mut list = Vec::new();
    for (index, metric) in model.metrics().iter().enumerate() {
        let flow = ["additions.", "leavers.", "passed."].iter().any(|start| metric.id.starts_with(start));
        let before = if flow && since > 0 { record.metric(model, index, since - 1) } else { 0 };
        for month in since..months {
            let value = record.metric(model, index, month).saturating_sub(before);
            list.push((format!("{} in month {}", metric.id, month - since), value as f64));
        }
    }
    let years = model.timeline().fiscal_years.len();
    let first = model.timeline().months[since].fiscal;
    let mut by_year = |what: String, row: usize, values: &dyn Fn(usize) -> Vec<i64>| {
        for year in first..years {
            let values = values(row * years + year);
            list.extend(
                values
                    .iter()
                    .enumerate()
                    .map(|(at, value)| (format!("{what} {at} in {}", year - first), *value as f64)),
            );
        }
    };
    for (row, one) in scenario.lines.iter().enumerate() {
        by_year(format!("line {}", one.named.id), row, &|at| {
            let year = record.lines[at];
            vec![year.spend, year.gap, year.clawback, year.displaced]
        });
    }
    for (row, one) in scenario.funds.iter().enumerate() {
        by_year(format!("fund {}", one.named.id), row, &|at| {
            let year = record.funds[at];
            let carried = vec![year.appropriation, year.carried_in, year.income, year.paid];
            [carried, vec![year.committed, year.queued, year.lapsed, year.overrun]].concat()
        });
    }
    for row in 0..record.flows.len() / years.max(1) {
        by_year(format!("flow {row}"), row, &|at| vec![record.flows[at].count, record.flows[at].amount]);
    }
    for row in 0..record.ledger.len() / years.max(1) {
        by_year(format!("ledger {row}"), row, &|at| {
            vec![record.ledger[at].wanted.into(), record.ledger[at].made.into()]
        });
    }
    let own = scenario.schools.iter().zip(&record.schools).filter(|(one, _)| names.contains(&one.named.id));
    for (one, values) in own {
        let id = &one.named.id;
        list.extend(values.iter().enumerate().map(|(at, value)| (format!("school {id} {at}"), *value as f64)));
    }
    list.extend(record.after.iter().flatten().enumerate().map(|(at, yuan)| (format!("after {at}"), *yuan as f64)));
    list
}

/// Compares a replicate that goes on with the scenario that restarts from what it carries over, in so many replicates of each.
/// Returns how many comparisons there were.
fn compare(scenario: &Scenario, month: &str, replicates: u64) -> Result<usize, String> {
    let month: Month = month.parse().unwrap();
    assert_eq!(why_not_continued(scenario, month), None);
    let model = Model::compile(scenario);
    let plan = RunPlan { audit: true, ..RunPlan::new(8, SEEDS[0], Nesting::ONCE) };
    let carried = carried(&model, &plan, 3, month).unwrap().unwrap();
    let onward = restarted(scenario, &carried);
    let onward_model = Model::compile(&onward);
    // Who holds a post in a plan without schools nothing tells.
    let schools = onward.schools.iter().filter(|_| onward.has_schools());
    let names: Vec<String> = schools.map(|one| one.named.id.clone()).collect();
    let mut old: Vec<Vec<(String, f64)>> = Vec::new();
    let since = (month - scenario.start) as usize;
    let mut take = |_: u64, record: &Record| old.push(told(&model, record, since, &names));
    redrawn(&model, &plan, 3, month, (SEEDS[1], 0..replicates), &mut take).unwrap();
    let plan = RunPlan { threads: Some(2), audit: true, ..RunPlan::new(replicates, SEEDS[2], Nesting::ONCE) };
    let new: Vec<Vec<(String, f64)>> =
        records(&onward_model, &plan).iter().map(|record| told(&onward_model, record, 0, &names)).collect();
    let of = |list: &[(String, f64)]| -> std::collections::BTreeMap<String, f64> { list.iter().cloned().collect() };
    let (old, new): (Vec<_>, Vec<_>) =
        (old.iter().map(|one| of(one)).collect(), new.iter().map(|one| of(one)).collect());
    let (mut found, mut count) = (Vec::new(), 0);
    for name in new[0].keys().filter(|name| old[0].contains_key(*name)) {
        let pairs = || old.iter().zip(&new).map(|(old, new)| (old[name], new[name]));
        let all = replicates as f64;
        let (ours, theirs) = pairs().fold((0.0, 0.0), |(a, b), (one, other)| (a + one / all, b + other / all));
        let middle = f64::midpoint(ours, theirs);
        let square = |value: f64| (value - middle) * (value - middle);
        let mean = standing(pairs().map(|(one, other)| one - other));
        let spread = standing(pairs().map(|(one, other)| square(one) - square(other)));
        count += 2;
        if mean.abs() >= CRITICAL || spread.abs() >= CRITICAL {
            found.push(format!("{name}: {ours} and restarted {theirs}, {mean:.1} and {spread:.1} apart"));
        }
    }
    if found.is_empty() {
        Ok(count)
    } else {
        Err(format!("{} of {count}:\n{}", found.len(), found[..found.len().min(40)].join("\n")))
    }
}

fn assert_same(what: &str, scenario: &Scenario, month: &str, replicates: u64) {
    if let Err(told) = compare(scenario, month, replicates) {
        panic!("{what}: {told}");
    }
}

#[test]
fn the_county_goes_on_as_its_replicate() {
    assert_same("county", &bundled("county", &[]), "2027-01", 300);
}

#[test]
fn the_plan_of_xiqing_goes_on_as_its_replicate() {
    assert_same("Xiqing", &bundled("xiqing-2021", &[]), "2022-01", 200);
}

#[test]
fn plans_made_up_at_random_go_on_as_their_replicates() {
    let mut compared = 0;
    for seed in 0..200 {
        let files = made_up::made_up(&mut dice(seed));
        let scenario = scenario_with(&files.plan, &[("roster.csv", &files.roster), ("schools.csv", &files.schools)]);
        let month = scenario.start + 12;
        if month.month() != scenario.fiscal_year_starts {
            continue;
        }
        compared += 1;
        if let Err(told) = compare(&scenario, &month.to_string(), 250) {
            panic!("seed {seed}: {told}\n{}", files.plan);
        }
    }
    assert!(compared > 10, "{compared}");
}

#[test]
fn a_plan_whose_people_are_counted_goes_on_with_each_of_them() {
    assert_same("Markov", &bundled("markov-poisson", &[]), "2004-01", 600);
}

/// A plan in which something of every kind is carried over: see its fixture.
fn of_every_kind() -> Scenario {
    let read =
        |name: &str| std::fs::read_to_string(format!("{}/tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let [plan, roster, schools] = ["carrying.toml", "carrying-roster.csv", "carrying-schools.csv"].map(read);
    scenario_with(&plan, &[("roster.csv", &roster), ("schools.csv", &schools)])
}

#[test]
fn a_plan_of_everything_goes_on_as_its_replicate() {
    for month in ["2022-01", "2023-01"] {
        assert_same(month, &of_every_kind(), month, 800);
    }
}

#[test]
fn everything_is_carried_over() {
    let scenario = of_every_kind();
    let model = Model::compile(&scenario);
    let plan = RunPlan { audit: true, ..RunPlan::new(8, SEEDS[0], Nesting::ONCE) };
    let (mut people, mut stated) = (String::new(), String::new());
    for replicate in 0..8 {
        let carried = carried(&model, &plan, replicate, "2023-01".parse().unwrap()).unwrap().unwrap();
        people += &carried.roster(&scenario);
        for (path, value) in carried.stated(&scenario) {
            stated.extend([&*path, " = ", &*value, "\n"]);
        }
        // What is carried over is carried over again.
        let onward = restarted(&scenario, &carried);
        let again = tidui::simulate::carried(&Model::compile(&onward), &plan, 0, onward.start).unwrap().unwrap();
        assert_eq!(again.roster(&onward), carried.roster(&scenario));
        assert_eq!(again.schools(&onward), carried.schools(&scenario));
        let [mut once, mut twice] = [carried.stated(&scenario), again.stated(&onward)];
        // A home of long ago is told of another month.
        for list in [&mut once, &mut twice] {
            list.retain(|(path, _)| path != "programme.flats.opened_before");
            list.sort();
        }
        assert_eq!(twice, once);
    }
    // A roster has the columns that somebody in it needs.
    let heads: Vec<&str> = people.lines().filter(|line| line.starts_with("id,")).collect();
    for column in ["joined", "joined_tier", "award", "reserved", "arrives", "marks"] {
        assert!(heads.iter().any(|head| head.split(',').any(|own| own == column)), "{column}: {heads:?}");
    }
    for key in [
        "opened_before",
        "wanted_before",
        "spent_before",
        "candidates_left",
        "carried_in",
        "price.wages.index",
        "rule.more.fired",
        "arrears.n0001.line",
        "so_far",
        "target.wastage.of.before",
        "target.wastage.per.before",
    ] {
        assert!(stated.contains(key), "{key}:\n{stated}");
    }
    assert!(people.contains("training:20") && people.contains("flats"), "{people}");
}
