//! The object of a run.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::report::names;
use crate::scenario::file::Overrun;
use crate::scenario::{self, Scenario, TargetId};
use crate::summary::{Limit, MetricResult, MilestoneResult, Probability, Quantiles, Results, Spread};
use crate::words::{Diagnostics, Language, Severity};

use super::amount::{Amount, QuantileIntervals, Year, intervals};
use super::payments::{self, Award, Cash, CashTotal, Commitment, CommitmentMonth};
use super::problems::{Problem, problems};

/// What a run says.
#[derive(Clone, Debug, Serialize)]
pub struct Run {
    /// Id of the scenario.
    pub scenario: String,
    /// Digest of the resolved scenario and every table it names.
    pub digest: String,
    /// Seed of all randomness.
    pub seed: u64,
    /// Replicates run.
    pub replicates: u64,
    /// The run folder.
    pub run: String,
    /// Every target under every reading.
    pub targets: Vec<Target>,
    /// All joint targets together under their main readings; null where the scenario has none.
    pub joint: Option<Chance>,
    /// Targets that are asked about together; left out where there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub joints: Vec<JointChance>,
    /// Every metric in every month.
    pub metrics: Vec<MetricMonth>,
    /// Every line in every fiscal year.
    pub money: Vec<LineMoney>,
    /// Every fund in every fiscal year; quantiles do not add up, so totals are stated.
    pub funds: Vec<FundMoney>,
    /// All funds together in every fiscal year.
    pub total: Vec<TotalMoney>,
    /// Money over all fiscal years together: each fund, then all of them. What waits at a year's end counts once.
    pub plan: Vec<PlanMoney>,
    /// What falls due or comes in whatever else happens, by fiscal year; left out where the plan states no such thing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub flows: Vec<Flow>,
    /// What is to be paid after the end, by line and fiscal year, and all together; left out where the plan does not say for
    /// how long.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub commitments: Vec<Commitment>,
    /// The same by line and month after the end.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub commitment_months: Vec<CommitmentMonth>,
    /// What every line pays in every month.
    pub cash: Vec<Cash>,
    /// What all funds pay in every month.
    pub cash_total: Vec<CashTotal>,
    /// Awards as they are paid; left out where the plan has none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub awards: Vec<Award>,
    /// What held each target back.
    pub limits: Vec<LimitShare>,
    /// What every source wanted, got and did not get, by fiscal year.
    pub ledger: Vec<Ledger>,
    /// How uncertain numbers and targets move together.
    pub influence: Vec<Influence>,
    /// Numbers that go together, as they should and as they did; left out where the plan correlates none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub correlations: Vec<Correlation>,
    /// Evenness between schools, by phase, each December and at the end.
    pub equity: Vec<Equity>,
    /// Schools at the end.
    pub schools: Vec<School>,
    /// How likely each rule of an adaptive plan is to fire.
    pub rules: Vec<Rule>,
    /// Warnings about the scenario.
    pub warnings: Vec<Problem>,
}

/// A target under one reading.
#[derive(Clone, Debug, Serialize)]
pub struct Target {
    /// Id of the target.
    pub id: String,
    /// Id of the reading, `main` first.
    pub reading: String,
    /// Id of what it counts, as in `metrics`.
    pub metric: String,
    /// The month at whose end it is judged.
    pub at: String,
    /// The bound: at least this; null where there is only one from above.
    pub bound: Option<f64>,
    /// The bound from above; left out where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_most: Option<f64>,
    /// Its milestones in order, where it is judged in several months; it is met when all of them are.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub milestones: Vec<Milestone>,
    /// How likely it is met; replicates without a value do not meet it.
    #[serde(flatten)]
    pub met: Chance,
    /// The metric at its month.
    #[serde(flatten)]
    pub value: Values,
    /// Expected shortfall: mean of how far outside its bounds the value is; of milestones the greatest counts.
    pub shortfall: f64,
    /// Open schools that have no value and so do not count, on average; left out where there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left_out: Option<f64>,
    /// Share of the value's variance that better knowledge of the numbers would remove; null if nothing varies or the two
    /// layers were not kept apart.
    pub unknown_share: Option<f64>,
}

/// How likely targets are met at once.
#[derive(Clone, Debug, Serialize)]
pub struct JointChance {
    /// Id of the group.
    pub id: String,
    /// Ids of the targets.
    pub targets: Vec<String>,
    /// How likely all of them are met.
    #[serde(flatten)]
    pub met: Chance,
}

/// A target at the end of a month in which it is judged.
#[derive(Clone, Debug, Serialize)]
pub struct Milestone {
    /// The fiscal year that it is stated for; null where the target names the month.
    pub fiscal_year: Option<i32>,
    /// The month at whose end it is judged.
    pub at: String,
    /// The bound: at least this.
    pub bound: Option<f64>,
    /// The bound from above; left out where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_most: Option<f64>,
    /// How likely it is met.
    #[serde(flatten)]
    pub met: Chance,
    /// The metric then.
    #[serde(flatten)]
    pub value: Values,
    /// Mean of how far outside its bounds the value is.
    pub shortfall: f64,
}

/// How likely something is.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Chance {
    /// Probability, 0 to 1.
    pub probability: f64,
    /// Its 95 % interval.
    pub interval: [f64; 2],
}

impl From<&Probability> for Chance {
    fn from(one: &Probability) -> Self {
        Self { probability: one.estimate, interval: [one.low, one.high] }
    }
}

/// What something that not every replicate need have is worth. What is null there, no replicate has; what a list never
/// tells is left out.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Values {
    /// Share of the replicates in which there is a value; the numbers below are over these, and null if there are none.
    pub defined: f64,
    /// Mean.
    pub mean: Option<f64>,
    /// Standard deviation; of metrics.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sd: Option<Option<f64>>,
    /// 10 % quantile.
    pub p10: Option<f64>,
    /// Median.
    pub p50: Option<f64>,
    /// 90 % quantile.
    pub p90: Option<f64>,
    /// 95 % intervals of the quantiles, of targets and metrics; null in a run of an older version, and where there is no
    /// value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quantile_intervals: Option<Option<QuantileIntervals>>,
}

impl Values {
    /// Mean and quantiles alone.
    fn of(spread: &Spread, defined: f64) -> Self {
        let given = |value: f64| (defined > 0.0).then_some(value);
        let Quantiles { p10, p50, p90, .. } = spread.quantiles;
        let [mean, p10, p50, p90] = [spread.mean, p10, p50, p90].map(given);
        Self { defined, mean, p10, p50, p90, ..Self::default() }
    }

    /// The same with the intervals of the quantiles.
    fn sure(spread: &Spread, defined: f64) -> Self {
        let intervals = intervals(spread).filter(|_| defined > 0.0);
        Self { quantile_intervals: Some(intervals), ..Self::of(spread, defined) }
    }
}

/// A metric in a month.
#[derive(Clone, Debug, Serialize)]
pub struct MetricMonth {
    /// Id: `stock.TIER`, `additions.TIER`, `leavers.TIER`, `headcount`, `students.PHASE`, `target.ID.READING`.
    pub id: String,
    /// The month.
    pub month: String,
    /// Its values there.
    #[serde(flatten)]
    pub value: Values,
}

/// What is needed, paid and missing.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Money {
    /// What everything wanted would cost.
    pub need: Amount,
    /// What is paid.
    pub spend: Amount,
    /// What is wanted and not paid.
    pub gap: Amount,
    /// What is needed beyond the appropriations, where a fund may pay beyond its money.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub beyond: Option<Amount>,
}

impl Money {
    fn of(need: &Spread, spend: &Spread, gap: &Spread, beyond: Option<&Spread>) -> Self {
        Self { need: need.into(), spend: spend.into(), gap: gap.into(), beyond: beyond.map(Into::into) }
    }
}

/// A line in a fiscal year.
#[derive(Clone, Debug, Serialize)]
pub struct LineMoney {
    /// Id of the fund that pays the line.
    pub fund: String,
    /// Id of the line.
    pub line: String,
    /// Its codes of the budget's classification, if it has any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub function_code: Option<String>,
    /// Likewise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub economic_code: Option<String>,
    /// The fiscal year.
    #[serde(flatten)]
    pub year: Year,
    /// Its money.
    #[serde(flatten)]
    pub money: Money,
}

/// A fund in a fiscal year.
#[derive(Clone, Debug, Serialize)]
pub struct FundMoney {
    /// Id of the fund.
    pub fund: String,
    /// The fiscal year.
    #[serde(flatten)]
    pub year: Year,
    /// What is appropriated; null for a fund that never binds.
    pub appropriation: Option<Amount>,
    /// Money of its lines.
    #[serde(flatten)]
    pub money: Money,
}

/// All funds in a fiscal year.
#[derive(Clone, Debug, Serialize)]
pub struct TotalMoney {
    /// The fiscal year.
    #[serde(flatten)]
    pub year: Year,
    /// Its money.
    #[serde(flatten)]
    pub money: Money,
}

/// A fund, or all funds, over all fiscal years.
#[derive(Clone, Debug, Serialize)]
pub struct PlanMoney {
    /// Id of the fund; null for all together.
    pub fund: Option<String>,
    /// Its money.
    #[serde(flatten)]
    pub money: Money,
}

/// What falls due or comes in whatever else happens, in a fiscal year.
#[derive(Clone, Debug, Serialize)]
pub struct Flow {
    /// `cost.ID`, `allowance.ID` or `income.ID`.
    pub source: String,
    /// Id of the line that it falls on; null for what comes in.
    pub line: Option<String>,
    /// Id of the fund that it comes into; null for what falls due.
    pub fund: Option<String>,
    /// The fiscal year.
    #[serde(flatten)]
    pub year: Year,
    /// Units or payments that fall due; of an income per head the heads that were counted last.
    pub count: Amount,
    /// Yuan.
    pub amount: Amount,
}

/// What a source wanted and got in a fiscal year, in people, or in units where it has no tier. Means; wanted is made and all
/// that was missed.
#[derive(Clone, Debug, Serialize)]
pub struct Ledger {
    /// `move.ID`, `channel.ID` or `programme.ID`.
    pub source: String,
    /// Id of the tier wanted; null where it is not people for a tier.
    pub tier: Option<String>,
    /// The fiscal year.
    #[serde(flatten)]
    pub year: Year,
    /// Wanted.
    pub wanted: f64,
    /// Made.
    pub made: f64,
    /// Not made, by what kept it from happening: the names of `limits`.
    pub missed: BTreeMap<String, f64>,
}

/// How an uncertain number and a target move together.
#[derive(Clone, Debug, Serialize)]
pub struct Influence {
    /// Path of the number.
    pub parameter: String,
    /// Id of the target.
    pub target: String,
    /// Correlation of the number's percentile with the target's value, −1 to 1.
    pub correlation: f64,
}

/// How two uncertain numbers go together.
#[derive(Clone, Debug, Serialize)]
pub struct Correlation {
    /// Path of the one.
    pub parameter: String,
    /// Path of the other.
    pub other: String,
    /// The rank correlation that is asked for, once it was mended.
    pub asked: f64,
    /// That of their percentiles over the replicates of the run.
    pub achieved: f64,
}

/// Evenness between schools in a month.
#[derive(Clone, Debug, Serialize)]
pub struct Equity {
    /// Id of the phase.
    pub phase: String,
    /// The month.
    pub month: String,
    /// The limit (mean).
    pub limit: f64,
    /// Probability of keeping within it.
    pub within: f64,
    /// Its 95 % interval.
    pub interval: [f64; 2],
    /// The coefficient of variation.
    #[serde(flatten)]
    pub coefficient: Values,
}

/// A school at the end.
#[derive(Clone, Debug, Serialize)]
pub struct School {
    /// Id of the school.
    pub school: String,
    /// Mean students.
    pub students: f64,
    /// Mean staff.
    pub staff: f64,
    /// Mean people of the counted tiers per 100 students; null without students.
    pub per_100_students: Option<f64>,
    /// Probability of being reached by a programme that reaches schools.
    pub joined: f64,
}

/// A rule of an adaptive plan.
#[derive(Clone, Debug, Serialize)]
pub struct Rule {
    /// Id of the rule.
    pub id: String,
    /// The month at whose end its condition is looked at.
    pub at: String,
    /// How likely it fires.
    #[serde(flatten)]
    pub fired: Chance,
}

/// What held a target back.
#[derive(Clone, Debug, Serialize)]
pub struct LimitShare {
    /// Id of the target.
    pub target: String,
    /// The calendar year in which the fiscal year opens.
    pub year: i32,
    /// What the fiscal year is called.
    pub fiscal_label: String,
    /// The name of the limit, as in the table `limits`.
    pub limit: Limit,
    /// Share of the target's expected shortfall.
    pub share: f64,
}

/// The object of a run. `folder` is where it lies.
#[must_use]
pub fn run(scenario: &Scenario, results: &Results, warnings: &Diagnostics, folder: &str, language: Language) -> Run {
    Run {
        scenario: scenario.id.clone(),
        digest: scenario.digest.clone(),
        seed: results.seed,
        replicates: results.replicates,
        run: folder.to_owned(),
        targets: targets(scenario, results),
        joint: scenario.targets.iter().any(|target| target.joint).then_some((&results.joint).into()),
        joints: joints(scenario, results),
        metrics: metrics(results),
        money: results
            .line_money
            .iter()
            .map(|row| {
                let line = &scenario.lines[row.line.index()];
                let [function_code, economic_code] = line.codes.clone();
                LineMoney {
                    function_code,
                    economic_code,
                    fund: scenario.funds[line.fund.index()].named.id.clone(),
                    line: line.named.id.clone(),
                    year: Year::of(scenario, row.fiscal_year),
                    money: Money::of(&row.need, &row.spend, &row.gap, None),
                }
            })
            .collect(),
        funds: funds(scenario, results),
        total: results
            .total_money
            .iter()
            .map(|row| TotalMoney {
                year: Year::of(scenario, row.fiscal_year),
                money: Money::of(&row.need, &row.spend, &row.gap, row.beyond.as_ref()),
            })
            .collect(),
        plan: plan(scenario, results),
        flows: flows(scenario, results),
        commitments: payments::commitments(scenario, results),
        commitment_months: payments::commitment_months(scenario, results),
        cash: payments::cash(scenario, results),
        cash_total: payments::cash_total(results),
        awards: payments::awards(scenario, results),
        limits: results
            .limits
            .iter()
            .map(|row| LimitShare {
                target: names::target(scenario, row.target).named.id.clone(),
                year: row.fiscal_year,
                fiscal_label: scenario.fiscal_label(row.fiscal_year),
                limit: row.limit,
                share: row.share,
            })
            .collect(),
        ledger: ledger(scenario, results),
        influence: results
            .influence
            .iter()
            .map(|row| Influence {
                parameter: scenario.parameters[row.parameter.index()].path.clone(),
                target: names::target(scenario, row.target).named.id.clone(),
                correlation: row.correlation,
            })
            .collect(),
        correlations: results
            .correlations
            .iter()
            .map(|row| Correlation {
                parameter: scenario.parameters[row.first.index()].path.clone(),
                other: scenario.parameters[row.second.index()].path.clone(),
                asked: row.asked,
                achieved: row.achieved,
            })
            .collect(),
        equity: equity(scenario, results),
        schools: schools(scenario, results),
        rules: rules(scenario, results),
        warnings: problems(warnings, Severity::Warning, language),
    }
}

fn targets(scenario: &Scenario, results: &Results) -> Vec<Target> {
    results
        .targets
        .iter()
        .map(|result| {
            let target = names::target(scenario, result.target);
            let reading = &target.readings[result.reading];
            Target {
                id: target.named.id.clone(),
                reading: reading.id.clone(),
                metric: results.metrics.get(result.metric).map_or_else(String::new, |metric| metric.id.clone()),
                at: reading.due().at.to_string(),
                bound: reading.due().bounds.at_least,
                at_most: reading.due().bounds.at_most,
                milestones: reading.milestones.iter().zip(&result.milestones).map(milestone).collect(),
                met: (&result.probability).into(),
                value: Values::sure(&result.value, result.defined),
                shortfall: result.shortfall,
                left_out: Some(result.left_out).filter(|number| *number > 0.0),
                unknown_share: result.unknown_share,
            }
        })
        .collect()
}

fn joints(scenario: &Scenario, results: &Results) -> Vec<JointChance> {
    let id = |target: &TargetId| names::target(scenario, *target).named.id.clone();
    let rows = scenario.joints.iter().zip(&results.joints);
    rows.map(|(joint, chance)| JointChance {
        id: joint.named.id.clone(),
        targets: joint.targets.iter().map(id).collect(),
        met: chance.into(),
    })
    .collect()
}

fn milestone((stated, result): (&scenario::Milestone, &MilestoneResult)) -> Milestone {
    Milestone {
        fiscal_year: stated.year,
        at: stated.at.to_string(),
        bound: stated.bounds.at_least,
        at_most: stated.bounds.at_most,
        met: (&result.probability).into(),
        value: Values::sure(&result.value, result.defined),
        shortfall: result.shortfall,
    }
}

fn plan(scenario: &Scenario, results: &Results) -> Vec<PlanMoney> {
    let rows = results.plan_money.iter();
    rows.map(|row| PlanMoney {
        fund: row.fund.map(|fund| scenario.funds[fund.index()].named.id.clone()),
        money: Money::of(&row.need, &row.spend, &row.gap, row.beyond.as_ref()),
    })
    .collect()
}

fn flows(scenario: &Scenario, results: &Results) -> Vec<Flow> {
    let rows = results.flows.iter();
    rows.map(|row| Flow {
        source: row.source.clone(),
        line: row.line.map(|line| scenario.lines[line.index()].named.id.clone()),
        fund: row.fund.map(|fund| scenario.funds[fund.index()].named.id.clone()),
        year: Year::of(scenario, row.fiscal_year),
        count: (&row.count).into(),
        amount: (&row.amount).into(),
    })
    .collect()
}

fn ledger(scenario: &Scenario, results: &Results) -> Vec<Ledger> {
    let rows = results.ledger.iter();
    rows.map(|row| Ledger {
        source: row.source.clone(),
        tier: row.tier.map(|tier| scenario.tiers[tier.index()].named.id.clone()),
        year: Year::of(scenario, row.fiscal_year),
        wanted: row.wanted,
        made: row.made,
        missed: Limit::BOOKED
            .into_iter()
            .zip(row.missed)
            .map(|(limit, missed)| (limit.code().to_owned(), missed))
            .collect(),
    })
    .collect()
}

fn equity(scenario: &Scenario, results: &Results) -> Vec<Equity> {
    let rows = results.equity.iter();
    rows.map(|row| Equity {
        phase: scenario.phases[row.phase.index()].named.id.clone(),
        month: row.month.to_string(),
        limit: row.limit,
        within: row.within.estimate,
        interval: [row.within.low, row.within.high],
        coefficient: Values::of(&row.coefficient, row.defined),
    })
    .collect()
}

fn schools(scenario: &Scenario, results: &Results) -> Vec<School> {
    let rows = results.schools.iter();
    rows.map(|row| School {
        school: scenario.schools[row.school.index()].named.id.clone(),
        students: row.students,
        staff: row.staff,
        per_100_students: row.per_100_students,
        joined: row.joined,
    })
    .collect()
}

fn rules(scenario: &Scenario, results: &Results) -> Vec<Rule> {
    let rows = scenario.rules.iter().zip(&results.rules);
    rows.map(|(rule, fired)| Rule { id: rule.named.id.clone(), at: rule.at.to_string(), fired: fired.into() }).collect()
}

fn metrics(results: &Results) -> Vec<MetricMonth> {
    let of = |metric: &MetricResult| -> Vec<MetricMonth> {
        metric
            .months
            .iter()
            .zip(&results.months)
            .enumerate()
            .map(|(index, (spread, month))| {
                let defined = metric.defined_in(index);
                let sd = Some((defined > 0.0).then_some(spread.sd));
                let value = Values { sd, ..Values::sure(spread, defined) };
                MetricMonth { id: metric.id.clone(), month: month.to_string(), value }
            })
            .collect()
    };
    results.metrics.iter().flat_map(of).collect()
}

fn funds(scenario: &Scenario, results: &Results) -> Vec<FundMoney> {
    results
        .fund_money
        .iter()
        .map(|row| {
            let fund = &scenario.funds[row.fund.index()];
            let beyond = (fund.overrun == Overrun::Pay).then(|| row.needed_beyond());
            FundMoney {
                fund: fund.named.id.clone(),
                year: Year::of(scenario, row.fiscal_year),
                appropriation: fund.appropriation.is_some().then(|| (&row.appropriation).into()),
                money: Money::of(&row.need, &row.spend, &row.gap, beyond),
            }
        })
        .collect()
}
