//! Points, pairs, levers, comparisons and their division.

use std::fmt::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::support::{HEAD, bundled, sampling, scenario, with_laboratory};
use crate::scenario::Scenario;
use crate::simulate::{Observer, RunError, RunPlan, Unobserved, run};
use crate::study::{
    Axis, Block, Change, Laboratory, Lever, LeverError, Measure, MemoryStore, Point, Sampling, Store, StudyError,
    TreeChanges, attribute, compare, difference, frontier, input_differences, levers, share,
};
use crate::summary::Summary;

/// Offers that fund and places allow: candidates who all qualify, accepted with probability `acceptance`.
fn channel(appropriation: &str, places: u32, acceptance: f64) -> String {
    let text = include_str!("offers.toml").replace("APPROPRIATION", appropriation);
    text.replace("PLACES", &places.to_string()).replace("ACCEPTANCE", &acceptance.to_string())
}

#[test]
fn outcomes_are_those_of_a_run() {
    let scenario = bundled("xiqing-2021");
    let point = Point::new("plan", &scenario);
    let plan = RunPlan { threads: Some(1), ..RunPlan::new(40, 7, crate::random::Nesting::every(2)) };
    let results =
        run(point.model(), &plan, &Unobserved, &|| Summary::new(point.model(), crate::random::Nesting::every(2)))
            .unwrap()
            .results(point.model(), 7);
    with_laboratory(2, |laboratory| {
        let outcomes = laboratory.run_one(&point, 40).unwrap();
        for target in &results.targets {
            let stated = &scenario.targets[target.target.index()];
            let (id, reading) = (stated.named.id.clone(), stated.readings[target.reading].id.clone());
            let met = Measure::Met { target: id.clone(), reading: reading.clone() };
            assert_eq!(share(&outcomes.series(&met).unwrap()), target.probability, "{id} {reading}");
            let value = crate::study::mean(&outcomes.series(&Measure::Value { target: id.clone(), reading }).unwrap());
            assert!((value.mean - target.value.mean).abs() < 1e-9);
        }
        assert_eq!(share(&outcomes.series(&Measure::Joint).unwrap()), results.joint);
        for row in &results.line_money {
            let line = scenario.lines[row.line.index()].named.id.clone();
            let spend = outcomes.series(&Measure::Spend { line, year: row.fiscal_year }).unwrap();
            assert!((crate::study::mean(&spend).mean - row.spend.mean).abs() < 1e-6);
        }
        for binding in outcomes.binding() {
            let heads: f64 = results
                .limits
                .iter()
                .filter(|row| {
                    row.limit == binding.limit && scenario.targets[row.target.index()].named.id == binding.target
                })
                .map(|row| row.heads)
                .sum();
            assert!((heads - binding.heads).abs() < 1e-6, "{binding:?}, {heads}");
        }
    });
}

#[test]
fn a_lever_is_held_to_what_a_file_may_state() {
    let plan = scenario(&channel("{ uniform = [400000, 600000] }", 8, 0.6));
    let changed = |name: &str, change: Change| {
        let lever = Lever::find(&plan, name).unwrap();
        Point::with("changed", &plan, &[(&lever, change)])
    };
    let out_of_range = |name: &str, change: Change| match changed(name, change) {
        Err(StudyError::Lever(LeverError::Range { path, value, .. })) => (path, value.to_string()),
        other => panic!("{name} {change:?}: {other:?}"),
    };
    // A number that it would make, an end of a distribution, and what no number is.
    assert_eq!(out_of_range("channel.open.acceptance.leader", Change::Times(2.0)).1, "1.2");
    assert_eq!(out_of_range("fund.special", Change::Plus(-500_000.0)).1, "-100000");
    assert_eq!(out_of_range("fund.special", Change::Times(1e7)).0, "fund.special.appropriation");
    assert_eq!(out_of_range("channel.open.candidates", Change::Times(f64::INFINITY)).1, "inf");
    out_of_range("channel.open.candidates", Change::To(f64::NAN));
    // Every number is allowed, and what they come to is not.
    let too_large = |name: &str, change: Change| match changed(name, change) {
        Err(StudyError::TooLarge { what, because }) => format!("{}; {}", what.en, because.en),
        other => panic!("{name} {change:?}: {other:?}"),
    };
    assert_eq!(
        too_large("channel.open.candidates", Change::To(9_999_999.0)),
        "there can be 10,000,000 candidates in one round, and at most 1,000,000 are allowed; \
         as much as 10,000,000 (`channel.open.candidates`)"
    );
    // An open number has as much as its place allows.
    let many = scenario(&channel("400000", 8, 0.6).replace("candidates = 40", "candidates = 500000"));
    let lever = Lever::find(&many, "channel.open.candidates").unwrap();
    let mut opened = many.clone();
    lever.apply(&mut opened, Change::Open).unwrap();
    let path = |one: &&crate::scenario::Parameter| one.path == "channel.open.candidates";
    assert_eq!(opened.parameters.iter().find(path).unwrap().most().to_string(), "5000000");
    assert!(matches!(Point::within_limits("opened", &opened), Err(StudyError::TooLarge { .. })));
}

#[test]
fn a_null_comparison_is_exactly_zero_everywhere() {
    nothing_changes(&bundled("xiqing-2021"));
    // A plan that begins with money in a fund.
    nothing_changes(&bundled("county-half-way"));
}

fn nothing_changes(plan: &Scenario) {
    let all: Vec<Lever> = levers(plan).iter().map(|name| Lever::find(plan, name).unwrap()).collect();
    let nothing: Vec<(&Lever, Change)> = all
        .iter()
        .flat_map(|lever| [(lever, Change::Times(1.0)), (lever, Change::Plus(0.0)), (lever, Change::PlusTotal(0))])
        .collect();
    // Money set apart and none of it: every line has a fund of its own, and nothing else is changed.
    let mut apart = plan.clone();
    crate::study::lever::earmark_all(&mut apart);
    assert!(apart.funds.len() > plan.funds.len());
    let points = [
        Point::new("plan", plan),
        Point::new("plan again", plan),
        Point::with("nothing", plan, &nothing).unwrap(),
        Point::new("set apart", &apart),
    ];
    assert_eq!(points[0].key(), points[2].key());
    assert_ne!(points[0].key(), points[3].key());
    with_laboratory(2, |laboratory| {
        let found = compare(laboratory, &points, 100).unwrap();
        assert!(found.rows.len() > 30, "{}", found.rows.len());
        for row in &found.rows {
            for (index, paired) in row.differences.iter().skip(1).enumerate() {
                let paired = paired.unwrap();
                assert!(paired.mean == 0.0 && !paired.detectable && paired.unlike == 0, "{}", row.measure.id());
                // Only what is the same content is known never to differ; 50 draws leave a rare change open.
                let open = if index + 1 == 3 && row.measure.is_event() { found.unseen } else { 0.0 };
                assert!(
                    (paired.high - open).abs() < 1e-12 && (paired.low + open).abs() < 1e-12,
                    "{}",
                    row.measure.id()
                );
            }
        }
        assert!(found.inputs.iter().all(Vec::is_empty), "{:?}", found.inputs);
    });
}

#[test]
fn blocks_come_back_from_bytes_as_they_were() {
    let rows: Vec<i64> = (0..60).map(|index| i64::from(index % 7) * 10_i64.pow(index as u32 % 13) - 5).collect();
    let block = Block::new(vec![0, 1, 4, 5, 9], crate::random::Nesting::every(2), &rows, 6);
    let bytes = block.to_bytes("key");
    assert_eq!(Block::from_bytes(&bytes, "key"), Some(block.clone()));
    // What was run under another key is not taken for this, wherever it lies.
    assert_eq!(Block::from_bytes(&bytes, "ke"), None);
    assert_eq!(Block::from_bytes(&bytes, "kez"), None);
    for (index, value) in rows.iter().enumerate() {
        let (row, column) = (index / 6, index % 6);
        assert_eq!(block.at(column, row / 2, row % 2), *value);
    }
    assert_eq!(Block::from_bytes(&bytes[..bytes.len() - 1], "key"), None);
    let mut wrong = bytes;
    wrong[20] ^= 1;
    assert_eq!(Block::from_bytes(&wrong, "key"), None);
}

/// Counts replicates, and stops after some.
struct Watcher {
    done: AtomicU64,
    stop_after: u64,
}

impl Observer for Watcher {
    fn progress(&self, done: u64, _: u64) {
        self.done.store(done, Ordering::Relaxed);
    }

    fn cancelled(&self) -> bool {
        self.done.load(Ordering::Relaxed) >= self.stop_after
    }
}

#[test]
fn an_interrupted_study_goes_on_where_it_was_and_threads_change_no_byte() {
    let text = channel("600000", 8, 0.5);
    let point = Point::new("a", &scenario(&text));
    let store = Counting::default();
    let watcher = Watcher { done: AtomicU64::new(0), stop_after: 500 };
    let laboratory = Laboratory::new(Sampling { threads: Some(1), ..sampling(2) }, &store, &watcher);
    assert_eq!(laboratory.run(&[&point], 4000).unwrap_err(), StudyError::Run(RunError::Cancelled));
    // At least the 512 replicates of four blocks are there, and none of them is run again.
    assert!(store.draws.load(Ordering::Relaxed) >= 256);
    let watcher = Watcher { done: AtomicU64::new(0), stop_after: u64::MAX };
    let again = Laboratory::new(sampling(2), &store, &watcher);
    let outcomes = again.run_one(&point, 4000).unwrap();
    assert_eq!(store.draws.load(Ordering::Relaxed), 2000);
    assert_eq!(watcher.done.load(Ordering::Relaxed), 4000);
    let expected = with_laboratory(2, |fresh| fresh.run_one(&point, 4000).unwrap());
    let other = MemoryStore::default();
    let many = Laboratory::new(Sampling { threads: Some(7), ..sampling(2) }, &other, &Unobserved);
    let many = many.run_one(&point, 4000).unwrap();
    for measure in point.measures() {
        assert_eq!(outcomes.series(measure), expected.series(measure));
        assert_eq!(many.series(measure), expected.series(measure));
    }
    // More replicates hold the fewer ones.
    let more = Laboratory::new(sampling(2), &store, &Unobserved).run_one(&point, 4100).unwrap();
    assert_eq!(store.draws.load(Ordering::Relaxed), 2050);
    let met = Measure::met("leader");
    assert_eq!(more.series(&met).unwrap().values[..4000], expected.series(&met).unwrap().values);
}

#[test]
fn the_same_content_has_the_same_key_wherever_it_comes_from() {
    let plan = bundled("xiqing-2021");
    let fund = Lever::find(&plan, "fund.special").unwrap();
    let half = Point::with("half", &plan, &[(&fund, Change::Times(0.5))]).unwrap();
    assert_eq!(half.key(), Point::new("lean", &bundled("lean")).key());
}

#[test]
fn levers_change_what_they_name_and_nothing_else() {
    let plan = scenario(&channel("{ uniform = [400000, 800000] }", 8, 0.5));
    let find = |name: &str| Lever::find(&plan, name).unwrap();
    let apply = |name: &str, change: Change| {
        let mut changed = plan.clone();
        find(name).apply(&mut changed, change).unwrap();
        changed
    };
    // One more place in every year, or in one.
    let drawn = |scenario: &Scenario| {
        let model = crate::model::Model::compile(scenario);
        let values = RunPlan::new(4, 7, crate::random::Nesting::ONCE).parameters(&model, 3).unwrap().values;
        let of =
            |ids: &crate::scenario::YearSeries| ids.iter().flatten().map(|id| values[id.index()]).collect::<Vec<f64>>();
        (of(scenario.channels[0].places[0].as_ref().unwrap()), of(scenario.funds[0].appropriation.as_ref().unwrap()))
    };
    let (places, money) = drawn(&plan);
    assert_eq!(drawn(&apply("channel.open.places", Change::Plus(1.0))).0, [9.0, 9.0]);
    assert_eq!(drawn(&apply("channel.open.places.leader@2022", Change::Plus(1.0))).0, [8.0, 9.0]);
    // An unknown appropriation keeps its luck, also in the year that is changed alone.
    let (same, one_year) = drawn(&apply("fund.special@2022", Change::Times(0.5)));
    assert_eq!(same, places);
    assert_eq!(one_year, [money[0], money[1] * 0.5]);
    let (_, total) = drawn(&apply("fund.special", Change::Total(600_000)));
    assert!((total[0] - money[0] * 0.5).abs() < 1e-6 && (total[1] - money[1] * 0.5).abs() < 1e-6);
    let (_, more) = drawn(&apply("funds", Change::PlusTotal(100_001)));
    assert!((more[0] - money[0] - 50_001.0).abs() < 1e-6 && (more[1] - money[1] - 50_000.0).abs() < 1e-6);
    assert_eq!(apply("funds", Change::Open).funds[0].appropriation, None);
    // Names that are wrong are answered with the nearest right one.
    let wrong = Lever::find(&plan, "fund.specail").unwrap_err();
    assert_eq!(wrong, LeverError::Unknown { name: "fund.specail".to_owned(), near: Some("fund.special".to_owned()) });
    assert!(matches!(Lever::find(&plan, "fund.special@2030"), Err(LeverError::Year { .. })));
    let below = find("fund.special").apply(&mut plan.clone(), Change::Times(-1.0));
    assert!(matches!(below, Err(LeverError::Range { .. })));
}

#[test]
fn paired_differences_of_the_funding_comparison_are_much_narrower() {
    let points = ["xiqing-2021", "generous", "lean"].map(|name| Point::new(name, &bundled(name)));
    with_laboratory(2, |laboratory| {
        let found = compare(laboratory, &points, 600).unwrap();
        for row in &found.rows {
            for (other, paired) in row.differences.iter().enumerate() {
                let Some(paired) = paired.filter(|paired| paired.unlike >= 30) else { continue };
                let ratio = paired.unpaired_width / paired.width();
                let (id, mean, low, high) = (row.measure.id(), paired.mean, paired.low, paired.high);
                println!("{} {id:40} {mean:+.4} [{low:+.4}, {high:+.4}] ratio {ratio:.1}", found.labels[other]);
                // What targets count, and what is spent in all, under half as much money again.
                if other == 1 && matches!(row.measure, Measure::Value { .. } | Measure::TotalSpend { year: None }) {
                    assert!(ratio >= 2.0, "{id}: {ratio}");
                }
            }
        }
    });
}

#[test]
fn the_paired_interval_holds_the_truth_as_often_as_it_says() {
    // The second scenario asks for one more place: the difference of additions is a Bernoulli variable with p = 0.5 a year.
    // Over 200 seeds the 95 % interval misses about 10 times; more than 25 has probability below 1e-5.
    let before = scenario(&channel("99000000", 8, 0.5).replace("candidates = 40", "candidates = 9"));
    let lever = Lever::find(&before, "channel.open.candidates").unwrap();
    let points = [Point::new("a", &before), Point::with("b", &before, &[(&lever, Change::Plus(-1.0))]).unwrap()];
    let mut missed = 0;
    for seed in 0..200 {
        let store = MemoryStore::default();
        let laboratory = Laboratory::new(Sampling { seed, ..sampling(1) }, &store, &Unobserved);
        let outcomes = laboratory.run(&[&points[0], &points[1]], 100).unwrap();
        let series = |index: usize| outcomes[index].series(&Measure::value("leader")).unwrap();
        let found = difference(&series(1), &series(0));
        // Nine candidates for eight places, each accepting with one half: the ninth makes 1 − 2⁻⁹·… a difference of one
        // half wherever a place is left, which is unless the first eight all accept.
        let truth = 2.0 * 0.5 * (1.0 - 0.5_f64.powi(8));
        missed += u32::from(truth < found.low || truth > found.high);
    }
    assert!((1..=25).contains(&missed), "missed {missed} of 200");
}

#[test]
fn parts_of_a_difference_add_up_exactly() {
    let before = scenario(&channel("600000", 6, 0.5));
    let after = scenario(
        &channel("1200000", 9, 0.7)
            .replace("at_least = 8", "at_least = 7")
            .replace("candidates = 40", "candidates = 12"),
    );
    let changes = TreeChanges::new(&before, &after).unwrap();
    let expected = ["channel.open", "fund.special", "target.leader"];
    let mut groups = crate::study::Changes::groups(&changes);
    groups.sort();
    assert_eq!(groups, expected);
    with_laboratory(2, |laboratory| {
        let measures: Vec<Measure> = Point::new("a", &before).measures().cloned().collect();
        let found = attribute(laboratory, &changes, &measures, 200).unwrap();
        assert_eq!(found.len(), measures.len());
        for one in &found {
            assert_eq!(one.parts.iter().map(|part| part.numerator).sum::<i128>(), one.numerator);
            let whole = one.numerator as f64 / one.denominator as f64;
            assert!((whole - one.whole.mean).abs() <= 1e-9 * whole.abs().max(1.0), "{}", one.measure.id());
            assert_eq!(one.orders, None);
        }
        let heads = found.iter().find(|one| one.measure == Measure::value("leader")).unwrap();
        assert!(heads.whole.detectable);
        // What a target asks for moves nobody.
        let target = heads.parts.iter().find(|part| part.group == "target.leader").unwrap();
        assert_eq!((target.numerator, target.detectable), (0, false));
    });
}

#[test]
fn many_groups_are_divided_over_drawn_orders_and_still_add_up() {
    let channels = |places: u32| {
        let mut text = HEAD.to_owned();
        for index in 0..8 {
            let _ = write!(
                text,
                "[channel.c{index}]\ntitle = {{ zh = \"渠道\", en = \"channel\" }}\ncalendar = {{ 5 = 1 }}\n\
                 candidates = 20\nmix = {{ leader = 1 }}\nplaces = {{ leader = {} }}\nacceptance = {{ leader = 0.5 }}\n\
                 award = {{ line = \"l\", amount = {{ leader = {} }}, months_to_recognition = 3 }}\n",
                places + index,
                index + 1
            );
        }
        text + "[line.l]\ntitle = { zh = \"科目\", en = \"line\" }\n[fund.f]\ntitle = { zh = \"资金\", en = \"fund\" }\n\
                appropriation = 200\npays = [\"l\"]\n"
    };
    let changes = TreeChanges::new(&scenario(&channels(4)), &scenario(&channels(9))).unwrap();
    with_laboratory(1, |laboratory| {
        let measures = [Measure::TotalSpend { year: None }, Measure::TotalGap { year: None }];
        let found = attribute(laboratory, &changes, &measures, 4).unwrap();
        assert_eq!(found[0].orders, Some(32));
        for one in &found {
            assert_eq!(one.parts.len(), 8);
            assert_eq!(one.parts.iter().map(|part| part.numerator).sum::<i128>(), one.numerator);
            assert!(one.numerator > 0);
        }
    });
}

#[test]
fn what_differs_in_the_inputs_is_told_with_its_source_and_nothing_else() {
    let found = input_differences(&bundled("xiqing-2021"), &bundled("lean"));
    let paths: Vec<&str> = found.iter().map(|one| one.path.as_str()).collect();
    assert_eq!(paths, ["fund.special.appropriation", "fund.special.appropriation_by_year.2021"]);
    let (before, after) = (found[0].before.as_ref().unwrap(), found[0].after.as_ref().unwrap());
    assert_eq!((before.words.as_str(), after.words.as_str()), ("6000000", "6000000 × 0.5"));
    assert_eq!(before.source.as_deref(), Some("plan 4.3 (no amount)"));
    assert_eq!(found[0].group, "fund.special");
    // Distributions are written as a file writes them.
    let with = |candidates: &str| {
        scenario(&format!(
            "{HEAD}[channel.c]\ntitle = {{ zh = \"渠道\", en = \"channel\" }}\ncandidates = {candidates}\n\
             mix = {{ leader = 1 }}\nplaces = {{ leader = 3 }}\n"
        ))
    };
    let found = input_differences(
        &with("{ discrete = [[0, 1], [1000, 1]], basis = \"assumption\" }"),
        &with("{ pert = [8, 12, 18], times = 2 }"),
    );
    let words = [&found[0].before, &found[0].after].map(|side| side.as_ref().unwrap().words.as_str());
    assert_eq!(words, ["discrete = [[0, 1], [1000, 1]]", "pert = [8, 12, 18], times = 2"]);
    // Rules are compared like any policy.
    let found = input_differences(&bundled("xiqing-2021"), &bundled("adaptive"));
    assert!(found.iter().all(|one| one.group == "rule.push-backbone" && one.before.is_none()));
    // What a study changed itself has no file.
    let plan = bundled("xiqing-2021");
    let lever = Lever::find(&plan, "fund.special@2022").unwrap();
    let point = Point::with("more", &plan, &[(&lever, Change::Times(2.0))]).unwrap();
    let found = input_differences(&plan, point.scenario());
    assert_eq!(found.len(), 1, "{found:?}");
}

/// Counts the draws that were run.
#[derive(Default)]
struct Counting {
    memory: MemoryStore,
    draws: AtomicU64,
}

impl Store for Counting {
    fn fetch(&self, key: &str) -> Vec<Arc<Block>> {
        self.memory.fetch(key)
    }

    fn keep(&self, key: &str, block: Arc<Block>) {
        self.draws.fetch_add(block.draws().len() as u64, Ordering::Relaxed);
        self.memory.keep(key, block);
    }
}

/// Notes every word of progress.
#[derive(Default)]
struct Listener(std::sync::Mutex<Vec<(u64, u64)>>);

impl Observer for Listener {
    fn progress(&self, done: u64, total: u64) {
        self.0.lock().unwrap().push((done, total));
    }
}

/// However many batches a study runs, its progress goes one way and never beyond its end.
#[test]
fn progress_is_of_the_whole_study() {
    let plan = bundled("xiqing-2021");
    let axes = vec![Axis::factors("fund.special", 0.5, 2.0, 4)];
    let (store, listener) = (MemoryStore::default(), Listener::default());
    frontier(&Laboratory::new(sampling(2), &store, &listener), &plan, &axes, &[], 40).unwrap();
    let told = listener.0.into_inner().unwrap();
    assert!(told.windows(2).all(|pair| pair[0].0 <= pair[1].0), "{told:?}");
    assert!(told.iter().all(|(done, total)| done <= total && *total == 160), "{told:?}");
    assert!(told.last().is_some_and(|(done, _)| *done > 120), "{told:?}");
}

#[test]
fn a_frontier_in_two_dimensions_answers_as_its_points_do_alone() {
    let plan = bundled("xiqing-2021");
    let axes = vec![Axis::factors("fund.special", 0.5, 2.0, 3), Axis::factors("fund.education", 0.5, 2.0, 3)];
    let found = with_laboratory(2, |laboratory| frontier(laboratory, &plan, &axes, &[], 60).unwrap());
    let lever = |axis: &Axis| Lever::find(&plan, &axis.lever).unwrap();
    for point in &found.points {
        let changes: Vec<(Lever, Change)> =
            axes.iter().zip(&point.at).map(|(axis, at)| (lever(axis), axis.changes[*at])).collect();
        let changes: Vec<(&Lever, Change)> = changes.iter().map(|(lever, change)| (lever, *change)).collect();
        let alone = Point::with("alone", &plan, &changes).unwrap();
        let alone = with_laboratory(2, |laboratory| laboratory.run_one(&alone, 60).unwrap());
        for reached in &point.reached {
            assert_eq!(reached.probability, share(&alone.series(&reached.measure).unwrap()), "{:?}", point.at);
        }
    }
}
