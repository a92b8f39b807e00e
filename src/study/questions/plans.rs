//! Plans beside each other over what is not known: what each is worth in every draw.

use crate::random::Nesting;
use crate::scenario::Scenario;
use crate::words::text;

use crate::study::design::{Laboratory, Measure, Outcomes, Point};
use crate::study::error::StudyError;
use crate::study::infer::{BLOCK, Moments, Resamples};

use super::compare::labels;
use super::inputs::{Unlike, unlike};

/// Plans that met the same draws, each lived through so many times, with the same chance.
pub(super) struct Plans {
    pub(super) labels: Vec<String>,
    pub(super) points: Vec<Point>,
    pub(super) outcomes: Vec<Outcomes>,
    /// Chosen targets being met; of all of them also all together, if every plan has that.
    pub(super) measures: Vec<Measure>,
    /// What they state differently under one name.
    pub(super) unlike: Vec<Unlike>,
}

/// What plans are worth by draw: in all replicates of it, and in every other one.
pub(super) struct Worths {
    /// By plan and draw.
    pub(super) all: Vec<Vec<f64>>,
    /// Of the even replicates of each draw, and of the odd ones.
    pub(super) halves: [Vec<Vec<f64>>; 2],
}

impl Plans {
    /// Runs about `replicates` replicates of every plan, `times` of each draw.
    pub(super) fn run(
        laboratory: &Laboratory<'_>,
        scenarios: &[Scenario],
        targets: &[String],
        times: u64,
        replicates: u64,
    ) -> Result<Self, StudyError> {
        let labels = labels(&scenarios.iter().map(|one| one.id.as_str()).collect::<Vec<_>>());
        let points: Vec<Point> = labels.iter().zip(scenarios).map(|(name, one)| Point::new(name, one)).collect();
        let Some(first) = points.first() else { return Err(StudyError::Request(text!("study-no-plan"))) };
        let mut measures = first.measures_of(targets)?;
        let everywhere = |one: &Measure| points.iter().all(|point| point.measures().any(|own| own == one));
        if targets.is_empty() {
            measures.retain(everywhere);
        }
        for one in &measures {
            if let Some(plan) = points.iter().find(|point| !point.measures().any(|own| own == one)) {
                let name = one.met_target().map_or_else(|| one.id(), str::to_owned);
                return Err(StudyError::Request(text!("study-target-lacking", name, plan = plan.label().to_owned())));
            }
        }
        if measures.iter().all(|one| *one == Measure::Joint) {
            return Err(StudyError::Request(text!("study-no-target-shared")));
        }
        let own = laboratory.nested(Nesting::every(times.max(2)));
        let outcomes = own.run(&points.iter().collect::<Vec<_>>(), replicates.max(times))?;
        let about = points.iter().flat_map(|point| point.targets_of(&measures)).collect();
        let unlike = unlike(scenarios, &about);
        Ok(Self { labels, points, outcomes, measures, unlike })
    }

    /// Draws of what is not known.
    pub(super) fn draws(&self) -> u64 {
        self.outcomes.first().map_or(0, Outcomes::draws)
    }

    /// How many targets are chosen.
    pub(super) fn targets(&self) -> usize {
        self.measures.iter().filter(|one| **one != Measure::Joint).count()
    }

    /// What each plan is worth: the number of chosen targets met, or whether one is.
    pub(super) fn worths(&self, measure: Option<&Measure>) -> Worths {
        let series = |own: &Outcomes| match measure {
            Some(one) => own.series(one),
            None => Some(own.met(&self.measures)),
        };
        let (mut all, mut halves) = (Vec::new(), [Vec::new(), Vec::new()]);
        for series in self.outcomes.iter().filter_map(series) {
            let values =
                series.values.iter().map(|value| *value as f64 / series.scale.max(1) as f64).collect::<Vec<_>>();
            let of = |part: &dyn Fn(usize) -> bool| -> Vec<f64> {
                let mean = |(own, _): (&[f64], u64)| {
                    let taken: Vec<f64> =
                        own.iter().enumerate().filter(|(at, _)| part(*at)).map(|(_, value)| *value).collect();
                    taken.iter().sum::<f64>() / taken.len().max(1) as f64
                };
                series.nesting.by_draw(&values).map(mean).collect()
            };
            all.push(of(&|_| true));
            halves[0].push(of(&|at| at % 2 == 0));
            halves[1].push(of(&|at| at % 2 == 1));
        }
        Worths { all, halves }
    }

    /// In how many replicates of each draw a plan met a target: of a measure that is an event, and of the number of targets met where
    /// there is one target. Empty of any other number.
    pub(super) fn hits(&self, measure: Option<&Measure>) -> Vec<Vec<usize>> {
        let only = self.measures.first().filter(|_| self.targets() == 1);
        let Some(event) = measure.or(only).filter(|one| one.is_event()) else { return Vec::new() };
        self.outcomes.iter().filter_map(|own| Some(own.series(event)?.hits())).collect()
    }

    /// Resamples of whole blocks of draws, for the question called `name`.
    pub(super) fn resamples(&self, laboratory: &Laboratory<'_>, name: &str) -> Resamples {
        Resamples::new(laboratory.sampling().seed, name, (self.draws() as usize).div_ceil(BLOCK))
    }
}

impl Worths {
    /// What a plan is worth in each draw, drawn towards its mean until it varies by no more than what is not known makes it vary:
    /// by what the two halves of a draw's replicates have in common, as their luck has nothing.
    ///
    /// # Source
    /// T. A. Louis, "Estimating a population of parameter values using Bayes and empirical Bayes methods", *JASA* 79 (1984): values
    /// whose spread is right, where each of them is not to be as close as can be.
    pub(super) fn settled(&self, plan: usize) -> Vec<f64> {
        let own = &self.all[plan];
        let Moments { mean, .. } = Moments::of(own);
        let (all, [one, other]) = (Moments::of(own).variance(), [0, 1].map(|half| &self.halves[half][plan]));
        let means = [one, other].map(|half| Moments::of(half).mean);
        let both = one.iter().zip(other).map(|(one, other)| (one - means[0]) * (other - means[1]));
        let common = both.sum::<f64>() / own.len().max(1) as f64;
        let part = if all > 0.0 { libm::sqrt((common / all).clamp(0.0, 1.0)) } else { 0.0 };
        own.iter().map(|value| mean + (value - mean) * part).collect()
    }

    /// The best that any plan is worth in a draw.
    pub(super) fn best(&self, draw: usize) -> f64 {
        self.all.iter().map(|own| own[draw]).fold(f64::NEG_INFINITY, f64::max)
    }

    /// What the plan that is best by one half of a draw's replicates is worth by the other, on average of both ways round: what a
    /// choice by so few replicates brings, where the greatest of noisy numbers would promise too much.
    pub(super) fn best_crossed(&self, draw: usize) -> f64 {
        let way = |by: usize| {
            let own = &self.halves[by];
            let mut best = 0;
            for plan in 1..own.len() {
                if own[plan][draw] > own[best][draw] {
                    best = plan;
                }
            }
            self.halves[1 - by].get(best).map_or(0.0, |other| other[draw])
        };
        f64::midpoint(way(0), way(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Decision, Luck};

    /// Sixteen hits with a probability between 0.3 and 0.7: on average 0.32 in the worst tenth of cases, and 0.6 or more in a quarter.
    /// The spread is right then, the shape is still rounder than that.
    #[test]
    fn values_that_are_settled_spread_as_what_is_not_known_does() {
        let decision = Decision::new("test", "settled");
        let (mut all, mut halves) = (Vec::new(), [Vec::new(), Vec::new()]);
        for draw in 0..4096 {
            let luck = Luck::of_replicate(3, draw);
            let p = 0.3 + 0.4 * luck.uniform(decision, 0, 0);
            let hits: Vec<f64> = (1..=16).map(|time| f64::from(luck.uniform(decision, time, 0) < p)).collect();
            let mean = |from: usize, step: usize| {
                let own: Vec<f64> = hits.iter().skip(from).step_by(step).copied().collect();
                own.iter().sum::<f64>() / own.len() as f64
            };
            all.push(mean(0, 1));
            halves[0].push(mean(0, 2));
            halves[1].push(mean(1, 2));
        }
        let worths = Worths { all: vec![all], halves: halves.map(|half| vec![half]) };
        let told = |values: &[f64]| {
            let mut sorted = values.to_vec();
            sorted.sort_by(f64::total_cmp);
            let worst = sorted[..409].iter().sum::<f64>() / 409.0;
            (worst, sorted.iter().filter(|value| **value >= 0.6).count() as f64 / 4096.0)
        };
        let (worst, enough) = told(&worths.settled(0));
        assert!((worst - 0.32).abs() < 0.04 && (enough - 0.25).abs() < 0.08, "{worst} {enough}");
        let (noisy, _) = told(&worths.all[0]);
        assert!(noisy < 0.26, "as it is counted the worst tenth is worse: {noisy}");
        // What does not vary at all is its mean.
        let none = Worths { all: vec![vec![0.5; 8]], halves: [vec![vec![0.5; 8]], vec![vec![0.5; 8]]] };
        assert_eq!(none.settled(0), [0.5; 8]);
    }
}
