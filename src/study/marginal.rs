//! What a little more of each thing buys.

use crate::scenario::Scenario;

use super::error::StudyError;
use super::frontier::measures_of;
use super::laboratory::Laboratory;
use super::lever::{Change, Lever, LeverUnit, levers};
use super::measure::{Measure, Series};
use super::paired::{Difference, difference};
use super::point::Point;

/// What is asked.
#[derive(Clone, Debug, PartialEq)]
pub struct MarginalRequest {
    /// Levers and what is added to each; empty means [`MarginalRequest::everything`].
    pub steps: Vec<(String, Change)>,
    /// Targets by id; empty means all.
    pub targets: Vec<String>,
    /// Replicates of every point.
    pub replicates: u64,
}

impl MarginalRequest {
    /// One step of every lever: `yuan` over all years together for every fund and every line (set apart for it), and one
    /// more a year of every place, unit, candidate and unit per host, one more post, one more person at the start.
    #[must_use]
    pub fn everything(scenario: &Scenario, yuan: i64) -> Vec<(String, Change)> {
        let step = |name: String| {
            let change = Lever::find(scenario, &name).ok()?.step(yuan);
            (name != "funds").then_some((name, change))
        };
        levers(scenario).into_iter().filter_map(step).collect()
    }
}

/// What one step of a lever buys.
#[derive(Clone, Debug, PartialEq)]
pub struct Gain {
    /// The lever.
    pub lever: String,
    /// In what it is measured.
    pub unit: LeverUnit,
    /// What was added.
    pub change: Change,
    /// What it adds to the expected number of chosen targets that are met.
    pub targets_met: Difference,
    /// What it adds to the probability of each chosen target, and of all together.
    pub probability: Vec<(Measure, Difference)>,
    /// What it adds to what each chosen target counts, in the target's unit.
    pub value: Vec<(Measure, Difference)>,
    /// What it adds to spend over all lines and years, in yuan; none without money.
    pub spend: Option<Difference>,
}

/// The steps, ranked.
#[derive(Clone, Debug, PartialEq)]
pub struct Marginal {
    /// What each step buys: detectable gains first, greatest first, by the expected number of targets met.
    pub gains: Vec<Gain>,
    /// Replicates of every point.
    pub replicates: u64,
}

/// Measures what a step of each lever buys, each against the same replicates of the plan.
///
/// # Errors
/// If a name is unknown, a step is refused, or a run ends early.
pub fn marginal(
    laboratory: &Laboratory<'_>,
    scenario: &Scenario,
    request: &MarginalRequest,
) -> Result<Marginal, StudyError> {
    let steps =
        if request.steps.is_empty() { MarginalRequest::everything(scenario, 100_000) } else { request.steps.clone() };
    let base = Point::new("plan", scenario);
    let measures = measures_of(&base, &request.targets)?;
    let found: Vec<Lever> = steps.iter().map(|(name, _)| Lever::find(scenario, name)).collect::<Result<_, _>>()?;
    let mut points = vec![base];
    for (lever, (name, change)) in found.iter().zip(&steps) {
        points.push(Point::with(name, scenario, &[(lever, *change)])?);
    }
    let outcomes = laboratory.run(&points.iter().collect::<Vec<_>>(), request.replicates)?;
    let Some((plan, changed)) = outcomes.split_first() else {
        return Err(StudyError::Target { name: "all".to_owned() });
    };
    let values: Vec<Measure> = measures
        .iter()
        .filter_map(|measure| match measure {
            Measure::Met { target, .. } => Some(Measure::value(target)),
            _ => None,
        })
        .collect();
    let spend = Measure::TotalSpend { year: None };
    let before = plan.series_of(&measures);
    let before_values = plan.series_of(&values);
    let before_spend = plan.series(&spend);
    let mut gains: Vec<Gain> = Vec::new();
    for ((one, lever), (name, change)) in changed.iter().zip(&found).zip(&steps) {
        let after = one.series_of(&measures);
        let pairs = |measures: &[Measure], before: &[Series], after: &[Series]| {
            let each = measures.iter().zip(before.iter().zip(after));
            each.map(|(measure, (before, after))| (measure.clone(), difference(before, after))).collect::<Vec<_>>()
        };
        let single = |list: &[Series]| {
            let own: Vec<&Series> = measures
                .iter()
                .zip(list)
                .filter(|(measure, _)| **measure != Measure::Joint)
                .map(|(_, one)| one)
                .collect();
            total(&own)
        };
        gains.push(Gain {
            lever: name.clone(),
            unit: lever.unit(),
            change: *change,
            targets_met: difference(&single(&before), &single(&after)),
            probability: pairs(&measures, &before, &after),
            value: pairs(&values, &before_values, &one.series_of(&values)),
            spend: before_spend
                .as_ref()
                .zip(one.series(&spend).as_ref())
                .map(|(before, after)| difference(before, after)),
        });
    }
    // A stable sort: what cannot be told apart stays in the order of the levers.
    let rank = |gain: &Gain| (gain.targets_met.detectable, gain.targets_met.mean);
    gains.sort_by(|a, b| rank(b).0.cmp(&rank(a).0).then(rank(b).1.total_cmp(&rank(a).1)));
    Ok(Marginal { gains, replicates: plan.replicates() })
}

/// The sum of events in every replicate: how many of them happened.
pub(super) fn total(list: &[&Series]) -> Series {
    let Some(first) = list.first() else { return Series { values: Vec::new(), scale: 1, group: 1 } };
    let at = |index: usize| list.iter().filter_map(|series| series.values.get(index)).sum();
    Series { values: (0..first.values.len()).map(at).collect(), scale: 1, group: first.group }
}
