//! What is told of forecasts and what came: plain data.

use serde::{Deserialize, Serialize};

use crate::scenario::{Taken, TierId};
use crate::words::{Diagnostics, Month};

/// Central intervals that are looked at.
pub const LEVELS: [f64; 3] = [0.5, 0.8, 0.9];

/// Comparisons below which coverage is not judged.
pub const LEAST: usize = 20;

/// What can be counted in rosters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Quantity {
    /// Everybody.
    Headcount,
    /// People in a tier.
    Stock(TierId),
    /// People in a tier who were not in the roster before.
    Arrivals(TierId),
    /// People of a tier in the roster before who are not in this one.
    Leavers(TierId),
    /// People of one tier in the roster before who are in another in this one.
    Changes(TierId, TierId),
}

/// A kind of quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sort {
    /// Everybody.
    Headcount,
    /// People in tiers.
    Stock,
    /// Arrivals.
    Arrivals,
    /// Leavers.
    Leavers,
    /// Changes of tier.
    Changes,
}

impl Sort {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Headcount, Self::Stock, Self::Arrivals, Self::Leavers, Self::Changes];

    /// Its name in tables.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Headcount => "headcount",
            Self::Stock => "stock",
            Self::Arrivals => "arrivals",
            Self::Leavers => "leavers",
            Self::Changes => "changes",
        }
    }
}

impl Quantity {
    /// Its kind.
    #[must_use]
    pub const fn sort(self) -> Sort {
        match self {
            Self::Headcount => Sort::Headcount,
            Self::Stock(_) => Sort::Stock,
            Self::Arrivals(_) => Sort::Arrivals,
            Self::Leavers(_) => Sort::Leavers,
            Self::Changes(..) => Sort::Changes,
        }
    }

    /// Whether it is of the time between two rosters and not of a date.
    #[must_use]
    pub const fn is_flow(self) -> bool {
        matches!(self.sort(), Sort::Arrivals | Sort::Leavers | Sort::Changes)
    }
}

/// When something was forecast, and for when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// The month of the last roster that was known.
    pub origin: Month,
    /// The month of the roster that it was compared with.
    pub at: Month,
    /// Years from one to the other, rounded, at least 1.
    pub years: u32,
}

/// What was forecast of a quantity.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Forecast {
    /// The mean.
    pub mean: f64,
    /// The 5th, 10th, 25th, 50th, 75th, 90th and 95th percentile: ends of the central intervals of [`LEVELS`].
    pub percentiles: [f64; 7],
    /// By level, which share of the replicates lies within the interval, its ends included: of heads it is more than the level.
    pub within: [f64; 3],
}

impl Forecast {
    /// The central interval of a level, by its place in [`LEVELS`].
    #[must_use]
    pub const fn interval(&self, level: usize) -> [f64; 2] {
        let [p5, p10, p25, _, p75, p90, p95] = self.percentiles;
        match level {
            0 => [p25, p75],
            1 => [p10, p90],
            _ => [p5, p95],
        }
    }
}

/// How good a forecast was.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Score {
    /// By level, whether what came lies within the interval, its ends included.
    pub held: [bool; 3],
    /// By level, the interval score.
    pub interval: [f64; 3],
    /// The fair continuous ranked probability score.
    pub crps: f64,
    /// The randomised probability integral transform.
    pub pit: f64,
}

/// A forecast of a quantity and what came.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// When and for when.
    pub place: Place,
    /// What.
    pub quantity: Quantity,
    /// What was forecast.
    pub forecast: Forecast,
    /// What came.
    pub observed: f64,
    /// "The same as last year": the stock of the last roster known, or the flow into it.
    pub same: f64,
    /// How good the forecast was.
    pub score: Score,
}

/// A forecast of a target's bound and whether it was kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Judgement {
    /// When and for when.
    pub place: Place,
    /// The target, by its id.
    pub target: String,
    /// In which share of the replicates the bound is kept in that month.
    pub probability: f64,
    /// What the rosters say of what it counts.
    pub observed: f64,
    /// Whether the bound was kept.
    pub met: bool,
    /// Whether it was kept in the last roster known: "the same as last year".
    pub same: bool,
}

/// Why something cannot be seen in rosters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unseen {
    /// Rosters do not say by which way somebody left.
    Way,
    /// Several moves lead from one tier to the other.
    Several,
    /// It changes no tier but attributes.
    Attribute,
    /// It counts what happened since a start, also of people who came and left between two rosters.
    Since,
    /// It counts students, schools, posts or money.
    Beside,
    /// No roster is of the month after the one in which it is judged.
    Month,
    /// People are not linked by ids, so that who came and who left is not known of all.
    Link,
}

/// Something that cannot be compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Untold {
    /// Its path, such as `move.resign` or `target.imports`; of flows, `flows`.
    pub path: String,
    /// Why.
    pub why: Unseen,
}

/// A date from which was forecast.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Origin {
    /// The month of the last roster that was known.
    pub at: Month,
    /// People in it.
    pub people: usize,
    /// Numbers that were read off what was known then.
    pub known: usize,
    /// What of the plan is no part of it from then on.
    pub taken: Vec<Taken>,
    /// Why the plan does not go on from there; empty where it does.
    pub problems: Diagnostics,
}

/// Whether as many forecasts held as should.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// As many as right forecasts have.
    Holds,
    /// Fewer: what came lies outside too often.
    Fewer,
    /// More: the intervals are wider than need be.
    More,
    /// There are too few comparisons to say.
    TooFew,
}

/// Forecasts taken together.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pooled {
    /// The kind of quantity; none for all.
    pub sort: Option<Sort>,
    /// Years ahead; none for all.
    pub years: Option<u32>,
    /// How many comparisons.
    pub count: usize,
    /// By level, in how many what came lies within the interval.
    pub held: [usize; 3],
    /// By level, how many it would be on average if the forecasts were right.
    pub expected: [f64; 3],
    /// By level, the least and the most that are called right: outside them, right forecasts come once in a hundred times.
    pub bounds: [[usize; 2]; 3],
    /// By level, whether that holds.
    pub verdicts: [Verdict; 3],
    /// By level, the mean interval score.
    pub interval: [f64; 3],
    /// The mean continuous ranked probability score.
    pub crps: f64,
    /// The mean error of "the same as last year".
    pub same: f64,
    /// 1 − CRPS / error of "the same as last year": above 0, the forecast is better; none where that never errs.
    pub skill: Option<f64>,
}

/// Everything that comes of comparing forecasts with what came.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Backtest {
    /// The month of each roster, and how many people it has.
    pub rosters: Vec<(Month, usize)>,
    /// By quantity, what each roster says; of flows nothing in the first.
    pub seen: Vec<(Quantity, Vec<Option<f64>>)>,
    /// Replicates of each forecast.
    pub replicates: u64,
    /// Their seed.
    pub seed: u64,
    /// Whether numbers were read off, or the plan's own were taken.
    pub fitted: bool,
    /// Dates from which was forecast.
    pub origins: Vec<Origin>,
    /// Every comparison of a quantity.
    pub comparisons: Vec<Comparison>,
    /// Every comparison of a target.
    pub targets: Vec<Judgement>,
    /// What cannot be compared.
    pub untold: Vec<Untold>,
    /// Comparisons taken together: all one year ahead first, then all, then by kind and years ahead.
    pub pooled: Vec<Pooled>,
    /// How many transforms lie in each tenth from 0 to 1, one year ahead.
    pub pit: [usize; 10],
}

impl Backtest {
    /// All comparisons one year ahead, by which a plan is judged.
    #[must_use]
    pub fn next_year(&self) -> Option<&Pooled> {
        self.pooled.iter().find(|one| one.sort.is_none() && one.years == Some(1))
    }

    /// The mean Brier score of targets, and that of "the same as last year"; none without any.
    #[must_use]
    pub fn brier(&self) -> Option<[f64; 2]> {
        let count = self.targets.len() as f64;
        let sum = |of: &dyn Fn(&Judgement) -> f64| {
            self.targets.iter().map(|one| super::scores::brier(of(one), one.met)).sum::<f64>() / count
        };
        let same = |one: &Judgement| f64::from(u8::from(one.same));
        (!self.targets.is_empty()).then(|| [sum(&|one| one.probability), sum(&same)])
    }
}
