//! Prints the SHA-256 of what a run and some studies of the bundled plan say: `digest [FOLDER OF SCENARIOS]`.
//!
//! The engine alone is enough for it, so that every build can be asked: what is hashed is, byte for byte, what `results.json`
//! of the run holds under `results`, and all that `results.json` of a study holds. `tests/hosts/digests` asks many builds.
#![expect(clippy::print_stdout, reason = "it is what this is for")]

use std::error::Error;

use serde::Serialize;
use sha2::{Digest as _, Sha256};
use tidui::model::Model;
use tidui::scenario::{DiskLibrary, Scenario, load};
use tidui::simulate::{RunPlan, Unobserved, run};
use tidui::study::{Answer, Compared, Laboratory, MemoryStore, Point, Sampling, compare, layers, worth};
use tidui::summary::Summary;
use tidui::words::Language;

/// Replicates of the run and of each study, and those of a draw where not all replicates have their own.
const REPLICATES: u64 = 512;
const CHANCE: u64 = 4;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| "scenarios".to_owned());
    let plans = [plan(&folder, "xiqing-2021")?, plan(&folder, "lean")?];

    let (model, sampling) = (Model::compile(&plans[0]), Sampling::of(&plans[0]));
    let new = || Summary::new(&model, sampling.nesting);
    let summary = run(&model, &RunPlan::new(REPLICATES, sampling.seed, sampling.nesting), &Unobserved, &new)?;
    tell("run", &summary.results(&model, sampling.seed))?;

    let store = MemoryStore::default();
    let laboratory = Laboratory::new(sampling, &store, &Unobserved);
    let points = plans.each_ref().map(|plan| Point::new(&plan.id, plan));
    let compared = compare(&laboratory, &points, REPLICATES)?;
    tell("compare", &Answer::Compare(Compared(compared, Vec::new())))?;
    tell("layers", &Answer::Layers(layers(&laboratory, &plans[0], &[], CHANCE, REPLICATES)?))?;
    tell("worth", &Answer::Worth(worth(&laboratory, &plans, &[], CHANCE, REPLICATES)?))
}

fn plan(folder: &str, name: &str) -> Result<Scenario, Box<dyn Error>> {
    let read = load(&DiskLibrary, &format!("{folder}/{name}.toml"), &[]);
    Ok(read.map_err(|problems| problems.render(Language::English))?.0)
}

fn tell(name: &str, said: &impl Serialize) -> Result<(), Box<dyn Error>> {
    let digest = Sha256::digest(serde_json::to_vec(said)?);
    print!("{name} ");
    digest.iter().for_each(|byte| print!("{byte:02x}"));
    println!();
    Ok(())
}
