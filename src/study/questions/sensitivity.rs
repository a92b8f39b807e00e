//! Which of the unknown numbers matter: screening by Morris's steps, then Sobol' indices of those that show, with chance as a
//! factor of its own.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::random::{Exchanged, Levels, Moved, Nesting};
use crate::scenario::Scenario;
use crate::words::text;

use crate::study::design::{Factor, Laboratory, Measure, Outcomes, Point, Valued, factors};
use crate::study::error::StudyError;
use crate::study::infer::{BLOCK, Crossed, Enough, Estimate, Figure, Index, Moments, Resamples};

/// Rows of the screening.
pub const SCREENED_IN: u64 = 16;
/// Part of a factor's distribution at either end, whose means are told.
const END: f64 = 0.2;
/// Dots of a picture.
const SHOWN: usize = 300;
/// Half the width of a 95 % interval, in standard errors.
const WIDE: f64 = 1.96;
/// Rows with which a precision begins.
const FIRST: u64 = 512;

/// What a step half-way across a factor's distribution does to a measure, in the measure's unit.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// Mean size of what it does, either way (Morris's μ*), with its 95 % interval.
    pub size: Estimate,
    /// Mean of what it does upwards (μ); none of several numbers at once.
    pub mean: Option<f64>,
    /// Standard deviation of that (σ): great beside μ* where it depends on the other numbers.
    pub sd: Option<f64>,
}

/// A factor in the screening.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Screened {
    /// The factor.
    pub factor: Factor,
    /// Its greatest share in the squares of all factors' steps, over what is counted and wanted: by this factors are ranked.
    pub share: f64,
    /// Its steps, by measure.
    pub steps: Vec<Step>,
}

impl Screened {
    /// The square of its mean step of a measure.
    fn square(&self, at: usize) -> f64 {
        self.steps[at].size.mean * self.steps[at].size.mean
    }
}

/// All factors, screened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Screening {
    /// Rows; each takes a replicate of the plan and one of every factor, with the same chance.
    pub rows: u64,
    /// What was measured.
    pub measures: Vec<Measure>,
    /// All factors, greatest share first.
    pub factors: Vec<Screened>,
}

impl Screening {
    /// The sum of the squares of all factors' steps, by measure.
    fn squares(&self) -> Vec<f64> {
        let all = |at: usize| self.factors.iter().map(|one| one.square(at)).sum();
        (0..self.measures.len()).map(all).collect()
    }

    /// The measure that a factor moves most, by its place: where its part of the squares of all steps is greatest; and that part,
    /// which is 0 of a factor that moves nothing.
    #[must_use]
    pub fn most_moved(&self, factor: &Screened) -> (usize, f64) {
        let all = self.squares();
        let part = |at: usize| if all[at] > 0.0 { factor.square(at) / all[at] } else { 0.0 };
        let parts = (0..all.len()).map(|at| (at, part(at)));
        parts.max_by(|a, b| a.1.total_cmp(&b.1)).unwrap_or((0, 0.0))
    }

    /// The factors that cover most of what moves each measure, at most so many: again and again the measure of which least is
    /// covered gets the factor that moves it most. In the order of the ranking.
    fn covering(&self, most: usize) -> Vec<Factor> {
        let all = self.squares();
        let mut covered = vec![0.0; all.len()];
        let mut taken = vec![false; self.factors.len()];
        while taken.iter().filter(|one| **one).count() < most {
            let open = |at: &usize| {
                all[*at] > 0.0 && self.factors.iter().zip(&taken).any(|(one, taken)| !taken && one.square(*at) > 0.0)
            };
            let share = |at: usize| covered[at] / all[at];
            let Some(at) = (0..all.len()).filter(open).min_by(|a, b| share(*a).total_cmp(&share(*b))) else { break };
            let free = (0..taken.len()).filter(|one| !taken[*one]);
            let Some(first) = free.max_by(|a, b| {
                let [a, b] = [a, b].map(|one| self.factors[*one].square(at));
                a.total_cmp(&b)
            }) else {
                break;
            };
            taken[first] = true;
            covered.iter_mut().enumerate().for_each(|(at, sum)| *sum += self.factors[first].square(at));
        }
        self.factors.iter().zip(&taken).filter(|(_, taken)| **taken).map(|(one, _)| one.factor.clone()).collect()
    }
}

/// What a measure is on average at the two ends of a number's distribution, everything else as it may be.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Swing {
    /// With the number in its lowest fifth.
    pub low: Estimate,
    /// With the number in its highest fifth.
    pub high: Estimate,
}

/// What a factor does to a measure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// Its indices.
    pub index: Index,
    /// The measure at its ends; none of several numbers at once.
    pub swing: Option<Swing>,
}

/// Where a measure's variance comes from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Decomposed {
    /// The measure.
    pub measure: Measure,
    /// Its mean.
    pub mean: f64,
    /// Its standard deviation.
    pub sd: f64,
    /// By factor, in the order of [`Sensitivity::factors`].
    pub parts: Vec<Part>,
    /// All other factors together.
    pub others: Option<Index>,
    /// Everything that is not known together.
    pub unknown: Index,
    /// Chance.
    pub chance: Index,
    /// The factor with the greatest total index, and in what share of resamples it has that.
    pub leader: Option<(usize, f64)>,
    /// Some rows: the leader's value and the measure; empty where the leader is several numbers.
    pub dots: Vec<(f64, f64)>,
}

/// Which of the unknown numbers matter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sensitivity {
    /// The screening; none where there are not more factors than were wanted.
    pub screening: Option<Screening>,
    /// Factors with indices of their own.
    pub factors: Vec<Factor>,
    /// All others, taken together.
    pub others: Option<Factor>,
    /// Rows of each sample: the plan was run in twice as many replicates, every factor in as many.
    pub rows: u64,
    /// What was measured; empty if only a screening was asked for.
    pub measures: Vec<Decomposed>,
    /// What chosen targets count that has not a value in every replicate of the first sample; indices are over rows that have one
    /// wherever it takes one.
    pub valued: Vec<Valued>,
}

impl Sensitivity {
    /// How closely it tells what it is mainly about.
    pub(super) fn closeness(&self) -> Option<Enough> {
        let indices = self.measures.iter().flat_map(|one| one.parts.iter().map(|part| &part.index).chain(&one.others));
        Enough::of(Figure::Index, indices.map(|index| &index.total), self.rows)
    }
}

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wanted {
    /// How many factors get indices of their own.
    pub best: usize,
    /// Whether to stop after the screening.
    pub screen: bool,
}

/// Screens all factors, and finds the indices of those that show most, in samples of `rows` rows, for targets by id (none means
/// all).
///
/// # Errors
/// If a target does not exist, nothing is unknown, or a run ends early.
pub fn sensitivity(
    laboratory: &Laboratory<'_>,
    scenario: &Scenario,
    targets: &[String],
    wanted: Wanted,
    rows: u64,
) -> Result<Sensitivity, StudyError> {
    let study = Study::new(laboratory, scenario, targets)?;
    let chosen = study.screen(wanted)?;
    study.decompose(chosen, wanted, rows)
}

/// The same, with rows doubled until the 95 % interval of every total index is within ±`width`, at most to `most` rows.
///
/// # Errors
/// The same, and if `most` rows do not do.
pub fn settled_sensitivity(
    laboratory: &Laboratory<'_>,
    scenario: &Scenario,
    targets: &[String],
    wanted: Wanted,
    (width, most): (f64, u64),
) -> Result<Sensitivity, StudyError> {
    let study = Study::new(laboratory, scenario, targets)?;
    let (chosen, mut rows) = (study.screen(wanted)?, FIRST);
    loop {
        let found = study.decompose(chosen.clone(), wanted, rows)?;
        if found.closeness().is_none_or(|own| own.half <= width) {
            return Ok(found);
        }
        if rows * 2 > most {
            return Err(StudyError::Request(text!("study-precision", most, width)));
        }
        rows *= 2;
    }
}

/// What the screening leaves: all of it, and which factors get indices of their own.
type Chosen = (Option<Screening>, Vec<Factor>, Option<Factor>);

struct Study<'a> {
    laboratory: Laboratory<'a>,
    scenario: &'a Scenario,
    point: Point,
    factors: Vec<Factor>,
    /// Chosen targets being met, then what they count, then what each fund is asked for.
    measures: Vec<Measure>,
}

impl<'a> Study<'a> {
    fn new(laboratory: &Laboratory<'a>, scenario: &'a Scenario, targets: &[String]) -> Result<Self, StudyError> {
        let point = Point::new("plan", scenario);
        let mut measures = point.measures_of(targets)?;
        let values: Vec<Measure> = measures.iter().filter_map(Measure::met_target).map(Measure::value).collect();
        let needs: Vec<Measure> =
            point.measures().filter(|one| matches!(one, Measure::FundNeed { .. })).cloned().collect();
        measures.extend(values.into_iter().chain(needs));
        let factors = factors(point.model());
        if factors.is_empty() {
            return Err(StudyError::Request(text!("study-nothing-unknown")));
        }
        Ok(Self { laboratory: laboratory.nested(Nesting::ONCE), scenario, point, factors, measures })
    }

    fn seed(&self) -> u64 {
        self.laboratory.sampling().seed
    }

    fn screen(&self, wanted: Wanted) -> Result<Chosen, StudyError> {
        if self.factors.len() <= wanted.best && !wanted.screen {
            return Ok((None, self.factors.clone(), None));
        }
        let screening = self.screening()?;
        let best = screening.covering(wanted.best);
        let rest: Vec<&Factor> = self.factors.iter().filter(|one| !best.contains(one)).collect();
        let others = (!rest.is_empty()).then(|| Factor::together(rest));
        Ok((Some(screening), best, others))
    }

    fn screening(&self) -> Result<Screening, StudyError> {
        let laid = |moved: Moved| self.point.laid_out(Arc::new(Levels::new(self.seed(), moved)));
        let mut points = vec![laid(Moved::these(&[]))];
        points.extend(self.factors.iter().map(|factor| laid(Moved::these(&factor.paths))));
        let outcomes = self.laboratory.run(&points.iter().collect::<Vec<_>>(), SCREENED_IN)?;
        let levels = Levels::new(self.seed(), Moved::These(std::collections::BTreeSet::new()));
        let resamples = Resamples::new(self.seed(), "screening", SCREENED_IN as usize);
        // Whether a target is met tells little in so few rows.
        let measures: Vec<Measure> = self
            .measures
            .iter()
            .filter(|one| !one.is_event() && outcomes.iter().all(|own| own.series(one).is_some()))
            .cloned()
            .collect();
        let Some((plan, moved)) = outcomes.split_first() else {
            return Err(StudyError::Request(text!("study-nothing-unknown")));
        };
        let numbers =
            |own: &Outcomes, one: &Measure| own.series(one).map(|series| series.numbers()).unwrap_or_default();
        let plan: Vec<Vec<Option<f64>>> = measures.iter().map(|one| numbers(plan, one)).collect();
        let mut factors: Vec<Screened> = Vec::new();
        for (factor, own) in self.factors.iter().zip(moved) {
            let step = |(measure, before): (&Measure, &Vec<Option<f64>>)| {
                let after = numbers(own, measure);
                let steps: Vec<Option<f64>> = before.iter().zip(&after).map(|(a, b)| Some((*b)? - (*a)?)).collect();
                step_of(factor, &steps, &levels, &resamples)
            };
            factors.push(Screened {
                factor: factor.clone(),
                share: 0.0,
                steps: measures.iter().zip(&plan).map(step).collect(),
            });
        }
        let mut screening = Screening { rows: SCREENED_IN, measures, factors };
        let shares: Vec<f64> = screening.factors.iter().map(|one| screening.most_moved(one).1).collect();
        screening.factors.iter_mut().zip(shares).for_each(|(one, share)| one.share = share);
        // A stable sort: factors that do nothing stay in file order.
        screening.factors.sort_by(|a, b| b.share.total_cmp(&a.share));
        Ok(screening)
    }

    fn decompose(&self, chosen: Chosen, wanted: Wanted, rows: u64) -> Result<Sensitivity, StudyError> {
        let (screening, factors, others) = chosen;
        if wanted.screen {
            return Ok(Sensitivity { screening, factors, others, rows: 0, measures: Vec::new(), valued: Vec::new() });
        }
        let base = self.laboratory.design();
        let laid = |moved: Moved| self.point.laid_out(Arc::new(Exchanged::new(Arc::clone(&base), moved)));
        let mut points: Vec<Point> = factors.iter().map(|factor| laid(Moved::these(&factor.paths))).collect();
        points.extend(others.iter().map(|factor| laid(Moved::these(&factor.paths))));
        points.push(laid(Moved::All));
        let draws = self.laboratory.draws(0, rows);
        let partners: Vec<u64> = draws.iter().map(|draw| Exchanged::partner(*draw)).collect();
        self.laboratory.expect(points.len() + 2, &draws);
        let a = self.laboratory.one(&self.point, &draws)?;
        let b = self.laboratory.one(&self.point, &partners)?;
        let crossed = self.laboratory.run_draws(&points.iter().collect::<Vec<_>>(), &draws)?;
        let resamples = Resamples::new(self.seed(), "indices", draws.len().div_ceil(BLOCK));
        let percentiles = self.laboratory.percentiles(&self.point, &draws)?;
        let samples = Samples { a: &a, b: &b, crossed: &crossed, percentiles: &percentiles, resamples: &resamples };
        let measures =
            self.measures.iter().filter_map(|measure| self.decomposed(measure, &samples, &factors)).collect();
        let valued = a.valued(&self.measures);
        Ok(Sensitivity { screening, factors, others, rows: draws.len() as u64, measures, valued })
    }

    /// Where a measure's variance comes from; none where it does not vary.
    fn decomposed(&self, measure: &Measure, samples: &Samples<'_>, factors: &[Factor]) -> Option<Decomposed> {
        let [a, b] = [samples.a, samples.b].map(|own| own.series(measure).map(|series| series.numbers()));
        let (a, b) = (a?, b?);
        let crossed: Option<Vec<Crossed>> =
            samples.crossed.iter().map(|own| Some(Crossed::of(&a, &b, &own.series(measure)?.numbers()))).collect();
        let crossed = crossed?;
        let (all, single) = crossed.split_last()?;
        if !all.varies() {
            return None;
        }
        // Sample B and sample A with all numbers of B differ in chance alone.
        let exchanged = samples.crossed.last()?.series(measure)?.numbers();
        let chance = Crossed::of(&b, &a, &exchanged).index(samples.resamples);
        let rest = |one: Estimate| Estimate { mean: 1.0 - one.mean, low: 1.0 - one.high, high: 1.0 - one.low };
        let unknown = Index { first: rest(chance.total), total: all.index(samples.resamples).total };
        let own = single.get(..factors.len())?;
        let part = |(factor, crossed): (&Factor, &Crossed)| Part {
            index: crossed.index(samples.resamples),
            swing: self.swing(measure, factor, &a, samples),
        };
        let parts: Vec<Part> = factors.iter().zip(own).map(part).collect();
        let leader = leader(own, samples.resamples);
        let dots = leader.and_then(|(at, _)| self.dots(factors.get(at)?, &a, samples)).unwrap_or_default();
        let known: Vec<f64> = a.iter().chain(&b).copied().flatten().collect();
        Some(Decomposed {
            measure: measure.clone(),
            mean: Moments::of(&known).mean,
            sd: libm::sqrt(all.variance()),
            parts,
            others: single.get(factors.len()).map(|crossed| crossed.index(samples.resamples)),
            unknown,
            chance,
            leader,
            dots,
        })
    }

    /// Place of the only number of a factor among the unknown ones.
    fn place(&self, factor: &Factor) -> Option<usize> {
        let [path] = factor.paths.as_slice() else { return None };
        let uncertain = self.point.model().uncertain();
        uncertain.iter().position(|id| self.scenario.parameters[id.index()].path == *path)
    }

    fn swing(&self, measure: &Measure, factor: &Factor, a: &[Option<f64>], samples: &Samples<'_>) -> Option<Swing> {
        let place = self.place(factor)?;
        let of = |wanted: &dyn Fn(f64) -> bool| {
            let rows = samples.percentiles[place].iter().zip(a).filter(|(at, _)| wanted(**at));
            let values: Vec<f64> = rows.filter_map(|(_, value)| *value).collect();
            let own = Moments::of(&values);
            let (mean, half) = (own.mean, WIDE * own.sampled_deviation() / libm::sqrt(values.len().max(1) as f64));
            let (least, most) = if measure.is_event() { (0.0, 1.0) } else { (f64::NEG_INFINITY, f64::INFINITY) };
            let (low, high) = ((mean - half).max(least), (mean + half).min(most));
            (values.len() > 1).then_some(Estimate { mean, low, high })
        };
        Some(Swing { low: of(&|at| at < END)?, high: of(&|at| at > 1.0 - END)? })
    }

    fn dots(&self, factor: &Factor, a: &[Option<f64>], samples: &Samples<'_>) -> Option<Vec<(f64, f64)>> {
        let place = self.place(factor)?;
        let parameter = &self.scenario.parameters[self.point.model().uncertain()[place].index()];
        let dot = |(at, value): (&f64, &Option<f64>)| Some((parameter.quantile(*at), (*value)?));
        Some(samples.percentiles[place].iter().zip(a).filter_map(dot).take(SHOWN).collect())
    }
}

struct Samples<'a> {
    a: &'a Outcomes,
    b: &'a Outcomes,
    /// By factor, then all others, then everything that is not known.
    crossed: &'a [Outcomes],
    /// By number, of the rows of sample A.
    percentiles: &'a [Vec<f64>],
    resamples: &'a Resamples,
}

/// The factor with the greatest total index, and in what share of resamples it has that; none where nothing has any.
fn leader(crossed: &[Crossed], resamples: &Resamples) -> Option<(usize, f64)> {
    let totals: Vec<Vec<f64>> = crossed.iter().map(|own| own.totals(resamples).collect()).collect();
    let mean = |own: &Crossed| own.plain_total();
    let (first, greatest) =
        crossed.iter().map(mean).enumerate().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))?;
    if greatest <= 0.0 {
        return None;
    }
    let times = totals.first().map_or(0, Vec::len);
    let leads = |time: usize| totals.iter().all(|own| own[time] <= totals[first][time]);
    let share = (0..times).filter(|time| leads(*time)).count() as f64 / times.max(1) as f64;
    Some((first, share))
}

/// What moving a factor did in each row.
fn step_of(factor: &Factor, steps: &[Option<f64>], levels: &Levels, resamples: &Resamples) -> Step {
    let size = |taken: Option<&[u32]>| {
        let weight = |row: usize| taken.map_or(1.0, |taken| f64::from(taken[row]));
        let known = || steps.iter().enumerate().filter_map(|(row, step)| Some((weight(row), (*step)?)));
        known().map(|(weight, step)| weight * step.abs()).sum::<f64>() / known().map(|(weight, _)| weight).sum::<f64>()
    };
    let mean = size(None);
    let size = resamples.interval(if mean.is_finite() { mean } else { 0.0 }, |taken| size(Some(taken)));
    let [path] = factor.paths.as_slice() else { return Step { size, mean: None, sd: None } };
    let turned = |(row, step): (usize, &Option<f64>)| {
        let step = (*step)?;
        Some(if levels.is_up(row as u64, path) { step } else { -step })
    };
    let upwards: Vec<f64> = steps.iter().enumerate().filter_map(turned).collect();
    let upwards = Moments::of(&upwards);
    Step { size, mean: Some(upwards.mean), sd: Some(upwards.sampled_deviation()) }
}
