//! Scores of a forecast that is an ensemble of whole numbers or measures, against what came.
//!
//! Formulas and names as in Gneiting and Raftery (2007), *Strictly proper scoring rules, prediction, and estimation*, and for
//! ensembles Ferro (2014), *Fair scores for ensemble forecasts*. Checked against a published package in the tests.

/// An ensemble in order of size. It has two members at least.
#[derive(Clone, Debug, PartialEq)]
pub struct Ensemble(Vec<f64>);

impl Ensemble {
    /// Of members in any order; none of fewer than two.
    #[must_use]
    pub fn new(mut members: Vec<f64>) -> Option<Self> {
        members.sort_by(f64::total_cmp);
        (members.len() > 1).then_some(Self(members))
    }

    /// The members, in order of size.
    #[must_use]
    pub fn members(&self) -> &[f64] {
        &self.0
    }

    /// The least member that a share `probability` of the members does not exceed (type 1 of Hyndman and Fan 1996): always one
    /// that was drawn, so that numbers of heads stay such.
    #[must_use]
    pub fn quantile(&self, probability: f64) -> f64 {
        let count = self.0.len();
        let rank = (probability * count as f64 - 1e-9).ceil().clamp(1.0, count as f64);
        self.0[rank as usize - 1]
    }

    /// The mean.
    #[must_use]
    pub fn mean(&self) -> f64 {
        self.0.iter().sum::<f64>() / self.0.len() as f64
    }

    /// The central interval that is to hold a share `level`.
    #[must_use]
    pub fn interval(&self, level: f64) -> [f64; 2] {
        [self.quantile(0.5 - level / 2.0), self.quantile(0.5 + level / 2.0)]
    }

    /// The share of the members in an interval, its ends included.
    #[must_use]
    pub fn share_within(&self, [low, high]: [f64; 2]) -> f64 {
        let inside = self.below_or_at(high) - self.below(low);
        inside as f64 / self.0.len() as f64
    }

    fn below(&self, value: f64) -> usize {
        self.0.partition_point(|one| *one < value)
    }

    fn below_or_at(&self, value: f64) -> usize {
        self.0.partition_point(|one| *one <= value)
    }

    /// The fair continuous ranked probability score: mean |x − y| − Σᵢⱼ|xᵢ − xⱼ| / (2 m (m − 1)). In the unit of the
    /// forecast; 0 is best. Its expectation does not depend on the size of the ensemble. It can be negative by a little.
    #[must_use]
    pub fn crps(&self, observed: f64) -> f64 {
        let count = self.0.len() as f64;
        let off: f64 = self.0.iter().map(|one| (one - observed).abs()).sum::<f64>() / count;
        // Of members in order: each counts as often as it is the greater of two less as often as it is the smaller.
        let spread: f64 = (0..).map(f64::from).zip(&self.0).map(|(rank, one)| one * (2.0 * rank - count + 1.0)).sum();
        off - spread / (count * (count - 1.0))
    }

    /// The probability integral transform: which share of the ensemble lies below what came, ties and the place among the
    /// members shared out by `chance` from 0 to 1, so that it is even over 0 to 1 if forecast and truth are of one law.
    #[must_use]
    pub fn pit(&self, observed: f64, chance: f64) -> f64 {
        let (below, equal) = (self.below(observed), self.below_or_at(observed) - self.below(observed));
        (below as f64 + chance * (equal + 1) as f64) / (self.0.len() + 1) as f64
    }
}

/// The interval score: width, and 2/(1 − level) times how far what came lies outside. In the unit of the forecast; 0 is best.
#[must_use]
pub fn interval_score([low, high]: [f64; 2], level: f64, observed: f64) -> f64 {
    let outside = (low - observed).max(0.0) + (observed - high).max(0.0);
    high - low + 2.0 / (1.0 - level) * outside
}

/// The Brier score of a probability; 0 is best, 0.25 that of one half.
#[must_use]
pub fn brier(probability: f64, met: bool) -> f64 {
    let off = probability - f64::from(u8::from(met));
    off * off
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    fn ensemble(members: &[f64]) -> Ensemble {
        Ensemble::new(members.to_vec()).unwrap()
    }

    #[test]
    fn scores_are_what_they_are_by_hand() {
        let four = ensemble(&[4.0, 1.0, 2.0, 2.0]);
        let same = |own: &[f64], wanted: &[f64]| {
            let near = own.iter().zip(wanted).all(|(own, wanted)| (own - wanted).abs() < 1e-9);
            assert!(near && own.len() == wanted.len(), "{own:?} {wanted:?}");
        };
        same(four.members(), &[1.0, 2.0, 2.0, 4.0]);
        let quantiles = [0.0, 0.25, 0.26, 0.75, 0.76, 1.0].map(|share| four.quantile(share));
        same(&quantiles, &[1.0, 1.0, 2.0, 2.0, 4.0, 4.0]);
        same(&four.interval(0.5), &[1.0, 2.0]);
        same(&[four.share_within([1.0, 2.0])], &[0.75]);
        // |x − 3| is 2, 1, 1, 1. Pairs are apart by 1, 1, 3, 0, 2, 2: 18 in both orders.
        same(&[four.crps(3.0)], &[5.0 / 4.0 - 18.0 / 24.0]);
        same(&[four.pit(2.0, 0.0), four.pit(2.0, 1.0), four.pit(0.0, 0.5)], &[0.2, 0.8, 0.1]);
        same(&[interval_score([2.0, 5.0], 0.9, 4.0), interval_score([2.0, 5.0], 0.9, 6.0)], &[3.0, 23.0]);
        same(&[brier(0.2, true), brier(0.5, false)], &[0.64, 0.25]);
        assert!(Ensemble::new(vec![1.0]).is_none());
    }

    /// The numbers of a published package: `tests/fixtures/scores/make.py` says which and how.
    #[test]
    fn scores_are_those_of_a_published_package() {
        let fixture = include_str!("../../tests/fixtures/scores/scoringrules.json");
        let fixture: Value = serde_json::from_str(fixture).unwrap();
        let number = |value: &Value, key: &str| value[key].as_f64().unwrap();
        let cases = fixture["cases"].as_array().unwrap();
        assert_eq!(cases.len(), 20);
        for case in cases {
            let members: Vec<f64> =
                case["ensemble"].as_array().unwrap().iter().map(|one| one.as_f64().unwrap()).collect();
            let observed = number(case, "observed");
            let (crps, fair) = (ensemble(&members).crps(observed), number(case, "crps_fair"));
            assert!((crps - fair).abs() < 1e-9, "{crps} {fair}");
            let ends = [number(case, "low"), number(case, "high")];
            let (own, theirs) = (interval_score(ends, 1.0 - number(case, "alpha"), observed), number(case, "interval"));
            assert!((own - theirs).abs() < 1e-9 * theirs.abs(), "{own} {theirs}");
        }
        for case in fixture["brier"].as_array().unwrap() {
            let own = brier(number(case, "probability"), case["met"].as_bool().unwrap());
            assert!((own - number(case, "score")).abs() < 1e-12);
        }
    }

    /// An ensemble of the law that what came is of too: fair on average whatever its size, and its place even.
    /// 20,000 cases; the bounds are five standard errors.
    #[test]
    fn a_fair_score_does_not_depend_on_the_size_of_the_ensemble() {
        use crate::random::{Decision, Luck};
        let (luck, decision) = (Luck::of_replicate(3, 0), Decision::new("test", "scores"));
        let mut means = Vec::new();
        for (size, run) in [(2_u64, 0_u32), (10, 1)] {
            let (mut sum, mut squares, mut places) = (0.0, 0.0, 0.0);
            let cases = 20_000_u64;
            for case in 0..cases {
                let draw = |which: u64| luck.uniform(decision, (case << 16) + which, run);
                let members = (0..size).map(|which| (10.0 * draw(which)).floor()).collect();
                let ensemble = Ensemble::new(members).unwrap();
                let observed = (10.0 * draw(size)).floor();
                let score = ensemble.crps(observed);
                sum += score;
                squares += score * score;
                places += ensemble.pit(observed, draw(size + 1));
            }
            let (count, mean) = (cases as f64, sum / cases as f64);
            let error = ((squares / count - mean * mean) / count).sqrt();
            assert!((places / count - 0.5).abs() < 5.0 * (1.0 / 12.0 / count).sqrt());
            means.push((mean, error));
        }
        let [(one, first), (two, second)] = means[..] else { panic!() };
        assert!((one - two).abs() < 5.0 * libm::hypot(first, second), "{means:?}");
    }
}
