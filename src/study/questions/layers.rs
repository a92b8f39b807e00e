//! What of a result's spread comes from what is not known and what from chance, and how sure one can be of a probability.

use serde::{Deserialize, Serialize};

use crate::random::Nesting;
use crate::scenario::Scenario;

use crate::study::design::{Laboratory, Measure, Point, Series, Valued};
use crate::study::error::StudyError;
use crate::study::infer::{BLOCK, Enough, Estimate, Figure, Fitted, Resamples, Spread};

/// Probabilities of which it is told how sure one can be that a target's is as great.
pub const LEVELS: [f64; 4] = [0.2, 0.5, 0.8, 0.9];

/// The variance of a measure, in two layers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Layered {
    /// The measure.
    pub measure: Measure,
    /// Its mean.
    pub mean: f64,
    /// Its standard deviation, of both layers together.
    pub sd: f64,
    /// Share of the variance from what is not known, 0 to 1, with its 95 % interval; the rest is chance. None where it does not
    /// vary.
    pub unknown: Option<Estimate>,
    /// Share of the replicates in which it has a value: the spread is over the draws of which all replicates have one.
    pub defined: f64,
}

/// How a target's probability is distributed over what is not known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Doubt {
    /// The target being met, or all of them.
    pub measure: Measure,
    /// The distribution.
    pub spread: Spread,
}

/// Both layers of what a plan brings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Layers {
    /// Draws of what is not known.
    pub draws: u64,
    /// Replicates of each, which differ by chance alone.
    pub times: u64,
    /// Every measure but of targets that were not asked for, in a fixed order.
    pub measures: Vec<Layered>,
    /// What chosen targets count that has not a value in every replicate.
    pub valued: Vec<Valued>,
    /// Chosen targets.
    pub doubts: Vec<Doubt>,
}

impl Layers {
    /// How closely it tells what it is mainly about.
    pub(super) fn closeness(&self) -> Option<Enough> {
        let counted = self.measures.iter().filter(|one| matches!(one.measure, Measure::Value { .. }));
        Enough::of(Figure::Share, counted.filter_map(|one| one.unknown.as_ref()), self.draws * self.times)
    }
}

/// Lives through each draw of what is not known `times` times, in about `replicates` replicates, for targets by id (none means all).
///
/// # Errors
/// If a target does not exist, or a run ends early.
pub fn layers(
    laboratory: &Laboratory<'_>,
    scenario: &Scenario,
    targets: &[String],
    times: u64,
    replicates: u64,
) -> Result<Layers, StudyError> {
    let point = Point::new("plan", scenario);
    let chosen = point.measures_of(targets)?;
    let times = times.max(2);
    let own = laboratory.nested(Nesting::every(times));
    let outcomes = own.run_one(&point, replicates.max(times))?;
    let draws = outcomes.draws();
    let seed = own.sampling().seed;
    let resamples = Resamples::new(seed, "layers", (draws as usize).div_ceil(BLOCK));
    let about = point.targets_of(&chosen);
    let asked = |one: &&Measure| match one {
        Measure::Joint | Measure::Group { .. } => targets.is_empty() || chosen.contains(one),
        _ => one.target().is_none_or(|target| about.contains(target)),
    };
    let measures = point.measures().filter(asked).filter_map(|measure| {
        let series = outcomes.series(measure)?;
        let (mean, sd, unknown) = layered(&series, &resamples);
        Some(Layered { measure: measure.clone(), mean, sd, unknown, defined: series.defined() })
    });
    let doubt = |measure: &Measure| {
        let series = outcomes.series(measure)?;
        let hits = series.hits();
        Some(Doubt { measure: measure.clone(), spread: Fitted::of(&hits, times as usize, seed).spread(&LEVELS) })
    };
    Ok(Layers {
        draws,
        times,
        measures: measures.collect(),
        valued: outcomes.valued(&chosen),
        doubts: chosen.iter().filter_map(doubt).collect(),
    })
}

/// Sums over draws of the mean in each, its square, and the variance within.
#[derive(Clone, Copy, Default)]
struct Sums([f64; 4]);

impl Sums {
    fn add(&mut self, other: &Self, times: f64) {
        self.0.iter_mut().zip(other.0).for_each(|(sum, own)| *sum += times * own);
    }

    /// Variance of the mean over draws less what chance adds to it, and that of chance: a one-way analysis of variance.
    fn variances(&self, times: f64) -> (f64, f64) {
        let [draws, mean, square, within] = self.0;
        let chance = within / draws;
        let between = (square / draws - mean / draws * (mean / draws)) * draws / (draws - 1.0).max(1.0);
        ((between - chance / times).max(0.0), chance)
    }
}

/// Mean, standard deviation, and the share of the variance from what is not known.
fn layered(series: &Series, resamples: &Resamples) -> (f64, f64, Option<Estimate>) {
    let scale = series.scale.max(1) as f64;
    let known = series.numbers();
    let count = known.iter().flatten().count().max(1) as f64;
    let centre = known.iter().flatten().sum::<f64>() / count;
    let means = series.by_draw();
    let mut blocks = vec![Sums::default(); means.len().div_ceil(BLOCK)];
    let mut times = 2.0_f64;
    for (draw, ((own, _), mean)) in series.nesting.by_draw(&series.values).zip(&means).enumerate() {
        let Some(mean) = mean else { continue };
        times = own.len() as f64;
        let apart = |value: &i64| (*value as f64 / scale - mean) * (*value as f64 / scale - mean);
        let within = own.iter().map(apart).sum::<f64>() / (times - 1.0).max(1.0);
        let mean = mean - centre;
        blocks[draw / BLOCK].add(&Sums([1.0, mean, mean * mean, within]), 1.0);
    }
    let variances = |taken: Option<&[u32]>| {
        let mut all = Sums::default();
        let weight = |at: usize| taken.map_or(1.0, |taken| f64::from(taken[at]));
        blocks.iter().enumerate().for_each(|(at, own)| all.add(own, weight(at)));
        all.variances(times)
    };
    let (unknown, chance) = variances(None);
    let share = |(unknown, chance): (f64, f64)| unknown / (unknown + chance);
    let all = unknown + chance;
    let found = (all > 0.0).then(|| resamples.interval(unknown / all, |taken| share(variances(Some(taken)))));
    (centre, libm::sqrt(all), found)
}
