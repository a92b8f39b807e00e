//! How often 95 % intervals hold the truth: on draws made up with a known truth, and on the engine with a small plan whose
//! truth is counted in far more replicates. Prints the table of docs/intervals.md.
//!
//! `cargo bench --bench coverage`; `-- 200` looks at 200 seeds instead of 1,000, `-- quantiles` only at those.

#![expect(clippy::print_stdout, reason = "its output is the table")]

use tidui::model::Model;
use tidui::random::{Decision, Luck, Nesting, standard_normal_quantile};
use tidui::scenario::{MemoryLibrary, Scenario, load};
use tidui::simulate::{RunPlan, Unobserved, run};
use tidui::study::{Laboratory, Measure, MemoryStore, Point, Sampling, Series, difference, mean, share};
use tidui::summary::{Results, Spread, Summary};

/// Replicates in which the truth is counted.
const TRUTH: u64 = 400_000;

/// Every draw once, every draw twice, and as plans have it: some of them twice.
const ONCE: Nesting = Nesting::ONCE;
const TWICE: Nesting = Nesting::every(2);
const SOME: Nesting = Nesting::new(2, 16);

/// Replicates of a draw.
fn told(nesting: Nesting) -> &'static str {
    match nesting {
        ONCE => "1",
        TWICE => "2",
        _ => "1 or 2",
    }
}

/// What came of intervals of one kind.
#[derive(Default)]
struct Row {
    above: u32,
    below: u32,
    width: f64,
    seeds: u32,
}

impl Row {
    fn push(&mut self, truth: f64, (low, high): (f64, f64)) {
        self.seeds += 1;
        self.above += u32::from(low > truth);
        self.below += u32::from(high < truth);
        self.width += high - low;
    }

    fn print(&self, what: &str, replicates: u64, nesting: Nesting, truth: f64, unit: f64) {
        let share = |count: u32| f64::from(count) * 100.0 / f64::from(self.seeds);
        let held = 100.0 - share(self.above) - share(self.below);
        let (truth, width) = (truth * unit, self.width / f64::from(self.seeds) * unit);
        let (above, below) = (share(self.above), share(self.below));
        println!(
            "| {what} | {replicates} | {} | {truth:.4} | {held:.1} | {above:.1} | {below:.1} | {width:.3} |",
            told(nesting)
        );
    }
}

/// Uniform numbers by place.
type Uniform<'luck> = &'luck dyn Fn(u32) -> f64;

/// A number of a replicate from two uniform numbers of its own.
type Made<'made> = &'made dyn Fn(f64, f64) -> f64;

/// The replicates of a study: those of a draw share their luck with probability 0.3, all of it.
fn made(seed: u64, replicates: u64, nesting: Nesting, of: &mut dyn FnMut(Uniform<'_>)) {
    let (luck, decision) = (Luck::of_replicate(seed, 0), Decision::new("bench", "coverage"));
    for draw in 0..nesting.draws(replicates) {
        let shared = luck.uniform(decision, draw, 0) < 0.3;
        for within in 0..nesting.size_of(draw) {
            let own = if shared { 0 } else { within as u32 };
            of(&|which| luck.uniform(decision, draw, 1 + own * 8 + which));
        }
    }
}

fn series(seed: u64, replicates: u64, nesting: Nesting, events: Option<u32>, one: Made<'_>) -> Series {
    let mut values = Vec::new();
    made(seed, replicates, nesting, &mut |uniform| values.push(one(uniform(0), uniform(1)).round() as i64));
    Series { values, scale: 1, nesting, events }
}

fn head(title: &str, unit: &str) {
    println!("\n**{title}**\n");
    println!(
        "| what | replicates | to a draw | truth ({unit}) | held % | truth below % | truth above % | mean width |"
    );
    println!("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
}

/// Events of which some change: the base, then how many of them go down and how many come up.
fn differences(seeds: u64) {
    head("Differences of probabilities, made up", "points");
    for (base, down, up) in [
        (0.5, 0.005, 0.0),
        (0.5, 0.0, 0.005),
        (0.1, 0.010, 0.005),
        (0.5, 0.020, 0.015),
        (0.5, 0.05, 0.0),
        (0.9, 0.0, 0.05),
        (0.3, 0.06, 0.01),
        (0.5, 0.15, 0.10),
    ] {
        for (replicates, nesting) in
            [(200, TWICE), (400, ONCE), (400, TWICE), (2000, ONCE), (2000, TWICE), (2000, SOME)]
        {
            let mut row = Row::default();
            for seed in 0..seeds {
                let before =
                    series(seed, replicates, nesting, Some(1), &|uniform, _| f64::from(u8::from(uniform < base)));
                let after = series(seed, replicates, nesting, Some(1), &|uniform, _| {
                    f64::from(u8::from((down..base).contains(&uniform) || (base..base + up).contains(&uniform)))
                });
                let found = difference(&before, &after);
                row.push(up - down, (found.low, found.high));
            }
            let what = format!("{:.1} % of replicates down, {:.1} % up, from {base}", down * 100.0, up * 100.0);
            row.print(&what, replicates, nesting, up - down, 100.0);
        }
    }
}

fn shares(seeds: u64) {
    head("Probabilities, made up", "%");
    for probability in [0.002, 0.01, 0.05, 0.5, 0.95, 0.99] {
        for (replicates, nesting) in [(400, ONCE), (400, TWICE), (2000, TWICE), (2000, SOME)] {
            let mut row = Row::default();
            for seed in 0..seeds {
                let one = series(seed, replicates, nesting, Some(1), &|uniform, _| {
                    f64::from(u8::from(uniform < probability))
                });
                let found = share(&one);
                row.push(probability, (found.low, found.high));
            }
            row.print("an event", replicates, nesting, probability, 100.0);
        }
    }
}

fn numbers(seeds: u64) {
    head("Means and differences of numbers, made up", "their unit");
    let log_normal = |uniform: f64| libm::exp(standard_normal_quantile(uniform));
    let rare = |share: f64| move |uniform: f64, own: f64| if uniform < share { 1000.0 * libm::log(own) } else { 0.0 };
    let (few, some) = (rare(0.03), rare(0.2));
    let cases: [(&str, f64, Option<f64>, Made<'_>); 6] = [
        ("difference: 3 % of replicates, exponential", -30.0, Some(0.0), &few),
        ("difference: 20 % of replicates, exponential", -200.0, Some(0.0), &some),
        ("difference: heads, 10 % one or two fewer", -0.15, Some(0.0), &|uniform, own| {
            if uniform < 0.1 { if own < 0.5 { -1.0 } else { -2.0 } } else { 0.0 }
        }),
        ("difference: money, log-normal", 1000.0 * libm::exp(0.5), Some(0.0), &|_, own| 1000.0 * log_normal(own)),
        ("mean: money, log-normal", 1000.0 * libm::exp(0.5), None, &|_, own| 1000.0 * log_normal(own)),
        ("mean: shortfall, 10 % of replicates, exponential", 100.0, None, &|uniform, own| {
            if uniform < 0.1 { -1000.0 * libm::log(own) } else { 0.0 }
        }),
    ];
    for (what, truth, paired, one) in cases {
        for (replicates, nesting) in [(200, TWICE), (400, TWICE), (2000, ONCE), (2000, TWICE), (2000, SOME)] {
            let mut row = Row::default();
            for seed in 0..seeds {
                let after = series(seed, replicates, nesting, None, one);
                let ends = if paired.is_some() {
                    let before = Series { values: vec![0; after.values.len()], ..after.clone() };
                    let found = difference(&before, &after);
                    (found.low, found.high)
                } else {
                    let found = mean(&after);
                    (found.low, found.high)
                };
                row.push(truth, ends);
            }
            row.print(what, replicates, nesting, truth, 1.0);
        }
    }
}

/// Offers to candidates with an acceptance that is not known, paid from a fund that is sometimes too small.
fn plan(acceptance: f64, appropriation: u32) -> Option<Scenario> {
    let (low, high) = (acceptance - 0.2, acceptance + 0.2);
    let unknown = format!("{{ uniform = [{low:.6}, {high:.6}], basis = \"assumption\", source = \"invented\" }}");
    let text = include_str!("../src/study/tests/offers.toml").replace("APPROPRIATION", &appropriation.to_string());
    let text = text.replace("PLACES", "14").replace("ACCEPTANCE", &unknown);
    let text = text.replace("candidates = 40", "candidates = 14").replace("at_least = 8", "at_least = 16");
    let library = MemoryLibrary::new([("plan.toml", text.as_str())]);
    load(&library, "plan.toml", &[]).ok().map(|(scenario, _)| scenario)
}

fn engine(seeds: u64) {
    let base = plan(0.6, 900_000);
    let others = [
        ("acceptance lower by 0.0017", plan(0.5983, 900_000)),
        ("acceptance lower by 0.017", plan(0.583, 900_000)),
        ("acceptance higher by 0.017", plan(0.617, 900_000)),
        ("appropriation lower by 100,000 yuan", plan(0.6, 800_000)),
    ];
    let Some(base) = base else { return println!("the plan is refused") };
    let point = Point::new("base", &base);
    let measures = [
        ("probability", Measure::met("leader"), 100.0),
        ("heads", Measure::value("leader"), 1.0),
        ("shortfall", Measure::Shortfall { target: "leader".to_owned(), reading: "main".to_owned() }, 1.0),
        ("spend, yuan", Measure::TotalSpend { year: None }, 1.0),
    ];
    let pairs = |seed: u64, replicates: u64, nesting: Nesting, other: &Point| -> Vec<(f64, f64, f64)> {
        let store = MemoryStore::default();
        let sampling = Sampling { seed, nesting, threads: None, audit: false };
        let laboratory = Laboratory::new(sampling, &store, &Unobserved);
        let Ok(outcomes) = laboratory.run(&[&point, other], replicates) else { return Vec::new() };
        let [before, after] = outcomes.as_slice() else { return Vec::new() };
        let found = |(_, measure, _): &(&str, Measure, f64)| {
            let found = difference(&before.series(measure)?, &after.series(measure)?);
            Some((found.mean, found.low, found.high))
        };
        measures.iter().filter_map(found).collect()
    };
    head("Differences of the engine: a small plan and a change of it", "points, heads, yuan");
    for (what, other) in &others {
        let Some(other) = other else { continue };
        let other = Point::new("other", other);
        let truth = pairs(1 << 40, TRUTH, TWICE, &other);
        for (replicates, nesting) in [(400, ONCE), (400, TWICE), (2000, TWICE), (2000, SOME)] {
            let mut rows: Vec<Row> = measures.iter().map(|_| Row::default()).collect();
            for seed in 0..seeds {
                for (row, (found, truth)) in
                    rows.iter_mut().zip(pairs(seed, replicates, nesting, &other).iter().zip(&truth))
                {
                    row.push(truth.0, (found.1, found.2));
                }
            }
            for ((row, (name, _, unit)), truth) in rows.iter().zip(&measures).zip(&truth) {
                row.print(&format!("{what}: {name}"), replicates, nesting, truth.0, *unit);
            }
        }
    }
}

fn results(model: &Model, seed: u64, replicates: u64, nesting: Nesting) -> Option<Results> {
    let plan = RunPlan::new(replicates, seed, nesting);
    let summary = run(model, &plan, &Unobserved, &|| Summary::new(model, nesting)).ok()?;
    Some(summary.results(model, seed))
}

fn quantiles(seeds: u64) {
    let Some(base) = plan(0.6, 900_000) else { return println!("the plan is refused") };
    head("Quantiles and probabilities of runs of the same plan", "heads, yuan, %");
    let model = Model::compile(&base);
    let spreads = |results: &Results| -> Vec<(&'static str, Spread)> {
        let mut list = Vec::new();
        list.extend(results.targets.first().map(|target| ("heads at the deadline", target.value)));
        list.extend(results.plan_money.last().map(|all| ("need of all years", all.need)));
        list.extend(results.plan_money.last().map(|all| ("gap of all years", all.gap)));
        list
    };
    let Some(truth) = results(&model, 1 << 40, TRUTH, TWICE) else { return };
    for (replicates, nesting) in [(400, ONCE), (400, TWICE), (2000, TWICE), (2000, SOME)] {
        let mut rows: Vec<Vec<Row>> = (0..3).map(|_| (0..8).map(|_| Row::default()).collect()).collect();
        let mut event = Row::default();
        let exact = truth.targets.first().map_or(0.0, |target| target.probability.estimate);
        for seed in 0..seeds {
            let Some(found) = results(&model, seed, replicates, nesting) else { return };
            for (row, ((_, own), (_, truth))) in rows.iter_mut().zip(spreads(&found).iter().zip(&spreads(&truth))) {
                let (Some(low), Some(high)) = (own.low, own.high) else { continue };
                let ends = low.list().into_iter().zip(high.list());
                for (row, (ends, truth)) in row.iter_mut().zip(ends.zip(truth.quantiles.list())) {
                    row.push(truth, ends);
                }
            }
            if let Some(target) = found.targets.first() {
                event.push(exact, (target.probability.low, target.probability.high));
            }
        }
        for (row, (name, truth)) in rows.iter().zip(&spreads(&truth)) {
            for ((row, truth), percent) in row.iter().zip(truth.quantiles.list()).zip([5, 10, 25, 50, 75, 80, 90, 95]) {
                row.print(&format!("{name}: P{percent}"), replicates, nesting, truth, 1.0);
            }
        }
        event.print("the target's probability", replicates, nesting, exact, 100.0);
    }
}

fn main() {
    let seeds = std::env::args().find_map(|word| word.parse().ok()).unwrap_or(1000);
    println!("{seeds} seeds");
    if !std::env::args().any(|word| word == "quantiles") {
        differences(seeds);
        shares(seeds);
        numbers(seeds);
        engine(seeds);
    }
    quantiles(seeds);
}
