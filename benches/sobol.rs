//! Points of a scrambled Sobol' sequence against the draws that runs and studies take: the error of what a run estimates, and of
//! Sobol' indices, from seed to seed, at equal cost. The tables of docs/performance.md under scrambled Sobol' points.
//!
//! `cargo bench --bench sobol`; `-- SEEDS REPLICATES INDEXED ROWS` for others than 40 seeds of 1,024 replicates, and 20 seeds of
//! indices in 1,024 rows.

#![expect(clippy::print_stdout, reason = "its output is the tables")]

use std::collections::BTreeMap;
use std::sync::Arc;

use sobol_burley::{NUM_DIMENSIONS, sample};
use tidui::model::Model;
use tidui::random::{Design, DesignError, Exchanged, Nesting, Stratified, Unknown};
use tidui::scenario::{DiskLibrary, Scenario, load};
use tidui::simulate::{RunPlan, Unobserved, run};
use tidui::study::{Factor, Factors, Laboratory, MemoryStore, Sampling, sensitivity};
use tidui::summary::{Results, Summary};

/// Factors with indices of their own.
const BEST: usize = 12;

/// Points of a Sobol' sequence, Owen-scrambled by the seed: draw by draw its points, and of the draws of the second sample that
/// studies exchange with (`Exchanged`) the same points in dimensions of their own. Numbers have dimensions in the order of how
/// much they matter; those of more dimensions than there are directions for are points of another scrambling, in another order.
#[derive(Debug)]
struct Owen {
    seed: u32,
    places: Arc<BTreeMap<String, u32>>,
    /// Dimensions of a number: 1, and 2 where there are two samples.
    samples: u32,
}

impl Design for Owen {
    fn percentiles(&self, draw: u64, unknowns: &[Unknown], percentiles: &mut [f64]) -> Result<(), DesignError> {
        let partner = Exchanged::partner(draw);
        let (point, second) = (draw.min(partner) as u32, u32::from(draw > partner));
        for (percentile, unknown) in percentiles.iter_mut().zip(unknowns) {
            let place = self.places.get(&unknown.path).copied().unwrap_or(0);
            let dimension = place * self.samples + second;
            let own = sample(point, dimension % NUM_DIMENSIONS, self.seed * 16 + dimension / NUM_DIMENSIONS);
            // Of 24 bits: the middle of each step, so that neither end comes up.
            *percentile = f64::from(own) + 0.5 / f64::from(1_u32 << 24);
        }
        Ok(())
    }

    fn key(&self) -> String {
        format!("owen-{}-{}", self.samples, self.seed)
    }
}

/// Which design, by seed.
type Make<'a> = &'a dyn Fn(u64) -> Arc<dyn Design>;
/// What a seed estimates, by name.
type Estimates = BTreeMap<String, f64>;

fn estimates(scenario: &Scenario, results: &Results) -> Estimates {
    let mut list = Estimates::new();
    for target in &results.targets {
        let named = &scenario.targets[target.target.index()];
        let id = format!("{}/{}", named.named.id, named.readings[target.reading].id);
        list.insert(format!("probability {id}"), target.probability.estimate);
        list.insert(format!("value {id}"), target.value.mean);
    }
    for money in &results.plan_money {
        let fund = money.fund.map_or("all", |fund| &scenario.funds[fund.index()].named.id);
        list.insert(format!("spend {fund}"), money.spend.mean);
        list.insert(format!("need P80 {fund}"), money.need.quantiles.list()[5]);
    }
    list
}

fn runs(scenario: &Scenario, seeds: u64, replicates: u64, nesting: Nesting, design: Make<'_>) -> Vec<Estimates> {
    let model = Model::compile(scenario);
    let of = |seed: u64| {
        let plan = RunPlan { design: Some(design(seed)), ..RunPlan::new(replicates, seed, nesting) };
        let summary = run(&model, &plan, &Unobserved, &|| Summary::new(&model, nesting)).ok()?;
        Some(estimates(scenario, &summary.results(&model, seed)))
    };
    (0..seeds).filter_map(of).collect()
}

/// First and total indices of what targets count and funds are asked for, of factors and of chance.
fn indices(scenario: &Scenario, seeds: u64, rows: u64, design: Make<'_>) -> Vec<Estimates> {
    let of = |seed: u64| {
        let store = MemoryStore::default();
        let sampling = Sampling { seed, ..Sampling::of(scenario) };
        let laboratory = Laboratory::new(sampling, &store, &Unobserved).with_design(design(seed));
        let wanted = Factors { best: BEST, screen: false };
        let found = sensitivity(&laboratory, scenario, &[], wanted, rows).ok()?;
        let mut list = Estimates::new();
        for one in found.measures.iter().filter(|one| !one.measure.is_event()) {
            let parts = found.factors.iter().map(Factor::id).zip(one.parts.iter().map(|part| &part.index));
            for (name, index) in parts.chain([("chance".to_owned(), &one.chance)]) {
                list.insert(format!("first {} {name}", one.measure.id()), index.first.mean);
                list.insert(format!("total {} {name}", one.measure.id()), index.total.mean);
            }
        }
        Some(list)
    };
    (0..seeds).filter_map(of).collect()
}

fn median(mut list: Vec<f64>) -> f64 {
    list.sort_by(f64::total_cmp);
    list.get(list.len() / 2).copied().unwrap_or(f64::NAN)
}

/// A row of a table: by kind of estimate, the root mean square error and its median ratio to that of the first design.
fn table(names: &[&str], all: &[Vec<Estimates>], kinds: &[&str], open: &dyn Fn(&str, f64) -> bool) {
    // What every design has in every seed; its mean over all of them, none of which is biased, is taken for the truth.
    let everywhere = |name: &&String| all.iter().flatten().all(|own| own.contains_key(*name));
    let first = all.first().and_then(|own| own.first());
    let shared: Vec<&String> = first.into_iter().flat_map(BTreeMap::keys).filter(everywhere).collect();
    let mean = |name: &str| {
        let values = || all.iter().flatten().filter_map(|own| own.get(name));
        values().sum::<f64>() / values().count() as f64
    };
    let error = |own: &[Estimates], name: &str| {
        let truth = mean(name);
        let square: f64 = own.iter().filter_map(|one| one.get(name)).map(|one| (one - truth) * (one - truth)).sum();
        libm::sqrt(square / own.len() as f64)
    };
    for kind in kinds {
        let of: Vec<&str> = shared
            .iter()
            .map(|name| name.as_str())
            .filter(|name| name.starts_with(kind) && open(name, mean(name)) && error(&all[0], name) > 0.0)
            .collect();
        for (design, own) in names.iter().zip(all) {
            let square = |one: &[Estimates]| of.iter().map(|name| error(one, name).powi(2)).sum::<f64>();
            let ratios: Vec<f64> = of.iter().map(|name| error(own, name) / error(&all[0], name)).collect();
            let worse = ratios.iter().filter(|ratio| **ratio > 1.0).count();
            let pooled = libm::sqrt(square(own) / square(&all[0]));
            let rms = libm::sqrt(square(own) / of.len() as f64);
            println!("| {kind} ({}) | {design} | {rms:.4} | {pooled:.2} | {:.2} | {worse} |", of.len(), median(ratios));
        }
    }
}

fn main() {
    let numbers: Vec<u64> = std::env::args().skip(1).filter_map(|word| word.parse().ok()).collect();
    let number = |at: usize, usual: u64| numbers.get(at).copied().unwrap_or(usual);
    let (seeds, replicates, indexed, rows) = (number(0, 40), number(1, 1024), number(2, 20), number(3, 1024));
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/xiqing-2021.toml");
    let Ok((scenario, _)) = load(&DiskLibrary, path, &[]) else { return println!("the plan is refused") };
    // How much numbers matter is the screening's to say.
    let store = MemoryStore::default();
    let laboratory = Laboratory::new(Sampling::of(&scenario), &store, &Unobserved);
    let wanted = Factors { best: BEST, screen: true };
    let Ok(found) = sensitivity(&laboratory, &scenario, &[], wanted, rows) else { return println!("no screening") };
    let ranked = found.screening.iter().flat_map(|own| &own.factors).flat_map(|one| &one.factor.paths);
    let places: Arc<BTreeMap<String, u32>> = Arc::new(ranked.cloned().zip(0..).collect());
    let owen = |seed: u64, samples: u32| -> Arc<dyn Design> {
        Arc::new(Owen { seed: seed as u32, places: Arc::clone(&places), samples })
    };
    let stratified = |seed: u64| -> Arc<dyn Design> { Arc::new(Stratified { seed }) };

    println!("{} unknown numbers; {seeds} seeds of {replicates} replicates\n", places.len());
    println!("| estimate | design | root mean square error | ÷ the first, pooled | median | worse in |");
    println!("| --- | --- | --: | --: | --: | --: |");
    let names =
        ["spread over batches, a quarter twice", "spread over batches, each once", "scrambled Sobol', each once"];
    let all = [
        runs(&scenario, seeds, replicates, Nesting::default(), &stratified),
        runs(&scenario, seeds, replicates, Nesting::ONCE, &stratified),
        runs(&scenario, seeds, replicates, Nesting::ONCE, &|seed| owen(seed, 1)),
    ];
    let kinds = ["probability", "value", "spend", "need P80"];
    // Of what is nearly certain either way there is nothing to see.
    table(&names, &all, &kinds, &|name, mean| !name.starts_with("probability") || (0.02..=0.98).contains(&mean));

    println!("\n{indexed} seeds of {rows} rows, {BEST} factors; indices that every seed has, of 0.02 and more\n");
    println!("| estimate | design | root mean square error | ÷ the first, pooled | median | worse in |");
    println!("| --- | --- | --: | --: | --: | --: |");
    let names = ["spread over batches", "scrambled Sobol'"];
    let all =
        [indices(&scenario, indexed, rows, &stratified), indices(&scenario, indexed, rows, &|seed| owen(seed, 2))];
    table(&names, &all, &["first", "total"], &|_, mean| mean > 0.02);
}
