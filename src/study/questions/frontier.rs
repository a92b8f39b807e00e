//! The probability of each target as a function of funding: one lever or two, where more of it no longer helps, and what
//! binds there.

use serde::{Deserialize, Serialize};

use crate::scenario::Scenario;
use crate::summary::Probability;
use crate::summary::infer::CONFIDENCE;
use crate::words::text;

use crate::study::design::{Binding, Laboratory, Measure, Outcomes, Point, Series};
use crate::study::error::StudyError;
use crate::study::infer::{
    Difference, Effect, Enough, Figure, Standing, average, difference, difference_of, effect, effects, settle, share,
    share_at, standing_of,
};
use crate::study::lever::{Change, Lever};

/// One lever and the values that it is given.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Axis {
    /// Name of the lever, as [`Lever::find`] takes it.
    pub lever: String,
    /// What is done to it at each step, from least to most.
    pub changes: Vec<Change>,
}

impl Axis {
    /// Factors from `low` to `high` in `points` equal steps: 0.5 to 2.0 in four points is 0.5, 1.0, 1.5, 2.0.
    #[must_use]
    pub fn factors(lever: &str, low: f64, high: f64, points: usize) -> Self {
        let last = points.saturating_sub(1).max(1) as f64;
        // Both ends and 1 in the middle are to come out exactly.
        let at = |step: usize| (low * (last - step as f64) + high * step as f64) / last;
        Self { lever: lever.to_owned(), changes: (0..points.max(1)).map(|step| Change::Times(at(step))).collect() }
    }
}

/// A probability at a point of a frontier.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reached {
    /// The target, or all of them.
    pub measure: Measure,
    /// Its probability with the 95 % interval for this point alone.
    pub probability: Probability,
    /// Ends of a band that holds at all points together with at least 95 % (Bonferroni).
    pub band: (f64, f64),
    /// What the last step of the last axis added, paired; none at its first value.
    pub gain: Option<Difference>,
    /// How the target stands; none of all together.
    pub standing: Option<Standing>,
    /// What the last step did to it; none at its first value, and of all together.
    pub step: Option<Effect>,
}

/// One point of a frontier.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FrontierPoint {
    /// Position on each axis.
    pub at: Vec<usize>,
    /// Yuan over all years of the levers of money that are varied, on average over what is not known.
    pub money: f64,
    /// Mean spend of all lines over all years, in yuan.
    pub spend: f64,
    /// Each target, and all together last (if there is a joint target).
    pub reached: Vec<Reached>,
}

/// Where more no longer helps a target.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Saturation {
    /// The target, or all of them; or what a target counts, where its probability does not tell its ends apart.
    pub measure: Measure,
    /// The first point beyond which no point with at least as much of everything shows a detectable gain (95 % for all those
    /// comparisons together); none if the last point still gains.
    pub point: Option<usize>,
    /// What binds there: shares of the target's expected shortfall (for all together, of every target's).
    pub binding: Vec<Binding>,
}

/// A frontier.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Frontier {
    /// What was varied.
    pub axes: Vec<Axis>,
    /// The points, the last axis running fastest.
    pub points: Vec<FrontierPoint>,
    /// For each measure, where it saturates; of a target whose probability does not tell the ends apart also where what it
    /// counts does.
    pub saturation: Vec<Saturation>,
    /// What the last point (most of everything) does to each target, against the first.
    pub effects: Vec<Effect>,
    /// Replicates of every point.
    pub replicates: u64,
}

impl Frontier {
    /// How closely it tells what it is mainly about.
    pub(super) fn closeness(&self) -> Option<Enough> {
        let all = self.points.iter().flat_map(|point| &point.reached).map(|one| &one.probability);
        Enough::of(Figure::Probability, all, self.replicates)
    }
}

/// Draws a frontier of targets by id (none means all) over one axis or two, with so many replicates of every point.
///
/// # Errors
/// If there is no axis or more than two, an axis is empty, a name is unknown, or a run ends early.
pub fn frontier(
    laboratory: &Laboratory<'_>,
    scenario: &Scenario,
    axes: &[Axis],
    targets: &[String],
    replicates: u64,
) -> Result<Frontier, StudyError> {
    let design = Design::new(scenario, axes, targets)?;
    let Design { levers, grid, points, measures } = &design;
    let outcomes = laboratory.run(&points.iter().collect::<Vec<_>>(), replicates)?;
    let series: Vec<Vec<Series>> =
        outcomes.iter().map(|one| measures.iter().filter_map(|measure| one.series(measure)).collect()).collect();
    let together = 1.0 - (1.0 - CONFIDENCE) / grid.len() as f64;
    let steps = axes.last().map_or(1, |axis| axis.changes.len());
    let step_of = |index: usize, measure: &Measure| {
        let before = outcomes.get(index.checked_sub(1).filter(|_| !index.is_multiple_of(steps))?)?;
        effect(before, outcomes.get(index)?, measure.met_target()?)
    };
    let described = |index: usize, at: &Vec<usize>| {
        let reached = |(place, measure): (usize, &Measure)| {
            let own = series.get(index).and_then(|list| list.get(place))?;
            let before = (!index.is_multiple_of(steps))
                .then(|| series.get(index - 1).and_then(|list| list.get(place)))
                .flatten();
            let wide = share_at(own, together);
            Some(Reached {
                measure: measure.clone(),
                probability: share(own),
                band: (wide.low, wide.high),
                gain: before.map(|before| difference(before, own)),
                standing: measure.met_target().zip(outcomes.get(index)).and_then(|(id, one)| standing_of(one, id)),
                step: step_of(index, measure),
            })
        };
        let spend = outcomes.get(index).and_then(|one| one.series(&Measure::TotalSpend { year: None }));
        FrontierPoint {
            at: at.clone(),
            money: points.get(index).map_or(0.0, |point| {
                levers.iter().map(|lever| lever.money(point.scenario()).iter().sum::<f64>()).sum::<f64>()
            }),
            spend: spend.map_or(0.0, |spend| average(&spend)),
            reached: measures.iter().enumerate().filter_map(reached).collect(),
        }
    };
    let ends = match outcomes.as_slice() {
        [first, .., last] => effects(first, last, measures),
        _ => Vec::new(),
    };
    let saturation = |measure: &Measure| {
        let point = saturated(grid, &outcomes.iter().map(|one| one.series(measure)).collect::<Vec<_>>());
        let binding = point.and_then(|point| Some(outcomes.get(point)?.binding_of(measure))).unwrap_or_default();
        Saturation { measure: measure.clone(), point, binding }
    };
    let mut saturations = Vec::new();
    for measure in measures {
        saturations.push(saturation(measure));
        // More of what has a bound from above is no gain.
        let rises = |id: &&str| scenario.targets.iter().any(|one| one.named.id == *id && one.rises());
        let counts =
            measure.met_target().filter(rises).filter(|id| ends.iter().any(|one| one.target == *id && one.is_beside()));
        saturations.extend(counts.map(|id| saturation(&Measure::value(id))));
    }
    Ok(Frontier {
        axes: axes.to_vec(),
        points: grid.iter().enumerate().map(|(index, at)| described(index, at)).collect(),
        saturation: saturations,
        effects: ends,
        replicates: outcomes.first().map_or(0, Outcomes::replicates),
    })
}

/// How many replicates of every point it takes until the 95 % interval of every probability that the frontier shows is within
/// ±`width` at every point.
///
/// # Errors
/// As [`frontier`], and if `most` replicates do not do.
pub fn settled_frontier(
    laboratory: &Laboratory<'_>,
    scenario: &Scenario,
    axes: &[Axis],
    targets: &[String],
    (width, most): (f64, u64),
) -> Result<u64, StudyError> {
    let design = Design::new(scenario, axes, targets)?;
    let points: Vec<&Point> = design.points.iter().collect();
    let outcomes = settle(laboratory, &points, &design.measures, width, most)?;
    Ok(outcomes.first().map_or(0, Outcomes::replicates))
}

/// What a frontier runs and looks at.
struct Design {
    levers: Vec<Lever>,
    /// Positions of all points, the last axis running fastest.
    grid: Vec<Vec<usize>>,
    points: Vec<Point>,
    measures: Vec<Measure>,
}

impl Design {
    fn new(scenario: &Scenario, axes: &[Axis], targets: &[String]) -> Result<Self, StudyError> {
        if !(1..=2).contains(&axes.len()) || axes.iter().any(|axis| axis.changes.is_empty()) {
            return Err(StudyError::Request(text!("study-axes")));
        }
        let levers: Vec<Lever> =
            axes.iter().map(|axis| Lever::find(scenario, &axis.lever)).collect::<Result<_, _>>()?;
        if let [one, other] = levers.as_slice()
            && (one.name() == other.name()
                || one.funds().zip(other.funds()).is_some_and(|(one, other)| one & other != 0))
        {
            return Err(StudyError::Request(text!("study-axes-alike")));
        }
        let factors = |axis: &Axis| axis.changes.iter().all(|change| matches!(change, Change::Times(_)));
        if let Some((lever, _)) =
            levers.iter().zip(axes).find(|(lever, axis)| factors(axis) && lever.is_nothing(scenario))
        {
            let name = lever.name();
            return Err(StudyError::Request(text!("study-factor-of-nothing", name)));
        }
        let grid = grid(axes);
        let point = |at: &Vec<usize>| {
            let changes: Vec<(&Lever, Change)> = (levers.iter().zip(axes).zip(at))
                .filter_map(|((lever, axis), step)| axis.changes.get(*step).map(|change| (lever, *change)))
                .collect();
            let label: Vec<String> = at.iter().map(ToString::to_string).collect();
            Point::with(&label.join("-"), scenario, &changes)
        };
        let points: Vec<Point> = grid.iter().map(point).collect::<Result<_, _>>()?;
        let Some(first) = points.first() else { return Err(StudyError::Target { name: "all".to_owned() }) };
        let measures = first.measures_of(targets)?;
        Ok(Self { levers, grid, points, measures })
    }
}

/// Positions of all points, the last axis running fastest.
fn grid(axes: &[Axis]) -> Vec<Vec<usize>> {
    let mut grid = vec![Vec::new()];
    for axis in axes {
        let steps = 0..axis.changes.len();
        grid = grid
            .into_iter()
            .flat_map(|at: Vec<usize>| steps.clone().map(move |step| at.iter().copied().chain([step]).collect()))
            .collect();
    }
    grid
}

/// The first point beyond which nothing gains, in the order of how much there is of everything.
fn saturated(grid: &[Vec<usize>], series: &[Option<Series>]) -> Option<usize> {
    let beyond = |from: &Vec<usize>| {
        let more = |to: &Vec<usize>| to != from && from.iter().zip(to).all(|(from, to)| to >= from);
        grid.iter().enumerate().filter(|(_, to)| more(to)).map(|(index, _)| index).collect::<Vec<_>>()
    };
    let mut order: Vec<usize> = (0..grid.len()).collect();
    order.sort_by_key(|index| grid.get(*index).map_or(0, |at| at.iter().sum::<usize>()));
    order.into_iter().find(|index| {
        let further = grid.get(*index).map_or_else(Vec::new, beyond);
        let together = (1.0 - CONFIDENCE) / further.len().max(1) as f64;
        let at = |index: usize| series.get(index).and_then(Option::as_ref);
        let gains = |other: &usize| {
            difference_of(at(*index), at(*other)).is_some_and(|found| found.mean > 0.0 && found.p < together)
        };
        !further.is_empty() && !further.iter().any(gains)
    })
}
