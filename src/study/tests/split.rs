//! Splits of money against splits found by enumeration.

use std::fmt::Write as _;

use statrs::distribution::{Binomial, Discrete, DiscreteCDF};

use super::support::{HEAD, evaluations, scenario, with_laboratory};
use crate::scenario::Scenario;
use crate::study::{Aim, Allocation, Effort, End, Laboratory, Point, Splitting, StudyError, Wanted, allocate, pareto};

/// A way in that costs `cost` a candidate; at most `units` of them, each accepting with probability `p`.
struct Way {
    cost: i64,
    units: u64,
    p: f64,
}

/// Two ways into one tier, of which `target` are wanted, paid from one fund.
fn two_ways(ways: &[Way; 2], target: u64) -> Scenario {
    scenario(&two_ways_text(ways, target))
}

fn two_ways_text(ways: &[Way; 2], target: u64) -> String {
    let mut text = HEAD.replace("2022-12", "2021-12");
    for (index, Way { cost, units, p }) in ways.iter().enumerate() {
        let _ = write!(
            text,
            r#"
[programme.visits-{index}]
title = {{ zh = "走访", en = "visits" }}
reaches = "district"
unit = {{ zh = "人", en = "visit" }}
units = {units}
unit_cost = {{ line = "line-{index}", amount = {cost} }}
calendar = {{ 1 = 1 }}
[channel.way-{index}]
title = {{ zh = "渠道", en = "way" }}
import = true
calendar = {{ 5 = 1 }}
candidates = 0
candidates_from = {{ programme = "visits-{index}", per_unit = 1 }}
mix = {{ leader = 1 }}
places = {{ leader = 500 }}
acceptance = {{ leader = {p} }}
[line.line-{index}]
title = {{ zh = "科目", en = "line" }}
"#
        );
    }
    let _ = write!(
        text,
        r#"
[fund.special]
title = {{ zh = "专项", en = "special" }}
appropriation = 100000
pays = ["line-0", "line-1"]
[target.leader]
title = {{ zh = "领军人才", en = "leaders" }}
at = "2021-12"
at_least = {target}
count = "additions"
tiers = ["leader"]
"#
    );
    text
}

/// Units that money buys.
fn bought(way: &Way, money: i64) -> u64 {
    ((money / way.cost) as u64).min(way.units)
}

/// P(Bin(n₀, p₀) + Bin(n₁, p₁) ≥ target).
fn exact(ways: &[Way; 2], money: [i64; 2], target: u64) -> f64 {
    let [first, second] = [0, 1].map(|index| Binomial::new(ways[index].p, bought(&ways[index], money[index])).unwrap());
    (0..=bought(&ways[0], money[0]))
        .map(|own| {
            let wanted = target.saturating_sub(own);
            first.pmf(own) * if wanted == 0 { 1.0 } else { second.sf(wanted - 1) }
        })
        .sum()
}

fn best(ways: &[Way; 2], total: i64, step: i64, target: u64) -> (f64, i64) {
    (0..=total / step)
        .map(|part| (exact(ways, [part * step, total - part * step], target), part * step))
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .unwrap()
}

const WAYS: [Way; 2] = [Way { cost: 10_000, units: 12, p: 0.8 }, Way { cost: 4_000, units: 60, p: 0.25 }];

/// Splits 200,000 yuan by thousands.
fn split(
    laboratory: &Laboratory<'_>,
    scenario: &Scenario,
    (search, verdict): (u64, u64),
    splitting: &Splitting,
) -> Result<Allocation, StudyError> {
    allocate(laboratory, scenario, 200_000, splitting, Effort { search, verdict, step: Some(1000), race: true })
}

/// Among these levers, of so many splits.
fn among(lever: &[Wanted], tried: u64) -> Splitting {
    Splitting { lever: lever.to_vec(), evaluations: evaluations(tried), ..Splitting::default() }
}

/// A dear way whose candidates mostly accept, with few of them, and a cheap one: first the dear one (12,500 yuan for each who
/// accepts, against 16,000), and what is left for the other. The probability of the split found is within 1.5 percentage
/// points of the best of all splits; the verdict's interval holds its exact probability (wrong under 5 % of seeds).
#[test]
fn the_best_mix_of_two_ways_is_that_of_enumeration() {
    let scenario = two_ways(&WAYS, 12);
    let (top, first) = best(&WAYS, 200_000, 1000, 12);
    with_laboratory(1, |laboratory| {
        let answer = split(laboratory, &scenario, (4000, 8000), &among(&[], 120)).unwrap();
        let money = [answer.found.money[0], answer.found.money[1]];
        assert_eq!(money.iter().sum::<i64>(), 200_000);
        let own = exact(&WAYS, money, 12);
        println!("best {top:.4} at {first}; found {own:.4} at {money:?} in {} splits", answer.evaluations);
        println!("verdict {:?}", answer.found.all);
        assert!(own >= top - 0.015, "{own} of {top}");
        assert!(answer.found.all.low <= own && own <= answer.found.all.high);
        assert!(answer.evaluations <= 120);
        // Even shares are worse, and the verdict says by how much.
        let even = answer.others.iter().find(|split| split.name == "even").unwrap();
        let behind = own - exact(&WAYS, [even.money[0], even.money[1]], 12);
        assert!(even.behind.low <= behind && behind <= even.behind.high && even.behind.detectable);
        for split in &answer.others {
            println!("{:6} {:?} {:.4} behind {:+.4}", split.name, split.money, split.all.estimate, split.behind.mean);
        }
    });
}

fn wanted(lever: &str, range: Option<(i64, Option<i64>)>) -> Wanted {
    Wanted { lever: lever.to_owned(), range }
}

#[test]
fn floors_and_ceilings_hold_and_contradictions_are_refused() {
    let scenario = two_ways(&WAYS, 12);
    let bounded = |least: i64, most: i64| {
        among(&[wanted("line.line-0", Some((0, Some(most)))), wanted("line.line-1", Some((least, None)))], 60)
    };
    with_laboratory(1, |laboratory| {
        let answer = split(laboratory, &scenario, (1000, 1000), &bounded(20_000, 60_000)).unwrap();
        // The ceiling binds: the dear way is worth more.
        assert_eq!(answer.found.money, [60_000, 140_000]);
        let answer = split(laboratory, &scenario, (1000, 1000), &bounded(150_000, 60_000)).unwrap();
        assert!(answer.found.money[0] <= 50_000 && answer.found.money[1] >= 150_000);
        let refused = split(laboratory, &scenario, (1000, 1000), &bounded(250_000, 60_000)).unwrap_err();
        assert!(matches!(refused, StudyError::Request(_)));
        let wrong = quick(laboratory, &scenario, &[wanted("line.line-2", None)], false);
        assert!(matches!(wrong.unwrap_err(), StudyError::Lever(_)));
    });
}

/// What is asked here needs little effort.
fn quick(
    laboratory: &Laboratory<'_>,
    scenario: &Scenario,
    levers: &[Wanted],
    by_year: bool,
) -> Result<Allocation, StudyError> {
    split(laboratory, scenario, (100, 100), &Splitting { by_year, ..among(levers, 40) })
}

/// Two ways over two fiscal years, with floors and ceilings.
fn two_years(bounds: &str) -> Scenario {
    let mut text = two_ways_text(&WAYS, 12).replace("end = \"2021-12\"", "end = \"2022-12\"");
    text += bounds;
    scenario(&text)
}

fn names(answer: &Allocation) -> Vec<&str> {
    answer.levers.iter().map(|one| one.lever.as_str()).collect()
}

fn of(answer: &Allocation, name: &str) -> i64 {
    answer.held.iter().find(|held| held.bounds.lever == name).unwrap().money
}

#[test]
fn bounds_of_the_scenario_hold_unless_the_question_has_its_own() {
    let bounds = "[allocate.line.line-0]\nmost = 60000\n[allocate.line.line-1]\nleast = 20000\n";
    let one_year = |bounds: &str| scenario(&(two_ways_text(&WAYS, 12) + bounds));
    let scenario = one_year(bounds);
    with_laboratory(1, |laboratory| {
        let answer = split(laboratory, &scenario, (1000, 1000), &among(&[], 60)).unwrap();
        assert_eq!(names(&answer), ["line.line-0", "line.line-1"]);
        // As with the same bounds in the question: the ceiling binds, and the answer says that it is the scenario's.
        assert_eq!(answer.found.money, [60_000, 140_000]);
        assert_eq!(answer.held.iter().map(|held| held.at).collect::<Vec<_>>(), [Some(End::Ceiling), None]);
        assert!(answer.held.iter().all(|held| held.bounds.stated.is_some()));
        // Named without a range, nothing changes.
        let named = [wanted("line.line-0", None), wanted("line.line-1", None)];
        let same = split(laboratory, &scenario, (1000, 1000), &among(&named, 60)).unwrap();
        assert_eq!((&same.found, &same.held), (&answer.found, &answer.held));
        // A range takes the place of the bounds of that name, and of no other.
        let ranged = [wanted("line.line-0", Some((0, Some(30_000)))), wanted("line.line-1", None)];
        let answer = split(laboratory, &scenario, (1000, 1000), &among(&ranged, 60)).unwrap();
        // Two thousand yuan buy nothing more of either.
        assert_eq!((answer.found.money.as_slice(), answer.left), (&[30_000, 168_000][..], 2_000));
        assert!(answer.held[0].bounds.stated.is_none() && answer.held[1].bounds.stated.is_some());
        let free = [wanted("line.line-0", Some((0, None))), wanted("line.line-1", Some((0, None)))];
        let answer = split(laboratory, &scenario, (1000, 1000), &among(&free, 60)).unwrap();
        assert!(answer.held.is_empty() && answer.found.money[0] > 60_000, "{:?}", answer.found.money);
        // Floors above the sum, and ceilings below it.
        for bounds in [
            "[allocate.line.line-0]\nleast = 150000\n[allocate.line.line-1]\nleast = 60000\n",
            "[allocate.fund.special]\nmost = 100000\n",
        ] {
            let refused = split(laboratory, &one_year(bounds), (1000, 1000), &among(&[], 60)).unwrap_err();
            assert!(matches!(refused, StudyError::Request(_)), "{refused}");
        }
    });
}

#[test]
fn bounds_of_single_years_make_years_levers_and_those_of_all_years_hold_for_their_sum() {
    let bounds = "[allocate.line.line-0]\nmost = 70000\n[allocate.line.'line-0@2022']\nleast = 50000\n";
    let scenario = two_years(bounds);
    with_laboratory(1, |laboratory| {
        let answer = quick(laboratory, &scenario, &[], false).unwrap();
        assert_eq!(names(&answer), ["line.line-0@2021", "line.line-0@2022", "line.line-1"]);
        assert_eq!(answer.found.money.iter().sum::<i64>() + answer.left, 200_000);
        for split in answer.others.iter().chain([&answer.found]).filter(|split| !split.money.is_empty()) {
            assert!(split.money[1] >= 50_000 && split.money[0] + split.money[1] <= 70_000, "{split:?}");
        }
        assert_eq!(of(&answer, "line.line-0"), answer.found.money[0] + answer.found.money[1]);
        // One year alone is not what bounds of all years are about: they are set aside, and the answer says so.
        let one = [wanted("line.line-0@2022", None), wanted("line.line-1", None)];
        let answer = quick(laboratory, &scenario, &one, false).unwrap();
        assert_eq!(answer.aside.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["line.line-0"]);
        assert!(answer.found.money[0] >= 50_000);
    });
}

#[test]
fn every_year_of_every_line_is_a_lever_by_year_and_bounds_hold_for_their_sums() {
    let bounds = "[allocate.fund.special]\nleast = 1\n[allocate.line.line-1]\nleast = 130000\nmost = 150000\n";
    let scenario = two_years(bounds);
    with_laboratory(1, |laboratory| {
        let answer = quick(laboratory, &scenario, &[], true).unwrap();
        assert_eq!(names(&answer), ["line.line-0@2021", "line.line-0@2022", "line.line-1@2021", "line.line-1@2022"]);
        for split in answer.others.iter().chain([&answer.found]).filter(|split| !split.money.is_empty()) {
            let left = if split.name == "found" { answer.left } else { 0 };
            assert_eq!(split.money.iter().sum::<i64>() + left, 200_000);
            assert!((130_000..=150_000).contains(&(split.money[2] + split.money[3])), "{split:?}");
        }
        assert_eq!(of(&answer, "fund.special"), 200_000 - answer.left);
        // A range of all years holds for the sum as well, in place of the scenario's.
        let ranged = [wanted("line.line-0", None), wanted("line.line-1", Some((160_000, None)))];
        let answer = quick(laboratory, &scenario, &ranged, true).unwrap();
        assert!(of(&answer, "line.line-1") >= 160_000);
        // The same money twice is refused.
        for twice in [["line.line-0", "line.line-0"], ["funds", "fund.special"]] {
            let levers = twice.map(|name| wanted(name, None));
            let refused = quick(laboratory, &scenario, &levers, false).unwrap_err();
            assert!(matches!(refused, StudyError::Request(_)), "{refused}");
        }
        // Bounds of a fund in one year and of one of its lines over all years would cross.
        let crossing = two_years("[allocate.fund.'special@2022']\nmost = 90000\n");
        let levers = [wanted("line.line-0", Some((1, None))), wanted("line.line-1", None)];
        let refused = quick(laboratory, &crossing, &levers, false).unwrap_err();
        assert!(refused.to_string().contains("overlap"), "{refused}");
        let answer = quick(laboratory, &crossing, &[], false).unwrap();
        assert_eq!(answer.levers.len(), 4);
        assert!(answer.found.money[1] + answer.found.money[3] <= 90_000);
    });
}

/// A first year in which money buys nothing gets none, whether years are levers or not, and either way the split is as good
/// as the best with all of the money in the second year.
#[test]
fn a_year_in_which_money_buys_nothing_gets_none() {
    let mut text = two_ways_text(&WAYS, 12).replace("end = \"2021-12\"", "end = \"2022-12\"");
    text = text.replace("at = \"2021-12\"", "at = \"2022-12\"").replace("units = ", "units_by_year.2022 = ");
    let scenario = scenario(&text);
    let (top, _) = best(&WAYS, 200_000, 1000, 12);
    with_laboratory(1, |laboratory| {
        for by_year in [false, true] {
            let splitting = Splitting { by_year, ..among(&[], 120) };
            let found = split(laboratory, &scenario, (1000, 2000), &splitting).unwrap().found;
            let of =
                |year: i32| found.years.iter().filter(|one| one.year == year).map(|one| one.yuan).collect::<Vec<_>>();
            println!("{:?} {:?}", found.years, found.all.estimate);
            assert!(of(2021).iter().all(|yuan| *yuan == 0));
            let own = exact(&WAYS, [of(2022)[0], of(2022)[1]], 12);
            assert!(own >= top - 0.015, "{own} of {top}");
        }
    });
}

#[test]
fn bounds_are_nothing_that_a_replicate_sees() {
    let (plain, bounded) = (two_years(""), two_years("[allocate.line.line-0]\nmost = 60000\n"));
    assert_ne!(plain.digest, bounded.digest);
    assert_eq!(Point::new("a", &plain).key(), Point::new("b", &bounded).key());
    assert!(crate::study::input_differences(&plain, &bounded).is_empty());
}

/// The cheapest sum with which the best split reaches 80 %, from the front.
#[test]
fn the_front_of_money_and_probability_is_that_of_enumeration() {
    let scenario = two_ways(&WAYS, 12);
    let totals = [120_000, 160_000, 200_000, 240_000];
    let effort = Effort { step: Some(1000), ..Effort::of(2000) };
    with_laboratory(1, |laboratory| {
        let front = pareto(laboratory, &scenario, &totals, &among(&[], 60), effort).unwrap();
        for (one, total) in front.iter().zip(totals) {
            let (top, _) = best(&WAYS, total, 1000, 12);
            let own = exact(&WAYS, [one.allocation.found.money[0], one.allocation.found.money[1]], 12);
            println!("{total}: best {top:.4}, found {own:.4}, verdict {:.4}", one.allocation.found.all.estimate);
            assert!(own >= top - 0.03 && one.efficient);
        }
    });
}

/// A reserve for those who accept, of whom nobody knows how many there will be, against something sure: the newsvendor.
///
/// Twenty are offered an award of 50,000 yuan and accept with one half if there is money; a sure unit costs 80,000. A reserve
/// for q awards brings E min(D, q) heads with D ~ Bin(20, ½); the rest buys ⌊(B − 50,000 q)/80,000⌋ sure heads. The greatest
/// sum is found by enumeration, at the critical ratio P(D ≥ q) ≈ 50,000/80,000.
#[test]
fn a_reserve_is_as_large_as_the_newsvendor_has_it() {
    let text = HEAD.replace("2022-12", "2021-12")
        + r#"
stock = 0
[tier.expert]
title = { zh = "专家", en = "expert" }
[channel.open]
title = { zh = "公开选聘", en = "open" }
import = true
calendar = { 5 = 1 }
candidates = 20
mix = { leader = 1 }
places = { leader = 100 }
acceptance = { leader = 0.5 }
award = { line = "reserve", amount = { leader = 50000 }, months_to_recognition = 3 }
[channel.sure]
title = { zh = "定向", en = "sure" }
import = true
calendar = { 5 = 1 }
candidates = 30
mix = { expert = 1 }
places = { expert = 100 }
award = { line = "sure", amount = { expert = 80000 }, months_to_recognition = 3 }
[line.reserve]
title = { zh = "奖励", en = "reserve" }
[line.sure]
title = { zh = "项目", en = "sure" }
[fund.special]
title = { zh = "专项", en = "special" }
appropriation = 1000000
pays = ["reserve", "sure"]
[target.people]
title = { zh = "人才", en = "people" }
at = "2021-12"
at_least = 40
count = "additions"
tiers = ["leader", "expert"]
"#;
    let scenario = scenario(&text);
    let total = 1_200_000;
    let demand = Binomial::new(0.5, 20).unwrap();
    let heads = |reserve: i64| {
        let paid = (reserve / 50_000) as u64;
        let mean: f64 = (0..=20).map(|accept| demand.pmf(accept) * accept.min(paid) as f64).sum();
        mean + ((total - reserve) / 80_000) as f64
    };
    let best = (0..=total / 10_000).map(|part| heads(part * 10_000)).fold(0.0, f64::max);
    with_laboratory(1, |laboratory| {
        let splitting = Splitting { aim: Aim::Shortfall, ..among(&[], 120) };
        let effort = Effort { step: Some(10_000), ..Effort::of(2000) };
        let answer = allocate(laboratory, &scenario, total, &splitting, effort).unwrap();
        let own = heads(answer.found.money[0]);
        println!("newsvendor: best {best:.3} heads, found {own:.3} at {:?}", answer.found.money);
        assert!(own >= best - 0.1);
        // Shortfall is what is missing of forty.
        let shortfall = answer.found.shortfall;
        let exact = (40.0 - own) / 40.0;
        assert!(shortfall.low <= exact && exact <= shortfall.high, "{shortfall:?} {exact}");
    });
}
