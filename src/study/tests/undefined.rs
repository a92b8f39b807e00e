//! A ratio of which some draws have no value: means and differences are over the others, and the share of those is told.

use super::support::{HEAD, confidences, scenario, with_laboratory};
use crate::scenario::Scenario;
use crate::study::{
    Axis, Change, Extent, Factors, Measure, Point, Require, Steps, Telling, TreeChanges, attribute, compare, discover,
    frontier, layers, marginal, require, sensitivity,
};
use crate::words::Positive;

/// Ten people, and two hired in each of two years from 200 yuan a year at 100 each: 1.4 for each 100 of 1,000 students.
fn ratio(students: &str, yuan: u32, bound: f64) -> Scenario {
    scenario(&format!(
        r#"{HEAD}
stock = 10
[phase.p]
title = {{ zh = "段", en = "phase" }}
students = {students}
[channel.h]
title = {{ zh = "招", en = "hire" }}
candidates = 100
mix = {{ leader = 1 }}
places = {{ leader = 3 }}
award = {{ line = "m", amount = {{ leader = 100 }} }}
[line.m]
title = {{ zh = "奖", en = "award" }}
[fund.f]
title = {{ zh = "资金", en = "fund" }}
appropriation = {yuan}
pays = ["m"]
[target.t]
title = {{ zh = "比", en = "ratio" }}
at = "2022-12"
at_least = {bound}
count = "stock-per-100-students"
tiers = ["leader"]
phases = ["p"]
"#
    ))
}

const HALF: &str = "{ discrete = [[0, 1], [1000, 1]] }";

fn near(found: f64, expected: f64) -> bool {
    (found - expected).abs() < 1e-9
}

/// 12 people with half the money, 14 with all of it; without students the whole bound of 1.5 is short.
#[test]
fn a_frontier_tells_what_is_counted_where_there_is_a_value() {
    let axes = vec![Axis::factors("fund.f", 0.5, 1.0, 2)];
    with_laboratory(2, |laboratory| {
        let found = frontier(laboratory, &ratio(HALF, 200, 1.5), &axes, &[], 200).unwrap();
        let effect = &found.effects[0];
        assert_eq!(effect.telling(), Telling::Count);
        let (before, after, count) = (effect.before.count.unwrap(), effect.after.count.unwrap(), effect.count.unwrap());
        assert!(near(before.mean, 1.2) && near(after.mean, 1.4) && near(count.mean, 0.2), "{effect:?}");
        let share = effect.before.defined;
        assert!((0.3..0.7).contains(&share) && near(effect.after.defined, share));
        assert_eq!(count.draws, (share * 100.0).round() as u64);
        assert!(near(effect.before.shortfall.mean, 0.3 * share + 1.5 * (1.0 - share)));
        assert!(near(effect.shortfall.mean, -0.2 * share));
        assert_eq!(found.saturation.len(), 3, "what is counted saturates by itself");
    });
}

#[test]
fn steps_and_comparisons_keep_the_draws_that_have_a_value() {
    let (half, always, never) = (ratio(HALF, 200, 1.5), ratio("1000", 200, 1.5), ratio("0", 200, 1.5));
    let steps = Steps::Of(vec![("fund.f".to_owned(), Change::PlusTotal(200))]);
    let value = Measure::value("t");
    with_laboratory(1, |laboratory| {
        // Three hires a year make it 1.6: met wherever there is a value.
        let found = marginal(laboratory, &half, &steps, &[], Extent::Replicates(200)).unwrap();
        let [gain] = found.gains.as_slice() else { panic!("{found:?}") };
        let share = gain.effects[0].after.defined;
        assert!(near(gain.targets_met.mean, share) && gain.targets_met.detectable);
        let [(measure, counted)] = gain.value.as_slice() else { panic!("{gain:?}") };
        assert!(*measure == value && near(counted.mean, 0.2) && counted.detectable);

        let points = [Point::new("half", &half), Point::new("always", &always), Point::new("never", &never)];
        let found = compare(laboratory, &points, 200).unwrap();
        let row = found.rows.iter().find(|row| row.measure == value).unwrap();
        let means: Vec<Option<f64>> = row.values.iter().map(|one| one.map(|one| one.mean)).collect();
        assert!(near(means[0].unwrap(), 1.4) && near(means[1].unwrap(), 1.4) && means[2].is_none(), "{means:?}");
        assert!(near(row.defined[0], share) && near(row.defined[1], 1.0) && near(row.defined[2], 0.0));
        let with_value = row.differences[1].unwrap();
        assert!(near(with_value.mean, 0.0) && with_value.draws == (share * 200.0).round() as u64);
        assert!(row.differences[2].is_none());
        // What never has a value is all short, and that is told.
        let effect = &found.effects[2][0];
        assert!(effect.count.is_none() && effect.after.count.is_none() && near(effect.after.shortfall.mean, 1.5));
        assert_eq!(effect.telling(), Telling::Shortfall);

        let more = ratio(HALF, 300, 1.5);
        let changes = TreeChanges::new(&half, &more).unwrap();
        let parts = attribute(laboratory, &changes, std::slice::from_ref(&value), 200).unwrap();
        assert!(near(parts[0].whole.mean, 0.2) && near(parts[0].parts[0].estimate.mean, 0.2), "{parts:?}");
        assert!(near(parts[0].numerator as f64 / parts[0].denominator as f64, 0.2));
    });
}

/// Where it has no value nothing is short in heads, so that no limit holds it back; the share is what there is to say.
#[test]
fn a_requirement_says_how_often_there_is_a_value() {
    let request = Require {
        target: "t".to_owned(),
        confidence: confidences(&[0.9]),
        lever: "fund.f".to_owned(),
        step: Positive::new(100.0),
        ..Require::default()
    };
    with_laboratory(1, |laboratory| {
        let found = require(laboratory, &ratio(HALF, 200, 1.5), &request, 200).unwrap();
        assert!(found.required[0].least.is_none() && found.binding.is_empty());
        assert!(near(found.open.estimate, found.effects[0].after.defined));
        assert!(near(found.effects[0].count.unwrap().mean, 0.2));
    });
}

/// Ten people among 1,000 students or none, 200 yuan: 1.4 where there are students, in half of the draws.
#[test]
fn what_is_not_known_is_told_of_the_draws_that_have_a_value() {
    let plan = ratio(HALF, 200, 1.3);
    with_laboratory(1, |laboratory| {
        let found = layers(laboratory, &plan, &[], 4, 512).unwrap();
        let [own] = found.valued.as_slice() else { panic!("{:?}", found.valued) };
        assert!(own.measure == Measure::value("t") && (0.4..0.6).contains(&own.defined), "{own:?}");
        let of = |measure: &Measure| found.measures.iter().find(|one| one.measure == *measure).unwrap();
        assert!(near(of(&own.measure).mean, 1.4) && near(of(&own.measure).defined, own.defined));
        assert!(near(of(&Measure::met("t")).mean, own.defined) && near(of(&Measure::met("t")).defined, 1.0));
        // Whatever is missed is missed for want of a value.
        let found = discover(laboratory, &plan, &["t".to_owned()], 3, 512).unwrap();
        let [failure] = found.failures.as_slice() else { panic!("{found:?}") };
        assert!((0.4..0.6).contains(&failure.missed) && near(failure.undefined.unwrap(), 1.0), "{failure:?}");
        // And of a bound that nothing reaches a part of the misses.
        let found = discover(laboratory, &ratio(HALF, 200, 1.5), &[], 3, 512).unwrap();
        assert!(near(found.failures[0].missed, 1.0) && (0.4..0.6).contains(&found.failures[0].undefined.unwrap()));
        let found = discover(laboratory, &ratio("1000", 200, 1.5), &[], 3, 64).unwrap();
        assert!(near(found.failures[0].undefined.unwrap(), 0.0));
        let wanted = Factors { best: 4, screen: false };
        let found = sensitivity(laboratory, &plan, &[], wanted, 256).unwrap();
        let [own] = found.valued.as_slice() else { panic!("{:?}", found.valued) };
        assert!(own.measure == Measure::value("t") && (0.4..0.6).contains(&own.defined), "{own:?}");
    });
}
