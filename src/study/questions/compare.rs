//! Several scenarios beside each other: what differs in what they state, and in what comes of them.

use serde::{Deserialize, Serialize};

use super::attribute::Attribution;
use super::inputs::{InputDifference, input_differences};
use crate::study::design::{Laboratory, Measure, Outcomes, Point, Series};
use crate::study::error::StudyError;
use crate::study::infer::{
    Difference, Effect, Enough, Estimate, Figure, difference_of, effects, holm, mean, share, unseen,
};
use crate::words::text;

/// One measure in every scenario.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OutcomeRow {
    /// What is counted.
    pub measure: Measure,
    /// Its mean in each scenario with its 95 % interval, over the draws in which it has a value; none where it does not exist
    /// or never has one.
    pub values: Vec<Option<Estimate>>,
    /// The share of the replicates of each scenario in which it has a value.
    #[serde(default)]
    pub defined: Vec<f64>,
    /// The paired difference of each scenario from the first; the first one's own is none, and so are those that lack it.
    pub differences: Vec<Option<Difference>>,
    /// For each difference, its probability if there were none, adjusted for all differences of that scenario being looked at
    /// together (Holm): below 0.05 where it still counts then.
    pub together: Vec<Option<f64>>,
}

/// Scenarios beside each other, and what each group of changes contributed where that was asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Compared(pub Comparison, pub Vec<Attribution>);

impl Compared {
    /// How closely it tells what it is mainly about.
    pub(super) fn closeness(&self) -> Option<Enough> {
        let all = self.0.effects.iter().flatten().map(|effect| &effect.probability).filter(|one| one.unlike > 0);
        Enough::of(Figure::Difference, all, self.0.replicates)
    }
}

/// Scenarios beside each other.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// What the scenarios are called, the first being what the others are compared with.
    pub labels: Vec<String>,
    /// What each scenario states differently from the first; empty for the first itself.
    pub inputs: Vec<Vec<InputDifference>>,
    /// Every measure that any of them has: those of the first in its order, then those it lacks.
    pub rows: Vec<OutcomeRow>,
    /// What each scenario does to each target that it has in common with the first; empty for the first itself.
    pub effects: Vec<Vec<Effect>>,
    /// Replicates of each scenario.
    pub replicates: u64,
    /// Draws of the parameters among them.
    pub draws: u64,
    /// How large a difference of a probability so many draws may leave unseen, either way, where no replicate differs: the
    /// ends of its interval then.
    pub unseen: f64,
}

/// What scenarios are called beside each other, one for each of `ids`: the id where it is the first of its kind, else the
/// id with the next number that no other has (`lean`, `lean-2`, `lean-3`). An overlay keeps the id of what it is laid over,
/// so that scenarios of one id are the ordinary case.
///
/// ```
/// use tidui::study::labels;
/// assert_eq!(labels(&["lean", "lean", "lean-2", "full"]), ["lean", "lean-3", "lean-2", "full"]);
/// ```
#[must_use]
pub fn labels(ids: &[&str]) -> Vec<String> {
    let mut labels: Vec<String> = Vec::new();
    for (index, id) in ids.iter().enumerate() {
        let taken = |name: &str| labels.iter().any(|one| one == name) || ids.contains(&name);
        let is_first = !ids.iter().take(index).any(|other| other == id);
        let numbered = (2..=ids.len() + 2).map(|number| format!("{id}-{number}")).find(|name| !taken(name));
        labels.push(numbered.filter(|_| !is_first).unwrap_or_else(|| (*id).to_owned()));
    }
    labels
}

/// Compares scenarios with the first of them over the same luck. Intervals are for one difference at a time: of twenty
/// differences that are none, one is expected to look detectable; [`OutcomeRow::together`] is for all of them.
///
/// # Errors
/// If there are fewer than two scenarios, or a run ends early.
pub fn compare(laboratory: &Laboratory<'_>, points: &[Point], replicates: u64) -> Result<Comparison, StudyError> {
    let Some((first, _)) = points.split_first().filter(|(_, rest)| !rest.is_empty()) else {
        return Err(StudyError::Request(text!("study-one-scenario")));
    };
    let outcomes = laboratory.run(&points.iter().collect::<Vec<_>>(), replicates)?;
    let mut measures: Vec<&Measure> = first.comparable().collect();
    for point in points {
        for measure in point.comparable() {
            if !measures.contains(&measure) {
                measures.push(measure);
            }
        }
    }
    let draws = outcomes.first().map_or(0, Outcomes::draws);
    // What is the same content is the same, to the last replicate that could ever be run.
    let same = |index: usize| points.get(index).is_some_and(|point| point.key() == first.key());
    let mut rows: Vec<OutcomeRow> = measures
        .into_iter()
        .map(|measure| {
            let series: Vec<_> = outcomes.iter().map(|one| one.series(measure)).collect();
            let value = |series: &Series| {
                if !measure.is_event() {
                    return mean(series);
                }
                let share = share(series);
                Estimate { mean: share.estimate, low: share.low, high: share.high }
            };
            let base = series.first().and_then(Option::as_ref);
            let paired = |(index, other): (usize, &Option<Series>)| match (base, other) {
                (Some(_), Some(_)) if index > 0 && same(index) => Some(Difference::none(draws)),
                _ if index > 0 => difference_of(base, other.as_ref()),
                _ => None,
            };
            OutcomeRow {
                measure: measure.clone(),
                values: series.iter().map(|series| series.as_ref().map(value)).collect(),
                defined: series.iter().map(|series| series.as_ref().map_or(0.0, Series::defined)).collect(),
                differences: series.iter().enumerate().map(paired).collect(),
                together: vec![None; series.len()],
            }
        })
        .collect();
    for index in 1..points.len() {
        adjust(&mut rows, index);
    }
    let apart = |(index, point): (usize, &Point)| {
        if index == 0 { Vec::new() } else { input_differences(first.scenario(), point.scenario()) }
    };
    let met = first.met_measures();
    let beside = |(index, one): (usize, &Outcomes)| match outcomes.first() {
        Some(base) if index > 0 => effects(base, one, &met),
        _ => Vec::new(),
    };
    Ok(Comparison {
        effects: outcomes.iter().enumerate().map(beside).collect(),
        labels: points.iter().map(|point| point.label().to_owned()).collect(),
        inputs: points.iter().enumerate().map(apart).collect(),
        rows,
        replicates: outcomes.first().map_or(0, Outcomes::replicates),
        draws,
        unseen: unseen(draws),
    })
}

/// Adjusts the differences of one scenario for being looked at together.
fn adjust(rows: &mut [OutcomeRow], index: usize) {
    let own = |row: &OutcomeRow| row.differences.get(index).and_then(Option::as_ref).map(|one| one.p);
    let adjusted = holm(&rows.iter().filter_map(own).collect::<Vec<f64>>());
    let with = rows.iter_mut().filter(|row| own(row).is_some());
    for (row, adjusted) in with.zip(adjusted) {
        if let Some(slot) = row.together.get_mut(index) {
            *slot = Some(adjusted);
        }
    }
}
