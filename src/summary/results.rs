//! What a run says, in natural units, ready for tables. The last thing the engine makes.
//!
//! Every number is finite: sums are whole numbers, and nothing is divided by what may be 0. So all of it can be kept as
//! JSON and read back to the last bit.

use serde::{Deserialize, Serialize};

use crate::model::{Limit, MetricKind};
use crate::random::Nesting;
use crate::scenario::{ChannelId, FundId, LineId, ParameterId, PhaseId, SchoolId, TargetId, TierId};
use crate::words::Month;

/// Everything a run says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Results {
    /// Seed of all randomness.
    pub seed: u64,
    /// Replicates run.
    pub replicates: u64,
    /// How they share draws of the parameters.
    #[serde(flatten)]
    pub nesting: Nesting,
    /// Months, in order.
    pub months: Vec<Month>,
    /// Fiscal years, by the calendar year in which each opens.
    pub fiscal_years: Vec<i32>,
    /// Metrics: what each counts, and its spread in every month.
    pub metrics: Vec<MetricResult>,
    /// Targets, one entry per target and reading, main readings first within each target.
    pub targets: Vec<TargetResult>,
    /// All joint targets together, under their main readings.
    pub joint: Probability,
    /// Groups of targets that are asked about together, in the order of the scenario.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub joints: Vec<Probability>,
    /// Money by line and fiscal year (line-major).
    pub line_money: Vec<LineMoney>,
    /// Money by fund and fiscal year (fund-major).
    pub fund_money: Vec<FundMoney>,
    /// Money of all funds by fiscal year.
    pub total_money: Vec<TotalMoney>,
    /// Money over the whole run: each fund, then all together.
    pub plan_money: Vec<PlanMoney>,
    /// What each line pays in each month (line-major, months in order).
    pub cash: Vec<CashMonth>,
    /// What all funds pay in each month, in order; empty without lines.
    pub cash_total: Vec<CashTotal>,
    /// What falls due or comes in whatever else happens, by fiscal year (flow-major); empty where the plan states no such thing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub flows: Vec<FlowMoney>,
    /// What is to be paid after the end: each line, then all together; of each what was due and is unpaid, every fiscal year,
    /// and all of it. Empty where the plan states neither instalments nor years.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub commitments: Vec<Commitment>,
    /// The same by fund, then all together, with what is left at the end and pays for it; periods as of `commitments`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fund_commitments: Vec<FundCommitment>,
    /// The same in the months after the end (line-major), without what was due before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub commitment_months: Vec<CommitmentMonth>,
    /// Funds that stand in for each other: of each pool every fiscal year, then all years together. Empty without any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pool_money: Vec<PoolMoney>,
    /// Awards as they are paid, by channel, tier and fiscal year.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub awards: Vec<AwardMoney>,
    /// What held targets back; shares of one target (main reading) sum to 1 over years and limits.
    pub limits: Vec<LimitShare>,
    /// Wanted additions, made and not made, by source, tier and fiscal year.
    pub ledger: Vec<LedgerRow>,
    /// Between-school inequality by phase, at each December and at the end.
    pub equity: Vec<EquityResult>,
    /// Schools at the end.
    pub schools: Vec<SchoolResult>,
    /// How parameters and targets move together, every uncertain parameter with every main reading.
    pub influence: Vec<Influence>,
    /// Of the numbers that the scenario correlates, how they did go together. Empty without any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub correlations: Vec<Together>,
    /// Rules: how often each fired.
    pub rules: Vec<Probability>,
}

/// The spread of a number over replicates, in natural units.
#[derive(Clone, Copy, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct Spread {
    /// Arithmetic mean.
    pub mean: f64,
    /// Standard deviation over replicates (denominator n − 1).
    pub sd: f64,
    /// Its quantiles.
    #[serde(flatten)]
    pub quantiles: Quantiles,
    /// Lower ends of the quantiles' 95 % intervals, over draws of the parameters; none in a run of an older version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low: Option<Quantiles>,
    /// Upper ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high: Option<Quantiles>,
}

/// Something of each quantile that is told.
#[derive(Clone, Copy, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct Quantiles<T = f64> {
    /// 5 %.
    pub p5: T,
    /// 10 %.
    pub p10: T,
    /// 25 %.
    pub p25: T,
    /// 50 %.
    pub p50: T,
    /// 75 %.
    pub p75: T,
    /// 80 %.
    pub p80: T,
    /// 90 %.
    pub p90: T,
    /// 95 %.
    pub p95: T,
}

impl Quantiles {
    /// Their probabilities.
    pub const EACH: [f64; 8] = [0.05, 0.10, 0.25, 0.50, 0.75, 0.80, 0.90, 0.95];

    /// In order.
    #[must_use]
    pub const fn list(&self) -> [f64; 8] {
        [self.p5, self.p10, self.p25, self.p50, self.p75, self.p80, self.p90, self.p95]
    }
}

impl<T> From<[T; 8]> for Quantiles<T> {
    fn from([p5, p10, p25, p50, p75, p80, p90, p95]: [T; 8]) -> Self {
        Self { p5, p10, p25, p50, p75, p80, p90, p95 }
    }
}

/// The confidences, in percent, at which [`Quantiles::reserves`] tells reserves.
pub const RESERVE_LEVELS: [f64; 4] = [50.0, 80.0, 90.0, 95.0];

impl Quantiles {
    /// Of what is needed beyond the appropriations ([gap + overrun](FundMoney::needed_beyond)): the reserve at each of
    /// [`RESERVE_LEVELS`], which is what would have to be there so that, with that confidence, nothing wanted goes unpaid and
    /// nothing is left to be made good. It has no other definition.
    #[must_use]
    pub const fn reserves(&self) -> [f64; 4] {
        [self.p50, self.p80, self.p90, self.p95]
    }
}

/// What is needed at each whole confidence from 50 to 99 %: with the confidence of its place, no more than this.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct Levels {
    /// Of the need.
    pub need: Vec<f64>,
    /// Of what is needed beyond the appropriations: the [reserve](Quantiles::reserves) at that confidence.
    pub beyond: Vec<f64>,
}

impl Levels {
    /// The confidences, in percent.
    pub const EACH: std::ops::RangeInclusive<u8> = 50..=99;

    /// Whether nothing is told, as in a run of an older version.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.beyond.is_empty()
    }

    /// The reserve at a confidence in percent.
    #[must_use]
    pub fn beyond_at(&self, percent: u8) -> Option<f64> {
        self.beyond.get(usize::from(percent.checked_sub(*Self::EACH.start())?)).copied()
    }
}

/// A probability estimated by counting, with its Monte Carlo interval.
#[derive(Clone, Copy, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct Probability {
    /// Replicates in which it happened.
    pub count: u64,
    /// Replicates.
    pub of: u64,
    /// The share.
    pub estimate: f64,
    /// Lower end of the 95 % interval, over draws of the parameters.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
fn is_zero(number: &f64) -> bool {
    *number <= 0.0
}

/// The share that was meant before what has no value was distinguished.
const fn all() -> f64 {
    1.0
}

/// A metric month by month.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MetricResult {
    /// Stable id: `stock.TIER`, `additions.TIER`, `leavers.TIER`, `headcount`, `students.PHASE`, `target.ID.READING`.
    pub id: String,
    /// What it counts.
    pub kind: MetricKind,
    /// Decimal places that it is recorded to; 0 for heads.
    pub decimals: u32,
    /// Its spread in each month, over the replicates in which it has a value.
    pub months: Vec<Spread>,
    /// The share of the replicates in which it has a value, by month; empty if it always has one. A ratio of no students or
    /// no schools has none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub defined: Vec<f64>,
}

impl MetricResult {
    /// The share of the replicates in which it has a value in a month.
    #[must_use]
    pub fn defined_in(&self, month: usize) -> f64 {
        self.defined.get(month).copied().unwrap_or(1.0)
    }
}

/// A target under one reading.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TargetResult {
    /// The target.
    pub target: TargetId,
    /// Position of the reading in the target.
    pub reading: usize,
    /// Position of its metric in [`Results::metrics`].
    pub metric: usize,
    /// Probability that it is met: at its month, or at all of its milestones.
    pub probability: Probability,
    /// Its milestones, the last one included; empty if it is judged once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub milestones: Vec<MilestoneResult>,
    /// Probability of lying within the bounds at the end of every month: those of the next milestone, where there are several.
    pub by_month: Vec<Probability>,
    /// Spread of the metric at its (last) month, over the replicates in which it has a value.
    pub value: Spread,
    /// The share of the replicates in which it has a value there. In the others the target is not met.
    #[serde(default = "all")]
    pub defined: f64,
    /// Expected shortfall: mean of how far outside its bounds the value is, in the metric's unit, over all replicates; of
    /// milestones the greatest counts. Where there is no value, it is short of the whole lower bound.
    pub shortfall: f64,
    /// The part of it by which the value is above an upper bound.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub above: f64,
    /// Open schools that have no value and so do not count, on average; of counts of schools.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub left_out: f64,
    /// Share of the variance of the value that comes from not knowing the parameters (0 to 1); none if nothing varies
    /// or the layers were not kept apart, or the value is not always defined.
    pub unknown_share: Option<f64>,
}

/// A milestone of a target under one reading.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MilestoneResult {
    /// The month at whose end it is judged.
    pub month: Month,
    /// Probability that it is met.
    pub probability: Probability,
    /// Spread of the metric there, over the replicates in which it has a value.
    pub value: Spread,
    /// The share of the replicates in which it has a value.
    pub defined: f64,
    /// Mean of how far outside its bounds the value is, over all replicates.
    pub shortfall: f64,
}

/// Need, spend and gap of a line in a fiscal year.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LineMoney {
    /// The line.
    pub line: LineId,
    /// Fiscal year.
    pub fiscal_year: i32,
    /// What everything wanted would cost.
    pub need: Spread,
    /// What is paid.
    pub spend: Spread,
    /// What is wanted and not paid: need − spend, in every replicate.
    pub gap: Spread,
    /// Repaid by people who left within their service period.
    pub clawback: Spread,
    /// Units, offers or payments that the gap displaced.
    pub displaced: Spread,
}

/// A fund in a fiscal year.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FundMoney {
    /// The fund.
    pub fund: FundId,
    /// Fiscal year.
    pub fiscal_year: i32,
    /// Appropriation (all zero for a fund that never binds).
    pub appropriation: Spread,
    /// Carried over from the year before.
    pub carried_in: Spread,
    /// Paid by the fund, for its own lines and for those of the funds that it backs.
    pub paid: Spread,
    /// Need of its lines.
    pub need: Spread,
    /// Spend of its lines.
    pub spend: Spread,
    /// Gap of its lines.
    pub gap: Spread,
    /// Committed and not yet due when the year closes.
    pub committed: Spread,
    /// Due and unpaid when the year closes.
    pub queued: Spread,
    /// Returned to the treasury when the year closes.
    pub lapsed: Spread,
    /// Paid beyond what there was, by a fund that may.
    pub overrun: Spread,
    /// Need, and what is needed beyond the appropriations, at each whole confidence.
    #[serde(default, skip_serializing_if = "Levels::is_empty")]
    pub levels: Levels,
}

impl FundMoney {
    /// What is needed beyond the appropriation so that everything wanted is paid, and made good: gap + overrun, of which one
    /// is always 0. [Reserves](Quantiles::reserves) are its quantiles.
    #[must_use]
    pub fn needed_beyond(&self) -> &Spread {
        if self.overrun.mean > 0.0 { &self.overrun } else { &self.gap }
    }
}

/// All funds in a fiscal year.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TotalMoney {
    /// Fiscal year.
    pub fiscal_year: i32,
    /// Need.
    pub need: Spread,
    /// Spend.
    pub spend: Spread,
    /// Gap.
    pub gap: Spread,
    /// What is needed beyond the appropriations, in each replicate gap + overrun, where a fund may pay beyond its own; where
    /// none may, the gap is that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beyond: Option<Spread>,
    /// Need, and what is needed beyond the appropriations, at each whole confidence.
    #[serde(default, skip_serializing_if = "Levels::is_empty")]
    pub levels: Levels,
}

impl TotalMoney {
    /// What is needed beyond the appropriations so that everything wanted is paid, and made good: [reserves](Quantiles::reserves)
    /// are its quantiles.
    #[must_use]
    pub fn needed_beyond(&self) -> &Spread {
        self.beyond.as_ref().unwrap_or(&self.gap)
    }
}

/// A fund, or all funds, over the whole run. What waits at the end of a year and is wanted again in the next is counted
/// once, so that these are what the years of one replicate come to, and need − spend is the gap.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlanMoney {
    /// The fund; none for all together.
    pub fund: Option<FundId>,
    /// Need.
    pub need: Spread,
    /// Spend.
    pub spend: Spread,
    /// Gap.
    pub gap: Spread,
    /// What is needed beyond the appropriations, in each replicate gap + overrun, where a fund may pay beyond its own; where
    /// none may, the gap is that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beyond: Option<Spread>,
    /// Need, and what is needed beyond the appropriations, at each whole confidence.
    #[serde(default, skip_serializing_if = "Levels::is_empty")]
    pub levels: Levels,
}

impl PlanMoney {
    /// What is needed beyond the appropriations so that everything wanted is paid, and made good: [reserves](Quantiles::reserves)
    /// are its quantiles.
    #[must_use]
    pub fn needed_beyond(&self) -> &Spread {
        self.beyond.as_ref().unwrap_or(&self.gap)
    }
}

/// Funds that stand in for each other, as one pot: a fund and all that it backs. Money that the last one to step in holds ready
/// can pay for any of them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PoolMoney {
    /// The funds.
    pub funds: Vec<FundId>,
    /// Fiscal year; none for all years together, in which what waits at the end of a year is counted once.
    pub fiscal_year: Option<i32>,
    /// Need.
    pub need: Spread,
    /// Spend.
    pub spend: Spread,
    /// Gap.
    pub gap: Spread,
    /// What is needed beyond the appropriations: in each replicate gap + overrun.
    pub beyond: Spread,
    /// Need, and what is needed beyond the appropriations, at each whole confidence.
    pub levels: Levels,
}

/// Awards as they are paid.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AwardMoney {
    /// The channel.
    pub channel: ChannelId,
    /// The tier as which people were hired; none for those who joined as none of its mix.
    pub tier: Option<TierId>,
    /// The line.
    pub line: LineId,
    /// Fiscal year.
    pub fiscal_year: i32,
    /// Mean number of payments, of which an award in instalments has several.
    pub count: f64,
    /// Mean yuan.
    pub amount: f64,
}

/// What falls due or comes in whatever else happens, in a fiscal year.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FlowMoney {
    /// `cost.ID`, `allowance.ID` or `income.ID`.
    pub source: String,
    /// The line that it falls on; none for what comes in.
    pub line: Option<LineId>,
    /// The fund that it comes into; none for what falls due.
    pub fund: Option<FundId>,
    /// Fiscal year.
    pub fiscal_year: i32,
    /// Units or payments that fall due, paid or not; of an income per head the heads that were counted last.
    pub count: Spread,
    /// Yuan.
    pub amount: Spread,
}

/// When something falls due that is to be paid after the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// Before the end, and it is unpaid.
    Unpaid,
    /// In this fiscal year, after the end.
    Year(i32),
    /// At any time.
    All,
}

/// What is to be paid after the end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Commitment {
    /// The line; none for all together.
    pub line: Option<LineId>,
    /// When it falls due.
    pub period: Period,
    /// Yuan, as people leave and retire who would have had some of it.
    pub amount: Spread,
    /// What of it is owed whoever stays.
    pub certain: Spread,
}

/// What is to be paid after the end, by fund.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FundCommitment {
    /// The fund; none for all together.
    pub fund: Option<FundId>,
    /// When it falls due.
    pub period: Period,
    /// Yuan, as people leave and retire who would have had some of it.
    pub amount: Spread,
    /// What of it is owed whoever stays.
    pub certain: Spread,
    /// What of it the money pays that the fund itself has left when the run ends; it pays what falls due first.
    pub carried: Spread,
    /// The rest, which takes new money: amount − carried, in every replicate.
    pub fresh: Spread,
}

/// What is to be paid in a month after the end.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct CommitmentMonth {
    /// The line.
    pub line: LineId,
    /// The month.
    pub month: Month,
    /// Mean yuan; the months of a fiscal year add up to the mean of [`Commitment::amount`].
    pub amount: f64,
    /// What of it is owed whoever stays.
    pub certain: f64,
}

/// What a line pays in a month.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct CashMonth {
    /// The line.
    pub line: LineId,
    /// The month.
    pub month: Month,
    /// Mean yuan paid in it, over replicates; the months of a fiscal year add up to the mean of [`LineMoney::spend`].
    pub spend: f64,
}

/// What all funds pay in a month.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct CashTotal {
    /// The month.
    pub month: Month,
    /// Yuan paid in it by all funds.
    pub spend: Spread,
}

/// The share of a target's expected shortfall (main reading) that a limit in a fiscal year explains.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct LimitShare {
    /// The target.
    pub target: TargetId,
    /// Fiscal year.
    pub fiscal_year: i32,
    /// The limit.
    pub limit: Limit,
    /// Share of the expected shortfall, 0 to 1; shares of a target sum to 1, or are all absent without a shortfall.
    pub share: f64,
    /// The expected shortfall it explains, in heads (or schools).
    pub heads: f64,
}

/// What a source wanted, got and did not get.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LedgerRow {
    /// `move.ID`, `channel.ID` or `programme.ID`.
    pub source: String,
    /// The tier wanted, where it is people for a tier.
    pub tier: Option<TierId>,
    /// Fiscal year.
    pub fiscal_year: i32,
    /// Mean wanted.
    pub wanted: f64,
    /// Mean made.
    pub made: f64,
    /// Mean not made, by [`Limit::BOOKED`].
    pub missed: [f64; 8],
}

/// Between-school inequality.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EquityResult {
    /// Phase.
    pub phase: PhaseId,
    /// Month.
    pub month: Month,
    /// Coefficient of variation over schools, over the replicates in which it has a value.
    pub coefficient: Spread,
    /// The share of the replicates in which it has a value: in which some school has people of the tiers and students.
    #[serde(default = "all")]
    pub defined: f64,
    /// Mean limit.
    pub limit: f64,
    /// Probability of keeping within the limit, and of having a value at all.
    pub within: Probability,
}

/// A school at the end of the run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SchoolResult {
    /// The school.
    pub school: SchoolId,
    /// Mean staff.
    pub staff: f64,
    /// Mean people of the equity tiers per 100 students, where it has students and is open; none if it never is.
    pub per_100_students: Option<f64>,
    /// Mean students.
    pub students: f64,
    /// Probability of being reached by a programme that reaches schools.
    pub joined: f64,
}

/// Two parameters that the scenario correlates.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Together {
    /// The one.
    pub first: ParameterId,
    /// The other, which comes after it in the scenario's list.
    pub second: ParameterId,
    /// The rank correlation that is asked for, once it was mended.
    pub asked: f64,
    /// That of their percentiles over the replicates of the run.
    pub achieved: f64,
}

/// How a parameter and a target's value move together.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Influence {
    /// The parameter.
    pub parameter: ParameterId,
    /// The target (main reading).
    pub target: TargetId,
    /// Correlation of the parameter's percentile with the value, −1 to 1.
    pub correlation: f64,
}
