//! One thread running replicates of a scenario and nothing else: the kernel whose instructions are counted.
//!
//! `kernel SCENARIO REPLICATES` runs, and prints the seconds per replicate. Under an instruction counter, the difference
//! of two counts divided by the difference of their replicates is the cost of one, start-up left out.

use std::io::Write;
use std::time::Instant;

use tidui::model::Model;
use tidui::random::Nesting;
use tidui::scenario::{DiskLibrary, load};
use tidui::simulate::{RunPlan, Unobserved, run};
use tidui::summary::Summary;

fn main() -> Result<(), String> {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let path =
        arguments.first().map_or(concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/xiqing-2021.toml"), |path| path);
    let replicates = arguments.get(1).map_or(Ok(1000), |count| count.parse()).map_err(|error| format!("{error}"))?;
    let (scenario, _) = load(&DiskLibrary, path, &[]).map_err(|error| format!("{error:?}"))?;
    let model = Model::compile(&scenario);
    let plan = RunPlan { threads: Some(1), ..RunPlan::new(replicates, 1, Nesting::every(2)) };
    let start = Instant::now();
    run(&model, &plan, &Unobserved, &|| Summary::new(&model, Nesting::every(2))).map_err(|error| error.to_string())?;
    let each = start.elapsed().as_secs_f64() / replicates as f64;
    writeln!(std::io::stdout(), "{replicates} replicates, {each:.3e} s each").map_err(|error| error.to_string())
}
