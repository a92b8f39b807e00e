//! Races: what stops early is not what would have been first.

use super::known::{Way, way, ways_text};
use super::support::{evaluations, scenario};
use crate::random::Nesting;
use crate::scenario::Scenario;
use crate::simulate::Unobserved;
use crate::study::{
    Aim, Allocation, Effort, Extent, Gain, Laboratory, LeverUnit, Marginal, MemoryStore, Sampling, Splitting, Steps,
    allocate, marginal,
};

fn laboratory(seed: u64, threads: usize, store: &MemoryStore) -> Laboratory<'_> {
    let sampling = Sampling { seed, nesting: Nesting::default(), threads: Some(threads), audit: false };
    Laboratory::new(sampling, store, &Unobserved)
}

fn split(scenario: &Scenario, (total, aim): (i64, Aim), race: bool, laboratory: &Laboratory<'_>) -> Allocation {
    let splitting = Splitting { aim, evaluations: evaluations(100), ..Splitting::default() };
    let effort = Effort { search: 2000, verdict: 400, step: None, race };
    allocate(laboratory, scenario, total, &splitting, effort).unwrap()
}

const THREE: [Way; 3] = [way(10_000, 12, 0.8), way(4_000, 60, 0.25), way(17_000, 60, 0.95)];
const FIVE: [Way; 5] =
    [way(9_000, 6, 0.5), way(9_500, 9, 0.7), way(30_000, 3, 1.0), way(6_000, 20, 0.2), way(20_000, 20, 0.4)];

#[test]
fn a_raced_search_finds_the_split_that_one_in_full_finds() {
    for (ways, target, total, aim) in [
        (&THREE[..], 12, 200_000, Aim::All),
        (&THREE[..], 40, 200_000, Aim::Count),
        (&FIVE[..], 12, 180_000, Aim::All),
        (&FIVE[..], 12, 180_000, Aim::Shortfall),
    ] {
        let scenario = scenario(&ways_text(ways, target));
        for seed in [1, 2, 3] {
            let found = [false, true].map(|race| {
                let store = MemoryStore::default();
                split(&scenario, (total, aim), race, &laboratory(seed, 2, &store))
            });
            let [full, raced] = &found;
            println!("{aim:?} {seed}: {:?}, {:?} of {} tried", raced.found.money, raced.raced, raced.evaluations);
            assert_eq!((full.found.money.as_slice(), full.left), (raced.found.money.as_slice(), raced.left));
            assert_eq!((full.raced.stopped, full.raced.run), (0, full.raced.whole));
            assert!(raced.raced.stopped > 0 && raced.raced.run < raced.raced.whole * 3 / 4);
        }
    }
}

/// Eight ways in, some of them for much less money than others.
fn eight() -> Scenario {
    let ways: Vec<Way> = (0..8).map(|at| way(8_000 + 1_500 * at, 3, 0.3 + 0.08 * at as f64)).collect();
    scenario(&ways_text(&ways, 5).replace("appropriation = 100000", "appropriation = 150000"))
}

fn steps(extent: Extent, laboratory: &Laboratory<'_>) -> Marginal {
    marginal(laboratory, &eight(), &Steps::Every(None), &[], extent).unwrap()
}

fn of_kind(found: &Marginal, is_money: bool) -> Vec<&Gain> {
    found.gains.iter().filter(|gain| (gain.unit == LeverUnit::Yuan) == is_money).collect()
}

#[test]
fn the_first_steps_of_a_race_are_those_of_a_run_in_full() {
    let replicates = 4000;
    for seed in [1, 2, 3] {
        let [full, raced] = [Extent::Replicates(replicates), Extent::Best { replicates, best: 2 }].map(|extent| {
            let store = MemoryStore::default();
            steps(extent, &laboratory(seed, 2, &store))
        });
        for is_money in [true, false] {
            let [full, raced] = [&full, &raced].map(|found| of_kind(found, is_money));
            let stopped: Vec<u64> = raced.iter().filter(|gain| gain.stopped).map(|gain| gain.replicates).collect();
            println!("{seed}: {:?} of {}", stopped, raced.len());
            assert!(!stopped.is_empty() && stopped.iter().all(|count| *count < replicates));
            // To the last bit: they met the same luck as far.
            assert_eq!(full[..2], raced[..2]);
        }
    }
}

#[test]
fn a_race_of_all_is_a_run_in_full() {
    let store = MemoryStore::default();
    let laboratory = laboratory(1, 2, &store);
    let full = steps(Extent::Replicates(800), &laboratory);
    let all = steps(Extent::Best { replicates: 800, best: 100 }, &laboratory);
    assert_eq!((full.gains, None), (all.gains, full.best));
}

/// Neither threads nor what was run before decide who stops.
#[test]
fn a_race_is_the_same_wherever_it_is_run() {
    let extent = Extent::Best { replicates: 2000, best: 2 };
    let (fresh, known) = (MemoryStore::default(), MemoryStore::default());
    steps(Extent::Replicates(900), &laboratory(5, 2, &known));
    assert_eq!(steps(extent, &laboratory(5, 1, &fresh)), steps(extent, &laboratory(5, 2, &known)));
    let plan = scenario(&ways_text(&THREE, 12));
    let (fresh, known) = (MemoryStore::default(), MemoryStore::default());
    let asked = (200_000, Aim::All);
    split(&plan, asked, false, &laboratory(5, 2, &known));
    let again = split(&plan, asked, true, &laboratory(5, 2, &known));
    assert_eq!(split(&plan, asked, true, &laboratory(5, 1, &fresh)), again);
}

#[test]
fn every_step_is_known_as_well_as_was_asked() {
    let store = MemoryStore::default();
    let found = steps(Extent::Within { width: 0.01, most: 100_000 }, &laboratory(1, 2, &store));
    let counts: Vec<u64> = found.gains.iter().map(|gain| gain.replicates).collect();
    println!("{counts:?}");
    for gain in &found.gains {
        assert!(gain.targets_met.width() / 2.0 <= 0.01 * (1.0 + 1e-9) && !gain.stopped, "{gain:?}");
    }
    assert!(counts.iter().min() < counts.iter().max() && counts.iter().max() == Some(&found.replicates));
    let refused = marginal(
        &laboratory(1, 2, &store),
        &eight(),
        &Steps::Every(None),
        &[],
        Extent::Within { width: 0.0001, most: 5000 },
    );
    assert!(refused.is_err());
}
