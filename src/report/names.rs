//! What the things of a scenario are called, and how a target's numbers are written.

use crate::scenario::file::CountKind;
use crate::scenario::{Basis, Reading, Scenario, Target, TargetId};
use crate::summary::{Limit, MetricKind};

use super::words::Words;

/// How the values of a target are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Heads or schools, with decimals only where the metric has them.
    Count(usize),
    /// A share, as a percentage.
    Share,
}

impl Measure {
    /// How the values of `reading` are written, when its metric is recorded to `decimals` places.
    #[must_use]
    pub const fn of(reading: &Reading, decimals: u32) -> Self {
        match reading.count {
            CountKind::SchoolShare => Self::Share,
            CountKind::StockPer100Students => Self::Count(2),
            _ => Self::Count(decimals as usize),
        }
    }

    /// One value.
    #[must_use]
    pub fn write(self, words: &Words, value: f64) -> String {
        match self {
            Self::Count(decimals) => words.number(value, decimals),
            Self::Share => words.percent(value, 0),
        }
    }

    /// A mean, which needs a place more than a value.
    #[must_use]
    pub fn write_mean(self, words: &Words, value: f64) -> String {
        match self {
            Self::Count(0) => words.number(value, 1),
            Self::Count(decimals) => words.number(value, decimals),
            Self::Share => words.percent(value, 1),
        }
    }

    /// Two ends.
    #[must_use]
    pub fn write_range(self, words: &Words, low: f64, high: f64) -> String {
        match self {
            Self::Count(decimals) => words.range(low, high, decimals),
            Self::Share => words.percent_range(low, high, 0),
        }
    }

    /// The bound of a reading, which may have more places than its metric.
    #[must_use]
    pub fn write_bound(self, words: &Words, bound: f64) -> String {
        match self {
            Self::Count(decimals) => {
                let own = bound.to_string().split_once('.').map_or(0, |(_, fraction)| fraction.len()).min(4);
                words.number(bound, own.min(decimals.max(2)))
            }
            Self::Share => words.percent(bound, 0),
        }
    }
}

/// A target of a scenario.
///
/// # Panics
/// If the results are of another scenario.
#[must_use]
pub fn target(scenario: &Scenario, id: TargetId) -> &Target {
    &scenario.targets[id.index()]
}

/// What a limit is called when it is said what held a target back.
#[must_use]
pub fn limit(words: &Words, limit: Limit) -> String {
    words.word(match limit {
        Limit::Candidates => "limit-candidates",
        Limit::Qualified => "limit-qualified",
        Limit::Declined => "limit-declined",
        Limit::Eligible => "limit-eligible",
        Limit::Vacancy => "limit-vacancy",
        Limit::Places => "limit-places",
        Limit::Host => "limit-host",
        Limit::Money => "limit-money",
    })
}

/// Where a number comes from.
#[must_use]
pub fn basis(words: &Words, basis: Option<Basis>) -> String {
    words.word(match basis {
        Some(Basis::Plan) => "basis-plan",
        Some(Basis::Published) => "basis-published",
        Some(Basis::Assumption) => "basis-assumption",
        None => "basis-none",
    })
}

/// What a metric counts.
#[must_use]
pub fn metric(scenario: &Scenario, words: &Words, kind: MetricKind) -> String {
    match kind {
        MetricKind::Stock(tier) => words.text(&scenario.tiers[tier.index()].named.title).to_owned(),
        MetricKind::Additions(tier) => {
            words.with("metric-additions", &[("tier", words.text(&scenario.tiers[tier.index()].named.title))])
        }
        MetricKind::Leavers(tier) => {
            words.with("metric-leavers", &[("tier", words.text(&scenario.tiers[tier.index()].named.title))])
        }
        MetricKind::Headcount => words.word("metric-headcount"),
        MetricKind::Students(phase) => {
            words.with("metric-students", &[("phase", words.text(&scenario.phases[phase.index()].named.title))])
        }
        MetricKind::Target(id, reading) => {
            let target = target(scenario, id);
            let title = words.text(&target.named.title);
            match target.readings.get(reading) {
                Some(other) if reading > 0 => {
                    words.with("target-under-reading", &[("target", title), ("reading", words.text(&other.title))])
                }
                _ => title.to_owned(),
            }
        }
    }
}
