//! Questions with answers in closed form, asked of scenarios that state them.

use statrs::distribution::{Binomial, DiscreteCDF};

use super::support::{HEAD, confidences, scenario, with_laboratory};
use crate::scenario::Scenario;
use crate::study::{
    Axis, Change, Extent, Lever, Measure, Opening, Point, Profile, Require, Steps, frontier, marginal, require, settle,
    share,
};
use crate::summary::Limit;
use crate::words::Positive;

const CONFIDENCES: [f64; 4] = [0.5, 0.8, 0.9, 0.95];
const COST: f64 = 7000.0;

/// P(Bin(n, p) ≥ least).
fn at_least(trials: u64, p: f64, least: u64) -> f64 {
    if least == 0 {
        return 1.0;
    }
    Binomial::new(p, trials).unwrap().sf(least - 1)
}

fn least_trials(p: f64, target: u64, confidence: f64) -> u64 {
    (0..1000).find(|trials| at_least(*trials, p, target) >= confidence).unwrap()
}

fn one_year(text: &str) -> Scenario {
    scenario(&text.replace("2022-12", "2021-12"))
}

/// So many candidates get an offer; each accepts with probability `p`; `target` are wanted.
fn offers(candidates: u64, p: f64, target: u64) -> Scenario {
    offers_within(candidates, p, &format!("at_least = {target}"))
}

fn offers_within(candidates: u64, p: f64, bounds: &str) -> Scenario {
    one_year(&format!(
        r#"{HEAD}
[channel.open]
title = {{ zh = "公开选聘", en = "open" }}
import = true
calendar = {{ 5 = 1 }}
candidates = {candidates}
mix = {{ leader = 1 }}
places = {{ leader = 500 }}
acceptance = {{ leader = {p} }}
[target.leader]
title = {{ zh = "领军人才", en = "leaders" }}
at = "2021-12"
{bounds}
count = "additions"
tiers = ["leader"]
"#
    ))
}

/// Every candidate costs `COST` to bring, whether or not she accepts.
fn bought(units: u64, p: f64, target: u64, appropriation: u64) -> Scenario {
    one_year(&bought_text(units, p, target, appropriation))
}

fn bought_text(units: u64, p: f64, target: u64, appropriation: u64) -> String {
    format!(
        r#"{HEAD}
[programme.visits]
title = {{ zh = "走访", en = "visits" }}
reaches = "district"
unit = {{ zh = "人", en = "visit" }}
units = {units}
unit_cost = {{ line = "visits", amount = {COST} }}
calendar = {{ 1 = 1 }}
[channel.open]
title = {{ zh = "公开选聘", en = "open" }}
import = true
calendar = {{ 5 = 1 }}
candidates = 0
candidates_from = {{ programme = "visits", per_unit = 1 }}
mix = {{ leader = 1 }}
places = {{ leader = 500 }}
acceptance = {{ leader = {p} }}
[line.visits]
title = {{ zh = "走访", en = "visits" }}
[fund.special]
title = {{ zh = "专项", en = "special" }}
appropriation = {appropriation}
pays = ["visits"]
[target.leader]
title = {{ zh = "领军人才", en = "leaders" }}
at = "2021-12"
at_least = {target}
count = "additions"
tiers = ["leader"]
"#
    )
}

fn ask(lever: &str) -> Require {
    let (target, confidence) = ("leader".to_owned(), confidences(&CONFIDENCES));
    Require { target, confidence, lever: lever.to_owned(), ..Require::default() }
}

/// The least number of offers n with P(Bin(n, 0.6) ≥ 8) ≥ c. Each of four 95 % intervals holds the truth; with a right
/// program all of them do under at least 80 % of seeds, and this seed is one of them.
#[test]
fn the_least_offers_are_those_of_the_binomial_law() {
    let scenario = offers(10, 0.6, 8);
    with_laboratory(1, |laboratory| {
        let found = require(laboratory, &scenario, &ask("channel.open.candidates"), 4000).unwrap();
        for one in &found.required {
            let exact = least_trials(0.6, 8, one.confidence);
            let (low, high) = one.interval;
            println!(
                "offers at {}: exact {exact}, found {:?}, interval {low:?} to {high:?}",
                one.confidence, one.least
            );
            assert!(low.unwrap() <= exact as f64 && exact as f64 <= high.unwrap());
            assert!((one.least.unwrap() - exact as f64).abs() <= 1.0);
            assert!(one.probability.unwrap().estimate >= one.confidence);
        }
        assert_eq!(found.reversals, 0);
    });
}

/// Money buys candidates, and candidates may decline: the least money is the cost of the least offers, and on average
/// COST / p for each who accepts.
#[test]
fn the_least_money_is_the_price_of_the_least_offers() {
    let scenario = bought(200, 0.4, 10, 100_000);
    with_laboratory(1, |laboratory| {
        let found = require(laboratory, &scenario, &ask("fund.special"), 4000).unwrap();
        for one in &found.required {
            let exact = least_trials(0.4, 10, one.confidence) as f64 * COST;
            let (low, high) = one.interval;
            println!("money at {}: exact {exact}, found {:?}, interval {low:?} to {high:?}", one.confidence, one.least);
            assert!(low.unwrap() <= exact && exact <= high.unwrap());
            assert!((one.least.unwrap() - exact).abs() <= COST);
        }
        // What the next 70,000 yuan buys: ten candidates, four of whom accept.
        let steps = Steps::Of(vec![
            ("fund.special".to_owned(), Change::PlusTotal(70_000)),
            ("programme.visits".to_owned(), Change::Plus(1.0)),
        ]);
        let gains = marginal(laboratory, &scenario, &steps, &[], Extent::Replicates(4000)).unwrap().gains;
        assert_eq!(gains[0].lever, "fund.special");
        let heads = gains[0].value[0].1;
        println!("70,000 yuan buy {:.3} heads [{:.3}, {:.3}], exact 4", heads.mean, heads.low, heads.high);
        assert!(heads.low <= 4.0 && 4.0 <= heads.high && heads.detectable);
        let exact = at_least(24, 0.4, 10) - at_least(14, 0.4, 10);
        let probability = gains[0].probability[0].1;
        assert!(probability.low <= exact && exact <= probability.high, "{probability:?}, {exact}");
        let spend = gains[0].spend.unwrap();
        assert_eq!((spend.mean, spend.low, spend.high), (70_000.0, 70_000.0, 70_000.0));
        // One more unit wanted, and no money for it, buys nothing.
        assert_eq!((gains[1].targets_met.mean, gains[1].targets_met.detectable), (0.0, false));
    });
}

/// Visits in the second year only, and half of the plan's money in each: kept so, twice the price of the least offers is
/// needed; with the years chosen, just that price. With one year there is nothing to choose.
#[test]
fn money_is_put_where_it_is_needed() {
    let text = bought_text(200, 0.4, 10, 100_000);
    let late = text
        .replace("units = 200", "units = 200\nunits_by_year = { \"2021\" = 0 }")
        .replace("at = \"2021-12\"", "at = \"2022-12\"");
    let late = scenario(&late);
    with_laboratory(1, |laboratory| {
        let request = Require { profile: Profile::Choose, ..ask("fund.special") };
        let found = require(laboratory, &late, &request, 2000).unwrap();
        let kept = require(laboratory, &late, &ask("fund.special"), 2000).unwrap();
        for ((one, chosen), plain) in found.required.iter().zip(&found.chosen).zip(&kept.required) {
            let exact = least_trials(0.4, 10, one.confidence) as f64 * COST;
            println!("at {}: exact {exact}, found {:?}, kept {:?}", one.confidence, one.least, plain.least);
            let (low, high) = one.interval;
            assert!(low.unwrap() <= exact && exact <= high.unwrap());
            assert!((one.least.unwrap() - exact).abs() <= COST);
            assert_eq!(&chosen.kept, plain);
            assert!((chosen.kept.least.unwrap() / 2.0 - one.least.unwrap()).abs() <= 1000.0);
            let years: Vec<i64> = chosen.years.iter().map(|year| year.chosen.unwrap()).collect();
            assert_eq!(years, [0, one.least.unwrap() as i64]);
            let years: i64 = chosen.years.iter().map(|year| year.kept.unwrap()).sum();
            assert_eq!(years, chosen.kept.least.unwrap() as i64);
            // Half as much in 2022 is far too little.
            let ahead = chosen.ahead.unwrap();
            assert!(ahead.detectable && ahead.mean > 0.3, "{ahead:?}");
        }
    });
    let even = one_year(&text);
    with_laboratory(1, |laboratory| {
        let request = Require { profile: Profile::Choose, ..ask("fund.special") };
        let found = require(laboratory, &even, &request, 1000).unwrap();
        for (one, chosen) in found.required.iter().zip(&found.chosen) {
            assert_eq!(
                (one, chosen.ahead.map(|ahead| (ahead.mean, ahead.detectable))),
                (&chosen.kept, Some((0.0, false)))
            );
        }
        let other = Require { profile: Profile::Choose, ..ask("channel.open.candidates") };
        assert!(require(laboratory, &even, &other, 100).is_err());
        let year = Require { profile: Profile::Choose, ..ask("fund.special@2021") };
        assert!(require(laboratory, &even, &year, 100).is_err());
    });
}

/// A stated ceiling is kept to the step below it, and what lies beyond it is not said to be impossible.
#[test]
fn a_ceiling_ends_the_search_and_no_more() {
    let scenario = bought(200, 0.4, 10, 100_000);
    with_laboratory(1, |laboratory| {
        let (ceiling, step) = (Positive::new(220_000.0), Positive::new(3000.0));
        let request = Require { step, ceiling, ..ask("fund.special") };
        let found = require(laboratory, &scenario, &request, 1000).unwrap();
        assert_eq!(found.ceiling as i64, 219_000);
        assert!(found.required[1].least.is_some_and(|least| least <= 219_000.0));
        assert_eq!(found.required[3].least, None);
        assert!(found.open.estimate > 0.99);
    });
}

/// The frontier passes each confidence exactly where `require` says, because both meet the same replicates.
#[test]
fn require_and_frontier_agree() {
    let scenario = bought(200, 0.4, 10, 100_000);
    with_laboratory(1, |laboratory| {
        let found = require(laboratory, &scenario, &ask("fund.special"), 1000).unwrap();
        for one in &found.required {
            let least = one.least.unwrap() as i64;
            let changes =
                vec![Change::Total(0), Change::Total(least - 1000), Change::Total(least), Change::Total(10_000_000)];
            let axis = Axis { lever: "fund.special".to_owned(), changes };
            let curve = frontier(laboratory, &scenario, &[axis], &[], 1000).unwrap();
            let at = |index: usize| &curve.points[index].reached[0];
            assert!(at(1).probability.estimate < one.confidence && at(2).probability.estimate >= one.confidence);
            assert_eq!(Some(at(2).probability), one.probability);
            assert_eq!(curve.points[2].money as i64, least);
            assert!(at(2).band.0 < at(2).probability.low && at(2).band.1 > at(2).probability.high);
        }
    });
}

#[test]
fn a_frontier_is_the_binomial_curve_and_saturates_where_places_bind() {
    // Two hundred visits at most: from 1,400,000 yuan on more money buys nothing at all.
    let scenario = bought(30, 0.4, 10, 100_000);
    with_laboratory(1, |laboratory| {
        let changes = (1..=10).map(|tenth| Change::Total(tenth * 42_000)).collect();
        let (money, leader) = (Axis { lever: "fund.special".to_owned(), changes }, ["leader".to_owned()]);
        let curve = frontier(laboratory, &scenario, &[money], &leader, 4000).unwrap();
        for (point, tenth) in curve.points.iter().zip(1_u64..) {
            let exact = at_least((tenth * 6).min(30), 0.4, 10);
            let (low, high) = point.reached[0].band;
            assert!(low <= exact && exact <= high, "{tenth}: {exact} not in {low} to {high}");
        }
        let saturation = &curve.saturation[0];
        assert_eq!(saturation.point, Some(4));
        println!("saturation {:?}", saturation.binding);
        assert!(saturation.binding.iter().all(|one| one.limit != Limit::Money));
        // In two dimensions: money and visits; neither does without the other.
        let axes = [
            Axis { lever: "fund.special".to_owned(), changes: vec![Change::Total(70_000), Change::Total(420_000)] },
            Axis { lever: "programme.visits".to_owned(), changes: vec![Change::To(10.0), Change::To(60.0)] },
        ];
        let square = frontier(laboratory, &scenario, &axes, &leader, 1000).unwrap();
        let value =
            |at: [usize; 2]| square.points.iter().find(|point| point.at == at).unwrap().reached[0].probability.estimate;
        assert!(value([1, 1]) > 0.9 && value([0, 0]) < 0.1 && value([0, 1]) < 0.1 && value([1, 0]) < 0.1);
        assert_eq!(square.saturation[0].point, None);
    });
}

/// Ten candidates at one half each make eight with probability 0.0547: no money suffices, more candidates do.
#[test]
fn when_no_money_suffices_it_says_what_would() {
    let scenario = bought(10, 0.5, 8, 100_000);
    with_laboratory(1, |laboratory| {
        let request = Require { confidence: confidences(&[0.02, 0.8]), ..ask("fund.special") };
        let found = require(laboratory, &scenario, &request, 2000).unwrap();
        // Eight offers can be enough: 0.4 %; nine: 2 %; ten: 5.5 %.
        let exact = (0..1000).find(|n| at_least(*n, 0.5, 8) >= 0.02).unwrap() as f64 * COST;
        assert!((found.required[0].least.unwrap() - exact).abs() <= COST);
        assert_eq!((found.required[1].least, found.required[1].probability), (None, None));
        assert!((found.open.low..=found.open.high).contains(&at_least(10, 0.5, 8)));
        assert!(found.binding.iter().all(|one| one.limit != Limit::Money) && !found.binding.is_empty());
        let open = |opening: Opening| found.variants.iter().find(|one| one.opening == opening).unwrap().probability;
        assert!(open(Opening::Units).estimate > 0.99 && open(Opening::All).estimate > 0.99);
        // Neither places nor posts bind here: the same replicates do the same.
        assert_eq!(open(Opening::Places), open(Opening::Posts));
        assert!(open(Opening::Places).estimate < 0.1);
    });
}

#[test]
fn a_precision_is_reached_and_holds_the_truth() {
    let scenario = offers(14, 0.6, 8);
    let exact = at_least(14, 0.6, 8);
    with_laboratory(1, |laboratory| {
        let point = Point::new("a", &scenario);
        let found = settle(laboratory, &[&point], &[Measure::met("leader")], 0.02, 1_000_000).unwrap();
        let probability = share(&found[0].series(&Measure::met("leader")).unwrap());
        let half = (probability.high - probability.low) / 2.0;
        println!("{} replicates for ±{half:.4}", found[0].replicates());
        assert!(half <= 0.02 && probability.low <= exact && exact <= probability.high);
        assert!(settle(laboratory, &[&point], &[Measure::met("leader")], 0.0001, 5000).is_err());
    });
}

/// A year of which nothing is stated kept all others shut.
#[test]
fn units_are_opened_tenfold_in_the_years_that_state_some() {
    let text = bought_text(30, 0.4, 10, 100_000).replace("units = 30", "units_by_year = { 2022 = 3 }");
    let mut plan = scenario(&text);
    Lever::find(&plan, "programme.visits").unwrap().apply(&mut plan, Change::Open).unwrap();
    let units = plan.programmes[0].units.iter().map(|id| plan.parameters[id.unwrap().index()].mean());
    assert_eq!(units.collect::<Vec<f64>>(), [0.0, 30.0]);
}

/// Each candidate accepts with probability 0.4, and no more than 8 may: with few candidates that is certain, and more make
/// it less likely; between 5 and 8 are likeliest somewhere between.
#[test]
fn where_more_may_be_too_much_the_first_amount_that_does_is_found() {
    let limited = |bounds: &str| offers_within(12, 0.4, bounds);
    let asked = |scenario: &Scenario, confidence: f64| {
        let request = Require {
            target: "leader".to_owned(),
            confidence: confidences(&[confidence]),
            lever: "channel.open.candidates".to_owned(),
            ceiling: Positive::new(48.0),
            ..Require::default()
        };
        with_laboratory(1, |laboratory| require(laboratory, scenario, &request, 2000).unwrap())
    };
    let found = asked(&limited("at_most = 8"), 0.9);
    assert_eq!(found.required[0].least, Some(0.0));
    assert!(found.variants.is_empty());
    let exact = |trials: u64| at_least(trials, 0.4, 5) - at_least(trials, 0.4, 9);
    let first = (0..48).find(|trials| exact(*trials) >= 0.5).unwrap();
    let found = asked(&limited("at_least = 5\nat_most = 8"), 0.5);
    let (Some(least), (Some(low), Some(high))) = (found.required[0].least, found.required[0].interval) else {
        panic!()
    };
    assert!(low <= first as f64 && first as f64 <= high && (low..=high).contains(&least), "{first} {found:?}");
    // At no amount is it nearly certain, and where nothing limits it, it is impossible.
    let found = asked(&limited("at_least = 5\nat_most = 8"), 0.95);
    assert!(found.required[0].least.is_none() && found.open.estimate < 0.01);
}
