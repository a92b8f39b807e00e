//! Where a plan fails: boxes of few unknown numbers in which a target is missed far more often.

use serde::{Deserialize, Serialize};

use crate::random::Nesting;
use crate::scenario::Scenario;
use crate::summary::clopper_pearson;
use crate::summary::infer::CONFIDENCE;

use crate::study::design::{Laboratory, Measure, Point};
use crate::study::error::StudyError;
use crate::study::infer::prim::{Bounded, Cases, Holding, among, discover as box_of, half, peel};
use crate::study::infer::{Enough, Estimate, Figure};

/// Halves of the batches in which a box is looked for again.
const AGAIN: u64 = 10;
/// Least share of these in which a number has to be bounded.
const LASTING: f64 = 0.5;
/// Rows that a picture shows.
const SHOWN: usize = 400;

/// One side of a box, or both, in one unknown number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Limit {
    /// The number.
    pub path: String,
    /// It is above this; none where that side is open.
    pub low: Option<f64>,
    /// It is at most this.
    pub high: Option<f64>,
    /// The same as percentiles of its distribution.
    pub low_percentile: Option<f64>,
    /// The upper side.
    pub high_percentile: Option<f64>,
    /// In what share of boxes found again, in halves of the draws, the number is bounded too.
    pub again: f64,
}

/// What a box holds.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Held {
    /// Share of all misses that are in it.
    pub coverage: f64,
    /// Share of what is in it that is a miss, with its 95 % interval.
    pub density: Estimate,
    /// Share of everything that is in it.
    pub mass: f64,
}

/// A step on the way from everything to the smallest box.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Peeled {
    /// Share of all misses that are left.
    pub coverage: f64,
    /// Share of what is left that is a miss.
    pub density: f64,
    /// Share of everything that is left.
    pub mass: f64,
    /// Numbers that are bounded.
    pub dimensions: u64,
}

/// A box.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FailureBox {
    /// Its sides: the number that tells most first.
    pub limits: Vec<Limit>,
    /// What it holds of the draws in which it was found: too good, as it was chosen for that.
    pub found: Held,
    /// What boxes that were found in one half of the draws hold of the other half.
    pub elsewhere: Held,
    /// The way there.
    pub path: Vec<Peeled>,
}

/// A draw in a picture: percentiles of the first two numbers that are bounded, and whether the target was missed.
pub type Dot = (f64, f64, bool);

/// Where a target is missed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Failure {
    /// The target being met, or all of them.
    pub measure: Measure,
    /// Share of the replicates in which it is missed.
    pub missed: f64,
    /// Share of these in which it is missed because what it counts has no value; none of several targets together.
    pub undefined: Option<f64>,
    /// The box; none where it is missed always or never, or nothing tells where.
    pub region: Option<FailureBox>,
    /// Some of the draws.
    pub dots: Vec<Dot>,
}

/// Where a plan fails.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Discovery {
    /// Draws of what is not known, each lived through once.
    pub draws: u64,
    /// Most numbers that a box bounds.
    pub dimensions: u64,
    /// Chosen targets.
    pub failures: Vec<Failure>,
}

impl Discovery {
    /// How closely it tells what it is mainly about.
    pub(super) fn closeness(&self) -> Option<Enough> {
        let boxes = self.failures.iter().filter_map(|one| one.region.as_ref());
        Enough::of(Figure::Density, boxes.map(|own| &own.elsewhere.density), self.draws)
    }
}

/// Looks for boxes of at most `dimensions` unknown numbers in which each target by id (none means all) is missed, in `replicates`
/// draws that are each lived through once.
///
/// # Errors
/// If a target does not exist, or a run ends early.
pub fn discover(
    laboratory: &Laboratory<'_>,
    scenario: &Scenario,
    targets: &[String],
    dimensions: usize,
    replicates: u64,
) -> Result<Discovery, StudyError> {
    let point = Point::new("plan", scenario);
    let chosen = point.measures_of(targets)?;
    let own = laboratory.nested(Nesting::ONCE);
    let draws = own.draws(0, replicates);
    own.expect(1, &draws);
    let outcomes = own.one(&point, &draws)?;
    let columns = own.percentiles(&point, &draws)?;
    let look = Look { scenario, point: &point, columns: &columns, dimensions, seed: own.sampling().seed };
    let failure = |measure: &Measure| {
        let met = outcomes.series(measure)?;
        let hits: Vec<f64> = met.values.iter().map(|value| f64::from(*value <= 0)).collect();
        let mut found = look.failure(measure, &hits);
        // What has no value is missed.
        if measure.met_target().is_some() && found.missed > 0.0 {
            let without: f64 = outcomes.valued(std::slice::from_ref(measure)).iter().map(|own| 1.0 - own.defined).sum();
            found.undefined = Some(without / found.missed);
        }
        Some(found)
    };
    Ok(Discovery {
        draws: draws.len() as u64,
        dimensions: dimensions as u64,
        failures: chosen.iter().filter_map(failure).collect(),
    })
}

struct Look<'a> {
    scenario: &'a Scenario,
    point: &'a Point,
    columns: &'a [Vec<f64>],
    dimensions: usize,
    seed: u64,
}

impl Look<'_> {
    fn failure(&self, measure: &Measure, hits: &[f64]) -> Failure {
        let cases = Cases { columns: self.columns, hits };
        let everything = |_: usize| true;
        let missed = hits.iter().sum::<f64>() / hits.len().max(1) as f64;
        // Halves of whole batches, as draws of one batch have to do with each other.
        let batch = |row: usize| row as u64 / Nesting::BATCH;
        let first = |row: usize| half(self.seed, 0, batch(row));
        let mut failure = Failure { measure: measure.clone(), missed, undefined: None, region: None, dots: Vec::new() };
        if !(missed > 0.0 && missed < 1.0) {
            return failure;
        }
        let again: Vec<Bounded> = (1..=AGAIN)
            .map(|time| box_of(&cases, self.dimensions, &|row| half(self.seed, time, batch(row))).unwrap_or_default())
            .collect();
        let again = |dimension: usize| {
            let found = again.iter().filter(|own| own.iter().any(|(other, _)| *other == dimension)).count();
            found as f64 / AGAIN as f64
        };
        // A side that seldom comes up again is one of these draws alone.
        let lasting: Vec<usize> = (0..self.columns.len()).filter(|dimension| again(*dimension) >= LASTING).collect();
        let Some(mut bounded) = among(&cases, &lasting, self.dimensions, &everything) else { return failure };
        let one = box_of(&cases, self.dimensions, &first).unwrap_or_default();
        let other = box_of(&cases, self.dimensions, &|row| !first(row)).unwrap_or_default();
        let elsewhere = joined(&[cases.holding(&one, |row| !first(row)), cases.holding(&other, first)]);
        // What does not hold in other draws says nothing of where it fails.
        if elsewhere.density.low <= missed {
            return failure;
        }
        let worth = |dimension: usize| {
            let without: Bounded = bounded.iter().filter(|(own, _)| *own != dimension).copied().collect();
            cases.holding(&without, everything).worth()
        };
        let mut order: Vec<(f64, usize)> =
            bounded.iter().map(|(dimension, _)| (worth(*dimension), *dimension)).collect();
        order.sort_by(|a, b| a.0.total_cmp(&b.0));
        let rank = |dimension: usize| order.iter().position(|(_, own)| *own == dimension);
        bounded.sort_by_key(|(dimension, _)| rank(*dimension));
        let mut own: Vec<usize> = bounded.iter().map(|(dimension, _)| *dimension).collect();
        own.sort_unstable();
        let step = |own: &Bounded| {
            let Holding { coverage, density, mass, .. } = cases.holding(own, everything);
            Peeled { coverage, density, mass, dimensions: own.len() as u64 }
        };
        let path = peel(&cases, &own, &everything).iter().map(step).collect();
        let limits = bounded.iter().map(|(dimension, sides)| {
            let parameter = &self.scenario.parameters[self.point.model().uncertain()[*dimension].index()];
            Limit {
                path: parameter.path.clone(),
                low: sides.low.map(|at| parameter.quantile(at)),
                high: sides.high.map(|at| parameter.quantile(at)),
                low_percentile: sides.low,
                high_percentile: sides.high,
                again: again(*dimension),
            }
        });
        failure.region = Some(FailureBox {
            limits: limits.collect(),
            found: held(&cases.holding(&bounded, everything)),
            elsewhere,
            path,
        });
        let column = |place: usize| bounded.get(place).and_then(|(dimension, _)| self.columns.get(*dimension));
        if let Some(across) = column(0) {
            let dot = |row: usize| (across[row], column(1).map_or(0.5, |up| up[row]), hits[row] > 0.0);
            failure.dots = (0..hits.len().min(SHOWN)).map(dot).collect();
        }
        failure
    }
}

fn held(holding: &Holding) -> Held {
    let hits = (holding.density * holding.rows as f64).round() as u64;
    let (low, high) = clopper_pearson(hits, holding.rows, CONFIDENCE);
    let (low, high) = if holding.rows == 0 { (0.0, 1.0) } else { (low, high) };
    Held { coverage: holding.coverage, density: Estimate { mean: holding.density, low, high }, mass: holding.mass }
}

/// Two halves as one: of all misses and all rows.
fn joined(parts: &[Holding; 2]) -> Held {
    let rows: u64 = parts.iter().map(|part| part.rows).sum();
    let hits: f64 = parts.iter().map(|part| part.density * part.rows as f64).sum();
    // Rows and misses of each half, from the shares that are in the box.
    let all: f64 = parts.iter().filter(|part| part.mass > 0.0).map(|part| part.rows as f64 / part.mass).sum();
    let misses: f64 =
        parts.iter().filter(|part| part.mass > 0.0).map(|part| part.base * part.rows as f64 / part.mass).sum();
    let part = |one: f64, of: f64| if of > 0.0 { one / of } else { 0.0 };
    held(&Holding {
        coverage: part(hits, misses),
        density: part(hits, rows as f64),
        mass: part(rows as f64, all),
        base: part(misses, all),
        rows,
    })
}
