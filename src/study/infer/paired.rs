//! Means and paired differences of what replicates of a study gave, with their intervals.
//!
//! The intervals are those of [`summary::infer`](crate::summary).

use serde::{Deserialize, Serialize};

use crate::model::UNDEFINED;
use crate::random::Nesting;
use crate::summary::Probability;
use crate::summary::infer::{CONFIDENCE, Evidence, Kind, Sample, Tally};

use crate::study::design::Series;

/// A mean over replicates with its interval at 95 %.
#[derive(Clone, Copy, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct Estimate {
    /// The mean.
    pub mean: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// How a measure differs between two points that met the same luck: the second less the first, in the measure's unit.
#[derive(Clone, Copy, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct Difference {
    /// Mean difference.
    pub mean: f64,
    /// Lower end of the 95 % interval, which may be farther from the mean than the upper one.
    pub low: f64,
    /// Upper end. If no replicate differs, the ends of a difference of probabilities are how large it may be all the same, and
    /// those of anything else are 0.
    pub high: f64,
    /// Whether the difference can be told from none: the interval leaves out 0.
    pub detectable: bool,
    /// Two-sided probability of a difference at least as great if there were none: below 0.05 where the interval leaves
    /// out 0. 1 if no replicate differs.
    pub p: f64,
    /// Draws of the parameters that were compared: those in which every replicate has a value at both points.
    pub draws: u64,
    /// Draws whose replicates differ, taken together.
    pub unlike: u64,
    /// Width of the interval that two independent runs of the same size would have given.
    pub unpaired_width: f64,
}

impl Difference {
    /// Exactly none, of points that are the same.
    pub(crate) const fn none(draws: u64) -> Self {
        Self { mean: 0.0, low: 0.0, high: 0.0, detectable: false, p: 1.0, draws, unlike: 0, unpaired_width: 0.0 }
    }

    /// Width of the interval.
    #[must_use]
    pub fn width(&self) -> f64 {
        self.high - self.low
    }
}

/// A mean over replicates and its interval, in units of `scale`.
pub(crate) fn estimate(evidence: &Evidence, kind: Kind, scale: f64) -> Estimate {
    let (low, high) = evidence.interval(kind, CONFIDENCE);
    Estimate { mean: evidence.mean() / scale, low: low / scale, high: high / scale }
}

/// What a series gave.
fn single(series: &Series) -> (Evidence, Kind) {
    let kind = series.events.map_or(Kind::Numbers, |events| Kind::Events(events.into()));
    (Evidence::of(series.values.iter().map(|value| defined(*value)), series.nesting), kind)
}

/// A recorded value, which may be none.
fn defined(value: i64) -> Option<i128> {
    (value != UNDEFINED).then(|| i128::from(value))
}

/// The mean of a measure over the replicates that give a value; of an event its share.
pub(crate) fn average(series: &Series) -> f64 {
    let given = series.values.iter().filter(|value| **value != UNDEFINED);
    let (sum, count) = given.fold((0_i128, 0_u64), |(sum, count), value| (sum + i128::from(*value), count + 1));
    sum as f64 / count.max(1) as f64 / series.scale as f64
}

/// The mean of a measure and its interval over the draws in which it has a value.
#[must_use]
pub fn mean(series: &Series) -> Estimate {
    let (evidence, kind) = single(series);
    estimate(&evidence, kind, series.scale as f64)
}

/// The share of replicates in which an event happened, with the interval that a run of the same replicates reports.
#[must_use]
pub fn share(series: &Series) -> Probability {
    share_at(series, CONFIDENCE)
}

/// The same share with its interval at another confidence.
pub(crate) fn share_at(series: &Series, confidence: f64) -> Probability {
    tally(series).probability_at(confidence)
}

/// How often an event happened, by draw and by batch.
pub(crate) fn tally(series: &Series) -> Tally {
    let mut tally = Tally::new(series.nesting);
    for (draw, _) in series.nesting.by_draw(&series.values) {
        tally.push(draw.iter().filter(|value| **value > 0).count() as u64, draw.len() as u64);
    }
    tally
}

/// The difference of a measure, `after` less `before`, over the same replicates of two points. Series of different units or
/// lengths share nothing and are taken as far as both go. A draw in which a replicate of either has no value is left out.
///
/// Where no replicate differs, a difference of probabilities may be there all the same, and its interval says how large; see
/// [`Comparison::unseen`](crate::study::Comparison::unseen). Of other numbers nothing can be said then, and the interval is 0 to 0.
///
/// ```
/// use tidui::random::Nesting;
/// use tidui::study::{Series, difference};
/// let series = |values: &[i64]| Series { values: values.to_vec(), scale: 1, nesting: Nesting::ONCE, events: None };
/// let same = difference(&series(&[3, 5, 4]), &series(&[3, 5, 4]));
/// assert_eq!((same.mean, same.low, same.high, same.detectable), (0.0, 0.0, 0.0, false));
/// ```
#[must_use]
pub fn difference(before: &Series, after: &Series) -> Difference {
    let Paired { evidence, kind, scale } = Paired::of(before, after);
    let Estimate { mean, low, high } = estimate(&evidence, kind, scale);
    let [first, second] = [before, after].map(|series| {
        let (own, kind) = single(series);
        let scale = series.scale as f64;
        (own.variance_of_mean(kind) / (scale * scale), own.critical(CONFIDENCE))
    });
    Difference {
        mean,
        low,
        high,
        detectable: low > 0.0 || high < 0.0,
        p: evidence.p(kind),
        draws: evidence.draws(),
        unlike: evidence.apart(),
        unpaired_width: 2.0 * first.1.max(second.1) * libm::sqrt(first.0 + second.0),
    }
}

/// What one thing gave more than another in every replicate.
#[derive(Clone, Debug)]
pub(crate) struct Paired {
    evidence: Evidence,
    kind: Kind,
    /// One whole unit.
    scale: f64,
}

impl Paired {
    /// `after` less `before`, as far as both go.
    pub(crate) fn of(before: &Series, after: &Series) -> Self {
        let (left, right) = (before.scale.max(1), after.scale.max(1));
        let scale = left.max(right);
        // Scales are powers of ten, so each divides the greater one.
        let (from, to) = (i128::from(scale / left), i128::from(scale / right));
        let pairs = before.values.iter().zip(&after.values);
        let values = pairs.map(|(before, after)| Some(defined(*after)? * to - defined(*before)? * from));
        let events = before.events.zip(after.events);
        let kind = events.map_or(Kind::Pairs, |(one, other)| Kind::EventPairs(one.max(other).into()));
        Self { evidence: Evidence::of(values, before.nesting), kind, scale: scale as f64 }
    }

    /// Differences that are numbers of any kind.
    pub(crate) fn of_values(values: impl Iterator<Item = i128>, nesting: Nesting) -> Self {
        Self { evidence: Evidence::of(values.map(Some), nesting), kind: Kind::Pairs, scale: 1.0 }
    }

    /// The mean difference.
    pub(crate) fn mean(&self) -> f64 {
        self.evidence.mean() / self.scale
    }

    /// The two-sided probability of a difference at least as great if there were none.
    pub(crate) fn p(&self) -> f64 {
        self.evidence.p(self.kind)
    }

    /// The ends of its 95 % interval.
    pub(crate) fn ends(&self) -> (f64, f64) {
        let Estimate { low, high, .. } = estimate(&self.evidence, self.kind, self.scale);
        (low, high)
    }

    /// Half the width of its interval, and the part of it that comes of the variance alone: the rest is for what may be and was not
    /// seen, and becomes less as replicates do, not as their root.
    pub(crate) fn half_width(&self) -> (f64, f64) {
        let (low, high) = self.ends();
        let own =
            self.evidence.critical(CONFIDENCE) * libm::sqrt(self.evidence.variance_of_mean(self.kind)) / self.scale;
        let half = (high - low) / 2.0;
        (half, own.min(half))
    }

    /// Units that its interval goes by.
    pub(crate) fn freedom(&self) -> u64 {
        self.evidence.freedom()
    }
}

/// The difference of two series that may be missing; none where they share no draw in which both have a value.
pub(crate) fn difference_of(before: Option<&Series>, after: Option<&Series>) -> Option<Difference> {
    before.zip(after).map(|(before, after)| difference(before, after)).filter(|one| one.draws > 0)
}

/// How large a difference of probabilities may be although no replicate showed it, either way, over so many draws.
pub(crate) fn unseen(draws: u64) -> f64 {
    Sample::counted([(0, draws)]).interval(Kind::EventPairs(1), CONFIDENCE).1
}

/// Holm's adjustment of probabilities that are looked at together: below 0.05 where a difference can still be told from none
/// when any of them may look like one by chance, with at most 5 % for the whole family.
///
/// # Source
/// S. Holm, "A simple sequentially rejective multiple test procedure", *Scandinavian Journal of Statistics* 6 (1979).
pub(crate) fn holm(list: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..list.len()).collect();
    let of = |index: &usize| list.get(*index).copied().unwrap_or(1.0);
    order.sort_by(|a, b| of(a).total_cmp(&of(b)));
    let (mut adjusted, mut most) = (vec![1.0; list.len()], 0.0_f64);
    for (rank, index) in order.iter().enumerate() {
        most = most.max(of(index) * (list.len() - rank) as f64).min(1.0);
        if let Some(slot) = adjusted.get_mut(*index) {
            *slot = most;
        }
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use super::{Difference, Nesting, Series, difference, difference_of, holm, mean, unseen};

    fn events(values: Vec<i64>) -> Series {
        Series { values, scale: 1, nesting: Nesting::ONCE, events: Some(1) }
    }

    fn differ(up: usize, down: usize, of: usize) -> Difference {
        let values = |some: usize| (0..of).map(move |at| i64::from(at < some));
        difference(&events(values(down).chain(values(0)).collect()), &events(values(0).chain(values(up)).collect()))
    }

    /// The interval leaves out 0 exactly where p is below 0.05, in every pattern of few pairs that differ.
    #[test]
    fn probabilities_agree_with_intervals() {
        for up in 0..12 {
            for down in 0..12 {
                let found = differ(up, down, 150);
                assert_eq!(found.detectable, found.p < 0.05, "{up} {down} {found:?}");
                assert!(found.low <= found.mean && found.mean <= found.high);
                let turned = differ(down, up, 150);
                assert!((found.low + turned.high).abs() < 1e-9 && (found.p - turned.p).abs() < 1e-9);
            }
        }
    }

    /// Five pairs that differ one way can be told from none and four cannot, as by the mid-P value of a sign test: 0.031, 0.063.
    #[test]
    fn few_that_differ_leave_more_open_than_they_show() {
        let p: Vec<f64> = (1..=6).map(|up| differ(up, 0, 1000).p).collect();
        assert!(p[3] > 0.055 && p[3] < 0.07 && p[4] > 0.03 && p[4] < 0.04 && p.is_sorted_by(|a, b| a > b));
        let one = differ(1, 0, 1000);
        assert!(one.low < -0.0008 && one.high > 0.002, "{one:?}");
    }

    /// With none the interval is what may have gone unseen: 0.625 · (1 − u)ⁿ = 0.025, as good as.
    #[test]
    fn none_that_differ_leave_open_what_may_be_unseen() {
        let none = differ(0, 0, 1000);
        assert!((none.high - unseen(2000)).abs() < 1e-12 && (none.low + none.high).abs() < 1e-12);
        assert!((unseen(2000) - (1.0 - libm::pow(0.04, 1.0 / 2000.0))).abs() < 1e-5);
        assert!((none.p - 1.0).abs() < 1e-12 && !none.detectable);
    }

    /// Of a thousand pairs of which many differ it is Student's interval, as good as.
    #[test]
    fn many_that_differ_give_students_interval() {
        let values = |step: i64, of: i64| (0..1000).map(|at| at * step % of).collect::<Vec<i64>>();
        let series = |values: Vec<i64>| Series { values, scale: 1, nesting: Nesting::ONCE, events: None };
        let (before, after) = (values(7919, 101), values(4177, 97));
        let apart: Vec<f64> = before.iter().zip(&after).map(|(before, after)| (after - before) as f64).collect();
        let mean = apart.iter().sum::<f64>() / 1000.0;
        let variance = apart.iter().map(|one| (one - mean) * (one - mean)).sum::<f64>() / 999.0 / 1000.0;
        let half = 1.962_341 * libm::sqrt(variance);
        let found = difference(&series(before), &series(after));
        assert!((found.low - (mean - half)).abs() < 0.03 * half && (found.high - (mean + half)).abs() < 0.03 * half);
    }

    /// Of four draws of two replicates the second has no value before and the fourth none after: 1 and 3 are compared.
    #[test]
    fn draws_without_a_value_are_left_out() {
        let series =
            |values: &[i64]| Series { values: values.to_vec(), scale: 10, nesting: Nesting::every(2), events: None };
        let before = series(&[10, 20, -1, 40, 50, 60, 70, 80]);
        let after = series(&[11, 22, 33, 44, 51, 62, 73, -1]);
        let found = difference(&before, &after);
        assert!((found.mean - 0.15).abs() < 1e-12 && found.draws == 2 && found.unlike == 2, "{found:?}");
        assert!((mean(&before).mean - 290.0 / 60.0).abs() < 1e-12 && (before.defined() - 0.875).abs() < 1e-12);
        let never = series(&[-1; 8]);
        assert_eq!(difference_of(Some(&before), Some(&never)), None);
    }

    #[test]
    fn holm_steps_down() {
        // The example of R's p.adjust(c(0.01, 0.04, 0.03, 0.5), "holm").
        let found = holm(&[0.01, 0.04, 0.03, 0.5]);
        for (found, expected) in found.iter().zip([0.04, 0.09, 0.09, 0.5]) {
            assert!((found - expected).abs() < 1e-12, "{found}, {expected}");
        }
        assert!(holm(&[]).is_empty());
    }
}
