//! By how much the estimates of a run vary from seed to seed, under one design of the unknown numbers and another: the table of
//! docs/performance.md on fewer replicates for the same error.
//!
//! `cargo bench --bench variance`; `-- SEEDS REPLICATES` for others than 64 and 1,024.

#![expect(clippy::print_stdout, reason = "its output is the table")]

use std::sync::Arc;

use tidui::model::Model;
use tidui::random::{Addressed, Design, Nesting, Stratified};
use tidui::scenario::{DiskLibrary, Scenario, load};
use tidui::simulate::{RunPlan, Unobserved, run};
use tidui::summary::{Results, Summary};

/// An estimate: what it is called, and its value in a run.
type Estimates = Vec<(String, f64)>;

fn estimates(scenario: &Scenario, results: &Results) -> Estimates {
    let mut list = Vec::new();
    for target in &results.targets {
        let named = &scenario.targets[target.target.index()];
        let id = format!("{}/{}", named.named.id, named.readings[target.reading].id);
        list.push((format!("probability {id}"), target.probability.estimate));
        list.push((format!("value {id}"), target.value.mean));
    }
    for money in &results.plan_money {
        let fund = money.fund.map_or("all", |fund| &scenario.funds[fund.index()].named.id);
        list.push((format!("spend {fund}"), money.spend.mean));
        list.push((format!("need P80 {fund}"), money.need.quantiles.list()[5]));
    }
    list
}

/// The variance of each estimate over seeds.
fn variances(runs: &[Estimates]) -> Vec<f64> {
    let count = runs.len() as f64;
    let places = runs.first().map_or(0, Vec::len);
    let of = |place: usize| {
        let values = || runs.iter().filter_map(move |run| run.get(place)).map(|(_, value)| *value);
        let mean = values().sum::<f64>() / count;
        values().map(|value| (value - mean) * (value - mean)).sum::<f64>() / (count - 1.0).max(1.0)
    };
    (0..places).map(of).collect()
}

fn median(list: &mut [f64]) -> f64 {
    list.sort_by(f64::total_cmp);
    list.get(list.len() / 2).copied().unwrap_or(f64::NAN)
}

fn main() {
    let mut numbers = std::env::args().skip(1).filter_map(|word| word.parse::<u64>().ok());
    let (seeds, replicates) = (numbers.next().unwrap_or(64), numbers.next().unwrap_or(1024));
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/xiqing-2021.toml");
    let Ok((scenario, _)) = load(&DiskLibrary, path, &[]) else { return println!("the plan is refused") };
    let model = Model::compile(&scenario);
    let designs: [(&str, Nesting, bool); 4] = [
        ("independent, each draw twice", Nesting::every(2), false),
        ("independent, each draw once", Nesting::ONCE, false),
        ("stratified, each draw twice", Nesting::every(2), true),
        ("stratified, a quarter twice", Nesting::default(), true),
    ];
    let mut base = Vec::new();
    println!("{seeds} seeds of {replicates} replicates; variance of independent draws, each twice, over that of\n");
    println!("| design | probabilities: median | pooled | least | values: median | spend: median | need P80: median |");
    println!("| --- | --: | --: | --: | --: | --: | --: |");
    for (name, nesting, stratified) in designs {
        let of = |seed: u64| {
            let design: Arc<dyn Design> =
                if stratified { Arc::new(Stratified { seed }) } else { Arc::new(Addressed { seed }) };
            let plan = RunPlan { design: Some(design), ..RunPlan::new(replicates, seed, nesting) };
            let summary = run(&model, &plan, &Unobserved, &|| Summary::new(&model, nesting)).ok()?;
            Some(estimates(&scenario, &summary.results(&model, seed)))
        };
        let runs: Vec<Estimates> = (0..seeds).filter_map(of).collect();
        let own = variances(&runs);
        if base.is_empty() {
            base.clone_from(&own);
        }
        let mean = |place: usize| runs.iter().map(|run| run[place].1).sum::<f64>() / runs.len() as f64;
        let names: Vec<String> =
            runs.first().map_or_else(Vec::new, |run| run.iter().map(|(name, _)| name.clone()).collect());
        let ratios = |kind: &str| -> (Vec<f64>, f64) {
            let open = |place: &usize| kind != "probability" || (0.02..=0.98).contains(&mean(*place));
            let places: Vec<usize> = (0..own.len())
                .filter(|place| names[*place].starts_with(kind) && own[*place] > 0.0)
                .filter(open)
                .collect();
            let sum = |of: &[f64]| places.iter().map(|place| of[*place]).sum::<f64>();
            (places.iter().map(|place| base[*place] / own[*place]).collect(), sum(&base) / sum(&own))
        };
        let (mut probabilities, pooled) = ratios("probability");
        let least = probabilities.iter().copied().fold(f64::INFINITY, f64::min);
        println!(
            "| {name} | {:.2} | {pooled:.2} | {least:.2} | {:.2} | {:.2} | {:.2} |",
            median(&mut probabilities),
            median(&mut ratios("value").0),
            median(&mut ratios("spend").0),
            median(&mut ratios("need").0)
        );
    }
}
