//! A plan as a function: percentiles of its unknown numbers in, outcomes out. What programs for sensitivity analysis and for
//! decisions under deep uncertainty call a model.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::model::UNDEFINED;
use crate::random::{Design, Matrix, Nesting, Repeated};
use crate::simulate::Observer;
use crate::study::{Block, Laboratory, Measure, Outcomes, Point, Sampling, Store};
use crate::words::{Text, Whole, nearest, several, text};

use super::error::AppError;
use super::source::Source;
use super::values::{Seed, Threads};
use super::{Watcher, loading};

/// Rows that are worked on together: enough for all threads, few enough that looking through them takes no time.
const TOGETHER: usize = 32;
/// Replicates that are worked on together, where every row has luck of its own.
const AT_ONCE: usize = 65_536;

/// A count of replicates of a row.
pub type Lives = Whole<1, 1_000_000, 1>;

/// A plan at chosen percentiles of its unknown numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Evaluate {
    /// The scenario.
    pub file: Source,
    /// Settings over it, `path=value`.
    #[serde(default, deserialize_with = "several")]
    pub set: Vec<String>,
    /// What is wanted: targets by id, `joint`, or anything else that `outputs` lists; empty means whether each target is met,
    /// and all together.
    #[serde(default, deserialize_with = "several")]
    pub outputs: Vec<String>,
    /// Replicates of every row, over which outputs are means.
    #[serde(default)]
    pub replicates: Lives,
    /// Seed of all luck, over that of the scenario.
    #[serde(default)]
    pub seed: Option<Seed>,
    /// Threads; none means as many as the machine offers.
    #[serde(default)]
    pub threads: Option<Threads>,
    /// Whether every row has luck of its own. Otherwise all rows meet the same luck, so that they differ in what is handed in
    /// alone.
    #[serde(default)]
    pub own_luck: bool,
    /// Whether numbers that the scenario correlates take just the percentiles that are handed in.
    #[serde(default)]
    pub uncorrelated: bool,
}

impl Evaluate {
    /// A plan with all that is usual.
    #[must_use]
    pub fn of(file: Source) -> Self {
        let (set, outputs, replicates, seed, threads) = Default::default();
        Self { file, set, outputs, replicates, seed, threads, own_luck: false, uncorrelated: false }
    }
}

/// What comes out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evaluated {
    /// What each column is.
    pub outputs: Vec<String>,
    /// A row for each that was handed in, in their order: means over its replicates; none where no replicate gives a value.
    pub rows: Vec<Vec<Option<f64>>>,
}

/// What a plan takes and gives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Function {
    /// Paths of the unknown numbers, in the order of the percentiles of a row.
    pub unknown: Vec<String>,
    /// For each of these the number of its group: those that the scenario correlates, directly or by way of others, share one.
    pub groups: Vec<usize>,
    /// Everything that can be asked for.
    pub outputs: Vec<String>,
    /// What is given where nothing is asked for.
    pub usual: Vec<String>,
}

/// What a plan takes and gives as a function.
///
/// # Errors
/// Every problem of the scenario, or that there is none.
pub fn function(file: &Source, set: &[String]) -> Result<Function, AppError> {
    let (scenario, _) = loading::load_source(file, set)?;
    let point = Point::new(&scenario.id, &scenario);
    let factors = crate::study::factors(point.model());
    let group = |path: &String| factors.iter().position(|one| one.paths.contains(path)).unwrap_or_default();
    let unknown = unknown(&point);
    Ok(Function {
        groups: unknown.iter().map(group).collect(),
        unknown,
        outputs: every(&point).iter().map(Measure::id).collect(),
        usual: usual(&point).iter().map(Measure::id).collect(),
    })
}

/// The plan at each row of percentiles, strictly between 0 and 1: as many to a row as [`Function::unknown`] has, row after row.
///
/// Draws and luck have addresses: a row by itself gives what it gives among others, and threads and order do not matter. Where
/// luck is shared, replicate 0 of every row meets the same luck, and so does replicate 1; it is not the luck of the replicates of
/// a run.
///
/// # Errors
/// What is wrong with the scenario or with what was handed in, or that the watcher asked to stop.
pub fn evaluate(request: &Evaluate, percentiles: &[f64], watcher: &dyn Watcher) -> Result<Evaluated, AppError> {
    let (scenario, _) = loading::load_source(&request.file, &request.set)?;
    let point = Point::new(&scenario.id, &scenario);
    let measures = wanted(&point, &request.outputs)?;
    let paths = unknown(&point);
    let rows =
        if paths.is_empty() { Vec::new() } else { percentiles.chunks(paths.len()).map(<[f64]>::to_vec).collect() };
    let count = rows.len();
    let names: Vec<&str> = paths.iter().map(String::as_str).collect();
    let refused = |what: Text| AppError::Request(what);
    let design = Matrix::new(&names, &rows, !request.uncorrelated).map_err(|error| refused(error.text()))?;
    let design: Arc<dyn Design> = Arc::new(design);
    let seed = request.seed.map_or(scenario.seed, Whole::get);
    let threads = request.threads.map(Whole::size);
    let sampling = Sampling { seed, nesting: Nesting::ONCE, threads, audit: false };
    let quiet = Quiet(watcher);
    let laboratory = Laboratory::new(sampling, &Forgetting, &quiet);
    let times = request.replicates.size();
    let all = (count as u64).saturating_mul(times as u64);
    let mut said = Vec::with_capacity(count);
    let mut from = 0;
    watcher.progress(0, all);
    while from < count {
        let to = if request.own_luck {
            let rows = (AT_ONCE / times).max(1);
            let to = count.min(from + rows);
            let own = point.laid_out(Arc::new(Repeated::times(Arc::clone(&design), times as u64)));
            let draws: Vec<u64> = (from as u64 * times as u64..to as u64 * times as u64).collect();
            let outcomes = laboratory.one(&own, &draws)?;
            said.extend(means(&outcomes, &measures, times));
            to
        } else {
            let to = count.min(from + TOGETHER.max(2 * threads.unwrap_or(1)));
            let own = |row: usize| point.laid_out(Arc::new(Repeated::only(Arc::clone(&design), row as u64)));
            let points: Vec<Point> = (from..to).map(own).collect();
            let outcomes = laboratory.run(&points.iter().collect::<Vec<_>>(), times as u64)?;
            said.extend(outcomes.iter().flat_map(|one| means(one, &measures, times)));
            to
        };
        from = to;
        watcher.progress(from as u64 * times as u64, all);
    }
    Ok(Evaluated { outputs: measures.iter().map(Measure::id).collect(), rows: said })
}

/// Means of each measure over so many replicates that follow each other. Sums are of whole numbers, so that nothing depends on
/// their order.
fn means(outcomes: &Outcomes, measures: &[Measure], times: usize) -> Vec<Vec<Option<f64>>> {
    let rows = outcomes.replicates() as usize / times;
    let mut said = vec![Vec::with_capacity(measures.len()); rows];
    for measure in measures {
        let Some(series) = outcomes.series(measure) else {
            for row in &mut said {
                row.push(None);
            }
            continue;
        };
        let scale = series.scale.max(1) as f64;
        for (row, values) in said.iter_mut().zip(series.values.chunks(times)) {
            let defined = || values.iter().filter(|value| **value != UNDEFINED);
            let (sum, of) = (defined().map(|value| i128::from(*value)).sum::<i128>(), defined().count());
            row.push((of > 0).then(|| sum as f64 / scale / of as f64));
        }
    }
    said
}

/// Paths of the unknown numbers, in file order.
fn unknown(point: &Point) -> Vec<String> {
    let model = point.model();
    model.uncertain().iter().map(|id| model.scenario().parameters[id.index()].path.clone()).collect()
}

/// Everything that can be asked for.
fn every(point: &Point) -> Vec<Measure> {
    point.measures().cloned().collect()
}

/// Whether each target is met, and all together.
fn usual(point: &Point) -> Vec<Measure> {
    let joint = point.measures().find(|one| **one == Measure::Joint).cloned();
    point.met_measures().into_iter().chain(joint).collect()
}

/// The measures that are asked for: a target by its id is whether its main reading is met.
fn wanted(point: &Point, names: &[String]) -> Result<Vec<Measure>, AppError> {
    if names.is_empty() {
        return Ok(usual(point));
    }
    let all = every(point);
    let ids: Vec<String> = all.iter().map(Measure::id).collect();
    let find = |name: &String| {
        let found = all.iter().zip(&ids).find(|(_, id)| *id == name).map(|(one, _)| one.clone());
        found.or_else(|| point.goal(name)).ok_or_else(|| {
            let targets = point.scenario().targets.iter().map(|target| target.named.id.as_str());
            AppError::Request(match nearest(name, targets.chain(ids.iter().map(String::as_str))) {
                Some(near) => text!("no-output-nearest", name, near),
                None => text!("no-output", name),
            })
        })
    };
    names.iter().map(find).collect()
}

/// Hears of interruptions, and tells no progress: that is told by rows.
struct Quiet<'a>(&'a dyn Watcher);

impl Observer for Quiet<'_> {
    fn cancelled(&self) -> bool {
        self.0.cancelled()
    }
}

/// A store that keeps nothing: no row comes twice.
struct Forgetting;

impl Store for Forgetting {
    fn fetch(&self, _: &str) -> Vec<Arc<Block>> {
        Vec::new()
    }

    fn keep(&self, _: &str, _: Arc<Block>) {}
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::study::asked_of;
    use crate::app::{Question, Sensitivity};
    use crate::simulate::{RunPlan, Unobserved};
    use crate::study::{Answer, MemoryStore};

    const BASE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/base.toml");

    fn request() -> Evaluate {
        Evaluate::of(BASE.into())
    }

    fn rows(count: usize) -> Vec<f64> {
        let width = function(&BASE.into(), &[]).unwrap().unknown.len();
        (0..count * width).map(|at| (at as f64 * 0.618_034 + 0.1).fract().clamp(0.001, 0.999)).collect()
    }

    #[test]
    fn a_row_gives_by_itself_what_it_gives_among_others() {
        let (few, many) = (request(), Evaluate { threads: Threads::new(2), ..request() });
        let (percentiles, width) = (rows(70), rows(1).len());
        let all = evaluate(&many, &percentiles, &Unobserved).unwrap();
        assert_eq!((all.rows.len(), all.rows[0].len()), (70, all.outputs.len()));
        for row in [0, 33, 69] {
            let own = evaluate(&few, &percentiles[row * width..(row + 1) * width], &Unobserved).unwrap();
            assert_eq!(own.rows[0], all.rows[row], "row {row}");
        }
        // As means: of three lives, thirds.
        let thrice = Evaluate { replicates: Lives::new(3).unwrap(), ..request() };
        let said = evaluate(&thrice, &percentiles[..2 * width], &Unobserved).unwrap();
        assert!(said.rows.iter().flatten().flatten().all(|share| (share * 3.0 - (share * 3.0).round()).abs() < 1e-12));
    }

    /// Equal rows meet equal luck, unless each is to have its own; that of row 0 is the shared one.
    #[test]
    fn rows_share_luck_unless_each_is_to_have_its_own() {
        let width = rows(1).len();
        let percentiles: Vec<f64> = rows(1).into_iter().cycle().take(width * 40).collect();
        let outputs = function(&BASE.into(), &[]).unwrap().outputs;
        let shared = Evaluate { outputs: outputs.clone(), ..request() };
        let said = evaluate(&shared, &percentiles, &Unobserved).unwrap().rows;
        assert!(said.iter().all(|row| *row == said[0]));
        let own = evaluate(&Evaluate { own_luck: true, ..shared }, &percentiles, &Unobserved).unwrap().rows;
        assert!(own.iter().any(|row| *row != own[0]));
        assert_eq!(own[0], said[0]);
    }

    /// Row by row with luck of its own, the percentiles of a run's draws give the run's replicates.
    #[test]
    fn the_percentiles_of_a_run_give_the_run() {
        let (scenario, _) = loading::load_source(&BASE.into(), &[]).unwrap();
        let point = Point::new("plan", &scenario);
        let plan = RunPlan::new(40, 7, Nesting::ONCE);
        let drawn = |draw| plan.parameters(point.model(), draw).unwrap().percentiles;
        let percentiles: Vec<f64> = (0..40).flat_map(drawn).collect();
        let store = MemoryStore::default();
        let sampling = Sampling { seed: 7, nesting: Nesting::ONCE, threads: None, audit: false };
        let outcomes = Laboratory::new(sampling, &store, &Unobserved).run_one(&point, 40).unwrap();
        let measures = every(&point);
        let request = Evaluate {
            outputs: measures.iter().map(Measure::id).collect(),
            seed: Seed::new(7),
            own_luck: true,
            // They are correlated already.
            uncorrelated: true,
            ..request()
        };
        let said = evaluate(&request, &percentiles, &Unobserved).unwrap();
        assert_eq!(said.rows, means(&outcomes, &measures, 1));
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let refused = |request: &Evaluate, percentiles: &[f64]| match evaluate(request, percentiles, &Unobserved) {
            Err(AppError::Request(text)) => text.en,
            other => panic!("{other:?}"),
        };
        let width = rows(1).len();
        assert!(refused(&request(), &vec![0.5; width + 1]).contains("draw 2 has 1"));
        assert!(refused(&request(), &vec![1.0; width]).contains("between 0 and 1"));
        let target = function(&BASE.into(), &[]).unwrap().usual[0].clone();
        let wrong = Evaluate { outputs: vec![format!("{target}x")], ..request() };
        assert!(refused(&wrong, &vec![0.5; width]).contains(&target));
        let none = evaluate(&request(), &[], &Unobserved).unwrap();
        assert!(none.rows.is_empty() && !none.outputs.is_empty());
    }

    /// Of each unknown number alone, the function moves as the study's screening says that it does: a number whose steps do
    /// nothing there does nothing here.
    #[test]
    fn what_the_screening_says_does_nothing_does_nothing() {
        let (scenario, _) = loading::load_source(&BASE.into(), &[]).unwrap();
        let store = MemoryStore::default();
        let laboratory = Laboratory::new(Sampling::of(&scenario), &store, &Unobserved);
        let question = Question::Sensitivity(Sensitivity { screen: true, ..Sensitivity::default() });
        let Answer::Sensitivity(found) = asked_of(&question, &laboratory, &[scenario], 64).unwrap() else { panic!() };
        let function = function(&BASE.into(), &[]).unwrap();
        let screening = found.screening.unwrap();
        let still = screening.factors.iter().filter(|one| one.share == 0.0 && one.factor.paths.len() == 1);
        for one in still {
            let place = function.unknown.iter().position(|path| *path == one.factor.paths[0]).unwrap();
            let mut percentiles = vec![0.5; function.unknown.len() * 2];
            (percentiles[place], percentiles[place + function.unknown.len()]) = (0.125, 0.875);
            let said = evaluate(&request(), &percentiles, &Unobserved).unwrap();
            assert_eq!(said.rows[0], said.rows[1], "{}", function.unknown[place]);
        }
    }
}
