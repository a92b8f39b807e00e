//! Splits of which the best is known: by a formula, or by trying every split of a grid on the same replicates.

use std::fmt::Write as _;

use statrs::distribution::{Binomial, Discrete};

use super::support::{HEAD, evaluations, scenario, with_laboratory};
use crate::scenario::Scenario;
use crate::study::{
    Aim, Allocation, Change, Effort, Laboratory, Lever, Measure, Point, Splitting, Wanted, allocate, mean,
};

/// A way in: offers at a price, at most so many a year, each of which is accepted with a probability.
pub(super) struct Way {
    cost: i64,
    units: u64,
    p: f64,
}

pub(super) const fn way(cost: i64, units: u64, p: f64) -> Way {
    Way { cost, units, p }
}

/// Ways into one tier, paid line by line from one fund; so many people are wanted by the end.
pub(super) fn ways_text(ways: &[Way], target: u64) -> String {
    let mut text = HEAD.replace("2022-12", "2021-12");
    let mut lines = Vec::new();
    for (index, Way { cost, units, p }) in ways.iter().enumerate() {
        let _ = write!(
            text,
            r#"
[programme.offers-{index}]
title = {{ zh = "聘书", en = "offers" }}
reaches = "district"
unit = {{ zh = "份", en = "offer" }}
units = {units}
unit_cost = {{ line = "line-{index}", amount = {cost} }}
calendar = {{ 1 = 1 }}
[channel.way-{index}]
title = {{ zh = "渠道", en = "way" }}
fills = "everyone"
calendar = {{ 5 = 1 }}
candidates = 0
candidates_from = {{ programme = "offers-{index}", per_unit = 1 }}
mix = {{ leader = 1 }}
acceptance = {{ leader = {p} }}
[line.line-{index}]
title = {{ zh = "科目", en = "line" }}
"#
        );
        lines.push(format!("\"line-{index}\""));
    }
    let _ = write!(
        text,
        r#"
[fund.special]
title = {{ zh = "专项", en = "special" }}
appropriation = 100000
pays = [{}]
[target.leader]
title = {{ zh = "领军人才", en = "leaders" }}
at = "2021-12"
at_least = {target}
count = "additions"
tiers = ["leader"]
"#,
        lines.join(", ")
    );
    text
}

/// How many come in, exactly: the probability of each number.
fn heads(ways: &[Way], money: &[i64]) -> Vec<f64> {
    let mut all = vec![1.0];
    for (way, money) in ways.iter().zip(money) {
        let offers = ((money / way.cost) as u64).min(way.units);
        let law = Binomial::new(way.p, offers).unwrap();
        let mut next = vec![0.0; all.len() + offers as usize];
        for (before, chance) in all.iter().enumerate() {
            for more in 0..=offers {
                next[before + more as usize] += chance * law.pmf(more);
            }
        }
        all = next;
    }
    all
}

fn reached(ways: &[Way], money: &[i64], target: usize) -> f64 {
    heads(ways, money).iter().skip(target).sum()
}

fn expected(ways: &[Way], money: &[i64], target: usize) -> f64 {
    heads(ways, money).iter().enumerate().map(|(number, chance)| number.min(target) as f64 * chance).sum()
}

/// Every split of a sum in whole units: each other split buys as much as one of them.
fn whole(ways: &[Way], total: i64) -> Vec<Vec<i64>> {
    let Some((first, rest)) = ways.split_first() else { return vec![Vec::new()] };
    let most = (total / first.cost).min(first.units as i64);
    let with = |units: i64| {
        let money = units * first.cost;
        whole(rest, total - money).into_iter().map(move |rest| [money].into_iter().chain(rest).collect::<Vec<i64>>())
    };
    // The last line takes what it can.
    let least = if rest.is_empty() { most } else { 0 };
    (least..=most).flat_map(with).collect()
}

/// All splits of a sum in whole steps over so many lines.
fn grid(total: i64, step: i64, lines: usize) -> Vec<Vec<i64>> {
    if lines == 1 {
        return vec![vec![total / step * step]];
    }
    let with = |first: i64| {
        grid(total - first * step, step, lines - 1)
            .into_iter()
            .map(move |rest| [first * step].into_iter().chain(rest).collect::<Vec<i64>>())
    };
    (0..=total / step).flat_map(with).collect()
}

fn found(scenario: &Scenario, total: i64, splitting: Splitting) -> Allocation {
    let splitting = Splitting { evaluations: evaluations(120), ..splitting };
    with_laboratory(1, |laboratory| {
        let effort = Effort { search: 4000, verdict: 4000, step: None, race: true };
        let answer = allocate(laboratory, scenario, total, &splitting, effort).unwrap();
        assert_eq!(answer.found.money.iter().sum::<i64>() + answer.left, total);
        assert!(answer.evaluations <= 120);
        answer
    })
}

/// What the split found is worth beside the best of a grid.
fn against_the_grid(ways: &[Way], target: usize, total: i64) -> (Allocation, f64, f64) {
    let answer = found(&scenario(&ways_text(ways, target as u64)), total, Splitting::default());
    let best = whole(ways, total).iter().map(|money| reached(ways, money, target)).fold(0.0, f64::max);
    let own = reached(ways, &answer.found.money, target);
    println!("{:?} of {total}: {own:.4}, best {best:.4}, {} tried", answer.found.money, answer.evaluations);
    (answer, own, best)
}

#[test]
fn all_of_the_sum_goes_to_one_line_where_that_is_best() {
    // Ten offers at 0.8: P(Bin(10, 0.8) ≥ 6) = 0.9672; even shares give 0.93, and between them lies a valley.
    for (ways, target, total) in [
        ([way(15_000, 60, 0.5), way(24_000, 60, 0.8)], 6, 240_000),
        ([way(24_000, 60, 0.8), way(15_000, 60, 0.5)], 6, 240_000),
        ([way(7_000, 90, 0.3), way(30_000, 90, 0.9)], 4, 150_000),
    ] {
        let (answer, own, best) = against_the_grid(&ways, target, total);
        assert!(own >= best - 0.005, "{own} {best}");
        assert!(answer.is_complete);
        // The verdict is about the split that is proposed.
        assert!(answer.found.all.low <= own && own <= answer.found.all.high);
    }
}

#[test]
fn three_lines_of_unlike_prices_are_split_as_the_grid_has_it() {
    for (ways, target, total) in [
        ([way(10_000, 12, 0.8), way(4_000, 60, 0.25), way(17_000, 60, 0.95)], 12, 200_000),
        ([way(3_000, 30, 0.2), way(11_000, 5, 0.9), way(5_000, 8, 0.5)], 8, 100_000),
        ([way(9_000, 60, 0.5), way(9_500, 60, 0.5), way(30_000, 60, 1.0)], 5, 160_000),
    ] {
        let (_, own, best) = against_the_grid(&ways, target, total);
        assert!(own >= best - 0.02, "{own} {best}");
    }
}

#[test]
fn what_no_line_can_use_is_left_over() {
    let ways = [way(15_000, 3, 0.5), way(24_000, 4, 0.8)];
    let (answer, own, best) = against_the_grid(&ways, 4, 240_000);
    // Three offers of one and four of the other are all that can be bought.
    assert_eq!(answer.found.money, [45_000, 96_000]);
    assert_eq!(answer.left, 99_000);
    assert!((own - best).abs() < 1e-9);
    // Where the sum buys no whole number of units the rest is left as well.
    let (answer, ..) = against_the_grid(&[way(15_000, 60, 0.5), way(24_000, 60, 0.8)], 6, 250_000);
    assert_eq!((answer.found.money[0] % 15_000, answer.found.money[1] % 24_000), (0, 0));
    assert!(answer.left > 0 && answer.left < 15_000, "{}", answer.left);
}

#[test]
fn small_sums_are_split_to_the_yuan_that_prices_need() {
    let ways = [way(2_000, 60, 0.5), way(3_100, 60, 0.8)];
    let (answer, own, best) = against_the_grid(&ways, 8, 39_500);
    assert!(own >= best - 0.005, "{own} {best}");
    let even = answer.others.iter().find(|split| split.name == "even").unwrap();
    assert_eq!(even.money, [19_750, 19_750]);
    // Less than one unit of anything buys nothing.
    let (answer, own, _) = against_the_grid(&ways, 8, 1_500);
    assert_eq!((answer.left, own), (1_500, 0.0));
}

/// Fifty are wanted and at most forty can be had: every split has probability 0, and what is expected shows the way.
#[test]
fn where_every_probability_is_zero_the_least_shortfall_is_found() {
    let ways = [way(10_000, 12, 0.8), way(4_000, 28, 0.25)];
    for aim in [Aim::All, Aim::Count] {
        let answer = found(&scenario(&ways_text(&ways, 50)), 160_000, Splitting { aim, ..Splitting::default() });
        let best = whole(&ways, 160_000).iter().map(|money| expected(&ways, money, 50)).fold(0.0, f64::max);
        let own = expected(&ways, &answer.found.money, 50);
        println!("{:?}: {own:.3} heads, best {best:.3}", answer.found.money);
        assert!(own >= best - 0.05, "{own} {best}");
        assert_eq!(answer.found.all.count, 0);
        // The verdict tells the splits apart by what is missing.
        let even = answer.others.iter().find(|split| split.name == "even").unwrap();
        assert!(!even.behind.detectable && even.saved.detectable && even.saved.mean > 0.0, "{even:?}");
        let exact = (own - expected(&ways, &even.money, 50)) / 50.0;
        // Twice the interval: wrong under one seed in ten thousand.
        assert!((even.saved.mean - exact).abs() < even.saved.width(), "{exact} {:?}", even.saved);
    }
}

/// Runs money by line on the replicates of a verdict.
fn tried(laboratory: &Laboratory<'_>, scenario: &Scenario, levers: &[&str], money: &[i64], empty: bool) -> f64 {
    let mut changed = scenario.clone();
    if empty {
        Lever::find(&changed, "fund.special").unwrap().apply(&mut changed, Change::To(0.0)).unwrap();
    }
    for (name, yuan) in levers.iter().zip(money) {
        Lever::find(&changed, name).unwrap().apply(&mut changed, Change::Total(*yuan)).unwrap();
    }
    let outcomes = laboratory.run_one(&Point::new("grid", &changed), 1000).unwrap();
    mean(&outcomes.series(&Measure::met("leader")).unwrap()).mean
}

/// Visits bring candidates, and each who accepts needs an award of another line: neither buys anybody without the other, and
/// an award of which half is there buys none.
#[test]
fn lines_that_need_each_other_are_both_given_enough() {
    let text = ways_text(&[way(4_000, 60, 0.5)], 5).replace("pays = [\"line-0\"]", "pays = [\"line-0\", \"award\"]");
    let text = text.replace(
        "[line.line-0]",
        "award = { line = \"award\", amount = { leader = 30000 } }\n[line.award]\ntitle = { zh = \"奖励\", en = \"award\" }\n[line.line-0]",
    );
    let text = text.replace("fills = \"everyone\"", "import = true\nplaces = { leader = 200 }");
    let scenario = scenario(&text);
    let levers = ["line.line-0", "line.award"];
    for total in [190_000, 210_000] {
        let answer = found(&scenario, total, Splitting::default());
        let order: Vec<&str> = answer.levers.iter().map(|one| one.lever.as_str()).collect();
        assert!(levers.iter().all(|name| order.contains(name)));
        with_laboratory(1, |laboratory| {
            let all = grid(total, 2000, 2);
            let best = all.iter().map(|money| tried(laboratory, &scenario, &levers, money, true)).fold(0.0, f64::max);
            let own = tried(laboratory, &scenario, &order, &answer.found.money, true);
            println!("{:?} of {total}: {own:.4}, best {best:.4}", answer.found.money);
            assert!(best > 0.3 && own >= best - 0.02, "{own} {best}");
        });
    }
}

/// A fund that pays first what helps nobody, and one that pays what does: the first fund's later line comes into its own only
/// with more than the first line takes.
#[test]
fn funds_that_pay_in_an_order_are_split_as_the_grid_has_it() {
    let ways = [way(10_000, 4, 0.0), way(5_000, 30, 0.6), way(8_000, 30, 0.8)];
    let text =
        ways_text(&ways, 9).replace("pays = [\"line-0\", \"line-1\", \"line-2\"]", "pays = [\"line-0\", \"line-1\"]");
    let text = text.replace(
        "[target.leader]",
        "[fund.other]\ntitle = { zh = \"其他\", en = \"other\" }\nappropriation = 50000\npays = [\"line-2\"]\n[target.leader]",
    );
    let scenario = scenario(&text);
    let levers = ["fund.special", "fund.other"];
    let wanted = levers.map(|name| Wanted { lever: name.to_owned(), range: None });
    for total in [90_000, 150_000] {
        let answer = found(&scenario, total, Splitting { lever: wanted.to_vec(), ..Splitting::default() });
        with_laboratory(1, |laboratory| {
            let all = grid(total, 5000, 2);
            let best = all.iter().map(|money| tried(laboratory, &scenario, &levers, money, false)).fold(0.0, f64::max);
            let own = tried(laboratory, &scenario, &levers, &answer.found.money, false);
            println!("{:?} of {total}: {own:.4}, best {best:.4}", answer.found.money);
            assert!(best > 0.1 && own >= best - 0.02, "{own} {best}");
        });
    }
}

/// Offers can be made in the second of two years only: a line's money goes where it can be spent.
#[test]
fn money_of_a_line_goes_to_the_years_in_which_it_can_be_spent() {
    let ways = [way(15_000, 60, 0.5), way(24_000, 5, 0.8)];
    let text = ways_text(&ways, 6)
        .replace("end = \"2021-12\"", "end = \"2022-12\"")
        .replace("at = \"2021-12\"", "at = \"2022-12\"");
    let text = text.replace("units = 5\n", "units = 5\nunits_by_year = { \"2021\" = 0 }\n");
    let answer = found(&scenario(&text), 240_000, Splitting::default());
    println!("{:?} {:?}", answer.found.money, answer.found.years);
    let of = |lever: usize, year: i32| {
        answer.found.years.iter().find(|one| one.lever == lever && one.year == year).unwrap().yuan
    };
    assert_eq!(of(1, 2021), 0);
    assert!(of(1, 2022) <= 5 * 24_000);
    assert_eq!(of(0, 2021) % 15_000 + of(0, 2022) % 15_000, 0);
    // As much as the best split with the year left open.
    let best = whole(&ways, 240_000).iter().map(|money| reached(&ways, money, 6)).fold(0.0, f64::max);
    let own = reached(&ways, &answer.found.money, 6);
    assert!(own >= best - 0.01, "{own} {best}");
}
