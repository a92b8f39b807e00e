//! What finding out would be worth for a choice among plans: of each unknown number, of all, and how much money would buy as
//! much.

use serde::{Deserialize, Serialize};

use crate::random::{Nesting, standard_normal_quantile};
use crate::scenario::{Parameter, Scenario};
use crate::summary::infer::CONFIDENCE;

use crate::study::design::{Factor, Laboratory, Outcomes, Point, factors};
use crate::study::error::StudyError;
use crate::study::infer::{Enough, Estimate, Figure, Information, Moments, Regression};
use crate::study::lever::{Change, Lever};

use super::inputs::Unlike;
use super::plans::Plans;

/// Factors of all funds at which more money is tried.
const MORE: [f64; 6] = [1.02, 1.05, 1.1, 1.2, 1.5, 2.0];
/// Samples of which it is told what they are worth, and the part of knowing exactly that a sample of the size told is worth.
const SIZES: [u64; 4] = [10, 30, 100, 300];
const NEARLY: f64 = 0.8;
const LARGEST: u64 = 1 << 20;

/// What samples about a probability are worth.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sampled {
    /// As how many observed persons what is known now counts: of the Beta distribution with the same mean and variance.
    pub known: f64,
    /// So many persons observed, and the part of knowing exactly that this is worth.
    pub parts: Vec<(u64, f64)>,
    /// Persons with whom it is worth 80 % of knowing exactly, about; none if more than a million.
    pub nearly: Option<u64>,
}

/// What knowing a factor is worth.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Learned {
    /// The factor.
    pub factor: Factor,
    /// The value of knowing it exactly, in expected targets met.
    pub information: Information,
    /// Whether that can be told from nothing, all factors looked at together (Bonferroni, at 95 %).
    pub told: bool,
    /// The least money over all years, in yuan, that would buy as much; none where no money that was tried does, or it is worth
    /// nothing that can be told.
    pub money: Option<i64>,
    /// What samples are worth, of a probability.
    pub sample: Option<Sampled>,
}

/// What more money buys the best plan.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bought {
    /// Yuan more over all years.
    pub money: i64,
    /// Expected targets met more.
    pub gain: Estimate,
}

/// What finding out would be worth.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Worth {
    /// What tables call each plan.
    pub labels: Vec<String>,
    /// Draws of what is not known.
    pub draws: u64,
    /// Replicates of each.
    pub times: u64,
    /// Chosen targets.
    pub targets: usize,
    /// Expected targets met by each plan.
    pub plans: Vec<Estimate>,
    /// The plan that is best as things are known.
    pub best: usize,
    /// The value of knowing everything, too great by what the best of noisy numbers promises; and too small, by what a choice by
    /// half of the replicates misses.
    pub everything: (Estimate, Estimate),
    /// Factors, the most valuable first.
    pub learned: Vec<Learned>,
    /// What more money buys; empty without funds.
    pub bought: Vec<Bought>,
    /// What the plans state differently under one name.
    pub unlike: Vec<Unlike>,
}

impl Worth {
    /// How closely it tells what it is mainly about.
    pub(super) fn closeness(&self) -> Option<Enough> {
        Enough::of(Figure::Worth, self.learned.iter().map(|one| &one.information.value), self.draws * self.times)
    }
}

/// The value of information for the choice among plans, by how many of the targets by id (none means all that every plan has) are
/// met, in `replicates` replicates of each, `times` of each draw.
///
/// # Errors
/// If a target does not exist in every plan, nothing is unknown, or a run ends early.
pub fn worth(
    laboratory: &Laboratory<'_>,
    scenarios: &[Scenario],
    targets: &[String],
    times: u64,
    replicates: u64,
) -> Result<Worth, StudyError> {
    let plans = Plans::run(laboratory, scenarios, targets, times, replicates)?;
    let own = laboratory.nested(Nesting::every(times.max(2)));
    let draws = plans.draws();
    let resamples = plans.resamples(laboratory, "worth");
    let worths = plans.worths(None);
    let means: Vec<Estimate> = worths.all.iter().map(|own| resamples.mean(own)).collect();
    let mut best = 0;
    for (plan, mean) in means.iter().enumerate() {
        if mean.mean > means[best].mean {
            best = plan;
        }
    }
    let gains: Vec<Vec<f64>> = worths
        .all
        .iter()
        .enumerate()
        .filter(|(plan, _)| *plan != best)
        .map(|(_, own)| own.iter().zip(&worths.all[best]).map(|(own, best)| own - best).collect())
        .collect();
    let over = |best_of: &dyn Fn(usize) -> f64| -> Vec<f64> {
        (0..draws as usize).map(|draw| best_of(draw) - worths.all[best][draw]).collect()
    };
    let everything =
        (resamples.mean(&over(&|draw| worths.best(draw))), resamples.mean(&over(&|draw| worths.best_crossed(draw))));
    let Some(point) = plans.points.get(best) else { return Err(StudyError::Target { name: "all".to_owned() }) };
    let bought = bought(&own, point, &plans, best, replicates.max(times))?;
    let known = Known::of(&own, &plans.points, draws)?;
    let factors = factors_of(&plans.points);
    let wide = standard_normal_quantile(1.0 - (1.0 - CONFIDENCE) / factors.len().max(1) as f64);
    let usual = standard_normal_quantile(1.0 - (1.0 - CONFIDENCE) / 2.0);
    let learn = |(factor, scenario): &(Factor, &Scenario)| {
        let regression = Regression::new(&gains, &known.of_factor(factor)?);
        let information = regression.perfect(&resamples);
        let Estimate { mean, high, .. } = information.value;
        let told = mean > (high - mean) * wide / usual;
        let money = if told { least_money(&bought, information.value.mean) } else { None };
        let sample = if told { sample(scenario, factor, &regression) } else { None };
        Some(Learned { factor: factor.clone(), information, told, money, sample })
    };
    let mut learned: Vec<Learned> = factors.iter().filter_map(learn).collect();
    let rank = |one: &Learned| (one.told, one.information.value.mean);
    learned.sort_by(|a, b| rank(b).0.cmp(&rank(a).0).then(rank(b).1.total_cmp(&rank(a).1)));
    Ok(Worth {
        draws,
        times: times.max(2),
        targets: plans.targets(),
        plans: means,
        best,
        everything,
        learned,
        bought,
        unlike: plans.unlike,
        labels: plans.labels,
    })
}

/// What all funds together being more buys a plan.
fn bought(
    laboratory: &Laboratory<'_>,
    point: &Point,
    plans: &Plans,
    best: usize,
    replicates: u64,
) -> Result<Vec<Bought>, StudyError> {
    let Ok(lever) = Lever::find(point.scenario(), "funds") else { return Ok(Vec::new()) };
    let all: f64 = lever.money(point.scenario()).iter().sum();
    let with = |factor: f64| Point::with("more", point.scenario(), &[(&lever, Change::Times(factor))]);
    // A factor that a number's range does not allow is not tried, and none above it.
    let points: Vec<Point> = MORE.iter().map_while(|factor| with(*factor).ok()).collect();
    let outcomes = laboratory.run(&points.iter().collect::<Vec<_>>(), replicates)?;
    let Some(plain) = plans.outcomes.get(best).map(|own| own.met(&plans.measures).by_draw()) else {
        return Ok(Vec::new());
    };
    let resamples = plans.resamples(laboratory, "worth");
    let one = |(factor, own): (&f64, &Outcomes)| {
        let more = own.met(&plans.measures).by_draw();
        let gains: Vec<f64> =
            more.iter().zip(&plain).map(|(more, plain)| more.unwrap_or(0.0) - plain.unwrap_or(0.0)).collect();
        Bought { money: ((factor - 1.0) * all).round() as i64, gain: resamples.mean(&gains) }
    };
    Ok(MORE.iter().zip(&outcomes).map(one).collect())
}

/// The least money that buys so much, straight from one amount to the next; none where the most that was tried does not.
fn least_money(bought: &[Bought], wanted: f64) -> Option<i64> {
    let (mut money, mut gain) = (0.0, 0.0);
    for own in bought {
        if own.gain.mean >= wanted {
            let part = if own.gain.mean > gain { (wanted - gain) / (own.gain.mean - gain) } else { 1.0 };
            return Some(rounded(money + part * (own.money as f64 - money)));
        }
        // What more money seems to lose is noise, or at least buys nothing.
        if own.gain.mean > gain {
            (money, gain) = (own.money as f64, own.gain.mean);
        }
    }
    None
}

/// To two digits: between amounts that were tried no more is known.
fn rounded(yuan: f64) -> i64 {
    let step = libm::pow(10.0, (libm::log10(yuan.max(1.0)).floor() - 1.0).max(0.0));
    ((yuan / step).round() * step) as i64
}

/// What samples are worth of a single probability that is known about as well as some observed persons would tell.
fn sample(scenario: &Scenario, factor: &Factor, regression: &Regression) -> Option<Sampled> {
    let [path] = factor.paths.as_slice() else { return None };
    let parameter = scenario.parameters.iter().find(|one| one.path == *path)?;
    if !is_probability(parameter) {
        return None;
    }
    let drawn = moments(parameter);
    let known = drawn.mean * (1.0 - drawn.mean) / drawn.variance() - 1.0;
    if !(known.is_finite() && known > 0.0) {
        return None;
    }
    let part = |persons: u64| regression.of_sample(persons as f64 / (persons as f64 + known));
    let nearly = std::iter::successors(Some(1_u64), |size| Some(size.saturating_mul(2)))
        .take_while(|size| *size <= LARGEST)
        .find(|size| part(*size) >= NEARLY);
    Some(Sampled { known, parts: SIZES.map(|size| (size, part(size))).to_vec(), nearly })
}

/// Whether a number's place holds probabilities.
fn is_probability(parameter: &Parameter) -> bool {
    let (low, high) = parameter.range;
    low.abs() < f64::EPSILON && (high - 1.0).abs() < f64::EPSILON
}

/// Mean and variance of what is drawn, by its quantiles.
fn moments(parameter: &Parameter) -> Moments {
    const STEPS: u32 = 512;
    let quantile = |step: u32| parameter.quantile((f64::from(step) + 0.5) / f64::from(STEPS));
    Moments::of(&(0..STEPS).map(quantile).collect::<Vec<f64>>())
}

/// Percentiles of all plans' unknown numbers in every draw, by path: those of the first plan that has each.
struct Known {
    paths: Vec<String>,
    columns: Vec<Vec<f64>>,
}

impl Known {
    fn of(laboratory: &Laboratory<'_>, points: &[Point], draws: u64) -> Result<Self, StudyError> {
        let draws: Vec<u64> = (0..draws).collect();
        let mut all = Self { paths: Vec::new(), columns: Vec::new() };
        for point in points {
            let (model, scenario) = (point.model(), point.scenario());
            let mut places = Vec::new();
            for (place, id) in model.uncertain().iter().enumerate() {
                let path = &scenario.parameters[id.index()].path;
                if !all.paths.contains(path) {
                    all.paths.push(path.clone());
                    places.push(place);
                }
            }
            if places.is_empty() {
                continue;
            }
            let mut columns = laboratory.percentiles(point, &draws)?;
            all.columns.extend(places.iter().map(|place| std::mem::take(&mut columns[*place])));
        }
        Ok(all)
    }

    fn of_factor(&self, factor: &Factor) -> Option<Vec<&[f64]>> {
        let column = |path: &String| {
            let place = self.paths.iter().position(|own| own == path)?;
            self.columns.get(place).map(Vec::as_slice)
        };
        factor.paths.iter().map(column).collect()
    }
}

/// The factors of all plans, each with the first scenario that has it.
fn factors_of(points: &[Point]) -> Vec<(Factor, &Scenario)> {
    let mut list: Vec<(Factor, &Scenario)> = Vec::new();
    for point in points {
        for factor in factors(point.model()) {
            let met = |path: &String| list.iter().any(|(own, _)| own.paths.contains(path));
            if !factor.paths.iter().any(met) {
                list.push((factor, point.scenario()));
            }
        }
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_money_lies_between_what_was_tried() {
        let one = |money, mean| Bought { money, gain: Estimate { mean, low: mean, high: mean } };
        let bought = [one(100, 0.1), one(200, 0.05), one(400, 0.4)];
        assert_eq!(least_money(&bought, 0.05), Some(50));
        assert_eq!(least_money(&bought, 0.25), Some(250));
        assert_eq!(least_money(&bought, 0.5), None);
        assert_eq!(least_money(&[], 0.5), None);
    }
}
