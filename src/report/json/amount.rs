//! Amounts of money and fiscal years, as every object has them.

use serde::Serialize;

use crate::scenario::Scenario;
use crate::summary::{Quantiles, Spread};

/// 95 % intervals of quantiles, over draws of the parameters.
pub type QuantileIntervals = Quantiles<[f64; 2]>;

pub(super) fn intervals(spread: &Spread) -> Option<QuantileIntervals> {
    let (low, high) = (spread.low?.list(), spread.high?.list());
    Some(std::array::from_fn(|place| [low[place], high[place]]).into())
}

/// The spread of an amount of money.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Amount {
    /// Mean.
    pub mean: f64,
    /// 10 % quantile.
    pub p10: f64,
    /// Median.
    pub p50: f64,
    /// 80 % quantile.
    pub p80: f64,
    /// 90 % quantile.
    pub p90: f64,
    /// 95 % quantile.
    pub p95: f64,
    /// 95 % intervals of the quantiles; null in a run of an older version.
    pub quantile_intervals: Option<QuantileIntervals>,
}

impl From<&Spread> for Amount {
    fn from(spread: &Spread) -> Self {
        let Quantiles { p10, p50, p80, p90, p95, .. } = spread.quantiles;
        Self { mean: spread.mean, p10, p50, p80, p90, p95, quantile_intervals: intervals(spread) }
    }
}

/// A fiscal year.
#[derive(Clone, Debug, Serialize)]
pub struct Year {
    /// The calendar year in which it opens.
    pub fiscal_year: i32,
    /// What it is called: `2025`, or `2025/26` where it does not open in January.
    pub fiscal_label: String,
}

impl Year {
    pub(super) fn of(scenario: &Scenario, fiscal_year: i32) -> Self {
        Self { fiscal_year, fiscal_label: scenario.fiscal_label(fiscal_year) }
    }
}
