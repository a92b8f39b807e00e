//! Families given by a list.

use super::{DistributionError, Family};

fn entry_finite(index: usize, value: f64) -> Result<(), DistributionError> {
    if !value.is_finite() {
        return Err(DistributionError::EntryNotFinite { position: index + 1, value });
    }
    Ok(())
}

/// Observed values, each equally likely.
#[derive(Clone, Debug, PartialEq)]
pub struct Empirical {
    /// At least one, in rising order.
    values: Box<[f64]>,
}

impl Empirical {
    pub(super) fn new(mut values: Vec<f64>) -> Result<Self, DistributionError> {
        for (index, value) in values.iter().enumerate() {
            entry_finite(index, *value)?;
        }
        if values.is_empty() {
            return Err(DistributionError::NoValues);
        }
        values.sort_by(f64::total_cmp);
        Ok(Self { values: values.into() })
    }
}

impl Family for Empirical {
    fn quantile(&self, u: f64) -> f64 {
        let rank = (u * self.values.len() as f64).ceil() as usize;
        self.values[rank.clamp(1, self.values.len()) - 1]
    }
    fn mean(&self) -> f64 {
        self.values.iter().sum::<f64>() / self.values.len() as f64
    }
    fn variance(&self) -> f64 {
        let mean = self.mean();
        self.values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / self.values.len() as f64
    }
    fn support(&self) -> (f64, f64) {
        (self.values[0], self.values[self.values.len() - 1])
    }
    fn breaks(&self) -> Vec<f64> {
        (1..self.values.len()).map(|rank| rank as f64 / self.values.len() as f64).collect()
    }
    fn words(&self) -> String {
        format!("empirical({})", listed(self.values.iter().map(f64::to_string)))
    }
}

/// Values with weights.
#[derive(Clone, Debug, PartialEq)]
pub struct Discrete {
    /// At least one, in rising order.
    values: Box<[f64]>,
    /// The probability of each value; above zero, summing to 1.
    probabilities: Box<[f64]>,
    /// The probability at or below each value; the last is 1.
    cumulative: Box<[f64]>,
}

impl Discrete {
    pub(super) fn new(weighted: &[(f64, f64)]) -> Result<Self, DistributionError> {
        for (index, (value, weight)) in weighted.iter().copied().enumerate() {
            entry_finite(index, value)?;
            entry_finite(index, weight)?;
            if !(weight >= 0.0) {
                return Err(DistributionError::NegativeWeight { position: index + 1, weight });
            }
        }
        if weighted.is_empty() {
            return Err(DistributionError::NoValues);
        }
        let mut kept: Vec<(f64, f64)> = weighted.iter().copied().filter(|(_, weight)| *weight > 0.0).collect();
        if kept.is_empty() {
            return Err(DistributionError::NoWeight);
        }
        kept.sort_by(|a, b| a.0.total_cmp(&b.0));
        let total: f64 = kept.iter().map(|(_, weight)| weight).sum();
        if !total.is_finite() {
            return Err(DistributionError::TooLarge);
        }
        let mut sum = 0.0;
        let mut cumulative: Vec<f64> = kept
            .iter()
            .map(|(_, weight)| {
                sum += weight;
                sum / total
            })
            .collect();
        // The same sum in the same order is exactly 1 already; a draw must find a value even if that changes.
        *cumulative.last_mut().ok_or(DistributionError::NoWeight)? = 1.0;
        Ok(Self {
            values: kept.iter().map(|(value, _)| *value).collect(),
            probabilities: kept.iter().map(|(_, weight)| weight / total).collect(),
            cumulative: cumulative.into(),
        })
    }

    fn expect(&self, of: impl Fn(f64) -> f64) -> f64 {
        self.values.iter().zip(&self.probabilities).map(|(value, probability)| of(*value) * probability).sum()
    }
}

impl Family for Discrete {
    fn quantile(&self, u: f64) -> f64 {
        let index = self.cumulative.partition_point(|cumulative| *cumulative < u);
        self.values[index.min(self.values.len() - 1)]
    }
    fn mean(&self) -> f64 {
        self.expect(|value| value)
    }
    fn variance(&self) -> f64 {
        let mean = self.mean();
        self.expect(|value| (value - mean) * (value - mean))
    }
    fn support(&self) -> (f64, f64) {
        (self.values[0], self.values[self.values.len() - 1])
    }
    fn breaks(&self) -> Vec<f64> {
        self.cumulative.to_vec()
    }
    fn words(&self) -> String {
        let pairs = self.values.iter().zip(&self.probabilities);
        format!(
            "discrete({})",
            listed(pairs.map(|(value, probability)| format!("{value}: {}", super::tidy(*probability))))
        )
    }
}

/// Quantiles that someone was asked for, joined by straight lines.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantiles {
    /// Probability and value, from probability 0 to probability 1, the first rising and the second not falling.
    points: Box<[(f64, f64)]>,
}

impl Quantiles {
    pub(super) fn new(points: &[(f64, f64)]) -> Result<Self, DistributionError> {
        for (index, (probability, value)) in points.iter().copied().enumerate() {
            entry_finite(index, probability)?;
            entry_finite(index, value)?;
            if !(0.0..=1.0).contains(&probability) {
                return Err(DistributionError::ProbabilityOutside { position: index + 1, probability });
            }
        }
        if points.len() < 2 {
            return Err(DistributionError::TooFewQuantiles { count: points.len() });
        }
        for (index, pair) in points.windows(2).enumerate() {
            let ((before, value_before), (probability, value)) = (pair[0], pair[1]);
            let position = index + 2;
            if !(before < probability) {
                return Err(DistributionError::ProbabilityNotRising { position, probability, before });
            }
            if !(value_before <= value) {
                return Err(DistributionError::ValueFalling { position, value, before: value_before });
            }
        }
        let slope = |from: (f64, f64), to: (f64, f64)| (to.1 - from.1) / (to.0 - from.0);
        let (first, last) = (points[0], points[points.len() - 1]);
        let mut whole = Vec::with_capacity(points.len() + 2);
        if first.0 > 0.0 {
            whole.push((0.0, first.1 - slope(first, points[1]) * first.0));
        }
        whole.extend_from_slice(points);
        if last.0 < 1.0 {
            whole.push((1.0, last.1 + slope(points[points.len() - 2], last) * (1.0 - last.0)));
        }
        Ok(Self { points: whole.into() })
    }

    /// The linear pool of these, each with its weight above zero: the weighted mean of their distribution functions. All of
    /// them are straight between the values at which one has a point, and so is the pool, which is worked out there.
    pub(super) fn pooled(each: &[(f64, Self)]) -> Option<Self> {
        let (first, others) = each.split_first()?;
        let total: f64 = each.iter().map(|(weight, _)| weight).sum();
        let mut values: Vec<f64> =
            each.iter().flat_map(|(_, one)| one.points.iter().map(|(_, value)| *value)).collect();
        values.sort_by(f64::total_cmp);
        values.dedup_by(|a, b| a.total_cmp(b).is_eq());
        let mut points: Vec<(f64, f64)> = Vec::with_capacity(2 * values.len());
        for value in values {
            // Below the value, and at or below it. Differences from the first, so that what all agree in stays to the last bit.
            for with in [false, true] {
                let base = first.1.share(value, with);
                let off: f64 =
                    others.iter().map(|(weight, one)| weight / total * (one.share(value, with) - base)).sum();
                let least = points.last().map_or(0.0, |(before, _)| *before);
                let point = ((base + off).clamp(least, 1.0), value);
                if points.last() != Some(&point) {
                    points.push(point);
                }
            }
        }
        Some(Self { points: points.into() })
    }

    /// The same with its two ends no further out than these, nor within the points that were stated.
    pub(super) fn ending_within(mut self, (least, most): (f64, f64)) -> Self {
        let end = self.points.len() - 1;
        let (lower, upper) = (self.points[1].1, self.points[end - 1].1);
        self.points[0].1 = self.points[0].1.max(least).min(lower);
        self.points[end].1 = self.points[end].1.min(most).max(upper);
        self
    }

    /// The probability of less than a value, or `with` it.
    fn share(&self, value: f64, with: bool) -> f64 {
        let before = |point: &(f64, f64)| if with { point.1 <= value } else { point.1 < value };
        let next = self.points.partition_point(before);
        let at = if with { next.checked_sub(1) } else { Some(next) };
        if let Some((probability, _)) =
            at.and_then(|at| self.points.get(at)).filter(|point| point.1.total_cmp(&value).is_eq())
        {
            return *probability;
        }
        match (next.checked_sub(1).map(|at| self.points[at]), self.points.get(next)) {
            (None, _) => 0.0,
            (_, None) => 1.0,
            (Some((from, low)), Some((to, high))) => from + (to - from) * ((value - low) / (high - low)),
        }
    }

    /// The sum over the straight pieces of their probability times `of` their two values.
    fn expect(&self, of: impl Fn(f64, f64) -> f64) -> f64 {
        self.points.windows(2).map(|pair| (pair[1].0 - pair[0].0) * of(pair[0].1, pair[1].1)).sum()
    }
}

impl Family for Quantiles {
    fn quantile(&self, u: f64) -> f64 {
        let next = self.points.partition_point(|(probability, _)| *probability < u).clamp(1, self.points.len() - 1);
        let ((from, low), (to, high)) = (self.points[next - 1], self.points[next]);
        // A jump, which only a pool has, and only the outermost draw can meet.
        if from >= to {
            return high;
        }
        (low + (high - low) * ((u - from) / (to - from))).clamp(low, high)
    }
    fn mean(&self) -> f64 {
        self.expect(|low, high| 0.5 * low + 0.5 * high)
    }
    fn variance(&self) -> f64 {
        let mean = self.mean();
        // Each piece is uniform, and the second moment of a uniform about any point is (a² + ab + b²)/3.
        self.expect(|low, high| {
            let (a, b) = (low - mean, high - mean);
            (a * a + a * b + b * b) / 3.0
        })
    }
    fn support(&self) -> (f64, f64) {
        (self.points[0].1, self.points[self.points.len() - 1].1)
    }
    fn breaks(&self) -> Vec<f64> {
        self.points.iter().map(|(probability, _)| *probability).collect()
    }
    fn words(&self) -> String {
        format!(
            "quantiles({})",
            listed(self.points.iter().map(|(probability, value)| format!("{probability}: {value}")))
        )
    }
}

/// At most eight entries, then how many more.
fn listed(entries: impl ExactSizeIterator<Item = String>) -> String {
    const MOST: usize = 8;
    let left = entries.len().saturating_sub(MOST);
    let text = entries.take(MOST).collect::<Vec<_>>().join(", ");
    if left > 0 { format!("{text}, … and {left} more") } else { text }
}
