//! The engine against a plain model that draws once for each person and month.
//!
//! Scenarios are made up at random, with probabilities of 0, 1 and next to them, doses that push to either, conditions,
//! places, arrivals, birthdays, contrary pairs and yearly steps. Replicates of both are paired as they come: if both have one
//! distribution, the difference of a pair is as likely to have either sign, so that by Hoeffding's inequality
//!
//! ```text
//! P(|Σ dᵢ| ≥ t √(Σ dᵢ²)) ≤ 2 exp(−t²/2)
//! ```
//!
//! whatever that distribution is; where all is certain, every difference has to be 0. So are compared the mean and, about
//! a common middle, the second moment of people, entries and leavers of each tier in each month. A right engine fails one
//! comparison under other seeds with probability below 5e-11, and all of them together with probability below 1e-5.

pub(crate) mod made_up;
mod plain;

use tidui::model::Model;
use tidui::random::Nesting;
use tidui::scenario::Scenario;
use tidui::simulate::RunPlan;

use crate::common::{dice, metric, records, roster, scenario_with};
use made_up::{Files, made_up};
use plain::Counts;

/// Beyond this a difference is none of chance.
const CRITICAL: f64 = 7.0;

fn read(files: &Files) -> Scenario {
    scenario_with(&files.plan, &[("roster.csv", &files.roster), ("schools.csv", &files.schools)])
}

/// People, entries and leavers by month and tier in each replicate of the engine.
fn engine(scenario: &Scenario, replicates: u64) -> Vec<Vec<Vec<Counts>>> {
    let model = Model::compile(scenario);
    let of_tier = |tier: usize| {
        ["stock", "additions", "leavers"]
            .map(|what| metric(&model, &format!("{what}.{}", scenario.tiers[tier].named.id)))
    };
    let metrics: Vec<[usize; 3]> = (0..scenario.tiers.len()).map(of_tier).collect();
    let plan = RunPlan { threads: Some(2), audit: true, ..RunPlan::new(replicates, 11, Nesting::ONCE) };
    let counts = |record: &tidui::simulate::Record, month: usize| {
        metrics.iter().map(|list| list.map(|index| record.metric(&model, index, month) as f64)).collect()
    };
    records(&model, &plan)
        .iter()
        .map(|record| (0..scenario.months()).map(|month| counts(record, month)).collect())
        .collect()
}

/// Σd / √Σd²; 0 where there is no difference at all.
pub(crate) fn standing(differences: impl Iterator<Item = f64> + Clone) -> f64 {
    let squares: f64 = differences.clone().map(|one| one * one).sum();
    if squares > 0.0 { differences.sum::<f64>() / squares.sqrt() } else { 0.0 }
}

/// Compares both models over `replicates` of a scenario; what differs beyond chance is told.
fn compare(scenario: &Scenario, replicates: u64, seed: u64) -> Result<(), String> {
    let ours = engine(scenario, replicates);
    let plain: Vec<Vec<Vec<Counts>>> =
        (0..replicates).map(|number| plain::live(scenario, dice(seed ^ (number + 1) << 32))).collect();
    for month in 0..scenario.months() {
        for tier in 0..scenario.tiers.len() {
            for (what, name) in ["people", "entries", "leavers"].iter().enumerate() {
                let pairs =
                    || ours.iter().zip(&plain).map(|(ours, plain)| (ours[month][tier][what], plain[month][tier][what]));
                let count = replicates as f64;
                let (our_mean, plain_mean) =
                    pairs().fold((0.0, 0.0), |(a, b), (one, other)| (a + one / count, b + other / count));
                let middle = f64::midpoint(our_mean, plain_mean);
                let square = |value: f64| (value - middle) * (value - middle);
                let mean = standing(pairs().map(|(one, other)| one - other));
                let spread = standing(pairs().map(|(one, other)| square(one) - square(other)));
                if mean.abs() >= CRITICAL || spread.abs() >= CRITICAL {
                    return Err(format!(
                        "{name} of {} in month {month}: {our_mean} and plainly {plain_mean}, {mean:.1} and {spread:.1} apart",
                        scenario.tiers[tier].named.id
                    ));
                }
            }
        }
    }
    Ok(())
}

#[test]
fn the_engine_is_a_draw_for_each_person_and_month() {
    for seed in 0..60 {
        let files = made_up(&mut dice(seed));
        if let Err(difference) = compare(&read(&files), 400, seed) {
            panic!("seed {seed}: {difference}\n{}", files.plan);
        }
    }
}

/// A plan of people in two tiers, without schools.
fn small(plan: &str, people: usize) -> Scenario {
    let head = r#"
[scenario]
id = "small"
title = { zh = "小", en = "small" }
start = "2001-01"
end = "2004-12"
[people]
roster = "roster.csv"
[tier.low]
title = { zh = "低", en = "low" }
[tier.high]
title = { zh = "高", en = "high" }
"#;
    let people = roster((0..people).map(|number| format!("n{number},1970-01,f,,low,1999-01,,,")));
    scenario_with(&format!("{head}{plan}"), &[("roster.csv", &people)])
}

/// A metric at the end of some months of the run, the same in every replicate.
fn always(scenario: &Scenario, id: &str, months: &[usize]) -> Vec<i64> {
    let model = Model::compile(scenario);
    let index = metric(&model, id);
    let seen: Vec<Vec<i64>> = records(&model, &crate::common::plan(20))
        .iter()
        .map(|record| months.iter().map(|month| record.metric(&model, index, *month)).collect())
        .collect();
    assert!(seen.iter().all(|other| *other == seen[0]), "{seen:?}");
    seen[0].clone()
}

const UP: &str = r#"
[move.up]
title = { zh = "升", en = "up" }
kind = "change"
from = ["low"]
to = "high"
"#;

#[test]
fn whoever_is_certain_to_pass_after_a_year_passes_in_the_month_after_that_year() {
    // Ten a year are hired in July; all are confirmed in the next July, though a year of the run begins in January.
    let hire = r#"
[channel.hire]
title = { zh = "入", en = "hire" }
candidates = 100
places = { low = 10 }
mix = { low = 1 }
calendar = { 7 = 1 }
"#;
    let scenario = small(&format!("{UP}rate = 1\nwho = {{ min_months_in_tier = 12 }}\n{hire}"), 1);
    // The one on the roster has been there for long.
    assert_eq!(always(&scenario, "stock.high", &[0, 17, 18, 29, 30, 42]), [1, 1, 11, 11, 21, 31]);
}

#[test]
fn all_places_of_a_year_are_given_where_everybody_passes() {
    let scenario = small(&format!("{UP}rate = 1\nplaces = 120\n"), 1000);
    assert_eq!(always(&scenario, "additions.high", &[0, 1, 5, 11, 12, 23]), [10, 20, 60, 120, 130, 240]);
}

#[test]
fn of_two_contrary_certainties_each_befalls_those_who_meet_its_condition() {
    // Half are trained in March, and rise at once; the others leave from April on, when only those once trained are spared.
    let more = r#"
[programme.training]
title = { zh = "训", en = "training" }
reaches = "people"
unit = { zh = "人次", en = "seat" }
units = 50
calendar = { 3 = 1 }
[move.out]
title = { zh = "离", en = "out" }
kind = "leave"
from = ["low"]
rate = 1
calendar = { 5 = 1 }
who = { not_reached_by = ["training"] }
"#;
    let scenario = small(&format!("{UP}rate = 1\nwho = {{ reached_by = [\"training\"] }}\n{more}"), 100);
    assert_eq!(always(&scenario, "stock.high", &[2, 3, 4, 47]), [0, 50, 50, 50]);
    assert_eq!(always(&scenario, "stock.low", &[2, 3, 4, 47]), [100, 50, 0, 0]);
}

#[test]
fn what_an_effect_makes_certain_in_one_month_leaves_the_other_months_as_they_were() {
    let more = r#"
rate = 0.75
places = 2
calendar = { 3 = 1 }
[move.out]
title = { zh = "离", en = "out" }
kind = "leave"
from = ["low"]
rate = 0.2
[programme.push]
title = { zh = "推", en = "push" }
reaches = "district"
unit = { zh = "年", en = "year" }
units = 1
calendar = { 1 = 1 }
lasts = 12
[effect.push]
programme = "push"
on = ["move.up"]
odds_ratio = 1000
"#;
    compare(&small(&format!("{UP}{more}"), 200), 400, 3).unwrap();
}
