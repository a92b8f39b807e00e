//! How often the 90 % intervals of `fit` hold the truth, on districts that the engine makes from numbers drawn by chance.
//! Prints the table of docs/fit.md.
//!
//! `cargo bench --bench fit-coverage -- 500`: districts of each kind (100 if left out); a second word names one kind alone, a third one
//! number of years; `counts` as the last word reads off growth of students and unit costs instead, which take no rosters.

#![expect(clippy::print_stdout, reason = "its output is the table")]

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use tidui::fit::{Counted, Effort, Fitted, FunnelRow, Link, PaidRow, Panel, Roster, Sort, StudentsRow, fit};
use tidui::model::{Model, logistic, logit};
use tidui::random::{Decision, Luck, Matrix, Nesting, standard_normal_quantile};
use tidui::scenario::{MemoryLibrary, Scenario, load};
use tidui::simulate::{RunPlan, rosters};

const DISTRICT: &str = include_str!("fit-district.toml");

/// A district of which students and payments are known.
const COUNTS: &str = include_str!("fit-counts.toml");

/// Half of a normal law with the scale that `fit` takes for granted, as quantiles.
const HALF_NORMAL: &str = "{ quantiles = [[0, 0], [0.25, 0.0797], [0.5, 0.1686], [0.75, 0.2876], [0.9, 0.4112], [0.95, 0.49], [0.99, 0.644], [1, 0.8]] }";

/// Moves that differ from year to year.
const MOVES: [&str; 6] = ["resign", "poached", "backbone", "leader", "master", "lapse"];

fn scenario(text: &str, sets: &[String]) -> Scenario {
    let library = MemoryLibrary::new([("made.toml", text)]);
    load(&library, "made.toml", sets).map_or_else(|problems| panic!("{problems}"), |(scenario, _)| scenario)
}

/// A kind of district.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// Numbers as the ranges have them, years alike.
    Alike,
    /// Years differ, by as much as `fit` takes for granted that they may.
    Years,
    /// Years differ by 0.3 in all moves.
    Wide,
    /// Numbers at the 8th or the 92nd percentile of their ranges, years differ.
    Off,
    /// A third of the people.
    Small,
}

/// Years between the first and the last roster.
const YEARS: [usize; 3] = [3, 5, 10];

const KINDS: [(&str, Kind); 5] = [
    ("years alike", Kind::Alike),
    ("years differ", Kind::Years),
    ("years differ by 0.3", Kind::Wide),
    ("off the centre", Kind::Off),
    ("a third of the people", Kind::Small),
];

#[derive(Clone, Copy, Default)]
struct Row {
    of: u64,
    below: u64,
    above: u64,
    width: f64,
}

impl Row {
    fn push(&mut self, truth: f64, low: f64, high: f64, prior: f64) {
        self.of += 1;
        self.below += u64::from(truth < low);
        self.above += u64::from(truth > high);
        self.width += (high - low) / prior;
    }

    fn add(&mut self, other: &Self) {
        self.of += other.of;
        self.below += other.below;
        self.above += other.above;
        self.width += other.width;
    }

    fn held(&self) -> f64 {
        100.0 * (self.of - self.below - self.above) as f64 / self.of.max(1) as f64
    }
}

fn made(kind: Kind) -> Scenario {
    let mut sets = Vec::new();
    for one in MOVES.iter().filter(|_| kind != Kind::Alike) {
        let sd = if kind == Kind::Wide { "0.3" } else { HALF_NORMAL };
        sets.push(format!("move.{one}.yearly_sd={sd}"));
    }
    if kind == Kind::Small {
        for (tier, stock) in [("teacher", 230), ("backbone", 50), ("leader", 17), ("master", 7)] {
            sets.push(format!("tier.{tier}.stock={stock}"));
        }
        sets.push("channel.hire.places.teacher=15".to_owned());
    }
    scenario(DISTRICT, &sets)
}

/// A funnel of a year.
fn funnel(luck: Luck, year: i32, [qualified, acceptance]: [f64; 2], sd: f64) -> FunnelRow {
    let decision = Decision::new("bench", "funnel");
    let of = |what: u64, count: u64, share: f64| {
        let z = standard_normal_quantile(luck.uniform(decision, what << 32, year as u32));
        let share = logistic(logit(share) + sd * z);
        (0..count).filter(|one| luck.uniform(decision, (what << 32) + 1 + one, year as u32) < share).count() as u64
    };
    let applied = 60;
    let passed = of(1, applied, qualified);
    FunnelRow {
        channel: "hire".to_owned(),
        year,
        applied: Some(applied),
        qualified: Some(passed),
        offered: Some(passed),
        accepted: Some(of(2, passed, acceptance)),
        ..FunnelRow::default()
    }
}

type Table = BTreeMap<(usize, String), Row>;

/// How the numbers of a district are drawn.
fn drawn(seed: u64, kind: Kind, truth: &Model) -> RunPlan {
    let scenario = truth.scenario();
    let mut run = RunPlan::new(2, seed, Nesting::ONCE);
    if kind == Kind::Off {
        let (luck, decision) = (Luck::of_parameters(seed, 0), Decision::new("bench", "off"));
        let paths: Vec<&str> =
            truth.uncertain().iter().map(|id| scenario.parameters[id.index()].path.as_str()).collect();
        let row = (0..paths.len() as u64).map(|which| if luck.uniform(decision, which, 0) < 0.5 { 0.08 } else { 0.92 });
        run.design = Matrix::new(&paths, &[row.collect()], false).ok().map(|one| Arc::new(one) as _);
    }
    run
}

/// By how much years differ, half of a normal law with a scale.
fn half_normal(scale: f64, luck: Luck, which: u64) -> f64 {
    scale * standard_normal_quantile(0.5 + luck.uniform(Decision::new("bench", "sd"), which, 0) / 2.0)
}

/// Whether an interval of each number and of each spread holds its truth.
fn judge(fitted: &Fitted, years: usize, value: &dyn Fn(&str) -> f64, table: &mut Table) {
    // How many apply is the bench's own, and not what the truth states.
    for one in fitted.known.iter().filter(|one| one.sort != Sort::Candidates) {
        let name = format!("{:?}{}", one.sort, if one.bound { " (bound)" } else { "" });
        let width = one.prior[2] - one.prior[0];
        table.entry((years, name)).or_default().push(value(&one.path), one.at(0.05), one.at(0.95), width);
    }
    for one in &fitted.spreads {
        let width = one.prior[2] - one.prior[0];
        table.entry((years, "spread".to_owned())).or_default().push(
            value(&one.path),
            one.at(0.05),
            one.at(0.95),
            width,
        );
    }
}

/// Students that grow and courses that are paid for, year by year.
fn counts(seed: u64, kind: Kind, model: &Model, wanted: Option<usize>, table: &mut Table) {
    let scenario = model.scenario();
    let run = drawn(seed, kind, model);
    let values = run.parameters(model, 0).unwrap_or_else(|error| panic!("{error}")).values;
    let luck = Luck::of_replicate(seed, 1);
    let (noise, sd) = match kind {
        Kind::Alike => (0.0, 0.0),
        Kind::Wide => (0.04, 0.3),
        _ => (half_normal(0.03, luck, 1), half_normal(0.25, luck, 2)),
    };
    let value = |path: &str| {
        let place = scenario.parameters.iter().position(|one| one.path == path);
        place.map_or(noise, |place| values[place])
    };
    let (growth, cost) = (value("phase.primary.growth"), value("programme.a.unit_cost.amount"));
    let z = |what: u64, year: i32| {
        standard_normal_quantile(luck.uniform(Decision::new("bench", "counts"), what, year as u32))
    };
    let line = scenario.lines.iter().position(|one| one.named.id == "courses").unwrap_or_default();
    let first = scenario.start.year() - 10;
    for years in YEARS.into_iter().filter(|years| wanted.is_none_or(|own| own == *years)) {
        let mut now = 20_000.0;
        let students = (first..=first + years as i32).map(|year| {
            let students = f64::round(now);
            now *= 1.0 + growth + noise * z(1, year);
            StudentsRow { phase: "primary".to_owned(), year, students }
        });
        let students: Vec<StudentsRow> = students.collect();
        let paid = (first..first + years as i32).map(|year| {
            let yuan = (40.0 * cost * libm::exp(sd * z(2, year))).round() as i64;
            PaidRow { line: line.into(), year, units: Some(40.0), yuan }
        });
        let paid: Vec<PaidRow> = paid.collect();
        let counted = Counted { students: &students, paid: &paid, ..Counted::default() };
        let nobody = Panel::new(Vec::new(), Link::Id);
        judge(&fit(model, &nobody, counted, EFFORT), years, &value, table);
    }
}

const EFFORT: Effort = Effort { warm: 200, kept: 1000, every: 5 };

fn district(seed: u64, kind: Kind, (truth, plan): (&Model, &Model), wanted: Option<usize>, table: &mut Table) {
    let scenario = truth.scenario();
    let run = drawn(seed, kind, truth);
    let values = run.parameters(truth, 0).unwrap_or_else(|error| panic!("{error}")).values;
    let value =
        |path: &str| scenario.parameters.iter().position(|one| one.path == path).map_or(0.0, |place| values[place]);
    let months: Vec<_> = (0..=10).map(|year| scenario.start + 12 * year).collect();
    let lists = rosters(truth, &run, 0, &months).unwrap_or_else(|error| panic!("{error}"));
    let luck = Luck::of_replicate(seed, 1);
    let sd = match kind {
        Kind::Alike => 0.0,
        Kind::Wide => 0.3,
        _ => half_normal(0.25, luck, 0),
    };
    let shares = [value("channel.hire.qualified"), value("channel.hire.acceptance.teacher")];
    for years in YEARS.into_iter().filter(|years| wanted.is_none_or(|own| own == *years)) {
        let some = months.iter().zip(&lists).take(years + 1);
        let panel = Panel::new(some.map(|(at, people)| Roster { at: *at, people: people.clone() }).collect(), Link::Id);
        let funnel: Vec<FunnelRow> =
            (0..years as i32).map(|year| funnel(luck, scenario.start.year() + year, shares, sd)).collect();
        let fitted = fit(plan, &panel, Counted { funnel: &funnel, ..Counted::default() }, EFFORT);
        let truth =
            |path: &str| if path.ends_with("yearly_sd") && path.starts_with("channel") { sd } else { value(path) };
        judge(&fitted, years, &truth, table);
    }
}

fn main() {
    let mut words: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    let of_counts = words.pop_if(|word| word == "counts").is_some();
    let count: u64 = words.first().and_then(|word| word.parse().ok()).unwrap_or(100);
    let wanted = words.get(1);
    let years: Option<usize> = words.get(2).and_then(|word| word.parse().ok());
    println!("| districts | years | numbers | of | held | below | above | width |");
    println!("|---|--:|---|--:|--:|--:|--:|--:|");
    let counted = Model::compile(&scenario(COUNTS, &[]));
    for (name, kind) in KINDS.iter().filter(|(name, _)| wanted.is_none_or(|word| name.contains(word.as_str()))) {
        // Fewer people change nothing of students and payments.
        if of_counts && *kind == Kind::Small {
            continue;
        }
        let (truth, plan) = (Model::compile(&made(*kind)), Model::compile(&scenario(DISTRICT, &[])));
        let (next, all) = (AtomicU64::new(0), Mutex::new(Table::new()));
        let work = || {
            let mut own = Table::new();
            loop {
                let seed = next.fetch_add(1, Ordering::Relaxed);
                if seed >= count {
                    break;
                }
                if of_counts {
                    counts(seed + 1000, *kind, &counted, years, &mut own);
                } else {
                    district(seed + 1000, *kind, (&truth, &plan), years, &mut own);
                }
            }
            if let Ok(mut all) = all.lock() {
                for (key, row) in &own {
                    all.entry(key.clone()).or_default().add(row);
                }
            }
        };
        thread::scope(|scope| (0..2).for_each(|_| drop(scope.spawn(work))));
        let all = all.into_inner().unwrap_or_default();
        for years in YEARS {
            let mut pooled = Row::default();
            for ((_, numbers), row) in all.iter().filter(|((own, _), _)| *own == years) {
                print(name, years, numbers, row);
                if numbers != "spread" {
                    pooled.add(row);
                }
            }
            print(name, years, "**all rates**", &pooled);
        }
    }
}

fn print(name: &str, years: usize, numbers: &str, row: &Row) {
    let share = |count: u64| 100.0 * count as f64 / row.of.max(1) as f64;
    let (below, above, width) = (share(row.below), share(row.above), row.width / row.of.max(1) as f64);
    println!(
        "| {name} | {years} | {numbers} | {} | {:.1} | {below:.1} | {above:.1} | {width:.2} |",
        row.of,
        row.held()
    );
}
