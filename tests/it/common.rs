//! What the tests share: scenarios from text, runs, and collectors that keep what a test wants to see.

use rand::rngs::Xoshiro256PlusPlus;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use tidui::model::Model;
use tidui::random::Nesting;
use tidui::scenario::{DiskLibrary, MemoryLibrary, Scenario, load};
use tidui::simulate::{Collector, Group, Record, RunPlan, Unobserved, run};
use tidui::summary::{Results, Summary};
use tidui::words::Language;

/// Chance for tests, which has nothing to do with the program's.
pub(crate) type Dice = Xoshiro256PlusPlus;

/// The dice of a case: all of its chance follows from its number.
pub(crate) fn dice(case: u64) -> Dice {
    Dice::seed_from_u64(case)
}

/// What tests ask of dice beside what `rand` has.
pub(crate) trait Roll: RngExt + Sized {
    /// A number below `count`; 0 if there is none.
    fn below(&mut self, count: usize) -> usize {
        self.random_range(0..count.max(1))
    }

    fn one_in(&mut self, count: u32) -> bool {
        self.random_ratio(1, count)
    }

    /// One of a list that is not empty.
    fn choose<'list, T>(&mut self, list: &'list [T]) -> &'list T {
        list.choose(self).expect("a list to choose from")
    }
}

impl Roll for Dice {}

/// Loads a scenario from text that stands alone.
pub(crate) fn scenario(text: &str) -> Scenario {
    scenario_with(text, &[])
}

/// Loads a scenario from text that names tables, which are `roster.csv` and `schools.csv`.
pub(crate) fn scenario_with(text: &str, tables: &[(&str, &str)]) -> Scenario {
    let library = MemoryLibrary::new([("test.toml", text)].into_iter().chain(tables.iter().copied()));
    match load(&library, "test.toml", &[]) {
        Ok((scenario, _)) => scenario,
        Err(problems) => panic!("{}\n{text}", problems.render(Language::English)),
    }
}

/// A roster of these people, each a row of cells.
pub(crate) fn roster(people: impl IntoIterator<Item = String>) -> String {
    let head = "id,born,sex,school,tier,in_tier_since,origin,contract_end,marks".to_owned();
    [head].into_iter().chain(people).map(|row| row + "\n").collect()
}

/// Loads a bundled scenario, with settings.
pub(crate) fn bundled(name: &str, sets: &[&str]) -> Scenario {
    let path = format!("{}/scenarios/{name}.toml", env!("CARGO_MANIFEST_DIR"));
    let sets: Vec<String> = sets.iter().map(|set| (*set).to_owned()).collect();
    match load(&DiskLibrary, &path, &sets) {
        Ok((scenario, _)) => scenario,
        Err(problems) => panic!("{}", problems.render(Language::English)),
    }
}

/// A plan of audited replicates.
pub(crate) fn plan(replicates: u64) -> RunPlan {
    RunPlan { threads: Some(2), audit: true, ..RunPlan::new(replicates, 7, Nesting::every(2)) }
}

/// Runs and summarises.
pub(crate) fn results(scenario: &Scenario, plan: &RunPlan) -> Results {
    let model = Model::compile(scenario);
    let new = || Summary::new(&model, plan.nesting);
    match run(&model, plan, &Unobserved, &new) {
        Ok(summary) => summary.results(&model, plan.seed),
        Err(error) => panic!("{error}"),
    }
}

/// Keeps every record, in order of replicates.
#[derive(Debug, Default)]
pub(crate) struct Records(pub(crate) Vec<(u64, Record)>);

impl Collector for Records {
    fn push(&mut self, _: &Model, group: &Group<'_>) {
        let first = group.first;
        self.0.extend(group.records.iter().cloned().enumerate().map(|(at, record)| (first + at as u64, record)));
    }

    fn merge(&mut self, other: Self) {
        self.0.extend(other.0);
        self.0.sort_by_key(|(replicate, _)| *replicate);
    }
}

/// Runs and keeps every record.
pub(crate) fn records(model: &Model, plan: &RunPlan) -> Vec<Record> {
    match run(model, plan, &Unobserved, &Records::default) {
        Ok(mut records) => {
            records.0.sort_by_key(|(replicate, _)| *replicate);
            records.0.into_iter().map(|(_, record)| record).collect()
        }
        Err(error) => panic!("{error}"),
    }
}

/// Position of a metric by id.
pub(crate) fn metric(model: &Model, id: &str) -> usize {
    model.metrics().iter().position(|metric| metric.id == id).unwrap_or_else(|| panic!("no metric {id}"))
}

/// A metric in natural units at the end of a run.
pub(crate) fn at_end(model: &Model, record: &Record, id: &str) -> f64 {
    let index = metric(model, id);
    let last = model.timeline().months.len() - 1;
    record.metric(model, index, last) as f64 / model.metrics()[index].scale() as f64
}

/// Whether a file is of the kind that `ending` says.
pub(crate) fn is_a(ending: &str, name: &str) -> bool {
    std::path::Path::new(name).extension().is_some_and(|own| own == ending)
}
