//! Which plan is robust: how each does over what is not known, not only on average, and at what price.

use serde::{Deserialize, Serialize};

use crate::scenario::Scenario;

use crate::study::design::{Laboratory, Measure, Outcomes};
use crate::study::error::StudyError;
use crate::study::infer::{Enough, Estimate, Figure, Fitted, Resamples, weight};

use super::inputs::Unlike;
use super::plans::{Plans, Worths};

/// Part of the draws that counts as the worst.
const WORST: f64 = 0.1;
/// The quantile of regret that is told beside its mean.
const GREAT: f64 = 0.95;

/// How a plan does by one measure, over draws of what is not known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stand {
    /// Mean over all draws.
    pub mean: Estimate,
    /// Mean over the worst tenth of what may be the case, without the noise of counting.
    pub worst: Estimate,
    /// Share of what may be the case in which it is good enough, without the noise of counting.
    pub satisfied: Estimate,
    /// Mean of what it lacks beside the best plan of each draw: its regret. The best of noisy numbers is a little too good, so this
    /// is a little too great.
    pub regret: Estimate,
    /// The same with the best plan found in one half of a draw's replicates and judged in the other: a little too small.
    pub regret_crossed: f64,
    /// The regret that it exceeds in one draw of twenty.
    pub great_regret: f64,
    /// Share of the draws in which no plan is better.
    pub best: f64,
}

/// One measure, of every plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Judged {
    /// A target being met, or all of them; none is how many of the chosen targets are met.
    pub measure: Option<Measure>,
    /// What is good enough in a draw: a probability, or an expected number of targets met.
    pub enough: f64,
    /// By plan.
    pub plans: Vec<Stand>,
}

/// Plans over what is not known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Robustness {
    /// What tables call each plan.
    pub labels: Vec<String>,
    /// Draws of what is not known.
    pub draws: u64,
    /// Replicates of each.
    pub times: u64,
    /// The probability that is good enough.
    pub level: f64,
    /// How many targets are chosen.
    pub targets: usize,
    /// What each plan spends on average over all years, in yuan; none without money.
    pub spend: Vec<Option<Estimate>>,
    /// What the plans state differently under one name.
    pub unlike: Vec<Unlike>,
    /// How many targets are met, then each of them.
    pub judged: Vec<Judged>,
}

impl Robustness {
    /// How closely it tells what it is mainly about.
    pub(super) fn closeness(&self) -> Option<Enough> {
        let met = self.judged.iter().filter(|one| one.measure.is_none()).flat_map(|one| &one.plans);
        Enough::of(Figure::Regret, met.map(|stand| &stand.regret), self.draws * self.times)
    }
}

impl Robustness {
    /// The plan with the least mean regret by the number of targets met; the first of several.
    #[must_use]
    pub fn least_regret(&self) -> Option<usize> {
        let plans = &self.judged.first()?.plans;
        let regret = |plan: &(usize, &Stand)| plan.1.regret.mean;
        plans.iter().enumerate().min_by(|a, b| regret(a).total_cmp(&regret(b))).map(|(plan, _)| plan)
    }
}

/// Judges plans over `replicates` replicates each, `times` of each draw, by targets by id (none means all that every plan has); a
/// probability of `level` is good enough.
///
/// # Errors
/// If a target does not exist in every plan, or a run ends early.
pub fn robust(
    laboratory: &Laboratory<'_>,
    scenarios: &[Scenario],
    targets: &[String],
    (level, times): (f64, u64),
    replicates: u64,
) -> Result<Robustness, StudyError> {
    let plans = Plans::run(laboratory, scenarios, targets, times, replicates)?;
    let (resamples, seed) = (plans.resamples(laboratory, "robust"), laboratory.sampling().seed);
    let judged = |measure: Option<&Measure>| {
        let worths = plans.worths(measure);
        // Shares of whole numbers, without last bits.
        let all = (level * plans.targets() as f64 * 1e9).round() / 1e9;
        let enough = if measure.is_some() { level } else { all };
        let hits = plans.hits(measure);
        let stand = |plan: usize| {
            let fitted = hits.get(plan).map(|own| Fitted::of(own, times.max(2) as usize, seed));
            stand(&worths, plan, (enough, fitted.as_ref()), &resamples)
        };
        Judged { measure: measure.cloned(), enough, plans: (0..worths.all.len()).map(stand).collect() }
    };
    let spend = |own: &Outcomes| {
        let series = own.series(&Measure::TotalSpend { year: None })?;
        let values: Vec<f64> = series.by_draw().into_iter().map(Option::unwrap_or_default).collect();
        Some(resamples.mean(&values))
    };
    Ok(Robustness {
        draws: plans.draws(),
        times: times.max(2),
        level,
        targets: plans.targets(),
        spend: plans.outcomes.iter().map(spend).collect(),
        judged: std::iter::once(None).chain(plans.measures.iter().map(Some)).map(judged).collect(),
        unlike: plans.unlike,
        labels: plans.labels,
    })
}

/// How a plan does: of a probability also by how that is distributed without the noise of counting.
fn stand(worths: &Worths, plan: usize, (enough, fitted): (f64, Option<&Fitted>), resamples: &Resamples) -> Stand {
    let own = &worths.all[plan];
    let draws = || 0..own.len();
    let regrets: Vec<f64> = draws().map(|draw| worths.best(draw) - own[draw]).collect();
    // Sums of shares of equal size may miss by a last bit.
    let within = |value: f64, bound: f64| value >= bound - 1e-9;
    let best = draws().filter(|draw| within(own[*draw], worths.best(*draw))).count() as f64 / own.len().max(1) as f64;
    let crossed = draws().map(|draw| worths.best_crossed(draw) - own[draw]).sum::<f64>() / own.len().max(1) as f64;
    let mut sorted = regrets.clone();
    sorted.sort_by(f64::total_cmp);
    let great = sorted.get((GREAT * sorted.len().saturating_sub(1) as f64).round() as usize).copied().unwrap_or(0.0);
    let (worst, satisfied) = if let Some(fitted) = fitted {
        (fitted.worst(WORST), fitted.reaching(enough))
    } else {
        let own = worths.settled(plan);
        let satisfied: Vec<f64> = own.iter().map(|value| f64::from(within(*value, enough))).collect();
        let worst = resamples.interval(worst(&own, None), |taken| worst(&own, Some(taken)));
        (worst, resamples.mean(&satisfied))
    };
    Stand {
        mean: resamples.mean(own),
        worst,
        satisfied,
        regret: resamples.mean(&regrets),
        regret_crossed: crossed,
        great_regret: great,
        best,
    }
}

/// The mean over the worst tenth of draws, of which each counts as often as its block is taken.
fn worst(values: &[f64], taken: Option<&[u32]>) -> f64 {
    let mut weighted: Vec<(f64, f64)> =
        values.iter().enumerate().map(|(draw, value)| (*value, weight(taken, draw))).collect();
    weighted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut left = weighted.iter().map(|(_, weight)| weight).sum::<f64>() * WORST;
    let (all, mut sum) = (left, 0.0);
    for (value, weight) in weighted {
        let part = weight.min(left);
        sum += value * part;
        left -= part;
    }
    if all > 0.0 { sum / all } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regret_satisficing_and_the_worst_tenth_are_what_hands_count() {
        let all = vec![vec![0.0, 1.0, 0.5, 0.5, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9], vec![0.5; 10]];
        let worths = Worths { halves: [all.clone(), all.clone()], all };
        let resamples = Resamples::new(1, "test", 1);
        let [one, other] = [0, 1].map(|plan| stand(&worths, plan, (0.5, None), &resamples));
        let about = |found: f64, truth: f64| assert!((found - truth).abs() < 1e-12, "{found} {truth}");
        about(one.mean.mean, 0.74);
        about(one.worst.mean, 0.0);
        about(one.satisfied.mean, 0.9);
        about(one.regret.mean, 0.05);
        about(one.best, 0.9);
        about(other.regret.mean, (0.5 + 6.0 * 0.4) / 10.0);
        about(other.worst.mean, 0.5);
        about(other.satisfied.mean, 1.0);
        about(other.regret_crossed, other.regret.mean);
        about(other.best, 0.3);
    }
}
