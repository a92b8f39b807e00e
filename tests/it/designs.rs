//! Designs: parameters laid out by somebody else run through the same engine, threads and store.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tidui::model::Model;
use tidui::random::{Design, DesignError, Matrix, Nesting, Stratified, Unknown};
use tidui::scenario::Scenario;
use tidui::simulate::{Observer, RunError, RunPlan, run, single};
use tidui::study::{Laboratory, Measure, MemoryStore, Point, Sampling, StudyError};
use tidui::summary::Summary;

use crate::common::{bundled, plan, records, results};

/// A plan whose scenario has correlated parameters, so that a design must say what becomes of them.
fn correlated() -> Scenario {
    let scenario = bundled("xiqing-2021", &[]);
    assert!(scenario.correlation.is_some());
    scenario
}

fn paths<'a>(model: &Model, scenario: &'a Scenario) -> Vec<&'a str> {
    model.uncertain().iter().map(|id| scenario.parameters[id.index()].path.as_str()).collect()
}

fn designed(mut plan: RunPlan, design: impl Design + 'static) -> RunPlan {
    plan.design = Some(Arc::new(design));
    plan
}

/// The percentiles of the default design's draws: as they are laid out, or as the correlations leave them.
fn laid_out(model: &Model, scenario: &Scenario, draws: u64, after: bool) -> Vec<Vec<f64>> {
    let unknowns: Vec<Unknown> = paths(model, scenario).into_iter().map(Unknown::new).collect();
    let row = |draw: u64| {
        if after {
            return plan(0).parameters(model, draw).unwrap().percentiles;
        }
        let mut row = vec![0.0; unknowns.len()];
        Stratified { seed: plan(0).seed }.percentiles(draw, &unknowns, &mut row).unwrap();
        row
    };
    (0..draws).map(row).collect()
}

#[test]
fn a_matrix_of_the_percentiles_that_are_laid_out_gives_the_same_bytes() {
    let scenario = correlated();
    let model = Model::compile(&scenario);
    let default = results(&scenario, &plan(40));
    for (after, correlated) in [(false, true), (true, false)] {
        let rows = laid_out(&model, &scenario, 20, after);
        let design = Matrix::new(&paths(&model, &scenario), &rows, correlated).unwrap();
        for threads in [1, 2, 7] {
            let plan = RunPlan { threads: Some(threads), ..designed(plan(40), design.clone()) };
            assert!(results(&scenario, &plan) == default, "correlated afterwards {after}, {threads} threads");
        }
    }
    assert_ne!(laid_out(&model, &scenario, 20, false), laid_out(&model, &scenario, 20, true));
}

#[test]
fn a_row_of_halves_gives_medians() {
    let scenario = correlated();
    let model = Model::compile(&scenario);
    let paths = paths(&model, &scenario);
    for correlated in [true, false] {
        let design = Matrix::new(&paths, &[vec![0.5; paths.len()]], correlated).unwrap();
        let (parameters, record) = single(&model, &designed(plan(1), design.clone()), 0).unwrap();
        let medians: Vec<f64> = scenario.parameters.iter().map(|one| one.quantile(0.5)).collect();
        assert_eq!(parameters.values, medians);
        // Only the parameters are given: chance is the replicate's own.
        let (_, other) = single(&model, &RunPlan { seed: 8, ..designed(plan(1), design) }, 0).unwrap();
        assert_ne!(record, other);
    }
}

/// Every parameter at its middle but one in each draw: one at a time, as in a design of Morris.
#[derive(Debug)]
struct OneAtATime;

impl Design for OneAtATime {
    fn percentiles(&self, draw: u64, unknowns: &[Unknown], percentiles: &mut [f64]) -> Result<(), DesignError> {
        let one = draw as usize % unknowns.len();
        for (place, percentile) in percentiles.iter_mut().enumerate() {
            *percentile = if place == one { 0.9 } else { 0.5 };
        }
        Ok(())
    }

    fn key(&self) -> String {
        "one-at-a-time".to_owned()
    }

    fn correlated(&self) -> bool {
        false
    }
}

#[test]
fn a_design_of_ones_own_runs_through_the_engine() {
    let model = Model::compile(&correlated());
    let plan = designed(plan(12), OneAtATime);
    let all = records(&model, &plan);
    for replicate in 0..12 {
        let (parameters, alone) = single(&model, &plan, replicate).unwrap();
        assert_eq!(alone, all[replicate as usize]);
        let moved = parameters.percentiles.iter().position(|one| (one - 0.9).abs() < 1e-12);
        assert_eq!(moved, Some(plan.nesting.draw_of(replicate) as usize));
    }
}

/// Counts what it hears of.
#[derive(Default)]
struct Count(AtomicU64);

impl Observer for Count {
    fn progress(&self, done: u64, _: u64) {
        self.0.fetch_max(done, Ordering::Relaxed);
    }
}

#[test]
fn a_design_that_does_not_fit_is_refused_before_the_run() {
    let scenario = correlated();
    let model = Model::compile(&scenario);
    let paths = paths(&model, &scenario);
    let refused = |paths: &[&str], draws: usize| {
        let design = Matrix::new(paths, &vec![vec![0.5; paths.len()]; draws], true).unwrap();
        let count = Count::default();
        let new = || Summary::new(&model, Nesting::every(2));
        let error = run(&model, &designed(plan(400), design.clone()), &count, &new).err();
        let store = MemoryStore::default();
        let sampling = Sampling { seed: 7, nesting: Nesting::every(2), threads: Some(2), audit: false };
        let laboratory = Laboratory::new(sampling, &store, &count).with_design(Arc::new(design));
        let of_study = laboratory.run_one(&Point::new("plan", &scenario), 400).err();
        assert_eq!(of_study, error.clone().map(StudyError::Run));
        assert_eq!(count.0.into_inner(), 0);
        error
    };
    assert_eq!(refused(&paths, 199), Some(RunError::Design(DesignError::NoDraw { draw: 199, draws: 199 })));
    let missing = DesignError::NoColumn { path: paths[0].to_owned() };
    assert_eq!(refused(&paths[1..], 200), Some(RunError::Design(missing)));
}

#[test]
fn studies_take_designs_and_their_store_tells_them_apart() {
    let scenario = correlated();
    let model = Model::compile(&scenario);
    let point = Point::new("plan", &scenario);
    let store = MemoryStore::default();
    let paths = paths(&model, &scenario);
    let at = |percentile: f64| -> Arc<dyn Design> {
        Arc::new(Matrix::new(&paths, &vec![vec![percentile; paths.len()]; 20], false).unwrap())
    };
    let same: Arc<dyn Design> = Arc::new(Matrix::new(&paths, &laid_out(&model, &scenario, 20, false), true).unwrap());
    let value = |design: Option<Arc<dyn Design>>, threads: usize| {
        let sampling = Sampling { seed: 7, nesting: Nesting::every(2), threads: Some(threads), audit: true };
        let laboratory = Laboratory::new(sampling, &store, &tidui::simulate::Unobserved);
        let laboratory = match design {
            Some(design) => laboratory.with_design(design),
            None => laboratory,
        };
        let outcomes = laboratory.run_one(&point, 40).unwrap();
        let measure = outcomes.point().measures().find(|one| matches!(one, Measure::Value { .. })).cloned().unwrap();
        outcomes.series(&measure).unwrap().values
    };
    let default = value(None, 2);
    let (low, high) = (value(Some(at(0.25)), 2), value(Some(at(0.75)), 2));
    assert_ne!(low, high);
    assert_ne!(low, default);
    assert_eq!(value(Some(same), 1), default);
    // Asked again, in any number of threads, from the store.
    assert_eq!((value(Some(at(0.25)), 5), value(None, 1)), (low, default));
}
