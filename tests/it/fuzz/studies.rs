//! Changed scenarios and absurd levers through studies: an answer or a reason, and never more than a file may state.

use std::time::Instant;

use rand::RngExt;
use tidui::random::Nesting;
use tidui::scenario::{Scenario, too_large};
use tidui::study::{
    Axis, Change, Effort, Extent, Factors, Laboratory, Lever, MemoryStore, Point, Profile, Require, Sampling,
    Splitting, Steps, StudyError, allocate, compare, discover, frontier, layers, levers, marginal, require, robust,
    sensitivity, worth,
};
use tidui::words::{Confidence, Positive, Whole};

use super::cases;
use super::scenarios::{Patience, is_quick, loaded};
use crate::common::{Dice, Roll};

const FACTORS: [f64; 12] = [0.0, 0.5, 1.0, 2.0, 1e6, 1e300, f64::INFINITY, f64::NAN, -1.0, 1e-300, 0.999_999, 10.0];
const YUAN: [i64; 8] = [0, 1, -1, 100_000, 40_000_000, 1_000_000_000_000, i64::MAX, i64::MIN];

fn change(dice: &mut Dice) -> Change {
    let factor = *dice.choose(&FACTORS);
    match dice.below(6) {
        0 => Change::Times(factor),
        1 => Change::Plus(factor),
        2 => Change::To(factor),
        3 => Change::PlusTotal(*dice.choose(&YUAN)),
        4 => Change::Total(*dice.choose(&YUAN)),
        _ => Change::Open,
    }
}

fn name(scenario: &Scenario, dice: &mut Dice) -> String {
    let known = levers(scenario);
    let mut name = match dice.below(8) {
        0 => scenario
            .parameters
            .get(dice.below(scenario.parameters.len().max(1)))
            .map_or_else(String::new, |one| one.path.clone()),
        1 => (*dice.choose(&["", "fund", "fund.", "@", "line.x", "channel..places", "a.b.c.d.e", "zero"])).to_owned(),
        _ if known.is_empty() => "funds".to_owned(),
        _ => dice.choose(&known).clone(),
    };
    if dice.one_in(4) {
        name += *dice.choose(&["@2021", "@2022", "@x", "@", "@@2021"]);
    }
    name
}

/// An answer, or a reason in both languages that is no fault of the program.
fn told<T>(result: Result<T, StudyError>) -> Option<T> {
    match result {
        Ok(answer) => Some(answer),
        Err(error) => {
            let audit = matches!(&error, StudyError::Run(tidui::simulate::RunError::Audit { .. }));
            let text = error.text();
            assert!(!audit && !text.zh.is_empty() && !text.en.is_empty(), "{error}");
            None
        }
    }
}

#[test]
fn absurd_levers_are_refused_or_stay_within_the_limits_of_a_file() {
    cases("levers", |dice| {
        let Some(scenario) = loaded(dice) else { return false };
        let changes: Vec<(String, Change)> =
            (0..=dice.below(2)).map(|_| (name(&scenario, dice), change(dice))).collect();
        let found: Result<Vec<(Lever, Change)>, _> =
            changes.iter().map(|(name, change)| Lever::find(&scenario, name).map(|lever| (lever, *change))).collect();
        let Some(found) = told(found.map_err(StudyError::from)) else { return true };
        let list: Vec<(&Lever, Change)> = found.iter().map(|(lever, change)| (lever, *change)).collect();
        let Some(point) = told(Point::with("changed", &scenario, &list)) else { return true };
        assert!(too_large(point.scenario()).is_empty(), "{changes:?}");
        let allowed = |one: &tidui::scenario::Parameter| one.outside().is_none() && one.times.is_finite();
        assert!(point.scenario().parameters.iter().all(allowed), "{changes:?}");
        if is_quick(point.scenario()) {
            let (store, patience) = (MemoryStore::default(), Patience(Instant::now()));
            let sampling = Sampling { seed: dice.random(), nesting: Nesting::every(2), threads: Some(2), audit: true };
            let plan = Point::new("plan", &scenario);
            told(compare(&Laboratory::new(sampling, &store, &patience), &[plan, point], 4));
        }
        true
    });
}

#[test]
fn questions_about_changed_scenarios_have_an_answer_or_a_reason() {
    cases("studies", |dice| {
        let Some(scenario) = loaded(dice).filter(is_quick) else { return false };
        let (store, patience) = (MemoryStore::default(), Patience(Instant::now()));
        let sampling = Sampling { seed: dice.random(), nesting: Nesting::every(2), threads: Some(2), audit: true };
        let laboratory = Laboratory::new(sampling, &store, &patience);
        let target = scenario.targets.first().map_or_else(String::new, |target| target.named.id.clone());
        let targets = if dice.one_in(2) { Vec::new() } else { vec![target.clone()] };
        match dice.below(7) {
            0 => {
                told(marginal(
                    &laboratory,
                    &scenario,
                    &Steps::Every(Some(*dice.choose(&YUAN))),
                    &targets,
                    Extent::Replicates(8),
                ));
            }
            1 => {
                let axis = Axis::factors(
                    &name(&scenario, dice),
                    *dice.choose(&FACTORS),
                    *dice.choose(&FACTORS),
                    1 + dice.below(4),
                );
                told(frontier(&laboratory, &scenario, &[axis], &targets, 8));
            }
            2 => {
                let target = if dice.one_in(2) { "all".to_owned() } else { target };
                let profile = if dice.one_in(2) { Profile::Keep } else { Profile::Choose };
                let some = |dice: &mut Dice| Positive::new(*dice.choose(&[1.0, 1e-9, 1000.0, 1e12, 1e15, f64::NAN]));
                let request = Require {
                    target,
                    confidence: Confidence::new(*dice.choose(&[0.5, 0.8, 0.999_999, 1e-9])).into_iter().collect(),
                    lever: name(&scenario, dice),
                    step: some(dice),
                    ceiling: some(dice),
                    profile,
                };
                told(require(&laboratory, &scenario, &request, 8));
            }
            3 => {
                told(layers(&laboratory, &scenario, &targets, 1 + dice.below(4) as u64, 8));
                told(discover(&laboratory, &scenario, &targets, 1 + dice.below(4), 8));
            }
            4 => {
                let wanted = Factors { best: 1 + dice.below(3), screen: dice.one_in(2) };
                told(sensitivity(&laboratory, &scenario, &targets, wanted, 8));
            }
            5 => {
                let both = [scenario.clone(), scenario.clone()];
                told(robust(&laboratory, &both, &targets, (*dice.choose(&[0.5, 0.8, 1e-9]), 2), 8));
                told(worth(&laboratory, &both, &targets, 2, 8));
            }
            _ => {
                let by_year = dice.one_in(4);
                let evaluations = Whole::new(3 + dice.below(4) as u64).unwrap_or_default();
                let splitting = Splitting { target: targets, by_year, evaluations, ..Splitting::default() };
                let (total, effort) = (*dice.choose(&YUAN), Effort { search: 8, verdict: 8, step: None, race: true });
                if let Some(found) = told(allocate(&laboratory, &scenario, total, &splitting, effort)) {
                    assert!(found.found.money.iter().all(|yuan| *yuan >= 0), "{:?}", found.found.money);
                }
            }
        }
        true
    });
}
