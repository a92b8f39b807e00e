//! What a change does to a target, told three ways: how likely it is, what it counts, and what it is short of. Where a
//! probability sits at 0 or 1 only the other two can show that anything happened.

use serde::{Deserialize, Serialize};

use crate::scenario::Scenario;
use crate::summary::Probability;

use super::paired::{Difference, Estimate, difference, difference_of, mean, share};
use crate::study::design::{Measure, Outcomes, Series};

/// How a target stands at a point.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Standing {
    /// Probability that it is met.
    pub probability: Probability,
    /// What it counts, on average over the draws in which it has a value, in its unit; none where it has none in any.
    pub count: Option<Estimate>,
    /// The share of the replicates in which it has a value.
    #[serde(default = "always")]
    pub defined: f64,
    /// How far below its bound it is, on average, in its unit; what is above the bound makes up for nothing.
    pub shortfall: Estimate,
}

/// The share that was meant before what has no value was told apart.
const fn always() -> f64 {
    1.0
}

/// What a change does to a target.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Effect {
    /// The target's id.
    pub target: String,
    /// Before the change.
    pub before: Standing,
    /// After it.
    pub after: Standing,
    /// What the change adds to its probability; paired, like the others.
    pub probability: Difference,
    /// What it adds to what the target counts, over the draws in which that has a value before and after; none if there are
    /// no such draws.
    pub count: Option<Difference>,
    /// What it adds to the shortfall: below 0 where the change helps.
    pub shortfall: Difference,
}

/// By what an effect can be told from none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Telling {
    /// The probability differs.
    Probability,
    /// The probability does not, what is counted does.
    Count,
    /// Only the shortfall does.
    Shortfall,
    /// Nothing does.
    Nothing,
}

impl Effect {
    /// By what it can be told from none.
    #[must_use]
    pub fn telling(&self) -> Telling {
        if self.probability.detectable {
            Telling::Probability
        } else if self.count.is_some_and(|one| one.detectable) {
            Telling::Count
        } else if self.shortfall.detectable {
            Telling::Shortfall
        } else {
            Telling::Nothing
        }
    }

    /// Whether it is told by something else than the probability.
    #[must_use]
    pub fn is_beside(&self) -> bool {
        matches!(self.telling(), Telling::Count | Telling::Shortfall)
    }
}

/// What a main reading gives in every replicate.
struct Given {
    met: Series,
    counted: Option<Series>,
    short: Series,
}

impl Given {
    fn of(outcomes: &Outcomes, target: &str) -> Option<Self> {
        let short = Measure::Shortfall { target: target.to_owned(), reading: "main".to_owned() };
        Some(Self {
            met: outcomes.series(&Measure::met(target))?,
            counted: outcomes.series(&Measure::value(target)),
            short: outcomes.series(&short)?,
        })
    }

    fn standing(&self) -> Standing {
        Standing {
            probability: share(&self.met),
            count: self.counted.as_ref().map(mean),
            defined: self.counted.as_ref().map_or(0.0, Series::defined),
            shortfall: mean(&self.short),
        }
    }
}

/// How a target's main reading stands at a point; none if the scenario has no such target.
#[must_use]
pub fn standing_of(outcomes: &Outcomes, target: &str) -> Option<Standing> {
    Given::of(outcomes, target).map(|own| own.standing())
}

/// What a target's main reading has at one point beside another that met the same luck; none where one of them lacks it.
#[must_use]
pub fn effect(before: &Outcomes, after: &Outcomes, target: &str) -> Option<Effect> {
    let (first, second) = (Given::of(before, target)?, Given::of(after, target)?);
    Some(Effect {
        target: target.to_owned(),
        before: first.standing(),
        after: second.standing(),
        probability: difference(&first.met, &second.met),
        count: difference_of(first.counted.as_ref(), second.counted.as_ref()),
        shortfall: difference(&first.short, &second.short),
    })
}

/// The effects on the targets of measures.
pub(crate) fn effects(before: &Outcomes, after: &Outcomes, measures: &[Measure]) -> Vec<Effect> {
    measures.iter().filter_map(|measure| effect(before, after, measure.met_target()?)).collect()
}

/// Parts of a bound that shortfalls are counted in.
const SHARES: f64 = 1e6;

/// The targets of measures, each with the bound of its main reading, of which shortfalls are shares; 1 where that is 0.
pub(crate) fn bounds_of(scenario: &Scenario, measures: &[Measure]) -> Vec<(String, f64)> {
    let bound = |id: &str| {
        let target = scenario.targets.iter().find(|target| target.named.id == id);
        let bound =
            target.and_then(|target| target.readings.first()).map_or(1.0, |reading| reading.due().bounds.size());
        (id.to_owned(), if bound > 0.0 { bound } else { 1.0 })
    };
    measures.iter().filter_map(Measure::met_target).map(bound).collect()
}

/// What targets, each with its bound, are short of in every replicate: shares of the bounds, summed, in millionths.
pub(crate) fn missing(outcomes: &Outcomes, targets: &[(String, f64)]) -> Series {
    let share = |(target, bound): &(String, f64)| {
        let (target, reading) = (target.clone(), "main".to_owned());
        let mut series = outcomes.series(&Measure::Shortfall { target, reading })?;
        let unit = bound * series.scale as f64;
        series.values.iter_mut().for_each(|value| *value = libm::round(*value as f64 / unit * SHARES) as i64);
        Some(series)
    };
    let shares: Vec<Series> = targets.iter().filter_map(share).collect();
    let mut sum: Series = shares.iter().sum();
    sum.scale = SHARES as i64;
    sum
}
