//! Changed scenarios and tables through the check and, where it lets them pass, through audited replicates.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use rand::RngExt;
use tidui::model::Model;
use tidui::random::Nesting;
use tidui::scenario::{MemoryLibrary, Scenario, load};
use tidui::simulate::{Observer, RunError, RunPlan, run};
use tidui::summary::{Results, Spread, Summary, threads_that_fit};
use tidui::words::{Language, one_line};

use super::{cases, mutate};
use crate::common::{Dice, Roll};

/// Every scenario and table of the repository that is sound, by name.
pub(super) fn sound() -> &'static BTreeMap<String, String> {
    static FILES: OnceLock<BTreeMap<String, String>> = OnceLock::new();
    FILES.get_or_init(|| {
        let mut files = BTreeMap::new();
        for folder in ["scenarios", "tests/fixtures", "benches"] {
            let entries = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap();
            for path in entries.map(|entry| entry.unwrap().path()) {
                if path.extension().is_some_and(|end| end == "toml" || end == "csv") {
                    let name = path.file_name().unwrap().to_str().unwrap().to_owned();
                    files.insert(name, fs::read_to_string(&path).unwrap());
                }
            }
        }
        files
    })
}

/// A library in which one file has been changed, and a scenario that reads it.
pub(super) fn changed(dice: &mut Dice) -> (MemoryLibrary, String) {
    let files = sound();
    let names: Vec<&String> = files.keys().filter(|name| crate::common::is_a("toml", name)).collect();
    let name = (*dice.choose(&names)).clone();
    let mut library = MemoryLibrary { files: files.clone() };
    // A table, where the scenario reads one.
    let tables: Vec<&String> = files
        .keys()
        .filter(|table| crate::common::is_a("csv", table) && files[&name].contains(table.as_str()))
        .collect();
    let victim = if !tables.is_empty() && dice.one_in(4) { (*dice.choose(&tables)).clone() } else { name.clone() };
    let text = &files[&victim];
    let text =
        if crate::common::is_a("csv", &victim) { mutate::table(text, dice) } else { mutate::scenario(text, dice) };
    library.files.insert(victim, text);
    (library, name)
}

/// Ends a run that takes too long for a test.
pub(super) struct Patience(pub(super) Instant);

impl Observer for Patience {
    fn cancelled(&self) -> bool {
        self.0.elapsed() > Duration::from_secs(4)
    }
}

/// Loads a changed scenario; what is wrong with it is told in words that can be shown.
pub(super) fn loaded(dice: &mut Dice) -> Option<Scenario> {
    let (library, name) = changed(dice);
    match load(&library, &name, &[]) {
        Ok((scenario, _)) => Some(scenario),
        Err(problems) => {
            assert!(problems.has_errors());
            for language in Language::ALL {
                for line in problems.render(language).lines() {
                    assert_eq!(one_line(line), line);
                }
            }
            None
        }
    }
}

/// Whether a scenario is small enough for a test of many.
pub(super) fn is_quick(scenario: &Scenario) -> bool {
    let most = |id| {
        scenario.parameters.get(tidui::scenario::ParameterId::index(id)).map_or(0.0, tidui::scenario::Parameter::most)
    };
    let people: f64 = scenario.tiers.iter().filter_map(|tier| tier.stock).map(most).sum();
    let candidates: f64 = scenario.channels.iter().flat_map(|channel| channel.candidates.numbers()).map(most).sum();
    (people + candidates) * scenario.months() as f64 <= 4e7
}

fn sane(results: &Results) {
    let money = |spread: &Spread| {
        let all = [spread.mean, spread.sd, spread.quantiles.p5, spread.quantiles.p50, spread.quantiles.p95];
        assert!(all.iter().all(|number| number.is_finite() && *number >= 0.0), "{spread:?}");
        assert!(spread.quantiles.p95 <= 999_999_999_999_999.0, "{spread:?}");
    };
    for row in &results.line_money {
        [&row.need, &row.spend, &row.gap, &row.clawback, &row.displaced].into_iter().for_each(money);
        assert!((row.need.mean - row.spend.mean - row.gap.mean).abs() <= 1e-6 * row.need.mean.max(1.0), "{row:?}");
    }
    for row in &results.fund_money {
        [&row.appropriation, &row.carried_in, &row.paid, &row.need, &row.spend, &row.gap].into_iter().for_each(money);
        [&row.committed, &row.queued, &row.lapsed, &row.overrun].into_iter().for_each(money);
    }
    for row in &results.plan_money {
        [&row.need, &row.spend, &row.gap].into_iter().for_each(money);
    }
    for target in &results.targets {
        let one = target.probability;
        assert!(0.0 <= one.low && one.low <= one.estimate && one.estimate <= one.high && one.high <= 1.0, "{one:?}");
        assert!(target.value.mean.is_finite() && target.shortfall.is_finite() && target.shortfall >= 0.0);
        assert!(target.unknown_share.is_none_or(|share| (0.0..=1.0).contains(&share)));
    }
    for metric in &results.metrics {
        assert!(metric.months.iter().all(|spread| spread.mean >= 0.0 && spread.sd.is_finite()), "{}", metric.id);
    }
    assert!(results.influence.iter().all(|one| one.correlation.abs() <= 1.0));
}

#[test]
fn changed_scenarios_are_refused_or_run_and_add_up() {
    cases("scenarios", |dice| {
        let Some(scenario) = loaded(dice) else { return false };
        if !is_quick(&scenario) {
            return true;
        }
        let model = Model::compile(&scenario);
        let nesting = Nesting::new(scenario.nesting.chance_replicates.min(4), scenario.nesting.repeated_draws);
        let plan = RunPlan::new(4, dice.random(), nesting);
        let mut plan = RunPlan { threads: Some(2), audit: true, ..plan };
        match threads_that_fit(&model, &plan) {
            Ok(threads) => plan.threads = Some(threads),
            Err(RunError::TooLarge(_)) => return true,
            Err(error) => panic!("{error}"),
        }
        match run(&model, &plan, &Patience(Instant::now()), &|| Summary::new(&model, nesting)) {
            Ok(summary) => sane(&summary.results(&model, plan.seed)),
            Err(RunError::Cancelled) => {}
            Err(error) => panic!("{error}"),
        }
        true
    });
}
