//! Checks against `statrs`, which shares no code with the quantiles.

#![expect(clippy::float_cmp, reason = "what a list holds comes back to the last bit")]

use rand::distr::Open01;
use rand::rngs::Xoshiro256PlusPlus;
use rand::{RngExt, SeedableRng};
use statrs::distribution::{self as reference, ContinuousCDF};

use super::*;

struct Case {
    name: &'static str,
    ours: Distribution,
    /// The distribution function by `statrs`.
    cdf: Box<dyn Fn(f64) -> f64>,
}

fn case(name: &'static str, ours: Distribution, cdf: impl Fn(f64) -> f64 + 'static) -> Case {
    Case { name, ours, cdf: Box::new(cdf) }
}

/// Every continuous family, with shapes on both sides of 1 and far from it.
fn continuous() -> Vec<Case> {
    let uniform = reference::Uniform::new(-2.0, 5.0).unwrap();
    let triangular = reference::Triangular::new(1.0, 10.0, 3.0).unwrap();
    let normal = reference::Normal::new(10.0, 2.5).unwrap();
    let log_normal = reference::LogNormal::new(libm::log(30.0), 0.4).unwrap();
    let mut cases = vec![
        case("uniform", Distribution::uniform(-2.0, 5.0).unwrap(), move |x| uniform.cdf(x)),
        case("triangular", Distribution::triangular(1.0, 3.0, 10.0).unwrap(), move |x| triangular.cdf(x)),
        case("normal", Distribution::normal(10.0, 2.5).unwrap(), move |x| normal.cdf(x)),
        case("log-normal", Distribution::log_normal(30.0, 0.4).unwrap(), move |x| log_normal.cdf(x)),
    ];
    for (mode, alpha, beta) in [(80.0, 1.0, 5.0), (100.0, 15.0 / 7.0, 27.0 / 7.0), (150.0, 5.0, 1.0)] {
        let stretched = reference::Beta::new(alpha, beta).unwrap();
        let ours = Distribution::pert(80.0, mode, 150.0).unwrap();
        cases.push(case("pert", ours, move |x| stretched.cdf(((x - 80.0) / 70.0).clamp(0.0, 1.0))));
    }
    for (alpha, beta) in [(0.5, 0.5), (0.3, 4.0), (2.0, 5.0), (30.0, 70.0), (400.0, 1.0)] {
        let stretched = reference::Beta::new(alpha, beta).unwrap();
        let ours = Distribution::beta(alpha, beta, 0.0, 4.0).unwrap();
        cases.push(case("beta", ours, move |x| stretched.cdf((x / 4.0).clamp(0.0, 1.0))));
    }
    for shape in [0.3, 1.0, 3.0, 250.0] {
        let scaled = reference::Gamma::new(shape, 0.5).unwrap();
        cases.push(case("gamma", Distribution::gamma(shape, 2.0).unwrap(), move |x| scaled.cdf(x)));
    }
    cases
}

/// Every family that is a list or a single value.
fn listed() -> Vec<(&'static str, Distribution)> {
    vec![
        ("fixed", Distribution::fixed(4.0).unwrap()),
        ("empirical", Distribution::empirical(vec![3.0, 1.0, 1.0, 8.0]).unwrap()),
        ("discrete", Distribution::discrete(&[(7.0, 1.0), (2.0, 3.0), (99.0, 0.0)]).unwrap()),
        ("quantiles", Distribution::quantiles(&[(0.1, 20.0), (0.5, 30.0), (0.9, 50.0)]).unwrap()),
    ]
}

#[test]
fn a_quantile_is_undone_by_an_independent_distribution_function() {
    for Case { name, ours, cdf } in continuous() {
        for u in [1e-9, 1e-6, 1e-3, 0.01, 0.1, 0.25, 0.5, 0.51, 0.75, 0.9, 0.99, 0.999, 1.0 - 1e-6] {
            // statrs's own functions are good to about 1e-10.
            let back = cdf(ours.quantile(u));
            assert!((back - u).abs() < 1e-9, "{name} {ours:?} at {u}: {back}");
        }
    }
}

#[test]
fn draws_follow_an_independent_distribution_function() {
    const DRAWS: usize = 100_000;
    // Kolmogorov–Smirnov, n = 100,000, alpha = 0.001 for each case: √(−ln(alpha/2)/(2n)) = 0.006165.
    // The seed of a case is its place in the list plus 100.
    let count = DRAWS as f64;
    let critical = (-libm::log(0.001 / 2.0) / (2.0 * count)).sqrt();
    for (seed, Case { name, ours, cdf }) in (100..).zip(continuous()) {
        let uniforms = Xoshiro256PlusPlus::seed_from_u64(seed).sample_iter::<f64, _>(Open01);
        let mut draws: Vec<f64> = uniforms.take(DRAWS).map(|uniform| ours.quantile(uniform)).collect();
        draws.sort_by(f64::total_cmp);
        let mut distance: f64 = 0.0;
        for (rank, draw) in draws.into_iter().enumerate() {
            let probability = cdf(draw);
            let (below, above) = (rank as f64 / count, (rank + 1) as f64 / count);
            distance = distance.max(probability - below).max(above - probability);
        }
        assert!(distance < critical, "{name}, seed {seed}: {distance} against {critical}");
    }
}

#[test]
fn the_mean_and_variance_are_those_of_the_draws() {
    const STRATA: u32 = 100_000;
    // Midpoints of 100,000 equal strata: no randomness, only the midpoint rule's error, which is largest in the tails.
    let all = continuous().into_iter().map(|case| (case.name, case.ours)).chain(listed());
    for (name, distribution) in all {
        let draws: Vec<f64> =
            (0..STRATA).map(|stratum| distribution.quantile((f64::from(stratum) + 0.5) / f64::from(STRATA))).collect();
        let mean = draws.iter().sum::<f64>() / f64::from(STRATA);
        let variance = draws.iter().map(|draw| (draw - mean) * (draw - mean)).sum::<f64>() / f64::from(STRATA);
        let sd = distribution.variance().sqrt();
        assert!((mean - distribution.mean()).abs() <= 2e-4 * sd, "{name}: mean {mean}");
        assert!((variance - distribution.variance()).abs() <= 1e-3 * sd * sd, "{name}: variance {variance}");
    }
}

#[test]
fn moments_are_those_of_the_closed_forms() {
    let pert = Distribution::pert(80.0, 100.0, 150.0).unwrap();
    assert!((pert.mean() - 105.0).abs() < 1e-12);
    assert!((pert.variance() - 25.0 * 45.0 / 7.0).abs() < 1e-10);
    let triangular = Distribution::triangular(1.0, 3.0, 10.0).unwrap();
    assert!((triangular.mean() - 14.0 / 3.0).abs() < 1e-12);
    assert!((triangular.variance() - (1.0 + 9.0 + 100.0 - 3.0 - 10.0 - 30.0) / 18.0).abs() < 1e-12);
    let empirical = Distribution::empirical(vec![3.0, 1.0, 1.0, 8.0]).unwrap();
    assert!((empirical.mean() - 3.25).abs() < 1e-15);
    assert!((empirical.variance() - 8.1875).abs() < 1e-14);
    let discrete = Distribution::discrete(&[(7.0, 1.0), (2.0, 3.0)]).unwrap();
    assert!((discrete.mean() - 3.25).abs() < 1e-15);
    assert!((discrete.variance() - 25.0 * 3.0 / 16.0).abs() < 1e-14);
    let line = Distribution::quantiles(&[(0.0, 2.0), (0.3, 5.0), (1.0, 12.0)]).unwrap();
    let uniform = Distribution::uniform(2.0, 12.0).unwrap();
    assert!((line.mean() - uniform.mean()).abs() < 1e-14);
    assert!((line.variance() - uniform.variance()).abs() < 1e-13);
}

#[test]
fn the_median_and_both_ends_are_where_they_belong() {
    let (least, most) = (f64::EPSILON / 4.0, 1.0 - f64::EPSILON / 2.0);
    let all = continuous().into_iter().map(|case| (case.name, case.ours)).chain(listed());
    for (name, distribution) in all {
        let (low, high) = distribution.support();
        let found = [least, 1e-12, 0.5, 1.0 - 1e-12, most].map(|u| distribution.quantile(u));
        assert!(found.iter().all(|value| low <= *value && *value <= high && value.is_finite()), "{name}: {found:?}");
        assert!(found.is_sorted(), "{name}: {found:?}");
    }
    let normal = Distribution::normal(10.0, 2.0).unwrap();
    assert!((normal.quantile(0.5) - 10.0).abs() < 1e-15);
    // Φ⁻¹(2⁻⁵⁴) by mpmath at 30 digits.
    assert!((normal.quantile(least) - (10.0 - 2.0 * 8.292_361_075_813_595)).abs() < 1e-13);
    let square = Distribution::beta(2.0, 1.0, 0.0, 1.0).unwrap(); // distribution function x²
    assert!((square.quantile(1e-12) - 1e-6).abs() < 1e-18);
    assert!((square.quantile(0.5) - 0.5_f64.sqrt()).abs() < 1e-15);
    let exponential = Distribution::gamma(1.0, 1.0).unwrap();
    assert!((exponential.quantile(most) - 53.0 * std::f64::consts::LN_2).abs() < 1e-12);
    assert!((exponential.quantile(1e-12) - 1e-12).abs() < 1e-23);
}

#[test]
fn quantiles_rise_with_the_uniform() {
    for (name, distribution) in continuous().into_iter().map(|case| (case.name, case.ours)).chain(listed()) {
        let mut before = f64::NEG_INFINITY;
        for step in 1..20_000 {
            let value = distribution.quantile(f64::from(step) / 20_000.0);
            assert!(before <= value, "{name} at step {step}: {before} then {value}");
            before = value;
        }
    }
}

#[test]
fn lists_are_read_by_the_smallest_value_whose_probability_reaches_the_uniform() {
    let empirical = Distribution::empirical(vec![3.0, 1.0, 8.0, 2.0]).unwrap();
    assert_eq!([0.25, 0.2501, 0.5, 0.74, 0.76].map(|u| empirical.quantile(u)), [1.0, 2.0, 2.0, 3.0, 8.0]);
    let discrete = Distribution::discrete(&[(7.0, 1.0), (2.0, 3.0), (99.0, 0.0), (-4.0, 0.0)]).unwrap();
    assert_eq!([1e-9, 0.75, 0.7501, 1.0 - 1e-9].map(|u| discrete.quantile(u)), [2.0, 2.0, 7.0, 7.0]);
    assert_eq!(discrete.support(), (2.0, 7.0));
}

#[test]
fn absent_ends_continue_the_outermost_lines() {
    let open = Distribution::quantiles(&[(0.1, 20.0), (0.5, 30.0), (0.9, 50.0)]).unwrap();
    assert_eq!(open.support(), (17.5, 55.0));
    assert!((open.quantile(0.05) - 18.75).abs() < 1e-12);
    assert!((open.quantile(0.95) - 52.5).abs() < 1e-12);
    let closed = Distribution::quantiles(&[(0.0, 19.0), (0.1, 20.0), (0.5, 30.0), (1.0, 51.0)]).unwrap();
    assert_eq!(closed.support(), (19.0, 51.0));
    assert!((closed.quantile(0.05) - 19.5).abs() < 1e-12);
}

#[test]
fn a_distribution_without_spread_is_fixed() {
    for fixed in [
        Distribution::fixed(2.0),
        Distribution::uniform(2.0, 2.0),
        Distribution::triangular(2.0, 2.0, 2.0),
        Distribution::pert(2.0, 2.0, 2.0),
        Distribution::normal(2.0, 0.0),
        Distribution::log_normal(2.0, 0.0),
        Distribution::beta(3.0, 3.0, 2.0, 2.0),
        Distribution::empirical(vec![2.0, 2.0]),
        Distribution::discrete(&[(2.0, 1.0), (5.0, 0.0)]),
        Distribution::quantiles(&[(0.2, 2.0), (0.4, 2.0)]),
    ] {
        let fixed = fixed.unwrap();
        assert!(fixed.is_fixed(), "{fixed:?}");
        assert_eq!([1e-9, 0.3, 0.9].map(|u| fixed.quantile(u)), [2.0; 3]);
        assert!((fixed.mean() - 2.0).abs() < 1e-15 && fixed.variance().abs() < 1e-15, "{fixed:?}");
    }
    assert!(continuous().iter().all(|case| !case.ours.is_fixed()));
}

fn message(refused: Result<Distribution, DistributionError>) -> String {
    let error = refused.unwrap_err();
    let text = error.text();
    assert_eq!(text.en, error.to_string());
    assert!(!text.zh.is_ascii(), "{text:?}");
    text.en.into()
}

#[test]
fn parameters_that_are_not_finite_are_refused() {
    type Three = fn(f64, f64, f64) -> Result<Distribution, DistributionError>;
    let families: [(Three, [&str; 3]); 7] = [
        (|a, _, _| Distribution::fixed(a), ["value", "", ""]),
        (|a, b, _| Distribution::uniform(a, b), ["low", "high", ""]),
        (Distribution::triangular, ["low", "mode", "high"]),
        (Distribution::pert, ["low", "mode", "high"]),
        (|a, b, _| Distribution::normal(a, b), ["mean", "sd", ""]),
        (|a, b, _| Distribution::log_normal(a, b), ["median", "sigma", ""]),
        (|a, b, _| Distribution::gamma(a, b), ["shape", "scale", ""]),
    ];
    for (build, names) in families {
        for (place, name) in names.into_iter().enumerate().filter(|(_, name)| !name.is_empty()) {
            for (bad, shown) in [(f64::NAN, "NaN"), (f64::INFINITY, "inf"), (f64::NEG_INFINITY, "-inf")] {
                let mut parameters = [1.0, 2.0, 3.0];
                parameters[place] = bad;
                assert_eq!(
                    message(build(parameters[0], parameters[1], parameters[2])),
                    format!("{name} must be a finite number, not {shown}")
                );
            }
        }
    }
    assert_eq!(message(Distribution::beta(f64::NAN, 1.0, 0.0, 1.0)), "alpha must be a finite number, not NaN");
    assert_eq!(message(Distribution::beta(1.0, f64::NAN, 0.0, 1.0)), "beta must be a finite number, not NaN");
    assert_eq!(message(Distribution::beta(1.0, 1.0, f64::NAN, 1.0)), "low must be a finite number, not NaN");
    assert_eq!(message(Distribution::beta(1.0, 1.0, 0.0, f64::NAN)), "high must be a finite number, not NaN");
    let entry = "every number in the list must be finite, but entry 2 has NaN";
    assert_eq!(message(Distribution::empirical(vec![1.0, f64::NAN])), entry);
    assert_eq!(message(Distribution::discrete(&[(1.0, 1.0), (f64::NAN, 1.0)])), entry);
    assert_eq!(message(Distribution::discrete(&[(1.0, 1.0), (1.0, f64::NAN)])), entry);
    assert_eq!(message(Distribution::quantiles(&[(0.1, 1.0), (f64::NAN, 1.0)])), entry);
    assert_eq!(message(Distribution::quantiles(&[(0.1, 1.0), (0.5, f64::NAN)])), entry);
}

#[test]
fn parameters_out_of_order_or_range_are_refused() {
    let ends = "low must be at most high, but 2 is above 1";
    assert_eq!(message(Distribution::uniform(2.0, 1.0)), ends);
    assert_eq!(message(Distribution::triangular(2.0, 1.5, 1.0)), ends);
    assert_eq!(message(Distribution::pert(2.0, 1.5, 1.0)), ends);
    assert_eq!(message(Distribution::beta(1.0, 1.0, 2.0, 1.0)), ends);
    assert_eq!(
        message(Distribution::triangular(0.0, 2.5, 2.0)),
        "mode must be from low to high, but 2.5 is outside 0 to 2"
    );
    assert_eq!(message(Distribution::pert(0.0, -1.0, 2.0)), "mode must be from low to high, but -1 is outside 0 to 2");
    assert_eq!(message(Distribution::normal(0.0, -1.0)), "sd must be zero or more, not -1");
    assert_eq!(message(Distribution::log_normal(1.0, -0.5)), "sigma must be zero or more, not -0.5");
    assert_eq!(message(Distribution::log_normal(0.0, 0.5)), "median must be above zero, not 0");
    assert_eq!(message(Distribution::gamma(0.0, 1.0)), "shape must be above zero, not 0");
    assert_eq!(message(Distribution::gamma(1.0, -2.0)), "scale must be above zero, not -2");
    assert_eq!(message(Distribution::gamma(0.001, 1.0)), "shape must be from 0.01 to 100000, not 0.001");
    assert_eq!(message(Distribution::beta(1e6, 1.0, 0.0, 1.0)), "alpha must be from 0.01 to 100000, not 1000000");
    assert_eq!(message(Distribution::beta(1.0, -1.0, 0.0, 1.0)), "beta must be above zero, not -1");
}

#[test]
fn lists_that_make_no_distribution_are_refused() {
    assert_eq!(message(Distribution::empirical(vec![])), "at least one value is needed");
    assert_eq!(message(Distribution::discrete(&[])), "at least one value is needed");
    assert_eq!(
        message(Distribution::discrete(&[(1.0, 2.0), (1.0, -2.0)])),
        "a weight must be zero or more, but entry 2 has -2"
    );
    assert_eq!(message(Distribution::discrete(&[(1.0, 0.0)])), "at least one weight must be above zero");
    assert_eq!(message(Distribution::quantiles(&[])), "at least two quantiles are needed, not 0");
    assert_eq!(message(Distribution::quantiles(&[(0.5, 1.0)])), "at least two quantiles are needed, not 1");
    assert_eq!(
        message(Distribution::quantiles(&[(0.5, 1.0), (1.5, 2.0)])),
        "a probability must be from 0 to 1, but quantile 2 has 1.5"
    );
    assert_eq!(
        message(Distribution::quantiles(&[(0.5, 1.0), (0.5, 2.0)])),
        "probabilities must rise, but quantile 2 has 0.5 after 0.5"
    );
    assert_eq!(
        message(Distribution::quantiles(&[(0.1, 1.0), (0.5, 4.0), (0.9, 3.0)])),
        "values must not fall as probabilities rise, but quantile 3 has 3 after 4"
    );
}

#[test]
fn parameters_whose_moments_or_draws_overflow_are_refused() {
    let large =
        "the mean, the variance and every draw must be finite numbers, but these parameters are too large for that";
    for refused in [
        Distribution::uniform(-1e308, 1e308),
        Distribution::uniform(0.0, 1e200),
        Distribution::pert(-1e308, 0.0, 1e308),
        Distribution::normal(0.0, 1e200),
        Distribution::log_normal(1.0, 30.0),
        Distribution::gamma(1.0, 1e300),
        Distribution::empirical(vec![1e308, 1e308]),
        Distribution::discrete(&[(1.0, 1e308), (2.0, 1e308)]),
        Distribution::quantiles(&[(0.4, -1e308), (0.5, 1e308)]),
    ] {
        assert_eq!(message(refused), large);
    }
}

#[test]
fn messages_say_the_same_in_chinese() {
    let chinese = |refused: Result<Distribution, DistributionError>| refused.unwrap_err().text().zh.into_owned();
    assert_eq!(chinese(Distribution::normal(0.0, -1.0)), "标准差 sd 不能小于零，但给出的是 -1");
    assert_eq!(chinese(Distribution::fixed(f64::NAN)), "数值 value 必须是有限的数，不能是 NaN");
    assert_eq!(
        chinese(Distribution::pert(0.0, 3.0, 2.0)),
        "最可能值 mode 必须在下限 low 与上限 high 之间，但 3 不在 0 到 2 之间"
    );
}

/// Closed forms: a normal variable clamped at 0 and at b, and a lognormal one clamped at b.
#[test]
fn the_mean_of_draws_held_within_a_range_is_that_of_the_closed_form() {
    let standard = reference::Normal::new(0.0, 1.0).unwrap();
    let cdf = |x: f64| standard.cdf(x);
    let density = |x: f64| libm::exp(-0.5 * x * x) / (2.0 * std::f64::consts::PI).sqrt();
    for (mean, sd) in [(0.3, 0.2), (0.0, 1.0), (5.0, 2.0), (-1.0, 0.5)] {
        let [a, b] = [0.0, 1.0].map(|bound: f64| (bound - mean) / sd);
        let expected = mean * (cdf(b) - cdf(a)) - sd * (density(b) - density(a)) + 1.0 - cdf(b);
        let found = Distribution::normal(mean, sd).unwrap().mean_within(0.0, 1.0);
        assert!((found - expected).abs() < 1e-10, "normal({mean}, {sd}): {found}, not {expected}");
    }
    for (median, sigma, most) in [(0.5, 2.0, 1.0), (0.5, 2.0, 1e7), (3.0, 5.0, 1e3), (1e-3, 0.1, 1.0)] {
        let d = (libm::log(most / median)) / sigma;
        let below: f64 = median * libm::exp(sigma * sigma / 2.0) * cdf(d - sigma);
        let expected = below + most * (1.0 - cdf(d));
        let found = Distribution::log_normal(median, sigma).unwrap().mean_within(0.0, most);
        assert!(
            (found / expected - 1.0).abs() < 1e-8,
            "lognormal({median}, {sigma}) to {most}: {found}, not {expected}"
        );
    }
    let triangle = Distribution::triangular(0.0, 1.0, 2.0).unwrap();
    assert!((triangle.mean_within(0.0, 1.0) - 5.0 / 6.0).abs() < 1e-13);
    let listed = Distribution::empirical(vec![1.0, 2.0, 6.0]).unwrap();
    assert!((listed.mean_within(1.5, 4.0) - 2.5).abs() < 1e-13);
}

type Points = Vec<(f64, f64)>;

fn alike(found: &[f64], expected: &[f64]) -> bool {
    found.len() == expected.len() && found.iter().zip(expected).all(|(one, other)| (one - other).abs() < 1e-14)
}

fn pool(each: &[(f64, Points)]) -> Distribution {
    Distribution::pooled(each, (f64::NEG_INFINITY, f64::INFINITY)).unwrap()
}

#[test]
fn a_pool_of_people_who_agree_is_what_each_of_them_says() {
    let says: Points = vec![(0.1, 3.0), (0.5, 5.0), (0.9, 9.7)];
    let single = Distribution::quantiles(&says).unwrap();
    for weights in [vec![1.0], vec![1.0, 1.0], vec![1.0, 2.0, 0.3]] {
        let each: Vec<(f64, Points)> = weights.iter().map(|weight| (*weight, says.clone())).collect();
        // To the last bit, whatever the weights.
        assert_eq!(pool(&each), single, "{weights:?}");
    }
}

/// Two uniform laws, 0 to 2 with weight 1 and 1 to 5 with weight 3: F = x/8 up to 1, then x/8 + 3(x − 1)/16 up to 2, then
/// 1/4 + 3(x − 1)/16.
#[test]
fn a_pool_of_two_uniform_laws_is_as_worked_by_hand() {
    let pool = pool(&[(1.0, vec![(0.0, 0.0), (1.0, 2.0)]), (3.0, vec![(0.0, 1.0), (1.0, 5.0)])]);
    let by_hand = |x: f64| x.min(2.0) / 8.0 + 3.0 * (x - 1.0).max(0.0) / 16.0;
    for u in [0.01, 0.1, 0.125, 0.2, 0.4, 0.4375, 0.5, 0.9, 0.999] {
        assert!((by_hand(pool.quantile(u)) - u).abs() < 1e-15, "{u}");
    }
    assert_eq!(pool.support(), (0.0, 5.0));
    // A mixture: means and second moments are weighted means.
    let mean = 0.25 * 1.0 + 0.75 * 3.0;
    let square = 0.25 * (4.0 / 3.0) + 0.75 * (31.0 / 3.0);
    assert!((pool.mean() - mean).abs() < 1e-12);
    assert!((pool.variance() - (square - mean * mean)).abs() < 1e-12);
}

#[test]
fn a_pool_of_people_who_are_far_apart_has_a_gap() {
    let pool = pool(&[(1.0, vec![(0.0, 0.0), (1.0, 1.0)]), (1.0, vec![(0.0, 9.0), (1.0, 10.0)])]);
    let draws = [0.25, 0.5, 0.500_001, 0.75].map(|u| pool.quantile(u));
    assert!(alike(&[draws[0], draws[1], draws[3]], &[0.5, 1.0, 9.5]) && draws[2] >= 9.0, "{draws:?}");
    assert!((pool.mean() - 5.0).abs() < 1e-12);
    assert!((pool.variance() - (1.0 / 12.0 + 4.5 * 4.5)).abs() < 1e-12);
    // Who is certain makes an atom.
    let atom = self::pool(&[(1.0, vec![(0.0, 0.0), (1.0, 2.0)]), (1.0, vec![(0.0, 1.0), (1.0, 1.0)])]);
    assert!(alike(&[0.2, 0.3, 0.5, 0.7, 0.9].map(|u| atom.quantile(u)), &[0.8, 1.0, 1.0, 1.0, 1.6]));
    let certain = self::pool(&[(1.0, vec![(0.0, 1.0), (1.0, 1.0)]), (2.0, vec![(0.2, 4.0), (0.9, 4.0)])]);
    assert!(alike(&[1e-12, 0.33, 0.34, 0.99].map(|u| certain.quantile(u)), &[1.0, 1.0, 4.0, 4.0]));
}

#[test]
fn ends_that_nobody_gave_are_held_within_the_range_and_what_was_given_is_not() {
    // Continued, the outer lines would end at 0.01 − 0.1 × 0.2 = −0.01 and at 0.2275.
    let says: Points = vec![(0.1, 0.01), (0.5, 0.09), (0.9, 0.2)];
    let one = Distribution::pooled(&[(1.0, says)], (0.0, 0.21)).unwrap();
    assert_eq!(one.support(), (0.0, 0.21));
    for (probability, value) in [(0.1, 0.01), (0.5, 0.09), (0.9, 0.2)] {
        assert!(alike(&[one.quantile(probability)], &[value]));
    }
    // What lies outside was given, and stays for the place to refuse.
    let outside = Distribution::pooled(&[(1.0, vec![(0.1, -3.0), (0.9, 2.0)])], (0.0, 1.0)).unwrap();
    assert_eq!(outside.support(), (-3.0, 2.0));
}

#[test]
fn people_who_make_no_distribution_are_told_by_their_place() {
    let good: Points = vec![(0.1, 1.0), (0.9, 2.0)];
    let range = (0.0, 10.0);
    for weight in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        let each = [(1.0, good.clone()), (weight, good.clone())];
        assert_eq!(Distribution::pooled(&each, range).unwrap_err(), (1, None));
    }
    let falling = vec![(0.1, 2.0), (0.9, 1.0)];
    let (at, error) = Distribution::pooled(&[(1.0, good), (1.0, falling)], range).unwrap_err();
    assert!(at == 1 && matches!(error, Some(DistributionError::ValueFalling { .. })));
    assert!(matches!(Distribution::pooled(&[], range), Err((0, Some(DistributionError::NoValues)))));
}

/// A pool of many at random is the mixture that it is of: half a million draws of the mixture against its quantiles.
#[test]
fn a_pool_is_the_mixture_of_those_in_it() {
    let each: Vec<(f64, Points)> = (0..6_u32)
        .map(|who| {
            let (shift, width) = (f64::from(who % 3), f64::from(who + 1));
            let points =
                vec![(0.05, shift), (0.3, shift + width), (0.5, shift + 1.5 * width), (0.95, shift + 4.0 * width)];
            (f64::from(who + 1), points)
        })
        .collect();
    let pool = pool(&each);
    let total: f64 = each.iter().map(|(weight, _)| weight).sum();
    let parts: Vec<(f64, Distribution)> =
        each.iter().map(|(weight, points)| (weight / total, Distribution::quantiles(points).unwrap())).collect();
    let mean: f64 = parts.iter().map(|(share, one)| share * one.mean()).sum();
    let square: f64 = parts.iter().map(|(share, one)| share * (one.variance() + one.mean() * one.mean())).sum();
    assert!((pool.mean() / mean - 1.0).abs() < 1e-12);
    assert!((pool.variance() / (square - mean * mean) - 1.0).abs() < 1e-12);
    for u in [0.001, 0.02, 0.1, 0.5, 0.77, 0.99] {
        let value = pool.quantile(u);
        let below: f64 = parts.iter().map(|(share, one)| share * one.share_below(value)).sum();
        assert!((below - u).abs() < 1e-9, "{u}: {below}");
    }
}
