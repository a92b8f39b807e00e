//! What is not known and what is chance, against closed forms: people who leave with a probability that is known, uncertain once a
//! run, or another in every year.

use statrs::distribution::{Beta, Binomial, ContinuousCDF, Discrete};

use super::support::{HEAD, scenario, with_laboratory};
use crate::scenario::Scenario;
use crate::study::{
    Answer, Factors, Figure, Layers, Measure, Sensitivity, discover, layers, robust, sensitivity, worth,
};

/// People at the start, and how many of them have to be left after a year.
const PEOPLE: u64 = 200;
const LEFT: u64 = 160;

/// A year in which each of 200 people leaves with a probability, and 160 have to be left; beside them people of another tier, of
/// whom it is not known how many they are.
fn leaving(rate: &str) -> Scenario {
    let text = HEAD.replace("2022-12", "2021-12").replace("[tier.leader]", "[tier.leader]\nstock = 200");
    scenario(&format!(
        r#"{text}
[move.leave]
title = {{ zh = "离开", en = "leave" }}
kind = "leave"
from = ["leader"]
rate = {rate}
calendar = {{ 12 = 1 }}
[tier.other]
title = {{ zh = "其他", en = "others" }}
stock = {{ uniform = [100, 200] }}
[target.leader]
title = {{ zh = "领军人才", en = "leaders" }}
at = "2021-12"
at_least = {LEFT}
count = "stock"
tiers = ["leader"]
"#
    ))
}

fn found(scenario: &Scenario, replicates: u64) -> Layers {
    with_laboratory(1, |laboratory| layers(laboratory, scenario, &[], 16, replicates).unwrap())
}

fn indices(scenario: &Scenario, rows: u64) -> Sensitivity {
    let wanted = Factors { best: 10, screen: false };
    with_laboratory(1, |laboratory| sensitivity(laboratory, scenario, &[], wanted, rows).unwrap())
}

/// Mean and variance of a uniform probability, and the two parts of the variance of who stays.
fn parts((low, high): (f64, f64)) -> (f64, f64) {
    let (mean, variance) = (f64::midpoint(low, high), (high - low) * (high - low) / 12.0);
    let people = PEOPLE as f64;
    // E[n p (1 − p)], and n² Var(p).
    (people * (mean - (variance + mean * mean)), people * people * variance)
}

/// Known, uncertain once a run, and another in every year: what is not known is none, n²Var(p) of all, and none of the variance.
#[test]
fn variance_is_divided_as_the_binomial_law_divides_it() {
    let value = Measure::value("leader");
    let share = |scenario: &Scenario| {
        let found = found(scenario, 1 << 14);
        let own = found.measures.iter().find(|one| one.measure == value).unwrap();
        (own.mean, own.sd, own.unknown.unwrap())
    };
    let (chance, unknown) = parts((0.1, 0.3));
    let (mean, sd, uncertain) = share(&leaving("{ uniform = [0.1, 0.3] }"));
    assert!((mean - 160.0).abs() < 0.5 && (sd - (chance + unknown).sqrt()).abs() < 0.4, "{mean} {sd}");
    let truth = unknown / (chance + unknown);
    assert!(uncertain.low <= truth && truth <= uncertain.high, "{uncertain:?} {truth}");
    assert!((uncertain.mean - truth).abs() < 0.02, "{uncertain:?} {truth}");
    // What is known, and what only chance makes another in every year, is chance.
    for known in ["0.2", "0.2\nyearly_sd = 0.5"] {
        let (_, _, none) = share(&leaving(known));
        assert!(none.mean < 0.02 && none.low <= 0.005, "{known}: {none:?}");
    }
}

/// The same division by Sobol' indices: the rate's first index is its part, chance has the rest, and what has nothing to do with it has none.
#[test]
fn indices_are_those_of_the_binomial_law() {
    let found = indices(&leaving("{ uniform = [0.1, 0.3] }"), 1 << 12);
    assert!(found.screening.is_none() && found.others.is_none());
    let value = found.measures.iter().find(|one| one.measure == Measure::value("leader")).unwrap();
    let (chance, unknown) = parts((0.1, 0.3));
    let truth = unknown / (chance + unknown);
    let rate = found.factors.iter().position(|one| one.paths == ["move.leave.rate"]).unwrap();
    let other = found.factors.iter().position(|one| one.paths == ["tier.other.stock"]).unwrap();
    let own = &value.parts[rate].index;
    assert!(
        (own.first.mean - truth).abs() < 0.03 && own.first.low <= truth && truth <= own.first.high,
        "{own:?} {truth}"
    );
    let none = &value.parts[other].index;
    assert_eq!((none.first.mean, none.total.mean, none.total.high), (0.0, 0.0, 0.0));
    // The rate is all that is not known and has to do with it.
    assert_eq!(value.unknown.total, own.total);
    assert!((value.chance.total.mean + value.unknown.first.mean - 1.0).abs() < 1e-12);
    assert!((value.chance.total.mean - (1.0 - truth)).abs() < 0.02, "{:?}", value.chance);
    assert_eq!(value.leader, Some((rate, 1.0)));
    // The number of those who stay at either end: 200 less 11 and 29 of 100.
    let swing = value.parts[rate].swing.unwrap();
    assert!((swing.low.mean - 176.0).abs() < 1.0 && (swing.high.mean - 144.0).abs() < 1.0, "{swing:?}");
    assert!(value.parts[other].swing.unwrap().low.mean > 155.0);
    assert!(value.dots.len() == 300 && value.dots.iter().all(|(x, _)| (0.1..=0.3).contains(x)));
}

/// With a beta-distributed rate, how sure one can be that the target is at least half likely, or four fifths.
#[test]
fn a_target_s_probability_is_distributed_as_the_rate_makes_it() {
    let beta = Beta::new(8.0, 32.0).unwrap();
    // The probability of the target given the rate falls in it: at least so likely where the rate is at most that of equality.
    let stays = |rate: f64| {
        1.0 - Binomial::new(1.0 - rate, PEOPLE).map_or(0.0, |law| (0..LEFT).map(|left| law.pmf(left)).sum())
    };
    let sure = |level: f64| {
        let (mut low, mut high) = (0.0, 1.0);
        for _ in 0..60 {
            let middle = f64::midpoint(low, high);
            if stays(middle) >= level { low = middle } else { high = middle }
        }
        beta.cdf(low)
    };
    let found = found(&leaving("{ beta = [8, 32] }"), 1 << 14);
    let spread = &found.doubts[0].spread;
    for one in &spread.reaching {
        assert!((one.share.mean - sure(one.level)).abs() < 0.04, "{one:?} {}", sure(one.level));
    }
    assert!((spread.mass.iter().sum::<f64>() - 1.0).abs() < 1e-9);
    assert_eq!((found.draws, found.times), (1 << 10, 16));
}

/// Failures lie where the rate is above a fifth, and in nothing else.
#[test]
fn the_box_of_failures_is_where_people_leave() {
    let plan = leaving("{ uniform = [0.1, 0.3] }");
    let found = with_laboratory(1, |laboratory| discover(laboratory, &plan, &["leader".to_owned()], 3, 2048).unwrap());
    let [failure] = found.failures.as_slice() else { panic!("{found:?}") };
    let own = failure.region.as_ref().unwrap();
    let [limit] = own.limits.as_slice() else { panic!("{own:?}") };
    assert_eq!((limit.path.as_str(), limit.again), ("move.leave.rate", 1.0));
    assert!(limit.high.is_none() && (limit.low.unwrap() - 0.2).abs() < 0.01, "{limit:?}");
    for held in [&own.found, &own.elsewhere] {
        assert!(held.density.mean > 0.8 && held.coverage > 0.85 && (held.mass - 0.5).abs() < 0.06, "{held:?}");
    }
    // Known exactly, nothing tells where.
    let known = leaving("0.2");
    let found = with_laboratory(1, |laboratory| discover(laboratory, &known, &[], 3, 1024).unwrap());
    assert!(found.failures.iter().all(|one| one.region.is_none()), "{found:?}");
}

/// Two plans of which the rate says which is better: one loses people at an uncertain rate, the other at a known one.
#[test]
fn knowing_what_decides_is_worth_what_the_better_choice_brings() {
    let plans = [leaving("{ uniform = [0.1, 0.3] }"), leaving("0.2")];
    let targets = ["leader".to_owned()];
    let judged = with_laboratory(1, |laboratory| robust(laboratory, &plans, &targets, (0.8, 16), 8192).unwrap());
    let [first, second] = judged.judged[0].plans.as_slice() else { panic!("{judged:?}") };
    let met = |rate: f64| {
        1.0 - Binomial::new(1.0 - rate, PEOPLE).map_or(0.0, |law| (0..LEFT).map(|left| law.pmf(left)).sum())
    };
    // Over the uniform rate: means, and what the better of both would be.
    let steps = 4000;
    let rate = |step: i32| 0.1 + 0.2 * (f64::from(step) + 0.5) / f64::from(steps);
    let mean = |of: &dyn Fn(f64) -> f64| (0..steps).map(|step| of(met(rate(step)))).sum::<f64>() / f64::from(steps);
    let known = met(0.2);
    let both = mean(&|own| own.max(known));
    assert!((first.mean.mean - mean(&|own| own)).abs() < 0.02 && (second.mean.mean - known).abs() < 0.02);
    // The truth lies between the regret of noisy numbers and that of a choice by half of them.
    for (stand, own) in [(first, mean(&|own| own)), (second, known)] {
        let truth = both - own;
        assert!(stand.regret_crossed < truth + 0.02 && truth < stand.regret.mean + 0.02, "{stand:?} {truth}");
        assert!(stand.regret.mean - truth < 0.06 && truth - stand.regret_crossed < 0.06, "{stand:?} {truth}");
    }
    let found = with_laboratory(1, |laboratory| worth(laboratory, &plans, &targets, 4, 8192).unwrap());
    let truth = both - known.max(mean(&|own| own));
    let (learned, others) = found.learned.split_first().unwrap();
    assert_eq!((learned.factor.paths[0].as_str(), learned.told), ("move.leave.rate", true));
    assert!((learned.information.value.mean - truth).abs() < 0.03, "{learned:?} {truth}");
    assert!(others.iter().all(|one| !one.told && one.information.value.low <= 0.0), "{others:?}");
    // There is no money here that would be as good; a sample of a probability is.
    assert_eq!(learned.money, None);
    let sample = learned.sample.as_ref().unwrap();
    let variance = 0.04 / 12.0;
    assert!((sample.known - (0.16 / variance - 1.0)).abs() < 0.5, "{sample:?}");
    assert!(sample.parts.windows(2).all(|pair| pair[0].1 <= pair[1].1) && sample.nearly.is_some(), "{sample:?}");
    let (most, least) = found.everything;
    assert!(least.mean < truth + 0.02 && truth < most.mean + 0.02, "{found:?} {truth}");
}

/// The plain screening names what moves most, and what does nothing at all.
#[test]
fn screening_tells_what_does_nothing() {
    let plan = leaving("{ uniform = [0.1, 0.3] }");
    let wanted = Factors { best: 1, screen: true };
    let found = with_laboratory(1, |laboratory| sensitivity(laboratory, &plan, &[], wanted, 64).unwrap());
    let screening = found.screening.unwrap();
    assert!(found.measures.is_empty() && found.rows == 0);
    let names: Vec<&str> = screening.factors.iter().map(|one| one.factor.paths[0].as_str()).collect();
    assert_eq!(names, ["move.leave.rate", "tier.other.stock"]);
    let at = screening.measures.iter().position(|one| *one == Measure::value("leader")).unwrap();
    let step = &screening.factors[0].steps[at];
    // Half of the way across the rate's range is a tenth of 200 people, downwards.
    assert!((step.size.mean - 20.0).abs() < 3.0 && (step.mean.unwrap() + 20.0).abs() < 3.0, "{step:?}");
    assert!(screening.factors[1].share <= 0.0 && screening.factors[1].steps[at].size.high <= 0.0);
}

/// A probability between nine tenths and a sixth: the worst tenth of cases and the share of good ones are those of the binomial law
/// and, on the same replicates, those that `layers` tells; as they are counted they are not.
#[test]
fn the_noise_of_counting_is_taken_out_of_what_is_told_of_plans() {
    let plans = [leaving("{ uniform = [0.17, 0.23] }"), leaving("0.2")];
    let targets = ["leader".to_owned()];
    let judged = with_laboratory(1, |laboratory| robust(laboratory, &plans, &targets, (0.8, 16), 16_384).unwrap());
    let met = |rate: f64| {
        1.0 - Binomial::new(1.0 - rate, PEOPLE).map_or(0.0, |law| (0..LEFT).map(|left| law.pmf(left)).sum())
    };
    let rate = |part: f64| 0.17 + 0.06 * part;
    let worst = (0..100).map(|step| met(rate(0.9 + 0.1 * (f64::from(step) + 0.5) / 100.0))).sum::<f64>() / 100.0;
    let good = (0..1000).filter(|step| met(rate((f64::from(*step) + 0.5) / 1000.0)) >= 0.8).count() as f64 / 1000.0;
    for one in &judged.judged {
        let stand = &one.plans[0];
        assert!((stand.worst.mean - worst).abs() < 0.03, "{:?} {worst}", stand.worst);
        assert!((stand.satisfied.mean - good).abs() < 0.05, "{:?} {good}", stand.satisfied);
        assert!(stand.satisfied.low <= good && good <= stand.satisfied.high, "{:?} {good}", stand.satisfied);
    }
    let found = with_laboratory(1, |laboratory| layers(laboratory, &plans[0], &targets, 16, 16_384).unwrap());
    let sure = found.doubts[0].spread.reaching.iter().find(|one| (one.level - 0.8).abs() < 1e-9).unwrap();
    assert_eq!(judged.judged[1].plans[0].satisfied, sure.share);
}

/// What a precision takes is what the interval says: four times the rows for half of the width, about.
#[test]
fn what_would_be_enough_is_about_enough() {
    let plan = leaving("{ uniform = [0.1, 0.3] }");
    let half = |rows: u64| Answer::Sensitivity(indices(&plan, rows)).enough().unwrap();
    let (pilot, long) = (half(512), half(2048));
    assert_eq!((pilot.replicates, pilot.figure), (512, Figure::Index));
    assert!((pilot.half / long.half - 2.0).abs() < 0.5, "{pilot:?} {long:?}");
    assert!((1200..3200).contains(&pilot.takes(long.half)), "{pilot:?} {long:?}");
}
